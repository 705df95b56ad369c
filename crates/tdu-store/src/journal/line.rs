//! A line of the journal as it is chained, and the digest of what it tells.

use sea_orm::Value;
use sha2::{Digest, Sha256};
use tdu_domain::merge::Millis;
use uuid::Uuid;

use super::{JournalLine, Told};
use crate::chain::{Chained, Link, write_option, write_text};
use crate::engine::Row;
use crate::error::StoreError;

/// Something secret of each person, without which the digests of what was told of them say nothing.
pub(crate) type Salt = [u8; 16];

/// The salt of those who were erased, and of nobody else.
pub(crate) const NO_SALT: Salt = [0; 16];

pub(super) const COLUMNS: [&str; 10] = [
    "id",
    "recorded_at",
    "occurred_on",
    "actor",
    "organisation",
    "person",
    "act",
    "digest",
    "number",
    "link",
];

/// A line of the journal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Line {
    pub(super) id: Uuid,
    pub(super) recorded_at: Millis,
    pub(super) occurred_on: String,
    pub(super) actor: Option<Uuid>,
    pub(super) organisation: Uuid,
    pub(super) person: Uuid,
    pub(super) act: String,
    pub(super) digest: Vec<u8>,
}

impl Line {
    pub(super) fn of(line: &JournalLine, salt: &Salt) -> Self {
        let content = match &line.told {
            Told::Payload(payload) => content(line.actor_name.as_deref(), payload),
            Told::Record(digest) => *digest,
        };
        Self {
            id: line.id,
            recorded_at: line.recorded_at,
            occurred_on: line.occurred_on.to_string(),
            actor: line.actor,
            organisation: line.organisation,
            person: line.person,
            act: line.act.code().to_owned(),
            digest: salted(salt, &content).to_vec(),
        }
    }

    /// Reads the columns of a line but its number and link.
    pub(super) fn read(row: &mut Row<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            id: row.take()?,
            recorded_at: row.take()?,
            occurred_on: row.take()?,
            actor: row.take()?,
            organisation: row.take()?,
            person: row.take()?,
            act: row.take()?,
            digest: row.take()?,
        })
    }

    /// The row of a line at its place in the chain.
    pub(super) fn row(self, number: i64, link: Link) -> Vec<Value> {
        vec![
            self.id.into(),
            self.recorded_at.into(),
            self.occurred_on.into(),
            self.actor.into(),
            self.organisation.into(),
            self.person.into(),
            self.act.into(),
            self.digest.into(),
            number.into(),
            link.bytes().to_vec().into(),
        ]
    }
}

impl Chained for Line {
    fn write(&self, message: &mut Vec<u8>) {
        message.extend_from_slice(self.id.as_bytes());
        message.extend_from_slice(&self.recorded_at.to_be_bytes());
        write_text(message, &self.occurred_on);
        write_option(message, self.actor, |message, actor| {
            message.extend_from_slice(actor.as_bytes());
        });
        message.extend_from_slice(self.organisation.as_bytes());
        message.extend_from_slice(self.person.as_bytes());
        write_text(message, &self.act);
        message.extend_from_slice(&self.digest);
    }
}

/// The digest of a payload and of the name kept with it.
pub(super) fn content(actor_name: Option<&str>, payload: &str) -> [u8; 32] {
    let mut said = Vec::with_capacity(payload.len() + 64);
    write_option(&mut said, actor_name, write_text);
    said.extend_from_slice(payload.as_bytes());
    Sha256::digest(said).into()
}

/// What the line keeps of a content. Both parts have a fixed length: nothing can be added behind.
pub(super) fn salted(salt: &Salt, content: &[u8]) -> [u8; 32] {
    Sha256::new()
        .chain_update(salt)
        .chain_update(content)
        .finalize()
        .into()
}
