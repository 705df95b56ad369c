//! The road to the contract: opened by an accepted referral or by either network, told step by step, with
//! the pieces of the dossier and the search of a company.

mod files;
mod opening;
mod pieces;
mod searching;
mod undoing;
mod view;

use tdu_domain::access::{Actor, Right};
use tdu_domain::pathway::PathwayFacts;
use tdu_domain::road::RoadFacts;
use tdu_store::{RoadFile, SourceRecord, StaffFacts};
use uuid::Uuid;

pub use self::files::{NewFile, TakenFile};
pub use self::opening::{GivenStep, NewTold};
pub use self::pieces::AskedPieces;
pub use self::searching::{NewAnswer, NewApplication, NewContact, NewTarget, NewVisit};
pub(crate) use self::undoing::is_of_the_road;
pub(crate) use self::view::road_facts;
pub use self::view::{RoadShort, RoadView, TargetView};
use crate::acting::Act;
use crate::compute::pathway_facts;
use crate::{Casework, CaseworkError};

impl Casework {
    /// Opens an act on the search of a company.
    async fn begin_search(&self, actor: &Actor, person: Uuid) -> Result<Act, CaseworkError> {
        self.begin_with(actor, Right::SearchCompanies, person).await
    }

    /// What is kept of the road of the person of an act, and what is computed from it.
    async fn road_in(&self, act: &Act) -> Result<(RoadFile, PathwayFacts), CaseworkError> {
        let file = act.transaction.road_file(act.person).await?;
        let sources = act.transaction.sources_of(&[act.person]).await?;
        let records: Vec<&SourceRecord> = sources.iter().collect();
        let road: RoadFacts = road_facts(&file);
        let staff = StaffFacts {
            road,
            ..StaffFacts::default()
        };
        Ok((file, pathway_facts(&records, &staff)))
    }
}

fn invalid(field: &'static str, problem: &'static str) -> CaseworkError {
    CaseworkError::Invalid { field, problem }
}
