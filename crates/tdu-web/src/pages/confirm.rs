//! The second factor, after the password.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::CookieJar;
use serde::Deserialize;
use tdu_casework::Step;

use super::Fields;
use super::account::Refusal;
use crate::page::{other_lang, render};
use crate::routes::{Routes, Rule};
use crate::session::{HalfSignedIn, session_cookie, step_address};
use crate::{Lang, Texts, WebError, WebState};

/// The page that asks for a code.
pub(crate) fn routes() -> Routes {
    Routes::default()
        .get(
            "/connexion/code",
            Rule::Entering,
            "Demander le second facteur",
            show,
        )
        .post(
            "/connexion/code",
            Rule::Entering,
            "Donner le second facteur",
            confirm,
        )
}

#[derive(Template)]
#[template(path = "account/code.html")]
struct CodePage {
    t: Texts,
    other: Lang,
    name: String,
    codes: bool,
    passkey: bool,
    /// For which domain passkeys are made; empty where browsers make none.
    passkey_domain: String,
    refused: Option<Refusal>,
}

async fn show(
    State(state): State<WebState>,
    t: Texts,
    half: Option<HalfSignedIn>,
) -> Result<Response, WebError> {
    match half {
        Some(half) => page(&state, t, &half, None),
        None => Ok(Redirect::to("/").into_response()),
    }
}

fn page(
    state: &WebState,
    t: Texts,
    half: &HalfSignedIn,
    refused: Option<Refusal>,
) -> Result<Response, WebError> {
    let Step::Confirm { codes, passkey } = half.known.step else {
        return Ok(Redirect::to(step_address(half.known.step)).into_response());
    };
    render(&CodePage {
        t,
        other: other_lang(t),
        name: half.known.actor.name.clone(),
        codes,
        passkey,
        passkey_domain: state.passkey_domain(),
        refused,
    })
}

#[derive(Deserialize)]
struct Given {
    #[serde(default)]
    code: String,
}

async fn confirm(
    State(state): State<WebState>,
    t: Texts,
    half: Option<HalfSignedIn>,
    jar: CookieJar,
    Fields(given): Fields<Given>,
) -> Result<Response, WebError> {
    let Some(half) = half else {
        return Ok(Redirect::to("/").into_response());
    };
    let confirmed = state
        .casework()
        .confirm_with_code(&half.token, &given.code)
        .await;
    match confirmed {
        Ok(token) => {
            let jar = jar.add(session_cookie(&state, token));
            Ok((jar, Redirect::to("/")).into_response())
        }
        Err(error) => {
            let refused = Refusal::of(error, t)?;
            let page = page(&state, t, &half, Some(refused))?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
    }
}
