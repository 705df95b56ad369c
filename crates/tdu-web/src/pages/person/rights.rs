//! What a person was told of their data and what they objected to: shown, noted, recorded.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use serde::Deserialize;
use tdu_casework::{CaseworkError, Frame, PersonView};
use tdu_domain::journal::Payload;
use tdu_domain::organisation::Network;
use tdu_domain::privacy::{InformationMeans, ObjectionReason, Stops};
use uuid::Uuid;

use super::acts::{done_toast, refused};
use super::forms::{Act, Typed};
use crate::page::{Page, render};
use crate::pages::form;
use crate::pages::{Fields, Id, information};
use crate::toast::Toast;
use crate::{SignedIn, Texts, WebError, WebState};

/// What the page of a person shows of their rights.
pub(super) struct Rights {
    pub(super) informed: Option<String>,
    pub(super) objected: Vec<String>,
    pub(super) apart: bool,
    /// The page that the organisation gives to read.
    pub(super) page: &'static str,
}

impl Rights {
    pub(super) fn of(t: Texts, person: &PersonView, frame: &Frame, mine: Network) -> Self {
        let who = |id: Uuid| {
            let known = frame.organisations.get(&id);
            known.map(|known| known.name.clone()).unwrap_or_default()
        };
        let informed = person.informed.first().map(|told| {
            let means = t.of_code("information-means", told.means.code());
            t.with(
                "rights-person-informed",
                [
                    ("on", t.date(told.given_on).into()),
                    ("who", who(told.organisation).into()),
                    ("means", means.into()),
                ],
            )
        });
        let objected = person.objections.iter().map(|objection| {
            t.with(
                "rights-person-objected",
                [
                    ("on", t.date(objection.received_on).into()),
                    ("stops", t.of_code("stops", objection.stops.code()).into()),
                    (
                        "state",
                        t.of_code("objection-state", objection.state.code()).into(),
                    ),
                ],
            )
        });
        Self {
            informed,
            objected: objected.collect(),
            apart: person.card.limited.is_some(),
            page: information::address(mine),
        }
    }
}

/// What was done about someone's rights, in a sentence.
pub(super) fn of_rights(t: Texts, payload: &Payload) -> Option<String> {
    Some(match payload {
        Payload::InformationGiven { means } => {
            let means = t.of_code("information-means", means.code());
            t.one("act-information-by", "means", means)
        }
        Payload::ObjectionRecorded { stops, reason } => {
            let reason = t.of_code("objection-reason", reason.code());
            t.with(
                "act-objection-of",
                [
                    ("stops", t.of_code("stops", stops.code()).into()),
                    ("reason", reason.into()),
                ],
            )
        }
        Payload::ObjectionRefused { word, .. } => {
            t.one("act-objection-refused-word", "word", word.as_str())
        }
        Payload::PersonArchived { last_news } => {
            t.one("act-person-archived-since", "day", t.date(*last_news))
        }
        Payload::PersonReturned {
            reason: Some(reason),
        } => t.one("act-person-returned-why", "reason", reason.as_str()),
        Payload::ArchiveOpened { reason } => {
            t.one("act-archive-opened-why", "reason", reason.as_str())
        }
        _ => return None,
    })
}

#[derive(Debug, Deserialize)]
pub(super) struct InformationForm {
    #[serde(default)]
    date: String,
    #[serde(default)]
    moyen: String,
    #[serde(default)]
    retour: String,
}

pub(super) async fn inform(
    State(state): State<WebState>,
    visitor: SignedIn,
    Id(person): Id,
    Fields(form): Fields<InformationForm>,
) -> Result<Response, WebError> {
    let mut typed = Typed {
        on: form.date,
        means: form.moyen,
        ..Typed::default()
    };
    let means = InformationMeans::from_code(&typed.means);
    if means.is_none() {
        typed.refuse("means", "choose");
    }
    if let (Some(on), Some(means)) = (typed.day(), means) {
        let done = state
            .casework()
            .note_information(&visitor.actor, person, on, means)
            .await;
        match done {
            Ok(undo) => return Ok(done_toast(&visitor, "informed", undo, &form.retour)),
            Err(error) => typed.take(error)?,
        }
    }
    let act = Act::Information;
    refused(&state, &visitor, person, act, typed, form.retour).await
}

/// The form of an objection, as sentences and fields know it.
const OBJECTION: &str = "objection";

#[derive(Template)]
#[template(path = "opposition.html")]
struct ObjectionPage {
    page: Page,
    id: Uuid,
    today: String,
    stops: Vec<(&'static str, String, String)>,
    reasons: Vec<(&'static str, String)>,
    typed: form::Typed,
}

impl ObjectionPage {
    fn problem(&self, field: &str) -> Option<String> {
        self.typed.problem(self.page.t, OBJECTION, field)
    }

    fn problems(&self) -> Vec<(&'static str, String)> {
        self.typed.problems(self.page.t, OBJECTION)
    }
}

pub(super) async fn ask_objection(
    State(state): State<WebState>,
    visitor: SignedIn,
    Id(person): Id,
) -> Result<Response, WebError> {
    objection_page(&state, &visitor, person, form::Typed::default()).await
}

async fn objection_page(
    state: &WebState,
    visitor: &SignedIn,
    person: Uuid,
    typed: form::Typed,
) -> Result<Response, WebError> {
    let t = visitor.t;
    let view = state.casework().person(&visitor.actor, person).await?;
    let name = format!("{} {}", view.card.first_name, view.card.last_name);
    let page = visitor
        .page(t.one("objection-title", "name", name.as_str()))
        .under("/jeunes", t.get("nav-people"))
        .under(format!("/jeunes/{person}"), name.as_str());
    let aid = |stops: Stops| match stops {
        Stops::Sharing => t.get("objection-stops-sharing-aid"),
        Stops::Everything => t.get("objection-stops-everything-aid"),
    };
    render(&ObjectionPage {
        page,
        id: person,
        today: view.today.to_string(),
        stops: Stops::ALL
            .iter()
            .map(|stops| (stops.code(), t.of_code("stops", stops.code()), aid(*stops)))
            .collect(),
        reasons: ObjectionReason::ALL
            .iter()
            .map(|reason| {
                let label = t.of_code("objection-reason", reason.code());
                (reason.code(), label)
            })
            .collect(),
        typed,
    })
}

pub(super) async fn record_objection(
    State(state): State<WebState>,
    visitor: SignedIn,
    Id(person): Id,
    Fields(sent): Fields<form::Sent>,
) -> Result<Response, WebError> {
    let mut typed = form::Typed::of(OBJECTION, sent);
    let stops = typed.code("portee", Stops::from_code);
    let reason = typed.code("motif", ObjectionReason::from_code);
    let on = typed.day("date");
    if let (Some(on), Some(stops), Some(reason)) = (on, stops, reason) {
        let casework = state.casework();
        let actor = &visitor.actor;
        let recorded = casework.record_objection(actor, person, on, stops, reason);
        match recorded.await {
            Ok(undo) => {
                let toast = Toast::says("objection-recorded");
                // Whoever holds no file has just lost sight of the person.
                return Ok(match casework.person(actor, person).await {
                    Ok(_) => toast.undo(undo).then(&format!("/jeunes/{person}")),
                    Err(_) => toast.then("/jeunes"),
                });
            }
            Err(CaseworkError::Conflict(problem @ "objection-already")) => {
                typed.refuse("portee", problem);
            }
            Err(error) => typed.take(error)?,
        }
    }
    let page = objection_page(&state, &visitor, person, typed).await?;
    Ok(form::wrong(page))
}
