//! A contract that runs or broke, and what comes after: what staff of both networks recorded.

mod after;
mod alerts;
mod computed;
mod exams;
mod ruptures;

use jiff::civil::Date;
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use crate::engine::Session;
use crate::error::StoreError;
use crate::territory::{Territory, Transaction};

pub use after::{SituationLink, SituationRow};
pub use alerts::{AlertRow, NoticedRow, RuleRow, ViewRow};
pub use computed::Recontracting;
pub(crate) use computed::{add_broken, add_facts, broken_of};
pub use exams::ExamRow;
pub use ruptures::{CallRow, RupturePlan, RuptureRow};

/// Everything that was recorded about someone's contracts, newest first.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ContractFile {
    /// Ruptures.
    pub ruptures: Vec<RuptureRow>,
    /// Calls after them.
    pub calls: Vec<CallRow>,
    /// What was noticed.
    pub noticed: Vec<NoticedRow>,
    /// What employer and young person answered.
    pub views: Vec<ViewRow>,
    /// Alerts.
    pub alerts: Vec<AlertRow>,
    /// Situations after the training.
    pub situations: Vec<SituationRow>,
    /// Exams.
    pub exams: Vec<ExamRow>,
    /// Links that ask for situations.
    pub links: Vec<SituationLink>,
}

async fn file_of<C: ConnectionTrait>(
    session: &Session<'_, C>,
    person: Uuid,
) -> Result<ContractFile, StoreError> {
    Ok(ContractFile {
        ruptures: ruptures::of(session, person).await?,
        calls: ruptures::calls_of(session, person).await?,
        noticed: alerts::noticed_of(session, person).await?,
        views: alerts::views_of(session, person).await?,
        alerts: alerts::of(session, person).await?,
        situations: after::of(session, person).await?,
        exams: exams::of(session, person).await?,
        links: after::links_of(session, person).await?,
    })
}

impl Territory {
    /// Everything recorded about someone's contracts.
    pub async fn contract_file(&self, person: Uuid) -> Result<ContractFile, StoreError> {
        file_of(&self.engine.reader(), person).await
    }
}

impl Transaction {
    /// Everything recorded about someone's contracts, as this transaction sees it.
    pub async fn contract_file(&self, person: Uuid) -> Result<ContractFile, StoreError> {
        file_of(&self.session(), person).await
    }
}

/// A day that must be there.
fn day(text: &str) -> Option<Date> {
    text.parse().ok()
}
