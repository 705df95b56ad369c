//! Tasks that the two staffs share.

use jiff::civil::{Date, date};
use rstest::rstest;
use tdu_casework::{CaseworkError, NewTask, TaskView};
use tdu_domain::access::{Actor, Role};
use tdu_domain::free_text::Written;
use tdu_domain::journal::ActCode;
use tdu_domain::organisation::Network;
use tdu_domain::signal::{Severity, SignalCode};
use tdu_domain::together::task::{TaskKind, TaskState, TaskStep};
use tdu_testkit::{BOBIGNY, Engine, Learner, MEAUX, MONTREUIL, TestApp, Youth};
use uuid::Uuid;

use crate::{only_person, people};

const TODAY: Date = date(2026, 11, 23);

/// Someone whom a Mission Locale and a CFA accompany, without any other warning.
pub(crate) async fn both(engine: Engine) -> (TestApp, Actor, Actor, Uuid) {
    let app = TestApp::new(engine, TODAY).await;
    app.import_youths(MONTREUIL, &[Youth::new("100", "Martin", "Zoé")])
        .await;
    let learner = Learner::new("Martin", "Zoé").contract(date(2026, 9, 7), None);
    app.deliver(BOBIGNY, &[learner]).await;
    let counsellor = app.member(MONTREUIL, Role::Counsellor).await;
    let staff = app.member(BOBIGNY, Role::CfaStaff).await;
    let person = only_person(&app, &counsellor).await.id;
    assert_eq!(only_person(&app, &staff).await.id, person);
    (app, counsellor, staff, person)
}

fn task(owner: &Actor, text: &str, due: Date) -> NewTask {
    NewTask {
        kind: Some(TaskKind::Document),
        text: Written::from(text),
        owner: owner.organisation.id,
        account: None,
        due,
        origin: None,
    }
}

async fn only_task(app: &TestApp, actor: &Actor, person: Uuid) -> TaskView {
    let mut shared = app.casework.shared(actor, person).await.unwrap();
    assert_eq!(shared.tasks.len(), 1);
    shared.tasks.remove(0)
}

