//! Why a whole file could not be read.

use crate::issue::Lang;

/// A file that cannot be read at all. `Display` is English; [`FileError::message`] speaks to the
/// person who sent it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.message(Lang::En))]
pub enum FileError {
    /// No byte, or nothing but blank lines.
    Empty,
    /// Neither UTF-8, UTF-16 nor Windows-1252 text, nor a workbook.
    NotText,
    /// A workbook protected by a password.
    Encrypted,
    /// A known format that is not read: its usual name ("XLS", "ODS", "PDF").
    UnsupportedFormat(&'static str),
    /// A workbook that cannot be opened, with the reader's reason.
    UnreadableWorkbook(String),
    /// More bytes, once decompressed, than the limit (in bytes).
    TooLarge {
        /// The limit, in bytes.
        limit: u64,
    },
    /// More rows than the limit.
    TooManyRows {
        /// The limit.
        limit: usize,
    },
    /// More columns than the limit.
    TooManyColumns {
        /// The limit.
        limit: usize,
    },
    /// More items than the limit.
    TooManyItems {
        /// How many were received.
        found: usize,
        /// The limit.
        limit: usize,
    },
    /// Columns without which no row can be read, by the names expected.
    MissingColumns(Vec<String>),
    /// JSON that is not an array.
    NotAnArray,
    /// Text that is not JSON.
    NotJson {
        /// Line of the fault, from 1.
        line: usize,
        /// Column of the fault, from 1.
        column: usize,
    },
}

impl FileError {
    /// The stable name of the error, for answers and translations.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Empty => "empty_file",
            Self::NotText => "not_text",
            Self::Encrypted => "encrypted_workbook",
            Self::UnsupportedFormat(_) => "unsupported_format",
            Self::UnreadableWorkbook(_) => "unreadable_workbook",
            Self::TooLarge { .. } => "too_large",
            Self::TooManyRows { .. } => "too_many_rows",
            Self::TooManyColumns { .. } => "too_many_columns",
            Self::TooManyItems { .. } => "too_many_items",
            Self::MissingColumns(_) => "missing_columns",
            Self::NotAnArray => "not_an_array",
            Self::NotJson { .. } => "not_json",
        }
    }

    /// What was wrong and what to do, in plain words.
    #[must_use]
    pub fn message(&self, lang: Lang) -> String {
        match lang {
            Lang::Fr => self.french(),
            Lang::En => self.english(),
        }
    }

    fn french(&self) -> String {
        match self {
            Self::Empty => {
                "Le fichier est vide. Vérifiez l’export et renvoyez le fichier.".to_owned()
            }
            Self::NotText => "Le fichier n’est ni un texte CSV ni un classeur Excel. Exportez-le en CSV (UTF-8) ou en XLSX.".to_owned(),
            Self::Encrypted => "Le classeur est protégé par un mot de passe. Enregistrez-le sans mot de passe et renvoyez-le.".to_owned(),
            Self::UnsupportedFormat(kind) => format!(
                "Le format {kind} n’est pas lu. Enregistrez le fichier en XLSX ou en CSV."
            ),
            Self::UnreadableWorkbook(_) => "Le classeur est abîmé ou incomplet. Ouvrez-le dans votre tableur, enregistrez-le à nouveau en XLSX et renvoyez-le.".to_owned(),
            Self::TooLarge { limit } => format!(
                "Le fichier dépasse {} Mo une fois décompressé. Découpez-le en plusieurs fichiers.",
                limit / 1_048_576
            ),
            Self::TooManyRows { limit } => format!(
                "Le fichier a plus de {limit} lignes. Découpez-le en plusieurs fichiers."
            ),
            Self::TooManyColumns { limit } => format!(
                "Le fichier a plus de {limit} colonnes. Vérifiez le séparateur et supprimez les colonnes inutiles."
            ),
            Self::TooManyItems { found, limit } => format!(
                "L’envoi contient {found} dossiers ; le maximum est {limit}. Faites plusieurs envois."
            ),
            Self::MissingColumns(names) => format!(
                "Il manque des colonnes obligatoires : {}. Ajoutez-les au fichier, sous ces titres.",
                names.join(", ")
            ),
            Self::NotAnArray => {
                "Une liste JSON de dossiers est attendue : [ {…}, {…} ].".to_owned()
            }
            Self::NotJson { line, column } => format!(
                "Ce n’est pas du JSON lisible : faute ligne {line}, colonne {column}. Corrigez et renvoyez."
            ),
        }
    }

    fn english(&self) -> String {
        match self {
            Self::Empty => "The file is empty. Check the export and send it again.".to_owned(),
            Self::NotText => "The file is neither CSV text nor an Excel workbook. Export it as CSV (UTF-8) or XLSX.".to_owned(),
            Self::Encrypted => "The workbook is protected by a password. Save it without a password and send it again.".to_owned(),
            Self::UnsupportedFormat(kind) => {
                format!("The {kind} format is not read. Save the file as XLSX or CSV.")
            }
            Self::UnreadableWorkbook(reason) => format!(
                "The workbook is damaged or incomplete ({reason}). Open it in your spreadsheet, save it again as XLSX and send it."
            ),
            Self::TooLarge { limit } => format!(
                "The file exceeds {} MB once decompressed. Split it into several files.",
                limit / 1_048_576
            ),
            Self::TooManyRows { limit } => {
                format!("The file has more than {limit} rows. Split it into several files.")
            }
            Self::TooManyColumns { limit } => format!(
                "The file has more than {limit} columns. Check the separator and delete the columns you do not need."
            ),
            Self::TooManyItems { found, limit } => format!(
                "The payload has {found} items; the maximum is {limit}. Send it in several calls."
            ),
            Self::MissingColumns(names) => format!(
                "Mandatory columns are missing: {}. Add them to the file, under these titles.",
                names.join(", ")
            ),
            Self::NotAnArray => "A JSON array of items is expected: [ {…}, {…} ].".to_owned(),
            Self::NotJson { line, column } => format!(
                "This is not readable JSON: fault at line {line}, column {column}. Correct it and send it again."
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_error_says_what_to_do() {
        let errors = [
            FileError::Empty,
            FileError::NotText,
            FileError::Encrypted,
            FileError::UnsupportedFormat("XLS"),
            FileError::UnreadableWorkbook("no end of central directory".to_owned()),
            FileError::TooLarge { limit: 536_870_912 },
            FileError::TooManyRows { limit: 1_000_000 },
            FileError::TooManyColumns { limit: 500 },
            FileError::TooManyItems {
                found: 2_001,
                limit: 2_000,
            },
            FileError::MissingColumns(vec!["Prénom".to_owned(), "Date de naissance".to_owned()]),
            FileError::NotAnArray,
            FileError::NotJson { line: 3, column: 7 },
        ];
        let told: Vec<String> = errors
            .iter()
            .map(|error| format!("{}\n  {}\n  {error}", error.code(), error.message(Lang::Fr)))
            .collect();
        insta::assert_snapshot!(told.join("\n"));
    }
}
