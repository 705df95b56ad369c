//! A browser that keeps its cookies, in front of the application under test.

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Method, Request, Response, StatusCode, header};
use http_body_util::BodyExt;
use jiff::civil::{Date, date};
use tdu_casework::Casework;
use tdu_domain::access::Role;
use tdu_testkit::{BOBIGNY, Engine, Learner, MONTREUIL, PASSWORD, TestApp, Youth};
use tdu_web::WebState;
use tower::ServiceExt;

/// The day of the tests.
pub(crate) const TODAY: Date = date(2026, 11, 22);

/// What a server answered.
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: String,
}

impl Answer {
    /// Where it leads.
    pub(crate) fn location(&self) -> &str {
        self.headers
            .get(header::LOCATION)
            .map_or("", |value| value.to_str().unwrap())
    }

    /// The page shows a text, whatever its markup.
    #[track_caller]
    pub(crate) fn shows(&self, text: &str) -> &Self {
        assert!(
            self.text().contains(text),
            "{text:?} is not in {}",
            self.text()
        );
        self
    }

    /// The page does not show a text.
    #[track_caller]
    pub(crate) fn hides(&self, text: &str) -> &Self {
        assert!(
            !self.text().contains(text),
            "{text:?} is in {}",
            self.text()
        );
        self
    }

    /// The page as it is read, without tags, spaces reduced to one.
    pub(crate) fn text(&self) -> String {
        let mut text = String::new();
        let mut tag = false;
        for letter in self.body.chars() {
            match letter {
                '<' => tag = true,
                '>' => {
                    tag = false;
                    text.push(' ');
                }
                letter if !tag => text.push(letter),
                _ => {}
            }
        }
        let words: Vec<&str> = text.split_whitespace().collect();
        words.join(" ")
    }

    /// The part of the page between two marks, the second left out.
    pub(crate) fn part(&self, from: &str, until: &str) -> &str {
        let start = self.body.find(from).unwrap();
        let rest = &self.body[start..];
        &rest[..rest.find(until).unwrap()]
    }
}

/// A browser.
pub(crate) struct Browser {
    router: Router,
    pub(crate) cookies: Vec<(String, String)>,
    /// A session, and the token of its forms.
    token: Option<(String, String)>,
}

impl Browser {
    pub(crate) fn on(app: &TestApp) -> Self {
        Self::of(app.casework.clone())
    }

    /// In front of other casework on the same store.
    pub(crate) fn of(casework: Casework) -> Self {
        Self::at(WebState::new(casework, "https://essai.example"))
    }

    /// In front of a server as it is set up.
    pub(crate) fn at(state: WebState) -> Self {
        Self {
            router: tdu_web::router(state),
            cookies: Vec::new(),
            token: None,
        }
    }

    /// Signed in as the member of an organisation made by the testkit.
    pub(crate) async fn signed_in(app: &TestApp, organisation: &str, role: Role) -> Self {
        let email = format!(
            "{}@{}.example",
            role.code().replace('_', "-"),
            organisation.to_lowercase()
        );
        let mut browser = Self::on(app);
        let answer = browser.sign_in(&email, PASSWORD).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
        browser
    }

    pub(crate) async fn sign_in(&mut self, email: &str, password: &str) -> Answer {
        self.post("/connexion", &[("email", email), ("password", password)])
            .await
    }

    pub(crate) async fn get(&mut self, address: &str) -> Answer {
        self.send(Method::GET, address, &[], &[]).await
    }

    pub(crate) async fn post(&mut self, address: &str, fields: &[(&str, &str)]) -> Answer {
        let same_origin = [("sec-fetch-site", "same-origin")];
        self.send(Method::POST, address, fields, &same_origin).await
    }

    /// As a form of a page of this browser sends.
    pub(crate) async fn send(
        &mut self,
        method: Method,
        address: &str,
        fields: &[(&str, &str)],
        headers: &[(&str, &str)],
    ) -> Answer {
        let mut fields = fields.to_vec();
        let token = if method == Method::POST && !address.starts_with("/api/v") {
            self.token().await
        } else {
            None
        };
        if let Some(token) = &token {
            fields.insert(0, ("jeton", token));
        }
        self.send_bare(method, address, &fields, headers).await
    }

