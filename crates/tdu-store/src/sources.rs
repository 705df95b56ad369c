//! Source records: what each system said of whom, as received and as understood.

use std::collections::BTreeMap;

use sea_orm::{ConnectionTrait, Value};
use serde::de::DeserializeOwned;
use tdu_domain::facts::Field;
use tdu_domain::merge::{DatedSource, Millis};
use tdu_domain::organisation::SourceSystem;
use uuid::Uuid;

use crate::batch::Batch;
use crate::engine::{Row, Session, keys};
use crate::error::StoreError;
use crate::keyring::Keyring;
use crate::sealed::{self, Place};
use crate::territory::{Territory, Transaction};

/// A source record: one per system, organisation and external identifier.
#[derive(Debug, Clone, PartialEq)]
pub struct SourceRecord {
    /// Key.
    pub id: Uuid,
    /// The organisation it comes from.
    pub organisation: Uuid,
    /// Its identifier there.
    pub external_id: String,
    /// Whom it is about.
    pub person: Uuid,
    /// When it last changed.
    pub updated_at: Millis,
    /// What was understood, and when it was told.
    pub source: DatedSource,
}

/// A record to write, with its trace.
#[derive(Debug, Clone, PartialEq)]
pub struct NewSource {
    /// The record.
    pub record: SourceRecord,
    /// As received.
    pub raw: String,
    /// The import that brought it.
    pub import: Option<Uuid>,
}

const RECORD: &str = "SELECT id, organisation, external_id, person, updated_at, system, facts, received_at, changed_at \
                      FROM source_record";

/// Reads a record, whose facts are sealed.
fn record(keyring: &Keyring) -> impl Fn(&mut Row<'_>) -> Result<SourceRecord, StoreError> + Sync {
    move |row| {
        let id = row.take()?;
        Ok(SourceRecord {
            id,
            organisation: row.take()?,
            external_id: row.take()?,
            person: row.take()?,
            updated_at: row.take()?,
            source: dated(keyring, id, row)?,
        })
    }
}

/// Reads `system, facts, received_at, changed_at`.
fn dated(keyring: &Keyring, id: Uuid, row: &mut Row<'_>) -> Result<DatedSource, StoreError> {
    Ok(DatedSource {
        system: row.parse(
            "source_record",
            "system",
            "a source system",
            SourceSystem::from_code,
        )?,
        facts: facts(keyring, id, row)?,
        received_at: row.take()?,
        changed_at: row
            .parse_opt("source_record", "changed_at", "instants by field", |text| {
                serde_json::from_str::<BTreeMap<Field, Millis>>(text).ok()
            })?
            .unwrap_or_default(),
    })
}

/// The facts of a record, or what is wanted of them.
pub(crate) fn facts<T: DeserializeOwned>(
    keyring: &Keyring,
    id: Uuid,
    row: &mut Row<'_>,
) -> Result<T, StoreError> {
    let sealed: Vec<u8> = row.take()?;
    let facts = sealed::open(keyring, Place::Facts, id, &sealed)?;
    serde_json::from_str(&facts).map_err(|_| StoreError::Corrupt {
        table: "source_record",
        column: "facts",
        expected: "facts",
    })
}

fn texts(list: &[String]) -> Vec<Value> {
    list.iter().map(|text| Value::from(text.clone())).collect()
}

impl Transaction {
    /// Records by their keys.
    pub async fn records(&self, ids: &[Uuid]) -> Result<Vec<SourceRecord>, StoreError> {
        records(&self.keyring, &self.session(), ids).await
    }

    /// The records an organisation's system already has under these identifiers.
    pub async fn sources_by_external_id(
        &self,
        organisation: Uuid,
        system: SourceSystem,
        external_ids: &[String],
    ) -> Result<Vec<SourceRecord>, StoreError> {
        by_external_id(
            &self.keyring,
            &self.session(),
            organisation,
            system,
            external_ids,
        )
        .await
    }

    /// Every source of these people.
    pub async fn sources_of(&self, people: &[Uuid]) -> Result<Vec<SourceRecord>, StoreError> {
        sources_of(&self.keyring, &self.session(), people).await
    }

    /// Writes source records, new or changed, with what was received.
    pub async fn put_sources(&self, sources: Vec<NewSource>) -> Result<(), StoreError> {
        self.write(self.batch().sources(Vec::new(), sources)?).await
    }
}

impl Batch {
    /// With source records and what was received: new ones, and those of which some may be known.
    pub fn sources(
        mut self,
        new: Vec<NewSource>,
        known: Vec<NewSource>,
    ) -> Result<Self, StoreError> {
        let columns = [
            "id",
            "organisation",
            "system",
            "external_id",
            "person",
            "received_at",
            "updated_at",
            "changed_at",
            "facts",
            "raw",
            "import",
        ];
        let change = "ON CONFLICT (id) DO UPDATE SET updated_at = excluded.updated_at, changed_at = \
                      excluded.changed_at, facts = excluded.facts, raw = excluded.raw, import = excluded.import";
        for (sources, conflict) in [(new, ""), (known, change)] {
            let sources = sources.into_iter();
            let rows = sources.map(|source| source_row(&self.keyring, source));
            let rows = rows.collect::<Result<_, _>>()?;
            self.inserts.add(
                "write source records",
                "source_record",
                &columns,
                conflict,
                rows,
            );
        }
        Ok(self)
    }
}

