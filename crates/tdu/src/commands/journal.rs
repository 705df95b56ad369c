//! `tdu journal`: what a court asks for.

use std::fs;
use std::path::Path;

use anyhow::Context;
use serde_json::Value;
use tdu_casework::{Casework, CaseworkError, CourtArchive, Files, SIGNATURE};
use uuid::Uuid;

use crate::cli::{JournalArguments, JournalWhat};
use crate::config::Config;
use crate::wiring::{open, say};

/// The files that are signed, in order.
const SIGNED: [&str; 4] = [
    "journal.jsonl",
    "consultations.jsonl",
    "chaines.json",
    "lisez-moi.html",
];

pub(crate) async fn run(config: Config, arguments: JournalArguments) -> anyhow::Result<()> {
    let casework = open(&config).await?;
    match arguments.what {
        JournalWhat::Export { person, out } => export(&casework, person, &out).await?,
        JournalWhat::Check { folder } => check(&casework, &folder)?,
    }
    Ok(casework.store().close().await?)
}

async fn export(casework: &Casework, person: Uuid, out: &Path) -> anyhow::Result<()> {
    let archive = found(casework, person).await?;
    let archive = archive.context("personne n'a cet identifiant")?;
    let files = written(&archive)?;
    let signature = casework.sign_archive(&files)?;
    fs::create_dir(out).with_context(|| format!("le dossier {} ne se crée pas", out.display()))?;
    for (name, content) in &files {
        fs::write(out.join(name), content)?;
    }
    fs::write(out.join(SIGNATURE), signature + "\n")?;
    say(&format!(
        "{} : {} lignes du journal, {} consultations.",
        out.display(),
        archive.journal.len(),
        archive.accesses.len()
    ));
    let broken = archive.chains.iter().filter(|chain| !chain.intact).count();
    anyhow::ensure!(
        broken == 0,
        "l'archive est écrite, mais {broken} chaîne(s) ne sont pas intactes : voyez `tdu verify`"
    );
    Ok(())
}

/// The person is of one territory, which only the search tells.
async fn found(casework: &Casework, person: Uuid) -> anyhow::Result<Option<CourtArchive>> {
    for row in casework.store().territories().await? {
        match casework.court_archive(row.id, person).await {
            Err(CaseworkError::NotFound(_)) => {}
            archive => return Ok(Some(archive?)),
        }
    }
    Ok(None)
}

fn check(casework: &Casework, folder: &Path) -> anyhow::Result<()> {
    let read = |name: &str| {
        fs::read(folder.join(name)).with_context(|| format!("{name} manque dans l'archive"))
    };
    let mut files = Files::new();
    for name in SIGNED {
        files.push((name.to_owned(), read(name)?));
    }
    let signature = String::from_utf8(read(SIGNATURE)?)?;
    anyhow::ensure!(
        casework.knows_archive(&files, &signature)?,
        "cette archive a été changée, ou une autre installation l'a écrite"
    );
    say("Cette archive est telle que cette installation l'a écrite.");
    Ok(())
}

fn written(archive: &CourtArchive) -> anyhow::Result<Files> {
    let lines = |values: &[Value]| {
        let mut text = String::new();
        for value in values {
            text.push_str(&value.to_string());
            text.push('\n');
        }
        text.into_bytes()
    };
    let contents = [
        lines(&archive.journal),
        lines(&archive.accesses),
        serde_json::to_vec_pretty(&archive.chains)?,
        page(archive).into_bytes(),
    ];
    Ok(SIGNED
        .map(str::to_owned)
        .into_iter()
        .zip(contents)
        .collect())
}

/// The same, to be read.
fn page(archive: &CourtArchive) -> String {
    let intact = archive.chains.iter().all(|chain| chain.intact);
    let proof = if intact {
        "Les chaînes dont ces lignes sont tirées ont été suivies de bout en bout le jour de l'archive : aucune ligne \
         n'y a été changée, ajoutée, déplacée ni retirée."
    } else {
        "ATTENTION : une chaîne n'est pas intacte ; chaines.json dit laquelle."
    };
    let keys: Vec<String> = archive.keys.iter().map(Uuid::to_string).collect();
    let journal = rows(
        &archive.journal,
        &[
            "recorded_at",
            "organisation_name",
            "actor_name",
            "act",
            "payload",
            "number",
        ],
    );
    let accesses = rows(
        &archive.accesses,
        &[
            "at",
            "organisation_name",
            "actor_name",
            "role",
            "act",
            "grounds",
            "address",
            "number",
        ],
    );
    format!(
        "<!doctype html>\n<html lang=\"fr\"><head><meta charset=\"utf-8\"><title>Journal d'une personne</title></head><body>\n\
         <h1>Ce qui fut fait et vu d'une personne</h1>\n<p>Identifiant : {}. Heures en temps universel.</p>\n<p>{proof}</p>\n\
         <p>signature.txt atteste que l'archive est celle de l'installation qui l'a écrite (<code>tdu journal check</code>).</p>\n\
         <h2>Le journal</h2>\n<table><thead><tr><th>Quand</th><th>Organisme</th><th>Qui</th><th>Acte</th><th>Ce qui fut dit</th>\
         <th>N° dans la chaîne</th></tr></thead><tbody>\n{journal}</tbody></table>\n<h2>Les consultations</h2>\n\
         <table><thead><tr><th>Quand</th><th>Organisme</th><th>Qui</th><th>Rôle</th><th>Quoi</th><th>Pourquoi</th><th>Depuis</th>\
         <th>N° dans la chaîne</th></tr></thead><tbody>\n{accesses}</tbody></table>\n</body></html>\n",
        keys.join(", ")
    )
}

fn rows(values: &[Value], columns: &[&str]) -> String {
    let mut text = String::new();
    for value in values {
        text.push_str("<tr>");
        for column in columns {
            text.push_str(&format!("<td>{}</td>", cell(column, &value[column])));
        }
        text.push_str("</tr>\n");
    }
    text
}

fn cell(column: &str, value: &Value) -> String {
    let text = match value {
        Value::Null => String::new(),
        Value::Number(instant) if column.ends_with("at") => instant
            .as_i64()
            .and_then(|instant| jiff::Timestamp::from_millisecond(instant).ok())
            .map(|instant| instant.to_string())
            .unwrap_or_default(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}
