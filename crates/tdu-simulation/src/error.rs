//! What can go wrong when a territory is simulated or written.

use std::path::PathBuf;

/// Why a territory could not be simulated or its files written.
#[derive(Debug, thiserror::Error)]
pub enum SimulationError {
    /// No commune belongs to the territory asked for.
    #[error(
        "unknown territory {0:?}: give `idf`, the INSEE code of a region (\"32\") or of a department (\"2A\", or \"d93\" where a region has the same code)"
    )]
    UnknownTerritory(String),
    /// The model only knows the rules and calendars of these years.
    #[error("the date {0} is outside the years the model covers (2020 to 2090)")]
    DateOutOfRange(jiff::civil::Date),
    /// More people than the file numbers can tell apart.
    #[error("{0} is more than the {max} records of one kind the model can number", max = crate::MAX_RECORDS)]
    TooMany(usize),
    /// A data file of the crate does not have the shape its reader expects.
    #[error("data file {file} of tdu-simulation, line {line}: {problem}")]
    Data {
        /// The file's name.
        file: &'static str,
        /// The line, from 1.
        line: usize,
        /// What was expected there.
        problem: &'static str,
    },
    /// A file could not be written.
    #[error("cannot write {path}: {source}", path = path.display())]
    Write {
        /// The file.
        path: PathBuf,
        /// What the system answered.
        source: std::io::Error,
    },
}
