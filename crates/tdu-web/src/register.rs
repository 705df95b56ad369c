//! The register of personal data, in words.

use serde::Serialize;
use tdu_domain::facts::Field;
use tdu_domain::register::entry;

use crate::Texts;

/// What the register says of a fact, in words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RegisterLine {
    /// Its stable name.
    pub name: &'static str,
    /// The fact.
    pub field: String,
    /// What it serves.
    pub purposes: String,
    /// What lets it be kept.
    pub basis: String,
    /// Who sees it.
    pub seen: String,
    /// The right that opens it.
    pub right: &'static str,
    /// For how long it should be kept.
    pub retention: String,
}

/// The whole register, in a language.
#[must_use]
pub fn register(t: Texts) -> Vec<RegisterLine> {
    Field::ALL.iter().map(|field| line(t, *field)).collect()
}

fn line(t: Texts, field: Field) -> RegisterLine {
    let entry = entry(field);
    let purposes: Vec<String> = entry
        .purposes
        .iter()
        .map(|purpose| t.of_code("purpose", purpose.code()))
        .collect();
    RegisterLine {
        name: field.name(),
        field: t.of_code("field", field.name()),
        purposes: purposes.join(", "),
        basis: t.of_code("basis", entry.basis.code()),
        seen: t.of_code("seen-by", entry.seen.code()),
        right: entry.seen.right().code(),
        retention: t.with(
            "retention-years",
            [
                ("open", entry.years_open.into()),
                ("restricted", entry.years_restricted.into()),
            ],
        ),
    }
}
