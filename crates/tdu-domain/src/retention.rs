//! How long people are kept: open to staff while something runs or was heard of lately, then in a
//! restricted archive, then no longer.

use jiff::civil::Date;

use crate::calendar::{birthday, plus_days, plus_months};
use crate::contract::Contract;
use crate::pathway::{PathwayFacts, Period, Training};
use crate::person::{FileStatus, coded};
use crate::register::{YEARS_OPEN, YEARS_RESTRICTED};

/// Days before a step during which it is announced.
pub const NOTICE_DAYS: i32 = 60;
/// Of a hundred people, how many may be touched in a day without anybody confirming it.
pub const PERCENT_A_DAY: i64 = 5;
/// People who may be touched in a day however few a territory knows.
pub const ALWAYS_A_DAY: i64 = 10;

coded! {
    /// What becomes of someone nobody hears of.
    RetentionStep {
        /// Their file goes to the restricted archive.
        Archive = "archive",
        /// They are erased.
        Erase = "erase",
    }
}

impl RetentionStep {
    /// Years after the last news.
    #[must_use]
    pub fn years(self) -> i16 {
        match self {
            Self::Archive => YEARS_OPEN,
            Self::Erase => YEARS_OPEN + YEARS_RESTRICTED,
        }
    }

    /// The day of the step for someone last heard of on a day. What falls on a 29 February falls on
    /// 1 March in a common year.
    #[must_use]
    pub fn day(self, last_news: Date) -> Date {
        birthday(last_news, self.years())
    }

    /// The last day of news of those whose step has come: the same as asking [`Self::day`] of each.
    #[must_use]
    pub fn news_until(self, today: Date) -> Date {
        plus_months(today, -12 * i32::from(self.years()))
    }

    /// The last day of news of those whose step comes within the days of notice.
    #[must_use]
    pub fn announced_until(self, today: Date) -> Date {
        self.news_until(plus_days(today, NOTICE_DAYS))
    }
}

/// How many people may be touched in a day without anybody confirming it.
#[must_use]
pub fn most_in_a_day(people: i64) -> i64 {
    (people * PERCENT_A_DAY / 100).max(ALWAYS_A_DAY)
}

coded! {
    /// How far someone went: all that statistics keep once they are erased.
    Reached {
        /// A diploma.
        Diploma = "diploma",
        /// A contract.
        Contract = "contract",
        /// A training.
        Training = "training",
        /// Support by a Mission Locale.
        Support = "support",
    }
}

impl PathwayFacts {
    /// Whether something still runs, or is about to: a contract, a session, an open file, a scheme.
    #[must_use]
    pub fn is_running(&self, today: Date) -> bool {
        self.trainings.iter().any(|training| {
            training.contract_on(today).is_some()
                || training.next_contract(today).is_some()
                || today <= last_day(training)
        }) || self.files.iter().any(|file| {
            let within = |period: Option<Period>| period.is_some_and(|known| known.contains(today));
            file.status == Some(FileStatus::Active) || within(file.cej) || within(file.pacea)
        })
    }

    /// The last day on which something was heard of the person: a contact, a word of a source
    /// (`told_on`), the end of what ran. Nothing while something runs: nothing is then to be counted.
    #[must_use]
    pub fn last_news(&self, told_on: Option<Date>, today: Date) -> Option<Date> {
        if self.is_running(today) {
            return None;
        }
        let met = self.files.iter().map(|file| file.last_contact_on);
        let schemes = self
            .files
            .iter()
            .flat_map(|file| [file.cej, file.pacea])
            .map(|scheme| scheme.and_then(|period| period.end));
        let trained = self.trainings.iter().flat_map(|training| {
            let contracts = training.enrolment.contracts.iter();
            contracts
                .map(Contract::effective_end)
                .chain([Some(last_day(training))])
        });
        met.chain(schemes)
            .chain(trained)
            .chain([self.contacted_on, told_on])
            .flatten()
            .filter(|day| *day <= today)
            .max()
    }

    /// How far the person went.
    #[must_use]
    pub fn reached(&self) -> Reached {
        let any = |went: &dyn Fn(&Training) -> bool| self.trainings.iter().any(went);
        if any(&|training| training.diploma == Some(true)) {
            Reached::Diploma
        } else if any(&|training| !training.enrolment.contracts.is_empty()) {
            Reached::Contract
        } else if any(&|_| true) {
            Reached::Training
        } else {
            Reached::Support
        }
    }
}

fn last_day(training: &Training) -> Date {
    let enrolment = &training.enrolment;
    enrolment
        .excluded_on
        .map_or(enrolment.end, |excluded| excluded.min(enrolment.end))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;
    use crate::calendar::day_after;

    fn days() -> impl Strategy<Value = Date> {
        (0..20_000_i32).prop_map(|days| plus_days(date(1995, 1, 1), days))
    }

    fn steps() -> impl Strategy<Value = RetentionStep> {
        prop::sample::select(RetentionStep::ALL)
    }

    proptest! {
        #[test]
        fn a_list_and_each_of_its_lines_agree(news in days(), today in days(), step in steps()) {
            prop_assert_eq!(today >= step.day(news), news <= step.news_until(today));
        }

        #[test]
        fn steps_come_in_order_and_never_early(news in days()) {
            let archived = RetentionStep::Archive.day(news);
            let erased = RetentionStep::Erase.day(news);
            prop_assert!(news < archived && archived < erased);
            prop_assert_eq!(archived.year(), news.year() + YEARS_OPEN);
            prop_assert_eq!(erased.year(), news.year() + YEARS_OPEN + YEARS_RESTRICTED);
        }

        #[test]
        fn fresher_news_never_hasten_a_step(news in days(), step in steps()) {
            let next = day_after(news).unwrap();
            prop_assert!(step.day(next) >= step.day(news));
        }

        #[test]
        fn whoever_is_touched_was_announced(news in days(), today in days(), step in steps()) {
            let sixty_before = plus_days(today, -NOTICE_DAYS);
            if news <= step.news_until(today) {
                prop_assert!(news <= step.announced_until(sixty_before));
            }
        }

        #[test]
        fn news_are_never_of_tomorrow(told in days(), contact in days(), today in days()) {
            let facts = PathwayFacts { contacted_on: Some(contact), ..PathwayFacts::default() };
            let news = facts.last_news(Some(told), today);
            prop_assert!(news.is_none_or(|day| day <= today));
            prop_assert_eq!(news.is_none(), told > today && contact > today);
        }
    }

    #[test]
    fn a_leap_day_counts_until_the_first_of_march() {
        let leap = date(2024, 2, 29);
        assert_eq!(RetentionStep::Archive.day(leap), date(2026, 3, 1));
        assert_eq!(RetentionStep::Erase.day(leap), date(2029, 3, 1));
    }

    #[test]
    fn a_few_may_always_be_touched_and_a_twentieth_of_many() {
        assert_eq!([0, 100, 180_000].map(most_in_a_day), [10, 10, 9_000]);
    }
}
