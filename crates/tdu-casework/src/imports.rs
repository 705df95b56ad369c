//! Files: received, mapped, previewed, confirmed, run, reported. A run that stops resumes.

mod corrected;
mod errors;
mod run;
mod view;

use jiff::civil::Date;
use tdu_domain::access::{Actor, Right};
use tdu_domain::organisation::SourceSystem;
use tdu_domain::person::SchoolYear;
use tdu_exchange::issue::Issue;
use tdu_exchange::learner::{LearnerFormat, parse_items, parse_table, recognise};
use tdu_exchange::table::{Table, read_table};
use tdu_exchange::youth::{self, Mapping, Suggestion};
use tdu_exchange::{Delivery, FileError, cleaned, sifa};
use uuid::Uuid;

use crate::frame::Frame;
use crate::intake::{PART, Sender, classify};
use crate::learners::{check_establishments, count, incoming, parse_in_background};
use crate::{Casework, CaseworkError};

pub use errors::ErrorsFile;
pub use run::RETRY_PAUSES;
pub use view::{ImportKind, ImportProblem, ImportReport, ImportState, ImportView};

/// Largest file accepted.
pub const MAX_FILE_BYTES: usize = 200 * 1024 * 1024;

/// What an import would do, without doing it.
#[derive(Debug, Clone)]
pub struct Preview {
    /// What would become of each row.
    pub report: ImportReport,
    /// Rows in error, in order, the first of them at most.
    pub errors: Vec<(u32, Vec<Issue>)>,
}

/// Told after each part of a run: rows done, rows in all.
pub type Progress<'a> = &'a (dyn Fn(u64, u64) + Send + Sync);

/// Errors shown in a preview.
const SHOWN: usize = 200;

impl Casework {
    /// Receives a file: nothing enters yet. A Mission Locale's columns are mapped as it saved them
    /// before, else as their names suggest.
    pub async fn receive_file(
        &self,
        actor: &Actor,
        file_name: &str,
        content: Vec<u8>,
    ) -> Result<ImportView, CaseworkError> {
        actor.scope(Right::Import)?;
        let frame = self.frame_of(actor.organisation.id).await?;
        if content.is_empty() {
            return Err(CaseworkError::Invalid {
                field: "file",
                problem: "file-empty",
            });
        }
        if content.len() > MAX_FILE_BYTES {
            return Err(CaseworkError::Invalid {
                field: "file",
                problem: "file-too-large",
            });
        }
        let kind = ImportKind::of(actor.organisation.network);
        let saved = self.saved_mapping(actor.organisation.id).await?;
        let today = frame.today();
        let (content, mapping) = parse_in_background(move || -> Result<_, FileError> {
            let content = cleaned(content, today)?;
            let mapping = match kind {
                ImportKind::Youths => {
                    if recognise(&content) == LearnerFormat::Json {
                        return Err(FileError::UnsupportedFormat("JSON"));
                    }
                    let table = read_table(&content)?;
                    let suggested = youth::suggest_for(&table).mapping;
                    let fits = saved.filter(|saved| fits(saved, &table));
                    Some(fits.unwrap_or(suggested))
                }
                ImportKind::Learners => {
                    read_learners(&content, today)?;
                    None
                }
            };
            Ok((content, mapping))
        })
        .await??;
        let view = ImportView {
            id: self.ids.next(),
            organisation: actor.organisation.id,
            kind,
            file_name: file_name.to_owned(),
            account: Some(actor.account),
            sender: Some(actor.name.clone()),
            state: ImportState::Waiting,
            started_at: self.clock().now(),
            ended_at: None,
            mapping,
            report: ImportReport::default(),
            problem: None,
        };
        let transaction = frame.territory.begin().await?;
        transaction.put_import(&view.row()?).await?;
        transaction.keep_file(view.id, &content).await?;
        transaction.commit().await?;
        Ok(view)
    }

    /// The imports of the actor's organisation, newest first.
    pub async fn imports(&self, actor: &Actor) -> Result<Vec<ImportView>, CaseworkError> {
        actor.scope(Right::Import)?;
        let frame = self.frame_of(actor.organisation.id).await?;
        frame
            .territory
            .imports(actor.organisation.id, 100)
            .await?
            .into_iter()
            .map(ImportView::of)
            .collect()
    }

    /// One import of the actor's organisation.
    pub async fn import(&self, actor: &Actor, id: Uuid) -> Result<ImportView, CaseworkError> {
        actor.scope(Right::Import)?;
        let frame = self.frame_of(actor.organisation.id).await?;
        let row = frame.territory.import(actor.organisation.id, id).await?;
        ImportView::of(row.ok_or(CaseworkError::NotFound("import"))?)
    }

    /// The columns of a waiting file and what is suggested for each, with the first rows.
    pub async fn import_columns(
        &self,
        actor: &Actor,
        id: Uuid,
    ) -> Result<(Table, Suggestion), CaseworkError> {
        let import = self.import(actor, id).await?;
        let content = self.kept_file(&import).await?;
        parse_in_background(move || -> Result<_, FileError> {
            let table = read_table(&content)?;
            let suggestion = youth::suggest_for(&table);
            Ok((table, suggestion))
        })
        .await?
        .map_err(CaseworkError::from)
    }

