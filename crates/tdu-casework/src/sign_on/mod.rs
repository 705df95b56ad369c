//! Signing in through an identity provider (OpenID Connect, as ProConnect speaks it).
//!
//! A browser is sent to the provider with a question that serves once, for ten minutes, and only to that
//! browser. What comes back is exchanged for a proof, which is checked. Nobody gets an account by it: the
//! provider's address must be that of somebody invited here, whom its subject then names for good.

mod http;
mod outcome;
mod place;
mod proof;
mod provider;
mod said;

use std::sync::Arc;

use serde::{Deserialize, Serialize};
use tdu_domain::access::Actor;
use tdu_domain::account::AccountAct;
use tdu_domain::merge::Millis;
use tdu_store::{Account, AccountEvent, Purpose};
use uuid::Uuid;

use self::place::{Place, place};
use self::proof::Proved;
use self::provider::Trouble;
use self::said::Said;
use crate::clock::secret;
use crate::keys::{digest, hex};
use crate::signin::{Opened, Origin};
use crate::throttle::Gate;
use crate::{Casework, CaseworkError};

pub use self::outcome::{Answer, Arrival, Going, Refusal};
pub use self::place::SiretRule;
pub use self::provider::{IdentityProvider, ProviderError, ProviderSettings};

/// How long a browser may stay at the provider.
const STAY: Millis = 10 * 60_000;
/// What a question is kept as.
const KIND: &str = "sign on";
/// Where what is kept is sealed.
const ASKED: &str = "sign on";
const SESSION: &str = "provider session";

/// What a question was asked with.
#[derive(Serialize, Deserialize)]
struct Asked {
    nonce: String,
    verifier: String,
    next: String,
}

impl Casework {
    /// Trusts an identity provider to say who somebody is.
    #[must_use]
    pub fn trusting(mut self, provider: IdentityProvider) -> Self {
        self.provider = Some(Arc::new(provider));
        self
    }

    /// The identity provider that is trusted, if one is.
    #[must_use]
    pub fn provider(&self) -> Option<&IdentityProvider> {
        self.provider.as_deref()
    }

    /// Sends a browser to the provider. Counted by address like tries.
    pub async fn go_to_provider(
        &self,
        next: &str,
        origin: &Origin,
    ) -> Result<Going, CaseworkError> {
        let provider = self.trusted()?;
        let gates = [Gate::address(&origin.address)];
        if let Err(wait) = self.try_at(&gates).await? {
            self.tell_delay(&gates, "", origin.ip()).await?;
            return Ok(Going::Wait(wait));
        }
        let (state, nonce) = (hex(&secret::<32>()), hex(&secret::<32>()));
        let now = self.clock().now();
        let departure = match provider.departure(state, nonce, now).await {
            Ok(departure) => departure,
            Err(trouble) => {
                told(&trouble);
                return Ok(Going::Unreachable);
            }
        };
        let kept = hex(&secret::<32>());
        let key = question(&departure.state, &kept);
        let asked = Asked {
            nonce: departure.nonce,
            verifier: departure.verifier,
            next: next.to_owned(),
        };
        let asked = self.sealed_at(ASKED, &key, &serde_json::to_vec(&asked)?)?;
        let put = self
            .store()
            .put_handshake(&key, KIND, None, &asked, now + STAY);
        put.await?;
        Ok(Going::There {
            address: departure.address,
            kept,
        })
    }

