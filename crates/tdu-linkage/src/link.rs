//! Two files linked.

use std::cmp::Ordering;

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use crate::LinkageError;
use crate::assign::{Edge, assign};
use crate::blocking::{self, Pairs};
use crate::compare::{Agreement, Comparer, Side, Surprises};
use crate::estimate;
use crate::evidence::Evidence;
use crate::frequency::Frequencies;
use crate::model::{Model, Zones};
use crate::pool::{Extra, Values};
use crate::table::{Row, Table, renumber, renumber_extras};
use crate::weights::Weights;

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

    /// The zone of a probability, within bounds.
    pub(crate) fn within(&self, probability: f64, (least, most): (Zone, Zone)) -> Zone {
        self.of(probability).clamp(least, most)
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
    larger_first(a, b, |a, b| run(a, b, Task::Link(options), None))
}

/// Links two files with known parameters, searching A.
pub fn link_with(
    a: &Table,
    b: &Table,
    options: Options,
    model: &Model,
) -> Result<Linkage, LinkageError> {
    run(a, b, Task::Link(options), Some(model))
}

/// Finds the records of one file that are of one person: every pair, with no one-to-one.
pub fn dedupe(table: &Table) -> Result<Linkage, LinkageError> {
    run(table, table, Task::Dedupe, None)
}

impl Model {
    /// Estimates the parameters of a linkage from its two files.
    pub fn estimate(a: &Table, b: &Table) -> Result<Self, LinkageError> {
        Ok(larger_first(a, b, |a, b| run(a, b, Task::Estimate, None))?.model)
    }
}

/// Tells what speaks for and against two records being of one person.
pub fn explain(
    a: &Table,
    b: &Table,
    model: &Model,
    record_a: usize,
    record_b: usize,
) -> Result<Evidence, LinkageError> {
    if a.len() < b.len() {
        return Ok(explain(b, a, model, record_b, record_a)?.exchanged());
    }
    check(a, b, Some(model))?;
    let frequencies = Frequencies::of(a);
    let projected = Projected::new(a, b);
    let whole = projected.comparer(a, b, &frequencies, model);
    let width = whole.kinds.len();
    let side = Side {
        rows: &whole.b.rows[record_b..=record_b],
        extras: &whole.b.extras[record_b * width..(record_b + 1) * width],
        ..whole.b
    };
    let comparer = Comparer { b: side, ..whole };
    let weights = Weights::new(model, a.len());
    let met = blocking::pairs(&comparer).of;
    let others = met.iter().filter(|&&pair| pair as u32 as usize != record_a);
    let others = others
        .map(|&pair| weights.odds(&comparer.compare(pair as u32, 0)).same)
        .sum();
    Ok(Evidence::new(
        &comparer,
        &weights,
        record_a as u32,
        0,
        others,
    ))
}

/// Frequencies come from the larger file: it is the one searched.
fn larger_first(
    a: &Table,
    b: &Table,
    link: impl Fn(&Table, &Table) -> Result<Linkage, LinkageError>,
) -> Result<Linkage, LinkageError> {
    if a.len() >= b.len() {
        return link(a, b);
    }
    let mut linkage = link(b, a)?;
    for link in &mut linkage.links {
        (link.a, link.b) = (link.b, link.a);
    }
    linkage.links.sort_by(by_record);
    Ok(linkage)
}

fn by_record(x: &Link, y: &Link) -> Ordering {
    x.b.cmp(&y.b)
        .then(y.probability.total_cmp(&x.probability))
        .then(x.a.cmp(&y.a))
}

