//! The right of access: everything kept of someone, and nothing of anyone else.

use jiff::civil::date;
use rstest::rstest;
use tdu_casework::{CaseworkError, Sought};
use tdu_domain::access::Role;
use tdu_domain::audit::AccessCode;
use tdu_domain::journal::{ActCode, ContactMeans};
use tdu_testkit::{BOBIGNY, Engine, Learner, TestApp, VERSAILLES};

use crate::people;

fn zoe() -> Sought {
    Sought {
        last_name: "Martin".to_owned(),
        first_name: "Zoé".to_owned(),
        birth_date: date(2007, 5, 14),
    }
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test]
async fn the_officer_gathers_what_is_kept_of_someone(#[case] engine: Engine) {
    let app = TestApp::new(engine, date(2026, 11, 22)).await;
    let learner = Learner::new("Martin", "Zoé").with("rqth_apprenant", true);
    app.deliver(BOBIGNY, &[learner, Learner::new("Petit", "Inès")])
        .await;
    let staff = app.member(BOBIGNY, Role::CfaStaff).await;
    let officer = app.member(BOBIGNY, Role::DataProtectionOfficer).await;
    let person = people(&app, &staff).await[0].person;
    app.casework.person(&staff, person).await.unwrap();
    let today = date(2026, 11, 22);
    app.casework
        .record_contact(&staff, person, today, ContactMeans::Phone)
        .await
        .unwrap();

    let found = app.casework.find_for_request(&officer, &zoe()).await;
    assert_eq!(found.unwrap(), [person]);
    let archive = app.casework.person_archive(&officer, person).await.unwrap();
    assert_eq!(archive.name, "Zoé Martin");
    assert_eq!(archive.sources.len(), 1);
    assert_eq!(archive.sources[0].facts.rqth, Some(true), "all of it");
    let acts: Vec<ActCode> = archive.journal.iter().map(|entry| entry.act).collect();
    assert_eq!(acts, [ActCode::SourceReceived, ActCode::ContactRecorded]);
    assert!(archive.journal.iter().all(|entry| entry.actor.is_none()));
    assert!(archive.looks.iter().any(|look| {
        look.act == AccessCode::PersonSeen && look.role == Some(Role::CfaStaff) && look.by.is_none()
    }));

    let again = app.casework.operator_archive(app.territory, person).await;
    let again = again.unwrap();
    let last = again.journal.last().unwrap();
    assert_eq!(last.act, ActCode::ArchiveMade);
    assert!(again.looks.iter().any(|look| {
        look.act == AccessCode::ArchiveTaken && look.role == Some(Role::DataProtectionOfficer)
    }));
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test]
async fn nobody_else_gathers_it(#[case] engine: Engine) {
    let app = TestApp::new(engine, date(2026, 11, 22)).await;
    app.deliver(BOBIGNY, &[Learner::new("Martin", "Zoé")]).await;
    let staff = app.member(BOBIGNY, Role::CfaStaff).await;
    let person = people(&app, &staff).await[0].person;
    let refused = app.casework.person_archive(&staff, person).await;
    assert!(matches!(refused, Err(CaseworkError::Denied(_))));
    let stranger = app.member(VERSAILLES, Role::DataProtectionOfficer).await;
    let found = app.casework.find_for_request(&stranger, &zoe()).await;
    assert!(found.unwrap().is_empty());
    let hidden = app.casework.person_archive(&stranger, person).await;
    assert!(matches!(hidden, Err(CaseworkError::NotFound(_))));
    let frame = app.casework.frame(app.territory).await.unwrap();
    let last = frame.territory.accesses().last(1).await.unwrap();
    let refused = (last[0].line.act, last[0].line.person, last[0].line.actor);
    let expected = (
        AccessCode::PersonRefused,
        Some(person),
        Some(stranger.account),
    );
    assert_eq!(refused, expected, "the refusal is written down");
    let seen = app.casework.operator_archive(app.territory, person).await;
    let acts = seen.unwrap().journal.into_iter().map(|entry| entry.act);
    assert_eq!(acts.collect::<Vec<_>>(), [ActCode::SourceReceived]);
}
