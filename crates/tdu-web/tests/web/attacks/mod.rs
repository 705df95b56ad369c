//! What somebody with bad intentions tries, from outside, from another organisation and from another
//! territory: every attack must fail, and how many were tried is printed.
//!
//! `cargo nextest run -p tdu-web attacks --no-capture` prints the figures.

mod content;
mod doors;
mod files;
mod strangers;

use std::collections::BTreeMap;

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Method, Request, StatusCode, header};
use http_body_util::BodyExt;
use tdu_domain::access::Role;
use tdu_testkit::{BOBIGNY, LYON, MEAUX, MONTREUIL, TestApp, VERSAILLES};
use tdu_web::WebState;
use tower::ServiceExt;

use crate::support::{Answer, Browser, key_of, territory};

/// Names that only one organisation and the CFA it works with may read.
const NAMES: [&str; 3] = ["benali", "lévêque", "haddad"];

/// The victims, and those who attack.
struct Scene {
    app: TestApp,
    router: Router,
    /// Somebody whom one organisation accompanies.
    person: String,
    /// A member of that organisation.
    counsellor: Browser,
    /// Members of another organisation, and of another territory.
    strangers: [Browser; 2],
}

impl Scene {
    async fn new() -> Self {
        let app = territory().await;
        app.another_territory().await;
        for (code, role) in [
            (VERSAILLES, Role::Counsellor),
            (VERSAILLES, Role::Manager),
            (LYON, Role::Counsellor),
            (MONTREUIL, Role::Administrator),
            (BOBIGNY, Role::Administrator),
            (MEAUX, Role::Administrator),
            (VERSAILLES, Role::Administrator),
            (LYON, Role::Administrator),
        ] {
            app.member(code, role).await;
        }
        let mut counsellor = Browser::signed_in(&app, MONTREUIL, Role::Counsellor).await;
        let strangers = [
            Browser::signed_in(&app, VERSAILLES, Role::Counsellor).await,
            Browser::signed_in(&app, LYON, Role::Counsellor).await,
        ];
        let state = WebState::new(app.casework.clone(), "https://essai.example");
        Self {
            person: key_of(&mut counsellor, "benali").await,
            router: tdu_web::router(state),
            counsellor,
            strangers,
            app,
        }
    }

    /// A request made by hand, with no help from a browser.
    async fn raw(
        &self,
        method: Method,
        address: &str,
        headers: &[(&str, &str)],
        body: impl Into<Body>,
    ) -> Answer {
        let mut request = Request::builder().method(method).uri(address);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let request = request.body(body.into()).unwrap();
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let bytes = body.collect().await.unwrap().to_bytes();
        Answer {
            status: parts.status,
            headers: parts.headers,
            body: String::from_utf8_lossy(&bytes).into_owned(),
        }
    }

    /// All that is kept of people, organisations and accounts, sessions and logs of accesses aside.
    async fn kept(&self) -> BTreeMap<String, String> {
        // Keys are made for the attacks themselves.
        let passing = [
            "directory.session",
            "directory.attempt",
            "directory.device",
            "directory.api_key",
            "directory.account_event",
        ];
        let mut kept = self.app.contents().await;
        kept.retain(|table, _| !table.contains(".access.") && !passing.contains(&table.as_str()));
        kept
    }
}

/// The cookie of a session, as a browser sends it.
fn cookie_of(browser: &Browser) -> (String, String) {
    let mut cookies = browser.cookies.iter();
    let session = cookies.find(|(name, _)| name.ends_with("tdu_session"));
    session.unwrap().clone()
}

/// Nobody's name is in an answer, nor anything that only a fault of the program would tell.
#[track_caller]
fn tells_nothing(answer: &Answer) {
    let text = answer.body.to_lowercase();
    for name in NAMES {
        assert!(!text.contains(name), "{name} is told: {}", answer.body);
    }
    assert!(!answer.status.is_server_error(), "{}", answer.body);
}

