//! The tables, made by migrations that run once each, in a transaction.
//!
//! One text serves both engines. `{clustered}` makes SQLite keep rows in the order of their key.

mod access;
mod accounts;
mod assignment;
mod audit;
mod contract;
mod contract_back;
mod desk;
mod directory;
mod outside;
mod parts;
mod privacy;
mod referral;
#[macro_use]
mod road_guards;
mod road;
mod series;
mod sign_on;
mod territory;
mod together;
mod together_agenda;
mod together_thread;

use sea_orm::{ConnectionTrait, DbBackend, DbErr};
use sea_orm_migration::prelude::async_trait;
use sea_orm_migration::{MigrationName, MigrationTrait, MigratorTrait, SchemaManager};

use crate::engine::Engine;
use crate::error::{Doing, StoreError};

/// Migrations of the directory.
struct DirectoryMigrations;

impl MigratorTrait for DirectoryMigrations {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(directory::FIRST),
            Box::new(accounts::ACCOUNTS),
            Box::new(audit::KEYS),
            Box::new(audit::DIRECTORY_ACCESS),
            Box::new(sign_on::SIGN_ON),
            Box::new(privacy::SWITCH),
            Box::new(together_agenda::FEEDS),
            Box::new(outside::KEY_SCOPES),
            Box::new(outside::LETTERS),
            Box::new(outside::WEBHOOKS),
            Box::new(desk::ABSENCES),
        ]
    }
}

/// Migrations of a territory.
struct TerritoryMigrations;

impl MigratorTrait for TerritoryMigrations {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(territory::FIRST),
            Box::new(territory::RECORDS_BY_ROW),
            Box::new(territory::LINKAGE_IN_MEMORY),
            Box::new(access::ACCESS),
            Box::new(audit::CHAIN),
            Box::new(audit::TERRITORY_ACCESS),
            Box::new(audit::TOMBSTONES),
            Box::new(audit::SEALED),
            Box::new(privacy::RIGHTS),
            Box::new(series::SERIES),
            Box::new(together::SIGNALS),
            Box::new(together::TASKS),
            Box::new(privacy::RETENTION),
            Box::new(privacy::ROWS),
            Box::new(referral::REFERRAL),
            Box::new(together_thread::THREAD),
            Box::new(together_thread::OBSTACLES),
            Box::new(together_agenda::APPOINTMENTS),
            Box::new(outside::CALLS),
            Box::new(outside::NOTICES),
            Box::new(contract::CONTRACT),
            Box::new(assignment::ASSIGNMENT),
            Box::new(outside::DELIVERIES),
            Box::new(road::ROAD),
            Box::new(road::COMPANIES),
            Box::new(road::FILES),
            Box::new(desk::SEEN),
            Box::new(contract_back::CONTRACT_BACK),
            Box::new(parts::PARTS),
            Box::new(desk::GROUPS),
        ]
    }
}

/// Migrations of the file of an access log.
struct AccessMigrations;

impl MigratorTrait for AccessMigrations {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![Box::new(audit::ACCESS_FILE)]
    }
}

pub(crate) async fn migrate_access(engine: &Engine) -> Result<(), StoreError> {
    migrate::<AccessMigrations>(engine, "migrate an access log").await
}

pub(crate) async fn migrate_directory(engine: &Engine) -> Result<(), StoreError> {
    migrate::<DirectoryMigrations>(engine, "migrate the directory").await
}

pub(crate) async fn migrate_territory(engine: &Engine) -> Result<(), StoreError> {
    migrate::<TerritoryMigrations>(engine, "migrate a territory").await
}

async fn migrate<M: MigratorTrait>(engine: &Engine, doing: &'static str) -> Result<(), StoreError> {
    let pending = M::get_pending_migrations(engine.writer())
        .await
        .doing(doing)?;
    if pending.is_empty() {
        return Ok(());
    }
    M::up(engine.writer(), None).await.doing(doing)?;
    tracing::info!(migrations = pending.len(), "{doing}: done");
    Ok(())
}

/// Statements for both engines, then those of each, separated by lines that hold only `--`.
struct Migration {
    name: &'static str,
    both: &'static str,
    sqlite: &'static str,
    postgres: &'static str,
}

impl MigrationName for Migration {
    fn name(&self) -> &str {
        self.name
    }
}

#[expect(elided_lifetimes_in_paths, reason = "as the trait writes it")]
#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let connection = manager.get_connection();
        let (clustered, own) = match connection.get_database_backend() {
            DbBackend::Sqlite => ("WITHOUT ROWID", self.sqlite),
            _ => ("", self.postgres),
        };
        let statements = self.both.split("\n--\n").chain(own.split("\n--\n"));
        for statement in statements.filter(|statement| !statement.is_empty()) {
            let statement = statement.replace("{clustered}", clustered);
            connection.execute_unprepared(&statement).await?;
        }
        Ok(())
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
