//! One's own account.

use axum::http::StatusCode;
use tdu_domain::access::Role;
use tdu_testkit::{MONTREUIL, PASSWORD};

use crate::support::{Browser, territory};

#[tokio::test]
async fn one_sees_where_one_is_signed_in_and_closes_it() {
    let app = territory().await;
    let mut here = Browser::signed_in(&app, MONTREUIL, Role::Counsellor).await;
    let mut elsewhere = Browser::signed_in(&app, MONTREUIL, Role::Counsellor).await;
    let page = here.get("/compte").await;
    page.shows("2 connexions ouvertes")
        .shows("Navigateur inconnu")
        .shows("aujourd’hui à 12:00");
    assert_eq!(page.body.matches("Fermer<span").count(), 1);
    let close = page.part("/compte/sessions/", "\"").to_owned();
    assert_eq!(here.post(&close, &[]).await.location(), "/compte");
    assert_eq!(elsewhere.get("/").await.location(), "/connexion");
    here.get("/compte").await.shows("Une connexion ouverte");
    let gone = here.post(&close, &[]).await;
    assert_eq!(gone.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_password_changes_for_whoever_knows_it() {
    let app = territory().await;
    let mut browser = Browser::signed_in(&app, MONTREUIL, Role::Counsellor).await;
    for (present, new, told) in [
        (
            "pas le bon",
            "lanterne cabestan grenier",
            "Ce n’est pas votre mot de passe actuel",
        ),
        (PASSWORD, "court", "Trop court"),
    ] {
        let fields = [("actuel", present), ("nouveau", new)];
        let answer = browser.post("/compte/mot-de-passe", &fields).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        answer.shows(told);
    }
    let before = browser.cookies.clone();
    let fields = [
        ("actuel", PASSWORD),
        ("nouveau", "lanterne cabestan grenier"),
    ];
    let answer = browser.post("/compte/mot-de-passe", &fields).await;
    assert_eq!(answer.location(), "/compte");
    browser
        .get("/compte")
        .await
        .shows("Le mot de passe est changé");
    let after = std::mem::replace(&mut browser.cookies, before);
    assert_eq!(browser.get("/compte").await.status, StatusCode::SEE_OTHER);
    browser.cookies = after;
    assert_eq!(browser.get("/compte").await.status, StatusCode::OK);
}

#[tokio::test]
async fn over_tls_the_cookie_belongs_to_this_host_alone() {
    let app = territory().await;
    let browser = Browser::signed_in(&app, MONTREUIL, Role::Counsellor).await;
    let names: Vec<&str> = browser
        .cookies
        .iter()
        .map(|(name, _)| name.as_str())
        .collect();
    assert!(names.contains(&"__Host-tdu_session"), "{names:?}");
}
