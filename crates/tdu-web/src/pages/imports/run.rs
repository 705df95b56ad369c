//! Confirming a file, trying an interrupted one again, or giving it up.

use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use tdu_casework::{CaseworkError, RETRY_PAUSES};
use uuid::Uuid;

use crate::pages::Id;
use crate::{SignedIn, Toast, WebError, WebState};

pub(super) async fn confirm(
    State(state): State<WebState>,
    visitor: SignedIn,
    Id(id): Id,
) -> Result<Response, WebError> {
    start(&state, &visitor, id, false).await
}

pub(super) async fn retry(
    State(state): State<WebState>,
    visitor: SignedIn,
    Id(id): Id,
) -> Result<Response, WebError> {
    start(&state, &visitor, id, true).await
}

/// Confirms an import, or tries it again, then runs it: whole, even when the browser hangs up in between.
async fn start(
    state: &WebState,
    visitor: &SignedIn,
    id: Uuid,
    again: bool,
) -> Result<Response, WebError> {
    let (casework, actor) = (state.casework().clone(), visitor.actor.clone());
    let begun = tokio::spawn(async move {
        let begun = if again {
            casework.retry_import(&actor, id).await?
        } else {
            casework.confirm_import(&actor, id).await?
        };
        if begun {
            let organisation = actor.organisation.id;
            tokio::spawn(async move {
                let run = casework.pursue_import(organisation, id, &RETRY_PAUSES);
                run.await;
            });
        }
        Ok::<_, CaseworkError>(())
    });
    begun.await.map_err(CaseworkError::from)??;
    Ok(report(id))
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
