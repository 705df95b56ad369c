//! What a data protection officer does with one person beyond handing them their data: erasing them,
//! taking for a court what was done and seen of them.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use tdu_casework::{CaseworkError, SIGNATURE, WhatIsKept};
use tdu_domain::access::Right;
use tdu_domain::free_text::Written;
use uuid::Uuid;

use super::form::{Sent, Typed, wrong};
use super::privacy::zip_of;
use super::{Fields, Id};
use crate::court::court_files;
use crate::routes::{Routes, Rule};
use crate::{Page, SignedIn, Toast, WebError, WebState, render};

/// The word to type, in every language: it is shown beside the field.
const WORD: &str = "EFFACER";
const FORM: &str = "erase";

/// Erasing, and the journal for a court.
pub(crate) fn routes() -> Routes {
    let officer = Rule::AnyOf(&[Right::HandleRequests]);
    Routes::default()
        .get(
            "/jeunes/{person}/effacer",
            officer,
            "Formulaire : effacer une personne, et ce qui sera perdu",
            ask,
        )
        .post(
            "/jeunes/{person}/effacer",
            officer,
            "Effacer une personne, dans tout le territoire",
            erase,
        )
        .post(
            "/jeunes/{person}/journal",
            officer,
            "Emporter, pour un tribunal, ce qui fut fait et vu d’un jeune",
            court,
        )
}

#[derive(Template)]
#[template(path = "effacer.html")]
struct ErasePage {
    page: Page,
    id: Uuid,
    kept: WhatIsKept,
    typed: Typed,
    /// Why nothing can be erased now.
    refused: Option<String>,
}

impl ErasePage {
    fn problem(&self, field: &str) -> Option<String> {
        self.typed.problem(self.page.t, FORM, field)
    }

    fn problems(&self) -> Vec<(&'static str, String)> {
        self.typed.problems(self.page.t, FORM)
    }
}

async fn ask(
    State(state): State<WebState>,
    visitor: SignedIn,
    Id(person): Id,
) -> Result<Response, WebError> {
    page(&state, &visitor, person, Typed::default(), None).await
}

async fn page(
    state: &WebState,
    visitor: &SignedIn,
    person: Uuid,
    typed: Typed,
    refused: Option<&str>,
) -> Result<Response, WebError> {
    let t = visitor.t;
    let kept = state
        .casework()
        .what_is_kept(&visitor.actor, person)
        .await?;
    render(&ErasePage {
        page: visitor
            .page(t.get("erase-title"))
            .under("/droits", t.get("nav-rights")),
        id: person,
        kept,
        typed,
        refused: refused.map(|refused| t.get(&format!("problem-{refused}"))),
    })
}

async fn erase(
    State(state): State<WebState>,
    visitor: SignedIn,
    Id(person): Id,
    Fields(sent): Fields<Sent>,
) -> Result<Response, WebError> {
    let mut typed = Typed::of(FORM, sent);
    let reason = Written::from(typed.text("raison"));
    let confirmed = typed.text("mot") == WORD;
    let erased = state
        .casework()
        .erase_for_request(&visitor.actor, person, &reason, confirmed)
        .await;
    let refused = match erased {
        Ok(_) => return Ok(Toast::says("person-erased").then("/droits")),
        Err(CaseworkError::Conflict(refused)) => Some(refused),
        Err(error) => {
            typed.take(error)?;
            None
        }
    };
    let again = page(&state, &visitor, person, typed, refused).await?;
    Ok(wrong(again))
}

async fn court(
    State(state): State<WebState>,
    visitor: SignedIn,
    Id(person): Id,
) -> Result<Response, WebError> {
    let casework = state.casework();
    let archive = casework.court_archive_for(&visitor.actor, person).await?;
    let mut files = court_files(visitor.t, &archive)?;
    let signature = casework.sign_archive(&files)? + "\n";
    files.push((SIGNATURE.to_owned(), signature.into_bytes()));
    zip_of(&files, "journal-tribunal.zip")
}
