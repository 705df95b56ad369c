//! How two encoded records agree, field by field.

use super::format::{Encodings, Filter, Kind, Record};

/// Fields compared.
pub(super) const FIELDS: usize = 8;
/// Number of levels of each field; level 0 stands for "one of the two does not tell".
pub(super) const LEVELS: [usize; FIELDS] = [3, 9, 8, 3, 4, 3, 3, 7];
/// The most levels a field has.
pub(super) const MOST_LEVELS: usize = 9;
/// Number of different patterns of levels.
pub(super) const PATTERNS: usize = 3 * 9 * 8 * 3 * 4 * 3 * 3 * 7;

pub(super) const ORDER: usize = 0;
pub(super) const SURNAME: usize = 1;
pub(super) const FIRST: usize = 2;
pub(super) const DATE: usize = 3;
pub(super) const PLACE: usize = 4;
pub(super) const EMAIL: usize = 5;
pub(super) const TELEPHONE: usize = 6;
/// What keys tell of two records whose birth dates differ, for nothing else can be compared.
pub(super) const KEYS: usize = 7;

/// The level of everything that is equal; of names given in the same order.
pub(super) const EQUAL: u8 = 1;
const SWAPPED: u8 = 2;
const NAME_ELSE: u8 = 7;
/// The surname of one record is the used name of the other.
const USED: u8 = 8;

/// The level of each field.
pub(super) type Levels = [u8; FIELDS];

/// The position of a pattern among all.
pub(super) fn pattern(levels: Levels) -> usize {
    levels.iter().zip(LEVELS).fold(0, |index, (level, count)| {
        index * count + usize::from(*level)
    })
}

/// The pattern at a position.
pub(super) fn levels_of(mut pattern: usize) -> Levels {
    let mut levels = [0; FIELDS];
    for (level, count) in levels.iter_mut().zip(LEVELS).rev() {
        *level = u8::try_from(pattern % count).unwrap_or(0);
        pattern /= count;
    }
    levels
}

struct Alike {
    level: u8,
    closeness: f64,
}

/// Compares filters of which a known number of bits were inverted at random.
#[derive(Debug, Clone, Copy)]
pub(super) struct Compare {
    /// The share of bits inverted in each filter.
    inverted: f64,
}

impl Compare {
    pub(super) fn new(flipped_bits: u8) -> Self {
        Self {
            inverted: f64::from(flipped_bits) / 256.0,
        }
    }

    /// Compares a record of each file.
    pub(super) fn records(
        self,
        (a, at_a): (&Encodings, usize),
        (b, at_b): (&Encodings, usize),
    ) -> Levels {
        let (left, right) = (&a.records[at_a], &b.records[at_b]);
        let email = equal(left.email, right.email);
        let telephone = equal(left.telephone, right.telephone);
        if left.date == right.date {
            let (order, surname, first) = self.names(left, right);
            let date = equal(left.date, right.date);
            [
                order,
                surname,
                first,
                date,
                place(left, right),
                email,
                telephone,
                0,
            ]
        } else {
            let date = equal(left.date, right.date);
            let keys = keys(a.keys(at_a), b.keys(at_b));
            [0, 0, 0, date, 0, email, telephone, keys]
        }
    }

    /// Names as given, or exchanged when that explains them better: a record is one or the other.
    fn names(self, a: &Record, b: &Record) -> (u8, u8, u8) {
        let straight = (
            self.alike(&a.surname, &b.surname),
            self.alike(&a.first, &b.first),
        );
        if straight.0.level == EQUAL && straight.1.level == EQUAL {
            return (EQUAL, EQUAL, EQUAL);
        }
        let swapped = (
            self.alike(&a.surname, &b.first),
            self.alike(&a.first, &b.surname),
        );
        let least = swapped.0.closeness.min(swapped.1.closeness);
        let gain =
            swapped.0.closeness + swapped.1.closeness - straight.0.closeness - straight.1.closeness;
        if least > 0.6 && gain > 0.5 {
            return (SWAPPED, swapped.0.level, swapped.1.level);
        }
        let mut surname = straight.0.level;
        if surname > 2 {
            let used = [
                self.alike(&a.used, &b.surname),
                self.alike(&a.surname, &b.used),
                self.alike(&a.used, &b.used),
            ];
            if used.iter().any(|alike| matches!(alike.level, 1 | 2)) {
                surname = USED;
            }
        }
        (EQUAL, surname, straight.1.level)
    }

    /// How two names are alike: equal, nearly, one within the other, more or less, not.
    ///
    /// What was inverted is taken out of the counts, on average: of two equal names of which some
    /// bits were inverted, what remains is that they are nearly equal.
    fn alike(self, a: &Filter, b: &Filter) -> Alike {
        let count = |filter: &Filter| filter.iter().map(|part| part.count_ones()).sum::<u32>();
        let (in_a, in_b) = (count(a), count(b));
        if in_a == 0 || in_b == 0 {
            return Alike {
                level: 0,
                closeness: 0.0,
            };
        }
        let common: u32 = a.iter().zip(b).map(|(x, y)| (x & y).count_ones()).sum();
        let (mut in_a, mut in_b, mut common) =
            (f64::from(in_a), f64::from(in_b), f64::from(common));
        if self.inverted > 0.0 {
            let (p, kept) = (self.inverted, 1.0 - 2.0 * self.inverted);
            common = (common - p * (in_a + in_b) + 256.0 * p * p) / (kept * kept);
            in_a = ((in_a - 256.0 * p) / kept).max(1.0);
            in_b = ((in_b - 256.0 * p) / kept).max(1.0);
        }
        let dice = 2.0 * common / (in_a + in_b);
        let within = common / in_a.min(in_b);
        let level = match () {
            () if a == b => EQUAL,
            () if dice >= 0.88 => 2,
            () if within >= 0.85 => 3,
            () if dice >= 0.76 => 4,
            () if dice >= 0.62 => 5,
            () if dice >= 0.46 => 6,
            () => NAME_ELSE,
        };
        Alike {
            level,
            closeness: dice.max(within * 0.9).min(1.0),
        }
    }
}

/// What two records have in common that is not hidden by their birth dates: the sounds of both
/// names with the home and a part of the date; with the day; with the year; with the home; their
/// first letters with two parts of the date; nothing.
fn keys(a: &[u32], b: &[u32]) -> u8 {
    let shared = |kind: Kind| a.iter().any(|key| kind.is_of(*key) && b.contains(key));
    let (day, year) = (shared(Kind::NamesDay), shared(Kind::NamesYear));
    match (day, year, shared(Kind::NamesHome)) {
        (true, _, true) | (_, true, true) => EQUAL,
        (true, ..) => 2,
        (_, true, _) => 3,
        (.., true) => 4,
        _ if shared(Kind::Start) => 5,
        _ => 6,
    }
}

/// Same commune; same postal code; other.
fn place(a: &Record, b: &Record) -> u8 {
    match (
        equal16(a.commune, b.commune),
        equal16(a.postcode, b.postcode),
    ) {
        (0, 0) => 0,
        (1, _) => EQUAL,
        (_, 1) => 2,
        _ => 3,
    }
}

fn equal(a: u32, b: u32) -> u8 {
    match (a, b) {
        (0, _) | (_, 0) => 0,
        _ if a == b => EQUAL,
        _ => 2,
    }
}

fn equal16(a: u16, b: u16) -> u8 {
    equal(u32::from(a), u32::from(b))
}
