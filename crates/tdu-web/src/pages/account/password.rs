//! Changing one's password.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum_extra::extract::CookieJar;
use serde::Deserialize;

use super::{Refusal, account};
use crate::pages::Fields;
use crate::session::session_cookie;
use crate::{SignedIn, Toast, WebError, WebState, render};

#[derive(Deserialize)]
pub(super) struct Change {
    #[serde(default)]
    actuel: String,
    #[serde(default)]
    nouveau: String,
}

pub(super) async fn change(
    State(state): State<WebState>,
    visitor: SignedIn,
    jar: CookieJar,
    Fields(form): Fields<Change>,
) -> Result<Response, WebError> {
    let changed = state.casework().change_password(
        &visitor.actor,
        visitor.token(),
        &form.actuel,
        &form.nouveau,
    );
    match changed.await {
        Ok(token) => {
            let jar = jar.add(session_cookie(&state, token));
            Ok((jar, Toast::says("password-changed").then("/compte")).into_response())
        }
        Err(error) => {
            let refused = Refusal::of(error, visitor.t)?;
            let page = account(&state, &visitor, Some(refused)).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, render(&page)?).into_response())
        }
    }
}
