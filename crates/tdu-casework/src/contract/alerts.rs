//! Alerts: read by the Mission Locale, planned together, closed with an outcome.

use jiff::civil::Date;
use tdu_domain::access::Actor;
use tdu_domain::journal::Payload;
use tdu_domain::organisation::Network;
use tdu_domain::watch::{AlertGoal, AlertOutcome, AlertState, plan_allowed};
use tdu_store::AlertRow;
use uuid::Uuid;

use super::only;
use crate::acting::{Act, Undo};
use crate::{Casework, CaseworkError};

impl Casework {
    /// Says that the Mission Locale has read an alert.
    pub async fn take_alert(
        &self,
        actor: &Actor,
        person: Uuid,
        alert: Uuid,
    ) -> Result<Undo, CaseworkError> {
        only(actor, Network::MissionLocale, "alert-taken-by-ml")?;
        let act = self.begin(actor, person).await?;
        let row = alert_in(&act, alert).await?;
        if row.taken_on.is_some() {
            return Err(CaseworkError::Conflict("alert-taken"));
        }
        let today = act.frame.today();
        let taken = AlertRow {
            taken_on: Some(today),
            ..row.clone()
        };
        moved(&act, &row, &taken).await?;
        let line = self.ids.next();
        self.finish(act, actor, line, today, &Payload::AlertTaken { alert })
            .await
    }

    /// Plans what is done about an alert: by which network, by when. A Mission Locale that plans has read it.
    pub async fn plan_alert(
        &self,
        actor: &Actor,
        person: Uuid,
        alert: Uuid,
        goal: AlertGoal,
        owner: Network,
        due: Date,
    ) -> Result<Undo, CaseworkError> {
        let act = self.begin(actor, person).await?;
        let today = act.frame.today();
        plan_allowed(due, today)?;
        let row = alert_in(&act, alert).await?;
        let reads = actor.organisation.network == Network::MissionLocale;
        let planned = AlertRow {
            state: AlertState::Planned,
            plan: Some((goal, owner, due)),
            taken_on: row.taken_on.or(reads.then_some(today)),
            ..row.clone()
        };
        moved(&act, &row, &planned).await?;
        let line = self.ids.next();
        let payload = Payload::AlertPlanned {
            alert,
            goal,
            owner,
            due,
            before: row.plan,
            read: reads && row.taken_on.is_none(),
        };
        self.finish(act, actor, line, today, &payload).await
    }

    /// Closes an alert.
    pub async fn close_alert(
        &self,
        actor: &Actor,
        person: Uuid,
        alert: Uuid,
        outcome: AlertOutcome,
    ) -> Result<Undo, CaseworkError> {
        let act = self.begin(actor, person).await?;
        let row = alert_in(&act, alert).await?;
        let today = act.frame.today();
        let closed = AlertRow {
            state: AlertState::Closed,
            outcome: Some(outcome),
            closed_on: Some(today),
            ..row.clone()
        };
        moved(&act, &row, &closed).await?;
        let line = self.ids.next();
        let payload = Payload::AlertClosed { alert, outcome };
        self.finish(act, actor, line, today, &payload).await
    }
}

/// An alert of the person of an act.
async fn alert_in(act: &Act, alert: Uuid) -> Result<AlertRow, CaseworkError> {
    let file = act.transaction.contract_file(act.person).await?;
    let mut rows = file.alerts.into_iter();
    rows.find(|row| row.id == alert)
        .ok_or(CaseworkError::NotFound("alert"))
}

/// Moves an alert, if the domain allows it and nobody moved it meanwhile; to be read changes no state.
async fn moved(act: &Act, from: &AlertRow, to: &AlertRow) -> Result<(), CaseworkError> {
    let over = from.state == AlertState::Closed || act.frame.today() >= from.stale_on;
    let allowed = from.state == to.state || from.state.may_become(to.state);
    if !over && allowed && act.transaction.move_alert(to, from.state).await? {
        return Ok(());
    }
    Err(CaseworkError::Conflict("alert-ended"))
}
