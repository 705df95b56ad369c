//! Commands, as an operator types them.

use std::io::Write;
use std::process::{Output, Stdio};

use jiff::civil::date;
use rstest::rstest;
use tdu_testkit::{BOBIGNY, Engine, MONTREUIL, TestApp, Youth, youths_csv};

use crate::{tdu, tdu_on};

fn said(output: &Output) -> (String, String) {
    (
        String::from_utf8_lossy(&output.stdout).into_owned(),
        String::from_utf8_lossy(&output.stderr).into_owned(),
    )
}

#[test]
fn status_reads_standard_input() {
    let nowhere = tempfile::tempdir().unwrap();
    let mut child = tdu(nowhere.path())
        .args(["status", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let asked = br#"[{"id":"a","now":"2026-11-22","date_exclusion":null,
        "formation":{"date_entree":"2026-09-01","date_fin":"2027-08-31"},"contrats":[]}]"#;
    child.stdin.take().unwrap().write_all(asked).unwrap();
    let (out, _) = said(&child.wait_with_output().unwrap());
    assert_eq!(
        out.trim(),
        r#"[{"id":"a","statut_en_cours":"INSCRIT","parcours":[{"date":"2026-09-01","statut":"INSCRIT"},{"date":"2026-11-30","statut":"ABANDON"}]}]"#
    );
}

#[test]
fn an_error_is_one_clear_line_and_a_failure() {
    let nowhere = tempfile::tempdir().unwrap();
    let output = tdu(nowhere.path())
        .args(["status", "absent.json"])
        .output()
        .unwrap();
    let (_, err) = said(&output);
    assert!(!output.status.success());
    assert_eq!(err.trim().lines().count(), 1, "{err}");
    assert!(err.contains("absent.json"), "{err}");
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test]
async fn a_file_is_tried_then_imported_then_changes_nothing(#[case] engine: Engine) {
    let app = TestApp::new(engine, date(2026, 11, 22)).await;
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("jeunes.csv");
    let mut youths: Vec<Youth> = (0..30).map(Youth::nth).collect();
    youths[7].birth_date = "14/13/2007".to_owned();
    std::fs::write(&file, youths_csv(&youths)).unwrap();
    let import = |options: &[&str]| {
        let path = file.to_str().unwrap();
        let arguments = ["import", "youths", path, "--organisation", MONTREUIL];
        said(&tdu_on(&app).args(arguments).args(options).output().unwrap())
    };
    let counts = |created, unchanged| {
        let s = |count: u32| if count < 2 { "" } else { "s" };
        format!(
            "30 lignes : {created} créée{}, 0 mise à jour, {unchanged} inchangée{}, 1 en erreur",
            s(created),
            s(unchanged)
        )
    };

    let (tried, err) = import(&["--dry-run"]);
    assert!(tried.contains(&counts(29, 0)), "{tried}{err}");
    assert!(
        tried.contains("Ligne 9") && tried.contains("14/13/2007"),
        "{tried}"
    );
    assert!(!folder.path().join("jeunes.erreurs.csv").exists());
    let aside = folder.path().join("errors.csv");
    let options = [
        "--dry-run",
        "--lang",
        "en",
        "--errors",
        aside.to_str().unwrap(),
    ];
    let (tried, err) = import(&options);
    let english = "30 rows: 29 created, 0 updated, 0 unchanged, 1 in error; 0 values set aside.";
    assert!(
        tried.contains(english) && tried.contains("Line 9, column “Date de naissance”"),
        "{tried}{err}"
    );
    let aside = std::fs::read_to_string(aside).unwrap();
    assert!(aside.contains("14/13/2007"), "{aside}");
    let frame = app.casework.frame(app.territory).await.unwrap();
    assert_eq!(frame.territory.count_people().await.unwrap(), 0);

    assert!(import(&[]).0.contains(&counts(29, 0)));
    assert!(import(&[]).0.contains(&counts(0, 29)));
    assert!(folder.path().join("jeunes.erreurs.csv").exists());

    let wrong = tdu_on(&app)
        .args([
            "import",
            "learners",
            file.to_str().unwrap(),
            "--organisation",
            MONTREUIL,
        ])
        .output()
        .unwrap();
    assert!(said(&wrong).1.contains("n'est pas un CFA"));
    std::fs::write(&file, "").unwrap();
    let (_, err) = import(&["--lang", "en"]);
    assert_eq!(
        err.trim(),
        "tdu : The file is empty. Check the export and send it again."
    );
    let key = tdu_on(&app)
        .args(["key", "--organisation", BOBIGNY, "--label", "ERP"])
        .output()
        .unwrap();
    assert!(
        app.casework
            .api_client(said(&key).0.trim())
            .await
            .unwrap()
            .is_some()
    );
    let rebuilt = tdu_on(&app).arg("rebuild").output().unwrap();
    assert!(
        said(&rebuilt)
            .0
            .contains("29 personnes recalculées, 0 corrigées"),
        "{:?}",
        said(&rebuilt)
    );
}

