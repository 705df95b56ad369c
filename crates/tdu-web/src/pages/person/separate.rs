//! Records that were of someone else: what will leave, then the act.

use askama::Template;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use tdu_casework::CaseworkError;
use tdu_domain::access::Right;
use uuid::Uuid;

use super::sources::Sources;
use crate::page::{Page, render};
use crate::pages::{Fields, Id};
use crate::toast::Toast;
use crate::{SignedIn, WebError, WebState};

/// The fields of the form, one a record ticked.
type Ticked = Vec<(String, String)>;

#[derive(Template)]
#[template(path = "separer.html")]
struct SeparatePage {
    page: Page,
    id: Uuid,
    name: String,
    leaving: Vec<(Uuid, String, String)>,
    staying: Vec<(Uuid, String, String)>,
    /// Whether the choice can be done: some leave, some stay.
    possible: bool,
}

/// Shows what would be separated.
pub(crate) async fn ask(
    State(state): State<WebState>,
    visitor: SignedIn,
    Id(person): Id,
    Query(ticked): Query<Ticked>,
) -> Result<Response, WebError> {
    confirm(&state, &visitor, person, &records(&ticked)).await
}

async fn confirm(
    state: &WebState,
    visitor: &SignedIn,
    person: Uuid,
    chosen: &[Uuid],
) -> Result<Response, WebError> {
    visitor
        .actor
        .scope(Right::DecideIdentity)
        .map_err(CaseworkError::from)?;
    let view = state.casework().person(&visitor.actor, person).await?;
    let frame = state.casework().frame(visitor.territory).await?;
    let t = visitor.t;
    let name = format!("{} {}", view.card.first_name, view.card.last_name);
    let all = Sources::of(t, &view, &frame).separable;
    let (leaving, staying): (Vec<_>, Vec<_>) =
        all.into_iter().partition(|(id, ..)| chosen.contains(id));
    let possible = !leaving.is_empty() && !staying.is_empty();
    let page = visitor
        .page(t.one("split-title", "name", name.as_str()))
        .under("/jeunes", t.get("nav-people"))
        .under(format!("/jeunes/{person}"), name.as_str());
    let page = render(&SeparatePage {
        page,
        id: person,
        name,
        leaving,
        staying,
        possible,
    })?;
    Ok(if possible {
        page
    } else {
        (StatusCode::UNPROCESSABLE_ENTITY, page).into_response()
    })
}

/// Separates them.
pub(crate) async fn separate(
    State(state): State<WebState>,
    visitor: SignedIn,
    Id(person): Id,
    Fields(ticked): Fields<Ticked>,
) -> Result<Response, WebError> {
    let chosen = records(&ticked);
    let done = state
        .casework()
        .split(&visitor.actor, person, &chosen)
        .await;
    match done {
        Ok(undo) => Ok(Toast::says("split")
            .undo(undo)
            .then(&format!("/jeunes/{person}"))),
        Err(CaseworkError::Invalid { .. }) => confirm(&state, &visitor, person, &chosen).await,
        Err(error) => Err(error.into()),
    }
}

fn records(ticked: &Ticked) -> Vec<Uuid> {
    ticked
        .iter()
        .filter(|(name, _)| name == "dossier")
        .filter_map(|(_, value)| value.parse().ok())
        .collect()
}
