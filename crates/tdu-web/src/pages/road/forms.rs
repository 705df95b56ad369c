//! The acts of a search: parse, call casework, come back.

use axum::extract::State;
use axum::response::Response;
use jiff::civil::Date;
use serde::Deserialize;
use tdu_casework::{NewAnswer, NewApplication, NewContact, NewTarget, NewVisit};
use tdu_domain::codes::PostalCode;
use tdu_domain::road::search::{Answered, Channel, CompanyAnswer, CompanyRefusal, VisitOutcome};
use tdu_domain::routing::Communes;
use tdu_domain::training::trade_named;
use uuid::Uuid;

use super::{again, done, take};
use crate::pages::form::{Sent, Typed};
use crate::pages::{Fields, Id};
use crate::{SignedIn, WebError, WebState};

/// Where the search is on the page.
const ANCHOR: &str = "entreprises";

fn key(text: &str) -> Option<Uuid> {
    text.parse().ok()
}

pub(super) async fn add(
    State(state): State<WebState>,
    visitor: SignedIn,
    Id(person): Id,
    Fields(sent): Fields<Sent>,
) -> Result<Response, WebError> {
    let mut typed = Typed::of("add", sent);
    // A day that cannot be read is refused as one too old, with all that casework finds wrong.
    let applied = Channel::from_code(typed.text("moyen")).map(|channel| NewApplication {
        on: typed.day("date").unwrap_or(Date::MIN),
        channel,
    });
    let frame = state.casework().frame(visitor.territory).await?;
    let new = NewTarget {
        name: typed.text("nom").to_owned(),
        siret: typed.text("siret").to_owned(),
        commune: commune(typed.text("commune"), &frame.communes),
        trade: trade(typed.text("metier")),
        contact: NewContact {
            name: typed.text("contact").to_owned(),
            phone: typed.text("telephone").to_owned(),
            email: typed.text("courriel").to_owned(),
        },
        applied,
    };
    let added = state.casework().add_company(&visitor.actor, person, &new);
    match added.await {
        Ok(undo) => return Ok(done("company-added", undo, typed.text("retour"), ANCHOR)),
        Err(error) => take(&mut typed, error)?,
    }
    again(&state, &visitor, person, typed).await
}

/// The code of the commune whose postcode and name are typed, or what is typed.
fn commune(text: &str, communes: &Communes) -> String {
    let (postcode, name) = text.split_once(' ').unwrap_or((text, ""));
    let name = Some(name.trim()).filter(|name| !name.is_empty());
    let postcode = PostalCode::parse(postcode).ok();
    let named = communes.resolve(postcode.as_ref(), name);
    named.map_or_else(|| text.to_owned(), |known| known.code.to_string())
}

/// The code of a trade that is named, or what is typed.
fn trade(text: &str) -> String {
    let named = trade_named(text).filter(|_| !text.is_empty());
    named.map_or_else(|| text.to_owned(), |code| code.to_string())
}

#[derive(Debug, Deserialize)]
pub(super) struct Dropped {
    #[serde(default)]
    entreprise: String,
}

pub(super) async fn drop(
    State(state): State<WebState>,
    visitor: SignedIn,
    Id(person): Id,
    Fields(form): Fields<Dropped>,
) -> Result<Response, WebError> {
    let target = key(&form.entreprise).ok_or(WebError::BadForm)?;
    let dropped = state
        .casework()
        .drop_company(&visitor.actor, person, target);
    Ok(done("company-dropped", dropped.await?, "", ANCHOR))
}

pub(super) async fn apply(
    State(state): State<WebState>,
    visitor: SignedIn,
    Id(person): Id,
    Fields(sent): Fields<Sent>,
) -> Result<Response, WebError> {
    let mut typed = Typed::of("apply", sent);
    let target = typed.code("entreprise", key);
    let channel = typed.code("moyen", Channel::from_code);
    let on = typed.day("date");
    if let (Some(target), Some(channel), Some(on)) = (target, channel, on) {
        let new = NewApplication { on, channel };
        let applied = state.casework().apply(&visitor.actor, person, target, new);
        match applied.await {
            Ok(undo) => return Ok(done("applied", undo, typed.text("retour"), ANCHOR)),
            Err(error) => take(&mut typed, error)?,
        }
    }
    again(&state, &visitor, person, typed).await
}

pub(super) async fn answer(
    State(state): State<WebState>,
    visitor: SignedIn,
    Id(person): Id,
    Fields(sent): Fields<Sent>,
) -> Result<Response, WebError> {
    let mut typed = Typed::of("answer", sent);
    let application = typed.code("candidature", key);
    let answer = typed.code("reponse", CompanyAnswer::from_code);
    let on: Option<Date> = typed.day("date");
    let next_on = typed.maybe_day("suite");
    if let (Some(application), Some(answer), Some(on), true) =
        (application, answer, on, typed.is_good())
    {
        let refuses = answer == CompanyAnswer::Refusal;
        let why = CompanyRefusal::from_code(typed.text("motif")).filter(|_| refuses);
        let answered = Answered {
            answer,
            why,
            on,
            next_on,
        };
        let new = NewAnswer {
            application,
            answered,
        };
        let casework = state.casework();
        match casework
            .answer_application(&visitor.actor, person, new)
            .await
        {
            Ok(undo) => return Ok(done("answered", undo, typed.text("retour"), ANCHOR)),
            Err(error) => take(&mut typed, error)?,
        }
    }
    again(&state, &visitor, person, typed).await
}

pub(super) async fn visit(
    State(state): State<WebState>,
    visitor: SignedIn,
    Id(person): Id,
    Fields(sent): Fields<Sent>,
) -> Result<Response, WebError> {
    let mut typed = Typed::of("visit", sent);
    let target = typed.code("entreprise", key);
    let outcome = typed.code("resultat", VisitOutcome::from_code);
    let on = typed.day("date");
    if let (Some(target), Some(outcome), Some(on)) = (target, outcome, on) {
        let new = NewVisit {
            target,
            on,
            outcome,
        };
        let visited = state.casework().visit_company(&visitor.actor, person, new);
        match visited.await {
            Ok(undo) => return Ok(done("visited", undo, typed.text("retour"), ANCHOR)),
            Err(error) => take(&mut typed, error)?,
        }
    }
    again(&state, &visitor, person, typed).await
}
