//! What each role is shown of people.

use axum::http::StatusCode;
use tdu_casework::NewAccount;
use tdu_domain::access::Role;
use tdu_testkit::{BOBIGNY, MONTREUIL, PASSWORD, TestApp, VERSAILLES};

use crate::support::{Browser, key_of, territory};

/// The territory, with a young person whose disability is recognised.
async fn with_disability() -> TestApp {
    let app = territory().await;
    let file = "N° dossier;Nom de naissance;Prénom;Date de naissance;Commune;Conseiller référent;RQTH\n\
                1003;Moreau;Lina;02/03/2006;Montreuil;Conseil A;oui\n";
    let importer = app.member(MONTREUIL, Role::Administrator).await;
    app.import_file(&importer, "jeunes.csv", file.into()).await;
    app
}

async fn browser(app: &TestApp, organisation: &str, role: Role) -> Browser {
    app.member(organisation, role).await;
    Browser::signed_in(app, organisation, role).await
}

#[tokio::test]
async fn company_relations_read_a_card_and_nothing_else() {
    let app = territory().await;
    let mut companies = browser(&app, BOBIGNY, Role::CompanyRelations).await;
    assert_eq!(companies.get("/").await.location(), "/jeunes");
    let list = companies.get("/jeunes").await;
    list.shows("Benali")
        .hides("Sans contrat depuis")
        .hides("Conseil A");
    let person = key_of(&mut companies, "benali").await;
    let card = companies.get(&format!("/jeunes/{person}")).await;
    card.shows("Pour trouver une entreprise")
        .hides("Ligne du parcours")
        .hides("Mission locale de démonstration")
        .hides("Conseil A");
    for filtered in ["/jeunes?signal=contract_search_limit", "/jeunes?age_max=17"] {
        let narrowed = companies.get(filtered).await;
        assert_eq!(
            narrowed.body.matches("data-row-link").count(),
            list.body.matches("data-row-link").count(),
            "what is not shown does not choose either: {filtered}"
        );
    }
    for refused in ["/jeunes/export.csv", "/a-affecter", "/doublons"] {
        let answer = companies.get(refused).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{refused}");
    }
    let contact = [("date", "2026-11-20"), ("moyen", "phone")];
    let refused = companies
        .post(&format!("/jeunes/{person}/contact"), &contact)
        .await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn disability_is_shown_to_referents_and_to_who_follows_by_name() {
    let app = with_disability().await;
    let mut referent = browser(&app, MONTREUIL, Role::InclusionReferent).await;
    let person = key_of(&mut referent, "moreau").await;
    let page = format!("/jeunes/{person}");
    referent.get("/jeunes?rqth=1").await.shows("Moreau");
    referent.get(&page).await.shows("RQTH");

    let mut following = Browser::signed_in(&app, MONTREUIL, Role::Counsellor).await;
    following.get(&page).await.shows("RQTH");
    following.get("/jeunes").await.hides("RQTH");

    let mut manager = browser(&app, MONTREUIL, Role::Manager).await;
    manager
        .get(&page)
        .await
        .shows("Moreau")
        .hides("RQTH")
        .hides("handicap");
    let everyone = manager.get("/jeunes").await;
    let asked = manager.get("/jeunes?rqth=1").await;
    assert_eq!(
        asked.body.matches("data-row-link").count(),
        everyone.body.matches("data-row-link").count()
    );
    let taken = |csv: &str| {
        let line = csv.lines().find(|line| line.starts_with("Moreau"));
        line.unwrap_or_default().to_lowercase().contains("oui")
    };
    assert!(!taken(&manager.get("/jeunes/export.csv").await.body));
    assert!(taken(&referent.get("/jeunes/export.csv").await.body));
}

#[tokio::test]
async fn who_saw_a_file_is_read_by_those_who_accompany_and_whole_by_the_officer() {
    let app = territory().await;
    let mut staff = browser(&app, BOBIGNY, Role::CfaStaff).await;
    let person = key_of(&mut staff, "benali").await;
    let page = format!("/jeunes/{person}");
    let seen = format!("{page}/consultations");
    staff.get(&page).await.shows("Qui a vu ce dossier");
    let list = staff.get(&seen).await;
    list.shows("Fiche consultée")
        .shows("Tient un dossier sur ce jeune")
        .shows("Membre de 0990001N")
        .hides("Depuis");

    let mut officer = browser(&app, BOBIGNY, Role::DataProtectionOfficer).await;
    assert_eq!(officer.get(&page).await.status, StatusCode::FORBIDDEN);
    let whole = officer.get(&seen).await;
    whole.shows("Depuis").shows("Liste des consultations lue");
    assert_eq!(
        whole.body.matches("Fiche consultée").count(),
        list.body.matches("Fiche consultée").count()
    );

    let mut stranger = browser(&app, MONTREUIL, Role::Counsellor).await;
    let unknown = key_of(&mut staff, "benali").await.replace('7', "8");
    let absent = stranger
        .get(&format!("/jeunes/{unknown}/consultations"))
        .await;
    assert_eq!(absent.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_right_held_in_one_organisation_is_of_no_use_in_another() {
    let app = territory().await;
    let mut counsellor = Browser::signed_in(&app, MONTREUIL, Role::Counsellor).await;
    let person = key_of(&mut counsellor, "benali").await;
    app.member(MONTREUIL, Role::Administrator).await;
    let email = format!("administrator@{}.example", MONTREUIL.to_lowercase());
    let second = NewAccount {
        email,
        name: "Deux structures".to_owned(),
        password: PASSWORD.to_owned(),
        organisation: VERSAILLES.to_owned(),
        role: Role::Counsellor,
        portfolio: Some("Conseil A".to_owned()),
    };
    app.casework.set_up_account(second).await.unwrap();
    let mut browser = Browser::signed_in(&app, MONTREUIL, Role::Administrator).await;
    assert_eq!(browser.get("/cles").await.status, StatusCode::OK);
    assert_eq!(browser.get("/jeunes").await.status, StatusCode::FORBIDDEN);

    let found = app.casework.store().organisation_of_code(VERSAILLES).await;
    let versailles = found.unwrap().unwrap().0.id.to_string();
    browser
        .post("/organisation", &[("organisation", &versailles)])
        .await;
    assert_eq!(browser.get("/cles").await.status, StatusCode::FORBIDDEN);
    let list = browser.get("/jeunes").await;
    list.shows("Vous agissez pour Mission locale de démonstration – Versailles");
    let other = browser.get(&format!("/jeunes/{person}")).await;
    assert_eq!(other.status, StatusCode::NOT_FOUND);
}
