//! The API for software of both networks: the people of an organisation, and the acts of the pages.

mod acts;
mod appointments;
mod call;
mod caller;
mod coded;
mod content;
mod contract;
mod contract_shapes;
mod field;
mod parameters;
mod people;
mod problem;
mod referral_shapes;
mod referrals;
mod road;
mod road_shapes;
mod shapes;
mod tasks;
mod together;

use axum::extract::DefaultBodyLimit;
use axum::middleware;
use axum::routing::any;
use utoipa_axum::router::OpenApiRouter;

use self::call::Call;
use crate::WebState;
use crate::routes::{Routes, Rule};

/// The most calls of a key in a minute.
pub(super) const CALLS_PER_MINUTE: u32 = 600;
/// The most bytes of an act.
const MAX_BYTES: usize = 64 * 1024;

/// Every call, each said once: its route, its description and its handler.
fn every_call() -> Vec<Call> {
    [
        people::calls(),
        acts::calls(),
        referrals::calls(),
        tasks::calls(),
        together::calls(),
        appointments::calls(),
        contract::calls(),
        road::calls(),
    ]
    .into_iter()
    .flatten()
    .collect()
}

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
    every_call()
        .iter()
        .fold(served, |routes, call| call.declared(routes))
}

/// The calls, each with its description.
pub(super) fn described() -> OpenApiRouter<WebState> {
    every_call()
        .into_iter()
        .fold(OpenApiRouter::new(), |router, call| {
            router.routes(call.routed())
        })
}
