//! Invitations and members, on every engine.

use jiff::civil::date;
use rstest::rstest;
use tdu_casework::{CaseworkError, Entry, Guest, Origin};
use tdu_domain::access::{Actor, Role};
use tdu_domain::account::AccountAct;
use tdu_testkit::{BOBIGNY, Engine, MONTREUIL, PASSWORD, TestApp};

const CHOSEN: &str = "lanterne cabestan grenier";

async fn app(engine: Engine) -> (TestApp, Actor) {
    let app = TestApp::new(engine, date(2026, 11, 20)).await;
    let administrator = app.member(MONTREUIL, Role::Administrator).await;
    (app, administrator)
}

fn guest(email: &str) -> Guest {
    Guest {
        email: email.to_owned(),
        name: " Camille Durand ".to_owned(),
        role: Role::Counsellor,
    }
}

async fn accept(app: &TestApp, token: &str) -> Result<Entry, CaseworkError> {
    let origin = Origin::default();
    let accepted = app.casework.accept_with_password(token, CHOSEN, &origin);
    accepted.await
}

async fn session(app: &TestApp, email: &str, password: &str) -> String {
    let origin = Origin::default();
    let entry = app.casework.sign_in(email, password, &origin).await;
    let Ok(Entry::Open(opened)) = entry else {
        panic!("{email} does not sign in: {entry:?}")
    };
    opened.token
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test]
async fn a_link_serves_once(#[case] engine: Engine) {
    let (app, administrator) = app(engine).await;
    let casework = &app.casework;
    let token = casework
        .invite(&administrator, guest("Camille@ML.example"))
        .await
        .unwrap();
    let seen = casework.invitation(&token).await.unwrap();
    assert_eq!(seen.invitation.email, "camille@ml.example");
    assert_eq!(seen.invitation.name, "Camille Durand");
    assert_eq!(seen.account, None);

    let weak = casework
        .accept_with_password(&token, "motdepasse2026", &Origin::default())
        .await;
    assert!(matches!(weak, Err(CaseworkError::Invalid { .. })));
    let Entry::Open(opened) = accept(&app, &token).await.unwrap() else {
        panic!("the session opens")
    };
    let me = casework.signed_in(&opened.token).await.unwrap().unwrap();
    assert_eq!(me.actor.role, Role::Counsellor);
    assert_eq!(me.actor.organisation.code, MONTREUIL);
    let again = accept(&app, &token).await;
    assert!(matches!(again, Err(CaseworkError::NotFound("invitation"))));
    session(&app, "camille@ml.example", CHOSEN).await;

    let team = casework.team(&administrator).await.unwrap();
    assert_eq!((team.members.len(), team.invitations.len()), (2, 0));
    let acts: Vec<AccountAct> = team.events.iter().map(|event| event.act).collect();
    assert_eq!(acts, [AccountAct::Joined, AccountAct::Invited]);
    let member = casework
        .invite(&administrator, guest("camille@ml.example"))
        .await;
    assert!(matches!(
        member,
        Err(CaseworkError::Invalid {
            problem: "already-member",
            ..
        })
    ));
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test]
async fn a_link_renewed_withdrawn_or_a_week_old_opens_nothing(#[case] engine: Engine) {
    let (app, administrator) = app(engine).await;
    let casework = &app.casework;
    let invited = casework.invite(&administrator, guest("camille@ml.example"));
    let first = invited.await.unwrap();
    let waiting = casework.team(&administrator).await.unwrap().invitations;
    let renewed = casework.renew_invitation(&administrator, waiting[0].id);
    let second = renewed.await.unwrap();
    assert!(casework.invitation(&first).await.is_err());
    app.wait_minutes(7 * 24 * 60 - 1);
    assert!(casework.invitation(&second).await.is_ok());
    app.wait_minutes(1);
    assert!(matches!(
        accept(&app, &second).await,
        Err(CaseworkError::NotFound("invitation"))
    ));

    let invited = casework.invite(&administrator, guest("camille@ml.example"));
    let third = invited.await.unwrap();
    let waiting = casework.team(&administrator).await.unwrap().invitations;
    assert_eq!(waiting.len(), 1, "one invitation for each address");
    let stranger = app.member(BOBIGNY, Role::Administrator).await;
    let refused = casework.withdraw_invitation(&stranger, waiting[0].id).await;
    assert!(matches!(
        refused,
        Err(CaseworkError::NotFound("invitation"))
    ));
    let withdrawn = casework.withdraw_invitation(&administrator, waiting[0].id);
    withdrawn.await.unwrap();
    assert!(accept(&app, &third).await.is_err());
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test]
async fn an_account_joins_a_second_organisation_by_signing_in(#[case] engine: Engine) {
    let (app, administrator) = app(engine).await;
    let casework = &app.casework;
    app.member(BOBIGNY, Role::CfaStaff).await;
    let email = "cfa-staff@0990001n.example";
    let token = casework.invite(&administrator, guest(email)).await.unwrap();
    assert!(matches!(
        accept(&app, &token).await,
        Err(CaseworkError::Conflict("account-known"))
    ));
    app.member(MONTREUIL, Role::Counsellor).await;
    let other = session(&app, "counsellor@99001s00.example", PASSWORD).await;
    assert!(casework.accept_signed_in(&token, &other).await.is_err());

    let own = session(&app, email, PASSWORD).await;
    let fresh = casework.accept_signed_in(&token, &own).await.unwrap();
    assert!(casework.signed_in(&own).await.unwrap().is_none());
    let me = casework.signed_in(&fresh).await.unwrap().unwrap();
    assert_eq!(me.actor.organisation.code, MONTREUIL);
    assert_eq!(me.memberships.len(), 2);
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test]
async fn who_is_removed_or_given_a_role_is_signed_out_there(#[case] engine: Engine) {
    let (app, administrator) = app(engine).await;
    let casework = &app.casework;
    let counsellor = app.member(MONTREUIL, Role::Counsellor).await;
    let email = "counsellor@99001s00.example";
    let before = session(&app, email, PASSWORD).await;
    let promoted = casework.change_role(&administrator, counsellor.account, Role::Administrator);
    promoted.await.unwrap();
    assert!(casework.signed_in(&before).await.unwrap().is_none());
    let after = session(&app, email, PASSWORD).await;
    let me = casework.signed_in(&after).await.unwrap().unwrap();
    assert_eq!(me.actor.role, Role::Administrator);

    let removed = casework.remove_member(&administrator, counsellor.account);
    removed.await.unwrap();
    assert!(casework.signed_in(&after).await.unwrap().is_none());
    let origin = Origin::default();
    let entry = casework.sign_in(email, PASSWORD, &origin).await.unwrap();
    assert_eq!(entry, Entry::Refused);
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test]
async fn the_last_administrator_stays(#[case] engine: Engine) {
    let (app, administrator) = app(engine).await;
    let casework = &app.casework;
    for refused in [
        casework
            .remove_member(&administrator, administrator.account)
            .await,
        casework
            .change_role(&administrator, administrator.account, Role::Counsellor)
            .await,
    ] {
        assert!(matches!(
            refused,
            Err(CaseworkError::Conflict("last-administrator"))
        ));
    }
    let second = app.member(MONTREUIL, Role::Counsellor).await;
    let promoted = casework.change_role(&administrator, second.account, Role::Administrator);
    promoted.await.unwrap();
    let second = Actor {
        role: Role::Administrator,
        ..second
    };
    let (one, other) = tokio::join!(
        casework.remove_member(&administrator, second.account),
        casework.remove_member(&second, administrator.account),
    );
    assert!(one.is_ok() != other.is_ok(), "{one:?} {other:?}");
}

#[tokio::test]
async fn only_administrators_manage_and_only_roles_of_their_network() {
    let (app, administrator) = app(Engine::Sqlite).await;
    let casework = &app.casework;
    let counsellor = app.member(MONTREUIL, Role::Counsellor).await;
    assert!(casework.team(&counsellor).await.is_err());
    let invited = casework.invite(&counsellor, guest("a@ml.example")).await;
    assert!(matches!(invited, Err(CaseworkError::Denied(_))));
    for role in [Role::CfaStaff, Role::Coordinator] {
        let guest = Guest {
            role,
            ..guest("a@ml.example")
        };
        let invited = casework.invite(&administrator, guest).await;
        assert!(matches!(
            invited,
            Err(CaseworkError::Invalid { field: "role", .. })
        ));
    }
}
