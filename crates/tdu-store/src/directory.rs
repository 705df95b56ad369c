//! The directory: territories, organisations and their establishments.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::Arc;

use sea_orm::Value;
use tdu_domain::codes::{Siret, Uai};
use tdu_domain::organisation::{Network, Organisation};
use tokio::sync::Mutex;
use uuid::Uuid;

use crate::access::AccessLog;
use crate::engine::{Engine, Row, first, text_value};
use crate::error::StoreError;
use crate::keyring::{Keyring, KeyringError, Purpose};
use crate::schema;
use crate::territory::Territory;

/// What each version of the keys signs, so that the directory knows it again.
const MARK: &[u8] = b"trait-dunion";

/// Where a store is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StoreAddress {
    /// A folder of SQLite files, one per territory.
    Folder(PathBuf),
    /// A PostgreSQL database, one schema per territory: `postgres://…`.
    Postgres(String),
}

/// A territory, as the directory knows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TerritoryRow {
    /// Key.
    pub id: Uuid,
    /// Short code: names its file or schema.
    pub code: String,
    /// Name shown.
    pub name: String,
    /// IANA time zone in which its days begin.
    pub time_zone: String,
}

/// A teaching establishment and the organisation it belongs to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Establishment {
    /// Its code.
    pub uai: Uai,
    /// Its SIRET, when known.
    pub siret: Option<Siret>,
    /// Its organisation.
    pub organisation: Uuid,
}

/// The directory and the territories already opened.
#[derive(Debug, Clone)]
pub struct Store {
    pub(crate) engine: Engine,
    pub(crate) address: StoreAddress,
    keyring: Keyring,
    accesses: AccessLog,
    territories: Arc<Mutex<HashMap<Uuid, Territory>>>,
}

impl Store {
    /// Opens the directory, made and migrated if need be. Keys that did not write it are refused.
    pub async fn open(address: StoreAddress, keyring: Keyring) -> Result<Self, StoreError> {
        let engine = open_engine(&address, "directory").await?;
        schema::migrate_directory(&engine).await?;
        let accesses = open_accesses(&address, "directory", &engine, &keyring).await?;
        let store = Self {
            engine,
            address,
            keyring,
            accesses,
            territories: Arc::default(),
        };
        store.recognise_keys().await?;
        Ok(store)
    }

    /// The keys that seal and sign.
    #[must_use]
    pub fn keyring(&self) -> &Keyring {
        &self.keyring
    }

    /// Who signed in, and who was refused.
    #[must_use]
    pub fn accesses(&self) -> &AccessLog {
        &self.accesses
    }

    /// Every version of the keys that ever wrote here must be there, and be the same.
    async fn recognise_keys(&self) -> Result<(), StoreError> {
        let sql = "SELECT version, mark FROM key_mark ORDER BY version";
        let known = self
            .engine
            .reader()
            .all("read the marks of the keys", sql, vec![], |row| {
                Ok((row.take::<i64>()?, row.take::<Vec<u8>>()?))
            })
            .await?;
        let known: HashMap<i64, Vec<u8>> = known.into_iter().collect();
        for version in known.keys() {
            let number = u16::try_from(*version).unwrap_or_default();
            self.keyring.sign(Purpose::Keyring, number, MARK)?;
        }
        for number in self.keyring.numbers() {
            let mark = self.keyring.sign(Purpose::Keyring, number, MARK)?;
            match known.get(&i64::from(number)) {
                Some(known) if known.as_slice() == mark => {}
                Some(_) => return Err(KeyringError::Other(number).into()),
                None => {
                    let sql = "INSERT INTO key_mark (version, mark) VALUES ($1, $2) ON CONFLICT DO NOTHING";
                    let values = vec![i64::from(number).into(), mark.to_vec().into()];
                    self.write("mark the keys", sql, values).await?;
                }
            }
        }
        Ok(())
    }

