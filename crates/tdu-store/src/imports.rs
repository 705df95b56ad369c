//! Imports: the file while it waits, its report, the rows kept aside.

use rand::RngExt;
use sea_orm::Value;
use tdu_domain::merge::Millis;
use uuid::Uuid;

use crate::engine::{Row, first, keys, text_value};
use crate::error::StoreError;
use crate::keyring::Keyring;
use crate::sealed::{Place, open, open_bytes, seal};
use crate::territory::{Territory, Transaction};

/// One import of a file. What the report says is casework's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportRow {
    /// Key.
    pub id: Uuid,
    /// The organisation whose file it is.
    pub organisation: Uuid,
    /// What is imported.
    pub kind: String,
    /// Name of the file.
    pub file_name: String,
    /// Where the import stands.
    pub state: String,
    /// The account that started it.
    pub actor: Option<Uuid>,
    /// When it started.
    pub started_at: Millis,
    /// When it ended.
    pub ended_at: Option<Millis>,
    /// Column mapping, as JSON.
    pub mapping: Option<String>,
    /// Counts and notices, as JSON.
    pub report: String,
}

/// A row kept aside.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportError {
    /// Line of the file, or index of the item.
    pub line: i64,
    /// As received.
    pub raw: String,
    /// Why, as JSON.
    pub issues: String,
}

const IMPORT: &str = "SELECT id, organisation, kind, file_name, state, actor, started_at, ended_at, mapping, report FROM import";

fn import(row: &mut Row<'_>) -> Result<ImportRow, StoreError> {
    Ok(ImportRow {
        id: row.take()?,
        organisation: row.take()?,
        kind: row.take()?,
        file_name: row.take()?,
        state: row.take()?,
        actor: row.take()?,
        started_at: row.take()?,
        ended_at: row.take()?,
        mapping: row.take()?,
        report: row.take()?,
    })
}

impl Territory {
    /// An import of an organisation.
    pub async fn import(
        &self,
        organisation: Uuid,
        id: Uuid,
    ) -> Result<Option<ImportRow>, StoreError> {
        let sql = format!("{IMPORT} WHERE id = $1 AND organisation = $2");
        self.engine
            .reader()
            .one(
                "find an import",
                &sql,
                vec![id.into(), organisation.into()],
                import,
            )
            .await
    }

    /// The imports of an organisation, newest first.
    pub async fn imports(
        &self,
        organisation: Uuid,
        limit: u32,
    ) -> Result<Vec<ImportRow>, StoreError> {
        let sql = format!("{IMPORT} WHERE organisation = $1 ORDER BY id DESC LIMIT {limit}");
        self.engine
            .reader()
            .all("list the imports", &sql, vec![organisation.into()], import)
            .await
    }

    /// The imports in a state, whatever the organisation: those a stopped process left running.
    pub async fn imports_in_state(&self, state: &str) -> Result<Vec<ImportRow>, StoreError> {
        let sql = format!("{IMPORT} WHERE state = $1 ORDER BY id");
        self.engine
            .reader()
            .all(
                "list the imports of a state",
                &sql,
                vec![state.into()],
                import,
            )
            .await
    }

    /// The file of an import, while it is kept.
    pub async fn import_file(&self, id: Uuid) -> Result<Option<Vec<u8>>, StoreError> {
        let sql = "SELECT content FROM import_file WHERE import = $1";
        let sealed: Option<Vec<u8>> = self
            .engine
            .reader()
            .one("read an imported file", sql, vec![id.into()], first)
            .await?;
        sealed
            .map(|sealed| open_bytes(&self.keyring, Place::File, id, &sealed))
            .transpose()
    }

    /// The rows an import kept aside, in order.
    pub async fn import_errors(&self, id: Uuid) -> Result<Vec<ImportError>, StoreError> {
        let sql = "SELECT id, line, raw, issues FROM row_aside WHERE import = $1 ORDER BY line";
        self.engine
            .reader()
            .all("read the rows kept aside", sql, vec![id.into()], |row| {
                let id = row.take()?;
                kept_aside(&self.keyring, id, row)
            })
            .await
    }
}

/// Reads `line, raw, issues`.
fn kept_aside(keyring: &Keyring, id: Uuid, row: &mut Row<'_>) -> Result<ImportError, StoreError> {
    Ok(ImportError {
        line: row.take()?,
        raw: open(keyring, Place::AsideRaw, id, &row.take::<Vec<u8>>()?)?,
        issues: open(keyring, Place::AsideIssues, id, &row.take::<Vec<u8>>()?)?,
    })
}

