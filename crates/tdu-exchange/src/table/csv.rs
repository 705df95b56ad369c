//! CSV as people's software writes it.
//!
//! Quoted cells may hold separators and line ends, as the usual rule says. But a quote opened by
//! mistake would swallow the lines that follow, and their young people with them: when a quoted
//! cell crosses lines and the record does not have the expected number of cells, or is never
//! closed cleanly, the quotes of its first line are read as ordinary characters and the next line is a
//! record of its own. When each line crossed is whole by itself, both readings stand: the record is
//! marked ambiguous, to be refused and told.

use super::{LINES_OF_TITLES, MAX_COLUMNS, Table};
use crate::error::FileError;

/// What may separate cells, the likeliest first.
const DELIMITERS: [u8; 4] = [b';', b'\t', b',', b'|'];
/// A quoted cell crossing more lines than this was opened by mistake.
const MAX_LINES_OF_A_RECORD: u32 = 100;

/// Reads all the lines. The number of columns is `expected`, or that of the first line.
pub(super) fn read(text: &str, expected: Option<usize>) -> Result<Table, FileError> {
    let mut table = Table::default();
    table.text.reserve(text.len());
    let top = match expected {
        Some(_) => Top::default(),
        None => Top::of(text),
    };
    let mut cursor = Cursor {
        text,
        delimiter: top
            .delimiter
            .unwrap_or_else(|| sniff_delimiter(&text[top.at..])),
        at: top.at,
        line: top.line,
    };
    table.note_title_lines(top.titles);
    let mut expected = expected;
    let mut blank = 0;
    while cursor.at < text.len() {
        let (line, first) = (cursor.line, table.cell_count());
        let ambiguous = cursor.record(&mut table, first, expected)?;
        if table.end_row(line, first)? {
            if let Some(span) = table.spans.last_mut() {
                span.ambiguous = ambiguous;
            }
            expected = expected.or_else(|| Some((table.cell_count() - first) as usize));
        } else {
            blank += 1;
        }
    }
    table.note_blank_lines(blank);
    Ok(table)
}

/// What comes before the header: a line that names the separator, titles.
struct Top {
    at: usize,
    line: u32,
    delimiter: Option<u8>,
    titles: u32,
}

impl Default for Top {
    fn default() -> Self {
        Self {
            at: 0,
            line: 1,
            delimiter: None,
            titles: 0,
        }
    }
}

impl Top {
    /// Excel's `sep=;` names the separator. A first line without separator, a title, is not the
    /// header of the table that begins a few lines below it.
    fn of(text: &str) -> Self {
        let mut top = Self::default();
        let mut cursor = Cursor {
            text,
            delimiter: b';',
            at: 0,
            line: 1,
        };
        let first = cursor.physical_line();
        if let Some([sign]) = first.strip_prefix("sep=").map(str::as_bytes)
            && DELIMITERS.contains(sign)
        {
            top.delimiter = Some(*sign);
            (top.at, top.line) = (cursor.at, cursor.line);
        } else {
            (cursor.at, cursor.line) = (0, 1);
        }
        let mut titles = 0;
        for _ in 0..LINES_OF_TITLES {
            let (at, line) = (cursor.at, cursor.line);
            let told = cursor.physical_line();
            if cells(told, top.delimiter) > 2 {
                if titles > 0 {
                    (top.at, top.line, top.titles) = (at, line, titles);
                }
                break;
            }
            if cells(told, top.delimiter) > 1 || told.contains('"') {
                break;
            }
            titles += u32::from(!told.trim().is_empty());
        }
        top
    }
}

fn cells(line: &str, delimiter: Option<u8>) -> usize {
    let count = |sign: u8| line.bytes().filter(|byte| *byte == sign).count() + 1;
    match delimiter {
        Some(sign) => count(sign),
        None => DELIMITERS.into_iter().map(count).max().unwrap_or(1),
    }
}

/// The most frequent of `;`, tab, `,` and `|` outside quotes in the first line that is not blank.
fn sniff_delimiter(text: &str) -> u8 {
    let line = text
        .split(['\n', '\r'])
        .find(|line| !line.trim().is_empty())
        .unwrap_or("");
    let mut counts = DELIMITERS.map(|sign| (sign, 0));
    let mut quoted = false;
    for b in line.bytes() {
        quoted ^= b == b'"';
        if !quoted && let Some((_, count)) = counts.iter_mut().find(|(sign, _)| *sign == b) {
            *count += 1;
        }
    }
    let mut best = counts[0];
    for candidate in counts {
        if candidate.1 > best.1 {
            best = candidate;
        }
    }
    best.0
}

/// How a record in quotes ended.
enum End {
    Clean,
    /// Something follows a closing quote in the same cell.
    Untidy,
    NeverClosed,
}

struct Cursor<'t> {
    text: &'t str,
    delimiter: u8,
    at: usize,
    line: u32,
}

