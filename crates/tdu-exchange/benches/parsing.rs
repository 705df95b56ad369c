//! How long the parsers take: `cargo bench -p tdu-exchange`. The sizes are those of Île-de-France.

use std::fmt::Write as _;

use jiff::civil::{Date, date};
use tdu_exchange::{learner, table, youth};

const TODAY: Date = date(2026, 11, 22);
const YOUTHS: usize = 180_000;
const LEARNERS: usize = 2_000;

fn main() {
    divan::main();
}

#[divan::bench(sample_count = 5, sample_size = 1)]
fn read_the_table_of_180_000_young_people(bencher: divan::Bencher<'_, '_>) {
    let file = youths();
    bencher.bench(|| table::read_table(file.as_bytes()).map(|table| table.len()));
}

#[divan::bench(sample_count = 5, sample_size = 1)]
fn read_and_understand_180_000_young_people(bencher: divan::Bencher<'_, '_>) {
    let file = youths();
    bencher.bench(|| {
        let table = table::read_table(file.as_bytes())?;
        let mapping = youth::suggest_for(&table).mapping;
        youth::parse(&table, &mapping, TODAY)
    });
}

#[divan::bench(sample_count = 5, sample_size = 1)]
fn understand_2_000_learners(bencher: divan::Bencher<'_, '_>) {
    let body = learners();
    bencher.bench(|| learner::parse_items(body.as_bytes(), TODAY, Some(learner::MAX_ITEMS)));
}

fn youths() -> String {
    let mut file = String::from(
        "N° dossier;Civilité;Nom de naissance;Nom d'usage;Prénom;Date de naissance;Adresse;\
         Code postal;Commune;Téléphone;E-mail;Conseiller référent;Statut du dossier;\
         Date dernier entretien;Début CEJ;Fin CEJ;RQTH;Niveau scolaire;Métier souhaité (ROME);\
         Mobilité\n",
    );
    for n in 0..YOUTHS {
        let (day, month, year) = (n % 28 + 1, n % 12 + 1, 2001 + n % 9);
        // Writing to a String cannot fail.
        let _ = writeln!(
            file,
            "{n:07};Mme;LE GUEN-{n};;Élodie;{day:02}/{month:02}/{year};{n} rue des Lilas;93100;\
             Montreuil;06 39 98 {:02} {:02};elodie.leguen{n}@exemple.fr;Ana Témoin;Actif;\
             12/10/2026;01/09/2026;;Non;CAP/BEP;G1602 D1102;Département",
            n / 100 % 100,
            n % 100,
        );
    }
    file
}

fn learners() -> String {
    let items: Vec<String> = (0..LEARNERS)
        .map(|n| {
            let fields: Vec<String> = learner::FIELDS
                .iter()
                .filter(|field| !field.example.is_empty())
                .map(|field| match field.name {
                    "id_erp_apprenant" => format!("\"id_erp_apprenant\":{n}"),
                    name if matches!(field.example, "true" | "false") => {
                        format!("\"{name}\":{}", field.example)
                    }
                    name => format!("\"{name}\":\"{}\"", field.example),
                })
                .collect();
            format!("{{{}}}", fields.join(","))
        })
        .collect();
    format!("[{}]", items.join(","))
}
