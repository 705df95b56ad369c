//! *Vu*: what changed about someone leaves the desk, until something else does.

use askama::Template;
use axum::extract::State;
use axum::response::{Html, IntoResponse, Response};
use tdu_domain::access::Right;
use uuid::Uuid;

use crate::pages::{Fields, Id};
use crate::routes::{Routes, Rule};
use crate::{Back, SignedIn, Texts, Toast, WebError, WebState};

pub(super) fn routes() -> Routes {
    let sees = Rule::AnyOf(&[Right::SeePeople]);
    Routes::default()
        .post(
            "/vu",
            sees,
            "Dire qu’on a vu ce qui a changé pour des jeunes",
            see,
        )
        .post(
            "/vu/{visit}/annuler",
            sees,
            "Revenir sur ce qu’on a dit avoir vu",
            unsee,
        )
}

/// What replaces nothing on the page, and announces.
#[derive(Template)]
#[template(path = "desk/announced.html")]
struct Announced {
    t: Texts,
    toast: Toast,
}

async fn see(
    State(state): State<WebState>,
    visitor: SignedIn,
    Fields(pairs): Fields<Vec<(String, String)>>,
) -> Result<Response, WebError> {
    let mut people: Vec<Uuid> = Vec::new();
    for (_, value) in pairs.iter().filter(|(name, _)| name == "jeune") {
        people.push(value.parse().map_err(|_| WebError::BadForm)?);
    }
    let visit = state.casework().see(&visitor.actor, &people).await?;
    let many = i64::try_from(people.len()).unwrap_or(i64::MAX);
    let toast = Toast::says("seen").number(many).undo(Back::Look(visit));
    if visitor.partial && people.len() == 1 {
        let announced = Announced {
            t: visitor.t,
            toast,
        };
        return Ok(Html(announced.render()?).into_response());
    }
    Ok(toast.then("/"))
}

async fn unsee(
    State(state): State<WebState>,
    visitor: SignedIn,
    Id(visit): Id,
) -> Result<Response, WebError> {
    state.casework().unsee(&visitor.actor, visit).await?;
    Ok(Toast::says("undone").then("/"))
}
