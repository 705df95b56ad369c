//! The keys of the API, and the people to assign.

use axum::http::StatusCode;
use tdu_domain::access::Role;
use tdu_testkit::{BOBIGNY, Learner, MEAUX, MONTREUIL};

use crate::client::Site;

#[tokio::test]
async fn a_key_is_shown_once_and_revoked_at_once() {
    let site = Site::open().await;
    let administrator = site.visitor(BOBIGNY, Role::Administrator).await;
    assert!(
        administrator
            .get("/cles")
            .await
            .text()
            .contains("Aucune clé pour l’instant")
    );
    let page = administrator
        .post("/cles", &[("label", " Ypareo "), ("deliver", "oui")])
        .await;
    assert_eq!(page.status, StatusCode::OK);
    assert_eq!(page.header("cache-control"), "no-store");
    let page = page.text();
    let at = page.find(">tdu_").unwrap() + ">".len();
    let key = page[at..].split('<').next().unwrap().to_owned();
    assert_eq!(site.call(&key, "[]").await.status, StatusCode::OK);

    let list = administrator.get("/cles").await.text();
    assert!(list.contains("Ypareo") && !list.contains(&key));
    assert!(!list.contains("Jamais utilisée"), "its use was noted");
    let at = list.find("action=\"/cles/").unwrap() + "action=\"".len();
    let revoke = list[at..].split('"').next().unwrap().to_owned();
    let elsewhere = site.visitor(MEAUX, Role::Administrator).await;
    assert_eq!(
        elsewhere.post(&revoke, &[]).await.status,
        StatusCode::NOT_FOUND
    );
    assert_eq!(site.call(&key, "[]").await.status, StatusCode::OK);
    let answer = administrator.post(&revoke, &[]).await;
    assert_eq!(answer.header("location"), "/cles");
    assert_eq!(site.call(&key, "[]").await.status, StatusCode::UNAUTHORIZED);
    assert!(
        administrator
            .get("/cles")
            .await
            .text()
            .contains("Révoquée le")
    );
}

#[tokio::test]
async fn a_key_needs_a_label_and_an_administrator() {
    let site = Site::open().await;
    let administrator = site.visitor(BOBIGNY, Role::Administrator).await;
    for label in [" ", &"a".repeat(81)] {
        let answer = administrator
            .post("/cles", &[("label", label), ("read", "oui")])
            .await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(answer.text().contains("de 1 à 80 caractères"));
    }
    let nothing = administrator.post("/cles", &[("label", "")]).await;
    assert!(nothing.text().contains("de 1 à 80 caractères"));
    assert!(nothing.text().contains("Choisissez ce que la clé ouvre."));
    let staff = site.visitor(BOBIGNY, Role::CfaStaff).await;
    assert_eq!(staff.get("/cles").await.status, StatusCode::FORBIDDEN);
    let answer = staff.post("/cles", &[("label", "a")]).await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
}

/// Someone of Achères-la-Forêt or of Buthiers: the postcode does not say.
fn between_two_communes() -> Learner {
    Learner::new("Benali", "Inès")
        .without("code_commune_insee_apprenant")
        .with("code_postal_apprenant", "77760")
}

#[tokio::test]
async fn a_commune_is_chosen_by_a_person_and_can_be_taken_back() {
    let site = Site::open().await;
    site.app.deliver(BOBIGNY, &[between_two_communes()]).await;
    let visitor = site.visitor(BOBIGNY, Role::CfaStaff).await;
    let page = visitor.get("/a-affecter").await.text();
    assert!(page.contains("À affecter : 1 jeune"), "{page}");
    assert!(page.contains("Code postal 77760"));
    for commune in [
        "Achères-la-Forêt → Mission locale",
        "Buthiers → Mission locale",
    ] {
        assert!(page.contains(commune), "{commune}");
    }
    assert!(!page.contains(" selected"), "nothing is chosen beforehand");
    let at = page.find("action=\"/a-affecter/").unwrap() + "action=\"".len();
    let address = page[at..].split('"').next().unwrap().to_owned();

    let none = visitor.post(&address, &[("commune", "")]).await;
    assert_eq!(none.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(none.text().contains("Choisissez une commune"));
    let answer = visitor.post(&address, &[("commune", "77001")]).await;
    assert_eq!(answer.header("location"), "/a-affecter");
    assert!(answer.header("set-cookie").contains("commune-chosen"));
    let page = visitor.get("/a-affecter").await.text();
    assert!(page.contains("Tout le monde est affecté"), "{page}");
}

#[tokio::test]
async fn an_administrator_assigns_nobody() {
    let site = Site::open().await;
    let administrator = site.visitor(MONTREUIL, Role::Administrator).await;
    assert_eq!(
        administrator.get("/a-affecter").await.status,
        StatusCode::FORBIDDEN
    );
}
