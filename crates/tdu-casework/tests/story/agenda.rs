//! Appointments of both networks, and the calendars that follow them.

use jiff::civil::{Date, date};
use rstest::rstest;
use tdu_casework::{AgendaRow, CaseworkError, NewAppointment, Outside, Slot};
use tdu_domain::access::{Actor, Role};
use tdu_domain::free_text::Written;
use tdu_domain::journal::ContactMeans;
use tdu_domain::signal::SignalCode;
use tdu_domain::together::appointment::{AppointmentMode, AppointmentState, AppointmentStep};
use tdu_testkit::{BOBIGNY, Engine, MEAUX, TestApp};
use uuid::Uuid;

use crate::only_person;
use crate::tasks::both;

const TODAY: Date = date(2026, 11, 23);

fn at(hour: i8, minutes: i64) -> Slot {
    Slot {
        starts: TODAY.at(hour, 0, 0, 0),
        minutes,
        doubled: false,
    }
}

fn appointment(slot: Slot, guests: &[Uuid]) -> NewAppointment {
    NewAppointment {
        slot,
        mode: AppointmentMode::Place,
        place: Written::from("Bureau 12"),
        guests: guests.to_vec(),
    }
}

async fn mine(app: &TestApp, actor: &Actor) -> Vec<AgendaRow> {
    let (from, until) = (date(2026, 11, 1), date(2027, 11, 1));
    let found = app.casework.own_agenda(actor, from, until).await;
    found.unwrap().into_iter().map(|view| view.row).collect()
}

async fn codes(app: &TestApp, actor: &Actor) -> Vec<SignalCode> {
    let seen = only_person(app, actor).await;
    seen.computed
        .signals
        .iter()
        .map(|signal| signal.code)
        .collect()
}

struct Plain;

impl Outside for Plain {
    fn summary(&self, row: &AgendaRow) -> String {
        let letter = |name: &str| name.chars().next().unwrap();
        format!("{}. {}.", letter(&row.first_name), letter(&row.last_name))
    }

    fn place(&self, _: &AgendaRow) -> String {
        "Sur place".to_owned()
    }

