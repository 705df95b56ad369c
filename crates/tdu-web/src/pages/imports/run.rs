//! Confirming a file, trying an interrupted one again, or giving it up.

use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use tdu_casework::RETRY_PAUSES;
use uuid::Uuid;

use crate::pages::Id;
use crate::{SignedIn, Toast, WebError, WebState};

pub(super) async fn confirm(
    State(state): State<WebState>,
    visitor: SignedIn,
    Id(id): Id,
) -> Result<Response, WebError> {
    if state.casework().confirm_import(&visitor.actor, id).await? {
        pursue(&state, &visitor, id);
    }
    Ok(report(id))
}

pub(super) async fn retry(
    State(state): State<WebState>,
    visitor: SignedIn,
    Id(id): Id,
) -> Result<Response, WebError> {
    if state.casework().retry_import(&visitor.actor, id).await? {
        pursue(&state, &visitor, id);
    }
    Ok(report(id))
}

/// Runs to the end, whether the visitor waits or leaves.
fn pursue(state: &WebState, visitor: &SignedIn, id: Uuid) {
    let casework = state.casework().clone();
    let organisation = visitor.actor.organisation.id;
    tokio::spawn(async move {
        casework
            .pursue_import(organisation, id, &RETRY_PAUSES)
            .await;
    });
}

fn report(id: Uuid) -> Response {
    Redirect::to(&format!("/imports/{id}")).into_response()
}

pub(super) async fn give_up(
    State(state): State<WebState>,
    visitor: SignedIn,
    Id(id): Id,
) -> Result<Response, WebError> {
    state.casework().cancel_import(&visitor.actor, id).await?;
    Ok(Toast::says("import-cancelled").then("/imports"))
}
