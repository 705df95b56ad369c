//! The API: what comes in, what is refused and how it is said.

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use serde_json::{Value, json};
use tdu_domain::access::Role;
use tdu_domain::audit::AccessCode;
use tdu_testkit::{BOBIGNY, Learner, MEAUX, MONTREUIL};

use crate::client::{Site, call};

const NIR: &str = "269054958815780";

pub(crate) fn body(learners: &[Learner]) -> String {
    let items: Vec<Value> = learners
        .iter()
        .map(|learner| learner.item(BOBIGNY))
        .collect();
    serde_json::to_string(&items).unwrap()
}

pub(crate) fn counts(answer: &Value) -> [u64; 4] {
    ["created", "updated", "unchanged", "failed"]
        .map(|name| answer["counts"][name].as_u64().unwrap())
}

#[tokio::test]
async fn learners_are_saved_and_echoed() {
    let site = Site::open().await;
    let key = site.key(BOBIGNY).await;
    let answer = site
        .call(
            &key,
            body(&[Learner::new("Benali", "Inès"), Learner::new("Roux", "Tom")]),
        )
        .await;
    assert_eq!(answer.status, StatusCode::OK);
    let answer = answer.json();
    assert_eq!(answer["status"], "OK");
    assert_eq!(answer["message"], "Processed");
    assert!(answer.get("detail").is_none());
    assert_eq!(counts(&answer), [2, 0, 0, 0]);
    assert_eq!(answer["data"][0]["nom_apprenant"], "Benali");
    assert_eq!(answer["data"][0]["validation_errors"], json!([]));
}

#[tokio::test]
async fn the_same_payload_twice_changes_nothing() {
    let site = Site::open().await;
    let key = site.key(BOBIGNY).await;
    let body = body(&[Learner::new("Benali", "Inès")]);
    site.call(&key, body.clone()).await;
    assert_eq!(counts(&site.call(&key, body).await.json()), [0, 0, 1, 0]);
}

#[tokio::test]
async fn null_clears_and_absent_leaves() {
    let site = Site::open().await;
    let key = site.key(BOBIGNY).await;
    let learner = Learner::new("Benali", "Inès").with("email_contact", "ines@exemple.fr");
    site.call(&key, body(&[learner])).await;
    let silent = Learner::new("Benali", "Inès");
    let answer = site.call(&key, body(&[silent])).await.json();
    assert_eq!(counts(&answer), [0, 0, 1, 0], "absent leaves");
    let clearing = Learner::new("Benali", "Inès").with("email_contact", Value::Null);
    let answer = site
        .call(&key, body(std::slice::from_ref(&clearing)))
        .await
        .json();
    assert_eq!(counts(&answer), [0, 1, 0, 0], "null clears");
    let answer = site.call(&key, body(&[clearing])).await.json();
    assert_eq!(counts(&answer), [0, 0, 1, 0], "nothing is left to clear");
}

#[tokio::test]
async fn every_error_of_an_item_comes_at_once_and_the_others_are_saved() {
    let site = Site::open().await;
    let key = site.key(BOBIGNY).await;
    let wrong = Learner::new("Roux", "Tom")
        .with("code_postal_apprenant", "93")
        .with("contrat_date_fin", "2027-01-01")
        .with("date_fin_formation", "2026-01-01");
    let answer = site
        .call(&key, body(&[Learner::new("Benali", "Inès"), wrong]))
        .await;
    assert_eq!(answer.status, StatusCode::OK);
    let answer = answer.json();
    assert_eq!(answer["detail"], "Some data are invalid");
    assert_eq!(counts(&answer), [1, 0, 0, 1]);
    let errors = answer["data"][1]["validation_errors"].as_array().unwrap();
    let fields: Vec<&str> = errors
        .iter()
        .map(|error| {
            assert!(error["message"].as_str().unwrap().ends_with('.'));
            error["path"][0].as_str().unwrap()
        })
        .collect();
    for field in [
        "code_postal_apprenant",
        "contrat_date_debut",
        "date_fin_formation",
    ] {
        assert!(
            fields.iter().any(|found| found.contains(field)),
            "{field}: {fields:?}"
        );
    }
}

