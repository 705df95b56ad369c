//! Tables, whatever carries them: CSV in any usual encoding and separator, or XLSX.
//!
//! A [`Table`] keeps every line that is not blank, with its number in the file. A line that does
//! not have as many cells as the header is kept too and says so ([`TableRow::ragged`]): nothing is
//! cut and nothing is padded in silence.

mod csv;
mod decode;
#[cfg(test)]
mod hostile;
mod xlsx;

use std::collections::HashMap;

use crate::error::FileError;
use crate::errors_file::{ADDED_COLUMNS, FORMULA_SIGNS};
use crate::issue::{Issue, IssueCode};
use crate::nir::{contains_nir, looks_like_nir};
use crate::notice::Notice;
use crate::text::{clean, push_json_string};

pub(crate) use decode::{Lines, decode};

/// The most rows read from one file.
pub const MAX_ROWS: usize = 1_000_000;
/// The most columns read from one file.
pub const MAX_COLUMNS: usize = 500;
/// The most bytes of one file, once decompressed and decoded.
pub const MAX_BYTES: u64 = 512 * 1_048_576;

/// The headers and the rows of a file.
#[derive(Debug, Clone, Default)]
pub struct Table {
    headers: Vec<String>,
    /// How many columns of our own errors file follow the headers.
    added: usize,
    text: String,
    ends: Vec<u32>,
    spans: Vec<Span>,
    /// The line of the headers, from 1.
    header_line: u32,
    notices: Vec<Notice>,
}

#[derive(Debug, Clone, Copy)]
struct Span {
    line: u32,
    first: u32,
    count: u32,
    ambiguous: bool,
}

/// One row of a [`Table`].
#[derive(Debug, Clone, Copy)]
pub struct TableRow<'t> {
    table: &'t Table,
    span: Span,
}

/// The lines at the top of a file among which the header may be, under a title.
const LINES_OF_TITLES: usize = 10;

/// Reads a CSV or XLSX file, recognised by its content. The first line that is not blank is the
/// header, unless it is a title over a table; a repeated header gets its number (`"Prénom (2)"`), an empty one its place
/// (`"colonne 4"`). The columns that [`crate::errors_file`] adds are ignored.
pub fn read_table(bytes: &[u8]) -> Result<Table, FileError> {
    let mut table = read_rows(bytes, None)?;
    table.take_header();
    Ok(table)
}

/// Reads every line as a row, without header; in CSV, `expected` is the number of columns that
/// tells a real multi-line cell from a stray quote.
pub(crate) fn read_rows(bytes: &[u8], expected: Option<usize>) -> Result<Table, FileError> {
    if bytes.is_empty() {
        return Err(FileError::Empty);
    }
    let table = if bytes.starts_with(b"PK\x03\x04") {
        xlsx::read(bytes)?
    } else {
        let decoded = decode(bytes)?;
        let mut table = csv::read(&decoded.text, expected)?;
        match decoded.windows_1252 {
            Lines::None => {}
            Lines::Some(count) => table.notices.push(Notice::MixedEncodings(count)),
            Lines::All => table.notices.push(Notice::ReadAsWindows1252),
        }
        table
    };
    if table.is_empty() {
        return Err(FileError::Empty);
    }
    Ok(table)
}

impl Table {
    /// The names of the columns, each different from the others.
    #[must_use]
    pub fn headers(&self) -> &[String] {
        &self.headers
    }

    /// The number of columns of the file: the headers, and those of our own errors file.
    pub(crate) fn width(&self) -> usize {
        self.headers.len() + self.added
    }

    /// The line of the headers, from 1.
    pub(crate) fn header_line(&self) -> u32 {
        self.header_line
    }

    /// How many rows there are, header and blank lines apart.
    #[must_use]
    pub fn len(&self) -> usize {
        self.spans.len()
    }

