//! What staff do from a person's page or from the desk.

use askama::Template;
use axum::extract::{Query, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use axum::response::{Html, IntoResponse, Response};
use serde::Deserialize;
use tdu_casework::{CaseworkError, Facet, PeopleFilter, Sort, TakenBack, Undo};
use tdu_domain::facts::Field;
use tdu_domain::signal::SignalCode;
use uuid::Uuid;

use super::forms::{Act, Typed};
use super::{Asked, page_of};
use crate::page::{Page, render};
use crate::pages::door::came_from;
use crate::pages::form;
use crate::pages::{Fields, Id};
use crate::toast::Toast;
use crate::{SignedIn, Texts, WebError, WebState};

#[derive(Debug, Deserialize)]
pub(crate) struct ContactForm {
    #[serde(default)]
    date: String,
    #[serde(default)]
    moyen: String,
    #[serde(default)]
    retour: String,
}

pub(crate) async fn record_contact(
    State(state): State<WebState>,
    visitor: SignedIn,
    Id(person): Id,
    Fields(form): Fields<ContactForm>,
) -> Result<Response, WebError> {
    let mut typed = Typed {
        on: form.date,
        means: form.moyen,
        ..Typed::default()
    };
    if let (Some(on), Some(means)) = (typed.day(), typed.contact_means()) {
        let done = state
            .casework()
            .record_contact(&visitor.actor, person, on, means)
            .await;
        match done {
            Ok(undo) => return Ok(done_toast(&visitor, "contact", undo, &form.retour)),
            Err(error) => typed.take(error)?,
        }
    }
    refused(&state, &visitor, person, Act::Contact, typed, form.retour).await
}

#[derive(Debug, Deserialize)]
pub(crate) struct DetailsForm {
    #[serde(default)]
    telephone: String,
    #[serde(default)]
    email: String,
    #[serde(default)]
    commune: String,
    #[serde(default)]
    commune_code: String,
    /// A field, of which the page keeps what a source says.
    #[serde(default)]
    champ: String,
    source: Option<Uuid>,
    #[serde(default)]
    retour: String,
}

pub(crate) async fn complete_details(
    State(state): State<WebState>,
    visitor: SignedIn,
    Id(person): Id,
    Fields(form): Fields<DetailsForm>,
) -> Result<Response, WebError> {
    if let (Some(field), Some(source)) = (Field::from_name(&form.champ), form.source) {
        let kept = state
            .casework()
            .keep_said(&visitor.actor, person, field, source);
        return Ok(done_toast(&visitor, "details", kept.await?, &form.retour));
    }
    let frame = state.casework().frame(visitor.territory).await?;
    let mut typed = Typed {
        phone: form.telephone,
        email: form.email,
        commune: form.commune,
        ..Typed::default()
    };
    let commune = typed.commune_code(&form.commune_code, &frame.communes);
    let done = state
        .casework()
        .complete_details(
            &visitor.actor,
            person,
            Some(&typed.phone),
            Some(&typed.email),
            commune.as_ref().map(Option::as_deref).map_err(|told| *told),
        )
        .await;
    match done {
        Ok(undo) => return Ok(done_toast(&visitor, "details", undo, &form.retour)),
        Err(error) => typed.take(error)?,
    }
    refused(&state, &visitor, person, Act::Details, typed, form.retour).await
}

#[derive(Debug, Deserialize)]
pub(crate) struct DiplomaForm {
    #[serde(default)]
    obtenu: String,
    #[serde(default)]
    date: String,
    #[serde(default)]
    retour: String,
}

pub(crate) async fn record_diploma(
    State(state): State<WebState>,
    visitor: SignedIn,
    Id(person): Id,
    Fields(form): Fields<DiplomaForm>,
) -> Result<Response, WebError> {
    let mut typed = Typed {
        on: form.date,
        obtained: form.obtenu,
        ..Typed::default()
    };
    let on = if typed.on.trim().is_empty() {
        None
    } else {
        typed.day()
    };
    if !matches!(typed.obtained.as_str(), "oui" | "non") {
        typed.refuse("obtained", "choose");
    }
    if !typed.is_refused() {
        let obtained = typed.obtained == "oui";
        let done = state
            .casework()
            .record_diploma(&visitor.actor, person, obtained, on)
            .await;
        match done {
            Ok(undo) => return Ok(done_toast(&visitor, "diploma", undo, &form.retour)),
            Err(error) => typed.take(error)?,
        }
    }
    refused(&state, &visitor, person, Act::Diploma, typed, form.retour).await
}

#[derive(Debug, Deserialize)]
pub(crate) struct Postponement {
    signal: String,
    jours: i32,
    #[serde(default)]
    retour: String,
}

/// From the desk, htmx takes the line away and the answer is the announcement alone.
pub(crate) async fn postpone(
    State(state): State<WebState>,
    visitor: SignedIn,
    Id(person): Id,
    Fields(form): Fields<Postponement>,
) -> Result<Response, WebError> {
    let signal = SignalCode::from_code(&form.signal).ok_or(WebError::BadForm)?;
    let undo = state
        .casework()
        .postpone(&visitor.actor, person, signal, form.jours)
        .await?;
    let toast = Toast::says("postponed")
        .number(i64::from(form.jours))
        .undo(undo);
    if visitor.partial {
        let later = Later {
            t: visitor.t,
            toast,
            person,
            signal: signal.code(),
            days: form.jours,
        };
        return Ok(Html(later.render()?).into_response());
    }
    Ok(toast.then(&back_to(person, &form.retour)))
}

#[derive(Template)]
#[template(path = "later.html")]
struct Later {
    t: Texts,
    toast: Toast,
    person: Uuid,
    signal: &'static str,
    days: i32,
}

#[derive(Template)]
#[template(path = "confier.html")]
struct HandOverPage {
    page: Page,
    id: Uuid,
    present: Option<String>,
    /// The name, and what to show.
    colleagues: Vec<(String, String)>,
    typed: form::Typed,
    back: String,
}

/// The form that hands over, as sentences and fields know it.
const HAND_OVER: &str = "handover";

impl HandOverPage {
    fn problem(&self, field: &str) -> Option<String> {
        self.typed.problem(self.page.t, HAND_OVER, field)
    }

    fn problems(&self) -> Vec<(&'static str, String)> {
        self.typed.problems(self.page.t, HAND_OVER)
    }
}

pub(crate) async fn ask_hand_over(
    State(state): State<WebState>,
    visitor: SignedIn,
    Id(person): Id,
    Query(asked): Query<Asked>,
) -> Result<Response, WebError> {
    hand_over_page(
        &state,
        &visitor,
        person,
        form::Typed::default(),
        asked.retour,
    )
    .await
}

async fn hand_over_page(
    state: &WebState,
    visitor: &SignedIn,
    person: Uuid,
    typed: form::Typed,
    back: String,
) -> Result<Response, WebError> {
    let view = state.casework().person(&visitor.actor, person).await?;
    let name = format!("{} {}", view.card.first_name, view.card.last_name);
    let colleagues = colleagues(state, visitor).await?;
    let page = visitor
        .page(visitor.t.one("handover-title", "name", name.as_str()))
        .under("/jeunes", visitor.t.get("nav-people"))
        .under(format!("/jeunes/{person}"), name.as_str());
    render(&HandOverPage {
        page,
        id: person,
        present: view.card.counsellor,
        colleagues,
        typed,
        back,
    })
}

/// Those who follow people of the organisation: the name, and what to show.
pub(crate) async fn colleagues(
    state: &WebState,
    visitor: &SignedIn,
) -> Result<Vec<(String, String)>, WebError> {
    let list = state
        .casework()
        .people(&visitor.actor, &PeopleFilter::default(), Sort::Name, 0)
        .await?;
    let mut colleagues: Vec<(String, String)> = list
        .facets
        .into_iter()
        .filter(|count| count.facet == Facet::Counsellor)
        .map(|count| {
            let shown = [
                ("name", count.value.as_str().into()),
                ("n", count.people.into()),
            ];
            let option = visitor.t.with("handover-option", shown);
            (count.value, option)
        })
        .collect();
    colleagues.sort();
    Ok(colleagues)
}

pub(crate) async fn hand_over(
    State(state): State<WebState>,
    visitor: SignedIn,
    Id(person): Id,
    Fields(sent): Fields<form::Sent>,
) -> Result<Response, WebError> {
    let mut typed = form::Typed::of(HAND_OVER, sent);
    let back = typed.text("retour").to_owned();
    let done = state
        .casework()
        .hand_over(&visitor.actor, person, typed.text("conseiller"))
        .await;
    match done {
        Ok(undo) => return Ok(done_toast(&visitor, "handed-over", undo, &back)),
        Err(CaseworkError::Invalid { .. }) => typed.refuse("conseiller", "choose-colleague"),
        Err(CaseworkError::Conflict(problem @ "nothing-changes")) => {
            typed.refuse("conseiller", problem);
        }
        Err(error) => return Err(error.into()),
    }
    let page = hand_over_page(&state, &visitor, person, typed, back).await?;
    Ok(form::wrong(page))
}

pub(crate) async fn take_in_charge(
    State(state): State<WebState>,
    visitor: SignedIn,
    Id(person): Id,
) -> Result<Response, WebError> {
    let undo = state
        .casework()
        .take_in_charge(&visitor.actor, person)
        .await?;
    Ok(Toast::says("taken")
        .undo(undo)
        .then(&format!("/jeunes/{person}")))
}

#[derive(Debug, Deserialize)]
pub(crate) struct UndoForm {
    ligne: Uuid,
}

pub(crate) async fn undo(
    State(state): State<WebState>,
    visitor: SignedIn,
    Id(person): Id,
    headers: HeaderMap,
    Fields(form): Fields<UndoForm>,
) -> Result<Response, WebError> {
    let act = Undo {
        person,
        line: form.ligne,
    };
    let back = match state.casework().undo(&visitor.actor, act).await? {
        TakenBack::Act => came_from(&headers),
        TakenBack::Person => "/accueil".to_owned(),
    };
    Ok(Toast::says("undone").then(&back))
}

/// The form again, with what was typed and what is wrong.
pub(super) async fn refused(
    state: &WebState,
    visitor: &SignedIn,
    person: Uuid,
    act: Act,
    typed: Typed,
    back: String,
) -> Result<Response, WebError> {
    let asked = Asked {
        acte: act.path().to_owned(),
        retour: back,
        h: String::new(),
    };
    let page = page_of(state, visitor, person, &asked, Some(typed)).await?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}

pub(super) fn done_toast(visitor: &SignedIn, code: &str, undo: Undo, back: &str) -> Response {
    let response = Toast::says(code)
        .undo(undo)
        .then(&back_to(undo.person, back));
    if !visitor.partial {
        return response;
    }
    // htmx would follow the redirection within the page: it is told to go there instead.
    let (parts, _) = response.into_parts();
    let mut answer = StatusCode::NO_CONTENT.into_response();
    for (name, value) in &parts.headers {
        let name = match name.as_str() {
            "location" => HeaderName::from_static("hx-redirect"),
            "set-cookie" => name.clone(),
            _ => continue,
        };
        answer.headers_mut().append(name, HeaderValue::clone(value));
    }
    answer
}

/// The desk for whoever came from it, else the person.
fn back_to(person: Uuid, back: &str) -> String {
    match back {
        "journee" => "/".to_owned(),
        _ => format!("/jeunes/{person}"),
    }
}
