//! Files: what they claim to be, what hides in them, what they leave in others.

use std::io::{Cursor, Read, Write};

use axum::http::StatusCode;
use tdu_domain::access::Role;
use tdu_testkit::{BOBIGNY, MONTREUIL, Youth, youths_csv};
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use crate::client::Site;

const NAMES: [&str; 9] = [
    "<script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>",
    "{{7*7}}",
    "=cmd|'/C calc'!A0",
    "+1+1",
    "-2+3",
    "@SUM(A1)",
    "=HYPERLINK(\"https://ailleurs.example\")",
    "'=1",
];

/// Names that a page could run or a spreadsheet compute.
pub(super) async fn in_names() -> usize {
    let site = Site::open().await;
    let staff = site.visitor(MONTREUIL, Role::Counsellor).await;
    let youths: Vec<Youth> = NAMES
        .iter()
        .enumerate()
        .map(|(at, name)| Youth {
            birth_date: format!("1{at}/05/2006"),
            phone: format!("01 99 00 51 0{at}"),
            ..Youth::new(&format!("70{at}"), "Exemple", name)
        })
        .chain([Youth::new("799", "Témoin", "Ada")])
        .collect();
    site.app.import_youths(MONTREUIL, &youths).await;
    let mut tried = 0;
    for address in [
        "/",
        "/jeunes",
        "/jeunes?q=exemple",
        "/doublons",
        "/jeunes?q=%3Cscript%3E",
    ] {
        let page = staff.get(address).await.text();
        for raw in ["<script>alert", "<img src=x", "onerror=alert(1)>\"", ">49<"] {
            assert!(!page.contains(raw), "{raw} in {address}");
            tried += 1;
        }
    }
    let export = staff.get("/jeunes/export.csv").await;
    assert_eq!(export.status, StatusCode::OK, "{}", export.text());
    let text = export.text();
    assert!(text.contains("Témoin"));
    for line in text.trim_start_matches('\u{feff}').lines() {
        for cell in line.split(';') {
            let cell = cell.trim_start_matches('"');
            let risky = cell.starts_with(['=', '+', '@', '\t', '\r'])
                || (cell.starts_with('-') && cell.len() > 1);
            assert!(!risky, "{cell:?} would be computed");
        }
    }
    tried + NAMES.len()
}

/// A workbook like another, with one part replaced.
fn altered(workbook: &[u8], part: &str, content: &mut dyn Read) -> Vec<u8> {
    let mut from = ZipArchive::new(Cursor::new(workbook)).unwrap();
    let mut into = ZipWriter::new(Cursor::new(Vec::new()));
    let names: Vec<String> = from
        .file_names()
        .map(|name| name.unwrap().into_owned())
        .collect();
    for name in names {
        if name == part {
            into.start_file(name, SimpleFileOptions::default()).unwrap();
            std::io::copy(content, &mut into).unwrap();
        } else {
            let entry = from.by_name(&name).unwrap();
            into.raw_copy_file(entry).unwrap();
        }
    }
    into.finish().unwrap().into_inner()
}

/// Programs and pictures under the name of a table, and workbooks that harm who opens them.
pub(super) async fn disguised() -> usize {
    let site = Site::open().await;
    let counsellor = site.visitor(MONTREUIL, Role::Counsellor).await;
    let staff = site.visitor(BOBIGNY, Role::CfaStaff).await;
    let template = staff.get("/imports/modele.xlsx").await.body;
    let entity = b"<?xml version=\"1.0\"?><!DOCTYPE sst [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>\
        <sst xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><si><t>&x;</t></si></sst>";
    let laughs = b"<?xml version=\"1.0\"?><!DOCTYPE sst [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;\">\
        <!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;\">]><sst><si><t>&c;</t></si></sst>";
    let strings = "xl/sharedStrings.xml";
    let mut zeros = std::io::repeat(b' ').take(400 * 1024 * 1024);
    let mut tampered = Vec::new();
    tampered.write_all(&template[..template.len() / 2]).unwrap();
    let files: [(&str, Vec<u8>); 11] = [
        (
            "jeunes.csv",
            b"\x7fELF\x02\x01\x01\0\0\0\0\0\0\0\0\0\x03\0\x3e\0\x01\0\0\0".to_vec(),
        ),
        (
            "jeunes.csv",
            b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x01\0\0\0\x01\0\x08\x06\0\0\0".to_vec(),
        ),
        (
            "jeunes.csv",
            b"MZ\x90\0\x03\0\0\0\x04\0\0\0\xff\xff\0\0".to_vec(),
        ),
        ("jeunes.xlsx", b"%PDF-1.7 ...".to_vec()),
        ("../../etc/jeunes.csv", b"\x7fELF\0\0\0".to_vec()),
        ("jeunes.csv", "colonne;".repeat(501).into_bytes()),
        ("jeunes.xlsx", tampered),
        ("jeunes.xlsx", b"PK\x03\x04\x14\0\0\0\x08\0".to_vec()),
        (
            "apprenants.xlsx",
            altered(&template, strings, &mut &entity[..]),
        ),
        (
            "apprenants.xlsx",
            altered(&template, strings, &mut &laughs[..]),
        ),
        (
            "apprenants.xlsx",
            altered(&template, "xl/worksheets/sheet1.xml", &mut zeros),
        ),
    ];
    let tried = files.len() + 1;
    for (name, content) in files {
        let visitor = if name.starts_with("apprenants") {
            &staff
        } else {
            &counsellor
        };
        let answer = visitor.upload(name, &content).await;
        let page = answer.text();
        assert_eq!(
            answer.status,
            StatusCode::UNPROCESSABLE_ENTITY,
            "{name}: {page}"
        );
        assert!(!page.contains("root:"), "{name}");
    }
    for visitor in [&counsellor, &staff] {
        let kept = visitor.get("/imports").await.text();
        assert!(kept.contains("Aucun fichier pour l’instant"), "{kept}");
    }
    // A name that leads elsewhere is only a name.
    let youths = youths_csv(&[Youth::new("1", "Exemple", "Ada")]);
    let import = counsellor
        .received("../../../tmp/<b>.csv", youths.as_bytes())
        .await;
    assert!(import.starts_with("/imports/"), "{import}");
    assert!(!counsellor.get("/imports").await.text().contains("<b>.csv"));
    tried
}
