//! The journal: one line per act, never changed; its payload apart.

use jiff::civil::Date;
use tdu_domain::journal::{ActCode, Payload};
use tdu_domain::merge::Millis;
use uuid::Uuid;

use crate::engine::text_value;
use crate::error::StoreError;
use crate::territory::{Territory, Transaction};

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
    /// SHA-256 of the payload, or of the source record for its first word.
    pub digest: [u8; 32],
    /// What the act says; nothing for the first word of a source, which is kept as its record.
    pub payload: Option<String>,
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

impl Transaction {
    /// Writes lines at the end of the journal.
    pub async fn append(&self, lines: &[JournalLine]) -> Result<(), StoreError> {
        let rows = lines
            .iter()
            .map(|line| {
                vec![
                    line.id.into(),
                    line.recorded_at.into(),
                    line.occurred_on.to_string().into(),
                    line.actor.into(),
                    line.organisation.into(),
                    line.person.into(),
                    line.act.code().into(),
                    line.digest.to_vec().into(),
                ]
            })
            .collect();
        let columns = [
            "id",
            "recorded_at",
            "occurred_on",
            "actor",
            "organisation",
            "person",
            "act",
            "digest",
        ];
        self.session()
            .insert("write the journal", "journal", &columns, "", rows)
            .await?;
        let payloads = lines
            .iter()
            .filter_map(|line| {
                let payload = line.payload.clone()?;
                Some(vec![
                    line.id.into(),
                    text_value(line.actor_name.as_deref()),
                    payload.into(),
                ])
            })
            .collect();
        let columns = ["line", "actor_name", "payload"];
        self.session()
            .insert(
                "write the journal's payloads",
                "journal_payload",
                &columns,
                "",
                payloads,
            )
            .await
    }
}

impl Territory {
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
                    Ok(JournalEntry {
                        id: row.take()?,
                        recorded_at: row.take()?,
                        occurred_on: row.parse("journal", "occurred_on", "a date", |text| text.parse().ok())?,
                        actor: row.take()?,
                        actor_name: row.take()?,
                        organisation: row.take()?,
                        act: row.parse("journal", "act", "an act", ActCode::from_code)?,
                        payload: row.parse_opt("journal_payload", "payload", "a payload", |text| {
                            serde_json::from_str(text).ok()
                        })?,
                    })
                },
            )
            .await
    }
}
