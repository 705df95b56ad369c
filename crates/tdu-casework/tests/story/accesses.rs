//! Every look is written down before anything is shown, and what is written stays as it is.

use std::time::Duration;

use jiff::civil::date;
use rstest::rstest;
use tdu_casework::{CaseworkError, Fault, PeopleFilter, Sort};
use tdu_domain::access::Role;
use tdu_domain::audit::AccessCode;
use tdu_store::{AccessEntry, AccessLog};
use tdu_testkit::{BOBIGNY, Engine, Learner, MONTREUIL, TestApp};

use crate::people;

async fn accesses(app: &TestApp) -> AccessLog {
    let frame = app.casework.frame(app.territory).await.unwrap();
    frame.territory.accesses().clone()
}

/// What was written down, the first line first.
async fn written(app: &TestApp) -> Vec<AccessEntry> {
    let mut lines = accesses(app).await.last(100).await.unwrap();
    lines.reverse();
    lines
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test]
async fn what_is_looked_at_is_written_down(#[case] engine: Engine) {
    let app = TestApp::new(engine, date(2026, 11, 22)).await;
    app.deliver(
        BOBIGNY,
        &[Learner::new("Martin", "Zoé"), Learner::new("Petit", "Inès")],
    )
    .await;
    let mut staff = app.member(BOBIGNY, Role::CfaStaff).await;
    staff.address = Some("192.0.2.7".parse().unwrap());
    let stranger = app.member(MONTREUIL, Role::Counsellor).await;
    let listed = people(&app, &staff).await;
    let person = listed[0].person;

    app.casework.person(&staff, person).await.unwrap();
    let words = PeopleFilter {
        words: vec!["petit".to_owned()],
        ..PeopleFilter::default()
    };
    let sort = Sort::Name;
    app.casework.people(&staff, &words, sort, 0).await.unwrap();
    let all = PeopleFilter::default();
    app.casework
        .export_people(&staff, &all, sort)
        .await
        .unwrap();
    let unknown = uuid::Uuid::from_u128(7);
    assert!(app.casework.person(&stranger, unknown).await.is_err());

    let lines = written(&app).await;
    let told: Vec<(AccessCode, Option<i64>)> = lines
        .iter()
        .map(|entry| (entry.line.act, entry.line.rows))
        .collect();
    assert_eq!(
        told,
        [
            (AccessCode::LearnersDelivered, Some(2)),
            (AccessCode::PersonSeen, None),
            (AccessCode::PeopleSearched, Some(1)),
            (AccessCode::PeopleExported, Some(2)),
            (AccessCode::PersonRefused, None),
        ],
        "a list without words is the staff's own caseload: it is not a search"
    );
    let seen = &lines[1].line;
    assert_eq!(
        (seen.actor, seen.organisation, seen.person),
        (
            Some(staff.account),
            Some(staff.organisation.id),
            Some(person)
        )
    );
    assert_eq!(
        (
            seen.role.as_deref(),
            seen.grounds.as_deref(),
            seen.address.as_deref()
        ),
        (Some("cfa_staff"), Some("enrolment"), Some("192.0.2.7"))
    );
    assert!(lines[0].line.key.is_some(), "a program is known by its key");
    assert_eq!(lines[4].line.person, Some(unknown));
    let about = accesses(&app).await.about(&[person], 10).await.unwrap();
    assert_eq!(about, [lines[1].clone()]);
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test]
async fn who_signs_in_is_written_in_the_directory(#[case] engine: Engine) {
    let app = TestApp::new(engine, date(2026, 11, 22)).await;
    let staff = app.member(BOBIGNY, Role::CfaStaff).await;
    let from = Some("2001:db8::7".parse().unwrap());
    let (casework, account) = (&app.casework, staff.account);
    casework
        .note_sign_in(account, "Membre", from)
        .await
        .unwrap();
    for email in ["CFA-staff@0990001n.example ", "nobody@nowhere.example"] {
        casework.note_refusal(email, from).await.unwrap();
    }
    let lines = casework.store().accesses().last(10).await.unwrap();
    let told: Vec<_> = lines
        .iter()
        .map(|entry| (entry.line.act, entry.line.actor))
        .collect();
    assert_eq!(
        told,
        [
            (AccessCode::SignInRefused, None),
            (AccessCode::SignInRefused, Some(account)),
            (AccessCode::SignedIn, Some(account)),
        ]
    );
    let text = format!("{lines:?}");
    assert!(!text.contains("nowhere"), "what was typed is not kept");
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test]
async fn looking_does_not_wait_for_an_import(#[case] engine: Engine) {
    let app = TestApp::new(engine, date(2026, 11, 22)).await;
    app.deliver(BOBIGNY, &[Learner::new("Martin", "Zoé")]).await;
    let staff = app.member(BOBIGNY, Role::CfaStaff).await;
    let person = people(&app, &staff).await[0].person;
    let frame = app.casework.frame(app.territory).await.unwrap();
    let import = frame.territory.begin().await.unwrap();
    import.hold_people().await.unwrap();
    let looked = app.casework.person(&staff, person);
    let looked = tokio::time::timeout(Duration::from_secs(5), looked).await;
    assert!(looked.unwrap().is_ok());
    import.commit().await.unwrap();
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test]
async fn a_page_costs_one_small_commit_and_a_crowd_shares_a_few(#[case] engine: Engine) {
    let app = TestApp::new(engine, date(2026, 11, 22)).await;
    app.deliver(BOBIGNY, &[Learner::new("Martin", "Zoé")]).await;
    let staff = app.member(BOBIGNY, Role::CfaStaff).await;
    let person = people(&app, &staff).await[0].person;
    let log = accesses(&app).await;
    let looked = |act| tdu_store::AccessLine::new(0, act).about(person, None);
    let before = log.statements();
    log.write(vec![looked(AccessCode::PersonSeen)])
        .await
        .unwrap();
    let alone = log.statements() - before;
    assert_eq!(alone, 3, "the head held, the line written, the head moved");

    let mut crowd = tokio::task::JoinSet::new();
    let before = log.statements();
    for _ in 0..200 {
        let (log, line) = (log.clone(), looked(AccessCode::PersonSeen));
        crowd.spawn(async move { log.write(vec![line]).await });
    }
    while let Some(written) = crowd.join_next().await {
        written.unwrap().unwrap();
    }
    let together = log.statements() - before;
    assert!(together < 200, "{together} statements for 200 looks");
    let (head, wrong) = log.verify(&[]).await.unwrap();
    assert_eq!((head.lines, wrong), (202, None));
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test]
async fn what_cannot_be_written_down_is_not_shown(#[case] engine: Engine) {
    let app = TestApp::new(engine, date(2026, 11, 22)).await;
    app.deliver(BOBIGNY, &[Learner::new("Martin", "Zoé")]).await;
    let staff = app.member(BOBIGNY, Role::CfaStaff).await;
    let person = people(&app, &staff).await[0].person;
    app.by_hand_in_accesses("ALTER TABLE access_head RENAME TO elsewhere")
        .await;
    let refused = app.casework.person(&staff, person).await;
    assert!(matches!(refused, Err(CaseworkError::Unlogged)));
    let all = PeopleFilter::default();
    let refused = app.casework.export_people(&staff, &all, Sort::Name).await;
    assert!(matches!(refused, Err(CaseworkError::Unlogged)));
    app.by_hand_in_accesses("ALTER TABLE elsewhere RENAME TO access_head")
        .await;
    assert!(app.casework.person(&staff, person).await.is_ok());
}

