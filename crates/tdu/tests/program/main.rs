//! The program itself: its commands, and what a kill -9 leaves behind.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "tests fail by panicking, their helpers too"
)]

mod backup;
mod commands;
mod durability;
mod house;
mod mail;
mod parsers;
mod provider;

use std::path::Path;
use std::process::Command;

use tdu_store::StoreAddress;
use tdu_testkit::TestApp;

/// The program, on a folder.
fn tdu(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_tdu"));
    command
        .env_remove("TDU_DATABASE_URL")
        .env_remove("TDU_KEY_FILE")
        .env("TDU_LOG", "warn")
        .env("TDU_DATA", folder)
        .current_dir(std::env::temp_dir());
    command
}

/// The program, on the store of an application.
fn tdu_on(app: &TestApp) -> Command {
    let mut command = tdu(app.folder());
    if let StoreAddress::Postgres(url) = &app.address {
        command
            .env("TDU_DATABASE_URL", url)
            .env("TDU_KEY_FILE", app.key_file());
    }
    command
}
