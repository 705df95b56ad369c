//! A contract watched together before it breaks.

use jiff::civil::{Date, date};
use rstest::rstest;
use tdu_casework::{CaseworkError, PersonView};
use tdu_domain::access::{Actor, Role};
use tdu_domain::organisation::Network;
use tdu_domain::signal::SignalCode;
use tdu_domain::watch::{
    AlertGoal, AlertOutcome, AlertRule, AlertState, Feeling, Party, Sign, View, ViewMoment,
};
use tdu_testkit::{BOBIGNY, Engine, Learner, MONTREUIL, TestApp, Youth};
use uuid::Uuid;

use crate::{only_person, refused_by_hand};

const TODAY: Date = date(2026, 10, 12);
const WELL: View = View {
    together: Feeling::Good,
    work: Feeling::Good,
    future: Feeling::Good,
};

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

fn codes(view: &PersonView) -> Vec<SignalCode> {
    let signals = view.computed.signals.iter();
    signals.map(|signal| signal.code).collect()
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test]
async fn a_strong_sign_opens_an_alert_that_both_answer(#[case] engine: Engine) {
    let app = TestApp::new(engine, TODAY).await;
    let (counsellor, staff, person) = in_contract(&app).await;
    let casework = &app.casework;
    let by_ml = casework.notice(&counsellor, person, Sign::Conflict).await;
    assert!(matches!(by_ml, Err(CaseworkError::Conflict("sign-by-cfa"))));
    casework
        .notice(&staff, person, Sign::Lateness)
        .await
        .unwrap();
    assert!(
        only_person(&app, &counsellor)
            .await
            .contract
            .alert
            .is_none()
    );
    casework
        .notice(&staff, person, Sign::Conflict)
        .await
        .unwrap();
    for actor in [&counsellor, &staff] {
        let seen = only_person(&app, actor).await;
        assert!(codes(&seen).contains(&SignalCode::AlertShared));
        assert!(codes(&seen).contains(&SignalCode::AlertOpen));
        let signs: Vec<Sign> = seen
            .contract
            .alert
            .unwrap()
            .signs
            .iter()
            .map(|row| row.sign)
            .collect();
        assert_eq!(signs, [Sign::Conflict, Sign::Lateness]);
    }
    let alert = only_person(&app, &staff).await.contract.alert.unwrap().row;
    let by_cfa = casework.take_alert(&staff, person, alert.id).await;
    assert!(matches!(
        by_cfa,
        Err(CaseworkError::Conflict("alert-taken-by-ml"))
    ));
    casework
        .take_alert(&counsellor, person, alert.id)
        .await
        .unwrap();
    let seen = only_person(&app, &counsellor).await;
    assert!(!codes(&seen).contains(&SignalCode::AlertShared));
    let (goal, ml) = (AlertGoal::TalkYouth, Network::MissionLocale);
    let due = date(2026, 10, 20);
    casework
        .plan_alert(&staff, person, alert.id, goal, ml, due)
        .await
        .unwrap();
    let seen = only_person(&app, &counsellor).await;
    let owner = seen
        .computed
        .signals
        .iter()
        .find(|signal| signal.code == SignalCode::AlertOpen);
    let owner = owner.map(|signal| (signal.owner, signal.due));
    assert_eq!(owner, Some((ml, Some(due))));
    casework
        .close_alert(&counsellor, person, alert.id, AlertOutcome::Adjusted)
        .await
        .unwrap();
    let seen = only_person(&app, &counsellor).await;
    assert!(!codes(&seen).contains(&SignalCode::AlertOpen));
    assert_eq!(seen.contract.past_alerts[0].state, AlertState::Closed);
    let again = casework.close_alert(&staff, person, alert.id, AlertOutcome::GoesOn);
    assert!(matches!(
        again.await,
        Err(CaseworkError::Conflict("alert-ended"))
    ));
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test]
async fn an_alert_ends_by_itself_when_its_signs_are_old_and_the_next_is_another(
    #[case] engine: Engine,
) {
    let app = TestApp::new(engine, TODAY).await;
    let (_, staff, person) = in_contract(&app).await;
    let casework = &app.casework;
    let strong = Sign::Discouragement;
    casework.notice(&staff, person, strong).await.unwrap();
    let first = only_person(&app, &staff).await.contract.alert.unwrap().row;
    assert_eq!(first.stale_on, date(2026, 11, 26));
    app.set_today(date(2026, 11, 26));
    casework.recompute(app.territory).await.unwrap();
    let seen = only_person(&app, &staff).await;
    assert!(!codes(&seen).contains(&SignalCode::AlertOpen));
    assert!(seen.contract.alert.is_none());
    let late = casework.close_alert(&staff, person, first.id, AlertOutcome::GoesOn);
    assert!(matches!(
        late.await,
        Err(CaseworkError::Conflict("alert-ended"))
    ));
    casework.notice(&staff, person, strong).await.unwrap();
    let seen = only_person(&app, &staff).await;
    assert_ne!(seen.contract.alert.unwrap().row.id, first.id);
    assert_eq!(seen.contract.past_alerts[0].closed_on, Some(first.stale_on));
    assert_eq!(casework.rebuild(app.territory).await.unwrap().changed, 0);
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test]
async fn a_sign_noted_in_error_takes_its_alert_back_until_somebody_answered(
    #[case] engine: Engine,
) {
    let app = TestApp::new(engine, TODAY).await;
    let (counsellor, staff, person) = in_contract(&app).await;
    let casework = &app.casework;
    let noted = casework.notice(&staff, person, Sign::Conflict).await;
    casework.undo(&staff, noted.unwrap()).await.unwrap();
    let seen = only_person(&app, &counsellor).await;
    assert!(seen.contract.alert.is_none() && seen.contract.noticed.is_empty());
    let noted = casework.notice(&staff, person, Sign::Conflict).await;
    let alert = only_person(&app, &staff).await.contract.alert.unwrap().row;
    casework
        .take_alert(&counsellor, person, alert.id)
        .await
        .unwrap();
    let undone = casework.undo(&staff, noted.unwrap()).await;
    assert!(matches!(
        undone,
        Err(CaseworkError::Conflict("undo-too-late"))
    ));
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test]
async fn both_parties_are_asked_and_what_they_say_counts(#[case] engine: Engine) {
    let app = TestApp::new(engine, TODAY).await;
    let (_, staff, person) = in_contract(&app).await;
    let casework = &app.casework;
    assert!(codes(&only_person(&app, &staff).await).contains(&SignalCode::FirstMonthViews));
    let month = ViewMoment::FirstMonth;
    casework
        .record_view(&staff, person, month, Party::Employer, WELL)
        .await
        .unwrap();
    let seen = only_person(&app, &staff).await;
    assert!(codes(&seen).contains(&SignalCode::FirstMonthViews));
    let missing = seen.contract.views_due.unwrap().2;
    assert_eq!(missing, [Party::Youth]);
    let leaving = View {
        future: Feeling::Bad,
        ..WELL
    };
    casework
        .record_view(&staff, person, month, Party::Youth, leaving)
        .await
        .unwrap();
    let seen = only_person(&app, &staff).await;
    assert!(!codes(&seen).contains(&SignalCode::FirstMonthViews));
    assert_eq!(seen.contract.alert.unwrap().views.len(), 1);

    app.set_today(date(2026, 10, 26));
    casework.recompute(app.territory).await.unwrap();
    assert!(codes(&only_person(&app, &staff).await).contains(&SignalCode::FreeRuptureEnds));
    for party in [Party::Employer, Party::Youth] {
        casework
            .record_view(&staff, person, ViewMoment::Day45, party, WELL)
            .await
            .unwrap();
    }
    assert!(!codes(&only_person(&app, &staff).await).contains(&SignalCode::FreeRuptureEnds));
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test]
async fn a_territory_sets_its_own_rule_and_every_rule_is_kept(#[case] engine: Engine) {
    let app = TestApp::new(engine, TODAY).await;
    let (counsellor, staff, person) = in_contract(&app).await;
    let manager = app.member(MONTREUIL, Role::Manager).await;
    let casework = &app.casework;
    let rule = AlertRule {
        strong: [Sign::HousingTrouble].into(),
        light: 2,
        ..AlertRule::default()
    };
    let denied = casework.set_alert_rule(&counsellor, rule.clone()).await;
    assert!(matches!(denied, Err(CaseworkError::Denied(_))));
    let never = AlertRule {
        light: 0,
        ..AlertRule::default()
    };
    let refused = casework.set_alert_rule(&manager, never).await;
    assert!(matches!(
        refused,
        Err(CaseworkError::Invalid { field: "light", .. })
    ));
    casework
        .set_alert_rule(&manager, rule.clone())
        .await
        .unwrap();
    let (kept, history) = casework.alert_rule(&staff).await.unwrap();
    assert_eq!((kept, history.len()), (rule, 1));
    assert_eq!(history[0].account, manager.account);
    casework
        .notice(&staff, person, Sign::Conflict)
        .await
        .unwrap();
    assert!(only_person(&app, &staff).await.contract.alert.is_none());
    casework
        .notice(&staff, person, Sign::Lateness)
        .await
        .unwrap();
    assert!(only_person(&app, &staff).await.contract.alert.is_some());
    for wrong in [
        "UPDATE alert_rule SET account_name = 'X'",
        "DELETE FROM alert_rule",
    ] {
        let said = refused_by_hand(&app, wrong).await;
        assert!(said.contains("rules are kept as they were set"), "{said}");
    }
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test]
async fn the_database_refuses_by_itself_what_must_not_happen(#[case] engine: Engine) {
    let app = TestApp::new(engine, TODAY).await;
    let (_, staff, person) = in_contract(&app).await;
    let casework = &app.casework;
    casework
        .notice(&staff, person, Sign::Conflict)
        .await
        .unwrap();
    casework
        .record_view(&staff, person, ViewMoment::Visit, Party::Youth, WELL)
        .await
        .unwrap();
    let refused = async |statement: &str, why: &str| {
        let said = refused_by_hand(&app, statement).await;
        assert!(said.contains(why), "{statement}: {said}");
    };
    refused(
        "UPDATE noticed SET sign = 'absence'",
        "what was noticed is not rewritten",
    )
    .await;
    refused(
        "UPDATE contract_view SET future = 'bad'",
        "an answer is not rewritten",
    )
    .await;
    let moves = "this alert may not change so";
    refused("UPDATE alert SET opened_on = '2026-01-01'", moves).await;
    refused_by_hand(&app, "UPDATE alert SET state = 'planned'").await;
    refused_by_hand(&app, "UPDATE alert SET state = 'closed'").await;
    let alert = only_person(&app, &staff).await.contract.alert.unwrap().row;
    let (goal, due) = (AlertGoal::Mediation, TODAY);
    casework
        .plan_alert(&staff, person, alert.id, goal, Network::Cfa, due)
        .await
        .unwrap();
    let back = "UPDATE alert SET state = 'open', goal = NULL, owner = NULL, due = NULL";
    refused(back, moves).await;
    casework
        .close_alert(&staff, person, alert.id, AlertOutcome::GoesOn)
        .await
        .unwrap();
    for wrong in [
        "UPDATE alert SET state = 'planned', closed_on = NULL, outcome = NULL",
        "UPDATE alert SET outcome = 'broken'",
        "UPDATE alert SET taken_on = '2026-10-12'",
    ] {
        refused(wrong, moves).await;
    }
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test]
async fn nothing_is_noticed_of_someone_without_contract(#[case] engine: Engine) {
    let app = TestApp::new(engine, TODAY).await;
    let staff = app.member(BOBIGNY, Role::CfaStaff).await;
    app.deliver(BOBIGNY, &[Learner::new("Martin", "Zoé")]).await;
    let person = only_person(&app, &staff).await.id;
    let noted = app.casework.notice(&staff, person, Sign::Absence).await;
    assert!(matches!(
        noted,
        Err(CaseworkError::Conflict("sign-no-contract"))
    ));
}
