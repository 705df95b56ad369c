//! People: who exists, and what each record tells of who it is about.

use sea_orm::{ConnectionTrait, DbBackend};
use tdu_domain::identity::Identity;
use tdu_domain::organisation::SourceSystem;
use uuid::Uuid;

use crate::batch::Batch;
use crate::engine::{Row, Session, first, keys};
use crate::error::StoreError;
use crate::journal::draw_salts;
use crate::sources::facts;
use crate::territory::{Territory, Transaction};

/// A record, whose it is, and by what that person is recognised.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownRecord {
    /// The record.
    pub record: Uuid,
    /// Whose it is.
    pub person: Uuid,
    /// The organisation it comes from.
    pub organisation: Uuid,
    /// The system it comes from.
    pub system: SourceSystem,
    /// What it tells of who that is.
    pub identity: Identity,
}

impl Batch {
    /// With people.
    #[must_use]
    pub fn people(mut self, people: &[Uuid]) -> Self {
        let salts = draw_salts(people);
        let rows = salts
            .iter()
            .map(|(id, salt)| vec![(*id).into(), salt.to_vec().into()])
            .collect();
        self.inserts
            .add("add people", "person", &["id", "salt"], "", rows);
        self.salts.extend(salts);
        self
    }
}

/// Records read at once.
const PAGE: u32 = 20_000;

impl Territory {
    /// The key in the middle of those of everyone, if there is anyone.
    pub async fn middle_person(&self) -> Result<Option<Uuid>, StoreError> {
        let sql =
            "SELECT id FROM person ORDER BY id LIMIT 1 OFFSET (SELECT count(*) / 2 FROM person)";
        self.engine
            .reader()
            .one("find the middle of the people", sql, vec![], first)
            .await
    }
}

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
        self.write(self.batch().people(people)).await
    }

    /// A page of every record that recognises someone, in order of record, after one; records of staff
    /// tell how to reach a person, not who that is.
    pub async fn known_records(&self, after: Uuid) -> Result<Vec<KnownRecord>, StoreError> {
        let sql = format!(
            "SELECT id, person, organisation, system, facts FROM source_record WHERE id > $1 ORDER BY id LIMIT {PAGE}"
        );
        self.session()
            .all_at_once(
                "read who is known",
                &sql,
                vec![after.into()],
                |row: &mut Row<'_>| {
                    let record = row.take()?;
                    Ok(KnownRecord {
                        record,
                        person: row.take()?,
                        organisation: row.take()?,
                        system: row.parse(
                            "source_record",
                            "system",
                            "a source system",
                            SourceSystem::from_code,
                        )?,
                        identity: facts(&self.keyring, record, row)?,
                    })
                },
            )
            .await
    }
}

impl Transaction {
    /// Gives records to a person.
    pub async fn move_records(&self, records: &[Uuid], to: Uuid) -> Result<(), StoreError> {
        let sql = "UPDATE source_record SET person = $1 WHERE id IN ({})";
        let ids = keys(records.iter().copied());
        self.session()
            .execute_in("move records", sql, &[to.into()], &ids)
            .await
    }

    /// Says that a person is known under another key, or no longer.
    pub async fn set_same_as(&self, person: Uuid, as_: Option<Uuid>) -> Result<(), StoreError> {
        let sql = "UPDATE person SET same_as = $1 WHERE id = $2";
        self.session()
            .execute("rename a person", sql, vec![as_.into(), person.into()])
            .await?;
        Ok(())
    }

    /// The key under which a person is known directly, when it is another.
    pub async fn same_as(&self, person: Uuid) -> Result<Option<Uuid>, StoreError> {
        let sql = "SELECT same_as FROM person WHERE id = $1";
        let session = self.session();
        let found = session.one("read the key of a person", sql, vec![person.into()], first);
        Ok(found.await?.flatten())
    }

    /// Forgets what is computed about someone who is now known under another key.
    pub async fn clear_computed(&self, person: Uuid) -> Result<(), StoreError> {
        for sql in [
            "DELETE FROM pathway WHERE person = $1",
            "DELETE FROM signal WHERE person = $1",
            "DELETE FROM caseload WHERE person = $1",
            "DELETE FROM broken_contract WHERE person = $1",
        ] {
            self.session()
                .execute("clear what was computed", sql, vec![person.into()])
                .await?;
        }
        Ok(())
    }
}

/// Names of names are followed to the last.
async fn known_as<C: ConnectionTrait>(
    session: &Session<'_, C>,
    person: Uuid,
) -> Result<Option<Uuid>, StoreError> {
    let sql = "WITH RECURSIVE known (id, same_as) AS (SELECT id, same_as FROM person WHERE id = $1 \
               UNION SELECT person.id, person.same_as FROM person JOIN known ON person.id = known.same_as) \
               SELECT id FROM known WHERE same_as IS NULL";
    session
        .one(
            "follow the key of a person",
            sql,
            vec![person.into()],
            first,
        )
        .await
}

impl Territory {
    /// The key under which a person is known now; nothing for someone who does not exist.
    pub async fn known_as(&self, person: Uuid) -> Result<Option<Uuid>, StoreError> {
        known_as(&self.engine.reader(), person).await
    }

    /// Every key that a person had, the one of now included.
    pub async fn keys_of(&self, person: Uuid) -> Result<Vec<Uuid>, StoreError> {
        let sql = "WITH RECURSIVE known (id) AS (SELECT id FROM person WHERE id = $1 UNION SELECT person.id FROM person \
                   JOIN known ON person.same_as = known.id) SELECT id FROM known";
        self.engine
            .reader()
            .all("read the keys of a person", sql, vec![person.into()], first)
            .await
    }

    /// How many people the territory knows.
    pub async fn count_people(&self) -> Result<i64, StoreError> {
        let sql = "SELECT count(*) FROM person WHERE same_as IS NULL";
        Ok(self
            .engine
            .reader()
            .one("count people", sql, vec![], first)
            .await?
            .unwrap_or(0))
    }
}
