//! Who follows whom: made by acts, taken over by a colleague, ended by silence.

use tdu_domain::access::Actor;
use tdu_domain::assignment::{AssignedBy, QUIET_FOR};
use tdu_domain::calendar::plus_days;
use tdu_domain::journal::Payload;
use tdu_store::{Assignment, Mine};
use uuid::Uuid;

use crate::acting::{Act, Undo};
use crate::{Casework, CaseworkError};

impl Casework {
    /// Takes someone in charge, in the place of colleagues who did.
    pub async fn take_in_charge(&self, actor: &Actor, person: Uuid) -> Result<Undo, CaseworkError> {
        let act = self.begin(actor, person).await?;
        let today = act.frame.today();
        let (organisation, account) = (actor.organisation.id, actor.account);
        let ended = act
            .transaction
            .end_assignments_of_others(person, organisation, account, today)
            .await?;
        let made = self.assign(&act, actor, AssignedBy::Take).await?;
        if made.is_none() && ended.is_empty() {
            return Err(CaseworkError::Conflict("assignment-yours"));
        }
        let (line, payload) = (self.ids.next(), Payload::PersonTaken { made, ended });
        self.finish(act, actor, line, today, &payload).await
    }

    /// Keeps that an act of today makes the actor follow someone; the assignment, when it is new.
    pub(crate) async fn assign(
        &self,
        act: &Act,
        actor: &Actor,
        by: AssignedBy,
    ) -> Result<Option<Uuid>, CaseworkError> {
        let today = act.frame.today();
        let assignment = Assignment {
            id: self.ids.next(),
            person: act.person,
            organisation: actor.organisation.id,
            network: actor.organisation.network,
            account: actor.account,
            account_name: actor.name.clone(),
            by,
            since: today,
            last_act: today,
        };
        let new = act.transaction.assign(&assignment).await?;
        Ok(new.then_some(assignment.id))
    }

    /// Ends the assignments of a territory about which nobody did anything for long.
    pub(crate) async fn end_quiet_assignments(
        &self,
        territory: Uuid,
    ) -> Result<u64, CaseworkError> {
        let frame = self.frame(territory).await?;
        let today = frame.today();
        let transaction = frame.territory.begin().await?;
        let before = plus_days(today, -QUIET_FOR);
        let ended = transaction.end_quiet_assignments(before, today).await?;
        transaction.commit().await?;
        Ok(ended)
    }
}

/// Whose people an actor means by "mine".
pub(crate) fn mine(actor: &Actor) -> Mine {
    Mine {
        accounts: vec![actor.account],
        portfolios: actor.portfolio.clone().into_iter().collect(),
    }
}
