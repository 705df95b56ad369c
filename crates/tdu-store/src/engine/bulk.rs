//! Lists of values and rows in bulk, as each engine takes them fastest.
//!
//! PostgreSQL takes a whole column as one array. SQLite has no arrays: it takes anonymous parameters,
//! in statements of a few lengths.

use std::sync::Arc;

use sea_orm::sea_query::ArrayType;
use sea_orm::{ConnectionTrait, DbBackend, Value};

use super::{Row, Session};
use crate::error::StoreError;

/// Rows per statement on SQLite. Few lengths make few statements: preparing one of hundreds of rows
/// costs more than running it. The longest has 20 columns, far under the limit of parameters.
const ROWS_PER_STATEMENT: [usize; 4] = [512, 64, 8, 1];
/// Rows per statement on PostgreSQL.
const ROWS_PER_ARRAY: usize = 4_096;
/// Values in one `IN` list on SQLite.
const IN_LIST: usize = 500;

impl<C: ConnectionTrait> Session<'_, C> {
    /// Every row of a query whose last parameter is a list: `sql` says `IN ({})`, `before` are the
    /// parameters that come first, once each and in order.
    pub(crate) async fn all_in<T>(
        &self,
        doing: &'static str,
        sql: &str,
        before: &[Value],
        list: &[Value],
        read: impl Fn(&mut Row<'_>) -> Result<T, StoreError>,
    ) -> Result<Vec<T>, StoreError> {
        let mut found = Vec::new();
        for (sql, values) in self.listed(sql, before, list) {
            found.extend(self.all(doing, &sql, values, &read).await?);
        }
        Ok(found)
    }

    /// A statement whose last parameter is a list.
    pub(crate) async fn execute_in(
        &self,
        doing: &'static str,
        sql: &str,
        before: &[Value],
        list: &[Value],
    ) -> Result<(), StoreError> {
        for (sql, values) in self.listed(sql, before, list) {
            self.execute(doing, &sql, values).await?;
        }
        Ok(())
    }

    /// Writes rows in bulk. `conflict` is an `ON CONFLICT …` clause or nothing.
    pub(crate) async fn insert(
        &self,
        doing: &'static str,
        table: &str,
        columns: &[&str],
        conflict: &str,
        rows: Vec<Vec<Value>>,
    ) -> Result<(), StoreError> {
        let mut statements = Inserts::new(self.backend());
        statements.add(doing, table, columns, conflict, rows);
        self.run(statements).await
    }

    /// Writes rows that were made ready.
    pub(crate) async fn run(&self, inserts: Inserts) -> Result<(), StoreError> {
        for (doing, sql, values) in inserts.statements {
            self.execute(doing, &sql, values).await?;
        }
        Ok(())
    }

    /// The statements that ask for a list, with their parameters.
    fn listed(&self, sql: &str, before: &[Value], list: &[Value]) -> Vec<(String, Vec<Value>)> {
        if list.is_empty() {
            return Vec::new();
        }
        if self.backend() == DbBackend::Postgres {
            let (parameter, values) = array(before.len() + 1, list.to_vec());
            let any = format!("= ANY ({parameter})");
            let values = before.iter().cloned().chain([values]).collect();
            return vec![(sql.replacen("IN ({})", &any, 1), values)];
        }
        let part = |part: &[Value]| {
            let filler = padded_length(part.len()) - part.len();
            let mut sql = sql.replacen("{}", &anonymous(padded_length(part.len())), 1);
            for parameter in 1..=before.len() {
                sql = sql.replacen(&format!("${parameter}"), "?", 1);
            }
            let filler = part.last().into_iter().cycle().take(filler);
            let values = before.iter().chain(part).chain(filler).cloned().collect();
            (sql, values)
        };
        list.chunks(IN_LIST).map(part).collect()
    }
}

/// Rows on their way in, as the statements that write them: made ready on one core while another writes.
#[derive(Debug)]
pub(crate) struct Inserts {
    backend: DbBackend,
    statements: Vec<(&'static str, Arc<str>, Vec<Value>)>,
}

impl Inserts {
    pub(crate) fn new(backend: DbBackend) -> Self {
        Self {
            backend,
            statements: Vec::new(),
        }
    }

