//! A territory's database: its readers and its writing transactions.

use sea_orm::DatabaseTransaction;
use tokio::sync::Mutex;

use crate::access::AccessLog;
use crate::engine::{Engine, Heard, Plan, Session, Write, first};
use crate::error::StoreError;
use crate::journal::Writing;
use crate::keyring::Keyring;

/// A territory's database.
#[derive(Debug, Clone)]
pub struct Territory {
    pub(crate) engine: Engine,
    pub(crate) keyring: Keyring,
    accesses: AccessLog,
}

/// A writing transaction on a territory: kept only when committed, durable once it is.
#[derive(Debug)]
pub struct Transaction {
    write: Write,
    pub(crate) keyring: Keyring,
    pub(crate) journal: Mutex<Writing>,
}

impl Territory {
    pub(crate) fn new(engine: Engine, keyring: Keyring, accesses: AccessLog) -> Self {
        Self {
            engine,
            keyring,
            accesses,
        }
    }

    /// Who looked at what in the territory.
    #[must_use]
    pub fn accesses(&self) -> &AccessLog {
        &self.accesses
    }

    pub(crate) async fn close(&self) -> Result<(), StoreError> {
        self.accesses.close().await?;
        self.engine.close().await
    }

    /// Begins a writing transaction. SQLite has one at a time: the next waits.
    pub async fn begin(&self) -> Result<Transaction, StoreError> {
        Ok(Transaction {
            write: self.engine.begin().await?,
            keyring: self.keyring.clone(),
            journal: Mutex::default(),
        })
    }

    /// How many statements were sent since the start.
    #[must_use]
    pub fn statements(&self) -> u64 {
        self.engine.statements()
    }

    /// Keeps the queries sent from now on, whoever sends them, values included, in memory.
    pub fn listen(&self) {
        self.engine.listen();
    }

    /// The queries kept since [`Territory::listen`]; nothing is kept any more.
    #[must_use]
    pub fn heard(&self) -> Heard {
        self.engine.heard()
    }

    /// Asks these queries again, one after the other, and reads their rows: what a page costs without
    /// the page.
    pub async fn ask_again(&self, heard: &Heard) -> Result<(), StoreError> {
        self.engine.ask_again(heard).await
    }

    /// How the engine answers each of these queries.
    pub async fn plans(&self, heard: &Heard) -> Result<Vec<Plan>, StoreError> {
        self.engine.plans(heard).await
    }

    /// A setting of the territory.
    pub async fn setting(&self, name: &str) -> Result<Option<String>, StoreError> {
        self.engine
            .reader()
            .one(
                "read a setting",
                "SELECT value FROM setting WHERE name = $1",
                vec![name.into()],
                first,
            )
            .await
    }

    /// Moves what recent commits left in SQLite's log into the main file, and empties the log; tells
    /// whether nobody who reads kept it from that.
    pub async fn checkpoint(&self) -> Result<bool, StoreError> {
        if self.engine.backend() != sea_orm::DbBackend::Sqlite {
            return Ok(true);
        }
        let checkpoint = "PRAGMA wal_checkpoint(TRUNCATE)";
        let busy = Session::of(self.engine.writer(), &self.engine)
            .one("checkpoint the database", checkpoint, vec![], first::<i64>)
            .await?;
        Ok(busy == Some(0))
    }

    /// Refreshes what the query planner knows, after bulk changes.
    pub async fn analyse(&self) -> Result<(), StoreError> {
        let transaction = self.begin().await?;
        transaction
            .session()
            .execute("analyse the tables", "ANALYZE", vec![])
            .await?;
        transaction.commit().await
    }
}

impl Transaction {
    pub(crate) fn session(&self) -> Session<'_, DatabaseTransaction> {
        self.write.session()
    }

    /// Makes everything written durable.
    pub async fn commit(self) -> Result<(), StoreError> {
        self.close_journal().await?;
        self.write.commit().await
    }

    /// Changes a setting of the territory.
    pub async fn set_setting(&self, name: &str, value: &str) -> Result<(), StoreError> {
        self.session()
            .execute(
                "change a setting",
                "INSERT INTO setting (name, value) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
                vec![name.into(), value.into()],
            )
            .await?;
        Ok(())
    }
}
