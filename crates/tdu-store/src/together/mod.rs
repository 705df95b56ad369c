//! What the two staffs do together: who reads it, and what of it raises warnings.

mod appointments;
mod load;
mod messages;
mod obstacles;
mod tasks;

use std::collections::HashMap;

use sea_orm::{ConnectionTrait, Value};
use uuid::Uuid;

pub use self::appointments::{AgendaRow, AppointmentRow, Whose};
pub use self::load::Load;
pub use self::messages::{MessageRow, MessageTold, UnreadThread};
pub use self::obstacles::{ObstacleRow, ServiceRow};
pub use self::tasks::TaskRow;
use crate::computed::StaffFacts;
use crate::engine::Session;
use crate::error::StoreError;

/// Adds what the two staffs do together to the facts of these people, or of everyone.
pub(crate) async fn gather<C: ConnectionTrait>(
    session: &Session<'_, C>,
    people: Option<&[Value]>,
    facts: &mut HashMap<Uuid, StaffFacts>,
) -> Result<(), StoreError> {
    for (person, task) in tasks::open(session, people).await? {
        facts.entry(person).or_default().together.tasks.push(task);
    }
    for (person, appointment) in appointments::open(session, people).await? {
        let known = facts.entry(person).or_default();
        known.together.appointments.push(appointment);
    }
    Ok(())
}
