//! Doubts about someone in the restricted archive: shown to nobody but those who may open it.

use tdu_domain::access::{Actor, Right};
use tdu_store::DoubtState;
use uuid::Uuid;

use super::decisions::undecided;
use super::{DoubtView, SHOWN};
use crate::registry::Held;
use crate::{Casework, CaseworkError};

impl Casework {
    /// The pairs in which someone archived by the actor's organisation may be somebody known since, the
    /// likeliest first. Bringing them back gives the decision to whoever accompanies.
    pub async fn archived_doubts(&self, actor: &Actor) -> Result<Vec<DoubtView>, CaseworkError> {
        let scope = actor.scope(Right::OpenArchive)?;
        let frame = self.frame_of(actor.organisation.id).await?;
        let open = DoubtState::Open;
        let found = frame.territory.doubts(&scope, open, SHOWN).await?;
        let views = self.views(&frame, actor, found).await?;
        for view in &views {
            self.note_doubt(&frame, actor, view).await?;
        }
        Ok(views)
    }

    /// Keeps someone archived and somebody who resembles them apart: the archived file stays where it is.
    pub async fn keep_archived_apart(
        &self,
        actor: &Actor,
        doubt: Uuid,
    ) -> Result<(), CaseworkError> {
        let view = self.doubt_within(actor, Right::OpenArchive, doubt).await?;
        let frame = self.frame_of(actor.organisation.id).await?;
        let held = Held::begin(&frame).await?;
        let people = undecided(&held.transaction, doubt).await?;
        let (one, other) = (view.one.record.person, view.other.record.person);
        let own = if view.one.accompanied { one } else { other };
        self.tell_apart(held, actor, doubt, people, own).await?;
        Ok(())
    }
}
