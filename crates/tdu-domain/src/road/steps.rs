//! Where each step stands today, who owns it and by when: computed, never typed.

use jiff::civil::Date;

use super::signals::{filing_due, search_limit, signing_due};
use super::{RoadEvent, RoadStep};
use crate::calendar::plus_days;
use crate::organisation::Network;
use crate::pathway::PathwayFacts;
use crate::person::coded;

/// Days within which the skills operator answers; its silence is a refusal (R6224-3).
const OPERATOR_DAYS: i32 = 20;

coded! {
    /// Where a step stands.
    StepState {
        /// It is done.
        Done = "done",
        /// It is being done.
        Now = "now",
        /// It comes later.
        Later = "later",
        /// The road went on without it.
        Passed = "passed",
    }
}

/// A step, today.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StepView {
    /// Which.
    pub step: RoadStep,
    /// Where it stands.
    pub state: StepState,
    /// The day it was done, when that is known.
    pub on: Option<Date>,
    /// Whether a source says it, and nobody typed it.
    pub by_source: bool,
    /// The day by which it is to be done.
    pub due: Option<Date>,
    /// The network that owns it.
    pub owner: Network,
}

/// What became of the pieces that were asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct PiecesSoFar {
    /// Those that were asked for.
    pub asked: usize,
    /// Those that are still awaited.
    pub awaited: usize,
    /// The last day on which one came or was waived.
    pub last_on: Option<Date>,
}

/// A step that is done, and how that is known.
struct Done {
    on: Option<Date>,
    by_source: bool,
}

impl PathwayFacts {
    /// The steps of the road that is open, in order. `planned` gives the days that staff set.
    #[must_use]
    pub fn road_steps(
        &self,
        pieces: PiecesSoFar,
        planned: impl Fn(RoadStep) -> Option<Date>,
        today: Date,
    ) -> Vec<StepView> {
        let done: Vec<Option<Done>> = RoadStep::ALL
            .iter()
            .map(|step| self.done(*step, pieces, today))
            .collect();
        let signed = done[RoadStep::Signature as usize].is_some();
        let view = |step: &RoadStep| {
            let known = done[*step as usize].as_ref();
            let state = match known {
                Some(_) => StepState::Done,
                None if signed && *step < RoadStep::Signature => StepState::Passed,
                None if self.is_now(*step, pieces, signed, today) => StepState::Now,
                None => StepState::Later,
            };
            let open = matches!(state, StepState::Now | StepState::Later);
            StepView {
                step: *step,
                state,
                on: known.and_then(|done| done.on),
                by_source: known.is_some_and(|done| done.by_source),
                due: planned(*step)
                    .or_else(|| self.step_due(*step))
                    .filter(|_| open),
                owner: self.step_owner(*step),
            }
        };
        RoadStep::ALL.iter().map(view).collect()
    }

    fn done(&self, step: RoadStep, pieces: PiecesSoFar, today: Date) -> Option<Done> {
        let road = &self.road;
        let told = |event| {
            road.last(event).map(|told| Done {
                on: Some(told.on),
                by_source: false,
            })
        };
        let contract = self.contract_on_the_road().map(|_| Done {
            on: None,
            by_source: true,
        });
        match step {
            RoadStep::File => (pieces.asked > 0 && pieces.awaited == 0).then_some(Done {
                on: pieces.last_on,
                by_source: false,
            }),
            RoadStep::Positioning => told(RoadEvent::Positioned),
            RoadStep::Admission => told(RoadEvent::Admitted).or_else(|| self.enrolled()),
            RoadStep::Entry => told(RoadEvent::Entered)
                .filter(|done| done.on <= Some(today))
                .or_else(|| self.begun(today)),
            RoadStep::Search | RoadStep::Promise => road
                .promised_on
                .map(|on| Done {
                    on: Some(on),
                    by_source: false,
                })
                .or_else(|| {
                    let signed = told(RoadEvent::Signed).map(|_| Done {
                        on: None,
                        by_source: false,
                    });
                    signed.or(contract)
                }),
            RoadStep::Signature => told(RoadEvent::Signed).or(contract),
            RoadStep::Filing => told(RoadEvent::Filed)
                .filter(|_| road.is_with_operator() || road.last(RoadEvent::Validated).is_some()),
            RoadStep::Validation => told(RoadEvent::Validated),
        }
    }

    /// A dossier of the CFA says that it takes the young person.
    fn enrolled(&self) -> Option<Done> {
        let training = self.current_training()?;
        let on = training.enrolled_on;
        let since = self.road.opened_on?;
        let recent = training.enrolment.end >= since && training.enrolment.excluded_on.is_none();
        recent.then_some(Done {
            on,
            by_source: true,
        })
    }

    /// The dossier says that the session began, and no contract.
    fn begun(&self, today: Date) -> Option<Done> {
        let training = self.current_training()?;
        let start = training.enrolment.start;
        let without = self.contract_on_the_road().is_none();
        let since = self.road.opened_on?;
        let recent = training.enrolment.end >= since && training.last_ended(today).is_none();
        (without && recent && start <= today).then_some(Done {
            on: Some(start),
            by_source: true,
        })
    }

    fn is_now(&self, step: RoadStep, pieces: PiecesSoFar, signed: bool, today: Date) -> bool {
        let road = &self.road;
        match step {
            RoadStep::File => pieces.awaited > 0,
            RoadStep::Positioning | RoadStep::Search => true,
            RoadStep::Admission => {
                road.last(RoadEvent::Positioned).is_some()
                    || (pieces.asked > 0 && pieces.awaited == 0)
            }
            RoadStep::Entry => road
                .last(RoadEvent::Entered)
                .is_some_and(|told| told.on > today),
            RoadStep::Promise => !road.waiting.is_empty(),
            RoadStep::Signature => road.promised_on.is_some(),
            RoadStep::Filing => signed,
            RoadStep::Validation => road.is_with_operator(),
        }
    }

    fn step_due(&self, step: RoadStep) -> Option<Date> {
        let road = &self.road;
        match step {
            RoadStep::File => road.pieces.iter().map(|piece| piece.due).min(),
            RoadStep::Positioning | RoadStep::Admission => None,
            RoadStep::Entry => road.last(RoadEvent::Entered).map(|told| told.on),
            RoadStep::Search | RoadStep::Promise => search_limit(self),
            RoadStep::Signature => signing_due(self),
            RoadStep::Filing => filing_due(self),
            RoadStep::Validation => road
                .last(RoadEvent::Filed)
                .filter(|_| road.is_with_operator())
                .map(|told| plus_days(told.on, OPERATOR_DAYS)),
        }
    }

    fn step_owner(&self, step: RoadStep) -> Network {
        match step {
            RoadStep::Search | RoadStep::Promise => self.searcher(),
            _ => Network::Cfa,
        }
    }
}
