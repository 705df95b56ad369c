//! Parameters estimated from the files themselves, without examples: expectation-maximisation.

use rayon::prelude::*;

use crate::compare::{Agreement, Comparer, date_level};
use crate::level::{Level, name, slot};
use crate::model::Model;
use crate::schema::Kind;
use crate::weights::{Odds, Weights};

/// How many records of B are enough to learn from.
const MOST_SAMPLED: usize = 12_000;
const MOST_ROUNDS: usize = 20;
/// Weight of what was believed before, in pairs.
const BELIEF: f64 = 25.0;
/// No agreement of addresses is rarer than this between namesakes.
const LEAST_NAMESAKES: f32 = 1e-5;
/// Random pairs that tell what strangers agree on.
const RANDOM_PAIRS: u64 = 100_000;

/// Random numbers that are the same everywhere.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^= z >> 31;
        ((u128::from(z) * limit as u128) >> 64) as usize
    }
}

/// What strangers agree on, from random pairs; rare agreements stay near what was believed.
pub(crate) fn chances(comparer: &Comparer<'_>) -> Model {
    let mut model = comparer.model.clone();
    let (a, b) = (comparer.a.rows, comparer.b.rows);
    if a.is_empty() || b.is_empty() {
        return model;
    }
    let mut dice = Dice(1);
    let drawn: Vec<(usize, usize)> = (0..RANDOM_PAIRS)
        .map(|_| (dice.below(a.len()), dice.below(b.len())))
        .collect();
    let parts: Vec<[[u32; 16]; 16]> = drawn
        .par_chunks(4096)
        .map(|drawn| met(comparer, drawn))
        .collect();
    let mut counts = [[0_u32; 16]; 16];
    for (sum, met) in counts.as_flattened_mut().iter_mut().zip(0..) {
        *sum = parts.iter().map(|part| part.as_flattened()[met]).sum();
    }
    for (at, field) in model.fields.iter_mut().enumerate() {
        let counts = &counts[at];
        let total: u32 = counts[1..].iter().sum();
        if total == 0 {
            continue;
        }
        for (code, chance) in field.chance.iter_mut().enumerate().skip(1) {
            // As much belief as 2,000 pairs.
            let belief = 2000.0;
            *chance = (counts[code] as f32 + belief * *chance) / (total as f32 + belief);
        }
    }
    neighbours(comparer, &mut model, &mut dice);
    model
}

/// How many of some pairs are at each level of each field that is cheap to compare.
fn met(comparer: &Comparer<'_>, pairs: &[(usize, usize)]) -> [[u32; 16]; 16] {
    let mut counts = [[0; 16]; 16];
    let width = comparer.kinds.len();
    for &(x, y) in pairs {
        let (here, there) = (&comparer.a.rows[x], &comparer.b.rows[y]);
        counts[slot::DATE][usize::from(date_level(here.day, there.day))] += 1;
        let sex = if here.sex == 0 || there.sex == 0 {
            0
        } else {
            1 + usize::from(here.sex != there.sex)
        };
        counts[slot::SEX][sex] += 1;
        counts[slot::PLACE][usize::from(comparer.place_level(here, there))] += 1;
        for (extra, kind) in comparer.kinds.iter().enumerate() {
            let (here, there) = (
                comparer.a.extras[x * width + extra],
                comparer.b.extras[y * width + extra],
            );
            if *kind == Kind::Category && here != 0 && there != 0 {
                counts[slot::EXTRA + extra][1 + usize::from(here != there)] += 1;
            }
        }
    }
    counts
}

