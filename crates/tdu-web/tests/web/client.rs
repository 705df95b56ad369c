//! A small site on SQLite, its visitors, and the software that calls its API.

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Request, StatusCode, header};
use http_body_util::BodyExt;
use jiff::civil::date;
use serde_json::Value;
use tdu_casework::{Entry, Origin};
use tdu_domain::access::{Actor, Role};
use tdu_testkit::{Engine, PASSWORD, TestApp};
use tdu_web::WebState;
use tower::ServiceExt;

use crate::support::token_of;

/// The application, and its pages.
pub(crate) struct Site {
    pub(crate) app: TestApp,
    router: Router,
}

/// What came back.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Vec<u8>,
}

impl Answer {
    /// What was answered, the spaces of French punctuation made ordinary.
    pub(crate) fn text(&self) -> String {
        let mut text = String::from_utf8(self.body.clone()).unwrap();
        text = text.replace('\u{a0}', " ");
        for mark in [';', '?', '!', '%'] {
            text = text.replace(&format!("\u{202f}{mark}"), &format!(" {mark}"));
        }
        text
    }

    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap()
    }

    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .map_or("", |value| value.to_str().unwrap())
    }
}

impl Site {
    /// A site whose today is 20 November 2026.
    pub(crate) async fn open() -> Self {
        let app = TestApp::new(Engine::Sqlite, date(2026, 11, 20)).await;
        let state = WebState::new(app.casework.clone(), "http://localhost:8080");
        let router = tdu_web::router(state.behind_proxy(true));
        Self { app, router }
    }

    /// Sends a request as it is.
    pub(crate) async fn send(&self, request: Request<Body>) -> Answer {
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        Answer {
            status: parts.status,
            headers: parts.headers,
            body: body.collect().await.unwrap().to_bytes().to_vec(),
        }
    }

    /// A member of an organisation, in a browser.
    pub(crate) async fn visitor(&self, organisation: &str, role: Role) -> Visitor<'_> {
        let actor = self.app.member(organisation, role).await;
        let email = format!(
            "{}@{}.example",
            role.code().replace('_', "-"),
            organisation.to_lowercase()
        );
        let origin = Origin::default();
        let entered = self.app.casework.sign_in(&email, PASSWORD, &origin);
        let Entry::Open(opened) = entered.await.unwrap() else {
            panic!("{email} signs in")
        };
        Visitor {
            site: self,
            cookie: format!("tdu_session={}", opened.token),
            actor,
        }
    }

    /// A new key of an organisation.
    pub(crate) async fn key(&self, organisation: &str) -> String {
        let store = self.app.casework.store();
        let found = store.organisation_of_code(organisation).await.unwrap();
        let (organisation, _) = found.unwrap();
        self.app
            .casework
            .make_api_key(organisation.id, "essai")
            .await
            .unwrap()
    }

    /// A call of the API.
    pub(crate) async fn call(&self, key: &str, body: impl Into<Body>) -> Answer {
        self.send(call(key).body(body.into()).unwrap()).await
    }

    /// Whether some bytes are anywhere in the files of the database.
    pub(crate) fn keeps(&self, secret: &str) -> bool {
        let mut found = false;
        for entry in std::fs::read_dir(self.app.folder()).unwrap() {
            let path = entry.unwrap().path();
            let bytes = std::fs::read(&path).unwrap_or_default();
            found |= bytes
                .windows(secret.len())
                .any(|part| part == secret.as_bytes());
        }
        found
    }
}

/// A call of the API, before its content.
pub(crate) fn call(key: &str) -> axum::http::request::Builder {
    Request::post("/api/v3/dossiers-apprenants")
        .header(header::AUTHORIZATION, format!("Bearer {key}"))
        .header(header::CONTENT_TYPE, "application/json")
}

/// Somebody signed in.
pub(crate) struct Visitor<'s> {
    site: &'s Site,
    pub(crate) cookie: String,
    pub(crate) actor: Actor,
}

impl Visitor<'_> {
    fn request(&self, method: &str, path: &str) -> axum::http::request::Builder {
        Request::builder()
            .method(method)
            .uri(path)
            .header(header::COOKIE, &self.cookie)
            .header(header::HOST, "localhost:8080")
            .header(header::ORIGIN, "http://localhost:8080")
    }

    pub(crate) async fn get(&self, path: &str) -> Answer {
        let request = self.request("GET", path).body(Body::empty()).unwrap();
        self.site.send(request).await
    }

    /// As htmx asks for a piece of a page.
    pub(crate) async fn piece(&self, path: &str) -> Answer {
        let request = self
            .request("GET", path)
            .header("hx-request", "true")
            .header("hx-request-type", "partial");
        self.site.send(request.body(Body::empty()).unwrap()).await
    }

    pub(crate) async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let token = token_of(&self.site.router, &self.cookie).await;
        let pairs: Vec<String> = [("jeton", token.as_str())]
            .iter()
            .chain(fields)
            .map(|(name, value)| format!("{}={}", encoded(name), encoded(value)))
            .collect();
        let request = self
            .request("POST", path)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.site
            .send(request.body(Body::from(pairs.join("&"))).unwrap())
            .await
    }

    /// Sends a file through the form of imports.
    pub(crate) async fn upload(&self, name: &str, content: &[u8]) -> Answer {
        self.upload_to("/imports/nouveau", name, content).await
    }

    /// Sends a file through a form.
    pub(crate) async fn upload_to(&self, address: &str, name: &str, content: &[u8]) -> Answer {
        let token = token_of(&self.site.router, &self.cookie).await;
        let mut body = format!(
            "--limite\r\nContent-Disposition: form-data; name=\"jeton\"\r\n\r\n{token}\r\n\
             --limite\r\nContent-Disposition: form-data; name=\"fichier\"; filename=\"{name}\"\r\n\
             Content-Type: application/octet-stream\r\n\r\n"
        )
        .into_bytes();
        body.extend_from_slice(content);
        body.extend_from_slice(b"\r\n--limite--\r\n");
        let request = self
            .request("POST", address)
            .header(header::CONTENT_TYPE, "multipart/form-data; boundary=limite");
        self.site
            .send(request.body(Body::from(body)).unwrap())
            .await
    }

    /// Sends a file and gives the address of its import.
    pub(crate) async fn received(&self, name: &str, content: &[u8]) -> String {
        let answer = self.upload(name, content).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
        let next = answer.header("location").to_owned();
        next.rsplit_once('/').unwrap().0.to_owned()
    }

    /// Confirms an import and waits for its report.
    pub(crate) async fn confirmed(&self, import: &str) -> String {
        let answer = self.post(&format!("{import}/confirmer"), &[]).await;
        assert_eq!(answer.header("location"), import, "{}", answer.text());
        self.ended(import).await
    }

    /// Waits for the report of an import that runs.
    pub(crate) async fn ended(&self, import: &str) -> String {
        let mut page = self.get(import).await.text();
        for _ in 0..500 {
            if !page.contains("hx-get") {
                break;
            }
            tokio::time::sleep(std::time::Duration::from_millis(20)).await;
            page = self.get(import).await.text();
        }
        assert!(page.contains("Compte rendu"), "{page}");
        page
    }
}

fn encoded(text: &str) -> String {
    text.bytes()
        .map(|byte| match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' => {
                char::from(byte).to_string()
            }
            other => format!("%{other:02X}"),
        })
        .collect()
}
