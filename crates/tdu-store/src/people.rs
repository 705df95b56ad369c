//! People: who exists, and what each record tells of who it is about.

use sea_orm::DbBackend;
use tdu_domain::identity::Identity;
use uuid::Uuid;

use crate::engine::{Row, first, keys};
use crate::error::StoreError;
use crate::territory::{Territory, Transaction};

/// A record, whose it is, and by what that person is recognised.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownRecord {
    /// The record.
    pub record: Uuid,
    /// Whose it is.
    pub person: Uuid,
    /// What it tells of who that is.
    pub identity: Identity,
}

/// Records read at once.
const PAGE: u32 = 20_000;

impl Transaction {
    /// The version of who is who, which no other transaction can change before this one ends.
    pub async fn hold_people(&self) -> Result<i64, StoreError> {
        let sql = "UPDATE setting SET value = value WHERE name = 'people_version' RETURNING value";
        let version = self
            .session()
            .one("hold the people", sql, vec![], |row| {
                row.parse("setting", "value", "a number", |text| text.parse().ok())
            })
            .await?;
        version.ok_or(StoreError::Missing {
            what: "setting",
            name: "people_version".into(),
        })
    }

    /// Tells that who is who has changed.
    pub async fn set_people_version(&self, version: i64) -> Result<(), StoreError> {
        self.set_setting("people_version", &version.to_string())
            .await
    }

    /// Keeps others from writing about these people until this transaction ends. (On SQLite nobody
    /// else writes anyway.)
    pub async fn lock_people(&self, people: &[Uuid]) -> Result<(), StoreError> {
        let session = self.session();
        if session.backend() == DbBackend::Postgres {
            let sql = "SELECT id FROM person WHERE id IN ({}) ORDER BY id FOR UPDATE";
            let ids = keys(people.iter().copied());
            session
                .all_in("lock people", sql, &[], &ids, first::<Uuid>)
                .await?;
        }
        Ok(())
    }

    /// Adds people.
    pub async fn add_people(&self, people: &[Uuid]) -> Result<(), StoreError> {
        let rows = people.iter().map(|id| vec![(*id).into()]).collect();
        self.session()
            .insert("add people", "person", &["id"], "", rows)
            .await
    }

    /// A page of every record that recognises someone, in order of record, after one; records of staff
    /// tell how to reach a person, not who that is.
    pub async fn known_records(&self, after: Uuid) -> Result<Vec<KnownRecord>, StoreError> {
        let sql = format!(
            "SELECT id, person, facts FROM source_record WHERE id > $1 ORDER BY id LIMIT {PAGE}"
        );
        self.session()
            .all_at_once(
                "read who is known",
                &sql,
                vec![after.into()],
                |row: &mut Row<'_>| {
                    Ok(KnownRecord {
                        record: row.take()?,
                        person: row.take()?,
                        identity: row.parse("source_record", "facts", "facts", |text| {
                            serde_json::from_str(text).ok()
                        })?,
                    })
                },
            )
            .await
    }
}

impl Territory {
    /// How many people the territory knows.
    pub async fn count_people(&self) -> Result<i64, StoreError> {
        let sql = "SELECT count(*) FROM person";
        Ok(self
            .engine
            .reader()
            .one("count people", sql, vec![], first)
            .await?
            .unwrap_or(0))
    }
}
