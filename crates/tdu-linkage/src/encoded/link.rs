//! Who is who in two encoded files.

use std::io::Write;

use rayon::prelude::*;

use super::Error;
use super::candidates::{self, Pair};
use super::compare::{Compare, KEYS, PATTERNS, levels_of, pattern};
use super::format::Encodings;
use super::model::Model;
use super::strangers::Crowds;

/// Below this probability, a pair is not even a doubt.
const LEAST_DOUBT: f64 = 0.05;

/// What to do with a pair.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Zone {
    /// The same person: linking it makes the links better as a whole.
    Same,
    /// A person must look; in clear, so at the institutions.
    Doubt,
}

/// Two records that may be about one person.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Link<'a> {
    /// Identifier in the first file.
    pub id_a: &'a str,
    /// Identifier in the second file.
    pub id_b: &'a str,
    /// Probability that they are about one person, knowing the other candidates of both.
    pub probability: f64,
    /// What to do with it.
    pub zone: Zone,
}

/// The links of two files.
#[derive(Debug, Clone, PartialEq)]
pub struct Linked<'a> {
    /// The most probable first. A record is in one link at most.
    pub links: Vec<Link<'a>>,
    /// Pairs compared.
    pub compared: usize,
    /// Keys left aside because too many people share them.
    pub crowded_keys: usize,
    /// People expected to be in both files.
    pub expected: f64,
    /// The least probability of the zone *same*.
    pub threshold: f64,
}

/// Links two encoded files: one record of `a` for one of `b`, at most. A file holds a person once.
pub fn link_encoded<'a>(a: &'a Encodings, b: &'a Encodings) -> Result<Linked<'a>, Error> {
    if a.header.parameters() != b.header.parameters() {
        return Err(Error::OtherParameters {
            a: a.header.parameters(),
            b: b.header.parameters(),
        });
    }
    if a.header.check != b.header.check {
        return Err(Error::OtherSecret);
    }
    let candidates::Candidates {
        pairs,
        crowded_keys,
    } = candidates::find(a, b);
    let compare = Compare::new(a.header.flipped_bits);
    let patterns: Vec<u32> = pairs
        .par_iter()
        .with_min_len(1024)
        .map(|pair| {
            let levels = compare.records((a, pair.a as usize), (b, pair.b as usize));
            u32::try_from(pattern(levels)).unwrap_or(0)
        })
        .collect();
    let mut counts = vec![0_u32; PATTERNS];
    for pattern in &patterns {
        counts[*pattern as usize] += 1;
    }
    let model = Model::learn(a, b, &counts);
    let scored = score(a, b, &model, &pairs, &patterns);
    let scored = compete(scored, a.len(), b.len(), model.expected());
    let compared = pairs.len();
    let (chosen, threshold) = choose(scored, a.len(), b.len());
    let links = chosen
        .into_iter()
        .map(|(pair, probability)| Link {
            id_a: a.id(pair.a as usize),
            id_b: b.id(pair.b as usize),
            probability,
            zone: if probability >= threshold {
                Zone::Same
            } else {
                Zone::Doubt
            },
        })
        .collect();
    Ok(Linked {
        links,
        compared,
        crowded_keys,
        expected: model.expected(),
        threshold,
    })
}

/// Writes links as CSV: `id_a,id_b,probability,zone`.
pub fn write_links(links: &[Link<'_>], out: impl Write) -> Result<(), Error> {
    let mut out = csv::Writer::from_writer(out);
    out.write_record(["id_a", "id_b", "probability", "zone"])?;
    for link in links {
        let zone = match link.zone {
            Zone::Same => "same",
            Zone::Doubt => "doubt",
        };
        let probability = format!("{:.6}", link.probability);
        out.write_record([link.id_a, link.id_b, &probability, zone])?;
    }
    Ok(out.flush()?)
}

/// Odds that each pair is about one person rather than two. Names that few bear weigh more.
fn score(
    a: &Encodings,
    b: &Encodings,
    model: &Model,
    pairs: &[Pair],
    patterns: &[u32],
) -> Vec<(Pair, f64)> {
    let crowds = Crowds::of(a);
    pairs
        .par_iter()
        .zip(patterns)
        .with_min_len(1024)
        .map(|(pair, pattern)| {
            let levels = levels_of(*pattern as usize);
            let weights = model.weights(levels);
            let mut strangers = weights.strangers;
            let level = levels[KEYS];
            if (1..=4).contains(&level) {
                let (keys_a, keys_b) = (a.keys(pair.a as usize), b.keys(pair.b as usize));
                strangers *= crowds.shared(keys_a, keys_b, level) / model.crowd(level);
            }
            let odds = weights.same / (weights.family + strangers).max(f64::MIN_POSITIVE);
            (*pair, odds.min(1e12))
        })
        .filter(|(_, odds)| *odds > 1e-4)
        .collect()
}

/// From odds, pair by pair, to probabilities among all the candidates of both records: they
/// compete, and each record may also have nobody.
fn compete(scored: Vec<(Pair, f64)>, a: usize, b: usize, expected: f64) -> Vec<(Pair, f64)> {
    let alone = |count: usize| (1.0 - expected / count.max(1) as f64).clamp(0.02, 1.0);
    let (alone_a, alone_b) = (alone(a), alone(b));
    let (mut of_a, mut of_b) = (vec![0.0; a], vec![0.0; b]);
    for (pair, odds) in &scored {
        of_a[pair.a as usize] += odds;
        of_b[pair.b as usize] += odds;
    }
    scored
        .into_iter()
        .map(|(pair, odds)| {
            let rivals_a = of_a[pair.a as usize] - odds;
            let rivals_b = of_b[pair.b as usize] - odds;
            let nobody = alone_a.max(alone_b);
            (
                pair,
                odds / (odds + nobody + rivals_a.max(0.0) + rivals_b.max(0.0)),
            )
        })
        .collect()
}

/// One link at most by record, the most probable first; and the threshold from which linking
/// gives the best F1 that can be expected of these probabilities.
fn choose(mut scored: Vec<(Pair, f64)>, a: usize, b: usize) -> (Vec<(Pair, f64)>, f64) {
    scored.par_sort_unstable_by(|(left, p), (right, q)| q.total_cmp(p).then(left.cmp(right)));
    let (mut taken_a, mut taken_b) = (vec![false; a], vec![false; b]);
    scored.retain(|(pair, probability)| {
        let free = !taken_a[pair.a as usize] && !taken_b[pair.b as usize];
        if free {
            taken_a[pair.a as usize] = true;
            taken_b[pair.b as usize] = true;
        }
        free && *probability >= LEAST_DOUBT
    });
    let in_both: f64 = scored.iter().map(|(_, probability)| probability).sum();
    let (mut right, mut best, mut threshold) = (0.0, 0.0, 1.0);
    for (linked, (_, probability)) in (1..).zip(&scored) {
        right += probability;
        let f1 = 2.0 * right / (f64::from(linked) + in_both);
        if f1 > best {
            (best, threshold) = (f1, *probability);
        }
    }
    (scored, threshold)
}