    /// Opens a session for whom the provider sent back, if it proves who they are and they have an
    /// account here.
    pub async fn come_from_provider(
        &self,
        answer: Answer,
        origin: &Origin,
    ) -> Result<Arrival, CaseworkError> {
        let provider = self.trusted()?;
        let now = self.clock().now();
        let key = question(&answer.state, &answer.kept);
        let taken = self.store().take_handshake(&key, KIND, None, now).await?;
        let Some(taken) = taken else {
            return Ok(Arrival::Refused(Refusal::Stale));
        };
        let asked: Asked = serde_json::from_slice(&self.opened_at(ASKED, &key, &taken)?)?;
        let another = answer
            .issuer
            .is_some_and(|issuer| issuer != provider.issuer());
        let proved = match answer.code {
            _ if another => Err(Trouble::Unproven("another provider answers")),
            None => return Ok(Arrival::Refused(Refusal::Cancelled)),
            Some(code) => {
                provider
                    .arrival(code, asked.nonce, asked.verifier, now)
                    .await
            }
        };
        let (proved, said) = match proved {
            Ok(proved) => proved,
            Err(trouble) => {
                let refusal = told(&trouble);
                if refusal == Refusal::Unproven {
                    self.note_refusal("", origin.ip()).await?;
                }
                return Ok(Arrival::Refused(refusal));
            }
        };
        let email = said.email.clone().unwrap_or_default();
        match self.known_by(provider, &proved, &said).await? {
            Ok((account, place)) => {
                let opened = self.enter_proved(&account, place, &proved, origin).await?;
                Ok(Arrival::Open {
                    opened,
                    next: asked.next,
                })
            }
            Err(refusal) => {
                tracing::info!(refusal = refusal.code(), "a sign-on was refused");
                self.note_refusal(&email, origin.ip()).await?;
                Ok(Arrival::Refused(refusal))
            }
        }
    }

    /// Since when one's own account is tied to the provider, if it is.
    pub async fn own_identity(&self, actor: &Actor) -> Result<Option<Millis>, CaseworkError> {
        let Some(provider) = self.provider() else {
            return Ok(None);
        };
        let since = self
            .store()
            .identity_since(provider.issuer(), actor.account);
        Ok(since.await?)
    }

    /// Unties one's own account from the provider: the next sign-in there ties it again, by its address.
    pub async fn untie_identity(&self, token: &str) -> Result<(), CaseworkError> {
        let provider = self.trusted()?;
        let (account, actor) = self.changing(token).await?;
        if self.store().unlink_identities(account).await? == 0 {
            return Err(CaseworkError::Conflict("no-identity"));
        }
        let act = AccountAct::IdentityUnlinked;
        let event = self.event(act, &actor, Some(account), provider.label());
        Ok(self.store().tell(&event).await?)
    }

    /// Signs out; tells where to sign out of the provider too, when it opened the session.
    pub async fn leave(&self, token: &str) -> Result<Option<String>, CaseworkError> {
        let proof = self.store().provider_session(&digest(token)).await?;
        self.sign_out(token).await?;
        let (Some(provider), Some((session, sealed))) = (self.provider(), proof) else {
            return Ok(None);
        };
        let proof = self.opened_at(SESSION, session.as_bytes(), &sealed)?;
        let proof = String::from_utf8_lossy(&proof).into_owned();
        let state = hex(&secret::<32>());
        Ok(provider.leave(&proof, &state, self.clock().now()).await)
    }

    /// Whether a session may act for another organisation of its account. One that the provider opened is
    /// of somebody proved for one employer: the provider is asked again for another.
    pub(crate) async fn is_proved_for(
        &self,
        token: &str,
        account: Uuid,
        from: Uuid,
        to: Uuid,
    ) -> Result<bool, CaseworkError> {
        let opened_there = self.store().provider_session(&digest(token)).await?;
        if opened_there.is_none() {
            return Ok(true);
        }
        let rule = self.provider().map(|provider| provider.settings().sirets);
        let known = self.store().sirets_of_account(account).await?;
        let rule = rule.unwrap_or(SiretRule::Required);
        Ok(place::reaches(from, to, &known, rule))
    }

    /// The account of somebody proved, and the organisation for which they enter. The first time, the
    /// address tells, and the subject from then on.
    async fn known_by(
        &self,
        provider: &IdentityProvider,
        proved: &Proved,
        said: &Said,
    ) -> Result<Result<(Account, Place), Refusal>, CaseworkError> {
        let (issuer, subject) = (provider.issuer(), proved.subject.as_str());
        let tied = self.store().account_of_identity(issuer, subject).await?;
        let new = tied.is_none();
        let account = match tied {
            Some(account) => Ok(account),
            None => self.named_by(provider, said).await?,
        };
        let account = match account {
            Ok(account) => account,
            Err(refusal) => return Ok(Err(refusal)),
        };
        let known = self.store().sirets_of_account(account.id).await?;
        let place = match place(said.siret.as_deref(), &known, provider.settings().sirets) {
            Ok(place) => place,
            Err(refusal) => return Ok(Err(refusal)),
        };
        if !place.checked {
            tracing::warn!(organisation = %place.organisation, "a sign-on whose SIRET could not be compared");
        }
        if new && !self.tie(provider, subject, &account, place).await? {
            return Ok(Err(Refusal::OtherIdentity));
        }
        Ok(Ok((account, place)))
    }

