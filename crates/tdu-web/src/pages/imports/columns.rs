//! The second step, for young people: which column is what.

use std::collections::HashMap;

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use tdu_casework::{ImportKind, ImportState, ImportView};
use tdu_exchange::table::Table;
use tdu_exchange::youth::{Mapping, Suggestion, YouthColumn};
use uuid::Uuid;

use super::{At, Step, page, remedies, steps};
use crate::pages::{Fields, Id};
use crate::{Page, SignedIn, Texts, WebError, WebState, render};

/// Rows in which examples are looked for.
const LOOKED_AT: usize = 40;
/// Examples shown of a column.
const EXAMPLES: usize = 3;
/// Letters shown of an example.
const EXAMPLE_LENGTH: usize = 40;

#[derive(Template)]
#[template(path = "imports/columns.html")]
struct Chooser {
    t: Texts,
    page: Page,
    steps: Vec<Step>,
    id: Uuid,
    file: String,
    rows: i64,
    columns: Vec<Column>,
    targets: Vec<Target>,
    refused: Vec<String>,
    left_out: Vec<String>,
    notices: Vec<String>,
    problems: Vec<Problem>,
}

/// What a column may be.
struct Target {
    code: &'static str,
    label: String,
}

/// A column of the file.
struct Column {
    /// Its place, which names its field.
    at: usize,
    header: String,
    examples: Vec<String>,
    kind: ColumnKind,
    chosen: Option<YouthColumn>,
    error: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum ColumnKind {
    Refused,
    FreeText,
    Plain,
}

/// What is still to be chosen, with the column where it can be.
struct Problem {
    href: Option<String>,
    text: String,
}

impl Chooser {
    /// A sentence about columns, one or several.
    fn named(&self, key: &str, headers: &[String]) -> String {
        let quoted: Vec<String> = match headers {
            [only] => vec![only.clone()],
            several => several
                .iter()
                .map(|header| {
                    self.t
                        .one("import-columns-quoted", "header", header.as_str())
                })
                .collect(),
        };
        self.t.with(
            key,
            [
                ("count", headers.len().into()),
                ("names", quoted.join(", ").into()),
            ],
        )
    }
}

impl Column {
    fn is(&self, code: &str) -> bool {
        self.chosen.is_some_and(|target| target.code() == code)
    }

    fn is_refused(&self) -> bool {
        self.kind == ColumnKind::Refused
    }

    fn is_free_text(&self) -> bool {
        self.kind == ColumnKind::FreeText
    }

    fn is_hidden(&self) -> bool {
        self.kind != ColumnKind::Plain
    }

    fn is_required(&self) -> bool {
        self.chosen.is_some_and(YouthColumn::is_required)
    }
}

fn label(t: Texts, target: YouthColumn) -> String {
    t.of_code("import-column", target.code())
}

fn option(t: Texts, target: YouthColumn) -> Target {
    let label = label(t, target);
    Target {
        code: target.code(),
        label: if target.is_required() {
            t.one("import-columns-required", "label", label)
        } else {
            label
        },
    }
}

pub(super) async fn show(
    State(state): State<WebState>,
    visitor: SignedIn,
    Id(id): Id,
) -> Result<Response, WebError> {
    let import = state.casework().import(&visitor.actor, id).await?;
    if let Some(elsewhere) = elsewhere(&import) {
        return Ok(elsewhere);
    }
    let (table, suggestion) = state.casework().import_columns(&visitor.actor, id).await?;
    let mapping = prefilled(import.mapping.as_ref(), &suggestion);
    let chosen: Vec<_> = table
        .headers()
        .iter()
        .map(|header| mapping.target(header))
        .collect();
    render(&view(&visitor, &import, &table, &suggestion, &chosen))
}

pub(super) async fn choose(
    State(state): State<WebState>,
    visitor: SignedIn,
    Id(id): Id,
    Fields(fields): Fields<Vec<(String, String)>>,
) -> Result<Response, WebError> {
    let import = state.casework().import(&visitor.actor, id).await?;
    if let Some(elsewhere) = elsewhere(&import) {
        return Ok(elsewhere);
    }
    let (table, suggestion) = state.casework().import_columns(&visitor.actor, id).await?;
    let chosen = choices(&fields, &table, &suggestion);
    let form = view(&visitor, &import, &table, &suggestion, &chosen);
    if !form.problems.is_empty() {
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, render(&form)?).into_response());
    }
    let mapping: Mapping = table.headers().iter().cloned().zip(chosen).collect();
    state
        .casework()
        .map_columns(&visitor.actor, id, mapping)
        .await?;
    Ok(Redirect::to(&format!("/imports/{id}/apercu")).into_response())
}