    /// Adds rows of a table. `conflict` is an `ON CONFLICT …` clause or nothing.
    pub(crate) fn add(
        &mut self,
        doing: &'static str,
        table: &str,
        columns: &[&str],
        conflict: &str,
        rows: Vec<Vec<Value>>,
    ) {
        let head = format!("INSERT INTO {table} ({})", columns.join(", "));
        let mut rows = rows.into_iter();
        if self.backend == DbBackend::Postgres {
            while rows.len() > 0 {
                let (arrays, values) = arrays(rows.by_ref().take(ROWS_PER_ARRAY), columns.len());
                let sql = format!("{head} SELECT * FROM unnest({arrays}) {conflict}");
                self.statements.push((doing, sql.into(), values));
            }
            return;
        }
        let row = format!("({})", anonymous(columns.len()));
        for per_statement in ROWS_PER_STATEMENT {
            if rows.len() < per_statement {
                continue;
            }
            let all = vec![row.as_str(); per_statement].join(", ");
            let sql: Arc<str> = format!("{head} VALUES {all} {conflict}").into();
            while rows.len() >= per_statement {
                let values = rows.by_ref().take(per_statement).flatten().collect();
                self.statements.push((doing, sql.clone(), values));
            }
        }
    }
}

/// So many parameters. SQLite looks named ones up one by one, in a time that grows with the square of
/// their number: they stay anonymous.
fn anonymous(count: usize) -> String {
    vec!["?"; count].join(", ")
}

/// Lists are padded to a few lengths, so that few statements are prepared.
fn padded_length(length: usize) -> usize {
    length.next_power_of_two().min(IN_LIST.max(length))
}

/// Rows as one array for each column: the parameters, as a statement says them, and the arrays.
fn arrays(rows: impl Iterator<Item = Vec<Value>>, columns: usize) -> (String, Vec<Value>) {
    let mut by_column: Vec<Vec<Value>> = vec![Vec::new(); columns];
    for row in rows {
        for (column, value) in by_column.iter_mut().zip(row) {
            column.push(value);
        }
    }
    let (parameters, values): (Vec<String>, Vec<Value>) = by_column
        .into_iter()
        .enumerate()
        .map(|(at, column)| array(at + 1, column))
        .unzip();
    (parameters.join(", "), values)
}

/// An array as a parameter. Those of the query builder cannot hold what is absent: such an array is
/// sent as its text.
fn array(parameter: usize, values: Vec<Value>) -> (String, Value) {
    let (kind, postgres) = match values.first() {
        Some(Value::Uuid(_)) => (ArrayType::Uuid, "uuid"),
        Some(Value::BigInt(_)) => (ArrayType::BigInt, "bigint"),
        Some(Value::Int(_)) => (ArrayType::Int, "integer"),
        Some(Value::Bool(_)) => (ArrayType::Bool, "boolean"),
        Some(Value::Bytes(_)) => (ArrayType::Bytes, "bytea"),
        Some(Value::Double(_)) => (ArrayType::Double, "double precision"),
        _ => (ArrayType::String, "text"),
    };
    if values.iter().any(is_absent) {
        let cast = format!("CAST(CAST(${parameter} AS text) AS {postgres}[])");
        (cast, literal(&values).into())
    } else {
        let cast = format!("CAST(${parameter} AS {postgres}[])");
        (cast, Value::Array(kind, Some(Box::new(values))))
    }
}

/// The text of an array, as PostgreSQL writes it.
fn literal(values: &[Value]) -> String {
    let mut text = String::from("{");
    for value in values {
        if text.len() > 1 {
            text.push(',');
        }
        match value {
            Value::Uuid(Some(id)) => text.push_str(id.hyphenated().encode_lower(&mut [0; 36])),
            Value::BigInt(Some(number)) => text.push_str(&number.to_string()),
            Value::Int(Some(number)) => text.push_str(&number.to_string()),
            Value::Double(Some(number)) => text.push_str(&number.to_string()),
            Value::Bool(Some(yes)) => text.push(if *yes { 't' } else { 'f' }),
            Value::Bytes(Some(bytes)) => {
                text.push_str("\"\\\\x");
                text.extend(bytes.iter().flat_map(|byte| {
                    [byte >> 4, byte & 15]
                        .map(|digit| char::from(b"0123456789abcdef"[usize::from(digit)]))
                }));
                text.push('"');
            }
            Value::String(Some(string)) => quoted(string, &mut text),
            absent => {
                debug_assert!(is_absent(absent), "a kind that no column has: {absent:?}");
                text.push_str("NULL");
            }
        }
    }
    text.push('}');
    text
}

fn is_absent(value: &Value) -> bool {
    use Value::{BigInt, Bool, Bytes, Double, Int, String, Uuid};
    matches!(
        value,
        Uuid(None)
            | BigInt(None)
            | Int(None)
            | Double(None)
            | Bool(None)
            | Bytes(None)
            | String(None)
    )
}

fn quoted(string: &str, text: &mut String) {
    text.push('"');
    let mut rest = string;
    while let Some(at) = rest.find(['"', '\\']) {
        let (plain, special) = rest.split_at(at);
        text.push_str(plain);
        text.push('\\');
        text.push_str(&special[..1]);
        rest = &special[1..];
    }
    text.push_str(rest);
    text.push('"');
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    #[test]
    fn arrays_are_written_as_postgresql_reads_them() {
        let text = |text: &str| Value::from(text);
        assert_eq!(
            literal(&[text("a"), text(""), text("NULL"), Value::String(None)]),
            r#"{"a","","NULL",NULL}"#
        );
        assert_eq!(
            literal(&[text(r#"d'É "q" \ {x,y}"#)]),
            r#"{"d'É \"q\" \\ {x,y}"}"#
        );
        assert_eq!(
            literal(&[Value::from(vec![0u8, 0xab]), Value::Bytes(None)]),
            r#"{"\\x00ab",NULL}"#
        );
        assert_eq!(literal(&[Value::from(true), Value::Bool(None)]), "{t,NULL}");
        assert_eq!(literal(&[Value::from(-5i64)]), "{-5}");
        assert_eq!(
            literal(&[Value::from(Uuid::nil())]),
            "{00000000-0000-0000-0000-000000000000}"
        );
    }
}
