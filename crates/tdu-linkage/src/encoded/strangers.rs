//! How often two different people agree by chance, known from one file alone: it holds a person
//! once, so that any two of its records are about two people.

use rayon::prelude::*;

use super::candidates;
use super::compare::{
    Compare, DATE, EMAIL, EQUAL, FIRST, KEYS, LEVELS, Levels, MOST_LEVELS, ORDER, PLACE, SURNAME,
    TELEPHONE,
};
use super::format::{Encodings, Kind};
use super::model::{Seen, Table, likelihood, table};

/// About how many pairs born on one day are looked at.
const SAME_DAY: usize = 1 << 20;
/// Records whose keys are looked for among all.
const SOUGHT: usize = 1 << 15;
const ROUNDS: usize = 15;

/// How strangers agree.
#[derive(Debug, Clone)]
pub(super) struct Strangers {
    pub(super) table: Table,
    /// For each level of [`KEYS`], how many records share the key of such a pair, on average.
    pub(super) crowd: [f64; MOST_LEVELS],
    /// How often two namesakes have one e-mail address: it is made of their names.
    namesakes_email: f64,
}

impl Strangers {
    pub(super) fn of(file: &Encodings) -> Self {
        let (mut made, keys) = rayon::join(|| names(file), || keys(file));
        made[KEYS] = keys.shared;
        let mut exact = |field: usize, values: Vec<u32>| {
            let share = meeting(values);
            made[field][usize::from(EQUAL)] = share;
            made[field][2] = 1.0 - share;
        };
        let records = &file.records;
        exact(DATE, records.iter().map(|record| record.date).collect());
        exact(EMAIL, records.iter().map(|record| record.email).collect());
        exact(
            TELEPHONE,
            records.iter().map(|record| record.telephone).collect(),
        );
        let email = made[EMAIL][usize::from(EQUAL)];
        Self {
            table: made,
            crowd: keys.crowd,
            namesakes_email: keys.namesakes_email.max(email),
        }
    }

    /// Chance that two strangers agree so.
    pub(super) fn likelihood(&self, levels: Levels) -> f64 {
        let chance = likelihood(&self.table, levels);
        let alike = |field: usize| matches!(levels[field], 1 | 2);
        let namesakes = (1..=4).contains(&levels[KEYS]) || alike(SURNAME) && alike(FIRST);
        if namesakes && levels[EMAIL] == EQUAL {
            chance * self.namesakes_email / self.table[EMAIL][usize::from(EQUAL)]
        } else {
            chance
        }
    }
}

/// What is known before looking at any file, for it to be small.
fn before() -> Table {
    table([
        &[0.999_99, 0.000_01],
        &[0.002, 0.002, 0.003, 0.002, 0.02, 0.10, 0.871, 0.0001],
        &[0.010, 0.005, 0.015, 0.005, 0.03, 0.10, 0.835],
        &[0.0003, 0.9997],
        &[0.05, 0.02, 0.93],
        &[0.000_001, 0.999_999],
        &[0.000_001, 0.999_999],
        &[1e-7, 1e-7, 1e-6, 1e-6, 1e-5, 1.0],
    ])
}

/// Names and homes of those born on one day, twins set apart: two kinds of pairs, learned.
fn names(file: &Encodings) -> Table {
    let compare = Compare::new(file.header.flipped_bits);
    let mut by_date: Vec<(u32, usize)> = (0..file.len())
        .map(|position| (file.records[position].date, position))
        .filter(|(date, _)| *date != 0)
        .collect();
    by_date.par_sort_unstable();
    let reach = (SAME_DAY / by_date.len().max(1)).max(1);
    let mut met: Vec<Levels> = by_date
        .par_iter()
        .enumerate()
        .with_min_len(1024)
        .flat_map_iter(|(place, (date, left))| {
            let rest = by_date.get(place + 1..).unwrap_or_default();
            rest.iter()
                .take(reach)
                .take_while(move |(other, _)| other == date)
                .map(move |(_, right)| compare.records((file, *left), (file, *right)))
        })
        .collect();
    met.par_sort_unstable();

    let mut strangers = before();
    let prior = before();
    let mut twins = before();
    twins[SURNAME] = table([&[], &[0.9, 0.04, 0.03, 0.01, 0.005, 0.005, 0.005, 0.005]])[SURNAME];
    twins[PLACE] = table([&[], &[], &[], &[], &[0.85, 0.05, 0.1]])[PLACE];
    let alike = twins;
    let mut share = 0.005;
    for _ in 0..ROUNDS {
        let mut seen = [Seen::default(); 2];
        for group in met.chunk_by(|left, right| left == right) {
            let likely = [
                share * likelihood(&twins, group[0]),
                (1.0 - share) * likelihood(&strangers, group[0]),
            ];
            let all = likely[0] + likely[1];
            for (seen, likely) in seen.iter_mut().zip(likely) {
                seen.add(
                    group[0],
                    group.len() as f64 * likely / all.max(f64::MIN_POSITIVE),
                );
            }
        }
        share = (seen[0].total + 0.005) / (met.len() as f64 + 1.0);
        for field in [ORDER, SURNAME, FIRST, PLACE] {
            seen[1].into_field(field, &mut strangers, &prior, 50.0);
        }
        for field in [SURNAME, PLACE] {
            seen[0].into_field(field, &mut twins, &alike, 20.0);
        }
        twins[FIRST] = strangers[FIRST];
    }
    strangers
}

