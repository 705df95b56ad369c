//! Distinct values: each name or code is cleaned, sounded and kept once, and known by a number.

use std::hash::BuildHasher;

use hashbrown::HashTable;
use hashbrown::hash_table::Entry;
use rustc_hash::FxBuildHasher;

use crate::distance::{LOOSE, closeness, one_edit};
use crate::phonetic::{fold, sound};
use crate::short_code::ShortCode;
use crate::variants;

/// The words of a name that are compared one by one; more are rare and only sound in the whole.
const MOST_TOKENS: usize = 3;
/// Names up to this length are kept in place: comparing them fetches one cache line.
const SHORT: usize = 22;

/// Words too common to tell a person.
const PARTICLES: &[&[u8]] = &[
    b"DE", b"DU", b"DES", b"LE", b"LA", b"LES", b"DA", b"DOS", b"DI", b"EL", b"AL", b"BEN", b"VAN",
    b"VON", b"DEN", b"DER", b"ET", b"OF", b"THE",
];

const LONGEST_PARTICLE: usize = 3;

/// A distinct name or free text, in one cache line.
#[derive(Debug, Clone, Default)]
#[repr(align(64))]
pub(crate) struct Name {
    short: [u8; SHORT],
    length: u8,
    long: Option<Box<[u8]>>,
    /// The text without spaces, hashed.
    squeezed: u32,
    /// How the whole sounds; names of one class sound alike.
    pub(crate) sound: u32,
    tokens: [u32; MOST_TOKENS],
    /// How many tokens; [`COMPOUND`] added when it has several words, particles and initials
    /// included.
    token_count: u8,
    /// Which letters it has, a bit each.
    letters: u32,
}

const COMPOUND: u8 = 128;

impl Name {
    fn new(text: &[u8]) -> Self {
        let mut name = Self {
            squeezed: squeeze(text),
            sound: sound_of(text),
            letters: text
                .iter()
                .fold(0, |letters, byte| letters | 1 << (byte & 31)),
            ..Self::default()
        };
        if let Some(short) = name.short.get_mut(..text.len()) {
            short.copy_from_slice(text);
            name.length = text.len() as u8;
        } else {
            name.long = Some(text.into());
        }
        for (slot, word) in name.tokens.iter_mut().zip(significant(text)) {
            *slot = if word.len() == text.len() {
                name.sound
            } else {
                sound_of(word)
            };
            name.token_count += 1;
        }
        if name.token_count == 0 {
            name.tokens[0] = name.sound;
            name.token_count = 1;
        }
        if text.contains(&b' ') {
            name.token_count |= COMPOUND;
        }
        name
    }

    /// The cleaned text.
    pub(crate) fn text(&self) -> &[u8] {
        self.long
            .as_deref()
            .unwrap_or(&self.short[..usize::from(self.length)])
    }

    /// Whether the two are one name but for spaces: LE DUC and LEDUC.
    pub(crate) fn equals(&self, other: &Self) -> bool {
        self.squeezed == other.squeezed
            && self
                .text()
                .iter()
                .filter(|byte| **byte != b' ')
                .eq(other.text().iter().filter(|byte| **byte != b' '))
    }

    /// Whether the two are one edit apart.
    pub(crate) fn one_edit(&self, other: &Self) -> bool {
        let (here, there) = (self.text(), other.text());
        (self.letters ^ other.letters).count_ones() <= 2
            && here.len().min(there.len()) > 1
            && one_edit(here, there)
    }

    /// How close the two are, or 0 when that is below [`LOOSE`].
    pub(crate) fn closeness(&self, other: &Self) -> f64 {
        let (here, there) = (self.text(), other.text());
        if here.is_empty() || there.is_empty() {
            return 0.0;
        }
        // Letters that the other has not cannot match: most pairs of names stop here.
        let (mine, theirs) = (here.len() as f64, there.len() as f64);
        let alone = |letters: u32, others: u32| f64::from((letters & !others).count_ones());
        let matching = (mine - alone(self.letters, other.letters))
            .min(theirs - alone(other.letters, self.letters));
        let jaro = (matching / mine + matching / theirs + 1.0) / 3.0;
        let prefix = here
            .iter()
            .zip(there)
            .take(4)
            .take_while(|(a, b)| a == b)
            .count() as f64;
        if jaro + 0.1 * prefix * (1.0 - jaro) < LOOSE {
            0.0
        } else {
            closeness(here, there)
        }
    }

