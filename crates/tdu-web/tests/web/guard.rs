//! What protects visitors whatever the page.

use axum::http::{Method, StatusCode};
use tdu_domain::access::Role;
use tdu_testkit::MONTREUIL;

use crate::support::{Browser, territory};

#[tokio::test]
async fn every_answer_carries_a_strict_policy() {
    let app = territory().await;
    let mut browser = Browser::signed_in(&app, MONTREUIL, Role::Counsellor).await;
    for address in ["/", "/jeunes", "/connexion", "/nulle-part", "/sante"] {
        let answer = browser.get(address).await;
        let policy = answer.headers["content-security-policy"].to_str().unwrap();
        assert!(policy.contains("default-src 'self'") && policy.contains("frame-ancestors 'none'"));
        assert!(!policy.contains("unsafe-inline"));
        assert_eq!(answer.headers["x-content-type-options"], "nosniff");
        assert_eq!(answer.headers["cache-control"], "no-store");
        assert!(answer.headers.contains_key("x-request-id"));
        assert!(answer.headers.contains_key("strict-transport-security"));
        for inline in ["<style", " style=", "onclick=", "javascript:"] {
            assert!(!answer.body.contains(inline), "{inline} in {address}");
        }
    }
}

#[tokio::test]
async fn another_site_changes_nothing() {
    let app = territory().await;
    let mut browser = Browser::signed_in(&app, MONTREUIL, Role::Counsellor).await;
    let others = [
        ("sec-fetch-site", "cross-site"),
        ("sec-fetch-site", "same-site"),
        ("origin", "https://ailleurs.example"),
        ("origin", "null"),
    ];
    for header in others {
        let answer = browser
            .send(Method::POST, "/deconnexion", &[], &[header])
            .await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{header:?}");
        answer.shows("Cette demande vient d’un autre site");
    }
    assert_eq!(browser.get("/").await.status, StatusCode::OK);
    let own = [("origin", "https://essai.example")];
    let answer = browser.send(Method::POST, "/deconnexion", &[], &own).await;
    assert_eq!(answer.location(), "/connexion");
}

#[tokio::test]
async fn assets_are_kept_for_good_and_come_compressed() {
    let app = territory().await;
    let mut browser = Browser::on(&app);
    let page = browser.get("/connexion").await;
    let style = page.part("/assets/app-", "\"").to_owned();
    for (accepted, encoding) in [("gzip, br", Some("br")), ("gzip", Some("gzip"))] {
        let request = axum::http::Request::builder()
            .uri(style.as_str())
            .header("accept-encoding", accepted)
            .body(axum::body::Body::empty())
            .unwrap();
        let state = tdu_web::WebState::new(app.casework.clone(), "http://essai.example");
        let answer = tower::ServiceExt::oneshot(tdu_web::router(state), request)
            .await
            .unwrap();
        let headers = answer.headers();
        assert_eq!(
            headers
                .get("content-encoding")
                .map(|value| value.to_str().unwrap()),
            encoding
        );
        assert_eq!(headers["content-type"], "text/css");
        assert!(
            headers["cache-control"]
                .to_str()
                .unwrap()
                .contains("immutable")
        );
    }
    assert_eq!(
        browser.get("/assets/autre.css").await.status,
        StatusCode::NOT_FOUND
    );
}

#[tokio::test]
async fn a_page_that_does_not_exist_says_so() {
    let app = territory().await;
    let mut browser = Browser::on(&app);
    let answer = browser.get("/nulle-part").await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
    answer.shows("Cette page n’existe pas");
    let answer = browser.get("/sante").await;
    assert_eq!(answer.body, r#"{"status":"ok"}"#);
    let wrong = browser.get("/deconnexion").await;
    assert_eq!(wrong.status, StatusCode::METHOD_NOT_ALLOWED);
    wrong.shows("Cette page n’existe pas");
}
