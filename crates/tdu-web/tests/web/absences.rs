//! *Absences*, and the day of who stands in.

use axum::http::StatusCode;
use tdu_domain::access::Role;
use tdu_testkit::MONTREUIL;

use crate::support::{Browser, territory};

#[tokio::test]
async fn a_colleague_stands_in_and_the_day_says_for_whom() {
    let app = territory().await;
    let absent = app
        .member_following(MONTREUIL, Role::Counsellor, Some("Conseil A"))
        .await;
    let cover = app.member(MONTREUIL, Role::InclusionReferent).await;
    let mut browser = Browser::signed_in(&app, MONTREUIL, Role::Counsellor).await;
    browser
        .get("/absences")
        .await
        .shows("personne aujourd’hui")
        .shows("Déclarer une absence");
    let (account, cover_key) = (absent.account.to_string(), cover.account.to_string());
    let empty = browser.post("/absences", &[]).await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    empty
        .shows("Premier jour : Indiquez la date.")
        .shows("Dernier jour : Indiquez la date.")
        .shows("Qui remplace : Choisissez un collègue de votre structure.");
    for field in ["du", "au", "remplacant"] {
        let told = format!("id=\"f-{field}-erreur\"");
        assert!(empty.body.contains(&told), "{field}");
    }
    assert!(
        !empty.body.contains(&format!("value=\"{account}\"")),
        "nobody stands in for themself"
    );
    let reversed = [("du", "2026-11-27"), ("au", "2026-11-24")];
    let reversed = browser.post("/absences", &reversed).await;
    reversed
        .shows(
            "Dernier jour : Le dernier jour est aujourd’hui ou plus tard, et pas avant le premier.",
        )
        .shows("Qui remplace : Choisissez un collègue de votre structure.");
    assert!(
        reversed.body.contains("value=\"2026-11-24\""),
        "values stay"
    );
    let mut form = vec![
        ("absent", account.as_str()),
        ("remplacant", account.as_str()),
        ("du", "2026-11-22"),
        ("au", "2026-11-27"),
    ];
    let refused = browser.post("/absences", &form).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    refused.shows("Choisissez quelqu’un d’autre que la personne absente.");
    assert!(refused.body.contains("value=\"2026-11-27\""), "values stay");
    form[1].1 = &cover_key;
    let done = browser.post("/absences", &form).await;
    assert_eq!(done.location(), "/absences");
    let list = browser.get("/absences").await;
    list.shows("L’absence est déclarée.")
        .shows("Du 22 novembre au 27 novembre")
        .shows("En ce moment")
        .shows("De retour");

    let mut other = Browser::signed_in(&app, MONTREUIL, Role::InclusionReferent).await;
    other
        .get("/")
        .await
        .shows("Vous remplacez Membre de 99001S00 jusqu’au 27 novembre.")
        .shows("Inès Benali pour Membre de 99001S00");
    other.get("/absences").await.hides("De retour");

    let back = list.part("action=\"/absences/", "/finir").to_owned() + "/finir";
    let back = back.trim_start_matches("action=\"");
    browser.post(back, &[]).await;
    browser
        .get("/absences")
        .await
        .shows("L’absence est terminée.");
    other.get("/").await.hides("Vous remplacez");
}
