//! The API: what the software of a CFA sends, its description, and a page to read and try it.

mod answer;
mod document;
mod learners;
pub(crate) mod limits;
mod page;
mod refusal;
mod v1;

use std::sync::Arc;

use axum::extract::{DefaultBodyLimit, Extension};
use axum::http::{Method, header};
use axum::response::IntoResponse;
use axum::routing::any;
use tdu_exchange::issue;
use utoipa::openapi::OpenApi;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use crate::routes::{Routes, Rule};
use crate::{Lang, Texts, WebState};
use limits::Limiter;

/// The address that receives learners.
const LEARNERS: &str = "/api/v3/dossiers-apprenants";
/// The most bytes of a call.
const MAX_BYTES: usize = 10 * 1_048_576;
/// The most calls of an organisation in a minute.
const CALLS_PER_MINUTE: u32 = 3_000;
/// The most calls with an unknown key from an address in a minute.
const WRONG_KEYS_PER_MINUTE: u32 = 30;

/// What the API counts in memory.
#[derive(Debug)]
struct Gate {
    calls: Limiter<Uuid>,
    wrong_keys: Limiter<String>,
    /// Calls that read people or act on them, by key.
    programs: Limiter<Uuid>,
}

/// The API, its description and its page.
pub(crate) fn routes() -> Routes {
    let gate = Arc::new(Gate {
        calls: Limiter::new(CALLS_PER_MINUTE),
        wrong_keys: Limiter::new(WRONG_KEYS_PER_MINUTE),
        programs: Limiter::new(v1::CALLS_PER_MINUTE),
    });
    let (calls, _) = described().split_for_parts();
    let calls = calls
        .method_not_allowed_fallback(learners::wrong_method)
        .route("/api/v3/{*rest}", any(learners::wrong_address));
    Routes::default()
        .dressed(|router| router.merge(calls))
        .declare(
            Some(Method::POST),
            LEARNERS,
            Rule::Key,
            "Recevoir les dossiers d’apprenants du logiciel d’un CFA",
        )
        .declare(
            None,
            "/api/v3/{*rest}",
            Rule::Anyone,
            "Dire qu’une adresse de l’API n’existe pas",
        )
        .get(
            "/api/openapi.json",
            Rule::Anyone,
            "Description de l’API pour les logiciels",
            openapi,
        )
        .merge(page::routes())
        .merge(v1::routes())
        .dressed(|router| {
            router
                .layer(DefaultBodyLimit::max(MAX_BYTES))
                .layer(Extension(gate))
        })
}

/// The calls, each with its description.
fn described() -> OpenApiRouter<WebState> {
    OpenApiRouter::with_openapi(document::shared()).routes(routes!(learners::receive))
}

/// The description of every call.
fn describe() -> OpenApi {
    described().merge(v1::described()).into_openapi()
}

async fn openapi() -> impl IntoResponse {
    (
        [
            (header::CONTENT_TYPE, "application/json"),
            (header::CACHE_CONTROL, "public, max-age=300"),
        ],
        document::json(),
    )
}

/// The language of the sentences that the formats write.
fn sentences(t: Texts) -> issue::Lang {
    match t.lang() {
        Lang::French => issue::Lang::Fr,
        Lang::English => issue::Lang::En,
    }
}