#[tokio::test]
async fn a_key_writes_only_for_its_own_establishments() {
    let site = Site::open().await;
    let key = site.key(BOBIGNY).await;
    let items = json!([
        Learner::new("Benali", "Inès").item(MEAUX),
        Learner::new("Roux", "Tom").item("0999999A"),
        Learner::new("Petit", "Lou").item(BOBIGNY),
    ]);
    let answer = site.call(&key, items.to_string()).await.json();
    assert_eq!(counts(&answer), [1, 0, 0, 2]);
    let codes = |at: usize| -> Vec<String> {
        answer["data"][at]["validation_errors"]
            .as_array()
            .unwrap()
            .iter()
            .map(|error| error["code"].as_str().unwrap().to_owned())
            .collect()
    };
    assert!(
        codes(0).contains(&"foreign_establishment".to_owned()),
        "{:?}",
        codes(0)
    );
    assert!(
        codes(1).contains(&"unknown_establishment".to_owned()),
        "{:?}",
        codes(1)
    );
    assert!(codes(2).is_empty());
}

#[tokio::test]
async fn an_identifier_given_twice_is_refused_the_second_time() {
    let site = Site::open().await;
    let key = site.key(BOBIGNY).await;
    let again = Learner::new("Benali", "Inès").with("tel_apprenant", "01 99 00 99 99");
    let answer = site
        .call(&key, body(&[Learner::new("Benali", "Inès"), again]))
        .await
        .json();
    assert_eq!(counts(&answer), [1, 0, 0, 1]);
    assert_eq!(
        answer["data"][1]["validation_errors"][0]["code"],
        "duplicate_in_delivery"
    );
}

#[tokio::test]
async fn without_a_valid_key_nothing_is_read() {
    let site = Site::open().await;
    let revoked = site.key(BOBIGNY).await;
    let administrator = site.visitor(BOBIGNY, Role::Administrator).await;
    let keys = site
        .app
        .casework
        .api_keys(&administrator.actor)
        .await
        .unwrap();
    site.app
        .casework
        .revoke_api_key(&administrator.actor, keys[0].id)
        .await
        .unwrap();
    let none = Request::post("/api/v3/dossiers-apprenants")
        .header(header::CONTENT_TYPE, "application/json")
        .header(header::COOKIE, &administrator.cookie);
    let answer = site.send(none.body(Body::from("[]")).unwrap()).await;
    assert_eq!(
        answer.status,
        StatusCode::UNAUTHORIZED,
        "a session opens no API"
    );
    assert_eq!(answer.json()["code"], "missing_key");
    assert_eq!(
        answer.header("www-authenticate"),
        "Bearer realm=\"trait-d-union\""
    );
    for key in ["tdu_nimporte", "autre", &revoked] {
        let answer = site.call(key, "[]").await;
        assert_eq!(answer.status, StatusCode::UNAUTHORIZED);
        assert_eq!(answer.json()["code"], "invalid_key");
        assert!(answer.header("www-authenticate").contains("invalid_token"));
    }
}

#[tokio::test]
async fn a_key_opens_no_page() {
    let site = Site::open().await;
    let key = site.key(BOBIGNY).await;
    for cookie in [String::new(), format!("tdu_session={key}")] {
        let request = Request::get("/imports")
            .header(header::AUTHORIZATION, format!("Bearer {key}"))
            .header(header::COOKIE, cookie);
        let answer = site.send(request.body(Body::empty()).unwrap()).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER);
        assert!(answer.header("location").starts_with("/connexion"));
    }
}

#[tokio::test]
async fn the_key_of_a_mission_locale_is_refused() {
    let site = Site::open().await;
    let answer = site.call(&site.key(MONTREUIL).await, "[]").await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
    assert_eq!(answer.json()["code"], "not_a_cfa");
}

