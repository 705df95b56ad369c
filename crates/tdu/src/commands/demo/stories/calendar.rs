//! The days of a story, counted from today and moved to days on which people work.

use jiff::civil::Date;
use tdu_domain::calendar::{day_before, is_working_day, nth_working_day, plus_days};

/// The days of a story, seen from one of them.
#[derive(Debug, Clone, Copy)]
pub(super) struct Calendar {
    /// The day of the demonstration.
    pub(super) today: Date,
    /// The day of the act.
    pub(super) now: Date,
}

impl Calendar {
    /// On a day, counted before today.
    pub(super) fn on(today: Date, days_ago: i32) -> Self {
        let now = worked(today, days_ago);
        Self { today, now }
    }

    /// Another day of the story, counted before today too; negative after it.
    pub(super) fn day(self, days_ago: i32) -> Date {
        worked(self.today, days_ago)
    }

    /// The school year of the demonstration: `2026-2027`.
    pub(super) fn school_year(self) -> String {
        let first = self.today.year() - i16::from(self.today.month() < 8);
        format!("{first}-{}", first + 1)
    }
}

/// The last working day before a past one, the first after one to come.
fn worked(today: Date, days_ago: i32) -> Date {
    let mut day = plus_days(today, -days_ago);
    if days_ago < 0 {
        return nth_working_day(day, 1);
    }
    while let Some(before) = day_before(day).filter(|_| !is_working_day(day)) {
        day = before;
    }
    day
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn nobody_works_on_a_sunday_and_the_order_of_days_stays() {
        let sunday = date(2026, 11, 22);
        let days: Vec<Date> = (-5..60).rev().map(|ago| worked(sunday, ago)).collect();
        assert!(days.iter().all(|day| is_working_day(*day)));
        assert!(days.is_sorted());
        assert_eq!(worked(sunday, 0), date(2026, 11, 20));
        assert_eq!(worked(sunday, -1), date(2026, 11, 23));
    }

    #[test]
    fn the_school_year_turns_in_august() {
        let year = |today| Calendar::on(today, 0).school_year();
        assert_eq!(year(date(2026, 11, 22)), "2026-2027");
        assert_eq!(year(date(2027, 7, 31)), "2026-2027");
        assert_eq!(year(date(2027, 8, 1)), "2027-2028");
    }
}
