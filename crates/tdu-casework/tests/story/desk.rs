//! The desk: what waits for the other network, what changed since the last look.

use jiff::civil::{Date, date};
use rstest::rstest;
use tdu_casework::{CaseworkError, Desk, NewMessage, NewReferral, NewTask};
use tdu_domain::access::{Actor, Role};
use tdu_domain::codes::RomeCode;
use tdu_domain::desk::Asked;
use tdu_domain::free_text::Written;
use tdu_domain::journal::{ActCode, ContactMeans};
use tdu_domain::referral::{Content, Move, Step, Why};
use tdu_domain::together::task::{TaskKind, TaskStep};
use tdu_testkit::{BOBIGNY, Engine, Learner, MEAUX, MONTREUIL, TestApp, VERSAILLES, Youth};
use uuid::Uuid;

use crate::only_person;

const TODAY: Date = date(2026, 11, 23);

/// A counsellor who follows somebody by name, the CFA's staff, and that somebody.
async fn followed(engine: Engine) -> (TestApp, Actor, Actor, Uuid) {
    let app = TestApp::new(engine, TODAY).await;
    app.import_youths(MONTREUIL, &[Youth::new("100", "Martin", "Zoé")])
        .await;
    let learner = Learner::new("Martin", "Zoé").contract(date(2026, 9, 7), None);
    app.deliver(BOBIGNY, &[learner]).await;
    let follower = app
        .member_following(MONTREUIL, Role::Counsellor, Some("Conseil A"))
        .await;
    let staff = app.member(BOBIGNY, Role::CfaStaff).await;
    let person = only_person(&app, &follower).await.id;
    (app, follower, staff, person)
}

async fn desk(app: &TestApp, actor: &Actor) -> Desk {
    app.casework.desk(actor, false).await.unwrap()
}

/// What the actor's side asked and waits for.
async fn asked(app: &TestApp, actor: &Actor) -> Vec<Asked> {
    let desk = desk(app, actor).await;
    let items = desk.waiting.iter().flat_map(|line| &line.asked);
    items.map(|item| item.what).collect()
}