#[tokio::test]
async fn what_is_too_large_is_refused() {
    let site = Site::open().await;
    let key = site.key(BOBIGNY).await;
    let large = vec![b' '; 10 * 1_048_576 + 1];
    let answer = site.call(&key, large).await;
    assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE);
    assert_eq!(answer.json()["code"], "body_too_large");
    let items = format!("[{}]", vec!["{}"; 2_001].join(","));
    let answer = site.call(&key, items).await;
    assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE);
    assert_eq!(answer.json()["code"], "too_many_items");
}

#[tokio::test]
async fn what_is_not_json_is_refused() {
    let site = Site::open().await;
    let key = site.key(BOBIGNY).await;
    let typed = |name: header::HeaderName, value: &str| {
        let mut request = call(&key);
        request
            .headers_mut()
            .unwrap()
            .insert(name, value.parse().unwrap());
        request.body(Body::from("[]")).unwrap()
    };
    for (name, value, code) in [
        (header::CONTENT_TYPE, "text/csv", "unsupported_media_type"),
        (
            header::CONTENT_TYPE,
            "application/x-www-form-urlencoded",
            "unsupported_media_type",
        ),
        (header::CONTENT_ENCODING, "gzip", "unsupported_encoding"),
    ] {
        let answer = site.send(typed(name, value)).await;
        assert_eq!(answer.status, StatusCode::UNSUPPORTED_MEDIA_TYPE);
        assert_eq!(answer.json()["code"], code);
    }
    let answer = site
        .send(typed(
            header::CONTENT_TYPE,
            "application/json; charset=utf-8",
        ))
        .await;
    assert_eq!(answer.status, StatusCode::OK);
}

#[tokio::test]
async fn what_cannot_be_read_is_refused() {
    let site = Site::open().await;
    let key = site.key(BOBIGNY).await;
    let latin = b"[{\"nom_apprenant\": \"Lef\xe8vre\"}]".to_vec();
    let cases: [(&[u8], &str); 6] = [
        (b"[{", "not_json"),
        (b"[{\"nom_apprenant\": }]", "not_json"),
        (b"{\"nom_apprenant\": \"Roux\"}", "not_an_array"),
        (b"null", "not_an_array"),
        (b"", "empty_file"),
        (&latin, "not_utf8"),
    ];
    for (sent, code) in cases {
        let answer = site.call(&key, sent.to_vec()).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        let answer = answer.json();
        assert_eq!(answer["code"], code);
        assert!(answer["message"].as_str().unwrap().ends_with('.'));
    }
}

#[tokio::test]
async fn deep_json_is_refused_without_harm() {
    let site = Site::open().await;
    let key = site.key(BOBIGNY).await;
    let deep = |depth: usize| "[".repeat(depth) + &"]".repeat(depth);
    let answer = site.call(&key, deep(200_000)).await;
    assert!(answer.status.is_client_error() || answer.json()["counts"]["failed"] == 1);
    let item = format!("[{{\"nom_apprenant\": {}}}]", deep(100_000));
    let answer = site.call(&key, item).await;
    assert!(answer.status.is_client_error() || answer.json()["counts"]["failed"] == 1);
    let items = format!(
        "[1, null, \"a\", [], {}]",
        Learner::new("Roux", "Tom").item(BOBIGNY)
    );
    let answer = site.call(&key, items).await.json();
    assert_eq!(counts(&answer), [1, 0, 0, 4]);
    assert_eq!(answer["data"][0]["item"], 1);
}

