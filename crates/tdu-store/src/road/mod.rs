//! The road to the contract: what staff told of it, the pieces, the search of a company, attached files.

mod computed;
mod files;
mod pieces;
mod search;
mod steps;

use jiff::civil::Date;
use sea_orm::ConnectionTrait;
use tdu_domain::together::By;
use uuid::Uuid;

use crate::engine::{Row, Session};
use crate::error::StoreError;
use crate::keyring::Keyring;
use crate::territory::{Territory, Transaction};

pub(crate) use computed::gather;
pub use files::{AttachedFile, AttachedRow};
pub use pieces::PieceRow;
pub use search::{AnswerRow, ApplicationRow, TargetRow, VisitRow};
pub use steps::{CareRow, RoadEventRow, RoadRow};

/// Everything kept of someone's road, in the order in which it was told.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RoadFile {
    /// Roads, the last opened last.
    pub roads: Vec<RoadRow>,
    /// What was told of them.
    pub events: Vec<RoadEventRow>,
    /// Who takes care of which step.
    pub cares: Vec<CareRow>,
    /// The pieces.
    pub pieces: Vec<PieceRow>,
    /// The companies that are looked at.
    pub targets: Vec<TargetRow>,
    /// Applications.
    pub applications: Vec<ApplicationRow>,
    /// Answers to them.
    pub answers: Vec<AnswerRow>,
    /// Visits to companies.
    pub visits: Vec<VisitRow>,
    /// What files are attached, without their content.
    pub files: Vec<AttachedRow>,
}

impl RoadFile {
    /// The road that is open: the last opened, when two people who had one were made one.
    #[must_use]
    pub fn open(&self) -> Option<&RoadRow> {
        self.roads.iter().rev().find(|road| road.ended_on.is_none())
    }
}

async fn file_of<C: ConnectionTrait>(
    session: &Session<'_, C>,
    keyring: &Keyring,
    person: Uuid,
) -> Result<RoadFile, StoreError> {
    let roads = steps::of(session, person).await?;
    let targets = search::targets_of(session, keyring, person).await?;
    let told = !roads.is_empty();
    let searched = !targets.is_empty();
    Ok(RoadFile {
        events: if told {
            steps::events_of(session, person).await?
        } else {
            Vec::new()
        },
        cares: if told {
            steps::cares_of(session, person).await?
        } else {
            Vec::new()
        },
        pieces: pieces::of(session, person).await?,
        applications: if searched {
            search::applications_of(session, person).await?
        } else {
            Vec::new()
        },
        answers: if searched {
            search::answers_of(session, person).await?
        } else {
            Vec::new()
        },
        visits: if searched {
            search::visits_of(session, person).await?
        } else {
            Vec::new()
        },
        files: files::of(session, keyring, person).await?,
        roads,
        targets,
    })
}

impl Territory {
    /// Everything kept of someone's road to the contract.
    pub async fn road_file(&self, person: Uuid) -> Result<RoadFile, StoreError> {
        file_of(&self.engine.reader(), &self.keyring, person).await
    }
}

impl Transaction {
    /// Everything kept of someone's road to the contract, as this transaction sees it.
    pub async fn road_file(&self, person: Uuid) -> Result<RoadFile, StoreError> {
        file_of(&self.session(), &self.keyring, person).await
    }
}

/// A day that must be there.
fn day(text: &str) -> Option<Date> {
    text.parse().ok()
}

/// Reads an account, its name and its organisation.
fn by(row: &mut Row<'_>) -> Result<By, StoreError> {
    Ok(By {
        account: row.take()?,
        name: row.take()?,
        organisation: row.take()?,
    })
}