    /// The sounds of its words.
    pub(crate) fn tokens(&self) -> &[u32] {
        &self.tokens[..usize::from(self.token_count & !COMPOUND)]
    }

    /// Whether it has several words, particles and initials included.
    pub(crate) fn is_compound(&self) -> bool {
        self.token_count & COMPOUND != 0
    }

    /// Whether it begins with the initial of the other: M. LÉA, MARIE.
    pub(crate) fn abbreviates(&self, other: &Self) -> bool {
        matches!(self.text(), [initial, b' ', _, ..] if other.text().first() == Some(initial))
    }

    /// Whether the other begins with the whole of it.
    pub(crate) fn begins(&self, other: &Self) -> bool {
        self.letters & !other.letters == 0 && other.text().starts_with(self.text())
    }

    /// Its words as written, but the particles and initials.
    pub(crate) fn words(&self) -> impl Iterator<Item = &[u8]> {
        significant(self.text())
    }
}

fn significant(text: &[u8]) -> impl Iterator<Item = &[u8]> {
    text.split(|&byte| byte == b' ').filter(|word| {
        word.len() > 1 && (word.len() > LONGEST_PARTICLE || !PARTICLES.contains(word))
    })
}

/// How a cleaned word sounds; listed variants sound alike.
pub(crate) fn sound_of(text: &[u8]) -> u32 {
    variants::class(text).map_or_else(|| sound(text), |class| class.wrapping_mul(0x9e37_79b1))
}

fn squeeze(text: &[u8]) -> u32 {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for &byte in text.iter().filter(|&&byte| byte != b' ') {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
    }
    (hash >> 32 ^ hash) as u32
}

/// A distinct code: a commune, a postcode, a key, a category.
#[derive(Debug, Clone, Default)]
pub(crate) struct Code {
    text: Box<[u8]>,
    /// The whole, hashed.
    pub(crate) hash: u32,
    /// Itself, when it is short.
    pub(crate) short: ShortCode,
    /// The first characters, in order.
    start: [u8; 8],
}

impl Code {
    fn new(text: &[u8]) -> Self {
        let mut start = [0; 8];
        let kept = text.len().min(8);
        start[..kept].copy_from_slice(&text[..kept]);
        Self {
            hash: fold(text),
            short: ShortCode::new(text),
            start,
            text: text.into(),
        }
    }

    /// The cleaned text.
    pub(crate) fn text(&self) -> &[u8] {
        &self.text
    }

    /// Whether the two are one character apart.
    pub(crate) fn near(&self, other: &Self) -> bool {
        one_edit(&self.text, &other.text)
    }

    /// Whether the two begin alike: the département of a commune or postcode.
    pub(crate) fn same_area(&self, other: &Self) -> bool {
        self.start[..2] == other.start[..2]
    }
}

/// Distinct values of one sort. Number 0 is the absent value.
#[derive(Debug, Clone)]
pub(crate) struct Pool<T> {
    values: Vec<T>,
    numbers: HashTable<u32>,
}

/// A value with the text that makes it distinct.
pub(crate) trait Textual: Default + Clone + Send + Sync {
    fn text(&self) -> &[u8];
    /// Whether this is its text.
    fn is(&self, text: &[u8]) -> bool;
}

impl Textual for Name {
    fn text(&self) -> &[u8] {
        self.text()
    }
    fn is(&self, text: &[u8]) -> bool {
        if text.len() > SHORT {
            return self.text() == text;
        }
        // Short texts are compared in place, without a call.
        usize::from(self.length) == text.len() && self.short.iter().zip(text).all(|(a, b)| a == b)
    }
}

impl Textual for Code {
    fn text(&self) -> &[u8] {
        self.text()
    }
    fn is(&self, text: &[u8]) -> bool {
        let mut start = [0; 8];
        match start.get_mut(..text.len()) {
            Some(kept) => {
                kept.copy_from_slice(text);
                self.start == start && self.text.len() == text.len()
            }
            None => &*self.text == text,
        }
    }
}

impl<T: Textual> Default for Pool<T> {
    fn default() -> Self {
        Self {
            values: vec![T::default()],
            numbers: HashTable::new(),
        }
    }
}

