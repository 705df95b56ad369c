//! What two staffs do together about one young person.

pub mod message;
pub mod obstacle;
pub mod task;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

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
}

impl TogetherFacts {
    /// The warnings of a day.
    #[must_use]
    pub fn signals(&self, today: Date) -> Vec<Signal> {
        task::signals(&self.tasks, today)
    }
}
