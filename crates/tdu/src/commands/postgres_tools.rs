//! PostgreSQL's own programs, for backups: `pg_dump` takes a picture of one moment, `pg_restore` puts it
//! back whole or not at all.

use std::io::ErrorKind;
use std::path::Path;
use std::process::Command;

use anyhow::Context;

/// Dumps schemas of a database into a file.
pub(super) fn dump(url: &str, schemas: &[String], into: &Path) -> anyhow::Result<()> {
    let mut command = on("pg_dump", url);
    command.args(["--format=custom", "--no-owner", "--no-privileges"]);
    for schema in schemas {
        command.arg(format!("--schema={schema}"));
    }
    command.arg("--file").arg(into);
    run(command, "pg_dump")
}

/// Puts a dump into a database that has none of its schemas: nothing is written over.
pub(super) fn restore(url: &str, from: &Path) -> anyhow::Result<()> {
    let mut command = on("pg_restore", url);
    command.args([
        "--exit-on-error",
        "--single-transaction",
        "--no-owner",
        "--no-privileges",
    ]);
    command.arg(from);
    run(command, "pg_restore").context("rien n'est écrit ; les schémas existent-ils déjà ?")
}

/// The password goes by the environment: arguments can be read by anybody on the machine.
fn on(program: &str, url: &str) -> Command {
    let mut command = Command::new(program);
    let (address, password) = without_password(url);
    command.arg("--dbname").arg(address);
    if let Some(password) = password {
        command.env("PGPASSWORD", password);
    }
    command
}

fn run(mut command: Command, program: &str) -> anyhow::Result<()> {
    let output = match command.output() {
        Err(error) if error.kind() == ErrorKind::NotFound => anyhow::bail!(
            "le programme {program} manque : installez les outils de PostgreSQL (paquet postgresql-client)"
        ),
        output => output.with_context(|| format!("{program} ne se lance pas"))?,
    };
    let said = String::from_utf8_lossy(&output.stderr);
    anyhow::ensure!(output.status.success(), "{program} : {}", said.trim());
    Ok(())
}

/// An address without its password, and the password.
fn without_password(url: &str) -> (String, Option<String>) {
    let Some((scheme, rest)) = url.split_once("://") else {
        return (url.to_owned(), None);
    };
    let end = rest.find('/').unwrap_or(rest.len());
    let Some(at) = rest[..end].rfind('@') else {
        return (url.to_owned(), None);
    };
    let (who, place) = (&rest[..at], &rest[at..]);
    match who.split_once(':') {
        Some((user, password)) => (format!("{scheme}://{user}{place}"), Some(decoded(password))),
        None => (url.to_owned(), None),
    }
}

/// A text whose `%XX` are read.
fn decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, after @ ..] = rest {
        let read = match after {
            [high, low, ..] if *first == b'%' => {
                let digit = |byte: u8| char::from(byte).to_digit(16);
                digit(*high).zip(digit(*low))
            }
            _ => None,
        };
        if let Some((high, low)) = read {
            bytes.push(u8::try_from(high * 16 + low).unwrap_or_default());
            rest = &after[2..];
        } else {
            bytes.push(*first);
            rest = after;
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_password_leaves_the_address() {
        let cases = [
            (
                "postgres://u:p%40s%2F@h:5/d?x=1",
                "postgres://u@h:5/d?x=1",
                Some("p@s/"),
            ),
            ("postgres://u@h/d", "postgres://u@h/d", None),
            ("postgres:///d?host=/tmp", "postgres:///d?host=/tmp", None),
        ];
        for (url, address, password) in cases {
            let expected = (address.to_owned(), password.map(str::to_owned));
            assert_eq!(without_password(url), expected);
        }
    }
}