    /// The account of somebody invited here at the address that the provider says.
    async fn named_by(
        &self,
        provider: &IdentityProvider,
        said: &Said,
    ) -> Result<Result<Account, Refusal>, CaseworkError> {
        let Some(email) = usable_email(said, provider.settings().trusts_emails) else {
            return Ok(Err(Refusal::Unverified));
        };
        let known = self.store().account(&email).await?;
        Ok(known.ok_or(Refusal::Unknown))
    }

    /// Ties an account to a subject; tells whether neither was tied before.
    async fn tie(
        &self,
        provider: &IdentityProvider,
        subject: &str,
        account: &Account,
        place: Place,
    ) -> Result<bool, CaseworkError> {
        let now = self.clock().now();
        let store = self.store();
        if !store
            .link_identity(provider.issuer(), subject, account.id, now)
            .await?
        {
            return Ok(false);
        }
        let event = AccountEvent {
            id: self.ids.next(),
            recorded_at: now,
            act: AccountAct::IdentityLinked,
            account: Some(account.id),
            organisation: Some(place.organisation),
            actor: account.name.clone(),
            detail: provider.label().to_owned(),
        };
        store.tell(&event).await?;
        Ok(true)
    }

    /// Opens the session of somebody proved. Two factors given there count as ours.
    async fn enter_proved(
        &self,
        account: &Account,
        place: Place,
        proved: &Proved,
        origin: &Origin,
    ) -> Result<Opened, CaseworkError> {
        self.succeeded_at(&[Gate::address(&origin.address)]).await?;
        self.note_sign_in(account.id, &account.name, origin.ip())
            .await?;
        let confirmed = proved.two_factors.then(|| self.clock().now());
        let opened = self.open_session(account.id, place.organisation, origin, confirmed);
        let opened = opened.await?;
        let session = self.store().session(&digest(&opened.token)).await?;
        if let Some(session) = session {
            let token = proved.token.as_bytes();
            let proof = self.sealed_at(SESSION, session.id.as_bytes(), token)?;
            self.store()
                .put_provider_session(session.id, &proof)
                .await?;
        }
        Ok(opened)
    }

    fn trusted(&self) -> Result<&IdentityProvider, CaseworkError> {
        self.provider().ok_or(CaseworkError::NotFound("provider"))
    }

    fn sealed_at(&self, purpose: &str, key: &[u8], plain: &[u8]) -> Result<Vec<u8>, CaseworkError> {
        let place = [purpose.as_bytes(), b" ", key].concat();
        let sealed = self
            .store()
            .keyring()
            .seal(Purpose::Accounts, &place, plain);
        sealed.map_err(|_| CaseworkError::Sealed)
    }

    fn opened_at(
        &self,
        purpose: &str,
        key: &[u8],
        sealed: &[u8],
    ) -> Result<Vec<u8>, CaseworkError> {
        let place = [purpose.as_bytes(), b" ", key].concat();
        let plain = self
            .store()
            .keyring()
            .open(Purpose::Accounts, &place, sealed);
        plain.map_err(|_| CaseworkError::Sealed)
    }
}

/// What a question is kept under: whoever lacks either half of it finds nothing and spoils nothing.
fn question(state: &str, kept: &str) -> Vec<u8> {
    digest(&format!("sign on {state} {kept}"))
}

/// The address by which somebody is known here, if the provider stands for it.
fn usable_email(said: &Said, trusted: bool) -> Option<String> {
    let stands = said.email_verified.unwrap_or(trusted);
    let email = said.email.as_ref()?.trim().to_lowercase();
    (stands && !email.is_empty()).then_some(email)
}

/// Tells the operator what went wrong, without a word of whom it concerns.
fn told(trouble: &Trouble) -> Refusal {
    match trouble {
        Trouble::Unreachable(asked, why) => {
            tracing::error!(asked, %why, "the identity provider does not answer as it should");
            Refusal::Unreachable
        }
        Trouble::Unproven(what) => {
            tracing::warn!(what, "the identity provider's answer does not hold");
            Refusal::Unproven
        }
    }
}
