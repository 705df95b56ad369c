//! What is noticed about a contract, what its parties answer, the alerts that open and their rule.

use jiff::civil::Date;
use sea_orm::{ConnectionTrait, Value};
use tdu_domain::organisation::Network;
use tdu_domain::watch::{
    AlertGoal, AlertOutcome, AlertRule, AlertState, Feeling, Party, Sign, View, ViewMoment,
};
use uuid::Uuid;

use super::day;
use crate::engine::{Row, Session, date_value, keys, text_value};
use crate::error::StoreError;
use crate::territory::{Territory, Transaction};

const ALERT: &str = "alert";
const VIEW: &str = "contract_view";
/// Changes of the rule that are shown, at most.
const SHOWN: i64 = 20;

/// Something noticed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoticedRow {
    /// Key: that of its journal line.
    pub id: Uuid,
    /// The person.
    pub person: Uuid,
    /// The CFA.
    pub organisation: Uuid,
    /// First day of the contract.
    pub contract_start: Date,
    /// When.
    pub on: Date,
    /// What.
    pub sign: Sign,
    /// The alert it counts for.
    pub alert: Option<Uuid>,
}

/// What a party answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ViewRow {
    /// Key: that of its journal line.
    pub id: Uuid,
    /// The person.
    pub person: Uuid,
    /// The CFA.
    pub organisation: Uuid,
    /// First day of the contract.
    pub contract_start: Date,
    /// When.
    pub on: Date,
    /// Asked when.
    pub moment: ViewMoment,
    /// Who answered.
    pub party: Party,
    /// What.
    pub view: View,
    /// The alert it counts for.
    pub alert: Option<Uuid>,
}

/// An alert.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AlertRow {
    /// Key.
    pub id: Uuid,
    /// The person.
    pub person: Uuid,
    /// The CFA whose sign opened it.
    pub organisation: Uuid,
    /// Its first day.
    pub opened_on: Date,
    /// The day from which its signs are too old.
    pub stale_on: Date,
    /// Whether a strong sign opened it.
    pub strong: bool,
    /// Where it stands.
    pub state: AlertState,
    /// When the Mission Locale read it.
    pub taken_on: Option<Date>,
    /// What is done, by which network, by when.
    pub plan: Option<(AlertGoal, Network, Date)>,
    /// How it ended; none when it ended by itself.
    pub outcome: Option<AlertOutcome>,
    /// When it was closed.
    pub closed_on: Option<Date>,
}

/// The rule of a territory, as someone set it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleRow {
    /// Key, in order of time.
    pub id: Uuid,
    /// When.
    pub set_on: Date,
    /// The organisation of who set it.
    pub organisation: Uuid,
    /// Their account.
    pub account: Uuid,
    /// Their name.
    pub account_name: String,
    /// The rule.
    pub rule: AlertRule,
}

impl Transaction {
    /// Keeps something noticed.
    pub async fn add_noticed(&self, row: &NoticedRow) -> Result<(), StoreError> {
        let sql = "INSERT INTO noticed (id, person, organisation, contract_start, noticed_on, sign, alert) \
                   VALUES ($1, $2, $3, $4, $5, $6, $7)";
        let values = vec![
            row.id.into(),
            row.person.into(),
            row.organisation.into(),
            row.contract_start.to_string().into(),
            row.on.to_string().into(),
            row.sign.code().into(),
            row.alert.into(),
        ];
        self.session().execute("keep a sign", sql, values).await?;
        Ok(())
    }

    /// Keeps an answer.
    pub async fn add_view(&self, row: &ViewRow) -> Result<(), StoreError> {
        let sql = "INSERT INTO contract_view (id, person, organisation, contract_start, told_on, moment, party, together, \
                   work, future, alert) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";
        let values = vec![
            row.id.into(),
            row.person.into(),
            row.organisation.into(),
            row.contract_start.to_string().into(),
            row.on.to_string().into(),
            row.moment.code().into(),
            row.party.code().into(),
            row.view.together.code().into(),
            row.view.work.code().into(),
            row.view.future.code().into(),
            row.alert.into(),
        ];
        self.session()
            .execute("keep an answer", sql, values)
            .await?;
        Ok(())
    }

