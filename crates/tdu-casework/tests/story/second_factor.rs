//! Codes after the password, on every engine.

use jiff::civil::date;
use rstest::rstest;
use tdu_casework::{Casework, CaseworkError, Entry, Origin, SetUp, Step};
use tdu_domain::access::Role;
use tdu_store::{Keyring, sealed_by};
use tdu_testkit::{Engine, MONTREUIL, PASSWORD, TestApp};
use totp_rs::{Builder, Secret};

const EMAIL: &str = "administrator@99001s00.example";

/// An administrator, in front of a server that does not demonstrate.
async fn app(engine: Engine) -> (TestApp, Casework) {
    let app = TestApp::new(engine, date(2026, 11, 20)).await;
    app.member(MONTREUIL, Role::Administrator).await;
    let strict = app.reopened().await;
    (app, strict)
}

async fn enter(casework: &Casework) -> String {
    let origin = Origin::default();
    let entry = casework.sign_in(EMAIL, PASSWORD, &origin).await.unwrap();
    let Entry::Open(opened) = entry else {
        panic!("the password is right: {entry:?}")
    };
    opened.token
}

async fn step(casework: &Casework, token: &str) -> Option<Step> {
    let half = casework.half_signed_in(token).await.unwrap();
    half.map(|half| half.step)
}

/// What the application shows, so many seconds from now.
fn code(casework: &Casework, secret: &str, later: i64) -> String {
    let secret = Secret::try_from_base32(secret).unwrap();
    let totp = Builder::new()
        .with_secret(secret)
        .with_account_name("essai")
        .build()
        .unwrap();
    let seconds = casework.clock().now() / 1_000 + later;
    totp.generate(u64::try_from(seconds).unwrap()).to_string()
}

/// Sets an application up: its secret, and what it gave.
async fn set_up(casework: &Casework, token: &str) -> (String, SetUp) {
    let half = casework.half_signed_in(token).await.unwrap().unwrap();
    let proposed = casework
        .propose_codes(half.actor.account, &half.email)
        .unwrap();
    assert!(proposed.address.contains(&proposed.text));
    let first = code(casework, &proposed.text, 0);
    let done = casework.set_up_codes(token, &proposed.sealed, &first).await;
    (proposed.text, done.unwrap())
}

