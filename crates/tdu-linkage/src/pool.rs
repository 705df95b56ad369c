//! Distinct values: each name or code is cleaned, sounded and kept once, and known by a number.

use rustc_hash::FxHashMap;

use crate::phonetic::{fold, sound};
use crate::variants;

/// The words of a name that are compared one by one; more are rare and only sound in the whole.
const MOST_TOKENS: usize = 4;

/// Words too common to tell a person.
const PARTICLES: &[&[u8]] = &[
    b"DE", b"DU", b"DES", b"LE", b"LA", b"LES", b"DA", b"DOS", b"DI", b"EL", b"AL", b"BEN", b"VAN",
    b"VON", b"DEN", b"DER", b"ET", b"OF", b"THE",
];

/// A distinct name or free text.
#[derive(Debug, Clone, Default)]
pub(crate) struct Name {
    /// The cleaned text.
    pub(crate) text: Box<[u8]>,
    /// The text without spaces, hashed: LE DUC and LEDUC are one name.
    pub(crate) squeezed: u64,
    /// How the whole sounds; names of one class sound alike.
    pub(crate) sound: u32,
    tokens: [u32; MOST_TOKENS],
    token_count: u8,
}

impl Name {
    fn new(text: &[u8]) -> Self {
        let mut name = Self {
            text: text.into(),
            squeezed: squeeze(text),
            sound: sound_of(text),
            ..Self::default()
        };
        for (slot, word) in name.tokens.iter_mut().zip(significant(text)) {
            *slot = sound_of(word);
            name.token_count += 1;
        }
        if name.token_count == 0 {
            name.tokens[0] = name.sound;
            name.token_count = 1;
        }
        name
    }

    /// The sounds of its words.
    pub(crate) fn tokens(&self) -> &[u32] {
        &self.tokens[..usize::from(self.token_count)]
    }

    /// Whether it has several words, particles and initials included.
    pub(crate) fn is_compound(&self) -> bool {
        self.text.contains(&b' ')
    }

    /// Its words as written, but the particles and initials.
    pub(crate) fn words(&self) -> impl Iterator<Item = &[u8]> {
        significant(&self.text)
    }
}

fn significant(text: &[u8]) -> impl Iterator<Item = &[u8]> {
    text.split(|&byte| byte == b' ').filter(|word| word.len() > 1 && !PARTICLES.contains(word))
}

/// How a cleaned word sounds; listed variants sound alike.
pub(crate) fn sound_of(text: &[u8]) -> u32 {
    variants::class(text).map_or_else(|| sound(text), |class| class.wrapping_mul(0x9e37_79b1))
}

fn squeeze(text: &[u8]) -> u64 {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for &byte in text.iter().filter(|&&byte| byte != b' ') {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
    }
    hash
}

/// A distinct code: a commune, a postcode, a key, a category.
#[derive(Debug, Clone, Default)]
pub(crate) struct Code {
    /// The cleaned text.
    pub(crate) text: Box<[u8]>,
    /// Its first two characters: the département of a commune or postcode.
    pub(crate) area: u32,
}

impl Code {
    fn new(text: &[u8]) -> Self {
        Self {
            area: fold(&text[..text.len().min(2)]),
            text: text.into(),
        }
    }
}

/// Distinct values of one sort. Number 0 is the absent value.
#[derive(Debug, Clone)]
pub(crate) struct Pool<T> {
    values: Vec<T>,
    numbers: FxHashMap<Box<[u8]>, u32>,
}

impl<T: Default> Default for Pool<T> {
    fn default() -> Self {
        Self {
            values: vec![T::default()],
            numbers: FxHashMap::default(),
        }
    }
}

impl<T> Pool<T> {
    /// How many values, the absent one included.
    pub(crate) fn len(&self) -> usize {
        self.values.len()
    }

    /// The number of a cleaned value that is known.
    pub(crate) fn find(&self, text: &[u8]) -> Option<u32> {
        if text.is_empty() { Some(0) } else { self.numbers.get(text).copied() }
    }

    fn insert(&mut self, text: &[u8], make: impl FnOnce() -> T) -> u32 {
        if let Some(number) = self.find(text) {
            return number;
        }
        let number = self.values.len() as u32;
        self.values.push(make());
        self.numbers.insert(text.into(), number);
        number
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
        let names = others.names.values.iter().map(|value| {
            self.names.insert(&value.text, || value.clone())
        });
        let names = names.collect();
        let codes = others.codes.values.iter().map(|value| {
            self.codes.insert(&value.text, || value.clone())
        });
        Numbering { names, codes: codes.collect() }
    }

    /// Numbers the values of other pools as if they were absorbed, without changing anything: those
    /// that are new are numbered after these, and given apart.
    pub(crate) fn project(&self, others: &Pools) -> (Numbering, Extra) {
        let mut extra = Extra::default();
        let names = others.names.values.iter().map(|value| {
            self.names.find(&value.text).unwrap_or_else(|| {
                extra.names.push(value.clone());
                (self.names.len() + extra.names.len() - 1) as u32
            })
        });
        let names = names.collect();
        let codes = others.codes.values.iter().map(|value| {
            self.codes.find(&value.text).unwrap_or_else(|| {
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
    if number < base.len() { &base[number] } else { &extra[number - base.len()] }
}
