//! Backups: what comes back is what was there, nobody erased comes back with it, and nothing else opens.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::time::Duration;

use jiff::civil::date;
use rstest::rstest;
use tdu_domain::access::Role;
use tdu_store::{Keyring, StoreAddress, unpack};
use tdu_testkit::{Engine, MONTREUIL, TestApp, Youth};
use tempfile::TempDir;

use crate::{tdu, tdu_on};

struct Saved {
    app: TestApp,
    /// Where backups and their keys are.
    away: TempDir,
}

impl Saved {
    async fn with_youths(engine: Engine) -> Self {
        let app = TestApp::new(engine, date(2026, 11, 22)).await;
        let mut youths: Vec<Youth> = (0..40).map(Youth::nth).collect();
        youths.push(Youth::new("7788", "Quenouillard", "Zéphyrine"));
        app.import_youths(MONTREUIL, &youths).await;
        let away = tempfile::tempdir().unwrap();
        std::fs::create_dir(away.path().join("sauvegardes")).unwrap();
        let made = tdu(away.path())
            .args(["keys", "backup", away.path().join("cle").to_str().unwrap()])
            .output()
            .unwrap();
        assert!(made.status.success(), "{made:?}");
        Self { app, away }
    }

    fn folder(&self) -> PathBuf {
        self.away.path().join("sauvegardes")
    }

    fn key(&self) -> String {
        self.away.path().join("cle").display().to_string()
    }

    fn command(&self) -> Command {
        let mut command = tdu_on(&self.app);
        let folder = self.folder();
        command.args([
            "backup",
            folder.to_str().unwrap(),
            "--key-file",
            &self.key(),
        ]);
        command
    }

    fn backup(&self) -> PathBuf {
        let before = backups(&self.folder());
        let made = self.command().output().unwrap();
        assert!(made.status.success(), "{}", told(&made));
        let after = backups(&self.folder());
        after
            .into_iter()
            .find(|path| !before.contains(path))
            .unwrap()
    }

    /// The program on an empty place, with the keys of the data.
    async fn elsewhere(&self, place: &Path) -> Command {
        let mut command = tdu(place);
        command.env("TDU_KEY_FILE", self.app.key_file());
        if let StoreAddress::Postgres(url) = &self.app.address {
            command.env("TDU_DATABASE_URL", url);
            for schema in ["tdu_directory", "tdu_demo_idf"] {
                self.app
                    .by_hand(&format!("DROP SCHEMA IF EXISTS {schema} CASCADE"))
                    .await;
            }
        }
        command
    }
}

fn backups(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap();
    let paths = entries.map(|entry| entry.unwrap().path());
    paths
        .filter(|path| path.extension().is_some_and(|kind| kind == "tdub"))
        .collect()
}

fn told(output: &Output) -> String {
    format!(
        "{}{}",
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    )
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test]
async fn a_backup_comes_back_without_those_erased_since(#[case] engine: Engine) {
    let saved = Saved::with_youths(engine).await;
    let first = saved.backup();
    let bytes = std::fs::read(&first).unwrap();
    for word in [
        &b"Quenouillard"[..],
        b"0199005678",
        "Zéphyrine".as_bytes(),
        b"SQLite",
    ] {
        assert!(
            !bytes.windows(word.len()).any(|part| part == word),
            "in clear"
        );
    }
    let staff = saved.app.member(MONTREUIL, Role::Counsellor).await;
    let filter = tdu_casework::PeopleFilter::default();
    let sort = tdu_casework::Sort::Name;
    let listed = saved
        .app
        .casework
        .people(&staff, &filter, sort, 0)
        .await
        .unwrap();
    let rows = listed.page.rows;
    let person = rows
        .iter()
        .find(|row| row.last_name == "Quenouillard")
        .unwrap()
        .person;
    let erase = saved
        .app
        .casework
        .erase_person(saved.app.territory, person, "à sa demande");
    erase.await.unwrap();
    tokio::time::sleep(Duration::from_millis(1_100)).await;
    saved.backup();

    let place = tempfile::tempdir().unwrap();
    let restored = saved
        .elsewhere(place.path())
        .await
        .args([
            "restore",
            first.to_str().unwrap(),
            "--key-file",
            &saved.key(),
        ])
        .output()
        .unwrap();
    assert!(restored.status.success(), "{}", told(&restored));
    assert!(
        told(&restored).contains("1 personnes effacées de nouveau"),
        "{}",
        told(&restored)
    );
    let on = |arguments: &[&str]| {
        let mut command = tdu(place.path());
        command.env("TDU_KEY_FILE", saved.app.key_file());
        if let StoreAddress::Postgres(url) = &saved.app.address {
            command.env("TDU_DATABASE_URL", url);
        }
        command.args(arguments).output().unwrap()
    };
    let verified = on(&["verify"]);
    assert!(verified.status.success(), "{}", told(&verified));
    let rebuilt = told(&on(&["rebuild"]));
    assert!(
        rebuilt.contains("40 personnes recalculées, 0 corrigées"),
        "{rebuilt}"
    );
    let again = on(&[
        "restore",
        first.to_str().unwrap(),
        "--key-file",
        &saved.key(),
    ]);
    assert!(!again.status.success(), "nothing is written over");
    if engine == Engine::Sqlite {
        for entry in std::fs::read_dir(place.path()).unwrap() {
            let bytes = std::fs::read(entry.unwrap().path()).unwrap_or_default();
            assert!(!bytes.windows(12).any(|part| part == b"Quenouillard"));
        }
    }
}

