//! `tdu backup`: every database as it was at one moment, sealed in one file, while others work.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, DirBuilder, File};
use std::io::{ErrorKind, Write};
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};

use anyhow::Context;
use serde::{Deserialize, Serialize};
use tdu_casework::{Anchored, Casework, Clock};
use tdu_store::{Keyring, Loose, Manifest, StoreAddress, hex, pack};

use super::postgres_tools;
use crate::cli::BackupArguments;
use crate::config::Config;
use crate::keys::key_file;
use crate::wiring::{open, say};

/// How backups of a folder are named.
const PREFIX: &str = "tdu-";
const EXTENSION: &str = "tdub";
/// What is not whole yet.
const PARTIAL: &str = "partial";
/// Copies on their way into a backup.
const WORK: &str = ".tdu-backup";
/// The marks of those who were erased, beside the backups.
pub(super) const MARKS: &str = "effaces.jsonl";

/// The marks of one territory: a line of the file of marks.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Marks {
    pub(super) territory: String,
    pub(super) marks: BTreeSet<String>,
}

pub(crate) async fn run(config: Config, arguments: BackupArguments) -> anyhow::Result<()> {
    let keyring = backup_keys(&config, &arguments.key_file)?;
    let dated = arguments.target.is_dir();
    let target = if dated {
        let now = jiff::Timestamp::from_millisecond(Clock::System.now())?;
        let name = now.strftime("%Y-%m-%dT%H%M%SZ");
        arguments.target.join(format!("{PREFIX}{name}.{EXTENSION}"))
    } else {
        arguments.target.clone()
    };
    anyhow::ensure!(
        dated || arguments.keep.is_none(),
        "--keep demande un dossier, pas un fichier"
    );
    anyhow::ensure!(!target.exists(), "{} existe déjà", target.display());
    let folder = parent(&target);
    let casework = open(&config).await?;
    let work = work_folder(&config, &folder)?;
    let made = make(&casework, &keyring, &work.0, &target).await;
    drop(work);
    made?;
    let erased = write_marks(&casework, &folder.join(MARKS)).await?;
    casework.store().close().await?;
    say(&format!(
        "{} : sauvegarde faite. {} : {erased} marques de personnes effacées, à garder avec elle.",
        target.display(),
        folder.join(MARKS).display()
    ));
    if let Some(keep) = arguments.keep {
        prune(&folder, keep.get())?;
    }
    Ok(())
}

/// The keys of backups, which must not be those of the data nor lie beside them.
pub(super) fn backup_keys(config: &Config, file: &Path) -> anyhow::Result<Keyring> {
    let unread = || {
        format!(
            "{} ne se lit pas : fabriquez-le avec `tdu keys backup`",
            file.display()
        )
    };
    let own = fs::canonicalize(file).with_context(unread)?;
    let data = fs::canonicalize(&config.data).ok();
    let beside = config.database_url.is_none() && data.is_some_and(|data| own.starts_with(data));
    let same = fs::canonicalize(key_file(config)?).is_ok_and(|keys| keys == own);
    anyhow::ensure!(
        !beside && !same,
        "les clés des sauvegardes se gardent ailleurs que les données, dans un fichier à elles"
    );
    Keyring::read(file).with_context(unread)
}

async fn make(
    casework: &Casework,
    keyring: &Keyring,
    work: &Path,
    target: &Path,
) -> anyhow::Result<()> {
    let proofs = casework.verify(None, &[]).await?;
    let broken = proofs.iter().filter(|proof| proof.wrong.is_some()).count();
    if broken > 0 {
        say(&format!(
            "ATTENTION : {broken} chaîne(s) ne sont pas intactes (voyez `tdu verify`) ; la sauvegarde se fait telle quelle."
        ));
    }
    let anchors: Vec<Anchored> = proofs.iter().map(Anchored::from).collect();
    let store = casework.store();
    let (engine, copies) = match store.address() {
        StoreAddress::Folder(_) => ("sqlite", store.copy_into(work).await?),
        StoreAddress::Postgres(url) => {
            let dump = work.join("postgres.dump");
            postgres_tools::dump(url, &store.schemas().await?, &dump)?;
            ("postgres", vec![dump])
        }
    };
    let mut copies = copies
        .iter()
        .map(|path| Loose::take(path))
        .collect::<Result<Vec<_>, _>>()?;
    let files = copies.iter().map(|copy| copy.packed.clone());
    let manifest = Manifest {
        program: env!("CARGO_PKG_VERSION").to_owned(),
        made_at: Clock::System.now(),
        engine: engine.to_owned(),
        anchors: serde_json::to_string(&anchors)?,
        files: files.collect(),
    };
    let partial = with_more(target, PARTIAL);
    remove_if_there(&partial)?;
    pack(keyring, &manifest, &mut copies, &partial)?;
    fs::rename(&partial, target)?;
    File::open(parent(target))?.sync_all()?;
    Ok(())
}