/// Refused by the program's own decision: neither served, nor led on, nor broken.
#[track_caller]
fn refused(answer: &Answer, what: &str) {
    tells_nothing(answer);
    assert!(answer.status.is_client_error(), "{what}: {}", answer.status);
}

/// Nobody is signed in for the program.
#[track_caller]
fn is_signed_out(answer: &Answer, what: &str) {
    tells_nothing(answer);
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{what}");
    assert!(answer.location().starts_with("/connexion"), "{what}");
}

fn cookie_header(cookie: &(String, String)) -> String {
    format!("{}={}", cookie.0, cookie.1)
}

/// The cookie that an answer sets, if it does.
fn set_cookie(headers: &HeaderMap) -> &str {
    headers
        .get(header::SET_COOKIE)
        .map_or("", |value| value.to_str().unwrap())
}

#[tokio::test]
async fn whoever_has_bad_intentions_gets_nothing() {
    let mut scene = Scene::new().await;
    let mut tried: Vec<(&str, usize)> = Vec::new();
    let before = scene.kept().await;
    for (what, count) in [
        (
            "keys of people of others",
            strangers::keys_of_people(&mut scene).await,
        ),
        (
            "headers that claim to be others",
            strangers::headers(&mut scene).await,
        ),
        (
            "keys of software, forged or of others",
            strangers::programs(&scene).await,
        ),
        (
            "links and calendars guessed",
            strangers::links(&scene).await,
        ),
        (
            "searches that are orders",
            strangers::searches(&mut scene).await,
        ),
        ("cookies forged, cut or kept", doors::cookies(&scene).await),
        (
            "forms without their token, or with another's",
            doors::forms(&mut scene).await,
        ),
        ("forms of other sites", doors::other_sites(&mut scene).await),
        (
            "changes asked for by another method",
            doors::methods(&scene).await,
        ),
        (
            "sessions chosen for the victim, or ended",
            doors::sessions(&scene).await,
        ),
        (
            "passwords guessed behind many addresses",
            doors::guesses(&scene).await,
        ),
        (
            "addresses outside what is served",
            content::paths(&scene).await,
        ),
        ("bodies beyond the limit", content::bodies(&scene).await),
        ("webhooks into the network", content::webhooks(&scene).await),
    ] {
        tried.push((what, count));
    }
    let after = scene.kept().await;
    for (table, rows) in &before {
        assert!(after.get(table) == Some(rows), "{table} has changed");
    }
    // These go with acts that the victim or the attacker may do.
    for (what, count) in [
        (
            "names of webhooks that lead into the network",
            content::webhooks_by_name(&mut scene).await,
        ),
        ("ways out of the site", content::ways_out(&mut scene).await),
        (
            "fields that no form has",
            content::more_fields(&mut scene).await,
        ),
        (
            "names of calls of another key",
            strangers::names_of_calls(&scene).await,
        ),
        (
            "invitations under another host, or used again",
            content::invitations(&scene).await,
        ),
        ("scripts and formulas in names", files::in_names().await),
        ("files that are not what they say", files::disguised().await),
    ] {
        tried.push((what, count));
    }
    println!("Attacks tried, none of which gave anything:");
    for (what, count) in &tried {
        println!("{count:>6}  {what}");
    }
    let all: usize = tried.iter().map(|(_, count)| count).sum();
    println!("{all:>6}  attacks of {} kinds", tried.len());
    assert!(all > 500, "{all}");
}

#[tokio::test]
async fn an_account_that_does_not_exist_takes_as_long() {
    let scene = Scene::new().await;
    let wrong = doors::time_of_refusal(&scene, "manager@99002s00.example").await;
    let nobody = doors::time_of_refusal(&scene, "personne@nulle-part.example").await;
    let ratio = nobody.as_secs_f64() / wrong.as_secs_f64();
    assert!(
        (0.2..5.0).contains(&ratio),
        "{nobody:?} for nobody, {wrong:?} for somebody"
    );
}
