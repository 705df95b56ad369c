//! *Droits des personnes*: what the data protection officer does for those who ask about their data;
//! the register.

use std::io::{Cursor, Write};

use askama::Template;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use tdu_casework::Files;
use tdu_domain::access::Right;
use uuid::Uuid;
use zip::ZipWriter;
use zip::result::ZipError;
use zip::write::SimpleFileOptions;

use super::requests::Typed;
use super::{Fields, Id};
use crate::archive::archive_files;
use crate::register::{RegisterLine, register};
use crate::routes::{Routes, Rule};
use crate::{Page, SignedIn, WebError, WebState, render};

/// The pages about people's rights.
pub(crate) fn routes() -> Routes {
    let officer = Rule::AnyOf(&[Right::HandleRequests]);
    Routes::default()
        .get(
            "/droits",
            officer,
            "Formulaire : chercher qui demande ses données",
            form,
        )
        .post(
            "/droits",
            officer,
            "Chercher qui demande ses données, parmi les jeunes de l’organisme",
            results,
        )
        .post(
            "/jeunes/{person}/archive",
            officer,
            "Emporter tout ce qui est gardé d’un jeune, pour le lui remettre",
            archive,
        )
        .get("/registre", officer, "Registre des données", show_register)
}

#[derive(Template)]
#[template(path = "droits.html")]
struct RightsPage {
    page: Page,
    typed: Typed,
    problem: Option<String>,
    /// Nothing before the search.
    found: Option<Vec<Uuid>>,
    /// Objections to answer.
    waiting: i64,
}

#[derive(Template)]
#[template(path = "registre.html")]
struct RegisterPage {
    page: Page,
    lines: Vec<RegisterLine>,
}

async fn form(State(state): State<WebState>, visitor: SignedIn) -> Result<Response, WebError> {
    render(&RightsPage {
        waiting: state.casework().objections_waiting(&visitor.actor).await?,
        page: visitor.page(visitor.t.get("rights-title")),
        typed: Typed::default(),
        problem: None,
        found: None,
    })
}

async fn results(
    State(state): State<WebState>,
    visitor: SignedIn,
    Fields(typed): Fields<Typed>,
) -> Result<Response, WebError> {
    let page = visitor.page(visitor.t.get("rights-title"));
    let waiting = state.casework().objections_waiting(&visitor.actor).await?;
    let Some(sought) = typed.sought() else {
        let problem = Some(visitor.t.get("problem-seek-all"));
        let again = RightsPage {
            page,
            typed,
            problem,
            found: None,
            waiting,
        };
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, render(&again)?).into_response());
    };
    let casework = state.casework();
    let found = casework.find_for_request(&visitor.actor, &sought).await?;
    render(&RightsPage {
        page,
        typed,
        problem: None,
        found: Some(found),
        waiting,
    })
}

async fn archive(
    State(state): State<WebState>,
    visitor: SignedIn,
    Id(person): Id,
) -> Result<Response, WebError> {
    let casework = state.casework();
    let archive = casework.person_archive(&visitor.actor, person).await?;
    let frame = casework.frame(visitor.territory).await?;
    let files = archive_files(visitor.t, &archive, &frame)?;
    zip_of(&files, &format!("mes-donnees-{}.zip", archive.on))
}

/// Files to take away, in one.
pub(super) fn zip_of(files: &Files, name: &str) -> Result<Response, WebError> {
    let headers = [
        (header::CONTENT_TYPE, "application/zip".to_owned()),
        (
            header::CONTENT_DISPOSITION,
            format!("attachment; filename=\"{name}\""),
        ),
        (header::CACHE_CONTROL, "no-store".to_owned()),
    ];
    Ok((headers, zipped(files)?).into_response())
}

fn zipped(files: &Files) -> Result<Vec<u8>, ZipError> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in files {
        zip.start_file(name.as_str(), SimpleFileOptions::default())?;
        zip.write_all(content)?;
    }
    Ok(zip.finish()?.into_inner())
}

async fn show_register(visitor: SignedIn) -> Result<Response, WebError> {
    render(&RegisterPage {
        page: visitor.page(visitor.t.get("register-title")),
        lines: register(visitor.t),
    })
}
