//! What a source says enters: the record is kept, its person found, facts merged, pathway, warnings
//! and caseloads recomputed, the journal told. One transaction for each part of a delivery.

use std::collections::{BTreeMap, HashMap, HashSet};

use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use tdu_domain::facts::{Field, SourceFacts, SourcePatch};
use tdu_domain::journal::{ActCode, Change, Payload};
use tdu_domain::merge::{DatedSource, Millis};
use tdu_domain::organisation::SourceSystem;
use tdu_linkage::Identity;
use tdu_store::{
    ComputedPerson, Identified, JournalLine, NewSource, SourceRecord, StaffFacts, Territory,
    Transaction,
};
use uuid::Uuid;

use crate::clock::IdSource;
use crate::compute::{compute, shown};
use crate::frame::Frame;
use crate::{Casework, CaseworkError};

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

/// A record as it will be, and what changed in it.
struct Received {
    source: NewSource,
    changes: Option<Vec<Change>>,
}

impl Casework {
    /// Writes rows within a transaction and tells what became of each, in order.
    pub(crate) async fn receive(
        &self,
        frame: &Frame,
        transaction: &Transaction,
        sender: &Sender,
        rows: Vec<Incoming>,
    ) -> Result<Vec<Outcome>, CaseworkError> {
        let now = self.clock().now();
        let ids = external_ids(&rows);
        let known = transaction
            .sources_by_external_id(sender.organisation, sender.system, &ids)
            .await?;
        let mut known = by_external_id(known);
        let mut outcomes = Vec::with_capacity(rows.len());
        let mut received: Vec<Received> = Vec::new();
        for row in rows {
            let existing = known.remove(&row.external_id);
            let created = existing.is_none();
            let (record, changes) =
                understand(sender, existing, row.external_id, row.patch, now, &self.ids);
            outcomes.push(match (created, changes.is_empty()) {
                (true, _) => Outcome::Created,
                (false, true) => Outcome::Unchanged,
                (false, false) => Outcome::Updated,
            });
            if created || !changes.is_empty() {
                let source = NewSource {
                    record,
                    raw: row.raw,
                    import: sender.import,
                };
                received.push(Received {
                    source,
                    changes: (!created).then_some(changes),
                });
            }
        }
        if !received.is_empty() {
            self.settle(frame, transaction, sender, received, now)
                .await?;
        }
        Ok(outcomes)
    }

    /// Finds whose each record is, recomputes the people touched and writes everything.
    async fn settle(
        &self,
        frame: &Frame,
        transaction: &Transaction,
        sender: &Sender,
        mut received: Vec<Received>,
        now: Millis,
    ) -> Result<(), CaseworkError> {
        let mut people = self.link(transaction, &mut received).await?;
        let fresh = std::mem::take(&mut people.fresh);
        let today = frame.today();

        let touched: HashSet<Uuid> = received
            .iter()
            .map(|received| received.source.record.person)
            .collect();
        let not_loaded: Vec<Uuid> = touched
            .iter()
            .copied()
            .filter(|person| !fresh.contains(person) && !people.sources.contains_key(person))
            .collect();
        for record in transaction.sources_of(&not_loaded).await? {
            people
                .sources
                .entry(record.person)
                .or_default()
                .push(record);
        }
        for received in &received {
            let record = &received.source.record;
            let sources = people.sources.entry(record.person).or_default();
            match sources.iter_mut().find(|known| known.id == record.id) {
                Some(known) => *known = record.clone(),
                None => sources.push(record.clone()),
            }
        }
        let known: Vec<Uuid> = touched
            .iter()
            .copied()
            .filter(|person| !fresh.contains(person))
            .collect();
        let staff = transaction.staff_facts(&known).await?;
        let nothing = StaffFacts::default();
        let mut touched: Vec<Uuid> = touched.into_iter().collect();
        touched.sort_unstable();
        let results: Vec<(Identified, ComputedPerson)> = touched
            .par_iter()
            .map(|person| {
                let sources = people
                    .sources
                    .get(person)
                    .map(Vec::as_slice)
                    .unwrap_or_default();
                let staff = staff.get(person).unwrap_or(&nothing);
                (
                    identified(*person, sources),
                    compute(frame, *person, sources, staff, today),
                )
            })
            .collect();
        let (new, old): (Vec<_>, Vec<_>) = results
            .into_iter()
            .partition(|(person, _)| fresh.contains(&person.person));
        let (new_people, new_computed): (Vec<_>, Vec<_>) = new.into_iter().unzip();
        let (old_people, old_computed): (Vec<_>, Vec<_>) = old.into_iter().unzip();

        let lines = received
            .iter()
            .map(|received| self.line(frame, sender, received, now))
            .collect::<Result<Vec<_>, _>>()?;
        let sources: Vec<NewSource> = received
            .into_iter()
            .map(|received| received.source)
            .collect();
        transaction.add_people(&new_people).await?;
        transaction.update_people(&old_people).await?;
        transaction.put_sources(&sources).await?;
        transaction.append(&lines).await?;
        transaction.put_computed(&new_computed, true).await?;
        transaction.put_computed(&old_computed, false).await?;
        Ok(())
    }

