//! Writes two made-up files and their truth: `people OUT A B [FAULTS] [SEED]`.
//!
//! `people /tmp/people 180000 8000 2.5 7` writes `a.csv`, `b.csv` and `truth.csv` in `/tmp/people`.

#[path = "../benches/people/mod.rs"]
mod people;

use std::io::{Error, Result};
use std::path::PathBuf;
use std::str::FromStr;

fn main() -> Result<()> {
    let mut words = std::env::args().skip(1);
    let out = PathBuf::from(words.next().ok_or_else(usage)?);
    let settings = people::Settings {
        a: parsed(words.next(), None)?,
        b: parsed(words.next(), None)?,
        faults: parsed(words.next(), Some(1.0))?,
        seed: parsed(words.next(), Some(41))?,
    };
    let made = people::generate(&settings);
    std::fs::create_dir_all(&out)?;
    std::fs::write(out.join("a.csv"), made.a)?;
    std::fs::write(out.join("b.csv"), made.b)?;
    std::fs::write(out.join("truth.csv"), made.truth)
}

fn parsed<T: FromStr>(word: Option<String>, otherwise: Option<T>) -> Result<T> {
    match word {
        Some(word) => word.parse().map_err(|_| usage()),
        None => otherwise.ok_or_else(usage),
    }
}

fn usage() -> Error {
    Error::other("usage: people OUT A B [FAULTS] [SEED]")
}
