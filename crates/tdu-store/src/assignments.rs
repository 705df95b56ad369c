//! Who follows someone because of what they did.

use std::collections::HashSet;

use jiff::civil::Date;
use tdu_domain::access::Scope;
use tdu_domain::assignment::{Assigned, AssignedBy};
use tdu_domain::organisation::Network;
use uuid::Uuid;

use crate::engine::{Row, first, keys};
use crate::error::StoreError;
use crate::staff::Question;
use crate::territory::{Territory, Transaction};

/// Who follows someone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assignment {
    /// Key.
    pub id: Uuid,
    /// The person.
    pub person: Uuid,
    /// The organisation.
    pub organisation: Uuid,
    /// Its network.
    pub network: Network,
    /// The account that follows.
    pub account: Uuid,
    /// Its name.
    pub account_name: String,
    /// The act that made it.
    pub by: AssignedBy,
    /// Its first day.
    pub since: Date,
    /// The day of the last act of that account about the person.
    pub last_act: Date,
}

/// Whose people are meant by "mine": those of an account, and of colleagues it stands in for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mine {
    /// The accounts; never none.
    pub accounts: Vec<Uuid>,
    /// The names under which files know them.
    pub portfolios: Vec<String>,
}

const TABLE: &str = "assignment";
const COLUMNS: &str =
    "id, person, organisation, network, account, account_name, made_by, since, last_act";

impl Transaction {
    /// Keeps that an account follows someone, from its act of today; tells whether it is new.
    pub async fn assign(&self, assignment: &Assignment) -> Result<bool, StoreError> {
        let (person, organisation) = (assignment.person, assignment.organisation);
        let known = self.touch_assignment(
            person,
            organisation,
            assignment.account,
            assignment.last_act,
        );
        if known.await? {
            return Ok(false);
        }
        let sql = "INSERT INTO assignment (id, person, organisation, network, account, account_name, made_by, since, \
                   last_act) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
        let values = vec![
            assignment.id.into(),
            person.into(),
            organisation.into(),
            assignment.network.code().into(),
            assignment.account.into(),
            assignment.account_name.clone().into(),
            assignment.by.code().into(),
            assignment.since.to_string().into(),
            assignment.last_act.to_string().into(),
        ];
        self.session().execute("assign", sql, values).await?;
        Ok(true)
    }

    /// Makes an assignment last from an act; tells whether there was one.
    pub async fn touch_assignment(
        &self,
        person: Uuid,
        organisation: Uuid,
        account: Uuid,
        today: Date,
    ) -> Result<bool, StoreError> {
        let sql = "UPDATE assignment SET last_act = $4 WHERE person = $1 AND organisation = $2 AND account = $3 AND \
                   ended_on IS NULL";
        let values = vec![
            person.into(),
            organisation.into(),
            account.into(),
            today.to_string().into(),
        ];
        let touched = self
            .session()
            .execute("touch an assignment", sql, values)
            .await?;
        Ok(touched > 0)
    }

    /// Ends what binds the colleagues of an account to someone; their keys.
    pub async fn end_assignments_of_others(
        &self,
        person: Uuid,
        organisation: Uuid,
        account: Uuid,
        today: Date,
    ) -> Result<Vec<Uuid>, StoreError> {
        let sql = "UPDATE assignment SET ended_on = $4 WHERE person = $1 AND organisation = $2 AND account <> $3 AND \
                   ended_on IS NULL RETURNING id";
        let values = vec![
            person.into(),
            organisation.into(),
            account.into(),
            today.to_string().into(),
        ];
        let session = self.session();
        session.all("end assignments", sql, values, first).await
    }

