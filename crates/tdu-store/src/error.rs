//! What can go wrong with a store.

use crate::keyring::KeyringError;

/// An error of the store, told with what was being done.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The database refused or failed.
    #[error("the database failed while it was asked to {doing}: {source}")]
    Database {
        /// What was being done.
        doing: &'static str,
        /// The engine's own words.
        #[source]
        source: sea_orm::DbErr,
    },
    /// A stored value is not what the column must hold.
    #[error("the column {column} of {table} holds a value that is not {expected}")]
    Corrupt {
        /// Table.
        table: &'static str,
        /// Column.
        column: &'static str,
        /// What it should be.
        expected: &'static str,
    },
    /// The address of the database cannot be used.
    #[error("the database address is not usable: {0}")]
    Address(String),
    /// The folder of the database cannot be used.
    #[error("the folder {path} cannot be used: {source}")]
    Folder {
        /// Its path.
        path: String,
        /// Why.
        #[source]
        source: std::io::Error,
    },
    /// What was asked for does not exist.
    #[error("no {what} is called {name}")]
    Missing {
        /// What it is.
        what: &'static str,
        /// Its name.
        name: String,
    },
    /// An access could not be written: nothing is shown that is not.
    #[error("the access log cannot be written: {0}")]
    Unlogged(String),
    /// What was erased is still in a log that somebody reads.
    #[error(
        "what was erased is still in SQLite's log, which somebody reads: run `tdu privacy compact` in a moment"
    )]
    Busy,
    /// The keys do not open these data.
    #[error(transparent)]
    Keyring(#[from] KeyringError),
    /// What should be new exists already.
    #[error("{what} {name} exists already")]
    Exists {
        /// What it is.
        what: &'static str,
        /// Its name.
        name: String,
    },
}

/// Adds what was being done to the engine's error.
pub(crate) trait Doing<T> {
    fn doing(self, doing: &'static str) -> Result<T, StoreError>;
}

impl<T> Doing<T> for Result<T, sea_orm::DbErr> {
    fn doing(self, doing: &'static str) -> Result<T, StoreError> {
        self.map_err(|source| StoreError::Database { doing, source })
    }
}
