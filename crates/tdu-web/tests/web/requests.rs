//! Asking to see someone whom others accompany, answering, and emergencies.

use axum::http::StatusCode;
use tdu_domain::access::Role;
use tdu_testkit::{MONTREUIL, TestApp, VERSAILLES};

use crate::support::{Answer, Browser, territory};

const INES: [(&str, &str); 3] = [
    ("nom", "Benali"),
    ("prenom", "Inès"),
    ("naissance", "2007-05-14"),
];

async fn browser(app: &TestApp, organisation: &str, role: Role) -> Browser {
    app.member(organisation, role).await;
    Browser::signed_in(app, organisation, role).await
}

/// The address of the first form that a page sends below an address.
fn form<'a>(page: &'a Answer, below: &str) -> &'a str {
    let action = page.part(&format!("action=\"{below}"), "\">");
    action.trim_start_matches("action=\"")
}

#[tokio::test]
async fn from_a_search_to_a_shared_file() {
    let app = territory().await;
    let mut stranger = browser(&app, VERSAILLES, Role::Counsellor).await;
    let none = stranger.get("/jeunes?q=benali").await;
    none.shows("Chercher dans tout le territoire");
    let met = stranger.post("/demandes/chercher", &INES).await;
    met.shows("I. B., 19 ans")
        .shows("Mission locale de démonstration – Montreuil");
    let shown = met.part("<h2 id=\"trouves\"", "<form");
    assert!(
        !shown.contains("Benali") && !shown.contains("2007"),
        "{shown}"
    );
    let mistyped = [INES[0], INES[1], ("naissance", "2007-05-15")];
    stranger
        .post("/demandes/chercher", &mistyped)
        .await
        .shows("Personne n’a cette identité");

    let without = stranger.post("/demandes", &INES).await;
    assert_eq!(without.status, StatusCode::UNPROCESSABLE_ENTITY);
    let number = [
        &INES[..],
        &[("motif", "carte 4111 1111 1111 1111"), ("relu", "1")],
    ]
    .concat();
    let refused = stranger.post("/demandes", &number).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    refused.shows("carte bancaire");
    let health = [&INES[..], &[("motif", "Elle est enceinte")]].concat();
    let warned = stranger.post("/demandes", &health).await;
    assert_eq!(warned.status, StatusCode::UNPROCESSABLE_ENTITY);
    warned.shows("Ce texte parle de santé");
    assert!(warned.body.contains("name=\"relu\""));
    let asked = [&INES[..], &[("motif", "Elle s’installe à Versailles")]].concat();
    let sent = stranger.post("/demandes", &asked).await;
    assert_eq!(sent.location(), "/demandes");
    let mine = stranger.get("/demandes").await;
    mine.shows("I. B.")
        .shows("En attente d’une réponse")
        .hides("Benali");

    let mut owner = Browser::signed_in(&app, MONTREUIL, Role::Counsellor).await;
    owner
        .get("/")
        .await
        .shows("Une demande d’accès attend votre réponse");
    let received = owner.get("/demandes").await;
    received
        .shows("Inès Benali")
        .shows("Elle s’installe à Versailles");
    let accept = form(&received, "/demandes/").to_owned();
    let refuse = accept.replace("/accepter", "/refuser");
    let warned = owner.post(&refuse, &[("mot", "Elle est malade")]).await;
    assert_eq!(warned.status, StatusCode::UNPROCESSABLE_ENTITY);
    warned.shows("Ce texte parle de santé");
    assert!(warned.body.contains("value=\"Elle est malade\""));
    let early = owner.post(&accept, &[("date", "2026-11-21")]).await;
    assert_eq!(early.status, StatusCode::UNPROCESSABLE_ENTITY);
    let accepted = owner.post(&accept, &[("date", "2026-12-01")]).await;
    assert_eq!(accepted.location(), "/demandes");

    let list = stranger.get("/jeunes").await;
    list.shows("Benali");
    let person = list.part("/jeunes/01", "\"").to_owned();
    stranger
        .get(&person)
        .await
        .shows("parce que sa demande d’accès a été acceptée")
        .shows("Accès accepté pour Mission locale de démonstration – Versailles");
    app.set_today(jiff::civil::date(2026, 12, 2));
    let mut stranger = Browser::signed_in(&app, VERSAILLES, Role::Counsellor).await;
    assert_eq!(stranger.get(&person).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn an_emergency_is_read_by_data_protection_officers() {
    let app = territory().await;
    let mut manager = browser(&app, VERSAILLES, Role::Manager).await;
    manager
        .post("/demandes/chercher", &INES)
        .await
        .shows("C’est urgent");
    let hasty = [("raison", "danger"), ("motif", " "), ("heures", "")];
    let refused = manager
        .post("/acces-exceptionnels", &[&INES[..], &hasty].concat())
        .await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    refused
        .shows("Expliquez en quelques mots")
        .shows("Choisissez une durée de 1 à 24 heures");
    let given = [
        ("raison", "danger"),
        ("motif", "Appel inquiétant"),
        ("heures", "2"),
    ];
    let opened = manager
        .post("/acces-exceptionnels", &[&INES[..], &given].concat())
        .await;
    let page = manager.get(opened.location()).await;
    page.shows("Benali").shows("ouverte en urgence");
    assert!(!page.body.contains("acte=contact"), "to read only");

    let mut officer = browser(&app, MONTREUIL, Role::DataProtectionOfficer).await;
    officer.get("/").await.shows("Un accès exceptionnel à lire");
    let told = officer.get("/acces-exceptionnels").await;
    told.shows("I. B.")
        .shows("Appel inquiétant")
        .shows("Versailles")
        .hides("Benali");
    let read = form(&told, "/acces-exceptionnels/").to_owned();
    officer.post(&read, &[]).await;
    officer.get("/").await.hides("Un accès exceptionnel à lire");
}

#[tokio::test]
async fn an_account_looks_for_twenty_strangers_an_hour() {
    let app = territory().await;
    let mut stranger = browser(&app, VERSAILLES, Role::Counsellor).await;
    for _ in 0..20 {
        let met = stranger.post("/demandes/chercher", &INES).await;
        assert_eq!(met.status, StatusCode::OK);
    }
    let refused = stranger.post("/demandes/chercher", &INES).await;
    assert_eq!(refused.status, StatusCode::TOO_MANY_REQUESTS);
    refused.shows("Trop de recherches").hides("I. B.");
    app.wait_minutes(60);
    let met = stranger.post("/demandes/chercher", &INES).await;
    assert_eq!(met.status, StatusCode::OK);
}

#[tokio::test]
async fn an_access_given_is_taken_back() {
    let app = territory().await;
    let mut stranger = browser(&app, VERSAILLES, Role::Counsellor).await;
    let asked = [&INES[..], &[("motif", "Pour un atelier")]].concat();
    stranger.post("/demandes", &asked).await;
    let mut owner = browser(&app, MONTREUIL, Role::Counsellor).await;
    let received = owner.get("/demandes").await;
    received.hides("Accès accordés");
    let accept = form(&received, "/demandes/").to_owned();
    owner.post(&accept, &[("date", "2026-12-01")]).await;
    let person = stranger
        .get("/jeunes")
        .await
        .part("/jeunes/01", "\"")
        .to_owned();

    let given = owner.get("/demandes").await;
    given.shows("Accès accordés").shows("décembre 2026");
    let withdraw = accept.replace("/accepter", "/retirer");
    assert!(given.body.contains(&withdraw));
    let stolen = stranger.post(&withdraw, &[]).await;
    assert_eq!(stolen.status, StatusCode::NOT_FOUND);
    assert_eq!(owner.post(&withdraw, &[]).await.location(), "/demandes");
    owner.get("/demandes").await.hides("Accès accordés");
    assert_eq!(stranger.get(&person).await.status, StatusCode::NOT_FOUND);
    stranger
        .get("/demandes")
        .await
        .shows("L’accès a été retiré avant sa fin");
    owner
        .get(&person)
        .await
        .shows("Accès retiré à Mission locale de démonstration – Versailles");
    let twice = owner.post(&withdraw, &[]).await;
    assert_eq!(twice.status, StatusCode::CONFLICT);
}
