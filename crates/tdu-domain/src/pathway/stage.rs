//! The stage of a day, from the facts.

use jiff::civil::Date;

use super::{MONTHS_AFTER_RUPTURE, MONTHS_WITHOUT_CONTRACT, PathwayFacts, Stage, Training};
use crate::calendar::{day_after, days_between, plus_days, plus_months};
use crate::status::{NATURAL_END_TOLERANCE_DAYS, StatusTimeline, Step};

/// Days after the three-month limit during which the search is still shown as one.
const DAYS_OF_GRACE_AFTER_LIMIT: i32 = 30;

/// The stage and the day it began, when the facts tell it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StageSince {
    /// The stage.
    pub stage: Stage,
    /// Its first day.
    pub since: Option<Date>,
}

impl PathwayFacts {
    /// The national status on a day and since when, from the latest session.
    #[must_use]
    pub fn national_step(&self, today: Date) -> Option<Step> {
        let training = self.current_training()?;
        let timeline = StatusTimeline::of(&training.enrolment);
        timeline
            .step_on(today)
            .or_else(|| timeline.steps().first().copied())
    }

    /// Where the young person stands on a day.
    #[must_use]
    pub fn stage(&self, today: Date) -> StageSince {
        let stage = match self.current_training() {
            Some(training) => self.referred_again(training.stage(today, self.accompanied())),
            None => self.stage_without_training(),
        };
        let employed = self
            .files
            .iter()
            .filter(|file| file.is_active())
            .find_map(|file| file.employed);
        match employed {
            Some(since) if stage.gives_way_to_employment(since) => StageSince {
                stage: Stage::InEmployment,
                since,
            },
            _ => stage,
        }
    }

    /// Whoever left a training and was referred since begins again.
    fn referred_again(&self, stage: StageSince) -> StageSince {
        let over = matches!(stage.stage, Stage::Left | Stage::EndedWithoutDiploma);
        match self.referred_on() {
            Some(on) if over && stage.since.is_none_or(|since| since <= on) => StageSince {
                stage: Stage::Referred,
                since: Some(on),
            },
            _ => stage,
        }
    }

    fn stage_without_training(&self) -> StageSince {
        let referred_on = self.referred_on();
        let stage = if referred_on.is_some() {
            Stage::Referred
        } else if !self.accompanied() {
            Stage::NotFollowed
        } else if self
            .files
            .iter()
            .any(|file| file.is_active() && file.wants_trade)
        {
            Stage::Oriented
        } else {
            Stage::Accompanied
        };
        StageSince {
            stage,
            since: referred_on,
        }
    }
}

impl StageSince {
    /// A job told by the Mission Locale is the news, unless a training or contract runs, or began since.
    fn gives_way_to_employment(self, employed_since: Option<Date>) -> bool {
        match self.stage {
            Stage::Accompanied | Stage::Oriented | Stage::Referred | Stage::Graduated => true,
            Stage::Left
            | Stage::TrainingEnded
            | Stage::EndedWithoutDiploma
            | Stage::BrokenSupported
            | Stage::BrokenLooking => employed_since
                .is_none_or(|employed| self.since.is_none_or(|since| since <= employed)),
            _ => false,
        }
    }
}

impl Training {
    fn stage(&self, today: Date, accompanied: bool) -> StageSince {
        let at = |stage, since| StageSince {
            stage,
            since: Some(since),
        };
        if self.diploma == Some(true) {
            return StageSince {
                stage: Stage::Graduated,
                since: self.diploma_on,
            };
        }
        if let Some(excluded) = self.enrolment.excluded_on
            && excluded <= today
        {
            return at(Stage::Left, excluded);
        }
        if let Some(contract) = self.contract_on(today) {
            return at(Stage::InContract, contract.start);
        }
        if self.next_contract(today).is_some() {
            return StageSince {
                stage: Stage::ContractSigned,
                since: None,
            };
        }
        match self.last_ended(today) {
            Some((contract, _)) if let Some(rupture) = contract.rupture => {
                self.stage_after_rupture(today, rupture, accompanied)
            }
            Some((_, end)) => self.stage_after_contract(today, end),
            None => self.stage_without_contract(today),
        }
    }

    fn stage_after_rupture(&self, today: Date, rupture: Date, accompanied: bool) -> StageSince {
        let support_ends = plus_months(rupture, MONTHS_AFTER_RUPTURE);
        let (stage, since) = if today <= support_ends && today <= self.enrolment.end {
            (Stage::TrainingAfterRupture, rupture)
        } else if today > plus_months(rupture, 12) {
            (Stage::Left, self.enrolment.end.min(support_ends))
        } else if accompanied {
            (Stage::BrokenSupported, rupture)
        } else {
            (Stage::BrokenLooking, rupture)
        };
        StageSince {
            stage,
            since: Some(since),
        }
    }

    fn stage_after_contract(&self, today: Date, contract_end: Date) -> StageSince {
        let natural = days_between(contract_end, self.enrolment.end) <= NATURAL_END_TOLERANCE_DAYS;
        let stage = if !natural && today <= self.enrolment.end {
            Stage::SearchingInTraining
        } else if self.diploma == Some(false) {
            Stage::EndedWithoutDiploma
        } else {
            Stage::TrainingEnded
        };
        StageSince {
            stage,
            since: day_after(contract_end),
        }
    }

    fn stage_without_contract(&self, today: Date) -> StageSince {
        let start = self.enrolment.start;
        let search_opens = plus_months(start, -MONTHS_WITHOUT_CONTRACT);
        let search_closes = plus_days(self.search_limit(), DAYS_OF_GRACE_AFTER_LIMIT);
        let (stage, since) = if today < search_opens {
            (Stage::PreRegistered, self.enrolled_on)
        } else if today < start {
            (
                Stage::SearchingBeforeStart,
                Some(
                    self.enrolled_on
                        .map_or(search_opens, |enrolled| enrolled.max(search_opens)),
                ),
            )
        } else if today <= search_closes && today <= self.enrolment.end {
            (Stage::SearchingInTraining, Some(start))
        } else {
            (Stage::Left, Some(search_closes.min(self.enrolment.end)))
        };
        StageSince { stage, since }
    }
}
