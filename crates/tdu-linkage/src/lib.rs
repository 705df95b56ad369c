//! Who is the same person: records of two files that share no identifier.
//!
//! Pure and generic: it knows names, dates and keys, not the systems they come from.

#![expect(
    clippy::cast_possible_truncation,
    reason = "records and values are numbered in 32 bits: a table refuses more; hashes are cut on purpose"
)]

mod assign;
mod blocking;
mod compare;
mod contact;
mod date;
mod distance;
pub mod encoded;
mod error;
mod estimate;
mod evidence;
mod frequency;
mod identity;
mod index;
mod keys;
mod level;
mod link;
mod model;
mod names;
mod normalise;
mod phonetic;
mod pool;
mod postings;
mod prior;
mod read;
mod record;
mod schema;
mod short_code;
mod table;
mod text;
mod variants;
mod weights;
mod words;

pub use error::LinkageError;
pub use evidence::{Evidence, FieldEvidence};
pub use identity::{Identity, Reason, Verdict};
pub use index::{Candidate, Entry, Index};
pub use level::Level;
pub use link::{Link, Linkage, Options, Zone, dedupe, explain, link, link_with};
pub use model::{FieldModel, Model, Zones};
pub use normalise::name_key;
pub use record::Record;
pub use schema::{Field, Kind, Schema};
pub use table::{Rejected, Table};
pub use words::Language;
