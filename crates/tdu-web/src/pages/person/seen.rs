//! Who saw this person's file.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use tdu_casework::{Frame, Look};
use tdu_domain::access::Right;
use uuid::Uuid;

use crate::page::{Page, render};
use crate::pages::Id;
use crate::pages::imports::moment;
use crate::{SignedIn, Texts, WebError, WebState};

#[derive(Template)]
#[template(path = "consultations.html")]
struct SeenPage {
    page: Page,
    id: Uuid,
    whole: bool,
    opens: bool,
    looks: Vec<LookView>,
}

struct LookView {
    at: String,
    act: String,
    organisation: String,
    by: String,
    why: String,
    address: String,
}

pub(crate) async fn show(
    State(state): State<WebState>,
    visitor: SignedIn,
    Id(id): Id,
) -> Result<Response, WebError> {
    let casework = state.casework();
    let seen = casework.who_saw(&visitor.actor, id).await?;
    let frame = casework.frame(visitor.territory).await?;
    let t = visitor.t;
    let opens = visitor.actor.may(Right::SeePeople);
    let page = visitor.page(t.one("seen-title", "name", seen.name.as_str()));
    let page = if opens {
        page.under("/jeunes", t.get("nav-people"))
            .under(format!("/jeunes/{id}"), seen.name.as_str())
    } else {
        page
    };
    render(&SeenPage {
        page,
        id,
        whole: seen.whole,
        opens,
        looks: seen
            .looks
            .iter()
            .map(|look| LookView::of(t, &frame, look))
            .collect(),
    })
}

impl LookView {
    fn of(t: Texts, frame: &Frame, look: &Look) -> Self {
        let role = look.role.map(|role| t.of_code("role", role.code()));
        let who = [look.by.clone(), role];
        Self {
            at: moment(t, frame, look.at),
            act: t.of_code("look", look.act.code()),
            organisation: look
                .organisation
                .as_ref()
                .map_or_else(|| t.get("seen-elsewhere"), |known| known.name.clone()),
            by: who.into_iter().flatten().collect::<Vec<_>>().join(" · "),
            why: look
                .why
                .map(|why| t.of_code("look-why", why.code()))
                .unwrap_or_default(),
            address: look.address.clone().unwrap_or_default(),
        }
    }
}