    /// As whoever saw no page sends.
    pub(crate) async fn send_bare(
        &mut self,
        method: Method,
        address: &str,
        fields: &[(&str, &str)],
        headers: &[(&str, &str)],
    ) -> Answer {
        let cookies: Vec<String> = self
            .cookies
            .iter()
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        let mut request = Request::builder()
            .method(method)
            .uri(address)
            .header(header::HOST, "essai.example")
            .header(header::COOKIE, cookies.join("; "))
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let body: Vec<String> = fields
            .iter()
            .map(|(name, value)| format!("{name}={}", encoded(value)))
            .collect();
        let request = request.body(Body::from(body.join("&"))).unwrap();
        let response = self.router.clone().oneshot(request).await.unwrap();
        self.keep_cookies(&response);
        let (parts, body) = response.into_parts();
        let bytes = body.collect().await.unwrap().to_bytes();
        Answer {
            status: parts.status,
            headers: parts.headers,
            body: String::from_utf8_lossy(&bytes).into_owned(),
        }
    }

    /// As software sends.
    pub(crate) async fn send_json(
        &self,
        method: Method,
        address: &str,
        content: &serde_json::Value,
        headers: &[(&str, &str)],
    ) -> Answer {
        let mut request = Request::builder()
            .method(method)
            .uri(address)
            .header(header::HOST, "essai.example")
            .header(header::CONTENT_TYPE, "application/json");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let request = request.body(Body::from(content.to_string())).unwrap();
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let bytes = body.collect().await.unwrap().to_bytes();
        Answer {
            status: parts.status,
            headers: parts.headers,
            body: String::from_utf8_lossy(&bytes).into_owned(),
        }
    }

    /// The token that the forms of this session's pages carry.
    pub(crate) async fn token(&mut self) -> Option<String> {
        let (name, session) = self
            .cookies
            .iter()
            .find(|(name, _)| name.ends_with("tdu_session"))?
            .clone();
        if self.token.as_ref().is_none_or(|(of, _)| *of != session) {
            let token = token_of(&self.router, &format!("{name}={session}")).await;
            self.token = Some((session, token));
        }
        self.token.as_ref().map(|(_, token)| token.clone())
    }

    fn keep_cookies(&mut self, response: &Response<Body>) {
        for value in response.headers().get_all(header::SET_COOKIE) {
            let text = value.to_str().unwrap();
            let (name, rest) = text.split_once('=').unwrap();
            let value = rest.split(';').next().unwrap();
            self.cookies.retain(|(known, _)| known != name);
            if !text.contains("Max-Age=0") {
                self.cookies.push((name.to_owned(), value.to_owned()));
            }
        }
    }
}

/// The token of the forms that a session is shown.
pub(crate) async fn token_of(router: &Router, cookie: &str) -> String {
    let mut address = "/aide".to_owned();
    loop {
        let request = Request::get(&address).header(header::COOKIE, cookie);
        let request = request.body(Body::empty()).unwrap();
        let answer = router.clone().oneshot(request).await.unwrap();
        if let Some(next) = answer.headers().get(header::LOCATION) {
            address = next.to_str().unwrap().to_owned();
            continue;
        }
        let page = answer.into_body().collect().await.unwrap().to_bytes();
        let page = String::from_utf8(page.to_vec()).unwrap();
        let (_, token) = page.split_once("name=\"jeton\" value=\"").unwrap();
        return token.split('"').next().unwrap().to_owned();
    }
}

fn encoded(text: &str) -> String {
    text.bytes()
        .map(|byte| match byte {
            byte if byte.is_ascii_alphanumeric() => char::from(byte).to_string(),
            byte => format!("%{byte:02X}"),
        })
        .collect()
}

/// A Mission Locale's file and a CFA's dossiers, with one urgent learner known to both.
pub(crate) async fn territory() -> TestApp {
    let app = TestApp::new(Engine::Sqlite, TODAY).await;
    let mut quiet = Youth::new("1002", "Lévêque-Martin", "Zoé");
    "Conseil B".clone_into(&mut quiet.counsellor);
    let youths = [Youth::new("1001", "Benali", "Inès"), quiet];
    app.import_youths(MONTREUIL, &youths).await;
    let learners = [
        Learner::new("BENALI", "Inès").entered(date(2026, 9, 8)),
        Learner::new("Haddad", "Yanis").contract(date(2026, 9, 10), Some(date(2026, 11, 14))),
    ];
    app.deliver(BOBIGNY, &learners).await;
    app.member(BOBIGNY, Role::CfaStaff).await;
    app.member_following(MONTREUIL, Role::Counsellor, Some("Conseil A"))
        .await;
    app
}

/// The key of a person whose row a list shows.
pub(crate) async fn key_of(browser: &mut Browser, word: &str) -> String {
    let list = browser.get(&format!("/jeunes?q={word}")).await;
    let row = list.part("<tr data-row>", "data-row-link");
    let key = row.split("/jeunes/").nth(1).expect("a row");
    key.split('"').next().unwrap().to_owned()
}
