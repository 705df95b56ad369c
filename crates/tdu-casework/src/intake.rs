//! What a source says enters: the record is kept, its person found, facts merged, pathway, warnings
//! and caseloads recomputed, the journal told. One transaction for each part of a delivery.

mod ready;

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use tdu_domain::facts::SourcePatch;
use tdu_domain::organisation::SourceSystem;
use tdu_store::{Doubt, Keyring, SourceRecord, StoreError, Territory, Transaction};
use tokio::sync::mpsc;
use tokio::task::JoinHandle;
use uuid::Uuid;

pub(crate) use self::ready::understand;
use self::ready::{Brought, Ready, Scribe};
use crate::erasure::Tombstones;
use crate::frame::Frame;
use crate::learners::parse_in_background;
use crate::registry::{Guard, Held};
use crate::{Casework, CaseworkError};

/// Records made ready together, while those before them are written: few at first, so that writing begins
/// early.
const SLICES: std::ops::RangeInclusive<usize> = 64..=2048;
/// Slices made ready ahead of the one that is written.
const AHEAD: usize = 2;

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

    /// Writes rows and tells what became of each, in order: while a slice is written, the next ones are
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
        let rows = rows.into_iter().map(|row| {
            let existing = known.remove(&row.external_id);
            (row, existing)
        });
        let registry = self.held.lend();
        let registry = registry.ok_or(CaseworkError::Conflict("registry-lent"))?;
        let (mut making, linking) =
            make_ready(self.held.frame.clone(), registry, &scribe, slices(rows));
        while let Some(ready) = making.recv().await {
            let ready = ready?.await??;
            outcomes.extend_from_slice(&ready.outcomes);
            if !ready.lines.is_empty() {
                self.changed = true;
                self.write(&scribe, ready).await?;
            }
        }
        self.held.give_back(linking.await?);
        Ok(outcomes)
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
            staff: transaction
                .staff_facts(&known, self.held.frame.today())
                .await?,
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
            transaction.raise_doubts(&ready.doubts).await?;
            self.think_again(ready.second_thoughts).await
        };
        let (computed, written) = tokio::join!(computing, writing);
        written?;
        Ok(transaction.put_computed(&computed?).await?)
    }

    /// Raises doubts about people known before, but for those whom someone told apart.
    async fn think_again(&self, doubts: Vec<((Uuid, Uuid), Doubt)>) -> Result<(), StoreError> {
        if doubts.is_empty() {
            return Ok(());
        }
        let transaction = &self.held.transaction;
        let people: Vec<Uuid> = doubts.iter().map(|((one, _), _)| *one).collect();
        let apart = transaction.told_apart(&people).await?;
        let left = doubts.into_iter().filter(|(pair, _)| !apart.contains(pair));
        let left: Vec<Doubt> = left.map(|(_, doubt)| doubt).collect();
        transaction.raise_doubts(&left).await
    }
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

/// A row, and the record it speaks of if there is one.
type Row = (Incoming, Option<SourceRecord>);
/// A slice whose people are found, while its rows are built.
type Making = Result<JoinHandle<Result<Ready, CaseworkError>>, CaseworkError>;

fn slices(mut rows: impl Iterator<Item = Row>) -> Vec<Vec<Row>> {
    let (mut slices, mut length) = (Vec::new(), *SLICES.start());
    loop {
        let slice: Vec<Row> = rows.by_ref().take(length).collect();
        if slice.is_empty() {
            return slices;
        }
        slices.push(slice);
        length = (2 * length).min(*SLICES.end());
    }
}

/// Makes slices ready, in order: the people of one are found while the rows of the one before are built.
/// The registry comes back at the end, unless nobody waits for the slices any more.
fn make_ready(
    frame: Arc<Frame>,
    mut registry: Guard,
    scribe: &Scribe,
    slices: Vec<Vec<Row>>,
) -> (mpsc::Receiver<Making>, JoinHandle<Guard>) {
    let (sender, making) = mpsc::channel(AHEAD);
    let scribe = scribe.clone();
    let linking = tokio::task::spawn_blocking(move || {
        for slice in slices {
            let found = scribe.found(&mut registry, slice);
            let making = found.map(|found| {
                let (frame, scribe) = (frame.clone(), scribe.clone());
                tokio::task::spawn_blocking(move || Ready::of(&frame, &scribe, found))
            });
            let failed = making.is_err();
            if sender.blocking_send(making).is_err() || failed {
                break;
            }
        }
        registry
    });
    (making, linking)
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
