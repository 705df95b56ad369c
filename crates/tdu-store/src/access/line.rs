//! A line of the access log, as it is kept and chained.

use sea_orm::Value;
use tdu_domain::audit::AccessCode;
use uuid::Uuid;

use super::{AccessEntry, AccessLine};
use crate::chain::{Chained, Link, write_option, write_text};
use crate::engine::{Row, text_value};
use crate::error::StoreError;

pub(super) const COLUMNS: [&str; 13] = [
    "number",
    "at",
    "act",
    "actor",
    "actor_name",
    "api_key",
    "organisation",
    "role",
    "person",
    "counted",
    "grounds",
    "address",
    "link",
];

pub(super) fn read(row: &mut Row<'_>) -> Result<AccessEntry, StoreError> {
    Ok(AccessEntry {
        number: row.take()?,
        line: AccessLine {
            at: row.take()?,
            act: row.parse("access_line", "act", "an access", AccessCode::from_code)?,
            actor: row.take()?,
            actor_name: row.take()?,
            key: row.take()?,
            organisation: row.take()?,
            role: row.take()?,
            person: row.take()?,
            rows: row.take()?,
            grounds: row.take()?,
            address: row.take()?,
        },
        link: row.link("access_line")?,
    })
}

impl AccessLine {
    pub(super) fn row(&self, number: i64, link: Link) -> Vec<Value> {
        vec![
            number.into(),
            self.at.into(),
            self.act.code().into(),
            self.actor.into(),
            text_value(self.actor_name.as_deref()),
            self.key.into(),
            self.organisation.into(),
            text_value(self.role.as_deref()),
            self.person.into(),
            self.rows.into(),
            text_value(self.grounds.as_deref()),
            text_value(self.address.as_deref()),
            link.bytes().to_vec().into(),
        ]
    }
}

impl Chained for AccessLine {
    fn write(&self, message: &mut Vec<u8>) {
        message.extend_from_slice(&self.at.to_be_bytes());
        write_text(message, self.act.code());
        for key in [self.actor, self.key, self.organisation, self.person] {
            write_option(message, key, |message, key: Uuid| {
                message.extend_from_slice(key.as_bytes());
            });
        }
        for text in [&self.actor_name, &self.role, &self.grounds, &self.address] {
            write_option(message, text.as_deref(), write_text);
        }
        write_option(message, self.rows, |message, rows| {
            message.extend_from_slice(&rows.to_be_bytes());
        });
    }
}
