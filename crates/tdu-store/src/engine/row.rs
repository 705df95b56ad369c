//! Rows as they are read, and values as they are written.

use jiff::civil::Date;
use sea_orm::{QueryResult, TryGetable, Value};
use uuid::Uuid;

use crate::chain::Link;
use crate::error::{Doing, StoreError};

/// A row being read, column after column.
pub(crate) struct Row<'a> {
    columns: &'a QueryResult,
    next: usize,
    doing: &'static str,
}

impl<'a> Row<'a> {
    /// A row, before its first column.
    pub(super) fn new(columns: &'a QueryResult, doing: &'static str) -> Self {
        Self {
            columns,
            next: 0,
            doing,
        }
    }

    /// The next column.
    pub(crate) fn take<T: TryGetable>(&mut self) -> Result<T, StoreError> {
        let value = self.columns.try_get_by_index(self.next).doing(self.doing)?;
        self.next += 1;
        Ok(value)
    }

    /// The next column, which stays the next.
    pub(crate) fn peek<T: TryGetable>(&self) -> Result<T, StoreError> {
        self.columns.try_get_by_index(self.next).doing(self.doing)
    }

    /// The next column, as text that must parse.
    pub(crate) fn parse<T>(
        &mut self,
        table: &'static str,
        column: &'static str,
        expected: &'static str,
        parse: impl Fn(&str) -> Option<T>,
    ) -> Result<T, StoreError> {
        let text: String = self.take()?;
        parse(&text).ok_or(StoreError::Corrupt {
            table,
            column,
            expected,
        })
    }

    /// The next column, as text that must parse when present.
    pub(crate) fn parse_opt<T>(
        &mut self,
        table: &'static str,
        column: &'static str,
        expected: &'static str,
        parse: impl Fn(&str) -> Option<T>,
    ) -> Result<Option<T>, StoreError> {
        let text: Option<String> = self.take()?;
        text.map(|text| {
            parse(&text).ok_or(StoreError::Corrupt {
                table,
                column,
                expected,
            })
        })
        .transpose()
    }

    /// The next column, as a link of a chain.
    pub(crate) fn link(&mut self, table: &'static str) -> Result<Link, StoreError> {
        let bytes: Vec<u8> = self.take()?;
        Link::of(&bytes).ok_or(StoreError::Corrupt {
            table,
            column: "link",
            expected: "a link",
        })
    }

    /// The next column, as a civil date when present.
    pub(crate) fn date(
        &mut self,
        table: &'static str,
        column: &'static str,
    ) -> Result<Option<Date>, StoreError> {
        self.parse_opt(table, column, "a date", |text| text.parse().ok())
    }
}

/// The first column of a row.
pub(crate) fn first<T: TryGetable>(row: &mut Row<'_>) -> Result<T, StoreError> {
    row.take()
}

/// A civil date as it is kept: `AAAA-MM-JJ`.
pub(crate) fn date_value(date: Option<Date>) -> Value {
    Value::String(date.map(|date| date.to_string()))
}

/// A text that may be absent.
pub(crate) fn text_value(text: Option<&str>) -> Value {
    Value::String(text.map(str::to_owned))
}

/// Keys as parameters of a list.
pub(crate) fn keys(ids: impl IntoIterator<Item = Uuid>) -> Vec<Value> {
    ids.into_iter().map(Value::from).collect()
}
