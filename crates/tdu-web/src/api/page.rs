//! The page that describes the API, and where to try it.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Extension, FromRequest, FromRequestParts, Request, State};
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use tdu_casework::MAX_ITEMS;
use tdu_domain::organisation::Network;
use tdu_exchange::learner::{FIELDS, LearnerField};
use utoipa::openapi::RefOr;

use super::document::{self, Kind};
use super::refusal::Refusal;
use super::{CALLS_PER_MINUTE, Gate, LEARNERS, MAX_BYTES, answer, learners};
use crate::i18n::french_spaces;
use crate::page::other_lang;
use crate::pages::Fields;
use crate::routes::{Routes, Rule};
use crate::{Lang, Page, SignedIn, Texts, WebError, WebState, render, visitor};

/// The most bytes of a trial: it is shown back on a page.
const TRIAL_BYTES: usize = 512 * 1024;

pub(super) fn routes() -> Routes {
    Routes::default()
        .get("/api", Rule::Anyone, "Documentation de l’API", show)
        .get(
            "/api/essai",
            Rule::Anyone,
            "Documentation de l’API, à essayer",
            show,
        )
        .post_up_to(
            TRIAL_BYTES,
            "/api/essai",
            Rule::Anyone,
            "Essayer l’API avec une clé",
            attempt,
        )
}

/// Within the frame of who is signed in.
#[derive(Template)]
#[template(path = "api.html")]
struct Framed {
    page: Page,
    content: Content,
}

/// For the developer of an ERP, who has no account.
#[derive(Template)]
#[template(path = "api/visitor.html")]
struct Open {
    t: Texts,
    other: Lang,
    content: Content,
}

#[derive(Template)]
#[template(path = "api/content.html")]
struct Content {
    t: Texts,
    address: String,
    limits: String,
    calls: u32,
    payload: String,
    answer: String,
    refusals: Vec<Described>,
    required: Vec<Row>,
    optional: Vec<Row>,
    trial: Option<Trial>,
    v1: Vec<V1Call>,
    v1_rate: u32,
}

/// A call of the API of organisations.
struct V1Call {
    method: &'static str,
    path: String,
    what: String,
    text: String,
}

/// A refusal: its status, and what it means, names of codes apart.
struct Described {
    status: String,
    pieces: Vec<Piece>,
}

/// A piece of a sentence: plain words, or a name to be read as code.
struct Piece {
    text: String,
    code: bool,
}

/// A field of the item.
struct Row {
    name: &'static str,
    description: String,
    kind: String,
    example: &'static str,
}

/// What a trial gave.
struct Trial {
    status: String,
    counts: Option<String>,
    answer: String,
}

impl Content {
    fn count(&self) -> usize {
        self.required.len() + self.optional.len()
    }
}

async fn show(
    State(state): State<WebState>,
    t: Texts,
    visitor: Result<SignedIn, WebError>,
) -> Result<Response, WebError> {
    let visitor = visitor.ok();
    let payload = pretty(&json!([example_for(visitor.as_ref())]));
    page(&state, t, visitor.as_ref(), payload, None)
}

#[derive(Deserialize)]
struct Attempt {
    #[serde(default)]
    cle: String,
    #[serde(default)]
    dossiers: String,
}

async fn attempt(
    State(state): State<WebState>,
    Extension(gate): Extension<Arc<Gate>>,
    t: Texts,
    request: Request,
) -> Result<Response, Response> {
    let (mut parts, body) = request.into_parts();
    let visitor = SignedIn::from_request_parts(&mut parts, &state).await.ok();
    let address = visitor::address(&state, &parts);
    let request = Request::from_parts(parts, body);
    let Fields(form): Fields<Attempt> = Fields::from_request(request, &state).await?;
    let given = Given {
        address,
        key: form.cle.trim(),
        payload: form.dossiers.clone(),
    };
    let trial = match tried(&state, &gate, t, given).await {
        Ok(trial) => trial,
        Err(refusal) => Trial {
            status: refusal.status().to_string(),
            counts: None,
            answer: pretty(&refusal.body(t)),
        },
    };
    page(&state, t, visitor.as_ref(), form.dossiers, Some(trial))
        .map_err(IntoResponse::into_response)
}

struct Given<'f> {
    address: String,
    key: &'f str,
    payload: String,
}

