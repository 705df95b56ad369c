//! `tdu link`: two files of people that share no identifier, linked.

mod encoded;

use std::io::Write;
use std::path::Path;
use std::time::Instant;

use anyhow::{Context, bail};
use rayon::prelude::*;
use tdu_linkage::{Language, Linkage, Model, Options, Schema, Table, Zone, dedupe, explain, link};

use crate::cli::{LinkArguments, LinkFiles, LinkWhat};
use crate::wiring::say_error;

pub(crate) fn run(arguments: &LinkArguments) -> anyhow::Result<()> {
    match &arguments.what {
        None => link_files(&arguments.files),
        Some(LinkWhat::Encode {
            file,
            secret_file,
            out,
        }) => encoded::encode(file, secret_file, out),
        Some(LinkWhat::Encoded { a, b, out }) => encoded::link(a, b, out.as_deref()),
        Some(LinkWhat::Explain {
            a,
            b,
            id_a,
            id_b,
            fields,
            lang,
        }) => {
            let schema = schema(fields.as_deref())?;
            let (here, there) = (read(a, &schema)?, read(b, &schema)?);
            say_rejected(a, &here);
            say_rejected(b, &there);
            say_evidence(&here, &there, id_a, id_b, lang)
        }
    }
}

fn link_files(files: &LinkFiles) -> anyhow::Result<()> {
    let start = Instant::now();
    let schema = schema(files.fields.as_deref())?;
    let path = files.a.as_deref().context("il manque le premier fichier")?;
    let other = files.b.as_deref();
    let (a, b) = rayon::join(
        || read(path, &schema),
        || other.map(|path| read(path, &schema)).transpose(),
    );
    let mut a = a?;
    say_rejected(path, &a);
    let b = b?;
    if let (Some(path), Some(table)) = (other, &b) {
        say_rejected(path, table);
    }
    let read = start.elapsed();
    let (counts, linkage, links) = match b {
        Some(b) if !files.dedupe => {
            let options = Options {
                all_pairs: files.all_pairs,
            };
            let linkage = link(&a, &b, options)?;
            let links = written(&a, &b, &linkage);
            (format!("{} × {} fiches", a.len(), b.len()), linkage, links)
        }
        other => {
            if let Some(b) = other {
                a.append(&b)?;
            }
            let linkage = dedupe(&a)?;
            let links = written(&a, &a, &linkage);
            (format!("{} fiches", a.len()), linkage, links)
        }
    };
    let linked = start.elapsed();
    match &files.out {
        Some(path) => std::fs::write(path, links)
            .with_context(|| format!("{} ne peut pas être écrit", path.display()))?,
        // A reader who has gone is no error.
        None => drop(std::io::stdout().lock().write_all(&links)),
    }
    if let Some(path) = &files.model_out {
        std::fs::write(path, linkage.model.to_json())
            .with_context(|| format!("{} ne peut pas être écrit", path.display()))?;
    }
    let count = |zone| {
        linkage
            .links
            .iter()
            .filter(|link| link.zone == zone)
            .count()
    };
    say_error(&format!(
        "{counts}, {} paires comparées : {} liens sûrs, {} à trancher.",
        linkage.compared,
        count(Zone::Same),
        count(Zone::Doubt),
    ));
    if linkage.saturated > 0 {
        say_error(&format!(
            "{} fiches en rencontrent trop de semblables pour être départagées.",
            linkage.saturated
        ));
    }
    say_error(&format!(
        "Lecture {:.0?}, rapprochement {:.0?}, en tout {:.0?}.",
        read,
        linked.saturating_sub(read),
        start.elapsed()
    ));
    say_error(linkage.model.summary(Language::Fr).trim_end());
    Ok(())
}

fn schema(fields: Option<&Path>) -> anyhow::Result<Schema> {
    let Some(path) = fields else {
        return Ok(Schema::french());
    };
    let name = path.display();
    let text = std::fs::read_to_string(path).with_context(|| format!("{name} ne se lit pas"))?;
    Schema::from_toml(&text).with_context(|| format!("{name} ne déclare pas des champs"))
}

fn read(path: &Path, schema: &Schema) -> anyhow::Result<Table> {
    let name = path.display();
    let bytes = std::fs::read(path).with_context(|| format!("{name} ne se lit pas"))?;
    Table::read(bytes, schema).with_context(|| format!("{name} n'est pas le CSV attendu"))
}

/// Says which rows of a file could not be read.
fn say_rejected(path: &Path, table: &Table) {
    let rejected = table.rejected();
    if rejected.count == 0 {
        return;
    }
    let lines: Vec<String> = rejected.lines.iter().map(u64::to_string).collect();
    say_error(&format!(
        "{} : {} lignes illisibles, laissées de côté (lignes {}{}).",
        path.display(),
        rejected.count,
        lines.join(", "),
        if lines.len() < rejected.count {
            "…"
        } else {
            ""
        },
    ));
}

