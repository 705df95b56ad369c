//! A slice of a delivery made ready: what it changes, whose it is, and the rows to write.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use jiff::civil::Date;
use sha2::{Digest, Sha256};
use tdu_domain::facts::{Field, SourceFacts, SourcePatch};
use tdu_domain::journal::{ActCode, Change, Payload};
use tdu_domain::merge::{DatedSource, Millis};
use tdu_domain::organisation::SourceSystem;
use tdu_store::{
    Batch, ComputedPerson, Doubt, JournalLine, NewSource, SourceRecord, StaffFacts, Told,
};
use uuid::Uuid;

use super::{Incoming, Outcome, Sender};
use crate::CaseworkError;
use crate::clock::IdSource;
use crate::compute::compute;
use crate::erasure::Tombstones;
use crate::frame::Frame;
use crate::linking::{Fresh, Linked, link};
use crate::registry::Registry;

/// A slice of a delivery, ready to be written but for what is computed about the people known before.
pub(super) struct Ready {
    pub(super) outcomes: Vec<Outcome>,
    pub(super) batch: Batch,
    pub(super) lines: Vec<JournalLine>,
    pub(super) doubts: Vec<Doubt>,
    pub(super) second_thoughts: Vec<((Uuid, Uuid), Doubt)>,
    /// The records of people known before, and whether each is new.
    pub(super) known: Vec<(SourceRecord, bool)>,
}

/// What a slice brings about people known before, and what was known of them.
pub(super) struct Brought {
    pub(super) records: Vec<(SourceRecord, bool)>,
    pub(super) sources: HashMap<Uuid, Vec<SourceRecord>>,
    pub(super) staff: HashMap<Uuid, StaffFacts>,
}

/// Who writes in the journal, when.
#[derive(Debug, Clone)]
pub(super) struct Scribe {
    pub(super) sender: Sender,
    pub(super) now: Millis,
    pub(super) occurred_on: Date,
    pub(super) ids: IdSource,
    pub(super) tombstones: Arc<Tombstones>,
}

/// A slice whose people are found.
pub(super) struct Found {
    outcomes: Vec<Outcome>,
    linked: Linked,
}

impl Ready {
    /// Makes a slice ready: what becomes of its people, every row to write.
    pub(super) fn of(
        frame: &Frame,
        scribe: &Scribe,
        Found { outcomes, linked }: Found,
    ) -> Result<Self, CaseworkError> {
        let Linked {
            records,
            changes,
            added,
            doubts,
            second_thoughts,
        } = linked;
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
        let (new, told_again) = partition(records, &changes);
        let batch = frame.territory.batch().people(&people);
        Ok(Self {
            outcomes,
            batch: batch.sources(new, told_again)?.computed(&computed),
            lines,
            doubts,
            second_thoughts,
            known,
        })
    }
}

impl Scribe {
    /// Whose each row of a slice is.
    pub(super) fn found(
        &self,
        registry: &mut Registry,
        slice: Vec<(Incoming, Option<SourceRecord>)>,
    ) -> Result<Found, CaseworkError> {
        let (outcomes, fresh) = self.understood(slice)?;
        let linked = link(registry, &self.ids, fresh, self.now)?;
        Ok(Found { outcomes, linked })
    }

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
    pub(super) fn moves(&self, scribe: &Scribe) -> Result<Vec<JournalLine>, CaseworkError> {
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
    pub(super) fn compute(&self, frame: &Frame) -> Vec<ComputedPerson> {
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

/// The records that are new, and those that were known.
fn partition(
    records: Vec<NewSource>,
    changes: &[Option<Vec<Change>>],
) -> (Vec<NewSource>, Vec<NewSource>) {
    let (mut new, mut known) = (Vec::new(), Vec::new());
    for (record, changes) in records.into_iter().zip(changes) {
        match changes {
            None => new.push(record),
            Some(_) => known.push(record),
        }
    }
    (new, known)
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
    people
        .into_iter()
        .map(|(person, sources)| {
            let staff = staff.get(&person).unwrap_or(&nothing);
            compute(frame, person, &sources, staff, today)
        })
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
