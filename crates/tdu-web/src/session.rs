//! Who is signed in: a cookie that only the server reads.

use std::fmt;

use axum::extract::{FromRequestParts, OptionalFromRequestParts};
use axum::http::request::Parts;
use axum_extra::extract::CookieJar;
use axum_extra::extract::cookie::{Cookie, SameSite};
use tdu_casework::{Casework, Membership, Step};
use tdu_domain::access::{Actor, Right};
use uuid::Uuid;

use crate::i18n::language;
use crate::page::Page;
use crate::toast::Toast;
use crate::{Texts, WebError, WebState, visitor};

/// The cookie of a session. Over TLS its prefix makes browsers refuse one that another host, or a
/// page without TLS, tries to set.
pub(crate) fn session_cookie_name(state: &WebState) -> &'static str {
    if state.is_secure() {
        "__Host-tdu_session"
    } else {
        "tdu_session"
    }
}

/// A signed-in visitor: as an extractor, it leads whoever is not to the sign-in page.
#[derive(Clone)]
pub struct SignedIn {
    /// Who acts, for which organisation.
    pub actor: Actor,
    /// Key of the territory of that organisation.
    pub territory: Uuid,
    /// Everything the account is member of.
    pub memberships: Vec<Membership>,
    /// The sentences of their language.
    pub t: Texts,
    /// Public key of the session.
    pub session: Uuid,
    /// Whether htmx asks for a piece of the page only.
    pub partial: bool,
    token: String,
    path: String,
    toast: Option<Toast>,
    demonstration: bool,
    /// How many messages they have not read, when a page is shown.
    unread: i64,
    notices: Option<i64>,
}

impl fmt::Debug for SignedIn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SignedIn")
            .field("session", &self.session)
            .field("account", &self.actor.account)
            .finish_non_exhaustive()
    }
}

impl SignedIn {
    /// The frame of a page, with its title.
    #[must_use]
    pub fn page(&self, title: impl Into<String>) -> Page {
        let mut page = Page::of(self, title.into(), &self.path);
        page.toast.clone_from(&self.toast);
        page.demonstration = self.demonstration;
        page.unread = (self.unread > 0).then_some(self.unread);
        page.notices = self.notices;
        page
    }

    /// The token of the session.
    pub(crate) fn token(&self) -> &str {
        &self.token
    }
}

impl FromRequestParts<WebState> for SignedIn {
    type Rejection = WebError;

    async fn from_request_parts(parts: &mut Parts, state: &WebState) -> Result<Self, WebError> {
        if let Some(visitor) = parts.extensions.get::<Self>() {
            return Ok(visitor.clone());
        }
        let jar = CookieJar::from_headers(&parts.headers);
        let header = |name: &str| {
            parts
                .headers
                .get(name)
                .and_then(|value| value.to_str().ok())
                .unwrap_or_default()
        };
        let htmx = header("hx-request") == "true";
        let signed_out = || WebError::SignedOut {
            next: next_of(parts),
            htmx,
        };
        let token = jar.get(session_cookie_name(state)).map(Cookie::value);
        let token = token.ok_or_else(signed_out)?.to_owned();
        let Some(known) = signed_in(&state.casework, &token).await? else {
            let half = state.casework.half_signed_in(&token).await?;
            let half = half.ok_or_else(signed_out)?;
            let address = step_address(half.step);
            return Err(WebError::Unfinished { address, htmx });
        };
        let address = visitor::address(state, parts).parse().ok();
        let unread = if parts.method == axum::http::Method::GET && !htmx {
            state.casework.unread_messages(&known.actor).await?
        } else {
            0
        };
        let notices = bell(state, &known.actor, htmx).await?;
        Ok(Self {
            actor: Actor {
                address,
                ..known.actor
            },
            territory: known.territory,
            memberships: known.memberships,
            session: known.session,
            t: Texts::of(language(parts)),
            partial: htmx && header("hx-request-type") != "full",
            token,
            path: parts.uri.path().to_owned(),
            toast: Toast::of(&jar),
            demonstration: state.options.demonstration,
            unread,
            notices,
        })
    }
}

/// How many notices the bell of a whole page counts, for who may follow people.
async fn bell(state: &WebState, actor: &Actor, htmx: bool) -> Result<Option<i64>, WebError> {
    match (actor.may(Right::SeePeople), &actor.portfolio) {
        (false, _) => Ok(None),
        (true, Some(_)) if !htmx => Ok(Some(state.casework.unread_notices(actor).await?)),
        (true, _) => Ok(Some(0)),
    }
}

/// Where what a session must still do is done.
pub(crate) fn step_address(step: Step) -> &'static str {
    match step {
        Step::Confirm { .. } => "/connexion/code",
        Step::SetUp => "/compte/codes",
    }
}

/// Somebody who must still do something before anything opens.
#[derive(Clone)]
pub(crate) struct HalfSignedIn {
    pub(crate) known: tdu_casework::HalfSignedIn,
    pub(crate) token: String,
}

impl OptionalFromRequestParts<WebState> for HalfSignedIn {
    type Rejection = WebError;

    async fn from_request_parts(
        parts: &mut Parts,
        state: &WebState,
    ) -> Result<Option<Self>, WebError> {
        let jar = CookieJar::from_headers(&parts.headers);
        let Some(token) = jar.get(session_cookie_name(state)).map(Cookie::value) else {
            return Ok(None);
        };
        let known = state.casework.half_signed_in(token).await?;
        Ok(known.map(|known| Self {
            known,
            token: token.to_owned(),
        }))
    }
}

async fn signed_in(
    casework: &Casework,
    token: &str,
) -> Result<Option<tdu_casework::SignedIn>, WebError> {
    Ok(casework.signed_in(token).await?)
}

/// Where to come back after signing in: only what a GET can show again.
fn next_of(parts: &Parts) -> Option<String> {
    let address = parts.uri.path_and_query()?.as_str();
    (parts.method == axum::http::Method::GET && address != "/").then(|| address.to_owned())
}

/// The cookie by which a browser is known again.
pub(crate) fn device_cookie_name(state: &WebState) -> &'static str {
    if state.is_secure() {
        "__Host-tdu_device"
    } else {
        "tdu_device"
    }
}

/// The cookie of a browser that signed in.
pub(crate) fn device_cookie(state: &WebState, device: String) -> Cookie<'static> {
    let cookie = cookie(state, device_cookie_name(state), device);
    lasting(&cookie, tdu_casework::DEVICE_DAYS * 86_400)
}

/// The cookie of a new session.
pub(crate) fn session_cookie(state: &WebState, token: String) -> Cookie<'static> {
    cookie(state, session_cookie_name(state), token)
}

/// A cookie of ours: for the server only, never sent from another site's form.
pub(crate) fn cookie(state: &WebState, name: &'static str, value: String) -> Cookie<'static> {
    Cookie::build((name, value))
        .path("/")
        .http_only(true)
        .same_site(SameSite::Lax)
        .secure(state.is_secure())
        .build()
}

/// The same cookie, kept so many seconds.
pub(crate) fn lasting(cookie: &Cookie<'static>, seconds: i64) -> Cookie<'static> {
    Cookie::parse(format!("{cookie}; Max-Age={seconds}")).unwrap_or_else(|_| cookie.clone())
}