/// The links as CSV.
fn written(a: &Table, b: &Table, linkage: &Linkage) -> Vec<u8> {
    let parts: Vec<Vec<u8>> = linkage
        .links
        .par_chunks(1 << 14)
        .map(|links| {
            let mut out = Vec::with_capacity(links.len() * 40);
            for link in links {
                push_id(a.id(link.a as usize), &mut out);
                push_id(b.id(link.b as usize), &mut out);
                let zone = match link.zone {
                    Zone::Same => "same",
                    Zone::Doubt => "doubt",
                    Zone::Different => "different",
                };
                // Writing to memory cannot fail.
                let _ = writeln!(out, "{:.6},{zone}", link.probability);
            }
            out
        })
        .collect();
    let mut out = Vec::with_capacity(parts.iter().map(Vec::len).sum::<usize>() + 32);
    out.extend_from_slice(b"id_a,id_b,probability,zone\n");
    for part in parts {
        out.extend(part);
    }
    out
}

fn push_id(id: &[u8], out: &mut Vec<u8>) {
    if id
        .iter()
        .any(|byte| matches!(byte, b',' | b'"' | b'\n' | b'\r'))
    {
        out.push(b'"');
        for &byte in id {
            out.extend_from_slice(if byte == b'"' {
                b"\"\""
            } else {
                std::slice::from_ref(&byte)
            });
        }
        out.push(b'"');
    } else {
        out.extend_from_slice(id);
    }
    out.push(b',');
}

fn say_evidence(a: &Table, b: &Table, id_a: &str, id_b: &str, lang: &str) -> anyhow::Result<()> {
    let language = match lang {
        "fr" => Language::Fr,
        "en" => Language::En,
        other => bail!("la langue {other} n'est pas connue : fr ou en"),
    };
    let find = |table: &Table, id: &str| {
        table
            .find(id.as_bytes())
            .with_context(|| format!("aucune fiche n'a l'identifiant {id}"))
    };
    let (record_a, record_b) = (find(a, id_a)?, find(b, id_b)?);
    let model = Model::estimate(a, b)?;
    let evidence = explain(a, b, &model, record_a, record_b)?;
    crate::wiring::say(&evidence.in_words(language).to_string());
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    const TITLES: &str = "id,nom,prenom,date_naissance,code_postal,telephone\n";

    fn file(folder: &tempfile::TempDir, name: &str, text: &str) -> std::path::PathBuf {
        let path = folder.path().join(name);
        std::fs::write(&path, text).unwrap();
        path
    }

    fn files(a: &Path, b: Option<&Path>, out: &Path) -> LinkFiles {
        LinkFiles {
            a: Some(a.to_owned()),
            b: b.map(Path::to_owned),
            out: Some(out.to_owned()),
            dedupe: b.is_none(),
            all_pairs: false,
            model_out: Some(out.with_extension("json")),
            fields: None,
        }
    }

    fn people(prefix: &str) -> String {
        let rows = (0..40).map(|at| {
            format!(
                "\"{prefix},{at}\",NOM{at},Prénom{at},200{}-0{}-1{},3800{},06{at}345678\n",
                at % 8,
                at % 9 + 1,
                at % 9,
                at % 9
            )
        });
        rows.fold(TITLES.to_owned(), |text, row| text + &row)
    }

    #[test]
    fn links_are_written_with_what_was_estimated() {
        let folder = tempfile::tempdir().unwrap();
        let (a, b) = (
            file(&folder, "a.csv", &people("a")),
            file(&folder, "b.csv", &people("b")),
        );
        let out = folder.path().join("links.csv");
        link_files(&files(&a, Some(&b), &out)).unwrap();
        let links = std::fs::read_to_string(&out).unwrap();
        assert!(links.starts_with("id_a,id_b,probability,zone\n"), "{links}");
        assert!(
            links.contains("\"a,7\",\"b,7\",") && links.lines().count() == 41,
            "{links}"
        );
        let model = std::fs::read_to_string(out.with_extension("json")).unwrap();
        assert!(Model::from_json(&model).is_ok());
    }

    #[test]
    fn duplicates_are_found_in_one_file() {
        let folder = tempfile::tempdir().unwrap();
        let twice = people("a") + people("again").strip_prefix(TITLES).unwrap();
        let (a, out) = (
            file(&folder, "a.csv", &twice),
            folder.path().join("links.csv"),
        );
        link_files(&files(&a, None, &out)).unwrap();
        let links = std::fs::read_to_string(&out).unwrap();
        assert!(links.contains("\"a,7\",\"again,7\","), "{links}");
    }

    #[test]
    fn a_record_that_is_not_there_is_said() {
        let folder = tempfile::tempdir().unwrap();
        let a = read(&file(&folder, "a.csv", &people("a")), &Schema::french()).unwrap();
        let error = say_evidence(&a, &a, "a,7", "absent", "fr").unwrap_err();
        assert!(error.to_string().contains("absent"), "{error}");
        assert!(say_evidence(&a, &a, "a,7", "a,7", "fr").is_ok());
    }
}
