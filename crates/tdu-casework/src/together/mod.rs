//! What the two staffs do together about one young person.

mod tasks;

use tdu_domain::access::{Actor, Right};
use tdu_domain::journal::Payload;
use tdu_domain::organisation::Organisation;
use tdu_domain::together::By;
use tdu_store::ComputedPerson;
use uuid::Uuid;

pub use self::tasks::{NewTask, TaskMade, TaskView};
use crate::acting::Act;
use crate::frame::Frame;
use crate::{Casework, CaseworkError};

/// Somebody who may be asked to do something about a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Colleague {
    /// The account.
    pub account: Uuid,
    /// Its name.
    pub name: String,
    /// The organisation.
    pub organisation: Uuid,
}

/// What the two staffs share about a person.
#[derive(Debug, Clone)]
pub struct Shared {
    /// The organisations that accompany them, the actor's first.
    pub organisations: Vec<Organisation>,
    /// The tasks: those to do, the nearest due first, then those closed, the last first.
    pub tasks: Vec<TaskView>,
}

impl Casework {
    /// What the two staffs share about someone whom the actor may see.
    pub async fn shared(&self, actor: &Actor, person: Uuid) -> Result<Shared, CaseworkError> {
        let reached = self.reach(actor, Right::SeePeople, person).await?;
        let (frame, may_act) = (reached.frame, actor.may(Right::ActOnPeople));
        let tasks = frame.territory.tasks_of(person).await?;
        Ok(Shared {
            organisations: accompanying(&frame, &reached.computed, actor),
            tasks: tasks::views(tasks, actor, may_act, &frame),
        })
    }

    /// The colleagues of the actor's organisation who may act on people, by name.
    pub async fn colleagues(&self, actor: &Actor) -> Result<Vec<Colleague>, CaseworkError> {
        actor.scope(Right::ActOnPeople)?;
        self.staff_of(actor.organisation.id).await
    }

    /// Who of an organisation may act on people, by name.
    pub(crate) async fn staff_of(
        &self,
        organisation: Uuid,
    ) -> Result<Vec<Colleague>, CaseworkError> {
        let members = self.store().members(organisation).await?;
        let acting = members
            .into_iter()
            .filter(|member| !member.disabled && member.role.gives(Right::ActOnPeople));
        Ok(acting
            .map(|member| Colleague {
                account: member.account,
                name: member.name,
                organisation,
            })
            .collect())
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

/// The organisations that accompany a person, the actor's first.
fn accompanying(frame: &Frame, computed: &ComputedPerson, actor: &Actor) -> Vec<Organisation> {
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
