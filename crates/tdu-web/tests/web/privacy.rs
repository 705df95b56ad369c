//! What data protection officers do for people.

use axum::http::StatusCode;
use tdu_domain::access::Role;
use tdu_testkit::{MONTREUIL, VERSAILLES};

use crate::support::{Browser, territory};

const INES: [(&str, &str); 3] = [
    ("nom", "Benali"),
    ("prenom", "Inès"),
    ("naissance", "2007-05-14"),
];

#[tokio::test]
async fn an_officer_takes_someone_s_archive_away() {
    let app = territory().await;
    app.member(MONTREUIL, Role::DataProtectionOfficer).await;
    let mut officer = Browser::signed_in(&app, MONTREUIL, Role::DataProtectionOfficer).await;
    officer.get("/").await.shows("Droits des personnes");
    let unfinished = officer.post("/droits", &INES[..2]).await;
    assert_eq!(unfinished.status, StatusCode::UNPROCESSABLE_ENTITY);
    let found = officer.post("/droits", &INES).await;
    let action = found.part("action=\"/jeunes/", "\">");
    let action = action.trim_start_matches("action=\"").to_owned();
    let taken = officer.post(&action, &[]).await;
    assert_eq!(taken.status, StatusCode::OK);
    assert_eq!(taken.headers["content-type"], "application/zip");
    assert!(taken.body.contains("mes-droits.html"));

    app.member(VERSAILLES, Role::DataProtectionOfficer).await;
    let mut stranger = Browser::signed_in(&app, VERSAILLES, Role::DataProtectionOfficer).await;
    let nobody = stranger.post("/droits", &INES).await;
    nobody.shows("Aucun jeune de votre organisme");
    let hidden = stranger.post(&action, &[]).await;
    assert_eq!(hidden.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn an_officer_reads_the_register() {
    let app = territory().await;
    app.member(MONTREUIL, Role::DataProtectionOfficer).await;
    let mut officer = Browser::signed_in(&app, MONTREUIL, Role::DataProtectionOfficer).await;
    officer
        .get("/registre")
        .await
        .shows("Travailleur handicapé reconnu (RQTH)")
        .shows("référents handicap");
}
