//! The JSON array of the API, item by item.

use std::borrow::Cow;
use std::collections::HashSet;
use std::sync::LazyLock;

use jiff::civil::Date;
use serde_json::value::RawValue;
use serde_json::{Map, Value};

use super::fields::FIELDS;
use super::item::{self, Source};
use crate::delivery::{Delivery, Row};
use crate::error::FileError;
use crate::issue::{Issue, IssueCode};
use crate::nir::{contains_nir, is_nir_name};
use crate::notice::Notice;
use crate::reading::{Cell, Said, Style};
use crate::table::decode;

/// Reads a JSON array of learners; [`Row::position`] is the index of the item, from 0.
///
/// `today` bounds the birth dates. `limit` is the most items accepted ([`super::MAX_ITEMS`] for the
/// API, none for a file). An item that is not an object is a row in error, not a failed file.
/// Unknown keys are dropped from the facts and stay in the trace.
pub fn parse_items(body: &[u8], today: Date, limit: Option<usize>) -> Result<Delivery, FileError> {
    let text = decode(body)?.text;
    let items: Vec<&RawValue> = serde_json::from_str(&text).map_err(|error| refused(&error))?;
    if let Some(limit) = limit
        && items.len() > limit
    {
        return Err(FileError::TooManyItems {
            found: items.len(),
            limit,
        });
    }
    let mut refused_keys = Vec::new();
    let mut delivery = Delivery::default();
    for (position, item) in (0..).zip(items) {
        delivery
            .rows
            .push(parse_item(item.get(), position, today, &mut refused_keys));
    }
    delivery
        .notices
        .extend(refused_keys.into_iter().map(Notice::RefusedColumn));
    delivery.refuse_duplicates("id_erp_apprenant");
    Ok(delivery)
}

fn refused(error: &serde_json::Error) -> FileError {
    if error.is_data() {
        FileError::NotAnArray
    } else if error.is_eof() && error.line() <= 1 && error.column() == 0 {
        FileError::Empty
    } else {
        FileError::NotJson {
            line: error.line(),
            column: error.column(),
        }
    }
}

fn parse_item(text: &str, position: u32, today: Date, refused_keys: &mut Vec<String>) -> Row {
    let Ok(item) = serde_json::from_str::<Map<String, Value>>(text) else {
        return Row {
            position,
            raw: text.to_owned(),
            outcome: Err(vec![Issue::of_row(position, IssueCode::NotAnObject)]),
            warnings: Vec::new(),
        };
    };
    let (outcome, warnings) = item::read(&Item(&item), position, today);
    Row {
        position,
        raw: trace(text, item, refused_keys),
        outcome,
        warnings,
    }
}

struct Item<'i>(&'i Map<String, Value>);

impl Source for Item<'_> {
    fn cell(&self, field: &'static str) -> Cell<'_> {
        let said = match self.0.get(field) {
            None => Said::Absent,
            Some(Value::Null) => Said::Null,
            Some(Value::Bool(value)) => Said::Bool(*value),
            Some(Value::Number(number)) => Said::Text(Cow::Owned(number.to_string())),
            Some(Value::String(text)) => Said::Text(Cow::Borrowed(text)),
            Some(Value::Array(_) | Value::Object(_)) => Said::Structure,
        };
        Cell { label: field, said }
    }

    fn style(&self) -> Style {
        Style::Json
    }
}

/// The text of the item as received, or, when it holds a social security number, the same object
/// without it.
fn trace(text: &str, item: Map<String, Value>, refused_keys: &mut Vec<String>) -> String {
    let secret = |key: &str, value: &Value| is_secret_key(key) || holds_nir(value);
    if !item.iter().any(|(key, value)| secret(key, value)) {
        return text.to_owned();
    }
    let mut kept = Map::new();
    for (key, value) in item {
        if key == "nir_apprenant" {
            let present =
                !matches!(&value, Value::Null | Value::Bool(false)) && value.as_str() != Some("");
            kept.insert("has_nir".to_owned(), Value::Bool(present));
        } else if secret(&key, &value) {
            if !refused_keys.contains(&key) {
                refused_keys.push(key);
            }
        } else {
            kept.insert(key, value);
        }
    }
    Value::Object(kept).to_string()
}

fn is_known(key: &str) -> bool {
    static NAMES: LazyLock<HashSet<&str>> = LazyLock::new(|| {
        FIELDS
            .iter()
            .map(|field| field.name)
            .chain(["has_nir"])
            .collect()
    });
    NAMES.contains(key)
}

fn is_secret_key(key: &str) -> bool {
    key == "nir_apprenant" || (!is_known(key) && is_nir_name(key))
}

fn holds_nir(value: &Value) -> bool {
    match value {
        Value::String(text) => contains_nir(text),
        Value::Number(number) => contains_nir(&number.to_string()),
        Value::Array(values) => values.iter().any(holds_nir),
        Value::Object(fields) => fields
            .iter()
            .any(|(key, value)| is_nir_name(key) || holds_nir(value)),
        Value::Null | Value::Bool(_) => false,
    }
}
