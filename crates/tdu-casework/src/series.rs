//! One act about several people at once, and taking it back about all of them.

use std::collections::HashSet;

use jiff::civil::Date;
use tdu_domain::access::{Actor, Right};
use tdu_domain::free_text::Written;
use tdu_domain::journal::ContactMeans;
use tdu_domain::together::task::{TaskState, TaskStep};
use tdu_store::Series;
use uuid::Uuid;

use crate::acts::{UNDO_MINUTES, postponement};
use crate::{Casework, CaseworkError, NewMessage, Undo};

/// The most people of one series: a page of the list.
pub const LONGEST_SERIES: usize = 50;

/// What is done about each of several people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SeriesAct {
    /// Handed over to a colleague.
    HandOver {
        /// The colleague, as the files name them.
        counsellor: String,
    },
    /// A contact with each of them.
    Contact {
        /// The day.
        on: Date,
        /// The means.
        means: ContactMeans,
    },
    /// Taken in charge by who acts, in the place of colleagues.
    Take,
    /// The tasks that their organisation must do closed, as done.
    CloseTasks,
    /// A message in the thread of each: the same, chosen among sentences that say nothing of anyone.
    Write {
        /// The sentence.
        text: Written,
    },
    /// The warnings that their organisation must answer put off.
    PutOff {
        /// For how many days.
        days: i32,
    },
}

/// What became of a series.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SeriesDone {
    /// The series, to take it back; none when nothing was done.
    pub id: Option<Uuid>,
    /// People about whom it was done.
    pub done: usize,
    /// People about whom it changed nothing, or could not be done.
    pub left: usize,
}

impl Casework {
    /// Does an act about several people, each in a transaction of its own: what fails for one leaves the
    /// others done.
    pub async fn act_on_several(
        &self,
        actor: &Actor,
        people: &[Uuid],
        act: &SeriesAct,
    ) -> Result<SeriesDone, CaseworkError> {
        actor.scope(Right::ActOnPeople)?;
        let mut met = HashSet::new();
        let people: Vec<Uuid> = people
            .iter()
            .copied()
            .filter(|id| met.insert(*id))
            .collect();
        let problem = match people.len() {
            0 => Some("series-nobody"),
            n if n > LONGEST_SERIES => Some("series-too-many"),
            _ => None,
        };
        if let Some(problem) = problem {
            return Err(CaseworkError::Invalid {
                field: "people",
                problem,
            });
        }
        let (mut lines, mut left, mut failure) = (Vec::new(), 0, None);
        for person in people {
            match self.act_on_one(actor, person, act).await {
                Ok(undos) if undos.is_empty() => left += 1,
                Ok(undos) => lines.push(undos),
                Err(CaseworkError::Conflict(_) | CaseworkError::NotFound(_)) => left += 1,
                Err(error) => {
                    failure = Some(error);
                    break;
                }
            }
        }
        let done = lines.len();
        let lines: Vec<(Uuid, Uuid)> = lines
            .into_iter()
            .flatten()
            .map(|undo| (undo.person, undo.line))
            .collect();
        let id = if lines.is_empty() {
            None
        } else {
            Some(self.keep_series(actor, lines).await?)
        };
        match failure {
            Some(error) if done == 0 => Err(error),
            Some(error) => {
                tracing::error!(%error, done, "a series of acts stopped before its end");
                Err(CaseworkError::Conflict("series-stopped"))
            }
            None => Ok(SeriesDone { id, done, left }),
        }
    }

    /// Takes a series back, about everyone for whom it still can be.
    pub async fn undo_series(&self, actor: &Actor, id: Uuid) -> Result<SeriesDone, CaseworkError> {
        let frame = self.frame_of(actor.organisation.id).await?;
        let series = frame.territory.series(id).await?;
        let series = series
            .filter(|series| series.account == actor.account)
            .ok_or(CaseworkError::NotFound("series"))?;
        let (mut undone, mut kept) = (HashSet::new(), HashSet::new());
        for (person, line) in series.lines {
            match self.undo(actor, Undo { person, line }).await {
                Ok(_) => undone.insert(person),
                Err(CaseworkError::Conflict(_) | CaseworkError::NotFound(_)) => kept.insert(person),
                Err(error) => return Err(error),
            };
        }
        undone.retain(|person| !kept.contains(person));
        Ok(SeriesDone {
            id: None,
            done: undone.len(),
            left: kept.len(),
        })
    }

    async fn act_on_one(
        &self,
        actor: &Actor,
        person: Uuid,
        act: &SeriesAct,
    ) -> Result<Vec<Undo>, CaseworkError> {
        match act {
            SeriesAct::HandOver { counsellor } => {
                Ok(vec![self.hand_over(actor, person, counsellor).await?])
            }
            SeriesAct::Contact { on, means } => {
                Ok(vec![self.record_contact(actor, person, *on, *means).await?])
            }
            SeriesAct::Take => Ok(vec![self.take_in_charge(actor, person).await?]),
            SeriesAct::CloseTasks => self.close_tasks(actor, person).await,
            SeriesAct::Write { text } => {
                let message = NewMessage {
                    text: text.clone(),
                    mentions: Vec::new(),
                };
                Ok(vec![self.write_message(actor, person, &message).await?])
            }
            SeriesAct::PutOff { days } => {
                postponement(*days)?;
                let reached = self.reach(actor, Right::ActOnPeople, person).await?;
                let mine = reached
                    .computed
                    .signals
                    .iter()
                    .filter(|signal| signal.owner == actor.organisation.network);
                let mut undos = Vec::new();
                for signal in mine {
                    undos.push(self.postpone(actor, person, signal.code, *days).await?);
                }
                Ok(undos)
            }
        }
    }

    /// Closes the tasks about someone that the actor's organisation must do.
    async fn close_tasks(&self, actor: &Actor, person: Uuid) -> Result<Vec<Undo>, CaseworkError> {
        let reached = self.reach(actor, Right::ActOnPeople, person).await?;
        let tasks = reached.frame.territory.tasks_of(person).await?;
        let open = tasks.into_iter().filter(|task| {
            task.owner == actor.organisation.id && task.standing.state == TaskState::Open
        });
        let mut undos = Vec::new();
        for task in open {
            undos.push(self.move_task(actor, task.id, TaskStep::Done).await?);
        }
        Ok(undos)
    }

    async fn keep_series(
        &self,
        actor: &Actor,
        lines: Vec<(Uuid, Uuid)>,
    ) -> Result<Uuid, CaseworkError> {
        let frame = self.frame_of(actor.organisation.id).await?;
        let made_at = self.clock().now();
        let series = Series {
            id: self.ids.next(),
            account: actor.account,
            made_at,
            lines,
        };
        let transaction = frame.territory.begin().await?;
        transaction
            .keep_series(&series, made_at - UNDO_MINUTES * 60_000)
            .await?;
        transaction.commit().await?;
        Ok(series.id)
    }
}
