//! From a record in clear to its encoding.

use std::cell::OnceCell;
use std::collections::BTreeMap;
use std::io::Read;

use rayon::prelude::*;

use super::digest::{Family, Secret};
use super::format::{Encodings, FILTER_HASHES, Filter, Header, Kind, MOST_ID, Record};
use super::people::{self, Columns, Person};
use super::{Error, tidy};

/// What is added against those who would attack the encodings, at a cost in quality.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Protection {
    /// Bits inverted in each filter of 256 (at most 32), chosen by the secret and the record: two
    /// records of one name do not have equal filters, so that it does not show who has the same.
    pub flipped_bits: u8,
}

impl Default for Protection {
    /// One bit in sixteen: nearly nothing is lost.
    fn default() -> Self {
        Self { flipped_bits: 16 }
    }
}

/// Encodes records under one secret.
pub struct Encoder {
    header: Header,
    names: Family,
    flips: Family,
    dates: Family,
    places: Family,
    contacts: Family,
    keys: Family,
}

const LETTERS: usize = 27;
/// Pairs of letters whose bits one digest gives.
const PAIRS_BY_DIGEST: usize = 32 / FILTER_HASHES;

/// How those born on one day are encoded: each date has its own hash functions, so that filters
/// of two dates have nothing in common, even for one name.
struct Day<'a> {
    date: Option<(u16, u8, u8)>,
    /// The date, as digests take it.
    salt: &'a [u8],
    /// Bits of each pair of letters, three by digest, when a name needs them.
    pairs: Vec<OnceCell<[Filter; PAIRS_BY_DIGEST]>>,
}

impl Encoder {
    /// Prepares to encode: the two institutions give the same secret and the same protection.
    #[must_use]
    pub fn new(secret: &Secret, protection: Protection) -> Self {
        let mut header = Header {
            flipped_bits: protection.flipped_bits.min(32),
            check: [0; 16],
        };
        let check = secret
            .family("check")
            .digest(&[header.parameters().as_bytes()]);
        header.check.copy_from_slice(&check[..16]);
        Self {
            header,
            names: secret.family("names"),
            flips: secret.family("flips"),
            dates: secret.family("dates"),
            places: secret.family("places"),
            contacts: secret.family("contacts"),
            keys: secret.family("keys"),
        }
    }

    /// Encodes a CSV file.
    pub fn encode_csv(&self, input: impl Read, columns: &Columns) -> Result<Encodings, Error> {
        let (places, rows) = people::read(input, columns)?;
        let people: Vec<Person<'_>> = rows.iter().map(|row| places.person(row)).collect();
        self.encode(&people)
    }

