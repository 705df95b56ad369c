//! The passkeys of an account: listed, added, removed.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use uuid::Uuid;

use super::{Refusal, account};
use crate::pages::Fields;
use crate::pages::passkey::json;
use crate::{SignedIn, Toast, WebError, WebState, render};

/// A passkey, in words.
pub(super) struct PasskeyView {
    pub(super) id: Uuid,
    pub(super) label: String,
    pub(super) since: String,
    /// When it last opened a session; empty if it never did.
    pub(super) used: String,
}

pub(super) async fn views(
    state: &WebState,
    visitor: &SignedIn,
) -> Result<Vec<PasskeyView>, WebError> {
    let frame = state.casework().frame(visitor.territory).await?;
    let passkeys = state.casework().passkeys(&visitor.actor).await?;
    let moment = |instant| visitor.t.moment(instant, &frame);
    Ok(passkeys
        .into_iter()
        .map(|passkey| PasskeyView {
            id: passkey.id,
            label: passkey.label,
            since: moment(passkey.created_at),
            used: passkey.used_at.map(moment).unwrap_or_default(),
        })
        .collect())
}

pub(super) async fn ask(
    State(state): State<WebState>,
    visitor: SignedIn,
) -> Result<Response, WebError> {
    let site = state.site()?;
    let asked = state.casework().ask_new_passkey(visitor.token(), site);
    Ok(json(asked.await?))
}

#[derive(Debug, Deserialize)]
pub(super) struct Made {
    #[serde(default)]
    nom: String,
    #[serde(default)]
    reponse: String,
}

pub(super) async fn add(
    State(state): State<WebState>,
    visitor: SignedIn,
    Fields(form): Fields<Made>,
) -> Result<Response, WebError> {
    let site = state.site()?;
    let casework = state.casework();
    let added = casework
        .add_passkey(visitor.token(), site, &form.nom, &form.reponse)
        .await;
    match added {
        Ok(()) => Ok(Toast::says("passkey-added").then("/compte")),
        Err(error) => {
            let refused = Refusal::of(error, visitor.t)?;
            let page = account(&state, &visitor, Some(refused)).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, render(&page)?).into_response())
        }
    }
}

#[derive(Debug, Deserialize)]
pub(super) struct Removed {
    cle: Uuid,
}

pub(super) async fn remove(
    State(state): State<WebState>,
    visitor: SignedIn,
    Fields(form): Fields<Removed>,
) -> Result<Response, WebError> {
    state
        .casework()
        .remove_passkey(visitor.token(), form.cle)
        .await?;
    Ok(Toast::says("passkey-removed").then("/compte"))
}
