//! What a pattern of agreement is worth: a mixture of kinds of pairs, learned on the files.
//!
//! Two records that agree somewhere are about one person, about two of one family, or about
//! strangers. A family shares surname, place and contacts all at once: were these agreements
//! counted one by one as if strangers', siblings would be taken for one person.

use super::compare::{
    EMAIL, FIELDS, FIRST, KEYS, LEVELS, Levels, MOST_LEVELS, ORDER, PATTERNS, TELEPHONE, levels_of,
};
use super::format::Encodings;
use super::strangers::Strangers;

const ROUNDS: usize = 40;
/// Imagined pairs, as thought before looking, that keep every level possible.
const IMAGINED: f64 = 5.0;

/// Probability of each level of each field. A missing value tells nothing: level 0 has 1.
pub(super) type Table = [[f64; MOST_LEVELS]; FIELDS];

/// A kind of pairs.
#[derive(Debug, Clone)]
struct Kind {
    /// How often it is met, among all pairs of the two files.
    share: f64,
    table: Table,
    /// What was thought before looking: it keeps possible what is not met.
    before: Table,
    /// Fields whose probabilities are learned; the others stay as given.
    learned: [bool; FIELDS],
}

/// Parameters estimated on two files.
#[derive(Debug, Clone)]
pub(super) struct Model {
    same: Kind,
    family: Kind,
    strangers: Strangers,
    /// Pairs of the two files.
    pairs: f64,
}

/// How likely a pattern is, by kind.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Weights {
    pub(super) same: f64,
    /// What a family shares is no chance.
    pub(super) family: f64,
    /// The rarer the names, the less likely.
    pub(super) strangers: f64,
}

impl Model {
    /// Learns from the patterns of the candidates, by expectation–maximisation.
    pub(super) fn learn(a: &Encodings, b: &Encodings, counts: &[u32]) -> Self {
        let strangers = Strangers::of(if a.len() >= b.len() { a } else { b });
        let pairs = a.len() as f64 * b.len() as f64;
        let most = a.len().max(b.len()).max(1) as f64;
        let mut model = Self {
            same: same(0.5 / most),
            family: family(0.3 / most, &strangers.table),
            strangers,
            pairs: pairs.max(1.0),
        };
        let met: Vec<(Levels, f64)> = (0..PATTERNS)
            .filter(|pattern| counts[*pattern] > 0)
            .map(|pattern| (levels_of(pattern), f64::from(counts[pattern])))
            .collect();
        for _ in 0..ROUNDS {
            model.improve(&met);
        }
        model
    }

    fn improve(&mut self, met: &[(Levels, f64)]) {
        let mut seen = [Seen::default(); 2];
        for &(levels, count) in met {
            let kinds = [&self.same, &self.family];
            let likely = kinds.map(|kind| kind.share * likelihood(&kind.table, levels));
            let all = likely.iter().sum::<f64>() + self.strangers.likelihood(levels);
            for (seen, likely) in seen.iter_mut().zip(likely) {
                seen.add(levels, count * likely / all.max(f64::MIN_POSITIVE));
            }
        }
        let kinds = [&mut self.same, &mut self.family];
        for (kind, seen) in kinds.into_iter().zip(seen) {
            kind.share = (seen.total + 1.0) / self.pairs;
            for field in (0..FIELDS).filter(|field| kind.learned[*field]) {
                seen.into_field(field, &mut kind.table, &kind.before, IMAGINED);
            }
        }
    }

    /// Expected number of people who are in both files.
    pub(super) fn expected(&self) -> f64 {
        self.same.share * self.pairs
    }

    /// How likely a pattern is for each kind.
    pub(super) fn weights(&self, levels: Levels) -> Weights {
        let of = |kind: &Kind| kind.share * likelihood(&kind.table, levels);
        Weights {
            same: of(&self.same),
            family: of(&self.family),
            strangers: self.strangers.likelihood(levels),
        }
    }

    /// How many share a key of names of that level, on average.
    pub(super) fn crowd(&self, level: u8) -> f64 {
        self.strangers.crowd[usize::from(level)].max(1.0)
    }
}

/// Levels seen, weighed by the probability of a kind.
#[derive(Clone, Copy, Default)]
pub(super) struct Seen {
    pub(super) total: f64,
    table: Table,
}

impl Seen {
    pub(super) fn add(&mut self, levels: Levels, weight: f64) {
        self.total += weight;
        for (field, level) in self.table.iter_mut().zip(levels) {
            field[usize::from(level)] += weight;
        }
    }

    /// Turns what was seen of a field into probabilities, with so many imagined pairs, as they
    /// were before, that keep every level possible.
    pub(super) fn into_field(self, field: usize, table: &mut Table, before: &Table, imagined: f64) {
        let levels = 1..LEVELS[field];
        let told: f64 = self.table[field][levels.clone()].iter().sum();
        for level in levels {
            table[field][level] =
                (self.table[field][level] + imagined * before[field][level]) / (told + imagined);
        }
    }
}

/// Chance of these levels, if fields were independent within a kind.
pub(super) fn likelihood(table: &Table, levels: Levels) -> f64 {
    table
        .iter()
        .zip(levels)
        .map(|(field, level)| field[usize::from(level)])
        .product()
}

/// Probabilities from proportions: those of the first fields, level by level from 1.
pub(super) fn table<const N: usize>(fields: [&[f64]; N]) -> Table {
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
    let made = table([
        &[0.97, 0.03],
        &[0.88, 0.03, 0.03, 0.02, 0.01, 0.006, 0.004, 0.02],
        &[0.85, 0.04, 0.06, 0.02, 0.01, 0.006, 0.003],
        &[0.96, 0.04],
        &[0.75, 0.05, 0.20],
        &[0.60, 0.40],
        &[0.65, 0.35],
        &[0.40, 0.15, 0.20, 0.02, 0.03, 0.20],
    ]);
    Kind {
        share,
        table: made,
        before: made,
        learned: [true; FIELDS],
    }
}

/// Brothers, sisters, twins: one surname, often one home; first names as strangers have.
fn family(share: f64, strangers: &Table) -> Kind {
    let mut made = table([
        &[1.0, 1.0],
        &[0.90, 0.03, 0.03, 0.01, 0.005, 0.005, 0.015, 0.005],
        &[1.0; 7],
        &[0.30, 0.70],
        &[0.70, 0.10, 0.20],
        &[0.03, 0.97],
        &[0.05, 0.95],
        &[0.001, 0.001, 0.001, 0.01, 0.005, 0.98],
    ]);
    made[ORDER] = strangers[ORDER];
    made[FIRST] = strangers[FIRST];
    // Two children of one family do not have one first name.
    for level in &mut made[FIRST][1..=2] {
        *level *= 0.2;
    }
    let mut learned = [true; FIELDS];
    for field in [ORDER, FIRST, EMAIL, TELEPHONE, KEYS] {
        learned[field] = false;
    }
    Kind {
        share,
        table: made,
        before: made,
        learned,
    }
}
