//! Ruptures declared by staff, the plans that follow, and the calls.

use jiff::civil::Date;
use sea_orm::{ConnectionTrait, Value};
use tdu_domain::organisation::Network;
use tdu_domain::rupture::{
    CallOutcome, DeclaredRupture, RuptureCause, RuptureGoal, RuptureMode, RuptureOutcome,
    RuptureState,
};
use uuid::Uuid;

use super::day;
use crate::engine::{Row, Session, date_value, text_value};
use crate::error::StoreError;
use crate::territory::Transaction;

const TABLE: &str = "rupture";

/// A rupture, as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuptureRow {
    /// Key: that of the journal line that told it.
    pub id: Uuid,
    /// The person.
    pub person: Uuid,
    /// The organisation that declared it, or planned what follows one that a source tells.
    pub organisation: Uuid,
    /// The account that did.
    pub account: Uuid,
    /// What the domain needs of it.
    pub declared: DeclaredRupture,
    /// Why.
    pub cause: Option<RuptureCause>,
    /// What is aimed at.
    pub goal: Option<RuptureGoal>,
    /// How it ended.
    pub outcome: Option<RuptureOutcome>,
    /// When it was closed or withdrawn.
    pub ended_on: Option<Date>,
}

/// What changes of a rupture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RupturePlan {
    /// Its new state.
    pub state: RuptureState,
    /// What is aimed at.
    pub goal: Option<RuptureGoal>,
    /// Who calls, and by when.
    pub call: Option<(Network, Date)>,
    /// How it ended.
    pub outcome: Option<RuptureOutcome>,
    /// When.
    pub ended_on: Option<Date>,
}

/// A call after a rupture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CallRow {
    /// Key: that of its journal line and of the contact it is.
    pub id: Uuid,
    /// The rupture.
    pub rupture: Uuid,
    /// Who called.
    pub organisation: Uuid,
    /// When.
    pub called_on: Date,
    /// What came of it.
    pub outcome: CallOutcome,
}

impl Transaction {
    /// Keeps a rupture.
    pub async fn add_rupture(&self, row: &RuptureRow) -> Result<(), StoreError> {
        let declared = &row.declared;
        let sql = "INSERT INTO rupture (id, person, organisation, account, contract_start, broken_on, declared_on, \
                   mode, cause, asked_on, state, goal, caller, call_on) \
                   VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)";
        let values: Vec<Value> = vec![
            row.id.into(),
            row.person.into(),
            row.organisation.into(),
            row.account.into(),
            declared.contract_start.to_string().into(),
            declared.on.to_string().into(),
            declared.declared_on.to_string().into(),
            text_value(declared.mode.map(RuptureMode::code)),
            text_value(row.cause.map(RuptureCause::code)),
            date_value(declared.asked_on),
            declared.state.code().into(),
            text_value(row.goal.map(RuptureGoal::code)),
            text_value(declared.call.map(|(caller, _)| caller.code())),
            date_value(declared.call.map(|(_, on)| on)),
        ];
        self.session()
            .execute("keep a rupture", sql, values)
            .await?;
        Ok(())
    }

    /// Moves a rupture that is still in a state; tells whether it was.
    pub async fn move_rupture(
        &self,
        id: Uuid,
        from: RuptureState,
        plan: &RupturePlan,
    ) -> Result<bool, StoreError> {
        self.set_rupture(id, from, plan, 1).await
    }

    /// Brings a rupture that is still in a state back to where it was before; tells whether it was.
    pub async fn bring_rupture_back(
        &self,
        id: Uuid,
        from: RuptureState,
        plan: &RupturePlan,
    ) -> Result<bool, StoreError> {
        self.set_rupture(id, from, plan, -1).await
    }

    /// Forgets what was planned about a rupture that only a source tells.
    pub async fn remove_rupture(&self, id: Uuid) -> Result<(), StoreError> {
        let sql = "DELETE FROM rupture WHERE id = $1";
        self.session()
            .execute("take a plan back", sql, vec![id.into()])
            .await?;
        Ok(())
    }

