//! `tdu journal`: what a court asks for.

use std::fs;
use std::path::Path;

use anyhow::Context;
use tdu_casework::{Casework, CaseworkError, CourtArchive, Files, SIGNATURE};
use tdu_web::{COURT_FILES, Lang, Texts, court_files};
use uuid::Uuid;

use crate::cli::{JournalArguments, JournalWhat};
use crate::config::Config;
use crate::wiring::{open, say};

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
    let files = court_files(Texts::of(Lang::French), &archive)?;
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
    for name in COURT_FILES {
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
