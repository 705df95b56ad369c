//! `tdu migrate`, `tdu rebuild`.

use crate::cli::RebuildArguments;
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
    let territories = casework.store().territories().await?;
    let asked = |code: &str| {
        arguments
            .territory
            .as_deref()
            .is_none_or(|asked| asked == code)
    };
    let chosen: Vec<_> = territories
        .into_iter()
        .filter(|row| asked(&row.code))
        .collect();
    anyhow::ensure!(!chosen.is_empty(), "aucun territoire à recalculer");
    for row in chosen {
        let rebuilt = casework.rebuild(row.id).await?;
        say(&format!(
            "{} : {} personnes recalculées, {} corrigées.",
            row.name, rebuilt.people, rebuilt.changed
        ));
    }
    Ok(casework.store().close().await?)
}
