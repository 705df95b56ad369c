//! The rows in error: to read, to download, to correct and send again.

use tdu_domain::access::Actor;
use tdu_domain::audit::AccessCode;
use tdu_exchange::Row;
use tdu_exchange::errors_file::{RefusedRow, items_json, table_csv};
use tdu_exchange::issue::Lang;
use uuid::Uuid;

use super::ImportState;
use crate::{Casework, CaseworkError};

/// The rows in error as a file, to correct and send again.
#[derive(Debug, Clone)]
pub struct ErrorsFile {
    /// Its name.
    pub name: String,
    /// Its media type.
    pub media_type: &'static str,
    /// Its bytes.
    pub content: Vec<u8>,
}

impl Casework {
    /// The rows an import kept aside, with their issues.
    pub async fn import_errors(&self, actor: &Actor, id: Uuid) -> Result<Vec<Row>, CaseworkError> {
        self.import(actor, id).await?;
        let frame = self.frame_of(actor.organisation.id).await?;
        let errors = frame.territory.import_errors(id).await?;
        errors
            .into_iter()
            .map(|error| {
                Ok(Row {
                    position: u32::try_from(error.line).unwrap_or_default(),
                    raw: error.raw,
                    outcome: Err(serde_json::from_str(&error.issues)?),
                    warnings: Vec::new(),
                })
            })
            .collect()
    }

    /// The rows in error as a file of the same kind: correct it, send it again. Before the import is
    /// confirmed, those that it would keep aside.
    pub async fn import_errors_file(
        &self,
        actor: &Actor,
        id: Uuid,
        lang: Lang,
    ) -> Result<ErrorsFile, CaseworkError> {
        let import = self.import(actor, id).await?;
        let (rows, columns) = if import.state == ImportState::Waiting {
            let frame = self.frame_of(actor.organisation.id).await?;
            let (delivery, _) = self.read_delivery(&frame, &import).await?;
            (delivery.rows, delivery.columns)
        } else {
            (self.import_errors(actor, id).await?, import.report.columns)
        };
        let refused: Vec<RefusedRow<'_>> = rows
            .iter()
            .filter_map(|row| {
                Some(RefusedRow {
                    position: row.position,
                    raw: &row.raw,
                    issues: row.outcome.as_ref().err()?,
                })
            })
            .collect();
        let frame = self.frame_of(actor.organisation.id).await?;
        let taken = self.looked(AccessCode::ErrorsExported);
        self.note(&frame, actor, [taken.of_rows(refused.len())])
            .await?;
        let name = import.file_name.as_str();
        let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
        Ok(if columns.is_empty() {
            ErrorsFile {
                name: format!("{stem}.erreurs.json"),
                media_type: "application/json",
                content: items_json(&refused, lang),
            }
        } else {
            ErrorsFile {
                name: format!("{stem}.erreurs.csv"),
                media_type: "text/csv; charset=utf-8",
                content: table_csv(&columns, &refused, lang),
            }
        })
    }
}
