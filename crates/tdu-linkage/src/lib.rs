//! Who is the same person: records of two files that share no identifier.
//!
//! Pure and generic: it knows names, dates and keys, not the systems they come from.

mod assign;
mod blocking;
mod compare;
mod contact;
mod date;
mod distance;
mod error;
mod estimate;
mod frequency;
mod identity;
mod keys;
mod level;
mod link;
mod model;
mod normalise;
mod phonetic;
mod pool;
mod read;
mod record;
mod schema;
mod table;
mod text;
mod variants;

pub use error::LinkageError;
pub use identity::{Identity, Reason, Verdict};
pub use level::Level;
pub use link::{Link, Linkage, Options, Zone, link};
pub use model::{FieldModel, Model, Zones};
pub use normalise::name_key;
pub use record::Record;
pub use schema::{Field, Kind, Schema};
pub use table::{Rejected, Table};
