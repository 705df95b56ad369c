//! What people are told of their data, and what they object to.

use jiff::civil::{Date, date};
use rstest::rstest;
use tdu_casework::{CaseworkError, Met, PeopleFilter, Sort, Sought};
use tdu_domain::access::{Actor, Limit, Role};
use tdu_domain::facts::Field;
use tdu_domain::free_text::Written;
use tdu_domain::journal::ActCode;
use tdu_domain::privacy::{InformationMeans, ObjectionReason, ObjectionState, Stops};
use tdu_domain::signal::SignalCode;
use tdu_testkit::{BOBIGNY, Engine, Learner, MONTREUIL, TestApp, VERSAILLES, Youth};
use uuid::Uuid;

use crate::erasure::contents;
use crate::people;

const TODAY: Date = date(2026, 11, 22);

/// A learner without contract, whom the Mission Locale of the residence is called for.
async fn called_for(engine: Engine) -> (TestApp, Actor, Actor, Uuid) {
    let app = TestApp::new(engine, TODAY).await;
    app.deliver(BOBIGNY, &[Learner::new("Benali", "Inès")])
        .await;
    let cfa = app.member(BOBIGNY, Role::CfaStaff).await;
    let mission_locale = app.member(MONTREUIL, Role::Counsellor).await;
    let person = people(&app, &cfa).await[0].person;
    assert_eq!(people(&app, &mission_locale).await.len(), 1);
    (app, cfa, mission_locale, person)
}

async fn object(app: &TestApp, actor: &Actor, person: Uuid, stops: Stops) -> tdu_casework::Undo {
    let reason = ObjectionReason::Safety;
    let recorded = app
        .casework
        .record_objection(actor, person, TODAY, stops, reason);
    recorded.await.unwrap()
}

