//! `tdu migrate`, `tdu rebuild`, `tdu duplicates`.

use tdu_casework::Casework;
use tdu_linkage::Language;
use tdu_store::TerritoryRow;

use crate::cli::{DuplicatesArguments, RebuildArguments};
use crate::config::Config;
use crate::wiring::{open, say};

pub(crate) async fn migrate(config: Config) -> anyhow::Result<()> {
    let casework = open(&config).await?;
    let territories = casework.store().territories().await?;
    for row in &territories {
        casework.store().territory(row).await?;
    }
    say(&format!(
        "Base à jour : l'annuaire et {} territoire(s).",
        territories.len()
    ));
    Ok(casework.store().close().await?)
}

pub(crate) async fn rebuild(config: Config, arguments: RebuildArguments) -> anyhow::Result<()> {
    let casework = open(&config).await?;
    for row in chosen(&casework, arguments.territory.as_deref()).await? {
        let rebuilt = casework.rebuild(row.id).await?;
        say(&format!(
            "{} : {} personnes recalculées, {} corrigées.",
            row.name, rebuilt.people, rebuilt.changed
        ));
    }
    Ok(casework.store().close().await?)
}

pub(crate) async fn duplicates(
    config: Config,
    arguments: DuplicatesArguments,
) -> anyhow::Result<()> {
    let casework = open(&config).await?;
    for row in chosen(&casework, arguments.territory.as_deref()).await? {
        if arguments.estimate {
            let model = casework.estimate_linkage(row.id).await?;
            say(model.summary(Language::Fr).trim_end());
        }
        let searched = casework.search_duplicates(row.id).await?;
        say(&format!(
            "{} : {} fiches cherchées, {} paires de personnes à trancher ou déjà en attente.",
            row.name, searched.records, searched.pairs
        ));
    }
    Ok(casework.store().close().await?)
}

/// The territory of a code, or all of them.
pub(crate) async fn chosen(
    casework: &Casework,
    code: Option<&str>,
) -> anyhow::Result<Vec<TerritoryRow>> {
    let mut territories = casework.store().territories().await?;
    territories.retain(|row| code.is_none_or(|code| code == row.code));
    anyhow::ensure!(
        !territories.is_empty(),
        "aucun territoire de ce code : voyez `tdu territory`"
    );
    Ok(territories)
}
