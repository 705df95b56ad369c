//! Asking the identity provider, and nobody else: over TLS, without following anybody elsewhere, for
//! ten seconds and half a megabyte at most.

use std::io::Cursor;
use std::net::IpAddr;
use std::pin::Pin;
use std::time::Duration;

use http_body_util::{BodyExt, Full, Limited};
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;
use openidconnect::http::Uri;
use openidconnect::{AsyncHttpClient, HttpRequest, HttpResponse};

/// How long an answer is waited for.
const PATIENCE: Duration = Duration::from_secs(10);
/// The longest answer.
const LONGEST: usize = 512 * 1024;

/// Why there is no answer.
#[derive(Debug, thiserror::Error)]
pub(super) enum NoAnswer {
    /// The address is neither over TLS nor on this machine.
    #[error("the address is neither https nor of this machine")]
    Unsafe,
    /// Nobody could be reached.
    #[error("no connection: {0}")]
    Connection(#[from] hyper_util::client::legacy::Error),
    /// The answer could not be read, or is too long.
    #[error("the answer cannot be read: {0}")]
    Body(Box<dyn std::error::Error + Send + Sync>),
    /// The answer took too long.
    #[error("no answer in time")]
    Late,
}

/// What asks.
#[derive(Debug, Clone)]
pub(super) struct Http(Client<HttpsConnector<HttpConnector>, Full<Cursor<Vec<u8>>>>);

impl Http {
    /// A client that trusts the public certificate authorities.
    pub(super) fn new() -> Self {
        let connector = HttpsConnectorBuilder::new()
            .with_webpki_roots()
            .https_or_http()
            .enable_http1()
            .build();
        Self(Client::builder(TokioExecutor::new()).build(connector))
    }

    /// One question, one answer.
    pub(super) async fn ask(&self, request: HttpRequest) -> Result<HttpResponse, NoAnswer> {
        if !is_safe(request.uri()) {
            return Err(NoAnswer::Unsafe);
        }
        let request = request.map(|body| Full::new(Cursor::new(body)));
        let answer = async {
            let (parts, body) = self.0.request(request).await?.into_parts();
            let body = Limited::new(body, LONGEST).collect();
            let body = body.await.map_err(NoAnswer::Body)?;
            Ok(HttpResponse::from_parts(parts, body.to_bytes().to_vec()))
        };
        let answer = tokio::time::timeout(PATIENCE, answer).await;
        answer.unwrap_or(Err(NoAnswer::Late))
    }
}

impl<'c> AsyncHttpClient<'c> for Http {
    type Error = NoAnswer;
    type Future = Pin<Box<dyn Future<Output = Result<HttpResponse, NoAnswer>> + Send + 'c>>;

    fn call(&'c self, request: HttpRequest) -> Self::Future {
        Box::pin(self.ask(request))
    }
}

/// Over TLS, or on this very machine.
pub(super) fn is_safe(address: &Uri) -> bool {
    let host = address.host().unwrap_or_default();
    let here = host == "localhost"
        || host
            .trim_matches(['[', ']'])
            .parse()
            .is_ok_and(|ip: IpAddr| ip.is_loopback());
    match address.scheme_str() {
        Some("https") => !host.is_empty(),
        Some("http") => here,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_travel_over_tls_or_not_at_all() {
        for (address, safe) in [
            ("https://identite.example/jetons", true),
            ("http://localhost:3000/jetons", true),
            ("http://127.0.0.1:3000/jetons", true),
            ("http://[::1]:3000/jetons", true),
            ("http://identite.example/jetons", false),
            ("http://localhost.identite.example/jetons", false),
            ("http://127.0.0.1.identite.example/jetons", false),
            ("/jetons", false),
        ] {
            assert_eq!(is_safe(&address.parse().unwrap()), safe, "{address}");
        }
    }
}