    /// Encodes records, in their order.
    pub fn encode(&self, people: &[Person<'_>]) -> Result<Encodings, Error> {
        if let Some(at) = people.iter().position(|person| person.id.len() > MOST_ID) {
            return Err(Error::LongIdentifier {
                record: at + 1,
                most: MOST_ID,
            });
        }
        let mut days: BTreeMap<Option<(u16, u8, u8)>, Vec<usize>> = BTreeMap::new();
        for (position, person) in people.iter().enumerate() {
            let date = tidy::date(person.birth_date);
            days.entry(date).or_default().push(position);
        }
        let mut encoded: Vec<(usize, Record, Vec<u32>)> = days
            .into_par_iter()
            .flat_map_iter(|(date, positions)| {
                let salt = salt(date);
                let day = Day::new(date, &salt);
                let encode = |position| {
                    let (record, keys) = self.record(&people[position], &day);
                    (position, record, keys)
                };
                positions.into_iter().map(encode).collect::<Vec<_>>()
            })
            .collect();
        encoded.par_sort_unstable_by_key(|(position, ..)| *position);
        let mut made = Encodings::new(self.header.clone());
        for (person, (_, record, keys)) in people.iter().zip(encoded) {
            made.push(person.id, record, &keys);
        }
        Ok(made)
    }

    fn record(&self, person: &Person<'_>, day: &Day<'_>) -> (Record, Vec<u32>) {
        let surname = tidy::words(person.surname);
        let used = tidy::words(person.used_name);
        let first = tidy::words(person.first_name);
        let commune = tidy::code(person.commune);
        let postcode = tidy::code(person.postcode);

        let mut keys = Vec::with_capacity(20);
        let family = [surname.as_slice(), used.as_slice()].concat();
        self.name_keys(&family, &first, day, postcode.as_deref(), &mut keys);
        if let (Some(_), Some(postcode)) = (day.date, &postcode) {
            keys.push(self.key(Kind::Home, &[day.salt, postcode.as_bytes()]));
        }
        let mut contact = |kind: Kind, value: Option<String>| {
            value.map_or(0, |value| {
                let parts: [&[u8]; 2] = [&[kind as u8], value.as_bytes()];
                keys.push(kind.key(self.contacts.word(&parts)));
                self.contacts.word(&[parts[0], parts[1], b"whole"])
            })
        };
        let email = contact(Kind::Email, tidy::email(person.email));
        let telephone = contact(Kind::Telephone, tidy::telephone(person.telephone));
        keys.sort_unstable();
        keys.dedup();

        let place = |kind: &[u8], code: Option<String>| {
            code.map_or(0, |code| {
                self.places.short(&[kind, day.salt, code.as_bytes()])
            })
        };
        let record = Record {
            surname: self.filter(&surname, day, person.id, b"surname"),
            used: self.filter(&used, day, person.id, b"used"),
            first: self.filter(&first, day, person.id, b"first"),
            date: day.date.map_or(0, |_| self.dates.word(&[day.salt])),
            commune: place(b"commune", commune),
            postcode: place(b"postcode", postcode),
            email,
            telephone,
        };
        (record, keys)
    }

    /// The filter of a name: every pair of letters of every word sets a few bits. No words: empty.
    fn filter(&self, words: &[String], day: &Day<'_>, id: &str, field: &[u8]) -> Filter {
        let mut filter = [0; 4];
        for word in words {
            let mut previous = '_';
            for letter in word.chars().chain(['_']) {
                let pair = day.pair(&self.names, previous, letter);
                for (part, bits) in filter.iter_mut().zip(pair) {
                    *part |= bits;
                }
                previous = letter;
            }
        }
        if !words.is_empty() && self.header.flipped_bits > 0 {
            let chosen = self.flips.digest(&[field, id.as_bytes()]);
            for bit in chosen.iter().take(usize::from(self.header.flipped_bits)) {
                filter[usize::from(bit >> 6)] ^= 1 << (bit & 63);
            }
        }
        filter
    }

    /// Keys that two records of one person share in spite of a fault.
    fn name_keys(
        &self,
        family: &[String],
        first: &[String],
        day: &Day<'_>,
        postcode: Option<&str>,
        keys: &mut Vec<u32>,
    ) {
        let (family_sounds, first_sounds) = (sounds(family), sounds(first));
        if let Some((year, month, day_of_month)) = day.date {
            let year = year.to_le_bytes();
            // Any word of the name, whichever its role: names are exchanged, cut, replaced.
            for sound in family_sounds.iter().chain(&first_sounds) {
                keys.push(self.key(Kind::Word, &[sound.as_bytes(), day.salt]));
            }
            let both = ordered(&start(family), &start(first));
            for parts in [
                [year[0], year[1], month, 0],
                [year[0], year[1], 0, day_of_month],
            ] {
                keys.push(self.key(Kind::Start, &[both.as_bytes(), &parts]));
            }
            keys.push(self.key(Kind::Start, &[both.as_bytes(), &[month, day_of_month]]));
        }
        let Some(first) = first_sounds.first() else {
            return;
        };
        for family in &family_sounds {
            let both = ordered(family, first);
            let both = both.as_bytes();
            if let Some((year, month, day_of_month)) = day.date {
                keys.push(self.key(Kind::NamesYear, &[both, &year.to_le_bytes()]));
                keys.push(self.key(Kind::NamesDay, &[both, &[month, day_of_month]]));
            }
            if let Some(postcode) = postcode {
                keys.push(self.key(Kind::NamesHome, &[both, postcode.as_bytes()]));
            }
        }
    }

    fn key(&self, kind: Kind, parts: &[&[u8]]) -> u32 {
        let mut all: [&[u8]; 3] = [&[]; 3];
        let kind_only = [kind as u8];
        all[0] = &kind_only;
        for (place, part) in all[1..].iter_mut().zip(parts) {
            *place = part;
        }
        kind.key(self.keys.word(&all))
    }
}

impl<'a> Day<'a> {
    fn new(date: Option<(u16, u8, u8)>, salt: &'a [u8]) -> Self {
        let blocks = (LETTERS * LETTERS).div_ceil(PAIRS_BY_DIGEST);
        let pairs = vec![OnceCell::new(); blocks];
        Self { date, salt, pairs }
    }

    /// The bits of a pair of letters; `_` stands before and after a word.
    fn pair(&self, names: &Family, left: char, right: char) -> Filter {
        let (Some(first), Some(second)) = (position(left), position(right)) else {
            let pair = [left, right].map(|letter| u32::from(letter).to_le_bytes());
            return bits(&names.digest(&[b"pair", self.salt, pair.as_flattened()]));
        };
        let pair = first * LETTERS + second;
        let block = pair / PAIRS_BY_DIGEST;
        let three = self.pairs[block].get_or_init(|| {
            let digest = names.digest(&[b"pairs", self.salt, &(block as u64).to_le_bytes()]);
            [0, 1, 2].map(|part| bits(&digest[part * FILTER_HASHES..]))
        });
        three[pair % PAIRS_BY_DIGEST]
    }
}

impl std::fmt::Debug for Encoder {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Encoder")
            .field("header", &self.header)
            .finish_non_exhaustive()
    }
}

fn salt(date: Option<(u16, u8, u8)>) -> Vec<u8> {
    date.map_or(Vec::new(), |(year, month, day)| {
        let [low, high] = year.to_le_bytes();
        vec![low, high, month, day]
    })
}

/// The sounds of the words that matter: the first three of more than two letters.
fn sounds(words: &[String]) -> Vec<String> {
    let long = words.iter().filter(|word| word.len() > 2);
    let mut sounds: Vec<String> = long.map(|word| tidy::sound(word)).take(3).collect();
    if sounds.is_empty() {
        sounds.extend(words.first().map(|word| tidy::sound(word)));
    }
    sounds
}

/// The first three letters of a name.
fn start(words: &[String]) -> String {
    words.concat().chars().take(3).collect()
}

/// Both names, whichever is said first.
fn ordered(left: &str, right: &str) -> String {
    let (low, high) = if left <= right {
        (left, right)
    } else {
        (right, left)
    };
    [low, " ", high].concat()
}

fn position(letter: char) -> Option<usize> {
    match letter {
        '_' => Some(0),
        'a'..='z' => Some(letter as usize - 'a' as usize + 1),
        _ => None,
    }
}

/// The bits that a digest sets: each byte designates one of the 256.
fn bits(digest: &[u8]) -> Filter {
    let mut filter = [0; 4];
    for bit in &digest[..FILTER_HASHES] {
        filter[usize::from(bit >> 6)] |= 1 << (bit & 63);
    }
    filter
}
