//! What a source says enters: the record is kept, its person found, facts merged, pathway, warnings
//! and caseloads recomputed, the journal told. One transaction for each part of a delivery.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use tdu_domain::facts::{Field, SourceFacts, SourcePatch};
use tdu_domain::journal::{ActCode, Change, Payload};
use tdu_domain::merge::{DatedSource, Millis};
use tdu_domain::organisation::SourceSystem;
use tdu_store::{
    ComputedPerson, JournalLine, NewSource, SourceRecord, StaffFacts, Territory, Transaction,
};
use uuid::Uuid;

use crate::clock::IdSource;
use crate::compute::compute;
use crate::frame::Frame;
use crate::learners::parse_in_background;
use crate::linking::{Fresh, Linked, link};
use crate::registry::{Guard, Held};
use crate::{Casework, CaseworkError};

/// Records whose people are found together.
const SLICE: usize = 1_000;

/// Rows per transaction: enough to be fast, few enough to show progress.
pub(crate) const PART: usize = 4_000;

/// What became of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// The source spoke of this dossier for the first time.
    Created,
    /// It changed something.
    Updated,
    /// It said nothing new.
    Unchanged,
}

/// How many rows became what. `created + updated + unchanged + failed` is the number of rows read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Counts {
    /// New.
    pub created: u64,
    /// Changed.
    pub updated: u64,
    /// Nothing new.
    pub unchanged: u64,
    /// In error, kept aside.
    pub failed: u64,
}

impl Counts {
    /// Counts one outcome.
    pub(crate) fn add(&mut self, outcome: Outcome) {
        match outcome {
            Outcome::Created => self.created += 1,
            Outcome::Updated => self.updated += 1,
            Outcome::Unchanged => self.unchanged += 1,
        }
    }

    /// All rows.
    #[must_use]
    pub fn total(&self) -> u64 {
        self.created + self.updated + self.unchanged + self.failed
    }
}

/// A row that was understood, on its way in.
#[derive(Debug, Clone)]
pub(crate) struct Incoming {
    pub(crate) external_id: String,
    pub(crate) patch: SourcePatch,
    pub(crate) raw: String,
}

/// Who delivers, and by which import.
#[derive(Debug, Clone)]
pub(crate) struct Sender {
    pub(crate) organisation: Uuid,
    pub(crate) system: SourceSystem,
    pub(crate) actor: Option<(Uuid, String)>,
    pub(crate) import: Option<Uuid>,
}

/// What a part of a delivery brings: the records as they will be, the changes of those known before,
/// and what is known of the people they are about.
struct Brought {
    records: Vec<NewSource>,
    changes: Vec<Option<Vec<Change>>>,
    added: HashSet<Uuid>,
    sources: HashMap<Uuid, Vec<SourceRecord>>,
    staff: HashMap<Uuid, StaffFacts>,
}

/// A writing transaction that receives what sources say.
pub(crate) struct Intake {
    casework: Casework,
    held: Held,
    changed: bool,
}

impl Casework {
    /// Begins to receive. Others who receive in the territory wait for the end.
    pub(crate) async fn begin_intake(&self, frame: &Arc<Frame>) -> Result<Intake, CaseworkError> {
        Ok(Intake {
            casework: self.clone(),
            held: Held::begin(frame).await?,
            changed: false,
        })
    }
}

impl Intake {
    /// The transaction, for what goes with a delivery.
    pub(crate) fn transaction(&self) -> &Transaction {
        &self.held.transaction
    }

    /// Makes everything received durable.
    pub(crate) async fn commit(self) -> Result<(), CaseworkError> {
        self.held.commit(self.changed).await
    }

    /// Writes rows and tells what became of each, in order.
    pub(crate) async fn receive(
        &mut self,
        sender: &Sender,
        rows: Vec<Incoming>,
    ) -> Result<Vec<Outcome>, CaseworkError> {
        let now = self.casework.clock().now();
        let ids = external_ids(&rows);
        let known = self
            .transaction()
            .sources_by_external_id(sender.organisation, sender.system, &ids)
            .await?;
        let mut known = by_external_id(known);
        let mut outcomes = Vec::with_capacity(rows.len());
        let (mut kept, mut told) = (Vec::new(), Vec::new());
        for row in rows {
            let existing = known.remove(&row.external_id);
            let created = existing.is_none();
            let ids = &self.casework.ids;
            let (record, changes) =
                understand(sender, existing, row.external_id, row.patch, now, ids);
            outcomes.push(match (created, changes.is_empty()) {
                (true, _) => Outcome::Created,
                (false, true) => Outcome::Unchanged,
                (false, false) => Outcome::Updated,
            });
            if created || !changes.is_empty() {
                kept.push(NewSource {
                    record,
                    raw: row.raw,
                    import: sender.import,
                });
                told.push((!created).then_some(changes));
            }
        }
        if !kept.is_empty() {
            self.settle(sender, kept, told, now).await?;
        }
        Ok(outcomes)
    }

