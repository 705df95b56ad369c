//! Sessions: opened, rotated when what they may do changes, ended by their owner or by time.

use jiff::civil::date;
use rstest::rstest;
use tdu_casework::{CaseworkError, Entry, NewAccount, Origin, SignedIn};
use tdu_domain::access::Role;
use tdu_testkit::{BOBIGNY, Engine, MONTREUIL, PASSWORD, TestApp};

const EMAIL: &str = "counsellor@99001s00.example";

async fn app(engine: Engine) -> TestApp {
    let app = TestApp::new(engine, date(2026, 11, 20)).await;
    app.member(MONTREUIL, Role::Counsellor).await;
    app
}

async fn enter(app: &TestApp, password: &str) -> Option<String> {
    let origin = Origin {
        address: "192.0.2.7".to_owned(),
        agent: "Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0".to_owned(),
        device: None,
    };
    let entered = app.casework.sign_in(EMAIL, password, &origin);
    match entered.await.unwrap() {
        Entry::Open(opened) => Some(opened.token),
        Entry::Refused => None,
        Entry::Wait(wait) => panic!("to wait {wait} ms"),
    }
}

async fn who(app: &TestApp, token: &str) -> Option<SignedIn> {
    app.casework.signed_in(token).await.unwrap()
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test]
async fn their_owner_sees_and_ends_them(#[case] engine: Engine) {
    let app = app(engine).await;
    let here = enter(&app, PASSWORD).await.unwrap();
    let elsewhere = enter(&app, PASSWORD).await.unwrap();
    let third = enter(&app, PASSWORD).await.unwrap();
    let me = who(&app, &here).await.unwrap();
    let sessions = app.casework.sessions(&me.actor).await.unwrap();
    assert_eq!(sessions.len(), 3);
    assert!(
        sessions
            .iter()
            .all(|one| one.address == "192.0.2.7" && one.agent.contains("Firefox"))
    );

    let ended = who(&app, &elsewhere).await.unwrap().session;
    let stranger = app.member(BOBIGNY, Role::CfaStaff).await;
    let refused = app.casework.end_own_session(&stranger, ended).await;
    assert!(matches!(refused, Err(CaseworkError::NotFound("session"))));
    app.casework
        .end_own_session(&me.actor, ended)
        .await
        .unwrap();
    assert!(who(&app, &elsewhere).await.is_none());
    assert!(who(&app, &third).await.is_some());
    let others = app
        .casework
        .end_other_sessions(me.actor.account, me.session);
    assert_eq!(others.await.unwrap(), 1);
    assert!(who(&app, &third).await.is_none());
    assert!(who(&app, &here).await.is_some());
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test]
async fn a_new_organisation_or_password_makes_a_new_token(#[case] engine: Engine) {
    let app = app(engine).await;
    let second = NewAccount {
        email: EMAIL.to_owned(),
        name: "Membre des deux".to_owned(),
        password: PASSWORD.to_owned(),
        organisation: BOBIGNY.to_owned(),
        role: Role::CfaStaff,
        portfolio: None,
    };
    app.casework.set_up_account(second).await.unwrap();
    let first = enter(&app, PASSWORD).await.unwrap();
    let other = enter(&app, PASSWORD).await.unwrap();
    let me = who(&app, &first).await.unwrap();
    let bobigny = me
        .memberships
        .iter()
        .find(|membership| membership.organisation.id != me.actor.organisation.id)
        .unwrap()
        .organisation
        .id;
    let token = app.casework.act_for(&first, bobigny).await.unwrap();
    assert!(who(&app, &first).await.is_none());
    let me = who(&app, &token).await.unwrap();
    assert_eq!(me.actor.organisation.id, bobigny);

    let change = async |token: &str, present: &str, new: &str| {
        app.casework
            .change_password(&me.actor, token, present, new)
            .await
    };
    let wrong = change(&token, "au hasard", "lanterne cabestan grenier").await;
    assert!(matches!(
        wrong,
        Err(CaseworkError::Invalid {
            field: "present",
            ..
        })
    ));
    assert!(who(&app, &other).await.is_some());
    let fresh = change(&token, PASSWORD, "lanterne cabestan grenier").await;
    assert!(who(&app, &token).await.is_none());
    assert!(who(&app, &other).await.is_none());
    assert!(who(&app, &fresh.unwrap()).await.is_some());
    assert!(enter(&app, PASSWORD).await.is_none());
    assert!(enter(&app, "lanterne cabestan grenier").await.is_some());
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test]
async fn they_end_with_time_whatever_the_token(#[case] engine: Engine) {
    let app = app(engine).await;
    let idle = enter(&app, PASSWORD).await.unwrap();
    app.wait_minutes(4 * 60 + 1);
    assert!(who(&app, &idle).await.is_none());

    let busy = enter(&app, PASSWORD).await.unwrap();
    for _ in 0..12 {
        app.wait_minutes(60);
        assert!(who(&app, &busy).await.is_some());
    }
    app.wait_minutes(1);
    assert!(who(&app, &busy).await.is_none(), "12 hours at most");
}

#[tokio::test]
async fn a_password_that_others_would_try_first_is_not_set() {
    let app = TestApp::new(Engine::Sqlite, date(2026, 11, 20)).await;
    let strict = app.reopened().await;
    for (password, why) in [
        ("court", "password-length"),
        ("motdepasse2026", "password-common"),
        ("Camille Durand 93", "password-about"),
    ] {
        let account = NewAccount {
            email: "camille.durand@ml.example".to_owned(),
            name: "Camille Durand".to_owned(),
            password: password.to_owned(),
            organisation: MONTREUIL.to_owned(),
            role: Role::Counsellor,
            portfolio: None,
        };
        let refused = strict.set_up_account(account).await;
        let Err(CaseworkError::Invalid { problem, .. }) = refused else {
            panic!("{password} is accepted")
        };
        assert_eq!(problem, why);
    }
}
