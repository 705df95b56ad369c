//! Someone comes to a CFA alone, and is referred to the Mission Locale of their commune.

use jiff::civil::{Date, date};
use rstest::rstest;
use tdu_casework::{Arrived, CaseworkError, Met, NewArrival, NewReferral, Sought, TakenBack, Undo};
use tdu_domain::access::{Actor, Role};
use tdu_domain::journal::ContactMeans;
use tdu_domain::referral::{Content, Move, Need, State, Why};
use tdu_domain::signal::SignalCode;
use tdu_testkit::{BOBIGNY, Engine, MEAUX, MONTREUIL, TestApp, Youth};
use uuid::Uuid;

use crate::people;

const TODAY: Date = date(2026, 11, 23);

fn ines() -> NewArrival {
    NewArrival {
        identity: Sought {
            last_name: "Benali".to_owned(),
            first_name: "Inès".to_owned(),
            birth_date: date(2006, 9, 14),
        },
        commune: "93048".to_owned(),
        phone: "01 99 00 45 67".to_owned(),
        email: String::new(),
        nobody_known: false,
    }
}

/// The same person as the Mission Locale's file tells them.
fn ines_by_the_mission_locale() -> Youth {
    Youth {
        birth_date: "14/09/2006".to_owned(),
        phone: "01 99 00 45 67".to_owned(),
        ..Youth::new("1001", "Benali", "Inès")
    }
}

async fn welcomed(app: &TestApp, staff: &Actor, new: &NewArrival) -> Undo {
    match app.casework.welcome(staff, new).await.unwrap() {
        Arrived::Made(undo) => undo,
        Arrived::Known(met) => panic!("{met:?}"),
    }
}

async fn made(app: &TestApp, staff: &Actor, new: &NewArrival) -> Uuid {
    welcomed(app, staff, new).await.person
}