fn ines() -> Sought {
    Sought {
        last_name: "Benali".to_owned(),
        first_name: "Inès".to_owned(),
        birth_date: date(2007, 5, 14),
    }
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test]
async fn that_someone_was_told_is_noted_and_taken_back(#[case] engine: Engine) {
    let (app, cfa, _, person) = called_for(engine).await;
    let casework = &app.casework;
    assert!(
        casework
            .person(&cfa, person)
            .await
            .unwrap()
            .informed
            .is_empty()
    );
    let tomorrow =
        casework.note_information(&cfa, person, date(2026, 11, 23), InformationMeans::Paper);
    assert!(matches!(tomorrow.await, Err(CaseworkError::Invalid { .. })));
    let on = date(2026, 9, 7);
    let noted = casework.note_information(&cfa, person, on, InformationMeans::Paper);
    let undo = noted.await.unwrap();
    let view = casework.person(&cfa, person).await.unwrap();
    assert_eq!(view.informed.len(), 1);
    assert_eq!(
        (view.informed[0].given_on, view.informed[0].means),
        (on, InformationMeans::Paper)
    );
    assert!(
        view.timeline
            .iter()
            .any(|entry| entry.act == ActCode::InformationGiven)
    );
    assert!(
        !view
            .computed
            .signals
            .iter()
            .any(|signal| signal.code == SignalCode::NoContact)
    );
    casework.undo(&cfa, undo).await.unwrap();
    assert!(
        casework
            .person(&cfa, person)
            .await
            .unwrap()
            .informed
            .is_empty()
    );
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test]
async fn an_objection_closes_the_other_network_at_once_and_imports_do_not_open_it(
    #[case] engine: Engine,
) {
    let (app, cfa, mission_locale, person) = called_for(engine).await;
    let casework = &app.casework;
    let undo = object(&app, &cfa, person, Stops::Sharing).await;
    assert!(people(&app, &mission_locale).await.is_empty());
    let hidden = casework.person(&mission_locale, person).await;
    assert!(matches!(hidden, Err(CaseworkError::NotFound(_))));
    let manager = app.member(VERSAILLES, Role::Manager).await;
    assert!(casework.seek(&manager, &ines()).await.unwrap().is_empty());
    let own = casework.person(&cfa, person).await.unwrap();
    assert_eq!(own.card.limited, Some(Limit::Sharing));
    assert_eq!(own.objections[0].state, ObjectionState::Open);

    // A new word of the CFA, the next day, a rebuild: it stays closed.
    let changed = Learner::new("Benali", "Inès").with("tel_apprenant", "01 99 00 12 35");
    app.deliver(BOBIGNY, &[changed]).await;
    app.set_today(date(2026, 11, 23));
    casework.recompute(app.territory).await.unwrap();
    assert_eq!(casework.rebuild(app.territory).await.unwrap().changed, 0);
    assert!(people(&app, &mission_locale).await.is_empty());
    app.set_today(TODAY);

    let again =
        casework.record_objection(&cfa, person, TODAY, Stops::Sharing, ObjectionReason::Other);
    assert!(matches!(
        again.await,
        Err(CaseworkError::Conflict("objection-already"))
    ));
    casework.undo(&cfa, undo).await.unwrap();
    assert_eq!(people(&app, &mission_locale).await.len(), 1);
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test]
async fn who_holds_a_file_of_their_own_sees_what_their_network_said(#[case] engine: Engine) {
    let (app, cfa, mission_locale, person) = called_for(engine).await;
    let casework = &app.casework;
    let undo = object(&app, &cfa, person, Stops::Sharing).await;
    // The Mission Locale opens a file itself: same person, another telephone.
    let youth = Youth {
        phone: "01 99 00 12 34".to_owned(),
        ..Youth::new("1001", "Benali", "Inès")
    };
    app.import_youths(MONTREUIL, &[youth]).await;
    let listed = people(&app, &mission_locale).await;
    assert_eq!(listed.len(), 1);
    assert_eq!(listed[0].person, person);
    assert_eq!(
        (&listed[0].trade, listed[0].cfa),
        (&None, None),
        "the CFA's words are not shown"
    );
    let seen = casework.person(&mission_locale, person).await.unwrap();
    assert_eq!(seen.sources.len(), 1);
    assert!(seen.trainings.is_empty());
    assert!(
        seen.facts
            .known()
            .iter()
            .all(|(field, _)| *field != Field::TrainingLabel)
    );
    assert!(seen.timeline.iter().all(|entry| {
        let by = entry.organisation.as_ref().unwrap();
        by.id == mission_locale.organisation.id
    }));
    let theirs = casework.person(&cfa, person).await.unwrap();
    assert_eq!((theirs.sources.len(), theirs.trainings.len()), (1, 1));

    casework.undo(&cfa, undo).await.unwrap();
    let together = casework.person(&mission_locale, person).await.unwrap();
    assert_eq!(together.sources.len(), 2);
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test]
async fn who_objects_to_everything_keeps_only_what_the_law_imposes(#[case] engine: Engine) {
    let app = TestApp::new(engine, TODAY).await;
    let learner = Learner::new("Benali", "Inès").without("tel_apprenant");
    app.deliver(BOBIGNY, &[learner, Learner::new("Petit", "Hugo")])
        .await;
    let cfa = app.member(BOBIGNY, Role::CfaStaff).await;
    let companies = app.member(BOBIGNY, Role::CompanyRelations).await;
    let listed = people(&app, &cfa).await;
    let person = listed
        .iter()
        .find(|row| row.last_name == "Benali")
        .unwrap()
        .person;
    object(&app, &cfa, person, Stops::Everything).await;
    let all = PeopleFilter::default();
    let exported = app
        .casework
        .export_people(&cfa, &all, Sort::Name)
        .await
        .unwrap();
    assert_eq!(exported.len(), 1, "not taken away");
    let cards = app
        .casework
        .people(&companies, &all, Sort::Name, 0)
        .await
        .unwrap();
    assert_eq!((cards.page.rows.len(), cards.page.total), (1, 1));
    assert!(app.casework.card(&companies, person).await.is_err());
    let view = app.casework.person(&cfa, person).await.unwrap();
    let codes: Vec<_> = view
        .computed
        .signals
        .iter()
        .map(|signal| signal.code)
        .collect();
    assert_eq!(
        codes,
        [SignalCode::ContractSearchLimit],
        "the number that is missing is not asked for"
    );
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test]
async fn the_officer_answers_and_only_a_refusal_opens_again(#[case] engine: Engine) {
    let (app, cfa, mission_locale, person) = called_for(engine).await;
    let casework = &app.casework;
    let undo = object(&app, &cfa, person, Stops::Sharing).await;
    let officer = app.member(BOBIGNY, Role::DataProtectionOfficer).await;
    let elsewhere = app.member(MONTREUIL, Role::DataProtectionOfficer).await;
    assert_eq!(casework.objections_waiting(&officer).await.unwrap(), 1);
    let listed = casework.objections(&officer).await.unwrap();
    assert_eq!(listed[0].initials, "I. B.");
    let id = listed[0].objection.id;
    assert!(casework.objections(&elsewhere).await.unwrap().is_empty());
    let foreign = casework.answer_objection(&elsewhere, id, None).await;
    assert!(matches!(foreign, Err(CaseworkError::NotFound(_))));
    let role = casework.answer_objection(&cfa, id, None).await;
    assert!(matches!(role, Err(CaseworkError::Denied(_))));

    let empty = casework
        .answer_objection(&officer, id, Some(Written::from(" ")))
        .await;
    assert!(matches!(empty, Err(CaseworkError::Invalid { .. })));
    let word = Written::from("Un suivi commun est dû tant que le contrat manque.");
    casework
        .answer_objection(&officer, id, Some(word))
        .await
        .unwrap();
    assert_eq!(people(&app, &mission_locale).await.len(), 1);
    assert!(
        !contents(&app).await.contains("Un suivi commun"),
        "the words are sealed"
    );
    let late = casework.undo(&cfa, undo).await;
    assert!(matches!(
        late,
        Err(CaseworkError::Conflict("undo-too-late"))
    ));

    object(&app, &cfa, person, Stops::Everything).await;
    let id = casework.objections(&officer).await.unwrap()[0].objection.id;
    casework.answer_objection(&officer, id, None).await.unwrap();
    assert!(people(&app, &mission_locale).await.is_empty());
    assert_eq!(casework.objections_waiting(&officer).await.unwrap(), 0);
    let archive = casework.person_archive(&officer, person).await.unwrap();
    let acts: Vec<ActCode> = archive.journal.iter().map(|entry| entry.act).collect();
    for act in [
        ActCode::ObjectionRecorded,
        ActCode::ObjectionRefused,
        ActCode::ObjectionAccepted,
    ] {
        assert!(acts.contains(&act), "{act:?}");
    }
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test]
async fn both_are_erased_with_the_person(#[case] engine: Engine) {
    let (app, cfa, mission_locale, person) = called_for(engine).await;
    let casework = &app.casework;
    let noted = casework.note_information(&cfa, person, TODAY, InformationMeans::Screen);
    noted.await.unwrap();
    object(&app, &cfa, person, Stops::Sharing).await;
    casework
        .erase_person(app.territory, person, "à sa demande")
        .await
        .unwrap();
    let frame = casework.frame(app.territory).await.unwrap();
    assert!(
        frame
            .territory
            .information_of(person)
            .await
            .unwrap()
            .is_empty()
    );
    assert!(
        frame
            .territory
            .objections_of(person)
            .await
            .unwrap()
            .is_empty()
    );
    assert!(!matches!(
        casework.seek(&mission_locale, &ines()).await.unwrap()[..],
        [Met::Own(_)]
    ));
}
