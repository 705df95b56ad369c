//! What a visitor reads when something cannot be done: what, why, and what to do next.

use std::any::Any;

use askama::Template;
use axum::Json;
use axum::extract::Request;
use axum::http::{HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{Html, IntoResponse, Redirect, Response};
use tdu_casework::CaseworkError;
use uuid::Uuid;

use crate::Texts;
use crate::guard::RequestId;
use crate::i18n::language;
use crate::pages::door::came_from;

/// Why a request was not answered as asked.
#[derive(Debug, thiserror::Error)]
pub enum WebError {
    /// No such page, or not for this visitor.
    #[error("no such page")]
    NotFound,
    /// Nobody is signed in.
    #[error("nobody is signed in")]
    SignedOut {
        /// Where to come back.
        next: Option<String>,
        /// Whether htmx asks.
        htmx: bool,
    },
    /// Whoever signs in must still do something, at this address.
    #[error("signing in is not finished")]
    Unfinished {
        /// Where.
        address: &'static str,
        /// Whether htmx asks.
        htmx: bool,
    },
    /// Another site's page asked for a change.
    #[error("the request comes from another site")]
    CrossSite,
    /// The form was written for another session, or for none.
    #[error("the form is of another session")]
    OldForm,
    /// The form cannot be read.
    #[error("the form cannot be read")]
    BadForm,
    /// Casework refused or failed.
    #[error(transparent)]
    Casework(#[from] CaseworkError),
    /// A page could not be written.
    #[error("a page could not be written: {0}")]
    Template(#[from] askama::Error),
    /// Files could not be put together.
    #[error("files could not be put together: {0}")]
    Zip(#[from] zip::result::ZipError),
}

/// What the answer must explain; a layer writes it in the visitor's language.
#[derive(Debug, Clone, Copy)]
struct Explanation {
    status: StatusCode,
    /// Key of the title and of the text: `error-{kind}-title`, `error-{kind}-text`.
    kind: &'static str,
    /// Key of a sentence that says more: `problem-{problem}`.
    problem: Option<&'static str>,
}

impl WebError {
    fn explanation(&self) -> Explanation {
        let (status, kind, problem) = match self {
            Self::NotFound | Self::Casework(CaseworkError::NotFound(_)) => {
                (StatusCode::NOT_FOUND, "not-found", None)
            }
            Self::SignedOut { .. } | Self::Unfinished { .. } => {
                (StatusCode::UNAUTHORIZED, "signed-out", None)
            }
            Self::CrossSite => (StatusCode::FORBIDDEN, "cross-site", None),
            Self::OldForm => (StatusCode::FORBIDDEN, "old-form", None),
            Self::BadForm => (StatusCode::BAD_REQUEST, "bad-form", None),
            Self::Casework(CaseworkError::Denied(_)) => (StatusCode::FORBIDDEN, "denied", None),
            Self::Casework(CaseworkError::Invalid { problem, .. }) => {
                (StatusCode::UNPROCESSABLE_ENTITY, "invalid", Some(*problem))
            }
            Self::Casework(CaseworkError::Several(wrong)) => {
                let problem = wrong.first().map(|(_, problem)| *problem);
                (StatusCode::UNPROCESSABLE_ENTITY, "invalid", problem)
            }
            Self::Casework(CaseworkError::File(_)) => {
                (StatusCode::UNPROCESSABLE_ENTITY, "file", None)
            }
            Self::Casework(CaseworkError::SignInClosed(_)) => {
                (StatusCode::SERVICE_UNAVAILABLE, "closed", None)
            }
            Self::Casework(CaseworkError::Conflict(problem)) => {
                (StatusCode::CONFLICT, "conflict", Some(*problem))
            }
            Self::Casework(CaseworkError::Unlogged) => {
                (StatusCode::SERVICE_UNAVAILABLE, "unlogged", None)
            }
            Self::Casework(_) | Self::Template(_) | Self::Zip(_) => {
                (StatusCode::INTERNAL_SERVER_ERROR, "internal", None)
            }
        };
        Explanation {
            status,
            kind,
            problem,
        }
    }
}

impl IntoResponse for WebError {
    fn into_response(self) -> Response {
        let elsewhere = match &self {
            Self::SignedOut { next, htmx } => Some((
                match next {
                    Some(next) => format!("/connexion?suite={}", encoded(next)),
                    None => "/connexion".to_owned(),
                },
                *htmx,
            )),
            Self::Unfinished { address, htmx } => Some(((*address).to_owned(), *htmx)),
            _ => None,
        };
        if let Some((address, htmx)) = elsewhere {
            if !htmx {
                return Redirect::to(&address).into_response();
            }
            let mut response = StatusCode::UNAUTHORIZED.into_response();
            if let Ok(value) = HeaderValue::from_str(&address) {
                response.headers_mut().insert("hx-redirect", value);
            }
            return response;
        }
        let explanation = self.explanation();
        if explanation.status.is_server_error() {
            tracing::error!(error = %self, "a request failed");
        }
        let mut response = explanation.status.into_response();
        response.extensions_mut().insert(explanation);
        response
    }
}

/// Percent-encodes what may follow `=` in an address.
pub(crate) fn encoded(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-_.~/".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            encoded.push_str(&format!("%{byte:02X}"));
        }
    }
    encoded
}

pub(crate) async fn not_found() -> WebError {
    WebError::NotFound
}

pub(crate) fn after_panic(_: Box<dyn Any + Send + 'static>) -> Response {
    tracing::error!("a handler panicked");
    let mut response = StatusCode::INTERNAL_SERVER_ERROR.into_response();
    response.extensions_mut().insert(Explanation {
        status: StatusCode::INTERNAL_SERVER_ERROR,
        kind: "internal",
        problem: None,
    });
    response
}

#[derive(Template)]
#[template(path = "error.html")]
struct ErrorPage {
    t: Texts,
    title: String,
    text: String,
    more: Option<String>,
    request: Option<String>,
    /// The page of the form that was refused.
    back: Option<String>,
}

/// What htmx adds to the page it stays on, which is left as it is.
#[derive(Template)]
#[template(
    source = r#"<div id="toasts" hx-swap-oob="beforeend"><div class="toast-line" data-toast="10"><span>{{ text }}</span></div></div>"#,
    ext = "html"
)]
struct ErrorPiece {
    text: String,
}

