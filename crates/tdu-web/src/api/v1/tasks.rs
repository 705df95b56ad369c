//! Shared tasks: what one team asks of itself or of the other. Their words do not leave.

use axum::Json;
use axum::response::Response;
use jiff::civil::Date;
use serde::Serialize;
use tdu_casework::{NewTask, TaskView};
use tdu_domain::free_text::Written;
use tdu_domain::together::task::{TaskKind, TaskState, TaskStep};
use utoipa::ToSchema;
use uuid::Uuid;

use super::call::Call;
use super::caller::{Asked, Caller, Person};
use super::field::Field;
use super::parameters::{Parameters, Part};
use super::problem::Problem;
use super::shapes::OrganisationShape;

/// The calls about tasks.
pub(super) fn calls() -> Vec<Call> {
    vec![
        Call::read::<TasksPart, _, _>(
            "/api/v1/tasks",
            "listTasks",
            "Lister les tâches (logiciel)",
            "Les tâches que votre organisation doit faire ou a demandées, dans l’ordre où elles ont été demandées.",
            list,
        )
        .asking([
            Field::code("state", TaskState::ALL, TaskState::code, "Dans un état seulement.").optional(),
        ])
        .asking(Part::fields()),
        Call::read::<TasksShape, _, _>(
            "/api/v1/people/{person}/tasks",
            "listTasksOfPerson",
            "Lire les tâches d’un jeune (logiciel)",
            "Les tâches des deux équipes au sujet d’un jeune : à faire, puis les dix dernières closes.",
            of_person,
        ),
        Call::act(
            "/api/v1/people/{person}/tasks",
            "askTask",
            "Demander une tâche (logiciel)",
            "Demande quelque chose à votre organisation ou à une autre qui accompagne le jeune : par un code, par un texte court, ou les deux.",
            ask,
        )
        .taking([
            Field::code("kind", TaskKind::ALL, TaskKind::code, "Ce qu’il y a à faire, quand un mot suffit.").optional(),
            Field::text_of("text", 200, "Ce qu’il y a à faire, en mots ; ils ne ressortent pas par l’API.").optional(),
            read_again(),
            Field::key("owner", "L’organisation qui doit le faire, par sa clé."),
            Field::key("account", "Qui, dans cette organisation, par sa clé.").optional(),
            Field::day("due", "Avant quel jour : dans l’année."),
        ]),
        Call::act(
            "/api/v1/tasks/{task}/done",
            "doTask",
            "Dire qu’une tâche est faite (logiciel)",
            "Clôt la tâche.",
            async |asked: Asked| moved(asked, TaskStep::Done).await,
        ),
        Call::act(
            "/api/v1/tasks/{task}/drop",
            "dropTask",
            "Dire qu’une tâche n’est plus utile (logiciel)",
            "Clôt la tâche sans qu’elle soit faite.",
            async |asked: Asked| moved(asked, TaskStep::Dropped).await,
        ),
        Call::act(
            "/api/v1/tasks/{task}/reopen",
            "reopenTask",
            "Rouvrir une tâche (logiciel)",
            "La tâche est de nouveau à faire.",
            async |asked: Asked| moved(asked, TaskStep::Reopened).await,
        ),
        Call::act(
            "/api/v1/tasks/{task}/give-back",
            "giveTaskBack",
            "Rendre une tâche à l’équipe (logiciel)",
            "La tâche n’est plus à personne en particulier. Pour l’organisation qui doit la faire.",
            async |asked: Asked| moved(asked, TaskStep::GivenBack).await,
        ),
        Call::act(
            "/api/v1/tasks/{task}/hand-over",
            "handTaskOver",
            "Confier une tâche à un collègue (logiciel)",
            "Confie la tâche à quelqu’un de votre organisation. Pour l’organisation qui doit la faire.",
            hand_over,
        )
        .taking([Field::key("colleague", "Qui, par sa clé : voir `/api/v1/colleagues`.")]),
    ]
}

/// Tells that a text that speaks of health was read again by its writer.
pub(super) fn read_again() -> Field {
    Field::yes(
        "read_again",
        "Le texte parle de santé, et qui l’a écrit l’a relu : c’est nécessaire.",
    )
    .optional()
}

