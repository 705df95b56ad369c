//! The keys of the API: made once, shown once, revoked at once.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use tdu_casework::CaseworkError;
use uuid::Uuid;

use super::{Fields, Id};
use crate::routes::{Routes, Rule};
use crate::{Page, SignedIn, Toast, WebError, WebState, render};

/// The pages of keys.
pub(crate) fn routes() -> Routes {
    Routes::default()
        .get("/cles", Rule::KEYS, "Clés d’API de l’organisation", show)
        .post("/cles", Rule::KEYS, "Créer une clé d’API", make)
        .post(
            "/cles/{key}/revoquer",
            Rule::KEYS,
            "Révoquer une clé d’API",
            revoke,
        )
}

#[derive(Template)]
#[template(path = "keys.html")]
struct Keys {
    page: Page,
    organisation: String,
    lines: Vec<Line>,
    made: Option<String>,
    label: String,
    error: Option<String>,
}

struct Line {
    id: Uuid,
    label: String,
    created: String,
    used: Option<String>,
    revoked: Option<String>,
}

async fn show(State(state): State<WebState>, visitor: SignedIn) -> Result<Response, WebError> {
    render(&keys(&state, &visitor).await?)
}

#[derive(Debug, Deserialize)]
struct Wanted {
    #[serde(default)]
    label: String,
}

/// The key is shown in the answer itself, which is kept nowhere.
async fn make(
    State(state): State<WebState>,
    visitor: SignedIn,
    Fields(wanted): Fields<Wanted>,
) -> Result<Response, WebError> {
    let made = state
        .casework()
        .make_own_api_key(&visitor.actor, &wanted.label)
        .await;
    let error = match made {
        Ok(key) => {
            let page = keys(&state, &visitor).await?;
            return render(&Keys {
                made: Some(key),
                ..page
            });
        }
        Err(CaseworkError::Invalid { .. }) => Some(visitor.t.get("keys-label-length")),
        Err(error) => return Err(error.into()),
    };
    let page = Keys {
        label: wanted.label,
        error,
        ..keys(&state, &visitor).await?
    };
    Ok((StatusCode::UNPROCESSABLE_ENTITY, render(&page)?).into_response())
}

async fn revoke(
    State(state): State<WebState>,
    visitor: SignedIn,
    Id(key): Id,
) -> Result<Response, WebError> {
    state.casework().revoke_api_key(&visitor.actor, key).await?;
    Ok(Toast::says("key-revoked").then("/cles"))
}

async fn keys(state: &WebState, visitor: &SignedIn) -> Result<Keys, WebError> {
    let keys = state.casework().api_keys(&visitor.actor).await?;
    let frame = state.casework().frame(visitor.territory).await?;
    let t = visitor.t;
    let day = |instant| t.near(frame.day_of(instant), frame.today());
    let active = keys.iter().filter(|key| key.revoked_at.is_none()).count();
    Ok(Keys {
        page: visitor.page(t.one("keys-title", "count", active)),
        organisation: visitor.actor.organisation.name.clone(),
        lines: keys
            .iter()
            .map(|key| Line {
                id: key.id,
                label: key.label.clone(),
                created: day(key.created_at),
                used: key.used_at.map(day),
                revoked: key
                    .revoked_at
                    .map(|at| t.one("keys-state-revoked", "when", day(at))),
            })
            .collect(),
        made: None,
        label: String::new(),
        error: None,
    })
}
