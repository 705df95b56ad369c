//! What the two staffs do together about one young person.

mod appointments;
mod feeds;
mod load;
mod obstacles;
mod tasks;
mod thread;

use jiff::civil::Date;
use tdu_domain::access::{Actor, Reason, Right};
use tdu_domain::calendar::plus_days;
use tdu_domain::journal::Payload;
use tdu_domain::organisation::Organisation;
use tdu_domain::together::By;
use tdu_store::{ComputedPerson, Whose};
use uuid::Uuid;

pub use self::appointments::{AppointmentView, NewAppointment, Slot};
pub use self::feeds::Outside;
pub use self::obstacles::{NewService, ObstacleView};
pub(crate) use self::tasks::view as task_view;
pub use self::tasks::{NewTask, TaskMade, TaskView};
pub use self::thread::{MessageView, NewMessage};
use crate::acting::Act;
use crate::frame::Frame;
use crate::{Casework, CaseworkError};

/// Days before today of which a person's page shows the appointments.
const APPOINTMENT_DAYS: i32 = 30;

/// Somebody who may be asked to do something about a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Colleague {
    /// The account.
    pub account: Uuid,
    /// Its name.
    pub name: String,
    /// The organisation.
    pub organisation: Uuid,
    /// The name under which the organisation's files know them.
    pub portfolio: Option<String>,
}

impl Colleague {
    pub(crate) fn by(&self) -> By {
        By {
            account: self.account,
            name: self.name.clone(),
            organisation: self.organisation,
        }
    }
}

/// A message of the thread, for the person whom it is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ArchivedMessage {
    /// The day.
    pub on: Date,
    /// The organisation of its author.
    pub organisation: Option<Organisation>,
    /// What it says.
    pub words: String,
}

/// What the two staffs share about a person.
#[derive(Debug, Clone)]
pub struct Shared {
    /// The organisations that accompany them, the actor's first.
    pub organisations: Vec<Organisation>,
    /// The tasks: those to do, the nearest due first, then those closed, the last first.
    pub tasks: Vec<TaskView>,
    /// The thread of the two staffs, the last message first; none for whom the file is only lent.
    pub thread: Vec<MessageView>,
    /// Whether the actor reads and writes that thread.
    pub in_thread: bool,
    /// The obstacles, the last told first.
    pub obstacles: Vec<ObstacleView>,
    /// The appointments of a month ago and later, in order of time.
    pub appointments: Vec<AppointmentView>,
}

impl Casework {
    /// What the two staffs share about someone whom the actor may see.
    pub async fn shared(&self, actor: &Actor, person: Uuid) -> Result<Shared, CaseworkError> {
        let reached = self.reach(actor, Right::SeePeople, person).await?;
        let (frame, may_act) = (&reached.frame, actor.may(Right::ActOnPeople));
        let tasks = frame.territory.tasks_of(person).await?;
        let obstacles = frame.territory.obstacles_of(person).await?;
        let organisations = accompanying(frame, &reached.computed, actor);
        let services = if obstacles.iter().any(|obstacle| obstacle.ended.is_none()) {
            let keepers: Vec<Uuid> = organisations.iter().map(|known| known.id).collect();
            frame.territory.services(&keepers).await?
        } else {
            Vec::new()
        };
        let commune = reached.card.commune_name.as_deref();
        Ok(Shared {
            tasks: tasks::views(tasks, actor, may_act, frame),
            thread: self.thread_of(actor, &reached, person).await?,
            in_thread: !matches!(reached.sight.why, Reason::BreakGlass | Reason::Shared),
            obstacles: obstacles::views(obstacles, &services, commune, frame),
            appointments: self.lately(actor, frame, person).await?,
            organisations,
        })
    }

    /// The same, for who reads it apart from the person's page: the look is written down.
    pub async fn look_shared(&self, actor: &Actor, person: Uuid) -> Result<Shared, CaseworkError> {
        self.look_at(actor, Right::SeePeople, person).await?;
        self.shared(actor, person).await
    }

