//! A rupture, declared by either network and followed by both.

use jiff::civil::{Date, date};
use rstest::rstest;
use tdu_casework::{CaseworkError, PersonView};
use tdu_domain::access::{Actor, Role};
use tdu_domain::journal::{ActCode, Payload};
use tdu_domain::organisation::Network;
use tdu_domain::pathway::Stage;
use tdu_domain::rupture::{
    CallOutcome, Declaration, RuleCode, RuptureCause, RuptureGoal, RuptureMode, RuptureOutcome,
    RuptureState,
};
use tdu_domain::signal::SignalCode;
use tdu_testkit::{BOBIGNY, Engine, Learner, MEAUX, MONTREUIL, TestApp, Youth};
use uuid::Uuid;

use crate::{only_person, people, refused_by_hand};

const TODAY: Date = date(2026, 11, 22);
const ON: Date = date(2026, 11, 20);

/// A learner in contract whom a Mission Locale follows: counsellor, CFA staff, the person.
async fn in_contract(app: &TestApp) -> (Actor, Actor, Uuid) {
    let counsellor = app.member(MONTREUIL, Role::Counsellor).await;
    let staff = app.member(BOBIGNY, Role::CfaStaff).await;
    let learner = Learner::new("Martin", "Zoé").contract(date(2026, 9, 7), None);
    app.deliver(BOBIGNY, &[learner]).await;
    app.import_youths(MONTREUIL, &[Youth::new("100", "Martin", "Zoé")])
        .await;
    let person = only_person(app, &counsellor).await.id;
    (counsellor, staff, person)
}

fn declaration() -> Declaration {
    Declaration {
        mode: RuptureMode::Apprentice,
        on: ON,
        cause: RuptureCause::Conditions,
        asked_on: Some(date(2026, 11, 2)),
    }
}

