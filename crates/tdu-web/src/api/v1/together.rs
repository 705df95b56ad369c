//! What both teams share about someone: the thread, obstacles, who has them in charge. What is written in
//! words comes in, and does not go out.

use axum::Json;
use axum::response::Response;
use jiff::Timestamp;
use jiff::civil::Date;
use serde::Serialize;
use tdu_casework::{MessageView, NewMessage, ObstacleView};
use tdu_domain::free_text::Written;
use tdu_domain::together::obstacle::{ObstacleKind, ObstacleOutcome};
use utoipa::ToSchema;
use uuid::Uuid;

use super::call::Call;
use super::caller::{Asked, Caller, Person};
use super::field::Field;
use super::problem::Problem;
use super::shapes::OrganisationShape;
use super::tasks::read_again;

/// The calls about what both teams share.
pub(super) fn calls() -> Vec<Call> {
    vec![
        Call::read::<OrganisationsShape, _, _>(
            "/api/v1/organisations",
            "listOrganisations",
            "Lister les organisations du territoire (logiciel)",
            "Les Missions Locales et les CFA du territoire, avec leurs clés.",
            organisations,
        ),
        Call::read::<ColleaguesShape, _, _>(
            "/api/v1/colleagues",
            "listColleagues",
            "Lister les collègues de l’organisation (logiciel)",
            "Qui, dans votre organisation, peut agir pour des jeunes. Il faut une clé « Lire et agir ».",
            colleagues,
        ),
        Call::act(
            "/api/v1/people/{person}/charge",
            "putInCharge",
            "Confier la prise en charge d’un jeune (logiciel)",
            "Un collègue prend le jeune en charge, à la place de ceux qui l’avaient. Un logiciel ne prend personne en charge lui-même.",
            charge,
        )
        .taking([Field::key("colleague", "Qui, par sa clé : voir `/api/v1/colleagues`.")]),
        Call::read::<MessagesShape, _, _>(
            "/api/v1/people/{person}/messages",
            "listMessages",
            "Savoir qui a écrit au sujet d’un jeune (logiciel)",
            "Les messages des deux équipes, le dernier d’abord : qui, quand, jamais ce qu’ils disent.",
            messages,
        ),
        Call::act(
            "/api/v1/people/{person}/messages",
            "writeMessage",
            "Écrire aux équipes qui accompagnent un jeune (logiciel)",
            "Écrit aux deux équipes, qui le lisent dans Trait d’union. Le message ne ressort pas par l’API.",
            write,
        )
        .taking([
            Field::text_of("text", 2_000, "Ce que dit le message."),
            read_again(),
            Field::keys("mentions", 50, "Qui est nommé, par sa clé."),
        ]),
        Call::read::<ObstaclesShape, _, _>(
            "/api/v1/people/{person}/obstacles",
            "listObstacles",
            "Lire les freins d’un jeune (logiciel)",
            "Les freins d’un jeune, le dernier signalé d’abord.",
            obstacles,
        ),
        Call::act(
            "/api/v1/people/{person}/obstacles",
            "openObstacle",
            "Signaler un frein (logiciel)",
            "Signale ce qui empêche le jeune de se former ou de travailler. Les deux réseaux le voient.",
            open,
        )
        .taking([Field::code("kind", ObstacleKind::ALL, ObstacleKind::code, "Le frein.")]),
        Call::act(
            "/api/v1/obstacles/{obstacle}/end",
            "endObstacle",
            "Clore un frein (logiciel)",
            "Dit comment un frein s’est levé, ou pourquoi l’on n’en parle plus.",
            end,
        )
        .taking([Field::code("outcome", ObstacleOutcome::ALL, ObstacleOutcome::code, "Comment.")]),
    ]
}

async fn organisations(caller: Caller) -> Result<Json<OrganisationsShape>, Problem> {
    let known = caller.casework.organisations(&caller.actor).await?;
    Ok(Json(OrganisationsShape {
        data: known.iter().map(OrganisationShape::of).collect(),
    }))
}

async fn colleagues(caller: Caller) -> Result<Json<ColleaguesShape>, Problem> {
    let known = caller.casework.colleagues(&caller.actor).await?;
    let shape = |one: tdu_casework::Colleague| ColleagueShape {
        id: one.account,
        name: one.name,
        counsellor: one.portfolio,
    };
    Ok(Json(ColleaguesShape {
        data: known.into_iter().map(shape).collect(),
    }))
}

async fn charge(mut asked: Asked) -> Result<Response, Problem> {
    let colleague = asked.content.key("colleague");
    let colleague = asked.content.whole(colleague)?;
    let person = asked.person();
    asked
        .once(async |casework, actor| casework.put_in_charge(actor, person, colleague).await)
        .await
}

