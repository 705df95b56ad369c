//! After the training: what became of the young person, asked at 6, 12, 18 and 24 months.

use jiff::civil::Date;

use crate::calendar::{days_between, plus_days, plus_months};
use crate::pathway::{PathwayFacts, Stage};
use crate::person::coded;

/// Months after the end of a training when the situation is asked for.
pub const MILESTONES: [u8; 4] = [6, 12, 18, 24];
/// Days for which each is asked.
pub const ASKED_DAYS: i32 = 60;
/// Days between two ends that two sources give of one training.
const SAME_TRAINING_DAYS: i32 = 31;

coded! {
    /// What someone does after a training.
    AfterSituation {
        /// A job.
        Job = "job",
        /// Apprenticeship again, another contract.
        Apprenticeship = "apprenticeship",
        /// Another training or studies.
        Studies = "studies",
        /// Looking for a job.
        Searching = "searching",
        /// Civic service, volunteering.
        Service = "service",
        /// Something else.
        Other = "other",
        /// Nobody could reach them.
        Unreachable = "unreachable",
    }
}

impl AfterSituation {
    /// Whether the young person may answer it themself.
    #[must_use]
    pub fn is_told_by_youth(self) -> bool {
        self != Self::Unreachable
    }
}

coded! {
    /// Where a link that asks one question stands.
    LinkState {
        /// It waits for its answer.
        Open = "open",
        /// It was answered.
        Answered = "answered",
        /// It was revoked.
        Revoked = "revoked",
    }
}

impl LinkState {
    /// Whether a link may go from one state to another: it is answered or revoked once.
    #[must_use]
    pub fn may_become(self, next: Self) -> bool {
        self == Self::Open && next != Self::Open
    }
}

/// A milestone of which the situation is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AskedSituation {
    /// Months after the end of the training.
    pub months: u8,
    /// Last day of the training.
    pub training_end: Date,
    /// The day from which it is asked.
    pub from: Date,
    /// The last day.
    pub until: Date,
}

/// An answer already given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ToldSituation {
    /// Months after the end of the training.
    pub months: u8,
    /// Last day of that training.
    pub training_end: Date,
}

impl PathwayFacts {
    /// The last day of the latest training, once it is over.
    #[must_use]
    pub fn training_over(&self, today: Date) -> Option<Date> {
        let over = matches!(
            self.stage(today).stage,
            Stage::TrainingEnded
                | Stage::Graduated
                | Stage::EndedWithoutDiploma
                | Stage::InEmployment
        );
        let training = self.current_training().filter(|_| over)?;
        let end = training
            .last_ended(today)
            .map_or(training.enrolment.end, |(_, end)| end);
        (end < today).then_some(end)
    }

    /// The milestone of which the situation is asked today, unless it was told.
    #[must_use]
    pub fn situation_asked(&self, today: Date) -> Option<AskedSituation> {
        let training_end = self.training_over(today)?;
        MILESTONES
            .into_iter()
            .map(|months| {
                let from = plus_months(training_end, i32::from(months));
                AskedSituation {
                    months,
                    training_end,
                    from,
                    until: plus_days(from, ASKED_DAYS),
                }
            })
            .find(|asked| asked.from <= today && today <= asked.until)
            .filter(|asked| {
                !self.situations.iter().any(|told| {
                    told.months == asked.months
                        && days_between(told.training_end, training_end).abs() <= SAME_TRAINING_DAYS
                })
            })
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;
    use crate::facts::SourceFacts;
    use crate::organisation::SourceSystem;

    fn finished() -> PathwayFacts {
        let facts = SourceFacts {
            training_start: Some(date(2024, 9, 2)),
            training_end: Some(date(2026, 6, 30)),
            contract_1_start: Some(date(2024, 9, 2)),
            contract_1_end: Some(date(2026, 6, 30)),
            diploma_obtained: Some(true),
            ..SourceFacts::default()
        };
        PathwayFacts::of([(SourceSystem::Erp, &facts)])
    }

    #[test]
    fn the_situation_is_asked_at_each_milestone_for_sixty_days() {
        let facts = finished();
        let asked = |day| facts.situation_asked(day).map(|asked| asked.months);
        assert_eq!(asked(date(2026, 12, 29)), None);
        assert_eq!(asked(date(2026, 12, 30)), Some(6));
        assert_eq!(asked(date(2027, 2, 28)), Some(6));
        assert_eq!(asked(date(2027, 3, 1)), None);
        assert_eq!(asked(date(2027, 7, 1)), Some(12));
        assert_eq!(asked(date(2028, 7, 1)), Some(24));
    }

    #[test]
    fn what_was_told_is_not_asked_again() {
        let mut facts = finished();
        facts.situations.push(ToldSituation {
            months: 6,
            training_end: date(2026, 7, 5),
        });
        assert_eq!(facts.situation_asked(date(2027, 1, 10)), None);
        assert!(facts.situation_asked(date(2027, 7, 1)).is_some());
    }

    #[test]
    fn a_link_is_answered_or_revoked_once() {
        use LinkState::{Answered, Open, Revoked};
        for from in LinkState::ALL {
            for to in LinkState::ALL {
                let allowed = [(Open, Answered), (Open, Revoked)].contains(&(*from, *to));
                assert_eq!(from.may_become(*to), allowed);
            }
        }
    }

    proptest! {
        #[test]
        fn nothing_is_asked_before_the_training_ends(days in 0i32..2_000) {
            let day = plus_days(date(2024, 9, 2), days);
            if let Some(asked) = finished().situation_asked(day) {
                prop_assert!(asked.training_end < asked.from);
                prop_assert!(asked.from <= day && day <= asked.until);
            }
        }
    }
}