fn codes(view: &PersonView) -> Vec<SignalCode> {
    let signals = view.computed.signals.iter();
    signals.map(|signal| signal.code).collect()
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test]
async fn both_networks_are_told_the_same_second(#[case] engine: Engine) {
    let app = TestApp::new(engine, TODAY).await;
    let (counsellor, staff, person) = in_contract(&app).await;
    let casework = &app.casework;
    let declared = casework.declare_rupture(&staff, person, declaration());
    declared.await.unwrap();
    for actor in [&counsellor, &staff] {
        let seen = only_person(&app, actor).await;
        assert_eq!(
            seen.computed.pathway.stage,
            Stage::TrainingAfterRupture,
            "the source has not said it yet"
        );
        assert!(codes(&seen).contains(&SignalCode::RuptureDeclared));
        assert!(codes(&seen).contains(&SignalCode::RupturePlan));
        assert_eq!(seen.timeline[0].act, ActCode::RuptureDeclared);
        let rupture = seen.contract.rupture.unwrap();
        assert_eq!(rupture.told_by_source, None);
        let ends = rupture.deadlines.iter();
        let ends = ends.filter(|said| said.rule.code == RuleCode::EndsFrom);
        let days: Vec<_> = ends.map(|said| said.day).collect();
        assert_eq!(days, [Some(date(2026, 11, 14))]);
    }
    let again = casework.declare_rupture(&counsellor, person, declaration());
    let again = again.await;
    assert!(matches!(
        again,
        Err(CaseworkError::Conflict("rupture-already"))
    ));
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test]
async fn a_mission_locale_declares_too_and_a_third_organisation_finds_nobody(
    #[case] engine: Engine,
) {
    let app = TestApp::new(engine, TODAY).await;
    let (counsellor, staff, person) = in_contract(&app).await;
    let stranger = app.member(MEAUX, Role::CfaStaff).await;
    let casework = &app.casework;
    let tried = casework.declare_rupture(&stranger, person, declaration());
    assert!(matches!(tried.await, Err(CaseworkError::NotFound(_))));
    let declared = casework.declare_rupture(&counsellor, person, declaration());
    declared.await.unwrap();
    assert!(codes(&only_person(&app, &staff).await).contains(&SignalCode::RupturePlan));
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test]
async fn the_source_that_says_it_later_says_the_same_rupture(#[case] engine: Engine) {
    let app = TestApp::new(engine, TODAY).await;
    let (_, staff, person) = in_contract(&app).await;
    let declared = app.casework.declare_rupture(&staff, person, declaration());
    let declared = declared.await.unwrap();
    let told = Learner::new("Martin", "Zoé").contract(date(2026, 9, 7), Some(date(2026, 11, 19)));
    app.deliver(BOBIGNY, &[told]).await;
    let seen = only_person(&app, &staff).await;
    let rupture = seen.contract.rupture.unwrap();
    assert_eq!(rupture.told_by_source, Some(date(2026, 11, 19)));
    assert_eq!(rupture.on, date(2026, 11, 19));
    assert_eq!(rupture.row.unwrap().declared.on, ON);
    assert_eq!(seen.computed.broken.len(), 1);
    let undone = app.casework.undo(&staff, declared).await;
    assert!(matches!(
        undone,
        Err(CaseworkError::Conflict("rupture-told-by-source"))
    ));
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test]
async fn a_declaration_made_in_error_is_withdrawn_by_its_author_with_a_trace(
    #[case] engine: Engine,
) {
    let app = TestApp::new(engine, TODAY).await;
    let (counsellor, staff, person) = in_contract(&app).await;
    let casework = &app.casework;
    let declared = casework.declare_rupture(&staff, person, declaration());
    let line = declared.await.unwrap().line;
    app.wait_minutes(60 * 24 * 3);
    let other = casework.withdraw_rupture(&counsellor, person, line).await;
    assert!(matches!(
        other,
        Err(CaseworkError::Conflict("rupture-not-yours"))
    ));
    let withdrawn = casework.withdraw_rupture(&staff, person, line);
    withdrawn.await.unwrap();
    let seen = only_person(&app, &staff).await;
    assert_eq!(seen.computed.pathway.stage, Stage::InContract);
    assert!(seen.contract.rupture.is_none());
    let acts: Vec<ActCode> = seen
        .timeline
        .iter()
        .map(|entry| entry.act)
        .take(2)
        .collect();
    assert_eq!(acts, [ActCode::RuptureWithdrawn, ActCode::RuptureDeclared]);
    let again = casework.withdraw_rupture(&staff, person, line).await;
    assert!(matches!(
        again,
        Err(CaseworkError::Conflict("rupture-ended"))
    ));
    // What was withdrawn does not prevent a true one.
    let declared = casework.declare_rupture(&staff, person, declaration());
    declared.await.unwrap();
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test]
async fn the_plan_says_who_calls_and_calls_say_what_came_of_them(#[case] engine: Engine) {
    let app = TestApp::new(engine, TODAY).await;
    let (counsellor, staff, person) = in_contract(&app).await;
    let casework = &app.casework;
    let nothing = casework.record_call(&counsellor, person, TODAY, CallOutcome::NoReply);
    assert!(matches!(
        nothing.await,
        Err(CaseworkError::Conflict("rupture-no-plan"))
    ));
    let declared = casework.declare_rupture(&staff, person, declaration());
    declared.await.unwrap();
    let (goal, ml) = (RuptureGoal::Recontract, Network::MissionLocale);
    let late = casework.plan_rupture(&staff, person, goal, ml, date(2026, 11, 1));
    assert!(matches!(
        late.await,
        Err(CaseworkError::Invalid { field: "call", .. })
    ));
    let planned = casework.plan_rupture(&staff, person, goal, ml, date(2026, 11, 24));
    planned.await.unwrap();
    let seen = only_person(&app, &counsellor).await;
    assert!(!codes(&seen).contains(&SignalCode::RupturePlan));
    assert!(!codes(&seen).contains(&SignalCode::RuptureCall));

    app.set_today(date(2026, 11, 25));
    casework.recompute(app.territory).await.unwrap();
    let seen = only_person(&app, &counsellor).await;
    let due = seen.computed.signals.iter();
    let due: Vec<_> = due
        .filter(|signal| signal.code == SignalCode::RuptureCall)
        .map(|signal| signal.owner)
        .collect();
    assert_eq!(due, [Network::MissionLocale]);

    let today = date(2026, 11, 25);
    let missed = casework.record_call(&counsellor, person, today, CallOutcome::NoReply);
    missed.await.unwrap();
    let seen = only_person(&app, &counsellor).await;
    assert!(codes(&seen).contains(&SignalCode::RuptureCall));
    assert!(codes(&seen).contains(&SignalCode::RuptureDeclared));
    let reached = casework.record_call(&counsellor, person, today, CallOutcome::Appointment);
    let reached = reached.await.unwrap();
    let seen = only_person(&app, &counsellor).await;
    assert!(!codes(&seen).contains(&SignalCode::RuptureCall));
    assert_eq!(seen.contract.rupture.unwrap().calls.len(), 2);
    casework.undo(&counsellor, reached).await.unwrap();
    let seen = only_person(&app, &counsellor).await;
    assert!(codes(&seen).contains(&SignalCode::RuptureCall));
    assert_eq!(seen.contract.rupture.unwrap().calls.len(), 1);
    let rebuilt = casework.rebuild(app.territory).await.unwrap();
    assert_eq!(rebuilt.changed, 0);
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test]
async fn a_rupture_that_only_a_source_tells_is_planned_and_closed_too(#[case] engine: Engine) {
    let app = TestApp::new(engine, TODAY).await;
    let staff = app.member(BOBIGNY, Role::CfaStaff).await;
    let told = Learner::new("Martin", "Zoé").contract(date(2026, 9, 7), Some(ON));
    app.deliver(BOBIGNY, &[told]).await;
    let person = only_person(&app, &staff).await.id;
    let casework = &app.casework;
    let goal = RuptureGoal::OtherTraining;
    let planned = casework.plan_rupture(&staff, person, goal, Network::Cfa, TODAY);
    planned.await.unwrap();
    let seen = only_person(&app, &staff).await;
    let row = seen.contract.rupture.unwrap().row.unwrap();
    assert_eq!(
        (row.declared.mode, row.declared.state),
        (None, RuptureState::Planned)
    );
    let outcome = RuptureOutcome::OtherTraining;
    let closed = casework.close_rupture(&staff, person, row.id, outcome);
    closed.await.unwrap();
    let closed = casework.close_rupture(&staff, person, row.id, outcome);
    assert!(matches!(
        closed.await,
        Err(CaseworkError::Conflict("rupture-ended"))
    ));
    assert!(!codes(&only_person(&app, &staff).await).contains(&SignalCode::RuptureCall));
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test]
async fn the_time_to_a_new_contract_is_measured(#[case] engine: Engine) {
    let app = TestApp::new(engine, TODAY).await;
    let staff = app.member(BOBIGNY, Role::CfaStaff).await;
    let unlike = |name: &str, first_name: &str| {
        Learner::new(name, first_name)
            .with(
                "date_de_naissance_apprenant",
                format!("2006-{:02}-11", name.len()),
            )
            .without("tel_apprenant")
    };
    let broken = |name: &str, first_name: &str, next: Option<Date>| {
        let learner = unlike(name, first_name).contract(date(2026, 9, 7), Some(date(2026, 10, 1)));
        match next {
            Some(next) => learner.with("contrat_date_debut_2", next.to_string()),
            None => learner,
        }
    };
    app.deliver(
        BOBIGNY,
        &[
            broken("Barcos", "Ali", Some(date(2026, 10, 11))),
            broken("Dumferquin", "Inès", Some(date(2026, 10, 31))),
            broken("Hel", "Hugo", None),
            unlike("Janlemi", "Rose"),
        ],
    )
    .await;
    assert_eq!(people(&app, &staff).await.len(), 4);
    let measured = app.casework.recontracting(&staff).await.unwrap();
    assert_eq!((measured.broken, measured.followed), (3, 2));
    assert_eq!(measured.median_days, Some(20.0));
    let elsewhere = app.member(MEAUX, Role::CfaStaff).await;
    let measured = app.casework.recontracting(&elsewhere).await.unwrap();
    assert_eq!((measured.broken, measured.median_days), (0, None));
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test]
async fn the_database_refuses_by_itself_what_must_not_happen(#[case] engine: Engine) {
    let app = TestApp::new(engine, TODAY).await;
    let (_, staff, person) = in_contract(&app).await;
    let casework = &app.casework;
    let declared = casework.declare_rupture(&staff, person, declaration());
    let line = declared.await.unwrap().line;
    let refused = async |statement: &str, why: &str| {
        let said = refused_by_hand(&app, statement).await;
        assert!(said.contains(why), "{statement}: {said}");
    };
    let moves = "this rupture may not change so";
    for wrong in [
        "UPDATE rupture SET broken_on = '2026-11-21'",
        "UPDATE rupture SET mode = 'mutual'",
        "UPDATE rupture SET declared_on = '2026-01-01'",
    ] {
        refused(wrong, moves).await;
    }
    // A plan without its caller, an end without its outcome.
    for wrong in [
        "UPDATE rupture SET state = 'planned', goal = 'recontract'",
        "UPDATE rupture SET state = 'closed', ended_on = '2026-11-22'",
        "UPDATE rupture SET goal = 'recontract'",
        "UPDATE rupture SET state = 'unknown'",
    ] {
        refused_by_hand(&app, wrong).await;
    }
    let begins = "INSERT INTO rupture SELECT person, person, organisation, account, contract_start, broken_on, \
                  declared_on, mode, cause, asked_on, 'withdrawn', goal, caller, call_on, outcome, '2026-11-22', 0 FROM rupture";
    refused(begins, "a rupture begins declared").await;
    let goal = RuptureGoal::Recontract;
    let planned = casework.plan_rupture(&staff, person, goal, Network::Cfa, TODAY);
    planned.await.unwrap();
    let back = "UPDATE rupture SET state = 'declared', goal = NULL, caller = NULL, call_on = NULL";
    refused(back, moves).await;
    let closed = casework.close_rupture(&staff, person, line, RuptureOutcome::Declined);
    closed.await.unwrap();
    for wrong in [
        "UPDATE rupture SET state = 'planned', outcome = NULL, ended_on = NULL",
        "UPDATE rupture SET state = 'withdrawn', outcome = NULL",
        "UPDATE rupture SET outcome = 'unreachable'",
        "UPDATE rupture SET call_on = '2027-01-01'",
    ] {
        refused(wrong, moves).await;
    }
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test]
async fn who_is_erased_leaves_no_rupture(#[case] engine: Engine) {
    let app = TestApp::new(engine, TODAY).await;
    let (_, staff, person) = in_contract(&app).await;
    let declared = app.casework.declare_rupture(&staff, person, declaration());
    declared.await.unwrap();
    let call = app
        .casework
        .record_call(&staff, person, TODAY, CallOutcome::Appointment);
    call.await.unwrap();
    let archive = app.casework.operator_archive(app.territory, person);
    let archive = archive.await.unwrap();
    let told = archive.journal.iter().any(|entry| {
        matches!(
            entry.payload,
            Some(Payload::CallAttempted {
                outcome: CallOutcome::Appointment,
                ..
            })
        )
    });
    assert!(told, "the archive tells every act");
    app.casework
        .erase_person(app.territory, person, "À sa demande")
        .await
        .unwrap();
    // A row that is left would leave a setting.
    for table in ["rupture", "call_attempt", "broken_contract", "contact"] {
        app.by_hand(&format!(
            "INSERT INTO setting (name, value) SELECT 'left', 'x' FROM {table}"
        ))
        .await;
    }
    let frame = app.casework.frame(app.territory).await.unwrap();
    assert_eq!(frame.territory.setting("left").await.unwrap(), None);
}
