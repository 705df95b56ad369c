//! What was planned, read or closed about a contract is taken back, until somebody moved it since; exams.

use jiff::civil::{Date, date};
use rstest::rstest;
use tdu_casework::{CaseworkError, Undo};
use tdu_domain::access::{Actor, Role};
use tdu_domain::exam::ExamOutcome;
use tdu_domain::organisation::Network;
use tdu_domain::pathway::Stage;
use tdu_domain::rupture::{
    CallOutcome, Declaration, RuptureCause, RuptureGoal, RuptureMode, RuptureOutcome, RuptureState,
};
use tdu_domain::watch::{AlertGoal, AlertOutcome, AlertState, Sign};
use tdu_testkit::{BOBIGNY, Engine, Learner, MONTREUIL, TestApp, Youth};
use uuid::Uuid;

use crate::{only_person, refused_by_hand};

const TODAY: Date = date(2026, 10, 12);
const ML: Network = Network::MissionLocale;

/// A learner of whom a source tells the rupture, or none: counsellor, CFA staff, the person.
async fn followed(app: &TestApp, rupture: Option<Date>) -> (Actor, Actor, Uuid) {
    let counsellor = app.member(MONTREUIL, Role::Counsellor).await;
    let staff = app.member(BOBIGNY, Role::CfaStaff).await;
    let learner = Learner::new("Martin", "Zoé").contract(date(2026, 9, 7), rupture);
    app.deliver(BOBIGNY, &[learner]).await;
    app.import_youths(MONTREUIL, &[Youth::new("100", "Martin", "Zoé")])
        .await;
    let person = only_person(app, &counsellor).await.id;
    (counsellor, staff, person)
}

