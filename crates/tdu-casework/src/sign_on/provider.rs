//! An identity provider: how it is reached, where it answers, what it proves of somebody.

use std::fmt;
use std::sync::Arc;

use chrono::{DateTime, Utc};
use openidconnect::core::{
    CoreAuthDisplay, CoreAuthenticationFlow, CoreClaimName, CoreClaimType, CoreClient,
    CoreClientAuthMethod, CoreGrantType, CoreJsonWebKey, CoreJweContentEncryptionAlgorithm,
    CoreJweKeyManagementAlgorithm, CoreResponseMode, CoreResponseType, CoreSubjectIdentifierType,
};
use openidconnect::http::{HeaderValue, Method, Request, header};
use openidconnect::url::Url;
use openidconnect::{
    AccessToken, AdditionalProviderMetadata, AuthType, AuthorizationCode, ClientId, ClientSecret,
    CsrfToken, EndpointMaybeSet, EndpointNotSet, EndpointSet, IssuerUrl, Nonce, PkceCodeChallenge,
    PkceCodeVerifier, ProviderMetadata, RedirectUrl, Scope,
};
use serde::{Deserialize, Serialize};
use tdu_domain::merge::Millis;
use tokio::sync::Mutex;

use super::http::{Http, is_safe};
use super::place::SiretRule;
use super::proof::{Proved, proved};
use super::said::{Said, Signed};

/// How long what a provider says of itself is believed: its keys change.
const BELIEVED: Millis = 10 * 60_000;

/// How a provider is reached, and what is asked of whom it sends.
#[derive(Clone, PartialEq, Eq)]
pub struct ProviderSettings {
    /// Its issuer, `https://…`, from which everything else is discovered.
    pub issuer: String,
    /// What it calls this site.
    pub client: String,
    /// The secret that it shares with this site.
    pub secret: String,
    /// Its name, on the button and in what is told of accounts.
    pub label: String,
    /// What is asked for besides `openid`, separated by spaces.
    pub scopes: String,
    /// What is asked of the SIRET that it gives.
    pub sirets: SiretRule,
    /// Whether its e-mail addresses count when it does not say that it verified them.
    pub trusts_emails: bool,
    /// The public address of this site, without final slash.
    pub public_address: String,
}

impl fmt::Debug for ProviderSettings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ProviderSettings")
            .field("issuer", &self.issuer)
            .field("client", &self.client)
            .finish_non_exhaustive()
    }
}

/// Settings that cannot work.
#[derive(Debug, thiserror::Error)]
pub enum ProviderError {
    /// The issuer's address is not one, or not over TLS.
    #[error("the issuer {0:?} is not an https address")]
    Issuer(String),
    /// The public address is not one.
    #[error("the public address {0:?} is not an address")]
    PublicAddress(String),
    /// Something needed is empty.
    #[error("{0} is empty")]
    Empty(&'static str),
}

/// Why nothing was proved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Trouble {
    /// The provider does not answer, or not as it should: what was asked, and what happened.
    Unreachable(&'static str, String),
    /// What it answered does not hold.
    Unproven(&'static str),
}

/// What a browser is sent with, and what it must come back with.
pub(super) struct Departure {
    pub(super) address: String,
    pub(super) state: String,
    pub(super) nonce: String,
    pub(super) verifier: String,
}

/// What a provider says of itself, beside what every provider says.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Extras {
    end_session_endpoint: Option<Url>,
    #[serde(default)]
    code_challenge_methods_supported: Vec<String>,
}

impl AdditionalProviderMetadata for Extras {}

type Metadata = ProviderMetadata<
    Extras,
    CoreAuthDisplay,
    CoreClientAuthMethod,
    CoreClaimName,
    CoreClaimType,
    CoreGrantType,
    CoreJweContentEncryptionAlgorithm,
    CoreJweKeyManagementAlgorithm,
    CoreJsonWebKey,
    CoreResponseMode,
    CoreResponseType,
    CoreSubjectIdentifierType,
>;

/// This site, as the provider's client.
pub(super) type Ours = CoreClient<
    EndpointSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointMaybeSet,
    EndpointMaybeSet,
>;

/// An identity provider that this site trusts.
#[derive(Debug)]
pub struct IdentityProvider {
    settings: ProviderSettings,
    issuer: IssuerUrl,
    back: RedirectUrl,
    http: Http,
    known: Mutex<Option<(Millis, Arc<Metadata>)>>,
}

impl IdentityProvider {
    /// A provider; it is asked nothing before somebody signs in.
    pub fn new(settings: ProviderSettings) -> Result<Self, ProviderError> {
        let needed = [
            ("the client's name", &settings.client),
            ("the secret", &settings.secret),
        ];
        if let Some((what, _)) = needed.iter().find(|(_, text)| text.is_empty()) {
            return Err(ProviderError::Empty(what));
        }
        let issuer = IssuerUrl::new(settings.issuer.clone());
        let safe = settings
            .issuer
            .parse()
            .is_ok_and(|address| is_safe(&address));
        let issuer = issuer.ok().filter(|_| safe);
        let issuer = issuer.ok_or_else(|| ProviderError::Issuer(settings.issuer.clone()))?;
        let back = format!("{}/connexion/fournisseur/retour", settings.public_address);
        let back = RedirectUrl::new(back)
            .map_err(|_| ProviderError::PublicAddress(settings.public_address.clone()))?;
        Ok(Self {
            settings,
            issuer,
            back,
            http: Http::new(),
            known: Mutex::default(),
        })
    }

