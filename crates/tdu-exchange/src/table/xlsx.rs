//! XLSX: the first sheet, cell by cell, numbers and dates as a person would write them.

use std::io::{self, Cursor, Read};

use calamine::{DataRef, ExcelDateTime, Reader, Xlsx, XlsxError};

use super::{MAX_BYTES, MAX_COLUMNS, Table};
use crate::error::FileError;
use crate::notice::Notice;

/// Reads the first sheet.
pub(super) fn read(bytes: &[u8]) -> Result<Table, FileError> {
    guard(bytes)?;
    let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(|error| refused(&error))?;
    let mut sheets = workbook.sheet_names().into_iter();
    let Some(sheet) = sheets.next() else {
        return Err(FileError::Empty);
    };
    let others: Vec<String> = sheets.collect();
    let mut cells = workbook
        .worksheet_cells_reader(&sheet)
        .map_err(|error| refused(&error))?;
    let mut table = Table::default();
    let mut row = SheetRow::default();
    while let Some(cell) = cells.next_cell().map_err(|error| refused(&error))? {
        let (line, column) = cell.get_position();
        let text = text_of(cell.get_value());
        if text.trim().is_empty() {
            continue;
        }
        if column as usize >= MAX_COLUMNS {
            return Err(FileError::TooManyColumns { limit: MAX_COLUMNS });
        }
        if line != row.line {
            row.flush(&mut table)?;
            row.line = line;
        }
        row.cells.push((column, text));
    }
    row.flush(&mut table)?;
    square(&mut table)?;
    if !others.is_empty() {
        table.notices.push(Notice::OtherSheets(others));
    }
    Ok(table)
}

/// The cells of a line of the sheet, blank ones left out.
#[derive(Default)]
struct SheetRow {
    line: u32,
    cells: Vec<(u32, String)>,
}

impl SheetRow {
    fn flush(&mut self, table: &mut Table) -> Result<(), FileError> {
        if self.cells.is_empty() {
            return Ok(());
        }
        self.cells.sort_by_key(|(column, _)| *column);
        let first = table.cell_count();
        let mut next = 0;
        for (column, text) in self.cells.drain(..) {
            while next < column {
                table.push_cell("")?;
                next += 1;
            }
            if next == column {
                table.push_cell(&text)?;
                next += 1;
            }
        }
        table.end_row(self.line + 1, first)?;
        Ok(())
    }
}

/// A sheet has no short line: gives each the width of the first.
fn square(table: &mut Table) -> Result<(), FileError> {
    let Some(width) = table.spans.first().map(|span| span.count) else {
        return Ok(());
    };
    let (mut first_line, mut blank) = (None, 0);
    let mut squared = Table::default();
    squared.text.reserve(table.text.len());
    for row in table.rows() {
        blank += first_line.map_or(row.line() - 1, |last: u32| {
            row.line().saturating_sub(last + 1)
        });
        first_line = Some(row.line());
        let first = squared.cell_count();
        for at in 0..row.len().max(width as usize) {
            squared.push_cell(row.get(at))?;
        }
        squared.end_row(row.line(), first)?;
    }
    squared.note_blank_lines(blank);
    *table = squared;
    Ok(())
}

/// Integers without decimals, dates as `AAAA-MM-JJ` (with the time when there is one).
fn text_of(value: &DataRef<'_>) -> String {
    match value {
        DataRef::Empty => String::new(),
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => {
            text.clone()
        }
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => number.to_string(),
        DataRef::Bool(value) => if *value { "true" } else { "false" }.to_owned(),
        DataRef::DateTime(when) => date_text(when),
        DataRef::Error(error) => error.to_string(),
    }
}

fn date_text(when: &ExcelDateTime) -> String {
    if when.is_duration() {
        return when.as_f64().to_string();
    }
    let (year, month, day, hour, minute, second, _) = when.to_ymd_hms_milli();
    if (hour, minute, second) == (0, 0, 0) {
        format!("{year:04}-{month:02}-{day:02}")
    } else {
        format!("{year:04}-{month:02}-{day:02} {hour:02}:{minute:02}:{second:02}")
    }
}

fn refused(error: &XlsxError) -> FileError {
    match error {
        XlsxError::Password => FileError::Encrypted,
        error => FileError::UnreadableWorkbook(error.to_string()),
    }
}

/// Inflates every entry once, counting: the sizes a ZIP declares may be lies, and a few kilobytes
/// may hide gigabytes.
fn guard(bytes: &[u8]) -> Result<(), FileError> {
    let unreadable =
        |error: &dyn std::error::Error| FileError::UnreadableWorkbook(error.to_string());
    let mut archive =
        zip::ZipArchive::new(Cursor::new(bytes)).map_err(|error| unreadable(&error))?;
    if archive.index_for_name("xl/workbook.xml").is_none() {
        let kind = match archive.index_for_name("content.xml") {
            Some(_) => "ODS",
            None => "ZIP",
        };
        return Err(FileError::UnsupportedFormat(kind));
    }
    let mut total = 0;
    for index in 0..archive.len() {
        let entry = archive
            .by_index(index)
            .map_err(|error| unreadable(&error))?;
        let mut limited = entry.take(MAX_BYTES + 1 - total);
        total += io::copy(&mut limited, &mut io::sink()).map_err(|error| unreadable(&error))?;
        if total > MAX_BYTES {
            return Err(FileError::TooLarge { limit: MAX_BYTES });
        }
    }
    Ok(())
}
