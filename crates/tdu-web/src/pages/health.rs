//! Whether the server answers, for whoever watches it.

use axum::Json;
use axum::extract::State;
use serde_json::{Value, json};

use crate::{WebError, WebState};

pub(crate) async fn show(State(state): State<WebState>) -> Result<Json<Value>, WebError> {
    state
        .casework()
        .store()
        .territories()
        .await
        .map_err(tdu_casework::CaseworkError::from)?;
    Ok(Json(json!({ "status": "ok" })))
}
