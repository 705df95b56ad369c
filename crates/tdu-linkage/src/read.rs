//! CSV files in.

use std::ops::Range;

use rayon::prelude::*;

use crate::LinkageError;
use crate::schema::{Columns, Schema};
use crate::table::{Draft, Table};

/// A file is read in this many parts at most, whatever the number of threads.
const MOST_PARTS: usize = 4;
const SMALLEST_PART: usize = 1 << 19;

impl Table {
    /// Reads a CSV file: the first line names the columns; the separator is a comma, a semicolon or
    /// a tab, whichever that line has most of. Rows with too few or too many fields are
    /// [`rejected`](Table::rejected). Bytes that are given are freed as soon as they are read.
    pub fn read(file: impl AsRef<[u8]>, schema: &Schema) -> Result<Self, LinkageError> {
        let bytes = file.as_ref();
        let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
        let separator = separator(bytes);
        let mut reader = reader(bytes, separator);
        let mut titles = csv::ByteRecord::new();
        // Reading from memory, into bytes, with rows of any length: nothing can fail.
        if !reader.read_byte_record(&mut titles).unwrap_or(false) {
            return Err(LinkageError::Empty);
        }
        let start = reader.position().byte() as usize;
        let names: Vec<String> = titles
            .iter()
            .map(|title| String::from_utf8_lossy(title).into_owned())
            .collect();
        let columns = schema.columns(&names)?;
        let layout = Layout {
            columns,
            separator,
            width: titles.len(),
        };
        let parts: Result<Vec<Table>, LinkageError> = parts(bytes, start)
            .into_par_iter()
            .map(|part| read_part(bytes, part, &layout, schema))
            .collect();
        let parts = parts?;
        drop(file);
        let mut parts = parts.into_iter();
        let mut table = parts.next().unwrap_or_else(|| Table::new(schema));
        table.make_room(parts.as_slice());
        for part in parts {
            table.append(&part)?;
        }
        Ok(table)
    }
}

struct Layout {
    columns: Columns,
    separator: u8,
    width: usize,
}

fn reader(bytes: &[u8], separator: u8) -> csv::Reader<&[u8]> {
    csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(separator)
        .from_reader(bytes)
}

/// The separator that the first line has most of.
fn separator(bytes: &[u8]) -> u8 {
    let end = memchr::memchr(b'\n', bytes).unwrap_or(bytes.len());
    let count = |separator: u8| memchr::memchr_iter(separator, &bytes[..end]).count();
    [b',', b';', b'\t', b'|']
        .into_iter()
        .rev()
        .max_by_key(|&separator| count(separator))
        .unwrap_or(b',')
}

/// Cuts a file at ends of lines that are not inside quotes.
fn parts(bytes: &[u8], start: usize) -> Vec<Range<usize>> {
    let size = ((bytes.len() - start) / MOST_PARTS).max(SMALLEST_PART);
    let mut parts = Vec::new();
    let (mut from, mut at, mut quoted) = (start, start, false);
    while bytes.len() - from > size * 3 / 2 {
        let target = from + size;
        quoted ^= memchr::memchr_iter(b'"', &bytes[at..target]).count() % 2 == 1;
        at = target;
        let end = bytes[at..].iter().position(|&byte| {
            quoted ^= byte == b'"';
            byte == b'\n' && !quoted
        });
        let Some(end) = end else { break };
        at += end + 1;
        parts.push(from..at);
        from = at;
    }
    parts.push(from..bytes.len());
    parts
}

fn read_part(
    bytes: &[u8],
    part: Range<usize>,
    layout: &Layout,
    schema: &Schema,
) -> Result<Table, LinkageError> {
    let mut table = Table::new(schema);
    table.reserve(part.len() / 64);
    let mut reader = reader(&bytes[part.clone()], layout.separator);
    let mut fields = csv::ByteRecord::with_capacity(256, layout.width);
    let mut first_line = None;
    while reader.read_byte_record(&mut fields).unwrap_or(false) {
        if fields.len() != layout.width {
            let before = *first_line.get_or_insert_with(|| {
                memchr::memchr_iter(b'\n', &bytes[..part.start]).count() as u64
            });
            table.reject(before + fields.position().map_or(0, csv::Position::line));
            continue;
        }
        let mut draft = Draft::default();
        for (field, column) in schema.fields.iter().zip(&layout.columns.fields) {
            let raw = column.map_or(&[][..], |column| &fields[column]);
            table.set(&mut draft, field.kind, raw);
        }
        table.finish(&fields[layout.columns.id], &draft)?;
    }
    Ok(table)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn separators_marks_and_line_ends_do_not_matter() {
        let plain = b"id,nom,prenom\n1,Martin,Zo\xc3\xa9\n2,Le Duc,Ana\n";
        let other = "\u{feff}prenom;id;nom\r\nZOE;1;MARTIN\r\n\"Ana\";2;\"Le Duc\"\r\n";
        let schema = Schema::french();
        let (here, there) = (
            Table::read(plain, &schema).unwrap(),
            Table::read(other.as_bytes(), &schema).unwrap(),
        );
        assert_eq!(here.len(), 2);
        assert_eq!(here.id(1), there.id(1));
        let (numbering, _) = here.pools.project(&there.pools);
        assert_eq!(
            here.rows[1],
            crate::table::renumber(there.rows[1], &numbering)
        );
    }

    #[test]
    fn bad_rows_are_counted_and_placed() {
        let table = Table::read(b"id,nom\n1,A\n2\n3,B,C\n4,D\n", &Schema::french()).unwrap();
        assert_eq!(table.len(), 2);
        assert_eq!(
            (table.rejected().count, table.rejected().lines.as_slice()),
            (2, &[3, 4][..])
        );
    }

    #[test]
    fn parts_keep_quoted_lines_whole() {
        let row = "1,\"two\nlines\"\n";
        let text = format!("id,nom\n{}", row.repeat(100_000));
        let table = Table::read(text.as_bytes(), &Schema::french()).unwrap();
        assert_eq!((table.len(), table.rejected().count), (100_000, 0));
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
            let mut text = b"id,nom,date_naissance,email,telephone\n".to_vec();
            text.extend(&bytes);
            let _ = Table::read(&bytes, &Schema::french());
            prop_assert!(Table::read(&text, &Schema::french()).is_ok());
        }
    }
}
