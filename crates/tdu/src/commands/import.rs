//! `tdu import`: the same steps as in the browser, in one go.

use std::path::{Path, PathBuf};

use anyhow::Context;
use indicatif::{ProgressBar, ProgressStyle};
use tdu_casework::{Casework, ImportReport, ImportView};
use tdu_domain::access::Actor;
use tdu_domain::organisation::Network;
use tdu_exchange::issue::{Issue, Lang};
use tdu_exchange::youth::Mapping;

use crate::cli::{ImportArguments, ImportOptions, ImportWhat};
use crate::config::Config;
use crate::wiring::{open, operator, say};

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
    let actor = operator(&casework, &code).await?;
    anyhow::ensure!(
        actor.organisation.network == network,
        "{} n'est pas {}",
        actor.organisation.name,
        if network == Network::Cfa {
            "un CFA"
        } else {
            "une Mission Locale"
        }
    );
    let report = import(&casework, &actor, &file, mapping, &options).await?;
    casework.store().close().await?;
    anyhow::ensure!(
        report.rows == report.counts.total(),
        "des lignes manquent au compte"
    );
    Ok(())
}

async fn import(
    casework: &Casework,
    actor: &Actor,
    file: &Path,
    mapping: Option<PathBuf>,
    options: &ImportOptions,
) -> anyhow::Result<ImportReport> {
    let lang = if options.lang == "en" {
        Lang::En
    } else {
        Lang::Fr
    };
    let content =
        std::fs::read(file).with_context(|| format!("{} ne se lit pas", file.display()))?;
    let name = file
        .file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned();
    let received = match casework.receive_file(actor, &name, content).await {
        Err(tdu_casework::CaseworkError::File(error)) => anyhow::bail!("{}", error.message(lang)),
        other => other?,
    };
    if let Some(path) = mapping {
        let text = std::fs::read_to_string(&path)
            .with_context(|| format!("{} ne se lit pas", path.display()))?;
        let mapping: Mapping = serde_json::from_str(&text).with_context(|| {
            format!(
                "{} n'est pas une correspondance de colonnes",
                path.display()
            )
        })?;
        casework.map_columns(actor, received.id, mapping).await?;
    }
    let preview = match casework.preview(actor, received.id).await {
        Err(tdu_casework::CaseworkError::File(error)) => {
            casework.cancel_import(actor, received.id).await?;
            anyhow::bail!("{}", error.message(lang))
        }
        other => other?,
    };
    print_notices(&preview.report, lang);
    print_issues(preview.errors.iter().flat_map(|(_, issues)| issues), lang);
    if options.dry_run {
        casework.cancel_import(actor, received.id).await?;
        say("Rien n'a été écrit. Avec ce fichier seraient :");
        print_counts(&preview.report);
        return Ok(preview.report);
    }
    if let Some(mapping) = &received.mapping {
        let complete = mapping.missing().is_empty();
        if complete && casework.import(actor, received.id).await?.mapping.as_ref() == Some(mapping)
        {
            casework
                .map_columns(actor, received.id, mapping.clone())
                .await?;
        }
    }
    casework.confirm_import(actor, received.id).await?;
    let done = execute(casework, actor, &received).await?;
    print_counts(&done.report);
    if done.report.counts.failed > 0 {
        let aside = casework
            .import_errors_file(actor, received.id, lang)
            .await?;
        let path = options
            .errors
            .clone()
            .unwrap_or_else(|| file.with_file_name(&aside.name));
        std::fs::write(&path, aside.content)
            .with_context(|| format!("{} ne s'écrit pas", path.display()))?;
        say(&format!(
            "Lignes en erreur : {}. Corrigez-les, puis renvoyez ce fichier.",
            path.display()
        ));
    }
    Ok(done.report)
}

async fn execute(
    casework: &Casework,
    actor: &Actor,
    import: &ImportView,
) -> anyhow::Result<ImportView> {
    let bar = ProgressBar::new(0);
    if let Ok(style) = ProgressStyle::with_template("{bar:40} {pos}/{len} lignes, reste {eta}") {
        bar.set_style(style);
    }
    let progress = |done, rows| {
        bar.set_length(rows);
        bar.set_position(done);
    };
    let done = casework
        .run_import(actor.organisation.id, import.id, &progress)
        .await?;
    bar.finish_and_clear();
    Ok(done)
}

fn print_notices(report: &ImportReport, lang: Lang) {
    for notice in &report.notices {
        say(&notice.message(lang));
    }
}

fn print_issues<'a>(issues: impl Iterator<Item = &'a Issue>, lang: Lang) {
    for issue in issues.take(PRINTED) {
        let column = issue
            .column
            .as_deref()
            .map(|column| format!(", colonne « {column} »"))
            .unwrap_or_default();
        let value = issue
            .value
            .as_deref()
            .map(|value| format!(", valeur « {value} »"))
            .unwrap_or_default();
        say(&format!(
            "Ligne {}{column}{value} : {}",
            issue.position,
            issue.message(lang)
        ));
    }
}

fn print_counts(report: &ImportReport) {
    let counts = report.counts;
    say(&format!(
        "{} lignes : {} créées, {} mises à jour, {} inchangées, {} en erreur ; {} valeurs mises de côté.",
        report.rows,
        counts.created,
        counts.updated,
        counts.unchanged,
        counts.failed,
        report.warnings
    ));
}
