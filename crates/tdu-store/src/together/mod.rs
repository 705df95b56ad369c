//! What the two staffs do together: who reads it, and what of it raises warnings.

mod appointments;
mod load;
mod messages;
mod obstacles;
mod tasks;

use std::collections::HashMap;

use sea_orm::ConnectionTrait;
use uuid::Uuid;

pub use self::appointments::{AgendaRow, AppointmentRow, Whose};
pub use self::load::Load;
pub use self::messages::{MessageRow, MessageTold, UnreadThread};
pub use self::obstacles::{ObstacleRow, ServiceRow};
pub use self::tasks::TaskRow;
use crate::error::StoreError;
use crate::staff::{About, StaffFacts};

/// Adds what the two staffs do together to the facts of people.
pub(crate) async fn gather<C: ConnectionTrait>(
    about: &About<'_, C>,
    facts: &mut HashMap<Uuid, StaffFacts>,
) -> Result<(), StoreError> {
    for (person, task) in about.rows(&tasks::OPEN, &[], tasks::open).await? {
        facts.entry(person).or_default().together.tasks.push(task);
    }
    for (person, appointment) in about
        .rows(&appointments::OPEN, &[], appointments::open)
        .await?
    {
        let known = facts.entry(person).or_default();
        known.together.appointments.push(appointment);
    }
    Ok(())
}
