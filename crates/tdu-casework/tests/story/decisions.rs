//! Who is who, decided by people, and taken back.

use jiff::civil::date;
use rstest::rstest;
use tdu_casework::{CaseworkError, Decision, DoubtState};
use tdu_domain::access::{Actor, Role};
use tdu_testkit::{BOBIGNY, Engine, Learner, MONTREUIL, TestApp, VERSAILLES, Youth};
use uuid::Uuid;

use crate::people;

/// Two records alike enough to doubt: the same names, everything else a little or wholly different.
async fn doubtful(app: &TestApp) -> (Actor, Actor) {
    let counsellor = app.member(MONTREUIL, Role::Counsellor).await;
    let referent = app.member(BOBIGNY, Role::CfaStaff).await;
    let youth = Youth {
        birth_date: "14/09/2006".into(),
        ..Youth::new("100", "Lévêque", "Zoé")
    };
    app.import_youths(MONTREUIL, &[youth]).await;
    app.deliver(BOBIGNY, &[Learner::new("Levêque", "Zoe")])
        .await;
    (counsellor, referent)
}

async fn only_doubt(app: &TestApp, actor: &Actor) -> Uuid {
    let doubts = app.casework.doubts(actor, DoubtState::Open).await.unwrap();
    assert_eq!(doubts.open, 1);
    let view = doubts.next.unwrap();
    assert!(view.evidence.unwrap().probability > 0.0);
    view.doubt.id
}

async fn keys(app: &TestApp, actor: &Actor) -> Vec<Uuid> {
    let mut keys: Vec<Uuid> = people(app, actor)
        .await
        .iter()
        .map(|row| row.person)
        .collect();
    keys.sort_unstable();
    keys
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test]
async fn two_made_one_become_two_again_as_they_were(#[case] engine: Engine) {
    let app = TestApp::new(engine, date(2026, 11, 22)).await;
    let (counsellor, referent) = doubtful(&app).await;
    let frame = app.casework.frame(app.territory).await.unwrap();
    let mut before = keys(&app, &counsellor).await;
    before.extend(keys(&app, &referent).await);
    before.sort_unstable();
    before.dedup();
    assert_eq!(before.len(), 2);
    let computed = frame.territory.computed(&before).await.unwrap();

    let doubt = only_doubt(&app, &referent).await;
    let undo = app
        .casework
        .decide(&referent, doubt, Decision::Same)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(keys(&app, &counsellor).await, keys(&app, &referent).await);
    let doubts = app.casework.doubts(&counsellor, DoubtState::Open).await;
    let decided = doubts.unwrap().decided;
    assert_eq!(decided[0].decided_by.as_ref(), Some(&referent.name));
    let absorbed = before.iter().find(|key| **key != undo.person).unwrap();
    assert_eq!(
        app.casework.known_as(&referent, *absorbed).await.unwrap(),
        Some(undo.person)
    );
    let again = app.casework.decide(&referent, doubt, Decision::Same).await;
    assert!(matches!(
        again,
        Err(CaseworkError::Conflict("doubt-decided"))
    ));
    assert_eq!(
        app.casework.rebuild(app.territory).await.unwrap().changed,
        0
    );

    app.casework.undo(&referent, undo).await.unwrap();
    let computed_after = frame.territory.computed(&before).await.unwrap();
    assert_eq!(computed_after, computed, "exactly as they were");
    assert_eq!(only_doubt(&app, &referent).await, doubt);
    assert_eq!(
        app.casework.rebuild(app.territory).await.unwrap().changed,
        0
    );
    assert!(
        app.casework.undo(&referent, undo).await.is_err(),
        "a decision is taken back once"
    );
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test]
async fn two_told_apart_never_come_back(#[case] engine: Engine) {
    let app = TestApp::new(engine, date(2026, 11, 22)).await;
    let (_, referent) = doubtful(&app).await;
    let doubt = only_doubt(&app, &referent).await;
    app.casework
        .decide(&referent, doubt, Decision::Different)
        .await
        .unwrap();
    doubtful(&app).await;
    let searched = app.casework.search_duplicates(app.territory).await.unwrap();
    assert_eq!((searched.records, searched.pairs), (2, 0));
    let reopened = app.reopened().await;
    let doubts = reopened.doubts(&referent, DoubtState::Open).await.unwrap();
    assert_eq!(doubts.open, 0);
    assert_eq!(doubts.decided.len(), 1);
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test]
async fn one_made_two_stay_two_until_it_is_taken_back(#[case] engine: Engine) {
    let app = TestApp::new(engine, date(2026, 11, 22)).await;
    let counsellor = app.member(MONTREUIL, Role::Counsellor).await;
    app.import_youths(MONTREUIL, &[Youth::new("100", "Martin", "Zoé")])
        .await;
    app.deliver(BOBIGNY, &[Learner::new("Martin", "Zoé")]).await;
    let [person] = keys(&app, &counsellor).await[..] else {
        panic!("one person of two records");
    };
    let view = app.casework.person(&counsellor, person).await.unwrap();
    let all: Vec<Uuid> = view.sources.iter().map(|source| source.id).collect();
    assert!(
        app.casework.split(&counsellor, person, &all).await.is_err(),
        "someone must keep a record"
    );

    let undo = app
        .casework
        .split(&counsellor, person, &all[..1])
        .await
        .unwrap();
    let frame = app.casework.frame(app.territory).await.unwrap();
    assert_eq!(frame.territory.count_people().await.unwrap(), 2);
    app.deliver(BOBIGNY, &[Learner::new("Martin", "Zoé")]).await;
    let searched = app.casework.search_duplicates(app.territory).await.unwrap();
    assert_eq!(searched.pairs, 0, "a decision is binding");

    app.casework.undo(&counsellor, undo).await.unwrap();
    assert_eq!(frame.territory.count_people().await.unwrap(), 1);
    assert_eq!(keys(&app, &counsellor).await, [person]);
    assert_eq!(
        app.casework.rebuild(app.territory).await.unwrap().changed,
        0
    );
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test]
async fn doubts_are_for_those_who_accompany(#[case] engine: Engine) {
    let app = TestApp::new(engine, date(2026, 11, 22)).await;
    let (_, referent) = doubtful(&app).await;
    let doubt = only_doubt(&app, &referent).await;
    let elsewhere = app.member(VERSAILLES, Role::Counsellor).await;
    let seen = app.casework.doubts(&elsewhere, DoubtState::Open).await;
    assert_eq!(seen.unwrap().open, 0);
    let decided = app.casework.decide(&elsewhere, doubt, Decision::Same).await;
    assert!(matches!(decided, Err(CaseworkError::NotFound("doubt"))));
    let administrator = app.member(BOBIGNY, Role::Administrator).await;
    let refused = app.casework.doubts(&administrator, DoubtState::Open).await;
    assert!(matches!(refused, Err(CaseworkError::Denied(_))));
}
