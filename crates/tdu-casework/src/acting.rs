//! The frame of an act about a person: the decision to let it be done, what it writes and the line of the
//! journal in one transaction, the person computed again in it.

use std::sync::Arc;

use jiff::civil::Date;
use tdu_domain::access::{Actor, Right};
use tdu_domain::journal::{ActCode, Payload};
use tdu_store::{JournalLine, SourceRecord, StaffFacts, Told, Transaction};
use uuid::Uuid;

use crate::compute::compute;
use crate::frame::Frame;
use crate::sight::Reached;
use crate::{Casework, CaseworkError};

/// How to take an act back: the line it wrote in the journal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Undo {
    /// The person it was about.
    pub person: Uuid,
    /// Its journal line.
    pub line: Uuid,
}

impl Casework {
    /// Opens the act of someone who may act on people, about one whom they may reach.
    pub(crate) async fn begin(&self, actor: &Actor, person: Uuid) -> Result<Act, CaseworkError> {
        self.begin_with(actor, Right::ActOnPeople, person).await
    }

    /// Opens the act of someone who has a right, about one whom they may reach with it.
    pub(crate) async fn begin_with(
        &self,
        actor: &Actor,
        right: Right,
        person: Uuid,
    ) -> Result<Act, CaseworkError> {
        let Reached { frame, .. } = self.reach(actor, right, person).await?;
        let transaction = frame.territory.begin().await?;
        transaction.lock_people(&[person]).await?;
        Ok(Act {
            frame,
            transaction,
            person,
        })
    }

    /// Writes the journal, recomputes the person, and makes it all durable.
    pub(crate) async fn finish(
        &self,
        act: Act,
        actor: &Actor,
        line: Uuid,
        occurred_on: Date,
        payload: &Payload,
    ) -> Result<Undo, CaseworkError> {
        let Act {
            frame,
            transaction,
            person,
        } = act;
        let code: ActCode = payload.code();
        let payload = serde_json::to_string(payload)?;
        let entry = JournalLine {
            id: line,
            recorded_at: self.clock().now(),
            occurred_on,
            actor: Some(actor.account),
            actor_name: Some(actor.name.clone()),
            organisation: actor.organisation.id,
            person,
            act: code,
            told: Told::Payload(payload),
        };
        transaction.append(&[entry]).await?;
        self.claim(&transaction, line).await?;
        transaction
            .touch_assignment(person, actor.organisation.id, actor.account, frame.today())
            .await?;
        refresh(&frame, &transaction, person).await?;
        transaction.commit().await?;
        Ok(Undo { person, line })
    }
}

/// An act in progress: what it writes is kept when it is finished, or not at all.
pub(crate) struct Act {
    /// The territory.
    pub(crate) frame: Arc<Frame>,
    /// What it writes.
    pub(crate) transaction: Transaction,
    /// Whom it is about.
    pub(crate) person: Uuid,
}

/// Recomputes one person within a transaction.
pub(crate) async fn refresh(
    frame: &Frame,
    transaction: &Transaction,
    person: Uuid,
) -> Result<(), CaseworkError> {
    let sources = transaction.sources_of(&[person]).await?;
    let staff: StaffFacts = transaction
        .staff_facts(&[person], frame.today())
        .await?
        .remove(&person)
        .unwrap_or_default();
    let sources: Vec<&SourceRecord> = sources.iter().collect();
    let computed = compute(frame, person, &sources, &staff, frame.today());
    transaction.put_computed(&[computed]).await?;
    Ok(())
}
