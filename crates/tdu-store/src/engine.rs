//! The two engines behind one door: connections, transactions, rows, bulk writes.
//!
//! SQL is written once, with `$1` placeholders, in the common dialect of both engines. Lists and rows
//! in bulk are where they differ: `bulk` writes those.

mod bulk;
mod row;
mod sent;

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use rayon::prelude::*;
use sea_orm::{
    AccessMode, ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DatabaseTransaction,
    DbBackend, IsolationLevel, SqliteTransactionMode, Statement, TransactionOptions,
    TransactionTrait, Value,
};

pub(crate) use self::bulk::Inserts;
pub(crate) use self::row::{Row, date_value, first, keys, text_value};
use self::sent::Sent;
pub use self::sent::{Heard, Plan};
use crate::error::{Doing, StoreError};

/// One database: a SQLite file, or a schema of PostgreSQL.
#[derive(Debug, Clone)]
pub(crate) struct Engine {
    read: DatabaseConnection,
    write: DatabaseConnection,
    sent: Arc<Sent>,
}

impl Engine {
    /// Opens a SQLite file, made if absent: one writer, several readers, durable commits.
    pub(crate) async fn sqlite(path: &Path) -> Result<Self, StoreError> {
        let address = format!("sqlite://{}?mode=rwc", path.display());
        let connect = async |connections: u32, read_only: bool| {
            let mut options = ConnectOptions::new(&address);
            options
                .max_connections(connections)
                .min_connections(1)
                .idle_timeout(None::<Duration>)
                .max_lifetime(None::<Duration>)
                .test_before_acquire(false)
                .sqlx_logging(false)
                .map_sqlx_sqlite_opts(move |sqlite| {
                    let sqlite = sqlite
                        .page_size(8192)
                        .pragma("journal_mode", "WAL")
                        .pragma("synchronous", "FULL")
                        .pragma("busy_timeout", "10000")
                        .pragma("foreign_keys", "ON")
                        .pragma("temp_store", "MEMORY")
                        .pragma("journal_size_limit", "134217728");
                    if read_only {
                        sqlite
                            .pragma("query_only", "ON")
                            .pragma("mmap_size", "268435456")
                            .pragma("cache_size", "-16384")
                    } else {
                        sqlite
                            .pragma("wal_autocheckpoint", "16384")
                            .pragma("cache_size", "-131072")
                    }
                });
            Database::connect(options)
                .await
                .doing("open the SQLite file")
        };
        let write = connect(1, false).await?;
        let read = connect(8, true).await?;
        Ok(Self {
            read,
            write,
            sent: Arc::default(),
        })
    }

    /// Opens a schema of PostgreSQL, made if absent.
    pub(crate) async fn postgres(address: &str, schema: &str) -> Result<Self, StoreError> {
        let mut options = ConnectOptions::new(address);
        options.max_connections(1).sqlx_logging(false);
        let first = Database::connect(options)
            .await
            .doing("connect to PostgreSQL")?;
        first
            .execute_unprepared(&format!("CREATE SCHEMA IF NOT EXISTS \"{schema}\""))
            .await
            .doing("make the PostgreSQL schema")?;
        first
            .close()
            .await
            .doing("close the first connection to PostgreSQL")?;

        let connect = async |scans: &'static str| {
            let mut options = ConnectOptions::new(address);
            options
                .max_connections(12)
                .min_connections(1)
                .test_before_acquire(false)
                .sqlx_logging(false)
                .set_schema_search_path(schema)
                .set_application_name("trait-dunion")
                .map_sqlx_postgres_opts(move |postgres| {
                    postgres.options([("enable_seqscan", scans)])
                });
            Database::connect(options)
                .await
                .doing("connect to PostgreSQL")
        };
        Ok(Self {
            read: connect("on").await?,
            // What is written looks everything up by key. Until a new table is analysed the planner
            // takes it for empty and reads it whole, once per list of keys.
            write: connect("off").await?,
            sent: Arc::default(),
        })
    }

    pub(crate) fn backend(&self) -> DbBackend {
        self.write.get_database_backend()
    }

    /// The connection on which migrations run.
    pub(crate) fn writer(&self) -> &DatabaseConnection {
        &self.write
    }

    /// How many statements were sent since the start, for tests that forbid one per row.
    pub(crate) fn statements(&self) -> u64 {
        self.sent.count()
    }

    /// Keeps the queries sent from now on.
    pub(crate) fn listen(&self) {
        self.sent.listen();
    }

    /// The queries kept since somebody listens; nothing is kept any more.
    pub(crate) fn heard(&self) -> Heard {
        self.sent.heard()
    }

    /// A snapshot for reading.
    pub(crate) fn reader(&self) -> Session<'_, DatabaseConnection> {
        Session {
            connection: &self.read,
            sent: &self.sent,
        }
    }

    /// Begins a writing transaction; SQLite takes the write lock at once.
    pub(crate) async fn begin(&self) -> Result<Write, StoreError> {
        let options = TransactionOptions {
            isolation_level: None,
            access_mode: Some(AccessMode::ReadWrite),
            sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
        };
        let options = match self.backend() {
            DbBackend::Sqlite => TransactionOptions {
                access_mode: None,
                ..options
            },
            _ => TransactionOptions {
                sqlite_transaction_mode: None,
                ..options
            },
        };
        let transaction = self
            .write
            .begin_with_options(options)
            .await
            .doing("begin a transaction")?;
        Ok(Write {
            transaction,
            sent: self.sent.clone(),
        })
    }

    /// Everything as it is now, whatever is written meanwhile.
    pub(crate) async fn snapshot(&self) -> Result<Snapshot, StoreError> {
        let sqlite = self.backend() == DbBackend::Sqlite;
        let options = TransactionOptions {
            isolation_level: (!sqlite).then_some(IsolationLevel::RepeatableRead),
            access_mode: (!sqlite).then_some(AccessMode::ReadOnly),
            sqlite_transaction_mode: sqlite.then_some(SqliteTransactionMode::Deferred),
        };
        let begun = self.read.begin_with_options(options).await;
        Ok(Snapshot {
            transaction: begun.doing("begin to read")?,
            sent: self.sent.clone(),
        })
    }

    /// Closes every connection.
    pub(crate) async fn close(&self) -> Result<(), StoreError> {
        self.read
            .clone()
            .close()
            .await
            .doing("close the database")?;
        self.write.clone().close().await.doing("close the database")
    }
}

