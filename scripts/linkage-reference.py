"""Links made-up files with other engines, to know what ours is worth.

    linkage-reference.py [--engine splink|clkhash] [--config tuned|lean] [--no-contacts] FOLDER…

Each folder holds a.csv, b.csv and truth.csv as `cargo run --example people` writes them. One line
of JSON by run: seconds (start of Python, reading and writing included), memory, and F1 with one
record of A for one of B at most, at the best threshold (which only the truth tells) and at a
probability of 0.95.

Every run is a process of its own: that is what time and memory are about.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time

COLUMNS = "nom, nom_usage, prenom, date_naissance, sexe, code_commune, code_postal, email, telephone"


# ---------------------------------------------------------------- Splink

CLEAN = """
create table {name} as
with raw as (
    select id, {columns} from read_csv('{path}', all_varchar = true, header = true)
), folded as (
    select id as unique_id,
        regexp_replace(upper(strip_accents(nom)), '[^A-Z]+', ' ', 'g') as nom_words,
        nullif(regexp_replace(upper(strip_accents(nom_usage)), '[^A-Z]', '', 'g'), '') as usage,
        trim(regexp_replace(upper(strip_accents(prenom)), '[^A-Z]+', ' ', 'g')) as pre_words,
        {date} as dob,
        sexe, code_commune as cc, code_postal as cp, left(code_postal, 2) as dept,
        {email} as mail, {telephone} as tel
    from raw
)
select * exclude (nom_words, pre_words),
    nullif(replace(nom_words, ' ', ''), '') as nom,
    list_filter(str_split(trim(nom_words), ' '), lambda w: length(w) > 3) as parts,
    nullif(replace(pre_words, ' ', ''), '') as pre,
    nullif(split_part(pre_words, ' ', 1), '') as pre1,
    year(dob) as y, month(dob) as m, day(dob) as d,
    left(replace(nom_words, ' ', ''), 3) as nom3, left(pre_words, 3) as pre3,
    least(nom3, pre3) || greatest(nom3, pre3) as both3
