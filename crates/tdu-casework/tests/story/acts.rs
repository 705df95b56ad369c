//! What staff do, and take back.

use jiff::civil::date;
use rstest::rstest;
use tdu_casework::CaseworkError;
use tdu_domain::access::Role;
use tdu_domain::journal::{ActCode, ContactMeans};
use tdu_domain::pathway::Stage;
use tdu_domain::signal::SignalCode;
use tdu_testkit::{BOBIGNY, Engine, Learner, MONTREUIL, TestApp, VERSAILLES, Youth};

use crate::only_person;

fn codes(view: &tdu_casework::PersonView) -> Vec<SignalCode> {
    view.computed
        .signals
        .iter()
        .map(|signal| signal.code)
        .collect()
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test]
async fn a_contact_answers_a_rupture_and_can_be_taken_back(#[case] engine: Engine) {
    let app = TestApp::new(engine, date(2026, 11, 22)).await;
    let counsellor = app.member(MONTREUIL, Role::Counsellor).await;
    app.deliver(
        BOBIGNY,
        &[Learner::new("Martin", "Zoé").contract(date(2026, 9, 7), Some(date(2026, 11, 18)))],
    )
    .await;
    let person = only_person(&app, &counsellor).await.id;

    let day = date(2026, 11, 22);
    let undo = app
        .casework
        .record_contact(&counsellor, person, day, ContactMeans::Phone)
        .await
        .unwrap();
    let seen = only_person(&app, &counsellor).await;
    assert!(!codes(&seen).contains(&SignalCode::RuptureDeclared));
    assert_eq!(seen.timeline[0].act, ActCode::ContactRecorded);

    app.casework.undo(&counsellor, undo).await.unwrap();
    let seen = only_person(&app, &counsellor).await;
    assert!(codes(&seen).contains(&SignalCode::RuptureDeclared));
    assert_eq!(seen.timeline[0].act, ActCode::ActUndone);
    assert!(matches!(
        app.casework.undo(&counsellor, undo).await,
        Err(CaseworkError::Conflict(_))
    ));
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test]
async fn an_unanswered_call_is_no_contact(#[case] engine: Engine) {
    let app = TestApp::new(engine, date(2026, 11, 22)).await;
    let counsellor = app.member(MONTREUIL, Role::Counsellor).await;
    app.deliver(
        BOBIGNY,
        &[Learner::new("Martin", "Zoé").contract(date(2026, 9, 7), Some(date(2026, 11, 18)))],
    )
    .await;
    let person = only_person(&app, &counsellor).await.id;
    app.casework
        .record_contact(
            &counsellor,
            person,
            date(2026, 11, 20),
            ContactMeans::NoAnswer,
        )
        .await
        .unwrap();
    assert!(codes(&only_person(&app, &counsellor).await).contains(&SignalCode::RuptureDeclared));
    let tomorrow = app
        .casework
        .record_contact(&counsellor, person, date(2026, 11, 23), ContactMeans::Phone)
        .await;
    assert!(matches!(
        tomorrow,
        Err(CaseworkError::Invalid { field: "on", .. })
    ));
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test]
async fn completed_details_win_until_taken_back(#[case] engine: Engine) {
    let app = TestApp::new(engine, date(2026, 11, 22)).await;
    let counsellor = app.member(MONTREUIL, Role::Counsellor).await;
    let youth = Youth {
        phone: String::new(),
        ..Youth::new("100", "Martin", "Zoé")
    };
    app.import_youths(MONTREUIL, &[youth]).await;
    let seen = only_person(&app, &counsellor).await;
    assert_eq!(codes(&seen), [SignalCode::MissingPhone]);
    app.wait_minutes(1);

    let wrong = app
        .casework
        .complete_details(&counsellor, seen.id, Some("12"), None, Ok(None))
        .await;
    assert!(matches!(
        wrong,
        Err(CaseworkError::Invalid { field: "phone", .. })
    ));
    let undo = app
        .casework
        .complete_details(&counsellor, seen.id, Some("01 99 00 11 22"), None, Ok(None))
        .await
        .unwrap();
    let seen = only_person(&app, &counsellor).await;
    assert!(codes(&seen).is_empty());
    assert_eq!(
        seen.facts
            .phone
            .as_ref()
            .map(ToString::to_string)
            .as_deref(),
        Some("0199001122")
    );

    app.casework.undo(&counsellor, undo).await.unwrap();
    assert_eq!(
        codes(&only_person(&app, &counsellor).await),
        [SignalCode::MissingPhone]
    );
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test]
async fn a_declared_diploma_graduates(#[case] engine: Engine) {
    let app = TestApp::new(engine, date(2026, 11, 22)).await;
    let staff = app.member(BOBIGNY, Role::CfaStaff).await;
    let ended = Learner::new("Martin", "Zoé")
        .with("annee_scolaire", "2024-2025")
        .with("date_entree_formation", "2024-09-02")
        .with("date_fin_formation", "2026-08-31")
        .with("contrat_date_debut", "2024-09-02")
        .with("contrat_date_fin", "2026-08-31");
    app.deliver(BOBIGNY, &[ended]).await;
    let seen = only_person(&app, &staff).await;
    assert_eq!(codes(&seen), [SignalCode::DiplomaUnknown]);
    app.casework
        .record_diploma(&staff, seen.id, true, Some(date(2026, 7, 4)))
        .await
        .unwrap();
    let seen = only_person(&app, &staff).await;
    assert_eq!(seen.computed.pathway.stage, Stage::Graduated);
    assert!(codes(&seen).is_empty());
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test]
async fn a_warning_put_off_leaves_one_desk_and_comes_back(#[case] engine: Engine) {
    let app = TestApp::new(engine, date(2026, 11, 22)).await;
    let staff = app.member(BOBIGNY, Role::CfaStaff).await;
    app.deliver(BOBIGNY, &[Learner::new("Martin", "Zoé")]).await;
    let person = only_person(&app, &staff).await.id;
    assert_eq!(
        app.casework.desk(&staff, true).await.unwrap().counts.to_do,
        1
    );
    app.casework
        .postpone(&staff, person, SignalCode::ContractSearchLimit, 3)
        .await
        .unwrap();
    assert_eq!(
        app.casework.desk(&staff, true).await.unwrap().counts.to_do,
        0
    );
    app.set_today(date(2026, 11, 25));
    app.casework.recompute_if_new_day().await.unwrap();
    assert_eq!(
        app.casework.desk(&staff, true).await.unwrap().counts.to_do,
        1
    );
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test]
async fn handing_over_moves_the_person_to_a_colleague(#[case] engine: Engine) {
    let app = TestApp::new(engine, date(2026, 11, 22)).await;
    let counsellor = app.member(MONTREUIL, Role::Counsellor).await;
    app.import_youths(MONTREUIL, &[Youth::new("100", "Martin", "Zoé")])
        .await;
    let person = only_person(&app, &counsellor).await.id;
    app.wait_minutes(1);
    app.casework
        .hand_over(&counsellor, person, "Conseil B")
        .await
        .unwrap();
    assert_eq!(
        only_person(&app, &counsellor)
            .await
            .card
            .counsellor
            .as_deref(),
        Some("Conseil B")
    );
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test]
async fn nobody_acts_on_someone_they_do_not_accompany(#[case] engine: Engine) {
    let app = TestApp::new(engine, date(2026, 11, 22)).await;
    let counsellor = app.member(MONTREUIL, Role::Counsellor).await;
    app.import_youths(MONTREUIL, &[Youth::new("100", "Martin", "Zoé")])
        .await;
    let person = only_person(&app, &counsellor).await.id;
    let stranger = app.member(VERSAILLES, Role::Counsellor).await;
    let refused = app
        .casework
        .record_contact(&stranger, person, date(2026, 11, 22), ContactMeans::Phone)
        .await;
    assert!(matches!(refused, Err(CaseworkError::NotFound("person"))));
    let administrator = app.member(MONTREUIL, Role::Administrator).await;
    assert!(matches!(
        app.casework.person(&administrator, person).await,
        Err(CaseworkError::Denied(_))
    ));
}
