//! What people were told of their data, what they objected to and what was answered.

use jiff::civil::Date;
use tdu_domain::access::Scope;
use tdu_domain::merge::Millis;
use tdu_domain::privacy::{InformationMeans, ObjectionReason, ObjectionState, Stops};
use uuid::Uuid;

use crate::engine::{Row, first};
use crate::error::StoreError;
use crate::keyring::Keyring;
use crate::sealed::{Place, open, seal};
use crate::territory::{Territory, Transaction};

/// Someone was told what is kept of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Information {
    /// Key: that of its journal line.
    pub id: Uuid,
    /// The person.
    pub person: Uuid,
    /// The organisation that told them.
    pub organisation: Uuid,
    /// When.
    pub given_on: Date,
    /// How.
    pub means: InformationMeans,
}

/// An objection of someone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Objection {
    /// Key: that of its journal line.
    pub id: Uuid,
    /// The person.
    pub person: Uuid,
    /// The organisation that recorded it, and answers.
    pub organisation: Uuid,
    /// When the person said it.
    pub received_on: Date,
    /// What it stops.
    pub stops: Stops,
    /// Why.
    pub reason: ObjectionReason,
    /// What became of it.
    pub state: ObjectionState,
    /// Who recorded it.
    pub recorded_by: String,
    /// When.
    pub recorded_at: Millis,
    /// Who answered.
    pub decided_by: Option<String>,
    /// When.
    pub decided_at: Option<Millis>,
    /// Why it was refused; empty otherwise.
    pub answer: String,
}

const OBJECTION: &str = "SELECT id, person, organisation, received_on, stops, reason, state, recorded_by, recorded_at, \
                         decided_by, decided_at, answer FROM objection";

impl Transaction {
    /// Keeps that someone was told.
    pub async fn add_information(&self, told: &Information) -> Result<(), StoreError> {
        let sql = "INSERT INTO information (id, person, organisation, given_on, means) VALUES ($1, $2, $3, $4, $5)";
        let values = vec![
            told.id.into(),
            told.person.into(),
            told.organisation.into(),
            told.given_on.to_string().into(),
            told.means.code().into(),
        ];
        self.session()
            .execute("keep that someone was told", sql, values)
            .await?;
        Ok(())
    }

    /// Forgets that someone was told; tells whether it was kept.
    pub async fn remove_information(
        &self,
        id: Uuid,
        organisation: Uuid,
    ) -> Result<bool, StoreError> {
        let sql = "DELETE FROM information WHERE id = $1 AND organisation = $2";
        let values = vec![id.into(), organisation.into()];
        let session = self.session();
        let removed = session.execute("forget that someone was told", sql, values);
        Ok(removed.await? > 0)
    }

    /// Keeps an objection.
    pub async fn add_objection(&self, objection: &Objection) -> Result<(), StoreError> {
        let sql = "INSERT INTO objection (id, person, organisation, received_on, stops, reason, state, recorded_by, \
                   recorded_at, answer) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
        let values = vec![
            objection.id.into(),
            objection.person.into(),
            objection.organisation.into(),
            objection.received_on.to_string().into(),
            objection.stops.code().into(),
            objection.reason.code().into(),
            objection.state.code().into(),
            objection.recorded_by.clone().into(),
            objection.recorded_at.into(),
            seal(
                &self.keyring,
                Place::Answer,
                objection.id,
                &objection.answer,
            )?,
        ];
        self.session()
            .execute("keep an objection", sql, values)
            .await?;
        Ok(())
    }

    /// Forgets an objection that nobody answered; tells whether there was one.
    pub async fn remove_objection(&self, id: Uuid, organisation: Uuid) -> Result<bool, StoreError> {
        let sql = "DELETE FROM objection WHERE id = $1 AND organisation = $2 AND state = 'open'";
        let values = vec![id.into(), organisation.into()];
        let session = self.session();
        let removed = session.execute("forget an objection", sql, values);
        Ok(removed.await? > 0)
    }

