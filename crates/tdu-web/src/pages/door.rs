//! Signing in and out, the language, the organisation one acts for.

use askama::Template;
use axum::extract::{Query, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::CookieJar;
use serde::Deserialize;
use uuid::Uuid;

use super::Fields;
use crate::i18n::LANGUAGE_COOKIE;
use crate::page::{other_lang, render};
use crate::session::{SESSION_COOKIE, cookie, lasting, session_cookie};
use crate::{Lang, SignedIn, Texts, WebError, WebState, visitor};

/// Days for which the language is remembered.
const LANGUAGE_DAYS: i64 = 365;

#[derive(Template)]
#[template(path = "connexion.html")]
struct Door {
    t: Texts,
    other: Lang,
    email: String,
    problem: Option<String>,
    next: String,
    demonstration: bool,
}

#[derive(Debug, Deserialize)]
pub(crate) struct Next {
    #[serde(default)]
    suite: String,
}

pub(crate) async fn show(
    State(state): State<WebState>,
    t: Texts,
    Query(next): Query<Next>,
    visitor: Result<SignedIn, WebError>,
) -> Result<Response, WebError> {
    if visitor.is_ok() {
        return Ok(Redirect::to(own_address(&next.suite)).into_response());
    }
    door(&state, t, String::new(), None, &next.suite)
}

fn door(
    state: &WebState,
    t: Texts,
    email: String,
    problem: Option<String>,
    next: &str,
) -> Result<Response, WebError> {
    render(&Door {
        t,
        other: other_lang(t),
        email,
        problem,
        next: next.to_owned(),
        demonstration: state.options.demonstration,
    })
}

#[derive(Debug, Deserialize)]
pub(crate) struct Credentials {
    #[serde(default)]
    email: String,
    #[serde(default)]
    password: String,
    #[serde(default)]
    suite: String,
}

pub(crate) async fn sign_in(
    State(state): State<WebState>,
    t: Texts,
    Visitor(address): Visitor,
    jar: CookieJar,
    Fields(form): Fields<Credentials>,
) -> Result<Response, WebError> {
    let now = state.casework().clock().now();
    if let Some(minutes) = state.throttle.wait(&form.email, &address, now) {
        let problem = t.count("door-wait", minutes);
        let page = door(&state, t, form.email, Some(problem), &form.suite)?;
        let retry = [(header::RETRY_AFTER, (minutes * 60).to_string())];
        return Ok((StatusCode::TOO_MANY_REQUESTS, retry, page).into_response());
    }
    let token = state
        .casework()
        .sign_in(&form.email, &form.password)
        .await?;
    let Some(token) = token else {
        state.throttle.failed(&form.email, &address, now);
        let from = address.parse().ok();
        state.casework().note_refusal(&form.email, from).await?;
        let problem = t.get("door-wrong");
        let page = door(&state, t, form.email, Some(problem), &form.suite)?;
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
    };
    note_sign_in(&state, &token, &address).await?;
    state.throttle.succeeded(&form.email);
    let jar = jar.add(session_cookie(&state, token));
    Ok((jar, Redirect::to(own_address(&form.suite))).into_response())
}

async fn note_sign_in(state: &WebState, token: &str, address: &str) -> Result<(), WebError> {
    let casework = state.casework();
    if let Some(known) = casework.signed_in(token).await? {
        let (account, name) = (known.actor.account, known.actor.name);
        let address = address.parse().ok();
        casework.note_sign_in(account, &name, address).await?;
    }
    Ok(())
}

pub(crate) async fn sign_out(
    State(state): State<WebState>,
    visitor: SignedIn,
    jar: CookieJar,
) -> Result<Response, WebError> {
    state.casework().sign_out(visitor.token()).await?;
    let jar = jar.remove(cookie(&state, SESSION_COOKIE, String::new()));
    Ok((jar, Redirect::to("/connexion")).into_response())
}

#[derive(Debug, Deserialize)]
pub(crate) struct Language {
    langue: String,
}

pub(crate) async fn choose_language(
    State(state): State<WebState>,
    headers: HeaderMap,
    jar: CookieJar,
    Fields(form): Fields<Language>,
) -> Result<Response, WebError> {
    let lang = Lang::from_code(&form.langue).ok_or(WebError::BadForm)?;
    let chosen = cookie(&state, LANGUAGE_COOKIE, lang.code().to_owned());
    let chosen = lasting(&chosen, LANGUAGE_DAYS * 86_400);
    Ok((jar.add(chosen), Redirect::to(&came_from(&headers))).into_response())
}

#[derive(Debug, Deserialize)]
pub(crate) struct Choice {
    organisation: Uuid,
}

pub(crate) async fn act_for(
    State(state): State<WebState>,
    visitor: SignedIn,
    Fields(form): Fields<Choice>,
) -> Result<Response, WebError> {
    state
        .casework()
        .act_for(visitor.token(), form.organisation)
        .await?;
    Ok(Redirect::to("/").into_response())
}

/// An address of this site, or its home.
pub(crate) fn own_address(address: &str) -> &str {
    let ours = address.starts_with('/')
        && !address.starts_with("//")
        && !address.contains(['\\', '\r', '\n']);
    if ours { address } else { "/" }
}

/// The page of this site from which a form was sent.
pub(crate) fn came_from(headers: &HeaderMap) -> String {
    let text = |name| headers.get(name).and_then(|value| value.to_str().ok());
    let host = text(header::HOST).unwrap_or_default();
    let path = text(header::REFERER)
        .and_then(|address| address.split_once("://"))
        .and_then(|(_, rest)| rest.strip_prefix(host))
        .unwrap_or("/");
    own_address(path).to_owned()
}

/// The address a request comes from, as far as we can tell.
pub(crate) struct Visitor(String);

impl axum::extract::FromRequestParts<WebState> for Visitor {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(
        parts: &mut axum::http::request::Parts,
        state: &WebState,
    ) -> Result<Self, Self::Rejection> {
        Ok(Self(visitor::address(state, parts)))
    }
}

#[cfg(test)]
mod tests {
    use super::own_address;

    #[test]
    fn only_addresses_of_this_site_are_followed() {
        assert_eq!(own_address("/jeunes?q=a"), "/jeunes?q=a");
        for other in [
            "https://ailleurs.example",
            "//ailleurs.example",
            "/\\ailleurs",
            "",
        ] {
            assert_eq!(own_address(other), "/");
        }
    }
}
