//! From the confirmation of an import to its report.

use std::time::Duration;

use tdu_domain::access::Actor;
use tdu_exchange::Row;
use tdu_store::{ImportError, Transaction};
use uuid::Uuid;

use super::corrected::{Accepted, Corrected};
use super::{ImportProblem, ImportReport, ImportState, ImportView, Progress};
use crate::frame::Frame;
use crate::intake::{PART, Sender};
use crate::learners::{count, incoming};
use crate::{Casework, CaseworkError};

/// The pauses before each new try of a run that failed: some minutes in all, then somebody is told.
pub const RETRY_PAUSES: [Duration; 5] = [
    Duration::from_secs(1),
    Duration::from_secs(5),
    Duration::from_secs(15),
    Duration::from_mins(1),
    Duration::from_mins(2),
];
/// What is told of an import that does not run.
const NOT_CONFIRMED: &str = "import-not-confirmed";
/// Between two tries to say that an import is interrupted, when even that fails.
const BEFORE_MARKING_AGAIN: Duration = Duration::from_mins(1);

impl Casework {
    /// Confirms a waiting import: from now on it runs, here or after a restart. Returns false when it
    /// was confirmed before.
    pub async fn confirm_import(&self, actor: &Actor, id: Uuid) -> Result<bool, CaseworkError> {
        let import = self.import(actor, id).await?;
        match import.state {
            ImportState::Waiting => {}
            ImportState::Running | ImportState::Done => return Ok(false),
            ImportState::Interrupted | ImportState::Cancelled => {
                return Err(CaseworkError::Conflict("import-already-run"));
            }
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
        let mut import = ImportView::of(row)?;
        if import.state != ImportState::Running {
            return Err(CaseworkError::Conflict(NOT_CONFIRMED));
        }
        import.problem = None;
        let (mut delivery, system) = self.read_delivery(&frame, &import).await?;
        let sender = Sender {
            organisation,
            system,
            actor: None,
            import: Some(id),
        };
        let done = usize::try_from(import.report.done).unwrap_or(usize::MAX);
        if done == 0 {
            import.report = ImportReport::of(&delivery);
        }
        let done = done.min(delivery.rows.len());
        let mut parts = delivery.rows[done..].chunks_mut(PART).peekable();
        if parts.peek().is_none() {
            self.end_import(&frame, &mut import, ImportState::Running, ImportState::Done)
                .await?;
        }
        let mut corrected = Corrected::before(&frame, organisation).await?;
        while let Some(part) = parts.next() {
            let accepted = Accepted::of(part);
            let mut intake = self.begin_intake(&frame).await?;
            let outcomes = intake.receive(&sender, incoming(part)).await?;
            let transaction = intake.transaction();
            corrected.forget(transaction, &accepted).await?;
            transaction.keep_aside(id, &kept_aside(part)?).await?;
            import.report.add(part, count(part, &outcomes));
            if parts.peek().is_some() {
                transaction.put_import(&import.row()?).await?;
            } else {
                self.end_in(
                    transaction,
                    &mut import,
                    ImportState::Running,
                    ImportState::Done,
                )
                .await?;
            }
            intake.commit().await?;
            progress(import.report.done, import.report.rows);
        }
        Ok(import)
    }

    /// Runs a confirmed import to its end, trying again after each pause when it fails; in the end it
    /// is marked as interrupted, with the reason. Trying again repeats nothing.
    pub async fn pursue_import(&self, organisation: Uuid, id: Uuid, pauses: &[Duration]) {
        let mut pauses = pauses.iter();
        let problem = loop {
            let Some(error) = self.try_import(organisation, id).await else {
                return;
            };
            tracing::error!(import = %id, %error, "an import stopped");
            let problem = ImportProblem::of(&error);
            match pauses.next() {
                Some(pause) if problem.may_pass() => tokio::time::sleep(*pause).await,
                _ => break problem,
            }
        };
        while let Err(error) = self.interrupt_import(organisation, id, problem).await {
            tracing::error!(import = %id, %error, "an interrupted import could not be marked");
            tokio::time::sleep(BEFORE_MARKING_AGAIN).await;
        }
    }

    /// One try, in a task of its own: even a bug in it does not leave the import without a word.
    async fn try_import(&self, organisation: Uuid, id: Uuid) -> Option<CaseworkError> {
        let casework = self.clone();
        let run =
            tokio::spawn(async move { casework.run_import(organisation, id, &|_, _| {}).await });
        match run.await {
            Ok(Ok(import)) => {
                tracing::info!(import = %id, rows = import.report.done, "an import ended");
                None
            }
            Ok(Err(CaseworkError::Conflict(NOT_CONFIRMED) | CaseworkError::NotFound(_))) => None,
            Ok(Err(error)) => Some(error),
            Err(error) => Some(error.into()),
        }
    }

    async fn interrupt_import(
        &self,
        organisation: Uuid,
        id: Uuid,
        problem: ImportProblem,
    ) -> Result<(), CaseworkError> {
        let frame = self.frame_of(organisation).await?;
        let Some(row) = frame.territory.import(organisation, id).await? else {
            return Ok(());
        };
        let mut import = ImportView::of(row)?;
        let (from, to) = (ImportState::Running, ImportState::Interrupted);
        if import.state != from {
            return Ok(());
        }
        (import.state, import.problem) = (to, Some(problem));
        let transaction = frame.territory.begin().await?;
        if transaction.move_import(id, from.code(), to.code()).await? {
            transaction.put_import(&import.row()?).await?;
        }
        Ok(transaction.commit().await?)
    }

    /// Lets an interrupted import run again, from where it stopped. Returns false when somebody did
    /// before.
    pub async fn retry_import(&self, actor: &Actor, id: Uuid) -> Result<bool, CaseworkError> {
        let import = self.import(actor, id).await?;
        match import.state {
            ImportState::Interrupted => {}
            ImportState::Running | ImportState::Done => return Ok(false),
            ImportState::Waiting | ImportState::Cancelled => {
                return Err(CaseworkError::Conflict(NOT_CONFIRMED));
            }
        }
        let frame = self.frame_of(actor.organisation.id).await?;
        let (from, to) = (ImportState::Interrupted.code(), ImportState::Running.code());
        let transaction = frame.territory.begin().await?;
        let claimed = transaction.move_import(id, from, to).await?;
        transaction.commit().await?;
        Ok(claimed)
    }

    /// Ends an import that is still in the state it is thought to be in; one that somebody else moved
    /// meanwhile stays as it is.
    pub(super) async fn end_import(
        &self,
        frame: &Frame,
        import: &mut ImportView,
        from: ImportState,
        state: ImportState,
    ) -> Result<(), CaseworkError> {
        let transaction = frame.territory.begin().await?;
        self.end_in(&transaction, import, from, state).await?;
        Ok(transaction.commit().await?)
    }

    async fn end_in(
        &self,
        transaction: &Transaction,
        import: &mut ImportView,
        from: ImportState,
        state: ImportState,
    ) -> Result<(), CaseworkError> {
        import.state = state;
        import.ended_at = Some(self.clock().now());
        let moved = transaction.move_import(import.id, from.code(), state.code());
        if !moved.await? {
            return Err(CaseworkError::Conflict("import-already-run"));
        }
        transaction.put_import(&import.row()?).await?;
        Ok(transaction.drop_file(import.id).await?)
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
