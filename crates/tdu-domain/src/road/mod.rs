//! The road from pre-registration to the contract: a closed list of steps that both networks see, each
//! with an owner and a date. What facts say is never typed: only what no fact tells is told by staff.

pub mod file;
mod moves;
pub mod piece;
pub mod search;
mod signals;
mod steps;
#[cfg(test)]
mod tests;

use jiff::civil::Date;

use crate::contract::Contract;
use crate::organisation::Network;
use crate::pathway::PathwayFacts;
use crate::person::coded;

pub use moves::{RoadRefusal, Told};
pub use signals::{ANSWER_WORKING_DAYS, FILING_WORKING_DAYS, IDLE_DAYS, SIGNING_DAYS};
pub use steps::{PiecesSoFar, StepState, StepView};

use self::piece::OpenPiece;
use self::search::Waiting;

coded! {
    /// The steps, in their usual order.
    RoadStep {
        /// Every piece that was asked for is there.
        File = "file",
        /// What the young person knows is situated, so as to adapt the training.
        Positioning = "positioning",
        /// The CFA takes them, provided that they sign a contract.
        Admission = "admission",
        /// A company is looked for.
        Search = "search",
        /// They begin at the CFA without a contract: three months at most (L6222-12-1).
        Entry = "entry",
        /// A company commits itself.
        Promise = "promise",
        /// The contract is signed.
        Signature = "signature",
        /// It is sent to the skills operator within five working days of its start (D6224-1).
        Filing = "filing",
        /// The skills operator accepts it within twenty days (R6224-3).
        Validation = "validation",
    }
}

coded! {
    /// What staff tell of the road.
    RoadEvent {
        /// The positioning took place.
        Positioned = "positioned",
        /// The CFA admits.
        Admitted = "admitted",
        /// The young person begins at the CFA without a contract.
        Entered = "entered",
        /// The contract is signed.
        Signed = "signed",
        /// It is filed.
        Filed = "filed",
        /// The skills operator refuses it, or keeps silent: it is to be filed again.
        Refused = "refused",
        /// The skills operator accepts it: the road is at its end.
        Validated = "validated",
        /// The road is given up.
        Closed = "closed",
    }
}

coded! {
    /// Why a road is given up.
    RoadEnd {
        /// Another pathway: job, other training, service.
        OtherPathway = "other_pathway",
        /// Another centre.
        OtherCentre = "other_centre",
        /// No company was found.
        NoCompany = "no_company",
        /// The young person no longer wants it.
        GaveUp = "gave_up",
        /// They cannot be reached.
        Unreachable = "unreachable",
    }
}

/// What the steps and the warnings are computed from.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RoadFacts {
    /// The first day of the road that is open.
    pub opened_on: Option<Date>,
    /// What was told of it, in the order in which it was.
    pub told: Vec<Told>,
    /// The pieces that are awaited.
    pub pieces: Vec<OpenPiece>,
    /// The applications that wait for something.
    pub waiting: Vec<Waiting>,
    /// The day a company committed itself, if one did and still does.
    pub promised_on: Option<Date>,
    /// The last day on which something was done to find a company.
    pub searched_on: Option<Date>,
    /// The network that staff chose to look for the company.
    pub searcher: Option<Network>,
}

impl RoadFacts {
    /// What was told last of an event.
    #[must_use]
    pub fn last(&self, event: RoadEvent) -> Option<&Told> {
        self.told.iter().rev().find(|told| told.event == event)
    }

    /// The first day of the contract that staff told.
    #[must_use]
    pub fn signed(&self) -> Option<(Date, Date)> {
        let told = self.last(RoadEvent::Signed)?;
        Some((told.on, told.contract_start?))
    }

    /// Whether nothing more is to be done: accepted by the skills operator, or given up.
    #[must_use]
    pub fn is_over(&self) -> bool {
        self.last(RoadEvent::Validated).is_some() || self.last(RoadEvent::Closed).is_some()
    }
}

impl PathwayFacts {
    /// The contract that the sources tell, that is not broken and is not from before the road.
    #[must_use]
    pub fn contract_on_the_road(&self) -> Option<&Contract> {
        let since = self.road.opened_on;
        let training = self.current_training()?;
        let contracts = training.enrolment.contracts.iter();
        contracts
            .filter(|contract| contract.rupture.is_none())
            .filter(|contract| {
                let end = contract.effective_end().unwrap_or(training.enrolment.end);
                since.is_none_or(|since| end >= since)
            })
            .max_by_key(|contract| contract.start)
    }

    /// Which network looks for a company, unless staff chose.
    #[must_use]
    pub fn searcher(&self) -> Network {
        let usual = if self.accompanied() {
            Network::MissionLocale
        } else {
            Network::Cfa
        };
        self.road.searcher.unwrap_or(usual)
    }
}
