//! Calls that a program named: what they do is remembered in the transaction of the act, so that the
//! same call sent again does nothing more, whatever was lost on the way.

use std::sync::Arc;

use tdu_domain::access::{Actor, Right};
use tdu_domain::journal::Payload;
use tdu_domain::merge::Millis;
use tdu_domain::organisation::Organisation;
use tdu_store::{NamedCall, Transaction};
use uuid::Uuid;

use crate::keys::ApiClient;
use crate::{Casework, CaseworkError};

/// For how long a call is remembered, in milliseconds.
const REMEMBERED: Millis = 24 * 3_600_000;

/// What is known of a call of the same name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DoneBefore {
    /// It said the same, and wrote this line of the journal.
    Same(Uuid),
    /// It said something else.
    Other,
}

/// What an act was about, as its line of the journal tells it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LineDone {
    /// The person.
    pub person: Uuid,
    /// What it made or changed, when that has a key of its own.
    pub about: Option<Uuid>,
}

impl Casework {
    /// The organisations of the actor's territory, in the order of their keys.
    pub async fn organisations(&self, actor: &Actor) -> Result<Vec<Organisation>, CaseworkError> {
        actor.scope(Right::SeePeople)?;
        let frame = self.frame_of(actor.organisation.id).await?;
        let mut known: Vec<Organisation> = frame.organisations.values().cloned().collect();
        known.sort_by_key(|organisation| organisation.id);
        Ok(known)
    }

    /// What a line that a program wrote is about; nothing when there is no such line.
    pub async fn line_done(
        &self,
        client: &ApiClient,
        line: Uuid,
    ) -> Result<Option<LineDone>, CaseworkError> {
        let frame = self.frame(client.territory).await?;
        let told = frame.territory.line_told(client.key, line).await?;
        Ok(told.map(|(person, payload)| LineDone {
            person,
            about: payload.as_ref().and_then(about),
        }))
    }

    /// The same casework, whose next act is the one of this call and is done once.
    #[must_use]
    pub fn for_call(&self, call: NamedCall) -> Self {
        Self {
            call: Some(Arc::new(call)),
            ..self.clone()
        }
    }

    /// Whether a call of this name was done in the last 24 hours.
    pub async fn done_before(
        &self,
        client: &ApiClient,
        call: &NamedCall,
    ) -> Result<Option<DoneBefore>, CaseworkError> {
        let frame = self.frame(client.territory).await?;
        let since = self.clock().now() - REMEMBERED;
        let done = frame.territory.call_done(call, since).await?;
        Ok(done.map(|(content, line)| {
            if content == call.content {
                DoneBefore::Same(line)
            } else {
                DoneBefore::Other
            }
        }))
    }

    /// Writes down that the call did this. When it was done already, by this very call sent twice at
    /// once, the act must not be kept.
    pub(crate) async fn claim(
        &self,
        transaction: &Transaction,
        line: Uuid,
    ) -> Result<(), CaseworkError> {
        let Some(call) = &self.call else {
            return Ok(());
        };
        let now = self.clock().now();
        if transaction
            .claim_call(call, line, now, now - REMEMBERED)
            .await?
        {
            Ok(())
        } else {
            Err(CaseworkError::Repeated)
        }
    }
}

/// What an act made or changed, when that has a key of its own.
fn about(payload: &Payload) -> Option<Uuid> {
    match payload {
        Payload::ReferralMoved { referral, .. } => Some(*referral),
        Payload::RuptureDeclared { rupture, .. }
        | Payload::RuptureWithdrawn { rupture }
        | Payload::RupturePlanned { rupture, .. }
        | Payload::RuptureClosed { rupture, .. }
        | Payload::CallAttempted { rupture, .. } => Some(*rupture),
        Payload::AlertTaken { alert }
        | Payload::AlertPlanned { alert, .. }
        | Payload::AlertClosed { alert, .. } => Some(*alert),
        Payload::SignNoticed { alert, .. } | Payload::ViewRecorded { alert, .. } => *alert,
        other => other.shared(),
    }
}
