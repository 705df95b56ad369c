//! *Jeunes*.

use axum::http::StatusCode;
use tdu_domain::access::Role;
use tdu_testkit::{BOBIGNY, Learner, MEAUX, MONTREUIL, Youth};

use crate::support::{Browser, key_of, territory};

#[tokio::test]
async fn names_are_found_however_typed() {
    let app = territory().await;
    let mut browser = Browser::signed_in(&app, MONTREUIL, Role::Counsellor).await;
    for typed in [
        "leveque",
        "LÉVÊQUE-MARTIN",
        "martin+zoe",
        "zo%C3%A9%20leve",
        "Leveque%20martin",
    ] {
        let list = browser.get(&format!("/jeunes?q={typed}")).await;
        list.shows("Jeunes : 1 trouvé")
            .shows("Lévêque-Martin Zoé")
            .hides("Benali");
    }
    browser
        .get("/jeunes?q=personne")
        .await
        .shows("Personne ne correspond.");
}

#[tokio::test]
async fn a_list_stays_that_of_whom_it_was_asked_for() {
    let app = territory().await;
    let mut browser = Browser::signed_in(&app, MONTREUIL, Role::Counsellor).await;
    let unasked = browser.get("/jeunes?de=defaut").await;
    assert!(unasked.body.contains(r#"name="de" value="defaut""#));
    browser
        .get("/jeunes?de=defaut&q=leveque")
        .await
        .shows("Lévêque-Martin Zoé");
    let own = browser.get("/jeunes?de=moi&q=leveque").await;
    own.shows("Personne ne correspond.")
        .shows("Chercher dans votre structure");
    assert!(own.body.contains(r#"href="/jeunes?q=leveque""#));
    let everyone = browser.get("/jeunes?de=tous&age_min=abc").await;
    everyone
        .shows("Lévêque-Martin Zoé")
        .shows("ce filtre n’a pas été appliqué");
    assert!(everyone.body.contains(r#"name="de" value="tous""#));
    assert!(everyone.body.contains(r#"inputmode="numeric" value="abc""#));
    browser
        .get("/jeunes?de=tous&age_min=25&age_max=18")
        .await
        .shows("Le premier âge dépasse le second");
    let past = browser.get("/jeunes?de=tous&page=9999").await;
    assert_eq!(past.location(), "/jeunes?de=tous");
}

#[tokio::test]
async fn filters_are_in_the_address_with_their_counts() {
    let app = territory().await;
    let mut browser = Browser::signed_in(&app, BOBIGNY, Role::CfaStaff).await;
    browser
        .get("/jeunes")
        .await
        .shows("Jeunes : 2 accompagnés par votre structure")
        .shows("Cherchent une entreprise 1")
        .shows("Contrat rompu 1");
    browser
        .get("/jeunes?etape=training_after_rupture")
        .await
        .shows("Haddad Yanis")
        .hides("Benali");
    browser
        .get("/jeunes?signal=contract_search_limit")
        .await
        .shows("Benali Inès")
        .hides("Haddad");
    browser.get("/jeunes?age_max=17").await.hides("Haddad");
    browser
        .get("/jeunes?commune=93048&age_min=18&age_max=19&tri=nom")
        .await
        .shows("Haddad Yanis");
}

#[tokio::test]
async fn a_view_is_saved_and_removed() {
    let app = territory().await;
    let mut browser = Browser::signed_in(&app, MONTREUIL, Role::Counsellor).await;
    let saved = browser
        .post(
            "/jeunes/vues",
            &[("nom", "Les mineurs"), ("requete", "age_max=17&page=4&x=1")],
        )
        .await;
    assert_eq!(saved.location(), "/jeunes?age_max=17");
    let list = browser.get("/jeunes?age_max=17").await;
    list.shows("La vue est enregistrée.").shows("Les mineurs");
    let other = [("nom", "Les mineurs"), ("requete", "q=benali")];
    let refused = browser.post("/jeunes/vues", &other).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    refused.shows("Une vue porte déjà ce nom");
    let list = browser.get("/jeunes?age_max=17").await;
    list.shows("Les mineurs");
    let address = list.part("/jeunes/vues/", "\"").to_owned();
    browser.post(&address, &[]).await;
    browser.get("/jeunes").await.hides("Les mineurs");

    let refused = browser
        .post("/jeunes/vues", &[("nom", "  "), ("requete", "age_max=17")])
        .await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    refused.shows("Donnez un nom de 1 à 60 caractères.");
}

#[tokio::test]
async fn the_export_is_what_the_list_shows() {
    let app = territory().await;
    app.deliver(BOBIGNY, &[Learner::new("=cmd()", "Eve")]).await;
    let mut browser = Browser::signed_in(&app, BOBIGNY, Role::CfaStaff).await;
    let export = browser.get("/jeunes/export.csv?q=eve").await;
    assert_eq!(export.headers["content-type"], "text/csv; charset=utf-8");
    assert!(export.body.starts_with("\u{feff}Nom;Prénom;"));
    assert!(
        export
            .body
            .contains("\"'=cmd()\";Eve;14/05/2007;Montreuil;93048;")
    );
    assert_eq!(export.body.lines().count(), 2);
}

#[tokio::test]
async fn nobody_else_s_people_are_seen() {
    let app = territory().await;
    let mut bobigny = Browser::signed_in(&app, BOBIGNY, Role::CfaStaff).await;
    let key = key_of(&mut bobigny, "haddad").await;
    app.member(MEAUX, Role::CfaStaff).await;
    let mut meaux = Browser::signed_in(&app, MEAUX, Role::CfaStaff).await;
    meaux.get("/jeunes").await.hides("Haddad");
    let refused = meaux.get(&format!("/jeunes/{key}")).await;
    assert_eq!(refused.status, StatusCode::NOT_FOUND);
    let act = [("moyen", "phone"), ("date", "2026-11-22")];
    let refused = meaux.post(&format!("/jeunes/{key}/contact"), &act).await;
    assert_eq!(refused.status, StatusCode::NOT_FOUND);
    assert_eq!(
        meaux.get("/jeunes/pas-une-cle").await.status,
        StatusCode::NOT_FOUND
    );
}

#[tokio::test]
async fn fifty_rows_weigh_less_than_sixty_kilobytes() {
    let app = territory().await;
    let learners: Vec<Learner> = (0..60)
        .map(|number| {
            // Unlike each other, or they would be thought to be one person.
            let (one, two) = (Youth::nth(number), Youth::nth(number + 500));
            let born = format!(
                "{}-{:02}-{:02}",
                2004 + number % 5,
                number % 12 + 1,
                number % 28 + 1
            );
            let last_name = format!("{}-{}", one.last_name, two.last_name);
            Learner::new(
                &last_name,
                &format!("{}-{}", one.first_name, two.first_name),
            )
            .with("date_de_naissance_apprenant", born)
            .with("tel_apprenant", one.phone)
        })
        .collect();
    app.deliver(BOBIGNY, &learners).await;
    let mut browser = Browser::signed_in(&app, BOBIGNY, Role::CfaStaff).await;
    let list = browser.get("/jeunes").await;
    assert_eq!(list.body.matches("<tr data-row>").count(), 50);
    assert!(list.body.len() < 60_000, "{} bytes", list.body.len());
    list.shows("1 à 50 sur 62").shows("Suivante");
    let second = browser.get("/jeunes?page=2").await;
    second.shows("51 à 62 sur 62").shows("Précédente");
}
