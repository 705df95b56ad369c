//! Who is the same person: records of two files that share no identifier.
//!
//! Pure and generic: it knows names, dates and keys, not the systems they come from.
//!
//! [`link`] links two whole files, [`dedupe`] one with itself; an [`Index`] is searched one record at
//! a time:
//!
//! ```
//! use tdu_linkage::{Index, Kind, Language, Model, Record, Schema, Zone};
//!
//! let schema = Schema::french().with_key("ine");
//! let mut index = Index::new(Model::french(&schema));
//! let person = |given: &str| {
//!     Record::new(&schema)
//!         .with(Kind::Surname, Some("Lévêque"))
//!         .with(Kind::GivenName, Some(given))
//!         .born(Some(jiff::civil::date(2006, 3, 1)))
//!         .with(Kind::Postcode, Some("38000"))
//! };
//! index.insert(7, &person("Mohamed"))?;
//!
//! let searched = person("Mouhamed");
//! let found = index.candidates(&searched);
//! assert_eq!((found[0].key, found[0].zone), (7, Zone::Same));
//! let evidence = index.explain(&searched, 7, None).map(|evidence| evidence.in_words(Language::Fr).to_string());
//! assert!(evidence.is_some_and(|words| words.contains("variante du même nom")));
//! # Ok::<(), tdu_linkage::LinkageError>(())
//! ```

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
pub use index::{Candidate, Entry, Index};
pub use level::Level;
pub use link::{Link, Linkage, Options, Zone, dedupe, explain, link, link_with};
pub use model::{FieldModel, Model, Zones};
pub use normalise::name_key;
pub use record::Record;
pub use schema::{Field, Kind, Schema};
pub use table::{Rejected, Table};
pub use words::Language;
