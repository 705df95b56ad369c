//! The national status timeline of a learner.
//!
//! The same facts must give the same statuses as the national *Tableau de bord de
//! l'apprentissage*, so that both can be compared and exchanged. Its quirks are kept on purpose:
//! nothing changes after the end of the session, and every gap between two contracts is a rupture.
//! What is true beyond that is told by [`crate::pathway`].

use jiff::Span;
use jiff::civil::Date;

use crate::calendar::{day_after, day_before, days_between};
use crate::contract::Contract;
use crate::person::coded;

/// Days without any contract before the national status becomes *abandon*.
pub const DAYS_ENROLLED_WITHOUT_CONTRACT: i32 = 90;
/// Days after a contract before *rupturant* becomes *abandon*.
pub const DAYS_AFTER_CONTRACT: i32 = 180;
/// Days before the end of the session within which a contract that ends has ended naturally.
pub const NATURAL_END_TOLERANCE_DAYS: i32 = 60;

coded! {
    /// National status of a learner on a day.
    NationalStatus {
        /// Enrolled, never yet in contract.
        Enrolled = "INSCRIT",
        /// In contract.
        Apprentice = "APPRENTI",
        /// Was in contract, is no longer.
        ContractBroken = "RUPTURANT",
        /// Left, or too long without contract.
        DroppedOut = "ABANDON",
        /// The training is over.
        TrainingEnded = "FIN_DE_FORMATION",
    }
}

/// What the national timeline is computed from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Enrolment {
    /// First day of the training session.
    pub start: Date,
    /// Last day of the training session.
    pub end: Date,
    /// Day of exclusion from the training.
    pub excluded_on: Option<Date>,
    /// Contracts, in any order.
    pub contracts: Vec<Contract>,
}

/// The status from this day on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Step {
    /// First day of the status.
    pub date: Date,
    /// The status.
    pub status: NationalStatus,
}

/// A whole timeline: at most one status per day, steps strictly dated, neighbours different.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct StatusTimeline {
    steps: Vec<Step>,
}

impl StatusTimeline {
    /// Computes the timeline. An enrolment that ends before it begins has an empty one.
    #[must_use]
    pub fn of(enrolment: &Enrolment) -> Self {
        let first = enrolment
            .contracts
            .iter()
            .map(|contract| contract.start)
            .fold(enrolment.start, Date::min);
        let last = enrolment.end;
        if first > last {
            return Self::default();
        }
        let mut timeline = Self::contracts_and_gaps(enrolment, first, last);
        if let Some(day) = enrolment.excluded_on
            && day <= last
        {
            timeline.replace_from(day.max(first), |_| Some(NationalStatus::DroppedOut));
        }
        timeline.close(enrolment, last);
        timeline.merge();
        timeline
    }

    /// The steps, in order of date.
    #[must_use]
    pub fn steps(&self) -> &[Step] {
        &self.steps
    }

    /// The status on a day: that of the last step begun, *inscrit* before the first.
    #[must_use]
    pub fn on(&self, day: Date) -> NationalStatus {
        self.step_on(day)
            .map_or(NationalStatus::Enrolled, |step| step.status)
    }

    /// The last step begun on a day, if any.
    #[must_use]
    pub fn step_on(&self, day: Date) -> Option<Step> {
        self.steps
            .iter()
            .rev()
            .find(|step| step.date <= day)
            .copied()
    }

    fn contracts_and_gaps(enrolment: &Enrolment, first: Date, last: Date) -> Self {
        let mut worked: Vec<(Date, Date)> = enrolment
            .contracts
            .iter()
            .filter_map(|contract| {
                let end = contract.effective_end().unwrap_or(last).min(last);
                (contract.start <= end).then_some((contract.start, end))
            })
            .collect();
        worked.sort_unstable();
        let mut timeline = Self::default();
        let mut free_from = Some(first);
        let mut had_contract = false;
        for (start, end) in worked {
            let Some(free) = free_from else { break };
            if end < free {
                continue;
            }
            if free < start {
                timeline.gap(free, start, had_contract);
            }
            timeline.push(start.max(free), NationalStatus::Apprentice);
            had_contract = true;
            free_from = day_after(end).filter(|day| *day <= last);
        }
        if let (Some(free), Some(after)) = (free_from, day_after(last)) {
            timeline.gap(free, after, had_contract);
        }
        timeline
    }

    /// Days from `from` up to, and without, `until`.
    fn gap(&mut self, from: Date, until: Date, had_contract: bool) {
        let (status, days) = if had_contract {
            (NationalStatus::ContractBroken, DAYS_AFTER_CONTRACT)
        } else {
            (NationalStatus::Enrolled, DAYS_ENROLLED_WITHOUT_CONTRACT)
        };
        self.push(from, status);
        if let Ok(limit) = from.checked_add(Span::new().days(days))
            && limit < until
        {
            self.push(limit, NationalStatus::DroppedOut);
        }
    }

