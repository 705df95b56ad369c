//! Shared tasks: asked, taken, done.

use std::cmp::Reverse;

use jiff::civil::Date;
use tdu_domain::access::{Actor, Right};
use tdu_domain::calendar::plus_days;
use tdu_domain::free_text::Written;
use tdu_domain::journal::Payload;
use tdu_domain::organisation::{Network, Organisation};
use tdu_domain::together::By;
use tdu_domain::together::task::{
    LONGEST_TASK_DAYS, Standing, TaskKind, TaskOrigin, TaskState, TaskStep,
};
use tdu_store::TaskRow;
use uuid::Uuid;

use super::by;
use crate::acting::{Act, Undo};
use crate::error::Problems;
use crate::frame::Frame;
use crate::writing::words;
use crate::{Casework, CaseworkError};

/// Letters of a task, at most.
const WORDS: usize = 200;
/// Closed tasks shown.
const CLOSED: usize = 10;

/// A task to ask for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewTask {
    /// What is to be done, when a word is enough.
    pub kind: Option<TaskKind>,
    /// In words; may be empty when the kind says it all.
    pub text: Written,
    /// The organisation that must do it: one that accompanies the person.
    pub owner: Uuid,
    /// Who of that organisation, if it is known.
    pub account: Option<Uuid>,
    /// The day by which.
    pub due: Date,
    /// What it is made for.
    pub origin: Option<(TaskOrigin, Uuid)>,
}

/// A task that was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TaskMade {
    /// Its key.
    pub task: Uuid,
    /// How to take the act back.
    pub undo: Undo,
}

/// A task, as one of the two staffs sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TaskView {
    /// The task.
    pub task: TaskRow,
    /// The organisation that must do it.
    pub owner: Option<Organisation>,
    /// The organisation that asked.
    pub asker: Option<Organisation>,
    /// What the actor may do with it.
    pub steps: Vec<TaskStep>,
}

impl Casework {
    /// Asks for something to be done about a person, by the actor's organisation or by another that
    /// accompanies them.
    pub async fn ask_task(
        &self,
        actor: &Actor,
        person: Uuid,
        new: &NewTask,
    ) -> Result<TaskMade, CaseworkError> {
        let act = self.begin(actor, person).await?;
        let task = self.add_task(&act, actor, new).await?;
        let payload = Payload::TaskAsked {
            task: task.id,
            kind: task.kind,
            words: task.words,
            owner: task.owner,
            due: task.due,
        };
        let (line, today) = (self.ids.next(), task.asked_on);
        let undo = self.finish(act, actor, line, today, &payload).await?;
        Ok(TaskMade {
            task: task.id,
            undo,
        })
    }

    /// Keeps a task as a part of an act, whose line of the journal tells it.
    pub(crate) async fn add_task(
        &self,
        act: &Act,
        actor: &Actor,
        new: &NewTask,
    ) -> Result<TaskRow, CaseworkError> {
        let today = act.frame.today();
        let mut problems = Problems::default();
        let text = match new.kind {
            Some(_) if new.text.text.trim().is_empty() => String::new(),
            _ => problems.take(words(&new.text, WORDS, "texte", "task-words"))?,
        };
        if new.due < today || new.due > plus_days(today, LONGEST_TASK_DAYS) {
            problems.refuse("echeance", "task-due");
        }
        let (owner_network, taken) = problems.settle(self.task_owner(act, new).await)?;
        let task = TaskRow {
            id: self.ids.next(),
            person: act.person,
            owner: new.owner,
            owner_network,
            kind: new.kind,
            words: text,
            origin: new.origin,
            due: new.due,
            standing: Standing::new(taken),
            asked: by(actor),
            asked_on: today,
        };
        act.transaction.add_task(&task).await?;
        Ok(task)
    }

