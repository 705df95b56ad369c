//! Whoever is somebody, but not the one who may.

use axum::http::{Method, StatusCode};
use serde_json::json;
use tdu_domain::access::{KeyScope, Role};
use tdu_testkit::{LYON, MEAUX, MONTREUIL, VERSAILLES};

use super::{Scene, refused, tells_nothing};
use crate::support::Browser;

/// A path about somebody.
fn about(path: &str, person: &str) -> Option<String> {
    path.contains("{person}")
        .then(|| path.replace("{person}", person))
}

/// Every page and act about somebody whom others accompany.
pub(super) async fn keys_of_people(scene: &mut Scene) -> usize {
    let mut tried = 0;
    for route in tdu_web::routes() {
        let Some(address) = about(route.path, &scene.person) else {
            continue;
        };
        if route.path.starts_with("/api/") || address.contains('{') {
            continue;
        }
        let method = route.method.clone().unwrap_or(Method::GET);
        for stranger in &mut scene.strangers {
            let same = [("sec-fetch-site", "same-origin")];
            let fields = [
                ("date", "2026-11-20"),
                ("moyen", "phone"),
                ("mot", "EFFACER"),
            ];
            let answer = stranger
                .send(method.clone(), &address, &fields, &same)
                .await;
            refused(&answer, &format!("{method} {address}"));
            tried += 1;
        }
    }
    tried
}

/// Headers that proxies and frameworks believe elsewhere.
pub(super) async fn headers(scene: &mut Scene) -> usize {
    let person = format!("/jeunes/{}", scene.person);
    let claims = [
        ("x-organisation", MONTREUIL),
        ("x-tenant-id", MONTREUIL),
        ("x-organization-id", MONTREUIL),
        ("x-territory", "demo-idf"),
        ("x-forwarded-user", "counsellor@99001s00.example"),
        ("x-remote-user", "counsellor@99001s00.example"),
        ("remote-user", "counsellor@99001s00.example"),
        ("x-forwarded-for", "127.0.0.1"),
        ("x-real-ip", "127.0.0.1"),
        ("forwarded", "for=127.0.0.1;host=essai.example"),
        ("x-forwarded-host", "essai.example"),
        ("x-original-url", person.as_str()),
        ("x-rewrite-url", person.as_str()),
        ("x-http-method-override", "POST"),
        (
            "authorization",
            "Basic Y291bnNlbGxvckA5OTAwMXMwMC5leGFtcGxl",
        ),
        ("x-admin", "true"),
    ];
    let mut tried = 0;
    for stranger in &mut scene.strangers {
        let usual = stranger.get("/jeunes").await.text();
        for claim in claims {
            let list = stranger.send(Method::GET, "/jeunes", &[], &[claim]).await;
            assert_eq!(list.text(), usual, "{claim:?}");
            let page = stranger.send(Method::GET, &person, &[], &[claim]).await;
            refused(&page, claim.0);
            tried += 2;
        }
    }
    tried
}

/// A key of an organisation.
async fn key(scene: &Scene, organisation: &str, scope: KeyScope) -> String {
    let owner = scene.app.member(organisation, Role::Administrator).await;
    let casework = &scene.app.casework;
    let scopes = [scope];
    let made = casework.make_own_api_key(&owner, "essai", &scopes);
    made.await.unwrap()
}

