//! Someone erased leaves no trace in any file, and no source brings them back.

use std::path::Path;

use jiff::civil::date;
use rstest::rstest;
use sea_orm::{ConnectionTrait, Statement};
use tdu_casework::{CaseworkError, PeopleFilter, Sort};
use tdu_domain::access::{Actor, Role};
use tdu_domain::journal::ContactMeans;
use tdu_store::{Anchors, StoreAddress};
use tdu_testkit::{BOBIGNY, Engine, Learner, MONTREUIL, TestApp, Youth, youths_csv};
use uuid::Uuid;

use crate::chain::hand;

const TODAY: jiff::civil::Date = date(2026, 11, 22);

/// What would betray the person, in lower case.
const WORDS: [&[u8]; 7] = [
    b"quenouillard",
    b"zephyrine",
    "zéphyrine".as_bytes(),
    b"0199007788",
    b"01 99 00 77 88",
    b"zephyrine.q@exemple.example",
    b"zq-14",
];

fn youth() -> Youth {
    Youth {
        phone: "01 99 00 77 88".to_owned(),
        ..Youth::new("7788", "Quenouillard", "Zéphyrine")
    }
}

fn learner() -> Learner {
    Learner::new("Quenouillard", "Zéphyrine")
        .with("id_erp_apprenant", "ZQ-14")
        .with("tel_apprenant", "01 99 00 77 88")
        .with("email_contact_apprenant", "zephyrine.q@exemple.example")
}

async fn listed(app: &TestApp, actor: &Actor) -> Vec<(Uuid, String)> {
    let all = PeopleFilter::default();
    let view = app.casework.people(actor, &all, Sort::Name, 0).await;
    let rows = view.unwrap().page.rows.into_iter();
    rows.map(|row| (row.person, row.last_name)).collect()
}

/// Someone of both networks, among 41 others whom the Mission Locale sees, with contacts, corrections, a row in error and a file that
/// waits.
async fn known(engine: Engine) -> (TestApp, Actor, Uuid) {
    let app = TestApp::new(engine, TODAY).await;
    let mut youths: Vec<Youth> = (0..40).map(Youth::nth).collect();
    youths.insert(20, youth());
    youths.push(Youth {
        birth_date: "32/13/2007".to_owned(),
        number: "7789".to_owned(),
        ..youth()
    });
    app.import_youths(MONTREUIL, &youths).await;
    app.deliver(BOBIGNY, &[learner(), Learner::new("Petit", "Inès")])
        .await;
    let staff = app.member(MONTREUIL, Role::Counsellor).await;
    let all = listed(&app, &staff).await;
    let person = all.iter().find(|(_, name)| name == "Quenouillard");
    let person = person.unwrap().0;
    let casework = &app.casework;
    casework
        .record_contact(&staff, person, TODAY, ContactMeans::Phone)
        .await
        .unwrap();
    casework
        .complete_details(&staff, person, Some("01 99 00 77 89"), None, Ok(None))
        .await
        .unwrap();
    app.deliver(
        BOBIGNY,
        &[learner().with("tel_apprenant", "01 99 00 77 87")],
    )
    .await;
    casework.person(&staff, person).await.unwrap();
    let administrator = app.member(MONTREUIL, Role::Administrator).await;
    let file = youths_csv(&[youth()]).into_bytes();
    casework
        .receive_file(&administrator, "encore.csv", file)
        .await
        .unwrap();
    (app, staff, person)
}

/// The files of a folder in which a word of the person is found.
fn betrayed(folder: &Path) -> Vec<String> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let bytes = std::fs::read(&path).unwrap().to_ascii_lowercase();
        for word in WORDS {
            if bytes.windows(word.len()).any(|part| part == word) {
                let word = String::from_utf8_lossy(word);
                found.push(format!("{}: {word}", path.display()));
            }
        }
    }
    found
}

/// Everything in the tables, as text.
pub(crate) async fn contents(app: &TestApp) -> String {
    if matches!(app.address, StoreAddress::Folder(_)) {
        return format!("{:?}", app.contents().await);
    }
    let all = "SELECT CAST(string_agg(CAST(query_to_xml(format('SELECT * FROM %I.%I', schemaname, tablename), true, \
               false, '') AS text), '') AS text) FROM pg_tables WHERE schemaname = 'tdu_demo_idf'";
    let hand = hand(app).await;
    let statement = Statement::from_string(hand.get_database_backend(), all);
    let row = hand.query_one_raw(statement).await.unwrap().unwrap();
    row.try_get_by_index(0).unwrap()
}