async fn due(app: &TestApp, actor: &Actor) -> Vec<(Network, Severity, Option<Date>)> {
    let seen = only_person(app, actor).await;
    let signals = seen.computed.signals.iter();
    signals
        .filter(|signal| signal.code == SignalCode::TaskDue)
        .map(|signal| (signal.owner, signal.severity, signal.due))
        .collect()
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test]
async fn what_one_staff_asks_the_other_takes_and_does(#[case] engine: Engine) {
    let (app, counsellor, staff, person) = both(engine).await;
    let by = date(2026, 12, 20);
    let asked = task(&counsellor, "Copie de la carte d’identité", by);
    let made = app.casework.ask_task(&staff, person, &asked).await.unwrap();
    let told = [(Network::MissionLocale, Severity::Notice, Some(by))];
    assert_eq!(due(&app, &counsellor).await, told, "told at once");
    let desk = app.casework.desk(&counsellor, true).await.unwrap();
    assert_eq!(desk.counts.to_do, 1);

    let steps = only_task(&app, &staff, person).await.steps;
    assert_eq!(steps, [TaskStep::Done, TaskStep::Dropped]);
    app.casework
        .move_task(&counsellor, made.task, TaskStep::Taken)
        .await
        .unwrap();
    assert!(
        due(&app, &counsellor).await.is_empty(),
        "taken, not yet near"
    );
    app.set_today(date(2026, 12, 21));
    app.casework.recompute_if_new_day().await.unwrap();
    let late = [(Network::MissionLocale, Severity::Urgent, Some(by))];
    assert_eq!(due(&app, &counsellor).await, late);

    let done = app
        .casework
        .move_task(&counsellor, made.task, TaskStep::Done)
        .await
        .unwrap();
    assert!(due(&app, &counsellor).await.is_empty());
    let seen = only_task(&app, &staff, person).await;
    assert_eq!(seen.task.standing.state, TaskState::Done);
    assert_eq!(seen.task.words, "Copie de la carte d’identité");
    let timeline = only_person(&app, &staff).await.timeline;
    assert_eq!(timeline[0].act, ActCode::TaskDone);

    app.casework.undo(&counsellor, done).await.unwrap();
    assert_eq!(due(&app, &counsellor).await, late);
    let rebuilt = app.casework.rebuild(app.territory).await.unwrap();
    assert_eq!(rebuilt.changed, 0);
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test]
async fn both_networks_may_owe_something_at_once(#[case] engine: Engine) {
    let (app, counsellor, staff, person) = both(engine).await;
    for owner in [&counsellor, &staff] {
        let asked = task(owner, "", date(2026, 11, 24));
        app.casework.ask_task(&staff, person, &asked).await.unwrap();
    }
    let owners: Vec<Network> = due(&app, &staff).await.iter().map(|told| told.0).collect();
    assert_eq!(owners, [Network::MissionLocale, Network::Cfa]);
    for desk in [&counsellor, &staff] {
        let desk = app.casework.desk(desk, true).await.unwrap();
        assert_eq!((desk.counts.to_do, desk.counts.waiting), (1, 1));
    }
    assert_eq!(
        app.casework.rebuild(app.territory).await.unwrap().changed,
        0
    );
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test]
async fn what_must_not_be_asked_or_moved_is_refused(#[case] engine: Engine) {
    let (app, counsellor, staff, person) = both(engine).await;
    let refused = |asked: NewTask, field: &'static str| {
        let (app, staff) = (&app, &staff);
        async move {
            let made = app.casework.ask_task(staff, person, &asked).await;
            assert!(
                matches!(&made, Err(CaseworkError::Invalid { field: told, .. }) if *told == field),
                "{made:?}"
            );
        }
    };
    let ok = task(&counsellor, "Appeler", date(2026, 11, 30));
    let elsewhere = app.member(MEAUX, Role::CfaStaff).await;
    refused(task(&elsewhere, "Appeler", ok.due), "pour").await;
    refused(task(&counsellor, "Appeler", date(2026, 11, 22)), "echeance").await;
    refused(
        task(&counsellor, "n° 2 95 01 13 055 111 23", ok.due),
        "texte",
    )
    .await;
    let holder = NewTask {
        account: Some(staff.account),
        ..ok.clone()
    };
    refused(holder, "pour").await;
    let silent = NewTask {
        kind: None,
        ..task(&counsellor, " ", ok.due)
    };
    refused(silent, "texte").await;

    let made = app.casework.ask_task(&staff, person, &ok).await.unwrap();
    let third = app
        .casework
        .move_task(&elsewhere, made.task, TaskStep::Done)
        .await;
    assert!(
        matches!(third, Err(CaseworkError::NotFound(_))),
        "{third:?}"
    );
    let taken = app
        .casework
        .move_task(&staff, made.task, TaskStep::Taken)
        .await;
    assert!(matches!(
        taken,
        Err(CaseworkError::Conflict("task-not-owner"))
    ));
    app.casework
        .move_task(&counsellor, made.task, TaskStep::Done)
        .await
        .unwrap();
    let late = app.casework.undo(&staff, made.undo).await;
    assert!(matches!(
        late,
        Err(CaseworkError::Conflict("undo-too-late"))
    ));
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test]
async fn a_hand_in_the_database_moves_no_task(#[case] engine: Engine) {
    let (app, counsellor, staff, person) = both(engine).await;
    let asked = task(&counsellor, "Appeler", date(2026, 11, 30));
    let made = app.casework.ask_task(&staff, person, &asked).await.unwrap();
    let by_hand = |statement: &'static str| app.try_by_hand(statement);
    assert!(
        by_hand("UPDATE task SET state = 'done'").await.is_err(),
        "nobody closed it"
    );
    assert!(by_hand("UPDATE task SET due = '2027-01-01'").await.is_err());
    assert!(by_hand("UPDATE task SET kind = 'lunch'").await.is_err());
    app.casework
        .move_task(&counsellor, made.task, TaskStep::Done)
        .await
        .unwrap();
    assert!(by_hand("UPDATE task SET state = 'dropped'").await.is_err());
    assert!(
        by_hand("UPDATE task SET taken_by = id, taken_by_name = 'Moi'")
            .await
            .is_err()
    );
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test]
async fn what_a_task_says_is_sealed_and_goes_with_the_person(#[case] engine: Engine) {
    let (app, counsellor, staff, person) = both(engine).await;
    let asked = task(&counsellor, "Appeler la gardienne", date(2026, 11, 30));
    app.casework.ask_task(&staff, person, &asked).await.unwrap();
    if engine == Engine::Sqlite {
        let contents = app.contents().await;
        let all: String = contents.values().map(String::as_str).collect();
        assert!(!all.contains("gardienne"));
    }
    app.casework
        .erase_person(app.territory, person, "demande de la personne")
        .await
        .unwrap();
    assert!(people(&app, &counsellor).await.is_empty());
    let left = app.try_by_hand("INSERT INTO setting SELECT 'tasks', id FROM task");
    left.await.unwrap();
    let frame = app.casework.frame(app.territory).await.unwrap();
    assert_eq!(frame.territory.setting("tasks").await.unwrap(), None);
}
