//! The road to the contract: opened by an acceptance or by hand, told step by step, with its pieces.

use jiff::civil::{Date, date};
use rstest::rstest;
use tdu_casework::{
    AskedPieces, CaseworkError, GivenStep, NewReferral, NewTold, PersonView, RoadView,
};
use tdu_domain::access::{Actor, Role};
use tdu_domain::codes::RomeCode;
use tdu_domain::journal::ActCode;
use tdu_domain::organisation::Network;
use tdu_domain::referral::{Content, Move, Why};
use tdu_domain::road::piece::{Bringer, PieceKind, PieceMove};
use tdu_domain::road::{RoadEvent, RoadStep, StepState, StepView};
use tdu_domain::signal::SignalCode;
use tdu_testkit::{BOBIGNY, Engine, Learner, MEAUX, MONTREUIL, TestApp, Youth};
use uuid::Uuid;

use crate::{only_person, refused_by_hand};

const TODAY: Date = date(2026, 11, 22);

/// A young person whom a Mission Locale follows and whom a CFA enrolled for a session to come.
async fn enrolled(app: &TestApp) -> (Actor, Actor, Uuid) {
    let counsellor = app.member(MONTREUIL, Role::Counsellor).await;
    let staff = app.member(BOBIGNY, Role::CfaStaff).await;
    let learner = Learner::new("Martin", "Zoé").entered(date(2027, 1, 11));
    app.deliver(BOBIGNY, &[learner]).await;
    app.import_youths(MONTREUIL, &[Youth::new("100", "Martin", "Zoé")])
        .await;
    let person = only_person(app, &counsellor).await.id;
    (counsellor, staff, person)
}

fn told(event: RoadEvent, on: Date) -> NewTold {
    NewTold {
        event,
        on,
        contract_start: (event == RoadEvent::Signed).then_some(on),
        end: None,
    }
}

fn codes(view: &PersonView) -> Vec<SignalCode> {
    let signals = view.computed.signals.iter();
    signals.map(|signal| signal.code).collect()
}

async fn step(app: &TestApp, actor: &Actor, person: Uuid, step: RoadStep) -> StepView {
    let view = app.casework.road(actor, person).await.unwrap();
    let steps = view.road.unwrap().steps;
    *steps.iter().find(|view| view.step == step).unwrap()
}

