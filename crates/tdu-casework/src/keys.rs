//! API keys: made once, shown once, kept as a digest.

use std::net::IpAddr;

use sha2::{Digest, Sha256};
use tdu_domain::access::{Actor, KeyScope, Right};
use tdu_domain::organisation::Organisation;
use tdu_store::ApiKey;
use uuid::Uuid;

use crate::clock::secret;
use crate::error::Problems;
use crate::{Casework, CaseworkError};

/// What a valid key opens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApiClient {
    /// The key's row.
    pub key: Uuid,
    /// What it is for, in the organisation's words.
    pub label: String,
    /// What it opens.
    pub scopes: Vec<KeyScope>,
    /// The organisation it writes for.
    pub organisation: Organisation,
    /// Key of its territory.
    pub territory: Uuid,
    /// The network address it calls from, when it is known.
    pub address: Option<IpAddr>,
}

/// Beginning of every key, so that a leaked one is recognised.
const PREFIX: &str = "tdu_";
/// A key's last use is noted at most this often, in milliseconds.
const NOTED_EVERY: i64 = 60_000;

impl ApiClient {
    /// As whom it reaches people, when its key opens that: the program itself, for its organisation.
    #[must_use]
    pub fn actor(&self) -> Option<Actor> {
        Some(Actor {
            account: self.key,
            name: self.label.clone(),
            organisation: self.organisation.clone(),
            territory: self.territory,
            role: KeyScope::role(&self.scopes)?,
            portfolio: None,
            address: self.address,
        })
    }
}

impl Casework {
    /// Makes a key that delivers learners for an organisation. The text returned is shown once and
    /// kept nowhere.
    pub async fn make_api_key(
        &self,
        organisation: Uuid,
        label: &str,
    ) -> Result<String, CaseworkError> {
        self.make_key(organisation, label, &[KeyScope::Deliver], None)
            .await
    }

    async fn make_key(
        &self,
        organisation: Uuid,
        label: &str,
        scopes: &[KeyScope],
        maker: Option<&Actor>,
    ) -> Result<String, CaseworkError> {
        let label = named(label)?;
        let text = format!("{PREFIX}{}", hex(&secret::<32>()));
        let key = ApiKey {
            id: self.ids.next(),
            organisation,
            label,
            created_at: self.clock().now(),
            used_at: None,
            revoked_at: None,
            scopes: scopes.to_vec(),
            made_by: maker.map(|maker| maker.account),
            made_by_name: maker.map(|maker| maker.name.clone()),
        };
        self.store().add_api_key(&key, &digest(&text)).await?;
        Ok(text)
    }

    /// The keys of the actor's organisation.
    pub async fn api_keys(&self, actor: &Actor) -> Result<Vec<ApiKey>, CaseworkError> {
        actor.scope(Right::ManageKeys)?;
        Ok(self.store().api_keys(actor.organisation.id).await?)
    }

    /// Makes a key for the actor's organisation, which opens what is chosen.
    pub async fn make_own_api_key(
        &self,
        actor: &Actor,
        label: &str,
        scopes: &[KeyScope],
    ) -> Result<String, CaseworkError> {
        actor.scope(Right::ManageKeys)?;
        let network = actor.organisation.network;
        let mut problems = Problems::default();
        if scopes.is_empty() || !scopes.iter().all(|scope| scope.is_given_in(network)) {
            problems.refuse("scopes", "scopes-none");
        }
        problems.settle(named(label))?;
        self.make_key(actor.organisation.id, label, scopes, Some(actor))
            .await
    }

    /// Revokes a key of the actor's organisation, at once.
    pub async fn revoke_api_key(&self, actor: &Actor, id: Uuid) -> Result<(), CaseworkError> {
        actor.scope(Right::ManageKeys)?;
        if self
            .store()
            .revoke_api_key(actor.organisation.id, id, self.clock().now())
            .await?
        {
            Ok(())
        } else {
            Err(CaseworkError::NotFound("key"))
        }
    }

    /// What a key opens, if it is one.
    pub async fn api_client(&self, text: &str) -> Result<Option<ApiClient>, CaseworkError> {
        if !text.starts_with(PREFIX) {
            return Ok(None);
        }
        let Some(key) = self.store().api_key(&digest(text)).await? else {
            return Ok(None);
        };
        let Some((organisation, territory)) = self.store().organisation(key.organisation).await?
        else {
            return Ok(None);
        };
        let now = self.clock().now();
        if key.used_at.is_none_or(|used| now - used > NOTED_EVERY) {
            self.store().touch_api_key(key.id, now).await?;
        }
        Ok(Some(ApiClient {
            key: key.id,
            label: key.label,
            scopes: key.scopes,
            organisation,
            territory,
            address: None,
        }))
    }
}

/// Keys and session tokens are 256 random bits: a plain digest cannot be reversed.
pub(crate) fn digest(text: &str) -> Vec<u8> {
    Sha256::digest(text).to_vec()
}

/// Lower-case hexadecimal.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes
        .iter()
        .fold(String::with_capacity(2 * bytes.len()), |mut text, byte| {
            text.push_str(&format!("{byte:02x}"));
            text
        })
}

/// The label of a key, which says what it is for.
fn named(label: &str) -> Result<String, CaseworkError> {
    let label = label.trim();
    if label.is_empty() || label.chars().count() > 80 {
        return Err(CaseworkError::Invalid {
            field: "label",
            problem: "label-length",
        });
    }
    Ok(label.to_owned())
}
