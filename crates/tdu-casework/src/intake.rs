//! What a source says enters: the record is kept, its person found, facts merged, pathway, warnings
//! and caseloads recomputed, the journal told. One transaction for each part of a delivery.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

use jiff::civil::Date;
use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use tdu_domain::facts::{Field, SourceFacts, SourcePatch};
use tdu_domain::journal::{ActCode, Change, Payload};
use tdu_domain::merge::{DatedSource, Millis};
use tdu_domain::organisation::SourceSystem;
use tdu_store::{
    Batch, ComputedPerson, Doubt, JournalLine, Keyring, NewSource, SourceRecord, StaffFacts,
    Territory, Told, Transaction,
};
use uuid::Uuid;

use crate::clock::IdSource;
use crate::compute::compute;
use crate::erasure::Tombstones;
use crate::frame::Frame;
use crate::learners::parse_in_background;
use crate::linking::{Fresh, Linked, link};
use crate::registry::{Guard, Held, Registry};
use crate::{Casework, CaseworkError};

/// Records made ready together, while those before them are written.
const SLICE: usize = 512;

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
    /// It speaks of someone who was erased: nothing of it is kept.
    Erased,
}

/// How many rows became what. `created + updated + unchanged + failed + erased` is the number
/// of rows read.
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
    /// Of people who were erased, ignored.
    #[serde(default)]
    pub erased: u64,
}

impl Counts {
    /// Counts one outcome.
    pub(crate) fn add(&mut self, outcome: Outcome) {
        match outcome {
            Outcome::Created => self.created += 1,
            Outcome::Updated => self.updated += 1,
            Outcome::Unchanged => self.unchanged += 1,
            Outcome::Erased => self.erased += 1,
        }
    }

