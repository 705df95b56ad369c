//! *Équipe*, and what an invitation's link opens.

use axum::http::StatusCode;
use tdu_domain::access::Role;
use tdu_testkit::{BOBIGNY, MONTREUIL};

use crate::support::{Browser, territory};

const GUEST: [(&str, &str); 3] = [
    ("email", "camille@ml.example"),
    ("nom", "Camille Durand"),
    ("role", "counsellor"),
];

async fn administrator(app: &tdu_testkit::TestApp) -> Browser {
    app.member(MONTREUIL, Role::Administrator).await;
    Browser::signed_in(app, MONTREUIL, Role::Administrator).await
}

#[tokio::test]
async fn a_guest_looks_then_accepts_by_choosing_a_password() {
    let app = territory().await;
    let mut administrator = administrator(&app).await;
    let page = administrator.post("/equipe/invitations", &GUEST).await;
    assert_eq!(page.status, StatusCode::OK);
    let link = page.part("/invitation/", "<").to_owned();
    administrator
        .get("/equipe")
        .await
        .shows("Une invitation en attente")
        .hides(&link);

    let mut guest = Browser::on(&app);
    for _ in 0..3 {
        guest
            .get(&link)
            .await
            .shows("Rejoindre Mission locale de démonstration – Montreuil")
            .shows("Camille Durand");
    }
    let weak = guest.post(&link, &[("nouveau", "motdepasse2026")]).await;
    assert_eq!(weak.status, StatusCode::UNPROCESSABLE_ENTITY);
    weak.shows("Trop facile à deviner");
    let chosen = [("nouveau", "lanterne cabestan grenier")];
    let answer = guest.post(&link, &chosen).await;
    assert_eq!(answer.location(), "/");
    guest.get("/").await.shows("Ma journée").shows("Bienvenue");
    let again = Browser::on(&app).post(&link, &chosen).await;
    assert_eq!(again.status, StatusCode::NOT_FOUND);
    administrator
        .get("/equipe")
        .await
        .shows("camille@ml.example")
        .shows("Camille Durand a rejoint la structure")
        .hides("en attente");
}

#[tokio::test]
async fn what_is_wrong_with_an_invitation_is_told_at_once_and_kept() {
    let app = territory().await;
    let mut administrator = administrator(&app).await;
    let hasty = [
        ("email", "camille"),
        ("nom", ""),
        ("role", "data_protection_officer"),
    ];
    let refused = administrator.post("/equipe/invitations", &hasty).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    refused.shows("Nom : Indiquez").shows("E-mail : ");
    assert!(refused.body.contains("value=\"camille\""));
    assert!(
        refused
            .body
            .contains("value=\"data_protection_officer\" selected")
    );
}

#[tokio::test]
async fn someone_else_cannot_accept_in_one_s_place() {
    let app = territory().await;
    let mut administrator = administrator(&app).await;
    let page = administrator.post("/equipe/invitations", &GUEST).await;
    let link = page.part("/invitation/", "<").to_owned();
    let mut other = Browser::signed_in(&app, MONTREUIL, Role::Counsellor).await;
    other
        .get(&link)
        .await
        .shows("Déconnectez-vous, puis rouvrez le lien");
    let refused = other.post(&link, &[]).await;
    assert_eq!(refused.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn members_of_other_organisations_are_not_found() {
    let app = territory().await;
    let mut administrator = administrator(&app).await;
    let stranger = app.member(BOBIGNY, Role::CfaStaff).await;
    for act in ["role", "retirer"] {
        let address = format!("/equipe/membres/{}/{act}", stranger.account);
        let answer = administrator
            .post(&address, &[("role", "counsellor")])
            .await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND);
    }
    let mut counsellor = Browser::signed_in(&app, MONTREUIL, Role::Counsellor).await;
    assert_eq!(
        counsellor.get("/equipe").await.status,
        StatusCode::FORBIDDEN
    );
    let invited = counsellor.post("/equipe/invitations", &GUEST).await;
    assert_eq!(invited.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn the_last_administrator_is_told_why_they_stay() {
    let app = territory().await;
    let mut browser = administrator(&app).await;
    let page = browser.get("/equipe").await;
    let me = app.member(MONTREUIL, Role::Administrator).await;
    assert!(
        page.body
            .contains(&format!("/equipe/membres/{}/retirer", me.account))
    );
    let mut browser = Browser::signed_in(&app, MONTREUIL, Role::Administrator).await;
    let address = format!("/equipe/membres/{}/retirer", me.account);
    let refused = browser.post(&address, &[]).await;
    assert_eq!(refused.status, StatusCode::CONFLICT);
    refused.shows("C’est le dernier administrateur");
}
