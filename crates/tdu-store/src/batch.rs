//! Rows made ready ahead: what takes a processor is done while something else is being written.

use crate::engine::Inserts;
use crate::error::StoreError;
use crate::journal::Salts;
use crate::keyring::Keyring;
use crate::territory::{Territory, Transaction};

/// Rows of several tables, written in the order in which they were added.
#[derive(Debug)]
pub struct Batch {
    pub(crate) inserts: Inserts,
    pub(crate) keyring: Keyring,
    /// Those of the people added.
    pub(crate) salts: Salts,
}

impl Territory {
    /// A batch, empty.
    #[must_use]
    pub fn batch(&self) -> Batch {
        Batch {
            keyring: self.keyring.clone(),
            inserts: Inserts::new(self.engine.backend()),
            salts: Salts::new(),
        }
    }
}

impl Transaction {
    /// A batch, empty.
    pub(crate) fn batch(&self) -> Batch {
        Batch {
            keyring: self.keyring.clone(),
            inserts: Inserts::new(self.session().backend()),
            salts: Salts::new(),
        }
    }

    /// Writes a batch.
    pub async fn write(&self, batch: Batch) -> Result<(), StoreError> {
        self.journal.lock().await.salts.extend(batch.salts);
        self.session().run(batch.inserts).await
    }
}