    /// Takes a sign or an answer back; tells whether there was one.
    pub async fn remove_mark(&self, id: Uuid, organisation: Uuid) -> Result<bool, StoreError> {
        let mut removed = 0;
        for sql in [
            "DELETE FROM noticed WHERE id = $1 AND organisation = $2",
            "DELETE FROM contract_view WHERE id = $1 AND organisation = $2",
        ] {
            let values = vec![id.into(), organisation.into()];
            removed += self
                .session()
                .execute("take a sign back", sql, values)
                .await?;
        }
        Ok(removed > 0)
    }

    /// Makes signs and answers count for an alert.
    pub async fn count_marks(&self, marks: &[Uuid], alert: Uuid) -> Result<(), StoreError> {
        let ids = keys(marks.iter().copied());
        for sql in [
            "UPDATE noticed SET alert = $1 WHERE id IN ({})",
            "UPDATE contract_view SET alert = $1 WHERE id IN ({})",
        ] {
            self.session()
                .execute_in("count signs", sql, &[alert.into()], &ids)
                .await?;
        }
        Ok(())
    }

    /// Opens an alert.
    pub async fn add_alert(&self, row: &AlertRow) -> Result<(), StoreError> {
        let sql = "INSERT INTO alert (id, person, organisation, opened_on, stale_on, strong, state) \
                   VALUES ($1, $2, $3, $4, $5, $6, $7)";
        let values = vec![
            row.id.into(),
            row.person.into(),
            row.organisation.into(),
            row.opened_on.to_string().into(),
            row.stale_on.to_string().into(),
            row.strong.into(),
            row.state.code().into(),
        ];
        self.session().execute("open an alert", sql, values).await?;
        Ok(())
    }

    /// Moves an alert that is still in a state; tells whether it was.
    pub async fn move_alert(&self, row: &AlertRow, from: AlertState) -> Result<bool, StoreError> {
        self.set_alert(row, from, 1).await
    }

    /// Brings an alert that is still in a state back to where it was before; tells whether it was.
    pub async fn bring_alert_back(
        &self,
        row: &AlertRow,
        from: AlertState,
    ) -> Result<bool, StoreError> {
        self.set_alert(row, from, -1).await
    }

    async fn set_alert(
        &self,
        row: &AlertRow,
        from: AlertState,
        moves: i64,
    ) -> Result<bool, StoreError> {
        let sql = "UPDATE alert SET state = $3, stale_on = $4, strong = $5, taken_on = $6, goal = $7, owner = $8, \
                   due = $9, outcome = $10, closed_on = $11, moves = moves + $12 WHERE id = $1 AND state = $2";
        let values: Vec<Value> = vec![
            row.id.into(),
            from.code().into(),
            row.state.code().into(),
            row.stale_on.to_string().into(),
            row.strong.into(),
            date_value(row.taken_on),
            text_value(row.plan.map(|(goal, _, _)| goal.code())),
            text_value(row.plan.map(|(_, owner, _)| owner.code())),
            date_value(row.plan.map(|(_, _, due)| due)),
            text_value(row.outcome.map(AlertOutcome::code)),
            date_value(row.closed_on),
            moves.into(),
        ];
        let session = self.session();
        Ok(session.execute("move an alert", sql, values).await? > 0)
    }

    /// Forgets an alert opened in error.
    pub async fn remove_alert(&self, id: Uuid) -> Result<(), StoreError> {
        let sql = "DELETE FROM alert WHERE id = $1";
        self.session()
            .execute("take an alert back", sql, vec![id.into()])
            .await?;
        Ok(())
    }

    /// Sets the territory's rule; the earlier ones stay.
    pub async fn add_alert_rule(&self, row: &RuleRow, text: &str) -> Result<(), StoreError> {
        let sql = "INSERT INTO alert_rule (id, set_on, organisation, account, account_name, rule) \
                   VALUES ($1, $2, $3, $4, $5, $6)";
        let values = vec![
            row.id.into(),
            row.set_on.to_string().into(),
            row.organisation.into(),
            row.account.into(),
            row.account_name.clone().into(),
            text.into(),
        ];
        self.session()
            .execute("set the alert rule", sql, values)
            .await?;
        Ok(())
    }
}

