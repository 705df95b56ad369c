//! Links two files and measures the result against the truth: `link A.csv B.csv [truth.csv]`.
#![allow(
    clippy::print_stdout,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::cast_possible_truncation
)]

use std::collections::{BTreeMap, HashMap};
use std::time::Instant;

use tdu_linkage::{Linkage, Options, Schema, Table, Zone, link};

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let start = Instant::now();
    let schema = std::env::var("FIELDS").map_or_else(
        |_| Schema::french(),
        |path| Schema::from_toml(&std::fs::read_to_string(path).unwrap()).unwrap(),
    );
    let table = |path: &str| Table::read(&std::fs::read(path).unwrap(), &schema).unwrap();
    let (a, b) = rayon::join(|| table(&arguments[0]), || table(&arguments[1]));
    let read = start.elapsed();
    let linkage = link(&a, &b, Options::default()).unwrap();
    let linked = start.elapsed();
    println!(
        "{} x {}: read {read:.1?}, total {linked:.1?}, pairs {}, links {}, saturated {}",
        a.len(),
        b.len(),
        linkage.compared,
        linkage.links.len(),
        linkage.saturated
    );
    if let Ok(path) = std::env::var("MODEL_OUT") {
        std::fs::write(path, linkage.model.to_json()).unwrap();
    }
    if std::env::var("EXPLAIN").is_ok() {
        for link in linkage
            .links
            .iter()
            .filter(|link| link.zone == Zone::Doubt)
            .take(6)
        {
            let evidence =
                tdu_linkage::explain(&a, &b, &linkage.model, link.a as usize, link.b as usize)
                    .unwrap();
            println!(
                "{}\n(link said {})\n",
                evidence.in_words(tdu_linkage::Language::Fr),
                link.probability
            );
        }
    }
    if std::env::var("MODEL").is_ok() {
        println!("{}", linkage.model.summary(tdu_linkage::Language::En));
    }
    if let Some(truth) = arguments.get(2) {
        judge(&a, &b, &linkage, &std::fs::read_to_string(truth).unwrap());
    }
}

fn judge(a: &Table, b: &Table, linkage: &Linkage, truth: &str) {
    let mut reader = csv::Reader::from_reader(truth.as_bytes());
    let rows: Vec<csv::StringRecord> = reader.records().map(|row| row.unwrap()).collect();
    let truth: HashMap<&str, &csv::StringRecord> = rows.iter().map(|row| (&row[0], row)).collect();
    let matches = rows.iter().filter(|row| !row[1].is_empty()).count();
    let id = |table: &Table, at: u32| String::from_utf8_lossy(table.id(at as usize)).into_owned();
    for threshold in [0.05, 0.1, 0.3, 0.5, 0.7, 0.6667, 0.8, 0.9, 0.95, 0.98, 0.99] {
        let chosen: Vec<_> = linkage
            .links
            .iter()
            .filter(|link| {
                link.probability >= threshold && (threshold < 0.6667 || link.zone == Zone::Same)
            })
            .collect();
        let right = chosen
            .iter()
            .filter(|link| truth[id(b, link.b).as_str()][1] == id(a, link.a))
            .count();
        let (precision, recall) = (
            right as f64 / chosen.len() as f64,
            right as f64 / matches as f64,
        );
        println!(
            "p >= {threshold:<5} precision {precision:.4} recall {recall:.4} F1 {:.4}  FP {} FN {}",
            2.0 * precision * recall / (precision + recall),
            chosen.len() - right,
            matches - right
        );
    }
    for (low, high) in [
        (0.05, 0.1),
        (0.1, 0.3),
        (0.3, 0.5),
        (0.5, 0.7),
        (0.7, 0.9),
        (0.9, 0.95),
        (0.95, 0.99),
        (0.99, 1.01),
    ] {
        let bin: Vec<_> = linkage
            .links
            .iter()
            .filter(|link| link.probability >= low && link.probability < high)
            .collect();
        let right = bin
            .iter()
            .filter(|link| truth[id(b, link.b).as_str()][1] == id(a, link.a))
            .count();
        let mean = bin.iter().map(|link| link.probability).sum::<f64>() / bin.len() as f64;
        println!(
            "  [{low}, {high}) n {:>6} said {mean:.3} right {:.3}",
            bin.len(),
            right as f64 / bin.len() as f64
        );
    }
    if std::env::var("ERRORS").is_err() {
        return;
    }
    let found: HashMap<String, &tdu_linkage::Link> = linkage
        .links
        .iter()
        .map(|link| (id(b, link.b), link))
        .collect();
    let (mut wrong, mut missed) = (BTreeMap::new(), BTreeMap::new());
    for row in &rows {
        let link = found.get(&row[0]).filter(|link| link.zone == Zone::Same);
        let linked = link.map(|link| id(a, link.a));
        let tags = || {
            row[2]
                .split('|')
                .chain(row[3].split('|'))
                .chain(row[4].split('|'))
                .filter(|tag| !tag.is_empty())
                .map(str::to_owned)
                .collect::<Vec<_>>()
        };
        if linked.as_deref().is_some_and(|linked| linked != &row[1]) {
            println!(
                "FP {} said {} truth {:?} p {:.3} [{}|{}|{}]",
                &row[0],
                linked.unwrap(),
                &row[1],
                link.unwrap().probability,
                &row[2],
                &row[3],
                &row[4]
            );
            for tag in tags() {
                *wrong.entry(tag).or_insert(0) += 1;
            }
        } else if linked.is_none() && !row[1].is_empty() {
            println!(
                "FN {} truth {} best {:?} [{}|{}|{}]",
                &row[0],
                &row[1],
                found
                    .get(&row[0])
                    .map(|link| (id(a, link.a), link.probability)),
                &row[2],
                &row[3],
                &row[4]
            );
            for tag in tags() {
                *missed.entry(tag).or_insert(0) += 1;
            }
        }
    }
    println!("wrong {wrong:?}\nmissed {missed:?}");
}
