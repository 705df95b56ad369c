//! *Archive restreinte*: files of whom nothing was heard for years, opened with a reason.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use tdu_casework::{CaseworkError, DoubtSide, DoubtView};
use tdu_domain::access::Right;
use tdu_domain::free_text::Written;
use uuid::Uuid;

use super::doubts::name_of;
use super::privacy::zip_of;
use super::requests::Typed;
use super::{Fields, Id};
use crate::archive::archive_files;
use crate::routes::{Routes, Rule};
use crate::{Page, SignedIn, Texts, Toast, WebError, WebState, render};

const HOME: &str = "/archive-restreinte";

/// The pages of the restricted archive.
pub(crate) fn routes() -> Routes {
    let opener = Rule::AnyOf(&[Right::OpenArchive]);
    Routes::default()
        .get(
            HOME,
            opener,
            "Formulaire : chercher dans l’archive restreinte de l’organisme",
            form,
        )
        .post(
            HOME,
            opener,
            "Chercher dans l’archive restreinte de l’organisme",
            results,
        )
        .post(
            "/archive-restreinte/{archived}/ouvrir",
            opener,
            "Emporter un dossier de l’archive restreinte, avec un motif",
            open,
        )
        .post(
            "/archive-restreinte/{archived}/rouvrir",
            opener,
            "Sortir un dossier de l’archive restreinte, avec un motif",
            bring_back,
        )
        .post(
            "/archive-restreinte/doublons/{alike}",
            opener,
            "Garder un dossier archivé à part de qui lui ressemble",
            keep_apart,
        )
}

#[derive(Template)]
#[template(path = "archive-restreinte.html")]
struct RestrictedPage {
    page: Page,
    typed: Typed,
    problem: Option<String>,
    /// Nothing before the search.
    found: Option<Vec<Uuid>>,
    /// Those who may be somebody known since.
    alike: Vec<Alike>,
}

/// Someone archived, and who resembles them.
struct Alike {
    doubt: Uuid,
    person: Uuid,
    archived: Side,
    other: Side,
}

/// One of the two.
struct Side {
    name: String,
    born: Option<String>,
    holder: String,
}

impl Side {
    fn of(t: Texts, side: &DoubtSide) -> Self {
        let organisation = side.organisation.as_ref();
        let system = || t.of_code("system", side.record.source.system.code());
        Self {
            name: name_of(t, side),
            born: side.identity.birth_date.map(|day| t.date(day)),
            holder: organisation.map_or_else(system, |known| known.name.clone()),
        }
    }
}

impl Alike {
    fn of(t: Texts, view: &DoubtView) -> Self {
        let (archived, other) = if view.one.accompanied {
            (&view.one, &view.other)
        } else {
            (&view.other, &view.one)
        };
        Self {
            doubt: view.doubt.id,
            person: archived.record.person,
            archived: Side::of(t, archived),
            other: Side::of(t, other),
        }
    }
}

fn page(
    visitor: &SignedIn,
    typed: Typed,
    problem: Option<&str>,
    found: Option<Vec<Uuid>>,
) -> Result<Response, WebError> {
    render(&RestrictedPage {
        page: visitor.page(visitor.t.get("archive-restricted-title")),
        typed,
        problem: problem.map(|problem| visitor.t.get(&format!("problem-{problem}"))),
        found,
        alike: Vec::new(),
    })
}

async fn form(State(state): State<WebState>, visitor: SignedIn) -> Result<Response, WebError> {
    let doubts = state.casework().archived_doubts(&visitor.actor).await?;
    let t = visitor.t;
    render(&RestrictedPage {
        page: visitor.page(t.get("archive-restricted-title")),
        typed: Typed::default(),
        problem: None,
        found: None,
        alike: doubts.iter().map(|view| Alike::of(t, view)).collect(),
    })
}

async fn results(
    State(state): State<WebState>,
    visitor: SignedIn,
    Fields(typed): Fields<Typed>,
) -> Result<Response, WebError> {
    let Some(sought) = typed.sought() else {
        let again = page(&visitor, typed, Some("seek-all"), None)?;
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, again).into_response());
    };
    let casework = state.casework();
    let found = casework.find_archived(&visitor.actor, &sought).await?;
    page(&visitor, typed, None, Some(found))
}

#[derive(Debug, Deserialize)]
struct Reason {
    #[serde(default)]
    motif: String,
    #[serde(default)]
    relu: String,
}

impl Reason {
    fn written(&self) -> Written {
        Written {
            text: self.motif.clone(),
            read_again: !self.relu.is_empty(),
        }
    }
}

/// The page again, for a reason that is not acceptable.
fn refused(visitor: &SignedIn, person: Uuid, error: CaseworkError) -> Result<Response, WebError> {
    let CaseworkError::Invalid { problem, .. } = error else {
        return Err(error.into());
    };
    let again = page(visitor, Typed::default(), Some(problem), Some(vec![person]))?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, again).into_response())
}

async fn open(
    State(state): State<WebState>,
    visitor: SignedIn,
    Id(person): Id,
    Fields(reason): Fields<Reason>,
) -> Result<Response, WebError> {
    let (casework, actor) = (state.casework(), &visitor.actor);
    let archive = match casework
        .open_archived(actor, person, &reason.written())
        .await
    {
        Ok(archive) => archive,
        Err(error) => return refused(&visitor, person, error),
    };
    let frame = casework.frame(visitor.territory).await?;
    let files = archive_files(visitor.t, &archive, &frame)?;
    zip_of(&files, &format!("dossier-archive-{}.zip", archive.on))
}

async fn bring_back(
    State(state): State<WebState>,
    visitor: SignedIn,
    Id(person): Id,
    Fields(reason): Fields<Reason>,
) -> Result<Response, WebError> {
    let (casework, actor) = (state.casework(), &visitor.actor);
    match casework.bring_back(actor, person, &reason.written()).await {
        Ok(()) => Ok(Toast::says("person-returned").then(HOME)),
        Err(error) => refused(&visitor, person, error),
    }
}

async fn keep_apart(
    State(state): State<WebState>,
    visitor: SignedIn,
    Id(doubt): Id,
) -> Result<Response, WebError> {
    let (casework, actor) = (state.casework(), &visitor.actor);
    casework.keep_archived_apart(actor, doubt).await?;
    Ok(Toast::says("archived-apart").then(HOME))
}
