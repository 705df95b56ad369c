//! How frequent each value is: two Martins who agree prove less than two Zéphyrins.
//!
//! Frequencies are those of the file searched (the larger one, or the index).

use rustc_hash::FxHashMap;

use crate::date::Day;
use crate::pool::{Name, Pools, Values};
use crate::schema::Kind;
use crate::table::{Row, Table};

/// How many records of a file that was never seen are believed in: a file of ten says little of how
/// frequent a name is.
const BELIEVED: f32 = 300.0;
/// What share of those has one given value, by field.
mod share {
    pub(super) const SURNAME: f32 = 1.0 / 3_000.0;
    pub(super) const GIVEN: f32 = 1.0 / 200.0;
    pub(super) const PLACE: f32 = 1.0 / 200.0;
    pub(super) const DAY: f32 = 1.0 / 4_000.0;
    /// Two people of one first name are of one sex.
    pub(super) const ONE_SEX: f32 = 0.95;
}

/// Counts of values known by their number.
#[derive(Debug, Clone, Default)]
pub(crate) struct Counts {
    /// The share that a value is believed to have before any record is seen.
    believed: f32,
    of: Vec<u32>,
    total: u32,
    /// Ordered pairs of records that share a value.
    pairs: u64,
}

impl Counts {
    fn change(&mut self, number: u32, by: i32) {
        if number == 0 {
            return;
        }
        let at = number as usize;
        if at >= self.of.len() {
            self.of.resize(at + 1, 0);
        }
        change_pairs(&mut self.pairs, self.of[at], by);
        self.of[at] = self.of[at].saturating_add_signed(by);
        self.total = self.total.saturating_add_signed(by);
    }

    /// The values met.
    pub(crate) fn distinct(&self) -> Vec<u32> {
        (1..self.of.len() as u32)
            .filter(|&number| self.of[number as usize] > 0)
            .collect()
    }

    /// How probable it is that another record than the one compared has this value.
    ///
    /// The record compared is one of those counted, when it is: half of it is taken out, so that a
    /// value seen once is still possible elsewhere.
    pub(crate) fn frequency(&self, number: u32) -> f32 {
        smooth(self.count(number), self.total, self.believed)
    }
}

/// Keeps count of the ordered pairs of records that share a value which `count` records have.
fn change_pairs(pairs: &mut u64, count: u32, by: i32) {
    let of = |count: u32| u64::from(count) * u64::from(count.saturating_sub(1));
    *pairs = *pairs + of(count.saturating_add_signed(by)) - of(count);
}

impl Counts {
    /// How many records have this value.
    pub(crate) fn count(&self, number: u32) -> u32 {
        self.of.get(number as usize).copied().unwrap_or(0)
    }

    /// How probable it is that a stranger has this identifier.
    pub(crate) fn of_identifier(&self, number: u32) -> f32 {
        unique(self.count(number), self.total)
    }
}

fn smooth(count: u32, total: u32, believed: f32) -> f32 {
    (((count as f32 - 0.5).max(0.5) + BELIEVED * believed) / (total as f32 + BELIEVED)).min(1.0)
}

/// How probable it is that a stranger has an identifier or a contact that is made to be unique: by
/// its number of holders beside the one compared, and by accident.
fn unique(count: u32, total: u32) -> f32 {
    ((count.max(1) as f32 - 0.9) / (total as f32).max(100.0) + 1e-6).min(1.0)
}

/// Counts of names and of the words in them.
#[derive(Debug, Clone, Default)]
pub(crate) struct NameCounts {
    pub(crate) whole: Counts,
    words: FxHashMap<u32, u32>,
    compound: u32,
}

impl NameCounts {
    fn change(&mut self, number: u32, pools: &Pools, by: i32) {
        if number == 0 {
            return;
        }
        self.whole.change(number, by);
        self.change_words(number, pools, by);
    }

    fn change_words(&mut self, number: u32, pools: &Pools, by: i32) {
        let name = &pools.names.values()[number as usize];
        for &word in name.tokens() {
            let count = self.words.entry(word).or_default();
            *count = count.saturating_add_signed(by);
        }
        if name.is_compound() {
            self.compound = self.compound.saturating_add_signed(by);
        }
    }