#[test]
fn a_simulated_territory_is_the_same_for_the_same_seed() {
    let folder = tempfile::tempdir().unwrap();
    let simulate = |name: &str| {
        let out = folder.path().join(name);
        let arguments = [
            "simulate",
            "--youths",
            "200",
            "--learners",
            "50",
            "--seed",
            "7",
            "--today",
            "2026-11-22",
            "--out",
        ];
        let done = tdu(folder.path())
            .args(arguments)
            .arg(&out)
            .output()
            .unwrap();
        assert!(done.status.success(), "{}", said(&done).1);
        std::fs::read(out.join("truth.csv")).unwrap()
    };
    assert_eq!(simulate("one"), simulate("two"));
}

#[tokio::test]
async fn other_keys_than_those_of_the_data_are_refused() {
    let app = TestApp::new(Engine::Sqlite, date(2026, 11, 22)).await;
    let territory = || tdu_on(&app).arg("migrate").output().unwrap();
    assert!(territory().status.success());
    let grown = tdu_on(&app).args(["keys", "new"]).output().unwrap();
    assert!(grown.status.success() && territory().status.success());

    let lost = app.folder().join("lost");
    std::fs::rename(app.key_file(), &lost).unwrap();
    let refused = territory();
    let (_, why) = said(&refused);
    assert!(
        !refused.status.success() && why.contains("version 2 of the keys is needed"),
        "{why}"
    );
    assert!(!app.key_file().exists(), "no wrong keys are left behind");

    std::fs::rename(lost, app.key_file()).unwrap();
    assert!(territory().status.success());
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test]
async fn verify_names_the_first_wrong_line(#[case] engine: Engine) {
    let app = TestApp::new(engine, date(2026, 11, 22)).await;
    let youths: Vec<Youth> = (0..5).map(Youth::nth).collect();
    app.import_youths(MONTREUIL, &youths).await;
    let anchor = app.folder().join("anchor");
    let verify = || {
        let mut command = tdu_on(&app);
        command.args(["verify", "--anchor", anchor.to_str().unwrap()]);
        command
    };
    let (out, _) = said(&verify().output().unwrap());
    assert!(out.contains("5 lignes, rien n'a été touché"), "{out}");
    assert!(
        verify().output().unwrap().status.success(),
        "as when it was anchored"
    );

    let guards: &[&str] = match engine {
        Engine::Sqlite => &["DROP TRIGGER journal_keeps_lines"],
        Engine::Postgres => &["DROP TRIGGER journal_no_change ON journal"],
    };
    app.by_hand(guards[0]).await;
    app.by_hand("UPDATE journal SET act = 'contact_recorded' WHERE number = 3")
        .await;
    let found = verify().output().unwrap();
    let (out, why) = said(&found);
    assert!(!found.status.success() && why.contains("1 chaîne"), "{why}");
    assert!(
        out.contains("la ligne 3 (") && out.contains("a été changée"),
        "{out}"
    );
    let (json, _) = said(&tdu_on(&app).args(["verify", "--json"]).output().unwrap());
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(json["intact"], false);
    let wrong: Vec<_> = json["chains"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|chain| chain.get("first_wrong"))
        .collect();
    assert_eq!((wrong.len(), &wrong[0]["number"]), (1, &3.into()));
    assert_eq!(std::fs::read_to_string(anchor).unwrap().lines().count(), 2);
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test]
async fn a_court_receives_an_archive_that_is_known_again(#[case] engine: Engine) {
    let app = TestApp::new(engine, date(2026, 11, 22)).await;
    let youths: Vec<Youth> = (0..3).map(Youth::nth).collect();
    app.import_youths(MONTREUIL, &youths).await;
    let staff = app
        .member(MONTREUIL, tdu_domain::access::Role::Counsellor)
        .await;
    let frame = app.casework.frame(app.territory).await.unwrap();
    let all = tdu_casework::PeopleFilter::default();
    let listed = app
        .casework
        .people(&staff, &all, tdu_casework::Sort::Name, 0);
    let person = listed.await.unwrap().page.rows[0].person;
    app.casework.person(&staff, person).await.unwrap();
    let out = app.folder().join("archive");
    let person = person.to_string();
    let arguments = [
        "journal",
        "export",
        "--person",
        &person,
        "--out",
        out.to_str().unwrap(),
    ];
    let (told, why) = said(&tdu_on(&app).args(arguments).output().unwrap());
    assert!(
        told.contains("1 lignes du journal, 1 consultations"),
        "{told}{why}"
    );
    let check = || {
        tdu_on(&app)
            .args(["journal", "check", out.to_str().unwrap()])
            .output()
            .unwrap()
    };
    assert!(check().status.success());
    let page = std::fs::read_to_string(out.join("lisez-moi.html")).unwrap();
    assert!(
        page.contains("source_received") && page.contains("aucune ligne"),
        "{page}"
    );
    let lines = std::fs::read_to_string(out.join("consultations.jsonl")).unwrap();
    std::fs::write(
        out.join("consultations.jsonl"),
        lines.replace("person_seen", "person_refused"),
    )
    .unwrap();
    assert!(!check().status.success());
    let last = frame.territory.accesses().last(1).await.unwrap();
    assert_eq!(last[0].line.act.code(), "journal_exported");
}

