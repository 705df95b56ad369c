//! The API of organisations: what it shows, what it does, how it refuses.

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use serde_json::{Value, json};
use tdu_domain::access::{KeyScope, Role};
use tdu_testkit::{BOBIGNY, MONTREUIL, Youth};

use crate::client::{Answer, Site};

pub(crate) struct Program<'s> {
    site: &'s Site,
    key: String,
}

pub(crate) async fn site() -> Site {
    let site = Site::open().await;
    let youths = [
        Youth::new("1001", "Benali", "Inès"),
        Youth::new("1002", "Lévêque-Martin", "Zoé"),
        Youth::new("1003", "Haddad", "Yanis"),
    ];
    site.app.import_youths(MONTREUIL, &youths).await;
    site
}

impl<'s> Program<'s> {
    pub(crate) async fn of(site: &'s Site, code: &str, scope: KeyScope) -> Self {
        let administrator = site.app.member(code, Role::Administrator).await;
        let key = site
            .app
            .casework
            .make_own_api_key(&administrator, "i-milo", &[scope])
            .await;
        let key = key.unwrap();
        Self { site, key }
    }

    pub(crate) async fn get(&self, path: &str) -> Answer {
        let request = Request::get(format!("/api/v1{path}"))
            .header(header::AUTHORIZATION, format!("Bearer {}", self.key));
        self.site.send(request.body(Body::empty()).unwrap()).await
    }

    pub(crate) async fn post(&self, path: &str, name: Option<&str>, content: &Value) -> Answer {
        self.post_text(path, name, content.to_string()).await
    }

    pub(crate) async fn post_text(
        &self,
        path: &str,
        name: Option<&str>,
        content: String,
    ) -> Answer {
        let mut request = Request::post(format!("/api/v1{path}"))
            .header(header::AUTHORIZATION, format!("Bearer {}", self.key))
            .header(header::CONTENT_TYPE, "application/json");
        if let Some(name) = name {
            request = request.header("idempotency-key", name);
        }
        self.site
            .send(request.body(Body::from(content)).unwrap())
            .await
    }

    pub(crate) async fn post_bare(&self, path: &str) -> Answer {
        let request = Request::post(format!("/api/v1{path}"))
            .header(header::AUTHORIZATION, format!("Bearer {}", self.key));
        self.site.send(request.body(Body::empty()).unwrap()).await
    }

    pub(crate) async fn ines(&self) -> String {
        let list = self.get("/people?q=benali").await.json();
        list["data"][0]["id"].as_str().unwrap().to_owned()
    }
}

/// Keys and instants, which change each time, hidden.
fn steady(answer: &Answer) -> String {
    let mut value = answer.json();
    hide(&mut value);
    serde_json::to_string_pretty(&value).unwrap()
}

fn hide(value: &mut Value) {
    match value {
        Value::String(text) if text.len() == 36 && text.matches('-').count() == 4 => {
            "clé".clone_into(text);
        }
        Value::String(text) if text.len() == 100 => "curseur".clone_into(text),
        Value::Array(values) => values.iter_mut().for_each(hide),
        Value::Object(fields) => fields.values_mut().for_each(hide),
        _ => {}
    }
}

pub(crate) fn refused(answer: &Answer, status: StatusCode, code: &str) -> Value {
    assert_eq!(answer.status, status, "{}", answer.text());
    assert_eq!(answer.header("content-type"), "application/problem+json");
    let problem = answer.json();
    assert_eq!(problem["code"], code);
    assert_eq!(problem["status"], status.as_u16());
    assert!(
        problem["title"].as_str().unwrap().ends_with('.'),
        "{problem}"
    );
    problem
}

