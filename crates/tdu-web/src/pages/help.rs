//! The words used here, and the keys that go faster.

use askama::Template;
use axum::response::Response;

use crate::page::{Page, render};
use crate::{SignedIn, WebError};

/// The terms explained: `term-{name}` and `term-{name}-is`.
const TERMS: [&str; 12] = [
    "alternance",
    "cej",
    "cfa",
    "dossier",
    "etape",
    "milo",
    "ml",
    "pacea",
    "rome",
    "rqth",
    "rupture",
    "signal",
];

#[derive(Template)]
#[template(path = "aide.html")]
struct HelpPage {
    page: Page,
    terms: Vec<(String, String)>,
}

pub(crate) async fn show(visitor: SignedIn) -> Result<Response, WebError> {
    let t = visitor.t;
    render(&HelpPage {
        page: visitor.page(t.get("help-title")),
        terms: TERMS
            .iter()
            .map(|term| {
                let term = format!("term-{term}");
                (t.get(&term), t.get(&format!("{term}-is")))
            })
            .collect(),
    })
}
