//! Erasing a person: everything told of them goes, from the database and from what the database left
//! on the disk; the lines of the journal stay, and no source brings them back.

mod marks;
mod words;

use std::collections::BTreeSet;

use tdu_domain::identity::Identity;
use tdu_domain::journal::Payload;
use tdu_store::{JournalLine, SourceRecord, Told};
use uuid::Uuid;

pub(crate) use self::marks::Tombstones;
use self::words::Words;
use crate::frame::Frame;
use crate::imports::ImportState;
use crate::registry::{Held, Origin};
use crate::writing::without_number;
use crate::{Casework, CaseworkError};

/// Longest reason.
const REASON: usize = 300;

/// What was erased.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Erased {
    /// Files and dossiers.
    pub records: usize,
    /// Rows in error that spoke of the person.
    pub rows: usize,
    /// Files that waited, and must be sent again.
    pub files: usize,
}

impl Casework {
    /// Erases a person of a territory, for a reason that the journal keeps. When this returns, nothing
    /// is left in any file of the database.
    pub async fn erase_person(
        &self,
        territory: Uuid,
        person: Uuid,
        reason: &str,
    ) -> Result<Erased, CaseworkError> {
        let reason = reason.trim();
        if reason.is_empty() || reason.chars().count() > REASON {
            return Err(CaseworkError::Invalid {
                field: "reason",
                problem: "nothing-given",
            });
        }
        without_number(reason, "reason")?;
        let frame = self.frame(territory).await?;
        let mut held = Held::begin(&frame).await?;
        let known = frame.territory.known_as(person).await?;
        let known = known.ok_or(CaseworkError::NotFound("person"))?;
        let keys = frame.territory.keys_of(known).await?;
        let records = held.transaction.sources_of(&keys).await?;
        let identities: Vec<Identity> = records
            .iter()
            .map(|record| Identity::from(&record.source.facts))
            .collect();
        let words = Words::of(&identities);
        let mut erased = Erased {
            records: records.len(),
            ..Erased::default()
        };
        erased.files = forget_files(&held, &words).await?;
        erased.rows = forget_rows(&held, &words).await?;

        let marks = marks::of(self.store().keyring(), &records)?;
        held.transaction.put_tombstones(marks).await?;
        held.transaction.erase_people(&keys).await?;
        let payload = Payload::PersonErased {
            reason: reason.to_owned(),
            keys: keys.clone(),
        };
        let lines = self.holders_lines(&frame, known, &records, &payload)?;
        held.transaction.append(&lines).await?;
        for record in &records {
            let origin = Origin::of(record);
            held.registry()?.remember(record.id, known, origin, None)?;
        }
        held.commit(true).await?;
        frame.territory.compact().await?;
        Ok(erased)
    }

    /// Lays a territory's database out anew, so that nothing is left of what was erased.
    pub async fn compact(&self, territory: Uuid) -> Result<(), CaseworkError> {
        let frame = self.frame(territory).await?;
        Ok(frame.territory.compact().await?)
    }

    /// What the operator did about someone is told in the journal of every organisation that holds a
    /// record of them.
    pub(crate) fn holders_lines(
        &self,
        frame: &Frame,
        person: Uuid,
        records: &[SourceRecord],
        payload: &Payload,
    ) -> Result<Vec<JournalLine>, CaseworkError> {
        let organisations: BTreeSet<Uuid> =
            records.iter().map(|record| record.organisation).collect();
        let told = serde_json::to_string(payload)?;
        let line = |organisation| JournalLine {
            id: self.ids.next(),
            recorded_at: self.clock().now(),
            occurred_on: frame.today(),
            actor: None,
            actor_name: None,
            organisation,
            person,
            act: payload.code(),
            told: Told::Payload(told.clone()),
        };
        Ok(organisations.into_iter().map(line).collect())
    }
}

/// Rows in error that speak of the person go.
async fn forget_rows(held: &Held, words: &Words) -> Result<usize, CaseworkError> {
    let mut forgotten = 0;
    for (import, error) in held.transaction.all_kept_aside().await? {
        if words.are_in(&error.raw) || words.are_in(&error.issues) {
            held.transaction.drop_kept_aside(import, error.line).await?;
            forgotten += 1;
        }
    }
    Ok(forgotten)
}

/// Files that wait and may speak of the person go; they can be sent again. One that is being imported
/// must end first.
async fn forget_files(held: &Held, words: &Words) -> Result<usize, CaseworkError> {
    let mut forgotten = 0;
    for (import, state, content) in held.transaction.waiting_files().await? {
        if !words.may_be_in(&content) {
            continue;
        }
        if state == ImportState::Running.code() {
            return Err(CaseworkError::Conflict("erasure-import-running"));
        }
        let cancelled = ImportState::Cancelled.code();
        held.transaction
            .move_import(import, &state, cancelled)
            .await?;
        held.transaction.drop_file(import).await?;
        forgotten += 1;
    }
    Ok(forgotten)
}
