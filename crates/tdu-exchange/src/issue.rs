//! What is wrong with a row: where, which value, which rule, what to do.

mod codes;

use serde::{Deserialize, Serialize};

pub use codes::IssueCode;

use crate::nir::{contains_nir, looks_like_nir};
use crate::text::excerpt;

/// The languages the messages are written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Lang {
    /// French, the first language of the users.
    #[default]
    Fr,
    /// English.
    En,
}

/// Whether the issue refuses the row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// The row is refused.
    Error,
    /// The row is taken; the value is set aside, or is surprising.
    Warning,
}

/// One thing wrong with one row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Issue {
    /// The position of the row: see [`crate::Row::position`].
    pub position: u32,
    /// The column or field, as the sender knows it.
    pub column: Option<String>,
    /// The same place as a path, for JSON answers: `["3", "date_de_naissance_apprenant"]`.
    pub path: Vec<String>,
    /// What was received, at most 80 characters; never a social security number.
    pub value: Option<String>,
    /// Which rule is broken.
    pub code: IssueCode,
    /// Whether the row is refused.
    pub severity: Severity,
    /// For a duplicate, the position of the row that came first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub first_position: Option<u32>,
}

impl Issue {
    /// An error of the row as a whole.
    #[must_use]
    pub fn of_row(position: u32, code: IssueCode) -> Self {
        Self {
            position,
            column: None,
            path: vec![position.to_string()],
            value: None,
            code,
            severity: Severity::Error,
            first_position: None,
        }
    }

    /// An error of one column of the row, with the value received if there was one.
    #[must_use]
    pub fn of_column(position: u32, column: &str, value: Option<&str>, code: IssueCode) -> Self {
        Self {
            position,
            column: Some(column.to_owned()),
            path: vec![position.to_string(), column.to_owned()],
            value: value
                .filter(|value| !looks_like_nir(value) && !contains_nir(value))
                .map(excerpt),
            code,
            severity: Severity::Error,
            first_position: None,
        }
    }

    /// The same, as a warning.
    #[must_use]
    pub fn into_warning(self) -> Self {
        Self {
            severity: Severity::Warning,
            ..self
        }
    }

    /// The establishment named by `column` is in no directory we know.
    #[must_use]
    pub fn unknown_establishment(position: u32, column: &str, value: &str) -> Self {
        Self::of_column(
            position,
            column,
            Some(value),
            IssueCode::UnknownEstablishment,
        )
    }

    /// The establishment named by `column` belongs to another organisation than the sender's.
    #[must_use]
    pub fn foreign_establishment(position: u32, column: &str, value: &str) -> Self {
        Self::of_column(
            position,
            column,
            Some(value),
            IssueCode::ForeignEstablishment,
        )
    }

    /// The identifier was already given by the row at `first`.
    #[must_use]
    pub fn duplicate_in_delivery(position: u32, column: &str, value: &str, first: u32) -> Self {
        Self {
            first_position: Some(first),
            ..Self::of_column(
                position,
                column,
                Some(value),
                IssueCode::DuplicateInDelivery,
            )
        }
    }

    /// The rule and the remedy, in one text.
    #[must_use]
    pub fn message(&self, lang: Lang) -> String {
        let rule = self.rule(lang);
        let remedy = self.code.remedy(lang);
        format!("{rule} {remedy}")
    }

    /// The rule that is broken, with the first position of a duplicate.
    #[must_use]
    pub fn rule(&self, lang: Lang) -> String {
        let rule = self.code.rule(lang);
        match (self.first_position, lang) {
            (None, _) => rule.to_owned(),
            (Some(first), Lang::Fr) => format!("{rule} Première fois : {first}."),
            (Some(first), Lang::En) => format!("{rule} First seen: {first}."),
        }
    }
}
