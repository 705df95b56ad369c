//! The people whose postcode leads to several Missions Locales: someone chooses their commune.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use tdu_casework::{CaseloadRow, CaseworkError, Frame};
use tdu_domain::routing::Commune;
use uuid::Uuid;

use super::{Fields, Id};
use crate::routes::{Routes, Rule};
use crate::{Page, SignedIn, Texts, Toast, WebError, WebState, render, words};
use tdu_domain::access::Right;

/// People that casework gives at most.
const SHOWN: usize = 200;

/// The pages of people to assign.
pub(crate) fn routes() -> Routes {
    let assign = Rule::AnyOf(&[Right::AssignResidence]);
    Routes::default()
        .get(
            "/a-affecter",
            assign,
            "Jeunes dont la commune est à préciser",
            show,
        )
        .post(
            "/a-affecter/{person}",
            assign,
            "Préciser la commune d’un jeune",
            choose,
        )
}

#[derive(Template)]
#[template(path = "assign.html")]
struct Assign {
    page: Page,
    people: Vec<Person>,
    limited: bool,
    shown: usize,
}

struct Person {
    id: Uuid,
    name: String,
    age: Option<String>,
    postcode: Option<String>,
    communes: Vec<Choice>,
    error: Option<String>,
}

/// A commune, and the Mission Locale it leads to.
struct Choice {
    code: String,
    name: String,
    leads_to: String,
}

async fn show(State(state): State<WebState>, visitor: SignedIn) -> Result<Response, WebError> {
    list(&state, &visitor, None).await
}

#[derive(Debug, Deserialize)]
struct Chosen {
    #[serde(default)]
    commune: String,
}

async fn choose(
    State(state): State<WebState>,
    visitor: SignedIn,
    Id(person): Id,
    Fields(chosen): Fields<Chosen>,
) -> Result<Response, WebError> {
    let commune = Ok(Some(chosen.commune.as_str()));
    let done = state
        .casework()
        .complete_details(&visitor.actor, person, None, None, commune)
        .await;
    match done {
        Ok(undo) => Ok(Toast::says("commune-chosen").undo(undo).then("/a-affecter")),
        Err(CaseworkError::Invalid { .. }) => {
            let answer = list(&state, &visitor, Some(person)).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, answer).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

async fn list(
    state: &WebState,
    visitor: &SignedIn,
    unchosen: Option<Uuid>,
) -> Result<Response, WebError> {
    let people = state.casework().to_assign(&visitor.actor).await?;
    let frame = state.casework().frame(visitor.territory).await?;
    let t = visitor.t;
    let title = t.one("assign-title", "count", people.len());
    render(&Assign {
        page: visitor.page(title),
        limited: people.len() >= SHOWN,
        shown: people.len(),
        people: people
            .iter()
            .map(|(row, communes)| person(t, &frame, row, communes, unchosen))
            .collect(),
    })
}

fn person(
    t: Texts,
    frame: &Frame,
    row: &CaseloadRow,
    communes: &[Commune],
    unchosen: Option<Uuid>,
) -> Person {
    Person {
        id: row.person,
        name: format!("{} {}", row.first_name, row.last_name),
        age: words::age(t, row.birth_date, frame.today()),
        postcode: shared_postcode(communes).map(|code| t.one("assign-postcode", "postcode", code)),
        communes: communes
            .iter()
            .map(|commune| choice(t, frame, commune))
            .collect(),
        error: (unchosen == Some(row.person)).then(|| t.get("assign-missing")),
    }
}

fn choice(t: Texts, frame: &Frame, commune: &Commune) -> Choice {
    let covered_by = commune
        .mission_locale
        .and_then(|id| frame.organisations.get(&id));
    Choice {
        code: commune.code.to_string(),
        name: commune.name.clone(),
        leads_to: match covered_by {
            Some(organisation) => organisation.name.clone(),
            None => t.get("assign-uncovered"),
        },
    }
}

/// The postcode that all these communes share, when there is only one.
fn shared_postcode(communes: &[Commune]) -> Option<String> {
    let (first, others) = communes.split_first()?;
    let mut shared = first
        .postcodes
        .iter()
        .filter(|code| others.iter().all(|other| other.postcodes.contains(code)));
    match (shared.next(), shared.next()) {
        (Some(only), None) => Some(only.to_string()),
        _ => None,
    }
}
