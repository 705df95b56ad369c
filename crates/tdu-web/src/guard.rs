//! What every answer carries and every request passes: headers, origin, trace.

use axum::extract::{MatchedPath, Request, State};
use axum::http::uri::Authority;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, Uri, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use tracing::Instrument;

use crate::{WebError, WebState};

const POLICY: &str = "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; \
                      form-action 'self'; frame-ancestors 'none'";
const PERMISSIONS: &str = "camera=(), geolocation=(), microphone=(), payment=(), usb=()";
const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// Adds the headers that keep a browser from doing harm.
pub(crate) async fn headers(
    State(state): State<WebState>,
    request: Request,
    next: Next,
) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    for (name, value) in [
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "same-origin"),
        (HeaderName::from_static("permissions-policy"), PERMISSIONS),
        (
            HeaderName::from_static("cross-origin-opener-policy"),
            "same-origin",
        ),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    if state.is_secure() {
        headers.insert(
            header::STRICT_TRANSPORT_SECURITY,
            HeaderValue::from_static("max-age=31536000"),
        );
    }
    headers
        .entry(header::CACHE_CONTROL)
        .or_insert(HeaderValue::from_static("no-store"));
    response
}

/// Refuses a change that another site's page asks for.
pub(crate) async fn same_origin(request: Request, next: Next) -> Response {
    if !may_change(&request) || is_ours(request.headers(), request.uri()) {
        next.run(request).await
    } else {
        WebError::CrossSite.into_response()
    }
}

/// Whether a request may change something by the cookie of a browser. The API has no cookie to abuse.
pub(crate) fn may_change(request: &Request) -> bool {
    let safe = matches!(
        *request.method(),
        Method::GET | Method::HEAD | Method::OPTIONS
    );
    !safe && !request.uri().path().starts_with("/api/v")
}

/// A browser says where a request comes from; what says nothing is no browser and sends no cookie by itself.
fn is_ours(headers: &HeaderMap, uri: &Uri) -> bool {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    if let Some(site) = text("sec-fetch-site") {
        return matches!(site, "same-origin" | "none");
    }
    let Some(origin) = text("origin") else {
        return true;
    };
    let host = text("host").or_else(|| uri.authority().map(Authority::as_str));
    let from = origin
        .strip_prefix("https://")
        .or_else(|| origin.strip_prefix("http://"));
    from.is_some() && from == host
}

/// Logs each request by its route, never by its address or its content, under an identifier that the answer carries.
pub(crate) async fn trace(mut request: Request, next: Next) -> Response {
    let id = uuid::Uuid::new_v4();
    request.extensions_mut().insert(RequestId(id));
    let route = request
        .extensions()
        .get::<MatchedPath>()
        .map_or("none", MatchedPath::as_str)
        .to_owned();
    let span = tracing::info_span!("request", %id, method = %request.method(), route);
    let started = std::time::Instant::now();
    let mut response = next.run(request).instrument(span.clone()).await;
    if let Ok(value) = HeaderValue::from_str(&id.to_string()) {
        response.headers_mut().insert(REQUEST_ID, value);
    }
    let millis = started.elapsed().as_millis();
    tracing::info!(parent: &span, status = response.status().as_u16(), millis, "answered");
    response
}

/// The identifier of a request, for whoever reports a problem.
#[derive(Debug, Clone, Copy)]
pub(crate) struct RequestId(pub(crate) uuid::Uuid);
