//! `tdu restore`: a backup put back where there is nothing, checked before it takes its place.

use std::fs::{self, DirBuilder, File};
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};

use anyhow::Context;
use tdu_casework::{Anchored, Casework};
use tdu_store::{Keyring, Manifest, unpack};

use super::backup::{MARKS, backup_keys, read_marks};
use super::postgres_tools;
use crate::cli::RestoreArguments;
use crate::config::Config;
use crate::keys::key_file;
use crate::wiring::{open, say};

/// Where a backup is opened and checked, beside where it goes.
const WORK: &str = "tdu-restauration";

pub(crate) async fn run(config: Config, arguments: RestoreArguments) -> anyhow::Result<()> {
    let keyring = backup_keys(&config, &arguments.key_file)?;
    let keys = key_file(&config)?;
    Keyring::read(&keys).with_context(|| {
        format!(
            "{} : il faut aussi les clés des données, qui ne sont pas dans la sauvegarde",
            keys.display()
        )
    })?;
    let beside = arguments.file.parent().unwrap_or(Path::new("")).join(MARKS);
    let marks = match &arguments.tombstones {
        Some(file) => {
            anyhow::ensure!(file.exists(), "{} n'existe pas", file.display());
            file.clone()
        }
        None => beside,
    };
    let work = work_folder(&config)?;
    let manifest = unpack(&keyring, &arguments.file, &work)?;
    let expected = if config.database_url.is_some() {
        "postgres"
    } else {
        "sqlite"
    };
    anyhow::ensure!(
        manifest.engine == expected,
        "cette sauvegarde vient de {}, et la configuration est pour {expected}",
        manifest.engine
    );
    if let Some(url) = &config.database_url {
        postgres_tools::restore(url, &work.join("postgres.dump"))?;
        fs::remove_dir_all(&work)?;
        checked(&config, &manifest, &marks).await?;
    } else {
        let there = Config {
            data: work.clone(),
            key_file: Some(keys),
            ..config.clone()
        };
        checked(&there, &manifest, &marks).await?;
        put_in_place(&work, &config.data)?;
    }
    say(&format!(
        "{} : restaurée et vérifiée.",
        arguments.file.display()
    ));
    Ok(())
}

/// An empty folder of its owner alone, where nothing of a database lies yet.
fn work_folder(config: &Config) -> anyhow::Result<PathBuf> {
    let folder = if config.database_url.is_some() {
        std::env::temp_dir().join(format!("{WORK}-{}", std::process::id()))
    } else {
        fs::create_dir_all(&config.data)?;
        for entry in fs::read_dir(&config.data)? {
            let path = entry?.path();
            anyhow::ensure!(
                !path.to_string_lossy().contains(".sqlite"),
                "{} existe déjà : une restauration n'écrit sur rien",
                path.display()
            );
        }
        config.data.join(WORK)
    };
    let made = DirBuilder::new().mode(0o700).create(&folder);
    made.with_context(|| {
        format!(
            "le dossier {} ne se crée pas ; s'il vient d'une restauration interrompue, retirez-le",
            folder.display()
        )
    })?;
    Ok(folder)
}

/// Follows every chain, against the ends that the backup holds, then erases again whoever was.
async fn checked(config: &Config, manifest: &Manifest, marks: &Path) -> anyhow::Result<()> {
    let casework = open(config).await?;
    let anchors: Vec<Anchored> = serde_json::from_str(&manifest.anchors)
        .context("les ancres de la sauvegarde ne se lisent pas")?;
    let proofs = casework.verify(None, &anchors).await?;
    let broken = proofs.iter().filter(|proof| proof.wrong.is_some()).count();
    anyhow::ensure!(
        broken == 0,
        "{broken} chaîne(s) de la sauvegarde ne sont pas intactes ; elle reste dans {}",
        config.data.display()
    );
    say(&format!(
        "{} chaînes suivies, toutes intactes.",
        proofs.len()
    ));
    erase_again(&casework, marks).await?;
    casework.store().close().await?;
    Ok(())
}

async fn erase_again(casework: &Casework, file: &Path) -> anyhow::Result<()> {
    let lines = read_marks(file)?;
    if lines.is_empty() {
        say("Aucune marque de personne effacée : donnez-les avec --tombstones si vous en avez.");
    }
    for line in lines {
        let marks: Option<Vec<Vec<u8>>> = line.marks.iter().map(|mark| bytes(mark)).collect();
        let marks = marks.context("une marque ne se lit pas")?;
        if let Some(row) = casework.territory_of_code(&line.territory).await? {
            let erased = casework.erase_marked(row.id, marks).await?;
            say(&format!(
                "{} : {erased} personnes effacées de nouveau.",
                line.territory
            ));
        }
    }
    casework.compact_where_wanted().await?;
    Ok(())
}

/// Each file takes its place; none is there.
fn put_in_place(work: &Path, data: &Path) -> anyhow::Result<()> {
    for entry in fs::read_dir(work)? {
        let from = entry?.path();
        let name = from.file_name().context("un fichier sans nom")?;
        let to = data.join(name);
        anyhow::ensure!(!to.exists(), "{} existe déjà", to.display());
        fs::rename(&from, &to)?;
    }
    fs::remove_dir(work)?;
    Ok(File::open(data)?.sync_all()?)
}

fn bytes(hex: &str) -> Option<Vec<u8>> {
    let digits = hex.as_bytes();
    let digit = |digit: u8| char::from(digit).to_digit(16);
    let pair = |pair: &[u8]| u8::try_from(digit(pair[0])? * 16 + digit(*pair.get(1)?)?).ok();
    digits.chunks(2).map(pair).collect()
}