    fn link(&self, person: Uuid) -> String {
        format!("https://essai.example/jeunes/{person}")
    }
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test]
async fn both_staffs_see_one_agenda_and_nobody_is_taken_twice_unknowingly(#[case] engine: Engine) {
    let (app, counsellor, staff, person) = both(engine).await;
    let casework = &app.casework;
    let new = appointment(at(14, 60), &[staff.account]);
    casework
        .make_appointment(&counsellor, person, &new)
        .await
        .unwrap();
    for actor in [&counsellor, &staff] {
        let agenda = mine(&app, actor).await;
        assert_eq!(agenda[0].appointment.place, "Bureau 12");
        assert_eq!(agenda[0].last_name, "Martin");
    }
    let double = appointment(
        Slot {
            starts: TODAY.at(14, 30, 0, 0),
            ..at(14, 30)
        },
        &[],
    );
    let refused = casework.make_appointment(&staff, person, &double).await;
    assert!(matches!(
        refused,
        Err(CaseworkError::Invalid {
            field: "heure",
            problem: "appointment-double"
        })
    ));
    let mut known = double;
    known.slot.doubled = true;
    casework
        .make_appointment(&staff, person, &known)
        .await
        .unwrap();
    let after = appointment(at(15, 30), &[]);
    casework
        .make_appointment(&counsellor, person, &after)
        .await
        .unwrap();
    assert_eq!(mine(&app, &counsellor).await.len(), 2);

    let elsewhere = app.member(MEAUX, Role::CfaStaff).await;
    assert!(mine(&app, &elsewhere).await.is_empty());
    let stranger = appointment(at(17, 30), &[elsewhere.account]);
    let refused = casework.make_appointment(&staff, person, &stranger).await;
    assert!(matches!(
        refused,
        Err(CaseworkError::Invalid { field: "avec", .. })
    ));
    let id = mine(&app, &counsellor).await[0].appointment.id;
    let moved = casework.move_appointment(&elsewhere, id, at(16, 30)).await;
    assert!(matches!(moved, Err(CaseworkError::NotFound(_))));
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test]
async fn a_missed_appointment_is_on_the_desk_until_a_call(#[case] engine: Engine) {
    let (app, counsellor, staff, person) = both(engine).await;
    let casework = &app.casework;
    let new = appointment(at(14, 60), &[]);
    casework
        .make_appointment(&staff, person, &new)
        .await
        .unwrap();
    let id = mine(&app, &staff).await[0].appointment.id;
    let early = casework
        .tell_appointment(&staff, id, AppointmentStep::Missed)
        .await;
    assert!(matches!(
        early,
        Err(CaseworkError::Conflict("appointment-to-come"))
    ));
    app.set_today(date(2026, 11, 24));
    casework.recompute_if_new_day().await.unwrap();
    assert_eq!(codes(&app, &staff).await, [SignalCode::AppointmentUntold]);
    let undo = casework
        .tell_appointment(&counsellor, id, AppointmentStep::Missed)
        .await
        .unwrap();
    assert_eq!(codes(&app, &staff).await, [SignalCode::AppointmentMissed]);
    casework.undo(&counsellor, undo).await.unwrap();
    assert_eq!(codes(&app, &staff).await, [SignalCode::AppointmentUntold]);
    casework
        .tell_appointment(&counsellor, id, AppointmentStep::Missed)
        .await
        .unwrap();
    let today = date(2026, 11, 24);
    casework
        .record_contact(&staff, person, today, ContactMeans::Phone)
        .await
        .unwrap();
    assert!(codes(&app, &staff).await.is_empty());
    assert_eq!(casework.rebuild(app.territory).await.unwrap().changed, 0);
    assert!(
        app.try_by_hand("UPDATE appointment SET state = 'kept'")
            .await
            .is_err()
    );
    assert!(
        app.try_by_hand("UPDATE appointment SET starts = '2027-01-01T10:00'")
            .await
            .is_err()
    );
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test]
async fn a_calendar_follows_each_change_and_never_names_anyone(#[case] engine: Engine) {
    let (app, counsellor, staff, person) = both(engine).await;
    let casework = &app.casework;
    let new = appointment(at(14, 60), &[staff.account]);
    casework
        .make_appointment(&counsellor, person, &new)
        .await
        .unwrap();
    let token = casework.make_feed(&staff).await.unwrap();
    let feed = casework.feed(&token, &Plain).await.unwrap();
    let line = |file: &str, name: &str| {
        let found = file.lines().find(|line| line.starts_with(name));
        found.unwrap_or_default().to_owned()
    };
    assert_eq!(line(&feed, "DTSTART"), "DTSTART:20261123T130000Z");
    assert_eq!(line(&feed, "SEQUENCE"), "SEQUENCE:0");
    assert_eq!(line(&feed, "SUMMARY"), "SUMMARY:Z. M.");
    let uid = line(&feed, "UID");
    for hidden in ["Martin", "Zoé", "Bureau 12"] {
        assert!(!feed.contains(hidden), "{feed}");
    }
    let id = mine(&app, &staff).await[0].appointment.id;
    casework
        .move_appointment(&staff, id, at(16, 30))
        .await
        .unwrap();
    let moved = casework.feed(&token, &Plain).await.unwrap();
    assert_eq!(line(&moved, "SEQUENCE"), "SEQUENCE:1");
    assert_eq!(line(&moved, "UID"), uid);
    let invited = casework.appointment_file(&staff, id, &Plain).await.unwrap();
    assert_eq!(line(&invited, "METHOD"), "METHOD:REQUEST");
    casework
        .tell_appointment(&counsellor, id, AppointmentStep::Cancelled)
        .await
        .unwrap();
    let gone = casework.appointment_file(&staff, id, &Plain).await.unwrap();
    assert_eq!(line(&gone, "METHOD"), "METHOD:CANCEL");
    assert_eq!(line(&gone, "SEQUENCE"), "SEQUENCE:2");
    assert_eq!(line(&gone, "UID"), uid);
    assert_eq!(
        mine(&app, &staff).await[0].appointment.state,
        AppointmentState::Cancelled
    );

    if engine == Engine::Sqlite {
        let contents = app.contents().await;
        let all: String = contents.values().map(String::as_str).collect();
        assert!(!all.contains(&token), "only its digest is kept");
    }
    let again = casework.make_feed(&staff).await.unwrap();
    let old = casework.feed(&token, &Plain).await;
    assert!(matches!(old, Err(CaseworkError::NotFound(_))));
    casework.revoke_feed(&staff).await.unwrap();
    let closed = casework.feed(&again, &Plain).await;
    assert!(matches!(closed, Err(CaseworkError::NotFound(_))));
    casework
        .erase_person(app.territory, person, "demande de la personne")
        .await
        .unwrap();
    assert!(mine(&app, &counsellor).await.is_empty());
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test]
async fn whoever_leads_sees_how_work_is_shared_out(#[case] engine: Engine) {
    let (app, counsellor, _, _) = both(engine).await;
    let manager = app.member(BOBIGNY, Role::Manager).await;
    let load = app.casework.team_load(&manager).await.unwrap();
    assert_eq!((load[0].counsellor.as_deref(), load[0].people), (None, 1));
    let denied = app.casework.team_load(&counsellor).await;
    assert!(matches!(denied, Err(CaseworkError::Denied(_))));
}
