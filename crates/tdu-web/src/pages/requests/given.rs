//! The accesses that others were given, and taking one back before its end.

use axum::extract::State;
use axum::response::Response;
use tdu_casework::{Frame, ReceivedRequest};
use uuid::Uuid;

use super::{HOME, asked_by};
use crate::pages::Id;
use crate::{SignedIn, Texts, Toast, WebError, WebState};

/// An access that holds today.
pub(super) struct Given {
    pub(super) id: Uuid,
    pub(super) person: Uuid,
    pub(super) name: String,
    pub(super) from: String,
    pub(super) until: String,
}

impl Given {
    pub(super) fn of(t: Texts, given: &ReceivedRequest, frame: &Frame) -> Self {
        let request = &given.request;
        let until = request.until.map(|until| t.date(until));
        Self {
            id: request.id,
            person: request.person,
            name: format!("{} {}", given.first_name, given.last_name),
            from: asked_by(t, request, frame),
            until: t.one("given-until", "until", until.unwrap_or_default()),
        }
    }
}

pub(super) async fn withdraw(
    State(state): State<WebState>,
    visitor: SignedIn,
    Id(request): Id,
) -> Result<Response, WebError> {
    let casework = state.casework();
    casework.withdraw_access(&visitor.actor, request).await?;
    Ok(Toast::says("access-withdrawn").then(HOME))
}
