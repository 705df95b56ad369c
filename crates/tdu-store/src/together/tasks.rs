//! Shared tasks.

use jiff::civil::Date;
use tdu_domain::access::Scope;
use tdu_domain::organisation::Network;
use tdu_domain::together::By;
use tdu_domain::together::task::{
    Between, Closed, OpenTask, Standing, TaskKind, TaskOrigin, TaskState,
};
use uuid::Uuid;

use crate::engine::{Row, date_value, first, text_value};
use crate::error::StoreError;
use crate::keyring::Keyring;
use crate::sealed::{self, Place};
use crate::staff::Question;
use crate::territory::{Territory, Transaction};

const TABLE: &str = "task";
const COLUMNS: &str = "id, person, owner, owner_network, kind, words, origin, origin_id, due, state, \
                       taken_by, taken_by_name, asked_on, asked_by, asked_by_name, asked_for, \
                       closed_on, closed_by, closed_by_name, closed_for";

/// A shared task.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TaskRow {
    /// Key.
    pub id: Uuid,
    /// The person it is about.
    pub person: Uuid,
    /// The organisation that must do it.
    pub owner: Uuid,
    /// Its network.
    pub owner_network: Network,
    /// What is to be done.
    pub kind: Option<TaskKind>,
    /// In words; empty when the kind says it all.
    pub words: String,
    /// What it was made for: which, and its key.
    pub origin: Option<(TaskOrigin, Uuid)>,
    /// The day by which.
    pub due: Date,
    /// Where it stands.
    pub standing: Standing,
    /// Who asked for it.
    pub asked: By,
    /// The day.
    pub asked_on: Date,
}

impl TaskRow {
    /// Its two organisations.
    #[must_use]
    pub fn between(&self) -> Between {
        Between {
            owner: self.owner,
            asker: self.asked.organisation,
        }
    }
}

impl Transaction {
    /// Keeps a new task.
    pub async fn add_task(&self, task: &TaskRow) -> Result<(), StoreError> {
        let sql = format!(
            "INSERT INTO task ({COLUMNS}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, \
             $17, $18, $19, $20)"
        );
        let taken = task.standing.taken.as_ref();
        let closed = task.standing.closed.as_ref();
        let values = vec![
            task.id.into(),
            task.person.into(),
            task.owner.into(),
            task.owner_network.code().into(),
            text_value(task.kind.map(TaskKind::code)),
            sealed::seal(&self.keyring, Place::Task, task.id, &task.words)?,
            text_value(task.origin.map(|(origin, _)| origin.code())),
            task.origin.map(|(_, id)| id).into(),
            task.due.to_string().into(),
            task.standing.state.code().into(),
            taken.map(|(account, _)| *account).into(),
            text_value(taken.map(|(_, name)| name.as_str())),
            task.asked_on.to_string().into(),
            task.asked.account.into(),
            task.asked.name.clone().into(),
            task.asked.organisation.into(),
            date_value(closed.map(|closed| closed.on)),
            closed.map(|closed| closed.by.account).into(),
            text_value(closed.map(|closed| closed.by.name.as_str())),
            closed.map(|closed| closed.by.organisation).into(),
        ];
        self.session().execute("keep a task", &sql, values).await?;
        Ok(())
    }

    /// A task, to change.
    pub async fn task(&self, id: Uuid) -> Result<Option<TaskRow>, StoreError> {
        let sql = format!("SELECT {COLUMNS} FROM task WHERE id = $1");
        let read = |row: &mut Row<'_>| task(&self.keyring, row);
        self.session()
            .one("read a task", &sql, vec![id.into()], read)
            .await
    }

    /// Says where a task stands now.
    pub async fn set_task_standing(&self, id: Uuid, now: &Standing) -> Result<(), StoreError> {
        let sql = "UPDATE task SET state = $2, taken_by = $3, taken_by_name = $4, closed_on = $5, closed_by = $6, \
                   closed_by_name = $7, closed_for = $8 WHERE id = $1";
        let (taken, closed) = (now.taken.as_ref(), now.closed.as_ref());
        let values = vec![
            id.into(),
            now.state.code().into(),
            taken.map(|(account, _)| *account).into(),
            text_value(taken.map(|(_, name)| name.as_str())),
            date_value(closed.map(|closed| closed.on)),
            closed.map(|closed| closed.by.account).into(),
            text_value(closed.map(|closed| closed.by.name.as_str())),
            closed.map(|closed| closed.by.organisation).into(),
        ];
        self.session().execute("move a task", sql, values).await?;
        Ok(())
    }

    /// Takes a task away, as if it had not been asked.
    pub async fn remove_task(&self, id: Uuid) -> Result<(), StoreError> {
        let sql = "DELETE FROM task WHERE id = $1";
        self.session()
            .execute("take a task away", sql, vec![id.into()])
            .await?;
        Ok(())
    }
}