    async fn set_rupture(
        &self,
        id: Uuid,
        from: RuptureState,
        plan: &RupturePlan,
        moves: i64,
    ) -> Result<bool, StoreError> {
        let sql = "UPDATE rupture SET state = $3, goal = $4, caller = $5, call_on = $6, outcome = $7, ended_on = $8, \
                   moves = moves + $9 WHERE id = $1 AND state = $2";
        let values = vec![
            id.into(),
            from.code().into(),
            plan.state.code().into(),
            text_value(plan.goal.map(RuptureGoal::code)),
            text_value(plan.call.map(|(caller, _)| caller.code())),
            date_value(plan.call.map(|(_, on)| on)),
            text_value(plan.outcome.map(RuptureOutcome::code)),
            date_value(plan.ended_on),
            moves.into(),
        ];
        let session = self.session();
        Ok(session.execute("move a rupture", sql, values).await? > 0)
    }

    /// Keeps a call.
    pub async fn add_call(&self, row: &CallRow) -> Result<(), StoreError> {
        let sql = "INSERT INTO call_attempt (id, rupture, organisation, called_on, outcome) VALUES ($1, $2, $3, $4, $5)";
        let values = vec![
            row.id.into(),
            row.rupture.into(),
            row.organisation.into(),
            row.called_on.to_string().into(),
            row.outcome.code().into(),
        ];
        self.session().execute("keep a call", sql, values).await?;
        Ok(())
    }

    /// Takes a call back.
    pub async fn remove_call(&self, id: Uuid) -> Result<(), StoreError> {
        let sql = "DELETE FROM call_attempt WHERE id = $1";
        self.session()
            .execute("take a call back", sql, vec![id.into()])
            .await?;
        Ok(())
    }
}

/// What the domain needs: `contract_start, broken_on, declared_on, mode, asked_on, state, caller, call_on`.
pub(super) fn declared(row: &mut Row<'_>) -> Result<DeclaredRupture, StoreError> {
    Ok(DeclaredRupture {
        contract_start: row.parse(TABLE, "contract_start", "a date", day)?,
        on: row.parse(TABLE, "broken_on", "a date", day)?,
        declared_on: row.parse(TABLE, "declared_on", "a date", day)?,
        mode: row.parse_opt(TABLE, "mode", "a mode", RuptureMode::from_code)?,
        asked_on: row.date(TABLE, "asked_on")?,
        state: row.parse(TABLE, "state", "a state", RuptureState::from_code)?,
        call: {
            let caller = row.parse_opt(TABLE, "caller", "a network", Network::from_code)?;
            caller.zip(row.date(TABLE, "call_on")?)
        },
    })
}

/// The ruptures of someone, newest first.
pub(super) async fn of<C: ConnectionTrait>(
    session: &Session<'_, C>,
    person: Uuid,
) -> Result<Vec<RuptureRow>, StoreError> {
    let sql = "SELECT id, person, organisation, account, cause, goal, outcome, ended_on, contract_start, broken_on, \
               declared_on, mode, asked_on, state, caller, call_on FROM rupture WHERE person = $1 ORDER BY id DESC";
    session
        .all("read ruptures", sql, vec![person.into()], |row| {
            Ok(RuptureRow {
                id: row.take()?,
                person: row.take()?,
                organisation: row.take()?,
                account: row.take()?,
                cause: row.parse_opt(TABLE, "cause", "a cause", RuptureCause::from_code)?,
                goal: row.parse_opt(TABLE, "goal", "a goal", RuptureGoal::from_code)?,
                outcome: row.parse_opt(
                    TABLE,
                    "outcome",
                    "an outcome",
                    RuptureOutcome::from_code,
                )?,
                ended_on: row.date(TABLE, "ended_on")?,
                declared: declared(row)?,
            })
        })
        .await
}

/// The calls after someone's ruptures, newest first.
pub(super) async fn calls_of<C: ConnectionTrait>(
    session: &Session<'_, C>,
    person: Uuid,
) -> Result<Vec<CallRow>, StoreError> {
    const TABLE: &str = "call_attempt";
    let sql = "SELECT c.id, c.rupture, c.organisation, c.called_on, c.outcome FROM call_attempt c \
               JOIN rupture r ON r.id = c.rupture WHERE r.person = $1 ORDER BY c.called_on DESC, c.id DESC";
    session
        .all("read calls", sql, vec![person.into()], |row| {
            Ok(CallRow {
                id: row.take()?,
                rupture: row.take()?,
                organisation: row.take()?,
                called_on: row.parse(TABLE, "called_on", "a date", day)?,
                outcome: row.parse(TABLE, "outcome", "an outcome", CallOutcome::from_code)?,
            })
        })
        .await
}
