//! `tdu import`: the same steps as in the browser, in one go.

mod words;

use std::path::{Path, PathBuf};

use anyhow::Context;
use indicatif::{ProgressBar, ProgressStyle};
use tdu_casework::{Casework, CaseworkError, ImportReport, ImportView};
use tdu_domain::access::Actor;
use tdu_domain::organisation::Network;
use tdu_exchange::issue::Issue;
use tdu_exchange::youth::Mapping;
use uuid::Uuid;

use self::words::Words;
use crate::cli::{ImportArguments, ImportOptions, ImportWhat};
use crate::config::Config;
use crate::wiring::{open, operator_of, say};

/// Errors printed; all of them are in the file of rows in error.
const PRINTED: usize = 20;

pub(crate) async fn run(config: Config, arguments: ImportArguments) -> anyhow::Result<()> {
    let casework = open(&config).await?;
    let (network, file, code, mapping, options) = match arguments.what {
        ImportWhat::Learners {
            file,
            organisation,
            options,
        } => (Network::Cfa, file, organisation, None, options),
        ImportWhat::Youths {
            file,
            organisation,
            mapping,
            options,
        } => (Network::MissionLocale, file, organisation, mapping, options),
    };
    let words = Words(options.lang.into());
    let actor = operator_of(&casework, &code).await?;
    let actor = actor.with_context(|| words.no_organisation(&code))?;
    anyhow::ensure!(
        actor.organisation.network == network,
        words.wrong_network(&actor.organisation.name, network)
    );
    let import = Import {
        casework: &casework,
        actor: &actor,
        options: &options,
        words,
    };
    let report = import.run(&file, mapping.as_deref()).await?;
    casework.store().close().await?;
    anyhow::ensure!(report.rows == report.counts.total(), words.rows_missing());
    Ok(())
}

struct Import<'a> {
    casework: &'a Casework,
    actor: &'a Actor,
    options: &'a ImportOptions,
    words: Words,
}

impl Import<'_> {
    async fn run(&self, file: &Path, mapping: Option<&Path>) -> anyhow::Result<ImportReport> {
        let words = self.words;
        let content = std::fs::read(file).with_context(|| words.unreadable(file))?;
        let mapping = mapping.map(|path| self.mapping(path)).transpose()?;
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        let received = self
            .casework
            .receive_file(self.actor, &name, content)
            .await
            .map_err(|error| words.refused(error))?;
        // A file that does not go on to its run is not left waiting.
        match self.received(file, &received, mapping).await {
            Ok(report) => Ok(report),
            Err(error) => {
                let _ = self.casework.cancel_import(self.actor, received.id).await;
                Err(words.refused(error.downcast::<CaseworkError>()?))
            }
        }
    }

    fn mapping(&self, path: &Path) -> anyhow::Result<Mapping> {
        let text = std::fs::read_to_string(path).with_context(|| self.words.unreadable(path))?;
        serde_json::from_str(&text).with_context(|| self.words.not_a_mapping(path))
    }

    async fn received(
        &self,
        file: &Path,
        received: &ImportView,
        mapping: Option<Mapping>,
    ) -> anyhow::Result<ImportReport> {
        let Self {
            casework,
            actor,
            options,
            words,
        } = self;
        let id = received.id;
        if let Some(mapping) = mapping {
            casework.map_columns(actor, id, mapping).await?;
        }
        let preview = casework.preview(actor, id).await?;
        for notice in &preview.report.notices {
            say(&notice.message(words.0));
        }
        self.print_issues(&preview.errors, preview.report.counts.failed);
        if options.dry_run {
            say(words.would_be());
            say(&words.counts(&preview.report));
            if let Some(path) = &options.errors
                && preview.report.counts.failed > 0
            {
                self.write_errors(id, path).await?;
            }
            casework.cancel_import(actor, id).await?;
            return Ok(preview.report);
        }
        // What was suggested and is now used is kept for the organisation's next files.
        if let Some(mapping) = casework.import(actor, id).await?.mapping {
            casework.map_columns(actor, id, mapping).await?;
        }
        casework.confirm_import(actor, id).await?;
        let done = self.execute(received).await?;
        say(&words.counts(&done.report));
        if done.report.counts.failed > 0 {
            let path = match &options.errors {
                Some(path) => path.clone(),
                None => self.beside(file, id).await?,
            };
            self.write_errors(id, &path).await?;
        }
        Ok(done.report)
    }

    async fn execute(&self, import: &ImportView) -> anyhow::Result<ImportView> {
        let bar = ProgressBar::new(0);
        if let Ok(style) = ProgressStyle::with_template(self.words.progress()) {
            bar.set_style(style);
        }
        let progress = |done, rows| {
            bar.set_length(rows);
            bar.set_position(done);
        };
        let organisation = self.actor.organisation.id;
        let done = self
            .casework
            .run_import(organisation, import.id, &progress)
            .await?;
        bar.finish_and_clear();
        Ok(done)
    }

    async fn beside(&self, file: &Path, id: Uuid) -> anyhow::Result<PathBuf> {
        let (casework, lang) = (self.casework, self.words.0);
        let aside = casework.import_errors_file(self.actor, id, lang).await?;
        Ok(file.with_file_name(&aside.name))
    }

    async fn write_errors(&self, id: Uuid, path: &Path) -> anyhow::Result<()> {
        let (casework, words) = (self.casework, self.words);
        let aside = casework.import_errors_file(self.actor, id, words.0).await?;
        std::fs::write(path, aside.content).with_context(|| words.unwritable(path))?;
        say(&words.kept_aside(path));
        Ok(())
    }

    fn print_issues(&self, errors: &[(u32, Vec<Issue>)], failed: u64) {
        let mut printed = 0;
        let mut rows = 0;
        for (_, issues) in errors {
            if printed >= PRINTED {
                break;
            }
            for issue in issues {
                say(&self.words.issue(issue));
            }
            printed += issues.len();
            rows += 1;
        }
        if failed > rows {
            say(&self.words.more_issues(failed - rows));
        }
    }
}