impl Territory {
    /// The tasks about a person, the nearest due first.
    pub async fn tasks_of(&self, person: Uuid) -> Result<Vec<TaskRow>, StoreError> {
        let sql = format!("SELECT {COLUMNS} FROM task WHERE person = $1 ORDER BY due, id");
        let read = |row: &mut Row<'_>| task(&self.keyring, row);
        self.engine
            .reader()
            .all(
                "list the tasks of a person",
                &sql,
                vec![person.into()],
                read,
            )
            .await
    }

    /// The tasks that a scope's organisation must do or asked for, in the order of their keys: those
    /// after a key, in one state when it is said.
    pub async fn tasks_after(
        &self,
        scope: &Scope,
        state: Option<TaskState>,
        after: Option<Uuid>,
        limit: u32,
    ) -> Result<Vec<TaskRow>, StoreError> {
        let mut values = vec![scope.organisation().into()];
        let mut narrowed = String::new();
        if let Some(after) = after {
            values.push(after.into());
            narrowed += &format!(" AND id > ${}", values.len());
        }
        if let Some(state) = state {
            values.push(state.code().into());
            narrowed += &format!(" AND state = ${}", values.len());
        }
        let sql = format!(
            "SELECT {COLUMNS} FROM task WHERE (owner = $1 OR asked_for = $1){narrowed} AND EXISTS (SELECT 1 FROM caseload c \
             WHERE c.organisation = $1 AND c.person = task.person) ORDER BY id LIMIT {limit}"
        );
        let read = |row: &mut Row<'_>| task(&self.keyring, row);
        let reader = self.engine.reader();
        reader.all("list tasks in parts", &sql, values, read).await
    }

    /// Whom a task is about, if that is someone of the scope.
    pub async fn person_of_task(
        &self,
        scope: &Scope,
        task: Uuid,
    ) -> Result<Option<Uuid>, StoreError> {
        let sql = "SELECT t.person FROM task t JOIN caseload c ON c.person = t.person AND c.organisation = $1 \
                   WHERE t.id = $2";
        let values = vec![scope.organisation().into(), task.into()];
        self.engine
            .reader()
            .one("find whom a task is about", sql, values, first)
            .await
    }
}

/// What of open tasks raises warnings.
pub(super) const OPEN: Question = Question {
    table: TABLE,
    select: "SELECT r.person, r.owner_network, r.due, r.asked_on, r.owner, r.asked_for, r.taken_by FROM task r \
             WHERE r.state = 'open'",
    end: "",
};

/// Reads [`OPEN`], after the person.
pub(super) fn open(row: &mut Row<'_>) -> Result<OpenTask, StoreError> {
    let owner = row.parse(TABLE, "owner_network", "a network", Network::from_code)?;
    let due = day(row, "due")?;
    let asked_on = day(row, "asked_on")?;
    let (by, asker): (Uuid, Uuid) = (row.take()?, row.take()?);
    let taken: Option<Uuid> = row.take()?;
    Ok(OpenTask {
        owner,
        due,
        asked_on,
        unanswered: by != asker && taken.is_none(),
    })
}

fn day(row: &mut Row<'_>, column: &'static str) -> Result<Date, StoreError> {
    row.parse(TABLE, column, "a date", |text| text.parse().ok())
}

/// Reads [`COLUMNS`].
fn task(keyring: &Keyring, row: &mut Row<'_>) -> Result<TaskRow, StoreError> {
    let id = row.take()?;
    let person = row.take()?;
    let owner = row.take()?;
    let owner_network = row.parse(TABLE, "owner_network", "a network", Network::from_code)?;
    let kind = row.parse_opt(TABLE, "kind", "a kind of task", TaskKind::from_code)?;
    let words: Vec<u8> = row.take()?;
    let origin = row.parse_opt(TABLE, "origin", "an origin", TaskOrigin::from_code)?;
    let origin_id: Option<Uuid> = row.take()?;
    let due = day(row, "due")?;
    let state = row.parse(TABLE, "state", "a state", TaskState::from_code)?;
    let taken: Option<Uuid> = row.take()?;
    let taken_name: Option<String> = row.take()?;
    let asked_on = day(row, "asked_on")?;
    let asked = by(row)?;
    let closed_on = row.date(TABLE, "closed_on")?;
    let closed = match closed_on {
        Some(on) => Some(Closed { by: by(row)?, on }),
        None => None,
    };
    Ok(TaskRow {
        id,
        person,
        owner,
        owner_network,
        kind,
        words: sealed::open(keyring, Place::Task, id, &words)?,
        origin: origin.zip(origin_id),
        due,
        standing: Standing {
            state,
            taken: taken.zip(taken_name),
            closed,
        },
        asked,
        asked_on,
    })
}

/// Reads an account, its name and its organisation.
pub(super) fn by(row: &mut Row<'_>) -> Result<By, StoreError> {
    Ok(By {
        account: row.take()?,
        name: row.take()?,
        organisation: row.take()?,
    })
}
