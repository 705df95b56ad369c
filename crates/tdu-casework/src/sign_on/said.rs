//! What a provider says of a person when asked with their access token: plain JSON, or a signed token
//! of which signature, issuer, audience and end are checked.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use openidconnect::core::{CoreJsonWebKeySet, CoreJwsSigningAlgorithm};
use openidconnect::http::header::CONTENT_TYPE;
use openidconnect::{HttpResponse, JsonWebKey, JsonWebKeyId, JsonWebKeyUse};
use serde::Deserialize;
use tdu_domain::merge::Millis;

/// The signatures that count: by a key of the provider, never by a shared secret, never by nobody.
pub(super) const SIGNATURES: [CoreJwsSigningAlgorithm; 6] = [
    CoreJwsSigningAlgorithm::EcdsaP256Sha256,
    CoreJwsSigningAlgorithm::EcdsaP384Sha384,
    CoreJwsSigningAlgorithm::EdDsa,
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha256,
    CoreJwsSigningAlgorithm::RsaSsaPssSha256,
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha512,
];

/// What is read of it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub(super) struct Said {
    pub(super) sub: String,
    pub(super) email: Option<String>,
    pub(super) email_verified: Option<bool>,
    pub(super) siret: Option<String>,
}

/// By whom, for whom and until when it must have been signed.
pub(super) struct Signed<'a> {
    pub(super) keys: &'a CoreJsonWebKeySet,
    pub(super) issuer: &'a str,
    pub(super) client: &'a str,
    pub(super) now: Millis,
}

#[derive(Deserialize)]
struct Header {
    alg: CoreJwsSigningAlgorithm,
    kid: Option<JsonWebKeyId>,
    crit: Option<serde_json::Value>,
}

#[derive(Deserialize)]
struct Frame {
    iss: String,
    aud: OneOrMore,
    exp: Option<i64>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum OneOrMore {
    One(String),
    More(Vec<String>),
}

impl Said {
    /// Reads an answer, plain or signed; none when it is neither, or when its signature does not hold.
    pub(super) fn of(answer: &HttpResponse, signed: &Signed<'_>) -> Option<Self> {
        let kind = answer.headers().get(CONTENT_TYPE)?.to_str().ok()?;
        let kind = kind.split(';').next()?.trim().to_ascii_lowercase();
        match kind.as_str() {
            "application/json" => serde_json::from_slice(answer.body()).ok(),
            "application/jwt" => {
                let token = std::str::from_utf8(answer.body()).ok()?;
                signed.opened(token.trim())
            }
            _ => None,
        }
    }
}

impl Signed<'_> {
    fn opened(&self, token: &str) -> Option<Said> {
        let (message, signature) = token.rsplit_once('.')?;
        let (header, payload) = message.split_once('.')?;
        let header: Header = serde_json::from_slice(&bytes(header)?).ok()?;
        if header.crit.is_some() || !SIGNATURES.contains(&header.alg) {
            return None;
        }
        let signature = bytes(signature)?;
        let mut keys = self.keys.keys().iter().filter(|key| {
            let usable = key.key_use().is_none_or(JsonWebKeyUse::allows_signature);
            usable && (header.kid.is_none() || key.key_id() == header.kid.as_ref())
        });
        keys.find(|key| {
            let held = key.verify_signature(&header.alg, message.as_bytes(), &signature);
            held.is_ok()
        })?;
        let payload = bytes(payload)?;
        let frame: Frame = serde_json::from_slice(&payload).ok()?;
        let for_us = match &frame.aud {
            OneOrMore::One(audience) => audience == self.client,
            OneOrMore::More(audiences) => audiences.iter().any(|audience| audience == self.client),
        };
        let over = frame.exp.is_some_and(|end| end <= self.now / 1_000);
        if frame.iss != self.issuer || !for_us || over {
            return None;
        }
        serde_json::from_slice(&payload).ok()
    }
}

fn bytes(part: &str) -> Option<Vec<u8>> {
    URL_SAFE_NO_PAD.decode(part).ok()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn told(kind: &str, body: Vec<u8>) -> Option<Said> {
        let keys = CoreJsonWebKeySet::new(Vec::new());
        let signed = Signed {
            keys: &keys,
            issuer: "https://identite.example",
            client: "essai",
            now: 0,
        };
        let answer = openidconnect::http::Response::builder()
            .header(CONTENT_TYPE, kind)
            .body(body)
            .unwrap();
        Said::of(&answer, &signed)
    }

    proptest! {
        #[test]
        fn no_answer_of_a_provider_makes_reading_it_fail(
            body in prop::collection::vec(any::<u8>(), 0..300),
            parts in prop::collection::vec(prop::collection::vec(any::<u8>(), 0..60), 0..5),
        ) {
            let encoded: Vec<String> = parts.iter().map(|part| URL_SAFE_NO_PAD.encode(part)).collect();
            for kind in ["application/json", "application/jwt", "text/plain"] {
                let _ = told(kind, body.clone());
            }
            prop_assert_eq!(told("application/jwt", encoded.join(".").into_bytes()), None);
        }

        #[test]
        fn claims_that_nobody_signed_are_nobodys(sub in "[a-z]{1,9}") {
            let payload = format!("{{\"sub\":\"{sub}\",\"iss\":\"https://identite.example\",\"aud\":\"essai\"}}");
            for header in ["{\"alg\":\"none\"}", "{\"alg\":\"HS256\"}", "{\"alg\":\"RS256\"}"] {
                let token = format!("{}.{}.", URL_SAFE_NO_PAD.encode(header), URL_SAFE_NO_PAD.encode(&payload));
                prop_assert_eq!(told("application/jwt", token.into_bytes()), None);
            }
            let plain = told("application/json", payload.into_bytes());
            prop_assert_eq!(plain.map(|said| said.sub), Some(sub));
        }
    }
}