    /// Whether there is no row.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.spans.is_empty()
    }

    /// The rows, in order.
    pub fn rows(&self) -> impl Iterator<Item = TableRow<'_>> {
        self.spans
            .iter()
            .map(|&span| TableRow { table: self, span })
    }

    /// The row of that index, from 0.
    #[must_use]
    pub fn row(&self, index: usize) -> Option<TableRow<'_>> {
        self.spans
            .get(index)
            .map(|&span| TableRow { table: self, span })
    }

    /// What was noticed while reading: blank lines, encoding, sheets not read.
    #[must_use]
    pub fn notices(&self) -> &[Notice] {
        &self.notices
    }

    /// The columns whose values are social security numbers for the most part (first 200 rows),
    /// by index.
    #[must_use]
    pub fn nir_columns(&self) -> Vec<usize> {
        (0..self.headers.len())
            .filter(|&column| {
                let (mut filled, mut nirs) = (0, 0);
                for row in self.rows().take(200) {
                    let cell = row.get(column).trim();
                    if !cell.is_empty() {
                        filled += 1;
                        nirs += usize::from(looks_like_nir(cell));
                    }
                }
                nirs * 2 > filled
            })
            .collect()
    }

    fn push_cell(&mut self, cell: &str) -> Result<(), FileError> {
        self.text.push_str(cell);
        measured(self.text.len(), self.ends.len() + 1)?;
        // Both fit: text and cells together are below MAX_BYTES.
        self.ends
            .push(u32::try_from(self.text.len()).unwrap_or(u32::MAX));
        Ok(())
    }

    fn cell_count(&self) -> u32 {
        u32::try_from(self.ends.len()).unwrap_or(u32::MAX)
    }

    /// Ends the row begun after `first` cells; a blank row is taken back and counted as false.
    fn end_row(&mut self, line: u32, first: u32) -> Result<bool, FileError> {
        let from = self.offset(first);
        if self.text[from..].trim().is_empty() {
            self.text.truncate(from);
            self.ends.truncate(first as usize);
            return Ok(false);
        }
        let count = self.cell_count() - first;
        if count as usize > MAX_COLUMNS && self.filled(first, count) > MAX_COLUMNS {
            return Err(FileError::TooManyColumns { limit: MAX_COLUMNS });
        }
        if self.spans.len() > MAX_ROWS {
            return Err(FileError::TooManyRows { limit: MAX_ROWS });
        }
        self.spans.push(Span {
            line,
            first,
            count,
            ambiguous: false,
        });
        Ok(true)
    }

    /// The cells up to the last one that is not blank.
    fn filled(&self, first: u32, count: u32) -> usize {
        (0..count as usize)
            .rev()
            .find(|&at| !self.cell(first as usize + at).trim().is_empty())
            .map_or(0, |last| last + 1)
    }

    fn offset(&self, cell: u32) -> usize {
        match cell {
            0 => 0,
            _ => self.ends[cell as usize - 1] as usize,
        }
    }

    fn cell(&self, cell: usize) -> &str {
        let start = match cell {
            0 => 0,
            _ => self.ends[cell - 1] as usize,
        };
        &self.text[start..self.ends[cell] as usize]
    }

    fn note_blank_lines(&mut self, blank: u32) {
        if blank > 0 {
            self.notices.push(Notice::BlankLines(blank));
        }
    }

    fn note_title_lines(&mut self, lines: u32) {
        if lines > 0 {
            self.notices.push(Notice::LinesBeforeHeader(lines));
        }
    }

    fn take_header(&mut self) {
        let Some(row) = self.row(0) else { return };
        let named = self.filled(row.span.first, row.span.count);
        let mut seen: HashMap<String, u32> = HashMap::new();
        let mut headers = Vec::with_capacity(named);
        for at in 0..named {
            let name = match clean(row.get(at)) {
                name if name.is_empty() => format!("colonne {}", at + 1),
                name => name.into_owned(),
            };
            let times = seen.entry(name.clone()).or_insert(0);
            *times += 1;
            headers.push(match times {
                1 => name,
                times => format!("{name} ({times})"),
            });
        }
        if headers.ends_with(&ADDED_COLUMNS.map(str::to_owned)) {
            self.added = ADDED_COLUMNS.len();
            headers.truncate(headers.len() - self.added);
        }
        self.headers = headers;
        self.header_line = self.spans.remove(0).line;
    }
}