    /// Opens a territory, made and migrated if need be. Opening it again gives the same handle.
    pub async fn territory(&self, row: &TerritoryRow) -> Result<Territory, StoreError> {
        let mut territories = self.territories.lock().await;
        if let Some(territory) = territories.get(&row.id) {
            return Ok(territory.clone());
        }
        // Opening is long and rare: it does not weigh on those who find the territory open.
        let territory = Box::pin(self.open_territory(row)).await?;
        territories.insert(row.id, territory.clone());
        Ok(territory)
    }

    async fn open_territory(&self, row: &TerritoryRow) -> Result<Territory, StoreError> {
        let engine = open_engine(&self.address, &row.code).await?;
        schema::migrate_territory(&engine).await?;
        let accesses = open_accesses(&self.address, &row.code, &engine, &self.keyring).await?;
        let territory = Territory::new(engine, self.keyring.clone(), accesses);
        territory.chain_old_lines().await?;
        territory.seal_old().await?;
        Ok(territory)
    }

    /// Closes the directory and every territory.
    pub async fn close(&self) -> Result<(), StoreError> {
        for (_, territory) in self.territories.lock().await.drain() {
            territory.close().await?;
        }
        self.accesses.close().await?;
        self.engine.close().await
    }

    /// Registers a territory.
    pub async fn add_territory(&self, row: &TerritoryRow) -> Result<(), StoreError> {
        let added = self
            .write(
                "add a territory",
                "INSERT INTO territory (id, code, name, time_zone) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING",
                vec![row.id.into(), row.code.clone().into(), row.name.clone().into(), row.time_zone.clone().into()],
            )
            .await?;
        if added == 0 {
            return Err(StoreError::Exists {
                what: "territory",
                name: row.code.clone(),
            });
        }
        Ok(())
    }

    /// Every territory.
    pub async fn territories(&self) -> Result<Vec<TerritoryRow>, StoreError> {
        self.engine
            .reader()
            .all(
                "list the territories",
                "SELECT id, code, name, time_zone FROM territory ORDER BY code",
                vec![],
                |row| {
                    Ok(TerritoryRow {
                        id: row.take()?,
                        code: row.take()?,
                        name: row.take()?,
                        time_zone: row.take()?,
                    })
                },
            )
            .await
    }

    /// Adds an organisation, or renames it when its code is known already. Returns its key.
    pub async fn put_organisation(
        &self,
        territory: Uuid,
        organisation: &Organisation,
    ) -> Result<Uuid, StoreError> {
        self.write(
            "put an organisation",
            "INSERT INTO organisation (id, territory, network, code, name) VALUES ($1, $2, $3, $4, $5) \
             ON CONFLICT (territory, code) DO UPDATE SET name = excluded.name",
            vec![
                organisation.id.into(),
                territory.into(),
                organisation.network.code().into(),
                organisation.code.clone().into(),
                organisation.name.clone().into(),
            ],
        )
        .await?;
        self.engine
            .reader()
            .one(
                "find an organisation",
                "SELECT id FROM organisation WHERE territory = $1 AND code = $2",
                vec![territory.into(), organisation.code.clone().into()],
                first,
            )
            .await?
            .ok_or_else(|| StoreError::Missing {
                what: "organisation",
                name: organisation.code.clone(),
            })
    }

    /// Adds an establishment, or updates its SIRET and organisation.
    pub async fn put_establishment(&self, establishment: &Establishment) -> Result<(), StoreError> {
        self.write(
            "put an establishment",
            "INSERT INTO establishment (uai, siret, organisation) VALUES ($1, $2, $3) \
             ON CONFLICT (uai) DO UPDATE SET siret = excluded.siret, organisation = excluded.organisation",
            vec![
                establishment.uai.as_str().into(),
                text_value(establishment.siret.as_ref().map(Siret::as_str)),
                establishment.organisation.into(),
            ],
        )
        .await?;
        Ok(())
    }