    /// Its name.
    #[must_use]
    pub fn label(&self) -> &str {
        &self.settings.label
    }

    /// Its issuer.
    #[must_use]
    pub(super) fn issuer(&self) -> &str {
        &self.settings.issuer
    }

    pub(super) fn settings(&self) -> &ProviderSettings {
        &self.settings
    }

    /// Where a browser is sent to prove who holds it.
    pub(super) async fn departure(
        &self,
        state: String,
        nonce: String,
        now: Millis,
    ) -> Result<Departure, Trouble> {
        let metadata = self.discovered(now).await?;
        let client = self.client(&metadata);
        let (challenge, verifier) = PkceCodeChallenge::new_random_sha256();
        let (kept_state, kept_nonce) = (state.clone(), nonce.clone());
        let mut request = client.authorize_url(
            CoreAuthenticationFlow::AuthorizationCode,
            move || CsrfToken::new(kept_state),
            move || Nonce::new(kept_nonce),
        );
        for scope in self.settings.scopes.split_whitespace() {
            request = request.add_scope(Scope::new(scope.to_owned()));
        }
        let methods = &metadata
            .additional_metadata()
            .code_challenge_methods_supported;
        // A provider that knows nothing of challenges may refuse the question for one: the nonce binds it.
        let challenged = methods.iter().any(|method| method == "S256");
        if challenged {
            request = request.set_pkce_challenge(challenge);
        }
        if metadata.claims_parameter_supported() == Some(true) {
            request =
                request.add_extra_param("claims", r#"{"id_token":{"amr":{"essential":true}}}"#);
        }
        let (address, ..) = request.url();
        Ok(Departure {
            address: address.to_string(),
            state,
            nonce,
            verifier: if challenged {
                verifier.into_secret()
            } else {
                String::new()
            },
        })
    }

    /// What the provider proves of whom it sent back with a code.
    pub(super) async fn arrival(
        &self,
        code: String,
        nonce: String,
        verifier: String,
        now: Millis,
    ) -> Result<(Proved, Said), Trouble> {
        let metadata = self.discovered(now).await?;
        let client = self.client(&metadata);
        let exchange = client.exchange_code(AuthorizationCode::new(code));
        let mut exchange =
            exchange.map_err(|_| Trouble::Unreachable("discovery", "no token endpoint".into()))?;
        if !verifier.is_empty() {
            exchange = exchange.set_pkce_verifier(PkceCodeVerifier::new(verifier));
        }
        let answered = exchange.request_async(&self.http).await;
        let answered = answered.map_err(|error| exchange_trouble(&error))?;
        let proved = proved(&client, &answered, &Nonce::new(nonce), instant(now))?;
        let said = self.said(&metadata, &proved.access, now).await?;
        if said.sub == proved.subject {
            Ok((proved, said))
        } else {
            Err(Trouble::Unproven("another subject"))
        }
    }

    /// Where a browser signs out of the provider too, if the provider offers it.
    pub(super) async fn leave(&self, proof: &str, state: &str, now: Millis) -> Option<String> {
        let metadata = self.discovered(now).await.ok()?;
        let mut address = metadata
            .additional_metadata()
            .end_session_endpoint
            .clone()?;
        let home = format!("{}/connexion", self.settings.public_address);
        address
            .query_pairs_mut()
            .append_pair("id_token_hint", proof)
            .append_pair("state", state)
            .append_pair("post_logout_redirect_uri", &home);
        Some(address.to_string())
    }

    async fn said(
        &self,
        metadata: &Metadata,
        access: &AccessToken,
        now: Millis,
    ) -> Result<Said, Trouble> {
        const ASKED: &str = "userinfo";
        let unreachable = |why: String| Trouble::Unreachable(ASKED, why);
        let address = metadata.userinfo_endpoint();
        let address = address.ok_or_else(|| unreachable("no endpoint".to_owned()))?;
        let bearer = HeaderValue::from_str(&format!("Bearer {}", access.secret()))
            .map_err(|_| Trouble::Unproven("the access token is not one"))?;
        let request = Request::builder()
            .method(Method::GET)
            .uri(address.as_str())
            .header(header::ACCEPT, "application/jwt, application/json")
            .header(header::AUTHORIZATION, bearer)
            .body(Vec::new())
            .map_err(|error| unreachable(error.to_string()))?;
        let answer = self.http.ask(request).await;
        let answer = answer.map_err(|error| unreachable(error.to_string()))?;
        if !answer.status().is_success() {
            return Err(unreachable(answer.status().to_string()));
        }
        let signed = Signed {
            keys: metadata.jwks(),
            issuer: self.issuer(),
            client: &self.settings.client,
            now,
        };
        Said::of(&answer, &signed).ok_or(Trouble::Unproven("what it says of them"))
    }

    fn client(&self, metadata: &Metadata) -> Ours {
        let by_form = metadata
            .token_endpoint_auth_methods_supported()
            .is_some_and(|methods| methods.contains(&CoreClientAuthMethod::ClientSecretPost));
        let client = CoreClient::from_provider_metadata(
            metadata.clone(),
            ClientId::new(self.settings.client.clone()),
            Some(ClientSecret::new(self.settings.secret.clone())),
        );
        client
            .set_redirect_uri(self.back.clone())
            .set_auth_type(if by_form {
                AuthType::RequestBody
            } else {
                AuthType::BasicAuth
            })
    }

    /// What the provider says of itself, asked again when it was said long ago.
    async fn discovered(&self, now: Millis) -> Result<Arc<Metadata>, Trouble> {
        let mut known = self.known.lock().await;
        if let Some((since, metadata)) = known.as_ref()
            && (0..BELIEVED).contains(&(now - since))
        {
            return Ok(Arc::clone(metadata));
        }
        let metadata = Metadata::discover_async(self.issuer.clone(), &self.http).await;
        let metadata = metadata
            .map_err(|error| Trouble::Unreachable("discovery", error.to_string()))
            .map(Arc::new)?;
        *known = Some((now, Arc::clone(&metadata)));
        Ok(metadata)
    }
}

/// An instant, as the verifier wants it.
fn instant(now: Millis) -> DateTime<Utc> {
    DateTime::from_timestamp_millis(now).unwrap_or_default()
}

/// A code that the provider refuses proves nothing; anything else is a provider that does not answer.
fn exchange_trouble<E, R>(error: &openidconnect::RequestTokenError<E, R>) -> Trouble
where
    E: std::error::Error + 'static,
    R: openidconnect::ErrorResponse + 'static,
{
    use openidconnect::RequestTokenError::{Other, Parse, Request, ServerResponse};
    match error {
        ServerResponse(_) => Trouble::Unproven("the code was refused"),
        Request(error) => Trouble::Unreachable("token", error.to_string()),
        Parse(..) | Other(_) => Trouble::Unproven("the answer to the code is not one"),
    }
}
