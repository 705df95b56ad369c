//! What became of someone after the training, told by staff or by themself.

use jiff::civil::{Date, date};
use rstest::rstest;
use tdu_casework::{CaseworkError, Origin};
use tdu_domain::access::{Actor, Role};
use tdu_domain::after::{AfterSituation, LinkState};
use tdu_domain::journal::Payload;
use tdu_domain::organisation::Network;
use tdu_domain::signal::SignalCode;
use tdu_testkit::{BOBIGNY, Engine, Learner, TestApp};
use uuid::Uuid;

use crate::{only_person, refused_by_hand};

const TODAY: Date = date(2026, 11, 22);

/// Someone whose training ended six months ago.
async fn finished(app: &TestApp) -> (Actor, Uuid) {
    let staff = app.member(BOBIGNY, Role::CfaStaff).await;
    let learner = Learner::new("Martin", "Zoé")
        .with("annee_scolaire", "2025-2026")
        .with("date_inscription_formation", "2024-07-01")
        .with("date_entree_formation", "2024-09-02")
        .with("date_fin_formation", "2026-05-15")
        .with("contrat_date_debut", "2024-09-02")
        .with("contrat_date_fin", "2026-05-15")
        .with("obtention_diplome_formation", true);
    app.deliver(BOBIGNY, &[learner]).await;
    let person = only_person(app, &staff).await.id;
    (staff, person)
}

fn origin() -> Origin {
    Origin {
        address: "192.0.2.9".to_owned(),
        agent: String::new(),
        device: None,
    }
}

async fn is_asked(app: &TestApp, staff: &Actor) -> Option<Network> {
    let seen = only_person(app, staff).await;
    let mut signals = seen.computed.signals.iter();
    let asked = signals.find(|signal| signal.code == SignalCode::SituationDue);
    asked.map(|signal| signal.owner)
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test]
async fn staff_tell_it_once_and_may_take_it_back(#[case] engine: Engine) {
    let app = TestApp::new(engine, TODAY).await;
    let (staff, person) = finished(&app).await;
    assert_eq!(is_asked(&app, &staff).await, Some(Network::Cfa));
    let told = app
        .casework
        .tell_situation(&staff, person, AfterSituation::Job);
    let told = told.await.unwrap();
    assert_eq!(is_asked(&app, &staff).await, None);
    let again = app
        .casework
        .tell_situation(&staff, person, AfterSituation::Studies);
    assert!(matches!(
        again.await,
        Err(CaseworkError::Conflict("situation-not-asked"))
    ));
    app.casework.undo(&staff, told).await.unwrap();
    assert!(is_asked(&app, &staff).await.is_some());
    assert_eq!(
        app.casework.rebuild(app.territory).await.unwrap().changed,
        0
    );
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test]
async fn a_link_is_answered_once_and_looking_changes_nothing(#[case] engine: Engine) {
    let app = TestApp::new(engine, TODAY).await;
    let (staff, person) = finished(&app).await;
    let casework = &app.casework;
    let (token, until) = casework.make_situation_link(&staff, person).await.unwrap();
    assert_eq!(until, date(2026, 12, 13));
    for _ in 0..3 {
        let opened = casework.situation_link(&token).await.unwrap();
        assert!(opened.organisation.contains("Bobigny"));
    }
    assert!(is_asked(&app, &staff).await.is_some());
    let (from, situation) = (origin(), AfterSituation::Unreachable);
    let refused = casework.answer_situation_link(&token, situation, &from);
    assert!(matches!(refused.await, Err(CaseworkError::Invalid { .. })));
    let situation = AfterSituation::Apprenticeship;
    let answered = casework.answer_situation_link(&token, situation, &from);
    answered.await.unwrap();
    assert_eq!(is_asked(&app, &staff).await, None);
    let seen = only_person(&app, &staff).await;
    assert_eq!(seen.timeline[0].actor, None);
    assert!(matches!(
        seen.timeline[0].payload,
        Some(Payload::SituationTold {
            by_youth: true,
            months: 6,
            ..
        })
    ));
    let again = casework.answer_situation_link(&token, situation, &from);
    assert!(matches!(again.await, Err(CaseworkError::NotFound(_))));
    let link = &seen.contract.after.links[0];
    let late = casework.revoke_situation_link(&staff, person, link.id);
    assert!(matches!(
        late.await,
        Err(CaseworkError::Conflict("link-used"))
    ));
    let by_hand = "UPDATE situation_link SET state = 'open'";
    let said = refused_by_hand(&app, by_hand).await;
    assert!(said.contains("a link is used once"), "{said}");
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test]
async fn a_link_that_was_revoked_replaced_or_is_too_old_opens_no_more(#[case] engine: Engine) {
    let app = TestApp::new(engine, TODAY).await;
    let (staff, person) = finished(&app).await;
    let casework = &app.casework;
    let (first, _) = casework.make_situation_link(&staff, person).await.unwrap();
    let (second, _) = casework.make_situation_link(&staff, person).await.unwrap();
    let gone = async |token: &str| {
        let opened = casework.situation_link(token).await;
        assert!(
            matches!(opened, Err(CaseworkError::NotFound(_))),
            "{opened:?}"
        );
    };
    gone(&first).await;
    gone("no such token").await;
    let links = only_person(&app, &staff).await.contract.after.links;
    let open = links.iter().find(|link| link.state == LinkState::Open);
    casework
        .revoke_situation_link(&staff, person, open.unwrap().id)
        .await
        .unwrap();
    gone(&second).await;
    let (third, until) = casework.make_situation_link(&staff, person).await.unwrap();
    app.set_today(until);
    casework.situation_link(&third).await.unwrap();
    app.set_today(until.tomorrow().unwrap());
    gone(&third).await;
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test]
async fn guessing_links_is_slowed_down(#[case] engine: Engine) {
    let app = TestApp::new(engine, TODAY).await;
    let (staff, person) = finished(&app).await;
    let casework = &app.casework;
    let (token, _) = casework.make_situation_link(&staff, person).await.unwrap();
    let mut slowed = false;
    for guess in 0..40 {
        let (guess, from) = (format!("{guess}"), origin());
        let answered = casework.answer_situation_link(&guess, AfterSituation::Job, &from);
        slowed |= matches!(answered.await, Err(CaseworkError::Conflict("link-wait")));
    }
    assert!(slowed);
    let elsewhere = Origin {
        address: "198.51.100.4".to_owned(),
        ..origin()
    };
    casework
        .answer_situation_link(&token, AfterSituation::Job, &elsewhere)
        .await
        .unwrap();
    let contents = app.contents().await;
    assert!(contents.values().all(|rows| !rows.contains(&token)));
}