    /// Gives each new record its person: someone known, someone of the same delivery, or someone new.
    async fn link(
        &self,
        transaction: &Transaction,
        received: &mut [Received],
    ) -> Result<People, CaseworkError> {
        let identities: Vec<Option<Identity>> = received
            .par_iter()
            .map(|received| {
                received
                    .changes
                    .is_none()
                    .then(|| identity(&received.source.record.source))
            })
            .collect();
        let (mut match_keys, mut ines, mut milo_numbers) = (Vec::new(), Vec::new(), Vec::new());
        for identity in identities.iter().flatten() {
            match_keys.extend(identity.match_key());
            for (numbering, key) in &identity.strong_keys {
                match *numbering {
                    INE => ines.push(key.clone()),
                    _ => milo_numbers.push(key.clone()),
                }
            }
        }
        let mut people = People::default();
        let candidates = transaction
            .candidates(&match_keys, &ines, &milo_numbers)
            .await?;
        for record in transaction.sources_of(&candidates).await? {
            people.remember(record.person, identity(&record.source));
            people
                .sources
                .entry(record.person)
                .or_default()
                .push(record);
        }
        for (received, identity) in received.iter_mut().zip(identities) {
            let Some(identity) = identity else { continue };
            let person = people.find(&identity).unwrap_or_else(|| {
                let person = self.ids.next();
                people.fresh.insert(person);
                person
            });
            received.source.record.person = person;
            people.remember(person, identity);
        }
        Ok(people)
    }

    fn line(
        &self,
        frame: &Frame,
        sender: &Sender,
        received: &Received,
        now: Millis,
    ) -> Result<JournalLine, CaseworkError> {
        let (act, payload) = match &received.changes {
            None => (ActCode::SourceReceived, None),
            Some(changes) => {
                let payload = Payload::SourceChanged {
                    system: sender.system,
                    changes: changes.clone(),
                };
                (
                    ActCode::SourceChanged,
                    Some(serde_json::to_string(&payload)?),
                )
            }
        };
        let digested = payload.as_deref().unwrap_or(&received.source.raw);
        Ok(JournalLine {
            id: self.ids.next(),
            recorded_at: now,
            occurred_on: frame.day_of(now),
            actor: sender.actor.as_ref().map(|actor| actor.0),
            actor_name: sender.actor.as_ref().map(|actor| actor.1.clone()),
            organisation: sender.organisation,
            person: received.source.record.person,
            act,
            digest: Sha256::digest(digested).into(),
            payload,
        })
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

const INE: &str = "ine";
const MILO: &str = "milo";

fn identity(source: &DatedSource) -> Identity {
    let facts = &source.facts;
    let mut strong_keys = Vec::new();
    strong_keys.extend(facts.ine.as_ref().map(|ine| (INE, ine.to_string())));
    strong_keys.extend(
        facts
            .milo_number
            .as_ref()
            .map(|number| (MILO, number.to_string())),
    );
    Identity {
        birth_name: facts.birth_name.clone().unwrap_or_default(),
        first_name: facts.first_name.clone().unwrap_or_default(),
        birth_date: facts.birth_date,
        sex: facts.sex.and_then(|sex| sex.code().chars().next()),
        strong_keys,
    }
}

pub(crate) fn identified(person: Uuid, sources: &[SourceRecord]) -> Identified {
    let facts = shown(sources);
    let identity = Identity {
        birth_name: facts.birth_name.clone().unwrap_or_default(),
        first_name: facts.first_name.clone().unwrap_or_default(),
        birth_date: facts.birth_date,
        ..Identity::default()
    };
    Identified {
        person,
        match_key: identity.match_key().unwrap_or_default(),
        ine: facts.ine.as_ref().map(ToString::to_string),
    }
}

/// The people a part of a delivery may be about: candidates from the store, and those it adds.
#[derive(Default)]
struct People {
    fresh: HashSet<Uuid>,
    sources: HashMap<Uuid, Vec<SourceRecord>>,
    identities: Vec<(Uuid, Identity)>,
    by_key: HashMap<String, Vec<usize>>,
}

impl People {
    fn keys(identity: &Identity) -> impl Iterator<Item = String> {
        let strong = identity
            .strong_keys
            .iter()
            .map(|(numbering, key)| format!("{numbering}:{key}"));
        identity.match_key().into_iter().chain(strong)
    }

    fn remember(&mut self, person: Uuid, identity: Identity) {
        let at = self.identities.len();
        for key in Self::keys(&identity) {
            self.by_key.entry(key).or_default().push(at);
        }
        self.identities.push((person, identity));
    }

    fn find(&self, identity: &Identity) -> Option<Uuid> {
        let candidates = Self::keys(identity)
            .filter_map(|key| self.by_key.get(&key))
            .flatten()
            .map(|at| &self.identities[*at])
            .map(|(person, candidate)| (*person, candidate));
        identity.choose(candidates)
    }
}
