//! What leaves of what an act says: codes, dates and keys, named one by one. What is not named here does not
//! leave, and free text never is.

use serde_json::{Value, json};
use tdu_domain::facts::Field;
use tdu_domain::journal::{Change, Payload};
use tdu_domain::together::task::TaskKind;

/// What may leave of what an act says.
pub(super) fn coded(payload: &Payload) -> Option<Value> {
    let told = match payload {
        Payload::SourceReceived { system } => json!({ "system": system.code() }),
        Payload::SourceChanged { system, changes } => {
            json!({ "system": system.code(), "changes": changed(changes) })
        }
        Payload::ContactRecorded { means } => json!({ "means": means.code() }),
        Payload::DetailsCompleted { changes }
        | Payload::DiplomaRecorded { changes }
        | Payload::PersonHandedOver { changes } => json!({ "changes": changed(changes) }),
        Payload::SignalPostponed { signal, until } => {
            json!({ "signal": signal.code(), "until": until.to_string() })
        }
        Payload::ActUndone { line } => json!({ "undone": line }),
        Payload::AccessAccepted { until, .. } => json!({ "until": until.to_string() }),
        Payload::ReferralMoved {
            referral, after, ..
        } => json!({ "referral": referral, "state": after.state.code() }),
        _ => return together(payload).or_else(|| of_contract(payload)),
    };
    Some(told)
}

/// What both staffs share.
fn together(payload: &Payload) -> Option<Value> {
    Some(match payload {
        Payload::TaskAsked {
            task, kind, due, ..
        } => json!({ "task": task, "kind": kind.map(TaskKind::code), "due": due.to_string() }),
        Payload::TaskMoved {
            task, kind, step, ..
        } => json!({ "task": task, "kind": kind.map(TaskKind::code), "step": step.code() }),
        Payload::MessageWritten { message } | Payload::MessageRemoved { message } => {
            json!({ "message": message })
        }
        Payload::ObstacleOpened { obstacle, kind } => {
            json!({ "obstacle": obstacle, "kind": kind.code() })
        }
        Payload::ObstacleEnded {
            obstacle,
            kind,
            outcome,
        } => json!({ "obstacle": obstacle, "kind": kind.code(), "outcome": outcome.code() }),
        Payload::AppointmentMade { appointment, .. }
        | Payload::AppointmentMoved { appointment, .. }
        | Payload::AppointmentTold { appointment, .. } => json!({ "appointment": appointment }),
        _ => return None,
    })
}

/// What both networks do about a contract, and what comes after.
fn of_contract(payload: &Payload) -> Option<Value> {
    Some(match payload {
        Payload::RuptureDeclared {
            rupture,
            on,
            mode,
            cause,
            ..
        } => json!({
            "rupture": rupture, "on": on.to_string(), "mode": mode.code(), "cause": cause.code(),
        }),
        Payload::RuptureWithdrawn { rupture } => json!({ "rupture": rupture }),
        Payload::RupturePlanned {
            rupture,
            goal,
            caller,
            call_on,
            ..
        } => json!({
            "rupture": rupture, "goal": goal.code(), "caller": caller.code(), "call_on": call_on.to_string(),
        }),
        Payload::RuptureClosed { rupture, outcome } => {
            json!({ "rupture": rupture, "outcome": outcome.code() })
        }
        Payload::CallAttempted { rupture, outcome } => {
            json!({ "rupture": rupture, "outcome": outcome.code() })
        }
        Payload::SignNoticed { sign, alert } => json!({ "sign": sign.code(), "alert": alert }),
        Payload::ViewRecorded {
            moment,
            party,
            alert,
            ..
        } => json!({ "moment": moment.code(), "party": party.code(), "alert": alert }),
        Payload::AlertTaken { alert } => json!({ "alert": alert }),
        Payload::AlertPlanned {
            alert,
            goal,
            owner,
            due,
            ..
        } => json!({
            "alert": alert, "goal": goal.code(), "owner": owner.code(), "due": due.to_string(),
        }),
        Payload::AlertClosed { alert, outcome } => {
            json!({ "alert": alert, "outcome": outcome.code() })
        }
        Payload::ExamRecorded {
            exam,
            outcome,
            changes,
        } => json!({
            "exam": exam, "outcome": outcome.code(), "changes": changed(changes),
        }),
        Payload::SituationTold {
            months, situation, ..
        } => json!({ "months": months, "situation": situation.code() }),
        _ => return None,
    })
}

fn changed(changes: &[Change]) -> Vec<Value> {
    let change = |(field, before, after): &(Field, Option<String>, Option<String>)| json!({ "field": field.name(), "before": before, "after": after });
    changes.iter().map(change).collect()
}
