use jiff::civil::{Date, date};
use rstest::rstest;
use tdu_casework::{NewAccount, PersonView};
use tdu_domain::access::Role;
use tdu_domain::calendar::days_between;
use tdu_domain::codes::Siret;
use tdu_domain::pathway::Stage as Pathway;
use tdu_domain::referral::State;
use tdu_domain::together::task::TaskState;
use tdu_domain::watch::AlertState;
use tdu_store::Establishment;
use tdu_testkit::{BOBIGNY, Engine, MEAUX, MONTREUIL, TestApp};

use super::*;

const COMMUNES: &str = "insee;name;postcodes;population;mission_locale_code
93048;Montreuil;93100;110000;99001S00
";

async fn account(app: &TestApp, email: &str, organisation: &str, role: Role) {
    let account = NewAccount {
        email: email.to_owned(),
        name: email.to_owned(),
        password: PASSWORD.to_owned(),
        organisation: organisation.to_owned(),
        role,
        portfolio: (role == Role::Counsellor).then(|| "EXEMPLE Camille".to_owned()),
    };
    app.casework.set_up_account(account).await.unwrap();
}

/// The establishments of the tests have no SIRET, which the national format asks for.
async fn registered(app: &TestApp) {
    let store = app.casework.store();
    for known in store.establishments(app.territory).await.unwrap() {
        let siret = Siret::parse("99900000100014").unwrap();
        let siret = Some(siret);
        let known = Establishment { siret, ..known };
        store.put_establishment(&known).await.unwrap();
    }
}

async fn played(app: &TestApp) -> Stories {
    registered(app).await;
    let tables = tempfile::tempdir().unwrap();
    std::fs::write(tables.path().join("communes.csv"), COMMUNES).unwrap();
    let played = play(&app.casework, app.territory, tables.path()).await;
    played.unwrap().expect("both networks are there")
}

async fn seen(app: &TestApp, stories: &Stories, plot: Plot, email: &str) -> PersonView {
    let story = stories.told.iter().find(|story| story.plot == plot);
    let actor = actor(&app.casework, email).await.unwrap().unwrap();
    let person = app.casework.person(&actor, story.unwrap().person).await;
    person.unwrap()
}

#[rstest]
#[case::autumn(date(2026, 11, 22))]
#[case::new_year(date(2027, 1, 1))]
#[case::spring(date(2027, 5, 10))]
#[case::summer(date(2027, 8, 3))]
#[tokio::test]
async fn each_story_stands_one_step_before_its_end(#[case] today: Date) {
    let app = TestApp::new(Engine::Sqlite, today).await;
    account(&app, COUNSELLOR, MONTREUIL, Role::Counsellor).await;
    account(&app, REFERENT, BOBIGNY, Role::CfaStaff).await;
    account(&app, WELCOME, MEAUX, Role::CfaStaff).await;
    let stories = played(&app).await;
    assert_eq!(stories.told.len(), 3);

    let refused = seen(&app, &stories, Plot::Refusal, WELCOME).await;
    let states = refused.referrals.iter();
    let states: Vec<State> = states.map(|view| view.referral.standing.state).collect();
    assert_eq!(
        states,
        [State::Studying],
        "the other referral is not theirs"
    );
    let refused = seen(&app, &stories, Plot::Refusal, COUNSELLOR).await;
    let states = refused.referrals.iter();
    let states: Vec<State> = states.map(|view| view.referral.standing.state).collect();
    assert_eq!(states, [State::Studying, State::Refused]);

    let watched = seen(&app, &stories, Plot::Signal, COUNSELLOR).await;
    let alert = watched.contract.alert.unwrap();
    assert_eq!(alert.row.state, AlertState::Planned);
    assert_eq!(alert.signs.len(), 2);
    let start = watched.contract.running.unwrap().start;
    assert!(days_between(start, today) < 45);

    let hired = seen(&app, &stories, Plot::Rupture, REFERENT).await;
    assert_eq!(hired.computed.pathway.stage, Pathway::InContract);
    let (_, days) = hired.contract.rupture.unwrap().followed.unwrap();
    assert!((30..=42).contains(&days), "{days} days");

    for (plot, email) in [(Plot::Signal, COUNSELLOR), (Plot::Rupture, REFERENT)] {
        let actor = actor(&app.casework, email).await.unwrap().unwrap();
        let person = seen(&app, &stories, plot, email).await.id;
        let shared = app.casework.shared(&actor, person).await.unwrap();
        let mut tasks = shared.tasks.into_iter().map(|view| view.task);
        let left = tasks.find(|task| task.standing.state == TaskState::Open);
        assert_eq!(left.unwrap().owner, actor.organisation.id);
    }
    let rebuilt = app.casework.rebuild(app.territory).await.unwrap();
    assert_eq!(rebuilt.changed, 0);
}

#[tokio::test]
async fn a_territory_of_one_cfa_has_no_story_of_another() {
    let app = TestApp::new(Engine::Sqlite, date(2026, 11, 22)).await;
    account(&app, COUNSELLOR, MONTREUIL, Role::Counsellor).await;
    account(&app, REFERENT, BOBIGNY, Role::CfaStaff).await;
    let plots: Vec<Plot> = played(&app)
        .await
        .told
        .iter()
        .map(|told| told.plot)
        .collect();
    assert_eq!(plots, [Plot::Signal, Plot::Rupture]);
}
