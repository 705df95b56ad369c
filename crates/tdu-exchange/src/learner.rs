//! A CFA's learners, in the national v3 format: JSON items, or a CSV or XLSX file with the columns
//! of the national template.
//!
//! The tolerance is the national one, with three differences. Every error of an item is told at
//! once, incoherent dates included. An explicit `null` (or a blank text) clears what the source
//! said before, and on a required field is a missing value. What the national service turns into
//! null in silence (a bad employer SIRET, a bad postcode of birth, an impossible theoretical length)
//! is cleared too, with a warning. An INE that cannot be read is cleared in the same way.
//!
//! The social security number is never kept: [`tdu_domain::facts::SourceFacts::has_nir`] says
//! whether the source holds one, and the trace is rewritten without it.
//!
//! The external id of a learner is `{id_erp_apprenant}@{annee_scolaire}`.

mod answer;
mod coherence;
mod fields;
mod item;
mod json;
mod tabular;
mod template;

pub use answer::{ItemAnswer, ValidationError};
pub use fields::{FIELDS, LAST_SITUATIONS, LearnerField};
pub use json::parse_items;
pub use tabular::parse_table;
pub use template::template_xlsx;

use crate::sifa;

/// The rules that SIFA shares with the national format.
pub(crate) mod rules {
    pub(crate) use super::coherence::age;
    pub(crate) use super::item::{
        parse_cfa_type, parse_commune, parse_last_establishment, parse_last_situation,
    };
}

/// The most items of one API call.
pub const MAX_ITEMS: usize = 2_000;

/// The formats in which a file of learners may come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LearnerFormat {
    /// A JSON array: see [`parse_items`].
    Json,
    /// CSV or XLSX with the national template's columns: see [`parse_table`].
    Table,
    /// The 47 columns of SIFA, without header: see [`sifa::parse`].
    Sifa,
}

/// Recognises the format of a file by its content.
#[must_use]
pub fn recognise(bytes: &[u8]) -> LearnerFormat {
    let text = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    match text.iter().find(|b| !b.is_ascii_whitespace()) {
        Some(b'[' | b'{') => LearnerFormat::Json,
        _ if sifa::looks_like(bytes) => LearnerFormat::Sifa,
        _ => LearnerFormat::Table,
    }
}

#[cfg(test)]
mod tests;
