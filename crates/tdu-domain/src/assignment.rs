//! Who of an organisation follows someone because of what they did about them. Acts make assignments,
//! and each act about the person makes them last; nobody keeps them by hand.

use jiff::civil::Date;
use uuid::Uuid;

use crate::calendar::plus_days;
use crate::organisation::Network;
use crate::pathway::PathwayFacts;
use crate::person::coded;
use crate::signal::{Severity, Signal, SignalCode};

/// Days without an act after which an assignment ends.
pub const QUIET_FOR: i32 = 90;
/// Days before that end when the organisation is warned.
pub const WARNED_BEFORE: i32 = 14;

coded! {
    /// The act that made an assignment.
    AssignedBy {
        /// Referring the person elsewhere.
        Refer = "refer",
        /// Answering a referral.
        Answer = "answer",
        /// Taking the person in charge.
        Take = "take",
    }
}

/// An assignment that goes on, as warnings are computed from it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Assigned {
    /// The organisation.
    pub organisation: Uuid,
    /// Its network.
    pub network: Network,
    /// The day of the last act.
    pub last_act: Date,
}

impl Assigned {
    /// The day on which it ends if nothing is done.
    #[must_use]
    pub fn ends_on(&self) -> Date {
        plus_days(self.last_act, QUIET_FOR)
    }

    fn ending(&self, today: Date) -> Option<Signal> {
        let ends = self.ends_on();
        let announced = plus_days(ends, -WARNED_BEFORE);
        (announced <= today && today < ends).then_some(Signal {
            code: SignalCode::AssignmentEnding,
            severity: Severity::Notice,
            owner: self.network,
            since: Some(announced),
            due: Some(ends),
            cause_on: Some(self.last_act),
        })
    }
}

impl PathwayFacts {
    /// The warnings that assignments raise, and the organisation that each concerns: one is raised where
    /// nobody of the organisation did anything lately.
    pub(crate) fn ending_assignments(
        &self,
        today: Date,
    ) -> impl Iterator<Item = (Signal, Vec<Uuid>)> {
        let is_last = |one: &&Assigned| {
            let same = |other: &&Assigned| other.organisation == one.organisation;
            let last = self
                .assigned
                .iter()
                .filter(same)
                .map(|other| other.last_act);
            last.max() == Some(one.last_act)
        };
        self.assigned
            .iter()
            .filter(is_last)
            .filter_map(move |one| Some((one.ending(today)?, vec![one.organisation])))
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    const ML: Uuid = Uuid::from_u128(1);

    fn facts(last_acts: &[Date]) -> PathwayFacts {
        PathwayFacts {
            assigned: last_acts
                .iter()
                .map(|last_act| Assigned {
                    organisation: ML,
                    network: Network::MissionLocale,
                    last_act: *last_act,
                })
                .collect(),
            ..PathwayFacts::default()
        }
    }

    #[test]
    fn an_organisation_is_warned_two_weeks_before_nobody_follows() {
        let last = date(2026, 9, 1);
        let told = |today| {
            let facts = facts(&[date(2026, 8, 1), last]);
            facts.ending_assignments(today).count()
        };
        assert_eq!(told(date(2026, 11, 15)), 0);
        assert_eq!(told(date(2026, 11, 16)), 1, "once, for the last of them");
        assert_eq!(told(date(2026, 11, 29)), 1);
        assert_eq!(told(date(2026, 11, 30)), 0, "it has ended");
    }
}
