//! An index kept up to date, in which one record is searched at a time.

use std::hash::Hash;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::LinkageError;
use crate::compare::Comparer;
use crate::evidence::Evidence;
use crate::frequency::{Frequencies, Told};
use crate::keys;
use crate::link::{Projected, Zone};
use crate::model::Model;
use crate::pool::{Extra, Values};
use crate::postings::Postings;
use crate::record::Record;
use crate::table::{Row, Table};
use crate::weights::Weights;

/// The people of a territory, ready to be searched.
///
/// Each record is filed under the key of its person; a person may have several records. What is
/// found for a record is what [`crate::link_with`] finds for it among the same records.
#[derive(Debug, Clone)]
pub struct Index<K> {
    table: Table,
    model: Model,
    frequencies: Frequencies,
    postings: Postings,
    /// The person of each record; none where the record was removed.
    people: Vec<Option<K>>,
    records_of: FxHashMap<K, Vec<u32>>,
    free: Vec<u32>,
}

/// A record of an [`Index`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Entry(u32);

/// A person who may be the one searched.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Candidate<K> {
    /// The person.
    pub key: K,
    /// Which of its records agrees best.
    pub entry: Entry,
    /// The probability that this is the person, given all the candidates.
    pub probability: f64,
    /// What it calls for.
    pub zone: Zone,
    /// Whether anything agrees besides names and birth date.
    pub corroborated: bool,
}

impl<K: Copy + Ord + Hash> Index<K> {
    /// An index of nobody.
    #[must_use]
    pub fn new(model: Model) -> Self {
        Self {
            table: Table::new(&model.schema),
            frequencies: Frequencies::new(model.schema.extras().count()),
            postings: Postings::default(),
            people: Vec::new(),
            records_of: FxHashMap::default(),
            free: Vec::new(),
            model,
        }
    }

    /// How many people.
    #[must_use]
    pub fn len(&self) -> usize {
        self.records_of.len()
    }

