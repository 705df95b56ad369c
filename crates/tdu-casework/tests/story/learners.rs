//! Learners by API: what is said, what is cleared, what is refused.

use jiff::civil::date;
use rstest::rstest;
use serde_json::Value;
use tdu_casework::Counts;
use tdu_domain::access::Role;
use tdu_domain::pathway::Stage;
use tdu_domain::signal::{Severity, SignalCode};
use tdu_domain::status::NationalStatus;
use tdu_testkit::{BOBIGNY, Engine, Learner, MEAUX, TestApp};

use crate::{only_person, people};

async fn deliver(app: &TestApp, items: &[Value]) -> tdu_casework::Answered {
    let client = app.client(BOBIGNY).await;
    app.casework
        .deliver_learners(&client, serde_json::to_vec(items).unwrap())
        .await
        .unwrap()
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test]
async fn a_learner_without_contract_is_a_warning_that_goes_when_a_contract_comes(
    #[case] engine: Engine,
) {
    let app = TestApp::new(engine, date(2026, 11, 22)).await;
    let staff = app.member(BOBIGNY, Role::CfaStaff).await;
    let learner = Learner::new("Lévêque", "Zoé");
    app.deliver(BOBIGNY, std::slice::from_ref(&learner)).await;

    let seen = only_person(&app, &staff).await;
    assert_eq!(seen.computed.pathway.stage, Stage::SearchingInTraining);
    assert_eq!(
        seen.computed.pathway.national,
        Some((NationalStatus::Enrolled, date(2026, 9, 7)))
    );
    let first = &seen.computed.signals[0];
    assert_eq!(
        (first.code, first.severity),
        (SignalCode::ContractSearchLimit, Severity::Warning)
    );
    assert_eq!(first.due, Some(date(2026, 12, 7)));

    app.deliver(BOBIGNY, &[learner.contract(date(2026, 11, 20), None)])
        .await;
    let seen = only_person(&app, &staff).await;
    assert_eq!(seen.computed.pathway.stage, Stage::InContract);
    assert!(
        seen.computed.signals.is_empty(),
        "{:?}",
        seen.computed.signals
    );
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test]
async fn null_clears_what_this_source_said_and_absence_leaves_it(#[case] engine: Engine) {
    let app = TestApp::new(engine, date(2026, 11, 22)).await;
    let staff = app.member(BOBIGNY, Role::CfaStaff).await;
    let excluded = Learner::new("Martin", "Ali").with("date_exclusion_formation", "2026-10-01");
    app.deliver(BOBIGNY, std::slice::from_ref(&excluded)).await;
    assert_eq!(
        only_person(&app, &staff).await.computed.pathway.stage,
        Stage::Left
    );

    app.deliver(
        BOBIGNY,
        &[excluded.clone().without("date_exclusion_formation")],
    )
    .await;
    assert_eq!(
        only_person(&app, &staff).await.computed.pathway.stage,
        Stage::Left
    );

    app.deliver(
        BOBIGNY,
        &[excluded.with("date_exclusion_formation", Value::Null)],
    )
    .await;
    assert_eq!(
        only_person(&app, &staff).await.computed.pathway.stage,
        Stage::SearchingInTraining
    );
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test]
async fn the_same_delivery_twice_changes_nothing(#[case] engine: Engine) {
    let app = TestApp::new(engine, date(2026, 11, 22)).await;
    let items: Vec<Value> = ["Zoé", "Ali", "Inès"]
        .map(|name| Learner::new("Martin", name).item(BOBIGNY))
        .to_vec();
    let first = deliver(&app, &items).await;
    assert_eq!(
        first.counts,
        Counts {
            created: 3,
            ..Counts::default()
        }
    );
    let again = deliver(&app, &items).await;
    assert_eq!(
        again.counts,
        Counts {
            unchanged: 3,
            ..Counts::default()
        }
    );
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test]
async fn a_key_writes_only_for_its_own_establishments(#[case] engine: Engine) {
    let app = TestApp::new(engine, date(2026, 11, 22)).await;
    let staff = app.member(BOBIGNY, Role::CfaStaff).await;
    let items = [
        Learner::new("Martin", "Zoé").item(BOBIGNY),
        Learner::new("Martin", "Ali").item(MEAUX),
        Learner::new("Martin", "Inès").item("0990009X"),
    ];
    let answered = deliver(&app, &items).await;
    assert_eq!(
        answered.counts,
        Counts {
            created: 1,
            failed: 2,
            ..Counts::default()
        }
    );
    let refused: Vec<String> = answered
        .rows
        .iter()
        .filter_map(|row| row.outcome.as_ref().err())
        .flatten()
        .map(|issue| format!("{} {}", issue.path.join("."), issue.code.as_str()))
        .collect();
    insta::assert_debug_snapshot!(refused);
    assert_eq!(people(&app, &staff).await.len(), 1);
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test]
async fn a_rupture_calls_the_mission_locale_of_the_residence(#[case] engine: Engine) {
    let app = TestApp::new(engine, date(2026, 11, 22)).await;
    let counsellor = app.member(tdu_testkit::MONTREUIL, Role::Counsellor).await;
    let learner = Learner::new("Martin", "Zoé").contract(date(2026, 9, 7), None);
    app.deliver(BOBIGNY, std::slice::from_ref(&learner)).await;
    assert!(
        people(&app, &counsellor).await.is_empty(),
        "a contract that runs is nobody else's business"
    );

    app.deliver(
        BOBIGNY,
        &[learner.with("contrat_date_rupture", "2026-11-18")],
    )
    .await;
    let seen = only_person(&app, &counsellor).await;
    assert_eq!(seen.computed.pathway.stage, Stage::TrainingAfterRupture);
    assert_eq!(seen.computed.signals[0].code, SignalCode::RuptureDeclared);
    let other = app.member(tdu_testkit::VERSAILLES, Role::Counsellor).await;
    assert!(people(&app, &other).await.is_empty());
    assert!(app.casework.person(&other, seen.id).await.is_err());
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test]
async fn an_item_refused_for_one_thing_is_told_its_establishments_too(#[case] engine: Engine) {
    let app = TestApp::new(engine, date(2026, 11, 22)).await;
    let learner = Learner::new("Martin", "Zoé")
        .with("email_contact", "zoé@")
        .with("etablissement_responsable_uai", "0999999Z");
    let answered = deliver(&app, &[learner.item(MEAUX)]).await;
    let codes: Vec<&str> = answered.rows[0]
        .outcome
        .as_ref()
        .unwrap_err()
        .iter()
        .map(|issue| issue.code.as_str())
        .collect();
    assert_eq!(
        codes,
        [
            "bad_email",
            "unknown_establishment",
            "foreign_establishment"
        ]
    );
}
