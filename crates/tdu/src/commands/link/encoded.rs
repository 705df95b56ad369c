//! `tdu link encode` and `tdu link encoded`: two files linked by someone who sees no name.

use std::fs::{self, File};
use std::io::{self, BufReader, BufWriter, Write};
use std::path::Path;
use std::time::Instant;

use anyhow::Context;
use tdu_linkage::encoded::{
    Columns, Encoder, Encodings, Protection, Secret, Zone, link_encoded, write_links,
};

use crate::wiring::say_error;

pub(super) fn encode(file: &Path, secret_file: &Path, out: &Path) -> anyhow::Result<()> {
    let secret = fs::read(secret_file)
        .with_context(|| format!("{} ne se lit pas", secret_file.display()))?;
    let secret = Secret::new(&secret)?;
    let bytes = fs::read(file).with_context(|| format!("{} ne se lit pas", file.display()))?;
    let encoder = Encoder::new(&secret, Protection::default());
    let encodings = encoder
        .encode_csv(bytes.as_slice(), &present(&bytes))
        .with_context(|| format!("{} n'est pas le CSV attendu", file.display()))?;
    let mut writer = BufWriter::new(
        File::create(out).with_context(|| format!("{} ne peut pas être écrit", out.display()))?,
    );
    encodings.write(&mut writer)?;
    writer.flush()?;
    say_error(&format!(
        "{} fiches codées. Ce fichier reste une donnée personnelle : voyez docs/linkage-encoded.md.",
        encodings.len()
    ));
    Ok(())
}

pub(super) fn link(a: &Path, b: &Path, out: Option<&Path>) -> anyhow::Result<()> {
    let start = Instant::now();
    let read = |path: &Path| {
        let file = File::open(path).with_context(|| format!("{} ne se lit pas", path.display()))?;
        Encodings::read(BufReader::new(file))
            .with_context(|| format!("{} n'est pas un fichier codé", path.display()))
    };
    let (a, b) = (read(a)?, read(b)?);
    let linked = link_encoded(&a, &b)?;
    match out {
        Some(path) => {
            let file = File::create(path)
                .with_context(|| format!("{} ne peut pas être écrit", path.display()))?;
            let mut writer = BufWriter::new(file);
            write_links(&linked.links, &mut writer)?;
            writer.flush()?;
        }
        None => write_links(&linked.links, io::stdout().lock())?,
    }
    let count = |zone| linked.links.iter().filter(|link| link.zone == zone).count();
    say_error(&format!(
        "{} × {} fiches codées, {} paires comparées : {} liens sûrs, {} à trancher, en {:.0?}.",
        a.len(),
        b.len(),
        linked.compared,
        count(Zone::Same),
        count(Zone::Doubt),
        start.elapsed()
    ));
    Ok(())
}

/// The columns to encode: of those that may be absent, those that the file has.
fn present(bytes: &[u8]) -> Columns {
    let head = bytes
        .split(|byte| *byte == b'\n')
        .next()
        .unwrap_or_default();
    let head = String::from_utf8_lossy(head);
    let titles: Vec<&str> = head
        .split([',', ';'])
        .map(|title| title.trim_matches(['"', ' ', '\r', '\u{feff}']))
        .collect();
    let mut columns = Columns::default();
    for column in [
        &mut columns.used_name,
        &mut columns.commune,
        &mut columns.postcode,
        &mut columns.email,
        &mut columns.telephone,
    ] {
        column.take_if(|title| !titles.contains(&title.as_str()));
    }
    columns
}
