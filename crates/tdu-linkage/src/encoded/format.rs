//! The encoded file: a header in plain words, then the records, in bytes.
//!
//! ```text
//! TDU-ENCODED 1
//! filter=256 hashes=10 flipped=0 keys=24
//! check=5f0c… (tells files of different secrets apart; 16 bytes of a keyed digest)
//! records=180000
//! (an empty line)
//! each record: length of the identifier (2 bytes), identifier, fields present (1 byte),
//!              those fields, number of keys (1 byte), keys (4 bytes each)
//! ```
//!
//! Numbers are little-endian.

use std::io::{Read, Write};

use super::Error;

/// A Bloom filter of 256 bits; all zero stands for a missing name.
pub(super) type Filter = [u64; 4];

/// Bits that each pair of letters sets.
pub(super) const FILTER_HASHES: usize = 10;
/// Bits of a key, besides its kind: few, so that a key says little about whom it comes from.
pub(super) const KEY_BITS: u32 = 24;

/// What a key is made of. Two records that share one are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub(super) enum Kind {
    /// The sound of one word of the name, and the birth date.
    Word,
    /// The postal code and the birth date.
    Home,
    /// An e-mail address.
    Email,
    /// A telephone number.
    Telephone,
    /// The sounds of both names, and the day of the year.
    NamesDay,
    /// The sounds of both names, and the year of birth.
    NamesYear,
    /// The sounds of both names, and the postal code.
    NamesHome,
    /// The first letters of both names, and two parts of the birth date.
    Start,
}

impl Kind {
    /// The key of this kind.
    pub(super) fn key(self, digest: u32) -> u32 {
        (self as u32) << KEY_BITS | digest >> (32 - KEY_BITS)
    }

    /// Whether a key is of this kind.
    pub(super) fn is_of(self, key: u32) -> bool {
        key >> KEY_BITS == self as u32
    }
}
/// The longest identifier.
pub(super) const MOST_ID: usize = 512;

const MAGIC: &str = "TDU-ENCODED 1";

/// What the two files must have in common.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Header {
    pub(super) flipped_bits: u8,
    pub(super) check: [u8; 16],
}

impl Header {
    pub(super) fn parameters(&self) -> String {
        format!(
            "filter=256 hashes={FILTER_HASHES} flipped={} keys={KEY_BITS}",
            self.flipped_bits
        )
    }
}

/// One encoded record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Record {
    pub(super) surname: Filter,
    pub(super) used: Filter,
    pub(super) first: Filter,
    /// Digest of the birth date.
    pub(super) date: u32,
    pub(super) commune: u16,
    pub(super) postcode: u16,
    pub(super) email: u32,
    pub(super) telephone: u32,
}

/// An encoded file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Encodings {
    pub(super) header: Header,
    pub(super) records: Vec<Record>,
    ids: String,
    id_ends: Vec<usize>,
    keys: Vec<u32>,
    key_ends: Vec<usize>,
}

impl Encodings {
    pub(super) fn new(header: Header) -> Self {
        Self {
            header,
            records: Vec::new(),
            ids: String::new(),
            id_ends: Vec::new(),
            keys: Vec::new(),
            key_ends: Vec::new(),
        }
    }

    pub(super) fn push(&mut self, id: &str, record: Record, keys: &[u32]) {
        self.records.push(record);
        self.ids.push_str(id);
        self.id_ends.push(self.ids.len());
        self.keys.extend_from_slice(keys.get(..255).unwrap_or(keys));
        self.key_ends.push(self.keys.len());
    }

    /// Number of records.
    #[must_use]
    pub fn len(&self) -> usize {
        self.records.len()
    }

    /// Whether there is no record.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.records.is_empty()
    }

    /// The identifier of a record, by its position.
    #[must_use]
    pub fn id(&self, position: usize) -> &str {
        let start = position
            .checked_sub(1)
            .map_or(0, |before| self.id_ends[before]);
        &self.ids[start..self.id_ends[position]]
    }

    pub(super) fn keys(&self, position: usize) -> &[u32] {
        let start = position
            .checked_sub(1)
            .map_or(0, |before| self.key_ends[before]);
        &self.keys[start..self.key_ends[position]]
    }

    /// Writes the file.
    pub fn write(&self, mut out: impl Write) -> Result<(), Error> {
        let check = u128::from_be_bytes(self.header.check);
        let parameters = self.header.parameters();
        let count = self.len();
        write!(
            out,
            "{MAGIC}\n{parameters}\ncheck={check:032x}\nrecords={count}\n\n"
        )?;
        let mut bytes = Vec::with_capacity(1 << 16);
        for (position, record) in self.records.iter().enumerate() {
            let id = self.id(position);
            bytes.extend(u16::try_from(id.len()).unwrap_or(0).to_le_bytes());
            bytes.extend(id.as_bytes());
            record.write(&mut bytes);
            let keys = self.keys(position);
            bytes.push(u8::try_from(keys.len()).unwrap_or(u8::MAX));
            for key in keys {
                bytes.extend(key.to_le_bytes());
            }
            if bytes.len() > (1 << 16) - 4096 {
                out.write_all(&bytes)?;
                bytes.clear();
            }
        }
        out.write_all(&bytes)?;
        Ok(out.flush()?)
    }

    /// Reads a file. Any other bytes are refused, with the place where they are wrong.
    pub fn read(mut input: impl Read) -> Result<Self, Error> {
        let mut bytes = Vec::new();
        input.read_to_end(&mut bytes)?;
        let mut reader = Reader {
            bytes: &bytes,
            at: 0,
        };
        let (header, count) = reader.header()?;
        let mut read = Self::new(header);
        for _ in 0..count {
            reader.record(&mut read)?;
        }
        if reader.at == bytes.len() {
            Ok(read)
        } else {
            Err(reader.damaged("more bytes follow the last record"))
        }
    }
}

