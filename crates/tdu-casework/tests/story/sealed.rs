//! What sources say is sealed: the database alone does not tell it, and keys can be changed.

use jiff::civil::date;
use rstest::rstest;
use tdu_casework::{Casework, CaseworkError};
use tdu_domain::access::Role;
use tdu_store::{Keyring, SourceRecord, Store, StoreError};
use tdu_testkit::{BOBIGNY, Engine, Learner, MONTREUIL, TestApp, Youth, youths_csv};

use crate::erasure::contents;
use crate::people;

fn learner(name: &str) -> Learner {
    Learner::new(name, "Zoé")
        .with("tel_apprenant", "01 99 00 77 88")
        .with("email_contact_apprenant", "zoe.q@exemple.example")
        .with("adresse_apprenant", "14 rue des Lilas")
}

/// Two learners, one of whom changed their phone.
async fn known(engine: Engine) -> TestApp {
    let app = TestApp::new(engine, date(2026, 11, 22)).await;
    app.deliver(BOBIGNY, &[learner("Martin"), Learner::new("Petit", "Inès")])
        .await;
    app.deliver(
        BOBIGNY,
        &[learner("Martin").with("tel_apprenant", "01 99 00 77 89")],
    )
    .await;
    app
}

async fn records(app: &TestApp, casework: &Casework) -> Result<Vec<SourceRecord>, StoreError> {
    let staff = app.member(BOBIGNY, Role::CfaStaff).await;
    let people: Vec<_> = people(app, &staff).await;
    let people: Vec<_> = people.iter().map(|row| row.person).collect();
    let frame = casework.frame(app.territory).await.unwrap();
    frame.territory.sources_of(&people).await
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test]
async fn the_tables_do_not_tell_how_to_reach_anyone(#[case] engine: Engine) {
    let app = known(engine).await;
    let said = contents(&app).await.to_lowercase();
    assert!(said.contains("martin"), "names are needed to search");
    for word in [
        "0199007788",
        "01 99 00 77 8",
        "zoe.q@",
        "lilas",
        "2007-05-14\",\"",
    ] {
        assert!(!said.contains(word), "{word}");
    }
    let records = records(&app, &app.casework).await.unwrap();
    let phones: Vec<_> = records
        .iter()
        .filter_map(|record| record.source.facts.phone.as_ref())
        .collect();
    assert_eq!(phones.len(), 2, "the application reads them");
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test]
async fn keys_change_and_everything_still_opens(#[case] engine: Engine) {
    let app = known(engine).await;
    let before = records(&app, &app.casework).await.unwrap();
    let grown = Keyring::read(&app.key_file()).unwrap().with_new_version();
    grown.replace(&app.key_file()).unwrap();
    let casework = app.reopened().await;
    assert_eq!(records(&app, &casework).await.unwrap(), before);

    let sealed = casework.reseal(app.territory).await.unwrap();
    assert_eq!(
        sealed,
        2 * 2 + 1,
        "facts and trace of two records, one payload"
    );
    assert_eq!(casework.reseal(app.territory).await.unwrap(), 0);
    assert_eq!(records(&app, &casework).await.unwrap(), before);
    let proofs = casework.verify(None, &[]).await.unwrap();
    assert!(proofs.iter().all(|proof| proof.wrong.is_none()));

    let old = records(&app, &app.casework).await;
    assert!(
        matches!(old, Err(StoreError::Keyring(_))),
        "the old keys alone open nothing any more"
    );
    let address = app.address.clone();
    let other = Store::open(address, Keyring::generate()).await;
    assert!(matches!(other, Err(StoreError::Keyring(_))));
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test]
async fn what_is_sealed_opens_only_in_its_place(#[case] engine: Engine) {
    let app = known(engine).await;
    app.by_hand("UPDATE source_record SET facts = (SELECT facts FROM source_record AS other WHERE other.id <> source_record.id)")
        .await;
    let moved = records(&app, &app.casework).await;
    assert!(matches!(moved, Err(StoreError::Keyring(_))));
    let staff = app.member(BOBIGNY, Role::CfaStaff).await;
    let person = people(&app, &staff).await[0].person;
    let shown = app.casework.person(&staff, person).await;
    assert!(matches!(
        shown,
        Err(CaseworkError::Store(StoreError::Keyring(_)))
    ));
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test]
async fn what_was_kept_in_clear_is_sealed_when_the_territory_opens(#[case] engine: Engine) {
    let app = TestApp::new(engine, date(2026, 11, 22)).await;
    app.deliver(BOBIGNY, &[learner("Martin")]).await;
    let clear = r#"{"birth_name":"Martin","first_name":"Zoé","phone":"0199007788"}"#;
    let bytes = match engine {
        Engine::Sqlite => format!("'{clear}'"),
        Engine::Postgres => format!("convert_to('{clear}', 'UTF8')"),
    };
    app.by_hand(&format!(
        "UPDATE source_record SET facts = {bytes}, raw = {bytes}"
    ))
    .await;
    app.by_hand("INSERT INTO setting (name, value) VALUES ('records_unsealed', 'yes')")
        .await;
    assert!(engine == Engine::Postgres || contents(&app).await.contains("0199007788"));
    let casework = app.reopened().await;
    let records = records(&app, &casework).await.unwrap();
    let phone = records[0].source.facts.phone.as_ref().unwrap();
    assert_eq!(phone.as_str(), "0199007788");
    assert!(!contents(&app).await.contains("0199007788"));
}

#[tokio::test]
async fn a_file_that_waits_is_sealed_and_leaves_nothing_in_the_free_room() {
    let app = TestApp::new(Engine::Sqlite, date(2026, 11, 22)).await;
    let counsellor = app.member(MONTREUIL, Role::Counsellor).await;
    let youths: Vec<Youth> = (1..200).map(Youth::nth).collect();
    let phone = youths[7].phone.clone().into_bytes();
    let written = || {
        let files = std::fs::read_dir(app.folder()).unwrap();
        let mut bytes = files.filter_map(|file| std::fs::read(file.unwrap().path()).ok());
        bytes.any(|bytes| bytes.windows(phone.len()).any(|found| found == phone))
    };
    let file = youths_csv(&youths).into_bytes();
    let waiting = app.casework.receive_file(&counsellor, "jeunes.csv", file);
    let waiting = waiting.await.unwrap();
    assert!(!written());
    app.casework
        .confirm_import(&counsellor, waiting.id)
        .await
        .unwrap();
    app.casework
        .run_import(counsellor.organisation.id, waiting.id, &|_, _| {})
        .await
        .unwrap();
    assert_eq!(people(&app, &counsellor).await.len(), 50, "a page of them");
    assert!(!written());
}
