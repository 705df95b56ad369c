//! The journal is chained: whatever a hand does to it in the database is found, on both engines.

use jiff::civil::date;
use rstest::rstest;
use sea_orm::{ConnectOptions, ConnectionTrait, Database, DatabaseConnection};
use sha2::{Digest, Sha256};
use tdu_casework::{Anchored, Fault, Wrong};
use tdu_domain::access::Role;
use tdu_store::{Anchors, ChainedLine, Lane, StoreAddress};
use tdu_testkit::{BOBIGNY, Engine, Learner, MONTREUIL, TestApp, Youth};

/// Lets a hand change the journal.
const UNGUARD_SQLITE: [&str; 2] = [
    "DROP TRIGGER journal_keeps_lines",
    "DROP TRIGGER journal_keeps_all",
];
const UNGUARD_POSTGRES: [&str; 2] = [
    "DROP TRIGGER journal_no_change ON journal",
    "DROP TRIGGER journal_no_truncate ON journal",
];
/// The journal of the CFA, which the other organisation's lines surround.
const LANE: &str =
    "organisation = (SELECT organisation FROM journal WHERE act = 'source_changed' LIMIT 1)";

/// A Mission Locale of three lines, a CFA of five, of which two with a payload.
async fn told(engine: Engine) -> TestApp {
    let app = TestApp::new(engine, date(2026, 11, 22)).await;
    let learners = ["Zoé", "Ali", "Inès"].map(|name| Learner::new("Martin", name));
    app.deliver(BOBIGNY, &learners).await;
    let youths: Vec<Youth> = (0..3).map(Youth::nth).collect();
    app.import_youths(MONTREUIL, &youths).await;
    for phone in ["01 99 00 99 98", "01 99 00 99 99"] {
        let changed = Learner::new("Martin", "Zoé").with("tel_apprenant", phone);
        app.deliver(BOBIGNY, &[changed]).await;
    }
    let unguard = match engine {
        Engine::Sqlite => UNGUARD_SQLITE,
        Engine::Postgres => UNGUARD_POSTGRES,
    };
    for statement in unguard {
        app.by_hand(statement).await;
    }
    app
}

async fn lanes(app: &TestApp) -> Vec<Lane> {
    let frame = app.casework.frame(app.territory).await.unwrap();
    frame
        .territory
        .verify_journal(&Anchors::new())
        .await
        .unwrap()
}

/// The faults found: those of an organisation are in its lane only.
async fn faults(app: &TestApp) -> Vec<(i64, Fault)> {
    let lanes = lanes(app).await;
    let wrong = lanes.iter().filter_map(|lane| lane.wrong);
    wrong
        .map(|Wrong { number, fault, .. }| (number, fault))
        .collect()
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test]
async fn an_untouched_journal_is_whole(#[case] engine: Engine) {
    let app = told(engine).await;
    let lanes = lanes(&app).await;
    let mut lines: Vec<i64> = lanes.iter().map(|lane| lane.head.lines).collect();
    lines.sort_unstable();
    assert_eq!(lines, [3, 5]);
    assert!(lanes.iter().all(|lane| lane.wrong.is_none()));
}

#[rstest]
#[case::act("act = 'contact_recorded'")]
#[case::day("occurred_on = '2026-11-21'")]
#[case::moment("recorded_at = recorded_at - 1")]
#[case::actor("actor = person")]
#[case::person("person = (SELECT max(id) FROM person)")]
#[case::digest("digest = link")]
#[tokio::test]
async fn an_altered_line_is_found(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
    #[case] change: &str,
) {
    // PostgreSQL has no greatest identifier before its version 18.
    let change = change.replace(
        "max(id) FROM person",
        "id FROM person ORDER BY id DESC LIMIT 1",
    );
    let app = told(engine).await;
    app.by_hand(&format!(
        "UPDATE journal SET {change} WHERE {LANE} AND number = 4"
    ))
    .await;
    let found = faults(&app).await;
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].0, 4);
}

