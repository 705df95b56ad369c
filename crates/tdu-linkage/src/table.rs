//! The records of one file, in columns of numbers.

use std::sync::Arc;

use rayon::prelude::*;

use crate::LinkageError;
use crate::contact::{clean_mail, parse_phone};
use crate::date::{self, Day};
use crate::phonetic::fold;
use crate::pool::{Name, Numbering, Pools};
use crate::record::Record;
use crate::schema::{Kind, Schema};
use crate::short_code::ShortCode;
use crate::text::{clean_code, clean_name};

/// A record as numbers: one cache line to fetch for a comparison. 0 is an absent value.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[repr(align(64))]
pub(crate) struct Row {
    pub(crate) surname: u32,
    pub(crate) used: u32,
    pub(crate) given: u32,
    pub(crate) day: Day,
    pub(crate) place: u32,
    pub(crate) postcode: u32,
    pub(crate) phone: u64,
    /// Position of the address, plus one.
    pub(crate) mail: u32,
    /// The address, hashed.
    pub(crate) mail_hash: u32,
    /// Its user part, hashed.
    pub(crate) user_hash: u32,
    pub(crate) sex: u8,
    /// Whether the surname (1), the first name (2) have words of their own.
    pub(crate) compound: u8,
    /// First letters of the names.
    pub(crate) initials: [u8; 2],
    /// Place and postcode themselves, when they are short.
    pub(crate) codes: [ShortCode; 2],
    /// How surname and first name sound.
    pub(crate) sounds: [u32; 2],
}

/// E-mail addresses, end to end. Nearly all are distinct: they are not shared.
#[derive(Debug, Clone, Default)]
pub(crate) struct Mails {
    bytes: Vec<u8>,
    /// Where each starts, and the length of its user part.
    spans: Vec<(u32, u8, u8)>,
}

impl Mails {
    fn push(&mut self, address: &[u8], user: usize) -> u32 {
        self.spans
            .push((self.bytes.len() as u32, user as u8, address.len() as u8));
        self.bytes.extend_from_slice(address);
        self.spans.len() as u32
    }

    fn append(&mut self, other: &Self) {
        let shift = self.bytes.len() as u32;
        self.bytes.extend_from_slice(&other.bytes);
        let spans = other.spans.iter();
        self.spans
            .extend(spans.map(|&(start, user, length)| (start + shift, user, length)));
    }

    /// The user part of an address.
    pub(crate) fn user(&self, number: u32) -> &[u8] {
        let (start, user, _) = self.spans[number as usize - 1];
        &self.bytes[start as usize..][..usize::from(user)]
    }

    /// A whole address.
    pub(crate) fn address(&self, number: u32) -> &[u8] {
        let (start, _, length) = self.spans[number as usize - 1];
        &self.bytes[start as usize..][..usize::from(length)]
    }
}

/// The names of records, end to end.
#[derive(Debug, Clone, Default)]
struct Ids {
    bytes: Vec<u8>,
    ends: Vec<u32>,
}

impl Ids {
    fn append(&mut self, other: &Self) {
        let shift = self.bytes.len() as u32;
        self.bytes.extend_from_slice(&other.bytes);
        self.ends.extend(other.ends.iter().map(|end| end + shift));
    }
}

/// Rows that could not be read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Rejected {
    /// How many.
    pub count: usize,
    /// The lines of the first ones, counted from 1.
    pub lines: Vec<u64>,
}

/// The records of one file, ready to be compared.
#[derive(Debug, Clone)]
pub struct Table {
    pub(crate) schema: Arc<Schema>,
    pub(crate) rows: Vec<Row>,
    /// Keys, texts and categories, record after record.
    pub(crate) extras: Vec<u32>,
    pub(crate) extra_kinds: Vec<Kind>,
    pub(crate) pools: Pools,
    pub(crate) mails: Mails,
    ids: Ids,
    rejected: Rejected,
    scratch: Vec<u8>,
    /// The numbers of the codes of five digits, when a file is read: every row has some.
    five_digits: Vec<u32>,
}

/// What five digits are worth.
fn five_digits(raw: &[u8]) -> Option<usize> {
    let digits: &[u8; 5] = raw.try_into().ok()?;
    digits.iter().try_fold(0, |value, digit| {
        digit
            .is_ascii_digit()
            .then(|| value * 10 + usize::from(digit - b'0'))
    })
}

/// The most records of a table.
pub(crate) const MOST_RECORDS: usize = 1 << 30;

impl Table {
    /// An empty table.
    #[must_use]
    pub fn new(schema: &Schema) -> Self {
        let kinds = schema.extras().map(|field| field.kind).collect();
        Self::empty(Arc::new(schema.clone()), kinds)
    }

    pub(crate) fn empty(schema: Arc<Schema>, extra_kinds: Vec<Kind>) -> Self {
        Self {
            schema,
            rows: Vec::new(),
            extras: Vec::new(),
            extra_kinds,
            pools: Pools::default(),
            mails: Mails::default(),
            ids: Ids::default(),
            rejected: Rejected::default(),
            scratch: Vec::new(),
            five_digits: Vec::new(),
        }
    }

