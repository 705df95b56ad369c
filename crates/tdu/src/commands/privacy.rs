//! `tdu privacy`: people's requests about their data.

use std::fs;
use std::path::Path;

use anyhow::Context;
use tdu_casework::{Casework, CaseworkError, Erased};
use tdu_store::TerritoryRow;
use tdu_web::{Lang, RegisterLine, Texts};
use uuid::Uuid;

use crate::cli::{PrivacyArguments, PrivacyWhat};
use crate::commands::upkeep::chosen;
use crate::config::Config;
use crate::wiring::{open, say};

pub(crate) async fn run(config: Config, arguments: PrivacyArguments) -> anyhow::Result<()> {
    if let PrivacyWhat::Register { json, lang } = arguments.what {
        return register(json, &lang);
    }
    let casework = open(&config).await?;
    match arguments.what {
        PrivacyWhat::Register { .. } => {}
        PrivacyWhat::Archive { person, out, lang } => {
            archive(&casework, person, &out, texts(&lang)?).await?;
        }
        PrivacyWhat::Erase { person, reason } => {
            let erased = erase(&casework, person, &reason).await?;
            say(&format!(
                "Effacé. Dossiers : {} ; lignes en erreur : {} ; fichiers en attente, à renvoyer : {}. \
                 La base est réécrite. Les sauvegardes d'avant ce jour en parlent encore.",
                erased.records, erased.rows, erased.files
            ));
        }
        PrivacyWhat::Retention {
            territory,
            list,
            apply,
            confirm,
        } => {
            for row in chosen(&casework, territory.as_deref()).await? {
                retention(&casework, &row, list).await?;
                if apply {
                    apply_retention(&casework, &row, confirm).await?;
                }
            }
            if apply {
                casework.compact_where_wanted().await?;
            }
        }
        PrivacyWhat::Compact { territory } => {
            for row in chosen(&casework, territory.as_deref()).await? {
                casework.compact(row.id).await?;
                say(&format!("{} : base réécrite.", row.name));
            }
        }
    }
    Ok(casework.store().close().await?)
}

/// What the next run would do: counts, and keys when they are asked for.
async fn retention(casework: &Casework, row: &TerritoryRow, list: bool) -> anyhow::Result<()> {
    let plan = casework.retention_plan(row.id).await?;
    say(&format!(
        "{} : {} personnes connues ; {} à archiver, {} à effacer ; dans les 60 jours, {} à archiver, {} à effacer.",
        row.name, plan.people, plan.to_archive, plan.to_erase, plan.soon_archived, plan.soon_erased
    ));
    if let Some((who, _)) = &plan.stopped {
        say(&format!("Arrêté par {who}."));
    }
    if plan.off {
        say("La configuration l'arrête (TDU_RETENTION=off).");
    }
    if plan.is_too_much() {
        say(&format!(
            "C'est plus que le maximum d'une journée ({}) : --apply demandera --confirm {}.",
            plan.most,
            plan.due()
        ));
    }
    if list {
        let keys = casework.retention_list(row.id).await?;
        for person in keys.archive {
            say(&format!("archiver {person}"));
        }
        for person in keys.erase {
            say(&format!("effacer {person}"));
        }
    }
    Ok(())
}

async fn apply_retention(
    casework: &Casework,
    row: &TerritoryRow,
    confirm: i64,
) -> anyhow::Result<()> {
    match casework.run_retention(row.id, confirm).await {
        Ok(done) => {
            say(&format!(
                "{} : {} archivés, {} effacés, {} revenus.",
                row.name, done.archived, done.erased, done.returned
            ));
            Ok(())
        }
        Err(CaseworkError::Conflict("retention-stopped")) => {
            anyhow::bail!("l'archivage et l'effacement sont arrêtés : rien n'est fait")
        }
        Err(CaseworkError::Conflict("retention-too-many")) => {
            anyhow::bail!("trop de personnes pour une journée : relisez le nombre, puis --confirm")
        }
        Err(error) => Err(error.into()),
    }
}

/// The person is of one territory, which only the search tells.
async fn erase(casework: &Casework, person: Uuid, reason: &str) -> anyhow::Result<Erased> {
    for row in casework.store().territories().await? {
        match casework.erase_person(row.id, person, reason).await {
            Err(CaseworkError::NotFound(_)) => {}
            Err(CaseworkError::Conflict(_)) => anyhow::bail!(
                "un fichier qui parle de cette personne est en cours d'import : attendez sa fin"
            ),
            Err(CaseworkError::Invalid {
                problem: "text-number",
                ..
            }) => anyhow::bail!(
                "le motif contient un numéro de sécurité sociale ou de carte bancaire, qui ne se garde pas"
            ),
            Err(CaseworkError::Invalid { .. }) => {
                anyhow::bail!("donnez un motif, de 300 caractères au plus")
            }
            erased => return Ok(erased?),
        }
    }
    anyhow::bail!("personne n'a cet identifiant")
}

fn texts(lang: &str) -> anyhow::Result<Texts> {
    let lang = Lang::from_code(lang).context("la langue est fr ou en")?;
    Ok(Texts::of(lang))
}

/// The person is of one territory, which only the search tells.
async fn archive(casework: &Casework, person: Uuid, out: &Path, t: Texts) -> anyhow::Result<()> {
    anyhow::ensure!(!out.exists(), "{} existe déjà", out.display());
    for row in casework.store().territories().await? {
        let archive = match casework.operator_archive(row.id, person).await {
            Err(CaseworkError::NotFound(_)) => continue,
            archive => archive?,
        };
        let frame = casework.frame(row.id).await?;
        let files = tdu_web::archive_files(t, &archive, &frame)?;
        fs::create_dir(out)
            .with_context(|| format!("le dossier {} ne se crée pas", out.display()))?;
        for (name, content) in &files {
            fs::write(out.join(name), content)?;
        }
        say(&format!(
            "{} : {} sources, {} actes, {} consultations.",
            out.display(),
            archive.sources.len(),
            archive.journal.len(),
            archive.looks.len()
        ));
        return Ok(());
    }
    anyhow::bail!("personne n'a cet identifiant")
}

fn register(json: bool, lang: &str) -> anyhow::Result<()> {
    let t = texts(lang)?;
    let lines = tdu_web::register(t);
    if json {
        say(&serde_json::to_string_pretty(&lines)?);
        return Ok(());
    }
    let heads = ["field", "purposes", "basis", "seen", "retention"];
    let heads = heads.map(|head| t.get(&format!("register-{head}")));
    let rows = lines.into_iter().map(cells);
    let rows: Vec<[String; 5]> = std::iter::once(heads).chain(rows).collect();
    let widths: [usize; 5] = std::array::from_fn(|at| {
        let width = |row: &[String; 5]| row[at].chars().count();
        rows.iter().map(width).max().unwrap_or_default()
    });
    for row in rows {
        let row: Vec<String> = row
            .iter()
            .zip(widths)
            .map(|(cell, width)| format!("{cell:<width$}"))
            .collect();
        say(row.join("  ").trim_end());
    }
    Ok(())
}

fn cells(line: RegisterLine) -> [String; 5] {
    let RegisterLine {
        field,
        purposes,
        basis,
        seen,
        retention,
        ..
    } = line;
    [field, purposes, basis, seen, retention]
}
