//! Two files linked.

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use crate::LinkageError;
use crate::assign::{Edge, assign};
use crate::blocking::{self, Pairs};
use crate::compare::{Agreement, Comparer, Side};
use crate::estimate;
use crate::frequency::Frequencies;
use crate::model::{Model, Weights, Zones};
use crate::pool::{Extra, Values};
use crate::table::{Row, Table, renumber, renumber_extras};

/// What a probability calls for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Zone {
    /// Two people.
    Different,
    /// A person must decide.
    Doubt,
    /// One person.
    Same,
}

impl Zones {
    /// The zone of a probability.
    #[must_use]
    pub fn of(&self, probability: f64) -> Zone {
        if probability >= self.same {
            Zone::Same
        } else if probability >= self.doubt {
            Zone::Doubt
        } else {
            Zone::Different
        }
    }
}

/// Two records and how probable it is that they are of one person.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Link {
    /// Position of the record in A.
    pub a: u32,
    /// Position of the record in B.
    pub b: u32,
    /// The probability that they are of one person, given all the candidates of the record of B.
    pub probability: f64,
    /// What it calls for.
    pub zone: Zone,
}

/// What a linkage found, and what it did.
#[derive(Debug, Clone)]
pub struct Linkage {
    /// Links of the zones *same* and *doubt*, in the order of B, the best first.
    pub links: Vec<Link>,
    /// The parameters used.
    pub model: Model,
    /// Pairs compared.
    pub compared: usize,
    /// Records of B that met more indistinguishable records than are compared.
    pub saturated: usize,
}

/// How to link.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Options {
    /// Keep every link, instead of one per record.
    pub all_pairs: bool,
}

/// Links two files, with parameters estimated from them.
pub fn link(a: &Table, b: &Table, options: Options) -> Result<Linkage, LinkageError> {
    // Frequencies come from the larger file: it is the one searched.
    if a.len() < b.len() {
        let mut linkage = link(b, a, options)?;
        for link in &mut linkage.links {
            (link.a, link.b) = (link.b, link.a);
        }
        linkage.links.sort_by(by_record);
        return Ok(linkage);
    }
    link_with(a, b, options, None)
}

fn by_record(x: &Link, y: &Link) -> std::cmp::Ordering {
    x.b.cmp(&y.b).then(y.probability.total_cmp(&x.probability)).then(x.a.cmp(&y.a))
}

fn link_with(a: &Table, b: &Table, options: Options, known: Option<&Model>) -> Result<Linkage, LinkageError> {
    if a.schema != b.schema || known.is_some_and(|model| model.schema != *a.schema) {
        return Err(LinkageError::OtherSchema);
    }
    let frequencies = Frequencies::of(a);
    let projected = Projected::new(a, b);
    let prior = Model::prior(&a.schema);
    let comparer = projected.comparer(a, b, &frequencies, known.unwrap_or(&prior));
    let pairs = blocking::pairs(&comparer);
    let model = match known {
        Some(model) => model.clone(),
        None => estimate_with(&comparer, &pairs),
    };
    let comparer = Comparer { model: &model, ..comparer };
    let weights = Weights::new(&model, a.len());
    let parts: Vec<Vec<Link>> = split(&pairs.of)
        .into_par_iter()
        .map(|pairs| {
            let agreements = comparer.compare_all(pairs);
            let (mut links, mut odds, mut done) = (Vec::new(), Vec::new(), 0);
            for group in pairs.chunk_by(|x, y| x >> 32 == y >> 32) {
                let agreements = &agreements[done..done + group.len()];
                done += group.len();
                score((group[0] >> 32) as u32, agreements, &weights, model.zones, &mut odds, &mut links);
            }
            links
        })
        .collect();
    let mut links = parts.concat();
    if !options.all_pairs {
        let edges: Vec<Edge> = links
            .iter()
            .map(|link| Edge { a: link.a, b: link.b, gain: link.probability.max(1e-12).ln() - model.zones.doubt.min(0.5).ln() })
            .collect();
        links = assign(&edges).into_iter().map(|at| links[at]).collect();
    }
    links.sort_by(by_record);
    Ok(Linkage { links, compared: pairs.of.len(), saturated: pairs.saturated, model })
}

/// Cuts pairs into parts of whole records of B.
fn split(pairs: &[u64]) -> Vec<&[u64]> {
    let mut parts = Vec::new();
    let mut rest = pairs;
    while rest.len() > 1 << 15 {
        let record = rest[1 << 15] >> 32;
        let cut = rest.partition_point(|pair| pair >> 32 < record);
        let cut = if cut == 0 { rest.partition_point(|pair| pair >> 32 <= record) } else { cut };
        let (part, others) = rest.split_at(cut);
        parts.push(part);
        rest = others;
    }
    parts.push(rest);
    parts
}

fn estimate_with(comparer: &Comparer<'_>, pairs: &Pairs) -> Model {
    let chances = estimate::chances(comparer);
    let comparer = Comparer { model: &chances, ..*comparer };
    let records = comparer.b.rows.len();
    let sample: Vec<usize> = (0..records).filter(|&record| estimate::sampled(record, records)).collect();
    let groups: Vec<Vec<Agreement>> = sample
        .par_iter()
        .map(|&record| {
            let from = pairs.of.partition_point(|pair| (pair >> 32) < record as u64);
            pairs.of[from..]
                .iter()
                .take_while(|&&pair| pair >> 32 == record as u64)
                .map(|&pair| comparer.compare(pair as u32, record as u32))
                .collect()
        })
        .collect();
    estimate::learn(chances.clone(), &groups, comparer.a.rows.len())
}

/// The probability of each candidate of one record of B; those of the zone *different* are left.
fn score(
    b: u32,
    agreements: &[Agreement],
    weights: &Weights,
    zones: Zones,
    odds: &mut Vec<f64>,
    links: &mut Vec<Link>,
) {
    odds.clear();
    odds.extend(agreements.iter().map(|agreement| weights.odds(agreement).same));
    let total: f64 = 1.0 - weights.present + odds.iter().sum::<f64>();
    for (agreement, odds) in agreements.iter().zip(odds) {
        let probability = *odds / total;
        let mut zone = zones.of(probability);
        if agreement.pattern.twins() {
            zone = zone.min(Zone::Doubt);
        }
        if zone > Zone::Different {
            links.push(Link { a: agreement.a, b, probability, zone });
        }
    }
}

/// The records of B under the numbering of A.
pub(crate) struct Projected {
    pub(crate) rows: Vec<Row>,
    pub(crate) extras: Vec<u32>,
    extra: Extra,
}

impl Projected {
    pub(crate) fn new(a: &Table, b: &Table) -> Self {
        let (numbering, extra) = a.pools.project(&b.pools);
        Self {
            rows: b.rows.iter().map(|row| renumber(*row, &numbering)).collect(),
            extras: renumber_extras(&b.extras, &b.extra_kinds, &numbering).collect(),
            extra,
        }
    }

    pub(crate) fn comparer<'a>(&'a self, a: &'a Table, b: &'a Table, frequencies: &'a Frequencies, model: &'a Model) -> Comparer<'a> {
        Comparer {
            values: Values::new(&a.pools, &self.extra),
            frequencies,
            model,
            kinds: &a.extra_kinds,
            a: Side { rows: &a.rows, extras: &a.extras, mails: &a.mails },
            b: Side { rows: &self.rows, extras: &self.extras, mails: &b.mails },
        }
    }
}
