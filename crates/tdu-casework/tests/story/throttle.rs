//! Guessing is slowed down, on every engine, and never by locking somebody out.

use jiff::civil::date;
use rstest::rstest;
use tdu_casework::{CaseworkError, Entry, Origin};
use tdu_domain::access::Role;
use tdu_domain::audit::AccessCode;
use tdu_testkit::{Engine, MONTREUIL, PASSWORD, TestApp};

const EMAIL: &str = "counsellor@99001s00.example";

async fn app(engine: Engine) -> TestApp {
    let app = TestApp::new(engine, date(2026, 11, 20)).await;
    app.member(MONTREUIL, Role::Counsellor).await;
    app
}

fn from(address: &str) -> Origin {
    Origin {
        address: address.to_owned(),
        ..Origin::default()
    }
}

async fn enter(app: &TestApp, email: &str, password: &str, origin: &Origin) -> Entry {
    app.casework.sign_in(email, password, origin).await.unwrap()
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test]
async fn a_known_browser_is_counted_by_itself(#[case] engine: Engine) {
    let app = app(engine).await;
    let Entry::Open(opened) = enter(&app, EMAIL, PASSWORD, &from("192.0.2.1")).await else {
        panic!("the password is right")
    };
    let known = Origin {
        device: Some(opened.device),
        ..from("192.0.2.1")
    };
    for _ in 0..6 {
        let tried = enter(&app, EMAIL, "au hasard", &from("203.0.113.9")).await;
        assert_eq!(tried, Entry::Refused);
    }
    let elsewhere = enter(&app, EMAIL, PASSWORD, &from("203.0.113.9")).await;
    assert_eq!(elsewhere, Entry::Wait(15_000));
    let again = enter(&app, EMAIL, PASSWORD, &known).await;
    assert!(matches!(again, Entry::Open(_)), "{again:?}");
    for _ in 0..6 {
        assert_eq!(
            enter(&app, EMAIL, "au hasard", &known).await,
            Entry::Refused
        );
    }
    assert_eq!(
        enter(&app, EMAIL, PASSWORD, &known).await,
        Entry::Wait(15_000)
    );
    app.wait_minutes(1);
    assert!(matches!(
        enter(&app, EMAIL, PASSWORD, &known).await,
        Entry::Open(_)
    ));
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test]
async fn an_address_that_tries_many_accounts_waits_too(#[case] engine: Engine) {
    let app = app(engine).await;
    for n in 0..40 {
        let email = format!("personne{n}@ml.example");
        let tried = enter(&app, &email, "au hasard", &from("203.0.113.9")).await;
        assert_eq!(tried, Entry::Refused);
    }
    let more = enter(&app, "autre@ml.example", "au hasard", &from("203.0.113.9")).await;
    assert_eq!(more, Entry::Wait(15_000));
    let elsewhere = enter(&app, EMAIL, PASSWORD, &from("192.0.2.1")).await;
    assert!(matches!(elsewhere, Entry::Open(_)));
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test]
async fn tries_at_the_same_moment_gain_nothing(#[case] engine: Engine) {
    let app = app(engine).await;
    let origin = from("203.0.113.9");
    let mut tries = tokio::task::JoinSet::new();
    for _ in 0..12 {
        let (casework, origin) = (app.casework.clone(), origin.clone());
        tries.spawn(async move { casework.sign_in(EMAIL, "au hasard", &origin).await });
    }
    let answers = tries.join_all().await;
    let looked_at = answers
        .into_iter()
        .filter(|answer| matches!(answer, Ok(Entry::Refused)))
        .count();
    assert_eq!(looked_at, 6);
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test]
async fn without_counts_nobody_signs_in(#[case] engine: Engine) {
    let app = app(engine).await;
    app.by_hand_in_directory("DROP TABLE attempt").await;
    let origin = from("192.0.2.1");
    let tried = app.casework.sign_in(EMAIL, PASSWORD, &origin).await;
    assert!(matches!(tried, Err(CaseworkError::SignInClosed(_))));
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test]
async fn a_delay_is_written_down_once_a_minute(#[case] engine: Engine) {
    let app = app(engine).await;
    let origin = from("203.0.113.9");
    for _ in 0..6 {
        enter(&app, EMAIL, "au hasard", &origin).await;
    }
    let delays = async || {
        let lines = app.casework.store().accesses().last(100).await.unwrap();
        let delayed = lines.into_iter().map(|entry| entry.line);
        let delayed = delayed.filter(|line| line.act == AccessCode::SignInDelayed);
        delayed.collect::<Vec<_>>()
    };
    assert_eq!(delays().await, []);
    for _ in 0..5 {
        let wait = enter(&app, EMAIL, PASSWORD, &origin).await;
        assert_eq!(wait, Entry::Wait(15_000));
    }
    let told = delays().await;
    assert_eq!(told.len(), 1);
    assert!(told[0].actor.is_some());
    assert_eq!(told[0].address.as_deref(), Some("203.0.113.9"));
    app.wait_minutes(1);
    for _ in 0..20 {
        enter(&app, EMAIL, "au hasard", &origin).await;
    }
    assert_eq!(delays().await.len(), 2);
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test]
async fn searches_are_counted_by_account_whatever_the_process(#[case] engine: Engine) {
    let app = app(engine).await;
    let other_process = app.reopened().await;
    let (one, another) = (uuid::Uuid::from_u128(1), uuid::Uuid::from_u128(2));
    for _ in 0..10 {
        assert_eq!(app.casework.count_search(one).await.unwrap(), Ok(()));
        assert_eq!(other_process.count_search(one).await.unwrap(), Ok(()));
    }
    app.wait_minutes(10);
    let beyond = other_process.count_search(one).await.unwrap();
    assert_eq!(beyond, Err(50 * 60_000));
    assert_eq!(app.casework.count_search(another).await.unwrap(), Ok(()));
    app.wait_minutes(50);
    assert_eq!(app.casework.count_search(one).await.unwrap(), Ok(()));
}
