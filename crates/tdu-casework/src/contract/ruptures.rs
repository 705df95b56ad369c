//! Ruptures: declared by either network, planned together, followed call by call.

use jiff::civil::Date;
use tdu_domain::access::Actor;
use tdu_domain::calendar::plus_days;
use tdu_domain::journal::{ContactMeans, Payload};
use tdu_domain::organisation::Network;
use tdu_domain::pathway::PathwayFacts;
use tdu_domain::rupture::{
    CallOutcome, Declaration, DeclaredRupture, RuptureGoal, RuptureOutcome, RuptureState,
    contract_to_break, plan_allowed,
};
use tdu_store::{CallRow, RupturePlan, RuptureRow, StaffFacts};
use uuid::Uuid;

use crate::acting::{Act, Undo};
use crate::compute::pathway_facts;
use crate::{Casework, CaseworkError};

impl Casework {
    /// Declares that the contract that runs is broken: the other network is told at once.
    pub async fn declare_rupture(
        &self,
        actor: &Actor,
        person: Uuid,
        declaration: Declaration,
    ) -> Result<Undo, CaseworkError> {
        let act = self.begin(actor, person).await?;
        let today = act.frame.today();
        let facts = self.facts_in(&act).await?;
        let asked_on = declaration
            .asked_on
            .filter(|_| declaration.mode.is_asked_for());
        let declaration = Declaration {
            asked_on,
            ..declaration
        };
        let contract = contract_to_break(&facts, &declaration, today)?;
        let Declaration {
            mode, on, cause, ..
        } = declaration;
        let line = self.ids.next();
        let row = RuptureRow {
            id: line,
            person,
            organisation: actor.organisation.id,
            account: actor.account,
            declared: DeclaredRupture {
                contract_start: contract.start,
                on,
                declared_on: today,
                mode: Some(mode),
                asked_on,
                state: RuptureState::Declared,
                call: None,
            },
            cause: Some(cause),
            goal: None,
            outcome: None,
            ended_on: None,
        };
        act.transaction.add_rupture(&row).await?;
        let payload = Payload::RuptureDeclared {
            rupture: line,
            contract_start: contract.start,
            on,
            mode,
            cause,
            asked_on,
        };
        self.finish(act, actor, line, on.min(today), &payload).await
    }

    /// Withdraws a declaration made in error, whenever it was made, by whoever made it. A source that says
    /// the same must be corrected where it comes from.
    pub async fn withdraw_rupture(
        &self,
        actor: &Actor,
        person: Uuid,
        rupture: Uuid,
    ) -> Result<Undo, CaseworkError> {
        let act = self.begin(actor, person).await?;
        self.withdraw_in(&act, actor, rupture).await?;
        let (line, today) = (self.ids.next(), act.frame.today());
        let payload = Payload::RuptureWithdrawn { rupture };
        self.finish(act, actor, line, today, &payload).await
    }

    pub(super) async fn withdraw_in(
        &self,
        act: &Act,
        actor: &Actor,
        rupture: Uuid,
    ) -> Result<(), CaseworkError> {
        let row = rupture_in(act, rupture).await?;
        if row.account != actor.account || row.declared.mode.is_none() {
            return Err(CaseworkError::Conflict("rupture-not-yours"));
        }
        let sources = act.transaction.sources_of(&[act.person]).await?;
        let told = pathway_facts(&sources.iter().collect::<Vec<_>>(), &StaffFacts::default());
        let mut contracts = told
            .trainings
            .iter()
            .flat_map(|training| &training.enrolment.contracts);
        if contracts.any(|contract| contract.rupture.is_some() && row.declared.is_of(contract)) {
            return Err(CaseworkError::Conflict("rupture-told-by-source"));
        }
        let withdrawn = RupturePlan {
            state: RuptureState::Withdrawn,
            goal: row.goal,
            call: row.declared.call,
            outcome: None,
            ended_on: Some(act.frame.today()),
        };
        moved(act, &row, &withdrawn).await
    }

    /// Plans what follows a rupture: what is aimed at, which network calls, and by when. A rupture that
    /// only a source tells can be planned too.
    pub async fn plan_rupture(
        &self,
        actor: &Actor,
        person: Uuid,
        goal: RuptureGoal,
        caller: Network,
        call_on: Date,
    ) -> Result<Undo, CaseworkError> {
        let act = self.begin(actor, person).await?;
        let today = act.frame.today();
        plan_allowed(call_on, today)?;
        let facts = self.facts_in(&act).await?;
        let line = self.ids.next();
        let open = open_rupture(&act, &facts).await?;
        let before = open.as_ref().and_then(plan_of);
        let rupture = if let Some(row) = open {
            let planned = RupturePlan {
                state: RuptureState::Planned,
                goal: Some(goal),
                call: Some((caller, call_on)),
                outcome: None,
                ended_on: None,
            };
            moved(&act, &row, &planned).await?;
            row.id
        } else {
            let row = told_by_source(&act, actor, &facts, line)?;
            let planned = RuptureRow {
                goal: Some(goal),
                declared: DeclaredRupture {
                    call: Some((caller, call_on)),
                    ..row.declared
                },
                ..row
            };
            act.transaction.add_rupture(&planned).await?;
            line
        };
        let payload = Payload::RupturePlanned {
            rupture,
            goal,
            caller,
            call_on,
            before,
        };
        self.finish(act, actor, line, today, &payload).await
    }

