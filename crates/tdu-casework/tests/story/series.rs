//! One act about several people, taken back about all of them.

use jiff::civil::date;
use rstest::rstest;
use tdu_casework::{CaseworkError, LONGEST_SERIES, PeopleFilter, SeriesAct, Sort};
use tdu_domain::access::{Actor, Role};
use tdu_domain::journal::ContactMeans;
use tdu_testkit::{Engine, MONTREUIL, TestApp, VERSAILLES, Youth};
use uuid::Uuid;

/// Everyone an actor accompanies: key, counsellor, how urgent.
async fn everyone(app: &TestApp, actor: &Actor) -> Vec<(Uuid, Option<String>, i64)> {
    let list = app
        .casework
        .people(actor, &PeopleFilter::default(), Sort::Name, 0)
        .await
        .unwrap();
    let rows = list.page.rows.into_iter();
    rows.map(|row| (row.person, row.counsellor, row.urgency))
        .collect()
}

async fn three(engine: Engine) -> (TestApp, Actor, Vec<Uuid>) {
    let app = TestApp::new(engine, date(2026, 11, 22)).await;
    let counsellor = app.member(MONTREUIL, Role::Counsellor).await;
    let youths = [("1", "Martin"), ("2", "Diallo"), ("3", "Petit")]
        .map(|(number, name)| Youth::new(number, name, "Zoé"));
    app.import_youths(MONTREUIL, &youths).await;
    let people = everyone(&app, &counsellor).await;
    let people = people.into_iter().map(|(person, ..)| person).collect();
    (app, counsellor, people)
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test]
async fn several_people_are_handed_over_and_given_back(#[case] engine: Engine) {
    let (app, counsellor, people) = three(engine).await;
    let act = SeriesAct::HandOver {
        counsellor: "Spécimen Dominique".into(),
    };
    let before = everyone(&app, &counsellor).await;
    let twice: Vec<Uuid> = people.iter().chain(&people).copied().collect();
    let done = app
        .casework
        .act_on_several(&counsellor, &twice, &act)
        .await
        .unwrap();
    assert_eq!((done.done, done.left), (3, 0));
    let now = everyone(&app, &counsellor).await;
    assert!(
        now.iter()
            .all(|(_, by, _)| by.as_deref() == Some("Spécimen Dominique"))
    );

    // Nothing changes the second time: there is nothing to take back.
    let again = app.casework.act_on_several(&counsellor, &people, &act);
    let again = again.await.unwrap();
    assert_eq!((again.id, again.done, again.left), (None, 0, 3));

    let colleague = app.member(MONTREUIL, Role::Manager).await;
    let not_theirs = app.casework.undo_series(&colleague, done.id.unwrap()).await;
    assert!(matches!(not_theirs, Err(CaseworkError::NotFound(_))));
    let undone = app.casework.undo_series(&counsellor, done.id.unwrap());
    assert_eq!(undone.await.unwrap().done, 3);
    assert_eq!(everyone(&app, &counsellor).await, before);
    let too_late = app.casework.undo_series(&counsellor, done.id.unwrap());
    assert_eq!(too_late.await.unwrap().left, 3);
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test]
async fn those_of_others_are_left_like_those_who_do_not_exist(#[case] engine: Engine) {
    let (app, counsellor, people) = three(engine).await;
    let elsewhere = app.member(VERSAILLES, Role::Counsellor).await;
    let act = SeriesAct::Contact {
        on: date(2026, 11, 21),
        means: ContactMeans::Message,
    };
    let mixed = [people[0], Uuid::from_u128(7)];
    let done = app.casework.act_on_several(&counsellor, &mixed, &act).await;
    let done = done.unwrap();
    assert_eq!((done.done, done.left), (1, 1));
    let done = app.casework.act_on_several(&elsewhere, &people, &act).await;
    assert_eq!(done.unwrap().done, 0);

    let put_off =
        app.casework
            .act_on_several(&counsellor, &people, &SeriesAct::PutOff { days: 99 });
    assert!(matches!(
        put_off.await,
        Err(CaseworkError::Invalid { field: "days", .. })
    ));
    let crowd: Vec<Uuid> = (0..=LONGEST_SERIES as u128).map(Uuid::from_u128).collect();
    for wrong in [&crowd[..], &[]] {
        let refused = app.casework.act_on_several(&counsellor, wrong, &act).await;
        assert!(matches!(refused, Err(CaseworkError::Invalid { .. })));
    }
}
