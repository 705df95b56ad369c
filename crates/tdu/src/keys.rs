//! The keys of an installation: read when it opens, made when it is new.

use std::path::{Path, PathBuf};

use anyhow::Context;
use tdu_store::Keyring;

use crate::config::Config;

/// The keys, and their file when it was made just now.
pub(crate) struct Keys {
    pub(crate) keyring: Keyring,
    made: Option<PathBuf>,
}

impl Keys {
    /// Reads the key file. In a folder of SQLite data that has none, one is made.
    pub(crate) fn open(config: &Config) -> anyhow::Result<Self> {
        let path = key_file(config)?;
        if path.exists() || config.key_file.is_some() {
            let keyring = Keyring::read(&path).context(
                "les clés ne se lisent pas ; pour une première installation, fabriquez-les avec `tdu keys new`",
            )?;
            return Ok(Self {
                keyring,
                made: None,
            });
        }
        let keyring = make(&path)?;
        Ok(Self {
            keyring,
            made: Some(path),
        })
    }

    /// Forgets keys made just now for data that turn out to have others: theirs is to be found again.
    pub(crate) fn refused(&self) {
        if let Some(path) = &self.made
            && let Err(error) = std::fs::remove_file(path)
        {
            tracing::warn!(%error, "keys made for nothing could not be removed");
        }
    }
}

/// Where the keys are.
pub(crate) fn key_file(config: &Config) -> anyhow::Result<PathBuf> {
    match (&config.key_file, &config.database_url) {
        (Some(path), _) => Ok(path.clone()),
        (None, None) => Ok(config.data.join("keys")),
        (None, Some(_)) => anyhow::bail!(
            "avec PostgreSQL, le réglage « key_file » (TDU_KEY_FILE) doit dire où est le fichier des clés"
        ),
    }
}

/// Makes a new key file.
pub(crate) fn make(path: &Path) -> anyhow::Result<Keyring> {
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder)
            .with_context(|| format!("le dossier {} ne se crée pas", folder.display()))?;
    }
    let keyring = Keyring::generate();
    keyring.create(path)?;
    Ok(keyring)
}
