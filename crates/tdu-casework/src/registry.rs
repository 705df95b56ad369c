//! Who a territory knows, in memory, so that each new record finds its person at once.
//!
//! The registry follows the database by a version that moves with every commit that changes who is
//! who: a process that finds another version than its own reads everyone again.

use std::collections::HashMap;
use std::sync::Arc;

use tdu_domain::identity::Identity;
use tdu_store::Transaction;
use tokio::sync::{Mutex, OwnedMutexGuard};
use uuid::Uuid;

use crate::CaseworkError;
use crate::frame::Frame;

/// The registry of a territory; one writing transaction holds it at a time.
pub(crate) type SharedRegistry = Arc<Mutex<Registry>>;

/// Everyone, by what their records tell.
#[derive(Debug, Default)]
pub(crate) struct Registry {
    version: Option<i64>,
    records: Vec<(Uuid, tdu_linkage::Identity)>,
    by_key: HashMap<String, Vec<usize>>,
}

impl Registry {
    /// The person that a new record is about, if known.
    pub(crate) fn find(&self, identity: &Identity) -> Option<Uuid> {
        let identity = comparable(identity);
        let candidates = keys(&identity)
            .filter_map(|key| self.by_key.get(&key))
            .flatten()
            .map(|at| &self.records[*at])
            .map(|(person, candidate)| (*person, candidate));
        identity.choose(candidates)
    }

    /// Adds a record of a person.
    pub(crate) fn remember(&mut self, person: Uuid, identity: &Identity) {
        let identity = comparable(identity);
        let at = self.records.len();
        for key in keys(&identity) {
            self.by_key.entry(key).or_default().push(at);
        }
        self.records.push((person, identity));
    }
}

/// A writing transaction that may change who is who.
pub(crate) struct Held {
    pub(crate) frame: Arc<Frame>,
    pub(crate) transaction: Transaction,
    pub(crate) registry: OwnedMutexGuard<Registry>,
    version: i64,
}

impl Held {
    /// Begins, with the registry as the database is.
    pub(crate) async fn begin(frame: &Arc<Frame>) -> Result<Self, CaseworkError> {
        let mut registry = frame.registry.clone().lock_owned().await;
        let transaction = frame.territory.begin().await?;
        let version = transaction.hold_people().await?;
        // Until the commit, what is in memory may be ahead of the database: whoever comes next after
        // a failure reads it again.
        if registry.version.take() != Some(version) {
            *registry = read(&transaction).await?;
        }
        Ok(Self {
            frame: frame.clone(),
            transaction,
            registry,
            version,
        })
    }

    /// Makes everything durable. `changed` tells whether who is who has changed.
    pub(crate) async fn commit(mut self, changed: bool) -> Result<(), CaseworkError> {
        let version = self.version + i64::from(changed);
        if changed {
            self.transaction.set_people_version(version).await?;
        }
        self.transaction.commit().await?;
        self.registry.version = Some(version);
        Ok(())
    }
}

async fn read(transaction: &Transaction) -> Result<Registry, CaseworkError> {
    let mut registry = Registry::default();
    let mut after = Uuid::nil();
    loop {
        let records = transaction.known_records(after).await?;
        let Some(last) = records.last() else {
            return Ok(registry);
        };
        after = last.record;
        for known in records {
            registry.remember(known.person, &known.identity);
        }
    }
}

const INE: &str = "ine";
const MILO: &str = "milo";

fn comparable(identity: &Identity) -> tdu_linkage::Identity {
    let ine = identity.ine.as_ref().map(|ine| (INE, ine.to_string()));
    let milo = identity.milo_number.as_ref();
    let milo = milo.map(|number| (MILO, number.to_string()));
    tdu_linkage::Identity {
        birth_name: identity.birth_name.clone().unwrap_or_default(),
        first_name: identity.first_name.clone().unwrap_or_default(),
        birth_date: identity.birth_date,
        sex: identity.sex.and_then(|sex| sex.code().chars().next()),
        strong_keys: ine.into_iter().chain(milo).collect(),
    }
}

fn keys(identity: &tdu_linkage::Identity) -> impl Iterator<Item = String> {
    let strong = identity
        .strong_keys
        .iter()
        .map(|(numbering, key)| format!("{numbering}:{key}"));
    identity.match_key().into_iter().chain(strong)
}