    /// The network that must do a task, and who of it when somebody is named.
    async fn task_owner(
        &self,
        act: &Act,
        new: &NewTask,
    ) -> Result<(Network, Option<(Uuid, String)>), CaseworkError> {
        let unknown = || invalid("pour", "task-owner");
        let accompanying = act.transaction.computed(&[act.person]).await?;
        let accompanied = accompanying.get(&act.person).is_some_and(|computed| {
            let mut rows = computed.caseload.iter();
            rows.any(|row| row.organisation == new.owner)
        });
        let network = act.frame.network(new.owner).filter(|_| accompanied);
        let network = network.ok_or_else(unknown)?;
        let Some(account) = new.account else {
            return Ok((network, None));
        };
        let staff = self.staff_of(&[new.owner]).await?;
        let holder = staff.into_iter().find(|one| one.account == account);
        let holder = holder.ok_or_else(unknown)?;
        Ok((network, Some((holder.account, holder.name))))
    }

    /// Moves a task: done, no longer needed, taken, given back, to do again.
    pub async fn move_task(
        &self,
        actor: &Actor,
        task: Uuid,
        step: TaskStep,
    ) -> Result<Undo, CaseworkError> {
        self.step_task(actor, task, step, &by(actor)).await
    }

    /// Gives a task of the actor's organisation to one of its members.
    pub async fn hand_task(
        &self,
        actor: &Actor,
        task: Uuid,
        colleague: Uuid,
    ) -> Result<Undo, CaseworkError> {
        let colleague = self.colleague(actor, colleague).await?;
        let step = TaskStep::Taken;
        self.step_task(actor, task, step, &colleague).await
    }

    async fn step_task(
        &self,
        actor: &Actor,
        task: Uuid,
        step: TaskStep,
        who: &By,
    ) -> Result<Undo, CaseworkError> {
        let scope = actor.scope(Right::ActOnPeople)?;
        let frame = self.frame_of(actor.organisation.id).await?;
        let person = frame.territory.person_of_task(&scope, task).await?;
        let person = person.ok_or(CaseworkError::NotFound("task"))?;
        let act = self.begin(actor, person).await?;
        let found = act.transaction.task(task).await?;
        let row = found.ok_or(CaseworkError::NotFound("task"))?;
        let today = act.frame.today();
        let moved = row
            .between()
            .step(&row.standing, step, who, today)
            .map_err(|refusal| CaseworkError::Conflict(refusal.problem()))?;
        act.transaction.set_task_standing(task, &moved).await?;
        let payload = Payload::TaskMoved {
            task,
            kind: row.kind,
            words: row.words,
            step,
            before: row.standing,
        };
        let line = self.ids.next();
        self.finish(act, actor, line, today, &payload).await
    }
}

/// Tasks as the actor sees them: to do, the nearest due first, then closed, the last first.
pub(super) fn views(
    tasks: Vec<TaskRow>,
    actor: &Actor,
    may_act: bool,
    frame: &Frame,
) -> Vec<TaskView> {
    let is_open = |task: &TaskRow| task.standing.state == TaskState::Open;
    let (mut shown, mut closed): (Vec<TaskRow>, Vec<TaskRow>) =
        tasks.into_iter().partition(is_open);
    closed.sort_by_key(|task| {
        let on = task.standing.closed.as_ref().map(|closed| closed.on);
        Reverse((on, task.id))
    });
    closed.truncate(CLOSED);
    shown.append(&mut closed);
    shown
        .into_iter()
        .map(|task| view(task, actor, may_act, frame))
        .collect()
}

/// A task as the actor sees it.
pub(crate) fn view(task: TaskRow, actor: &Actor, may_act: bool, frame: &Frame) -> TaskView {
    let (me, today) = (by(actor), frame.today());
    let organisation = |id: Uuid| frame.organisations.get(&id).cloned();
    let may = |step: &TaskStep| {
        let moved = task.between().step(&task.standing, *step, &me, today);
        may_act && moved.is_ok()
    };
    TaskView {
        owner: organisation(task.owner),
        asker: organisation(task.asked.organisation),
        steps: TaskStep::ALL.iter().copied().filter(may).collect(),
        task,
    }
}

fn invalid(field: &'static str, problem: &'static str) -> CaseworkError {
    CaseworkError::Invalid { field, problem }
}