impl Territory {
    /// The rules that the territory set, newest first: the first is in force.
    pub async fn alert_rules(&self) -> Result<Vec<RuleRow>, StoreError> {
        const TABLE: &str = "alert_rule";
        let sql = "SELECT id, set_on, organisation, account, account_name, rule FROM alert_rule \
                   ORDER BY id DESC LIMIT $1";
        self.engine
            .reader()
            .all("read the alert rules", sql, vec![SHOWN.into()], |row| {
                Ok(RuleRow {
                    id: row.take()?,
                    set_on: row.parse(TABLE, "set_on", "a date", day)?,
                    organisation: row.take()?,
                    account: row.take()?,
                    account_name: row.take()?,
                    rule: row.parse(TABLE, "rule", "a rule", |text| {
                        serde_json::from_str(text).ok()
                    })?,
                })
            })
            .await
    }
}

/// What was noticed about someone, newest first.
pub(super) async fn noticed_of<C: ConnectionTrait>(
    session: &Session<'_, C>,
    person: Uuid,
) -> Result<Vec<NoticedRow>, StoreError> {
    const TABLE: &str = "noticed";
    let sql = "SELECT id, person, organisation, contract_start, noticed_on, sign, alert FROM noticed \
               WHERE person = $1 ORDER BY noticed_on DESC, id DESC";
    session
        .all("read signs", sql, vec![person.into()], |row| {
            Ok(NoticedRow {
                id: row.take()?,
                person: row.take()?,
                organisation: row.take()?,
                contract_start: row.parse(TABLE, "contract_start", "a date", day)?,
                on: row.parse(TABLE, "noticed_on", "a date", day)?,
                sign: row.parse(TABLE, "sign", "a sign", Sign::from_code)?,
                alert: row.take()?,
            })
        })
        .await
}

/// What employers and the young person answered, newest first.
pub(super) async fn views_of<C: ConnectionTrait>(
    session: &Session<'_, C>,
    person: Uuid,
) -> Result<Vec<ViewRow>, StoreError> {
    let sql = "SELECT id, person, organisation, contract_start, told_on, moment, party, together, work, future, alert \
               FROM contract_view WHERE person = $1 ORDER BY told_on DESC, id DESC";
    session
        .all("read answers", sql, vec![person.into()], |row| {
            Ok(ViewRow {
                id: row.take()?,
                person: row.take()?,
                organisation: row.take()?,
                contract_start: row.parse(VIEW, "contract_start", "a date", day)?,
                on: row.parse(VIEW, "told_on", "a date", day)?,
                moment: row.parse(VIEW, "moment", "a moment", ViewMoment::from_code)?,
                party: row.parse(VIEW, "party", "a party", Party::from_code)?,
                view: View {
                    together: feeling(row, "together")?,
                    work: feeling(row, "work")?,
                    future: feeling(row, "future")?,
                },
                alert: row.take()?,
            })
        })
        .await
}

fn feeling(row: &mut Row<'_>, column: &'static str) -> Result<Feeling, StoreError> {
    row.parse(VIEW, column, "an answer", Feeling::from_code)
}

/// The alerts about someone, newest first.
pub(super) async fn of<C: ConnectionTrait>(
    session: &Session<'_, C>,
    person: Uuid,
) -> Result<Vec<AlertRow>, StoreError> {
    let sql = "SELECT id, person, organisation, opened_on, stale_on, strong, state, taken_on, goal, owner, due, \
               outcome, closed_on FROM alert WHERE person = $1 ORDER BY id DESC";
    session
        .all("read alerts", sql, vec![person.into()], |row| {
            Ok(AlertRow {
                id: row.take()?,
                person: row.take()?,
                organisation: row.take()?,
                opened_on: row.parse(ALERT, "opened_on", "a date", day)?,
                stale_on: row.parse(ALERT, "stale_on", "a date", day)?,
                strong: row.take()?,
                state: row.parse(ALERT, "state", "a state", AlertState::from_code)?,
                taken_on: row.date(ALERT, "taken_on")?,
                plan: plan(row)?,
                outcome: row.parse_opt(ALERT, "outcome", "an outcome", AlertOutcome::from_code)?,
                closed_on: row.date(ALERT, "closed_on")?,
            })
        })
        .await
}

/// Reads `goal, owner, due`.
fn plan(row: &mut Row<'_>) -> Result<Option<(AlertGoal, Network, Date)>, StoreError> {
    let goal = row.parse_opt(ALERT, "goal", "a goal", AlertGoal::from_code)?;
    let owner = row.parse_opt(ALERT, "owner", "a network", Network::from_code)?;
    let due = row.date(ALERT, "due")?;
    Ok(goal
        .zip(owner)
        .zip(due)
        .map(|((goal, owner), due)| (goal, owner, due)))
}
