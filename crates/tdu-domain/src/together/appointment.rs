//! Appointments with a young person: made, moved, kept, missed, cancelled.

use jiff::civil::{Date, DateTime};

use crate::calendar::{days_between, plus_days};
use crate::organisation::Network;
use crate::person::coded;
use crate::signal::{Severity, Signal, SignalCode};

/// Shortest appointment, in minutes.
pub const SHORTEST_MINUTES: i64 = 5;
/// Longest appointment, in minutes.
pub const LONGEST_MINUTES: i64 = 8 * 60;
/// Days after today within which an appointment must be.
pub const FARTHEST_DAYS: i32 = 366;
/// Days during which a missed appointment is on the desk.
const MISSED_DAYS: i32 = 30;

coded! {
    /// How people meet.
    AppointmentMode {
        /// Somewhere.
        Place = "place",
        /// By telephone.
        Phone = "phone",
        /// By video.
        Video = "video",
    }
}

coded! {
    /// What became of an appointment.
    AppointmentState {
        /// It is to come, or nobody said yet.
        Planned = "planned",
        /// It took place.
        Kept = "kept",
        /// The young person did not come.
        Missed = "missed",
        /// It will not take place.
        Cancelled = "cancelled",
    }
}

coded! {
    /// What can be said of a planned appointment.
    AppointmentStep {
        /// It took place.
        Kept = "kept",
        /// The young person did not come.
        Missed = "missed",
        /// It will not take place.
        Cancelled = "cancelled",
    }
}

coded! {
    /// Why an appointment does not become so.
    AppointmentRefusal {
        /// What became of it is told already.
        Told = "told",
        /// It has not begun.
        ToCome = "to_come",
        /// It has begun: it can be kept or missed.
        Begun = "begun",
    }
}

impl AppointmentRefusal {
    /// Key of the sentence that says why.
    #[must_use]
    pub fn problem(self) -> &'static str {
        match self {
            Self::Told => "appointment-told",
            Self::ToCome => "appointment-to-come",
            Self::Begun => "appointment-begun",
        }
    }
}

impl AppointmentState {
    /// What an appointment becomes, or why it does not; `begun` tells whether its hour has come.
    pub fn step(self, step: AppointmentStep, begun: bool) -> Result<Self, AppointmentRefusal> {
        if self != Self::Planned {
            return Err(AppointmentRefusal::Told);
        }
        match step {
            AppointmentStep::Kept | AppointmentStep::Missed if !begun => {
                Err(AppointmentRefusal::ToCome)
            }
            AppointmentStep::Kept => Ok(Self::Kept),
            AppointmentStep::Missed => Ok(Self::Missed),
            AppointmentStep::Cancelled => Ok(Self::Cancelled),
        }
    }

    /// Whether an appointment can be moved.
    pub fn movable(self, begun: bool) -> Result<(), AppointmentRefusal> {
        match self {
            Self::Planned if begun => Err(AppointmentRefusal::Begun),
            Self::Planned => Ok(()),
            _ => Err(AppointmentRefusal::Told),
        }
    }
}

/// The end of an appointment.
#[must_use]
pub fn end(starts: DateTime, minutes: i64) -> DateTime {
    starts.saturating_add(jiff::SignedDuration::from_mins(minutes))
}

/// What of an appointment raises warnings: it is missed and nothing followed, or nobody told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OpenAppointment {
    /// The network of whoever receives.
    pub owner: Network,
    /// The day.
    pub on: Date,
    /// Whether it was missed; else it is planned.
    pub missed: bool,
}

/// For each network, a missed appointment that nothing followed, and one of which nobody told.
pub(super) fn signals(
    appointments: &[OpenAppointment],
    today: Date,
    last_contact: Option<Date>,
) -> Vec<Signal> {
    let mut signals = Vec::new();
    for network in Network::ALL {
        let owned = || appointments.iter().filter(|one| one.owner == *network);
        let answered = |on: Date| last_contact.is_some_and(|contact| contact >= on);
        let missed = owned()
            .filter(|one| one.missed && !answered(one.on))
            .map(|one| one.on)
            .filter(|on| days_between(*on, today) <= MISSED_DAYS)
            .max();
        let untold = owned()
            .filter(|one| !one.missed && one.on < today)
            .map(|one| one.on)
            .min();
        signals.extend(missed.map(|on| signal(SignalCode::AppointmentMissed, *network, on)));
        signals.extend(untold.map(|on| signal(SignalCode::AppointmentUntold, *network, on)));
    }
    signals
}

fn signal(code: SignalCode, owner: Network, on: Date) -> Signal {
    let (severity, days) = match code {
        SignalCode::AppointmentMissed => (Severity::Warning, 3),
        _ => (Severity::Notice, 2),
    };
    Signal {
        code,
        severity,
        owner,
        since: Some(on),
        due: Some(plus_days(on, days)),
        cause_on: Some(on),
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn what_is_told_is_told_once_and_after_its_hour() {
        for state in AppointmentState::ALL {
            for step in AppointmentStep::ALL {
                for begun in [false, true] {
                    let allowed = *state == AppointmentState::Planned
                        && (begun || *step == AppointmentStep::Cancelled);
                    assert_eq!(state.step(*step, begun).is_ok(), allowed);
                }
            }
            let movable = state.movable(false).is_ok();
            assert_eq!(movable, *state == AppointmentState::Planned);
            assert!(state.movable(true).is_err());
        }
    }

    fn one(on: Date, missed: bool) -> OpenAppointment {
        OpenAppointment {
            owner: Network::Cfa,
            on,
            missed,
        }
    }

    #[test]
    fn a_missed_appointment_warns_until_somebody_calls() {
        let missed = [one(date(2026, 11, 20), true)];
        let today = date(2026, 11, 22);
        let told = signals(&missed, today, Some(date(2026, 11, 2)));
        assert_eq!(told[0].code, SignalCode::AppointmentMissed);
        assert_eq!(told[0].due, Some(date(2026, 11, 23)));
        assert!(signals(&missed, today, Some(date(2026, 11, 21))).is_empty());
        assert!(signals(&missed, date(2026, 12, 21), None).is_empty());
    }

    #[test]
    fn one_of_yesterday_is_to_be_told() {
        let planned = [
            one(date(2026, 11, 21), false),
            one(date(2026, 11, 25), false),
        ];
        assert!(signals(&planned, date(2026, 11, 21), None).is_empty());
        let told = signals(&planned, date(2026, 11, 22), None);
        assert_eq!(told.len(), 1);
        assert_eq!(told[0].code, SignalCode::AppointmentUntold);
    }
}