    fn close(&mut self, enrolment: &Enrolment, last: Date) {
        let natural_end = enrolment.natural_end();
        let closes = natural_end.is_some()
            || matches!(
                self.on(last),
                NationalStatus::Apprentice | NationalStatus::Enrolled
            );
        if let Some(end) = natural_end
            && days_between(end, last) <= NATURAL_END_TOLERANCE_DAYS
            && let Some(day) = day_after(end)
            && day <= last
        {
            let first = self.steps.first().map_or(day, |step| step.date);
            self.replace_from(day.max(first), |status| {
                matches!(
                    status,
                    NationalStatus::Enrolled | NationalStatus::ContractBroken
                )
                .then_some(NationalStatus::TrainingEnded)
            });
        }
        if closes {
            self.replace_from(last, |_| Some(NationalStatus::TrainingEnded));
        }
    }

    /// Cuts the timeline at a day and replaces every status from there on.
    fn replace_from(
        &mut self,
        day: Date,
        replace: impl Fn(NationalStatus) -> Option<NationalStatus>,
    ) {
        let status = self.on(day);
        let at = self.steps.partition_point(|step| step.date < day);
        if self.steps.get(at).is_none_or(|step| step.date != day) {
            self.steps.insert(at, Step { date: day, status });
        }
        for step in &mut self.steps[at..] {
            step.status = replace(step.status).unwrap_or(step.status);
        }
    }

    fn push(&mut self, date: Date, status: NationalStatus) {
        self.steps.push(Step { date, status });
    }

    fn merge(&mut self) {
        self.steps.dedup_by(|next, kept| next.status == kept.status);
    }
}

impl Enrolment {
    /// The effective end of the terminal contract, when it was neither broken nor cut by an exclusion.
    ///
    /// The terminal contract ends last; on a tie a broken one wins.
    fn natural_end(&self) -> Option<Date> {
        if self.excluded_on.is_some() {
            return None;
        }
        let terminal = self
            .contracts
            .iter()
            .map(|contract| {
                (
                    contract.effective_end().unwrap_or(self.end),
                    contract.rupture.is_some(),
                )
            })
            .max()?;
        (!terminal.1).then_some(terminal.0)
    }
}

