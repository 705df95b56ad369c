//! Duplicates among everyone known, and the parameters of linkage: both on demand, never silently.

use std::collections::HashMap;

use rayon::prelude::*;
use tdu_linkage::{Model, Options, Table, Zone, link};
use uuid::Uuid;

use crate::linking::{doubt_of, pair};
use crate::registry::{Held, Likeness, MODEL_SETTING, Origin, Registry, SCHEMA, ZONES, comparable};
use crate::{Casework, CaseworkError};
use tdu_domain::organisation::Network;
use tdu_store::KnownRecord;

/// What a search for duplicates found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Searched {
    /// Records searched.
    pub records: u64,
    /// Pairs of people who may be one; those already decided are not counted.
    pub pairs: u64,
}

/// Two people, the lesser key first, and what makes them alike.
type Pairs = HashMap<(Uuid, Uuid), (KnownRecord, Likeness)>;

impl Casework {
    /// Searches everyone for others they may be, and raises a doubt for each pair: what arrived since may
    /// have made two people alike. Joins nobody.
    pub async fn search_duplicates(&self, territory: Uuid) -> Result<Searched, CaseworkError> {
        let frame = self.frame(territory).await?;
        let mut held = Held::begin(&frame).await?;
        let mut searched = Searched::default();
        let mut pairs = Pairs::new();
        let mut after = Uuid::nil();
        loop {
            let records = held.transaction.known_records(after).await?;
            let Some(last) = records.last() else { break };
            after = last.record;
            searched.records += records.len() as u64;
            let alike = alike(held.registry()?, &records);
            for (known, likeness) in alike {
                let key = pair(known.person, likeness.person);
                let better = pairs
                    .get(&key)
                    .is_none_or(|(_, before)| before.probability < likeness.probability);
                if better {
                    pairs.insert(key, (known, likeness));
                }
            }
        }
        let people: Vec<Uuid> = pairs.keys().map(|pair| pair.0).collect();
        let apart = held.transaction.told_apart(&people).await?;
        let mut pairs: Vec<_> = pairs
            .into_iter()
            .filter(|(pair, _)| !apart.contains(pair))
            .collect();
        pairs.sort_unstable_by_key(|(pair, _)| *pair);
        let now = self.clock().now();
        let doubt = |(_, (known, likeness)): &(_, (KnownRecord, Likeness))| {
            doubt_of(
                self.ids.next(),
                known.record,
                Origin::of_known(known),
                likeness,
                now,
            )
        };
        let doubts: Vec<_> = pairs.iter().map(doubt).collect();
        searched.pairs = doubts.len() as u64;
        held.transaction.raise_doubts(&doubts).await?;
        held.commit(false).await?;
        Ok(searched)
    }

    /// Estimates the parameters of linkage from what the two networks know here, and uses them from now
    /// on.
    pub async fn estimate_linkage(&self, territory: Uuid) -> Result<Model, CaseworkError> {
        let frame = self.frame(territory).await?;
        let held = Held::begin(&frame).await?;
        let (mut youths, mut learners) = (Table::new(&SCHEMA), Table::new(&SCHEMA));
        let mut after = Uuid::nil();
        loop {
            let records = held.transaction.known_records(after).await?;
            let Some(last) = records.last() else { break };
            after = last.record;
            for known in records.iter().filter(|known| known.identity.tells()) {
                let table = match Origin::of_known(known).network() {
                    Network::MissionLocale => &mut youths,
                    Network::Cfa => &mut learners,
                };
                table.push(&known.record.to_string(), &comparable(&known.identity))?;
            }
        }
        if youths.is_empty() || learners.is_empty() {
            return Err(CaseworkError::Conflict("estimate-one-network"));
        }
        let linkage = tokio::task::block_in_place(|| link(&youths, &learners, Options::default()))?;
        let mut model = linkage.model;
        model.zones = ZONES;
        let transaction = &held.transaction;
        transaction
            .set_setting(MODEL_SETTING, &model.to_json())
            .await?;
        // Another version: every process reads the parameters again with everyone.
        held.commit_elsewhere().await?;
        Ok(model)
    }
}

/// The records that may be of someone else than whose they are, with whom.
fn alike(registry: &Registry, records: &[KnownRecord]) -> Vec<(KnownRecord, Likeness)> {
    records
        .par_iter()
        .filter(|known| known.identity.tells())
        .flat_map_iter(|known| {
            registry
                .likenesses(&comparable(&known.identity), Some(known.person))
                .into_iter()
                .filter(|likeness| likeness.zone >= Zone::Doubt)
                .map(|likeness| (known.clone(), likeness))
        })
        .collect()
}
