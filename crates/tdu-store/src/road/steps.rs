//! Roads, what is told of them and who takes care of which step.

use jiff::civil::Date;
use sea_orm::ConnectionTrait;
use tdu_domain::organisation::Network;
use tdu_domain::road::{RoadEnd, RoadEvent, RoadStep, Told};
use tdu_domain::together::By;
use uuid::Uuid;

use super::{by, day};
use crate::engine::{Row, Session, date_value, first, text_value};
use crate::error::StoreError;
use crate::territory::{Territory, Transaction};

const EVENT: &str = "road_event";

/// A road.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoadRow {
    /// Key.
    pub id: Uuid,
    /// The person.
    pub person: Uuid,
    /// Who opened it.
    pub opened: By,
    /// The day.
    pub opened_on: Date,
    /// The accepted referral that opened it, when one did.
    pub referral: Option<Uuid>,
    /// The day it ended.
    pub ended_on: Option<Date>,
}

/// Something told of a road.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoadEventRow {
    /// Key.
    pub id: Uuid,
    /// The road.
    pub road: Uuid,
    /// Who told it.
    pub by: By,
    /// What.
    pub told: Told,
}

/// Who takes care of a step, and by when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CareRow {
    /// Key.
    pub id: Uuid,
    /// The road.
    pub road: Uuid,
    /// The step.
    pub step: RoadStep,
    /// The organisation.
    pub organisation: Uuid,
    /// Its network.
    pub network: Network,
    /// The colleague: account and name.
    pub account: Option<(Uuid, String)>,
    /// The day by which.
    pub due: Option<Date>,
}

impl Transaction {
    /// Opens a road.
    pub async fn add_road(&self, road: &RoadRow) -> Result<(), StoreError> {
        let sql = "INSERT INTO road (id, person, opened_by, opened_by_name, opened_for, opened_on, referral) \
                   VALUES ($1, $2, $3, $4, $5, $6, $7)";
        let values = vec![
            road.id.into(),
            road.person.into(),
            road.opened.account.into(),
            road.opened.name.clone().into(),
            road.opened.organisation.into(),
            road.opened_on.to_string().into(),
            road.referral.into(),
        ];
        self.session().execute("open a road", sql, values).await?;
        Ok(())
    }

    /// Says when a road ended, or that it goes on.
    pub async fn end_road(&self, road: Uuid, on: Option<Date>) -> Result<(), StoreError> {
        let sql = "UPDATE road SET ended_on = $2 WHERE id = $1";
        let values = vec![road.into(), date_value(on)];
        self.session().execute("end a road", sql, values).await?;
        Ok(())
    }

    /// Takes a road away of which nothing was told; tells whether it was.
    pub async fn remove_road(&self, road: Uuid) -> Result<bool, StoreError> {
        let sql = "DELETE FROM road WHERE id = $1 \
                   AND NOT EXISTS (SELECT 1 FROM road_event e WHERE e.road = $1) \
                   AND NOT EXISTS (SELECT 1 FROM road_care c WHERE c.road = $1)";
        let session = self.session();
        let removed = session.execute("take a road away", sql, vec![road.into()]);
        Ok(removed.await? > 0)
    }

    /// Keeps what is told of a road.
    pub async fn add_road_event(&self, event: &RoadEventRow) -> Result<(), StoreError> {
        let sql = "INSERT INTO road_event (id, road, told_by, told_by_name, told_for, event, happened_on, \
                   contract_start, why) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
        let told = &event.told;
        let values = vec![
            event.id.into(),
            event.road.into(),
            event.by.account.into(),
            event.by.name.clone().into(),
            event.by.organisation.into(),
            told.event.code().into(),
            told.on.to_string().into(),
            date_value(told.contract_start),
            text_value(told.end.map(RoadEnd::code)),
        ];
        self.session()
            .execute("keep what is told of a road", sql, values)
            .await?;
        Ok(())
    }

    /// Keeps who takes care of a step.
    pub async fn add_road_care(&self, care: &CareRow) -> Result<(), StoreError> {
        let sql = "INSERT INTO road_care (id, road, step, organisation, network, account, account_name, due) \
                   VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
        let account = care.account.as_ref();
        let values = vec![
            care.id.into(),
            care.road.into(),
            care.step.code().into(),
            care.organisation.into(),
            care.network.code().into(),
            account.map(|(id, _)| *id).into(),
            text_value(account.map(|(_, name)| name.as_str())),
            date_value(care.due),
        ];
        self.session()
            .execute("keep who takes care of a step", sql, values)
            .await?;
        Ok(())
    }