    /// Whether there is nobody.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.records_of.is_empty()
    }

    /// The parameters.
    #[must_use]
    pub fn model(&self) -> &Model {
        &self.model
    }

    /// Changes the parameters, and nothing else: they are never estimated again silently.
    pub fn set_model(&mut self, model: Model) -> Result<(), LinkageError> {
        if model.schema != *self.table.schema {
            return Err(LinkageError::OtherSchema);
        }
        self.model = model;
        Ok(())
    }

    /// Files a record of a person.
    pub fn insert(&mut self, key: K, record: &Record) -> Result<Entry, LinkageError> {
        self.table.push("", record)?;
        let mut entry = self.table.len() as u32 - 1;
        if let Some(free) = self.free.pop() {
            self.table.move_last(free as usize);
            self.people[free as usize] = Some(key);
            entry = free;
        } else {
            self.people.push(Some(key));
        }
        let others = self.records_of.get(&key).cloned().unwrap_or_default();
        self.file(entry, &others, 1);
        self.records_of.entry(key).or_default().push(entry);
        Ok(Entry(entry))
    }

    /// The records of a person.
    pub fn entries(&self, key: K) -> impl Iterator<Item = Entry> {
        let entries = self.records_of.get(&key).into_iter().flatten();
        entries.copied().map(Entry)
    }

    /// Takes out every record of a person; tells how many there were.
    pub fn remove(&mut self, key: K) -> usize {
        let entries = self.records_of.get(&key).cloned().unwrap_or_default();
        for &entry in &entries {
            self.remove_entry(Entry(entry));
        }
        entries.len()
    }

    /// Takes out one record; tells whether it was there.
    pub fn remove_entry(&mut self, entry: Entry) -> bool {
        let Some(key) = self.people.get_mut(entry.0 as usize).and_then(Option::take) else {
            return false;
        };
        let mut others = self.records_of.remove(&key).unwrap_or_default();
        others.retain(|other| *other != entry.0);
        self.file(entry.0, &others, -1);
        if !others.is_empty() {
            self.records_of.insert(key, others);
        }
        self.free.push(entry.0);
        true
    }

    /// Counts and files a record (1), or the reverse (-1), beside the others of its person.
    fn file(&mut self, entry: u32, others: &[u32], by: i32) {
        let told = |entry: u32| Told {
            row: &self.table.rows[entry as usize],
            extras: self.table.extras_of(entry as usize),
        };
        let Told { row, extras } = told(entry);
        let kinds = &self.table.extra_kinds;
        let others: Vec<Told<'_>> = others.iter().map(|&other| told(other)).collect();
        self.frequencies
            .change(told(entry), &others, kinds, &self.table.pools, by);
        let (none, rows) = (Extra::default(), &self.table.rows);
        let cuts = |record: u32| keys::cuts(&rows[record as usize]);
        let postings = &mut self.postings;
        keys::keys(
            row,
            extras,
            kinds,
            Values::new(&self.table.pools, &none),
            false,
            &mut |key| {
                if by > 0 {
                    postings.insert(key, entry, &cuts);
                } else {
                    postings.remove(key, entry, &cuts);
                }
            },
        );
    }

    /// The people who may be the one that a record tells of, the likeliest first. Those of the zone
    /// *different* are left out.
    #[must_use]
    pub fn candidates(&self, record: &Record) -> Vec<Candidate<K>> {
        self.candidates_besides(record, None)
    }

    /// The same, as if a person were not there: for a record that is already filed under them.
    #[must_use]
    pub fn candidates_besides(&self, record: &Record, besides: Option<K>) -> Vec<Candidate<K>> {
        let search = Search::new(self, record);
        let mut odds = self.best_odds(&search);
        odds.retain(|met| besides.is_none() || self.people[met.entry as usize] != besides);
        let total = search.weights.rest() + odds.iter().map(|met| met.odds).sum::<f64>();
        let mut candidates: Vec<Candidate<K>> = odds
            .into_iter()
            .filter_map(|met| {
                let probability = met.odds / total;
                let zone = self.model.zones.within(probability, met.bounds);
                let key = self.people[met.entry as usize]?;
                (zone > Zone::Different).then_some(Candidate {
                    key,
                    entry: Entry(met.entry),
                    probability,
                    zone,
                    corroborated: met.corroborated,
                })
            })
            .collect();
        candidates.sort_by(|x, y| {
            y.probability
                .total_cmp(&x.probability)
                .then(x.key.cmp(&y.key))
        });
        candidates
    }

    /// What speaks for and against a record, told first, being of a person, by the record of that person that
    /// agrees best, as if the person it is filed under were not there. Nothing when the person has no
    /// record.
    #[must_use]
    pub fn explain(&self, record: &Record, key: K, besides: Option<K>) -> Option<Evidence> {
        let search = Search::new(self, record);
        let comparer = search.comparer(self);
        let same = |entry: u32| search.weights.odds(&comparer.compare(entry, 0)).same;
        let entry = self
            .records_of
            .get(&key)?
            .iter()
            .copied()
            .max_by(|&x, &y| same(x).total_cmp(&same(y)))?;
        let others = self.best_odds(&search);
        let others = others.iter().filter(|met| {
            let person = self.people[met.entry as usize];
            person != Some(key) && (besides.is_none() || person != besides)
        });
        let others = others.map(|met| met.odds).sum();
        let evidence = Evidence::new(&comparer, &search.weights, entry, 0, others);
        Some(evidence.exchanged())
    }

    /// What each person met is worth, by the record that agrees best.
    fn best_odds(&self, search: &Search) -> Vec<Met> {
        let comparer = search.comparer(self);
        let met = |&entry: &u32| {
            let agreement = comparer.compare(entry, 0);
            let met = Met {
                entry,
                odds: search.weights.odds(&agreement).same,
                bounds: comparer.bounds(&agreement),
                corroborated: agreement.pattern.corroborated(comparer.kinds),
            };
            Some((self.people[entry as usize]?, met))
        };
        let mut best: Vec<(K, Met)> = search.found.iter().filter_map(met).collect();
        best.sort_by(|(x, here), (y, there)| {
            x.cmp(y)
                .then(there.odds.total_cmp(&here.odds))
                .then(here.entry.cmp(&there.entry))
        });
        best.dedup_by_key(|found| found.0);
        best.into_iter().map(|(_, met)| met).collect()
    }
}

/// A record met in a search.
struct Met {
    entry: u32,
    /// The odds that it is of the person searched.
    odds: f64,
    /// The zones it may reach.
    bounds: (Zone, Zone),
    corroborated: bool,
}

/// A record being searched.
struct Search {
    probe: Table,
    projected: Projected,
    weights: Weights,
    found: Vec<u32>,
}

impl Search {
    fn new<K: Copy + Ord + Hash>(index: &Index<K>, record: &Record) -> Self {
        let mut probe = Table::sharing(&index.table.schema, &index.table.extra_kinds);
        // A table of one record is never too large.
        let _ = probe.push("", record);
        let projected = Projected::new(&index.table, &probe);
        let row: &Row = &projected.rows[0];
        let rows = &index.table.rows;
        let cuts = |record: u32| keys::cuts(&rows[record as usize]);
        let (searched, mut found) = (keys::cuts(row), Vec::new());
        let values = projected.values(&index.table);
        keys::keys(
            row,
            &projected.extras,
            &index.table.extra_kinds,
            values,
            true,
            &mut |key| {
                index.postings.find(key, &searched, &cuts, &mut found);
            },
        );
        found.sort_unstable();
        found.dedup();
        let weights = Weights::new(&index.model, index.len());
        Self {
            probe,
            projected,
            weights,
            found,
        }
    }

    fn comparer<'a, K>(&'a self, index: &'a Index<K>) -> Comparer<'a> {
        self.projected
            .comparer(&index.table, &self.probe, &index.frequencies, &index.model)
    }
}

impl Table {
    /// An empty table with a schema that another has.
    fn sharing(schema: &Arc<crate::schema::Schema>, kinds: &[crate::schema::Kind]) -> Self {
        Self::empty(Arc::clone(schema), kinds.to_vec())
    }
}
