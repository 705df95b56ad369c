//! Signing in and out, language, organisation.

use axum::http::StatusCode;
use tdu_domain::access::Role;
use tdu_testkit::{BOBIGNY, MONTREUIL, PASSWORD};

use crate::support::{Browser, territory};

const COUNSELLOR: &str = "counsellor@99001s00.example";

#[tokio::test]
async fn whoever_is_signed_out_signs_in_and_comes_back() {
    let app = territory().await;
    let mut browser = Browser::on(&app);
    let answer = browser.get("/jeunes?q=ines").await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    assert_eq!(answer.location(), "/connexion?suite=/jeunes%3Fq%3Dines");
    browser.get(answer.location()).await.shows("Se connecter");

    let wrong = browser.sign_in(COUNSELLOR, "pas le bon").await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    wrong.shows("Adresse ou mot de passe incorrect");
    assert!(wrong.body.contains(COUNSELLOR));

    let form = [
        ("email", COUNSELLOR),
        ("password", PASSWORD),
        ("suite", "/jeunes?q=ines"),
    ];
    let answer = browser.post("/connexion", &form).await;
    assert_eq!(answer.location(), "/jeunes?q=ines");
    let cookie = answer.headers["set-cookie"].to_str().unwrap();
    assert!(
        cookie.contains("HttpOnly; SameSite=Lax; Secure"),
        "{cookie}"
    );
    browser.get(answer.location()).await.shows("Benali Inès");

    browser.post("/deconnexion", &[]).await;
    assert_eq!(browser.get("/").await.location(), "/connexion");
}

#[tokio::test]
async fn guessing_is_slowed_down_and_a_known_browser_is_not() {
    let app = territory().await;
    let mut known = Browser::signed_in(&app, MONTREUIL, Role::Counsellor).await;
    known.post("/deconnexion", &[]).await;
    let mut stranger = Browser::on(&app);
    for _ in 0..6 {
        let answer = stranger.sign_in(COUNSELLOR, "au hasard").await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
    let answer = stranger.sign_in(COUNSELLOR, PASSWORD).await;
    assert_eq!(answer.status, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(answer.headers["retry-after"], "15");
    answer.shows("Attendez 15 secondes");
    let answer = known.sign_in(COUNSELLOR, PASSWORD).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    app.wait_minutes(1);
    let answer = stranger.sign_in(COUNSELLOR, PASSWORD).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn nobody_signs_in_when_tries_cannot_be_counted() {
    let app = territory().await;
    app.by_hand_in_directory("DROP TABLE attempt").await;
    let mut browser = Browser::on(&app);
    let answer = browser.sign_in(COUNSELLOR, PASSWORD).await;
    assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE);
    answer.shows("La connexion est momentanément fermée");
    assert_eq!(browser.cookies, []);
}

#[tokio::test]
async fn the_language_is_chosen_and_kept() {
    let app = territory().await;
    let mut browser = Browser::signed_in(&app, MONTREUIL, Role::Counsellor).await;
    browser.get("/").await.shows("Ma journée");
    browser.post("/langue", &[("langue", "en")]).await;
    let page = browser.get("/").await;
    page.shows("My day").hides("Ma journée");
    assert!(page.body.contains("<html lang=\"en\">"));
}

#[tokio::test]
async fn htmx_is_told_to_sign_in() {
    let app = territory().await;
    let mut browser = Browser::on(&app);
    let answer = browser
        .send(
            axum::http::Method::POST,
            "/jeunes/0199d5b5-0000-7000-8000-000000000000/reporter",
            &[],
            &[("hx-request", "true")],
        )
        .await;
    assert_eq!(answer.status, StatusCode::UNAUTHORIZED);
    assert_eq!(answer.headers["hx-redirect"], "/connexion");
}

#[tokio::test]
async fn an_account_acts_for_the_organisations_it_is_member_of() {
    let app = territory().await;
    let account = tdu_casework::NewAccount {
        email: COUNSELLOR.to_owned(),
        name: "Membre des deux".to_owned(),
        password: PASSWORD.to_owned(),
        organisation: BOBIGNY.to_owned(),
        role: Role::CfaStaff,
        portfolio: None,
    };
    app.casework.set_up_account(account).await.unwrap();
    let mut browser = Browser::signed_in(&app, MONTREUIL, Role::Counsellor).await;
    let page = browser.get("/jeunes").await;
    let key = page.part("name=\"organisation\" value=\"", "\">");
    let key = key.rsplit('"').next().unwrap().to_owned();
    let seen_before = page.text();
    browser
        .post("/organisation", &[("organisation", &key)])
        .await;
    assert_ne!(browser.get("/jeunes").await.text(), seen_before);
    let nobody = "0199d5b5-0000-7000-8000-000000000000";
    let refused = browser
        .post("/organisation", &[("organisation", nobody)])
        .await;
    assert_eq!(refused.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn each_role_lands_on_what_it_does() {
    let app = territory().await;
    let mut administrator = Browser::signed_in(&app, MONTREUIL, Role::Administrator).await;
    assert_eq!(administrator.get("/").await.location(), "/imports");
    let refused = administrator.get("/jeunes").await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    refused.shows("Votre rôle ne le permet pas");
    for (role, name) in [
        (Role::Coordinator, "Coordinateur du territoire"),
        (Role::Steering, "Membre du comité de pilotage"),
        (Role::National, "Tête de réseau"),
        (
            Role::DataProtectionOfficer,
            "Délégué à la protection des données",
        ),
    ] {
        app.member(MONTREUIL, role).await;
        let mut browser = Browser::signed_in(&app, MONTREUIL, role).await;
        browser.get("/").await.shows(name).hides("Benali");
        assert_eq!(browser.get("/jeunes").await.status, StatusCode::FORBIDDEN);
    }
    for role in [Role::Manager, Role::InclusionReferent] {
        app.member(MONTREUIL, role).await;
        let mut browser = Browser::signed_in(&app, MONTREUIL, role).await;
        browser.get("/").await.shows("Benali");
    }
}
