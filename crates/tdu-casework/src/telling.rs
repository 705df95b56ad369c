//! Telling the journal what was done.

use tdu_domain::access::Actor;
use tdu_domain::journal::Payload;
use tdu_store::{JournalLine, Told, Transaction};
use uuid::Uuid;

use crate::frame::Frame;
use crate::{Casework, CaseworkError};

impl Casework {
    /// Writes what an actor did about someone today; returns the line.
    pub(crate) async fn tell(
        &self,
        frame: &Frame,
        transaction: &Transaction,
        actor: &Actor,
        person: Uuid,
        payload: &Payload,
    ) -> Result<Uuid, CaseworkError> {
        let id = self.ids.next();
        let line = JournalLine {
            id,
            recorded_at: self.clock().now(),
            occurred_on: frame.today(),
            actor: Some(actor.account),
            actor_name: Some(actor.name.clone()),
            organisation: actor.organisation.id,
            person,
            act: payload.code(),
            told: Told::Payload(serde_json::to_string(payload)?),
        };
        transaction.append(&[line]).await?;
        Ok(id)
    }
}
