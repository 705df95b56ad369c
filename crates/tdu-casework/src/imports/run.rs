//! From the confirmation of an import to its report.

use tdu_domain::access::Actor;
use tdu_exchange::Row;
use tdu_exchange::errors_file::{RefusedRow, items_json, table_csv};
use tdu_exchange::issue::Lang;
use tdu_store::ImportError;
use uuid::Uuid;

use super::{ErrorsFile, ImportState, ImportView, Progress, add, report_of};
use crate::frame::Frame;
use crate::intake::{PART, Sender};
use crate::learners::{count, incoming};
use crate::{Casework, CaseworkError};

impl Casework {
    /// Confirms a waiting import: from now on it runs, here or after a restart. Returns false when it
    /// was confirmed before.
    pub async fn confirm_import(&self, actor: &Actor, id: Uuid) -> Result<bool, CaseworkError> {
        let import = self.import(actor, id).await?;
        match import.state {
            ImportState::Waiting => {}
            ImportState::Running | ImportState::Done => return Ok(false),
            ImportState::Cancelled => return Err(CaseworkError::Conflict("import-already-run")),
        }
        if import
            .mapping
            .as_ref()
            .is_some_and(|mapping| !mapping.missing().is_empty())
        {
            return Err(CaseworkError::Invalid {
                field: "mapping",
                problem: "mapping-incomplete",
            });
        }
        let frame = self.frame_of(actor.organisation.id).await?;
        let (waiting, running) = (ImportState::Waiting.code(), ImportState::Running.code());
        let transaction = frame.territory.begin().await?;
        let claimed = transaction.move_import(id, waiting, running).await?;
        transaction.commit().await?;
        Ok(claimed)
    }

    /// Runs a confirmed import to its end, from where it stopped. Each part is one transaction, with
    /// the count of rows done, so that a stop loses nothing and repeats nothing.
    pub async fn run_import(
        &self,
        organisation: Uuid,
        id: Uuid,
        progress: Progress<'_>,
    ) -> Result<ImportView, CaseworkError> {
        let frame = self.frame_of(organisation).await?;
        let row = frame.territory.import(organisation, id).await?;
        let row = row.ok_or(CaseworkError::NotFound("import"))?;
        let account = row.actor;
        let mut import = ImportView::of(row)?;
        if import.state != ImportState::Running {
            return Err(CaseworkError::Conflict("import-not-confirmed"));
        }
        let (delivery, system) = match self.read_delivery(&frame, &import).await {
            Ok(read) => read,
            Err(error) => {
                // A file that cannot be read will not be read better later.
                self.end_import(&frame, &mut import, ImportState::Cancelled, account)
                    .await?;
                return Err(error);
            }
        };
        let sender = Sender {
            organisation,
            system,
            actor: None,
            import: Some(id),
        };
        let done = usize::try_from(import.report.done).unwrap_or(usize::MAX);
        if done == 0 {
            import.report = report_of(&delivery);
        }
        for part in delivery.rows[done.min(delivery.rows.len())..].chunks(PART) {
            let mut intake = self.begin_intake(&frame).await?;
            let outcomes = intake.receive(&sender, incoming(part)).await?;
            let transaction = intake.transaction();
            transaction.keep_aside(id, &kept_aside(part)?).await?;
            add(&mut import.report, part, count(part, &outcomes));
            transaction.put_import(&import.row(account)?).await?;
            intake.commit().await?;
            progress(import.report.done, import.report.rows);
        }
        self.end_import(&frame, &mut import, ImportState::Done, account)
            .await?;
        Ok(import)
    }

    pub(super) async fn end_import(
        &self,
        frame: &Frame,
        import: &mut ImportView,
        state: ImportState,
        account: Option<Uuid>,
    ) -> Result<(), CaseworkError> {
        import.state = state;
        import.ended_at = Some(self.clock().now());
        let transaction = frame.territory.begin().await?;
        transaction.put_import(&import.row(account)?).await?;
        transaction.drop_file(import.id).await?;
        transaction.commit().await?;
        Ok(())
    }

    /// The confirmed imports that a stopped process left unfinished: organisation and key.
    pub async fn unfinished_imports(&self) -> Result<Vec<(Uuid, Uuid)>, CaseworkError> {
        let mut unfinished = Vec::new();
        for row in self.store().territories().await? {
            let frame = self.frame(row.id).await?;
            let running = frame
                .territory
                .imports_in_state(ImportState::Running.code())
                .await?;
            unfinished.extend(
                running
                    .into_iter()
                    .map(|import| (import.organisation, import.id)),
            );
        }
        Ok(unfinished)
    }

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

    /// The rows an import kept aside, as a file of the same kind: correct it, send it again.
    pub async fn import_errors_file(
        &self,
        actor: &Actor,
        id: Uuid,
        lang: Lang,
    ) -> Result<ErrorsFile, CaseworkError> {
        let import = self.import(actor, id).await?;
        let rows = self.import_errors(actor, id).await?;
        let refused: Vec<RefusedRow<'_>> = rows
            .iter()
            .map(|row| RefusedRow {
                position: row.position,
                raw: &row.raw,
                issues: row
                    .outcome
                    .as_ref()
                    .err()
                    .map(Vec::as_slice)
                    .unwrap_or_default(),
            })
            .collect();
        let stem = import
            .file_name
            .rsplit_once('.')
            .map_or(import.file_name.as_str(), |(stem, _)| stem);
        Ok(if import.report.columns.is_empty() {
            ErrorsFile {
                name: format!("{stem}.erreurs.json"),
                media_type: "application/json",
                content: items_json(&refused, lang),
            }
        } else {
            ErrorsFile {
                name: format!("{stem}.erreurs.csv"),
                media_type: "text/csv; charset=utf-8",
                content: table_csv(&import.report.columns, &refused, lang),
            }
        })
    }
}

fn kept_aside(part: &[Row]) -> Result<Vec<ImportError>, CaseworkError> {
    part.iter()
        .filter_map(|row| Some((row, row.outcome.as_ref().err()?)))
        .map(|(row, issues)| {
            Ok(ImportError {
                line: i64::from(row.position),
                raw: row.raw.clone(),
                issues: serde_json::to_string(issues)?,
            })
        })
        .collect()
}
