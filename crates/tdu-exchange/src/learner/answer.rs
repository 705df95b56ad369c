//! The national answer to a call: the item echoed, with its errors.

use serde::Serialize;
use serde_json::Value;

use crate::delivery::Row;
use crate::issue::{Issue, Lang};

/// One item of the answer: every key of the item received, the social security number apart,
/// `validation_errors` (empty when there is none), and `validation_warnings` (an addition to the
/// national answer) for what was set aside.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(transparent)]
pub struct ItemAnswer {
    item: Value,
}

/// One error of the answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ValidationError {
    /// The rule and the remedy.
    pub message: String,
    /// The key within the item, as the national service gives it: `["date_de_naissance_apprenant"]`;
    /// empty when the whole item is at fault. Its index is its place in the answer.
    pub path: Vec<String>,
    /// The stable name of the rule (an addition to the national answer).
    pub code: &'static str,
}

impl ValidationError {
    /// The issue in the national shape.
    #[must_use]
    pub fn new(issue: &Issue, lang: Lang) -> Self {
        Self {
            message: issue.message(lang),
            path: issue.path.iter().skip(1).cloned().collect(),
            code: issue.code.as_str(),
        }
    }
}

impl ItemAnswer {
    /// The answer to a row of [`super::parse_items`]. An item that is not an object is echoed under
    /// `item`.
    #[must_use]
    pub fn new(row: &Row, lang: Lang) -> Self {
        Self::with_issues(row, row.outcome.as_ref().err().into_iter().flatten(), lang)
    }

    /// The same, with the issues that the caller knows besides (establishments…).
    #[must_use]
    pub fn with_issues<'i>(
        row: &Row,
        issues: impl IntoIterator<Item = &'i Issue>,
        lang: Lang,
    ) -> Self {
        let value = |issue: &Issue| error_value(&ValidationError::new(issue, lang));
        let errors: Vec<Value> = issues.into_iter().map(value).collect();
        let warnings: Vec<Value> = row.warnings.iter().map(value).collect();
        let mut item = match serde_json::from_str(&row.raw) {
            Ok(Value::Object(item)) => item,
            Ok(other) => [("item".to_owned(), other)].into_iter().collect(),
            Err(_) => [("item".to_owned(), Value::String(row.raw.clone()))]
                .into_iter()
                .collect(),
        };
        item.insert("validation_errors".to_owned(), Value::Array(errors));
        if !warnings.is_empty() {
            item.insert("validation_warnings".to_owned(), Value::Array(warnings));
        }
        Self {
            item: Value::Object(item),
        }
    }
}

fn error_value(error: &ValidationError) -> Value {
    serde_json::json!({
        "message": error.message,
        "path": error.path,
        "code": error.code,
    })
}
