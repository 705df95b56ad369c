//! Situations after the training, and the links that ask for them.

use jiff::civil::Date;
use sea_orm::ConnectionTrait;
use tdu_domain::after::{AfterSituation, LinkState};
use uuid::Uuid;

use super::day;
use crate::engine::{Row, Session};
use crate::error::StoreError;
use crate::territory::{Territory, Transaction};

const LINK: &str = "situation_link";
const LINK_COLUMNS: &str =
    "id, person, organisation, months, training_end, made_on, last_day, state";

/// A situation told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SituationRow {
    /// Key: that of its journal line.
    pub id: Uuid,
    /// The person.
    pub person: Uuid,
    /// The organisation that asked.
    pub organisation: Uuid,
    /// Whether the young person answered themself.
    pub by_youth: bool,
    /// Months after the end of the training.
    pub months: u8,
    /// The last day of the training.
    pub training_end: Date,
    /// When.
    pub on: Date,
    /// What.
    pub situation: AfterSituation,
}

/// A link that asks one question, without its token, of which only a digest is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SituationLink {
    /// Key.
    pub id: Uuid,
    /// The person.
    pub person: Uuid,
    /// The organisation that asks.
    pub organisation: Uuid,
    /// Months after the end of the training.
    pub months: u8,
    /// The last day of the training.
    pub training_end: Date,
    /// When it was made.
    pub made_on: Date,
    /// The last day it can be used.
    pub last_day: Date,
    /// Where it stands.
    pub state: LinkState,
}

impl Transaction {
    /// Keeps a situation.
    pub async fn add_situation(&self, row: &SituationRow) -> Result<(), StoreError> {
        let sql = "INSERT INTO after_situation (id, person, organisation, by_youth, months, training_end, told_on, \
                   situation) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
        let values = vec![
            row.id.into(),
            row.person.into(),
            row.organisation.into(),
            row.by_youth.into(),
            i64::from(row.months).into(),
            row.training_end.to_string().into(),
            row.on.to_string().into(),
            row.situation.code().into(),
        ];
        self.session()
            .execute("keep a situation", sql, values)
            .await?;
        Ok(())
    }

    /// Takes a situation back.
    pub async fn remove_situation(&self, id: Uuid, organisation: Uuid) -> Result<(), StoreError> {
        let sql = "DELETE FROM after_situation WHERE id = $1 AND organisation = $2";
        self.session()
            .execute(
                "take a situation back",
                sql,
                vec![id.into(), organisation.into()],
            )
            .await?;
        Ok(())
    }

    /// Keeps a link, by the digest of its token.
    pub async fn add_situation_link(
        &self,
        row: &SituationLink,
        token_hash: &[u8],
    ) -> Result<(), StoreError> {
        let sql = "INSERT INTO situation_link (id, person, organisation, months, training_end, token_hash, made_on, \
                   last_day, state) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
        let values = vec![
            row.id.into(),
            row.person.into(),
            row.organisation.into(),
            i64::from(row.months).into(),
            row.training_end.to_string().into(),
            token_hash.to_vec().into(),
            row.made_on.to_string().into(),
            row.last_day.to_string().into(),
            row.state.code().into(),
        ];
        self.session().execute("keep a link", sql, values).await?;
        Ok(())
    }

    /// Moves a link that is still open; tells whether it was.
    pub async fn use_situation_link(&self, id: Uuid, to: LinkState) -> Result<bool, StoreError> {
        let sql = "UPDATE situation_link SET state = $2 WHERE id = $1 AND state = 'open'";
        let values = vec![id.into(), to.code().into()];
        let session = self.session();
        Ok(session.execute("use a link", sql, values).await? > 0)
    }
}

impl Territory {
    /// The link whose token has this digest.
    pub async fn situation_link(
        &self,
        token_hash: &[u8],
    ) -> Result<Option<SituationLink>, StoreError> {
        let sql = format!("SELECT {LINK_COLUMNS} FROM situation_link WHERE token_hash = $1");
        self.engine
            .reader()
            .one("read a link", &sql, vec![token_hash.to_vec().into()], link)
            .await
    }
}

/// The situations of someone, newest first.
pub(super) async fn of<C: ConnectionTrait>(
    session: &Session<'_, C>,
    person: Uuid,
) -> Result<Vec<SituationRow>, StoreError> {
    const TABLE: &str = "after_situation";
    let sql = "SELECT id, person, organisation, by_youth, months, training_end, told_on, situation FROM after_situation \
               WHERE person = $1 ORDER BY told_on DESC, id DESC";
    session
        .all("read situations", sql, vec![person.into()], |row| {
            Ok(SituationRow {
                id: row.take()?,
                person: row.take()?,
                organisation: row.take()?,
                by_youth: row.take()?,
                months: months(row, TABLE)?,
                training_end: row.parse(TABLE, "training_end", "a date", day)?,
                on: row.parse(TABLE, "told_on", "a date", day)?,
                situation: row.parse(
                    TABLE,
                    "situation",
                    "a situation",
                    AfterSituation::from_code,
                )?,
            })
        })
        .await
}

/// The links of someone, newest first.
pub(super) async fn links_of<C: ConnectionTrait>(
    session: &Session<'_, C>,
    person: Uuid,
) -> Result<Vec<SituationLink>, StoreError> {
    let sql =
        format!("SELECT {LINK_COLUMNS} FROM situation_link WHERE person = $1 ORDER BY id DESC");
    session
        .all("read links", &sql, vec![person.into()], link)
        .await
}

fn link(row: &mut Row<'_>) -> Result<SituationLink, StoreError> {
    Ok(SituationLink {
        id: row.take()?,
        person: row.take()?,
        organisation: row.take()?,
        months: months(row, LINK)?,
        training_end: row.parse(LINK, "training_end", "a date", day)?,
        made_on: row.parse(LINK, "made_on", "a date", day)?,
        last_day: row.parse(LINK, "last_day", "a date", day)?,
        state: row.parse(LINK, "state", "a state", LinkState::from_code)?,
    })
}

fn months(row: &mut Row<'_>, table: &'static str) -> Result<u8, StoreError> {
    u8::try_from(row.take::<i64>()?).map_err(|_| StoreError::Corrupt {
        table,
        column: "months",
        expected: "months",
    })
}
