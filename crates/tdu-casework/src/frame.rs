//! What acts need to know of a territory, kept in memory: its organisations and communes.

use std::collections::HashMap;
use std::sync::Arc;

use jiff::civil::Date;
use jiff::tz::TimeZone;
use tdu_domain::codes::Uai;
use tdu_domain::merge::Millis;
use tdu_domain::organisation::{Network, Organisation};
use tdu_domain::routing::Communes;
use tdu_store::{StoreError, Territory, TerritoryRow};
use uuid::Uuid;

use crate::clock::{Clock, civil_day};
use crate::registry::SharedRegistry;
use crate::{Casework, CaseworkError};

/// A territory, opened, with its organisations and communes.
#[derive(Debug)]
pub struct Frame {
    /// The territory's line in the directory.
    pub row: TerritoryRow,
    /// Its database.
    pub territory: Territory,
    /// Its organisations.
    pub organisations: HashMap<Uuid, Organisation>,
    /// The organisation of each establishment.
    pub establishments: HashMap<Uai, Uuid>,
    /// Its communes.
    pub communes: Communes,
    /// Its time zone.
    pub zone: TimeZone,
    pub(crate) registry: SharedRegistry,
    clock: Clock,
}

impl Frame {
    /// Today, where the territory is.
    #[must_use]
    pub fn today(&self) -> Date {
        self.clock.today(&self.zone)
    }

    /// The civil day of an instant, where the territory is.
    #[must_use]
    pub fn day_of(&self, instant: Millis) -> Date {
        civil_day(instant, &self.zone)
    }

    /// The network of an organisation of the territory.
    pub(crate) fn network(&self, organisation: Uuid) -> Option<Network> {
        self.organisations
            .get(&organisation)
            .map(|organisation| organisation.network)
    }
}

impl Casework {
    /// What is known of a territory; read once, and again after [`Casework::forget_frames`].
    pub async fn frame(&self, territory: Uuid) -> Result<Arc<Frame>, CaseworkError> {
        if let Some(frame) = self.frames.read().await.get(&territory) {
            return Ok(frame.clone());
        }
        let rows = self.store.territories().await?;
        let row = rows
            .into_iter()
            .find(|row| row.id == territory)
            .ok_or(CaseworkError::NotFound("territory"))?;
        let opened = self.store.territory(&row).await?;
        let organisations = self.store.organisations(row.id).await?;
        let establishments = self.store.establishments(row.id).await?;
        let zone = TimeZone::get(&row.time_zone).map_err(|_| {
            CaseworkError::Store(StoreError::Missing {
                what: "time zone",
                name: row.time_zone.clone(),
            })
        })?;
        let frame = Arc::new(Frame {
            communes: Communes::new(opened.communes().await?),
            organisations: organisations
                .into_iter()
                .map(|organisation| (organisation.id, organisation))
                .collect(),
            establishments: establishments
                .into_iter()
                .map(|known| (known.uai, known.organisation))
                .collect(),
            territory: opened,
            clock: self.clock.clone(),
            registry: SharedRegistry::default(),
            zone,
            row,
        });
        self.frames.write().await.insert(territory, frame.clone());
        Ok(frame)
    }

    /// The territory of an organisation.
    pub async fn frame_of(&self, organisation: Uuid) -> Result<Arc<Frame>, CaseworkError> {
        let found = self.store.organisation(organisation).await?;
        let (_, territory) = found.ok_or(CaseworkError::NotFound("organisation"))?;
        self.frame(territory).await
    }

    /// Forgets what is in memory of the territories, after organisations or communes changed.
    pub async fn forget_frames(&self) {
        self.frames.write().await.clear();
    }
}
