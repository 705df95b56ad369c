//! Telling a program: over TLS, to a public address, without following it elsewhere.
//!
//! The name is resolved once; every address it has must be public, and the connection goes to those
//! addresses and no other, so that a name cannot lead elsewhere between the check and the call.

use std::convert::Infallible;
use std::io::Cursor;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::time::Duration;

use hmac::{Hmac, KeyInit, Mac};
use http_body_util::Full;
use hyper_rustls::HttpsConnectorBuilder;
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;
use openidconnect::http::{Request, StatusCode, Uri};
use serde::Serialize;
use sha2::Sha256;
use tdu_domain::merge::Millis;
use tdu_store::Delivery;
use uuid::Uuid;

use crate::keys::hex;
use crate::{Casework, CaseworkError};

/// How long an answer is waited for.
const PATIENCE: Duration = Duration::from_secs(10);

/// Which addresses webhooks may have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Addresses {
    /// Public ones, over TLS.
    #[default]
    Public,
    /// Also those of this machine and of its network, even without TLS.
    Private,
}

/// What tells programs.
#[derive(Debug, Clone, Copy, Default)]
pub struct Post;

/// Why a program did not answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fault {
    /// The address is not one that may be told.
    Address,
    /// The name leads to no address.
    Name,
    /// The name leads to a private address.
    Private,
    /// Nobody could be reached there.
    Connection,
    /// The answer took too long.
    Late,
}

impl Fault {
    /// The stable code.
    pub(super) fn code(self) -> &'static str {
        match self {
            Self::Address => "address",
            Self::Name => "name",
            Self::Private => "private",
            Self::Connection => "connection",
            Self::Late => "late",
        }
    }
}

/// What is told, signed.
#[derive(Debug)]
pub(super) struct Told {
    id: Uuid,
    body: String,
    timestamp: i64,
    signature: String,
}

/// What a program is told: no name, no word.
#[derive(Serialize)]
struct Body<'a> {
    /// The same at each try.
    id: Uuid,
    act: &'a str,
    line: Uuid,
    person: Uuid,
    on: &'a str,
    organisation: Uuid,
}

impl Told {
    /// A delivery as it is told at an instant, signed with the secret of its webhook.
    pub(super) fn of(
        delivery: &Delivery,
        secret: &str,
        now: Millis,
    ) -> Result<Self, CaseworkError> {
        let body = serde_json::to_string(&Body {
            id: delivery.id,
            act: delivery.act.code(),
            line: delivery.line,
            person: delivery.person,
            on: &delivery.occurred_on,
            organisation: delivery.by_organisation,
        })?;
        let timestamp = now / 1_000;
        let signature = Casework::webhook_signature(secret, timestamp, &body);
        Ok(Self {
            id: delivery.id,
            body,
            timestamp,
            signature,
        })
    }
}

impl Casework {
    /// What signs a text told at an instant (in seconds since 1970): HMAC-SHA256, by the secret, of the
    /// instant, a point and the text; in hexadecimal after `v1=`.
    #[must_use]
    pub fn webhook_signature(secret: &str, timestamp: i64, body: &str) -> String {
        let Ok(mut signs) = Hmac::<Sha256>::new_from_slice(secret.as_bytes()) else {
            return String::new();
        };
        signs.update(format!("{timestamp}.{body}").as_bytes());
        format!("v1={}", hex(&signs.finalize().into_bytes()))
    }
}

impl Addresses {
    /// Whether a webhook may have this address, as far as its text tells.
    pub(super) fn may_be(self, address: &str) -> bool {
        self.read(address).is_some()
    }

    fn read(self, address: &str) -> Option<Uri> {
        let uri: Uri = address.parse().ok()?;
        let host = uri.host().filter(|host| !host.is_empty())?;
        let authority = uri.authority()?.as_str();
        let literal: Option<IpAddr> = host.trim_matches(['[', ']']).parse().ok();
        let fits = match (self, uri.scheme_str()?) {
            (Self::Public, "https") => literal.is_none_or(is_public),
            (Self::Private, "http" | "https") => true,
            _ => false,
        };
        (fits && !authority.contains('@')).then_some(uri)
    }

    /// The addresses to connect to.
    async fn reached(self, uri: &Uri) -> Result<Vec<SocketAddr>, Fault> {
        let host = uri.host().unwrap_or_default().trim_matches(['[', ']']);
        let usual = if uri.scheme_str() == Some("http") {
            80
        } else {
            443
        };
        let port = uri.port_u16().unwrap_or(usual);
        let found = tokio::net::lookup_host((host, port)).await;
        let found: Vec<SocketAddr> = found.map_err(|_| Fault::Name)?.collect();
        if found.is_empty() {
            return Err(Fault::Name);
        }
        let public = found.iter().all(|address| is_public(address.ip()));
        if public || self == Self::Private {
            Ok(found)
        } else {
            Err(Fault::Private)
        }
    }
}

