//! Signing in and out, the language, the organisation one acts for.

use askama::Template;
use axum::extract::{Query, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{AppendHeaders, IntoResponse, Redirect, Response};
use axum_extra::extract::CookieJar;
use serde::Deserialize;
use tdu_casework::{CaseworkError, Entry, Opened};
use uuid::Uuid;

use super::Fields;
use super::provider::left;
use crate::i18n::LANGUAGE_COOKIE;
use crate::page::{other_lang, render};
use crate::session::{cookie, device_cookie, lasting, session_cookie, session_cookie_name};
use crate::stories::StoriesShown;
use crate::visitor::Visitor;
use crate::{Lang, SignedIn, Texts, WebError, WebState};

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
    stories: Option<StoriesShown>,
    /// For which domain passkeys are made; empty where browsers make none.
    passkey_domain: String,
    /// The name of the identity provider; empty when none is trusted.
    provider: String,
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
    match visitor {
        Ok(_) => return Ok(Redirect::to(own_address(&next.suite)).into_response()),
        Err(unfinished @ WebError::Unfinished { .. }) => return Err(unfinished),
        Err(_) => {}
    }
    door(&state, t, String::new(), None, &next.suite).await
}

/// The page where people sign in, with what went wrong.
pub(crate) async fn door(
    state: &WebState,
    t: Texts,
    email: String,
    problem: Option<String>,
    next: &str,
) -> Result<Response, WebError> {
    let told = state.told().await;
    render(&Door {
        t,
        other: other_lang(t),
        email,
        problem,
        next: next.to_owned(),
        demonstration: state.options.demonstration,
        stories: told.and_then(|(stories, names)| stories.at_the_door(t, &names)),
        passkey_domain: state.passkey_domain(),
        provider: state.provider_label().unwrap_or_default().to_owned(),
    })
}

#[derive(Deserialize)]
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
    Visitor(origin): Visitor,
    jar: CookieJar,
    Fields(form): Fields<Credentials>,
) -> Result<Response, WebError> {
    let tried = state.casework();
    let tried = tried.sign_in(&form.email, &form.password, &origin).await;
    let came = Came {
        email: form.email,
        next: form.suite,
        wrong: "door-wrong",
    };
    came_in(&state, t, jar, tried, came).await
}

/// Somebody at the door: what they typed, and what to tell them if it is refused.
pub(crate) struct Came {
    pub(crate) email: String,
    pub(crate) next: String,
    pub(crate) wrong: &'static str,
}

/// What follows a try to sign in: where it leads, or the door again with what went wrong.
pub(crate) async fn came_in(
    state: &WebState,
    t: Texts,
    jar: CookieJar,
    tried: Result<Entry, CaseworkError>,
    came: Came,
) -> Result<Response, WebError> {
    let (status, problem, wait) = match tried {
        Ok(Entry::Open(opened)) => {
            if let Some(before) = jar.get(session_cookie_name(state)) {
                state.casework().sign_out(before.value()).await?;
            }
            let jar = entered(state, jar, opened);
            return Ok((jar, Redirect::to(own_address(&came.next))).into_response());
        }
        Ok(Entry::Refused) => (StatusCode::UNPROCESSABLE_ENTITY, t.get(came.wrong), 0),
        Ok(Entry::Wait(wait)) => (StatusCode::TOO_MANY_REQUESTS, wait_in_words(t, wait), wait),
        Err(CaseworkError::SignInClosed(error)) => {
            tracing::error!(%error, "nobody can sign in: tries cannot be counted");
            (StatusCode::SERVICE_UNAVAILABLE, t.get("door-closed"), 0)
        }
        Err(error) => return Err(error.into()),
    };
    let page = door(state, t, came.email, Some(problem), &came.next).await?;
    let seconds = ((wait + 999) / 1_000).to_string();
    let retry = (wait > 0).then_some(AppendHeaders([(header::RETRY_AFTER, seconds)]));
    Ok((status, retry, page).into_response())
}

/// The cookies of whoever signed in: the session, and the mark by which the browser is known again.
pub(crate) fn entered(state: &WebState, jar: CookieJar, opened: Opened) -> CookieJar {
    jar.add(session_cookie(state, opened.token))
        .add(device_cookie(state, opened.device))
}

/// How long to wait before trying again.
pub(crate) fn wait_in_words(t: Texts, wait: i64) -> String {
    let seconds = (wait + 999) / 1_000;
    if seconds < 60 {
        t.count("door-wait-seconds", seconds)
    } else {
        t.count("door-wait", (seconds + 59) / 60)
    }
}

pub(crate) async fn sign_out(
    State(state): State<WebState>,
    t: Texts,
    jar: CookieJar,
) -> Result<Response, WebError> {
    let elsewhere = match jar.get(session_cookie_name(&state)) {
        Some(cookie) => state.casework().leave(cookie.value()).await?,
        None => None,
    };
    let jar = jar.remove(session_cookie(&state, String::new()));
    Ok((jar, left(&state, t, elsewhere)?).into_response())
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
    jar: CookieJar,
    Fields(form): Fields<Choice>,
) -> Result<Response, WebError> {
    let token = state
        .casework()
        .act_for(visitor.token(), form.organisation)
        .await?;
    let jar = jar.add(session_cookie(&state, token));
    Ok((jar, Redirect::to("/")).into_response())
}

/// An address of this site, or its home. Browsers drop tabs and line ends, and read `\\` as `/`.
pub(crate) fn own_address(address: &str) -> &str {
    let ours = address.starts_with('/')
        && !address.starts_with("//")
        && address
            .bytes()
            .all(|byte| byte.is_ascii_graphic() && byte != b'\\');
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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use url::Url;

    use super::own_address;

    #[test]
    fn only_addresses_of_this_site_are_followed() {
        assert_eq!(own_address("/jeunes?q=a"), "/jeunes?q=a");
        for other in [
            "https://ailleurs.example",
            "//ailleurs.example",
            "/\\ailleurs",
            "/\t/ailleurs.example",
            "/\n/ailleurs.example",
            "/é",
            "",
        ] {
            assert_eq!(own_address(other), "/");
        }
    }

    proptest! {
        #[test]
        fn no_address_leads_elsewhere(
            address in "([/\\\\]|[\\t\\r\\n @:.]|http|ailleurs\\.example|%2f|\\PC){0,8}",
        ) {
            let home = Url::parse("https://essai.example/connexion").unwrap();
            let followed = home.join(own_address(&address)).unwrap();
            prop_assert_eq!(followed.origin(), home.origin());
            prop_assert!(axum::http::HeaderValue::from_str(own_address(&address)).is_ok());
        }
    }
}
