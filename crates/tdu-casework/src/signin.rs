//! Signing in and out; for which organisation an account acts.

use argon2::Argon2;
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use tdu_domain::access::Actor;
use tdu_store::Membership;
use uuid::Uuid;

use crate::clock::secret;
use crate::keys::{digest, hex};
use crate::learners::parse_in_background;
use crate::{Casework, CaseworkError};

/// Hours after which a session not used ends.
pub const SESSION_IDLE_HOURS: i64 = 4;
/// Hours after which a session ends in any case.
pub const SESSION_ABSOLUTE_HOURS: i64 = 12;
const HOUR: i64 = 3_600_000;
/// A session's last use is noted at most this often, in milliseconds.
const NOTED_EVERY: i64 = 60_000;

/// A signed-in account.
#[derive(Debug, Clone)]
pub struct SignedIn {
    /// Who acts, for which organisation.
    pub actor: Actor,
    /// Key of the territory of that organisation.
    pub territory: Uuid,
    /// Everything the account is member of.
    pub memberships: Vec<Membership>,
}

impl Casework {
    /// Signs in. Returns the token of a new session, or nothing when e-mail and password do not
    /// belong together: which of the two is wrong is not told, and takes the same time.
    pub async fn sign_in(
        &self,
        email: &str,
        password: &str,
    ) -> Result<Option<String>, CaseworkError> {
        let account = self.store().account(&email.trim().to_lowercase()).await?;
        let known = account
            .as_ref()
            .map_or(NOBODY, |account| account.password_hash.as_str())
            .to_owned();
        let password = password.to_owned();
        let right = parse_in_background(move || verify(&password, &known)).await?;
        let Some(account) = account.filter(|_| right) else {
            return Ok(None);
        };
        let Some(first) = self
            .store()
            .memberships(account.id)
            .await?
            .into_iter()
            .next()
        else {
            return Ok(None);
        };
        let token = hex(&secret::<32>());
        self.store()
            .add_session(
                &digest(&token),
                account.id,
                first.organisation.id,
                self.clock().now(),
            )
            .await?;
        Ok(Some(token))
    }

    /// Who a session token stands for, if the session is still open.
    pub async fn signed_in(&self, token: &str) -> Result<Option<SignedIn>, CaseworkError> {
        let hash = digest(token);
        let Some(session) = self.store().session(&hash).await? else {
            return Ok(None);
        };
        let now = self.clock().now();
        if now - session.seen_at > SESSION_IDLE_HOURS * HOUR
            || now - session.created_at > SESSION_ABSOLUTE_HOURS * HOUR
        {
            self.store().end_session(&hash).await?;
            return Ok(None);
        }
        let memberships = self.store().memberships(session.account.id).await?;
        let current = memberships
            .iter()
            .find(|membership| membership.organisation.id == session.organisation);
        let Some(current) = current.or(memberships.first()).cloned() else {
            return Ok(None);
        };
        if now - session.seen_at > NOTED_EVERY {
            self.store()
                .touch_session(&hash, current.organisation.id, now)
                .await?;
        }
        let actor = Actor {
            account: session.account.id,
            name: session.account.name,
            organisation: current.organisation,
            territory: current.territory,
            role: current.role,
            portfolio: current.portfolio,
            address: None,
        };
        Ok(Some(SignedIn {
            actor,
            territory: current.territory,
            memberships,
        }))
    }

    /// Changes the organisation for which a session acts, among those of its account.
    pub async fn act_for(&self, token: &str, organisation: Uuid) -> Result<(), CaseworkError> {
        let signed_in = self
            .signed_in(token)
            .await?
            .ok_or(CaseworkError::NotFound("session"))?;
        if !signed_in
            .memberships
            .iter()
            .any(|membership| membership.organisation.id == organisation)
        {
            return Err(CaseworkError::NotFound("organisation"));
        }
        Ok(self
            .store()
            .touch_session(&digest(token), organisation, self.clock().now())
            .await?)
    }

    /// Signs out: the session is forgotten.
    pub async fn sign_out(&self, token: &str) -> Result<(), CaseworkError> {
        Ok(self.store().end_session(&digest(token)).await?)
    }

    /// Forgets the sessions that have ended.
    pub async fn end_old_sessions(&self) -> Result<u64, CaseworkError> {
        let now = self.clock().now();
        Ok(self
            .store()
            .end_old_sessions(
                now - SESSION_IDLE_HOURS * HOUR,
                now - SESSION_ABSOLUTE_HOURS * HOUR,
            )
            .await?)
    }
}

/// The hash of a password nobody has, so that an unknown e-mail takes as long as a known one.
const NOBODY: &str = "$argon2id$v=19$m=19456,t=2,p=1$bm9ib2R5bm9ib2R5$\
                      Zp5M2hT0Q0l1B8xk0Xc1Yw5o2m9l2Q3b7b2Jf0mH3bQ";

/// Hashes a password with argon2id, in PHC form.
pub(crate) fn hash(password: &str) -> Result<String, CaseworkError> {
    Argon2::default()
        .hash_password(password.as_bytes())
        .map(|hash: PasswordHash| hash.to_string())
        .map_err(|error| CaseworkError::Password(error.to_string()))
}

fn verify(password: &str, hash: &str) -> bool {
    PasswordHash::new(hash).is_ok_and(|hash| {
        Argon2::default()
            .verify_password(password.as_bytes(), &hash)
            .is_ok()
    })
}
