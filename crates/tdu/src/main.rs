//! Trait d'union: the command line, configuration, background clock and wiring.

mod background;
mod cli;
mod commands;
mod config;
mod keys;
mod mail;
mod provider;
mod wiring;

use std::process::ExitCode;

use clap::Parser;
use mimalloc::MiMalloc;

use crate::cli::{Cli, Command};
use crate::config::Config;

#[global_allocator]
static MEMORY: MiMalloc = MiMalloc;

fn main() -> ExitCode {
    let cli = Cli::parse();
    match run(cli) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            wiring::say_error(&format!("tdu : {error:#}"));
            ExitCode::FAILURE
        }
    }
}

fn run(cli: Cli) -> anyhow::Result<()> {
    let config = Config::load(cli.config.as_deref())?;
    wiring::start_logs(&config)?;
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()?;
    runtime.block_on(async {
        match cli.command {
            Command::Serve(arguments) => commands::serve::run(config, arguments).await,
            Command::Demo(arguments) => commands::demo::run(config, arguments).await,
            Command::Import(arguments) => commands::import::run(config, arguments).await,
            Command::Simulate(arguments) => commands::simulate::run(&arguments),
            Command::Status(arguments) => commands::status::run(&arguments),
            Command::Link(arguments) => commands::link::run(&arguments),
            Command::Migrate => commands::upkeep::migrate(config).await,
            Command::Rebuild(arguments) => commands::upkeep::rebuild(config, arguments).await,
            Command::Duplicates(arguments) => commands::upkeep::duplicates(config, arguments).await,
            Command::Journal(arguments) => commands::journal::run(config, arguments).await,
            Command::Privacy(arguments) => commands::privacy::run(config, arguments).await,
            Command::Verify(arguments) => commands::verify::run(config, arguments).await,
            Command::Territory(arguments) => commands::setup::territory(config, arguments).await,
            Command::Account(arguments) => commands::setup::account(config, arguments).await,
            Command::ForgetCodes(arguments) => {
                commands::setup::forget_codes(config, arguments).await
            }
            Command::Invite(arguments) => commands::setup::invite(config, arguments).await,
            Command::Key(arguments) => commands::setup::key(config, arguments).await,
            Command::Keys(arguments) => commands::keys::run(&config, &arguments).await,
            Command::Backup(arguments) => commands::backup::run(config, arguments).await,
            Command::Restore(arguments) => commands::restore::run(config, arguments).await,
        }
    })
}
