//! How well and how fast files are linked, on made-up ones: `cargo bench -p tdu-linkage --bench
//! linkage`, with `-- --full` for a million records.
#![expect(
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a bench prints its figures, and fails by panicking"
)]

#[path = "../people/mod.rs"]
mod people;

use std::collections::HashMap;
use std::time::{Duration, Instant};

use people::{People, Settings, generate};
use tdu_linkage::{Index, Kind, Linkage, Model, Options, Record, Schema, Table, Zone, link};

const RUNS: usize = 5;

fn main() {
    let full = std::env::args().any(|argument| argument == "--full");
    println!(
        "{:<34}{:>10}{:>9}{:>11}{:>9}{:>22}",
        "files", "best of 5", "F1", "precision", "recall", "right of 0.9 to 0.99"
    );
    for (name, a, b, faults) in [
        ("10,000 x 2,000", 10_000, 2_000, 1.0),
        ("180,000 x 8,000", 180_000, 8_000, 1.0),
        ("180,000 x 8,000, faults x 2.5", 180_000, 8_000, 2.5),
        ("1,000,000 x 200,000", 1_000_000, 200_000, 1.0),
    ] {
        if a <= 180_000 || full {
            let files = generate(&Settings {
                a,
                b,
                faults,
                seed: 17,
            });
            measure(name, &files);
            measure("  without e-mail and telephone", &without_contacts(&files));
        }
    }
    search();
}

fn read(text: &str) -> Table {
    Table::read(text.as_bytes(), &Schema::french()).unwrap()
}

fn measure(name: &str, files: &People) {
    let mut best = Duration::MAX;
    let mut found = None;
    for _ in 0..RUNS {
        let start = Instant::now();
        let (a, b) = (read(&files.a), read(&files.b));
        let linkage = link(&a, &b, Options::default()).unwrap();
        best = best.min(start.elapsed());
        found = Some((a, b, linkage));
    }
    let (a, b, linkage) = found.unwrap();
    let truth: HashMap<&str, &str> = files.truth.lines().skip(1).map(pair).collect();
    let all = truth.values().filter(|id| !id.is_empty()).count() as f64;
    let right = |linkage: &Linkage, wanted: &dyn Fn(Zone, f64) -> bool| {
        let links = linkage
            .links
            .iter()
            .filter(|link| wanted(link.zone, link.probability));
        links.fold((0.0, 0.0), |(right, count), link| {
            let truth = truth[std::str::from_utf8(b.id(link.b as usize)).unwrap()].as_bytes();
            (
                right + f64::from(u8::from(a.id(link.a as usize) == truth)),
                count + 1.0,
            )
        })
    };
    let (same, count) = right(&linkage, &|zone, _| zone == Zone::Same);
    let (sure, of) = right(&linkage, &|_, probability| {
        (0.9..0.99).contains(&probability)
    });
    let (precision, recall) = (same / count, same / all);
    let f1 = 2.0 * precision * recall / (precision + recall);
    println!(
        "{name:<34}{best:>10.0?}{f1:>9.4}{precision:>11.4}{recall:>9.4}{:>14.3} of {of}",
        sure / of
    );
}

/// The record of B and that of A, from a line of the truth.
fn pair(line: &str) -> (&str, &str) {
    let mut cells = line.split(',');
    (
        cells.next().unwrap_or_default(),
        cells.next().unwrap_or_default(),
    )
}

fn without_contacts(files: &People) -> People {
    let cut = |text: &str| {
        let mut writer = csv::Writer::from_writer(Vec::new());
        for row in csv::ReaderBuilder::new()
            .has_headers(false)
            .from_reader(text.as_bytes())
            .records()
        {
            writer.write_record(row.unwrap().iter().take(8)).unwrap();
        }
        String::from_utf8(writer.into_inner().unwrap()).unwrap()
    };
    People {
        a: cut(&files.a),
        b: cut(&files.b),
        truth: files.truth.clone(),
    }
}

fn records(text: &str) -> Vec<Record> {
    let schema = Schema::french();
    let kinds = [
        Kind::Surname,
        Kind::UsedName,
        Kind::GivenName,
        Kind::BirthDate,
        Kind::Sex,
        Kind::Place,
        Kind::Postcode,
        Kind::Email,
        Kind::Phone,
    ];
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let titles: Vec<String> = reader
        .headers()
        .unwrap()
        .iter()
        .map(str::to_owned)
        .collect();
    let columns = schema.fields.iter().map(|field| {
        titles
            .iter()
            .position(|title| *title == field.name)
            .unwrap()
    });
    let columns: Vec<(Kind, usize)> = kinds.into_iter().zip(columns).collect();
    reader
        .records()
        .map(|row| {
            let row = row.unwrap();
            columns
                .iter()
                .fold(Record::new(&schema), |record, &(kind, column)| {
                    record.with(kind, Some(&row[column]))
                })
        })
        .collect()
}

/// One record at a time against 180,000.
fn search() {
    let files = generate(&Settings {
        a: 180_000,
        b: 8_000,
        faults: 1.0,
        seed: 23,
    });
    let mut index = Index::new(Model::french(&Schema::french()));
    let (known, searched) = (records(&files.a), records(&files.b));
    let start = Instant::now();
    for (key, record) in known.iter().enumerate() {
        index.insert(key, record).unwrap();
    }
    println!(
        "index of 180,000 people: {:.1?} each to file",
        start.elapsed() / 180_000
    );
    let mut times: Vec<Duration> = searched
        .iter()
        .map(|record| {
            let start = Instant::now();
            let candidates = index.candidates(record);
            assert!(
                candidates
                    .iter()
                    .all(|candidate| candidate.probability <= 1.0)
            );
            start.elapsed()
        })
        .collect();
    times.sort_unstable();
    let rank = |share: usize| times[(times.len() - 1) * share / 100];
    println!(
        "search: median {:.1?}, 99 in 100 under {:.1?}, slowest {:.1?}",
        rank(50),
        rank(99),
        rank(100)
    );
}
