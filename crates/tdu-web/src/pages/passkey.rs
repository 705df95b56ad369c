//! Signing in with a passkey.

use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use axum_extra::extract::CookieJar;
use serde::Deserialize;
use tdu_casework::Entry;

use super::Fields;
use super::door::{Came, came_in};
use crate::routes::{Routes, Rule};
use crate::visitor::Visitor;
use crate::{Texts, WebError, WebState};

/// How a passkey is asked and answers.
pub(crate) fn routes() -> Routes {
    Routes::default()
        .post(
            "/connexion/cle/debut",
            Rule::Anyone,
            "Préparer une connexion par clé d’accès",
            ask,
        )
        .post(
            "/connexion/cle",
            Rule::Anyone,
            "Se connecter avec une clé d’accès",
            sign_in,
        )
}

async fn ask(
    State(state): State<WebState>,
    t: Texts,
    Visitor(origin): Visitor,
    jar: CookieJar,
) -> Result<Response, WebError> {
    let asked = state.casework().ask_passkey(state.site()?, &origin).await;
    match asked {
        Ok(Ok(asked)) => Ok(json(asked)),
        Ok(Err(wait)) => came_in(&state, t, jar, Ok(Entry::Wait(wait)), nobody("")).await,
        Err(error) => came_in(&state, t, jar, Err(error), nobody("")).await,
    }
}

#[derive(Debug, Deserialize)]
struct Answer {
    #[serde(default)]
    reponse: String,
    #[serde(default)]
    suite: String,
}

async fn sign_in(
    State(state): State<WebState>,
    t: Texts,
    Visitor(origin): Visitor,
    jar: CookieJar,
    Fields(form): Fields<Answer>,
) -> Result<Response, WebError> {
    let site = state.site()?;
    let tried = state.casework();
    let tried = tried
        .sign_in_with_passkey(site, &form.reponse, &origin)
        .await;
    came_in(&state, t, jar, tried, nobody(&form.suite)).await
}

/// A passkey names its owner itself.
fn nobody(next: &str) -> Came {
    Came {
        email: String::new(),
        next: next.to_owned(),
        wrong: "passkey-wrong",
    }
}

/// What the browser is asked.
pub(crate) fn json(asked: String) -> Response {
    ([(header::CONTENT_TYPE, "application/json")], asked).into_response()
}
