//! The clock and the rebuild.

use jiff::civil::date;
use rstest::rstest;
use sea_orm::{ConnectOptions, ConnectionTrait, Database};
use tdu_domain::access::Role;
use tdu_domain::signal::Severity;
use tdu_store::StoreAddress;
use tdu_testkit::{BOBIGNY, Engine, Learner, MONTREUIL, TestApp, Youth};

use crate::only_person;

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test]
async fn warnings_grow_with_the_days(#[case] engine: Engine) {
    let app = TestApp::new(engine, date(2026, 9, 8)).await;
    let staff = app.member(BOBIGNY, Role::CfaStaff).await;
    app.deliver(BOBIGNY, &[Learner::new("Martin", "Zoé")]).await;
    let mut severities = Vec::new();
    for day in [
        date(2026, 11, 5),
        date(2026, 11, 6),
        date(2026, 11, 21),
        date(2026, 12, 1),
        date(2027, 2, 1),
    ] {
        app.set_today(day);
        app.casework.recompute_if_new_day().await.unwrap();
        let seen = only_person(&app, &staff).await;
        severities.push(seen.computed.signals.first().map(|signal| signal.severity));
    }
    assert_eq!(
        severities,
        [
            None,
            Some(Severity::Notice),
            Some(Severity::Warning),
            Some(Severity::Urgent),
            None
        ]
    );
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test]
async fn a_rebuild_changes_nothing_unless_a_hand_did(#[case] engine: Engine) {
    let app = TestApp::new(engine, date(2026, 11, 22)).await;
    app.import_youths(
        MONTREUIL,
        &[
            Youth::new("1", "Martin", "Zoé"),
            Youth::new("2", "Durand", "Ali"),
        ],
    )
    .await;
    app.deliver(
        BOBIGNY,
        &[Learner::new("Martin", "Zoé"), Learner::new("Petit", "Inès")],
    )
    .await;
    let rebuilt = app.casework.rebuild(app.territory).await.unwrap();
    assert_eq!((rebuilt.people, rebuilt.changed), (3, 0));

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
    let hand = Database::connect(options).await.unwrap();
    hand.execute_unprepared("UPDATE signal SET severity = 'info'")
        .await
        .unwrap();
    let rebuilt = app.casework.rebuild(app.territory).await.unwrap();
    assert_eq!(
        rebuilt.changed, 2,
        "the two learners without contract had a warning"
    );
    assert_eq!(
        app.casework.rebuild(app.territory).await.unwrap().changed,
        0
    );
}
