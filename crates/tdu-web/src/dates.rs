//! Dates as people read them, in their language.

use fluent_bundle::FluentValue;
use jiff::Timestamp;
use jiff::civil::{Date, Weekday};
use tdu_casework::Frame;
use tdu_domain::calendar::days_between;
use tdu_domain::merge::Millis;

use crate::{Lang, Texts};

const MONTHS: [&str; 12] = [
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
];
const SHORT_MONTHS: [&str; 12] = [
    "janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.",
    "déc.",
];
const ENGLISH_MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

impl Texts {
    /// "22 novembre 2026", "1er décembre 2026".
    #[must_use]
    pub fn date(self, day: Date) -> String {
        format!("{} {}", self.day_month(day), day.year())
    }

    /// "22 novembre", "1er décembre".
    #[must_use]
    pub fn day_month(self, day: Date) -> String {
        match self.lang() {
            Lang::French => format!("{} {}", ordinal(day), month(&MONTHS, day)),
            Lang::English => format!("{} {}", day.day(), month(&ENGLISH_MONTHS, day)),
        }
    }

    /// "22 nov.", "1er déc.".
    #[must_use]
    pub fn short(self, day: Date) -> String {
        match self.lang() {
            Lang::French => format!("{} {}", ordinal(day), month(&SHORT_MONTHS, day)),
            Lang::English => {
                let name: String = month(&ENGLISH_MONTHS, day).chars().take(3).collect();
                format!("{} {name}", day.day())
            }
        }
    }

    /// "novembre 2026".
    #[must_use]
    pub fn month(self, day: Date) -> String {
        let names = match self.lang() {
            Lang::French => &MONTHS,
            Lang::English => &ENGLISH_MONTHS,
        };
        format!("{} {}", month(names, day), day.year())
    }

    /// "dimanche 22 novembre 2026".
    #[must_use]
    pub fn weekday(self, day: Date) -> String {
        format!("{} {}", weekday(self.lang(), day.weekday()), self.date(day))
    }

    /// The day, with its year only when it is not this one.
    #[must_use]
    pub fn near(self, day: Date, today: Date) -> String {
        if day.year() == today.year() {
            self.day_month(day)
        } else {
            self.date(day)
        }
    }

    /// The short day, with its year only when it is not this one.
    #[must_use]
    pub fn near_short(self, day: Date, today: Date) -> String {
        if day.year() == today.year() {
            self.short(day)
        } else {
            format!("{} {}", self.short(day), day.year())
        }
    }

    /// "aujourd’hui", "demain", "dans 12 jours", "il y a 3 jours", "il y a 4 mois".
    #[must_use]
    pub fn relative(self, day: Date, today: Date) -> String {
        let days = days_between(today, day);
        let months = days.abs() / 30;
        match days {
            0 => self.get("when-today"),
            1 => self.get("when-tomorrow"),
            -1 => self.get("when-yesterday"),
            2..=60 => self.count("when-in-days", days),
            61.. => self.count("when-in-months", months),
            -60..=-2 => self.count("when-days-ago", -days),
            _ => self.count("when-months-ago", months),
        }
    }

    /// "aujourd’hui à 14:05", "12 mars à 09:30", where the territory is.
    #[must_use]
    pub(crate) fn moment(self, instant: Millis, frame: &Frame) -> String {
        let (day, today) = (frame.day_of(instant), frame.today());
        let day = if days_between(day, today).abs() <= 1 {
            self.relative(day, today)
        } else {
            self.near(day, today)
        };
        let clock = Timestamp::from_millisecond(instant)
            .unwrap_or_default()
            .to_zoned(frame.zone.clone());
        let time = format!("{:02}:{:02}", clock.hour(), clock.minute());
        self.with("moment", [("day", day.into()), ("time", time.into())])
    }
}

/// A day as an argument of a sentence.
pub(crate) fn day_value(t: Texts, day: Option<Date>, today: Date) -> FluentValue<'static> {
    day.map_or(FluentValue::None, |day| {
        FluentValue::from(t.near(day, today))
    })
}

fn ordinal(day: Date) -> String {
    match day.day() {
        1 => "1er".to_owned(),
        other => other.to_string(),
    }
}

fn month(names: &[&'static str; 12], day: Date) -> &'static str {
    usize::try_from(day.month() - 1)
        .ok()
        .and_then(|at| names.get(at))
        .copied()
        .unwrap_or_default()
}

fn weekday(lang: Lang, day: Weekday) -> &'static str {
    let (french, english) = match day {
        Weekday::Monday => ("lundi", "Monday"),
        Weekday::Tuesday => ("mardi", "Tuesday"),
        Weekday::Wednesday => ("mercredi", "Wednesday"),
        Weekday::Thursday => ("jeudi", "Thursday"),
        Weekday::Friday => ("vendredi", "Friday"),
        Weekday::Saturday => ("samedi", "Saturday"),
        Weekday::Sunday => ("dimanche", "Sunday"),
    };
    match lang {
        Lang::French => french,
        Lang::English => english,
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn french_dates() {
        let t = Texts::of(Lang::French);
        let today = date(2026, 11, 22);
        assert_eq!(t.date(date(2026, 12, 1)), "1er décembre 2026");
        assert_eq!(t.weekday(today), "dimanche 22 novembre 2026");
        assert_eq!(t.short(date(2026, 2, 3)), "3 févr.");
        assert_eq!(t.near(date(2026, 12, 4), today), "4 décembre");
        assert_eq!(t.near(date(2027, 1, 4), today), "4 janvier 2027");
        assert_eq!(t.relative(date(2026, 12, 4), today), "dans 12 jours");
        assert_eq!(t.relative(date(2026, 11, 19), today), "il y a 3 jours");
        assert_eq!(t.relative(date(2026, 11, 23), today), "demain");
    }

    #[test]
    fn english_dates() {
        let t = Texts::of(Lang::English);
        let today = date(2026, 11, 22);
        assert_eq!(t.weekday(today), "Sunday 22 November 2026");
        assert_eq!(t.short(date(2026, 2, 3)), "3 Feb");
        assert_eq!(t.relative(date(2026, 11, 21), today), "yesterday");
    }
}