async fn list(caller: Caller, mut asked: Parameters) -> Result<Json<TasksPart>, Problem> {
    let state = asked.read("state", "field-code", TaskState::from_code);
    let part = asked.part();
    asked.end()?;
    let cursor = part.cursor.as_deref();
    let listed = caller
        .casework
        .list_tasks(&caller.actor, state, cursor, part.limit)
        .await?;
    Ok(Json(TasksPart {
        data: listed.rows.iter().map(TaskShape::of).collect(),
        next_cursor: listed.next,
    }))
}

async fn of_person(caller: Caller, Person(person): Person) -> Result<Json<TasksShape>, Problem> {
    let shared = caller.casework.look_shared(&caller.actor, person).await?;
    Ok(Json(TasksShape {
        data: shared.tasks.iter().map(TaskShape::of).collect(),
    }))
}

async fn ask(mut asked: Asked) -> Result<Response, Problem> {
    let content = &mut asked.content;
    let kind = content.code_if_any("kind", TaskKind::from_code);
    let text = content.text_if_any("text").unwrap_or_default();
    let read_again = content.yes_if_any("read_again");
    let account = content.key_if_any("account");
    let owner = content.key("owner");
    let due = content.day("due");
    let (owner, due) = content.whole(owner.zip(due))?;
    let new = NewTask {
        kind,
        text: Written { text, read_again },
        owner,
        account,
        due,
        origin: None,
    };
    let person = asked.person();
    asked
        .once(async |casework, actor| {
            let made = casework.ask_task(actor, person, &new).await?;
            Ok(made.undo)
        })
        .await
}

async fn moved(mut asked: Asked, step: TaskStep) -> Result<Response, Problem> {
    asked.content.whole(Some(()))?;
    let task = asked.id("task");
    asked
        .once(async |casework, actor| casework.move_task(actor, task, step).await)
        .await
}

async fn hand_over(mut asked: Asked) -> Result<Response, Problem> {
    let colleague = asked.content.key("colleague");
    let colleague = asked.content.whole(colleague)?;
    let task = asked.id("task");
    asked
        .once(async |casework, actor| casework.hand_task(actor, task, colleague).await)
        .await
}

/// A part of the list of tasks.
#[derive(Debug, Serialize, ToSchema)]
#[schema(description = "Une partie des tâches.")]
struct TasksPart {
    data: Vec<TaskShape>,
    /// Le curseur de la suite ; `null` à la fin.
    next_cursor: Option<String>,
}

/// The tasks about someone.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Tasks, description = "Les tâches au sujet d’un jeune.")]
struct TasksShape {
    data: Vec<TaskShape>,
}

/// A task.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Task, description = "Une tâche. Ses mots ne sortent pas.")]
struct TaskShape {
    id: Uuid,
    person: Uuid,
    /// Ce qu’il y a à faire ; `null` quand seuls des mots le disent.
    kind: Option<&'static str>,
    /// Si des mots disent ce qu’il y a à faire.
    has_text: bool,
    /// `open`, `done` ou `dropped`.
    state: &'static str,
    /// Qui doit la faire.
    owner: Option<OrganisationShape>,
    /// Qui l’a demandée.
    asker: Option<OrganisationShape>,
    /// Qui l’a prise, par son nom.
    taken_by: Option<String>,
    #[schema(value_type = String, format = Date)]
    asked_on: Date,
    #[schema(value_type = String, format = Date)]
    due: Date,
    #[schema(value_type = Option<String>, format = Date)]
    closed_on: Option<Date>,
    /// Ce que vous pouvez en faire maintenant.
    may: Vec<&'static str>,
}

impl TaskShape {
    fn of(view: &TaskView) -> Self {
        let (task, standing) = (&view.task, &view.task.standing);
        Self {
            id: task.id,
            person: task.person,
            kind: task.kind.map(TaskKind::code),
            has_text: !task.words.is_empty(),
            state: standing.state.code(),
            owner: view.owner.as_ref().map(OrganisationShape::of),
            asker: view.asker.as_ref().map(OrganisationShape::of),
            taken_by: standing.taken.as_ref().map(|(_, name)| name.clone()),
            asked_on: task.asked_on,
            due: task.due,
            closed_on: standing.closed.as_ref().map(|closed| closed.on),
            may: view.steps.iter().map(|step| step.code()).collect(),
        }
    }
}
