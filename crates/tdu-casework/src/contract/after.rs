//! What became of someone after the training, told by staff.

use jiff::civil::Date;
use tdu_domain::access::Actor;
use tdu_domain::after::AfterSituation;
use tdu_domain::journal::Payload;
use tdu_store::SituationRow;
use uuid::Uuid;

use crate::acting::{Act, Undo};
use crate::{Casework, CaseworkError};

/// A milestone, as it is asked of someone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Situated {
    /// Months after the end of the training.
    pub months: u8,
    /// Its last day.
    pub training_end: Date,
}

impl Casework {
    /// Says what someone does, for the milestone that is asked today.
    pub async fn tell_situation(
        &self,
        actor: &Actor,
        person: Uuid,
        situation: AfterSituation,
    ) -> Result<Undo, CaseworkError> {
        let act = self.begin(actor, person).await?;
        let asked = self.situated(&act).await?;
        let (line, today) = (self.ids.next(), act.frame.today());
        let row = SituationRow {
            id: line,
            person,
            organisation: actor.organisation.id,
            by_youth: false,
            months: asked.months,
            training_end: asked.training_end,
            on: today,
            situation,
        };
        act.transaction.add_situation(&row).await?;
        let payload = Payload::SituationTold {
            months: asked.months,
            situation,
            by_youth: false,
        };
        self.finish(act, actor, line, today, &payload).await
    }

    /// The milestone that is asked of the person of an act today.
    pub(super) async fn situated(&self, act: &Act) -> Result<Situated, CaseworkError> {
        let facts = self.facts_in(act).await?;
        let asked = facts.situation_asked(act.frame.today());
        let asked = asked.ok_or(CaseworkError::Conflict("situation-not-asked"))?;
        Ok(Situated {
            months: asked.months,
            training_end: asked.training_end,
        })
    }
}
