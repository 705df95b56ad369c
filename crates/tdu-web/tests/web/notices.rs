//! *Notifications*: the bell, the page, the choice of e-mails.

use axum::http::StatusCode;
use tdu_domain::access::Role;
use tdu_domain::journal::ContactMeans;
use tdu_testkit::{BOBIGNY, MONTREUIL};

use crate::support::{Browser, TODAY, key_of, territory};

#[tokio::test]
async fn the_bell_counts_what_others_did_and_reading_empties_it() {
    let app = territory().await;
    let mut follower = Browser::signed_in(&app, MONTREUIL, Role::Counsellor).await;
    let ines = key_of(&mut follower, "benali").await;
    let calm = follower.get("/notifications").await;
    calm.shows("Notifications : rien de nouveau");
    let staff = app.member(BOBIGNY, Role::CfaStaff).await;
    let means = ContactMeans::Phone;
    let person = ines.parse().unwrap();
    let done = app
        .casework
        .record_contact(&staff, person, TODAY, means)
        .await;
    done.unwrap();
    app.casework.spread_notices().await.unwrap();
    follower.get("/").await.shows("1 non lues");
    let page = follower.get("/notifications").await;
    page.shows("Notifications : 1 nouvelle")
        .shows("Benali")
        .shows("un contact a été noté")
        .shows("CFA de démonstration – Bobigny");
    let notice = page.part("name=\"notice\" value=\"", "\">");
    let notice = notice.rsplit('"').next().unwrap().to_owned();
    let fields = [("notice", notice.as_str()), ("person", ines.as_str())];
    let mut stranger = Browser::signed_in(&app, BOBIGNY, Role::CfaStaff).await;
    stranger.post("/notifications/lues", &fields[..1]).await;
    follower.get("/").await.shows("1 non lues");
    let opened = follower.post("/notifications/lues", &fields).await;
    assert_eq!(opened.location(), format!("/jeunes/{ines}"));
    follower.get("/").await.hides("non lues");
    follower
        .get("/notifications")
        .await
        .shows("Notifications : rien de nouveau")
        .shows("Benali");
}

#[tokio::test]
async fn when_e_mails_are_sent_is_chosen_in_ones_account() {
    let app = territory().await;
    let mut follower = Browser::signed_in(&app, MONTREUIL, Role::Counsellor).await;
    let page = follower.get("/compte").await;
    page.shows("Ce serveur n’envoie pas d’e-mails pour l’instant");
    assert!(
        page.body
            .contains("name=\"contact\" value=\"daily\" checked")
    );
    let chosen = [
        ("contact", "immediate"),
        ("access", "never"),
        ("file", "toujours"),
    ];
    let answer = follower.post("/compte/notifications", &chosen).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    let page = follower.get("/compte").await;
    for kept in [
        "name=\"contact\" value=\"immediate\" checked",
        "name=\"access\" value=\"never\" checked",
        "name=\"file\" value=\"daily\" checked",
    ] {
        assert!(page.body.contains(kept), "{kept}");
    }
}
