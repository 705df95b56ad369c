//! What staff do from a person's page.

use axum::http::StatusCode;
use tdu_domain::access::Role;
use tdu_testkit::{BOBIGNY, MONTREUIL};

use crate::support::{Browser, key_of, territory};

#[tokio::test]
async fn a_contact_is_recorded_told_and_taken_back() {
    let app = territory().await;
    let mut browser = Browser::signed_in(&app, BOBIGNY, Role::CfaStaff).await;
    let key = key_of(&mut browser, "haddad").await;
    let address = format!("/jeunes/{key}");
    browser
        .get(&format!("{address}?acte=contact&retour=journee"))
        .await
        .shows("Comment s’est passé l’échange ?");
    let form = [
        ("moyen", "phone"),
        ("date", "2026-11-20"),
        ("retour", "journee"),
    ];
    let answer = browser.post(&format!("{address}/contact"), &form).await;
    assert_eq!(answer.location(), "/");
    let page = browser.get(&address).await;
    page.shows("L’échange est noté.")
        .shows("Échange : Téléphone.");
    let line = page.part("name=\"ligne\" value=\"", "\">");
    let line = line.rsplit('"').next().unwrap().to_owned();
    browser
        .post(&format!("{address}/annuler"), &[("ligne", &line)])
        .await;
    browser
        .get(&address)
        .await
        .shows("Échange : Téléphone. (annulé)");
}

#[tokio::test]
async fn a_form_comes_back_with_its_values_and_what_is_wrong() {
    let app = territory().await;
    let mut browser = Browser::signed_in(&app, MONTREUIL, Role::Counsellor).await;
    let key = key_of(&mut browser, "zoe").await;
    let address = format!("/jeunes/{key}");
    let future = [("moyen", "meeting"), ("date", "2027-01-01")];
    let answer = browser.post(&format!("{address}/contact"), &future).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    answer.shows("La date est dans l’avenir");
    assert!(answer.body.contains("value=\"2027-01-01\""));
    assert!(answer.body.contains("value=\"meeting\" checked"));

    let empty = browser.post(&format!("{address}/contact"), &[]).await;
    empty
        .shows("Indiquez la date.")
        .shows("Choisissez une réponse.");

    let details = [("telephone", "12"), ("email", "zoe@exemple.example")];
    let answer = browser
        .post(&format!("{address}/coordonnees"), &details)
        .await;
    answer.shows("Ce numéro n’est pas un numéro français complet");
    assert!(answer.body.contains("value=\"zoe@exemple.example\""));

    let all_wrong = [("telephone", "12"), ("email", "zoe"), ("commune", "77760")];
    let answer = browser
        .post(&format!("{address}/coordonnees"), &all_wrong)
        .await;
    answer
        .shows("Ce numéro n’est pas un numéro français complet")
        .shows("Cette adresse e-mail est incomplète")
        .shows("Plusieurs communes ont ce code postal")
        .shows("Buthiers");
    assert!(answer.body.contains("id=\"f-email-erreur\""));
}

#[tokio::test]
async fn a_shared_postcode_asks_which_commune() {
    let app = territory().await;
    let mut browser = Browser::signed_in(&app, MONTREUIL, Role::Counsellor).await;
    let key = key_of(&mut browser, "zoe").await;
    let address = format!("/jeunes/{key}/coordonnees");
    let answer = browser.post(&address, &[("commune", "77760")]).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    answer
        .shows("Plusieurs communes ont ce code postal")
        .shows("Buthiers")
        .shows("Achères-la-Forêt");
    let chosen = [("commune", "77760"), ("commune_code", "77001")];
    let answer = browser.post(&address, &chosen).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    browser
        .get(answer.location())
        .await
        .shows("La fiche est complétée.")
        .shows("Achères-la-Forêt");
}

#[tokio::test]
async fn a_person_is_handed_over_to_a_colleague() {
    let app = territory().await;
    let mut browser = Browser::signed_in(&app, MONTREUIL, Role::Counsellor).await;
    let key = key_of(&mut browser, "benali").await;
    let address = format!("/jeunes/{key}/confier");
    browser.get(&address).await.shows("Conseil B (1 jeune)");
    let empty = browser.post(&address, &[]).await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    empty.shows("À qui : Choisissez à qui confier ce jeune.");
    assert!(empty.body.contains("id=\"f-conseiller-erreur\""));
    let answer = browser.post(&address, &[("conseiller", "Conseil B")]).await;
    let page = browser.get(answer.location()).await;
    page.shows("Le jeune est confié.")
        .shows("Confié à Conseil B.");
}

#[tokio::test]
async fn the_diploma_is_recorded() {
    let app = territory().await;
    let mut browser = Browser::signed_in(&app, BOBIGNY, Role::CfaStaff).await;
    let key = key_of(&mut browser, "haddad").await;
    let address = format!("/jeunes/{key}/diplome");
    let wrong = browser.post(&address, &[("date", "n’importe")]).await;
    wrong
        .shows("La date ne se lit pas")
        .shows("Choisissez une réponse.");
    let alone = [("obtenu", "non"), ("date", "2026-07-01")];
    let alone = browser.post(&address, &alone).await;
    assert_eq!(alone.status, StatusCode::UNPROCESSABLE_ENTITY);
    alone.shows("Une date va avec un diplôme obtenu");
    assert!(alone.body.contains("value=\"2026-07-01\""), "values stay");
    for (day, told) in [
        ("2012-07-01", "cette personne avait moins de 14 ans"),
        ("2027-07-01", "La date est dans l’avenir"),
    ] {
        let nonsense = [("obtenu", "oui"), ("date", day)];
        let nonsense = browser.post(&address, &nonsense).await;
        assert_eq!(nonsense.status, StatusCode::UNPROCESSABLE_ENTITY);
        nonsense.shows(told);
    }
    let form = [("obtenu", "oui"), ("date", "01/07/2026")];
    let answer = browser.post(&address, &form).await;
    browser
        .get(answer.location())
        .await
        .shows("Le diplôme est renseigné.")
        .shows("Diplômé");
}
