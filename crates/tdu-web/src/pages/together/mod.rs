//! What the two staffs do together about a person: pages, sections of their page, sentences.

mod agenda;
mod appointment_form;
mod appointments;
mod load;
mod obstacles;
mod services;
mod tasks;
mod thread;

use tdu_casework::{Casework, Frame, Shared};
use tdu_domain::access::Right;
use tdu_domain::journal::Payload;
use uuid::Uuid;

use self::appointments::AppointmentLine;
use self::obstacles::ObstacleLine;
pub(crate) use self::tasks::TaskLine;
use self::thread::MessageLine;
use crate::routes::Routes;
use crate::{SignedIn, Texts, WebError};

pub(crate) fn routes() -> Routes {
    tasks::routes()
        .merge(thread::routes())
        .merge(obstacles::routes())
        .merge(services::routes())
        .merge(appointments::routes())
        .merge(agenda::routes())
        .merge(load::routes())
}

/// Messages of the thread that a person's page shows.
const MESSAGES: usize = 4;

/// The sections of a person's page that the two staffs share.
pub(crate) struct Together {
    pub(crate) tasks: Vec<TaskLine>,
    /// The tasks that this network must do, when the address asks for them.
    pub(crate) to_do: Vec<TaskLine>,
    /// The last messages of the thread.
    pub(crate) thread: Vec<MessageLine>,
    pub(crate) in_thread: bool,
    /// Who else will read a message.
    pub(crate) seen_by: String,
    pub(crate) obstacles: Vec<ObstacleLine>,
    pub(crate) appointments: Vec<AppointmentLine>,
    /// The appointments of which nobody told, when the address asks for them.
    pub(crate) to_tell: Vec<AppointmentLine>,
    /// Obstacles that can be told: code and name.
    pub(crate) kinds: Vec<(&'static str, String)>,
    /// How obstacles end: code and name.
    pub(crate) outcomes: Vec<(&'static str, String)>,
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
        let (t, mine) = (visitor.t, visitor.actor.organisation.network);
        let own = visitor.actor.organisation.id;
        let appointments: Vec<AppointmentLine> = shared
            .appointments
            .iter()
            .map(|view| AppointmentLine::of(t, view, frame))
            .collect();
        let others: Vec<String> = shared
            .organisations
            .iter()
            .filter(|known| known.id != own)
            .map(|known| known.name.clone())
            .collect();
        let lines: Vec<TaskLine> = shared
            .tasks
            .iter()
            .map(|view| TaskLine::of(t, view, mine, frame))
            .collect();
        Self {
            to_do: if act == "taches" {
                lines.iter().filter(|line| line.mine).cloned().collect()
            } else {
                Vec::new()
            },
            tasks: lines,
            thread: shared
                .thread
                .iter()
                .take(MESSAGES)
                .map(|view| MessageLine::of(t, view, frame))
                .collect(),
            in_thread: shared.in_thread,
            seen_by: thread::seen_by(t, &others),
            obstacles: shared
                .obstacles
                .iter()
                .map(|view| ObstacleLine::of(t, view, frame))
                .collect(),
            to_tell: if act == "rendez-vous" {
                let untold = appointments.iter().filter(|one| one.untold);
                untold.cloned().collect()
            } else {
                Vec::new()
            },
            appointments,
            kinds: obstacles::kinds(t),
            outcomes: obstacles::outcomes(t),
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
        Payload::ObstacleOpened { kind, .. } => t.one(
            "told-obstacle-opened",
            "what",
            t.of_code("obstacle", kind.code()),
        ),
        Payload::ObstacleEnded { kind, outcome, .. } => t.with(
            "told-obstacle-ended",
            [
                ("what", t.of_code("obstacle", kind.code()).into()),
                ("outcome", t.of_code("outcome", outcome.code()).into()),
            ],
        ),
        Payload::AppointmentMade { starts, .. }
        | Payload::AppointmentMoved { starts, .. }
        | Payload::AppointmentTold { starts, .. } => {
            let key = format!("told-{}", payload.code().code().replace('_', "-"));
            let hour = format!("{:02}:{:02}", starts.hour(), starts.minute());
            t.with(
                &key,
                [("on", t.date(starts.date()).into()), ("hour", hour.into())],
            )
        }
        _ => t.of_code("act", payload.code().code()),
    }
}