/// Writes what refusals mean: a page for people, JSON for the API.
pub(crate) async fn explain(request: Request, next: Next) -> Response {
    let id = request.extensions().get::<RequestId>().copied();
    let api = request.uri().path().starts_with("/api/");
    let htmx = request.headers().contains_key("hx-request");
    let back = form_of(&request);
    let (parts, body) = request.into_parts();
    let texts = Texts::of(language(&parts));
    let response = next.run(Request::from_parts(parts, body)).await;
    let told = response.extensions().get::<Explanation>().copied();
    let Some(told) = told.or_else(|| bare(&response)) else {
        return response;
    };
    let mut answer = if api {
        let (key, message) = (told.kind, texts.get(&format!("error-{}-text", told.kind)));
        let body = serde_json::json!({ "code": key, "message": message });
        (told.status, Json(body)).into_response()
    } else if htmx {
        let said = told
            .problem
            .map_or(format!("error-{}-text", told.kind), |problem| {
                format!("problem-{problem}")
            });
        let piece = ErrorPiece {
            text: texts.get(&said),
        };
        let headers = [("hx-reswap", "none")];
        (
            told.status,
            headers,
            Html(piece.render().unwrap_or_default()),
        )
            .into_response()
    } else {
        let page = ErrorPage {
            t: texts,
            title: texts.get(&format!("error-{}-title", told.kind)),
            text: texts.get(&format!("error-{}-text", told.kind)),
            more: told
                .problem
                .map(|problem| texts.get(&format!("problem-{problem}"))),
            request: id
                .filter(|_| told.status.is_server_error())
                .map(|id| id.0.to_string()),
            back,
        };
        (told.status, Html(page.render().unwrap_or_default())).into_response()
    };
    if let Some(allow) = response.headers().get(header::ALLOW) {
        answer.headers_mut().insert(header::ALLOW, allow.clone());
    }
    answer
}

/// The page of the form that a request sends, read afresh when it is opened again.
fn form_of(request: &Request) -> Option<String> {
    if request.method() != Method::POST {
        return None;
    }
    let address = came_from(request.headers());
    let path = address.split('?').next()?;
    // A form that was refused once is shown at an address that may only take what is sent to it.
    if path != request.uri().path() {
        return Some(address).filter(|address| address != "/");
    }
    let person = path.strip_prefix("/jeunes/")?.split('/').next()?;
    Uuid::try_parse(person)
        .ok()
        .map(|id| format!("/jeunes/{id}"))
}

/// The refusals that the framework writes as bare text.
fn bare(response: &Response) -> Option<Explanation> {
    let content = response.headers().get(header::CONTENT_TYPE);
    let text = content.is_none_or(|kind| kind.as_bytes().starts_with(b"text/plain"));
    let status = response.status();
    let kind = match status {
        StatusCode::NOT_FOUND | StatusCode::METHOD_NOT_ALLOWED => "not-found",
        StatusCode::PAYLOAD_TOO_LARGE => "too-large",
        StatusCode::REQUEST_TIMEOUT => "internal",
        _ if status == StatusCode::UNAUTHORIZED => return None,
        _ if status.is_client_error() => "bad-form",
        _ if status.is_server_error() => "internal",
        _ => return None,
    };
    text.then_some(Explanation {
        status,
        kind,
        problem: None,
    })
}
