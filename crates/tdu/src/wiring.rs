//! Putting the rooms together.

use std::io::Write;

use anyhow::Context;
use tdu_casework::{Casework, Clock};
use tdu_domain::access::{Actor, Role};
use tdu_store::{Store, StoreError};
use tracing_subscriber::EnvFilter;
use uuid::Uuid;

use crate::config::{Config, Retention};
use crate::keys::Keys;

/// Starts the logs, on standard error.
pub(crate) fn start_logs(config: &Config) -> anyhow::Result<()> {
    let filter = EnvFilter::try_new(&config.log).context("le réglage « log » n'est pas compris")?;
    let logs = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr);
    if config.log_json {
        logs.json().init();
    } else {
        logs.init();
    }
    // What a panic says may quote what it worked on: only where it was is written.
    std::panic::set_hook(Box::new(|panic| {
        let at = panic.location().map(ToString::to_string);
        tracing::error!(at, "the program panicked");
    }));
    Ok(())
}

/// Opens the store and what acts on it.
pub(crate) async fn open(config: &Config) -> anyhow::Result<Casework> {
    let keys = Keys::open(config)?;
    let store = match Store::open(config.store(), keys.keyring.clone()).await {
        Ok(store) => store,
        Err(error) => {
            if matches!(error, StoreError::Keyring(_)) {
                keys.refused();
            }
            return Err(error).context("la base de données ne s'ouvre pas");
        }
    };
    let retention = config.retention == Retention::On;
    Ok(Casework::new(store, Clock::System).retaining(retention))
}

/// The operator, acting on the command line for an organisation.
pub(crate) async fn operator(casework: &Casework, code: &str) -> anyhow::Result<Actor> {
    let found = operator_of(casework, code).await?;
    found.with_context(|| format!("aucune organisation n'a le code {code}"))
}

/// The operator, acting for the organisation of a code, if there is one.
pub(crate) async fn operator_of(casework: &Casework, code: &str) -> anyhow::Result<Option<Actor>> {
    let found = casework.store().organisation_of_code(code).await?;
    Ok(found.map(|(organisation, territory)| Actor {
        account: Uuid::nil(),
        name: "Ligne de commande".to_owned(),
        organisation,
        territory,
        role: Role::Administrator,
        portfolio: None,
        address: None,
    }))
}

/// Prints a line on standard output, at once. A reader who has gone is no error.
pub(crate) fn say(line: &str) {
    let mut out = std::io::stdout().lock();
    let _ = writeln!(out, "{line}");
    let _ = out.flush();
}

/// Prints a line on standard error.
pub(crate) fn say_error(line: &str) {
    let _ = writeln!(std::io::stderr().lock(), "{line}");
}
