//! Whom to follow in a demonstration, at the door and on the desk.

use tdu_domain::access::Role;
use tdu_testkit::{BOBIGNY, MEAUX, MONTREUIL, PASSWORD, TestApp};
use tdu_web::{Player, Plot, Stories, Story, WebState};

use crate::support::{Browser, key_of, territory};

const OPEN: &str = "Ouvrir la fiche de Inès Benali";

async fn player(app: &TestApp, code: &str, email: &str) -> Player {
    let store = app.casework.store();
    let found = store.organisation_of_code(code).await.unwrap();
    let (organisation, _) = found.unwrap();
    Player {
        organisation: organisation.id,
        name: organisation.name,
        email: email.to_owned(),
    }
}

async fn stories(app: &TestApp) -> Stories {
    let mut browser = Browser::signed_in(app, MONTREUIL, Role::Counsellor).await;
    let id = key_of(&mut browser, "benali").await.parse().unwrap();
    let story = |plot| Story { plot, person: id };
    Stories {
        territory: app.territory,
        mission_locale: player(app, MONTREUIL, "conseil@ml.example").await,
        cfa: player(app, BOBIGNY, "referent@cfa.example").await,
        other_cfa: Some(player(app, MEAUX, "accueil@autre-cfa.example").await),
        password: "demonstration-2026".to_owned(),
        told: Plot::ALL.iter().copied().map(story).collect(),
    }
}

#[tokio::test]
async fn the_stories_are_told_at_the_door_and_lead_to_those_who_are_accompanied() {
    let app = territory().await;
    let told = stories(&app).await;
    let file = format!("/jeunes/{}", told.told[0].person);
    let server =
        || WebState::new(app.casework.clone(), "https://essai.example").telling(Some(told.clone()));
    let mut browser = Browser::at(server());
    let door = browser.get("/connexion").await;
    for told in [
        "Des histoires à suivre",
        "Inès Benali est en contrat depuis cinq semaines",
        "Entrez avec accueil@autre-cfa.example",
        "demonstration-2026",
    ] {
        door.shows(told);
    }
    assert!(door.body.contains(&format!("/connexion?suite={file}")));

    browser
        .sign_in("counsellor@99001s00.example", PASSWORD)
        .await;
    let desk = browser.get("/").await;
    assert_eq!(desk.body.matches(OPEN).count(), 3);

    app.member(MEAUX, Role::CfaStaff).await;
    let mut elsewhere = Browser::at(server());
    elsewhere
        .sign_in("cfa-staff@0990002p.example", PASSWORD)
        .await;
    let desk = elsewhere.get("/").await;
    assert_eq!(desk.body.matches(OPEN).count(), 1);
}

#[tokio::test]
async fn whoever_is_erased_is_told_of_no_more() {
    let app = territory().await;
    let told = stories(&app).await;
    let person = told.told[0].person;
    let kept = serde_json::to_string(&told).unwrap();
    assert!(!kept.contains("Inès") && !kept.contains("Benali"), "{kept}");

    let erased = app
        .casework
        .erase_person(app.territory, person, "à sa demande");
    erased.await.unwrap();
    let state = WebState::new(app.casework.clone(), "https://essai.example").telling(Some(told));
    let door = Browser::at(state).get("/connexion").await;
    door.hides("Inès");
    door.hides("histoires à suivre");
}

#[tokio::test]
async fn nobody_is_to_follow_where_people_are_real() {
    let app = territory().await;
    let mut browser = Browser::signed_in(&app, MONTREUIL, Role::Counsellor).await;
    browser.get("/").await.hides("histoires à suivre");
    let mut stranger = Browser::on(&app);
    stranger.get("/connexion").await.hides("histoires à suivre");
}