    /// All rows.
    #[must_use]
    pub fn total(&self) -> u64 {
        self.created + self.updated + self.unchanged + self.failed + self.erased
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

/// A slice of a delivery, ready to be written but for what is computed about the people known before.
struct Ready {
    outcomes: Vec<Outcome>,
    batch: Batch,
    lines: Vec<JournalLine>,
    doubts: Vec<Doubt>,
    /// The records of people known before, and whether each is new.
    known: Vec<(SourceRecord, bool)>,
}

/// What a slice brings about people known before, and what was known of them.
struct Brought {
    records: Vec<(SourceRecord, bool)>,
    sources: HashMap<Uuid, Vec<SourceRecord>>,
    staff: HashMap<Uuid, StaffFacts>,
}

/// Who writes in the journal, when.
#[derive(Debug, Clone)]
struct Scribe {
    sender: Sender,
    now: Millis,
    occurred_on: Date,
    ids: IdSource,
    tombstones: Arc<Tombstones>,
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

    /// Writes rows and tells what became of each, in order: while a slice is written, the next is
    /// made ready.
    pub(crate) async fn receive(
        &mut self,
        sender: &Sender,
        rows: Vec<Incoming>,
    ) -> Result<Vec<Outcome>, CaseworkError> {
        let now = self.casework.clock().now();
        let scribe = Scribe {
            sender: sender.clone(),
            now,
            occurred_on: self.held.frame.day_of(now),
            ids: self.casework.ids.clone(),
            tombstones: Arc::new(Tombstones::new(
                self.casework.store().keyring(),
                self.transaction().tombstones().await?,
            )),
        };
        let known = self
            .transaction()
            .sources_by_external_id(sender.organisation, sender.system, &external_ids(&rows))
            .await?;
        let mut known = by_external_id(known);
        let mut outcomes = Vec::with_capacity(rows.len());
        let mut rows = rows.into_iter().map(|row| {
            let existing = known.remove(&row.external_id);
            (row, existing)
        });
        let mut slice = || {
            let slice: Vec<_> = rows.by_ref().take(SLICE).collect();
            (!slice.is_empty()).then_some(slice)
        };
        let mut next = slice().map(|slice| self.make_ready(slice, &scribe));
        while let Some(making) = next.take() {
            let (ready, registry) = making.await?;
            self.held.give_back(registry);
            next = slice().map(|slice| self.make_ready(slice, &scribe));
            let ready = ready?;
            outcomes.extend_from_slice(&ready.outcomes);
            if !ready.lines.is_empty() {
                self.changed = true;
                self.write(&scribe, ready).await?;
            }
        }
        Ok(outcomes)
    }

    fn make_ready(
        &mut self,
        slice: Vec<(Incoming, Option<SourceRecord>)>,
        scribe: &Scribe,
    ) -> impl Future<Output = Result<(Result<Ready, CaseworkError>, Guard), CaseworkError>> + use<>
    {
        let (frame, scribe, registry) = (self.held.frame.clone(), scribe.clone(), self.held.lend());
        // Begins at once, whenever it is waited for.
        let started = tokio::task::spawn_blocking(move || {
            let mut registry = registry.ok_or(CaseworkError::Conflict("registry-lent"))?;
            let ready = Ready::of(&frame, &mut registry, &scribe, slice);
            Ok((ready, registry))
        });
        async move {
            started
                .await
                .map_err(|error| CaseworkError::Task(error.to_string()))?
        }
    }

    async fn write(&self, scribe: &Scribe, ready: Ready) -> Result<(), CaseworkError> {
        let known: HashSet<Uuid> = ready
            .known
            .iter()
            .map(|(record, _)| record.person)
            .collect();
        let known: Vec<Uuid> = known.into_iter().collect();
        let transaction = &self.held.transaction;
        transaction.lock_people(&known).await?;
        let mut sources: HashMap<Uuid, Vec<SourceRecord>> = HashMap::new();
        for record in transaction.sources_of(&known).await? {
            sources.entry(record.person).or_default().push(record);
        }
        let brought = Arc::new(Brought {
            records: ready.known,
            sources,
            staff: transaction.staff_facts(&known).await?,
        });
        let mut lines = ready.lines;
        lines.extend(brought.moves(scribe)?);
        // What is computed is not needed before the facts are written: both at once.
        let computing = parse_in_background({
            let (frame, brought) = (self.held.frame.clone(), brought.clone());
            move || brought.compute(&frame)
        });
        let writing = async {
            transaction.write(ready.batch).await?;
            transaction.append(&lines).await?;
            transaction.raise_doubts(&ready.doubts).await
        };
        let (computed, written) = tokio::join!(computing, writing);
        written?;
        Ok(transaction.put_computed(&computed?).await?)
    }
}

impl Ready {
    fn of(
        frame: &Frame,
        registry: &mut Registry,
        scribe: &Scribe,
        slice: Vec<(Incoming, Option<SourceRecord>)>,
    ) -> Result<Self, CaseworkError> {
        let (outcomes, fresh) = scribe.understood(slice)?;
        let Linked {
            records,
            changes,
            added,
            doubts,
        } = link(registry, &scribe.ids, fresh, scribe.now)?;
        let mut people: Vec<Uuid> = added.iter().copied().collect();
        people.sort_unstable();
        let lines = records
            .iter()
            .zip(&changes)
            .map(|(source, changes)| scribe.received(source, changes.as_ref()))
            .collect::<Result<_, _>>()?;
        let (of_new, of_known): (Vec<_>, Vec<_>) = records
            .iter()
            .map(|source| &source.record)
            .zip(&changes)
            .partition(|(record, _)| added.contains(&record.person));
        let of_new = by_person(of_new.into_iter().map(|(record, _)| record));
        let computed = compute_all(frame, of_new, &HashMap::new());
        let known = of_known
            .into_iter()
            .map(|(record, changes)| (record.clone(), changes.is_none()))
            .collect();
        let batch = frame.territory.batch().people(&people);
        Ok(Self {
            outcomes,
            batch: batch.sources(records)?.computed(&computed),
            lines,
            doubts,
            known,
        })
    }
}

impl Scribe {
    /// What becomes of each row, and the records that change.
    fn understood(
        &self,
        slice: Vec<(Incoming, Option<SourceRecord>)>,
    ) -> Result<(Vec<Outcome>, Vec<Fresh>), CaseworkError> {
        let mut outcomes = Vec::with_capacity(slice.len());
        let mut fresh = Vec::with_capacity(slice.len());
        for (row, existing) in slice {
            let created = existing.is_none();
            if created
                && self
                    .tombstones
                    .forbid(&self.sender, &row.external_id, &row.patch)?
            {
                outcomes.push(Outcome::Erased);
                continue;
            }
            let (record, changes) = understand(
                &self.sender,
                existing,
                row.external_id,
                row.patch,
                self.now,
                &self.ids,
            );
            outcomes.push(match (created, changes.is_empty()) {
                (true, _) => Outcome::Created,
                (false, true) => Outcome::Unchanged,
                (false, false) => Outcome::Updated,
            });
            if created || !changes.is_empty() {
                let source = NewSource {
                    record,
                    raw: row.raw,
                    import: self.sender.import,
                };
                fresh.push((source, (!created).then_some(changes)));
            }
        }
        Ok((outcomes, fresh))
    }

    /// A source that spoke for the first time, or changed what it says.
    fn received(
        &self,
        source: &NewSource,
        changes: Option<&Vec<Change>>,
    ) -> Result<JournalLine, CaseworkError> {
        let person = source.record.person;
        let Some(changes) = changes else {
            let told = Told::Record(Sha256::digest(&source.raw).into());
            return Ok(self.line(person, ActCode::SourceReceived, told));
        };
        self.telling(
            person,
            &Payload::SourceChanged {
                system: self.sender.system,
                changes: changes.clone(),
            },
        )
    }

    /// A line that says more than its act.
    fn telling(&self, person: Uuid, payload: &Payload) -> Result<JournalLine, CaseworkError> {
        let told = Told::Payload(serde_json::to_string(payload)?);
        Ok(self.line(person, payload.code(), told))
    }

    fn line(&self, person: Uuid, act: ActCode, told: Told) -> JournalLine {
        let actor = self.sender.actor.as_ref();
        JournalLine {
            id: self.ids.next(),
            recorded_at: self.now,
            occurred_on: self.occurred_on,
            actor: actor.map(|actor| actor.0),
            actor_name: actor.map(|actor| actor.1.clone()),
            organisation: self.sender.organisation,
            person,
            act,
            told,
        }
    }
}

impl Brought {
    /// The people of whom another Mission Locale than before opens a file.
    fn moves(&self, scribe: &Scribe) -> Result<Vec<JournalLine>, CaseworkError> {
        let new = self.records.iter().filter(|(_, new)| *new);
        new.filter_map(|(record, _)| Some((record.person, self.mission_locale_before(record)?)))
            .map(|(person, from)| scribe.telling(person, &Payload::MissionLocaleChanged { from }))
            .collect()
    }

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

    /// Everyone touched, computed from what was known of them and what is brought.
    fn compute(&self, frame: &Frame) -> Vec<ComputedPerson> {
        let mut people = by_person(self.sources.values().flatten());
        for (record, _) in &self.records {
            let sources = people.entry(record.person).or_default();
            match sources.iter_mut().find(|known| known.id == record.id) {
                Some(known) => *known = record,
                None => sources.push(record),
            }
        }
        compute_all(frame, people, &self.staff)
    }
}

/// People with their records, in order of their keys.
fn by_person<'r>(
    records: impl Iterator<Item = &'r SourceRecord>,
) -> BTreeMap<Uuid, Vec<&'r SourceRecord>> {
    let mut people: BTreeMap<Uuid, Vec<&SourceRecord>> = BTreeMap::new();
    for record in records {
        people.entry(record.person).or_default().push(record);
    }
    people
}

