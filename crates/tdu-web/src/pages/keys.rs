//! The keys of the API: made once, shown once, revoked at once.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use tdu_domain::access::KeyScope;
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
    scopes: Vec<ScopeBox>,
    scopes_error: Option<String>,
}

/// Something that a key may open.
struct ScopeBox {
    code: &'static str,
    words: String,
    chosen: bool,
}

struct Line {
    id: Uuid,
    label: String,
    created: String,
    used: Option<String>,
    revoked: Option<String>,
    scopes: String,
    maker: Option<String>,
}

async fn show(State(state): State<WebState>, visitor: SignedIn) -> Result<Response, WebError> {
    render(&keys(&state, &visitor).await?)
}

#[derive(Debug, Deserialize)]
struct Wanted {
    #[serde(default)]
    label: String,
    deliver: Option<String>,
    read: Option<String>,
    act: Option<String>,
}

impl Wanted {
    fn scopes(&self) -> Vec<KeyScope> {
        let chosen = |scope: &KeyScope| match scope {
            KeyScope::Deliver => self.deliver.is_some(),
            KeyScope::Read => self.read.is_some(),
            KeyScope::Act => self.act.is_some(),
        };
        let all = KeyScope::ALL.iter();
        all.copied().filter(|scope| chosen(scope)).collect()
    }
}

/// The key is shown in the answer itself, which is kept nowhere.
async fn make(
    State(state): State<WebState>,
    visitor: SignedIn,
    Fields(wanted): Fields<Wanted>,
) -> Result<Response, WebError> {
    let scopes = wanted.scopes();
    let made = state
        .casework()
        .make_own_api_key(&visitor.actor, &wanted.label, &scopes)
        .await;
    let page = keys(&state, &visitor).await?;
    let problems = match made {
        Ok(key) => {
            return render(&Keys {
                made: Some(key),
                ..page
            });
        }
        Err(error) => error.problems()?,
    };
    let told = |wrong: &str, key| {
        let mut problems = problems.iter();
        problems
            .any(|(field, _)| *field == wrong)
            .then(|| visitor.t.get(key))
    };
    let page = Keys {
        label: wanted.label,
        error: told("label", "keys-label-length"),
        scopes: boxes(&visitor, &scopes),
        scopes_error: told("scopes", "problem-scopes-none"),
        ..page
    };
    Ok((StatusCode::UNPROCESSABLE_ENTITY, render(&page)?).into_response())
}

/// What a key of the visitor's organisation may open, with what is chosen.
fn boxes(visitor: &SignedIn, chosen: &[KeyScope]) -> Vec<ScopeBox> {
    let network = visitor.actor.organisation.network;
    KeyScope::ALL
        .iter()
        .filter(|scope| scope.is_given_in(network))
        .map(|scope| ScopeBox {
            code: scope.code(),
            words: visitor.t.of_code("key-scope", scope.code()),
            chosen: chosen.contains(scope),
        })
        .collect()
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
                scopes: key
                    .scopes
                    .iter()
                    .map(|scope| t.of_code("key-scope", scope.code()))
                    .collect::<Vec<_>>()
                    .join(" · "),
                maker: key
                    .made_by_name
                    .as_deref()
                    .map(|name| t.one("key-made-by", "name", name)),
            })
            .collect(),
        made: None,
        label: String::new(),
        error: None,
        scopes: boxes(visitor, &[]),
        scopes_error: None,
    })
}
