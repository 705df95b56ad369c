//! What is said once of a whole file.

use serde::{Deserialize, Serialize};

use crate::issue::Lang;

/// Something of the file that was not read, or was read in a way worth saying.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "detail", rename_all = "snake_case")]
pub enum Notice {
    /// A column refused because it holds, or is named like, a social security number.
    RefusedColumn(String),
    /// A column of comments or free text, left out.
    LeftOutColumn(String),
    /// A column that was not recognised or is not wanted, ignored.
    UnknownColumn(String),
    /// A column that the saved mapping names and the file does not have.
    MissingMappedColumn(String),
    /// Blank lines skipped: how many.
    BlankLines(u32),
    /// Sheets of the workbook that were not read: only the first is.
    OtherSheets(Vec<String>),
    /// Rows refused because an earlier row had the same identifier: how many.
    Duplicates(u32),
    /// The text was not UTF-8 and was read as Windows-1252.
    ReadAsWindows1252,
    /// Lines that were not UTF-8 like the others, read as Windows-1252: how many.
    MixedEncodings(u32),
    /// Lines of titles above the header: how many.
    LinesBeforeHeader(u32),
}

impl Notice {
    /// The notice in plain words.
    #[must_use]
    pub fn message(&self, lang: Lang) -> String {
        match lang {
            Lang::Fr => self.french(),
            Lang::En => self.english(),
        }
    }

    fn french(&self) -> String {
        match self {
            Self::RefusedColumn(name) => format!(
                "Colonne « {name} » refusée : elle ressemble à un numéro de sécurité sociale. Rien n’en est gardé."
            ),
            Self::LeftOutColumn(name) => format!(
                "Colonne « {name} » laissée de côté : les commentaires et textes libres ne sont pas repris."
            ),
            Self::UnknownColumn(name) => format!("Colonne « {name} » non utilisée."),
            Self::MissingMappedColumn(name) => format!(
                "Colonne « {name} » attendue d’après vos choix enregistrés, absente de ce fichier."
            ),
            Self::BlankLines(1) => "1 ligne vide ignorée.".to_owned(),
            Self::BlankLines(count) => format!("{count} lignes vides ignorées."),
            Self::OtherSheets(names) => format!(
                "Seule la première feuille est lue. Feuilles non lues : {}.",
                names.join(", ")
            ),
            Self::Duplicates(1) => {
                "1 ligne refusée : son identifiant est déjà donné plus haut.".to_owned()
            }
            Self::Duplicates(count) => {
                format!("{count} lignes refusées : leur identifiant est déjà donné plus haut.")
            }
            Self::ReadAsWindows1252 => {
                "Le texte n’est pas en UTF-8 : il a été lu en Windows-1252.".to_owned()
            }
            Self::MixedEncodings(1) => "1 ligne n’est pas en UTF-8 comme les autres : elle a été lue en Windows-1252. Vérifiez ses accents.".to_owned(),
            Self::MixedEncodings(count) => format!(
                "{count} lignes ne sont pas en UTF-8 comme les autres : elles ont été lues en Windows-1252. Vérifiez leurs accents."
            ),
            Self::LinesBeforeHeader(1) => {
                "1 ligne au-dessus des titres de colonnes n’est pas lue.".to_owned()
            }
            Self::LinesBeforeHeader(count) => {
                format!("{count} lignes au-dessus des titres de colonnes ne sont pas lues.")
            }
        }
    }

    fn english(&self) -> String {
        match self {
            Self::RefusedColumn(name) => format!(
                "Column “{name}” refused: it looks like a social security number. Nothing of it is kept."
            ),
            Self::LeftOutColumn(name) => {
                format!("Column “{name}” left out: comments and free text are not taken.")
            }
            Self::UnknownColumn(name) => format!("Column “{name}” not used."),
            Self::MissingMappedColumn(name) => {
                format!("Column “{name}”, expected by your saved choices, is not in this file.")
            }
            Self::BlankLines(1) => "1 blank line skipped.".to_owned(),
            Self::BlankLines(count) => format!("{count} blank lines skipped."),
            Self::OtherSheets(names) => {
                format!(
                    "Only the first sheet is read. Not read: {}.",
                    names.join(", ")
                )
            }
            Self::Duplicates(1) => {
                "1 row refused: its identifier was already given above.".to_owned()
            }
            Self::Duplicates(count) => {
                format!("{count} rows refused: their identifiers were already given above.")
            }
            Self::ReadAsWindows1252 => {
                "The text is not UTF-8: it was read as Windows-1252.".to_owned()
            }
            Self::MixedEncodings(1) => "1 line is not UTF-8 like the others: it was read as Windows-1252. Check its accents.".to_owned(),
            Self::MixedEncodings(count) => format!(
                "{count} lines are not UTF-8 like the others: they were read as Windows-1252. Check their accents."
            ),
            Self::LinesBeforeHeader(1) => {
                "1 line above the column names is not read.".to_owned()
            }
            Self::LinesBeforeHeader(count) => {
                format!("{count} lines above the column names are not read.")
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn notices_are_plain_and_kept_as_json() {
        let name = || "Repère".to_owned();
        let notices = [
            Notice::RefusedColumn(name()),
            Notice::LeftOutColumn(name()),
            Notice::UnknownColumn(name()),
            Notice::MissingMappedColumn(name()),
            Notice::BlankLines(1),
            Notice::BlankLines(2),
            Notice::OtherSheets(vec!["A".to_owned(), "B".to_owned()]),
            Notice::Duplicates(1),
            Notice::Duplicates(2),
            Notice::ReadAsWindows1252,
        ];
        let told: Vec<String> = notices
            .iter()
            .map(|notice| {
                let json = serde_json::to_string(notice).unwrap();
                assert_eq!(serde_json::from_str::<Notice>(&json).unwrap(), *notice);
                format!(
                    "{json}\n  {}\n  {}",
                    notice.message(Lang::Fr),
                    notice.message(Lang::En)
                )
            })
            .collect();
        insta::assert_snapshot!(told.join("\n"));
    }
}
