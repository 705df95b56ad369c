//! The floor of an import: the same bytes, loaded by the engines' own tools.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

fn tables(files: &Path, extension: &str) -> Vec<PathBuf> {
    let mut found: Vec<PathBuf> = fs::read_dir(files)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| {
            let name = path
                .file_name()
                .unwrap_or_default()
                .to_string_lossy()
                .into_owned();
            path.extension().is_some_and(|found| found == extension)
                && (name.starts_with("youths-") || name.starts_with("learners-"))
        })
        .collect();
    found.sort();
    found
}

/// The separator of a file's header.
fn separator(path: &Path) -> char {
    let content = fs::read(path).unwrap();
    let header = content
        .split(|byte| *byte == b'\n')
        .next()
        .unwrap_or_default();
    [';', ',', '\t']
        .into_iter()
        .max_by_key(|sign| header.iter().filter(|b| char::from(**b) == *sign).count())
        .unwrap()
}

/// The time SQLite's shell takes to load the files as they are.
pub(crate) fn sqlite(files: &Path, database: &Path) -> Duration {
    let mut script = String::from(".mode csv\n");
    for (at, path) in tables(files, "csv").iter().enumerate() {
        let sign = match separator(path) {
            '\t' => "\\t".to_owned(),
            sign => sign.to_string(),
        };
        script += &format!(
            ".separator \"{sign}\" \"\\n\"\n.import {} youths_{at}\n",
            path.display()
        );
    }
    script += "CREATE TABLE learners (item TEXT);\n";
    for path in tables(files, "json") {
        script += &format!(
            "INSERT INTO learners SELECT value FROM json_each(CAST(readfile('{}') AS TEXT));\n",
            path.display()
        );
    }
    let began = Instant::now();
    pipe(Command::new("sqlite3").arg(database), &script);
    began.elapsed()
}

/// The time PostgreSQL's COPY takes to load the files as they are.
pub(crate) fn postgres(files: &Path, url: &str) -> Duration {
    let mut script = String::from("CREATE SCHEMA floor;\nSET search_path = floor;\n");
    for (at, path) in tables(files, "csv").iter().enumerate() {
        let sign = separator(path);
        let content = fs::read(path).unwrap();
        let columns = content
            .split(|byte| *byte == b'\n')
            .next()
            .unwrap_or_default();
        let columns = columns
            .iter()
            .filter(|byte| char::from(**byte) == sign)
            .count()
            + 1;
        let columns: Vec<String> = (0..columns)
            .map(|column| format!("c{column} text"))
            .collect();
        let sign = if sign == '\t' {
            "E'\\t'".to_owned()
        } else {
            format!("'{sign}'")
        };
        let encoding = if String::from_utf8(content).is_ok() {
            "UTF8"
        } else {
            "WIN1252"
        };
        script += &format!(
            "CREATE TABLE youths_{at} ({});\n\\copy youths_{at} FROM '{}' WITH (FORMAT csv, HEADER, DELIMITER {sign}, ENCODING '{encoding}')\n",
            columns.join(", "),
            path.display()
        );
    }
    script += "CREATE TABLE learners (item text);\n";
    for path in tables(files, "json") {
        script += &format!(
            "\\copy learners FROM '{}' WITH (FORMAT csv, DELIMITER E'\\x01', QUOTE E'\\x02')\n",
            path.display()
        );
    }
    let began = Instant::now();
    pipe(
        Command::new("psql").args(["-q", "-v", "ON_ERROR_STOP=1", url]),
        &script,
    );
    began.elapsed()
}

/// Leaves nothing for PostgreSQL's own housekeeping to do, which two years would have spread out.
pub(crate) fn settle(url: &str) {
    pipe(
        Command::new("psql").args(["-q", "-v", "ON_ERROR_STOP=1", url]),
        "VACUUM (ANALYZE);\nCHECKPOINT;\n",
    );
}

fn pipe(command: &mut Command, script: &str) {
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .spawn()
        .unwrap();
    child
        .stdin
        .take()
        .unwrap()
        .write_all(script.as_bytes())
        .unwrap();
    assert!(
        child.wait().unwrap().success(),
        "the reference loader failed"
    );
}
