//! The address a request comes from, as far as we can tell.

use std::net::SocketAddr;

use axum::extract::ConnectInfo;
use axum::http::request::Parts;

use crate::WebState;

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
