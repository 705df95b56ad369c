//! What a pattern of agreement is worth: a mixture of kinds of pairs, learned on the files.
//!
//! Two records that agree somewhere are about one person, about two of one family, about two
//! namesakes, or about strangers. A family shares surname, place and contacts all at once, and
//! namesakes share e-mail addresses made of their names: were these agreements counted one by one
//! as if strangers', siblings would be taken for one person.

use rayon::prelude::*;

use super::compare::{
    Compare, DATE, EMAIL, EQUAL, FIELDS, FIRST, LEVELS, Levels, MOST_LEVELS, ORDER, PATTERNS,
    PLACE, SURNAME, TELEPHONE, levels_of,
};
use super::format::{Encodings, Filter};

/// Pairs drawn to know how strangers agree by chance.
const DRAWN: usize = 1 << 20;
const ROUNDS: usize = 40;

/// Probability of each level of each field.
type Table = [[f64; MOST_LEVELS]; FIELDS];

/// A kind of pairs.
#[derive(Debug, Clone)]
struct Kind {
    /// How often it is met, among all pairs of the two files.
    share: f64,
    table: Table,
    /// Fields whose probabilities are learned; the others stay as given.
    learned: [bool; FIELDS],
}

/// Parameters estimated on two files.
#[derive(Debug, Clone)]
pub(super) struct Model {
    same: Kind,
    family: Kind,
    namesakes: Kind,
    strangers: Table,
    /// Pairs of the two files.
    pairs: f64,
}

/// How likely a pattern is, by kind.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Weights {
    pub(super) same: f64,
    /// Family and namesakes: what they share is no chance.
    pub(super) close: f64,
    pub(super) strangers: f64,
}

impl Model {
    /// Learns from the patterns of the candidates, by expectation–maximisation.
    pub(super) fn learn(a: &Encodings, b: &Encodings, counts: &[u32]) -> Self {
        let strangers = chance(if a.len() >= b.len() { a } else { b });
        let pairs = a.len() as f64 * b.len() as f64;
        let most = a.len().max(b.len()) as f64;
        let mut model = Self {
            same: same(0.5 * a.len().min(b.len()) as f64 / pairs),
            family: family(0.3 / most, &strangers),
            namesakes: namesakes(1e-7, &strangers),
            strangers,
            pairs,
        };
        let met: Vec<(Levels, f64, usize)> = (0..PATTERNS)
            .filter(|pattern| counts[*pattern] > 0)
            .map(|pattern| (levels_of(pattern), f64::from(counts[pattern]), pattern))
            .collect();
        for _ in 0..ROUNDS {
            model.improve(&met);
        }
        model
    }

    fn improve(&mut self, met: &[(Levels, f64, usize)]) {
        let mut seen = [Seen::default(); 3];
        for (levels, count, _) in met {
            let kinds = [&self.same, &self.family, &self.namesakes];
            let likely = kinds.map(|kind| kind.share * likelihood(&kind.table, levels));
            let all = likely.iter().sum::<f64>() + likelihood(&self.strangers, levels);
            for (seen, likely) in seen.iter_mut().zip(likely) {
                seen.add(levels, count * likely / all.max(f64::MIN_POSITIVE));
            }
        }
        let kinds = [&mut self.same, &mut self.family, &mut self.namesakes];
        for (kind, seen) in kinds.into_iter().zip(seen) {
            kind.learn(&seen, self.pairs);
        }
    }

    /// Expected number of people who are in both files.
    pub(super) fn expected(&self) -> f64 {
        self.same.share * self.pairs
    }

    /// How likely a pattern is for each kind.
    pub(super) fn weights(&self, levels: &Levels) -> Weights {
        let of = |kind: &Kind| kind.share * likelihood(&kind.table, levels);
        Weights {
            same: of(&self.same),
            close: of(&self.family) + of(&self.namesakes),
            strangers: likelihood(&self.strangers, levels),
        }
    }

    /// Chance that two strangers have equal surnames, and equal first names.
    pub(super) fn equal_names(&self) -> [f64; 2] {
        let equal = usize::from(EQUAL);
        [self.strangers[SURNAME][equal], self.strangers[FIRST][equal]]
    }
}

#[derive(Clone, Copy, Default)]
struct Seen {
    total: f64,
    table: Table,
}

impl Seen {
    fn add(&mut self, levels: &Levels, weight: f64) {
        self.total += weight;
        for (field, level) in self.table.iter_mut().zip(levels) {
            field[usize::from(*level)] += weight;
        }
    }
}

impl Kind {
    /// Takes what was seen, and a few imagined pairs that keep every level possible.
    fn learn(&mut self, seen: &Seen, pairs: f64) {
        self.share = (seen.total + 1.0) / pairs;
        for field in 0..FIELDS {
            if !self.learned[field] {
                continue;
            }
            let levels = 1..LEVELS[field];
            let told: f64 = seen.table[field][levels.clone()].iter().sum();
            for level in levels {
                let before = self.table[field][level];
                let imagined = 2.0;
                self.table[field][level] =
                    (seen.table[field][level] + imagined * before) / (told + imagined);
            }
        }
    }
}

fn likelihood(table: &Table, levels: &Levels) -> f64 {
    table
        .iter()
        .zip(levels)
        .map(|(field, level)| field[usize::from(*level)])
        .product()
}

/// Probabilities to begin with: a missing value tells nothing, whatever the kind.
fn table(fields: [&[f64]; FIELDS]) -> Table {
    let mut table = [[1.0; MOST_LEVELS]; FIELDS];
    for (row, levels) in table.iter_mut().zip(fields) {
        let total: f64 = levels.iter().sum();
        for (cell, level) in row.iter_mut().skip(1).zip(levels) {
            *cell = level / total;
        }
    }
    table
}

