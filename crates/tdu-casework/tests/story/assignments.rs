//! Who follows someone because of what they did: made by acts, taken over, ended by silence.

use jiff::civil::date;
use rstest::rstest;
use tdu_casework::{CaseworkError, NewReferral};
use tdu_domain::access::{Actor, Reason, Role};
use tdu_domain::codes::RomeCode;
use tdu_domain::journal::ContactMeans;
use tdu_domain::referral::{Content, Move, Why};
use tdu_domain::signal::SignalCode;
use tdu_testkit::{BOBIGNY, Engine, MONTREUIL, TestApp, Youth};
use uuid::Uuid;

use crate::people;

/// The names of those who follow someone in an actor's organisation, because of what they did.
async fn followers(app: &TestApp, actor: &Actor, person: Uuid) -> Vec<String> {
    let view = app.casework.person(actor, person).await.unwrap();
    let own = view.companions.into_iter();
    own.filter(|known| known.organisation.id == actor.organisation.id)
        .flat_map(|known| known.assigned)
        .collect()
}

async fn why(app: &TestApp, actor: &Actor, person: Uuid) -> Reason {
    app.casework.person(actor, person).await.unwrap().sight.why
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test]
async fn acts_bind_a_colleague_takes_over_and_silence_ends(#[case] engine: Engine) {
    let app = TestApp::new(engine, date(2026, 11, 2)).await;
    app.import_youths(MONTREUIL, &[Youth::new("1001", "Benali", "Inès")])
        .await;
    let casework = &app.casework;
    let ml = app.member(MONTREUIL, Role::Counsellor).await;
    let colleague = app.member(MONTREUIL, Role::Manager).await;
    let cfa = app.member(BOBIGNY, Role::CfaStaff).await;
    let person = people(&app, &ml).await[0].person;
    assert_eq!(why(&app, &ml, person).await, Reason::Enrolment);

    let new = NewReferral {
        receivers: vec![cfa.organisation.id],
        content: Content {
            trades: vec![RomeCode::parse("D1102").unwrap()],
            why: Some(Why::LearnTrade),
            ..Content::default()
        },
        informed: true,
    };
    casework
        .send_referral(&ml, person, new, None)
        .await
        .unwrap();
    assert_eq!(why(&app, &ml, person).await, Reason::Assignment);
    assert_eq!(why(&app, &colleague, person).await, Reason::Enrolment);
    assert!(followers(&app, &cfa, person).await.is_empty());
    let referral = casework.person(&cfa, person).await.unwrap().referrals[0]
        .referral
        .id;
    casework
        .move_referral(&cfa, referral, Move::Accept)
        .await
        .unwrap();
    assert_eq!(why(&app, &cfa, person).await, Reason::Assignment);

    let undo = casework.take_in_charge(&colleague, person).await.unwrap();
    assert_eq!(why(&app, &colleague, person).await, Reason::Assignment);
    assert_eq!(why(&app, &ml, person).await, Reason::Enrolment);
    let twice = casework.take_in_charge(&colleague, person).await;
    assert!(matches!(
        twice,
        Err(CaseworkError::Conflict("assignment-yours"))
    ));
    casework.undo(&colleague, undo).await.unwrap();
    assert_eq!(why(&app, &ml, person).await, Reason::Assignment);
    assert_eq!(followers(&app, &ml, person).await.len(), 1);

    let ending = async |actor: &Actor| {
        let view = casework.person(actor, person).await.unwrap();
        let mut signals = view.computed.signals.into_iter();
        signals.any(|signal| signal.code == SignalCode::AssignmentEnding)
    };
    app.set_today(date(2027, 1, 18));
    casework.recompute_if_new_day().await.unwrap();
    assert!(ending(&ml).await);
    casework
        .record_contact(&ml, person, date(2027, 1, 18), ContactMeans::Phone)
        .await
        .unwrap();
    assert!(!ending(&ml).await, "an act prolongs it");
    app.set_today(date(2027, 4, 18));
    casework.recompute_if_new_day().await.unwrap();
    assert!(followers(&app, &ml, person).await.is_empty());
    assert_eq!(why(&app, &ml, person).await, Reason::Enrolment);
    let rebuilt = casework.rebuild(app.territory).await.unwrap();
    assert_eq!(rebuilt.changed, 0);
}