    pub(crate) fn reserve(&mut self, records: usize) {
        self.rows.reserve(records);
        self.mails.spans.reserve(records);
        self.ids.ends.reserve(records);
        self.five_digits.resize(100_000, 0);
    }

    /// Makes room for the records of other tables, and no more.
    pub(crate) fn make_room(&mut self, others: &[Table]) {
        let sum = |length: fn(&Table) -> usize| others.iter().map(length).sum();
        self.rows.reserve_exact(sum(Table::len));
        self.mails
            .spans
            .reserve_exact(sum(|table| table.mails.spans.len()));
        self.mails
            .bytes
            .reserve_exact(sum(|table| table.mails.bytes.len()));
        self.ids.ends.reserve_exact(sum(Table::len));
        self.ids
            .bytes
            .reserve_exact(sum(|table| table.ids.bytes.len()));
    }

    /// How many records.
    #[must_use]
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The fields compared.
    #[must_use]
    pub fn schema(&self) -> &Schema {
        &self.schema
    }

    /// The rows of the file that could not be read.
    #[must_use]
    pub fn rejected(&self) -> &Rejected {
        &self.rejected
    }

    /// What a record calls itself.
    #[must_use]
    pub fn id(&self, record: usize) -> &[u8] {
        let start = if record == 0 {
            0
        } else {
            self.ids.ends[record - 1]
        };
        &self.ids.bytes[start as usize..self.ids.ends[record] as usize]
    }

    /// The first record that calls itself so.
    #[must_use]
    pub fn find(&self, id: &[u8]) -> Option<usize> {
        (0..self.len()).find(|&record| self.id(record) == id)
    }

    /// Adds a record.
    pub fn push(&mut self, id: &str, record: &Record) -> Result<(), LinkageError> {
        let mut draft = Draft::default();
        let schema = Arc::clone(&self.schema);
        for (at, (field, value)) in schema.fields.iter().zip(record.values()).enumerate() {
            debug_assert_eq!(field.kind, schema.fields[at].kind);
            self.set(&mut draft, field.kind, value);
        }
        self.finish(id.as_bytes(), &draft)
    }

    pub(crate) fn reject(&mut self, line: u64) {
        self.rejected.count += 1;
        if self.rejected.lines.len() < 20 {
            self.rejected.lines.push(line);
        }
    }

    /// Sets a field of the record being read.
    pub(crate) fn set(&mut self, draft: &mut Draft, kind: Kind, raw: &[u8]) {
        let row = &mut draft.row;
        match kind {
            Kind::Surname => row.surname = self.name(raw),
            Kind::UsedName => row.used = self.name(raw),
            Kind::GivenName => row.given = self.name(raw),
            Kind::BirthDate => row.day = date::parse(raw),
            Kind::Sex => row.sex = parse_sex(raw),
            Kind::Place => (row.place, row.codes[0]) = self.place(raw),
            Kind::Postcode => (row.postcode, row.codes[1]) = self.place(raw),
            Kind::Phone => row.phone = parse_phone(raw),
            Kind::Email => self.set_mail(row, raw),
            Kind::Key | Kind::Category => {
                let number = self.code(raw);
                draft.push(number);
            }
            Kind::Text => {
                let number = self.name(raw);
                draft.push(number);
            }
        }
    }

    /// The number of a name as written.
    pub(crate) fn name(&mut self, raw: &[u8]) -> u32 {
        clean_name(raw, &mut self.scratch);
        self.pools.name(&self.scratch)
    }

    /// The number of a code as written.
    pub(crate) fn code(&mut self, raw: &[u8]) -> u32 {
        let digits = five_digits(raw);
        if let Some(&number @ 1..) = digits.and_then(|digits| self.five_digits.get(digits)) {
            return number;
        }
        clean_code(raw, &mut self.scratch);
        let number = self.pools.code(&self.scratch);
        if let Some(known) = digits.and_then(|digits| self.five_digits.get_mut(digits)) {
            *known = number;
        }
        number
    }

    /// The number of a place or postcode as written, and itself when it is short.
    fn place(&mut self, raw: &[u8]) -> (u32, ShortCode) {
        let number = self.code(raw);
        let short = if five_digits(raw).is_some() {
            ShortCode::new(raw)
        } else {
            self.pools.codes.values()[number as usize].short
        };
        (number, short)
    }

    pub(crate) fn set_mail(&mut self, row: &mut Row, raw: &[u8]) {
        if let Some(user) = clean_mail(raw, &mut self.scratch) {
            row.mail_hash = fold(&self.scratch);
            row.user_hash = fold(&self.scratch[..user]);
            row.mail = self.mails.push(&self.scratch, user);
        }
    }

