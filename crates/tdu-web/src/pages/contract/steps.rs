//! The steps of the plan about an alert or a rupture: shared tasks like all others, listed where they come from.

use axum::extract::State;
use axum::response::Response;
use jiff::civil::Date;
use tdu_casework::{NewTask, Shared};
use tdu_domain::calendar::plus_days;
use tdu_domain::free_text::{Concern, Written, concern};
use tdu_domain::together::task::{TaskKind, TaskOrigin};
use uuid::Uuid;

use super::{rupture, watch};
use crate::pages::form::{Sent, Typed, choices, wrong};
use crate::pages::together::TaskLine;
use crate::pages::{Fields, Id};
use crate::routes::{Routes, Rule};
use crate::{SignedIn, Texts, Toast, WebError, WebState};

/// The form, among those of its page.
pub(super) const FORM: &str = "steps";
/// Days proposed to do a step.
const PROPOSED_DAYS: i32 = 7;

pub(super) fn routes() -> Routes {
    Routes::default()
        .post(
            "/jeunes/{person}/contrat/etapes",
            Rule::ACT,
            "Demander une étape de la suite d’un signal faible",
            of_alert,
        )
        .post(
            "/jeunes/{person}/rupture/etapes",
            Rule::ACT,
            "Demander une étape de la suite d’une rupture",
            of_rupture,
        )
}

/// The steps of a plan, and what asking for another needs.
pub(super) struct Steps {
    /// The alert or the rupture.
    pub(super) of: Uuid,
    /// The page where acts come back.
    pub(super) back: &'static str,
    pub(super) may_act: bool,
    pub(super) tasks: Vec<TaskLine>,
    pub(super) kinds: Vec<(&'static str, String)>,
    /// The organisations that may do it.
    pub(super) doers: Vec<(String, String)>,
    pub(super) due: String,
    /// Whether the writer is warned that the text speaks of health.
    pub(super) warned: bool,
}

impl Steps {
    /// The steps of what was planned about an alert or a rupture.
    pub(super) async fn load(
        state: &WebState,
        visitor: &SignedIn,
        person: Uuid,
        (origin, of): (TaskOrigin, Uuid),
        typed: &Typed,
    ) -> Result<Self, WebError> {
        let shared = state.casework().shared(&visitor.actor, person).await?;
        let frame = state.casework().frame(visitor.territory).await?;
        let (t, mine) = (visitor.t, visitor.actor.organisation.network);
        let own = shared
            .tasks
            .iter()
            .filter(|view| view.task.origin == Some((origin, of)));
        Ok(Self {
            of,
            back: match origin {
                TaskOrigin::Rupture => "rupture",
                _ => "contrat",
            },
            may_act: visitor.actor.may(tdu_domain::access::Right::ActOnPeople),
            tasks: own
                .map(|view| TaskLine::of(t, view, mine, &frame))
                .collect(),
            kinds: choices(t, "task-kind", TaskKind::ALL, TaskKind::code),
            doers: doers(t, &shared),
            due: plus_days(frame.today(), PROPOSED_DAYS).to_string(),
            warned: concern(typed.value(FORM, "texte", "")) == Some(Concern::Health),
        })
    }
}

fn doers(t: Texts, shared: &Shared) -> Vec<(String, String)> {
    let named = |name: &str| t.one("task-for-all", "name", name);
    let organisations = shared.organisations.iter();
    organisations
        .map(|known| (known.id.to_string(), named(&known.name)))
        .collect()
}

async fn of_alert(
    State(state): State<WebState>,
    visitor: SignedIn,
    Id(person): Id,
    Fields(sent): Fields<Sent>,
) -> Result<Response, WebError> {
    match ask(&state, &visitor, person, TaskOrigin::Alert, sent).await? {
        Ok(done) => Ok(done),
        Err(typed) => {
            let page = watch::page(&state, &visitor, person, typed, String::new());
            Ok(wrong(page.await?))
        }
    }
}

async fn of_rupture(
    State(state): State<WebState>,
    visitor: SignedIn,
    Id(person): Id,
    Fields(sent): Fields<Sent>,
) -> Result<Response, WebError> {
    match ask(&state, &visitor, person, TaskOrigin::Rupture, sent).await? {
        Ok(done) => Ok(done),
        Err(typed) => {
            let page = rupture::page(&state, &visitor, person, typed, String::new());
            Ok(wrong(page.await?))
        }
    }
}

/// Asks for a step, or gives back the form with what is wrong.
async fn ask(
    state: &WebState,
    visitor: &SignedIn,
    person: Uuid,
    origin: TaskOrigin,
    sent: Sent,
) -> Result<Result<Response, Typed>, WebError> {
    let mut typed = Typed::of(FORM, sent);
    let of = typed.code("suivi", |text| text.parse::<Uuid>().ok());
    let owner = typed.code("pour", |text| text.parse::<Uuid>().ok());
    // A day that cannot be read is refused as one that is past, with all that casework finds wrong.
    let due = typed.day("echeance").unwrap_or(Date::MIN);
    if let Some(of) = of {
        let task = NewTask {
            kind: TaskKind::from_code(typed.text("quoi")),
            text: Written {
                text: typed.text("texte").to_owned(),
                read_again: !typed.text("relu").is_empty(),
            },
            owner: owner.unwrap_or_default(),
            account: None,
            due,
            origin: Some((origin, of)),
        };
        match state
            .casework()
            .ask_task(&visitor.actor, person, &task)
            .await
        {
            Ok(made) => {
                let page = match origin {
                    TaskOrigin::Rupture => "rupture",
                    _ => "contrat",
                };
                let back = format!("/jeunes/{person}/{page}#etapes");
                return Ok(Ok(Toast::says("task-asked").undo(made.undo).then(&back)));
            }
            Err(error) => typed.take(error)?,
        }
    }
    Ok(Err(typed))
}
