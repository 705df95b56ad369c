//! Absences: a colleague stands in, sees and hears, until they end.

use jiff::civil::{Date, date};
use rstest::rstest;
use tdu_casework::{CaseworkError, NewAbsence, NewAppointment, NewMessage, Slot};
use tdu_domain::access::{Actor, Role};
use tdu_domain::account::AccountAct;
use tdu_domain::free_text::Written;
use tdu_domain::journal::ContactMeans;
use tdu_domain::together::appointment::AppointmentMode;
use tdu_testkit::{BOBIGNY, Engine, Learner, MONTREUIL, TestApp, VERSAILLES, Youth};
use uuid::Uuid;

const TODAY: Date = date(2026, 11, 23);

struct Team {
    app: TestApp,
    /// Files know them.
    absent: Actor,
    cover: Actor,
    manager: Actor,
    other_network: Actor,
    person: Uuid,
}

async fn team(engine: Engine) -> Team {
    let app = TestApp::new(engine, TODAY).await;
    app.import_youths(MONTREUIL, &[Youth::new("100", "Martin", "Zoé")])
        .await;
    let learner = Learner::new("Martin", "Zoé").entered(date(2026, 9, 8));
    app.deliver(BOBIGNY, &[learner]).await;
    let absent = app
        .member_following(MONTREUIL, Role::Counsellor, Some("Conseil A"))
        .await;
    let cover = app.member(MONTREUIL, Role::InclusionReferent).await;
    let manager = app.member(MONTREUIL, Role::Manager).await;
    let other_network = app.member(BOBIGNY, Role::CfaStaff).await;
    let desk = app.casework.desk(&absent, false).await.unwrap();
    assert_eq!(desk.counts.people, 1);
    let person = desk.waiting[0].person.person;
    Team {
        app,
        absent,
        cover,
        manager,
        other_network,
        person,
    }
}

