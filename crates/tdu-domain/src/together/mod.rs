//! What two staffs do together about one young person.

pub mod appointment;
pub mod message;
pub mod obstacle;
pub mod task;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use self::appointment::OpenAppointment;
use self::task::OpenTask;
use crate::signal::Signal;
use jiff::civil::Date;

/// Somebody of one of the two staffs, as colleagues read it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct By {
    /// The account.
    pub account: Uuid,
    /// Its name.
    pub name: String,
    /// The organisation it acted for.
    pub organisation: Uuid,
}

/// What of it raises warnings.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TogetherFacts {
    /// The tasks that are not closed.
    pub tasks: Vec<OpenTask>,
    /// The appointments that are to come, not told, or missed without anything after.
    pub appointments: Vec<OpenAppointment>,
}

impl TogetherFacts {
    /// The warnings of a day.
    #[must_use]
    pub fn signals(&self, today: Date, last_contact: Option<Date>) -> Vec<Signal> {
        let mut signals = task::signals(&self.tasks, today);
        signals.extend(appointment::signals(
            &self.appointments,
            today,
            last_contact,
        ));
        signals
    }
}
