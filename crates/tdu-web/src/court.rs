//! What was done and seen of one person, as files for a court: lines for programs, and a page to read.

use askama::Template;
use serde_json::Value;
use tdu_casework::{CourtArchive, Files};

use crate::{Texts, WebError};

/// The files that are signed, in order.
pub const COURT_FILES: [&str; 4] = [
    "journal.jsonl",
    "consultations.jsonl",
    "chaines.json",
    "lisez-moi.html",
];

#[derive(Template)]
#[template(path = "tribunal.html")]
struct CourtPage {
    t: Texts,
    keys: String,
    intact: bool,
    journal: Vec<Vec<String>>,
    accesses: Vec<Vec<String>>,
}

/// The files of an archive for a court, without its signature.
pub fn court_files(t: Texts, archive: &CourtArchive) -> Result<Files, WebError> {
    let keys: Vec<String> = archive.keys.iter().map(ToString::to_string).collect();
    let journal = [
        "recorded_at",
        "organisation_name",
        "actor_name",
        "act",
        "payload",
        "number",
    ];
    let accesses = [
        "at",
        "organisation_name",
        "actor_name",
        "role",
        "act",
        "grounds",
        "address",
        "number",
    ];
    let page = CourtPage {
        t,
        keys: keys.join(", "),
        intact: archive.chains.iter().all(|chain| chain.intact),
        journal: rows(&archive.journal, &journal),
        accesses: rows(&archive.accesses, &accesses),
    };
    let chains =
        serde_json::to_vec_pretty(&archive.chains).map_err(tdu_casework::CaseworkError::from)?;
    let contents = [
        lines(&archive.journal),
        lines(&archive.accesses),
        chains,
        page.render()?.into_bytes(),
    ];
    let names = COURT_FILES.map(str::to_owned);
    Ok(names.into_iter().zip(contents).collect())
}

fn lines(values: &[Value]) -> Vec<u8> {
    let mut text = String::new();
    for value in values {
        text.push_str(&value.to_string());
        text.push('\n');
    }
    text.into_bytes()
}

fn rows(values: &[Value], columns: &[&str]) -> Vec<Vec<String>> {
    let row = |value: &Value| {
        let cells = columns.iter().map(|column| cell(column, &value[*column]));
        cells.collect()
    };
    values.iter().map(row).collect()
}

fn cell(column: &str, value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::Number(instant) if column.ends_with("at") => instant
            .as_i64()
            .and_then(|instant| jiff::Timestamp::from_millisecond(instant).ok())
            .map(|instant| instant.to_string())
            .unwrap_or_default(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}
