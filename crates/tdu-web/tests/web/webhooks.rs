//! Webhooks, told to a real HTTP server.

use std::sync::{Arc, Mutex};

use axum::Router;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::routing::post;
use serde_json::Value;
use tdu_casework::{Addresses, Casework, Post};
use tdu_domain::access::Role;
use tdu_domain::journal::ContactMeans;
use tdu_testkit::{BOBIGNY, MEAUX, MONTREUIL, PASSWORD, TestApp};

use crate::support::{Browser, TODAY, key_of, territory};

/// What a receiver took, and what it answers.
#[derive(Clone, Default)]
struct Receiver {
    taken: Arc<Mutex<Vec<(HeaderMap, String)>>>,
    away: Arc<Mutex<bool>>,
}

async fn take(State(receiver): State<Receiver>, headers: HeaderMap, body: String) -> StatusCode {
    receiver.taken.lock().unwrap().push((headers, body));
    if *receiver.away.lock().unwrap() {
        StatusCode::SERVICE_UNAVAILABLE
    } else {
        StatusCode::NO_CONTENT
    }
}

impl Receiver {
    async fn start(&self) -> String {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = format!("http://{}/actes", listener.local_addr().unwrap());
        let router = Router::new()
            .route("/actes", post(take))
            .with_state(self.clone());
        tokio::spawn(async { axum::serve(listener, router).await });
        address
    }

    fn taken(&self) -> Vec<(HeaderMap, String)> {
        self.taken.lock().unwrap().clone()
    }
}

/// An administrator of a CFA, in a browser, where webhooks may lead to this machine.
async fn administrator(app: &TestApp, casework: &Casework, organisation: &str) -> Browser {
    app.member(organisation, Role::Administrator).await;
    let mut browser = Browser::of(casework.clone());
    let email = format!("administrator@{}.example", organisation.to_lowercase());
    browser.sign_in(&email, PASSWORD).await;
    browser
}

async fn contact(app: &TestApp) {
    let mut follower = Browser::signed_in(app, MONTREUIL, Role::Counsellor).await;
    let person = key_of(&mut follower, "benali").await.parse().unwrap();
    let counsellor = app
        .member_following(MONTREUIL, Role::Counsellor, Some("Conseil A"))
        .await;
    let means = ContactMeans::Phone;
    let done = app
        .casework
        .record_contact(&counsellor, person, TODAY, means);
    done.await.unwrap();
}

#[tokio::test]
async fn a_webhook_is_told_each_act_signed_and_without_a_name() {
    let app = territory().await;
    let casework = app.casework.clone().telling(Addresses::Private);
    let (receiver, stranger) = (Receiver::default(), Receiver::default());
    let mut cfa = administrator(&app, &casework, BOBIGNY).await;
    let page = cfa
        .post("/webhooks", &[("adresse", &receiver.start().await)])
        .await;
    let secret = page.part("spellcheck=\"false\">", "<");
    let secret = secret.rsplit('>').next().unwrap().to_owned();
    assert_eq!(secret.len(), 64);
    cfa.get("/webhooks").await.hides(&secret);
    let mut elsewhere = administrator(&app, &casework, MEAUX).await;
    elsewhere
        .post("/webhooks", &[("adresse", &stranger.start().await)])
        .await;
    casework.spread_webhooks().await.unwrap();
    contact(&app).await;
    assert_eq!(casework.spread_webhooks().await.unwrap(), 1);
    assert_eq!(casework.spread_webhooks().await.unwrap(), 0);
    assert_eq!(casework.post_webhooks(&Post).await.unwrap(), 1);
    assert_eq!(casework.post_webhooks(&Post).await.unwrap(), 0);
    assert!(
        stranger.taken().is_empty(),
        "who does not see the person is told nothing"
    );
    let taken = receiver.taken();
    assert_eq!(taken.len(), 1);
    let (headers, body) = &taken[0];
    let header = |name: &str| headers[name].to_str().unwrap();
    let timestamp = header("tdu-timestamp").parse().unwrap();
    let signature = Casework::webhook_signature(&secret, timestamp, body);
    assert_eq!(header("tdu-signature"), signature);
    let told: Value = serde_json::from_str(body).unwrap();
    let fields: Vec<&String> = told.as_object().unwrap().keys().collect();
    let mut expected = ["id", "act", "line", "person", "on", "organisation"];
    expected.sort_unstable();
    let mut fields: Vec<&str> = fields.into_iter().map(String::as_str).collect();
    fields.sort_unstable();
    assert_eq!(fields, expected);
    assert_eq!(told["act"], "contact_recorded");
    assert_eq!(told["on"], TODAY.to_string());
    assert_eq!(told["id"], header("tdu-delivery"));
    cfa.get("/webhooks").await.shows("reçu le");
    let kept = app.contents().await;
    assert!(!kept["directory.webhook"].contains(&secret), "sealed");
}

#[tokio::test]
async fn what_is_not_taken_is_tried_again_then_given_up_then_sent_by_hand() {
    let app = territory().await;
    let casework = app.casework.clone().telling(Addresses::Private);
    let receiver = Receiver::default();
    let mut cfa = administrator(&app, &casework, BOBIGNY).await;
    let address = receiver.start().await;
    cfa.post("/webhooks", &[("adresse", &address)]).await;
    casework.spread_webhooks().await.unwrap();
    *receiver.away.lock().unwrap() = true;
    contact(&app).await;
    casework.spread_webhooks().await.unwrap();
    for tries in 1..=9 {
        assert_eq!(casework.post_webhooks(&Post).await.unwrap(), 0);
        assert_eq!(
            casework.post_webhooks(&Post).await.unwrap(),
            0,
            "not at once"
        );
        assert_eq!(receiver.taken().len(), tries);
        app.wait_minutes(2_881);
    }
    casework.post_webhooks(&Post).await.unwrap();
    assert_eq!(receiver.taken().len(), 9, "given up");
    let mut cfa = administrator(&app, &casework, BOBIGNY).await;
    cfa.get("/webhooks").await.shows("abandonné").shows("503");
    *receiver.away.lock().unwrap() = false;
    let mut elsewhere = administrator(&app, &casework, MEAUX).await;
    elsewhere.post("/webhooks/renvoyer", &[]).await;
    assert_eq!(
        casework.post_webhooks(&Post).await.unwrap(),
        0,
        "not by another"
    );
    cfa.post("/webhooks/renvoyer", &[]).await;
    assert_eq!(casework.post_webhooks(&Post).await.unwrap(), 1);
    let taken = receiver.taken();
    let named = |at: usize| taken[at].0["tdu-delivery"].clone();
    assert_eq!(named(0), named(9), "the same delivery");
}

#[tokio::test]
async fn a_name_that_leads_to_this_machine_is_told_nothing() {
    let app = territory().await;
    let casework = app.casework.clone();
    let mut cfa = administrator(&app, &casework, BOBIGNY).await;
    for refused in [
        "http://logiciel.example/",
        "https://127.0.0.1/",
        "javascript:1",
    ] {
        let answer = cfa.post("/webhooks", &[("adresse", refused)]).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{refused}");
        answer.shows("adresse publique en https");
    }
    cfa.post("/webhooks", &[("adresse", "https://localhost:9/")])
        .await;
    casework.spread_webhooks().await.unwrap();
    contact(&app).await;
    casework.spread_webhooks().await.unwrap();
    assert_eq!(casework.post_webhooks(&Post).await.unwrap(), 0);
    cfa.get("/webhooks").await.shows("adresse privée refusée");
}