async fn messages(caller: Caller, Person(person): Person) -> Result<Json<MessagesShape>, Problem> {
    let shared = caller.casework.look_shared(&caller.actor, person).await?;
    Ok(Json(MessagesShape {
        data: shared.thread.iter().map(MessageShape::of).collect(),
    }))
}

async fn write(mut asked: Asked) -> Result<Response, Problem> {
    let content = &mut asked.content;
    let text = content.text("text");
    let read_again = content.yes_if_any("read_again");
    let mentions = content.keys("mentions");
    let text = content.whole(text)?;
    let new = NewMessage {
        text: Written { text, read_again },
        mentions,
    };
    let person = asked.person();
    asked
        .once(async |casework, actor| casework.write_message(actor, person, &new).await)
        .await
}

async fn obstacles(
    caller: Caller,
    Person(person): Person,
) -> Result<Json<ObstaclesShape>, Problem> {
    let shared = caller.casework.look_shared(&caller.actor, person).await?;
    Ok(Json(ObstaclesShape {
        data: shared.obstacles.iter().map(ObstacleShape::of).collect(),
    }))
}

async fn open(mut asked: Asked) -> Result<Response, Problem> {
    let kind = asked.content.code("kind", ObstacleKind::from_code);
    let kind = asked.content.whole(kind)?;
    let person = asked.person();
    asked
        .once(async |casework, actor| casework.open_obstacle(actor, person, kind).await)
        .await
}

async fn end(mut asked: Asked) -> Result<Response, Problem> {
    let outcome = asked.content.code("outcome", ObstacleOutcome::from_code);
    let outcome = asked.content.whole(outcome)?;
    let obstacle = asked.id("obstacle");
    asked
        .once(async |casework, actor| casework.end_obstacle(actor, obstacle, outcome).await)
        .await
}

/// The organisations of the territory.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Organisations, description = "Les organisations du territoire.")]
struct OrganisationsShape {
    data: Vec<OrganisationShape>,
}

/// The colleagues of an organisation.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Colleagues, description = "Qui peut agir pour des jeunes dans votre organisation.")]
struct ColleaguesShape {
    data: Vec<ColleagueShape>,
}

/// A colleague.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Colleague, description = "Quelqu’un de votre organisation.")]
struct ColleagueShape {
    id: Uuid,
    name: String,
    /// Son nom tel que les fichiers de l’organisation l’écrivent.
    counsellor: Option<String>,
}

/// The messages about someone.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Messages, description = "Les messages au sujet d’un jeune.")]
struct MessagesShape {
    data: Vec<MessageShape>,
}

/// A message, without what it says.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Message, description = "Un message. Ce qu’il dit se lit dans Trait d’union.")]
struct MessageShape {
    id: Uuid,
    #[schema(value_type = String, format = DateTime)]
    written_at: String,
    /// Qui l’a écrit.
    by: String,
    organisation: Option<OrganisationShape>,
    /// S’il a été retiré.
    removed: bool,
}

impl MessageShape {
    fn of(view: &MessageView) -> Self {
        let message = &view.message;
        let instant = Timestamp::from_millisecond(message.written_at).unwrap_or_default();
        Self {
            id: message.id,
            written_at: instant.to_string(),
            by: message.by.name.clone(),
            organisation: view.organisation.as_ref().map(OrganisationShape::of),
            removed: message.removed_at.is_some(),
        }
    }
}

/// The obstacles of someone.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Obstacles, description = "Les freins d’un jeune.")]
struct ObstaclesShape {
    data: Vec<ObstacleShape>,
}

/// An obstacle.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Obstacle, description = "Un frein.")]
struct ObstacleShape {
    id: Uuid,
    kind: &'static str,
    #[schema(value_type = String, format = Date)]
    opened_on: Date,
    organisation: Option<OrganisationShape>,
    /// Comment il s’est levé ; `null` tant qu’il est là.
    outcome: Option<&'static str>,
    #[schema(value_type = Option<String>, format = Date)]
    ended_on: Option<Date>,
}

impl ObstacleShape {
    fn of(view: &ObstacleView) -> Self {
        let obstacle = &view.obstacle;
        let ended = obstacle.ended.as_ref();
        Self {
            id: obstacle.id,
            kind: obstacle.kind.code(),
            opened_on: obstacle.opened_on,
            organisation: view.opener.as_ref().map(OrganisationShape::of),
            outcome: ended.map(|ended| ended.outcome.code()),
            ended_on: ended.map(|ended| ended.on),
        }
    }
}
