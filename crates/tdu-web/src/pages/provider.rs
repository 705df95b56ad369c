//! Signing in through an identity provider: there and back.

use askama::Template;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::CookieJar;
use axum_extra::extract::cookie::Cookie;
use serde::Deserialize;
use tdu_casework::{Arrival, Entry, Going, ProviderAnswer, SignOnRefusal};

use super::Fields;
use super::door::{Came, came_in, door, own_address};
use crate::page::render;
use crate::routes::{Routes, Rule};
use crate::session::{cookie, lasting};
use crate::visitor::Visitor;
use crate::{SignedIn, Texts, Toast, WebError, WebState};

/// Seconds for which a browser keeps its half of the question.
const KEPT_FOR: i64 = 600;

/// The way to the provider, the way back, and how to untie one's account.
pub(crate) fn routes() -> Routes {
    Routes::default()
        .post(
            "/connexion/fournisseur",
            Rule::Anyone,
            "Partir se faire reconnaître par un fournisseur d’identité",
            go,
        )
        .get(
            "/connexion/fournisseur/retour",
            Rule::Anyone,
            "Revenir du fournisseur d’identité",
            come,
        )
        .post(
            "/compte/fournisseur/retirer",
            Rule::Member,
            "Détacher son compte du fournisseur d’identité",
            untie,
        )
}

/// Leads a browser to another site: a form must not be redirected there.
#[derive(Template)]
#[template(path = "depart.html")]
pub(crate) struct Departure {
    pub(crate) t: Texts,
    pub(crate) title: String,
    pub(crate) address: String,
}

#[derive(Debug, Deserialize)]
struct Wish {
    #[serde(default)]
    suite: String,
}

async fn go(
    State(state): State<WebState>,
    t: Texts,
    Visitor(origin): Visitor,
    jar: CookieJar,
    Fields(wish): Fields<Wish>,
) -> Result<Response, WebError> {
    let label = state.provider_label().ok_or(WebError::NotFound)?;
    let next = own_address(&wish.suite);
    match state.casework().go_to_provider(next, &origin).await {
        Ok(Going::There { address, kept }) => {
            let jar = jar.add(lasting(&half(&state, kept), KEPT_FOR));
            let title = t.one("sign-on-leaving", "provider", label);
            let page = render(&Departure { t, title, address })?;
            Ok((jar, page).into_response())
        }
        Ok(Going::Wait(wait)) => {
            came_in(&state, t, jar, Ok(Entry::Wait(wait)), somebody(wish.suite)).await
        }
        Ok(Going::Unreachable) => refused(&state, t, SignOnRefusal::Unreachable).await,
        Err(error) => came_in(&state, t, jar, Err(error), somebody(wish.suite)).await,
    }
}

#[derive(Debug, Deserialize)]
struct Back {
    #[serde(default)]
    state: String,
    code: Option<String>,
    iss: Option<String>,
}

async fn come(
    State(state): State<WebState>,
    t: Texts,
    Visitor(origin): Visitor,
    jar: CookieJar,
    Query(back): Query<Back>,
) -> Result<Response, WebError> {
    state.provider_label().ok_or(WebError::NotFound)?;
    let kept = jar
        .get(half_name(&state))
        .map(|half| half.value().to_owned());
    let answer = ProviderAnswer {
        state: back.state,
        code: back.code,
        issuer: back.iss,
        kept: kept.unwrap_or_default(),
    };
    let arrival = state.casework().come_from_provider(answer, &origin).await?;
    match arrival {
        Arrival::Open { opened, next } => {
            let jar = jar.remove(half(&state, String::new()));
            came_in(&state, t, jar, Ok(Entry::Open(opened)), somebody(next)).await
        }
        Arrival::Refused(refusal) => refused(&state, t, refusal).await,
    }
}

async fn untie(State(state): State<WebState>, visitor: SignedIn) -> Result<Response, WebError> {
    state.casework().untie_identity(visitor.token()).await?;
    Ok(Toast::says("identity-untied").then("/compte"))
}

/// Leaves for the provider's way out, or for the door.
pub(crate) fn left(
    state: &WebState,
    t: Texts,
    address: Option<String>,
) -> Result<Response, WebError> {
    match (address, state.provider_label()) {
        (Some(address), Some(label)) => {
            let title = t.one("sign-on-signing-out", "provider", label);
            render(&Departure { t, title, address })
        }
        _ => Ok(Redirect::to("/connexion").into_response()),
    }
}

/// The door, with why nobody entered. Nothing of what the provider sent is shown.
async fn refused(state: &WebState, t: Texts, refusal: SignOnRefusal) -> Result<Response, WebError> {
    let status = match refusal {
        SignOnRefusal::Unreachable => StatusCode::SERVICE_UNAVAILABLE,
        _ => StatusCode::UNPROCESSABLE_ENTITY,
    };
    let key = format!("sign-on-{}", refusal.code());
    let label = state.provider_label().unwrap_or_default();
    let problem = t.one(&key, "provider", label);
    let page = door(state, t, String::new(), Some(problem), "").await?;
    Ok((status, page).into_response())
}

/// A provider names whom it sends.
fn somebody(next: String) -> Came {
    Came {
        email: String::new(),
        next,
        wrong: "sign-on-unproven",
    }
}

fn half_name(state: &WebState) -> &'static str {
    if state.is_secure() {
        "__Host-tdu_depart"
    } else {
        "tdu_depart"
    }
}

fn half(state: &WebState, kept: String) -> Cookie<'static> {
    cookie(state, half_name(state), kept)
}