#[rstest]
#[case::altered("UPDATE access_line SET actor = person WHERE number = 2", Some((2, Fault::Altered)))]
#[case::moved("UPDATE access_line SET address = '192.0.2.8' WHERE number = 3", Some((3, Fault::Altered)))]
#[case::not_a_line("UPDATE access_line SET act = 'nothing' WHERE number = 3", Some((3, Fault::Altered)))]
#[case::removed("DELETE FROM access_line WHERE number = 2", Some((2, Fault::Missing)))]
#[case::tail("DELETE FROM access_line WHERE number = 4", Some((4, Fault::Missing)))]
#[case::all("DELETE FROM access_line", Some((1, Fault::Missing)))]
#[case::head("UPDATE access_head SET lines = 3", Some((4, Fault::Head)))]
#[case::added(
    "INSERT INTO access_line (number, at, act, link) SELECT 5, at, act, link FROM access_line WHERE number = 4",
    Some((5, Fault::Altered))
)]
#[case::untouched("SELECT 1", None)]
#[tokio::test]
async fn what_a_hand_does_to_it_is_found(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
    #[case] statement: &str,
    #[case] fault: Option<(i64, Fault)>,
) {
    let app = TestApp::new(engine, date(2026, 11, 22)).await;
    app.deliver(BOBIGNY, &[Learner::new("Martin", "Zoé")]).await;
    let staff = app.member(BOBIGNY, Role::CfaStaff).await;
    let person = people(&app, &staff).await[0].person;
    for _ in 0..3 {
        app.casework.person(&staff, person).await.unwrap();
    }
    let unguard: &[&str] = match engine {
        Engine::Sqlite => &[
            "DROP TRIGGER access_keeps_lines",
            "DROP TRIGGER access_keeps_all",
        ],
        Engine::Postgres => &["DROP TRIGGER access_no_change ON access_line"],
    };
    for guard in unguard {
        app.by_hand_in_accesses(guard).await;
    }
    app.by_hand_in_accesses(statement).await;
    let (_, wrong) = accesses(&app).await.verify(&[]).await.unwrap();
    assert_eq!(wrong.map(|wrong| (wrong.number, wrong.fault)), fault);
}
