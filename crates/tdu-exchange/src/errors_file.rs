//! The refused rows, written back so that they can be corrected and sent again.
//!
//! Reading such a file again ignores the columns added here ([`ADDED_COLUMNS`]) and removes the
//! apostrophe put before what a spreadsheet would take for a formula.

use serde_json::value::RawValue;
use serde_json::{Map, Value};

use crate::delivery::{Delivery, Row};
use crate::issue::{Issue, Lang};
use crate::learner::ItemAnswer;
use crate::nir::is_nir_name;

/// The columns added after those of the file: the line of origin, the columns in error, the rules
/// broken, what to do.
pub const ADDED_COLUMNS: [&str; 4] = ["ligne", "colonnes en erreur", "règle", "à faire"];

/// What a spreadsheet takes for the beginning of a formula.
pub(crate) const FORMULA_SIGNS: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

/// A refused row, as kept aside.
#[derive(Debug, Clone, Copy)]
pub struct RefusedRow<'r> {
    /// [`Row::position`] of the row.
    pub position: u32,
    /// [`Row::raw`] of the row.
    pub raw: &'r str,
    /// Its errors.
    pub issues: &'r [Issue],
}

impl<'r> RefusedRow<'r> {
    /// The refused rows of a delivery, in order.
    #[must_use]
    pub fn of(delivery: &'r Delivery) -> Vec<Self> {
        delivery
            .refused()
            .map(|(row, issues)| Self {
                position: row.position,
                raw: &row.raw,
                issues,
            })
            .collect()
    }
}

/// The refused rows of a table as CSV: `;`, UTF-8 with a byte order mark, the columns of `headers`
/// (those of the rows themselves if `headers` is empty), then [`ADDED_COLUMNS`]. Cells that begin
/// like a formula get a leading apostrophe.
#[must_use]
pub fn table_csv(headers: &[String], rows: &[RefusedRow<'_>], lang: Lang) -> Vec<u8> {
    let cells: Vec<Map<String, Value>> = rows
        .iter()
        .map(|row| serde_json::from_str(row.raw).unwrap_or_default())
        .collect();
    let headers = columns(headers, &cells);
    let mut out = String::from("\u{feff}");
    let added = ADDED_COLUMNS.map(str::to_owned);
    push_line(&mut out, headers.iter().chain(&added).map(String::as_str));
    for (row, cells) in rows.iter().zip(&cells) {
        let own = headers
            .iter()
            .map(|header| cells.get(header).and_then(Value::as_str).unwrap_or(""));
        let explained = explain(row, lang);
        push_line(&mut out, own.chain(explained.iter().map(String::as_str)));
    }
    out.into_bytes()
}

/// The refused items of a JSON array as a JSON array: each item as it was received (the social
/// security number apart) with its `validation_errors`, which reading ignores.
#[must_use]
pub fn items_json(rows: &[RefusedRow<'_>], lang: Lang) -> Vec<u8> {
    let mut out = String::from("[\n");
    for (at, refused) in rows.iter().enumerate() {
        let row = Row {
            position: refused.position,
            raw: refused.raw.to_owned(),
            outcome: Err(refused.issues.to_vec()),
            warnings: Vec::new(),
        };
        let answer = ItemAnswer::new(&row, lang);
        if at > 0 {
            out.push_str(",\n");
        }
        // A tree of JSON values always has a text; RawValue keeps it on one line.
        if let Ok(item) = serde_json::value::to_raw_value(&answer) {
            out.push_str(RawValue::get(&item));
        }
    }
    out.push_str("\n]\n");
    out.into_bytes()
}

/// The wanted columns, or those the rows have, in the order they appear.
fn columns(headers: &[String], rows: &[Map<String, Value>]) -> Vec<String> {
    let mut columns: Vec<String> = Vec::new();
    if headers.is_empty() {
        for key in rows.iter().flat_map(Map::keys) {
            if !columns.contains(key) {
                columns.push(key.clone());
            }
        }
    } else {
        columns.extend_from_slice(headers);
    }
    columns.retain(|header| !is_nir_name(header));
    columns
}

fn explain(row: &RefusedRow<'_>, lang: Lang) -> [String; 4] {
    let joined = |texts: Vec<String>| {
        let mut seen: Vec<String> = Vec::new();
        for text in texts {
            if !text.is_empty() && !seen.contains(&text) {
                seen.push(text);
            }
        }
        seen.join(" | ")
    };
    let of = |text: &dyn Fn(&Issue) -> String| joined(row.issues.iter().map(text).collect());
    [
        row.position.to_string(),
        of(&|issue| issue.column.clone().unwrap_or_default()),
        of(&|issue| issue.rule(lang)),
        of(&|issue| issue.code.remedy(lang).to_owned()),
    ]
}

fn push_line<'c>(out: &mut String, cells: impl Iterator<Item = &'c str>) {
    for (at, cell) in cells.enumerate() {
        if at > 0 {
            out.push(';');
        }
        let formula = cell.starts_with(FORMULA_SIGNS);
        let quoted = cell.contains([';', '"', '\n', '\r', ',', '\t']);
        if quoted {
            out.push('"');
        }
        if formula {
            out.push('\'');
        }
        if quoted {
            out.push_str(&cell.replace('"', "\"\""));
            out.push('"');
        } else {
            out.push_str(cell);
        }
    }
    out.push_str("\r\n");
}