    /// Takes back that someone was taken in charge: what was ended goes on, what was made goes.
    pub async fn untake(&self, made: Option<Uuid>, ended: &[Uuid]) -> Result<(), StoreError> {
        let session = self.session();
        if let Some(made) = made {
            let sql = "DELETE FROM assignment WHERE id = $1";
            session
                .execute("take an assignment back", sql, vec![made.into()])
                .await?;
        }
        let sql = "UPDATE assignment SET ended_on = NULL WHERE id IN ({})";
        let ids = keys(ended.iter().copied());
        session
            .execute_in("take an end back", sql, &[], &ids)
            .await?;
        Ok(())
    }

    /// Ends the assignments whose last act was before a day; how many ended.
    pub async fn end_quiet_assignments(
        &self,
        before: Date,
        today: Date,
    ) -> Result<u64, StoreError> {
        let sql = "UPDATE assignment SET ended_on = $2 WHERE ended_on IS NULL AND last_act <= $1";
        let values = vec![before.to_string().into(), today.to_string().into()];
        self.session()
            .execute("end quiet assignments", sql, values)
            .await
    }
}

impl Territory {
    /// Whether the account of a scope follows someone because of what it did.
    pub async fn follows(&self, scope: &Scope, person: Uuid) -> Result<bool, StoreError> {
        let sql = "SELECT count(*) FROM assignment WHERE person = $1 AND organisation = $2 AND account = $3 AND \
                   ended_on IS NULL";
        let values = vec![
            person.into(),
            scope.organisation().into(),
            scope.account().into(),
        ];
        let reader = self.engine.reader();
        let count = reader.one("look for an assignment", sql, values, first::<i64>);
        Ok(count.await?.unwrap_or(0) > 0)
    }

    /// Who of a scope's organisation follows which of these people: person, account.
    pub async fn bound_to(
        &self,
        scope: &Scope,
        people: &[Uuid],
    ) -> Result<HashSet<(Uuid, Uuid)>, StoreError> {
        let sql = "SELECT person, account FROM assignment WHERE organisation = $1 AND ended_on IS NULL AND person IN ({})";
        let reader = self.engine.reader();
        let ids = keys(people.iter().copied());
        let before = [scope.organisation().into()];
        let read = |row: &mut Row<'_>| Ok((row.take()?, row.take()?));
        let found = reader.all_in("read who follows people", sql, &before, &ids, read);
        Ok(found.await?.into_iter().collect())
    }

    /// Who follows someone, in every organisation.
    pub async fn assignments_of(&self, person: Uuid) -> Result<Vec<Assignment>, StoreError> {
        let sql = format!(
            "SELECT {COLUMNS} FROM assignment WHERE person = $1 AND ended_on IS NULL ORDER BY id"
        );
        let reader = self.engine.reader();
        let values = vec![person.into()];
        reader
            .all("read who follows someone", &sql, values, assignment)
            .await
    }
}

/// The assignments that go on.
pub(crate) const FACTS: Question = Question {
    table: TABLE,
    select: "SELECT r.person, r.organisation, r.network, r.last_act FROM assignment r WHERE r.ended_on IS NULL",
    end: "ORDER BY r.id",
};

/// Reads [`FACTS`], after the person.
pub(crate) fn assigned(row: &mut Row<'_>) -> Result<Assigned, StoreError> {
    Ok(Assigned {
        organisation: row.take()?,
        network: row.parse(TABLE, "network", "a network", Network::from_code)?,
        last_act: day(row, "last_act")?,
    })
}

fn assignment(row: &mut Row<'_>) -> Result<Assignment, StoreError> {
    Ok(Assignment {
        id: row.take()?,
        person: row.take()?,
        organisation: row.take()?,
        network: row.parse(TABLE, "network", "a network", Network::from_code)?,
        account: row.take()?,
        account_name: row.take()?,
        by: row.parse(TABLE, "made_by", "an act", AssignedBy::from_code)?,
        since: day(row, "since")?,
        last_act: day(row, "last_act")?,
    })
}

fn day(row: &mut Row<'_>, column: &'static str) -> Result<Date, StoreError> {
    row.parse(TABLE, column, "a date", |text| text.parse().ok())
}
