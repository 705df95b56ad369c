//! Signing in and out.

use std::fmt;
use std::net::IpAddr;

use tdu_domain::merge::Millis;
use tdu_store::{Account, NewSession};
use uuid::Uuid;

use crate::clock::secret;
use crate::keys::{digest, hex};
use crate::passwords::{NOBODY, verify};
use crate::throttle::Gate;
use crate::{Casework, CaseworkError};

/// Longest description of a browser that is kept.
const AGENT_LENGTH: usize = 300;
/// How long a browser is known after it last signed in.
pub const DEVICE_DAYS: i64 = 180;
const DAY: Millis = 86_400_000;

/// From where somebody signs in.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Origin {
    /// The network address.
    pub address: String,
    /// What the browser says it is.
    pub agent: String,
    /// The mark left in this browser by an earlier sign-in.
    pub device: Option<String>,
}

impl fmt::Debug for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Origin")
            .field("address", &self.address)
            .field("agent", &self.agent)
            .finish_non_exhaustive()
    }
}

impl Origin {
    /// The network address, if it is one.
    pub(crate) fn ip(&self) -> Option<IpAddr> {
        self.address.parse().ok()
    }
}

/// What came of trying to sign in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Entry {
    /// A session is open.
    Open(Opened),
    /// Name and secret do not belong together: which of the two is wrong is not told.
    Refused,
    /// Too many tries: how long to wait, in milliseconds. This one was not looked at.
    Wait(Millis),
}

/// What the browser of a new session keeps.
#[derive(Clone, PartialEq, Eq)]
pub struct Opened {
    /// Token of the session, kept nowhere else.
    pub token: String,
    /// Mark of the browser, by which it is known again.
    pub device: String,
}

impl fmt::Debug for Opened {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Opened").finish_non_exhaustive()
    }
}

impl Casework {
    /// Signs in with a password. A wrong password takes as long as an unknown e-mail.
    pub async fn sign_in(
        &self,
        email: &str,
        password: &str,
        origin: &Origin,
    ) -> Result<Entry, CaseworkError> {
        let email = email.trim().to_lowercase();
        let account = self.store().account(&email).await.map_err(closed)?;
        let gates = self.gates(&email, account.as_ref(), origin).await?;
        if let Err(wait) = self.try_at(&gates).await? {
            self.tell_delay(&gates, &email, origin.ip()).await?;
            return Ok(Entry::Wait(wait));
        }
        let known = account
            .as_ref()
            .map_or(NOBODY, |account| account.password_hash.as_str());
        let right = verify(password, known).await?;
        let Some(account) = account.filter(|_| right) else {
            self.note_refusal(&email, origin.ip()).await?;
            return Ok(Entry::Refused);
        };
        self.succeeded_at(&gates).await?;
        self.note_sign_in(account.id, &account.name, origin.ip())
            .await?;
        self.open_first_session(account.id, origin, None).await
    }

    /// Where a try is counted: for a browser that the account knows, by itself; for others, with
    /// every try on the account and from the address.
    async fn gates(
        &self,
        email: &str,
        account: Option<&Account>,
        origin: &Origin,
    ) -> Result<Vec<Gate>, CaseworkError> {
        if let (Some(account), Some(device)) = (account, &origin.device) {
            let since = self.clock().now() - DEVICE_DAYS * DAY;
            let known = self
                .store()
                .knows_device(&digest(device), account.id, since)
                .await
                .map_err(closed)?;
            if known {
                return Ok(vec![Gate::device(device, email)]);
            }
        }
        Ok(vec![Gate::account(email), Gate::address(&origin.address)])
    }

    /// Opens a session for the first organisation of an account; one without organisation is refused
    /// like an unknown one. `confirmed_at` tells when a second factor was given, if one was.
    pub(crate) async fn open_first_session(
        &self,
        account: Uuid,
        origin: &Origin,
        confirmed_at: Option<Millis>,
    ) -> Result<Entry, CaseworkError> {
        let memberships = self.store().memberships(account).await?;
        let Some(first) = memberships.first() else {
            return Ok(Entry::Refused);
        };
        let opened = self.open_session(account, first.organisation.id, origin, confirmed_at);
        Ok(Entry::Open(opened.await?))
    }

    /// Opens a session, and remembers the browser.
    pub(crate) async fn open_session(
        &self,
        account: Uuid,
        organisation: Uuid,
        origin: &Origin,
        confirmed_at: Option<Millis>,
    ) -> Result<Opened, CaseworkError> {
        let token = hex(&secret::<32>());
        let now = self.clock().now();
        let session = NewSession {
            id: self.ids.next(),
            account,
            organisation,
            created_at: now,
            confirmed_at,
            agent: origin.agent.chars().take(AGENT_LENGTH).collect(),
            address: origin.address.clone(),
        };
        self.store().add_session(&digest(&token), &session).await?;
        let device = origin.device.clone();
        let device = device.unwrap_or_else(|| hex(&secret::<32>()));
        self.store()
            .put_device(&digest(&device), account, now)
            .await?;
        Ok(Opened { token, device })
    }

    /// Signs out: the session is forgotten.
    pub async fn sign_out(&self, token: &str) -> Result<(), CaseworkError> {
        Ok(self.store().end_session(&digest(token)).await?)
    }
}

fn closed(error: tdu_store::StoreError) -> CaseworkError {
    CaseworkError::SignInClosed(error)
}
