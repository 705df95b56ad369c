//! The keys under which a record is filed, so that only records that share one are compared.
//!
//! Each fault of a real file spares at least one key: see the kinds below.

use crate::date::Day;
use crate::pool::Values;
use crate::schema::Kind;
use crate::table::Row;

/// More keys than this are never made of one record's words.
const MOST_WORDS: usize = 6;

/// Gives each key of a record to `push`. Searching adds the keys of other readings of its date.
pub(crate) fn keys(
    row: &Row,
    extras: &[u32],
    kinds: &[Kind],
    values: Values<'_>,
    searching: bool,
    push: &mut impl FnMut(u64),
) {
    let [surname, given] = row.sounds;
    let [surname_initial, given_initial] = row.initials.map(u32::from);
    let (has_surname, has_given) = (row.surname != 0, row.given != 0);
    let mut surnames = Words::default();
    if has_surname {
        surnames.add(surname);
        if row.compound & 1 != 0 {
            surnames.extend(values.name(row.surname).tokens());
        }
    }
    if row.used != 0 {
        surnames.add(values.name(row.used).sound);
        surnames.extend(values.name(row.used).tokens());
    }
    let mut givens = Words::default();
    if has_given {
        if row.compound & 2 != 0 {
            givens.extend(values.name(row.given).tokens());
        }
        givens.add(given);
    }

    // A date and any name: a wrong, cut, swapped or used name leaves the other.
    if !row.day.is_none() {
        for word in surnames
            .iter()
            .chain(givens.iter().filter(|word| !surnames.has(**word)))
        {
            push(mix(1, row.day.0, *word));
        }
        if searching && let Some(day) = row.day.swapped() {
            for word in surnames.iter() {
                push(mix(1, day.0, *word));
            }
        }
        // A date and initials: both names misspelled.
        if has_surname && has_given {
            push(mix(2, row.day.0, pair(surname_initial, given_initial)));
        }
        // A date and a place: another name.
        if row.postcode != 0 || row.place != 0 {
            push(mix(3, row.day.0, place_of(row, values)));
        }
    }
    // Both names, in any order: a wrong date, another place.
    for surname in surnames.iter() {
        for given in givens.iter().take(2) {
            push(mix(5, pair(*surname, *given), 0));
        }
    }
    if row.phone != 0 {
        push(mix(6, row.phone as u32, (row.phone >> 32) as u32));
    }
    if row.mail != 0 {
        push(mix(7, row.user_hash, 0));
    }
    if !row.day.is_none() && has_given && has_surname {
        parts_of_date(row, surname, given_initial, push);
    }
    // A place, a name, an initial: no date.
    if row.postcode != 0 && has_given && has_surname {
        let place = place_of(row, values);
        push(mix(9, pair_ordered(place, given), surname_initial));
        push(mix(10, pair_ordered(place, surname), given_initial));
    }
    let mut last_text = 0;
    for (extra, (&number, kind)) in extras.iter().zip(kinds).enumerate() {
        let extra = extra as u32;
        match kind {
            _ if number == 0 => {}
            Kind::Key => push(mix(16 + extra, values.code(number).hash, 0)),
            Kind::Text => {
                for name in [given, surname].into_iter().filter(|name| *name != 0) {
                    push(mix(16 + extra, values.name(number).sound, name));
                }
                // Two texts, such as the lines of an address: names and date are wrong.
                if last_text != 0 {
                    push(mix(32 + extra, values.name(number).sound, last_text));
                }
                last_text = values.name(number).sound;
            }
            _ => {}
        }
    }
}

/// The postcode, or the commune where no postcode is told.
fn place_of(row: &Row, values: Values<'_>) -> u32 {
    let (short, number) = if row.postcode != 0 {
        (row.codes[1], row.postcode)
    } else {
        (row.codes[0], row.place)
    };
    if short.is_none() {
        values.code(number).hash
    } else {
        short.value()
    }
}

/// Two of year, month and day, a name and the initial of the other: one part of the date is wrong
/// and the other name too.
fn parts_of_date(row: &Row, name: u32, initial: u32, push: &mut impl FnMut(u64)) {
    let Day(day) = row.day;
    let name = pair_ordered(name, initial);
    let (of_day, of_month) = (31, 15 << 5);
    push(mix(8, name, day & !of_day));
    push(mix(8, name, day & (of_day | of_month) | 1 << 30));
    push(mix(8, name, day & !of_month | 1 << 31));
}

/// Values by which a block that is too large is cut, the sharpest first. 0: not known.
pub(crate) fn cuts(row: &Row) -> [u64; CUTS] {
    [
        row.phone,
        u64::from(row.user_hash),
        u64::from(row.day.0),
        u64::from(row.sounds[1]),
        u64::from(row.sounds[0]),
        u64::from(row.postcode),
        u64::from(row.place),
        u64::from(row.day.0 & 511),
        u64::from(row.day.0 >> 5),
    ]
}

/// How many ways of cutting a block there are.
pub(crate) const CUTS: usize = 9;

/// A key made of a kind and two values.
pub(crate) fn mix(kind: u32, first: u32, second: u32) -> u64 {
    let mut hash = u64::from(first) << 32 | u64::from(second);
    hash = (hash ^ u64::from(kind).wrapping_mul(0x9e37_79b9_7f4a_7c15))
        .wrapping_mul(0xbf58_476d_1ce4_e5b9);
    hash = (hash ^ hash >> 31).wrapping_mul(0x94d0_49bb_1331_11eb);
    hash ^ hash >> 29
}

/// Two values in any order.
fn pair(first: u32, second: u32) -> u32 {
    pair_ordered(first.min(second), first.max(second))
}

fn pair_ordered(first: u32, second: u32) -> u32 {
    (first ^ second.rotate_left(15).wrapping_mul(0x9e37_79b1)).wrapping_mul(0x85eb_ca6b)
}

/// A few distinct words.
#[derive(Default)]
struct Words {
    of: [u32; MOST_WORDS],
    count: usize,
}

impl Words {
    fn add(&mut self, word: u32) {
        if self.count < MOST_WORDS && !self.has(word) {
            self.of[self.count] = word;
            self.count += 1;
        }
    }

    fn extend(&mut self, words: &[u32]) {
        for &word in words {
            self.add(word);
        }
    }

    fn has(&self, word: u32) -> bool {
        self.of[..self.count].contains(&word)
    }

    fn iter(&self) -> std::slice::Iter<'_, u32> {
        self.of[..self.count].iter()
    }
}
