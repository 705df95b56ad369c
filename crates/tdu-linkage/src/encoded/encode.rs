//! From a record in clear to its encoding.

use std::io::Read;

use rayon::prelude::*;

use super::digest::{Family, Secret};
use super::format::{Encodings, FILTER_HASHES, Filter, Header, KEY_BITS, MOST_ID, Record};
use super::people::{self, Columns, Person};
use super::{Error, tidy};

/// What is added against those who would attack the encodings, at a cost in quality.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Protection {
    /// Bits inverted in each filter of 256 (at most 32), chosen by the secret and the record: two
    /// records of one name no longer have equal filters, so that frequent names do not show.
    pub flipped_bits: u8,
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
    /// Bits of each pair of letters; `_` stands before and after a word.
    pairs: Vec<Filter>,
}

const LETTERS: usize = 27;

impl Encoder {
    /// Prepares to encode: the two institutions give the same secret and the same protection.
    #[must_use]
    pub fn new(secret: &Secret, protection: Protection) -> Self {
        let names = secret.family("names");
        let letter = |position: usize| match position {
            0 => b'_',
            _ => b'a' + u8::try_from(position - 1).unwrap_or(0),
        };
        let pairs = (0..LETTERS * LETTERS)
            .map(|pair| {
                let pair = [letter(pair / LETTERS), letter(pair % LETTERS)];
                bits(&names.digest(&[&pair]))
            })
            .collect();
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
            names,
            flips: secret.family("flips"),
            dates: secret.family("dates"),
            places: secret.family("places"),
            contacts: secret.family("contacts"),
            keys: secret.family("keys"),
            pairs,
        }
    }

    /// Encodes a CSV file.
    pub fn encode_csv(&self, input: impl Read, columns: &Columns) -> Result<Encodings, Error> {
        let (places, rows) = people::read(input, columns)?;
        if let Some(row) = rows
            .iter()
            .find(|row| places.person(row).id.len() > MOST_ID)
        {
            return Err(Error::LongIdentifier {
                line: row.position().map_or(0, csv::Position::line),
                most: MOST_ID,
            });
        }
        let encoded: Vec<(Record, Vec<u32>)> = rows
            .par_iter()
            .with_min_len(256)
            .map(|row| self.record(&places.person(row)))
            .collect();
        let mut made = Encodings::new(self.header.clone());
        for (row, (record, keys)) in rows.iter().zip(encoded) {
            made.push(places.person(row).id, record, &keys);
        }
        Ok(made)
    }

    /// Encodes records.
    pub fn encode(&self, people: &[Person<'_>]) -> Result<Encodings, Error> {
        let mut made = Encodings::new(self.header.clone());
        for (line, person) in (1..).zip(people) {
            if person.id.len() > MOST_ID {
                return Err(Error::LongIdentifier {
                    line,
                    most: MOST_ID,
                });
            }
            let (record, keys) = self.record(person);
            made.push(person.id, record, &keys);
        }
        Ok(made)
    }

    fn record(&self, person: &Person<'_>) -> (Record, Vec<u32>) {
        let surname = tidy::words(person.surname);
        let used = tidy::words(person.used_name);
        let first = tidy::words(person.first_name);
        let date = tidy::date(person.birth_date);
        let commune = tidy::code(person.commune);
        let postcode = tidy::code(person.postcode);
        let email = tidy::email(person.email);
        let telephone = tidy::telephone(person.telephone);

        let mut found = Vec::with_capacity(20);
        let family = [surname.as_slice(), used.as_slice()].concat();
        self.name_keys(&family, &first, date, postcode.as_deref(), &mut found);
        let mut key = |parts: &[&[u8]]| found.push(self.keys.word(parts) >> (32 - KEY_BITS));
        if let (Some((year, month, day)), Some(postcode)) = (date, &postcode) {
            key(&[
                b"place",
                &year.to_le_bytes(),
                &[month, day],
                postcode.as_bytes(),
            ]);
        }
        let mut contact = |kind: &[u8], value: Option<String>| {
            value.map_or(0, |value| {
                let digest = self.contacts.digest(&[kind, value.as_bytes()]);
                let [a, b, c, d, e, f, g, h, ..] = digest;
                found.push(u32::from_le_bytes([a, b, c, d]) >> (32 - KEY_BITS));
                u32::from_le_bytes([e, f, g, h]).max(1)
            })
        };
        let email = contact(b"email", email);
        let telephone = contact(b"telephone", telephone);
        found.sort_unstable();
        found.dedup();

        let place = |kind: &[u8], code: Option<String>| {
            code.map_or(0, |code| self.places.short(&[kind, code.as_bytes()]))
        };
        let record = Record {
            surname: self.filter(&surname, person.id, b"surname"),
            used: self.filter(&used, person.id, b"used"),
            first: self.filter(&first, person.id, b"first"),
            date: date.map_or([0; 5], |date| self.date(date)),
            commune: place(b"commune", commune),
            postcode: place(b"postcode", postcode),
            email,
            telephone,
        };
        (record, found)
    }

    /// The filter of a name: every pair of letters of every word sets a few bits. No words: empty.
    fn filter(&self, words: &[String], id: &str, field: &[u8]) -> Filter {
        let mut filter = [0; 4];
        for word in words {
            let mut previous = '_';
            for letter in word.chars().chain(['_']) {
                let pair = match (position(previous), position(letter)) {
                    (Some(left), Some(right)) => self.pairs[left * LETTERS + right],
                    _ => bits(&self.names.digest(&[&encoded(previous), &encoded(letter)])),
                };
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

    /// What two dates can have in common: all of it, two parts of three, day and month exchanged.
    fn date(&self, (year, month, day): (u16, u8, u8)) -> [u16; 5] {
        let year = year.to_le_bytes();
        let tag = |kind: &[u8], parts: &[u8]| self.dates.short(&[kind, parts]);
        [
            tag(b"ymd", &[year[0], year[1], month, day]),
            tag(
                b"exchanged",
                &[year[0], year[1], month.min(day), month.max(day)],
            ),
            tag(b"ym", &[year[0], year[1], month]),
            tag(b"yd", &[year[0], year[1], day]),
            tag(b"md", &[month, day]),
        ]
    }

    /// Keys that two records of one person share in spite of a fault: which of them are compared.
    fn name_keys(
        &self,
        family: &[String],
        first: &[String],
        date: Option<(u16, u8, u8)>,
        postcode: Option<&str>,
        found: &mut Vec<u32>,
    ) {
        let mut key = |parts: &[&[u8]]| found.push(self.keys.word(parts) >> (32 - KEY_BITS));
        let sounds = |words: &[String]| -> Vec<String> {
            let long = words.iter().filter(|word| word.len() > 2);
            let mut sounds: Vec<String> = long.map(|word| tidy::sound(word)).take(3).collect();
            if sounds.is_empty() {
                sounds.extend(words.first().map(|word| tidy::sound(word)));
            }
            sounds
        };
        let (family_sounds, first_sounds) = (sounds(family), sounds(first));
        let year = date.map(|(year, ..)| year.to_le_bytes());
        if let (Some(year), Some((_, month, day))) = (year, date) {
            // Any word of the name, whichever its role: names are exchanged, cut, replaced.
            for sound in family_sounds.iter().chain(&first_sounds) {
                key(&[b"word", sound.as_bytes(), &year, &[month, day]]);
            }
            let start = |words: &[String]| -> String { words.concat().chars().take(3).collect() };
            let (low, high) = ordered(start(family), start(first));
            let start = [low.as_bytes(), high.as_bytes()].concat();
            key(&[b"start", &start, &year, &[month]]);
            key(&[b"start", &start, &year, &[0, day]]);
            key(&[b"start", &start, &[month, day]]);
        }
        for family in &family_sounds {
            for first in first_sounds.iter().take(1) {
                let (low, high) = ordered(family.clone(), first.clone());
                let both = [low.as_bytes(), b" ", high.as_bytes()].concat();
                if let (Some(year), Some((_, month, day))) = (year, date) {
                    key(&[b"both", &both, &year]);
                    key(&[b"both", &both, &[month, day]]);
                }
                if let Some(postcode) = postcode {
                    key(&[b"both", &both, postcode.as_bytes()]);
                }
            }
        }
    }
}

impl std::fmt::Debug for Encoder {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Encoder")
            .field("header", &self.header)
            .finish_non_exhaustive()
    }
}

fn ordered(left: String, right: String) -> (String, String) {
    if left <= right {
        (left, right)
    } else {
        (right, left)
    }
}

fn position(letter: char) -> Option<usize> {
    match letter {
        '_' => Some(0),
        'a'..='z' => Some(letter as usize - 'a' as usize + 1),
        _ => None,
    }
}

fn encoded(letter: char) -> [u8; 4] {
    (letter as u32).to_le_bytes()
}

/// The bits that a digest sets: each byte designates one of the 256.
fn bits(digest: &[u8; 32]) -> Filter {
    let mut filter = [0; 4];
    for bit in &digest[..FILTER_HASHES] {
        filter[usize::from(bit >> 6)] |= 1 << (bit & 63);
    }
    filter
}