#[rstest]
#[case::in_the_middle("number = 2", (2, Fault::Missing))]
#[case::first("number = 1", (1, Fault::Missing))]
#[case::tail("number = 5", (5, Fault::Missing))]
#[case::all("number > 0", (1, Fault::Missing))]
#[tokio::test]
async fn a_removed_line_is_found(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
    #[case] which: &str,
    #[case] fault: (i64, Fault),
) {
    let app = told(engine).await;
    // The subquery of the lane must not see what is being removed.
    let lane = LANE.replace(
        "journal WHERE act = 'source_changed'",
        "journal_head WHERE lines = 5",
    );
    app.by_hand(&format!("DELETE FROM journal WHERE {lane} AND {which}"))
        .await;
    assert_eq!(faults(&app).await, [fault]);
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test]
async fn removing_a_line_and_closing_the_gap_is_found(#[case] engine: Engine) {
    let app = told(engine).await;
    for statement in [
        format!("DELETE FROM journal WHERE {LANE} AND number = 2"),
        format!("UPDATE journal SET number = number - 1 WHERE {LANE} AND number > 2"),
        "UPDATE journal_head SET lines = 4 WHERE lines = 5".to_owned(),
    ] {
        app.by_hand(&statement).await;
    }
    assert_eq!(faults(&app).await, [(2, Fault::Altered)]);
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test]
async fn an_inserted_line_is_found(#[case] engine: Engine) {
    let app = told(engine).await;
    let new = match engine {
        Engine::Sqlite => "X'01890000000070008000000000000001'",
        Engine::Postgres => "CAST('01890000-0000-7000-8000-000000000001' AS uuid)",
    };
    app.by_hand(&format!(
        "INSERT INTO journal SELECT {new}, recorded_at, occurred_on, actor, organisation, person, act, digest, 6, link \
         FROM journal WHERE {LANE} AND number = 5"
    ))
    .await;
    let found = faults(&app).await;
    assert!(matches!(found[..], [(6, Fault::Altered)]), "{found:?}");
    app.by_hand("UPDATE journal SET number = 3 WHERE number = 6")
        .await;
    let found = faults(&app).await;
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(found[0].0, 3);
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test]
async fn swapped_lines_are_found(#[case] engine: Engine) {
    let app = told(engine).await;
    app.by_hand(&format!(
        "UPDATE journal SET number = 5 - number WHERE {LANE} AND number IN (2, 3)"
    ))
    .await;
    assert_eq!(faults(&app).await, [(2, Fault::Altered)]);
}

#[rstest]
#[case::altered(
    "UPDATE journal_payload SET payload = (SELECT raw FROM source_record LIMIT 1)",
    Fault::Payload
)]
#[case::renamed("UPDATE journal_payload SET actor_name = 'Quelqu''un'", Fault::Payload)]
#[case::swapped(
    "UPDATE journal_payload SET payload = (SELECT other.payload FROM journal_payload AS other WHERE other.line <> \
     journal_payload.line)",
    Fault::Payload
)]
#[case::removed("DELETE FROM journal_payload", Fault::PayloadMissing)]
#[tokio::test]
async fn what_was_told_cannot_be_changed(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
    #[case] statement: &str,
    #[case] fault: Fault,
) {
    let app = told(engine).await;
    app.by_hand(statement).await;
    assert_eq!(faults(&app).await, [(4, fault)]);
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test]
async fn a_head_that_is_not_that_of_the_lines_is_found(#[case] engine: Engine) {
    let app = told(engine).await;
    app.by_hand("UPDATE journal_head SET lines = 4 WHERE lines = 5")
        .await;
    assert_eq!(faults(&app).await, [(5, Fault::Head)]);
}

pub(crate) async fn hand(app: &TestApp) -> DatabaseConnection {
    let url = match &app.address {
        StoreAddress::Folder(folder) => {
            format!("sqlite://{}", folder.join("demo-idf.sqlite").display())
        }
        StoreAddress::Postgres(url) => url.clone(),
    };
    let mut options = ConnectOptions::new(url);
    options
        .set_schema_search_path("tdu_demo_idf")
        .sqlx_logging(false);
    Database::connect(options).await.unwrap()
}

async fn people_of(app: &TestApp) -> Vec<uuid::Uuid> {
    let staff = app.member(BOBIGNY, Role::CfaStaff).await;
    let rows = crate::people(app, &staff).await;
    rows.iter().map(|row| row.person).collect()
}

async fn clear_lines(app: &TestApp, people: &[uuid::Uuid]) -> Vec<ChainedLine> {
    let frame = app.casework.frame(app.territory).await.unwrap();
    frame.territory.chained_of(people).await.unwrap()
}

