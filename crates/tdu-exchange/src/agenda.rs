//! Calendars (RFC 5545) of appointments, for the agendas of staff: initials and a link, nothing more.

use icalendar::{Calendar, Component, Event, EventLike, EventStatus, Property};
use jiff::Timestamp;
use uuid::Uuid;

/// Who made the file.
const PRODUCT: &str = "-//Trait d’union//Agenda//FR";

/// An appointment, as a calendar tells it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AgendaEvent {
    /// Its key, the same in every file.
    pub id: Uuid,
    /// How many times it changed.
    pub sequence: i64,
    /// When it changed last.
    pub changed_at: Timestamp,
    /// When it starts.
    pub starts: Timestamp,
    /// When it ends.
    pub ends: Timestamp,
    /// What is shown: initials, never a name.
    pub summary: String,
    /// How people meet.
    pub place: String,
    /// The page that tells the rest.
    pub link: String,
    /// Whether it will not take place.
    pub cancelled: bool,
    /// The e-mail of whoever receives, and of whoever is invited, in a file of one appointment.
    pub between: Option<(String, String)>,
}

/// What a file of appointments is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AgendaMethod {
    /// A calendar that an agenda reads again by itself.
    Feed,
    /// One appointment to keep.
    Invite,
    /// One appointment to take away.
    Cancel,
}

impl AgendaMethod {
    fn text(self) -> &'static str {
        match self {
            Self::Feed => "PUBLISH",
            Self::Invite => "REQUEST",
            Self::Cancel => "CANCEL",
        }
    }
}

/// A calendar file.
#[must_use]
pub fn agenda(name: &str, method: AgendaMethod, events: &[AgendaEvent]) -> String {
    let mut calendar = Calendar::empty();
    for (key, value) in [
        ("VERSION", "2.0"),
        ("PRODID", PRODUCT),
        ("CALSCALE", "GREGORIAN"),
        ("METHOD", method.text()),
    ] {
        calendar.append_property(Property::new(key, value));
    }
    if method == AgendaMethod::Feed {
        calendar.append_property(Property::new("X-WR-CALNAME", name));
        calendar.append_property(Property::new("REFRESH-INTERVAL", "PT1H"));
    }
    for event in events {
        calendar.push(written(event));
    }
    calendar.to_string()
}

fn written(event: &AgendaEvent) -> Event {
    let status = if event.cancelled {
        EventStatus::Cancelled
    } else {
        EventStatus::Confirmed
    };
    let mut written = Event::new();
    written
        .uid(&format!("{}@trait-dunion", event.id))
        .summary(&event.summary)
        .location(&event.place)
        .url(&event.link)
        .description(&event.link)
        .status(status)
        .add_property("DTSTAMP", utc(event.changed_at))
        .add_property("LAST-MODIFIED", utc(event.changed_at))
        .add_property("DTSTART", utc(event.starts))
        .add_property("DTEND", utc(event.ends))
        .add_property("SEQUENCE", event.sequence.to_string());
    if let Some((organizer, attendee)) = &event.between {
        written
            .add_property("ORGANIZER", format!("mailto:{organizer}"))
            .add_property("ATTENDEE", format!("mailto:{attendee}"));
    }
    written.done()
}

/// An instant: calendars of every zone show it at its hour.
fn utc(at: Timestamp) -> String {
    at.strftime("%Y%m%dT%H%M%SZ").to_string()
}

#[cfg(test)]
mod tests {
    use calcard::icalendar::{ICalendar, ICalendarComponentType, ICalendarProperty};
    use jiff::civil::{DateTime, date};
    use jiff::tz::TimeZone;

    use super::*;

    fn event(starts: DateTime) -> AgendaEvent {
        let paris = TimeZone::get("Europe/Paris").unwrap();
        let starts = starts.to_zoned(paris).unwrap().timestamp();
        AgendaEvent {
            id: Uuid::from_u128(7),
            sequence: 2,
            changed_at: starts,
            starts,
            ends: starts + jiff::SignedDuration::from_mins(45),
            summary: "I. B., entretien ; à l’heure, si possible".to_owned(),
            place: "Sur place".to_owned(),
            link: "https://essai.example/jeunes/7".to_owned(),
            cancelled: false,
            between: Some((
                "conseil@essai.example".to_owned(),
                "referente@essai.example".to_owned(),
            )),
        }
    }

    /// What another reader finds in a file: its method, and of each event the lines of a property.
    fn read(file: &str) -> (ICalendar, String) {
        let calendar = ICalendar::parse(file).expect("a calendar");
        let unfolded = file.replace("\r\n ", "");
        (calendar, unfolded)
    }

    #[test]
    fn another_reader_finds_the_same_and_the_hour_follows_the_season() {
        let winter = event(date(2026, 11, 30).at(14, 0, 0, 0));
        let summer = event(date(2027, 3, 29).at(14, 0, 0, 0));
        for (event, starts, ends) in [
            (winter, "20261130T130000Z", "20261130T134500Z"),
            (summer, "20270329T120000Z", "20270329T124500Z"),
        ] {
            let file = agenda("Agenda", AgendaMethod::Invite, &[event]);
            let (calendar, text) = read(&file);
            let events: Vec<_> = calendar
                .components
                .iter()
                .filter(|part| part.component_type == ICalendarComponentType::VEvent)
                .collect();
            assert_eq!(events.len(), 1);
            for property in [
                ICalendarProperty::Uid,
                ICalendarProperty::Dtstart,
                ICalendarProperty::Sequence,
                ICalendarProperty::Summary,
            ] {
                let told = events[0]
                    .entries
                    .iter()
                    .filter(|line| line.name == property);
                assert_eq!(told.count(), 1, "{property:?}");
            }
            assert!(text.contains(&format!("DTSTART:{starts}")), "{text}");
            assert!(text.contains(&format!("DTEND:{ends}")), "{text}");
            assert!(text.contains("SEQUENCE:2"));
            assert!(text.contains("I. B.\\, entretien \\; à l’heure\\, si possible"));
            assert!(file.lines().all(|line| line.len() <= 75), "folded");
        }
    }

    #[test]
    fn a_cancelled_appointment_keeps_its_key() {
        let event = AgendaEvent {
            cancelled: true,
            ..event(date(2026, 11, 30).at(14, 0, 0, 0))
        };
        let file = agenda("Agenda", AgendaMethod::Cancel, std::slice::from_ref(&event));
        let (_, text) = read(&file);
        assert!(text.contains("METHOD:CANCEL"));
        assert!(text.contains("STATUS:CANCELLED"));
        let invited = agenda("Agenda", AgendaMethod::Invite, &[event]);
        let uid = |file: &str| {
            let line = file.lines().find(|line| line.starts_with("UID:"));
            line.map(str::to_owned)
        };
        assert!(uid(&file).is_some());
        assert_eq!(uid(&file), uid(&invited));
    }
}
