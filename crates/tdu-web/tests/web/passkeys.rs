//! Passkeys, as browsers meet them; what they sign is tried with the acts and in Chromium.

use axum::http::StatusCode;
use tdu_testkit::PASSWORD;

use crate::support::{Browser, territory};

const COUNSELLOR: &str = "counsellor@99001s00.example";

#[tokio::test]
async fn a_challenge_is_new_each_time_and_an_answer_that_is_none_leads_back_to_the_door() {
    let app = territory().await;
    let mut browser = Browser::on(&app);
    let first = browser.post("/connexion/cle/debut", &[]).await;
    assert_eq!(first.status, StatusCode::OK);
    assert!(first.body.contains("\"userVerification\":\"required\""));
    let second = browser.post("/connexion/cle/debut", &[]).await;
    assert_ne!(first.body, second.body);
    for answer in ["", "{}", "non"] {
        let form = [("reponse", answer), ("suite", "/jeunes")];
        let refused = browser.post("/connexion/cle", &form).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        refused.shows("n’ouvre pas de compte ici");
        assert!(refused.body.contains("value=\"/jeunes\""));
    }
    for _ in 2..40 {
        browser.post("/connexion/cle/debut", &[]).await;
    }
    let wait = browser.post("/connexion/cle/debut", &[]).await;
    assert_eq!(wait.status, StatusCode::TOO_MANY_REQUESTS);
}

#[tokio::test]
async fn what_is_not_a_passkey_is_not_added() {
    let app = territory().await;
    let mut browser = Browser::on(&app);
    browser.sign_in(COUNSELLOR, PASSWORD).await;
    let asked = browser.post("/compte/cles/debut", &[]).await;
    assert!(asked.body.contains("\"residentKey\":\"required\""));
    let form = [("nom", "Téléphone"), ("reponse", "{}")];
    let refused = browser.post("/compte/cles", &form).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    refused.shows("La clé n’a pas pu être ajoutée");
    let unnamed = browser.post("/compte/cles", &[("nom", " ")]).await;
    unnamed.shows("Donnez un nom de 1 à 60 caractères");
}