/// A folder of its owner alone, which goes away with what it holds.
struct Work(PathBuf);

impl Drop for Work {
    fn drop(&mut self) {
        if let Err(error) = fs::remove_dir_all(&self.0) {
            tracing::error!(%error, folder = %self.0.display(), "copies in clear could not be removed");
        }
    }
}

/// Copies are in clear on their way: they stay where the data are, or beside the backup with PostgreSQL.
/// What a stopped backup left is removed first.
fn work_folder(config: &Config, beside: &Path) -> anyhow::Result<Work> {
    let folder = if config.database_url.is_none() {
        config.data.join(WORK)
    } else {
        beside.join(WORK)
    };
    match fs::remove_dir_all(&folder) {
        Err(error) if error.kind() != ErrorKind::NotFound => return Err(error.into()),
        _ => {}
    }
    let made = DirBuilder::new().mode(0o700).create(&folder);
    made.with_context(|| format!("le dossier {} ne se crée pas", folder.display()))?;
    Ok(Work(folder))
}

/// Adds the marks of those who were erased to those that the file holds; how many there are.
async fn write_marks(casework: &Casework, file: &Path) -> anyhow::Result<usize> {
    let mut known: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for line in read_marks(file)? {
        known.entry(line.territory).or_default().extend(line.marks);
    }
    for row in casework.store().territories().await? {
        let marks = casework.erasure_marks(row.id).await?;
        let marks = marks.iter().map(|mark| hex(mark));
        known.entry(row.code).or_default().extend(marks);
    }
    let count = known.values().map(BTreeSet::len).sum();
    let partial = with_more(file, PARTIAL);
    let mut out = File::create(&partial)?;
    for (territory, marks) in known {
        serde_json::to_writer(&mut out, &Marks { territory, marks })?;
        out.write_all(b"\n")?;
    }
    out.sync_all()?;
    fs::rename(&partial, file)?;
    Ok(count)
}

/// The marks of a file; none when it is not there.
pub(super) fn read_marks(file: &Path) -> anyhow::Result<Vec<Marks>> {
    let text = match fs::read_to_string(file) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
        read => read.with_context(|| format!("{} ne se lit pas", file.display()))?,
    };
    let unreadable = || format!("{} n'est pas un fichier de marques", file.display());
    text.lines()
        .map(|line| serde_json::from_str(line).with_context(unreadable))
        .collect()
}

/// Removes the oldest backups of a folder beyond a number.
fn prune(folder: &Path, keep: usize) -> anyhow::Result<()> {
    let mut backups = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let named = path
            .file_name()
            .is_some_and(|name| name.to_string_lossy().starts_with(PREFIX));
        if named && path.extension().is_some_and(|kind| kind == EXTENSION) {
            backups.push(path);
        }
    }
    backups.sort();
    let old = backups.len().saturating_sub(keep);
    for path in &backups[..old] {
        fs::remove_file(path)?;
        say(&format!(
            "{} : ancienne sauvegarde retirée.",
            path.display()
        ));
    }
    Ok(())
}

fn parent(path: &Path) -> PathBuf {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder.to_owned(),
        _ => PathBuf::from("."),
    }
}

fn with_more(path: &Path, more: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".");
    name.push(more);
    PathBuf::from(name)
}

fn remove_if_there(path: &Path) -> anyhow::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(error.into()),
        _ => Ok(()),
    }
}
