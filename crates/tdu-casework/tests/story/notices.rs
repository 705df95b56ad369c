//! Notices: who follows someone is told what others did, once and in order.

use jiff::civil::{Date, date};
use rstest::rstest;
use tdu_casework::{PeopleFilter, WhichNotices};
use tdu_domain::access::{Actor, Role};
use tdu_domain::journal::{ActCode, ContactMeans};
use tdu_testkit::{BOBIGNY, Engine, Learner, MONTREUIL, TestApp, VERSAILLES, Youth};
use uuid::Uuid;

const TODAY: Date = date(2026, 11, 20);

async fn followed(engine: Engine) -> (TestApp, Actor, Uuid) {
    let app = TestApp::new(engine, TODAY).await;
    app.import_youths(MONTREUIL, &[Youth::new("1001", "Benali", "Inès")])
        .await;
    app.deliver(BOBIGNY, &[Learner::new("BENALI", "Inès")])
        .await;
    let follower = app
        .member_following(MONTREUIL, Role::Counsellor, Some("Conseil A"))
        .await;
    let filter = PeopleFilter::default();
    let people = app.casework.list_people(&follower, &filter, None, 1);
    let person = people.await.unwrap().rows[0].person;
    (app, follower, person)
}

async fn contact(app: &TestApp, by: &Actor, person: Uuid) {
    let means = ContactMeans::Phone;
    let done = app.casework.record_contact(by, person, TODAY, means);
    done.await.unwrap();
}

#[rstest]
#[tokio::test]
async fn who_follows_is_told_what_both_networks_did(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let (app, follower, person) = followed(engine).await;
    let other_network = app.member(BOBIGNY, Role::CfaStaff).await;
    contact(&app, &other_network, person).await;
    contact(&app, &follower, person).await;
    assert_eq!(
        app.casework.spread_notices().await.unwrap(),
        1,
        "not one's own"
    );
    assert_eq!(app.casework.spread_notices().await.unwrap(), 0, "once");
    let view = app.casework.notices(&follower).await.unwrap();
    assert_eq!(view.unread, 1);
    assert_eq!(view.lines[0].act, ActCode::ContactRecorded);
    assert_eq!(view.lines[0].by_organisation, other_network.organisation.id);
    for (organisation, role) in [
        (MONTREUIL, Role::Manager),
        (VERSAILLES, Role::Counsellor),
        (BOBIGNY, Role::CfaStaff),
    ] {
        let other = app.member(organisation, role).await;
        let told = app.casework.notices(&other).await.unwrap();
        assert!(told.lines.is_empty(), "{organisation}");
        let all = app.casework.read_notices(&other, WhichNotices::All).await;
        assert_eq!(all.unwrap(), 0, "nobody reads for another");
    }
    let read = app
        .casework
        .read_notices(&follower, WhichNotices::All)
        .await;
    assert_eq!(read.unwrap(), 1);
    assert_eq!(app.casework.unread_notices(&follower).await.unwrap(), 0);
}

#[rstest]
#[tokio::test]
async fn two_processes_tell_once_and_miss_nothing(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let (app, follower, person) = followed(engine).await;
    let other = app.reopened().await;
    let colleague = app.member(MONTREUIL, Role::Manager).await;
    for _ in 0..10 {
        contact(&app, &colleague, person).await;
        let (one, two) = tokio::join!(app.casework.spread_notices(), other.spread_notices());
        one.unwrap();
        two.unwrap();
    }
    app.casework.spread_notices().await.unwrap();
    let view = app.casework.notices(&follower).await.unwrap();
    assert_eq!(view.lines.len(), 10);
    app.wait_minutes(91 * 24 * 60);
    app.casework.forget_notices().await.unwrap();
    let view = app.casework.notices(&follower).await.unwrap();
    assert!(view.lines.is_empty(), "old notices are forgotten");
}

#[rstest]
#[tokio::test]
async fn who_follows_because_of_what_they_did_is_told(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let (app, follower, person) = followed(engine).await;
    let taker = app.member(MONTREUIL, Role::Manager).await;
    let taken = app.casework.take_in_charge(&taker, person).await;
    taken.unwrap();
    app.casework.spread_notices().await.unwrap();
    let told = async |actor: &Actor| {
        app.casework.spread_notices().await.unwrap();
        let view = app.casework.notices(actor).await.unwrap();
        let acts = view.lines.iter().map(|line| line.act);
        acts.filter(|act| *act == ActCode::ContactRecorded).count()
    };
    let other_network = app.member(BOBIGNY, Role::CfaStaff).await;
    contact(&app, &other_network, person).await;
    assert_eq!(told(&taker).await, 1, "no file names them");
    assert_eq!(told(&follower).await, 1, "the file does");
}