    /// Takes back something told of a road, or who took care of a step.
    pub async fn remove_road_line(&self, id: Uuid) -> Result<(), StoreError> {
        for sql in [
            "DELETE FROM road_event WHERE id = $1",
            "DELETE FROM road_care WHERE id = $1",
        ] {
            self.session()
                .execute("take back what was told of a road", sql, vec![id.into()])
                .await?;
        }
        Ok(())
    }
}

impl Territory {
    /// Whether a road of someone is open.
    pub async fn has_open_road(&self, person: Uuid) -> Result<bool, StoreError> {
        let sql = "SELECT id FROM road WHERE person = $1 AND ended_on IS NULL LIMIT 1";
        let session = self.engine.reader();
        let found: Option<Uuid> = session
            .one("find an open road", sql, vec![person.into()], first)
            .await?;
        Ok(found.is_some())
    }
}

/// The roads of someone, the last opened last.
pub(super) async fn of<C: ConnectionTrait>(
    session: &Session<'_, C>,
    person: Uuid,
) -> Result<Vec<RoadRow>, StoreError> {
    const TABLE: &str = "road";
    let sql = "SELECT id, person, opened_by, opened_by_name, opened_for, opened_on, referral, ended_on FROM road \
               WHERE person = $1 ORDER BY id";
    session
        .all("read roads", sql, vec![person.into()], |row| {
            Ok(RoadRow {
                id: row.take()?,
                person: row.take()?,
                opened: by(row)?,
                opened_on: row.parse(TABLE, "opened_on", "a date", day)?,
                referral: row.take()?,
                ended_on: row.date(TABLE, "ended_on")?,
            })
        })
        .await
}

/// Reads `event, happened_on, contract_start, why`.
pub(super) fn told(row: &mut Row<'_>) -> Result<Told, StoreError> {
    Ok(Told {
        event: row.parse(EVENT, "event", "an event", RoadEvent::from_code)?,
        on: row.parse(EVENT, "happened_on", "a date", day)?,
        contract_start: row.date(EVENT, "contract_start")?,
        end: row.parse_opt(EVENT, "why", "a reason", RoadEnd::from_code)?,
    })
}

/// What was told of someone's roads.
pub(super) async fn events_of<C: ConnectionTrait>(
    session: &Session<'_, C>,
    person: Uuid,
) -> Result<Vec<RoadEventRow>, StoreError> {
    let sql = "SELECT e.id, e.road, e.told_by, e.told_by_name, e.told_for, e.event, e.happened_on, e.contract_start, \
               e.why FROM road_event e JOIN road r ON r.id = e.road WHERE r.person = $1 ORDER BY e.id";
    session
        .all(
            "read what was told of roads",
            sql,
            vec![person.into()],
            |row| {
                Ok(RoadEventRow {
                    id: row.take()?,
                    road: row.take()?,
                    by: by(row)?,
                    told: told(row)?,
                })
            },
        )
        .await
}

/// Who took care of which step of someone's roads.
pub(super) async fn cares_of<C: ConnectionTrait>(
    session: &Session<'_, C>,
    person: Uuid,
) -> Result<Vec<CareRow>, StoreError> {
    const TABLE: &str = "road_care";
    let sql = "SELECT c.id, c.road, c.step, c.organisation, c.network, c.account, c.account_name, c.due \
               FROM road_care c JOIN road r ON r.id = c.road WHERE r.person = $1 ORDER BY c.id";
    session
        .all(
            "read who takes care of steps",
            sql,
            vec![person.into()],
            |row| {
                Ok(CareRow {
                    id: row.take()?,
                    road: row.take()?,
                    step: row.parse(TABLE, "step", "a step", RoadStep::from_code)?,
                    organisation: row.take()?,
                    network: row.parse(TABLE, "network", "a network", Network::from_code)?,
                    account: {
                        let account: Option<Uuid> = row.take()?;
                        account.zip(row.take()?)
                    },
                    due: row.date(TABLE, "due")?,
                })
            },
        )
        .await
}
