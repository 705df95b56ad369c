//! What may be told of a road, by whom, and after what.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{RoadEnd, RoadEvent, RoadFacts};
use crate::calendar::{days_between, plus_days};
use crate::organisation::Network;
use crate::person::coded;

/// Days ago that can still be told.
const OLDEST_DAYS: i32 = 400;
/// Days ahead for which a start at the CFA can be told.
const ENTRY_AHEAD_DAYS: i32 = 180;
/// Days between the signature of a contract and its first day.
const START_WITHIN_DAYS: i32 = 366;

coded! {
    /// Why something cannot be told of a road.
    RoadRefusal {
        /// No road is open.
        NotOpen = "not_open",
        /// It is over.
        Over = "over",
        /// Only the CFA says it.
        CfaOnly = "cfa_only",
        /// It was told already.
        Already = "already",
        /// A contract is signed.
        SignedAlready = "signed_already",
        /// No contract is signed.
        NotSigned = "not_signed",
        /// The contract is not with the skills operator.
        NotFiled = "not_filed",
        /// The skills operator has the contract and has not answered.
        WithOperator = "with_operator",
        /// The day is yet to come.
        InFuture = "in_future",
        /// The day is too long ago.
        TooOld = "too_old",
        /// The day is too far.
        TooFar = "too_far",
        /// The day comes before that of the step on which it rests.
        Before = "before",
        /// The first day of the contract is needed.
        StartNeeded = "start_needed",
        /// The first day of the contract is too far from its signature.
        StartFar = "start_far",
        /// The reason is needed.
        EndNeeded = "end_needed",
    }
}

impl RoadRefusal {
    /// Key of the sentence that says why.
    #[must_use]
    pub fn problem(self) -> &'static str {
        match self {
            Self::NotOpen => "road-not-open",
            Self::Over => "road-over",
            Self::CfaOnly => "road-cfa-only",
            Self::Already => "road-already",
            Self::SignedAlready => "road-signed-already",
            Self::NotSigned => "road-not-signed",
            Self::NotFiled => "road-not-filed",
            Self::WithOperator => "road-with-operator",
            Self::InFuture => "road-in-future",
            Self::TooOld => "road-too-old",
            Self::TooFar => "road-too-far",
            Self::Before => "road-before",
            Self::StartNeeded => "road-start-needed",
            Self::StartFar => "road-start-far",
            Self::EndNeeded => "road-end-needed",
        }
    }

    /// The field of what is told that is wrong, when one is.
    #[must_use]
    pub fn field(self) -> Option<&'static str> {
        match self {
            Self::InFuture | Self::TooOld | Self::TooFar | Self::Before => Some("on"),
            Self::StartNeeded | Self::StartFar => Some("start"),
            Self::EndNeeded => Some("end"),
            _ => None,
        }
    }
}

/// Something told of a road.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Told {
    /// What.
    pub event: RoadEvent,
    /// The day it happened.
    pub on: Date,
    /// The first day of the contract, when it is signed.
    pub contract_start: Option<Date>,
    /// Why the road is given up, when it is.
    pub end: Option<RoadEnd>,
}

impl RoadFacts {
    /// Whether something may be told now, by a network. `source` is the first day of the contract that a
    /// source tells, when one does.
    pub fn may_tell(
        &self,
        new: &Told,
        by: Network,
        source: Option<Date>,
        today: Date,
    ) -> Result<(), RoadRefusal> {
        if self.opened_on.is_none() {
            return Err(RoadRefusal::NotOpen);
        }
        if self.is_over() {
            return Err(RoadRefusal::Over);
        }
        self.in_order(new.event, by, source.is_some())?;
        within(new, today)?;
        self.dated(new, source)
    }

    /// Whether an event comes in its turn.
    fn in_order(&self, event: RoadEvent, by: Network, sourced: bool) -> Result<(), RoadRefusal> {
        let signed = sourced || self.last(RoadEvent::Signed).is_some();
        let once = matches!(
            event,
            RoadEvent::Positioned | RoadEvent::Admitted | RoadEvent::Entered | RoadEvent::Signed
        );
        if once && self.last(event).is_some() {
            return Err(RoadRefusal::Already);
        }
        match event {
            RoadEvent::Positioned | RoadEvent::Admitted | RoadEvent::Entered
                if by != Network::Cfa =>
            {
                Err(RoadRefusal::CfaOnly)
            }
            RoadEvent::Entered | RoadEvent::Signed if signed => Err(RoadRefusal::SignedAlready),
            RoadEvent::Filed if !signed => Err(RoadRefusal::NotSigned),
            RoadEvent::Filed if self.is_with_operator() => Err(RoadRefusal::Already),
            RoadEvent::Refused | RoadEvent::Validated if !self.is_with_operator() => {
                Err(RoadRefusal::NotFiled)
            }
            RoadEvent::Closed if self.is_with_operator() => Err(RoadRefusal::WithOperator),
            _ => Ok(()),
        }
    }

    /// Whether the skills operator has the contract and has not answered.
    #[must_use]
    pub fn is_with_operator(&self) -> bool {
        let answers = self.told.iter().rev();
        let last = answers.map(|told| told.event).find(|event| {
            matches!(
                event,
                RoadEvent::Filed | RoadEvent::Refused | RoadEvent::Validated
            )
        });
        last == Some(RoadEvent::Filed)
    }

    /// Whether its day fits those of the events on which it rests.
    fn dated(&self, new: &Told, source: Option<Date>) -> Result<(), RoadRefusal> {
        let after = match new.event {
            RoadEvent::Filed => self
                .last(RoadEvent::Refused)
                .or_else(|| self.last(RoadEvent::Signed))
                .map(|told| told.on)
                .filter(|_| source.is_none()),
            RoadEvent::Refused | RoadEvent::Validated => {
                self.last(RoadEvent::Filed).map(|told| told.on)
            }
            _ => None,
        };
        if after.is_some_and(|after| new.on < after) {
            return Err(RoadRefusal::Before);
        }
        match (new.event, new.contract_start, new.end) {
            (RoadEvent::Signed, None, _) => Err(RoadRefusal::StartNeeded),
            (RoadEvent::Signed, Some(start), _)
                if days_between(new.on, start).abs() > START_WITHIN_DAYS =>
            {
                Err(RoadRefusal::StartFar)
            }
            (RoadEvent::Closed, _, None) => Err(RoadRefusal::EndNeeded),
            _ => Ok(()),
        }
    }
}

/// Whether a day can be told today.
fn within(new: &Told, today: Date) -> Result<(), RoadRefusal> {
    let ahead = new.on > today;
    if ahead && new.event != RoadEvent::Entered {
        return Err(RoadRefusal::InFuture);
    }
    if ahead && new.on > plus_days(today, ENTRY_AHEAD_DAYS) {
        return Err(RoadRefusal::TooFar);
    }
    if new.on < plus_days(today, -OLDEST_DAYS) {
        return Err(RoadRefusal::TooOld);
    }
    Ok(())
}