fn referral(to: &Actor) -> NewReferral {
    NewReferral {
        receivers: vec![to.organisation.id],
        content: Content {
            why: Some(Why::CameAlone),
            needs: vec![Need::Mobility, Need::Housing],
            ..Content::default()
        },
        informed: true,
    }
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test]
async fn who_came_alone_is_referred_then_known_by_the_mission_locale_s_file(
    #[case] engine: Engine,
) {
    let app = TestApp::new(engine, TODAY).await;
    let casework = &app.casework;
    let staff = app.member(BOBIGNY, Role::CfaStaff).await;
    let counsellor = app.member(MONTREUIL, Role::Counsellor).await;
    let person = made(&app, &staff, &ines()).await;
    let form = casework.referral_form(&staff, person).await.unwrap();
    assert_eq!(
        form.card.mission_locale,
        Some(counsellor.organisation.id),
        "the Mission Locale of the commune"
    );
    assert!(
        people(&app, &counsellor).await.is_empty(),
        "told nothing yet"
    );
    casework
        .send_referral(&staff, person, referral(&counsellor), None)
        .await
        .unwrap();
    let received = casework.person(&counsellor, person).await.unwrap();
    assert_eq!(received.card.last_name, "Benali");
    let waits = |code: SignalCode| received.computed.signals.iter().any(|one| one.code == code);
    assert!(waits(SignalCode::ReferralToAnswer));
    let sent = received.referrals[0].referral.id;
    casework
        .move_referral(&counsellor, sent, Move::Acknowledge)
        .await
        .unwrap();

    app.import_youths(MONTREUIL, &[ines_by_the_mission_locale()])
        .await;
    let known = people(&app, &counsellor).await;
    assert_eq!(known.len(), 1, "one person, by the phone too");
    assert_eq!(known[0].person, person);
    let view = casework.person(&counsellor, person).await.unwrap();
    assert_eq!(
        view.referrals[0].referral.standing.state,
        State::Acknowledged
    );
    let own = casework.person(&staff, person).await.unwrap();
    assert_eq!(own.referrals.len(), 1, "both follow the referral");

    let refused = tdu_domain::referral::Motive::AccompaniedElsewhere;
    let instead = tdu_domain::referral::Alternative::KeepSupport;
    casework
        .move_referral(&counsellor, sent, Move::Refuse(refused, instead))
        .await
        .unwrap();
    app.set_today(date(2026, 12, 20));
    casework.recompute_if_new_day().await.unwrap();
    assert!(
        casework.person(&staff, person).await.is_err(),
        "telling a name opens no file for good"
    );
    let rebuilt = casework.rebuild(app.territory).await.unwrap();
    assert_eq!(rebuilt.changed, 0);
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test]
async fn someone_known_is_told_without_being_shown(#[case] engine: Engine) {
    let app = TestApp::new(engine, TODAY).await;
    let casework = &app.casework;
    app.import_youths(MONTREUIL, &[ines_by_the_mission_locale()])
        .await;
    let staff = app.member(BOBIGNY, Role::CfaStaff).await;
    let counsellor = app.member(MONTREUIL, Role::Counsellor).await;
    let Arrived::Known(met) = casework.welcome(&staff, &ines()).await.unwrap() else {
        panic!("somebody has the same identity");
    };
    let [Met::Masked(masked)] = &met[..] else {
        panic!("{met:?}");
    };
    assert_eq!(masked.initials, "I. B.");
    assert_eq!(
        masked.accompanied_by,
        std::slice::from_ref(&counsellor.organisation.name)
    );
    assert!(people(&app, &staff).await.is_empty(), "nothing was kept");

    let somebody_else = NewArrival {
        nobody_known: true,
        ..ines()
    };
    let person = made(&app, &staff, &somebody_else).await;
    let theirs = people(&app, &counsellor).await[0].person;
    assert_ne!(person, theirs, "the engine asks, it does not join");
    assert!(casework.person(&staff, theirs).await.is_err());
    let doubts = casework
        .doubts(&counsellor, tdu_casework::DoubtState::Open)
        .await
        .unwrap();
    assert_eq!(doubts.open, 1, "people decide");
    // Even once they are found to be one, the file stays that of who accompanies.
    let doubt = doubts.next.unwrap().doubt.id;
    casework
        .decide(&staff, doubt, tdu_casework::Decision::Same)
        .await
        .unwrap();
    assert!(people(&app, &staff).await.is_empty());
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test]
async fn who_was_welcomed_by_mistake_is_not_kept(#[case] engine: Engine) {
    let app = TestApp::new(engine, TODAY).await;
    let casework = &app.casework;
    let staff = app.member(MEAUX, Role::CfaStaff).await;
    let colleague = app.member(MEAUX, Role::Manager).await;
    let undo = welcomed(&app, &staff, &ines()).await;
    assert!(matches!(
        casework.undo(&colleague, undo).await,
        Err(CaseworkError::NotFound("act"))
    ));
    assert_eq!(
        casework.undo(&staff, undo).await.unwrap(),
        TakenBack::Person
    );
    assert!(people(&app, &staff).await.is_empty());
    assert!(casework.undo(&staff, undo).await.is_err());

    let again = welcomed(&app, &staff, &ines()).await;
    assert_ne!(
        again.person, undo.person,
        "the same may come, as somebody new"
    );
    app.wait_minutes(31);
    assert!(matches!(
        casework.undo(&staff, again).await,
        Err(CaseworkError::Conflict("undo-too-late"))
    ));
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test]
async fn who_was_welcomed_stays_once_something_was_done_about_them(#[case] engine: Engine) {
    let app = TestApp::new(engine, TODAY).await;
    let casework = &app.casework;
    let staff = app.member(MEAUX, Role::CfaStaff).await;
    let undo = welcomed(&app, &staff, &ines()).await;
    let means = ContactMeans::Meeting;
    let contact = casework.record_contact(&staff, undo.person, TODAY, means);
    let contact = contact.await.unwrap();
    assert!(matches!(
        casework.undo(&staff, undo).await,
        Err(CaseworkError::Conflict("undo-too-late"))
    ));
    assert_eq!(
        casework.undo(&staff, contact).await.unwrap(),
        TakenBack::Act
    );
    assert_eq!(people(&app, &staff).await.len(), 1);
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test]
async fn what_is_not_enough_is_refused_and_a_mission_locale_has_files(#[case] engine: Engine) {
    let app = TestApp::new(engine, TODAY).await;
    let casework = &app.casework;
    let counsellor = app.member(MONTREUIL, Role::Counsellor).await;
    assert!(matches!(
        casework.welcome(&counsellor, &ines()).await,
        Err(CaseworkError::Conflict("arrival-by-cfa"))
    ));
    let staff = app.member(MEAUX, Role::CfaStaff).await;
    let refused = async |new: NewArrival| match casework.welcome(&staff, &new).await {
        Err(CaseworkError::Invalid { field, .. }) => field,
        other => panic!("{other:?}"),
    };
    let mut new = ines();
    new.identity.last_name = " ".to_owned();
    assert_eq!(refused(new).await, "nom");
    let mut new = ines();
    new.identity.birth_date = date(2020, 1, 1);
    assert_eq!(refused(new).await, "naissance");
    let mut new = ines();
    new.commune = "75056".to_owned();
    assert_eq!(refused(new).await, "commune");
    let mut new = ines();
    new.phone = "12".to_owned();
    assert_eq!(refused(new).await, "telephone");
    let company = app.member(MEAUX, Role::CompanyRelations).await;
    assert!(matches!(
        casework.welcome(&company, &ines()).await,
        Err(CaseworkError::Denied(_))
    ));
}
