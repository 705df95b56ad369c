//! Linking two files whose keeper of links never sees a name.
//!
//! Two institutions share a [`Secret`]. Each turns its file into encodings with it
//! ([`Encoder::encode_csv`]): names become keyed Bloom filters, which stay comparable when a
//! letter differs; dates, places and contacts become keyed digests, which are equal or not. A third
//! party, who does not hold the secret, links the two encoded files ([`link_encoded`]) by the same
//! reasoning as clear files are: levels of agreement by field, weighed by parameters that the files
//! themselves tell, with no labels and no threshold set by hand.
//!
//! An encoded file is still personal data. `docs/linkage-encoded.md` states what it leaks, the
//! known attacks, and what they cost.

mod candidates;
mod compare;
mod digest;
mod encode;
mod format;
mod link;
mod model;
mod people;
mod strangers;
mod tidy;

#[cfg(test)]
mod tests;

pub use digest::Secret;
pub use encode::{Encoder, Protection};
pub use format::Encodings;
pub use link::{Link, Linked, Zone, link_encoded, write_links};
pub use people::{Columns, Person};

/// Why encodings could not be made, read or linked.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The secret could be guessed.
    #[error(
        "the secret has {length} bytes, and needs at least {least}: make one with \
         `head -c 32 /dev/urandom | base64`"
    )]
    SecretTooShort {
        /// Bytes it has.
        length: usize,
        /// Bytes it needs.
        least: usize,
    },
    /// The file to encode lacks a column.
    #[error("the file has no column {column:?}: it has {present}")]
    NoColumn {
        /// The column that is absent.
        column: String,
        /// Those that are present.
        present: String,
    },
    /// The file to encode has none of the columns that tell who somebody is.
    #[error(
        "the file needs a surname, a first name and a birth date: none is declared for {field}"
    )]
    NotDeclared {
        /// The field without a column.
        field: &'static str,
    },
    /// The file to encode is not CSV.
    #[error("the file cannot be read as CSV: {0}")]
    Csv(#[from] csv::Error),
    /// The identifier of a record is longer than an encoding may hold.
    #[error("record {record}: the identifier is longer than {most} bytes")]
    LongIdentifier {
        /// Which record, from 1.
        record: usize,
        /// The most that fits.
        most: usize,
    },
    /// The file to link is no encoding.
    #[error("this is not an encoded file: {0}")]
    NotEncoded(&'static str),
    /// The file to link is an encoding, cut or damaged.
    #[error("the encoded file is damaged at byte {at}: {what}")]
    Damaged {
        /// Where, from 0.
        at: usize,
        /// What was wrong there.
        what: &'static str,
    },
    /// The two files were encoded with different secrets.
    #[error("the two files were not encoded with the same secret: encode one of them again")]
    OtherSecret,
    /// The two files were encoded in different ways.
    #[error("the two files were not encoded with the same parameters: {a} and {b}")]
    OtherParameters {
        /// Those of the first file.
        a: String,
        /// Those of the second file.
        b: String,
    },
    /// Reading or writing failed.
    #[error("{0}")]
    Io(#[from] std::io::Error),
}