from folded
"""
FILLERS = "('600000000', '612345678', '606060606')"


def level(condition, m, tf=None, u=None):
    made = {"sql_condition": condition, "label_for_charts": condition, "m_probability": m}
    if tf:
        made["tf_adjustment_column"] = tf
    if u:
        made.update(u_probability=u, fix_u_probability=True)
    return made


def comparison(name, null, levels, rest, fixed=False):
    empty = {"sql_condition": null, "label_for_charts": "null", "is_null_level": True}
    otherwise = {"sql_condition": "ELSE", "label_for_charts": "else", "m_probability": rest}
    if fixed:
        otherwise["fix_m_probability"] = True
    return {"output_column_name": name, "comparison_levels": [empty, *levels, otherwise]}


def missing(column):
    return f"{column}_l is null or {column}_r is null"


def comparisons(config, contacts):
    swap = "nom_l = pre1_r and pre1_l = nom_r"
    if config == "tuned":
        swap = ("jaro_winkler_similarity(nom_l, pre1_r) >= 0.88"
                " and jaro_winkler_similarity(pre1_l, nom_r) >= 0.88")
    half = "least(length(nom_l), length(nom_r)) >= 3"
    if config == "lean":
        names = [
            level("nom_l = nom_r", 0.9, "nom"),
            level(swap, 0.03, u=2e-6),
            level("jaro_winkler_similarity(nom_l, nom_r) >= 0.88", 0.04),
        ]
        firsts = [
            level("pre1_l = pre1_r", 0.9, "pre1"),
            level("jaro_winkler_similarity(pre1_l, pre1_r) >= 0.85", 0.06),
        ]
    else:
        names = [
            level("nom_l = nom_r", 0.9, "nom"),
            level(swap, 0.03, u=2e-6),
            level("usage_l = nom_r or nom_l = usage_r or usage_l = usage_r", 0.01, u=2e-5),
            level("jaro_winkler_similarity(nom_l, nom_r) >= 0.93", 0.03),
            level("len(list_intersect(parts_l, parts_r)) > 0", 0.02),
            level(f"jaro_winkler_similarity(nom_l, nom_r) >= 0.85 and {half}", 0.01),
        ]
        firsts = [
            level("pre_l = pre_r", 0.8, "pre1"),
            level("pre1_l = pre1_r", 0.1, "pre1"),
            level("jaro_winkler_similarity(pre1_l, pre1_r) >= 0.91", 0.04),
            level("starts_with(pre_l, pre1_r) or starts_with(pre_r, pre1_l)"
                  " or ends_with(pre_l, pre_r) or ends_with(pre_r, pre_l)", 0.02),
            level("jaro_winkler_similarity(pre1_l, pre1_r) >= 0.8", 0.01),
        ]
    found = [
        comparison("nom", missing("nom"), names, 0.01),
        comparison("pre", f"{missing('pre1')} or ({swap})", firsts, 0.002, fixed=True),
        comparison("dob", missing("dob"), [
            level("dob_l = dob_r", 0.95),
            level("y_l = y_r and m_l = d_r and d_l = m_r", 0.005, u=1e-4),
            level("y_l = y_r and ((m_l = 1 and d_l = 1) or (m_r = 1 and d_r = 1))", 0.01),
            level("(m_l = m_r)::int + (d_l = d_r)::int + (y_l = y_r)::int = 2", 0.02),
        ], 0.005),
        comparison("sexe", missing("sexe"), [level("sexe_l = sexe_r", 0.98)], 0.02),
        comparison("place", f"({missing('cp')}) and ({missing('cc')})", [
            level("cc_l = cc_r", 0.8, "cc"),
            level("cp_l = cp_r", 0.05),
            level("dept_l = dept_r", 0.1),
        ], 0.05),
    ]
    if contacts:
        close = "abs(length(mail_l) - length(mail_r)) <= 1 and levenshtein(mail_l, mail_r) <= 1"
        found += [
            comparison("mail", missing("mail"), [
                level("mail_l = mail_r", 0.6, "mail", u=5e-6), level(close, 0.02, u=1e-6),
            ], 0.38),
            comparison("tel", missing("tel"), [
                level("tel_l = tel_r", 0.7, "tel", u=2e-6),
                level("damerau_levenshtein(tel_l, tel_r) <= 1", 0.02, u=1e-6),
            ], 0.28),
        ]
    return found


def blocking(config, contacts):
    from splink import block_on

    rules = [block_on("nom", "dob"), block_on("pre1", "dob"), block_on("nom", "pre1", "y"),
             block_on("nom", "pre1", "m", "d"), "l.nom = r.pre1 and l.dob = r.dob"]
    if contacts:
        rules += [block_on("tel"), block_on("mail")]
    if config == "tuned":
        rules += [
            block_on("dob", "cp"),
            "l.usage = r.nom and l.dob = r.dob",
            "l.nom = r.pre1 and l.pre1 = r.nom",
            block_on("both3", "y", "m"),
            block_on("both3", "y", "d"),
            block_on("both3", "m", "d"),
            block_on("both3", "y", "dept"),
            block_on("nom3", "dob"),
            block_on("pre3", "dob", "dept"),
            block_on("nom", "pre1", "dept"),
        ]
    return rules


def splink(folder, out, config, contacts):
    import duckdb
    from splink import DuckDBAPI, Linker, block_on

    base = duckdb.connect()
    for name, date in (("a", "try_strptime(date_naissance, '%Y-%m-%d')::date"),
                       ("b", "try_strptime(date_naissance, '%d/%m/%Y')::date")):
        number = f"right(regexp_replace(telephone, '[^0-9]', '', 'g'), 9)"
        base.execute(CLEAN.format(
            name=f"people_{name}", columns=COLUMNS, date=date, path=f"{folder}/{name}.csv",
            email="lower(email)" if contacts else "null::varchar",
            telephone=f"case when {number} in {FILLERS} then null else {number} end"
            if contacts else "null::varchar",
        ))
    api = DuckDBAPI(connection=base)
    tables = [api.register(f"people_{name}", table_name=name, dataset_display_name=name)
              for name in "ab"]
    [(count_a,)] = base.execute("select count(*) from people_a").fetchall()
    linker = Linker(tables, {
        "link_type": "link_only",
        "unique_id_column_name": "unique_id",
        "comparisons": comparisons(config, contacts),
        "blocking_rules_to_generate_predictions": blocking(config, contacts),
        "probability_two_random_records_match": 0.7 / count_a,
        "retain_matching_columns": False,
        "retain_intermediate_calculation_columns": False,
        "max_iterations": 12,
        "em_convergence": 0.001,
    }, log_level=None)
    train = linker.training
    train.estimate_u_using_random_sampling(max_pairs=6e5 if config == "tuned" else 1.5e5, num_chunks=1)
    em = train.estimate_parameters_using_expectation_maximisation
    sample = {"max_pairs": 4e5 if config == "tuned" else 1e5, "record_sample_proportion": 0.1}
    sample["estimate_without_term_frequencies"] = True
    em(block_on("dob", "cp"), **sample)
    em(block_on("nom", "pre1"), **sample)
    if contacts and config == "tuned":
        em(block_on("tel"), **sample)
    linker.inference.predict(threshold_match_probability=0.01).as_duckdbpyrelation().create("found")
    # One of A for one of B at most, best first: much faster here than Splink's own clustering.
    rows = base.execute("""
        select case when source_dataset_l = 'a' then unique_id_l else unique_id_r end,
               case when source_dataset_l = 'a' then unique_id_r else unique_id_l end,
               match_probability
        from found order by match_weight desc, unique_id_l, unique_id_r
    """).fetchall()
    write(out, best_first(rows))


# ---------------------------------------------------------------- clkhash and anonlink


def clkhash(folder, out, _config, contacts):
    import csv
    import re
    import unicodedata

    import anonlink
    from clkhash import clk
    from clkhash.schema import from_json_dict

    def words(identifier, bits, token=2, positional=False):
        return {
            "identifier": identifier,
            "format": {"type": "string", "encoding": "utf-8", "case": "mixed"},
            "hashing": {
                "comparison": {"type": "ngram", "n": token, "positional": positional},
                "strategy": {"bitsPerFeature": bits},
                "hash": {"type": "blakeHash"},
                "missingValue": {"sentinel": "", "replaceWith": ""},
            },
        }

    def letters(text):
        folded = unicodedata.normalize("NFD", text.lower())
        return re.sub("[^a-z]", "", folded)

    columns = [words("nom", 200), words("prenom", 200), words("naissance", 200, 1, True),
               words("lieu", 60, 1, True), words("sexe", 20, 1)]
    if contacts:
        columns += [words("mail", 120), words("tel", 120, 1, True)]
    schema = from_json_dict({
        "version": 3,
        "clkConfig": {"l": 1024, "kdf": {
            "type": "HKDF", "hash": "SHA256", "salt": "c2FsdA==", "info": "cGVvcGxl",
            "keySize": 64}},
        "features": columns,
    })

    def read(name):
        ids, rows = [], []
        with open(f"{folder}/{name}.csv", encoding="utf-8", newline="") as lines:
            for row in csv.DictReader(lines):
                birth = row["date_naissance"]
                birth = birth.replace("-", "") if "-" in birth else "".join(birth.split("/")[::-1])
                first = re.split("[ ,-]", row["prenom"].strip())[0]
                fields = [letters(row["nom"]), letters(first), birth, row["code_postal"],
                          row["sexe"]]
                if contacts:
                    fields += [row["email"].lower(), re.sub("[^0-9]", "", row["telephone"])[-9:]]
                ids.append(row["id"])
                rows.append(fields)
        return ids, clk.generate_clks(rows, schema, "secret")

    (ids_a, made_a), (ids_b, made_b) = read("a"), read("b")
    candidates = anonlink.candidate_generation.find_candidate_pairs(
        [made_a, made_b], anonlink.similarities.dice_coefficient_accelerated, 0.75)
    similar, _, (at_a, at_b) = candidates
    rows = sorted(zip((ids_a[i] for i in at_a), (ids_b[i] for i in at_b), similar),
                  key=lambda row: -row[2])
    write(out, best_first(rows))


# ---------------------------------------------------------------- both


def best_first(rows):
    taken_a, taken_b, kept = set(), set(), []
    for a, b, probability in rows:
        if a not in taken_a and b not in taken_b:
            taken_a.add(a)
            taken_b.add(b)
            kept.append((a, b, probability))
    return kept


def write(out, links):
    with open(out, "w", encoding="utf-8") as lines:
        lines.write("id_a,id_b,probability\n")
        lines.writelines(f"{a},{b},{probability:.6f}\n" for a, b, probability in links)


def quality(folder, out):
    with open(f"{folder}/truth.csv", encoding="utf-8") as lines:
        rows = [line.rstrip("\n").split(",") for line in lines][1:]
    truth = {row[0]: row[1] for row in rows if row[1]}
    with open(out, encoding="utf-8") as lines:
        links = [line.rstrip("\n").split(",") for line in lines][1:]
    links.sort(key=lambda link: -float(link[2]))
    right, best, threshold, sure = 0, 0.0, 1.0, 0.0
    for count, (a, b, probability) in enumerate(links, 1):
        right += truth.get(b) == a
        f1 = 2 * right / (count + len(truth))
        if f1 > best:
            best, threshold = f1, float(probability)
        if float(probability) >= 0.95:
            sure = f1
    return {"f1_best": round(best, 4), "threshold": round(threshold, 4), "f1_095": round(sure, 4)}


def main():
    words = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    words.add_argument("folders", nargs="+")
    words.add_argument("--engine", choices=("splink", "clkhash"), default="splink")
    words.add_argument("--config", choices=("tuned", "lean"), action="append")
    words.add_argument("--no-contacts", action="store_true", help="without e-mail and telephone")
    words.add_argument("--repeat", type=int, default=1)
    words.add_argument("--once", help=argparse.SUPPRESS)
    args = words.parse_args()
    if args.once:
        engine = splink if args.engine == "splink" else clkhash
        engine(args.folders[0], args.once, (args.config or ["tuned"])[0], not args.no_contacts)
        return
    for folder in args.folders:
        for config in args.config or (("tuned", "lean") if args.engine == "splink" else ("plain",)):
            measure(args, folder, config)


def measure(args, folder, config):
    with tempfile.TemporaryDirectory() as place:
        out = os.path.join(place, "links.csv")
        call = [sys.executable, __file__, folder, "--engine", args.engine, "--once", out]
        call += ["--config", config] if config != "plain" else []
        call += ["--no-contacts"] if args.no_contacts else []
        seconds, cpu = [], []
        for _ in range(args.repeat):
            start = time.perf_counter()
            running = subprocess.Popen(call, stdout=subprocess.DEVNULL)
            _, status, spent = os.wait4(running.pid, 0)
            if status:
                sys.exit(f"linkage-reference: {args.engine} failed on {folder}")
            seconds.append(time.perf_counter() - start)
            cpu.append(spent.ru_utime + spent.ru_stime)
        told = {
            "engine": args.engine, "config": config, "folder": os.path.basename(folder.rstrip("/")),
            "contacts": not args.no_contacts, "seconds": round(min(seconds), 2),
            "cpu_seconds": round(min(cpu), 2), "peak_mb": round(spent.ru_maxrss / 1024),
        }
        found = quality(folder, out)
        if args.engine == "clkhash":
            del found["f1_095"]  # its figure is a similarity, no probability
        print(json.dumps(told | found), flush=True)


if __name__ == "__main__":
    main()
