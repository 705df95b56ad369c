//! Someone who resembles a person of the restricted archive, or who objected.

use jiff::civil::date;
use rstest::rstest;
use tdu_casework::{CaseworkError, Decision, DoubtState};
use tdu_domain::access::{Actor, Role};
use tdu_domain::free_text::Written;
use tdu_domain::journal::ActCode;
use tdu_domain::privacy::{ObjectionReason, Stops};
use tdu_store::Relation;
use tdu_testkit::{BOBIGNY, Engine, Learner, MONTREUIL, TestApp, VERSAILLES, Youth};
use uuid::Uuid;

use crate::people;

async fn open(app: &TestApp, actor: &Actor) -> (i64, Option<Uuid>) {
    let doubts = app.casework.doubts(actor, DoubtState::Open).await.unwrap();
    (doubts.open, doubts.next.map(|view| view.doubt.id))
}

/// A Mission Locale's file of whom nothing is heard since January 2022, archived in 2024.
async fn archived(engine: Engine) -> (TestApp, Actor, Uuid) {
    let app = TestApp::new(engine, date(2022, 1, 10)).await;
    app.import_youths(MONTREUIL, &[Youth::new("1001", "Benali", "Inès")])
        .await;
    let staff = app.member(MONTREUIL, Role::Counsellor).await;
    let person = people(&app, &staff).await[0].person;
    app.set_today(date(2024, 1, 10));
    app.casework.recompute_if_new_day().await.unwrap();
    app.casework.retention_turn().await.unwrap();
    assert!(people(&app, &staff).await.is_empty());
    (app, staff, person)
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test]
async fn nobody_leaves_the_archive_by_a_likeness(#[case] engine: Engine) {
    let (app, staff, person) = archived(engine).await;
    let casework = &app.casework;
    // The same number, name, birth date, phone: anybody else would be joined.
    app.import_youths(VERSAILLES, &[Youth::new("1001", "Benali", "Inès")])
        .await;
    let elsewhere = app.member(VERSAILLES, Role::Counsellor).await;
    let fresh = people(&app, &elsewhere).await[0].person;
    assert_ne!(fresh, person);
    for ordinary in [&staff, &elsewhere] {
        assert_eq!(open(&app, ordinary).await, (0, None));
    }
    let stranger = app.member(VERSAILLES, Role::DataProtectionOfficer).await;
    assert!(
        casework
            .archived_doubts(&stranger)
            .await
            .unwrap()
            .is_empty()
    );
    let refused = casework.archived_doubts(&staff).await;
    assert!(matches!(refused, Err(CaseworkError::Denied(_))));

    let officer = app.member(MONTREUIL, Role::DataProtectionOfficer).await;
    let found = casework.archived_doubts(&officer).await.unwrap();
    let [view] = &found[..] else {
        panic!("one pair, not {}", found.len());
    };
    let doubt = view.doubt.id;
    for ordinary in [&staff, &elsewhere] {
        let hidden = casework.doubt(ordinary, doubt).await;
        assert!(matches!(hidden, Err(CaseworkError::NotFound(_))));
        let decided = casework.decide(ordinary, doubt, Decision::Same).await;
        assert!(matches!(decided, Err(CaseworkError::NotFound(_))));
    }

    let why = Written::from("revenue à l'accueil");
    casework.bring_back(&officer, person, &why).await.unwrap();
    assert!(casework.archived_doubts(&officer).await.unwrap().is_empty());
    assert_eq!(open(&app, &elsewhere).await, (1, Some(doubt)));
    let same = casework.decide(&elsewhere, doubt, Decision::Same).await;
    assert!(same.unwrap().is_some());
    assert_eq!(people(&app, &staff).await.len(), 1);
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test]
async fn who_answers_for_data_keeps_the_archived_apart(#[case] engine: Engine) {
    let (app, staff, person) = archived(engine).await;
    let casework = &app.casework;
    app.deliver(BOBIGNY, &[Learner::new("Benali", "Ines")])
        .await;
    let referent = app.member(BOBIGNY, Role::CfaStaff).await;
    casework.search_duplicates(app.territory).await.unwrap();
    assert_eq!(open(&app, &referent).await, (0, None));
    let officer = app.member(MONTREUIL, Role::DataProtectionOfficer).await;
    let found = casework.archived_doubts(&officer).await.unwrap();
    let doubt = found[0].doubt.id;
    casework.keep_archived_apart(&officer, doubt).await.unwrap();
    assert!(casework.archived_doubts(&officer).await.unwrap().is_empty());
    let again = casework.keep_archived_apart(&officer, doubt).await;
    assert!(matches!(
        again,
        Err(CaseworkError::Conflict("doubt-decided"))
    ));
    let decided = casework.doubts(&referent, DoubtState::Open).await.unwrap();
    assert!(decided.decided.is_empty(), "the decision names them too");
    let frame = casework.frame(app.territory).await.unwrap();
    let lines = frame.territory.chained_of(&[person]).await.unwrap();
    let told = ActCode::PeopleToldApart.code();
    assert!(lines.iter().any(|line| line.act == told));
    assert!(people(&app, &staff).await.is_empty(), "still archived");
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test]
async fn who_objected_is_not_shown_as_a_likeness(#[case] engine: Engine) {
    let app = TestApp::new(engine, date(2026, 11, 22)).await;
    let youth = Youth {
        birth_date: "14/09/2006".into(),
        ..Youth::new("100", "Lévêque", "Zoé")
    };
    app.import_youths(MONTREUIL, &[youth]).await;
    app.deliver(BOBIGNY, &[Learner::new("Levêque", "Zoe")])
        .await;
    let here = app.member(MONTREUIL, Role::Counsellor).await;
    let there = app.member(BOBIGNY, Role::CfaStaff).await;
    assert_eq!(open(&app, &here).await.0, 1);
    assert_eq!(open(&app, &there).await.0, 1);
    let own = people(&app, &here).await;
    let person = own.iter().find(|row| row.relation == Relation::Source);
    let (today, reason) = (date(2026, 11, 22), ObjectionReason::Other);
    app.casework
        .record_objection(&here, person.unwrap().person, today, Stops::Sharing, reason)
        .await
        .unwrap();
    assert_eq!(open(&app, &there).await, (0, None));
    assert_eq!(open(&app, &here).await.0, 1, "it is their own file");
}