    /// How probable a name with this word is.
    pub(crate) fn word_frequency(&self, word: u32) -> f32 {
        smooth(
            self.words.get(&word).copied().unwrap_or(0),
            self.whole.total,
            self.whole.believed,
        )
    }

    /// How many names of a hundred have several words, as a share.
    pub(crate) fn compound_share(&self) -> f32 {
        ((self.compound as f32 + 1.0) / (self.whole.total as f32 + 20.0)).clamp(0.02, 0.5)
    }
}

/// What a record tells.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Told<'a> {
    pub(crate) row: &'a Row,
    pub(crate) extras: &'a [u32],
}

impl Row {
    /// Leaves what another record tells too.
    fn forget(&mut self, other: &Self) {
        for (mine, theirs) in [
            (&mut self.surname, other.surname),
            (&mut self.given, other.given),
            (&mut self.place, other.place),
            (&mut self.postcode, other.postcode),
        ] {
            if *mine == theirs {
                *mine = 0;
            }
        }
        if self.day == other.day {
            self.day = Day::NONE;
        }
        if self.phone == other.phone {
            self.phone = 0;
        }
        if (self.mail_hash, self.user_hash) == (other.mail_hash, other.user_hash) {
            self.mail = 0;
        }
    }
}

/// Frequencies of everything that weighs by its rarity.
#[derive(Debug, Clone, Default)]
pub(crate) struct Frequencies {
    pub(crate) records: u32,
    pub(crate) surname: NameCounts,
    pub(crate) given: NameCounts,
    /// Men and women who bear each first name.
    sexes: Vec<[u32; 2]>,
    pub(crate) place: Counts,
    pub(crate) postcode: Counts,
    days: FxHashMap<Day, u32>,
    day_total: u32,
    /// Phones and addresses that several records share; one where it is not listed.
    shared: FxHashMap<u64, u32>,
    phone_total: u32,
    mail_total: u32,
    pub(crate) extras: Vec<NameCounts>,
    /// Surname and first name together, where several records have both; one where it is not listed.
    couples: FxHashMap<u64, u32>,
    /// Ordered pairs of records that share both names.
    couple_pairs: u64,
}

/// The key of a surname and a first name.
fn couple_key(row: &Row) -> Option<u64> {
    (row.surname != 0 && row.given != 0)
        .then(|| u64::from(row.surname) << 32 | u64::from(row.given))
}

/// The key of a phone among the shared contacts.
fn phone_key(row: &Row) -> u64 {
    row.phone
}

/// The key of an address among the shared contacts: above all phones.
fn mail_key(row: &Row) -> u64 {
    1 << 63 | u64::from(row.mail_hash) << 20 ^ u64::from(row.user_hash)
}

/// The keys of the phone and of the address of a record, if it has them.
fn contact_keys(row: &Row) -> impl Iterator<Item = u64> {
    let phone = (row.phone != 0).then(|| phone_key(row));
    phone
        .into_iter()
        .chain((row.mail != 0).then(|| mail_key(row)))
}

/// Each distinct value, and how often it comes.
fn runs<T: Copy + Ord>(values: impl Iterator<Item = T>) -> Vec<(T, u32)> {
    let mut values: Vec<T> = values.collect();
    values.sort_unstable();
    let runs = values.chunk_by(|a, b| a == b);
    runs.map(|run| (run[0], run.len() as u32)).collect()
}

impl Frequencies {
    /// Counts of nothing yet.
    pub(crate) fn new(extras: usize) -> Self {
        let mut counts = Self {
            extras: vec![NameCounts::default(); extras],
            ..Self::default()
        };
        counts.surname.whole.believed = share::SURNAME;
        counts.given.whole.believed = share::GIVEN;
        counts.place.believed = share::PLACE;
        counts.postcode.believed = share::PLACE;
        counts
    }

