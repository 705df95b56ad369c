//! Who follows whom: made by acts, taken over by a colleague, ended by silence.

use tdu_domain::access::Actor;
use tdu_domain::assignment::{AssignedBy, QUIET_FOR};
use tdu_domain::calendar::plus_days;
use tdu_domain::journal::Payload;
use tdu_domain::organisation::Network;
use tdu_domain::together::By;
use tdu_store::Assignment;
use uuid::Uuid;

use crate::acting::{Act, Undo};
use crate::together::by;
use crate::{Casework, CaseworkError};

impl Casework {
    /// Takes someone in charge, in the place of colleagues who did.
    pub async fn take_in_charge(&self, actor: &Actor, person: Uuid) -> Result<Undo, CaseworkError> {
        self.charge(actor, person, &by(actor), None).await
    }

    /// Puts someone in the charge of a member of the actor's organisation, in the place of those who had
    /// them. Software does it so, since it follows nobody itself.
    pub async fn put_in_charge(
        &self,
        actor: &Actor,
        person: Uuid,
        colleague: Uuid,
    ) -> Result<Undo, CaseworkError> {
        let colleague = self.colleague(actor, colleague).await?;
        let name = Some(colleague.name.clone());
        self.charge(actor, person, &colleague, name).await
    }

    async fn charge(
        &self,
        actor: &Actor,
        person: Uuid,
        taker: &By,
        colleague: Option<String>,
    ) -> Result<Undo, CaseworkError> {
        let act = self.begin(actor, person).await?;
        let today = act.frame.today();
        let ended = act
            .transaction
            .end_assignments_of_others(person, taker.organisation, taker.account, today)
            .await?;
        let network = actor.organisation.network;
        let made = self.bind(&act, taker, network, AssignedBy::Take).await?;
        if made.is_none() && ended.is_empty() {
            return Err(CaseworkError::Conflict("assignment-yours"));
        }
        let payload = Payload::PersonTaken {
            made,
            ended,
            colleague,
        };
        let line = self.ids.next();
        self.finish(act, actor, line, today, &payload).await
    }

    /// A member of the actor's organisation who may act on people.
    pub(crate) async fn colleague(
        &self,
        actor: &Actor,
        account: Uuid,
    ) -> Result<By, CaseworkError> {
        let colleagues = self.colleagues(actor).await?;
        let found = colleagues.iter().find(|one| one.account == account);
        let found = found.ok_or(CaseworkError::Invalid {
            field: "colleague",
            problem: "colleague-unknown",
        })?;
        Ok(found.by())
    }

    /// Keeps that an act of today makes the actor follow someone; the assignment, when it is new.
    /// Software follows nobody.
    pub(crate) async fn assign(
        &self,
        act: &Act,
        actor: &Actor,
        why: AssignedBy,
    ) -> Result<Option<Uuid>, CaseworkError> {
        if actor.role.is_program() {
            return Ok(None);
        }
        let network = actor.organisation.network;
        self.bind(act, &by(actor), network, why).await
    }

    async fn bind(
        &self,
        act: &Act,
        who: &By,
        network: Network,
        why: AssignedBy,
    ) -> Result<Option<Uuid>, CaseworkError> {
        let today = act.frame.today();
        let assignment = Assignment {
            id: self.ids.next(),
            person: act.person,
            organisation: who.organisation,
            network,
            account: who.account,
            account_name: who.name.clone(),
            by: why,
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