    /// The organisations of a territory, by name.
    pub async fn organisations(&self, territory: Uuid) -> Result<Vec<Organisation>, StoreError> {
        self.engine
            .reader()
            .all(
                "list the organisations",
                "SELECT id, network, code, name FROM organisation WHERE territory = $1 ORDER BY name",
                vec![territory.into()],
                organisation,
            )
            .await
    }

    /// An organisation and the key of its territory.
    pub async fn organisation(&self, id: Uuid) -> Result<Option<(Organisation, Uuid)>, StoreError> {
        self.engine
            .reader()
            .one(
                "find an organisation",
                "SELECT id, network, code, name, territory FROM organisation WHERE id = $1",
                vec![id.into()],
                |row| Ok((organisation(row)?, row.take()?)),
            )
            .await
    }

    /// The organisation of a code, or of an establishment's UAI, with the key of its territory.
    pub async fn organisation_of_code(
        &self,
        code: &str,
    ) -> Result<Option<(Organisation, Uuid)>, StoreError> {
        self.engine
            .reader()
            .one(
                "find an organisation by its code",
                "SELECT id, network, code, name, territory FROM organisation WHERE code = $1 OR id IN \
                 (SELECT organisation FROM establishment WHERE uai = $1) ORDER BY code = $1 DESC",
                vec![code.into()],
                |row| Ok((organisation(row)?, row.take()?)),
            )
            .await
    }

    /// Every establishment of a territory.
    pub async fn establishments(&self, territory: Uuid) -> Result<Vec<Establishment>, StoreError> {
        self.engine
            .reader()
            .all(
                "list the establishments",
                "SELECT uai, siret, establishment.organisation FROM establishment \
                 JOIN organisation ON organisation.id = establishment.organisation WHERE territory = $1 ORDER BY uai",
                vec![territory.into()],
                |row| {
                    Ok(Establishment {
                        uai: row.parse("establishment", "uai", "a UAI", |text| Uai::parse(text).ok())?,
                        siret: row.parse_opt("establishment", "siret", "a SIRET", |text| Siret::parse(text).ok())?,
                        organisation: row.take()?,
                    })
                },
            )
            .await
    }

    pub(crate) async fn write(
        &self,
        doing: &'static str,
        sql: &str,
        values: Vec<Value>,
    ) -> Result<u64, StoreError> {
        let transaction = self.engine.begin().await?;
        let touched = transaction.session().execute(doing, sql, values).await?;
        transaction.commit().await?;
        Ok(touched)
    }
}

pub(crate) fn organisation(row: &mut Row<'_>) -> Result<Organisation, StoreError> {
    Ok(Organisation {
        id: row.take()?,
        network: row.parse("organisation", "network", "a network", Network::from_code)?,
        code: row.take()?,
        name: row.take()?,
    })
}

/// The access log that belongs to a database: its own file, or its own tables.
async fn open_accesses(
    address: &StoreAddress,
    name: &str,
    engine: &Engine,
    keyring: &Keyring,
) -> Result<AccessLog, StoreError> {
    let engine = match address {
        // No name of a territory has a dot: the file is nobody else's.
        StoreAddress::Folder(folder) => {
            Engine::sqlite(&folder.join(format!("{name}.access.sqlite"))).await?
        }
        StoreAddress::Postgres(_) => engine.clone(),
    };
    AccessLog::open(engine, keyring.clone()).await
}

async fn open_engine(address: &StoreAddress, name: &str) -> Result<Engine, StoreError> {
    if name.is_empty()
        || !name
            .bytes()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
    {
        return Err(StoreError::Address(format!(
            "{name:?} must be lower-case letters, digits and hyphens"
        )));
    }
    match address {
        StoreAddress::Folder(folder) => {
            std::fs::create_dir_all(folder).map_err(|source| StoreError::Folder {
                path: folder.display().to_string(),
                source,
            })?;
            Engine::sqlite(&folder.join(format!("{name}.sqlite"))).await
        }
        StoreAddress::Postgres(url) => Engine::postgres(url, &crate::backup::schema_of(name)).await,
    }
}
