//! The program itself: its commands, and what a kill -9 leaves behind.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "tests fail by panicking, their helpers too"
)]

mod commands;
mod durability;
mod house;

use std::process::Command;

use tdu_store::StoreAddress;

/// The program, on a store.
fn tdu(address: &StoreAddress) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_tdu"));
    command
        .env_remove("TDU_DATABASE_URL")
        .env("TDU_LOG", "warn")
        .current_dir(std::env::temp_dir());
    match address {
        StoreAddress::Folder(folder) => command.env("TDU_DATA", folder),
        StoreAddress::Postgres(url) => command.env("TDU_DATABASE_URL", url),
    };
    command
}