impl Post {
    /// Tells a program once; what it answered.
    pub(super) async fn tell(
        self,
        addresses: Addresses,
        address: &str,
        told: Told,
    ) -> Result<StatusCode, Fault> {
        let uri = addresses.read(address).ok_or(Fault::Address)?;
        let told = async {
            let reached = addresses.reached(&uri).await?;
            send(uri, reached, told).await
        };
        let answer = tokio::time::timeout(PATIENCE, told).await;
        answer.unwrap_or(Err(Fault::Late))
    }
}

async fn send(uri: Uri, reached: Vec<SocketAddr>, told: Told) -> Result<StatusCode, Fault> {
    let resolver = tower::service_fn(move |_| {
        let reached = reached.clone();
        async move { Ok::<_, Infallible>(reached.into_iter()) }
    });
    let mut connector = HttpConnector::new_with_resolver(resolver);
    connector.enforce_http(false);
    let connector = HttpsConnectorBuilder::new()
        .with_webpki_roots()
        .https_or_http()
        .enable_http1()
        .wrap_connector(connector);
    let client: Client<_, Full<Cursor<Vec<u8>>>> =
        Client::builder(TokioExecutor::new()).build(connector);
    let request = Request::post(uri)
        .header("content-type", "application/json")
        .header("user-agent", "trait-d-union")
        .header("tdu-delivery", told.id.to_string())
        .header("tdu-timestamp", told.timestamp)
        .header("tdu-signature", told.signature)
        .body(Full::new(Cursor::new(told.body.into_bytes())))
        .map_err(|_| Fault::Address)?;
    let answer = client.request(request).await;
    answer
        .map(|answer| answer.status())
        .map_err(|_| Fault::Connection)
}

/// Whether an address is one of the public network.
fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => is_public_v4(address),
        IpAddr::V6(address) => match address.to_ipv4_mapped() {
            Some(mapped) => is_public_v4(mapped),
            None => is_public_v6(address),
        },
    }
}

fn is_public_v4(address: Ipv4Addr) -> bool {
    let [first, second, third, _] = address.octets();
    let shared = first == 100 && (64..128).contains(&second);
    let benchmarks = first == 198 && (second == 18 || second == 19);
    let protocols = first == 192 && second == 0 && third == 0;
    !(first == 0
        || first >= 240
        || address.is_private()
        || address.is_loopback()
        || address.is_link_local()
        || address.is_multicast()
        || address.is_documentation()
        || shared
        || benchmarks
        || protocols)
}

/// The part of IPv6 that is given out for the public network, without what carries IPv4 in it.
fn is_public_v6(address: Ipv6Addr) -> bool {
    let [first, second, ..] = address.segments();
    let global = first & 0xe000 == 0x2000;
    let documentation = first == 0x2001 && second == 0x0db8;
    let teredo = first == 0x2001 && second == 0;
    let six_to_four = first == 0x2002;
    global && !documentation && !teredo && !six_to_four
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn private_addresses_are_told_nothing() {
        for private in [
            "127.0.0.1",
            "10.1.2.3",
            "172.16.0.1",
            "192.168.1.1",
            "169.254.169.254",
            "100.64.0.1",
            "0.0.0.0",
            "255.255.255.255",
            "224.0.0.1",
            "::1",
            "::",
            "fe80::1",
            "fc00::1",
            "::ffff:127.0.0.1",
            "::ffff:10.0.0.1",
            "64:ff9b::7f00:1",
            "2002:7f00:1::",
            "2001:db8::1",
        ] {
            assert!(!is_public(private.parse().unwrap()), "{private}");
        }
        for public in ["9.9.9.9", "185.199.108.153", "2620:fe::fe"] {
            assert!(is_public(public.parse().unwrap()), "{public}");
        }
    }

    #[test]
    fn webhooks_have_public_addresses_over_tls() {
        for (address, fits) in [
            ("https://logiciel.example/acts", true),
            ("https://logiciel.example:8443/", true),
            ("http://logiciel.example/", false),
            ("https://127.0.0.1/", false),
            ("https://[::1]/", false),
            ("https://user:word@logiciel.example/", false),
            ("ftp://logiciel.example/", false),
            ("/acts", false),
            ("", false),
        ] {
            assert_eq!(Addresses::Public.may_be(address), fits, "{address}");
        }
        assert!(Addresses::Private.may_be("http://127.0.0.1:8000/acts"));
    }

    #[tokio::test]
    async fn a_name_of_this_machine_is_refused_after_it_is_resolved() {
        let uri: Uri = "https://localhost/".parse().unwrap();
        assert_eq!(Addresses::Public.reached(&uri).await, Err(Fault::Private));
        assert!(Addresses::Private.reached(&uri).await.is_ok());
    }

    #[test]
    fn the_signature_is_one_that_any_tool_computes() {
        // printf '1700000000.{}' | openssl dgst -sha256 -hmac secret
        let signature = Casework::webhook_signature("secret", 1_700_000_000, "{}");
        assert_eq!(
            signature,
            "v1=b8569b78799ff9e3cbff0fc2d63a33a2b57f3282abd07c37ae5e8e7d79a5f163"
        );
    }
}
