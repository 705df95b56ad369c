//! What the two staffs do together about a person: pages, sections of their page, sentences.

mod tasks;

use tdu_casework::{Casework, Frame, Shared};
use tdu_domain::access::Right;
use tdu_domain::journal::Payload;
use uuid::Uuid;

use self::tasks::TaskLine;
use crate::routes::Routes;
use crate::{SignedIn, Texts, WebError};

pub(crate) fn routes() -> Routes {
    tasks::routes()
}

/// The sections of a person's page that the two staffs share.
pub(crate) struct Together {
    pub(crate) tasks: Vec<TaskLine>,
    /// The tasks that this network must do, when the address asks for them.
    pub(crate) to_do: Vec<TaskLine>,
    pub(crate) may_act: bool,
    /// Where acts come back.
    pub(crate) back: &'static str,
}

impl Together {
    /// What the two staffs share about someone; `act` is the form that the address opens.
    pub(crate) async fn load(
        casework: &Casework,
        visitor: &SignedIn,
        person: Uuid,
        act: &str,
        back: &str,
    ) -> Result<Self, WebError> {
        let shared = casework.shared(&visitor.actor, person).await?;
        let frame = casework.frame(visitor.territory).await?;
        Ok(Self::of(visitor, &shared, &frame, act, back))
    }

    fn of(visitor: &SignedIn, shared: &Shared, frame: &Frame, act: &str, back: &str) -> Self {
        let mine = visitor.actor.organisation.network;
        let lines: Vec<TaskLine> = shared
            .tasks
            .iter()
            .map(|view| TaskLine::of(visitor.t, view, mine, frame))
            .collect();
        Self {
            to_do: if act == "taches" {
                lines.iter().filter(|line| line.mine).cloned().collect()
            } else {
                Vec::new()
            },
            tasks: lines,
            may_act: visitor.actor.may(Right::ActOnPeople),
            back: if back == "journee" { "journee" } else { "" },
        }
    }
}

/// What an act on what is shared did, in a sentence.
pub(crate) fn sentence(t: Texts, payload: &Payload, frame: &Frame) -> String {
    match payload {
        Payload::TaskAsked {
            kind,
            words,
            owner,
            due,
            ..
        } => {
            let owner = frame.organisations.get(owner);
            t.with(
                "told-task-asked",
                [
                    ("what", tasks::what(t, *kind, words).into()),
                    ("owner", owner.map_or("", |owner| &owner.name).into()),
                    ("due", t.date(*due).into()),
                ],
            )
        }
        Payload::TaskMoved {
            kind, words, step, ..
        } => {
            let key = format!("told-task-{}", step.code().replace('_', "-"));
            t.one(&key, "what", tasks::what(t, *kind, words))
        }
        _ => t.of_code("act", payload.code().code()),
    }
}
