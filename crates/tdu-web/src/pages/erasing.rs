//! What a data protection officer does with one person beyond handing them their data: erasing them,
//! taking for a court what was done and seen of them.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use tdu_casework::{CaseworkError, SIGNATURE, WhatIsKept};
use tdu_domain::access::Right;
use tdu_domain::free_text::Written;
use uuid::Uuid;

use super::privacy::zip_of;
use super::{Fields, Id};
use crate::court::court_files;
use crate::routes::{Routes, Rule};
use crate::{Page, SignedIn, Toast, WebError, WebState, render};

/// The word to type, in every language: it is shown beside the field.
const WORD: &str = "EFFACER";

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
    typed: ErasureForm,
    problem: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
struct ErasureForm {
    #[serde(default)]
    raison: String,
    #[serde(default)]
    mot: String,
}

async fn ask(
    State(state): State<WebState>,
    visitor: SignedIn,
    Id(person): Id,
) -> Result<Response, WebError> {
    page(&state, &visitor, person, ErasureForm::default(), None).await
}

async fn page(
    state: &WebState,
    visitor: &SignedIn,
    person: Uuid,
    typed: ErasureForm,
    problem: Option<&str>,
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
        problem: problem.map(|problem| t.get(&format!("problem-{problem}"))),
    })
}

async fn erase(
    State(state): State<WebState>,
    visitor: SignedIn,
    Id(person): Id,
    Fields(form): Fields<ErasureForm>,
) -> Result<Response, WebError> {
    let problem = if form.mot.trim() == WORD {
        let casework = state.casework();
        let reason = Written::from(form.raison.as_str());
        let erased = casework
            .erase_for_request(&visitor.actor, person, &reason)
            .await;
        match erased {
            Ok(_) => return Ok(Toast::says("person-erased").then("/droits")),
            Err(CaseworkError::Invalid { problem, .. } | CaseworkError::Conflict(problem)) => {
                problem
            }
            Err(error) => return Err(error.into()),
        }
    } else {
        "erase-word"
    };
    let again = page(&state, &visitor, person, form, Some(problem)).await?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, again).into_response())
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
