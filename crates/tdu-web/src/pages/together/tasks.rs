//! Shared tasks: asked for from a person's page, moved with one button.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use jiff::civil::Date;
use serde::Deserialize;
use tdu_casework::{Frame, NewTask, TaskView};
use tdu_domain::calendar::plus_days;
use tdu_domain::free_text::{Concern, Written, concern};
use tdu_domain::organisation::{Network, Organisation};
use tdu_domain::together::task::{TaskKind, TaskState, TaskStep};
use uuid::Uuid;

use crate::page::{Page, network_class, render};
use crate::pages::form::{Sent, Typed, wrong};
use crate::pages::{Fields, Id};
use crate::routes::{Routes, Rule};
use crate::toast::Toast;
use crate::words::{self, Due};
use crate::{SignedIn, Texts, WebError, WebState};

/// Days proposed to do a task.
const PROPOSED_DAYS: i32 = 7;
/// The form, as sentences and fields know it.
const FORM: &str = "task";

pub(super) fn routes() -> Routes {
    Routes::default()
        .get(
            "/jeunes/{person}/taches",
            Rule::ACT,
            "Formulaire : demander une tâche",
            form,
        )
        .post(
            "/jeunes/{person}/taches",
            Rule::ACT,
            "Demander une tâche à sa structure ou à l’autre réseau",
            ask,
        )
        .post(
            "/taches/{task}",
            Rule::ACT,
            "Prendre, rendre, terminer ou rouvrir une tâche",
            step,
        )
}

/// A task, in words.
#[derive(Debug, Clone)]
pub(crate) struct TaskLine {
    pub(crate) id: Uuid,
    pub(crate) what: String,
    /// Who must do it.
    pub(crate) who: String,
    pub(crate) class: &'static str,
    /// Who asked, and when.
    pub(crate) asked: String,
    pub(crate) due: Option<Due>,
    /// Who closed it, and when.
    pub(crate) closed: Option<String>,
    /// Whether the reader's network must do it.
    pub(crate) mine: bool,
    /// What can be done: code and label, the first being the usual one.
    pub(crate) steps: Vec<(&'static str, String)>,
}

impl TaskLine {
    pub(crate) fn of(t: Texts, view: &TaskView, mine: Network, frame: &Frame) -> Self {
        let task = &view.task;
        let (standing, today) = (&task.standing, frame.today());
        let open = standing.state == TaskState::Open;
        let owner = named(view.owner.as_ref());
        let who = match &standing.taken {
            Some((_, name)) => words::dotted(&[Some(name), Some(&owner)]),
            None => owner,
        };
        let asker = words::dotted(&[Some(&task.asked.name), Some(&named(view.asker.as_ref()))]);
        Self {
            id: task.id,
            what: what(t, task.kind, &task.words),
            who,
            class: network_class(task.owner_network),
            asked: t.with(
                "task-asked-by",
                [
                    ("who", asker.into()),
                    ("on", t.near(task.asked_on, today).into()),
                ],
            ),
            due: open.then(|| words::due(t, task.due, today)),
            closed: standing.closed.as_ref().map(|closed| {
                let key = format!("task-state-{}", standing.state.code());
                t.with(
                    &key,
                    [
                        ("who", closed.by.name.as_str().into()),
                        ("on", t.near(closed.on, today).into()),
                    ],
                )
            }),
            mine: open && task.owner_network == mine,
            steps: view
                .steps
                .iter()
                .map(|step| (step.code(), t.of_code("task-do", step.code())))
                .collect(),
        }
    }
}

fn named(organisation: Option<&Organisation>) -> String {
    organisation.map_or_else(String::new, |known| known.name.clone())
}

/// What is to be done: its kind, its words, or both.
pub(super) fn what(t: Texts, kind: Option<TaskKind>, words: &str) -> String {
    let kind = kind.map(|kind| t.of_code("task-kind", kind.code()));
    match (kind, words) {
        (Some(kind), "") => kind,
        (Some(kind), words) => t.with(
            "task-kind-words",
            [("kind", kind.into()), ("words", words.into())],
        ),
        (None, words) => words.to_owned(),
    }
}

#[derive(Template)]
#[template(path = "ensemble/tache.html")]
struct TaskPage {
    page: Page,
    id: Uuid,
    kinds: Vec<(&'static str, String)>,
    /// Who may do it: value and name.
    doers: Vec<(String, String)>,
    today: Date,
    /// Who does it and by when, until something else is typed.
    me: String,
    due: String,
    typed: Typed,
    /// Whether the writer is warned that the text speaks of health.
    warned: bool,
}

impl TaskPage {
    fn problem(&self, field: &str) -> Option<String> {
        self.typed.problem(self.page.t, FORM, field)
    }

