//! Confirming a file, or giving it up.

use std::time::Duration;

use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use tdu_casework::{Casework, CaseworkError};
use uuid::Uuid;

use crate::pages::Id;
use crate::{SignedIn, Toast, WebError, WebState};

/// Seconds before each new try of a run that failed; after the last, it waits for a restart.
const PAUSES: [u64; 5] = [1, 5, 30, 120, 600];

pub(super) async fn confirm(
    State(state): State<WebState>,
    visitor: SignedIn,
    Id(id): Id,
) -> Result<Response, WebError> {
    let casework = state.casework();
    if casework.confirm_import(&visitor.actor, id).await? {
        let organisation = visitor.actor.organisation.id;
        tokio::spawn(run(casework.clone(), organisation, id));
    }
    Ok(Redirect::to(&format!("/imports/{id}")).into_response())
}

/// Runs to the end. A run takes up again where it stopped: trying again repeats nothing.
async fn run(casework: Casework, organisation: Uuid, id: Uuid) {
    let mut pauses = PAUSES.into_iter();
    loop {
        match casework.run_import(organisation, id, &|_, _| {}).await {
            Ok(import) => {
                let rows = import.report.done;
                tracing::info!(import = %id, rows, "import done");
                return;
            }
            Err(CaseworkError::Conflict(_)) => return,
            Err(error) => tracing::error!(import = %id, %error, "an import stopped"),
        }
        let Some(seconds) = pauses.next() else { return };
        tokio::time::sleep(Duration::from_secs(seconds)).await;
    }
}

pub(super) async fn give_up(
    State(state): State<WebState>,
    visitor: SignedIn,
    Id(id): Id,
) -> Result<Response, WebError> {
    state.casework().cancel_import(&visitor.actor, id).await?;
    Ok(Toast::says("import-cancelled").then("/imports"))
}