/// A writing transaction: nothing is kept unless it is committed, and a commit is durable.
#[derive(Debug)]
pub(crate) struct Write {
    transaction: DatabaseTransaction,
    sent: Arc<Sent>,
}

impl Write {
    pub(crate) fn session(&self) -> Session<'_, DatabaseTransaction> {
        Session {
            connection: &self.transaction,
            sent: &self.sent,
        }
    }

    pub(crate) async fn commit(self) -> Result<(), StoreError> {
        self.transaction
            .commit()
            .await
            .doing("commit a transaction")
    }
}

/// A reading transaction: everything as it was at one moment.
#[derive(Debug)]
pub(crate) struct Snapshot {
    transaction: DatabaseTransaction,
    sent: Arc<Sent>,
}

impl Snapshot {
    pub(crate) fn session(&self) -> Session<'_, DatabaseTransaction> {
        Session {
            connection: &self.transaction,
            sent: &self.sent,
        }
    }
}

/// A connection or a transaction, and what the store asks of it.
#[derive(Debug)]
pub(crate) struct Session<'a, C> {
    connection: &'a C,
    sent: &'a Sent,
}

impl<'a, C: ConnectionTrait> Session<'a, C> {
    /// A session on a connection of an engine.
    pub(crate) fn of(connection: &'a C, engine: &'a Engine) -> Self {
        Self {
            connection,
            sent: &engine.sent,
        }
    }

    pub(crate) fn backend(&self) -> DbBackend {
        self.connection.get_database_backend()
    }

    fn statement(&self, sql: impl Into<String>, values: Vec<Value>) -> Statement {
        let statement = Statement::from_sql_and_values(self.backend(), sql, values);
        self.sent.count_one(&statement);
        statement
    }

    /// Runs a statement and tells how many rows it touched.
    pub(crate) async fn execute(
        &self,
        doing: &'static str,
        sql: &str,
        values: Vec<Value>,
    ) -> Result<u64, StoreError> {
        let result = self
            .connection
            .execute_raw(self.statement(sql, values))
            .await
            .doing(doing)?;
        Ok(result.rows_affected())
    }

    /// Every row of a query.
    pub(crate) async fn all<T>(
        &self,
        doing: &'static str,
        sql: &str,
        values: Vec<Value>,
        read: impl Fn(&mut Row<'_>) -> Result<T, StoreError>,
    ) -> Result<Vec<T>, StoreError> {
        let rows = self
            .connection
            .query_all_raw(self.statement(sql, values))
            .await
            .doing(doing)?;
        rows.iter()
            .map(|row| read(&mut Row::new(row, doing)))
            .collect()
    }

    /// Every row of a query whose rows are long to read, read on every core.
    pub(crate) async fn all_at_once<T: Send>(
        &self,
        doing: &'static str,
        sql: &str,
        values: Vec<Value>,
        read: impl Fn(&mut Row<'_>) -> Result<T, StoreError> + Sync,
    ) -> Result<Vec<T>, StoreError> {
        let rows = self
            .connection
            .query_all_raw(self.statement(sql, values))
            .await
            .doing(doing)?;
        rows.par_iter()
            .map(|row| read(&mut Row::new(row, doing)))
            .collect()
    }

    /// The first row of a query, if any.
    pub(crate) async fn one<T>(
        &self,
        doing: &'static str,
        sql: &str,
        values: Vec<Value>,
        read: impl Fn(&mut Row<'_>) -> Result<T, StoreError>,
    ) -> Result<Option<T>, StoreError> {
        let row = self
            .connection
            .query_one_raw(self.statement(sql, values))
            .await
            .doing(doing)?;
        row.as_ref()
            .map(|row| read(&mut Row::new(row, doing)))
            .transpose()
    }
}
