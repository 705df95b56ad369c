//! The journal: one line per act, never changed, chained to the one before of its organisation; its
//! payload apart.

mod line;
mod old;
mod verify;
mod write;

use std::collections::HashMap;

use jiff::civil::Date;
use serde::Serialize;
use tdu_domain::journal::{ActCode, Payload};
use tdu_domain::merge::Millis;
use uuid::Uuid;

pub use self::verify::{Anchors, Lane};
pub(crate) use self::write::{Salts, Writing, draw_salts};
use crate::chain::{Link, hexadecimal};
use crate::engine::{Row, keys};
use crate::error::StoreError;
use crate::keyring::Keyring;
use crate::sealed::{self, Place};
use crate::territory::Territory;

/// A line to write.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JournalLine {
    /// Key, in order of time.
    pub id: Uuid,
    /// When it is recorded.
    pub recorded_at: Millis,
    /// The civil day on which it happened.
    pub occurred_on: Date,
    /// The account that acted; none for a system.
    pub actor: Option<Uuid>,
    /// The name of the actor, kept with the payload.
    pub actor_name: Option<String>,
    /// The organisation for which it acted.
    pub organisation: Uuid,
    /// The person it is about.
    pub person: Uuid,
    /// The act.
    pub act: ActCode,
    /// What the act says.
    pub told: Told,
}

/// What an act says, of which the line keeps a digest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Told {
    /// The payload, as JSON.
    Payload(String),
    /// The first word of a source, which is kept as its record: its SHA-256.
    Record([u8; 32]),
}

/// A line read back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JournalEntry {
    /// Key.
    pub id: Uuid,
    /// When it was recorded.
    pub recorded_at: Millis,
    /// The civil day on which it happened.
    pub occurred_on: Date,
    /// The account that acted.
    pub actor: Option<Uuid>,
    /// Its name.
    pub actor_name: Option<String>,
    /// The organisation for which it acted.
    pub organisation: Uuid,
    /// The act.
    pub act: ActCode,
    /// What the act says, unless erased or not needed.
    pub payload: Option<Payload>,
}

/// A line as it stands in its chain, with what is kept apart.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ChainedLine {
    /// Its number in the chain of its organisation.
    pub number: i64,
    /// Its key.
    pub id: Uuid,
    /// When it was recorded, in milliseconds since 1970 UTC.
    pub recorded_at: Millis,
    /// The civil day on which it happened.
    pub occurred_on: String,
    /// The account that acted.
    pub actor: Option<Uuid>,
    /// Its name.
    pub actor_name: Option<String>,
    /// The organisation for which it acted: its chain.
    pub organisation: Uuid,
    /// The person.
    pub person: Uuid,
    /// The act.
    pub act: String,
    /// What the act says, as it was written, unless erased or not needed.
    pub payload: Option<String>,
    /// The salted digest of it, in hexadecimal.
    pub digest: String,
    /// The link of the line.
    pub link: Link,
}

impl Territory {
    /// The names of those who wrote these lines, while they are kept.
    pub async fn actors_of(&self, lines: &[Uuid]) -> Result<HashMap<Uuid, String>, StoreError> {
        let sql = "SELECT line, actor_name FROM journal_payload WHERE actor_name IS NOT NULL AND line IN ({})";
        let lines = keys(lines.iter().copied());
        let read = |row: &mut Row<'_>| Ok((row.take()?, row.take()?));
        let reader = self.engine.reader();
        let named = reader.all_in("read who acted", sql, &[], &lines, read);
        Ok(named.await?.into_iter().collect())
    }

    /// Everything done about a person under any of these keys, as it is chained, oldest first.
    pub async fn chained_of(&self, people: &[Uuid]) -> Result<Vec<ChainedLine>, StoreError> {
        let sql = "SELECT number, id, recorded_at, occurred_on, actor, actor_name, organisation, person, act, payload, \
                   digest, link FROM journal LEFT JOIN journal_payload ON line = id WHERE person IN ({}) ORDER BY id";
        let ids = keys(people.iter().copied());
        let mut lines = self
            .engine
            .reader()
            .all_in("read the journal of a person", sql, &[], &ids, |row| {
                let number = row.take()?;
                let id = row.take()?;
                Ok(ChainedLine {
                    number,
                    id,
                    recorded_at: row.take()?,
                    occurred_on: row.take()?,
                    actor: row.take()?,
                    actor_name: row.take()?,
                    organisation: row.take()?,
                    person: row.take()?,
                    act: row.take()?,
                    payload: payload(&self.keyring, id, row)?,
                    digest: hexadecimal(&row.take::<Vec<u8>>()?),
                    link: row.link("journal")?,
                })
            })
            .await?;
        lines.sort_by_key(|line| line.id);
        Ok(lines)
    }

    /// Whom a line that an account or a key wrote is about, and what it says while that is kept.
    pub async fn line_told(
        &self,
        actor: Uuid,
        line: Uuid,
    ) -> Result<Option<(Uuid, Option<Payload>)>, StoreError> {
        let sql = "SELECT person, payload FROM journal LEFT JOIN journal_payload ON line = id \
                   WHERE id = $1 AND actor = $2";
        let read = |row: &mut Row<'_>| Ok((row.take()?, told(&self.keyring, line, row)?));
        let values = vec![line.into(), actor.into()];
        let reader = self.engine.reader();
        reader.one("read a line", sql, values, read).await
    }

    /// What happened to a person, under every key they had, oldest first.
    pub async fn journal_of(&self, person: Uuid) -> Result<Vec<JournalEntry>, StoreError> {
        self.engine
            .reader()
            .all(
                "read the journal of a person",
                "SELECT id, recorded_at, occurred_on, actor, actor_name, organisation, act, payload FROM journal \
                 LEFT JOIN journal_payload ON line = id WHERE person IN (WITH RECURSIVE known (id) AS (\
                 SELECT id FROM person WHERE id = $1 UNION SELECT person.id FROM person JOIN known ON \
                 person.same_as = known.id) SELECT id FROM known) ORDER BY id",
                vec![person.into()],
                |row| {
                    let id = row.take()?;
                    Ok(JournalEntry {
                        id,
                        recorded_at: row.take()?,
                        occurred_on: row.parse("journal", "occurred_on", "a date", |text| text.parse().ok())?,
                        actor: row.take()?,
                        actor_name: row.take()?,
                        organisation: row.take()?,
                        act: row.parse("journal", "act", "an act", ActCode::from_code)?,
                        payload: told(&self.keyring, id, row)?,
                    })
                },
            )
            .await
    }
}

/// What a line says, which is sealed.
fn payload(keyring: &Keyring, line: Uuid, row: &mut Row<'_>) -> Result<Option<String>, StoreError> {
    let sealed: Option<Vec<u8>> = row.take()?;
    sealed
        .map(|sealed| sealed::open(keyring, Place::Payload, line, &sealed))
        .transpose()
}

/// The same, understood.
fn told(keyring: &Keyring, line: Uuid, row: &mut Row<'_>) -> Result<Option<Payload>, StoreError> {
    let text = payload(keyring, line, row)?;
    text.map(|text| serde_json::from_str(&text))
        .transpose()
        .map_err(|_| StoreError::Corrupt {
            table: "journal_payload",
            column: "payload",
            expected: "a payload",
        })
}