    /// Sets the mapping of a waiting import, and keeps it for the organisation's next files.
    pub async fn map_columns(
        &self,
        actor: &Actor,
        id: Uuid,
        mapping: Mapping,
    ) -> Result<(), CaseworkError> {
        let mut import = self.import(actor, id).await?;
        if import.state != ImportState::Waiting {
            return Err(CaseworkError::Conflict("import-already-run"));
        }
        if !mapping.missing().is_empty() {
            return Err(CaseworkError::Invalid {
                field: "mapping",
                problem: "mapping-incomplete",
            });
        }
        let saved = serde_json::to_string(&mapping)?;
        import.mapping = Some(mapping);
        let frame = self.frame_of(actor.organisation.id).await?;
        let transaction = frame.territory.begin().await?;
        transaction.put_import(&import.row()?).await?;
        transaction.commit().await?;
        self.store()
            .save_column_mapping(actor.organisation.id, &saved, self.clock().now())
            .await?;
        Ok(())
    }

    /// What an import would do: created, updated, unchanged, in error. Writes nothing.
    pub async fn preview(&self, actor: &Actor, id: Uuid) -> Result<Preview, CaseworkError> {
        let import = self.import(actor, id).await?;
        let frame = self.frame_of(actor.organisation.id).await?;
        let (mut delivery, system) = self.read_delivery(&frame, &import).await?;
        let sender = Sender {
            organisation: import.organisation,
            system,
            actor: None,
            import: Some(id),
        };
        let mut report = ImportReport::of(&delivery);
        for part in delivery.rows.chunks_mut(PART) {
            let keyring = self.store().keyring();
            let rows = incoming(part);
            let outcomes = classify(&frame.territory, keyring, &sender, &rows).await?;
            report.add(part, count(part, &outcomes));
        }
        let errors = delivery
            .refused()
            .take(SHOWN)
            .map(|(row, issues)| (row.position, issues.to_vec()))
            .collect();
        Ok(Preview { report, errors })
    }

    /// Gives a waiting import up, or what is left of an interrupted one.
    pub async fn cancel_import(&self, actor: &Actor, id: Uuid) -> Result<(), CaseworkError> {
        let mut import = self.import(actor, id).await?;
        let (from, to) = (import.state, ImportState::Cancelled);
        if !matches!(
            import.state,
            ImportState::Waiting | ImportState::Interrupted
        ) {
            return Err(CaseworkError::Conflict("import-already-run"));
        }
        let frame = self.frame_of(actor.organisation.id).await?;
        self.end_import(&frame, &mut import, from, to).await
    }

    async fn saved_mapping(&self, organisation: Uuid) -> Result<Option<Mapping>, CaseworkError> {
        let saved = self.store().column_mapping(organisation).await?;
        Ok(saved.as_deref().map(serde_json::from_str).transpose()?)
    }

    async fn kept_file(&self, import: &ImportView) -> Result<Vec<u8>, CaseworkError> {
        let frame = self.frame_of(import.organisation).await?;
        let content = frame.territory.import_file(import.id).await?;
        content.ok_or(CaseworkError::Conflict("import-already-run"))
    }

    async fn read_delivery(
        &self,
        frame: &Frame,
        import: &ImportView,
    ) -> Result<(Delivery, SourceSystem), CaseworkError> {
        let content = self.kept_file(import).await?;
        let (kind, mapping) = (import.kind, import.mapping.clone());
        // The rules that depend on the day are those of the day the file was received.
        let today = frame.day_of(import.started_at);
        let (mut delivery, system) = parse_in_background(move || -> Result<_, FileError> {
            Ok(match kind {
                ImportKind::Youths => {
                    let table = read_table(&content)?;
                    (
                        youth::parse(&table, &mapping.unwrap_or_default(), today)?,
                        SourceSystem::Milo,
                    )
                }
                ImportKind::Learners => read_learners(&content, today)?,
            })
        })
        .await??;
        if kind == ImportKind::Learners {
            check_establishments(frame, import.organisation, &mut delivery);
        }
        Ok((delivery, system))
    }
}

/// Reads a file of learners, whatever its form.
fn read_learners(content: &[u8], today: Date) -> Result<(Delivery, SourceSystem), FileError> {
    Ok(match recognise(content) {
        LearnerFormat::Json => (parse_items(content, today, None)?, SourceSystem::Erp),
        LearnerFormat::Table => (parse_table(content, today)?, SourceSystem::Erp),
        LearnerFormat::Sifa => (
            sifa::parse(content, SchoolYear::of(today), today)?,
            SourceSystem::Sifa,
        ),
    })
}

/// A saved mapping fits a table when the table has every column that it needs.
fn fits(saved: &Mapping, table: &Table) -> bool {
    saved
        .mapped()
        .filter(|(_, target)| target.is_required())
        .all(|(header, _)| table.headers().iter().any(|known| known == header))
}