async fn too_late(app: &TestApp, actor: &Actor, undo: Undo) {
    let undone = app.casework.undo(actor, undo).await;
    assert!(
        matches!(undone, Err(CaseworkError::Conflict("undo-too-late"))),
        "{undone:?}"
    );
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test]
async fn an_alert_goes_back_the_way_it_came(#[case] engine: Engine) {
    let app = TestApp::new(engine, TODAY).await;
    let (counsellor, staff, person) = followed(&app, None).await;
    let casework = &app.casework;
    casework
        .notice(&staff, person, Sign::Conflict)
        .await
        .unwrap();
    let alert = async || {
        let contract = only_person(&app, &staff).await.contract;
        let past = contract.past_alerts.into_iter().next();
        contract.alert.map(|why| why.row).or(past).unwrap()
    };
    let opened = alert().await;
    let read = casework.take_alert(&counsellor, person, opened.id);
    let read = read.await.unwrap();
    casework.undo(&counsellor, read).await.unwrap();
    assert_eq!(alert().await, opened);

    let due = date(2026, 10, 20);
    let plan = |goal| casework.plan_alert(&counsellor, person, opened.id, goal, ML, due);
    let first = plan(AlertGoal::TalkYouth).await.unwrap();
    let planned = alert().await;
    let second = plan(AlertGoal::SocialHelp).await.unwrap();
    too_late(&app, &counsellor, first).await;
    casework.undo(&counsellor, second).await.unwrap();
    assert_eq!(alert().await, planned, "the first plan holds again");
    casework.undo(&counsellor, first).await.unwrap();
    assert_eq!(alert().await, opened, "nor is it read any more");

    let first = plan(AlertGoal::TalkYouth).await.unwrap();
    let closed = casework.close_alert(&staff, person, opened.id, AlertOutcome::GoesOn);
    let closed = closed.await.unwrap();
    too_late(&app, &counsellor, first).await;
    casework.undo(&staff, closed).await.unwrap();
    assert_eq!(alert().await, planned);
    let closed = casework.close_alert(&staff, person, opened.id, AlertOutcome::GoesOn);
    let closed = closed.await.unwrap();
    casework
        .notice(&staff, person, Sign::Discouragement)
        .await
        .unwrap();
    too_late(&app, &staff, closed).await;
    assert_ne!(alert().await.id, opened.id, "another alert speaks");
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test]
async fn a_plan_after_a_rupture_goes_back_the_way_it_came(#[case] engine: Engine) {
    let app = TestApp::new(engine, TODAY).await;
    let (counsellor, staff, person) = followed(&app, None).await;
    let casework = &app.casework;
    let declaration = Declaration {
        mode: RuptureMode::Mutual,
        on: date(2026, 10, 9),
        cause: RuptureCause::Trade,
        asked_on: None,
    };
    let declared = casework.declare_rupture(&staff, person, declaration);
    declared.await.unwrap();
    let rupture = async || only_person(&app, &staff).await.contract.rupture.unwrap();
    let row = async || rupture().await.row.unwrap();
    let told = row().await;
    let call_on = date(2026, 10, 14);
    let plan = |goal| casework.plan_rupture(&counsellor, person, goal, ML, call_on);
    let first = plan(RuptureGoal::Recontract).await.unwrap();
    let planned = row().await;
    let second = plan(RuptureGoal::OtherTraining).await.unwrap();
    casework.undo(&counsellor, second).await.unwrap();
    assert_eq!(row().await, planned);
    let called = casework.record_call(&counsellor, person, TODAY, CallOutcome::NoReply);
    let called = called.await.unwrap();
    too_late(&app, &counsellor, first).await;
    casework.undo(&counsellor, called).await.unwrap();
    casework.undo(&counsellor, first).await.unwrap();
    assert_eq!(row().await, told);

    plan(RuptureGoal::Recontract).await.unwrap();
    let closed = casework.close_rupture(&staff, person, told.id, RuptureOutcome::Declined);
    let closed = closed.await.unwrap();
    assert_eq!(row().await.declared.state, RuptureState::Closed);
    casework.undo(&staff, closed).await.unwrap();
    assert_eq!(row().await, planned);
    assert_eq!(casework.rebuild(app.territory).await.unwrap().changed, 0);
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test]
async fn a_plan_about_a_rupture_that_a_source_tells_is_forgotten_whole(#[case] engine: Engine) {
    let app = TestApp::new(engine, TODAY).await;
    let (counsellor, _, person) = followed(&app, Some(date(2026, 10, 9))).await;
    let casework = &app.casework;
    let call_on = date(2026, 10, 14);
    let goal = RuptureGoal::Recontract;
    let planned = casework.plan_rupture(&counsellor, person, goal, ML, call_on);
    let planned = planned.await.unwrap();
    casework.undo(&counsellor, planned).await.unwrap();
    let seen = only_person(&app, &counsellor).await;
    assert_eq!(seen.contract.rupture.unwrap().row, None);
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test]
async fn an_exam_says_whether_the_diploma_is_obtained(#[case] engine: Engine) {
    let app = TestApp::new(engine, date(2028, 7, 10)).await;
    let staff = app.member(BOBIGNY, Role::CfaStaff).await;
    let learner = Learner::new("Martin", "Zoé").contract(date(2026, 9, 7), None);
    app.deliver(BOBIGNY, &[learner]).await;
    let person = only_person(&app, &staff).await.id;
    let casework = &app.casework;
    let record = |outcome, on| casework.record_exam(&staff, person, outcome, on);
    let tomorrow = record(ExamOutcome::Passed, date(2028, 7, 11)).await;
    assert!(matches!(
        tomorrow,
        Err(CaseworkError::Invalid { field: "on", .. })
    ));
    let stage = async || only_person(&app, &staff).await.computed.pathway.stage;
    let before = stage().await;
    let first = record(ExamOutcome::Partial, date(2028, 6, 12))
        .await
        .unwrap();
    assert_eq!(stage().await, Stage::EndedWithoutDiploma);
    let second = record(ExamOutcome::Passed, date(2028, 7, 5)).await.unwrap();
    assert_eq!(stage().await, Stage::Graduated);
    let again = record(ExamOutcome::Failed, date(2028, 7, 6)).await;
    assert!(matches!(
        again,
        Err(CaseworkError::Conflict("exam-diploma-obtained"))
    ));
    let seen = only_person(&app, &staff).await;
    let exams = seen.contract.after.exams.iter();
    let exams: Vec<ExamOutcome> = exams.map(|exam| exam.outcome).collect();
    assert_eq!(exams, [ExamOutcome::Passed, ExamOutcome::Partial]);
    too_late(&app, &staff, first).await;
    casework.undo(&staff, second).await.unwrap();
    casework.undo(&staff, first).await.unwrap();
    assert_eq!(stage().await, before);
    let seen = only_person(&app, &staff).await;
    assert!(seen.contract.after.exams.is_empty());
    record(ExamOutcome::Absent, date(2028, 6, 12))
        .await
        .unwrap();
    let said = refused_by_hand(&app, "UPDATE exam SET outcome = 'passed'").await;
    assert!(said.contains("an exam is not rewritten"), "{said}");
    assert_eq!(casework.rebuild(app.territory).await.unwrap().changed, 0);
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test]
async fn no_hand_takes_back_where_no_act_came_from(#[case] engine: Engine) {
    let app = TestApp::new(engine, TODAY).await;
    let (_, staff, person) = followed(&app, None).await;
    let casework = &app.casework;
    casework
        .notice(&staff, person, Sign::Conflict)
        .await
        .unwrap();
    let alert = only_person(&app, &staff).await.contract.alert.unwrap().row;
    let moves = "this alert may not change so";
    let refused = async |statement: &str, why: &str| {
        let said = refused_by_hand(&app, statement).await;
        assert!(said.contains(why), "{statement}: {said}");
    };
    let plan = "goal = 'mediation', owner = 'cfa', due = '2026-10-20'";
    // Nothing was done yet: the count cannot go below nothing, nor by two.
    refused_by_hand(&app, "UPDATE alert SET moves = moves - 1").await;
    refused("UPDATE alert SET moves = moves + 2", moves).await;
    let due = date(2026, 10, 20);
    let planned = casework.plan_alert(
        &staff,
        person,
        alert.id,
        AlertGoal::Mediation,
        Network::Cfa,
        due,
    );
    planned.await.unwrap();
    let back = "UPDATE alert SET state = 'open', goal = NULL, owner = NULL, due = NULL";
    refused(back, moves).await;
    let closed = casework.close_alert(&staff, person, alert.id, AlertOutcome::GoesOn);
    closed.await.unwrap();
    let ended = only_person(&app, &staff).await.contract.past_alerts[0].state;
    assert_eq!(ended, AlertState::Closed);
    refused("UPDATE alert SET moves = moves - 1", moves).await;
    let wrong =
        format!("UPDATE alert SET state = 'planned', outcome = NULL, closed_on = NULL, {plan}");
    refused(&wrong, moves).await;

    let declaration = Declaration {
        mode: RuptureMode::Mutual,
        on: date(2026, 10, 9),
        cause: RuptureCause::Trade,
        asked_on: None,
    };
    let declared = casework.declare_rupture(&staff, person, declaration);
    declared.await.unwrap();
    let rupture = only_person(&app, &staff).await.contract.rupture.unwrap();
    let rupture = rupture.row.unwrap().id;
    casework
        .withdraw_rupture(&staff, person, rupture)
        .await
        .unwrap();
    refused(
        "UPDATE rupture SET state = 'declared', ended_on = NULL, moves = moves - 1",
        "this rupture may not change so",
    )
    .await;
}
