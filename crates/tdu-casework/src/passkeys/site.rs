//! For which site passkeys are made: one made for a site answers to no other.

use webauthn_rp::request::{AsciiDomain, RpId};

/// The site for which passkeys are made, from its public address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Site {
    domain: String,
    origin: String,
}

impl Site {
    /// The site of a public address: a name over TLS, or this very machine. Browsers make no passkey
    /// for a bare IP address, nor for a page without TLS.
    #[must_use]
    pub fn of(public_address: &str) -> Option<Self> {
        let (scheme, rest) = public_address.split_once("://")?;
        let authority = rest.split('/').next()?.to_ascii_lowercase();
        let domain = authority.split(':').next()?;
        let safe = scheme == "https" || (scheme == "http" && domain == "localhost");
        let named = domain.contains(|sign: char| sign.is_ascii_alphabetic());
        let named = named && !authority.starts_with('[');
        (safe && named).then(|| Self {
            domain: domain.to_owned(),
            origin: format!("{scheme}://{}", without_usual_port(scheme, &authority)),
        })
    }

    /// The domain that names the site.
    #[must_use]
    pub fn domain(&self) -> &str {
        &self.domain
    }

    /// The only origin whose answers are taken.
    pub(super) fn origin(&self) -> &str {
        &self.origin
    }

    /// The domain, as the protocol names it.
    pub(super) fn id(&self) -> Option<RpId> {
        let domain = AsciiDomain::try_from(self.domain.clone());
        domain.ok().map(RpId::Domain)
    }
}

/// Browsers leave out the port that goes without saying.
fn without_usual_port<'a>(scheme: &str, authority: &'a str) -> &'a str {
    let usual = if scheme == "https" { ":443" } else { ":80" };
    authority.strip_suffix(usual).unwrap_or(authority)
}

#[cfg(test)]
mod tests {
    use super::Site;

    #[test]
    fn passkeys_are_for_names_over_tls_and_for_this_machine() {
        for (address, known) in [
            (
                "https://Suivi.example:443",
                Some(("suivi.example", "https://suivi.example")),
            ),
            (
                "https://suivi.example:8443/",
                Some(("suivi.example", "https://suivi.example:8443")),
            ),
            (
                "http://localhost:8080",
                Some(("localhost", "http://localhost:8080")),
            ),
            ("http://suivi.example", None),
            ("http://127.0.0.1:8080", None),
            ("https://192.0.2.7", None),
            ("https://[2001:db8::a]", None),
        ] {
            let site = Site::of(address);
            let told = site.as_ref().map(|site| (site.domain(), site.origin()));
            assert_eq!(told, known, "{address}");
        }
    }
}
