//! The pages, each a short file: parse, call casework, render.

pub(crate) mod assign;
mod desk;
mod door;
pub(crate) mod doubts;
mod fields;
mod health;
mod help;
pub(crate) mod imports;
pub(crate) mod keys;
mod people;
mod person;

use axum::Router;
use axum::routing::{get, post};

use crate::WebState;

pub(crate) use fields::{Fields, Id};

pub(crate) fn router() -> Router<WebState> {
    Router::new()
        .route("/connexion", get(door::show).post(door::sign_in))
        .route("/deconnexion", post(door::sign_out))
        .route("/langue", post(door::choose_language))
        .route("/organisation", post(door::act_for))
        .route("/", get(desk::show))
        .route("/aide", get(help::show))
        .route("/sante", get(health::show))
        .merge(people::router())
        .merge(person::router())
}
