//! Erasing a person: everything told of them goes, from the database and from what the database left
//! on the disk; the lines of the journal stay, and no source brings them back.

mod again;
mod marks;
mod words;

use std::collections::BTreeSet;

use tdu_domain::access::{Actor, Right};
use tdu_domain::free_text::Written;
use tdu_domain::identity::Identity;
use tdu_domain::journal::Payload;
use tdu_store::{JournalLine, SourceRecord, Told};
use uuid::Uuid;

pub(crate) use self::marks::{Marked, Tombstones};
use self::words::Words;
use crate::error::Problems;
use crate::frame::Frame;
use crate::imports::ImportState;
use crate::registry::{Held, Origin};
use crate::writing::{without_number, words};
use crate::{Casework, CaseworkError};

/// Longest reason.
const REASON: usize = 300;
/// The setting that says that a database is to be laid out anew.
pub(crate) const COMPACTION: &str = "compaction";
/// Its value, then.
pub(crate) const WANTED: &str = "wanted";

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

/// What would be lost with a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WhatIsKept {
    /// Files and dossiers.
    pub sources: usize,
    /// Acts of the history.
    pub acts: usize,
    /// The names of the organisations that hold them.
    pub held_by: Vec<String>,
}

impl Casework {
    /// What erasing a person of the actor's organisation would lose.
    pub async fn what_is_kept(
        &self,
        actor: &Actor,
        person: Uuid,
    ) -> Result<WhatIsKept, CaseworkError> {
        let reached = self.reach(actor, Right::HandleRequests, person).await?;
        let frame = reached.frame;
        let sources = frame.territory.sources_of(&[person]).await?;
        let holders: BTreeSet<Uuid> = sources.iter().map(|record| record.organisation).collect();
        let name = |id: &Uuid| frame.organisations.get(id).map(|known| known.name.clone());
        Ok(WhatIsKept {
            sources: sources.len(),
            acts: frame.territory.journal_of(person).await?.len(),
            held_by: holders.iter().filter_map(name).collect(),
        })
    }

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
        let erased = self
            .erase_in(&mut held, person, reason, Marked::AsAPerson)
            .await?;
        held.commit(true).await?;
        frame.territory.compact().await?;
        Ok(erased)
    }

    /// Erases a person of the actor's organisation, once it was confirmed; the database is laid out anew by the clock, within
    /// some minutes.
    pub async fn erase_for_request(
        &self,
        actor: &Actor,
        person: Uuid,
        reason: &Written,
        confirmed: bool,
    ) -> Result<Erased, CaseworkError> {
        let mut problems = Problems::default();
        let reason = problems.take(words(reason, REASON, "raison", "erase-reason"))?;
        if !confirmed {
            problems.refuse("mot", "erase-word");
        }
        let reason = problems.settle(Ok(reason))?;
        let reached = self.reach(actor, Right::HandleRequests, person).await?;
        let frame = reached.frame;
        let mut held = Held::begin(&frame).await?;
        let erased = self
            .erase_in(&mut held, person, &reason, Marked::AsAPerson)
            .await?;
        held.transaction.set_setting(COMPACTION, WANTED).await?;
        held.commit(true).await?;
        tracing::info!(account = %actor.account, records = erased.records, "a person was erased");
        Ok(erased)
    }

    /// Erases a person within a transaction, which then holds nothing of them.
    pub(crate) async fn erase_in(
        &self,
        held: &mut Held,
        person: Uuid,
        reason: &str,
        marked: Marked,
    ) -> Result<Erased, CaseworkError> {
        let frame = held.frame.clone();
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
        erased.files = forget_files(held, &words).await?;
        erased.rows = forget_rows(held, &words).await?;

        let marks = marks::of(self.store().keyring(), &records, marked)?;
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
        Ok(erased)
    }

    /// Lays out anew the databases from which people were erased since.
    pub async fn compact_where_wanted(&self) -> Result<(), CaseworkError> {
        for row in self.store().territories().await? {
            let frame = self.frame(row.id).await?;
            if frame.territory.setting(COMPACTION).await?.as_deref() == Some(WANTED) {
                frame.territory.compact().await?;
                let transaction = frame.territory.begin().await?;
                transaction.set_setting(COMPACTION, "").await?;
                transaction.commit().await?;
            }
        }
        Ok(())
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
    let kept = held.transaction.all_kept_aside(None).await?;
    let speaking: Vec<Uuid> = kept
        .iter()
        .filter(|(_, error)| words.are_in(&error.raw) || words.are_in(&error.issues))
        .map(|(id, _)| *id)
        .collect();
    held.transaction.drop_kept_aside(&speaking).await?;
    Ok(speaking.len())
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
