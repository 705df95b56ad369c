//! Absences: a colleague stands in for another of the same organisation, from a day to a day. They end by
//! themselves.

use jiff::civil::Date;
use uuid::Uuid;

use crate::calendar::{day_before, days_between};

/// Days that an absence lasts at most; for longer, people are handed over.
pub const LONGEST_ABSENCE: i32 = 184;

/// Somebody's absence, and who stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Absence {
    /// Key.
    pub id: Uuid,
    /// The account that is absent.
    pub account: Uuid,
    /// The colleague who stands in.
    pub covered_by: Uuid,
    /// The first day.
    pub from: Date,
    /// The last day.
    pub until: Date,
    /// The day on which it ended before its last, when it did.
    pub ended_on: Option<Date>,
}

/// Why an absence cannot be declared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// It ends before it begins, or is over already.
    #[error("an absence ends today or later, after it begins")]
    Over,
    /// It lasts too long.
    #[error("an absence lasts six months at most")]
    TooLong,
    /// Nobody stands in for themself.
    #[error("somebody else stands in")]
    Oneself,
    /// The same colleague is absent then already.
    #[error("this colleague is absent then already")]
    Twice,
    /// The colleague who would stand in is absent then.
    #[error("who stands in is absent then")]
    CoverAbsent,
    /// The colleague stands in for another then.
    #[error("this colleague stands in for another then")]
    StandsIn,
}

impl Refusal {
    /// The field that is wrong, and the key of the sentence.
    #[must_use]
    pub fn told(self) -> (&'static str, &'static str) {
        match self {
            Self::Over => ("au", "absence-over"),
            Self::TooLong => ("au", "absence-too-long"),
            Self::Oneself => ("remplacant", "absence-oneself"),
            Self::Twice => ("du", "absence-twice"),
            Self::CoverAbsent => ("remplacant", "absence-cover-absent"),
            Self::StandsIn => ("du", "absence-stands-in"),
        }
    }
}

impl Absence {
    /// Its last day, unless it never held.
    #[must_use]
    pub fn last_day(&self) -> Option<Date> {
        let last = match self.ended_on {
            None => self.until,
            Some(ended) => day_before(ended)?.min(self.until),
        };
        (last >= self.from).then_some(last)
    }

    /// Whether the colleague is absent on a day.
    #[must_use]
    pub fn holds_on(&self, day: Date) -> bool {
        self.from <= day && self.last_day().is_some_and(|last| day <= last)
    }

    /// Whether it is over, or never held.
    #[must_use]
    pub fn is_over(&self, today: Date) -> bool {
        self.last_day().is_none_or(|last| last < today)
    }

    fn meets(&self, other: &Self) -> bool {
        let Some((last, other_last)) = self.last_day().zip(other.last_day()) else {
            return false;
        };
        self.from <= other_last && other.from <= last
    }

    /// What keeps it from being declared today beside the others of the organisation. A colleague who stands
    /// in is there: nobody's people go from hand to hand.
    #[must_use]
    pub fn refusals(&self, others: &[Self], today: Date) -> Vec<Refusal> {
        let met = |concerns: fn(&Self, &Self) -> bool| {
            let mut met = others
                .iter()
                .filter(|other| other.id != self.id && other.meets(self));
            met.any(|other| concerns(self, other))
        };
        let length = days_between(self.from.max(today), self.until);
        let all = [
            (self.until < self.from || self.until < today, Refusal::Over),
            (length >= LONGEST_ABSENCE, Refusal::TooLong),
            (self.account == self.covered_by, Refusal::Oneself),
            (
                met(|new, other| other.account == new.account),
                Refusal::Twice,
            ),
            (
                met(|new, other| other.account == new.covered_by),
                Refusal::CoverAbsent,
            ),
            (
                met(|new, other| other.covered_by == new.account),
                Refusal::StandsIn,
            ),
        ];
        let holding = all.into_iter().filter(|(holds, _)| *holds);
        holding.map(|(_, refusal)| refusal).collect()
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;
    use crate::calendar::plus_days;

    const TODAY: Date = date(2026, 12, 1);

    fn absence(id: u128, account: u128, covered_by: u128, from: Date, until: Date) -> Absence {
        Absence {
            id: Uuid::from_u128(id),
            account: Uuid::from_u128(account),
            covered_by: Uuid::from_u128(covered_by),
            from,
            until,
            ended_on: None,
        }
    }

    #[test]
    fn it_holds_from_its_first_day_to_its_last_or_to_its_end() {
        let mut week = absence(1, 1, 2, date(2026, 12, 7), date(2026, 12, 11));
        assert!(!week.holds_on(date(2026, 12, 6)));
        assert!(week.holds_on(date(2026, 12, 7)));
        assert!(week.holds_on(date(2026, 12, 11)));
        assert!(!week.holds_on(date(2026, 12, 12)));
        week.ended_on = Some(date(2026, 12, 9));
        assert!(week.holds_on(date(2026, 12, 8)));
        assert!(!week.holds_on(date(2026, 12, 9)));
        week.ended_on = Some(date(2026, 12, 1));
        assert_eq!(week.last_day(), None, "it never held");
        assert!(week.is_over(TODAY));
    }

    #[test]
    fn each_refusal_has_its_reason() {
        let other = absence(9, 3, 4, date(2026, 12, 7), date(2026, 12, 11));
        let refused = |account, covered_by, from, until| {
            absence(1, account, covered_by, from, until).refusals(&[other], TODAY)
        };
        let (from, until) = (date(2026, 12, 11), date(2026, 12, 15));
        assert_eq!(refused(1, 2, until, from), [Refusal::Over]);
        let past = date(2026, 11, 20);
        assert_eq!(refused(1, 2, past, past), [Refusal::Over]);
        let far = plus_days(from, LONGEST_ABSENCE);
        assert_eq!(refused(1, 2, from, far), [Refusal::TooLong]);
        assert_eq!(refused(1, 1, from, until), [Refusal::Oneself]);
        assert_eq!(refused(3, 2, from, until), [Refusal::Twice]);
        assert_eq!(refused(1, 3, from, until), [Refusal::CoverAbsent]);
        assert_eq!(refused(4, 2, from, until), [Refusal::StandsIn]);
        assert_eq!(
            refused(1, 1, until, from),
            [Refusal::Over, Refusal::Oneself]
        );
        assert_eq!(refused(1, 2, from, until), []);
        assert_eq!(refused(1, 4, from, until), [], "for two at once");
    }

    proptest! {
        #[test]
        fn nobody_is_absent_twice_nor_covered_by_an_absent_colleague(
            asked in prop::collection::vec((0u128..4, 0u128..4, 0i32..40, 0i32..20), 1..30)
        ) {
            let mut kept: Vec<Absence> = Vec::new();
            for (id, (account, covered_by, first, days)) in asked.into_iter().enumerate() {
                let from = plus_days(TODAY, first);
                let new = absence(id as u128, account, covered_by, from, plus_days(from, days));
                if new.refusals(&kept, TODAY).is_empty() {
                    kept.push(new);
                }
            }
            for day in (0..60).map(|days| plus_days(TODAY, days)) {
                let today: Vec<&Absence> = kept.iter().filter(|one| one.holds_on(day)).collect();
                for one in &today {
                    let absent = today.iter().filter(|other| other.account == one.account);
                    prop_assert_eq!(absent.count(), 1);
                    prop_assert!(today.iter().all(|other| other.account != one.covered_by));
                }
            }
        }
    }
}
