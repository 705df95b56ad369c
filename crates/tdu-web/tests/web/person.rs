//! A young person's page.

use axum::http::StatusCode;
use tdu_domain::access::Role;
use tdu_testkit::{BOBIGNY, MONTREUIL};

use crate::support::{Browser, key_of, territory};

#[tokio::test]
async fn both_networks_see_the_same_person() {
    let app = territory().await;
    let mut counsellor = Browser::signed_in(&app, MONTREUIL, Role::Counsellor).await;
    let key = key_of(&mut counsellor, "benali").await;
    let address = format!("/jeunes/{key}");
    let page = counsellor.get(&address).await;
    page.shows("19 ans, né(e) le 14 mai 2007")
        .shows("En formation, sans contrat")
        .shows("Conseil A")
        .shows("CFA de démonstration – Bobigny")
        .shows("Le prochain acte, au CFA")
        .shows("Limite des 3 mois")
        .shows("8 décembre 2026, dans 16 jours")
        .shows("Premier dossier reçu.")
        .shows("Autre dossier reçu, reconnu de la même personne.")
        .shows("Partagé avec CFA de démonstration – Bobigny");
    let mut cfa = Browser::signed_in(&app, BOBIGNY, Role::CfaStaff).await;
    cfa.get(&address).await.shows("Le prochain acte, à vous");
}

#[tokio::test]
async fn sources_that_disagree_are_told_and_decided() {
    let app = territory().await;
    let mut browser = Browser::signed_in(&app, MONTREUIL, Role::Counsellor).await;
    let key = key_of(&mut browser, "benali").await;
    let address = format!("/jeunes/{key}");
    let page = browser.get(&address).await;
    page.shows("1 désaccord")
        .shows("Les sources ne disent pas la même chose");
    let row = page.part("<tr class=\"conflict\"", "</tr>");
    assert!(
        row.contains("Téléphone") && row.contains("Retenir"),
        "{row}"
    );
    let source = page.part("name=\"source\" value=\"", "\">").to_owned();
    let source = source.trim_start_matches("name=\"source\" value=\"");
    let source = source.trim_end_matches("\">");
    let kept = [("champ", "phone"), ("source", source)];
    let done = browser.post(&format!("{address}/coordonnees"), &kept).await;
    assert_eq!(done.location(), address);
    browser
        .get(&address)
        .await
        .shows("La fiche a été complétée.")
        .shows("Annuler");
    let nothing = [("champ", "ine"), ("source", source)];
    let refused = browser
        .post(&format!("{address}/coordonnees"), &nothing)
        .await;
    assert_eq!(refused.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn the_picture_of_the_pathway_says_what_its_list_says() {
    let app = territory().await;
    let mut browser = Browser::signed_in(&app, BOBIGNY, Role::CfaStaff).await;
    let key = key_of(&mut browser, "haddad").await;
    let page = browser.get(&format!("/jeunes/{key}")).await;
    let picture = page.part("<figure class=\"line", "</figure>");
    for piece in [
        "line-seg-contract",
        "line-seg-broken",
        "line-break",
        "Limite des 6 mois",
        "is-now",
    ] {
        assert!(picture.contains(piece), "{piece}");
    }
    insta::assert_snapshot!(picture);
}

#[tokio::test]
async fn the_history_is_of_one_network_when_asked() {
    let app = territory().await;
    let mut browser = Browser::signed_in(&app, MONTREUIL, Role::Counsellor).await;
    let key = key_of(&mut browser, "benali").await;
    let page = browser.get(&format!("/jeunes/{key}?h=cfa")).await;
    let history = page.part("id=\"histoire\"", "</section>");
    assert!(!history.contains("Montreuil") && history.contains("Bobigny"));
}
