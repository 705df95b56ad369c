//! A contract that runs or broke, and what comes after: what both staffs do about it, as equals.

mod after;
mod alerts;
mod back;
mod exam;
mod links;
mod rule;
mod ruptures;
mod view;
mod watching;

use tdu_domain::access::Actor;
use tdu_domain::journal::Payload;
use tdu_domain::organisation::Network;
use tdu_domain::pathway::PathwayFacts;
use tdu_domain::rupture::Refused;
use tdu_store::SourceRecord;
use uuid::Uuid;

use crate::acting::Act;
use crate::compute::pathway_facts;
use crate::{Casework, CaseworkError};

pub use after::Situated;
pub(crate) use back::move_back;
pub use links::Reached;
pub(crate) use view::staff_of;
pub use view::{AfterView, AlertWhy, ContractView, RuptureView};

impl From<Refused> for CaseworkError {
    fn from(refused: Refused) -> Self {
        match refused.field {
            "form" => Self::Conflict(refused.problem),
            field => Self::Invalid {
                field,
                problem: refused.problem,
            },
        }
    }
}

impl Casework {
    /// The facts of a person within an act.
    async fn facts_in(&self, act: &Act) -> Result<PathwayFacts, CaseworkError> {
        let sources = act.transaction.sources_of(&[act.person]).await?;
        let today = act.frame.today();
        let mut staff = act.transaction.staff_facts(&[act.person], today).await?;
        let staff = staff.remove(&act.person).unwrap_or_default();
        let sources: Vec<&SourceRecord> = sources.iter().collect();
        Ok(pathway_facts(&sources, &staff))
    }

    /// Takes back one of the acts of this module, within the act that undoes it.
    pub(crate) async fn undo_contract(
        &self,
        act: &Act,
        actor: &Actor,
        line: Uuid,
        payload: &Payload,
    ) -> Result<(), CaseworkError> {
        match payload {
            Payload::RuptureDeclared { rupture, .. } => {
                self.withdraw_in(act, actor, *rupture).await
            }
            Payload::CallAttempted { .. } => {
                act.transaction.remove_call(line).await?;
                let organisation = actor.organisation.id;
                act.transaction.remove_contact(line, organisation).await?;
                Ok(())
            }
            Payload::SignNoticed { alert, .. } | Payload::ViewRecorded { alert, .. } => {
                self.unmark_in(act, actor, line, *alert).await
            }
            Payload::SituationTold { .. } => {
                let organisation = actor.organisation.id;
                act.transaction.remove_situation(line, organisation).await?;
                Ok(())
            }
            _ => Err(CaseworkError::Conflict("undo-impossible")),
        }
    }
}

/// Refuses an act that only one network does.
fn only(actor: &Actor, network: Network, problem: &'static str) -> Result<(), CaseworkError> {
    if actor.organisation.network == network {
        return Ok(());
    }
    Err(CaseworkError::Conflict(problem))
}