    fn problems(&self) -> Vec<(&'static str, String)> {
        self.typed.problems(self.page.t, FORM)
    }
}

async fn form(
    State(state): State<WebState>,
    visitor: SignedIn,
    Id(person): Id,
) -> Result<Response, WebError> {
    page(&state, &visitor, person, Typed::default()).await
}

/// The visitor, as somebody who does a task.
fn mine(visitor: &SignedIn) -> String {
    format!(
        "{}:{}",
        visitor.actor.organisation.id, visitor.actor.account
    )
}

async fn page(
    state: &WebState,
    visitor: &SignedIn,
    person: Uuid,
    typed: Typed,
) -> Result<Response, WebError> {
    let (casework, t) = (state.casework(), visitor.t);
    let view = casework.person(&visitor.actor, person).await?;
    let shared = casework.shared(&visitor.actor, person).await?;
    let colleagues = casework.colleagues(&visitor.actor).await?;
    let mut doers = vec![(mine(visitor), t.get("task-for-me"))];
    for organisation in &shared.organisations {
        let name = t.one("task-for-all", "name", organisation.name.as_str());
        doers.push((organisation.id.to_string(), name));
    }
    let others = colleagues
        .into_iter()
        .filter(|one| one.account != visitor.actor.account);
    doers.extend(others.map(|one| (format!("{}:{}", one.organisation, one.account), one.name)));
    let name = format!("{} {}", view.card.first_name, view.card.last_name);
    render(&TaskPage {
        page: visitor
            .page(t.one("task-title", "name", name.as_str()))
            .under("/jeunes", t.get("nav-people"))
            .under(format!("/jeunes/{person}"), name.as_str()),
        id: person,
        kinds: TaskKind::ALL
            .iter()
            .map(|kind| (kind.code(), t.of_code("task-kind", kind.code())))
            .collect(),
        doers,
        today: view.today,
        me: mine(visitor),
        due: plus_days(view.today, PROPOSED_DAYS).to_string(),
        warned: concern(typed.text("texte")) == Some(Concern::Health),
        typed,
    })
}

async fn ask(
    State(state): State<WebState>,
    visitor: SignedIn,
    Id(person): Id,
    Fields(sent): Fields<Sent>,
) -> Result<Response, WebError> {
    let mut typed = Typed::of(FORM, sent);
    // A day that cannot be read is refused as one that is past, with all that casework finds wrong.
    let due = typed.day("echeance").unwrap_or(Date::MIN);
    let (owner, account) = match typed.text("pour").split_once(':') {
        Some((owner, account)) => (owner, account.parse().ok()),
        None => (typed.text("pour"), None),
    };
    let new = NewTask {
        kind: TaskKind::from_code(typed.text("quoi")),
        text: Written {
            text: typed.text("texte").to_owned(),
            read_again: !typed.text("relu").is_empty(),
        },
        owner: owner.parse().unwrap_or_default(),
        account,
        due,
        origin: None,
    };
    match state
        .casework()
        .ask_task(&visitor.actor, person, &new)
        .await
    {
        Ok(made) => Ok(Toast::says("task-asked")
            .undo(made.undo)
            .then(&format!("/jeunes/{person}#taches"))),
        Err(error) => {
            typed.take(error)?;
            Ok(wrong(page(&state, &visitor, person, typed).await?))
        }
    }
}

#[derive(Debug, Deserialize)]
struct StepForm {
    #[serde(default)]
    etape: String,
    #[serde(default)]
    retour: String,
}

async fn step(
    State(state): State<WebState>,
    visitor: SignedIn,
    Id(task): Id,
    Fields(form): Fields<StepForm>,
) -> Result<Response, WebError> {
    let step = TaskStep::from_code(&form.etape).ok_or(WebError::BadForm)?;
    let undo = state
        .casework()
        .move_task(&visitor.actor, task, step)
        .await?;
    let back = match form.retour.as_str() {
        "journee" => "/".to_owned(),
        page @ ("contrat" | "rupture") => format!("/jeunes/{}/{page}#etapes", undo.person),
        _ => format!("/jeunes/{}#taches", undo.person),
    };
    let toast = format!("task-{}", step.code().replace('_', "-"));
    Ok(Toast::says(&toast).undo(undo).then(&back))
}