/// As the journal was before it was chained, with the digests that lines had.
#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test]
async fn lines_from_before_are_chained_when_the_territory_opens(#[case] engine: Engine) {
    let app = told(engine).await;
    let hand = hand(&app).await;
    let (bytes, end) = match engine {
        Engine::Sqlite => ("X'", "'"),
        Engine::Postgres => ("'\\x", "'"),
    };
    hand.execute_unprepared(
        "CREATE TABLE journal_unchained AS SELECT id, recorded_at, occurred_on, actor, organisation, person, act, \
         digest FROM journal",
    )
    .await
    .unwrap();
    let keys = people_of(&app).await;
    for line in clear_lines(&app, &keys).await {
        let Some(payload) = line.payload else {
            continue;
        };
        let digest = Sha256::digest(&payload)
            .iter()
            .fold(String::new(), |text, byte| text + &format!("{byte:02x}"));
        let (payload, key) = match engine {
            Engine::Sqlite => (format!("'{payload}'"), format!("X'{}'", line.id.simple())),
            Engine::Postgres => (
                format!("convert_to('{payload}', 'UTF8')"),
                format!("'{}'", line.id),
            ),
        };
        for statement in [
            format!("UPDATE journal_unchained SET digest = {bytes}{digest}{end} WHERE id = {key}"),
            format!("UPDATE journal_payload SET payload = {payload} WHERE line = {key}"),
        ] {
            hand.execute_unprepared(&statement).await.unwrap();
        }
    }
    let nothing = match engine {
        Engine::Sqlite => "'{}'",
        Engine::Postgres => "convert_to('{}', 'UTF8')",
    };
    hand.execute_unprepared(&format!(
        "UPDATE source_record SET facts = {nothing}, raw = {nothing}"
    ))
    .await
    .unwrap();
    for statement in [
        "DELETE FROM journal",
        "DELETE FROM journal_head",
        "INSERT INTO setting (name, value) VALUES ('journal_unchained', 'yes')",
        "INSERT INTO setting (name, value) VALUES ('records_unsealed', 'yes')",
    ] {
        hand.execute_unprepared(statement).await.unwrap();
    }
    let casework = app.reopened().await;
    let frame = casework.frame(app.territory).await.unwrap();
    let verified = frame.territory.verify_journal(&Anchors::new()).await;
    let lanes = verified.unwrap();
    let mut lines: Vec<i64> = lanes.iter().map(|lane| lane.head.lines).collect();
    lines.sort_unstable();
    assert_eq!(lines, [3, 5]);
    assert!(lanes.iter().all(|lane| lane.wrong.is_none()), "{lanes:?}");
}

/// Whoever has the keys and removes the tail with its head is found by an anchor kept elsewhere.
#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test]
async fn an_anchor_finds_a_tail_removed_with_its_head(#[case] engine: Engine) {
    let app = told(engine).await;
    let before = app.casework.verify(None, &[]).await.unwrap();
    assert!(before.iter().all(|proof| proof.wrong.is_none()));
    let kinds = before.iter().map(|proof| proof.chain.clone());
    let kinds: Vec<String> = kinds.collect();
    assert_eq!(
        kinds.len(),
        4,
        "the directory's accesses, the territory's, two journals: {kinds:?}"
    );
    let anchors: Vec<Anchored> = before.iter().map(Anchored::from).collect();

    let lane =
        "organisation = (SELECT organisation FROM journal WHERE act = 'source_changed' LIMIT 1)";
    for statement in [
        format!(
            "UPDATE journal_head SET lines = 4, link = (SELECT link FROM journal WHERE {lane} AND number = 4) WHERE lines = 5"
        ),
        format!("DELETE FROM journal WHERE {lane} AND number = 5"),
    ] {
        app.by_hand(&statement).await;
    }
    let alone = app.casework.verify(None, &[]).await.unwrap();
    assert!(alone.iter().all(|proof| proof.wrong.is_none()));
    let anchored = app.casework.verify(None, &anchors).await.unwrap();
    let wrong: Vec<_> = anchored.iter().filter_map(|proof| proof.wrong).collect();
    assert_eq!(wrong.len(), 1);
    assert_eq!((wrong[0].number, wrong[0].fault), (5, Fault::Missing));

    app.by_hand("DELETE FROM journal").await;
    app.by_hand("DELETE FROM journal_head").await;
    let anchored = app
        .casework
        .verify(Some("demo-idf"), &anchors)
        .await
        .unwrap();
    let wrong = anchored.iter().filter_map(|proof| proof.wrong);
    let wrong: Vec<_> = wrong.map(|wrong| (wrong.number, wrong.fault)).collect();
    assert_eq!(wrong, [(1, Fault::Missing), (1, Fault::Missing)]);
}