#[tokio::test]
async fn what_is_read_has_these_shapes() {
    let site = site().await;
    let program = Program::of(&site, MONTREUIL, KeyScope::Act).await;
    let ines = program.ines().await;
    let done = json!({ "on": "2026-11-20", "means": "phone" });
    program
        .post(&format!("/people/{ines}/contacts"), None, &done)
        .await;
    insta::assert_snapshot!("v1_me", steady(&program.get("/me").await));
    insta::assert_snapshot!("v1_people", steady(&program.get("/people?limit=2").await));
    let one = program.get(&format!("/people/{ines}")).await;
    insta::assert_snapshot!("v1_person", steady(&one));
    let timeline = program.get(&format!("/people/{ines}/timeline")).await;
    insta::assert_snapshot!("v1_timeline", steady(&timeline));
    let signals = program.get(&format!("/people/{ines}/signals")).await;
    insta::assert_snapshot!("v1_signals", steady(&signals));
}

#[tokio::test]
async fn lists_and_histories_are_read_in_parts() {
    let site = site().await;
    let program = Program::of(&site, MONTREUIL, KeyScope::Act).await;
    let first = program.get("/people?limit=2").await.json();
    assert_eq!(first["data"].as_array().unwrap().len(), 2);
    let cursor = first["next_cursor"].as_str().unwrap();
    let second = program
        .get(&format!("/people?limit=2&cursor={cursor}"))
        .await;
    let second = second.json();
    assert_eq!(second["data"].as_array().unwrap().len(), 1);
    assert_eq!(second["next_cursor"], Value::Null);
    let other = program.get(&format!("/people?q=zoe&cursor={cursor}")).await;
    let problem = refused(&other, StatusCode::UNPROCESSABLE_ENTITY, "invalid");
    assert_eq!(problem["errors"][0]["parameter"], "cursor");
    let ines = program.ines().await;
    for days in [1, 2] {
        let done = json!({ "signal": "no_contact", "days": days });
        program
            .post(&format!("/people/{ines}/postponements"), None, &done)
            .await;
    }
    let newest = program
        .get(&format!("/people/{ines}/timeline?limit=1"))
        .await
        .json();
    let cursor = newest["next_cursor"].as_str().unwrap();
    let next = program
        .get(&format!("/people/{ines}/timeline?limit=1&cursor={cursor}"))
        .await
        .json();
    assert_eq!(newest["data"][0]["details"]["until"], "2026-11-22");
    assert_eq!(next["data"][0]["details"]["until"], "2026-11-21");
}

#[tokio::test]
async fn a_call_sent_again_under_its_name_does_nothing_more() {
    let site = site().await;
    let program = Program::of(&site, MONTREUIL, KeyScope::Act).await;
    let path = format!("/people/{}/contacts", program.ines().await);
    let content = json!({ "on": "2026-11-20", "means": "phone" });
    let first = program.post(&path, Some("a1"), &content).await;
    assert_eq!(first.status, StatusCode::CREATED, "{}", first.text());
    assert_eq!(first.header("idempotency-replayed"), "");
    let again = program.post(&path, Some("a1"), &content).await;
    assert_eq!(again.status, StatusCode::CREATED);
    assert_eq!(again.json(), first.json());
    assert_eq!(again.header("idempotency-replayed"), "true");
    let other = json!({ "on": "2026-11-19", "means": "phone" });
    let reused = program.post(&path, Some("a1"), &other).await;
    refused(
        &reused,
        StatusCode::UNPROCESSABLE_ENTITY,
        "idempotency_key_reused",
    );
    let program_of_another = Program::of(&site, MONTREUIL, KeyScope::Act).await;
    let own = program_of_another.post(&path, Some("a1"), &other).await;
    assert_eq!(own.header("idempotency-replayed"), "", "names are of a key");
    let undo = path.replace("contacts", "undo");
    let act = json!({ "act": first.json()["act"] });
    let undone = program.post(&undo, Some("a1"), &act).await;
    assert_eq!(
        undone.status,
        StatusCode::CREATED,
        "names are of a route: {}",
        undone.text()
    );
    let again = program.post(&undo, Some("a1"), &act).await;
    assert_eq!(again.json(), undone.json());
    let late = program.post(&undo, None, &act).await;
    let problem = refused(&late, StatusCode::CONFLICT, "conflict");
    assert!(
        problem["detail"]
            .as_str()
            .unwrap()
            .starts_with("Il est trop tard")
    );
}

