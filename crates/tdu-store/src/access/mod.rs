//! The access log: who looked at what, when and from where, in one chain.
//!
//! A line is durable before what it tells of is shown. One task writes them: whatever comes while a
//! commit reaches the disk is in the next, so that a hundred pages cost a few commits.

mod line;
mod verify;

use sea_orm::DbBackend;
use serde::Serialize;
use tdu_domain::access::Reason;
use tdu_domain::audit::AccessCode;
use tdu_domain::merge::Millis;
use tokio::sync::{mpsc, oneshot};
use uuid::Uuid;

use self::line::{COLUMNS, read};
use crate::chain::{Head, Link};
use crate::engine::{Engine, keys};
use crate::error::StoreError;
use crate::keyring::{Keyring, Purpose};
use crate::schema;

/// Looks written in one commit, at most.
const AT_ONCE: usize = 512;
/// Looks that wait to be written; whoever brings one more waits too.
const WAITING: usize = 4_096;

/// Who looked at what.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AccessLine {
    /// When.
    pub at: Millis,
    /// What was looked at.
    pub act: AccessCode,
    /// The account; none for a program, or for somebody unknown.
    pub actor: Option<Uuid>,
    /// Its name then.
    pub actor_name: Option<String>,
    /// The API key, for a program.
    pub key: Option<Uuid>,
    /// The organisation for which it was done.
    pub organisation: Option<Uuid>,
    /// The role there.
    pub role: Option<String>,
    /// Who was looked at.
    pub person: Option<Uuid>,
    /// How many rows were found or taken away.
    pub rows: Option<i64>,
    /// Why the person could be seen.
    pub grounds: Option<String>,
    /// The network address.
    pub address: Option<String>,
}

impl AccessLine {
    /// A line that tells nothing more than what was done when.
    #[must_use]
    pub fn new(at: Millis, act: AccessCode) -> Self {
        Self {
            at,
            act,
            actor: None,
            actor_name: None,
            key: None,
            organisation: None,
            role: None,
            person: None,
            rows: None,
            grounds: None,
            address: None,
        }
    }

    /// About a person, who may be seen for a reason.
    #[must_use]
    pub fn about(mut self, person: Uuid, why: Option<Reason>) -> Self {
        self.person = Some(person);
        self.grounds = why.map(|why| why.code().to_owned());
        self
    }

    /// Of so many rows.
    #[must_use]
    pub fn of_rows(mut self, rows: usize) -> Self {
        self.rows = i64::try_from(rows).ok();
        self
    }
}

/// A line of the access log, at its place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AccessEntry {
    /// Its number.
    pub number: i64,
    /// What it says.
    #[serde(flatten)]
    pub line: AccessLine,
    /// Its link.
    pub link: Link,
}

/// The access log of a territory, or of the directory.
#[derive(Debug, Clone)]
pub struct AccessLog {
    engine: Engine,
    keyring: Keyring,
    writer: mpsc::Sender<Waiting>,
}

struct Waiting {
    lines: Vec<AccessLine>,
    written: oneshot::Sender<Result<(), String>>,
}

impl AccessLog {
    /// Its database.
    pub(crate) fn engine(&self) -> &Engine {
        &self.engine
    }

    /// Opens the log: a file of its own on SQLite, the tables beside the others on PostgreSQL.
    pub(crate) async fn open(engine: Engine, keyring: Keyring) -> Result<Self, StoreError> {
        if engine.backend() == DbBackend::Sqlite {
            schema::migrate_access(&engine).await?;
        }
        let (writer, waiting) = mpsc::channel(WAITING);
        tokio::spawn(write_all(engine.clone(), keyring.clone(), waiting));
        Ok(Self {
            engine,
            keyring,
            writer,
        })
    }

    /// Writes lines; they are on the disk when this returns.
    pub async fn write(&self, lines: Vec<AccessLine>) -> Result<(), StoreError> {
        let (written, told) = oneshot::channel();
        let stopped = || StoreError::Unlogged("it is closed".to_owned());
        self.writer
            .send(Waiting { lines, written })
            .await
            .map_err(|_| stopped())?;
        told.await
            .map_err(|_| stopped())?
            .map_err(StoreError::Unlogged)
    }

    /// Who looked at a person, under any of these keys, the last first.
    pub async fn about(&self, people: &[Uuid], limit: u32) -> Result<Vec<AccessEntry>, StoreError> {
        let columns = COLUMNS.join(", ");
        let sql = format!(
            "SELECT {columns} FROM access_line WHERE person IN ({{}}) ORDER BY number DESC LIMIT {limit}"
        );
        let ids = keys(people.iter().copied());
        let mut found = self
            .engine
            .reader()
            .all_in("read who looked at a person", &sql, &[], &ids, read)
            .await?;
        found.sort_by_key(|entry| std::cmp::Reverse(entry.number));
        Ok(found)
    }

    /// The last lines.
    pub async fn last(&self, limit: u32) -> Result<Vec<AccessEntry>, StoreError> {
        let columns = COLUMNS.join(", ");
        let sql = format!("SELECT {columns} FROM access_line ORDER BY number DESC LIMIT {limit}");
        self.engine
            .reader()
            .all("read the access log", &sql, vec![], read)
            .await
    }

    /// How many statements were sent since the start.
    #[must_use]
    pub fn statements(&self) -> u64 {
        self.engine.statements()
    }

    /// Closes the log.
    pub(crate) async fn close(&self) -> Result<(), StoreError> {
        self.engine.close().await
    }
}

/// Writes what comes, all that waits in one commit, until nobody is left to bring more.
async fn write_all(engine: Engine, keyring: Keyring, mut waiting: mpsc::Receiver<Waiting>) {
    let mut taken = Vec::with_capacity(AT_ONCE);
    while waiting.recv_many(&mut taken, AT_ONCE).await > 0 {
        let lines: Vec<&AccessLine> = taken.iter().flat_map(|waiting| &waiting.lines).collect();
        let written = write(&engine, &keyring, &lines).await;
        let told = written.map_err(|error| {
            tracing::error!(%error, lines = lines.len(), "accesses could not be written");
            error.to_string()
        });
        for waiting in taken.drain(..) {
            // Whoever asked may have gone: the line stays.
            let _ = waiting.written.send(told.clone());
        }
    }
}

async fn write(
    engine: &Engine,
    keyring: &Keyring,
    lines: &[&AccessLine],
) -> Result<(), StoreError> {
    let transaction = engine.begin().await?;
    let session = transaction.session();
    let hold = "INSERT INTO access_head (id, lines, link) VALUES (1, 0, $1) ON CONFLICT (id) DO UPDATE SET lines = \
                access_head.lines RETURNING lines, link";
    let start = vec![Link::START.bytes().to_vec().into()];
    let kept = session
        .one("hold the head of the access log", hold, start, |row| {
            Ok(Head {
                lines: row.take()?,
                link: row.link("access_head")?,
            })
        })
        .await?;
    let mut head = kept.unwrap_or(Head::START);
    let mut rows = Vec::with_capacity(lines.len());
    for line in lines {
        head.link = head.link.next(keyring, Purpose::Access, *line)?;
        head.lines += 1;
        rows.push(line.row(head.lines, head.link));
    }
    session
        .insert("write the access log", "access_line", &COLUMNS, "", rows)
        .await?;
    let sql = "UPDATE access_head SET lines = $1, link = $2 WHERE id = 1";
    let values = vec![head.lines.into(), head.link.bytes().to_vec().into()];
    session
        .execute("move the head of the access log", sql, values)
        .await?;
    transaction.commit().await
}