fn absence(of: &Actor, cover: &Actor, from: Date, until: Date) -> NewAbsence {
    NewAbsence {
        account: of.account,
        covered_by: cover.account,
        from,
        until,
    }
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test]
async fn who_stands_in_sees_and_hears_until_it_ends_by_itself(#[case] engine: Engine) {
    let team = team(engine).await;
    let casework = &team.app.casework;
    let before = casework.desk(&team.cover, false).await.unwrap();
    assert!(!before.own && before.covered.is_empty());
    let week = absence(&team.absent, &team.cover, TODAY, date(2026, 11, 27));
    casework.declare_absence(&team.absent, week).await.unwrap();

    let desk = casework.desk(&team.cover, false).await.unwrap();
    assert!(desk.mine && desk.own);
    assert_eq!(desk.covered[0].account, team.absent.account);
    assert_eq!(desk.counts.people, 1, "only those of the colleague");
    assert!(desk.of.contains_key(&team.person), "pour leur collègue");
    let own = casework.desk(&team.absent, false).await.unwrap();
    assert!(own.of.is_empty() && own.covered.is_empty());

    casework
        .record_contact(&team.other_network, team.person, TODAY, ContactMeans::Phone)
        .await
        .unwrap();
    casework.spread_notices().await.unwrap();
    for told in [&team.absent, &team.cover] {
        assert_eq!(casework.unread_notices(told).await.unwrap(), 1, "both");
    }
    assert_eq!(casework.unread_notices(&team.manager).await.unwrap(), 0);
    let message = NewMessage {
        text: Written::from("Un mot pour vous"),
        mentions: Vec::new(),
    };
    let wrote = casework.write_message(&team.other_network, team.person, &message);
    wrote.await.unwrap();
    for told in [&team.absent, &team.cover] {
        assert_eq!(casework.unread_messages(told).await.unwrap(), 1, "both");
    }
    assert_eq!(casework.unread_messages(&team.manager).await.unwrap(), 0);

    let appointment = NewAppointment {
        slot: Slot {
            starts: date(2026, 11, 30).at(10, 0, 0, 0),
            minutes: 30,
            doubled: false,
        },
        mode: AppointmentMode::Place,
        place: Written::from("Bureau 12"),
        guests: Vec::new(),
    };
    let made = casework.make_appointment(&team.absent, team.person, &appointment);
    made.await.unwrap();
    let agenda = async |actor: &Actor| {
        let (from, until) = (TODAY, date(2026, 12, 31));
        let found = casework.own_agenda(actor, from, until).await;
        found.unwrap().len()
    };
    assert_eq!(agenda(&team.cover).await, 1, "the young person is expected");
    assert_eq!(agenda(&team.manager).await, 0);

    team.app.set_today(date(2026, 11, 28));
    assert_eq!(agenda(&team.cover).await, 0, "the colleague is back");
    let after = casework.desk(&team.cover, false).await.unwrap();
    assert!(after.covered.is_empty() && !after.mine, "over");
    casework
        .record_contact(
            &team.other_network,
            team.person,
            date(2026, 11, 28),
            ContactMeans::Phone,
        )
        .await
        .unwrap();
    casework.spread_notices().await.unwrap();
    assert_eq!(casework.unread_notices(&team.cover).await.unwrap(), 1);
    assert_eq!(casework.unread_notices(&team.absent).await.unwrap(), 3);
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test]
async fn each_declares_their_own_a_manager_the_team_s_and_nobody_another_s(#[case] engine: Engine) {
    let team = team(engine).await;
    let casework = &team.app.casework;
    let until = date(2026, 12, 4);
    let week = absence(&team.absent, &team.cover, TODAY, until);
    assert!(matches!(
        casework.declare_absence(&team.cover, week).await,
        Err(CaseworkError::Denied(_))
    ));
    let outside = team.app.member(VERSAILLES, Role::Counsellor).await;
    for wrong in [
        absence(&team.absent, &outside, TODAY, until),
        absence(&outside, &team.cover, TODAY, until),
    ] {
        assert!(matches!(
            casework.declare_absence(&team.manager, wrong).await,
            Err(CaseworkError::Invalid {
                problem: "absence-colleague",
                ..
            })
        ));
    }
    let id = casework.declare_absence(&team.manager, week).await.unwrap();
    let twice = casework.declare_absence(&team.absent, week).await;
    assert!(matches!(
        twice,
        Err(CaseworkError::Invalid {
            problem: "absence-twice",
            ..
        })
    ));
    for stranger in [&team.cover, &team.other_network, &outside] {
        assert!(matches!(
            casework.end_absence(stranger, id).await,
            Err(CaseworkError::NotFound("absence"))
        ));
    }
    casework.end_absence(&team.absent, id).await.unwrap();
    assert!(
        casework
            .stands_in_for(&team.cover)
            .await
            .unwrap()
            .is_empty()
    );
    let again = casework.end_absence(&team.absent, id).await;
    assert!(matches!(
        again,
        Err(CaseworkError::Conflict("absence-ended"))
    ));
    let not_theirs = casework.resume_absence(&team.manager, id).await;
    assert!(matches!(
        not_theirs,
        Err(CaseworkError::Conflict("undo-too-late"))
    ));
    casework.resume_absence(&team.absent, id).await.unwrap();
    assert_eq!(casework.stands_in_for(&team.cover).await.unwrap().len(), 1);
    let told = casework.own_events(&team.absent).await.unwrap();
    let acts: Vec<AccountAct> = told.into_iter().map(|event| event.act).collect();
    assert_eq!(
        acts[..3],
        [
            AccountAct::AbsenceDeclared,
            AccountAct::AbsenceEnded,
            AccountAct::AbsenceDeclared
        ]
    );
    casework.end_absence(&team.absent, id).await.unwrap();
    team.app.wait_minutes(31);
    let late = casework.resume_absence(&team.absent, id).await;
    assert!(matches!(
        late,
        Err(CaseworkError::Conflict("undo-too-late"))
    ));
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test]
async fn a_hand_cannot_change_an_absence(#[case] engine: Engine) {
    let team = team(engine).await;
    let week = absence(&team.absent, &team.cover, TODAY, date(2026, 11, 27));
    let casework = &team.app.casework;
    casework.declare_absence(&team.absent, week).await.unwrap();
    for forbidden in [
        "UPDATE absence SET until_on = '2027-12-31'",
        "UPDATE absence SET covered_by = account",
        "UPDATE absence SET ended_on = '2026-11-24'",
    ] {
        let tried = team.app.try_by_hand_in_directory(forbidden).await;
        assert!(tried.is_err(), "{forbidden}");
    }
}
