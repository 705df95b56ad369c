//! From where a request comes, as far as we can tell.

use std::convert::Infallible;
use std::net::SocketAddr;

use axum::extract::{ConnectInfo, FromRequestParts};
use axum::http::header;
use axum::http::request::Parts;
use axum_extra::extract::CookieJar;
use tdu_casework::Origin;

use crate::WebState;
use crate::session::device_cookie_name;

/// The peer's address, or the one our own proxy tells.
pub(crate) fn address(state: &WebState, parts: &Parts) -> String {
    let forwarded = parts
        .headers
        .get("x-forwarded-for")
        .and_then(|value| value.to_str().ok())
        .and_then(|list| list.rsplit(',').next())
        .filter(|_| state.options.behind_proxy);
    match forwarded {
        Some(address) => address.trim().to_owned(),
        None => parts
            .extensions
            .get::<ConnectInfo<SocketAddr>>()
            .map_or_else(String::new, |ConnectInfo(address)| address.ip().to_string()),
    }
}

/// From where a visitor signs in: address and browser.
pub(crate) struct Visitor(pub(crate) Origin);

impl FromRequestParts<WebState> for Visitor {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, state: &WebState) -> Result<Self, Infallible> {
        let agent = parts
            .headers
            .get(header::USER_AGENT)
            .and_then(|value| value.to_str().ok());
        Ok(Self(Origin {
            address: address(state, parts),
            agent: agent.unwrap_or_default().to_owned(),
            device: CookieJar::from_headers(&parts.headers)
                .get(device_cookie_name(state))
                .map(|cookie| cookie.value().to_owned()),
        }))
    }
}