struct Keys {
    shared: [f64; MOST_LEVELS],
    crowd: [f64; MOST_LEVELS],
    namesakes_email: f64,
}

/// How often two people share keys of their names, though they were not born on one day; and how
/// many share each.
fn keys(file: &Encodings) -> Keys {
    let compare = Compare::new(file.header.flipped_bits);
    let kinds = [
        Kind::NamesDay,
        Kind::NamesYear,
        Kind::NamesHome,
        Kind::Start,
    ];
    let crowds = Crowds::of(file);
    let sought = file.len().min(SOUGHT);
    let found = candidates::within(file, sought, &kinds);
    let mut seen = [0.0; MOST_LEVELS];
    let mut crowd = [0.0; MOST_LEVELS];
    // As if of two hundred pairs of namesakes with an address, one had the same.
    let (mut told, mut equal) = (200.0, 1.0);
    for pair in &found {
        let (left, right) = (pair.b as usize, pair.a as usize);
        let levels = compare.records((file, left), (file, right));
        let level = levels[KEYS];
        if (1..=4).contains(&level) && levels[EMAIL] != 0 {
            told += 1.0;
            equal += f64::from(u8::from(levels[EMAIL] == EQUAL));
        }
        seen[usize::from(level)] += 1.0;
        crowd[usize::from(level)] += crowds.shared(file.keys(left), file.keys(right), level);
    }
    let pairs = sought as f64 * file.len().saturating_sub(1) as f64;
    let mut shared = before()[KEYS];
    for level in 1..LEVELS[KEYS] - 1 {
        shared[level] = (seen[level] + 0.3) / (pairs + 0.3 / shared[level]);
        crowd[level] = (crowd[level] + 1.0) / (seen[level] + 1.0);
    }
    Keys {
        shared,
        crowd,
        namesakes_email: equal / told,
    }
}

/// How many records of a file hold each key of names.
pub(super) struct Crowds(Vec<u32>);

impl Crowds {
    pub(super) fn of(file: &Encodings) -> Self {
        let mut keys: Vec<u32> = (0..file.len())
            .into_par_iter()
            .with_min_len(4096)
            .flat_map_iter(|position| file.keys(position).iter().copied())
            .filter(|key| *key >= Kind::NamesDay.key(0))
            .collect();
        keys.par_sort_unstable();
        Self(keys)
    }

    /// How many share the key that gives a pair its level of [`KEYS`].
    pub(super) fn shared(&self, a: &[u32], b: &[u32], level: u8) -> f64 {
        let kind = match level {
            2 => Kind::NamesDay,
            3 => Kind::NamesYear,
            5 => Kind::Start,
            _ => Kind::NamesHome,
        };
        let key = a.iter().find(|key| kind.is_of(**key) && b.contains(key));
        key.map_or(1.0, |key| {
            let start = self.0.partition_point(|other| other < key);
            let end = self.0.partition_point(|other| other <= key);
            (end - start).max(1) as f64
        })
    }
}

/// Chance that two records have one value, among those that have one.
fn meeting(mut values: Vec<u32>) -> f64 {
    values.retain(|value| *value != 0);
    values.par_sort_unstable();
    let count = values.len().max(2) as f64;
    let met: f64 = values
        .chunk_by(|left, right| left == right)
        .map(|group| group.len() as f64 * (group.len() as f64 - 1.0))
        .sum();
    (met + 0.5) / (count * (count - 1.0))
}
