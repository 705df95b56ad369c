//! Files made to harm: refused in a sentence, without taking the memory they ask for.

use std::io::{Cursor, Read, Write};

use rust_xlsxwriter::Workbook;
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use super::{MAX_BYTES, MAX_COLUMNS, measured, read_table};
use crate::error::FileError;

const SHEET: &str = "xl/worksheets/sheet1.xml";

/// A workbook of one cell, `dossier`.
fn workbook() -> Vec<u8> {
    let mut workbook = Workbook::new();
    workbook.add_worksheet().write(0, 0, "dossier").unwrap();
    workbook.save_to_buffer().unwrap()
}

/// That workbook, one of its files replaced.
fn with(name: &str, content: &str) -> Vec<u8> {
    let mut archive = ZipArchive::new(Cursor::new(workbook())).unwrap();
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..archive.len() {
        let mut entry = archive.by_index(index).unwrap();
        let known = entry.name().unwrap().into_owned();
        let mut text = String::new();
        entry.read_to_string(&mut text).unwrap();
        let text = if known == name { content } else { &text };
        writer
            .start_file(known, SimpleFileOptions::default())
            .unwrap();
        writer.write_all(text.as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fn sheet(dimension: &str, cells: &str) -> Vec<u8> {
    let content = format!(
        "<?xml version=\"1.0\"?><worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">\
         <dimension ref=\"{dimension}\"/><sheetData>{cells}</sheetData></worksheet>"
    );
    with(SHEET, &content)
}

#[test]
fn a_workbook_that_hides_gigabytes_is_refused() {
    const MEGABYTES: usize = 32;
    let mut one = ZipWriter::new(Cursor::new(Vec::new()));
    one.start_file("blank", SimpleFileOptions::default())
        .unwrap();
    for _ in 0..MEGABYTES {
        one.write_all(&vec![b' '; 1_048_576]).unwrap();
    }
    let mut blank = ZipArchive::new(one.finish().unwrap()).unwrap();
    let mut bomb = ZipWriter::new_append(Cursor::new(workbook())).unwrap();
    for copy in 0..64 {
        let entry = blank.by_index_raw(0).unwrap();
        let name = format!("xl/worksheets/blank{copy}.xml");
        bomb.raw_copy_file_rename(entry, name).unwrap();
    }
    let bomb = bomb.finish().unwrap().into_inner();
    assert!(
        bomb.len() < 3_000_000,
        "{} bytes for two gigabytes",
        bomb.len()
    );
    assert_eq!(
        read_table(&bomb).unwrap_err(),
        FileError::TooLarge { limit: MAX_BYTES }
    );
}

#[test]
fn entities_of_entities_are_not_unfolded() {
    let mut entities = String::from("<!ENTITY a0 \"ah\">");
    for level in 1..10 {
        let below = format!("&a{};", level - 1).repeat(10);
        entities += &format!("<!ENTITY a{level} \"{below}\">");
    }
    let strings = format!(
        "<?xml version=\"1.0\"?><!DOCTYPE sst [{entities}]>\
         <sst xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><si><t>&a9;</t></si></sst>"
    );
    let read = read_table(&with("xl/sharedStrings.xml", &strings));
    let header = read.map(|table| table.headers().concat());
    assert!(
        match &header {
            Ok(header) => header.len() < 100,
            Err(error) => matches!(error, FileError::UnreadableWorkbook(_)),
        },
        "{header:?}"
    );
}

#[test]
fn what_a_sheet_says_of_its_size_is_not_believed() {
    let first = "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>dossier</t></is></c></row>";
    let table = read_table(&sheet("A1:XFD1048576", first)).unwrap();
    assert_eq!(table.headers(), ["dossier"]);
    let far = "<row r=\"1048576\"><c r=\"XFD1048576\"><v>1</v></c></row>";
    assert_eq!(
        read_table(&sheet("A1", far)).unwrap_err(),
        FileError::TooManyColumns { limit: MAX_COLUMNS }
    );
    for place in ["A99999999999", "ZZZZZZZZ1", "A0", "1", ""] {
        let lost = format!("<row r=\"1\"><c r=\"{place}\"><v>1</v></c></row>");
        let read = read_table(&sheet("A1", &lost));
        assert!(
            read.as_ref()
                .map_or(true, |table| table.headers().len() < MAX_COLUMNS),
            "{place}: {read:?}"
        );
    }
}

#[test]
fn empty_cells_count_too() {
    let most = usize::try_from(MAX_BYTES / 4).unwrap();
    assert_eq!(measured(0, most), Ok(()));
    let limit = FileError::TooLarge { limit: MAX_BYTES };
    assert_eq!(measured(0, most + 1), Err(limit.clone()));
    assert_eq!(measured(1, most), Err(limit));
}

#[test]
fn a_program_or_a_picture_is_no_table() {
    let picture = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x01\0\0\0\x01\0\x08\x06\0\0\0";
    let program = b"\x7fELF\x02\x01\x01\0\0\0\0\0\0\0\0\0\x03\0\x3e\0\x01\0\0\0";
    let other = b"MZ\x90\0\x03\0\0\0\x04\0\0\0\xff\xff\0\0\xb8\0\0\0\0\0\0\0@\0\0\0";
    for file in [&picture[..], program, other] {
        assert_eq!(read_table(file).unwrap_err(), FileError::NotText);
    }
    assert_eq!(
        read_table(&[0; 4_096]).unwrap_err(),
        FileError::Empty,
        "nothing but NUL"
    );
    let columns = "a;".repeat(MAX_COLUMNS) + "a";
    assert_eq!(
        read_table(columns.as_bytes()).unwrap_err(),
        FileError::TooManyColumns { limit: MAX_COLUMNS }
    );
}
