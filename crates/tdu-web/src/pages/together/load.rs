//! *Charge de l'équipe*: who follows how many people, what is late, whom nobody follows.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use tdu_domain::access::Right;

use crate::error::encoded;
use crate::page::{Page, render};
use crate::routes::{Routes, Rule};
use crate::{SignedIn, WebError, WebState};

pub(super) fn routes() -> Routes {
    Routes::default().get(
        "/equipe/charge",
        Rule::AnyOf(&[Right::LeadTeam]),
        "Charge de l’équipe : jeunes, à faire, en retard, par collègue",
        show,
    )
}

#[derive(Template)]
#[template(path = "ensemble/charge.html")]
struct LoadPage {
    page: Page,
    lines: Vec<Line>,
    /// How many people nobody follows by name.
    nobody: Option<String>,
}

struct Line {
    name: String,
    people: i64,
    to_do: i64,
    late: i64,
    /// Their people in *Jeunes*, and those with something late.
    addresses: Option<(String, String)>,
}

async fn show(State(state): State<WebState>, visitor: SignedIn) -> Result<Response, WebError> {
    let load = state.casework().team_load(&visitor.actor).await?;
    let t = visitor.t;
    let nobody = load
        .iter()
        .find(|line| line.counsellor.is_none() && !line.bound);
    let nobody = nobody.map(|line| t.count("load-nobody-count", line.people));
    render(&LoadPage {
        page: visitor.page(t.get("load-title")),
        nobody,
        lines: load
            .into_iter()
            .map(|line| Line {
                addresses: match (&line.counsellor, line.bound) {
                    (Some(name), _) => Some(format!("/jeunes?conseiller={}", encoded(name))),
                    (None, false) => Some("/jeunes?sans_referent=1".to_owned()),
                    (None, true) => None,
                }
                .map(|all| (all.clone(), format!("{all}&retard=1"))),
                name: match line.counsellor {
                    Some(name) => name,
                    None if line.bound => t.get("load-bound"),
                    None => t.get("load-nobody"),
                },
                people: line.people,
                to_do: line.to_do,
                late: line.late,
            })
            .collect(),
    })
}