impl Territory {
    /// Every source of the first people, at most `people` of them, within a range of keys (first excluded,
    /// last included), in order of person: for recomputing.
    pub async fn sources_within(
        &self,
        (after, last): (Uuid, Uuid),
        people: u32,
    ) -> Result<Vec<SourceRecord>, StoreError> {
        let sql = format!(
            "{RECORD} WHERE person IN (SELECT id FROM person WHERE id > $1 AND id <= $2 ORDER BY id LIMIT {people}) \
             ORDER BY person, id"
        );
        self.engine
            .reader()
            .all_at_once(
                "read source records",
                &sql,
                vec![after.into(), last.into()],
                record(&self.keyring),
            )
            .await
    }

    /// Records by their keys.
    pub async fn records(&self, ids: &[Uuid]) -> Result<Vec<SourceRecord>, StoreError> {
        records(&self.keyring, &self.engine.reader(), ids).await
    }

    /// Every source of these people.
    pub async fn sources_of(&self, people: &[Uuid]) -> Result<Vec<SourceRecord>, StoreError> {
        sources_of(&self.keyring, &self.engine.reader(), people).await
    }

    /// The records an organisation's system already has under these identifiers.
    pub async fn sources_by_external_id(
        &self,
        organisation: Uuid,
        system: SourceSystem,
        external_ids: &[String],
    ) -> Result<Vec<SourceRecord>, StoreError> {
        by_external_id(
            &self.keyring,
            &self.engine.reader(),
            organisation,
            system,
            external_ids,
        )
        .await
    }
}

/// An organisation that never spoke has no records: the identifiers are not even looked for.
async fn by_external_id<C: ConnectionTrait>(
    keyring: &Keyring,
    session: &Session<'_, C>,
    organisation: Uuid,
    system: SourceSystem,
    external_ids: &[String],
) -> Result<Vec<SourceRecord>, StoreError> {
    let before = [organisation.into(), system.code().into()];
    let any = "SELECT 1 FROM source_record WHERE organisation = $1 AND system = $2 LIMIT 1";
    if session
        .one("look for source records", any, before.to_vec(), |_| Ok(()))
        .await?
        .is_none()
    {
        return Ok(Vec::new());
    }
    let sql = format!("{RECORD} WHERE organisation = $1 AND system = $2 AND external_id IN ({{}})");
    session
        .all_in(
            "find source records",
            &sql,
            &before,
            &texts(external_ids),
            record(keyring),
        )
        .await
}

async fn records<C: ConnectionTrait>(
    keyring: &Keyring,
    session: &Session<'_, C>,
    ids: &[Uuid],
) -> Result<Vec<SourceRecord>, StoreError> {
    let sql = format!("{RECORD} WHERE id IN ({{}}) ORDER BY id");
    session
        .all_in(
            "read source records",
            &sql,
            &[],
            &keys(ids.iter().copied()),
            record(keyring),
        )
        .await
}

async fn sources_of<C: ConnectionTrait>(
    keyring: &Keyring,
    session: &Session<'_, C>,
    people: &[Uuid],
) -> Result<Vec<SourceRecord>, StoreError> {
    let sql = format!("{RECORD} WHERE person IN ({{}}) ORDER BY person, id");
    session
        .all_in(
            "read the sources of people",
            &sql,
            &[],
            &keys(people.iter().copied()),
            record(keyring),
        )
        .await
}

fn source_row(keyring: &Keyring, source: NewSource) -> Result<Vec<Value>, StoreError> {
    let record = source.record;
    let corrupt = |column| StoreError::Corrupt {
        table: "source_record",
        column,
        expected: "serialisable facts",
    };
    let facts = serde_json::to_string(&record.source.facts).map_err(|_| corrupt("facts"))?;
    let changed_at = (!record.source.changed_at.is_empty())
        .then(|| serde_json::to_string(&record.source.changed_at))
        .transpose()
        .map_err(|_| corrupt("changed_at"))?;
    Ok(vec![
        record.id.into(),
        record.organisation.into(),
        record.source.system.code().into(),
        record.external_id.into(),
        record.person.into(),
        record.source.received_at.into(),
        record.updated_at.into(),
        Value::String(changed_at),
        sealed::seal(keyring, Place::Facts, record.id, &facts)?,
        sealed::seal(keyring, Place::Raw, record.id, &source.raw)?,
        source.import.into(),
    ])
}
