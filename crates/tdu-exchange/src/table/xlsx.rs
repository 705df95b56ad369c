//! XLSX: the first sheet, cell by cell, numbers and dates as a person would write them.

use std::io::{self, Cursor, Read};

use calamine::{DataRef, ExcelDateTime, Reader, Xlsx, XlsxError};

use super::{LINES_OF_TITLES, MAX_BYTES, MAX_COLUMNS, Table, TableRow};
use crate::error::FileError;
use crate::notice::Notice;

/// Reads the first sheet.
pub(super) fn read(bytes: &[u8]) -> Result<Table, FileError> {
    guard(bytes, MAX_BYTES)?;
    // The reader counts on what a workbook says of itself, and stops short on some lies.
    std::panic::catch_unwind(|| first_sheet(bytes)).unwrap_or_else(|_| {
        let reason = "the reader stopped on it".to_owned();
        Err(FileError::UnreadableWorkbook(reason))
    })
}

fn first_sheet(bytes: &[u8]) -> Result<Table, FileError> {
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
    skip_titles(&mut table);
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

/// Lines of one cell over a table are its title.
fn skip_titles(table: &mut Table) {
    let filled = |row: TableRow<'_>| {
        (0..row.len())
            .filter(|&at| !row.get(at).trim().is_empty())
            .count()
    };
    let top: Vec<usize> = table.rows().take(LINES_OF_TITLES).map(filled).collect();
    let titles = top.iter().take_while(|cells| **cells == 1).count();
    if top.get(titles).is_some_and(|cells| *cells > 2) {
        table.spans.drain(..titles);
        table.note_title_lines(u32::try_from(titles).unwrap_or(u32::MAX));
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
    let titles = table.notices.iter().map(|notice| match notice {
        Notice::LinesBeforeHeader(lines) => *lines,
        _ => 0,
    });
    squared.note_blank_lines(blank.saturating_sub(titles.sum()));
    squared.notices.append(&mut table.notices);
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
fn guard(bytes: &[u8], limit: u64) -> Result<(), FileError> {
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
        let mut limited = entry.take(limit + 1 - total);
        total += io::copy(&mut limited, &mut io::sink()).map_err(|error| unreadable(&error))?;
        if total > limit {
            return Err(FileError::TooLarge { limit });
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};

    use super::super::read_table;
    use super::guard;
    use crate::error::FileError;
    use crate::notice::Notice;

    #[test]
    fn numbers_and_dates_are_as_a_person_writes_them() {
        let mut workbook = Workbook::new();
        let day = Format::new().set_num_format("dd/mm/yyyy");
        let sheet = workbook.add_worksheet();
        for (column, name) in (0..).zip(["dossier", "né le", "siret", "actif", "vu", ""]) {
            sheet.write(1, column, name).unwrap();
        }
        sheet.write(4, 0, 42.0).unwrap();
        let birth = ExcelDateTime::from_ymd(2008, 3, 31).unwrap();
        sheet.write_with_format(4, 1, &birth, &day).unwrap();
        sheet.write(4, 2, 19_750_655_300_019.0).unwrap();
        sheet.write(4, 3, true).unwrap();
        let seen = ExcelDateTime::from_ymd(2026, 1, 2)
            .unwrap()
            .and_hms(9, 30, 0)
            .unwrap();
        sheet.write_with_format(4, 4, &seen, &day).unwrap();
        sheet.write(5, 0, 1.5).unwrap();
        workbook.add_worksheet().set_name("notes").unwrap();
        let table = read_table(&workbook.save_to_buffer().unwrap()).unwrap();
        assert_eq!(
            table.headers(),
            ["dossier", "né le", "siret", "actif", "vu"]
        );
        let rows: Vec<(u32, Vec<&str>)> = table
            .rows()
            .map(|row| (row.line(), (0..5).map(|at| row.get(at)).collect()))
            .collect();
        assert_eq!(
            rows,
            [
                (
                    5,
                    vec![
                        "42",
                        "2008-03-31",
                        "19750655300019",
                        "true",
                        "2026-01-02 09:30:00"
                    ]
                ),
                (6, vec!["1.5", "", "", "", ""]),
            ]
        );
        assert!(table.rows().all(|row| row.ragged().is_none()));
        assert_eq!(
            table.notices(),
            [
                Notice::BlankLines(3),
                Notice::OtherSheets(vec!["notes".to_owned()])
            ]
        );
    }

    #[test]
    fn a_title_over_the_table_is_not_its_header() {
        let mut workbook = Workbook::new();
        let sheet = workbook.add_worksheet();
        sheet.write(0, 0, "Export i-milo").unwrap();
        for (column, name) in (0..).zip(["dossier", "nom", "prénom"]) {
            sheet.write(2, column, name).unwrap();
            sheet.write(3, column, "x").unwrap();
        }
        let table = read_table(&workbook.save_to_buffer().unwrap()).unwrap();
        assert_eq!(table.headers(), ["dossier", "nom", "prénom"]);
        let lines: Vec<u32> = table.rows().map(|row| row.line()).collect();
        assert_eq!(lines, [4]);
        assert_eq!(
            table.notices(),
            [Notice::BlankLines(1), Notice::LinesBeforeHeader(1)]
        );
    }

    #[test]
    fn what_is_not_a_workbook_is_refused() {
        let unreadable = read_table(b"PK\x03\x04 and nothing else").unwrap_err();
        assert!(
            matches!(unreadable, FileError::UnreadableWorkbook(_)),
            "{unreadable}"
        );
        let mut workbook = Workbook::new();
        let sheet = workbook.add_worksheet();
        sheet.write(0, 600, "far").unwrap();
        assert_eq!(
            read_table(&workbook.save_to_buffer().unwrap()).unwrap_err(),
            FileError::TooManyColumns { limit: 500 }
        );
        assert_eq!(
            read_table(&Workbook::new().save_to_buffer().unwrap()).unwrap_err(),
            FileError::Empty
        );
    }

    #[test]
    fn a_workbook_is_measured_before_it_is_opened() {
        let mut workbook = Workbook::new();
        workbook
            .add_worksheet()
            .write(0, 0, "x".repeat(30_000))
            .unwrap();
        let file = workbook.save_to_buffer().unwrap();
        assert!(file.len() < 30_000);
        assert_eq!(
            guard(&file, 30_000).unwrap_err(),
            FileError::TooLarge { limit: 30_000 }
        );
        assert_eq!(guard(&file, 1_000_000), Ok(()));
    }

    #[test]
    fn a_damaged_workbook_never_stops_the_program() {
        let mut workbook = Workbook::new();
        let sheet = workbook.add_worksheet();
        sheet.write(0, 0, "dossier").unwrap();
        sheet.write(1, 0, 1.0).unwrap();
        let file = workbook.save_to_buffer().unwrap();
        for at in (0..file.len()).step_by(7) {
            let mut damaged = file.clone();
            damaged[at] ^= 0x55;
            let _ = read_table(&damaged);
            let _ = read_table(&file[..at]);
        }
    }
}
