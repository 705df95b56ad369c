//! A person's card: what finding a company needs, and nothing else.

use askama::Template;
use axum::response::Response;
use uuid::Uuid;

use super::known::reachable;
use crate::page::{Page, render};
use crate::{SignedIn, WebError, WebState, words};

#[derive(Template)]
#[template(path = "carte.html")]
struct CardPage {
    page: Page,
    name: String,
    stage: String,
    trade: Option<String>,
    commune: Option<String>,
    contact: Vec<(&'static str, String, String)>,
    road: String,
}

pub(crate) async fn show(
    state: &WebState,
    visitor: &SignedIn,
    id: Uuid,
) -> Result<Response, WebError> {
    let card = state.casework().card(&visitor.actor, id).await?;
    let t = visitor.t;
    let name = format!("{} {}", card.row.first_name, card.row.last_name);
    render(&CardPage {
        page: visitor
            .page(name.as_str())
            .under("/jeunes", t.get("nav-people")),
        name,
        stage: words::stage(t, card.row.stage),
        trade: card.row.trade,
        commune: card.row.commune_name,
        contact: reachable(card.phone.as_ref(), card.email.as_ref()),
        road: format!("/jeunes/{id}/vers-le-contrat"),
    })
}