    /// Counts the records of a table.
    pub(crate) fn of(table: &Table) -> Self {
        let (mut counts, (days, (shared, couples))) = rayon::join(
            || Self::of_columns(table),
            || {
                rayon::join(
                    || runs(table.rows.iter().map(|row| row.day)),
                    || {
                        rayon::join(
                            || runs(table.rows.iter().flat_map(contact_keys)),
                            || runs(table.rows.iter().filter_map(couple_key)),
                        )
                    },
                )
            },
        );
        counts.days = days.into_iter().filter(|run| !run.0.is_none()).collect();
        counts.shared = shared.into_iter().filter(|run| run.1 > 1).collect();
        counts.couples = couples.into_iter().filter(|run| run.1 > 1).collect();
        for count in counts.couples.values() {
            change_pairs(&mut counts.couple_pairs, 0, count.cast_signed());
        }
        counts
    }

    fn of_columns(table: &Table) -> Self {
        let mut counts = Self::new(table.extra_kinds.len());
        counts.records = table.len() as u32;
        for (at, row) in table.rows.iter().enumerate() {
            counts.change_columns(row, table.extras_of(at), &table.extra_kinds, None, 1);
        }
        for name in 1..table.pools.names.len() as u32 {
            count_words(&mut counts.surname, name, &table.pools);
            count_words(&mut counts.given, name, &table.pools);
        }
        for (counts, kind) in counts.extras.iter_mut().zip(&table.extra_kinds) {
            if *kind == Kind::Text {
                for name in 1..table.pools.names.len() as u32 {
                    count_words(counts, name, &table.pools);
                }
            }
        }
        counts
    }

    /// How much likelier both names are together than if they were drawn apart: names have origins.
    pub(crate) fn affinity(&self) -> f32 {
        let share =
            |counts: &Counts| counts.pairs as f64 / (f64::from(counts.total).powi(2)).max(1.0);
        let records = f64::from(self.records);
        let expected = share(&self.surname.whole) * share(&self.given.whole) * records * records;
        // As much belief in independence as ten pairs.
        (((self.couple_pairs as f64 + 10.0) / (expected + 10.0)) as f32).clamp(1.0, 30.0)
    }

    /// How probable it is that another record has these two names.
    pub(crate) fn couple(&self, surname: u32, given: u32, affinity: f32) -> f32 {
        let apart =
            self.surname.whole.frequency(surname) * self.given.whole.frequency(given) * affinity;
        let key = u64::from(surname) << 32 | u64::from(given);
        let others = self
            .couples
            .get(&key)
            .copied()
            .unwrap_or(1)
            .saturating_sub(1);
        (apart + others as f32 / (self.records as f32).max(1.0)).min(1.0)
    }

