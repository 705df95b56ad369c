//! Calls that a program named: what they do is remembered in the transaction of the act, so that the
//! same call sent again does nothing more, whatever was lost on the way.

use std::sync::Arc;

use tdu_domain::merge::Millis;
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

impl Casework {
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
