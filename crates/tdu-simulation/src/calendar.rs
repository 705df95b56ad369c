//! Civil dates of the school year.

use jiff::Span;
use jiff::civil::Date;
use tdu_domain::person::SchoolYear;

use crate::chance::Chance;

/// The date some days later (earlier if negative).
pub(crate) fn plus(date: Date, days: i32) -> Date {
    date.saturating_add(Span::new().days(days))
}

/// The date some years earlier (29 February becomes the 28th).
pub(crate) fn years_before(date: Date, years: i16) -> Date {
    date.saturating_sub(Span::new().years(years))
}

/// Days from one date to another.
pub(crate) fn days_between(from: Date, to: Date) -> i32 {
    from.until(to).map_or(0, |span| span.get_days())
}

/// Completed years of age.
pub(crate) fn age(birth: Date, on: Date) -> i16 {
    let before_birthday = (on.month(), on.day()) < (birth.month(), birth.day());
    on.year() - birth.year() - i16::from(before_birthday)
}

/// The calendar year in which the school year of a date begins: school years turn on 1 August.
pub(crate) fn school_year_start(date: Date) -> i16 {
    date.year() - i16::from(date.month() < 8)
}

/// How the national format writes a school year: `2026-2027`.
pub(crate) fn school_year(first: i16) -> String {
    let text = format!("{first}-{}", first + 1);
    SchoolYear::parse(&text).map_or(text, |year| year.to_string())
}

/// A day of the year; out-of-range parts fall on the year's first day.
pub(crate) fn day(year: i16, month: i8, day: i8) -> Date {
    Date::new(year, month, day).unwrap_or_else(|_| Date::constant(2000, 1, 1))
}

/// A birth date that makes somebody `years` old on `date`.
pub(crate) fn birth_at_age(chance: &mut Chance, date: Date, years: i16) -> Date {
    plus(years_before(date, years), -chance.between(0, 364))
}