fn check(a: &Table, b: &Table, known: Option<&Model>) -> Result<(), LinkageError> {
    if a.schema != b.schema || known.is_some_and(|model| model.schema != *a.schema) {
        return Err(LinkageError::OtherSchema);
    }
    Ok(())
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Task {
    Link(Options),
    /// A is B: each pair is met once, and no record competes with another.
    Dedupe,
    Estimate,
}

fn run(a: &Table, b: &Table, task: Task, known: Option<&Model>) -> Result<Linkage, LinkageError> {
    check(a, b, known)?;
    let (frequencies, projected) = rayon::join(|| Frequencies::of(a), || Projected::new(a, b));
    let mut prior = Model::prior(&a.schema);
    if task == Task::Dedupe {
        prior.present = DUPLICATED;
    }
    let comparer = projected.comparer(a, b, &frequencies, known.unwrap_or(&prior));
    let mut pairs = blocking::pairs(&comparer);
    if task == Task::Dedupe {
        pairs.of.retain(|&pair| (pair as u32) < (pair >> 32) as u32);
    }
    let model = match known {
        Some(model) => model.clone(),
        None => estimate(&comparer, &pairs, task),
    };
    let mut linkage = Linkage {
        links: Vec::new(),
        compared: pairs.of.len(),
        saturated: pairs.saturated.len(),
        model,
    };
    if task == Task::Estimate {
        return Ok(linkage);
    }
    let comparer = comparer.with_model(&linkage.model);
    let weights = Weights::new(&linkage.model, a.len());
    let competes = task != Task::Dedupe;
    let parts: Vec<Vec<Link>> = split(&pairs.of)
        .into_par_iter()
        .map(|pairs| {
            let agreements = comparer.compare_all(pairs);
            let (mut links, mut odds, mut done) = (Vec::new(), Vec::new(), 0);
            for group in pairs.chunk_by(|x, y| competes && x >> 32 == y >> 32) {
                let agreements = &agreements[done..done + group.len()];
                done += group.len();
                score(
                    (group[0] >> 32) as u32,
                    agreements,
                    &comparer,
                    &weights,
                    &mut odds,
                    &mut links,
                );
            }
            links
        })
        .collect();
    let mut links = parts.concat();
    if task == Task::Link(Options { all_pairs: false }) {
        links = one_to_one(&links, linkage.model.zones);
    }
    links.par_sort_by(by_record);
    linkage.links = links;
    Ok(linkage)
}

/// How probable it is that a record has another of the same person in its file, before looking.
const DUPLICATED: f64 = 0.02;

/// The links that hold together: a record has one at most.
fn one_to_one(links: &[Link], zones: Zones) -> Vec<Link> {
    // A link is worth as much as its probability is above that of the zone *different*.
    let gain = |link: &Link| link.probability.max(zones.doubt).ln() - (zones.doubt * 0.9).ln();
    let edges: Vec<Edge> = links
        .iter()
        .map(|link| Edge {
            a: link.a,
            b: link.b,
            gain: gain(link),
        })
        .collect();
    assign(&edges).into_iter().map(|at| links[at]).collect()
}

/// Cuts pairs into parts of whole records of B.
fn split(pairs: &[u64]) -> Vec<&[u64]> {
    let mut parts = Vec::new();
    let mut rest = pairs;
    while rest.len() > 1 << 14 {
        let record = rest[1 << 14] >> 32;
        let cut = rest.partition_point(|pair| pair >> 32 < record);
        let cut = if cut == 0 {
            rest.partition_point(|pair| pair >> 32 <= record)
        } else {
            cut
        };
        let (part, others) = rest.split_at(cut);
        parts.push(part);
        rest = others;
    }
    parts.push(rest);
    parts
}

fn estimate(comparer: &Comparer<'_>, pairs: &Pairs, task: Task) -> Model {
    let chances = estimate::chances(comparer);
    let comparer = comparer.with_model(&chances);
    let records = comparer.b.rows.len();
    let sample: Vec<u64> = (0..records as u64)
        .step_by(estimate::step(records))
        .collect();
    let groups: Vec<Vec<Agreement>> = sample
        .par_iter()
        .map(|&record| {
            let from = pairs.of.partition_point(|pair| pair >> 32 < record);
            let length = pairs.of[from..].partition_point(|pair| pair >> 32 == record);
            comparer.compare_all(&pairs.of[from..from + length])
        })
        .collect();
    let groups = if task == Task::Dedupe {
        groups
            .into_iter()
            .flatten()
            .map(|agreement| vec![agreement])
            .collect()
    } else {
        groups
    };
    estimate::learn(
        chances.clone(),
        &groups,
        sample.len(),
        comparer.a.rows.len(),
    )
}

/// The probability of each candidate of one record of B; those of the zone *different* are left.
fn score(
    b: u32,
    agreements: &[Agreement],
    comparer: &Comparer<'_>,
    weights: &Weights,
    odds: &mut Vec<f64>,
    links: &mut Vec<Link>,
) {
    odds.clear();
    odds.extend(
        agreements
            .iter()
            .map(|agreement| weights.odds(agreement).same),
    );
    let total: f64 = weights.rest() + odds.iter().sum::<f64>();
    for (agreement, odds) in agreements.iter().zip(odds) {
        let probability = *odds / total;
        let zone = comparer
            .model
            .zones
            .within(probability, comparer.bounds(agreement));
        if zone > Zone::Different {
            links.push(Link {
                a: agreement.a,
                b,
                probability,
                zone,
            });
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
            rows: b
                .rows
                .iter()
                .map(|row| renumber(*row, &numbering))
                .collect(),
            extras: renumber_extras(&b.extras, &b.extra_kinds, &numbering).collect(),
            extra,
        }
    }

    pub(crate) fn values<'a>(&'a self, a: &'a Table) -> Values<'a> {
        Values::new(&a.pools, &self.extra)
    }

    pub(crate) fn comparer<'a>(
        &'a self,
        a: &'a Table,
        b: &'a Table,
        frequencies: &'a Frequencies,
        model: &'a Model,
    ) -> Comparer<'a> {
        Comparer {
            values: self.values(a),
            frequencies,
            model,
            surprises: Surprises::of(model),
            kinds: &a.extra_kinds,
            affinity: frequencies.affinity(),
            a: Side {
                rows: &a.rows,
                extras: &a.extras,
                mails: &a.mails,
            },
            b: Side {
                rows: &self.rows,
                extras: &self.extras,
                mails: &b.mails,
            },
        }
    }
}