    /// The appointments of a person of a month ago and later.
    async fn lately(
        &self,
        actor: &Actor,
        frame: &Frame,
        person: Uuid,
    ) -> Result<Vec<AppointmentView>, CaseworkError> {
        let scope = actor.scope(Right::SeePeople)?;
        let from = plus_days(frame.today(), -APPOINTMENT_DAYS);
        let whose = Whose::Person(person);
        let rows = frame
            .territory
            .agenda(&scope, whose, from, Date::MAX)
            .await?;
        self.appointment_views(actor, frame, rows).await
    }

    /// The colleagues of the actor's organisation who may act on people, by name.
    pub async fn colleagues(&self, actor: &Actor) -> Result<Vec<Colleague>, CaseworkError> {
        actor.scope(Right::ActOnPeople)?;
        self.staff_of(&[actor.organisation.id]).await
    }

    /// Who of these organisations may act on people, by organisation and name.
    pub(crate) async fn staff_of(
        &self,
        organisations: &[Uuid],
    ) -> Result<Vec<Colleague>, CaseworkError> {
        let members = self.store().staff(organisations).await?;
        let acting = members
            .into_iter()
            .filter(|member| member.role.gives(Right::ActOnPeople));
        Ok(acting
            .map(|member| Colleague {
                account: member.account,
                name: member.name,
                organisation: member.organisation,
                portfolio: member.portfolio,
            })
            .collect())
    }

    /// What the two staffs wrote to each other about a person, for that person.
    pub(crate) async fn archived_messages(
        &self,
        frame: &Frame,
        person: Uuid,
    ) -> Result<Vec<ArchivedMessage>, CaseworkError> {
        let messages = frame.territory.messages_of(person).await?;
        Ok(thread::archived(messages, frame))
    }

    /// Takes back an act on what the two staffs share.
    pub(crate) async fn take_back_shared(
        &self,
        act: &Act,
        payload: &Payload,
    ) -> Result<(), CaseworkError> {
        let transaction = &act.transaction;
        match payload {
            Payload::TaskAsked { task, .. } => transaction.remove_task(*task).await?,
            Payload::TaskMoved { task, before, .. } => {
                transaction.set_task_standing(*task, before).await?;
            }
            Payload::MessageWritten { message } => {
                let found = transaction.message(*message).await?;
                let found = found.ok_or(CaseworkError::NotFound("message"))?;
                self.take_words_away(act, &found).await?;
            }
            Payload::AppointmentMade { .. }
            | Payload::AppointmentMoved { .. }
            | Payload::AppointmentTold { .. } => self.take_back_appointment(act, payload).await?,
            Payload::ObstacleOpened { obstacle, .. } => {
                transaction.remove_obstacle(*obstacle).await?;
            }
            Payload::ObstacleEnded { obstacle, .. } => {
                transaction.set_obstacle_end(*obstacle, None).await?;
            }
            _ => return Err(CaseworkError::Conflict("undo-impossible")),
        }
        Ok(())
    }
}

/// The actor, as what is shared names them.
pub(crate) fn by(actor: &Actor) -> By {
    By {
        account: actor.account,
        name: actor.name.clone(),
        organisation: actor.organisation.id,
    }
}

/// The organisations that accompany the person of an act.
pub(crate) async fn accompanying_ids(act: &Act) -> Result<Vec<Uuid>, CaseworkError> {
    let computed = act.transaction.computed(&[act.person]).await?;
    let rows = computed.get(&act.person).map(|known| &known.caseload);
    let rows = rows.into_iter().flatten();
    Ok(rows.map(|row| row.organisation).collect())
}

/// The organisations that accompany a person, the actor's first.
pub(crate) fn accompanying(
    frame: &Frame,
    computed: &ComputedPerson,
    actor: &Actor,
) -> Vec<Organisation> {
    let mut organisations: Vec<Organisation> = computed
        .caseload
        .iter()
        .filter_map(|row| frame.organisations.get(&row.organisation).cloned())
        .collect();
    organisations.sort_by_key(|organisation| {
        (
            organisation.id != actor.organisation.id,
            organisation.network,
        )
    });
    organisations
}