#[tokio::test]
async fn a_byte_flipped_another_key_and_keys_beside_the_data_are_refused() {
    let saved = Saved::with_youths(Engine::Sqlite).await;
    let backup = saved.backup();
    let place = tempfile::tempdir().unwrap();
    let restore = async |file: &Path, key: &str| {
        let arguments = ["restore", file.to_str().unwrap(), "--key-file", key];
        let mut command = saved.elsewhere(place.path()).await;
        let output = command.args(arguments).output().unwrap();
        let _ = std::fs::remove_dir_all(place.path().join("tdu-restauration"));
        output
    };
    let mut bytes = std::fs::read(&backup).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    let flipped = saved.folder().join("abimee.tdub");
    std::fs::write(&flipped, bytes).unwrap();
    let refused = restore(&flipped, &saved.key()).await;
    assert!(told(&refused).contains("altered"), "{}", told(&refused));
    let other = saved.away.path().join("autre");
    Keyring::generate().create(&other).unwrap();
    let refused = restore(&backup, other.to_str().unwrap()).await;
    assert!(!refused.status.success());
    assert!(backups(place.path()).is_empty());
    let beside = tdu_on(&saved.app)
        .args(["backup", saved.folder().to_str().unwrap(), "--key-file"])
        .arg(saved.app.key_file())
        .output()
        .unwrap();
    assert!(
        told(&beside).contains("se gardent ailleurs"),
        "{}",
        told(&beside)
    );
    assert!(restore(&backup, &saved.key()).await.status.success());
}

#[tokio::test]
async fn killed_at_any_moment_no_file_is_taken_for_good() {
    let saved = Saved::with_youths(Engine::Sqlite).await;
    let keyring = Keyring::read(Path::new(&saved.key())).unwrap();
    for pause in [5, 40, 80, 120, 180, 250] {
        let mut child = saved.command().spawn().unwrap();
        std::thread::sleep(Duration::from_millis(pause));
        let _ = child.kill();
        child.wait().unwrap();
        for backup in backups(&saved.folder()) {
            let out = tempfile::tempdir().unwrap();
            unpack(&keyring, &backup, out.path()).unwrap();
        }
    }
    tokio::time::sleep(Duration::from_millis(1_100)).await;
    saved.backup();
    let left = std::fs::read_dir(saved.app.folder()).unwrap();
    let copies = left.filter(|entry| {
        let name = entry.as_ref().unwrap().file_name();
        name.to_string_lossy().starts_with(".tdu-backup")
    });
    assert_eq!(copies.count(), 0, "no copy in clear is left");
}

#[tokio::test]
async fn only_the_last_ones_are_kept() {
    let saved = Saved::with_youths(Engine::Sqlite).await;
    for day in 1..4 {
        let old = format!("tdu-2026-01-0{day}T000000Z.tdub");
        std::fs::write(saved.folder().join(old), "ancienne").unwrap();
    }
    std::fs::write(saved.folder().join("autre.tdub"), "d'un autre").unwrap();
    let kept = saved.command().args(["--keep", "2"]).output().unwrap();
    assert!(kept.status.success(), "{}", told(&kept));
    let mut names: Vec<String> = backups(&saved.folder())
        .iter()
        .map(|path| path.file_name().unwrap().to_string_lossy().into_owned())
        .collect();
    names.sort();
    assert_eq!(names.len(), 3);
    assert_eq!(names[..2], ["autre.tdub", "tdu-2026-01-03T000000Z.tdub"]);
}

#[tokio::test]
async fn retention_shows_before_it_does_and_says_keys_only() {
    let app = TestApp::new(Engine::Sqlite, date(2022, 1, 10)).await;
    let youths = [Youth::new("7788", "Quenouillard", "Zéphyrine")];
    app.import_youths(MONTREUIL, &youths).await;
    let run = |arguments: &[&str], switch: &str| {
        let mut command = tdu_on(&app);
        command.env("TDU_RETENTION", switch);
        let output = command
            .args(["privacy", "retention"])
            .args(arguments)
            .output()
            .unwrap();
        (output.status.success(), told(&output))
    };
    let rebuilt = tdu_on(&app).arg("rebuild").output().unwrap();
    assert!(rebuilt.status.success(), "{}", told(&rebuilt));
    let (shown, text) = run(&["--list"], "on");
    assert!(
        shown && text.contains("1 à archiver, 0 à effacer"),
        "{text}"
    );
    assert!(
        text.contains("archiver 0") && !text.contains("Quenouillard"),
        "{text}"
    );
    let (done, text) = run(&["--apply"], "off");
    assert!(!done && text.contains("arrêtés"), "{text}");
    let (done, text) = run(&["--apply"], "on");
    assert!(done && text.contains("1 archivés"), "{text}");
    let (_, text) = run(&[], "on");
    assert!(text.contains("0 à archiver, 0 à effacer"), "{text}");
}