/// How many names of the file are at each level of one name, on average.
fn neighbours(comparer: &Comparer<'_>, model: &mut Model, dice: &mut Dice) {
    let mut fields = vec![(slot::SURNAME, None), (slot::GIVEN, None)];
    fields.extend(
        comparer
            .kinds
            .iter()
            .enumerate()
            .filter(|(_, kind)| **kind == Kind::Text)
            .map(|(extra, _)| (slot::EXTRA + extra, Some(extra))),
    );
    let rows = comparer.a.rows.len();
    let width = comparer.kinds.len();
    for (at, extra) in fields {
        let value = |record: usize| match (at, extra) {
            (_, Some(extra)) => comparer.a.extras[record * width + extra],
            (slot::SURNAME, _) => comparer.a.rows[record].surname,
            _ => comparer.a.rows[record].given,
        };
        let level_of = |here, there| match at {
            slot::GIVEN => comparer.given_level(here, there),
            _ => comparer.name_level(here, there),
        };
        let counts = match (at, extra) {
            (_, Some(extra)) => &comparer.frequencies.extras[extra],
            (slot::SURNAME, _) => &comparer.frequencies.surname,
            _ => &comparer.frequencies.given,
        };
        let distinct: Vec<u32> = counts.whole.distinct();
        if distinct.is_empty() {
            continue;
        }
        let drawn: Vec<(u32, u32)> = (0..RANDOM_PAIRS / 2)
            .map(|_| {
                (
                    value(dice.below(rows)),
                    distinct[dice.below(distinct.len())],
                )
            })
            .collect();
        let strangers: Vec<(u32, u32)> = (0..RANDOM_PAIRS / 10)
            .map(|_| (value(dice.below(rows)), value(dice.below(rows))))
            .collect();
        let mut strangers: Vec<u8> = strangers
            .par_iter()
            .map(|&(here, there)| level_of(here, there))
            .collect();
        strangers.retain(|&level| level != name::MISSING);
        for level in [name::LOOSE, name::TWO_NAMES, name::DIFFERENT] {
            let met = count(&strangers, level);
            model.fields[at].chance[usize::from(level)] =
                (met as f32 + 1.0) / (strangers.len() as f32 + 2.0);
        }
        let levels: Vec<u8> = drawn
            .par_iter()
            .map(|&(here, there)| level_of(here, there))
            .collect();
        let known = (levels.len() - count(&levels, name::MISSING)).max(1);
        for level in [name::ALIKE, name::ONE_EDIT, name::CLOSE] {
            // Half of one more, as if met: no level is without neighbours.
            let share = (count(&levels, level) as f64 + 0.5) / known as f64;
            let neighbours = share * distinct.len() as f64;
            model.fields[at].neighbours[usize::from(level)] = (neighbours as f32).max(0.3);
        }
    }
}

fn count(levels: &[u8], level: u8) -> usize {
    memchr::memchr_iter(level, levels).count()
}

/// One record of B in this many is learned from.
pub(crate) fn step(records: usize) -> usize {
    records.div_ceil(MOST_SAMPLED).max(1)
}

/// Estimates how often each level occurs for one person and in one household, from the candidates
/// of some records of B, `searched` in number, among `records` of A.
pub(crate) fn learn(
    mut model: Model,
    groups: &[Vec<Agreement>],
    searched: usize,
    records: usize,
) -> Model {
    let blank = model.clone();
    for _ in 0..MOST_ROUNDS {
        let weights = Weights::new(&model, records);
        let parts: Vec<Sums> = groups
            .par_chunks(512)
            .map(|groups| {
                let mut sums = Sums::default();
                for group in groups {
                    sums.add(group, &weights, model.fields.len());
                }
                sums
            })
            .collect();
        let mut sums = Sums::default();
        for part in &parts {
            sums.join(part);
        }
        let before = model.clone();
        sums.settle(&mut model, &blank, searched);
        if change(&before, &model) < 3e-4 {
            break;
        }
    }
    model
}

/// Expected counts.
#[derive(Clone)]
struct Sums {
    same: [[f64; 16]; 16],
    family: [[f64; 16]; 16],
    /// Addresses of strangers who bear the same names.
    namesakes: [f64; 16],
    /// Places of homonyms born on one day.
    homonyms_places: [f64; 16],
    present: f64,
    relatives: f64,
    homonyms: f64,
}

impl Default for Sums {
    fn default() -> Self {
        Self {
            same: [[0.0; 16]; 16],
            family: [[0.0; 16]; 16],
            namesakes: [0.0; 16],
            homonyms_places: [0.0; 16],
            present: 0.0,
            relatives: 0.0,
            homonyms: 0.0,
        }
    }
}