    /// Adds the record being read.
    pub(crate) fn finish(&mut self, id: &[u8], draft: &Draft) -> Result<(), LinkageError> {
        if self.rows.len() >= MOST_RECORDS || self.ids.bytes.len() + id.len() > u32::MAX as usize {
            return Err(LinkageError::TooLarge(self.rows.len()));
        }
        let mut row = draft.row;
        if row.used == row.surname {
            row.used = 0;
        }
        if row.surname == 0 {
            (row.surname, row.used) = (row.used, 0);
        }
        let values = self.pools.names.values();
        let (surname, given) = (&values[row.surname as usize], &values[row.given as usize]);
        let compound = |name: &Name| u8::from(name.tokens() != [name.sound]);
        row.compound = compound(surname) | compound(given) << 1;
        row.sounds = [surname.sound, given.sound];
        row.initials = [surname, given].map(|name| name.text().first().copied().unwrap_or(0));
        self.rows.push(row);
        self.extras
            .extend_from_slice(&draft.extras[..draft.extra_count]);
        self.ids.bytes.extend_from_slice(id);
        self.ids.ends.push(self.ids.bytes.len() as u32);
        Ok(())
    }

    /// Moves the last record to the place of another, which is forgotten.
    pub(crate) fn move_last(&mut self, to: usize) {
        let Some(row) = self.rows.pop() else { return };
        let width = self.extra_kinds.len();
        let extras = self.extras.split_off(self.extras.len() - width);
        self.ids.ends.pop();
        self.rows[to] = row;
        self.extras[to * width..(to + 1) * width].copy_from_slice(&extras);
    }

    /// Adds the records of a table with the same fields.
    pub fn append(&mut self, other: &Table) -> Result<(), LinkageError> {
        if self.schema != other.schema {
            return Err(LinkageError::OtherSchema);
        }
        if self.len() + other.len() > MOST_RECORDS
            || self.ids.bytes.len() + other.ids.bytes.len() > u32::MAX as usize
            || self.mails.bytes.len() + other.mails.bytes.len() > u32::MAX as usize
        {
            return Err(LinkageError::TooLarge(self.len()));
        }
        let mails = self.mails.spans.len() as u32;
        let (numbering, ()) = rayon::join(
            || self.pools.absorb(&other.pools),
            || {
                self.mails.append(&other.mails);
                self.ids.append(&other.ids);
            },
        );
        self.rows.par_extend(other.rows.par_iter().map(|row| {
            let mut row = renumber(*row, &numbering);
            if row.mail != 0 {
                row.mail += mails;
            }
            row
        }));
        self.extras.extend(renumber_extras(
            &other.extras,
            &self.extra_kinds,
            &numbering,
        ));
        self.rejected.count += other.rejected.count;
        self.rejected.lines.extend(&other.rejected.lines);
        self.rejected.lines.truncate(20);
        Ok(())
    }
}

/// A record being read.
#[derive(Debug, Default)]
pub(crate) struct Draft {
    pub(crate) row: Row,
    extras: [u32; crate::schema::MOST_EXTRAS],
    extra_count: usize,
}

impl Draft {
    pub(crate) fn push(&mut self, number: u32) {
        self.extras[self.extra_count] = number;
        self.extra_count += 1;
    }
}

/// A row under another numbering.
pub(crate) fn renumber(mut row: Row, numbering: &Numbering) -> Row {
    for name in [&mut row.surname, &mut row.used, &mut row.given] {
        *name = numbering.names[*name as usize];
    }
    for code in [&mut row.place, &mut row.postcode] {
        *code = numbering.codes[*code as usize];
    }
    row
}

/// Extra fields under another numbering.
pub(crate) fn renumber_extras<'a>(
    extras: &'a [u32],
    kinds: &'a [Kind],
    numbering: &'a Numbering,
) -> impl Iterator<Item = u32> + 'a {
    extras
        .iter()
        .zip(kinds.iter().cycle())
        .map(|(&number, kind)| match kind {
            Kind::Text => numbering.names[number as usize],
            _ => numbering.codes[number as usize],
        })
}

/// A sex as one letter, 0 when not told. Titles tell it.
fn parse_sex(raw: &[u8]) -> u8 {
    let raw = raw.trim_ascii();
    match raw.first().map(u8::to_ascii_uppercase) {
        Some(b'H' | b'1') => b'M',
        // M, M., Monsieur, but not Mme, Mlle.
        Some(b'M') if !raw[1..].to_ascii_uppercase().ends_with(b"E") => b'M',
        Some(b'F' | b'2' | b'M') => b'F',
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_tell_the_sex() {
        for (raw, sex) in [
            ("M", b'M'),
            ("f", b'F'),
            ("Mme", b'F'),
            ("M.", b'M'),
            ("MLLE", b'F'),
            ("1", b'M'),
            ("2", b'F'),
            ("Homme", b'M'),
            ("", 0),
            ("X", 0),
        ] {
            assert_eq!(parse_sex(raw.as_bytes()), sex, "{raw}");
        }
    }
}