async fn road(app: &TestApp, actor: &Actor, person: Uuid) -> RoadView {
    app.casework.road(actor, person).await.unwrap()
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test]
async fn both_networks_tell_the_road_in_its_order(#[case] engine: Engine) {
    let app = TestApp::new(engine, TODAY).await;
    let (counsellor, staff, person) = enrolled(&app).await;
    let casework = &app.casework;
    let early = casework.tell_road(&staff, person, told(RoadEvent::Admitted, TODAY));
    assert!(matches!(
        early.await,
        Err(CaseworkError::Conflict("road-not-open"))
    ));
    casework.open_road(&counsellor, person).await.unwrap();
    let twice = casework.open_road(&staff, person).await;
    assert!(matches!(
        twice,
        Err(CaseworkError::Conflict("road-open-already"))
    ));
    let by_ml = casework.tell_road(&counsellor, person, told(RoadEvent::Admitted, TODAY));
    assert!(matches!(
        by_ml.await,
        Err(CaseworkError::Conflict("road-cfa-only"))
    ));
    // The dossier of the CFA says that it enrolled them: nobody types it.
    let admission = step(&app, &counsellor, person, RoadStep::Admission).await;
    assert!(admission.state == StepState::Done && admission.by_source);
    let positioned = casework.tell_road(&staff, person, told(RoadEvent::Positioned, TODAY));
    positioned.await.unwrap();
    for (actor, event, problem) in [
        (&staff, RoadEvent::Positioned, "road-already"),
        (&staff, RoadEvent::Filed, "road-not-signed"),
        (&counsellor, RoadEvent::Validated, "road-not-filed"),
    ] {
        let refused = casework.tell_road(actor, person, told(event, TODAY)).await;
        assert!(
            matches!(refused, Err(CaseworkError::Conflict(why)) if why == problem),
            "{refused:?}"
        );
    }
    for (actor, event, on) in [
        (&counsellor, RoadEvent::Signed, date(2026, 11, 12)),
        (&staff, RoadEvent::Filed, date(2026, 11, 13)),
        (&staff, RoadEvent::Refused, date(2026, 11, 18)),
        (&staff, RoadEvent::Filed, date(2026, 11, 19)),
    ] {
        let done = casework.tell_road(actor, person, told(event, on));
        done.await.unwrap();
    }
    let before = casework.tell_road(
        &staff,
        person,
        told(RoadEvent::Validated, date(2026, 11, 18)),
    );
    assert!(matches!(
        before.await,
        Err(CaseworkError::Invalid { field: "on", .. })
    ));
    let validated = casework.tell_road(&staff, person, told(RoadEvent::Validated, TODAY));
    let validated = validated.await.unwrap();
    assert!(
        road(&app, &staff, person).await.road.is_none(),
        "it is over"
    );
    casework.undo(&staff, validated).await.unwrap();
    let filing = step(&app, &counsellor, person, RoadStep::Validation).await;
    assert_eq!(filing.state, StepState::Now);
    assert_eq!(filing.due, Some(date(2026, 12, 9)));
    let seen = only_person(&app, &counsellor).await;
    assert!(seen.road.is_some());
    assert!(
        seen.timeline
            .iter()
            .any(|entry| entry.act == ActCode::ContractRefused)
    );
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test]
async fn the_database_refuses_what_the_domain_refuses(#[case] engine: Engine) {
    let app = TestApp::new(engine, TODAY).await;
    let (counsellor, staff, person) = enrolled(&app).await;
    let casework = &app.casework;
    casework.open_road(&counsellor, person).await.unwrap();
    let asked = AskedPieces {
        kinds: vec![PieceKind::Identity],
        bringer: None,
        due: TODAY,
    };
    casework.ask_pieces(&staff, person, &asked).await.unwrap();
    let piece = road(&app, &staff, person).await.file.pieces[0].id;
    let received = casework.move_piece(&counsellor, person, piece, PieceMove::Received);
    received.await.unwrap();
    let event = |event: &str| {
        format!(
            "INSERT INTO road_event (id, road, told_by, told_by_name, told_for, event, happened_on) \
             SELECT p.id, r.id, r.opened_by, 'x', r.opened_for, '{event}', '2026-11-22' FROM road r, piece p"
        )
    };
    for wrong in ["filed", "refused", "validated"] {
        let why = refused_by_hand(&app, &event(wrong)).await;
        assert!(why.contains("turn"), "{wrong}: {why}");
    }
    let bare = refused_by_hand(&app, &event("signed")).await;
    assert!(!bare.is_empty(), "a signature without a first day");
    let done = casework.tell_road(&staff, person, told(RoadEvent::Positioned, TODAY));
    done.await.unwrap();
    assert!(
        refused_by_hand(&app, &event("positioned"))
            .await
            .contains("turn")
    );
    for (statement, why) in [
        (
            "UPDATE road_event SET happened_on = '2026-01-01'",
            "not rewritten",
        ),
        (
            "UPDATE road SET opened_on = '2026-01-01'",
            "does not change",
        ),
        ("UPDATE piece SET due = '2026-12-31'", "may not change so"),
        ("UPDATE piece SET state = 'waived'", "may not change so"),
    ] {
        let refused = refused_by_hand(&app, statement).await;
        assert!(refused.contains(why), "{statement}: {refused}");
    }
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test]
async fn the_file_of_the_cfa_answers_by_itself(#[case] engine: Engine) {
    let app = TestApp::new(engine, TODAY).await;
    let (counsellor, staff, person) = enrolled(&app).await;
    let casework = &app.casework;
    casework.open_road(&counsellor, person).await.unwrap();
    let signature = step(&app, &staff, person, RoadStep::Signature).await;
    assert_eq!(signature.state, StepState::Later);
    let signed = Learner::new("Martin", "Zoé")
        .entered(date(2027, 1, 11))
        .contract(date(2026, 11, 9), None);
    app.deliver(BOBIGNY, &[signed]).await;
    let signature = step(&app, &counsellor, person, RoadStep::Signature).await;
    assert!(signature.state == StepState::Done && signature.by_source);
    // Begun on Monday 9; the 11th is a holiday: the fifth working day after it is the 17th.
    let filing = step(&app, &counsellor, person, RoadStep::Filing).await;
    assert_eq!(filing.due, Some(date(2026, 11, 17)));
    let seen = only_person(&app, &staff).await;
    assert!(codes(&seen).contains(&SignalCode::ContractUnfiled));
    assert!(!codes(&seen).contains(&SignalCode::SearchIdle));
    let filed = casework.tell_road(&staff, person, told(RoadEvent::Filed, TODAY));
    filed.await.unwrap();
    let seen = only_person(&app, &staff).await;
    assert!(!codes(&seen).contains(&SignalCode::ContractUnfiled));
    assert_eq!(casework.rebuild(app.territory).await.unwrap().changed, 0);
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test]
async fn an_accepted_referral_opens_the_road(#[case] engine: Engine) {
    let app = TestApp::new(engine, TODAY).await;
    let counsellor = app.member(MONTREUIL, Role::Counsellor).await;
    let staff = app.member(BOBIGNY, Role::CfaStaff).await;
    app.import_youths(MONTREUIL, &[Youth::new("100", "Martin", "Zoé")])
        .await;
    let person = only_person(&app, &counsellor).await.id;
    let casework = &app.casework;
    let new = NewReferral {
        receivers: vec![staff.organisation.id],
        content: Content {
            trades: vec![RomeCode::parse("D1102").unwrap()],
            why: Some(Why::LearnTrade),
            ..Content::default()
        },
        informed: true,
    };
    let sent = casework.send_referral(&counsellor, person, new, None);
    sent.await.unwrap();
    let referral = only_person(&app, &staff).await.referrals[0].referral.id;
    let accepted = casework.move_referral(&staff, referral, Move::Accept);
    let accepted = accepted.await.unwrap();
    assert!(road(&app, &counsellor, person).await.road.is_some());
    casework.undo(&staff, accepted).await.unwrap();
    assert!(road(&app, &counsellor, person).await.road.is_none());
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test]
async fn pieces_come_are_waived_by_who_asked_and_warn_when_late(#[case] engine: Engine) {
    let app = TestApp::new(engine, TODAY).await;
    let (counsellor, staff, person) = enrolled(&app).await;
    let casework = &app.casework;
    let asked = AskedPieces {
        kinds: vec![PieceKind::Identity, PieceKind::Cv],
        bringer: None,
        due: date(2026, 11, 27),
    };
    let first = casework.ask_pieces(&staff, person, &asked).await.unwrap();
    casework.undo(&staff, first).await.unwrap();
    casework.ask_pieces(&staff, person, &asked).await.unwrap();
    let again = casework.ask_pieces(&counsellor, person, &asked).await;
    assert!(matches!(
        again,
        Err(CaseworkError::Invalid {
            field: "pieces",
            ..
        })
    ));
    assert_eq!(
        step(&app, &counsellor, person, RoadStep::File).await.due,
        Some(date(2026, 11, 27))
    );
    app.set_today(date(2026, 11, 30));
    casework.recompute(app.territory).await.unwrap();
    let seen = only_person(&app, &counsellor).await;
    let late = seen.computed.signals.iter();
    let late: Vec<_> = late
        .filter(|signal| signal.code == SignalCode::PieceOverdue)
        .map(|signal| signal.owner)
        .collect();
    assert_eq!(late, [Network::Cfa], "who asked sees that it comes");
    let pieces = road(&app, &counsellor, person).await.file.pieces;
    assert!(pieces.iter().all(|piece| piece.bringer == Bringer::Youth));
    let waived = casework.move_piece(&counsellor, person, pieces[1].id, PieceMove::Waived);
    assert!(matches!(
        waived.await,
        Err(CaseworkError::Conflict("piece-not-asker"))
    ));
    let reminded = casework.move_piece(&counsellor, person, pieces[0].id, PieceMove::Reminded);
    let reminded = reminded.await.unwrap();
    let received = casework.move_piece(&counsellor, person, pieces[0].id, PieceMove::Received);
    received.await.unwrap();
    let followed = casework.undo(&counsellor, reminded).await;
    assert!(matches!(
        followed,
        Err(CaseworkError::Conflict("road-followed"))
    ));
    let waived = casework.move_piece(&staff, person, pieces[1].id, PieceMove::Waived);
    waived.await.unwrap();
    let file = step(&app, &counsellor, person, RoadStep::File).await;
    assert_eq!(file.state, StepState::Done);
    let seen = only_person(&app, &staff).await;
    assert!(!codes(&seen).contains(&SignalCode::PieceOverdue));
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test]
async fn steps_have_an_owner_and_a_third_organisation_finds_nobody(#[case] engine: Engine) {
    let app = TestApp::new(engine, TODAY).await;
    let (counsellor, staff, person) = enrolled(&app).await;
    let stranger = app.member(MEAUX, Role::CfaStaff).await;
    let casework = &app.casework;
    let hidden = casework.open_road(&stranger, person).await;
    assert!(matches!(hidden, Err(CaseworkError::NotFound(_))));
    casework.open_road(&staff, person).await.unwrap();
    assert_eq!(
        step(&app, &staff, person, RoadStep::Search).await.owner,
        Network::MissionLocale
    );
    let given = GivenStep {
        step: RoadStep::Search,
        organisation: staff.organisation.id,
        account: Some(staff.account),
        due: Some(date(2026, 12, 18)),
    };
    casework
        .give_step(&counsellor, person, given)
        .await
        .unwrap();
    let search = step(&app, &counsellor, person, RoadStep::Search).await;
    assert_eq!(
        (search.owner, search.due),
        (Network::Cfa, Some(date(2026, 12, 18)))
    );
    let elsewhere = GivenStep {
        organisation: stranger.organisation.id,
        account: None,
        ..given
    };
    let refused = casework.give_step(&counsellor, person, elsewhere).await;
    assert!(matches!(
        refused,
        Err(CaseworkError::Invalid { field: "who", .. })
    ));
    app.set_today(date(2026, 12, 8));
    casework.recompute(app.territory).await.unwrap();
    let seen = only_person(&app, &staff).await;
    let idle = seen.computed.signals.iter();
    let idle: Vec<_> = idle
        .filter(|signal| signal.code == SignalCode::SearchIdle)
        .map(|signal| signal.owner)
        .collect();
    assert_eq!(idle, [Network::Cfa]);
}