impl Sums {
    fn add(&mut self, group: &[Agreement], weights: &Weights, slots: usize) {
        let odds: Vec<Odds> = group
            .iter()
            .map(|agreement| weights.odds(agreement))
            .collect();
        let total: f64 = weights.rest() + odds.iter().map(|odds| odds.same).sum::<f64>();
        for (agreement, odds) in group.iter().zip(&odds) {
            let same = odds.same / total;
            let family = (1.0 - same) * odds.family;
            let homonym = (1.0 - same) * odds.homonym;
            self.homonyms += homonym;
            self.homonyms_places[usize::from(agreement.pattern.get(slot::PLACE))] += homonym;
            if agreement.pattern.namesakes() {
                let code = usize::from(agreement.pattern.get(slot::MAIL));
                self.namesakes[code] += 1.0 - same - family;
            }
            if same + family < 1e-6 {
                continue;
            }
            self.present += same;
            self.relatives += family;
            for slot in 0..slots {
                let code = usize::from(agreement.pattern.get(slot));
                self.same[slot][code] += same;
                self.family[slot][code] += family;
            }
        }
    }

    fn join(&mut self, other: &Self) {
        for slot in 0..16 {
            for code in 0..16 {
                self.same[slot][code] += other.same[slot][code];
                self.family[slot][code] += other.family[slot][code];
            }
        }
        for (mine, theirs) in [
            (&mut self.namesakes, &other.namesakes),
            (&mut self.homonyms_places, &other.homonyms_places),
        ] {
            for (mine, theirs) in mine.iter_mut().zip(theirs) {
                *mine += theirs;
            }
        }
        self.present += other.present;
        self.relatives += other.relatives;
        self.homonyms += other.homonyms;
    }

    fn settle(&self, model: &mut Model, blank: &Model, searched: usize) {
        let searched = searched as f64;
        model.present =
            ((self.present + 5.0 * blank.present) / (searched + 5.0)).clamp(0.001, 0.999);
        model.relatives = (self.relatives + 5.0 * blank.relatives) / (searched + 5.0);
        // A belief of 500 records: homonyms are rare, and look like people who moved.
        model.homonyms = (self.homonyms + 500.0 * blank.homonyms) / (searched + 500.0);
        for (slot, (field, blank)) in model.fields.iter_mut().zip(&blank.fields).enumerate() {
            let first = usize::from(field.levels[0] == Level::Missing);
            spread(
                &mut field.same[first..],
                &self.same[slot][first..],
                &blank.same[first..],
            );
            spread(
                &mut field.family[first..],
                &self.family[slot][first..],
                &blank.family[first..],
            );
        }
        let mail = &mut model.fields[slot::MAIL];
        spread(
            &mut mail.namesakes[1..],
            &self.namesakes[1..],
            &blank.fields[slot::MAIL].namesakes[1..],
        );
        for share in &mut mail.namesakes {
            *share = share.max(LEAST_NAMESAKES);
        }
        spread(
            &mut model.fields[slot::PLACE].namesakes[1..],
            &self.homonyms_places[1..],
            &blank.fields[slot::PLACE].namesakes[1..],
        );
        model.restrain();
    }
}

/// Shares out what was met and what was believed.
fn spread(shares: &mut [f32], met: &[f64], believed: &[f32]) {
    let believed_total: f64 = believed.iter().map(|&share| f64::from(share)).sum();
    let total: f64 = met[..shares.len()].iter().sum::<f64>() + BELIEF;
    for ((share, met), &believed) in shares.iter_mut().zip(met).zip(believed) {
        *share = ((met + BELIEF * f64::from(believed) / believed_total) / total) as f32;
    }
}

fn change(before: &Model, after: &Model) -> f32 {
    let shares = |model: &Model| -> Vec<f32> {
        model
            .fields
            .iter()
            .flat_map(|field| field.same.iter().chain(&field.family))
            .copied()
            .collect()
    };
    shares(before)
        .iter()
        .zip(shares(after))
        .map(|(a, b)| (a - b).abs())
        .fold(0.0, f32::max)
}
