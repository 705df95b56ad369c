//! The journal: append-only, told by every act.

use jiff::civil::date;
use rstest::rstest;
use sea_orm::{ConnectOptions, ConnectionTrait, Database};
use tdu_domain::access::Role;
use tdu_domain::facts::Field;
use tdu_domain::journal::{ActCode, Payload};
use tdu_store::StoreAddress;
use tdu_testkit::{BOBIGNY, Engine, Learner, TestApp};

use crate::only_person;

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test]
async fn a_change_tells_what_was_before(#[case] engine: Engine) {
    let app = TestApp::new(engine, date(2026, 11, 22)).await;
    let staff = app.member(BOBIGNY, Role::CfaStaff).await;
    app.deliver(BOBIGNY, &[Learner::new("Martin", "Zoé")]).await;
    app.deliver(
        BOBIGNY,
        &[Learner::new("Martin", "Zoé").with("tel_apprenant", "01 99 00 99 99")],
    )
    .await;
    let seen = only_person(&app, &staff).await;
    let acts: Vec<ActCode> = seen.timeline.iter().map(|entry| entry.act).collect();
    assert_eq!(acts, [ActCode::SourceChanged, ActCode::SourceReceived]);
    let Some(Payload::SourceChanged { changes, .. }) = &seen.timeline[0].payload else {
        panic!("a change is told")
    };
    assert_eq!(
        changes,
        &[(
            Field::Phone,
            Some("0199001234".to_owned()),
            Some("0199009999".to_owned())
        )]
    );
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test]
async fn the_database_itself_refuses_to_rewrite_it(#[case] engine: Engine) {
    let app = TestApp::new(engine, date(2026, 11, 22)).await;
    app.deliver(BOBIGNY, &[Learner::new("Martin", "Zoé")]).await;
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
    for attempt in ["UPDATE journal SET act = 'x'", "DELETE FROM journal"] {
        let refused = hand
            .execute_unprepared(attempt)
            .await
            .unwrap_err()
            .to_string();
        assert!(refused.contains("append-only"), "{attempt}: {refused}");
    }
    if engine == Engine::Postgres {
        assert!(hand.execute_unprepared("TRUNCATE journal").await.is_err());
    }
}
