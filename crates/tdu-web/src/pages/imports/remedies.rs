//! What is wrong with the rows of a file, and what to do about it.

use tdu_exchange::Notice;
use tdu_exchange::issue::{Issue, IssueCode};

use super::sentences;
use crate::Texts;

/// One thing wrong with one row: where, which value, which rule, what to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Remedy {
    pub(super) place: String,
    pub(super) column: Option<String>,
    pub(super) value: Option<String>,
    pub(super) rule: String,
    pub(super) how: String,
}

/// Where the rows come from: a table has lines, a JSON array has items.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Origin {
    Table,
    Json,
}

impl Origin {
    /// Only a table has columns.
    pub(super) fn of(columns: &[String]) -> Self {
        if columns.is_empty() {
            Self::Json
        } else {
            Self::Table
        }
    }
}

impl Remedy {
    pub(super) fn all(issues: &[Issue], origin: Origin, t: Texts) -> Vec<Self> {
        let remedies = issues.iter().map(|issue| Self::new(issue, origin, t));
        remedies.collect()
    }

    pub(super) fn new(issue: &Issue, origin: Origin, t: Texts) -> Self {
        let lang = sentences(t);
        let place = match origin {
            Origin::Table => t.one("import-line", "line", issue.position),
            Origin::Json => t.one("import-item", "line", issue.position),
        };
        let value = match &issue.value {
            Some(value) => Some(value.clone()),
            None if issue.code == IssueCode::MissingValue => Some(t.get("import-empty-value")),
            None => None,
        };
        Self {
            place,
            column: issue.column.clone(),
            value,
            rule: t.sentence(issue.rule(lang)),
            how: t.sentence(issue.code.remedy(lang)),
        }
    }
}

/// What is wrong with the first rows.
pub(super) fn first<'i>(
    rows: impl Iterator<Item = &'i [Issue]>,
    shown: usize,
    origin: Origin,
    t: Texts,
) -> Vec<Remedy> {
    rows.take(shown)
        .flatten()
        .map(|issue| Remedy::new(issue, origin, t))
        .collect()
}

/// What is to be said of the whole file.
pub(super) fn notices(notices: &[Notice], t: Texts) -> Vec<String> {
    let lang = sentences(t);
    notices
        .iter()
        .map(|notice| t.sentence(notice.message(lang)))
        .collect()
}