    /// Finds whose each record is, recomputes the people touched and writes everything: while a slice
    /// is written, the people of the next are found.
    async fn settle(
        &mut self,
        sender: &Sender,
        records: Vec<NewSource>,
        changes: Vec<Option<Vec<Change>>>,
        now: Millis,
    ) -> Result<(), CaseworkError> {
        self.changed = true;
        let mut rest: Vec<Fresh> = records.into_iter().zip(changes).collect();
        let mut slices = Vec::with_capacity(rest.len() / SLICE + 1);
        while !rest.is_empty() {
            let after = rest.split_off(rest.len().min(SLICE));
            slices.push(std::mem::replace(&mut rest, after));
        }
        let mut slices = slices.into_iter();
        let mut linking = slices.next().map(|slice| self.start_linking(slice, now));
        while let Some(linked) = linking.take() {
            let (linked, registry) = linked.await?;
            self.held.give_back(registry);
            linking = slices.next().map(|slice| self.start_linking(slice, now));
            self.write(sender, linked?, now).await?;
        }
        Ok(())
    }

    fn start_linking(
        &mut self,
        slice: Vec<Fresh>,
        now: Millis,
    ) -> impl Future<Output = Result<(Result<Linked, CaseworkError>, Guard), CaseworkError>> + use<>
    {
        let (ids, registry) = (self.casework.ids.clone(), self.held.lend());
        // Begins at once, whenever it is waited for.
        let started = tokio::task::spawn_blocking(move || {
            let mut registry = registry.ok_or(CaseworkError::Conflict("registry-lent"))?;
            let linked = link(&mut registry, &ids, slice, now);
            Ok((linked, registry))
        });
        async move {
            started
                .await
                .map_err(|error| CaseworkError::Task(error.to_string()))?
        }
    }

    async fn write(
        &self,
        sender: &Sender,
        linked: Linked,
        now: Millis,
    ) -> Result<(), CaseworkError> {
        let Linked {
            records,
            changes,
            added,
            doubts,
        } = linked;
        let known: HashSet<Uuid> = records
            .iter()
            .map(|source| source.record.person)
            .filter(|person| !added.contains(person))
            .collect();
        let known: Vec<Uuid> = known.into_iter().collect();
        let transaction = &self.held.transaction;
        transaction.lock_people(&known).await?;
        let mut sources: HashMap<Uuid, Vec<SourceRecord>> = HashMap::new();
        for record in transaction.sources_of(&known).await? {
            sources.entry(record.person).or_default().push(record);
        }
        let staff = transaction.staff_facts(&known).await?;
        let brought = Arc::new(Brought {
            records,
            changes,
            added,
            sources,
            staff,
        });
        // What is computed is not needed before the facts are written: both at once.
        let computing = parse_in_background({
            let (frame, brought) = (self.held.frame.clone(), brought.clone());
            move || brought.compute(&frame)
        });
        let writing = async {
            let mut people: Vec<Uuid> = brought.added.iter().copied().collect();
            people.sort_unstable();
            transaction.add_people(&people).await?;
            transaction.put_sources(&brought.records).await?;
            let lines = self.lines(sender, &brought, now)?;
            transaction.append(&lines).await?;
            transaction.raise_doubts(&doubts).await?;
            Ok::<_, CaseworkError>(())
        };
        let (computed, written) = tokio::join!(computing, writing);
        written?;
        let (new, old): (Vec<_>, Vec<_>) = computed?
            .into_iter()
            .partition(|person| brought.added.contains(&person.pathway.person));
        transaction.put_computed(&new, true).await?;
        transaction.put_computed(&old, false).await?;
        Ok(())
    }

    fn lines(
        &self,
        sender: &Sender,
        brought: &Brought,
        now: Millis,
    ) -> Result<Vec<JournalLine>, CaseworkError> {
        let occurred_on = self.held.frame.day_of(now);
        let line = |source: &NewSource, act, payload: Option<String>| JournalLine {
            id: self.casework.ids.next(),
            recorded_at: now,
            occurred_on,
            actor: sender.actor.as_ref().map(|actor| actor.0),
            actor_name: sender.actor.as_ref().map(|actor| actor.1.clone()),
            organisation: sender.organisation,
            person: source.record.person,
            act,
            digest: Sha256::digest(payload.as_deref().unwrap_or(&source.raw)).into(),
            payload,
        };
        let mut lines = Vec::with_capacity(brought.records.len());
        for (source, changes) in brought.records.iter().zip(&brought.changes) {
            if let Some(changes) = changes {
                let payload = Payload::SourceChanged {
                    system: sender.system,
                    changes: changes.clone(),
                };
                let payload = serde_json::to_string(&payload)?;
                lines.push(line(source, ActCode::SourceChanged, Some(payload)));
                continue;
            }
            lines.push(line(source, ActCode::SourceReceived, None));
            if let Some(from) = brought.mission_locale_before(&source.record) {
                let payload = serde_json::to_string(&Payload::MissionLocaleChanged { from })?;
                lines.push(line(source, ActCode::MissionLocaleChanged, Some(payload)));
            }
        }
        Ok(lines)
    }
}

