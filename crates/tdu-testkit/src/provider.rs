//! An identity provider in memory, which says whatever a test wants, true or forged.

use std::sync::{Arc, Mutex};

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Form, Json, Router};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jiff::Timestamp;
use p256::ecdsa::signature::Signer;
use p256::ecdsa::{Signature, SigningKey};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use tdu_casework::{ProviderSettings, SiretRule};

/// The client's name and secret.
const CLIENT: (&str, &str) = ("trait-d-union", "un secret partagé, long");
/// Where the application under test stands.
const HERE: &str = "https://essai.example";

/// How more is said of somebody.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Userinfo {
    /// As plain JSON.
    Plain,
    /// As a token signed by the provider.
    Signed,
    /// As a token signed by somebody else.
    Forged,
}

/// What the provider says of whoever comes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// Who they are.
    pub subject: String,
    /// Their address.
    pub email: Option<String>,
    /// Whether it is verified; unsaid when none.
    pub verified: Option<bool>,
    /// The SIRET of their organisation.
    pub siret: Option<String>,
    /// By which methods they proved who they are.
    pub methods: Vec<String>,
    /// In which context.
    pub context: Option<String>,
    /// Claims put over those of the identity token, for forgeries.
    pub over: Value,
    /// The header of the identity token.
    pub algorithm: &'static str,
    /// The key that signs it: 7 is the provider's.
    pub key: u8,
    /// How more is said.
    pub userinfo: Userinfo,
    /// Claims put over those of more, for forgeries.
    pub over_userinfo: Value,
}

#[derive(Debug)]
struct Room {
    issuer: String,
    now: i64,
    said: Said,
    /// The question that a code answers: nonce and challenge.
    asked: Option<(String, String)>,
}

/// An identity provider on a port of its own.
#[derive(Debug, Clone)]
pub struct FakeProvider {
    room: Arc<Mutex<Room>>,
}

type Shared = State<Arc<Mutex<Room>>>;

impl FakeProvider {
    /// Opens a provider whose clock stands at an instant, and who says nothing wrong yet.
    pub async fn start(now: Timestamp, email: &str) -> Self {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let issuer = format!("http://{}", listener.local_addr().unwrap());
        let said = Said {
            subject: "sujet-1".to_owned(),
            email: Some(email.to_owned()),
            verified: Some(true),
            siret: None,
            methods: vec!["pwd".to_owned()],
            context: Some("eidas1".to_owned()),
            over: json!({}),
            algorithm: "ES256",
            key: 7,
            userinfo: Userinfo::Signed,
            over_userinfo: json!({}),
        };
        let room = Arc::new(Mutex::new(Room {
            issuer,
            now: now.as_second(),
            said,
            asked: None,
        }));
        let router = Router::new()
            .route("/.well-known/openid-configuration", get(discovery))
            .route("/cles", get(keys))
            .route("/jetons", post(token))
            .route("/moi", get(userinfo))
            .with_state(Arc::clone(&room));
        tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        Self { room }
    }

    /// How the application reaches it.
    #[must_use]
    pub fn settings(&self) -> ProviderSettings {
        ProviderSettings {
            issuer: self.room.lock().unwrap().issuer.clone(),
            client: CLIENT.0.to_owned(),
            secret: CLIENT.1.to_owned(),
            label: "Fournisseur d’essai".to_owned(),
            scopes: "email siret".to_owned(),
            sirets: SiretRule::WhenKnown,
            trusts_emails: false,
            public_address: HERE.to_owned(),
        }
    }

    /// Changes what it says.
    pub fn says(&self, change: impl FnOnce(&mut Said)) {
        change(&mut self.room.lock().unwrap().said);
    }

    /// Recognises whoever a browser brings with a question; gives the state and the code to come back
    /// with.
    #[must_use]
    pub fn recognises(&self, address: &str) -> (String, String) {
        let (path, query) = address.split_once('?').unwrap();
        let field = |name: &str| {
            let mut pairs = query.split('&').filter_map(|pair| pair.split_once('='));
            let found = pairs.find(|(known, _)| *known == name);
            found.map(|(_, value)| value.to_owned()).unwrap_or_default()
        };
        let mut room = self.room.lock().unwrap();
        assert_eq!(path, format!("{}/porte", room.issuer));
        assert_eq!(field("response_type"), "code");
        assert_eq!(field("code_challenge_method"), "S256");
        assert!(field("state").len() >= 32 && field("nonce").len() >= 32);
        room.asked = Some((field("nonce"), field("code_challenge")));
        (field("state"), "code-1".to_owned())
    }
}