#[tokio::test]
async fn no_file_says_a_word_of_someone_erased() {
    let (app, _, person) = known(Engine::Sqlite).await;
    assert!(
        betrayed(app.folder()).len() >= 4,
        "the search finds what is there: {:?}",
        betrayed(app.folder())
    );
    let erased = app
        .casework
        .erase_person(app.territory, person, "à sa demande")
        .await
        .unwrap();
    assert_eq!(betrayed(app.folder()), Vec::<String>::new());
    assert_eq!((erased.rows, erased.files), (1, 1));
    assert!(erased.records >= 3);
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test]
async fn no_table_says_a_word_of_someone_erased(#[case] engine: Engine) {
    let (app, staff, person) = known(engine).await;
    app.casework
        .erase_person(app.territory, person, "à sa demande")
        .await
        .unwrap();
    let contents = contents(&app).await.to_lowercase();
    assert!(contents.contains("source_received"), "the tables are read");
    for word in WORDS {
        let word = std::str::from_utf8(word).unwrap();
        assert!(!contents.contains(word), "{word}");
    }
    let found = app.casework.person(&staff, person).await;
    assert!(matches!(found, Err(CaseworkError::NotFound(_))));
    assert_eq!(listed(&app, &staff).await.len(), 41, "the others stay");
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test]
async fn the_chains_stay_whole_and_tell_the_erasure(#[case] engine: Engine) {
    let (app, _, person) = known(engine).await;
    let frame = app.casework.frame(app.territory).await.unwrap();
    let lines = frame.territory.chained_of(&[person]).await.unwrap().len();
    app.casework
        .erase_person(app.territory, person, "à sa demande")
        .await
        .unwrap();
    let told = frame.territory.chained_of(&[person]).await.unwrap();
    assert_eq!(told.len(), lines + 2, "one line more for each organisation");
    let kept: Vec<_> = told
        .iter()
        .filter_map(|line| line.payload.as_ref())
        .collect();
    assert_eq!(kept.len(), 2);
    assert!(kept.iter().all(|payload| payload.contains("à sa demande")));
    let lanes = frame.territory.verify_journal(&Anchors::new()).await;
    assert!(lanes.unwrap().iter().all(|lane| lane.wrong.is_none()));
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test]
async fn sources_do_not_bring_them_back(#[case] engine: Engine) {
    let (app, staff, person) = known(engine).await;
    app.casework
        .erase_person(app.territory, person, "à sa demande")
        .await
        .unwrap();
    let mut youths: Vec<Youth> = (0..40).map(Youth::nth).collect();
    youths.insert(20, youth());
    let again = app.import_youths(MONTREUIL, &youths).await;
    let counts = again.report.counts;
    assert_eq!(
        (counts.erased, counts.unchanged, counts.created),
        (1, 40, 0)
    );
    assert_eq!(counts.total(), again.report.rows, "no row is missing");

    // Another dossier of the CFA, and one that another CFA opens.
    let other = learner().with("id_erp_apprenant", "ZQ-15");
    for (uai, learner) in [
        (BOBIGNY, learner()),
        (BOBIGNY, other.clone()),
        (tdu_testkit::MEAUX, other),
    ] {
        let items = serde_json::to_vec(&[learner.item(uai)]).unwrap();
        let client = app.client(uai).await;
        let answered = app.casework.deliver_learners(&client, items).await.unwrap();
        assert_eq!(answered.counts.erased, 1, "{uai}");
    }
    assert_eq!(listed(&app, &staff).await.len(), 41);
    if engine == Engine::Sqlite {
        let frame = app.casework.frame(app.territory).await.unwrap();
        frame.territory.compact().await.unwrap();
        assert_eq!(betrayed(app.folder()), Vec::<String>::new());
    }
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test]
async fn a_homonym_born_on_the_same_day_is_someone_else(#[case] engine: Engine) {
    let (app, staff, person) = known(engine).await;
    app.casework
        .erase_person(app.territory, person, "à sa demande")
        .await
        .unwrap();
    let homonym = Youth {
        phone: "01 99 00 55 44".to_owned(),
        postcode: "93200".to_owned(),
        commune: "Saint-Denis".to_owned(),
        ..Youth::new("9001", "Quenouillard", "Zéphyrine")
    };
    let import = app.import_youths(MONTREUIL, &[homonym]).await;
    assert_eq!(
        (import.report.counts.created, import.report.counts.erased),
        (1, 0)
    );
    assert_eq!(listed(&app, &staff).await.len(), 42);
}

#[tokio::test]
async fn the_file_that_waited_must_be_sent_again_and_a_reason_is_needed() {
    let (app, staff, person) = known(Engine::Sqlite).await;
    let casework = &app.casework;
    for reason in ["", "  ", &"x".repeat(301)] {
        let refused = casework.erase_person(app.territory, person, reason).await;
        assert!(matches!(refused, Err(CaseworkError::Invalid { .. })));
    }
    let erase = casework.erase_person(app.territory, person, "à sa demande");
    erase.await.unwrap();
    let twice = casework.erase_person(app.territory, person, "à sa demande");
    assert!(matches!(twice.await, Err(CaseworkError::NotFound(_))));
    let administrator = app.member(MONTREUIL, Role::Administrator).await;
    let imports = casework.imports(&administrator).await.unwrap();
    assert_eq!(imports[0].file_name, "encore.csv");
    assert!(
        casework
            .confirm_import(&administrator, imports[0].id)
            .await
            .is_err()
    );
    assert!(casework.rebuild(app.territory).await.unwrap().changed == 0);
    drop(staff);
}