impl<'t> TableRow<'t> {
    /// The line of the file where the row begins, from 1.
    #[must_use]
    pub fn line(&self) -> u32 {
        self.span.line
    }

    /// The cell of that column, empty if the row stops before it. The apostrophe that keeps a
    /// spreadsheet from reading a formula is removed.
    #[must_use]
    pub fn get(&self, column: usize) -> &'t str {
        if column >= self.span.count as usize {
            return "";
        }
        let cell = self.table.cell(self.span.first as usize + column);
        match cell.strip_prefix('\'') {
            Some(protected) if protected.starts_with(FORMULA_SIGNS) => protected,
            _ => cell,
        }
    }

    /// How many cells the line has.
    #[must_use]
    pub fn len(&self) -> usize {
        self.span.count as usize
    }

    /// Whether the line has no cell.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.span.count == 0
    }

    /// The number of cells found, when it is not the header's. Blank cells after the last column
    /// do not count.
    #[must_use]
    pub fn ragged(&self) -> Option<usize> {
        let expected = self.table.width();
        let found = self.span.count as usize;
        if found == expected {
            return None;
        }
        let filled = self.table.filled(self.span.first, self.span.count);
        (found < expected || filled > expected).then_some(filled.max(found.min(expected)))
    }

    /// Why the row cannot be read at all: its quotes may mean two things, or it is ragged.
    pub(crate) fn refusal(&self) -> Option<Issue> {
        self.ambiguity().or_else(|| {
            let found = self.ragged()?;
            let mut issue = Issue::of_row(self.line(), IssueCode::RaggedRow);
            issue.value = Some(format!("{found} / {}", self.table.width()));
            Some(issue)
        })
    }

    /// The issue of quotes that may mean two things.
    pub(crate) fn ambiguity(&self) -> Option<Issue> {
        self.span
            .ambiguous
            .then(|| Issue::of_row(self.line(), IssueCode::AmbiguousQuotes))
    }

    /// The row as a compact JSON object of the columns that are kept, and of the cells from column
    /// `beyond` on, which belong to no column. Blank cells and social security numbers are left
    /// out; in a ragged row, whose cells may be out of place, so is all that looks like one.
    pub(crate) fn json(
        &self,
        kept: impl Iterator<Item = (usize, &'t str)>,
        beyond: usize,
    ) -> String {
        let is_secret: fn(&str) -> bool = match self.ragged() {
            Some(_) => |cell| looks_like_nir(cell) || contains_nir(cell),
            None => contains_nir,
        };
        let mut out = String::with_capacity(32 + self.len() * 24);
        let mut push = |name: &str, cell: &str| {
            if !cell.trim().is_empty() && !is_secret(cell) {
                out.push(if out.is_empty() { '{' } else { ',' });
                push_json_string(&mut out, name);
                out.push(':');
                push_json_string(&mut out, cell);
            }
        };
        for (column, name) in kept {
            push(name, self.get(column));
        }
        for column in beyond..self.len() {
            push(&format!("colonne {}", column + 1), self.get(column));
        }
        if out.is_empty() {
            out.push('{');
        }
        out.push('}');
        out
    }
}

/// Refuses a table that would take too much memory: a cell takes some even when it is empty, and a
/// few bytes of a workbook can place one after 499 that are.
fn measured(text: usize, cells: usize) -> Result<(), FileError> {
    let taken = text as u64 + cells as u64 * size_of::<u32>() as u64;
    if taken > MAX_BYTES {
        return Err(FileError::TooLarge { limit: MAX_BYTES });
    }
    Ok(())
}