async fn write(app: &TestApp, actor: &Actor, person: Uuid) {
    let message = NewMessage {
        text: Written::from("Savez-vous où en est la recherche ?"),
        mentions: Vec::new(),
    };
    let wrote = app.casework.write_message(actor, person, &message);
    wrote.await.unwrap();
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test]
async fn what_was_asked_waits_until_it_is_answered(#[case] engine: Engine) {
    let (app, counsellor, staff, person) = followed(engine).await;
    let casework = &app.casework;
    assert!(asked(&app, &staff).await.is_empty());
    let task = NewTask {
        kind: Some(TaskKind::Document),
        text: Written::from(""),
        owner: counsellor.organisation.id,
        account: None,
        due: date(2027, 1, 20),
        origin: None,
    };
    let made = casework.ask_task(&staff, person, &task).await.unwrap();
    casework
        .move_task(&counsellor, made.task, TaskStep::Taken)
        .await
        .unwrap();
    assert_eq!(
        asked(&app, &staff).await,
        [Asked::Task],
        "taken is not done"
    );
    assert_eq!(desk(&app, &staff).await.counts.waiting, 1);
    assert!(
        asked(&app, &counsellor).await.is_empty(),
        "who was asked does not wait"
    );
    write(&app, &staff, person).await;
    assert_eq!(asked(&app, &staff).await, [Asked::Task, Asked::Message]);
    let line = &desk(&app, &staff).await.waiting[0];
    assert_eq!(line.person.person, person);
    assert_eq!(line.asked[1].of, counsellor.organisation.name);
    assert_eq!(line.asked[1].on, TODAY);
    assert_eq!(desk(&app, &staff).await.counts.waiting, 1, "one person");

    casework
        .move_task(&counsellor, made.task, TaskStep::Done)
        .await
        .unwrap();
    write(&app, &counsellor, person).await;
    assert!(asked(&app, &staff).await.is_empty());
    assert_eq!(
        asked(&app, &counsellor).await,
        [Asked::Message],
        "the other staff's turn"
    );
    app.set_today(date(2026, 12, 28));
    assert!(
        asked(&app, &counsellor).await.is_empty(),
        "a month is enough"
    );
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test]
async fn a_referral_waits_for_its_answer_and_nobody_else_knows(#[case] engine: Engine) {
    let (app, counsellor, _, person) = followed(engine).await;
    let casework = &app.casework;
    let meaux = app.member(MEAUX, Role::CfaStaff).await;
    let new = NewReferral {
        receivers: vec![meaux.organisation.id],
        content: Content {
            trades: vec![RomeCode::parse("D1102").unwrap()],
            why: Some(Why::ChangeTrade),
            ..Content::default()
        },
        informed: true,
    };
    casework
        .send_referral(&counsellor, person, new, None)
        .await
        .unwrap();
    assert_eq!(asked(&app, &counsellor).await, [Asked::Referral]);
    let colleague = app
        .member_following(MONTREUIL, Role::Manager, Some("Conseil B"))
        .await;
    assert!(asked(&app, &colleague).await.is_empty(), "not their people");
    let everyone = casework.desk(&colleague, true).await.unwrap();
    assert_eq!(everyone.waiting[0].asked.len(), 1);
    let elsewhere = app.member(VERSAILLES, Role::Counsellor).await;
    assert!(asked(&app, &elsewhere).await.is_empty());

    let referral = casework.person(&meaux, person).await.unwrap().referrals[0]
        .referral
        .id;
    let study = Move::Study(Step::Interview, None);
    casework
        .move_referral(&meaux, referral, study)
        .await
        .unwrap();
    assert_eq!(asked(&app, &counsellor).await, [Asked::Referral]);
    casework
        .move_referral(&meaux, referral, Move::Accept)
        .await
        .unwrap();
    assert!(asked(&app, &counsellor).await.is_empty());
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test]
async fn what_changed_stays_until_it_is_seen(#[case] engine: Engine) {
    let (app, follower, staff, person) = followed(engine).await;
    let casework = &app.casework;
    let before = desk(&app, &follower).await;
    assert!(before.changed.is_empty(), "{:?}", before.changed);
    for _ in 0..2 {
        casework
            .record_contact(&staff, person, TODAY, ContactMeans::Phone)
            .await
            .unwrap();
    }
    casework.spread_notices().await.unwrap();
    let told = desk(&app, &follower).await;
    assert_eq!((told.changed.len(), told.counts.new), (1, 1));
    let line = &told.changed[0];
    assert_eq!(line.told.len(), 2);
    assert_eq!(line.told[0].act, ActCode::ContactRecorded);
    assert_eq!(line.told[0].by, staff.organisation.name);

    let elsewhere = app.member(VERSAILLES, Role::Counsellor).await;
    assert!(matches!(
        casework.see(&elsewhere, &[person]).await,
        Err(CaseworkError::NotFound("person"))
    ));
    let visit = casework.see(&follower, &[person]).await.unwrap();
    assert!(desk(&app, &follower).await.changed.is_empty());
    assert_eq!(casework.unread_notices(&follower).await.unwrap(), 0);
    assert!(matches!(
        casework.unsee(&staff, visit).await,
        Err(CaseworkError::Conflict("undo-too-late"))
    ));
    casework.unsee(&follower, visit).await.unwrap();
    assert_eq!(desk(&app, &follower).await.changed[0].told.len(), 2);
    let visit = casework.see(&follower, &[person]).await.unwrap();
    app.wait_minutes(31);
    assert!(casework.unsee(&follower, visit).await.is_err(), "too late");
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test]
async fn a_warning_seen_is_shown_again_with_the_next_one(#[case] engine: Engine) {
    let (app, follower, staff, person) = followed(engine).await;
    let casework = &app.casework;
    let new = async |actor: &Actor| desk(&app, actor).await.counts.new;
    let ask = async |due: Date| {
        let task = NewTask {
            kind: Some(TaskKind::Call),
            text: Written::from(""),
            owner: follower.organisation.id,
            account: None,
            due,
            origin: None,
        };
        casework.ask_task(&staff, person, &task).await.unwrap()
    };
    ask(date(2026, 12, 1)).await;
    assert_eq!(new(&follower).await, 1);
    let shown = &desk(&app, &follower).await.changed[0];
    assert_eq!(shown.signals.len(), 1);
    let visit = casework.see(&follower, &[person]).await.unwrap();
    assert_eq!(new(&follower).await, 0);
    assert_eq!(desk(&app, &follower).await.counts.to_do, 1, "still to do");
    let colleague = app
        .member_following(MONTREUIL, Role::Manager, Some("Conseil A"))
        .await;
    assert_eq!(new(&colleague).await, 1, "each sees for themself");
    casework.unsee(&follower, visit).await.unwrap();
    assert_eq!(new(&follower).await, 1);
    casework.see(&follower, &[person]).await.unwrap();

    // The training ends: nobody told of the diploma.
    let newest = only_person(&app, &follower).await.card.newest;
    casework
        .record_contact(&staff, person, TODAY, ContactMeans::NoAnswer)
        .await
        .unwrap();
    assert_eq!(only_person(&app, &follower).await.card.newest, newest);
    assert_eq!(new(&follower).await, 0, "nothing more than what was seen");
    app.set_today(date(2026, 11, 30));
    ask(date(2026, 12, 1)).await;
    casework.recompute_if_new_day().await.unwrap();
    let card = only_person(&app, &follower).await.card;
    let later = card.newest > newest;
    assert_eq!(new(&follower).await, i64::from(later), "{:?}", card.newest);
}