impl Record {
    /// Which fields are present, then those fields.
    fn write(&self, out: &mut Vec<u8>) {
        let filters = [&self.surname, &self.used, &self.first];
        let words = [self.date, self.email, self.telephone];
        let shorts = [self.commune, self.postcode];
        let presence = out.len();
        out.push(0);
        for (bit, filter) in filters.into_iter().enumerate() {
            if *filter != [0; 4] {
                out[presence] |= 1 << bit;
                out.extend(filter.iter().flat_map(|part| part.to_le_bytes()));
            }
        }
        for (bit, word) in (3..).zip(words) {
            if word != 0 {
                out[presence] |= 1 << bit;
                out.extend(word.to_le_bytes());
            }
        }
        for (bit, short) in (6..).zip(shorts) {
            if short != 0 {
                out[presence] |= 1 << bit;
                out.extend(short.to_le_bytes());
            }
        }
    }
}

struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Reader<'a> {
    fn damaged(&self, what: &'static str) -> Error {
        Error::Damaged { at: self.at, what }
    }

    fn take(&mut self, count: usize) -> Result<&'a [u8], Error> {
        let end = self.at.saturating_add(count);
        let Some(taken) = self.bytes.get(self.at..end) else {
            return Err(self.damaged("the file ends in the middle of a record"));
        };
        self.at = end;
        Ok(taken)
    }

    fn array<const N: usize>(&mut self) -> Result<[u8; N], Error> {
        let mut array = [0; N];
        array.copy_from_slice(self.take(N)?);
        Ok(array)
    }

    fn line(&mut self) -> Result<&'a str, Error> {
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        let end = rest.iter().take(256).position(|byte| *byte == b'\n');
        let text = end.and_then(|end| std::str::from_utf8(&rest[..end]).ok());
        let text = text.ok_or(Error::NotEncoded("its first lines are not a header"))?;
        self.at += text.len() + 1;
        Ok(text)
    }

    fn header(&mut self) -> Result<(Header, u64), Error> {
        if self.line()? != MAGIC {
            return Err(Error::NotEncoded(
                "it does not begin with \"TDU-ENCODED 1\"",
            ));
        }
        let parameters = self.line()?;
        let flipped = parameters
            .split(' ')
            .find_map(|word| word.strip_prefix("flipped=")?.parse().ok());
        let mut header = Header {
            flipped_bits: flipped.unwrap_or(0),
            check: [0; 16],
        };
        if parameters != header.parameters() {
            return Err(Error::NotEncoded("its parameters are not of this version"));
        }
        let check = self.line()?.strip_prefix("check=").unwrap_or_default();
        if check.len() != 32 || check.starts_with('+') {
            return Err(Error::NotEncoded(
                "its key check is not 32 hexadecimal digits",
            ));
        }
        header.check = u128::from_str_radix(check, 16)
            .map_err(|_| Error::NotEncoded("its key check is not 32 hexadecimal digits"))?
            .to_be_bytes();
        let count = self.line()?.strip_prefix("records=").map(str::parse);
        let Some(Ok(count)) = count else {
            return Err(Error::NotEncoded("it does not tell its number of records"));
        };
        if !self.line()?.is_empty() {
            return Err(Error::NotEncoded("no empty line ends its header"));
        }
        Ok((header, count))
    }

    fn record(&mut self, read: &mut Encodings) -> Result<(), Error> {
        let length = usize::from(u16::from_le_bytes(self.array()?));
        if length > MOST_ID {
            return Err(self.damaged("an identifier is too long"));
        }
        let id = std::str::from_utf8(self.take(length)?)
            .map_err(|_| self.damaged("an identifier is not UTF-8"))?;
        let [presence] = self.array()?;
        let mut filters = [[0; 4]; 3];
        for (bit, filter) in filters.iter_mut().enumerate() {
            if presence & (1 << bit) != 0 {
                for part in filter {
                    *part = u64::from_le_bytes(self.array()?);
                }
            }
        }
        let mut words = [0; 3];
        for (bit, word) in (3..).zip(&mut words) {
            if presence & (1 << bit) != 0 {
                *word = u32::from_le_bytes(self.array()?);
            }
        }
        let mut shorts = [0; 2];
        for (bit, short) in (6..).zip(&mut shorts) {
            if presence & (1 << bit) != 0 {
                *short = u16::from_le_bytes(self.array()?);
            }
        }
        let [count] = self.array()?;
        let mut keys = Vec::with_capacity(usize::from(count));
        for _ in 0..count {
            keys.push(u32::from_le_bytes(self.array()?));
        }
        let [surname, used, first] = filters;
        let [date, email, telephone] = words;
        let [commune, postcode] = shorts;
        let record = Record {
            surname,
            used,
            first,
            date,
            commune,
            postcode,
            email,
            telephone,
        };
        read.push(id, record, &keys);
        Ok(())
    }
}
