//! *Accueillir un jeune sans dossier*.

use axum::http::StatusCode;
use tdu_domain::access::Role;
use tdu_testkit::{BOBIGNY, MONTREUIL};

use crate::support::{Browser, territory};

#[tokio::test]
async fn a_cfa_welcomes_who_came_alone_and_refers_them() {
    let app = territory().await;
    app.member(BOBIGNY, Role::CfaStaff).await;
    let mut cfa = Browser::signed_in(&app, BOBIGNY, Role::CfaStaff).await;
    cfa.get("/jeunes").await.shows("Accueillir un jeune");
    cfa.get("/accueil").await.shows("Nom de naissance");
    let form = vec![
        ("nom", "Okafor"),
        ("prenom", "Ada"),
        ("naissance", "2007-03-04"),
        ("commune", "93048"),
        ("telephone", "12"),
    ];
    let refused = cfa.post("/accueil", &form).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    refused.shows("10 chiffres");
    let all_wrong = [
        ("prenom", "Ada7"),
        ("naissance", "demain"),
        ("email", "ada"),
    ];
    let refused = cfa.post("/accueil", &all_wrong).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    refused.shows("Date de naissance : La date ne se lit pas");
    for field in ["nom", "prenom", "naissance", "commune", "email"] {
        let told = format!("id=\"f-{field}-erreur\"");
        assert!(refused.body.contains(&told), "{field}");
    }
    let made = cfa.post("/accueil", &form[..4]).await;
    assert!(made.location().ends_with("/orienter"), "{}", made.body);
    let next = made.location().to_owned();
    cfa.get(&next)
        .await
        .shows("Le jeune est accueilli.")
        .shows("Mission locale de démonstration – Montreuil");
    let again = cfa.post("/accueil", &form[..4]).await;
    again.shows("Cette personne est peut-être déjà connue");

    app.member(MONTREUIL, Role::Counsellor).await;
    let mut ml = Browser::signed_in(&app, MONTREUIL, Role::Counsellor).await;
    ml.get("/jeunes").await.hides("Accueillir un jeune");
    assert_eq!(ml.get("/accueil").await.status, StatusCode::CONFLICT);
}
