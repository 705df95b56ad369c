//! The tables, made by migrations that run once each, in a transaction.
//!
//! One text serves both engines. `{clustered}` makes SQLite keep rows in the order of their key.

mod directory;
mod territory;

use sea_orm::{ConnectionTrait, DbBackend, DbErr};
use sea_orm_migration::{MigrationTrait, MigratorTrait, SchemaManager};

use crate::engine::Engine;
use crate::error::{Doing, StoreError};

/// Migrations of the directory.
struct DirectoryMigrations;

impl MigratorTrait for DirectoryMigrations {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![Box::new(directory::First)]
    }
}

/// Migrations of a territory.
struct TerritoryMigrations;

impl MigratorTrait for TerritoryMigrations {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![Box::new(territory::First)]
    }
}

pub(crate) async fn migrate_directory(engine: &Engine) -> Result<(), StoreError> {
    DirectoryMigrations::up(engine.writer(), None)
        .await
        .doing("migrate the directory")
}

pub(crate) async fn migrate_territory(engine: &Engine) -> Result<(), StoreError> {
    TerritoryMigrations::up(engine.writer(), None)
        .await
        .doing("migrate a territory")
}

/// Runs the statements of a migration, separated by lines that hold only `--`.
async fn run(manager: &SchemaManager<'_>, statements: &str) -> Result<(), DbErr> {
    let connection = manager.get_connection();
    let clustered = match connection.get_database_backend() {
        DbBackend::Sqlite => "WITHOUT ROWID",
        _ => "",
    };
    for statement in statements.replace("{clustered}", clustered).split("\n--\n") {
        connection.execute_unprepared(statement).await?;
    }
    Ok(())
}
