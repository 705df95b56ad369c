//! Where an account is signed in, and how to end it.

use axum::extract::State;
use axum::response::Response;
use uuid::Uuid;

use crate::pages::Id;
use crate::{SignedIn, Toast, WebError, WebState};

/// A session, in words.
pub(super) struct SessionView {
    pub(super) id: Uuid,
    pub(super) here: bool,
    pub(super) device: String,
    pub(super) address: String,
    pub(super) organisation: String,
    pub(super) since: String,
    pub(super) seen: String,
}

pub(super) async fn views(
    state: &WebState,
    visitor: &SignedIn,
) -> Result<Vec<SessionView>, WebError> {
    let frame = state.casework().frame(visitor.territory).await?;
    let sessions = state.casework().sessions(&visitor.actor).await?;
    let t = visitor.t;
    Ok(sessions
        .into_iter()
        .map(|session| SessionView {
            id: session.id,
            here: session.id == visitor.session,
            device: t.device(&session.agent),
            address: session.address,
            organisation: session.organisation,
            since: t.moment(session.created_at, &frame),
            seen: t.moment(session.seen_at, &frame),
        })
        .collect())
}

pub(super) async fn end(
    State(state): State<WebState>,
    visitor: SignedIn,
    Id(session): Id,
) -> Result<Response, WebError> {
    state
        .casework()
        .end_own_session(&visitor.actor, session)
        .await?;
    Ok(Toast::says("session-ended").then("/compte"))
}

pub(super) async fn end_others(
    State(state): State<WebState>,
    visitor: SignedIn,
) -> Result<Response, WebError> {
    state
        .casework()
        .end_other_sessions(visitor.actor.account, visitor.session)
        .await?;
    Ok(Toast::says("sessions-ended").then("/compte"))
}