impl<'t> Cursor<'t> {
    /// Reads a record; true if its lines could also be records of their own.
    fn record(
        &mut self,
        table: &mut Table,
        first: u32,
        expected: Option<usize>,
    ) -> Result<bool, FileError> {
        let (at, line) = (self.at, self.line);
        let physical = self.physical_line();
        if !physical.contains('"') {
            return self.split(physical, table).map(|()| false);
        }
        let after = (self.at, self.line);
        (self.at, self.line) = (at, line);
        let text_length = table.text.len();
        let end = self.quoted(table)?;
        let crossed = self.at > after.0;
        let found = (table.cell_count() - first) as usize;
        let whole = match end {
            End::Clean => !crossed || expected.is_none_or(|count| count == found),
            End::Untidy => !crossed,
            End::NeverClosed => false,
        };
        if whole {
            return Ok(crossed && self.lines_are_whole(at, found));
        }
        (self.at, self.line) = after;
        table.text.truncate(text_length);
        table.ends.truncate(first as usize);
        self.split(physical, table).map(|()| false)
    }

    /// Whether each line from `start` has that many cells when quotes are ordinary characters.
    fn lines_are_whole(&self, start: usize, cells: usize) -> bool {
        let record = self.text[start..self.at].trim_end_matches(['\n', '\r']);
        let signs = |line: &str| line.bytes().filter(|b| *b == self.delimiter).count();
        cells > 1 && record.lines().all(|line| signs(line) + 1 == cells)
    }

