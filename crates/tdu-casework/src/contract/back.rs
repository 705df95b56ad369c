//! Taking back what was planned, read or closed, until somebody moved the same thing since.

use tdu_domain::journal::Payload;
use tdu_domain::rupture::RuptureState;
use tdu_domain::watch::AlertState;
use tdu_store::{AlertRow, RupturePlan, RuptureRow};
use uuid::Uuid;

use super::ruptures::rupture_in;
use crate::CaseworkError;
use crate::acting::Act;

const TOO_LATE: CaseworkError = CaseworkError::Conflict("undo-too-late");

/// Brings an alert or a rupture back to where it was before an act, of which this is the line.
pub(crate) async fn move_back(
    act: &Act,
    line: Uuid,
    payload: &Payload,
) -> Result<(), CaseworkError> {
    match payload {
        Payload::AlertTaken { alert }
        | Payload::AlertPlanned { alert, .. }
        | Payload::AlertClosed { alert, .. } => alert_back(act, *alert, payload).await,
        Payload::RupturePlanned { rupture, .. } | Payload::RuptureClosed { rupture, .. } => {
            rupture_back(act, line, *rupture, payload).await
        }
        _ => Err(CaseworkError::Conflict("undo-impossible")),
    }
}

async fn alert_back(act: &Act, alert: Uuid, payload: &Payload) -> Result<(), CaseworkError> {
    let alerts = act.transaction.contract_file(act.person).await?.alerts;
    let row = alerts.iter().find(|row| row.id == alert);
    let row = row.ok_or(CaseworkError::NotFound("alert"))?;
    let before = alert_before(row, payload).ok_or(TOO_LATE)?;
    let another = |other: &AlertRow| other.id != alert && other.state != AlertState::Closed;
    if alerts.iter().any(another) {
        return Err(TOO_LATE);
    }
    let brought = act.transaction.bring_alert_back(&before, row.state);
    if brought.await? {
        Ok(())
    } else {
        Err(TOO_LATE)
    }
}

/// An alert as it was before an act, if it stands where the act left it.
fn alert_before(row: &AlertRow, payload: &Payload) -> Option<AlertRow> {
    match payload {
        Payload::AlertTaken { .. } if row.state == AlertState::Open => Some(AlertRow {
            taken_on: None,
            ..row.clone()
        }),
        Payload::AlertPlanned {
            goal,
            owner,
            due,
            before,
            read,
            ..
        } if row.state == AlertState::Planned && row.plan == Some((*goal, *owner, *due)) => {
            Some(AlertRow {
                state: before.map_or(AlertState::Open, |_| AlertState::Planned),
                plan: *before,
                taken_on: row.taken_on.filter(|_| !read),
                ..row.clone()
            })
        }
        Payload::AlertClosed { outcome, .. } if row.outcome == Some(*outcome) => Some(AlertRow {
            state: row.plan.map_or(AlertState::Open, |_| AlertState::Planned),
            outcome: None,
            closed_on: None,
            ..row.clone()
        }),
        _ => None,
    }
}

async fn rupture_back(
    act: &Act,
    line: Uuid,
    rupture: Uuid,
    payload: &Payload,
) -> Result<(), CaseworkError> {
    let row = rupture_in(act, rupture).await?;
    if rupture == line {
        // Only a source tells of it: the row was made to keep what was planned.
        return Ok(act.transaction.remove_rupture(rupture).await?);
    }
    let before = rupture_before(&row, payload).ok_or(TOO_LATE)?;
    let brought = act
        .transaction
        .bring_rupture_back(rupture, row.declared.state, &before);
    if brought.await? {
        Ok(())
    } else {
        Err(TOO_LATE)
    }
}

/// A rupture as it was before an act, if it stands where the act left it.
fn rupture_before(row: &RuptureRow, payload: &Payload) -> Option<RupturePlan> {
    let (goal, call) = match payload {
        Payload::RupturePlanned {
            goal,
            caller,
            call_on,
            before,
            ..
        } if row.declared.state == RuptureState::Planned
            && (row.goal, row.declared.call) == (Some(*goal), Some((*caller, *call_on))) =>
        {
            (
                before.map(|(goal, _, _)| goal),
                before.map(|(_, caller, on)| (caller, on)),
            )
        }
        Payload::RuptureClosed { outcome, .. } if row.outcome == Some(*outcome) => {
            (row.goal, row.declared.call)
        }
        _ => return None,
    };
    let state = goal.map_or(RuptureState::Declared, |_| RuptureState::Planned);
    Some(RupturePlan {
        state,
        goal,
        call,
        outcome: None,
        ended_on: None,
    })
}