#[tokio::test]
async fn everything_wrong_with_an_act_is_told_at_once() {
    let site = site().await;
    let program = Program::of(&site, MONTREUIL, KeyScope::Act).await;
    let path = format!("/people/{}/contacts", program.ines().await);
    let content = json!({ "on": "20/11/2026", "means": "pigeon", "note": "libre" });
    let answer = program.post(&path, None, &content).await;
    let problem = refused(&answer, StatusCode::UNPROCESSABLE_ENTITY, "invalid");
    insta::assert_snapshot!(
        "v1_problem",
        serde_json::to_string_pretty(&problem).unwrap()
    );
    let tomorrow = json!({ "on": "2026-11-21", "means": "phone" });
    let answer = program.post(&path, None, &tomorrow).await;
    let problem = refused(&answer, StatusCode::UNPROCESSABLE_ENTITY, "invalid");
    assert_eq!(problem["errors"][0]["pointer"], "/on");
    assert_eq!(problem["errors"][0]["code"], "date-in-future");
    for content in ["[]", "nul", "{\"on\": 1", "\"\""] {
        let answer = program.post_text(&path, None, content.to_owned()).await;
        refused(&answer, StatusCode::UNPROCESSABLE_ENTITY, "invalid");
    }
    for query in [
        "limit=0",
        "limit=201",
        "stage=nulle",
        "couleur=bleu",
        "cursor=00",
    ] {
        let answer = program.get(&format!("/people?{query}")).await;
        refused(&answer, StatusCode::UNPROCESSABLE_ENTITY, "invalid");
    }
}

#[tokio::test]
async fn keys_open_their_scope_and_strangers_find_nobody() {
    let site = site().await;
    let program = Program::of(&site, MONTREUIL, KeyScope::Read).await;
    let ines = program.ines().await;
    let path = format!("/people/{ines}/contacts");
    let content = json!({ "on": "2026-11-20", "means": "phone" });
    let answer = program.post(&path, None, &content).await;
    refused(&answer, StatusCode::FORBIDDEN, "missing_scope");
    let deliverer = Program::of(&site, BOBIGNY, KeyScope::Deliver).await;
    refused(
        &deliverer.get("/people").await,
        StatusCode::FORBIDDEN,
        "missing_scope",
    );
    let stranger = Program::of(&site, BOBIGNY, KeyScope::Act).await;
    let known = stranger.get(&format!("/people/{ines}")).await;
    refused(&known, StatusCode::NOT_FOUND, "not_found");
    for nobody in ["0199d5b5-0000-7000-8000-000000000001", "personne"] {
        let absent = stranger.get(&format!("/people/{nobody}")).await;
        assert_eq!(absent.json(), known.json(), "both look alike");
    }
    let unknown = Program {
        site: &site,
        key: "tdu_faux".to_owned(),
    };
    let answer = unknown.get("/people").await;
    refused(&answer, StatusCode::UNAUTHORIZED, "invalid_key");
    assert!(answer.header("www-authenticate").starts_with("Bearer"));
    let no_such = stranger.get("/nothing").await;
    refused(&no_such, StatusCode::NOT_FOUND, "unknown_address");
    let wrong = stranger.post("/people", None, &content).await;
    refused(&wrong, StatusCode::METHOD_NOT_ALLOWED, "method_not_allowed");
    // A key that reads and acts does not deliver learners.
    let answer = site.call(&stranger.key, "[]").await;
    assert_eq!(answer.json()["code"], "missing_scope");
}

#[tokio::test]
async fn a_key_that_calls_too_often_waits() {
    let site = site().await;
    let program = Program::of(&site, MONTREUIL, KeyScope::Read).await;
    for _ in 0..600 {
        assert_eq!(program.get("/me").await.status, StatusCode::OK);
    }
    let answer = program.get("/me").await;
    refused(&answer, StatusCode::TOO_MANY_REQUESTS, "too_many_calls");
    assert_eq!(answer.header("retry-after"), "60");
    let other = Program::of(&site, MONTREUIL, KeyScope::Read).await;
    assert_eq!(
        other.get("/me").await.status,
        StatusCode::OK,
        "others are served"
    );
}