/// Keys of others, keys that are none, keys where none is read.
pub(super) async fn programs(scene: &Scene) -> usize {
    let real = key(scene, MONTREUIL, KeyScope::Read).await;
    let last = if real.ends_with('0') { "1" } else { "0" };
    let forged = [
        String::new(),
        "null".to_owned(),
        "Bearer".to_owned(),
        "0".repeat(64),
        format!("{}{last}", &real[..real.len() - 1]),
        real[..real.len() - 1].to_owned(),
        format!("{real}0"),
        "' OR '1'='1".to_owned(),
        "*".to_owned(),
    ];
    let mut credentials: Vec<String> = forged.iter().map(|key| format!("Bearer {key}")).collect();
    credentials.push(format!("Basic {real}"));
    for (organisation, scope) in [
        (VERSAILLES, KeyScope::Act),
        (LYON, KeyScope::Act),
        (MEAUX, KeyScope::Deliver),
    ] {
        let other = key(scene, organisation, scope).await;
        credentials.push(format!("Bearer {other}"));
    }
    let mut tried = 0;
    for route in tdu_web::routes() {
        let Some(address) = about(route.path, &scene.person) else {
            continue;
        };
        if !route.path.starts_with("/api/v1/") {
            continue;
        }
        let method = route.method.clone().unwrap_or(Method::GET);
        for credential in &credentials {
            let headers = [
                ("authorization", credential.as_str()),
                ("content-type", "application/json"),
            ];
            let body = json!({ "on": "2026-11-20", "means": "phone" }).to_string();
            let answer = scene.raw(method.clone(), &address, &headers, body).await;
            refused(&answer, &format!("{address} with {credential}"));
            tried += 1;
        }
        let in_query = format!("{address}?key={real}&access_token={real}");
        let answer = scene.raw(method, &in_query, &[], String::new()).await;
        refused(&answer, "a key in the address");
        tried += 1;
    }
    tried
}

/// The name of a call is its key's own: under it, others are told nothing of what it did.
pub(super) async fn names_of_calls(scene: &Scene) -> usize {
    let own = key(scene, MONTREUIL, KeyScope::Act).await;
    let address = format!("/api/v1/people/{}/contacts", scene.person);
    let body = json!({ "on": "2026-11-20", "means": "phone" }).to_string();
    let call = async |key: &str| {
        let bearer = format!("Bearer {key}");
        let headers = [
            ("authorization", bearer.as_str()),
            ("content-type", "application/json"),
            ("idempotency-key", "le-meme-nom"),
        ];
        scene
            .raw(Method::POST, &address, &headers, body.clone())
            .await
    };
    let done = call(&own).await;
    assert_eq!(done.status, StatusCode::CREATED, "{}", done.body);
    let others = [(VERSAILLES, KeyScope::Act), (LYON, KeyScope::Act)];
    for (organisation, scope) in others {
        let other = key(scene, organisation, scope).await;
        let answer = call(&other).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND);
        assert!(!answer.headers.contains_key("idempotency-replayed"));
        refused(&answer, organisation);
    }
    others.len()
}

/// Links that open something to whoever holds them, guessed.
pub(super) async fn links(scene: &Scene) -> usize {
    let guesses = [
        "0".repeat(64),
        "f".repeat(64),
        "a".repeat(63),
        "%00".to_owned(),
        "..%2f..".to_owned(),
        scene.person.clone(),
        "1".to_owned(),
        "*".to_owned(),
    ];
    let mut tried = 0;
    for route in tdu_web::routes() {
        if !route.path.contains("{token}") {
            continue;
        }
        let method = route.method.clone().unwrap_or(Method::GET);
        for guess in &guesses {
            let address = route.path.replace("{token}", guess);
            let mut nobody = Browser::on(&scene.app);
            let same = [("sec-fetch-site", "same-origin")];
            let answer = nobody.send(method.clone(), &address, &[], &same).await;
            refused(&answer, &address);
            tried += 1;
        }
    }
    tried
}

/// Words that a database or a page could take for orders.
pub(super) async fn searches(scene: &mut Scene) -> usize {
    let words = [
        "%27%20OR%201=1%20--",
        "%25",
        "_",
        "%27%3B%20DROP%20TABLE%20caseload%3B--",
        "%22",
        "%00",
        "%5C",
        "a%27%20UNION%20SELECT%20email%20FROM%20account--",
        "*",
        "%E2%80%AE",
    ];
    let mut tried = 0;
    for stranger in &mut scene.strangers {
        for word in words {
            for field in ["q", "conseiller", "etape", "commune", "tri", "page"] {
                let answer = stranger.get(&format!("/jeunes?{field}={word}")).await;
                tells_nothing(&answer);
                tried += 1;
            }
        }
    }
    tried
}
