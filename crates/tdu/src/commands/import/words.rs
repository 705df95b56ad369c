//! What the import says on the terminal, in two languages.

use std::path::Path;

use tdu_casework::{CaseworkError, ImportReport};
use tdu_domain::organisation::Network;
use tdu_exchange::issue::{Issue, Lang};

/// The words of a language.
#[derive(Debug, Clone, Copy)]
pub(super) struct Words(pub(super) Lang);

impl Words {
    fn say(self, french: impl FnOnce() -> String, english: impl FnOnce() -> String) -> String {
        match self.0 {
            Lang::Fr => french(),
            Lang::En => english(),
        }
    }

    pub(super) fn no_organisation(self, code: &str) -> String {
        self.say(
            || format!("aucune organisation n'a le code {code}"),
            || format!("no organisation has the code {code}"),
        )
    }

    pub(super) fn wrong_network(self, organisation: &str, expected: Network) -> String {
        let (fr, en) = match expected {
            Network::Cfa => ("un CFA", "a CFA"),
            Network::MissionLocale => ("une Mission Locale", "a Mission Locale"),
        };
        self.say(
            || format!("{organisation} n'est pas {fr}"),
            || format!("{organisation} is not {en}"),
        )
    }

    pub(super) fn unreadable(self, path: &Path) -> String {
        let path = path.display();
        self.say(
            || format!("{path} ne se lit pas"),
            || format!("{path} cannot be read"),
        )
    }

    pub(super) fn unwritable(self, path: &Path) -> String {
        let path = path.display();
        self.say(
            || format!("{path} ne s'écrit pas"),
            || format!("{path} cannot be written"),
        )
    }

    pub(super) fn not_a_mapping(self, path: &Path) -> String {
        let path = path.display();
        self.say(
            || format!("{path} n'est pas une correspondance de colonnes"),
            || format!("{path} is not a mapping of columns"),
        )
    }

    /// An act refused, in words when there are some for the person who sends a file.
    pub(super) fn refused(self, error: CaseworkError) -> anyhow::Error {
        match error {
            CaseworkError::File(error) => anyhow::Error::msg(error.message(self.0)),
            CaseworkError::Invalid { problem, .. } => match problem {
                "file-empty" => anyhow::Error::msg(tdu_exchange::FileError::Empty.message(self.0)),
                "file-too-large" => {
                    let limit = tdu_casework::MAX_FILE_BYTES as u64;
                    let error = tdu_exchange::FileError::TooLarge { limit };
                    anyhow::Error::msg(error.message(self.0))
                }
                "mapping-incomplete" => anyhow::Error::msg(self.say(
                    || "la correspondance ne donne pas les quatre colonnes obligatoires : file_number, birth_name, first_name, birth_date".to_owned(),
                    || "the mapping lacks one of the four required columns: file_number, birth_name, first_name, birth_date".to_owned(),
                )),
                _ => error.into(),
            },
            other => other.into(),
        }
    }

    pub(super) fn issue(self, issue: &Issue) -> String {
        let mut place = self.say(
            || format!("Ligne {}", issue.position),
            || format!("Line {}", issue.position),
        );
        if let Some(column) = &issue.column {
            place += &self.say(
                || format!(", colonne « {column} »"),
                || format!(", column “{column}”"),
            );
        }
        if let Some(value) = &issue.value {
            place += &self.say(
                || format!(", valeur « {value} »"),
                || format!(", value “{value}”"),
            );
        }
        let message = issue.message(self.0);
        self.say(
            || format!("{place} : {message}"),
            || format!("{place}: {message}"),
        )
    }

    pub(super) fn more_issues(self, rows: u64) -> String {
        self.say(
            || match rows {
                1 => "Et 1 autre ligne en erreur.".to_owned(),
                rows => format!("Et {rows} autres lignes en erreur."),
            },
            || match rows {
                1 => "And 1 more row in error.".to_owned(),
                rows => format!("And {rows} more rows in error."),
            },
        )
    }

    pub(super) fn would_be(self) -> &'static str {
        match self.0 {
            Lang::Fr => "Rien n'a été enregistré. Avec ce fichier seraient :",
            Lang::En => "Nothing was saved. With this file there would be:",
        }
    }

    pub(super) fn counts(self, report: &ImportReport) -> String {
        let (rows, counts, aside) = (report.rows, report.counts, report.warnings);
        let erased = self.erased(counts.erased);
        self.say(
            || {
                let s = |count: u64| if count < 2 { "" } else { "s" };
                format!(
                    "{rows} ligne{} : {} créée{}, {} mise{} à jour, {} inchangée{}, {} en erreur{erased} ; {aside} valeur{} mise{} de côté.",
                    s(rows),
                    counts.created,
                    s(counts.created),
                    counts.updated,
                    s(counts.updated),
                    counts.unchanged,
                    s(counts.unchanged),
                    counts.failed,
                    s(aside),
                    s(aside)
                )
            },
            || {
                let s = |count: u64| if count == 1 { "" } else { "s" };
                format!(
                    "{rows} row{}: {} created, {} updated, {} unchanged, {} in error{erased}; {aside} value{} set aside.",
                    s(rows), counts.created, counts.updated, counts.unchanged, counts.failed, s(aside)
                )
            },
        )
    }

    /// Rows of people who were erased, when there are any.
    fn erased(self, count: u64) -> String {
        match (self.0, count) {
            (_, 0) => String::new(),
            (Lang::Fr, 1) => ", 1 ignorée (personne effacée)".to_owned(),
            (Lang::Fr, count) => format!(", {count} ignorées (personnes effacées)"),
            (Lang::En, count) => format!(", {count} ignored (people erased)"),
        }
    }

    pub(super) fn kept_aside(self, path: &Path) -> String {
        let path = path.display();
        self.say(
            || format!("Lignes en erreur : {path}. Corrigez-les, puis renvoyez ce fichier."),
            || format!("Rows in error: {path}. Correct them, then send that file."),
        )
    }

    pub(super) fn progress(self) -> &'static str {
        match self.0 {
            Lang::Fr => "{bar:40} {pos}/{len} lignes, reste {eta}",
            Lang::En => "{bar:40} {pos}/{len} rows, {eta} left",
        }
    }

    pub(super) fn rows_missing(self) -> &'static str {
        match self.0 {
            Lang::Fr => "des lignes manquent au compte",
            Lang::En => "rows are missing from the count",
        }
    }
}
