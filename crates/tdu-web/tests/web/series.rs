//! One act about the people ticked in the list.

use axum::http::StatusCode;
use tdu_domain::access::Role;
use tdu_testkit::MONTREUIL;

use crate::support::{Browser, key_of, territory};

#[tokio::test]
async fn people_ticked_are_handed_over_together_and_given_back() {
    let app = territory().await;
    let mut browser = Browser::signed_in(&app, MONTREUIL, Role::Counsellor).await;
    let key = key_of(&mut browser, "zoe").await;
    let list = browser.get("/jeunes?tri=nom").await;
    list.shows("Confier");
    assert!(list.body.contains("Choisir tous les jeunes"));

    let ticked = [("acte", "confier"), ("jeune", &key), ("liste", "tri=nom")];
    let form = browser.post("/jeunes/ensemble", &ticked).await;
    form.shows("Confier un jeune");
    assert!(form.body.contains(&key));
    let mut filled = ticked.to_vec();
    filled.push(("pret", "oui"));
    let empty = browser.post("/jeunes/ensemble", &filled).await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    empty.shows("Choisissez à qui confier");
    assert!(empty.body.contains("id=\"counsellor-erreur\""));
    let contact = [
        ("acte", "contact"),
        ("jeune", key.as_str()),
        ("pret", "oui"),
        ("date", "hier"),
    ];
    let wrong = browser.post("/jeunes/ensemble", &contact).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    wrong
        .shows("La date ne se lit pas")
        .shows("Choisissez une réponse.");
    assert!(wrong.body.contains("value=\"hier\""), "values stay");
    filled.push(("conseiller", "Spécimen Dominique"));
    let done = browser.post("/jeunes/ensemble", &filled).await;
    assert_eq!(done.location(), "/jeunes?de=tous&tri=nom");

    let list = browser.get(done.location()).await;
    list.shows("Un jeune est confié.")
        .shows("Spécimen Dominique");
    let back = list.part("action=\"/jeunes/ensemble/", "/annuler");
    let back = back.rsplit('/').next().unwrap();
    let back = format!("/jeunes/ensemble/{back}/annuler");
    browser.post(&back, &[]).await;
    let person = browser.get(&format!("/jeunes/{key}")).await;
    person.shows("(annulé)");
}

#[tokio::test]
async fn nobody_ticked_and_unknown_acts_change_nothing() {
    let app = territory().await;
    let mut browser = Browser::signed_in(&app, MONTREUIL, Role::Counsellor).await;
    let nobody = browser
        .post("/jeunes/ensemble", &[("acte", "contact"), ("liste", "")])
        .await;
    assert_eq!(nobody.location(), "/jeunes?de=tous");
    browser
        .get("/jeunes")
        .await
        .shows("Cochez d’abord des jeunes");
    for wrong in [
        [("acte", "effacer"), ("jeune", "x")],
        [("acte", "contact"), ("jeune", "x")],
    ] {
        let answer = browser.post("/jeunes/ensemble", &wrong).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST);
    }
}

#[tokio::test]
async fn people_ticked_are_taken_written_about_and_their_tasks_closed() {
    let app = territory().await;
    let mut browser = Browser::signed_in(&app, MONTREUIL, Role::Counsellor).await;
    let key = key_of(&mut browser, "zoe").await;
    let ticked = |act: &'static str| [("acte", act), ("jeune", key.as_str()), ("liste", "de=moi")];
    let taken = browser.post("/jeunes/ensemble", &ticked("prendre")).await;
    assert_eq!(taken.location(), "/jeunes?de=moi", "at once");
    browser
        .get("/jeunes?de=moi")
        .await
        .shows("Vous prenez un jeune en charge.")
        .shows("Zoé");
    let form = browser.post("/jeunes/ensemble", &ticked("ecrire")).await;
    form.shows("avez-vous des nouvelles récentes");
    let mut filled = ticked("ecrire").to_vec();
    filled.push(("pret", "oui"));
    let empty = browser.post("/jeunes/ensemble", &filled).await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    filled.push(("phrase", "nouvelles"));
    browser.post("/jeunes/ensemble", &filled).await;
    let thread = browser.get(&format!("/jeunes/{key}/fil")).await;
    thread.shows("Merci de les noter ici.");
    let mut close = ticked("clore").to_vec();
    close.push(("pret", "oui"));
    browser.post("/jeunes/ensemble", &close).await;
    browser
        .get("/jeunes?de=moi")
        .await
        .shows("il n’y avait rien à faire");
}