    /// Counts one record more (1) or less (-1). What another record of the same person tells too is
    /// not counted: a person counts once, however many records tell of it.
    pub(crate) fn change(
        &mut self,
        record: Told<'_>,
        others: &[Told<'_>],
        kinds: &[Kind],
        pools: &Pools,
        by: i32,
    ) {
        let (row, mut extras) = (record.row, record.extras.to_vec());
        let mut news = *row;
        for other in others {
            news.forget(other.row);
            for (extra, other) in extras.iter_mut().zip(other.extras) {
                *extra = if extra == other { 0 } else { *extra };
            }
        }
        self.change_columns(&news, &extras, kinds, Some(pools), by);
        if others.is_empty() {
            self.records = self.records.saturating_add_signed(by);
        }
        let couple = couple_key(row).filter(|key| {
            others
                .iter()
                .all(|other| couple_key(other.row) != Some(*key))
        });
        if let Some(key) = couple {
            let count = self.couples.entry(key).or_default();
            change_pairs(&mut self.couple_pairs, *count, by);
            *count = count.saturating_add_signed(by);
        }
        if !news.day.is_none() {
            let count = self.days.entry(news.day).or_default();
            *count = count.saturating_add_signed(by);
        }
        for key in contact_keys(&news) {
            let count = self.shared.entry(key).or_default();
            *count = count.saturating_add_signed(by);
        }
    }

    fn change_columns(
        &mut self,
        row: &Row,
        extras: &[u32],
        kinds: &[Kind],
        pools: Option<&Pools>,
        by: i32,
    ) {
        let count = |counts: &mut NameCounts, number: u32| match pools {
            Some(pools) => counts.change(number, pools, by),
            None => counts.whole.change(number, by),
        };
        count(&mut self.surname, row.surname);
        count(&mut self.given, row.given);
        self.place.change(row.place, by);
        self.postcode.change(row.postcode, by);
        for ((counts, &number), kind) in self.extras.iter_mut().zip(extras).zip(kinds) {
            match kind {
                Kind::Text => count(counts, number),
                _ => counts.whole.change(number, by),
            }
        }
        if row.given != 0 && row.sex != 0 {
            let at = row.given as usize;
            if at >= self.sexes.len() {
                self.sexes.resize(at + 1, [0; 2]);
            }
            let count = &mut self.sexes[at][usize::from(row.sex == b'F')];
            *count = count.saturating_add_signed(by);
        }
        for (total, known) in [
            (&mut self.day_total, !row.day.is_none()),
            (&mut self.phone_total, row.phone != 0),
            (&mut self.mail_total, row.mail != 0),
        ] {
            *total = total.saturating_add_signed(if known { by } else { 0 });
        }
    }

    pub(crate) fn day(&self, day: Day) -> f32 {
        smooth(
            self.days.get(&day).copied().unwrap_or(0),
            self.day_total,
            share::DAY,
        )
    }

    /// How probable a sex is for somebody who bears the first name of a record, as if two more told
    /// the sex that this record tells.
    pub(crate) fn sex(&self, row: &Row, sex: u8) -> f32 {
        let counts = self.sexes.get(row.given as usize).copied();
        let counts = counts.unwrap_or_default();
        let believed = if sex == row.sex {
            share::ONE_SEX
        } else {
            1.0 - share::ONE_SEX
        };
        let met = counts[usize::from(sex == b'F')] as f32;
        (met + 2.0 * believed) / ((counts[0] + counts[1]) as f32 + 2.0)
    }

    pub(crate) fn phone(&self, row: &Row) -> f32 {
        unique(
            self.shared.get(&phone_key(row)).copied().unwrap_or(1),
            self.phone_total,
        )
    }

    pub(crate) fn mail(&self, row: &Row) -> f32 {
        unique(
            self.shared.get(&mail_key(row)).copied().unwrap_or(1),
            self.mail_total,
        )
    }
}

/// Counts the words of a name as often as the name was counted.
fn count_words(counts: &mut NameCounts, name: u32, pools: &Pools) {
    if let Some(&count) = counts.whole.of.get(name as usize)
        && count > 0
    {
        counts.change_words(name, pools, count.cast_signed());
    }
}

impl Table {
    /// The extra fields of a record.
    pub(crate) fn extras_of(&self, record: usize) -> &[u32] {
        let width = self.extra_kinds.len();
        &self.extras[record * width..(record + 1) * width]
    }
}

/// A frequency that speaks for both of two spellings: the rarer one is the mistake.
pub(crate) fn of_misspelling(counts: &Counts, here: u32, there: u32) -> f32 {
    1.0 / (1.0 / counts.frequency(here) + 1.0 / counts.frequency(there))
}

/// The rarest word that two names share.
pub(crate) fn of_shared_word(
    counts: &NameCounts,
    values: Values<'_>,
    here: u32,
    there: u32,
) -> f32 {
    let (a, b) = (values.name(here), values.name(there));
    let shared = a.tokens().iter().filter(|word| b.tokens().contains(word));
    let rarest = shared
        .map(|&word| counts.word_frequency(word))
        .fold(f32::INFINITY, f32::min);
    if rarest.is_finite() {
        return rarest;
    }
    // A word mistyped, or cut short: the better known of the two writings is the word.
    let known = |name: &Name| {
        name.tokens()
            .iter()
            .map(|&word| counts.word_frequency(word))
            .fold(0.0, f32::max)
    };
    known(a).max(known(b))
}