fn same(share: f64) -> Kind {
    Kind {
        share,
        table: table([
            &[0.97, 0.03],
            &[0.88, 0.03, 0.03, 0.02, 0.01, 0.01, 0.02],
            &[0.85, 0.04, 0.06, 0.02, 0.01, 0.005],
            &[0.95, 0.01, 0.02, 0.01],
            &[0.75, 0.05, 0.20],
            &[0.60, 0.40],
            &[0.65, 0.35],
        ]),
        learned: [true; FIELDS],
    }
}

/// Brothers, sisters, twins: one surname, often one home; first names as strangers have.
fn family(share: f64, strangers: &Table) -> Kind {
    let mut made = table([
        &[0.999, 0.001],
        &[0.90, 0.03, 0.03, 0.01, 0.005, 0.02, 0.005],
        &[0.001, 0.002, 0.005, 0.01, 0.05, 0.93],
        &[0.30, 0.01, 0.10, 0.59],
        &[0.70, 0.10, 0.20],
        &[0.10, 0.90],
        &[0.15, 0.85],
    ]);
    made[ORDER] = strangers[ORDER];
    let mut learned = [true; FIELDS];
    learned[ORDER] = false;
    learned[FIRST] = false;
    Kind {
        share,
        table: made,
        learned,
    }
}

/// One surname and one first name by chance; addresses made of them sometimes meet.
fn namesakes(share: f64, strangers: &Table) -> Kind {
    let mut made = *strangers;
    let names = table([
        &[0.999, 0.001],
        &[0.95, 0.02, 0.01, 0.01, 0.004, 0.004, 0.002],
        &[0.93, 0.02, 0.03, 0.01, 0.005, 0.005],
        &[1.0, 1.0, 1.0, 1.0],
        &[1.0, 1.0, 1.0],
        &[0.01, 0.99],
        &[1.0, 1.0],
    ]);
    for field in [SURNAME, FIRST, EMAIL] {
        made[field] = names[field];
    }
    let mut learned = [false; FIELDS];
    learned[SURNAME] = true;
    learned[FIRST] = true;
    learned[EMAIL] = true;
    Kind {
        share,
        table: made,
        learned,
    }
}

/// How records agree by chance: pairs drawn within one file, which are about two people; equal
/// values are counted exactly, for they are too rare to be met by drawing.
fn chance(file: &Encodings) -> Table {
    let count = file.len();
    if count < 2 {
        return [[1.0; MOST_LEVELS]; FIELDS];
    }
    let compare = Compare::new(file.header.flipped_bits);
    let drawn = (0..DRAWN.min(count * (count - 1) / 2))
        .into_par_iter()
        .fold(Seen::default, |mut seen, number| {
            let (left, right) = two(number as u64, count as u64);
            seen.add(
                &compare.records(&file.records[left], &file.records[right]),
                1.0,
            );
            seen
        })
        .reduce(Seen::default, |mut left, right| {
            left.total += right.total;
            for (row, other) in left.table.iter_mut().zip(right.table) {
                for (cell, other) in row.iter_mut().zip(other) {
                    *cell += other;
                }
            }
            left
        });
    let mut strangers = [[1.0; MOST_LEVELS]; FIELDS];
    for field in 0..FIELDS {
        let told: f64 = drawn.table[field][1..LEVELS[field]].iter().sum();
        for level in 1..LEVELS[field] {
            strangers[field][level] = (drawn.table[field][level] + 0.5) / (told + 2.0);
        }
    }
    let records = &file.records;
    let mut exact = |field: usize, share: Option<f64>| {
        if let Some(share) = share {
            strangers[field][usize::from(EQUAL)] = share;
        }
    };
    exact(
        SURNAME,
        meeting(records.iter().map(|record| record.surname)),
    );
    exact(FIRST, meeting(records.iter().map(|record| record.first)));
    exact(
        DATE,
        meeting(records.iter().map(|record| small(record.date[0].into()))),
    );
    exact(
        PLACE,
        meeting(records.iter().map(|record| small(record.commune.into()))),
    );
    exact(
        EMAIL,
        meeting(records.iter().map(|record| small(record.email))),
    );
    exact(
        TELEPHONE,
        meeting(records.iter().map(|record| small(record.telephone))),
    );
    strangers
}

fn small(value: u32) -> Filter {
    [u64::from(value), 0, 0, 0]
}

/// Chance that two records of one file have one value, among those that have one.
fn meeting(values: impl Iterator<Item = Filter>) -> Option<f64> {
    let mut values: Vec<Filter> = values.filter(|value| *value != [0; 4]).collect();
    values.par_sort_unstable();
    let count = values.len() as f64;
    let met: f64 = values
        .chunk_by(|left, right| left == right)
        .map(|group| group.len() as f64 * (group.len() as f64 - 1.0))
        .sum();
    (count > 1.0).then(|| (met + 0.5) / (count * (count - 1.0)))
}

/// Two different positions below `count`: the same two for the same number, on every machine.
fn two(number: u64, count: u64) -> (usize, usize) {
    let mut word = number.wrapping_add(1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    word = (word ^ (word >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    word = (word ^ (word >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    word ^= word >> 31;
    let left = (word >> 32) % count;
    let right = (left + 1 + (word & 0xffff_ffff) % (count - 1)) % count;
    let position = |value: u64| usize::try_from(value).unwrap_or(0);
    (position(left), position(right))
}
