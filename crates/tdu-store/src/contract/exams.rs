//! Exams, as staff recorded them.

use jiff::civil::Date;
use sea_orm::ConnectionTrait;
use tdu_domain::exam::ExamOutcome;
use uuid::Uuid;

use super::day;
use crate::engine::Session;
use crate::error::StoreError;
use crate::territory::Transaction;

const TABLE: &str = "exam";

/// An exam.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExamRow {
    /// Key: that of its journal line.
    pub id: Uuid,
    /// The person.
    pub person: Uuid,
    /// The organisation that recorded it.
    pub organisation: Uuid,
    /// Its day.
    pub on: Date,
    /// How it ended.
    pub outcome: ExamOutcome,
}

impl Transaction {
    /// Keeps an exam.
    pub async fn add_exam(&self, row: &ExamRow) -> Result<(), StoreError> {
        let sql = "INSERT INTO exam (id, person, organisation, held_on, outcome) VALUES ($1, $2, $3, $4, $5)";
        let values = vec![
            row.id.into(),
            row.person.into(),
            row.organisation.into(),
            row.on.to_string().into(),
            row.outcome.code().into(),
        ];
        self.session().execute("keep an exam", sql, values).await?;
        Ok(())
    }

    /// Takes an exam back; tells whether there was one.
    pub async fn remove_exam(&self, id: Uuid, organisation: Uuid) -> Result<bool, StoreError> {
        let sql = "DELETE FROM exam WHERE id = $1 AND organisation = $2";
        let values = vec![id.into(), organisation.into()];
        let session = self.session();
        Ok(session.execute("take an exam back", sql, values).await? > 0)
    }
}

/// The exams of someone, the last first.
pub(super) async fn of<C: ConnectionTrait>(
    session: &Session<'_, C>,
    person: Uuid,
) -> Result<Vec<ExamRow>, StoreError> {
    let sql = "SELECT id, person, organisation, held_on, outcome FROM exam WHERE person = $1 \
               ORDER BY held_on DESC, id DESC";
    session
        .all("read exams", sql, vec![person.into()], |row| {
            Ok(ExamRow {
                id: row.take()?,
                person: row.take()?,
                organisation: row.take()?,
                on: row.parse(TABLE, "held_on", "a date", day)?,
                outcome: row.parse(TABLE, "outcome", "an outcome", ExamOutcome::from_code)?,
            })
        })
        .await
}