fn compute_all(
    frame: &Frame,
    people: BTreeMap<Uuid, Vec<&SourceRecord>>,
    staff: &HashMap<Uuid, StaffFacts>,
) -> Vec<ComputedPerson> {
    let (today, nothing) = (frame.today(), StaffFacts::default());
    let people: Vec<(Uuid, Vec<&SourceRecord>)> = people.into_iter().collect();
    people
        .par_iter()
        .map(|(person, sources)| {
            let staff = staff.get(person).unwrap_or(&nothing);
            compute(frame, *person, sources, staff, today)
        })
        .collect()
}

/// What would become of these rows, without writing anything.
pub(crate) async fn classify(
    territory: &Territory,
    keyring: &Keyring,
    sender: &Sender,
    rows: &[Incoming],
) -> Result<Vec<Outcome>, CaseworkError> {
    let tombstones = Tombstones::new(keyring, territory.tombstones().await?);
    let ids = external_ids(rows);
    let known = by_external_id(
        territory
            .sources_by_external_id(sender.organisation, sender.system, &ids)
            .await?,
    );
    let outcome = |row: &Incoming| match known.get(&row.external_id) {
        None if tombstones.forbid(sender, &row.external_id, &row.patch)? => Ok(Outcome::Erased),
        None => Ok(Outcome::Created),
        Some(record)
            if record
                .source
                .facts
                .clone()
                .apply(row.patch.clone())
                .is_empty() =>
        {
            Ok(Outcome::Unchanged)
        }
        Some(_) => Ok(Outcome::Updated),
    };
    rows.iter().map(outcome).collect()
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
