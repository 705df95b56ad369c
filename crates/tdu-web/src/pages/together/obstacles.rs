//! Obstacles: told and ended from a person's page, counted on a page of their own.

use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use serde::Deserialize;
use tdu_casework::{CaseworkError, Frame, ObstacleView, ServiceRow};
use tdu_domain::access::Right;
use tdu_domain::together::obstacle::{ObstacleKind, ObstacleOutcome};
use uuid::Uuid;

use crate::page::{Page, render};
use crate::pages::{Fields, Id};
use crate::routes::{Routes, Rule};
use crate::toast::Toast;
use crate::{SignedIn, Texts, WebError, WebState, words};

pub(super) fn routes() -> Routes {
    Routes::default()
        .get(
            "/freins",
            Rule::AnyOf(&[Right::SeePeople]),
            "Freins des jeunes accompagnés, comptés",
            counted,
        )
        .post(
            "/jeunes/{person}/freins",
            Rule::ACT,
            "Signaler un frein",
            open,
        )
        .post(
            "/freins/{obstacle}",
            Rule::ACT,
            "Dire comment un frein a pris fin",
            end,
        )
}

/// An obstacle, in words.
#[derive(Debug, Clone)]
pub(crate) struct ObstacleLine {
    pub(crate) id: Uuid,
    pub(crate) what: String,
    pub(crate) since: String,
    /// How it ended.
    pub(crate) ended: Option<String>,
    pub(crate) services: Vec<Help>,
}

/// Who can help.
#[derive(Debug, Clone)]
pub(crate) struct Help {
    pub(crate) name: String,
    pub(crate) more: String,
    pub(crate) phone: Option<String>,
    pub(crate) email: Option<String>,
    pub(crate) web: Option<String>,
}

impl Help {
    fn of(service: &ServiceRow) -> Self {
        Self {
            name: service.name.clone(),
            more: words::dotted(&[service.contact.as_deref(), service.commune.as_deref()]),
            phone: service.phone.clone(),
            email: service.email.clone(),
            web: service.web.clone(),
        }
    }
}

impl ObstacleLine {
    pub(super) fn of(t: Texts, view: &ObstacleView, frame: &Frame) -> Self {
        let obstacle = &view.obstacle;
        let today = frame.today();
        let opener = view.opener.as_ref();
        let opener = opener.map(|known| known.name.as_str());
        let who = words::dotted(&[Some(&obstacle.opened.name), opener]);
        Self {
            id: obstacle.id,
            what: t.of_code("obstacle", obstacle.kind.code()),
            since: t.with(
                "obstacle-since",
                [
                    ("on", t.near(obstacle.opened_on, today).into()),
                    ("who", who.into()),
                ],
            ),
            ended: obstacle.ended.as_ref().map(|ended| {
                t.with(
                    "obstacle-ended",
                    [
                        ("outcome", t.of_code("outcome", ended.outcome.code()).into()),
                        ("on", t.near(ended.on, today).into()),
                        ("who", ended.by.name.as_str().into()),
                    ],
                )
            }),
            services: view.services.iter().map(Help::of).collect(),
        }
    }
}

/// Every obstacle, as a choice: code and name.
pub(super) fn kinds(t: Texts) -> Vec<(&'static str, String)> {
    ObstacleKind::ALL
        .iter()
        .map(|kind| (kind.code(), t.of_code("obstacle", kind.code())))
        .collect()
}

/// Every end of an obstacle, as a choice.
pub(super) fn outcomes(t: Texts) -> Vec<(&'static str, String)> {
    ObstacleOutcome::ALL
        .iter()
        .map(|outcome| (outcome.code(), t.of_code("outcome", outcome.code())))
        .collect()
}

#[derive(Debug, Deserialize)]
struct Opened {
    #[serde(default)]
    frein: String,
}

async fn open(
    State(state): State<WebState>,
    visitor: SignedIn,
    Id(person): Id,
    Fields(form): Fields<Opened>,
) -> Result<Response, WebError> {
    let kind = ObstacleKind::from_code(&form.frein).ok_or(CHOOSE)?;
    let undo = state
        .casework()
        .open_obstacle(&visitor.actor, person, kind)
        .await?;
    Ok(Toast::says("obstacle-opened")
        .undo(undo)
        .then(&format!("/jeunes/{person}#freins")))
}

/// Nothing was chosen.
const CHOOSE: CaseworkError = CaseworkError::Invalid {
    field: "frein",
    problem: "choose",
};

#[derive(Debug, Deserialize)]
struct Ended {
    #[serde(default)]
    issue: String,
}

async fn end(
    State(state): State<WebState>,
    visitor: SignedIn,
    Id(obstacle): Id,
    Fields(form): Fields<Ended>,
) -> Result<Response, WebError> {
    let outcome = ObstacleOutcome::from_code(&form.issue).ok_or(CHOOSE)?;
    let undo = state
        .casework()
        .end_obstacle(&visitor.actor, obstacle, outcome)
        .await?;
    Ok(Toast::says("obstacle-ended")
        .undo(undo)
        .then(&format!("/jeunes/{}#freins", undo.person)))
}

#[derive(Debug, Deserialize)]
struct Asked {
    #[serde(default)]
    theme: String,
}

#[derive(Template)]
#[template(path = "ensemble/freins-page.html")]
struct CountedPage {
    page: Page,
    /// Code, name, how many people, whether it is chosen.
    counts: Vec<(&'static str, String, String, bool)>,
    /// Who has the obstacle chosen: key, name, since when.
    people: Vec<(Uuid, String, String)>,
}

async fn counted(
    State(state): State<WebState>,
    visitor: SignedIn,
    Query(asked): Query<Asked>,
) -> Result<Response, WebError> {
    let (casework, t) = (state.casework(), visitor.t);
    let counts = casework.obstacle_counts(&visitor.actor).await?;
    let frame = casework.frame(visitor.territory).await?;
    let chosen = ObstacleKind::from_code(&asked.theme);
    let people = match chosen {
        Some(kind) => casework.people_with_obstacle(&visitor.actor, kind).await?,
        None => Vec::new(),
    };
    let all: i64 = counts.iter().map(|(_, people)| people).sum();
    render(&CountedPage {
        page: visitor.page(t.count("obstacles-counted", all)),
        counts: counts
            .into_iter()
            .map(|(kind, people)| {
                let name = t.of_code("obstacle", kind.code());
                let people = t.count("obstacles-people", people);
                (kind.code(), name, people, chosen == Some(kind))
            })
            .collect(),
        people: people
            .into_iter()
            .map(|(row, since)| {
                let name = format!("{} {}", row.first_name, row.last_name);
                let since = t.one("since", "day", t.near(since, frame.today()));
                (row.person, name, since)
            })
            .collect(),
    })
}