fn is_wrong<T>(result: &Result<T, CaseworkError>) -> bool {
    matches!(
        result,
        Err(CaseworkError::Invalid {
            problem: "code-wrong",
            ..
        })
    )
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test]
async fn an_administrator_opens_nothing_before_setting_codes_up(#[case] engine: Engine) {
    let (app, strict) = app(engine).await;
    let token = enter(&strict).await;
    assert!(strict.signed_in(&token).await.unwrap().is_none());
    assert_eq!(step(&strict, &token).await, Some(Step::SetUp));
    assert!(app.casework.signed_in(&token).await.unwrap().is_some());

    let half = strict.half_signed_in(&token).await.unwrap().unwrap();
    let proposed = strict
        .propose_codes(half.actor.account, &half.email)
        .unwrap();
    let wrong = strict
        .set_up_codes(&token, &proposed.sealed, "000000")
        .await;
    assert!(is_wrong(&wrong));
    let other = strict.propose_codes(uuid::Uuid::nil(), EMAIL).unwrap();
    let first = code(&strict, &other.text, 0);
    let stolen = strict.set_up_codes(&token, &other.sealed, &first).await;
    assert!(matches!(stolen, Err(CaseworkError::Sealed)));

    let (_, done) = set_up(&strict, &token).await;
    assert_eq!(done.codes.len(), 10);
    assert!(strict.half_signed_in(&token).await.unwrap().is_none());
    let me = strict.signed_in(&done.token).await.unwrap().unwrap();
    assert!(me.has_codes);
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test]
async fn a_code_opens_once(#[case] engine: Engine) {
    let (app, strict) = app(engine).await;
    let (secret, _) = set_up(&strict, &enter(&strict).await).await;
    let same = enter(&strict).await;
    let codes = Step::Confirm {
        codes: true,
        passkey: false,
    };
    assert_eq!(step(&strict, &same).await, Some(codes));
    let used = code(&strict, &secret, 0);
    assert!(is_wrong(&strict.confirm_with_code(&same, &used).await));

    let next = code(&strict, &secret, 30);
    let spaced = format!("{} {}", &next[..3], &next[3..]);
    let open = strict.confirm_with_code(&same, &spaced).await.unwrap();
    assert!(strict.signed_in(&same).await.unwrap().is_none());
    assert!(strict.signed_in(&open).await.unwrap().is_some());
    let replayed = enter(&strict).await;
    assert!(is_wrong(&strict.confirm_with_code(&replayed, &next).await));
    app.wait_minutes(2);
    let stale = code(&strict, &secret, -90);
    assert!(is_wrong(&strict.confirm_with_code(&replayed, &stale).await));
    let fresh = code(&strict, &secret, 0);
    assert!(strict.confirm_with_code(&replayed, &fresh).await.is_ok());
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test]
async fn a_recovery_code_opens_once_and_new_ones_replace_all(#[case] engine: Engine) {
    let (_app, strict) = app(engine).await;
    let (_, done) = set_up(&strict, &enter(&strict).await).await;
    let me = strict.signed_in(&done.token).await.unwrap().unwrap();
    let open = enter(&strict).await;
    let typed = done.codes[3].to_uppercase();
    let open = strict.confirm_with_code(&open, &typed).await.unwrap();
    assert!(strict.signed_in(&open).await.unwrap().is_some());
    let left = strict.recovery_codes_left(&me.actor).await.unwrap();
    assert_eq!(left, Some(9));
    let again = enter(&strict).await;
    assert!(is_wrong(
        &strict.confirm_with_code(&again, &done.codes[3]).await
    ));

    let renewed = strict.renew_recovery_codes(&open).await.unwrap();
    assert!(is_wrong(
        &strict.confirm_with_code(&again, &done.codes[4]).await
    ));
    assert!(strict.confirm_with_code(&again, &renewed[0]).await.is_ok());
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test]
async fn guessing_codes_is_slowed_down(#[case] engine: Engine) {
    let (_app, strict) = app(engine).await;
    let (secret, _) = set_up(&strict, &enter(&strict).await).await;
    let token = enter(&strict).await;
    for _ in 0..6 {
        assert!(is_wrong(&strict.confirm_with_code(&token, "000000").await));
    }
    let right = code(&strict, &secret, 30);
    let waits = strict.confirm_with_code(&token, &right).await;
    assert!(matches!(
        waits,
        Err(CaseworkError::Invalid {
            problem: "code-wait",
            ..
        })
    ));
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test]
async fn ways_of_signing_in_change_only_soon_after_signing_in(#[case] engine: Engine) {
    let (app, strict) = app(engine).await;
    let (_, done) = set_up(&strict, &enter(&strict).await).await;
    let needed = strict.remove_codes(&done.token).await;
    assert!(matches!(
        needed,
        Err(CaseworkError::Conflict("second-factor-needed"))
    ));
    app.wait_minutes(31);
    let late = app.casework.remove_codes(&done.token).await;
    assert!(matches!(
        late,
        Err(CaseworkError::Conflict("sign-in-again"))
    ));
    let late = strict.renew_recovery_codes(&done.token).await;
    assert!(matches!(
        late,
        Err(CaseworkError::Conflict("sign-in-again"))
    ));
}

#[tokio::test]
async fn the_operator_helps_whoever_lost_everything() {
    let (_app, strict) = app(Engine::Sqlite).await;
    let (_, done) = set_up(&strict, &enter(&strict).await).await;
    strict.forget_codes(EMAIL).await.unwrap();
    assert!(strict.signed_in(&done.token).await.unwrap().is_none());
    let again = enter(&strict).await;
    assert_eq!(step(&strict, &again).await, Some(Step::SetUp));
    let nothing = strict.forget_codes(EMAIL).await;
    assert!(matches!(nothing, Err(CaseworkError::Conflict("no-codes"))));
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test]
async fn applications_are_sealed_anew_by_new_keys(#[case] engine: Engine) {
    let (app, strict) = app(engine).await;
    let token = enter(&strict).await;
    let (secret, _) = set_up(&strict, &token).await;
    assert_eq!(strict.reseal_codes().await.unwrap(), 0);
    let grown = Keyring::read(&app.key_file()).unwrap().with_new_version();
    grown.replace(&app.key_file()).unwrap();
    let renewed = app.reopened().await;
    assert_eq!(renewed.reseal_codes().await.unwrap(), 1);
    assert_eq!(renewed.reseal_codes().await.unwrap(), 0);
    let sealed = renewed.store().second_factors().await.unwrap();
    assert_eq!(sealed_by(&sealed[0].1), Some(2));
    app.wait_minutes(1);
    let half = enter(&renewed).await;
    let now = code(&renewed, &secret, 0);
    renewed.confirm_with_code(&half, &now).await.unwrap();
}