impl Transaction {
    /// Adds an import, or changes one.
    pub async fn put_import(&self, row: &ImportRow) -> Result<(), StoreError> {
        let sql = "INSERT INTO import (id, organisation, kind, file_name, state, actor, started_at, ended_at, mapping, \
                   report) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT (id) DO UPDATE SET state = \
                   excluded.state, kind = excluded.kind, ended_at = excluded.ended_at, mapping = excluded.mapping, \
                   report = excluded.report";
        let values: Vec<Value> = vec![
            row.id.into(),
            row.organisation.into(),
            row.kind.clone().into(),
            row.file_name.clone().into(),
            row.state.clone().into(),
            row.actor.into(),
            row.started_at.into(),
            row.ended_at.into(),
            text_value(row.mapping.as_deref()),
            row.report.clone().into(),
        ];
        self.session()
            .execute("write an import", sql, values)
            .await?;
        Ok(())
    }

    /// Moves an import from one state to another; tells whether it was in the first. Of two that try,
    /// one succeeds.
    pub async fn move_import(&self, id: Uuid, from: &str, to: &str) -> Result<bool, StoreError> {
        let sql = "UPDATE import SET state = $3 WHERE id = $1 AND state = $2";
        let values = vec![id.into(), from.into(), to.into()];
        Ok(self
            .session()
            .execute("move an import", sql, values)
            .await?
            > 0)
    }

    /// Keeps the file of an import until it is no longer needed.
    pub async fn keep_file(&self, import: Uuid, content: &[u8]) -> Result<(), StoreError> {
        let sql = "INSERT INTO import_file (import, content) VALUES ($1, $2)";
        self.session()
            .execute(
                "keep an imported file",
                sql,
                vec![
                    import.into(),
                    seal(&self.keyring, Place::File, import, content)?,
                ],
            )
            .await?;
        Ok(())
    }

    /// Forgets the file of an import.
    pub async fn drop_file(&self, import: Uuid) -> Result<(), StoreError> {
        self.session()
            .execute(
                "drop an imported file",
                "DELETE FROM import_file WHERE import = $1",
                vec![import.into()],
            )
            .await?;
        Ok(())
    }

    /// Keeps rows aside. A row kept already, by a run that was interrupted, stays once.
    pub async fn keep_aside(&self, import: Uuid, errors: &[ImportError]) -> Result<(), StoreError> {
        let row = |error: &ImportError| {
            let id = Uuid::from_bytes(rand::rng().random());
            Ok::<_, StoreError>(vec![
                id.into(),
                import.into(),
                error.line.into(),
                seal(&self.keyring, Place::AsideRaw, id, &error.raw)?,
                seal(&self.keyring, Place::AsideIssues, id, &error.issues)?,
            ])
        };
        let rows = errors.iter().map(row).collect::<Result<_, _>>()?;
        let columns = ["id", "import", "line", "raw", "issues"];
        self.session()
            .insert(
                "keep rows aside",
                "row_aside",
                &columns,
                "ON CONFLICT DO NOTHING",
                rows,
            )
            .await
    }

    /// Every row kept aside, with its key: of an organisation, or of all.
    pub async fn all_kept_aside(
        &self,
        organisation: Option<Uuid>,
    ) -> Result<Vec<(Uuid, ImportError)>, StoreError> {
        let (among, values) = match organisation {
            Some(organisation) => (
                "WHERE import IN (SELECT id FROM import WHERE organisation = $1)",
                vec![organisation.into()],
            ),
            None => ("", vec![]),
        };
        let sql = format!("SELECT id, line, raw, issues FROM row_aside {among}");
        self.session()
            .all("read the rows kept aside", &sql, values, |row| {
                let id = row.take()?;
                Ok((id, kept_aside(&self.keyring, id, row)?))
            })
            .await
    }

    /// Forgets rows kept aside.
    pub async fn drop_kept_aside(&self, rows: &[Uuid]) -> Result<(), StoreError> {
        let sql = "DELETE FROM row_aside WHERE id IN ({})";
        let ids = keys(rows.iter().copied());
        self.session()
            .execute_in("forget rows kept aside", sql, &[], &ids)
            .await
    }

    /// Forgets the rows kept aside by imports that ended, or began, before an instant.
    pub async fn drop_kept_aside_before(&self, instant: Millis) -> Result<u64, StoreError> {
        let sql = "DELETE FROM row_aside WHERE import IN (SELECT id FROM import WHERE COALESCE(ended_at, started_at) < $1)";
        self.session()
            .execute("forget old rows kept aside", sql, vec![instant.into()])
            .await
    }
}