fn hash(text: &[u8]) -> u64 {
    FxBuildHasher.hash_one(text)
}

impl<T: Textual> Pool<T> {
    /// How many values, the absent one included.
    pub(crate) fn len(&self) -> usize {
        self.values.len()
    }

    /// The number of a cleaned value that is known.
    pub(crate) fn find(&self, text: &[u8]) -> Option<u32> {
        if text.is_empty() {
            return Some(0);
        }
        self.numbers
            .find(hash(text), |&number| self.values[number as usize].is(text))
            .copied()
    }

    fn insert(&mut self, text: &[u8], make: impl FnOnce() -> T) -> u32 {
        if text.is_empty() {
            return 0;
        }
        let values = &mut self.values;
        let entry = self.numbers.entry(
            hash(text),
            |&number| values[number as usize].is(text),
            |&number| hash(values[number as usize].text()),
        );
        match entry {
            Entry::Occupied(known) => *known.get(),
            Entry::Vacant(free) => {
                let number = values.len() as u32;
                free.insert(number);
                values.push(make());
                number
            }
        }
    }

    pub(crate) fn values(&self) -> &[T] {
        &self.values
    }
}

/// The distinct values of a table.
#[derive(Debug, Clone, Default)]
pub(crate) struct Pools {
    pub(crate) names: Pool<Name>,
    pub(crate) codes: Pool<Code>,
}

impl Pools {
    /// The number of a cleaned name, new or known.
    pub(crate) fn name(&mut self, text: &[u8]) -> u32 {
        self.names.insert(text, || Name::new(text))
    }

    /// The number of a cleaned code, new or known.
    pub(crate) fn code(&mut self, text: &[u8]) -> u32 {
        self.codes.insert(text, || Code::new(text))
    }

    /// Takes in the values of other pools; tells the new number of each of theirs.
    pub(crate) fn absorb(&mut self, others: &Pools) -> Numbering {
        fn take_in<T: Textual>(pool: &mut Pool<T>, others: &Pool<T>) -> Vec<u32> {
            let values = others.values.iter();
            values
                .map(|value| pool.insert(value.text(), || value.clone()))
                .collect()
        }
        let (names, codes) = rayon::join(
            || take_in(&mut self.names, &others.names),
            || take_in(&mut self.codes, &others.codes),
        );
        Numbering { names, codes }
    }

    /// Numbers the values of other pools as if they were absorbed, without changing anything: those
    /// that are new are numbered after these, and given apart.
    pub(crate) fn project(&self, others: &Pools) -> (Numbering, Extra) {
        let mut extra = Extra::default();
        let names = others.names.values.iter().map(|value| {
            self.names.find(value.text()).unwrap_or_else(|| {
                extra.names.push(value.clone());
                (self.names.len() + extra.names.len() - 1) as u32
            })
        });
        let names = names.collect();
        let codes = others.codes.values.iter().map(|value| {
            self.codes.find(value.text()).unwrap_or_else(|| {
                extra.codes.push(value.clone());
                (self.codes.len() + extra.codes.len() - 1) as u32
            })
        });
        let codes = codes.collect();
        (Numbering { names, codes }, extra)
    }
}

/// The number here of each value of other pools.
#[derive(Debug)]
pub(crate) struct Numbering {
    pub(crate) names: Vec<u32>,
    pub(crate) codes: Vec<u32>,
}

/// Values that only the other side has.
#[derive(Debug, Default)]
pub(crate) struct Extra {
    names: Vec<Name>,
    codes: Vec<Code>,
}

/// The values of two sides under one numbering.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Values<'a> {
    base: &'a Pools,
    extra: &'a Extra,
}

impl<'a> Values<'a> {
    pub(crate) fn new(base: &'a Pools, extra: &'a Extra) -> Self {
        Self { base, extra }
    }

    pub(crate) fn name(&self, number: u32) -> &'a Name {
        pick(&self.base.names.values, &self.extra.names, number)
    }

    pub(crate) fn code(&self, number: u32) -> &'a Code {
        pick(&self.base.codes.values, &self.extra.codes, number)
    }
}

fn pick<'a, T>(base: &'a [T], extra: &'a [T], number: u32) -> &'a T {
    let number = number as usize;
    if number < base.len() {
        &base[number]
    } else {
        &extra[number - base.len()]
    }
}
