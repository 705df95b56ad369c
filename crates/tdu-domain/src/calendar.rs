//! Civil dates, working days and French public holidays.

use jiff::Span;
use jiff::civil::{Date, Weekday, date};

/// The next day, unless the calendar ends.
#[must_use]
pub fn day_after(day: Date) -> Option<Date> {
    day.tomorrow().ok()
}

/// The day before, unless the calendar begins.
#[must_use]
pub fn day_before(day: Date) -> Option<Date> {
    day.yesterday().ok()
}

/// Days from one date to another, negative when the second comes first.
#[must_use]
pub fn days_between(from: Date, to: Date) -> i32 {
    (to - from).get_days()
}

/// A date so many days later (or earlier), kept within the calendar.
#[must_use]
pub fn plus_days(day: Date, days: i32) -> Date {
    day.saturating_add(Span::new().days(days))
}

/// A date so many months later, on the last day of the month when the day does not exist.
#[must_use]
pub fn plus_months(day: Date, months: i32) -> Date {
    day.saturating_add(Span::new().months(months))
}

/// Full years from birth to a day; someone born on 29 February has their birthday on 1 March in a
/// common year, as French law counts.
#[must_use]
pub fn age_on(birth: Date, day: Date) -> i16 {
    let had_birthday = (day.month(), day.day()) >= (birth.month(), birth.day());
    day.year() - birth.year() - i16::from(!had_birthday)
}

/// First day at which a person has a given age, kept within the calendar.
#[must_use]
pub fn birthday(birth: Date, age: i16) -> Date {
    let year = birth.year().saturating_add(age).min(9999);
    Date::new(year, birth.month(), birth.day()).unwrap_or_else(|_| date(year, 3, 1))
}

/// Easter Sunday of a year of the Gregorian calendar (Meeus's method).
#[expect(
    clippy::many_single_char_names,
    reason = "the letters of the published method"
)]
fn easter(year: i16) -> Option<Date> {
    let year = i32::from(year);
    let (a, b, c) = (year % 19, year / 100, year % 100);
    let (d, e) = (b / 4, b % 4);
    let g = (8 * b + 13) / 25;
    let h = (19 * a + b - d - g + 15) % 30;
    let (i, k) = (c / 4, c % 4);
    let l = (32 + 2 * e + 2 * i - h - k) % 7;
    let m = (a + 11 * h + 19 * l) / 433;
    let month = (h + l - 7 * m + 90) / 25;
    let day = (h + l - 7 * m + 33 * month + 19) % 32;
    Date::new(
        i16::try_from(year).ok()?,
        i8::try_from(month).ok()?,
        i8::try_from(day).ok()?,
    )
    .ok()
}

/// Whether a day is one of the eleven legal holidays (Code du travail, L3133-1).
///
/// Alsace-Moselle and overseas territories have others, which are not counted.
#[must_use]
pub fn is_public_holiday(day: Date) -> bool {
    const FIXED: [(i8, i8); 8] = [
        (1, 1),
        (5, 1),
        (5, 8),
        (7, 14),
        (8, 15),
        (11, 1),
        (11, 11),
        (12, 25),
    ];
    FIXED.contains(&(day.month(), day.day()))
        || easter(day.year()).is_some_and(|easter| [1, 39, 50].contains(&days_between(easter, day)))
}

/// Whether people usually work on that day: Monday to Friday, no public holiday.
#[must_use]
pub fn is_working_day(day: Date) -> bool {
    !matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday) && !is_public_holiday(day)
}

/// The `count`-th working day from `start`, `start` included.
#[must_use]
pub fn nth_working_day(start: Date, count: u32) -> Date {
    let mut day = start;
    let mut left = count;
    while let Some(next) = day_after(day) {
        if is_working_day(day) {
            left = left.saturating_sub(1);
            if left == 0 {
                break;
            }
        }
        day = next;
    }
    day
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn holidays_of_2026() {
        let holidays: Vec<String> = date(2026, 1, 1)
            .series(Span::new().days(1))
            .take_while(|day| day.year() == 2026)
            .filter(|day| is_public_holiday(*day))
            .map(|day| day.strftime("%d/%m").to_string())
            .collect();
        assert_eq!(
            holidays,
            [
                "01/01", "06/04", "01/05", "08/05", "14/05", "25/05", "14/07", "15/08", "01/11",
                "11/11", "25/12"
            ]
        );
    }

    #[test]
    fn ages_follow_the_birthday() {
        assert_eq!(age_on(date(2008, 11, 22), date(2026, 11, 21)), 17);
        assert_eq!(age_on(date(2008, 11, 22), date(2026, 11, 22)), 18);
        assert_eq!(age_on(date(2008, 2, 29), date(2026, 2, 28)), 17);
        assert_eq!(birthday(date(2008, 2, 29), 18), date(2026, 3, 1));
    }

    #[test]
    fn working_days_skip_weekends_and_holidays() {
        assert_eq!(nth_working_day(date(2026, 11, 9), 1), date(2026, 11, 9));
        assert_eq!(nth_working_day(date(2026, 11, 9), 3), date(2026, 11, 12));
        assert_eq!(nth_working_day(date(2026, 11, 7), 1), date(2026, 11, 9));
    }
}