#[tokio::test]
async fn an_organisation_that_calls_too_often_waits() {
    let site = Site::open().await;
    let (key, other) = (site.key(BOBIGNY).await, site.key(MEAUX).await);
    for _ in 0..3_000 {
        let answer = site.call(&key, "x").await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
    let answer = site.call(&key, "[]").await;
    assert_eq!(answer.status, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(answer.header("retry-after"), "60");
    let said = answer.json();
    assert_eq!(said["code"], "too_many_calls");
    assert_eq!(said["retry_after"], 60);
    assert_eq!(site.call(&other, "[]").await.status, StatusCode::OK);
    site.app.wait_minutes(1);
    assert_eq!(site.call(&key, "[]").await.status, StatusCode::OK);
}

#[tokio::test]
async fn an_address_that_guesses_keys_waits_and_its_neighbours_do_not() {
    let site = Site::open().await;
    let key = site.key(BOBIGNY).await;
    let from = |address: &str, key: &str| {
        call(key)
            .header("x-forwarded-for", format!("9.9.9.9, {address}"))
            .body(Body::from("[]"))
            .unwrap()
    };
    for _ in 0..30 {
        let answer = site.send(from("10.0.0.1", "tdu_faux")).await;
        assert_eq!(answer.status, StatusCode::UNAUTHORIZED);
    }
    let answer = site.send(from("10.0.0.1", "tdu_faux")).await;
    assert_eq!(answer.status, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(answer.json()["code"], "too_many_wrong_keys");
    assert!(!answer.header("retry-after").is_empty());
    let neighbour = site.send(from("10.0.0.2", "tdu_faux")).await;
    assert_eq!(neighbour.status, StatusCode::UNAUTHORIZED);
    let written = site.app.casework.store().accesses().last(100).await;
    let written = written.unwrap();
    let refused = |address: &str| {
        let lines = written.iter().map(|entry| &entry.line);
        let from = lines.filter(|line| line.address.as_deref() == Some(address));
        from.filter(|line| line.act == AccessCode::KeyRefused)
            .count()
    };
    assert_eq!((refused("10.0.0.1"), refused("10.0.0.2")), (30, 1));
    assert!(!format!("{written:?}").contains("tdu_faux"));
    assert_eq!(
        site.send(from("10.0.0.1", &key)).await.status,
        StatusCode::OK
    );
}

#[tokio::test]
async fn other_methods_and_addresses_are_told_in_json() {
    let site = Site::open().await;
    let get = |path: &str| Request::get(path).body(Body::empty()).unwrap();
    let answer = site.send(get("/api/v3/dossiers-apprenants")).await;
    assert_eq!(answer.status, StatusCode::METHOD_NOT_ALLOWED);
    assert_eq!(answer.json()["code"], "method_not_allowed");
    let answer = site.send(get("/api/v3/autre")).await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
    assert_eq!(answer.json()["code"], "unknown_address");
}

#[tokio::test]
async fn sentences_are_french_and_english_when_asked() {
    let site = Site::open().await;
    let french = site.call("tdu_faux", "[]").await.json();
    assert!(french["message"].as_str().unwrap().starts_with("Cette clé"));
    let request = call("tdu_faux").header(header::ACCEPT_LANGUAGE, "en-GB");
    let english = site
        .send(request.body(Body::from("[]")).unwrap())
        .await
        .json();
    assert!(english["message"].as_str().unwrap().starts_with("This key"));
}

#[tokio::test]
async fn a_call_from_another_site_s_page_is_only_a_call() {
    let site = Site::open().await;
    let key = site.key(BOBIGNY).await;
    let request = call(&key)
        .header(header::ORIGIN, "https://ailleurs.example")
        .header("sec-fetch-site", "cross-site");
    let answer = site.send(request.body(Body::from("[]")).unwrap()).await;
    assert_eq!(answer.status, StatusCode::OK);
    assert!(answer.headers.get("access-control-allow-origin").is_none());
}

#[tokio::test]
async fn a_social_security_number_is_neither_kept_nor_sent_back() {
    let site = Site::open().await;
    let key = site.key(BOBIGNY).await;
    let items = [
        Learner::new("Benali", "Inès").with("nir_apprenant", NIR),
        Learner::new("Roux", "Tom").with("numero_secu", NIR),
        Learner::new("Petit", "Lou").with("custom_statut_apprenant", NIR),
        Learner::new("Faux", "Nir")
            .with("nir_apprenant", NIR)
            .with("code_postal_apprenant", "9"),
    ];
    let answer = site.call(&key, body(&items)).await;
    assert_eq!(answer.status, StatusCode::OK);
    assert!(!answer.text().contains(NIR), "{}", answer.text());
    site.app.casework.store().close().await.unwrap();
    assert!(!site.keeps(NIR));
}
