//! The description of the API, the page to read and try it, and how long a full call takes.

use axum::body::Body;
use axum::http::{Request, StatusCode};
use tdu_domain::access::Role;
use tdu_testkit::{BOBIGNY, Learner};

use crate::api::{body, counts};
use crate::client::Site;

#[tokio::test]
async fn the_description_says_everything() {
    let site = Site::open().await;
    let request = Request::get("/api/openapi.json")
        .body(Body::empty())
        .unwrap();
    let answer = site.send(request).await;
    assert_eq!(answer.header("content-type"), "application/json");
    insta::assert_snapshot!(answer.text());
}

#[tokio::test]
async fn the_page_describes_the_api_to_anyone() {
    let site = Site::open().await;
    let request = Request::get("/api").body(Body::empty()).unwrap();
    let answer = site.send(request).await;
    assert_eq!(answer.status, StatusCode::OK);
    let page = answer.text();
    assert!(page.contains("http://localhost:8080/api/v3/dossiers-apprenants"));
    for field in tdu_exchange::learner::FIELDS {
        assert!(page.contains(field.name), "{}", field.name);
    }
    for code in ["invalid_key", "not_a_cfa", "too_many_calls", "not_utf8"] {
        assert!(page.contains(code), "{code}");
    }
}

#[tokio::test]
async fn the_page_tries_a_call() {
    let site = Site::open().await;
    let key = site.key(BOBIGNY).await;
    let staff = site.visitor(BOBIGNY, Role::CfaStaff).await;
    assert!(staff.get("/api").await.text().contains(BOBIGNY));
    let payload = body(&[Learner::new("Benali", "Inès")]);
    let page = staff
        .post("/api/essai", &[("cle", &key), ("dossiers", &payload)])
        .await;
    assert_eq!(page.status, StatusCode::OK);
    let page = page.text();
    assert!(page.contains("1 dossier enregistré"), "{page}");
    assert!(!page.contains(&key), "the key is not shown again");
    let wrong = staff
        .post("/api/essai", &[("cle", "tdu_faux"), ("dossiers", "[]")])
        .await
        .text();
    assert!(wrong.contains("invalid_key") && wrong.contains("401"));
}

#[tokio::test]
#[ignore = "a measure: cargo test --release -p tdu-web -- --ignored --nocapture"]
async fn two_thousand_items_are_answered_within_a_second() {
    let site = Site::open().await;
    let key = site.key(BOBIGNY).await;
    let learners: Vec<Learner> = (0..2_000)
        .map(|n| {
            Learner::new(&format!("Nom{n}"), "Prénom")
                .contract(jiff::civil::date(2026, 9, 7), None)
                .with("siret_employeur", "19750655300019")
                .with("email_contact", format!("nom{n}@exemple.fr"))
        })
        .collect();
    let body = body(&learners);
    for (what, expected) in [
        ("created", [2_000, 0, 0, 0]),
        ("unchanged", [0, 0, 2_000, 0]),
    ] {
        let started = std::time::Instant::now();
        let answer = site.call(&key, body.clone()).await;
        let took = started.elapsed();
        assert_eq!(counts(&answer.json()), expected);
        println!("2,000 items {what}: {} ms", took.as_millis());
        assert!(took.as_millis() < 1_000);
    }
}