impl Contract {
    /// Last day in contract: the day before the rupture, else the planned end.
    #[must_use]
    pub fn effective_end(&self) -> Option<Date> {
        self.rupture
            .map(|rupture| day_before(rupture).unwrap_or(rupture))
            .or(self.end)
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;

    fn contract(start: Date, end: Option<Date>, rupture: Option<Date>) -> Contract {
        Contract {
            start,
            end,
            rupture,
            rupture_cause: None,
            employer: None,
        }
    }

    fn enrolment(contracts: Vec<Contract>) -> Enrolment {
        Enrolment {
            start: date(2024, 9, 1),
            end: date(2025, 8, 31),
            excluded_on: None,
            contracts,
        }
    }

    fn steps(enrolment: &Enrolment) -> Vec<(String, &'static str)> {
        StatusTimeline::of(enrolment)
            .steps()
            .iter()
            .map(|step| (step.date.to_string(), step.status.code()))
            .collect()
    }

    #[test]
    fn without_contract_ninety_days_then_dropped_out() {
        assert_eq!(
            steps(&enrolment(vec![])),
            [
                ("2024-09-01".into(), "INSCRIT"),
                ("2024-11-30".into(), "ABANDON")
            ]
        );
    }

    #[test]
    fn a_rupture_counts_from_its_day_and_a_new_contract_restores() {
        let broken = contract(
            date(2024, 9, 15),
            Some(date(2025, 8, 31)),
            Some(date(2024, 12, 1)),
        );
        let again = contract(date(2025, 7, 1), Some(date(2025, 8, 31)), None);
        assert_eq!(
            steps(&enrolment(vec![broken, again])),
            [
                ("2024-09-01".into(), "INSCRIT"),
                ("2024-09-15".into(), "APPRENTI"),
                ("2024-12-01".into(), "RUPTURANT"),
                ("2025-05-30".into(), "ABANDON"),
                ("2025-07-01".into(), "APPRENTI"),
                ("2025-08-31".into(), "FIN_DE_FORMATION"),
            ]
        );
    }

    #[test]
    fn a_contract_that_ends_shortly_before_the_session_is_a_natural_end() {
        let natural = contract(date(2024, 9, 1), Some(date(2025, 7, 5)), None);
        assert_eq!(
            steps(&enrolment(vec![natural])),
            [
                ("2024-09-01".into(), "APPRENTI"),
                ("2025-07-06".into(), "FIN_DE_FORMATION")
            ]
        );
    }

    #[test]
    fn a_contract_that_ends_long_before_the_session_is_a_gap_closed_on_the_last_day() {
        let early = contract(date(2024, 9, 1), Some(date(2024, 12, 31)), None);
        assert_eq!(
            steps(&enrolment(vec![early])),
            [
                ("2024-09-01".into(), "APPRENTI"),
                ("2025-01-01".into(), "RUPTURANT"),
                ("2025-06-30".into(), "ABANDON"),
                ("2025-08-31".into(), "FIN_DE_FORMATION"),
            ]
        );
    }

    #[test]
    fn an_exclusion_paints_over_the_contract() {
        let mut excluded = enrolment(vec![contract(date(2024, 9, 1), None, None)]);
        excluded.excluded_on = Some(date(2025, 1, 10));
        assert_eq!(
            steps(&excluded),
            [
                ("2024-09-01".into(), "APPRENTI"),
                ("2025-01-10".into(), "ABANDON")
            ]
        );
    }

    #[test]
    fn a_rupture_on_the_first_day_never_was_a_contract() {
        let never = contract(date(2024, 10, 1), None, Some(date(2024, 10, 1)));
        assert_eq!(
            steps(&enrolment(vec![never])),
            [
                ("2024-09-01".into(), "INSCRIT"),
                ("2024-11-30".into(), "ABANDON")
            ]
        );
    }

    #[test]
    fn an_enrolment_that_ends_before_it_begins_says_nothing() {
        let mut reversed = enrolment(vec![]);
        reversed.end = date(2024, 1, 1);
        let timeline = StatusTimeline::of(&reversed);
        assert!(timeline.steps().is_empty());
        assert_eq!(timeline.on(date(2025, 1, 1)), NationalStatus::Enrolled);
    }

    /// The rules, day by day, as section A of the field's formats tells them: slow and obvious.
    fn day_by_day(enrolment: &Enrolment) -> Vec<(Date, NationalStatus)> {
        use NationalStatus::{Apprentice, ContractBroken, DroppedOut, Enrolled, TrainingEnded};
        let first = enrolment
            .contracts
            .iter()
            .map(|c| c.start)
            .fold(enrolment.start, Date::min);
        let days: Vec<Date> = first
            .series(Span::new().days(1))
            .take_while(|day| *day <= enrolment.end)
            .collect();
        let in_contract = |day: Date| {
            enrolment
                .contracts
                .iter()
                .any(|c| c.start <= day && day <= c.effective_end().unwrap_or(enrolment.end))
        };
        let (mut without, mut had) = (0, false);
        let mut painted: Vec<NationalStatus> = days
            .iter()
            .map(|day| {
                if enrolment
                    .excluded_on
                    .is_some_and(|excluded| excluded <= *day)
                {
                    DroppedOut
                } else if in_contract(*day) {
                    (without, had) = (0, true);
                    Apprentice
                } else {
                    without += 1;
                    match (had, without) {
                        (true, 181..) | (false, 91..) => DroppedOut,
                        (true, _) => ContractBroken,
                        (false, _) => Enrolled,
                    }
                }
            })
            .collect();
        let Some(last) = painted.last().copied() else {
            return vec![];
        };
        let natural = enrolment.natural_end();
        if let Some(end) = natural
            && days_between(end, enrolment.end) <= 60
        {
            for (day, status) in days.iter().zip(&mut painted) {
                if *day > end && matches!(status, Enrolled | ContractBroken) {
                    *status = TrainingEnded;
                }
            }
        }
        if natural.is_some() || matches!(last, Apprentice | Enrolled) {
            *painted.last_mut().unwrap() = TrainingEnded;
        }
        days.into_iter().zip(painted).collect()
    }

    prop_compose! {
        fn any_day()(days in 0i32..900) -> Date { date(2024, 6, 1).checked_add(Span::new().days(days)).unwrap() }
    }

    prop_compose! {
        fn any_contract()(
            start in any_day(),
            end in proptest::option::of(any_day()),
            rupture in proptest::option::weighted(0.4, any_day()),
        ) -> Contract { contract(start, end, rupture) }
    }

    prop_compose! {
        fn any_enrolment()(
            start in any_day(),
            end in any_day(),
            excluded_on in proptest::option::weighted(0.2, any_day()),
            contracts in proptest::collection::vec(any_contract(), 0..4),
        ) -> Enrolment { Enrolment { start, end, excluded_on, contracts } }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2_000))]

        #[test]
        fn agrees_with_the_rules_applied_day_by_day(enrolment in any_enrolment()) {
            let timeline = StatusTimeline::of(&enrolment);
            for (day, status) in day_by_day(&enrolment) {
                prop_assert_eq!(timeline.on(day), status, "on {}", day);
            }
        }

        #[test]
        fn steps_are_dated_once_and_differ_from_their_neighbours(enrolment in any_enrolment()) {
            let timeline = StatusTimeline::of(&enrolment);
            for pair in timeline.steps().windows(2) {
                prop_assert!(pair[0].date < pair[1].date);
                prop_assert_ne!(pair[0].status, pair[1].status);
            }
        }

        #[test]
        fn the_order_of_contracts_does_not_matter(enrolment in any_enrolment()) {
            let mut reversed = enrolment.clone();
            reversed.contracts.reverse();
            prop_assert_eq!(StatusTimeline::of(&enrolment), StatusTimeline::of(&reversed));
        }
    }
}