#[tokio::test]
async fn someone_is_erased_from_the_command_line() {
    let app = TestApp::new(Engine::Sqlite, date(2026, 11, 22)).await;
    app.import_youths(MONTREUIL, &[Youth::new("1", "Quenouillard", "Ali")])
        .await;
    let staff = app
        .member(MONTREUIL, tdu_domain::access::Role::Counsellor)
        .await;
    let all = tdu_casework::PeopleFilter::default();
    let listed = app
        .casework
        .people(&staff, &all, tdu_casework::Sort::Name, 0);
    let person = listed.await.unwrap().page.rows[0].person.to_string();
    let erase = || {
        let arguments = [
            "privacy", "erase", "--person", &person, "--reason", "demande",
        ];
        tdu_on(&app).args(arguments).output().unwrap()
    };
    let (told, why) = said(&erase());
    assert!(told.contains("Effacé. Dossiers : 1 ;"), "{told}{why}");
    let again = erase();
    let (_, why) = said(&again);
    assert!(!again.status.success() && why.contains("personne n'a cet identifiant"));
    assert!(
        tdu_on(&app)
            .arg("verify")
            .output()
            .unwrap()
            .status
            .success()
    );
    assert_eq!(app.casework.rebuild(app.territory).await.unwrap().people, 0);
}

#[tokio::test]
async fn someone_s_archive_is_written() {
    let app = TestApp::new(Engine::Sqlite, date(2026, 11, 22)).await;
    app.import_youths(MONTREUIL, &[Youth::new("1", "Quenouillard", "Ali")])
        .await;
    let staff = app
        .member(MONTREUIL, tdu_domain::access::Role::Counsellor)
        .await;
    let all = tdu_casework::PeopleFilter::default();
    let listed = app
        .casework
        .people(&staff, &all, tdu_casework::Sort::Name, 0);
    let person = listed.await.unwrap().page.rows[0].person;
    app.casework.person(&staff, person).await.unwrap();
    let person = person.to_string();
    let out = app.folder().join("archive");
    let write = || {
        tdu_on(&app)
            .args(["privacy", "archive", "--person", &person, "--out"])
            .arg(&out)
            .output()
            .unwrap()
    };
    let (told, why) = said(&write());
    assert!(
        told.contains("1 sources, 1 actes, 1 consultations"),
        "{told}{why}"
    );
    let read = |name: &str| std::fs::read_to_string(out.join(name)).unwrap();
    let page = read("mes-donnees.html");
    for shown in [
        "Ali Quenouillard",
        "Dossier i-milo",
        "Conseiller de Mission Locale",
    ] {
        assert!(page.contains(shown), "{shown} in {page}");
    }
    let data: serde_json::Value = serde_json::from_str(&read("mes-donnees.json")).unwrap();
    assert_eq!(data["looks"][0]["what"], "Fiche consultée");
    assert!(read("mes-droits.html").contains("CNIL"));
    assert!(!write().status.success(), "nothing is written over");
}

#[test]
fn the_register_is_printed_in_both_languages() {
    let printed = |arguments: &[&str]| {
        let output = std::process::Command::new(env!("CARGO_BIN_EXE_tdu"))
            .args(["privacy", "register"])
            .args(arguments)
            .output()
            .unwrap();
        assert!(output.status.success());
        String::from_utf8(output.stdout).unwrap()
    };
    let french = printed(&[]);
    let line = |text: &str, start: &str| {
        let mut lines = text.lines();
        lines
            .find(|line| line.starts_with(start))
            .unwrap()
            .to_owned()
    };
    assert!(line(&french, "Travailleur handicapé").contains("référents handicap"));
    assert!(line(&french, "Téléphone").contains("relations entreprises comprises"));
    assert!(line(&printed(&["--lang", "en"]), "Fact").contains("Legal basis"));
    let json: serde_json::Value = serde_json::from_str(&printed(&["--json"])).unwrap();
    let listed = json.as_array().unwrap();
    let rqth = listed.iter().find(|line| line["name"] == "rqth").unwrap();
    assert_eq!(rqth["right"], "see_accommodations");
}
