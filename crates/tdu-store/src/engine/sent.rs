//! The statements sent to an engine: counted always, kept while somebody listens.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use sea_orm::{ConnectionTrait, DbBackend, Statement};

use super::Engine;
use crate::error::{Doing, StoreError};

/// What was sent.
#[derive(Debug, Default)]
pub(crate) struct Sent {
    count: AtomicU64,
    listened_to: AtomicBool,
    heard: Mutex<Vec<Statement>>,
}

/// The queries of a page, to be asked again without the page.
#[derive(Debug, Clone, Default)]
pub struct Heard(Vec<Statement>);

/// How an engine answers a query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// The query, without its values.
    pub query: String,
    /// The steps, one a line, in the engine's own words.
    pub steps: Vec<String>,
}

impl Sent {
    pub(super) fn count(&self) -> u64 {
        self.count.load(Ordering::Relaxed)
    }

    pub(super) fn count_one(&self, statement: &Statement) {
        self.count.fetch_add(1, Ordering::Relaxed);
        if self.listened_to.load(Ordering::Relaxed) && is_query(statement) {
            self.kept().push(statement.clone());
        }
    }

    pub(super) fn listen(&self) {
        self.kept().clear();
        self.listened_to.store(true, Ordering::Relaxed);
    }

    pub(super) fn heard(&self) -> Heard {
        self.listened_to.store(false, Ordering::Relaxed);
        Heard(std::mem::take(&mut self.kept()))
    }

    fn kept(&self) -> MutexGuard<'_, Vec<Statement>> {
        self.heard.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Heard {
    /// How many queries.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether nothing was asked.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl Engine {
    /// Asks the same queries again, one after the other, and reads their rows.
    pub(crate) async fn ask_again(&self, heard: &Heard) -> Result<(), StoreError> {
        for statement in &heard.0 {
            self.read
                .query_all_raw(statement.clone())
                .await
                .doing("ask again")?;
        }
        Ok(())
    }

    /// How each query is answered.
    pub(crate) async fn plans(&self, heard: &Heard) -> Result<Vec<Plan>, StoreError> {
        let (explain, column) = match self.backend() {
            DbBackend::Sqlite => ("EXPLAIN QUERY PLAN", "detail"),
            _ => ("EXPLAIN", "QUERY PLAN"),
        };
        let mut plans = Vec::with_capacity(heard.len());
        for statement in &heard.0 {
            let mut asked = statement.clone();
            asked.sql = format!("{explain} {}", statement.sql);
            let rows = self
                .read
                .query_all_raw(asked)
                .await
                .doing("explain a query")?;
            let steps = rows
                .iter()
                .map(|row| row.try_get("", column).doing("explain a query"))
                .collect::<Result<_, _>>()?;
            plans.push(Plan {
                query: statement.sql.clone(),
                steps,
            });
        }
        Ok(plans)
    }
}

fn is_query(statement: &Statement) -> bool {
    let start = statement.sql.trim_start();
    start.starts_with("SELECT") || start.starts_with("WITH")
}