    /// Answers an objection that is still open; tells whether it was.
    pub async fn answer_objection(&self, answered: &Objection) -> Result<bool, StoreError> {
        let sql = "UPDATE objection SET state = $2, decided_by = $3, decided_at = $4, answer = $5 \
                   WHERE id = $1 AND state = 'open'";
        let values = vec![
            answered.id.into(),
            answered.state.code().into(),
            answered.decided_by.clone().into(),
            answered.decided_at.into(),
            seal(&self.keyring, Place::Answer, answered.id, &answered.answer)?,
        ];
        let session = self.session();
        let touched = session.execute("answer an objection", sql, values);
        Ok(touched.await? > 0)
    }
}

impl Territory {
    /// When and how someone was told what is kept of them, the last first.
    pub async fn information_of(&self, person: Uuid) -> Result<Vec<Information>, StoreError> {
        let sql = "SELECT id, person, organisation, given_on, means FROM information WHERE person = $1 \
                   ORDER BY given_on DESC, id DESC";
        self.engine
            .reader()
            .all(
                "read what someone was told",
                sql,
                vec![person.into()],
                |row| {
                    Ok(Information {
                        id: row.take()?,
                        person: row.take()?,
                        organisation: row.take()?,
                        given_on: day(row, "information", "given_on")?,
                        means: row.parse(
                            "information",
                            "means",
                            "a means",
                            InformationMeans::from_code,
                        )?,
                    })
                },
            )
            .await
    }

    /// The objections of someone, the last first.
    pub async fn objections_of(&self, person: Uuid) -> Result<Vec<Objection>, StoreError> {
        let sql = format!("{OBJECTION} WHERE person = $1 ORDER BY recorded_at DESC, id DESC");
        let values = vec![person.into()];
        self.engine
            .reader()
            .all("read objections", &sql, values, objection(&self.keyring))
            .await
    }

    /// The objections that an organisation recorded: those to answer first, then the last ones.
    pub async fn objections(
        &self,
        scope: &Scope,
        limit: u32,
    ) -> Result<Vec<Objection>, StoreError> {
        let sql = format!(
            "{OBJECTION} WHERE organisation = $1 ORDER BY CASE WHEN state = 'open' THEN 0 ELSE 1 END, recorded_at DESC, \
             id DESC LIMIT {limit}"
        );
        let values = vec![scope.organisation().into()];
        self.engine
            .reader()
            .all("list objections", &sql, values, objection(&self.keyring))
            .await
    }

    /// An objection that an organisation recorded.
    pub async fn objection(
        &self,
        scope: &Scope,
        id: Uuid,
    ) -> Result<Option<Objection>, StoreError> {
        let sql = format!("{OBJECTION} WHERE id = $1 AND organisation = $2");
        let values = vec![id.into(), scope.organisation().into()];
        self.engine
            .reader()
            .one("read an objection", &sql, values, objection(&self.keyring))
            .await
    }

    /// How many objections an organisation must answer.
    pub async fn count_objections_open(&self, scope: &Scope) -> Result<i64, StoreError> {
        let sql = "SELECT count(*) FROM objection WHERE organisation = $1 AND state = 'open'";
        let reader = self.engine.reader();
        let values = vec![scope.organisation().into()];
        let count = reader.one("count objections", sql, values, first);
        Ok(count.await?.unwrap_or(0))
    }
}

fn objection(keyring: &Keyring) -> impl Fn(&mut Row<'_>) -> Result<Objection, StoreError> {
    const TABLE: &str = "objection";
    move |row| {
        let id = row.take()?;
        Ok(Objection {
            id,
            person: row.take()?,
            organisation: row.take()?,
            received_on: day(row, TABLE, "received_on")?,
            stops: row.parse(TABLE, "stops", "what it stops", Stops::from_code)?,
            reason: row.parse(TABLE, "reason", "a reason", ObjectionReason::from_code)?,
            state: row.parse(TABLE, "state", "a state", ObjectionState::from_code)?,
            recorded_by: row.take()?,
            recorded_at: row.take()?,
            decided_by: row.take()?,
            decided_at: row.take()?,
            answer: open(keyring, Place::Answer, id, &row.take::<Vec<u8>>()?)?,
        })
    }
}

fn day(row: &mut Row<'_>, table: &'static str, column: &'static str) -> Result<Date, StoreError> {
    row.parse(table, column, "a date", |text| text.parse().ok())
}