    /// Notes a call after a rupture and what came of it; one that reached the young person is a contact.
    pub async fn record_call(
        &self,
        actor: &Actor,
        person: Uuid,
        on: Date,
        outcome: CallOutcome,
    ) -> Result<Undo, CaseworkError> {
        let act = self.begin(actor, person).await?;
        let today = act.frame.today();
        if on > today {
            return Err(CaseworkError::Invalid {
                field: "on",
                problem: "date-in-future",
            });
        }
        if on < plus_days(today, -366) {
            return Err(CaseworkError::Invalid {
                field: "on",
                problem: "date-too-old",
            });
        }
        let facts = self.facts_in(&act).await?;
        let row = open_rupture(&act, &facts).await?;
        let rupture = row.ok_or(CaseworkError::Conflict("rupture-no-plan"))?.id;
        let (line, organisation) = (self.ids.next(), actor.organisation.id);
        let call = CallRow {
            id: line,
            rupture,
            organisation,
            called_on: on,
            outcome,
        };
        act.transaction.add_call(&call).await?;
        let means = if outcome.reached() {
            ContactMeans::Phone
        } else {
            ContactMeans::NoAnswer
        };
        act.transaction
            .add_contact(line, person, organisation, on, means)
            .await?;
        let payload = Payload::CallAttempted { rupture, outcome };
        self.finish(act, actor, line, on, &payload).await
    }

    /// Ends the plan that followed a rupture.
    pub async fn close_rupture(
        &self,
        actor: &Actor,
        person: Uuid,
        rupture: Uuid,
        outcome: RuptureOutcome,
    ) -> Result<Undo, CaseworkError> {
        let act = self.begin(actor, person).await?;
        let row = rupture_in(&act, rupture).await?;
        let today = act.frame.today();
        let closed = RupturePlan {
            state: RuptureState::Closed,
            goal: row.goal,
            call: row.declared.call,
            outcome: Some(outcome),
            ended_on: Some(today),
        };
        moved(&act, &row, &closed).await?;
        let line = self.ids.next();
        let payload = Payload::RuptureClosed { rupture, outcome };
        self.finish(act, actor, line, today, &payload).await
    }
}

/// A rupture of the person of an act.
pub(super) async fn rupture_in(act: &Act, rupture: Uuid) -> Result<RuptureRow, CaseworkError> {
    let file = act.transaction.contract_file(act.person).await?;
    let mut rows = file.ruptures.into_iter();
    rows.find(|row| row.id == rupture)
        .ok_or(CaseworkError::NotFound("rupture"))
}

/// A row for a rupture that only a source tells, to keep what is planned about it.
fn told_by_source(
    act: &Act,
    actor: &Actor,
    facts: &PathwayFacts,
    id: Uuid,
) -> Result<RuptureRow, CaseworkError> {
    let (contract, on) = facts
        .broken_contract()
        .ok_or(CaseworkError::Conflict("rupture-none"))?;
    Ok(RuptureRow {
        id,
        person: act.person,
        organisation: actor.organisation.id,
        account: actor.account,
        declared: DeclaredRupture {
            contract_start: contract.start,
            on,
            declared_on: act.frame.today(),
            mode: None,
            asked_on: None,
            state: RuptureState::Planned,
            call: None,
        },
        cause: None,
        goal: None,
        outcome: None,
        ended_on: None,
    })
}

/// What is planned about a rupture.
fn plan_of(row: &RuptureRow) -> Option<(RuptureGoal, Network, Date)> {
    let (caller, on) = row.declared.call?;
    Some((row.goal?, caller, on))
}

/// The rupture that is open, if one is kept.
async fn open_rupture(
    act: &Act,
    facts: &PathwayFacts,
) -> Result<Option<RuptureRow>, CaseworkError> {
    let Some(open) = facts.open_declaration() else {
        return Ok(None);
    };
    let file = act.transaction.contract_file(act.person).await?;
    Ok(file.ruptures.into_iter().find(|row| row.declared == *open))
}

/// Moves a rupture, if the domain allows it and nobody moved it meanwhile.
async fn moved(act: &Act, row: &RuptureRow, plan: &RupturePlan) -> Result<(), CaseworkError> {
    let from = row.declared.state;
    let allowed = from.may_become(plan.state);
    if allowed && act.transaction.move_rupture(row.id, from, plan).await? {
        return Ok(());
    }
    Err(CaseworkError::Conflict("rupture-ended"))
}
