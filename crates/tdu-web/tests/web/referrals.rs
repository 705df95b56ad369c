//! Referring someone from their page, answering, and what a third organisation meets.

use axum::http::StatusCode;
use tdu_domain::access::Role;
use tdu_testkit::{BOBIGNY, MEAUX, MONTREUIL, TestApp};

use crate::support::{Browser, key_of, territory};

/// The key of an organisation, as forms send it.
async fn organisation(app: &TestApp, code: &str) -> String {
    let known = app.member(code, Role::Manager).await;
    known.organisation.id.to_string()
}

#[tokio::test]
async fn a_referral_is_checked_sent_read_refused_and_never_met_by_a_third() {
    let app = territory().await;
    let bobigny = organisation(&app, BOBIGNY).await;
    let mut ml = Browser::signed_in(&app, MONTREUIL, Role::Counsellor).await;
    let key = key_of(&mut ml, "zoe").await;
    let form = format!("/jeunes/{key}/orienter");
    ml.get(&form).await.shows("Vers quel CFA");

    let bare = ml.post(&form, &[("action", "verifier")]).await;
    assert_eq!(bare.status, StatusCode::UNPROCESSABLE_ENTITY);
    bare.shows("Choisissez vers qui orienter ce jeune.")
        .shows("Indiquez au moins un métier.")
        .shows("Dites au jeune ce qui est envoyé");

    let wrong = [
        ("metier", "dompteur"),
        ("disponible", "1990-01-01"),
        ("action", "verifier"),
    ];
    let wrong = ml.post(&form, &wrong).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    wrong
        .shows("Choisissez vers qui orienter ce jeune.")
        .shows("vérifiez l’année")
        .shows("Dites au jeune ce qui est envoyé")
        .hides("Indiquez au moins un métier.");
    for typed in ["dompteur", "1990-01-01"] {
        assert!(
            wrong.body.contains(&format!("value=\"{typed}\"")),
            "{typed}"
        );
    }

    let mut filled = vec![
        ("vers", bobigny.as_str()),
        ("pourquoi", "learn_trade"),
        ("metier", "boulanger"),
        ("besoin", "mobility"),
        ("papier", "cv"),
        ("informe", "oui"),
        ("action", "verifier"),
    ];
    let checked = ml.post(&form, &filled).await;
    checked
        .shows("Le CFA verra")
        .shows("Métiers : Boulanger")
        .shows("Besoins : Mobilité");
    assert!(checked.body.contains("value=\"envoyer\""));
    filled.pop();
    filled.push(("action", "envoyer"));
    let sent = ml.post(&form, &filled).await;
    let page = ml.get(sent.location()).await;
    page.shows("L’orientation est envoyée.")
        .shows("Orienté vers un CFA")
        .shows("Orientation vers CFA de démonstration – Bobigny : Boulanger.");
    let again = ml.post(&form, &filled).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
    again.shows("Une orientation vers cette structure est déjà en cours.");

    let mut cfa = Browser::signed_in(&app, BOBIGNY, Role::CfaStaff).await;
    let list = cfa.get("/orientations").await;
    list.shows("Orientations (1)").shows("Boulanger");
    let address = list.part("/orientations/0", "\"").to_owned();
    cfa.get(&format!("/jeunes/{key}?acte=orientations")).await;
    let read = [("acte", "acknowledge")];
    cfa.post(&format!("{address}/repondre"), &read).await;
    let nothing = [("acte", "refuse")];
    cfa.post(&format!("{address}/repondre"), &nothing)
        .await
        .shows("Choisissez un motif.")
        .shows("Proposez autre chose.");
    let unsaid = [("acte", "refuse"), ("motif", "no_place")];
    let refused = cfa.post(&format!("{address}/repondre"), &unsaid).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    refused.shows("Proposez autre chose.");
    assert!(refused.body.contains("value=\"no_place\" selected"));
    let said = [unsaid[0], unsaid[1], ("proposition", "next_session")];
    let done = cfa.post(&format!("{address}/repondre"), &said).await;
    cfa.get(done.location())
        .await
        .shows("Motif : plus de place. Proposition : la prochaine session.");
    let late = cfa
        .post(&format!("{address}/repondre"), &[("acte", "accept")])
        .await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    late.shows("Cette orientation est déjà refusée");
    ml.get("/orientations?partie=terminees")
        .await
        .shows("Refusée");

    app.member(MEAUX, Role::CfaStaff).await;
    let mut third = Browser::signed_in(&app, MEAUX, Role::CfaStaff).await;
    assert_eq!(third.get(&address).await.status, StatusCode::NOT_FOUND);
    let meddles = third.post(&format!("{address}/repondre"), &read).await;
    assert_eq!(meddles.status, StatusCode::NOT_FOUND);
}
