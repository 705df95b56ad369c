//! The referrals of a young person: to open, and to settle once one is accepted.

use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use tdu_domain::referral;
use uuid::Uuid;

use super::card::Card;
use crate::pages::Id;
use crate::{Page, SignedIn, WebError, WebState, render};

#[derive(Template)]
#[template(path = "orientations/jeune.html")]
struct PersonPage {
    page: Page,
    id: Uuid,
    cards: Vec<Card>,
    /// Whether one is accepted and others wait for what becomes of them.
    settle: bool,
}

pub(crate) async fn show(
    State(state): State<WebState>,
    visitor: SignedIn,
    Id(id): Id,
) -> Result<Response, WebError> {
    let person = state.casework().person(&visitor.actor, id).await?;
    if let [only] = person.referrals.as_slice() {
        let only = only.referral.id;
        return Ok(Redirect::to(&format!("/orientations/{only}")).into_response());
    }
    let t = visitor.t;
    let name = format!("{} {}", person.card.first_name, person.card.last_name);
    let page = visitor
        .page(t.one("referral-of-person", "name", name.as_str()))
        .under("/jeunes", t.get("nav-people"))
        .under(format!("/jeunes/{id}"), name.as_str());
    let cards: Vec<Card> = person
        .referrals
        .iter()
        .map(|view| Card::of(t, view, person.today))
        .collect();
    let accepted = person
        .referrals
        .iter()
        .any(|view| view.referral.standing.state == referral::State::Accepted);
    render(&PersonPage {
        settle: accepted && cards.iter().any(|card| card.settles),
        page,
        id,
        cards,
    })
}