async fn discovery(State(room): Shared) -> Json<Value> {
    let issuer = room.lock().unwrap().issuer.clone();
    Json(json!({
        "issuer": issuer,
        "authorization_endpoint": format!("{issuer}/porte"),
        "token_endpoint": format!("{issuer}/jetons"),
        "userinfo_endpoint": format!("{issuer}/moi"),
        "jwks_uri": format!("{issuer}/cles"),
        "end_session_endpoint": format!("{issuer}/sortie"),
        "response_types_supported": ["code"],
        "subject_types_supported": ["pairwise"],
        "id_token_signing_alg_values_supported": ["ES256", "HS256", "none"],
        "token_endpoint_auth_methods_supported": ["client_secret_post"],
        "code_challenge_methods_supported": ["S256"],
        "claims_parameter_supported": true,
    }))
}

async fn keys() -> Json<Value> {
    let point = signing_key(7).verifying_key().to_encoded_point(false);
    Json(json!({"keys": [{
        "kty": "EC", "crv": "P-256", "use": "sig", "kid": "cle-1", "alg": "ES256",
        "x": base64(point.x().unwrap()), "y": base64(point.y().unwrap()),
    }]}))
}

async fn token(State(room): Shared, Form(form): Form<Vec<(String, String)>>) -> Response {
    let field = |name: &str| {
        let found = form.iter().find(|(known, _)| known == name);
        found.map_or("", |(_, value)| value.as_str())
    };
    let mut room = room.lock().unwrap();
    // A code serves once.
    let Some((nonce, challenge)) = room.asked.take() else {
        return refusal();
    };
    let verifier = base64(&Sha256::digest(field("code_verifier")));
    let ours = (field("client_id"), field("client_secret")) == CLIENT;
    if !ours || field("code") != "code-1" || verifier != challenge {
        return refusal();
    }
    let said = &room.said;
    let mut claims = json!({
        "iss": room.issuer, "aud": CLIENT.0, "sub": said.subject, "nonce": nonce,
        "iat": room.now, "exp": room.now + 60, "amr": said.methods, "acr": said.context,
    });
    put_over(&mut claims, &said.over);
    Json(json!({
        "access_token": "acces-1", "token_type": "Bearer", "expires_in": 60,
        "id_token": signed(&claims, said.algorithm, said.key),
    }))
    .into_response()
}

fn refusal() -> Response {
    let error = Json(json!({"error": "invalid_grant", "error_description": "<b>non</b>"}));
    (StatusCode::BAD_REQUEST, error).into_response()
}

async fn userinfo(State(room): Shared, headers: HeaderMap) -> Response {
    if headers.get(header::AUTHORIZATION).unwrap() != "Bearer acces-1" {
        return StatusCode::UNAUTHORIZED.into_response();
    }
    let room = room.lock().unwrap();
    let said = &room.said;
    let mut claims = json!({
        "sub": said.subject, "email": said.email, "siret": said.siret,
        "given_name": "Camille", "usual_name": "Durand",
    });
    if let Some(verified) = said.verified {
        claims["email_verified"] = json!(verified);
    }
    let key = match said.userinfo {
        Userinfo::Plain => {
            put_over(&mut claims, &said.over_userinfo);
            return Json(claims).into_response();
        }
        Userinfo::Signed => 7,
        Userinfo::Forged => 8,
    };
    put_over(
        &mut claims,
        &json!({"iss": room.issuer, "aud": CLIENT.0, "exp": room.now + 60}),
    );
    put_over(&mut claims, &said.over_userinfo);
    let kind = [(header::CONTENT_TYPE, "application/jwt")];
    (kind, signed(&claims, "ES256", key)).into_response()
}

fn put_over(claims: &mut Value, over: &Value) {
    for (name, value) in over.as_object().unwrap() {
        claims[name] = value.clone();
    }
}

fn signing_key(seed: u8) -> SigningKey {
    SigningKey::from_slice(&[seed; 32]).unwrap()
}

fn signed(claims: &Value, algorithm: &str, key: u8) -> String {
    let header = json!({"alg": algorithm, "typ": "JWT", "kid": "cle-1"});
    let message = format!(
        "{}.{}",
        base64(header.to_string().as_bytes()),
        base64(claims.to_string().as_bytes())
    );
    if algorithm == "none" {
        return format!("{message}.");
    }
    let signature: Signature = signing_key(key).sign(message.as_bytes());
    format!("{message}.{}", base64(&signature.to_bytes()))
}

fn base64(bytes: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}