    /// The text up to the end of the line, whichever way it ends; moves past it.
    fn physical_line(&mut self) -> &'t str {
        let rest = &self.text[self.at..];
        let length = rest
            .bytes()
            .position(|b| b == b'\n' || b == b'\r')
            .unwrap_or(rest.len());
        self.at += length;
        self.end_of_line();
        &rest[..length]
    }

    fn end_of_line(&mut self) {
        let rest = &self.text.as_bytes()[self.at..];
        self.at += match rest {
            [b'\r', b'\n', ..] => 2,
            [_, ..] => 1,
            [] => return,
        };
        self.line += 1;
    }

    fn split(&self, line: &str, table: &mut Table) -> Result<(), FileError> {
        for (count, cell) in line.split(char::from(self.delimiter)).enumerate() {
            if count <= MAX_COLUMNS {
                table.push_cell(cell)?;
            } else if !cell.trim().is_empty() {
                return Err(FileError::TooManyColumns { limit: MAX_COLUMNS });
            }
        }
        Ok(())
    }

    /// Reads a record in which quotes protect separators and line ends.
    fn quoted(&mut self, table: &mut Table) -> Result<End, FileError> {
        let bytes = self.text.as_bytes();
        let mut end = End::Clean;
        let last_line = self.line + MAX_LINES_OF_A_RECORD;
        loop {
            let opened = bytes.get(self.at) == Some(&b'"');
            if opened {
                self.at += 1;
                if !self.inside_quotes(table, last_line) {
                    return Ok(End::NeverClosed);
                }
            }
            let start = self.at;
            while let Some(b) = bytes.get(self.at) {
                if *b == self.delimiter || *b == b'\n' || *b == b'\r' {
                    break;
                }
                self.at += 1;
            }
            if opened && start < self.at {
                end = End::Untidy;
            }
            table.push_cell(&self.text[start..self.at])?;
            if bytes.get(self.at) != Some(&self.delimiter) {
                self.end_of_line();
                return Ok(end);
            }
            self.at += 1;
        }
    }

    /// Appends what the quotes protect and moves past the closing one.
    fn inside_quotes(&mut self, table: &mut Table, last_line: u32) -> bool {
        let bytes = self.text.as_bytes();
        let mut start = self.at;
        while let Some(b) = bytes.get(self.at) {
            match b {
                b'"' if bytes.get(self.at + 1) == Some(&b'"') => {
                    table.text.push_str(&self.text[start..=self.at]);
                    self.at += 2;
                    start = self.at;
                }
                b'"' => {
                    table.text.push_str(&self.text[start..self.at]);
                    self.at += 1;
                    return true;
                }
                b'\n' | b'\r' => {
                    self.end_of_line();
                    if self.line > last_line {
                        return false;
                    }
                }
                _ => self.at += 1,
            }
        }
        false
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Table, read_table};
    use crate::error::FileError;
    use crate::notice::Notice;
    use proptest::prelude::*;

    fn rows(table: &Table) -> Vec<(u32, Vec<&str>)> {
        table
            .rows()
            .map(|row| (row.line(), (0..row.len()).map(|at| row.get(at)).collect()))
            .collect()
    }

    #[test]
    fn what_comes_before_the_header_is_skipped_and_told() {
        let table = read_table(b"sep=|\r\na|b;c\r\n1|2\r\n").unwrap();
        assert_eq!(table.headers(), ["a", "b;c"]);
        assert_eq!(rows(&table), [(3, vec!["1", "2"])]);
        assert_eq!(table.notices(), []);
        let table = read_table(b"Export i-milo\n\nStructure 12\na;b;c\n1;\"2\n2\";3\n").unwrap();
        assert_eq!(table.headers(), ["a", "b", "c"]);
        assert_eq!(rows(&table), [(5, vec!["1", "2\n2", "3"])]);
        assert_eq!(table.notices(), [Notice::LinesBeforeHeader(2)]);
        // A single column, or a column and a half, is not a title.
        assert_eq!(read_table(b"a\n1\n2\n").unwrap().headers(), ["a"]);
        assert_eq!(read_table(b"a;b\n1;2;3\n").unwrap().headers(), ["a", "b"]);
    }

    #[test]
    fn quotes_separators_and_line_ends() {
        let table = read_table(
            b"\xef\xbb\xbfnom;pr\xc3\xa9nom;note\r\n\"Le \"\"Grand\"\"\";Ana;\"a;b\"\n\n \r\nD\"or;\"Zo\xc3\xa9\";\"l1\r\nl2\"\rX;Y;Z",
        )
        .unwrap();
        assert_eq!(table.headers(), ["nom", "prénom", "note"]);
        assert_eq!(
            rows(&table),
            [
                (2, vec!["Le \"Grand\"", "Ana", "a;b"]),
                (5, vec!["D\"or", "Zoé", "l1\r\nl2"]),
                (7, vec!["X", "Y", "Z"]),
            ]
        );
        assert_eq!(table.notices(), [Notice::BlankLines(2)]);
    }

    #[test]
    fn a_stray_quote_costs_one_line() {
        let table = read_table(b"a,b\n1,\"x\n2,y\n3,\"z\"\n4,t\n").unwrap();
        assert_eq!(
            rows(&table),
            [
                (2, vec!["1", "\"x"]),
                (3, vec!["2", "y"]),
                (4, vec!["3", "z"]),
                (5, vec!["4", "t"]),
            ]
        );
    }

    #[test]
    fn quotes_that_may_mean_two_things_are_told() {
        let table = read_table(b"a;b\n\"x;1\ny\";2\n\"p\nq\";3\n").unwrap();
        let told: Vec<_> = table.rows().map(|row| row.ambiguity().is_some()).collect();
        assert_eq!(rows(&table)[0], (2, vec!["x;1\ny", "2"]));
        assert_eq!(told, [true, false]);
    }

    #[test]
    fn ragged_rows_say_so() {
        let table = read_table(b"a\tb\n1\n1\t2\t3\n1\t2\t\t\n1\t2\n").unwrap();
        let ragged: Vec<_> = table.rows().map(|row| row.ragged()).collect();
        assert_eq!(ragged, [Some(1), Some(3), None, None]);
    }

    #[test]
    fn headers_are_all_different() {
        let table = read_table(b"nom;nom;;d;\n1;2;3;4;\n").unwrap();
        assert_eq!(table.headers(), ["nom", "nom (2)", "colonne 3", "d"]);
        assert_eq!(table.row(0).unwrap().ragged(), None);
    }

    #[test]
    fn a_file_without_a_row_is_still_a_table() {
        assert!(read_table(b"a;b\n").unwrap().is_empty());
        assert_eq!(read_table(b" \n\n").unwrap_err(), FileError::Empty);
        let wide = ";x".repeat(501);
        assert_eq!(
            read_table(wide.as_bytes()).unwrap_err(),
            FileError::TooManyColumns { limit: 500 }
        );
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
            let _ = read_table(&bytes);
        }

        #[test]
        fn quoted_cells_come_back(cells in proptest::collection::vec(
            proptest::collection::vec("[a-zé;\"\n\r, ]{0,6}", 3), 1..8,
        )) {
            let mut file = String::from("a;b;c\n");
            for row in &cells {
                let quoted: Vec<_> =
                    row.iter().map(|cell| format!("\"{}\"", cell.replace('"', "\"\""))).collect();
                file.push_str(&quoted.join(";"));
                file.push('\n');
            }
            let table = read_table(file.as_bytes()).unwrap();
            let read: Vec<Vec<&str>> = rows(&table).into_iter().map(|(_, cells)| cells).collect();
            let expected: Vec<_> = cells
                .iter()
                .filter(|row| row.iter().any(|cell| !cell.trim().is_empty()))
                .cloned()
                .collect();
            prop_assert_eq!(read, expected);
        }

        #[test]
        fn without_quotes_each_line_is_a_row(lines in proptest::collection::vec("[a-z;]{0,12}", 1..40)) {
            let mut file = String::from("a;b;c\n");
            for line in &lines {
                file.push_str(line);
                file.push('\n');
            }
            let filled = lines.iter().filter(|line| line.bytes().any(|b| b != b';')).count();
            prop_assert_eq!(read_table(file.as_bytes()).unwrap().len(), filled);
        }
    }
}
