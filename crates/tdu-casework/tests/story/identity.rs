//! One record per person, whatever the number of sources.

use jiff::civil::date;
use rstest::rstest;
use tdu_casework::{CaseworkError, Decision, DoubtState, SourceView};
use tdu_domain::access::Role;
use tdu_domain::facts::Field;
use tdu_store::Relation;
use tdu_testkit::{BOBIGNY, Engine, Learner, MEAUX, MONTREUIL, TestApp, VERSAILLES, Youth};

use uuid::Uuid;

use crate::{only_person, people};

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test]
async fn both_networks_see_one_person(#[case] engine: Engine) {
    let app = TestApp::new(engine, date(2026, 11, 22)).await;
    let counsellor = app.member(MONTREUIL, Role::Counsellor).await;
    let staff = app.member(BOBIGNY, Role::CfaStaff).await;
    app.import_youths(MONTREUIL, &[Youth::new("100", "LEVEQUE", "Zoe")])
        .await;
    app.wait_minutes(5);
    app.deliver(BOBIGNY, &[Learner::new("Lévêque", "Zoé")])
        .await;

    let (here, there) = (
        only_person(&app, &counsellor).await,
        only_person(&app, &staff).await,
    );
    assert_eq!(here.id, there.id);
    assert_eq!(here.companions.len(), 2);
    assert_eq!(
        here.facts.first_name.as_deref(),
        Some("Zoé"),
        "the most recent word is shown"
    );
    let conflicts: Vec<Field> = here
        .conflicts
        .iter()
        .map(|conflict| conflict.field)
        .collect();
    assert_eq!(conflicts, [Field::Phone]);
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test]
async fn two_sessions_of_one_learner_are_one_person_in_one_delivery(#[case] engine: Engine) {
    let app = TestApp::new(engine, date(2026, 11, 22)).await;
    let staff = app.member(BOBIGNY, Role::CfaStaff).await;
    let before = Learner::new("Martin", "Zoé")
        .with("annee_scolaire", "2024-2025")
        .with("date_entree_formation", "2024-09-02")
        .with("date_fin_formation", "2026-06-30");
    app.deliver(BOBIGNY, &[before, Learner::new("Martin", "Zoé")])
        .await;
    let seen = only_person(&app, &staff).await;
    assert_eq!(seen.trainings.len(), 2);
    assert_eq!(seen.sources.len(), 2);
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test]
async fn the_same_ine_is_the_same_person_under_another_name(#[case] engine: Engine) {
    let app = TestApp::new(engine, date(2026, 11, 22)).await;
    let staff = app.member(MEAUX, Role::CfaStaff).await;
    app.deliver(
        BOBIGNY,
        &[Learner::new("Martin", "Zoé").with("ine_apprenant", "123456789AB")],
    )
    .await;
    app.deliver(
        MEAUX,
        &[Learner::new("Durand", "Zoe").with("ine_apprenant", "123456789ab")],
    )
    .await;
    let companions = only_person(&app, &staff).await.companions;
    let cfas = companions
        .iter()
        .filter(|companion| companion.relation == Relation::Source)
        .count();
    assert_eq!(
        (cfas, companions.len()),
        (2, 3),
        "both CFAs, and the Mission Locale of the residence"
    );
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test]
async fn homonyms_of_one_day_stay_apart_until_someone_decides(#[case] engine: Engine) {
    let app = TestApp::new(engine, date(2026, 11, 22)).await;
    let counsellor = app.member(MONTREUIL, Role::Counsellor).await;
    let elsewhere = Youth {
        phone: "01 99 00 11 22".into(),
        postcode: "75018".into(),
        commune: "Paris".into(),
        ..Youth::new("101", "Martin", "Zoé")
    };
    app.import_youths(MONTREUIL, &[Youth::new("100", "Martin", "Zoé"), elsewhere])
        .await;
    assert_eq!(people(&app, &counsellor).await.len(), 2);
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test]
async fn a_second_file_of_one_mission_locale_waits_whoever_it_is_most_like(#[case] engine: Engine) {
    let app = TestApp::new(engine, date(2026, 11, 22)).await;
    let counsellor = app.member(MONTREUIL, Role::Counsellor).await;
    app.import_youths(MONTREUIL, &[Youth::new("100", "Martin", "Zoé")])
        .await;
    let learner = Learner::new("Martin", "Zoé").with("tel_apprenant", "01 99 00 77 02");
    app.deliver(BOBIGNY, &[learner]).await;
    assert_eq!(people(&app, &counsellor).await.len(), 1);
    let second = Youth {
        phone: "01 99 00 77 02".into(),
        ..Youth::new("101", "Marttin", "Zoé")
    };
    app.import_youths(MONTREUIL, &[second]).await;
    assert_eq!(people(&app, &counsellor).await.len(), 2);
    let doubts = app.casework.doubts(&counsellor, DoubtState::Open).await;
    assert_eq!(doubts.unwrap().open, 1);
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test]
async fn a_name_on_which_sources_disagree_is_chosen_and_taken_back(#[case] engine: Engine) {
    let app = TestApp::new(engine, date(2026, 11, 22)).await;
    let counsellor = app.member(MONTREUIL, Role::Counsellor).await;
    app.import_youths(MONTREUIL, &[Youth::new("100", "Martin", "Zoé")])
        .await;
    app.deliver(BOBIGNY, &[Learner::new("Marttin", "Zoé")])
        .await;
    let view = only_person(&app, &counsellor).await;
    assert_eq!(
        view.facts.birth_name.as_deref(),
        Some("Martin"),
        "the one closest to the person"
    );
    let said = |name: &str| {
        let says = |source: &&SourceView| source.facts.birth_name.as_deref() == Some(name);
        view.sources.iter().find(says).unwrap().id
    };
    let keep = async |field, source| {
        let kept = app
            .casework
            .keep_said(&counsellor, view.card.person, field, source);
        kept.await
    };
    let undo = keep(Field::BirthName, said("Marttin")).await.unwrap();
    let shown = async || only_person(&app, &counsellor).await.facts.birth_name;
    assert_eq!(shown().await.as_deref(), Some("Marttin"));
    assert_eq!(people(&app, &counsellor).await[0].last_name, "Marttin");
    assert!(
        keep(Field::Ine, said("Marttin")).await.is_err(),
        "a number is not chosen"
    );
    assert!(keep(Field::BirthName, Uuid::nil()).await.is_err());
    let rebuilt = app.casework.rebuild(app.territory).await.unwrap();
    assert_eq!(rebuilt.changed, 0);
    app.casework.undo(&counsellor, undo).await.unwrap();
    assert_eq!(shown().await.as_deref(), Some("Martin"));

    keep(Field::BirthName, said("Marttin")).await.unwrap();
    app.set_today(date(2026, 11, 24));
    app.import_youths(MONTREUIL, &[Youth::new("100", "Martinez", "Zoé")])
        .await;
    assert_eq!(shown().await.as_deref(), Some("Martinez"), "the last word");
    let undo = keep(Field::BirthName, said("Marttin")).await.unwrap();
    assert_eq!(shown().await.as_deref(), Some("Marttin"), "said again");
    let again = keep(Field::BirthName, said("Marttin")).await;
    assert!(matches!(
        again,
        Err(CaseworkError::Conflict("nothing-changes"))
    ));
    app.casework.undo(&counsellor, undo).await.unwrap();
    assert_eq!(shown().await.as_deref(), Some("Martinez"));
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test]
async fn a_file_that_moved_to_another_mission_locale_keeps_its_person(#[case] engine: Engine) {
    let app = TestApp::new(engine, date(2026, 11, 22)).await;
    let counsellor = app.member(VERSAILLES, Role::Counsellor).await;
    app.import_youths(MONTREUIL, &[Youth::new("100", "Martin", "Zoé")])
        .await;
    app.import_youths(VERSAILLES, &[Youth::new("100", "Martin-Durand", "Zoé")])
        .await;
    assert_eq!(only_person(&app, &counsellor).await.companions.len(), 2);
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test]
async fn a_corrected_name_has_people_compared_again_unless_told_apart(#[case] engine: Engine) {
    let app = TestApp::new(engine, date(2026, 11, 22)).await;
    let referent = app.member(BOBIGNY, Role::CfaStaff).await;
    let youth = Youth {
        birth_date: "14/09/2006".into(),
        ..Youth::new("100", "Lévêque", "Zoé")
    };
    app.import_youths(MONTREUIL, &[youth]).await;
    let learner = |name: &str, first: &str| Learner::new(name, first).with("id_erp_apprenant", "7");
    let open = async || {
        let doubts = app.casework.doubts(&referent, DoubtState::Open).await;
        let doubts = doubts.unwrap();
        (doubts.open, doubts.next.map(|view| view.doubt.id))
    };
    app.deliver(BOBIGNY, &[learner("Okonkwo", "Blandine")])
        .await;
    assert_eq!(open().await, (0, None), "nobody like them");
    app.deliver(BOBIGNY, &[learner("Levêque", "Zoe")]).await;
    let (1, Some(doubt)) = open().await else {
        panic!("the corrected name is that of someone known");
    };
    app.casework
        .decide(&referent, doubt, Decision::Different)
        .await
        .unwrap();
    app.deliver(BOBIGNY, &[learner("Levèque", "Zoé")]).await;
    assert_eq!(open().await, (0, None), "told apart once and for all");
}