/// Where to go when there is no column to choose.
fn elsewhere(import: &ImportView) -> Option<Response> {
    let id = import.id;
    let address = match (import.state, import.kind) {
        (ImportState::Waiting, ImportKind::Youths) => return None,
        (ImportState::Waiting, ImportKind::Learners) => format!("/imports/{id}/apercu"),
        _ => format!("/imports/{id}"),
    };
    Some(Redirect::to(&address).into_response())
}

/// The choice kept, completed for the headers it does not know by what their names suggest.
fn prefilled(kept: Option<&Mapping>, suggestion: &Suggestion) -> Mapping {
    let Some(kept) = kept else {
        return suggestion.mapping.clone();
    };
    let mut mapping = kept.clone();
    for (header, target) in suggestion.mapping.mapped() {
        let known = kept.iter().any(|(known, _)| known == header);
        if !known && mapping.header(target).is_none() {
            mapping.set(header, Some(target));
        }
    }
    mapping
}

/// What the form says of each column; a refused column is never taken, whatever it says.
fn choices(
    fields: &[(String, String)],
    table: &Table,
    suggestion: &Suggestion,
) -> Vec<Option<YouthColumn>> {
    let said: HashMap<&str, &str> = fields
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    let chosen = |(at, header): (usize, &String)| {
        let code = said.get(format!("c-{at}").as_str())?;
        YouthColumn::ALL
            .iter()
            .copied()
            .find(|target| target.code() == *code)
            .filter(|_| !suggestion.refused.contains(header))
    };
    table.headers().iter().enumerate().map(chosen).collect()
}

fn view(
    visitor: &SignedIn,
    import: &ImportView,
    table: &Table,
    suggestion: &Suggestion,
    chosen: &[Option<YouthColumn>],
) -> Chooser {
    let t = visitor.t;
    let mut columns: Vec<Column> = table
        .headers()
        .iter()
        .zip(chosen)
        .enumerate()
        .map(|(at, (header, chosen))| column(table, suggestion, at, header, *chosen))
        .collect();
    let problems = check(t, &mut columns);
    let found = chosen.iter().flatten().count();
    let title = t.with(
        "import-columns-title",
        [("found", found.into()), ("count", columns.len().into())],
    );
    Chooser {
        t,
        page: page(visitor, title),
        steps: steps(t, import.kind, At::Columns),
        id: import.id,
        file: import.file_name.clone(),
        rows: i64::try_from(table.len()).unwrap_or(i64::MAX),
        columns,
        targets: YouthColumn::ALL
            .iter()
            .map(|target| option(t, *target))
            .collect(),
        refused: suggestion.refused.clone(),
        left_out: suggestion.left_out.clone(),
        notices: remedies::notices(table.notices(), t),
        problems,
    }
}

fn column(
    table: &Table,
    suggestion: &Suggestion,
    at: usize,
    header: &str,
    chosen: Option<YouthColumn>,
) -> Column {
    let among = |names: &[String]| names.iter().any(|name| name == header);
    let kind = if among(&suggestion.refused) {
        ColumnKind::Refused
    } else if among(&suggestion.left_out) {
        ColumnKind::FreeText
    } else {
        ColumnKind::Plain
    };
    let examples = match kind {
        ColumnKind::Plain => examples(table, at),
        ColumnKind::Refused | ColumnKind::FreeText => Vec::new(),
    };
    Column {
        at,
        header: header.to_owned(),
        examples,
        kind,
        chosen,
        error: None,
    }
}

/// The first different values of a column.
fn examples(table: &Table, at: usize) -> Vec<String> {
    let mut examples: Vec<String> = Vec::new();
    for row in table.rows().take(LOOKED_AT) {
        let value: String = row.get(at).trim().chars().take(EXAMPLE_LENGTH).collect();
        if !value.is_empty() && !examples.contains(&value) {
            examples.push(value);
        }
        if examples.len() == EXAMPLES {
            break;
        }
    }
    examples
}

/// What keeps the choice from being used: a required target without column, a target given twice.
fn check(t: Texts, columns: &mut [Column]) -> Vec<Problem> {
    let mut problems = Vec::new();
    let mut first: HashMap<YouthColumn, String> = HashMap::new();
    for column in columns.iter_mut() {
        let Some(target) = column.chosen else {
            continue;
        };
        if let Some(header) = first.get(&target) {
            let text = t.with(
                "import-columns-twice",
                [
                    ("label", label(t, target).into()),
                    ("header", header.clone().into()),
                ],
            );
            column.error = Some(text.clone());
            problems.push(Problem {
                href: Some(format!("#c-{}", column.at)),
                text,
            });
        } else {
            first.insert(target, column.header.clone());
        }
    }
    let missing = YouthColumn::ALL
        .iter()
        .filter(|target| target.is_required() && !first.contains_key(target));
    problems.extend(missing.map(|target| Problem {
        href: None,
        text: t.one("import-columns-missing", "label", label(t, *target)),
    }));
    problems
}
