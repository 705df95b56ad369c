//! Signing in through an identity provider, as browsers meet it.

use axum::http::StatusCode;
use tdu_casework::IdentityProvider;
use tdu_domain::access::Role;
use tdu_testkit::{FakeProvider, MONTREUIL, TestApp};

use crate::support::{Answer, Browser, territory};

const EMAIL: &str = "counsellor@99001s00.example";
const BACK: &str = "/connexion/fournisseur/retour";

async fn trusting() -> (TestApp, FakeProvider) {
    let mut app = territory().await;
    let now = jiff::Timestamp::from_millisecond(app.casework.clock().now()).unwrap();
    let provider = FakeProvider::start(now, EMAIL).await;
    let trusted = IdentityProvider::new(provider.settings()).unwrap();
    app.casework = app.casework.clone().trusting(trusted);
    (app, provider)
}

/// The address to which a page leads by itself.
fn address(page: &Answer) -> String {
    let content = page
        .part("content=\"0;url=", "\">")
        .trim_start_matches("content=\"0;url=");
    content.replace("&#38;", "&").replace("&amp;", "&")
}

#[tokio::test]
async fn whoever_is_recognised_comes_back_where_they_wanted_to_go() {
    let (app, provider) = trusting().await;
    let mut browser = Browser::on(&app);
    browser
        .get("/connexion?suite=/jeunes")
        .await
        .shows("Entrer avec Fournisseur d’essai");
    let page = browser
        .post("/connexion/fournisseur", &[("suite", "/jeunes")])
        .await;
    page.shows("Vous allez vers Fournisseur d’essai");
    let (state, code) = provider.recognises(&address(&page));

    let mut other = Browser::on(&app);
    let stolen = format!("{BACK}?state={state}&code={code}");
    let refused = other.get(&stolen).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    refused.shows("n’appartient pas à ce navigateur");

    let answer = browser.get(&stolen).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
    assert_eq!(answer.location(), "/jeunes");
    browser.get("/jeunes").await.shows("Benali");
    browser
        .get("/compte")
        .await
        .shows("Votre compte est rattaché à Fournisseur d’essai")
        .shows("s’est connecté pour la première fois par Fournisseur d’essai");
    let again = browser.get(&stolen).await;
    again.shows("a déjà servi");

    let page = browser.post("/deconnexion", &[]).await;
    page.shows("Déconnexion de Fournisseur d’essai");
    assert!(address(&page).contains("/sortie?id_token_hint=ey"));
    assert_eq!(browser.get("/").await.location(), "/connexion");
}

#[tokio::test]
async fn nothing_that_a_provider_sends_is_shown() {
    let (app, provider) = trusting().await;
    let mut browser = Browser::on(&app);
    let page = browser.post("/connexion/fournisseur", &[]).await;
    let (state, _) = provider.recognises(&address(&page));
    let back = format!("{BACK}?state={state}&error=%3Cb%3Enon&error_description=Appelez%20le%2001");
    let refused = browser.get(&back).await;
    refused.shows("vous avez renoncé").hides("Appelez");
    assert!(!refused.body.contains("<b>non") && refused.location().is_empty());
}

#[tokio::test]
async fn an_account_is_untied_by_its_owner() {
    let (app, provider) = trusting().await;
    let mut browser = Browser::on(&app);
    let page = browser.post("/connexion/fournisseur", &[]).await;
    let (state, code) = provider.recognises(&address(&page));
    browser
        .get(&format!("{BACK}?state={state}&code={code}"))
        .await;
    let answer = browser.post("/compte/fournisseur/retirer", &[]).await;
    assert_eq!(answer.location(), "/compte");
    browser
        .get("/compte")
        .await
        .shows("Votre compte n’y est pas rattaché");
    let twice = browser.post("/compte/fournisseur/retirer", &[]).await;
    assert_eq!(twice.status, StatusCode::CONFLICT);
}

#[tokio::test]
async fn without_a_provider_nothing_speaks_of_one() {
    let app = territory().await;
    let mut browser = Browser::signed_in(&app, MONTREUIL, Role::Counsellor).await;
    assert!(!browser.get("/compte").await.body.contains("fournisseur"));
    assert_eq!(browser.get(BACK).await.status, StatusCode::NOT_FOUND);
    browser.post("/deconnexion", &[]).await;
    let door = browser.get("/connexion").await;
    assert!(!door.body.contains("/connexion/fournisseur"));
    let refused = browser.post("/connexion/fournisseur", &[]).await;
    assert_eq!(refused.status, StatusCode::NOT_FOUND);
}