impl Brought {
    /// The Mission Locale that spoke of a person last, when a new file comes from another.
    fn mission_locale_before(&self, record: &SourceRecord) -> Option<Uuid> {
        if record.source.system != SourceSystem::Milo {
            return None;
        }
        let before = self.sources.get(&record.person)?.iter();
        before
            .filter(|known| known.source.system == SourceSystem::Milo)
            .max_by_key(|known| (known.updated_at, known.id))
            .map(|known| known.organisation)
            .filter(|before| *before != record.organisation)
    }

    /// Everyone touched, computed from what is known of them and what was brought.
    fn compute(&self, frame: &Frame) -> Vec<ComputedPerson> {
        let mut people: HashMap<Uuid, Vec<&SourceRecord>> = HashMap::new();
        for source in &self.records {
            let record = &source.record;
            let known = || self.sources.get(&record.person).into_iter().flatten();
            let sources = people
                .entry(record.person)
                .or_insert_with(|| known().collect());
            match sources.iter_mut().find(|known| known.id == record.id) {
                Some(known) => *known = record,
                None => sources.push(record),
            }
        }
        let mut people: Vec<(Uuid, Vec<&SourceRecord>)> = people.into_iter().collect();
        people.sort_unstable_by_key(|person| person.0);
        let (today, nothing) = (frame.today(), StaffFacts::default());
        people
            .par_iter()
            .map(|(person, sources)| {
                let staff = self.staff.get(person).unwrap_or(&nothing);
                compute(frame, *person, sources, staff, today)
            })
            .collect()
    }
}

/// What would become of these rows, without writing anything.
pub(crate) async fn classify(
    territory: &Territory,
    sender: &Sender,
    rows: &[Incoming],
) -> Result<Vec<Outcome>, CaseworkError> {
    let ids = external_ids(rows);
    let known = by_external_id(
        territory
            .sources_by_external_id(sender.organisation, sender.system, &ids)
            .await?,
    );
    let outcome = |row: &Incoming| match known.get(&row.external_id) {
        None => Outcome::Created,
        Some(record)
            if record
                .source
                .facts
                .clone()
                .apply(row.patch.clone())
                .is_empty() =>
        {
            Outcome::Unchanged
        }
        Some(_) => Outcome::Updated,
    };
    Ok(rows.iter().map(outcome).collect())
}

fn external_ids(rows: &[Incoming]) -> Vec<String> {
    rows.iter().map(|row| row.external_id.clone()).collect()
}

fn by_external_id(records: Vec<SourceRecord>) -> HashMap<String, SourceRecord> {
    records
        .into_iter()
        .map(|record| (record.external_id.clone(), record))
        .collect()
}

/// The record after a delivery, and what it changed. A new record has every fact new: no changes are told.
pub(crate) fn understand(
    sender: &Sender,
    existing: Option<SourceRecord>,
    external_id: String,
    patch: SourcePatch,
    now: Millis,
    ids: &IdSource,
) -> (SourceRecord, Vec<Change>) {
    let Some(mut record) = existing else {
        let mut facts = SourceFacts::default();
        facts.apply(patch);
        let source = DatedSource {
            system: sender.system,
            facts,
            received_at: now,
            changed_at: BTreeMap::new(),
        };
        let record = SourceRecord {
            id: ids.next(),
            organisation: sender.organisation,
            external_id,
            person: Uuid::nil(),
            updated_at: now,
            source,
        };
        return (record, Vec::new());
    };
    let before = record.source.facts.clone();
    let fields = record.source.facts.apply(patch);
    if fields.is_empty() {
        return (record, Vec::new());
    }
    record.updated_at = now;
    record
        .source
        .changed_at
        .extend(fields.iter().map(|field| (*field, now)));
    let text = |facts: &SourceFacts| {
        facts
            .known()
            .into_iter()
            .collect::<HashMap<Field, String>>()
    };
    let (mut before, mut after) = (text(&before), text(&record.source.facts));
    let changes = fields
        .iter()
        .map(|field| (*field, before.remove(field), after.remove(field)))
        .collect();
    (record, changes)
}
