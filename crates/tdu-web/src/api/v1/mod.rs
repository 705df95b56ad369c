//! The API for software of both networks: the people of an organisation, and the acts of the pages.

mod acts;
mod caller;
mod content;
mod people;
mod problem;
mod shapes;

use axum::extract::DefaultBodyLimit;
use axum::http::Method;
use axum::middleware;
use axum::routing::any;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::WebState;
use crate::routes::{Routes, Rule};

/// The most calls of a key in a minute.
pub(super) const CALLS_PER_MINUTE: u32 = 600;
/// The most bytes of an act.
const MAX_BYTES: usize = 64 * 1024;

/// What is served, and what it does in French.
const SERVED: [(Method, &str, &str); 11] = [
    (
        Method::GET,
        "/api/v1/people",
        "Lister les jeunes de l’organisation (logiciel)",
    ),
    (
        Method::GET,
        "/api/v1/people/{person}",
        "Lire un jeune (logiciel)",
    ),
    (
        Method::GET,
        "/api/v1/people/{person}/timeline",
        "Lire l’historique d’un jeune (logiciel)",
    ),
    (
        Method::GET,
        "/api/v1/people/{person}/signals",
        "Lire les signaux d’un jeune (logiciel)",
    ),
    (
        Method::POST,
        "/api/v1/people/{person}/contacts",
        "Noter un contact (logiciel)",
    ),
    (
        Method::POST,
        "/api/v1/people/{person}/details",
        "Compléter les coordonnées (logiciel)",
    ),
    (
        Method::POST,
        "/api/v1/people/{person}/diploma",
        "Noter le résultat du diplôme (logiciel)",
    ),
    (
        Method::POST,
        "/api/v1/people/{person}/handover",
        "Confier un jeune à un collègue (logiciel)",
    ),
    (
        Method::POST,
        "/api/v1/people/{person}/postponements",
        "Reporter un signal (logiciel)",
    ),
    (
        Method::POST,
        "/api/v1/people/{person}/undo",
        "Annuler un acte de la même clé (logiciel)",
    ),
    (
        Method::GET,
        "/api/v1/me",
        "Dire ce que la clé ouvre (logiciel)",
    ),
];

/// The calls, behind their keys.
pub(super) fn routes() -> Routes {
    let (calls, _) = described().split_for_parts();
    let calls = calls
        .method_not_allowed_fallback(problem::wrong_method)
        .route("/api/v1/{*rest}", any(problem::wrong_address))
        .layer(DefaultBodyLimit::max(MAX_BYTES))
        .layer(middleware::from_fn(problem::written));
    let served = Routes::default()
        .dressed(|router| router.merge(calls))
        .declare(
            None,
            "/api/v1/{*rest}",
            Rule::Anyone,
            "Dire qu’une adresse de l’API n’existe pas",
        );
    SERVED
        .into_iter()
        .fold(served, |routes, (method, path, what)| {
            routes.declare(Some(method), path, Rule::Program, what)
        })
}

/// The calls, each with its description.
pub(super) fn described() -> OpenApiRouter<WebState> {
    OpenApiRouter::new()
        .routes(routes!(people::me))
        .routes(routes!(people::list))
        .routes(routes!(people::one))
        .routes(routes!(people::timeline))
        .routes(routes!(people::signals))
        .routes(routes!(acts::contact))
        .routes(routes!(acts::details))
        .routes(routes!(acts::diploma))
        .routes(routes!(acts::hand_over))
        .routes(routes!(acts::postpone))
        .routes(routes!(acts::undo))
}