/// Does what the call does, with what the form gives.
async fn tried(
    state: &WebState,
    gate: &Gate,
    t: Texts,
    given: Given<'_>,
) -> Result<Trial, Refusal> {
    if given.key.is_empty() {
        return Err(Refusal::MissingKey);
    }
    let client = learners::authenticate(state, gate, given.address, given.key).await?;
    let json = learners::deliver(state, client, given.payload.into_bytes(), t).await?;
    let answer: Value = serde_json::from_slice(&json).unwrap_or_default();
    let count = |name: &str| answer["counts"][name].as_u64().unwrap_or_default();
    let accepted = count("created") + count("updated") + count("unchanged");
    Ok(Trial {
        status: "200 OK".to_owned(),
        counts: Some(format!(
            "{}, {}",
            t.one("api-try-accepted", "count", accepted),
            t.one("api-try-refused", "count", count("failed"))
        )),
        answer: pretty(&answer),
    })
}

fn page(
    state: &WebState,
    t: Texts,
    visitor: Option<&SignedIn>,
    payload: String,
    trial: Option<Trial>,
) -> Result<Response, WebError> {
    let content = Content {
        t,
        address: format!("{}{LEARNERS}", state.options.public_address),
        limits: t.with(
            "api-call-content-text",
            [
                ("items", MAX_ITEMS.into()),
                ("megabytes", (MAX_BYTES / 1_048_576).into()),
            ],
        ),
        calls: CALLS_PER_MINUTE,
        payload,
        answer: pretty(&answer::example()),
        refusals: refusals(),
        required: rows(t, true),
        optional: rows(t, false),
        trial,
        v1: v1_calls(),
        v1_rate: super::v1::CALLS_PER_MINUTE,
    };
    match visitor {
        Some(visitor) => render(&Framed {
            page: visitor.page(t.get("api-title")),
            content,
        }),
        None => render(&Open {
            t,
            other: other_lang(t),
            content,
        }),
    }
}

/// The example, for the establishment of the CFA that reads it.
fn example_for(visitor: Option<&SignedIn>) -> Value {
    let mut item = document::example();
    let own = visitor
        .map(|visitor| &visitor.actor.organisation)
        .filter(|organisation| organisation.network == Network::Cfa);
    if let Some(organisation) = own {
        for role in ["responsable", "formateur"] {
            item[format!("etablissement_{role}_uai")] = organisation.code.as_str().into();
        }
    }
    item
}

fn rows(t: Texts, required: bool) -> Vec<Row> {
    FIELDS
        .iter()
        .filter(|field| field.required == required)
        .map(|field| row(t, field))
        .collect()
}

fn row(t: Texts, field: &LearnerField) -> Row {
    Row {
        name: field.name,
        description: french_spaces(field.description),
        kind: t.of_code("api-kind", Kind::of(field.name).code()),
        example: field.example,
    }
}

/// The calls of the API of organisations, as the description tells them.
fn v1_calls() -> Vec<V1Call> {
    let paths = &document::DOCUMENT.paths.paths;
    let own = paths
        .iter()
        .filter(|(path, _)| path.starts_with("/api/v1/"));
    own.flat_map(|(path, item)| {
        let call = |method, operation: &utoipa::openapi::path::Operation| V1Call {
            method,
            path: path.clone(),
            what: french_spaces(operation.summary.as_deref().unwrap_or_default()),
            text: french_spaces(operation.description.as_deref().unwrap_or_default()),
        };
        let get = item.get.as_ref().map(|operation| call("GET", operation));
        let post = item.post.as_ref().map(|operation| call("POST", operation));
        get.into_iter().chain(post)
    })
    .collect()
}

/// The refusals, as the description tells them.
fn refusals() -> Vec<Described> {
    let Some(operation) = document::learners_operation() else {
        return Vec::new();
    };
    operation
        .responses
        .responses
        .iter()
        .filter(|(status, _)| status.as_str() != "200")
        .filter_map(|(status, response)| match response {
            RefOr::T(response) => Some(Described {
                status: status.clone(),
                pieces: pieces(&response.description),
            }),
            RefOr::Ref(_) => None,
        })
        .collect()
}

/// Names between backquotes are code; the rest is French.
fn pieces(text: &str) -> Vec<Piece> {
    text.split('`')
        .enumerate()
        .filter(|(_, text)| !text.is_empty())
        .map(|(at, text)| Piece {
            text: if at % 2 == 1 {
                text.to_owned()
            } else {
                french_spaces(text)
            },
            code: at % 2 == 1,
        })
        .collect()
}

fn pretty(value: &impl Serialize) -> String {
    serde_json::to_string_pretty(value).unwrap_or_default()
}
