//! Sessions: who a token stands for, for how long, and from which browsers an account is signed in.

use tdu_domain::access::Actor;
use tdu_store::{Membership, SessionLine, SessionRow};
use uuid::Uuid;

use crate::clock::secret;
use crate::keys::{digest, hex};
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
    /// Public key of the session.
    pub session: Uuid,
    /// Whether the account has an application that gives codes.
    pub has_codes: bool,
    /// Whether the account has a passkey.
    pub has_passkey: bool,
}

/// A session that must still do something before it opens anything.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HalfSignedIn {
    /// Who will act, for which organisation.
    pub actor: Actor,
    /// E-mail of the account.
    pub email: String,
    /// What is missing.
    pub step: Step,
}

/// What a session must still do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Give a second factor that the account has.
    Confirm {
        /// Whether an application gives codes.
        codes: bool,
        /// Whether there is a passkey.
        passkey: bool,
    },
    /// Set one up, because the role needs it.
    SetUp,
}

impl Casework {
    /// Who a session token stands for, if the session is still open and has done all it must.
    pub async fn signed_in(&self, token: &str) -> Result<Option<SignedIn>, CaseworkError> {
        let Some(session) = self.open_session_of(&digest(token)).await? else {
            return Ok(None);
        };
        let memberships = self.store().memberships(session.account.id).await?;
        let Some((actor, territory)) = acting(&session, &memberships) else {
            return Ok(None);
        };
        if self.step_of(&session, actor.role).is_some() {
            return Ok(None);
        }
        self.note_use(token, &session).await?;
        Ok(Some(SignedIn {
            actor,
            territory,
            memberships,
            session: session.id,
            has_codes: session.has_codes,
            has_passkey: session.has_passkey,
        }))
    }

    /// A session within its limits, who acts in it, and what it must still do.
    pub(crate) async fn present(
        &self,
        token: &str,
    ) -> Result<Option<(SessionRow, Actor, Option<Step>)>, CaseworkError> {
        let Some(session) = self.open_session_of(&digest(token)).await? else {
            return Ok(None);
        };
        let memberships = self.store().memberships(session.account.id).await?;
        Ok(acting(&session, &memberships).map(|(actor, _)| {
            let step = self.step_of(&session, actor.role);
            (session, actor, step)
        }))
    }

    /// Notes that a session was used.
    async fn note_use(&self, token: &str, session: &SessionRow) -> Result<(), CaseworkError> {
        let now = self.clock().now();
        if now - session.seen_at > NOTED_EVERY {
            self.store().touch_session(&digest(token), now).await?;
        }
        Ok(())
    }

    /// A session within its limits; one beyond them is ended.
    async fn open_session_of(&self, hash: &[u8]) -> Result<Option<SessionRow>, CaseworkError> {
        let Some(session) = self.store().session(hash).await? else {
            return Ok(None);
        };
        if self.is_over(session.seen_at, session.created_at) {
            self.store().end_session(hash).await?;
            return Ok(None);
        }
        Ok(Some(session))
    }

    fn is_over(&self, seen_at: i64, created_at: i64) -> bool {
        let now = self.clock().now();
        now - seen_at > SESSION_IDLE_HOURS * HOUR
            || now - created_at > SESSION_ABSOLUTE_HOURS * HOUR
    }

    /// Changes the organisation for which a session acts, among those of its account. Returns the
    /// session's new token.
    pub async fn act_for(&self, token: &str, organisation: Uuid) -> Result<String, CaseworkError> {
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
        let (account, from) = (signed_in.actor.account, signed_in.actor.organisation.id);
        let proved = self.is_proved_for(token, account, from, organisation);
        if !proved.await? {
            return Err(CaseworkError::Conflict("other-employer"));
        }
        self.rotate(token, Some(organisation), false).await
    }

    /// Gives a session a new token, because what it may do changes: a token learnt before is
    /// worth nothing after.
    pub(crate) async fn rotate(
        &self,
        token: &str,
        organisation: Option<Uuid>,
        confirmed: bool,
    ) -> Result<String, CaseworkError> {
        let old = digest(token);
        let session = self.open_session_of(&old).await?;
        let session = session.ok_or(CaseworkError::NotFound("session"))?;
        let now = self.clock().now();
        let fresh = hex(&secret::<32>());
        let organisation = organisation.unwrap_or(session.organisation);
        let confirmed_at = session.confirmed_at.or(confirmed.then_some(now));
        let rotated = self
            .store()
            .rotate_session(&old, &digest(&fresh), organisation, confirmed_at, now)
            .await?;
        if rotated {
            Ok(fresh)
        } else {
            Err(CaseworkError::NotFound("session"))
        }
    }

    /// The open sessions of an account, the one used last first.
    pub async fn sessions(&self, actor: &Actor) -> Result<Vec<SessionLine>, CaseworkError> {
        let mut sessions = self.store().sessions(actor.account).await?;
        sessions.retain(|session| !self.is_over(session.seen_at, session.created_at));
        Ok(sessions)
    }

    /// Ends a session of one's own account, by its public key.
    pub async fn end_own_session(&self, actor: &Actor, id: Uuid) -> Result<(), CaseworkError> {
        if self.store().end_session_of(actor.account, id).await? {
            Ok(())
        } else {
            Err(CaseworkError::NotFound("session"))
        }
    }

    /// Ends every session of one's own account but the present one; tells how many ended.
    pub async fn end_other_sessions(
        &self,
        account: Uuid,
        present: Uuid,
    ) -> Result<u64, CaseworkError> {
        Ok(self.store().end_sessions_of(account, Some(present)).await?)
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

/// Who acts in a session, and in which territory: a member of its organisation, still.
fn acting(session: &SessionRow, memberships: &[Membership]) -> Option<(Actor, Uuid)> {
    let current = memberships
        .iter()
        .find(|membership| membership.organisation.id == session.organisation)?
        .clone();
    let actor = Actor {
        account: session.account.id,
        name: session.account.name.clone(),
        organisation: current.organisation,
        territory: current.territory,
        role: current.role,
        portfolio: current.portfolio,
        address: None,
    };
    Some((actor, current.territory))
}
