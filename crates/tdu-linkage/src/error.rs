//! What can go wrong.

/// Why a file, a declaration or a model cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum LinkageError {
    /// The declared fields do not hold together.
    #[error("the declared fields are wrong: {0}")]
    Schema(String),
    /// A file shows none of the titles looked for.
    #[error("no column is called {0}: check the first line and the separator")]
    NoColumn(String),
    /// A file is empty.
    #[error("the file is empty: its first line must name the columns")]
    Empty,
    /// A file is too large for the numbers that address it.
    #[error("the file has more than {0} records")]
    TooLarge(usize),
    /// Two tables, or a table and a model, were declared with different fields.
    #[error("these do not have the same fields")]
    OtherSchema,
    /// A model cannot be read.
    #[error("the model cannot be read: {0}")]
    Model(#[from] serde_json::Error),
    /// No record has this name.
    #[error("no record is called {0}")]
    NoRecord(String),
}
