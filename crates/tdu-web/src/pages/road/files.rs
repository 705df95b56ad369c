//! CV and letter: attached, downloaded as a file and nothing else, taken away.

use axum::extract::multipart::Multipart;
use axum::extract::{Query, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use jiff::civil::Date;
use serde::Deserialize;
use tdu_casework::{AttachedRow, NewFile, TakenFile};
use tdu_domain::road::file::{AttachedKind, MOST_BYTES};
use uuid::Uuid;

use super::{again, done, take as take_problem};
use crate::pages::form::{Sent, Typed};
use crate::pages::imports::attachment;
use crate::pages::{Fields, Id};
use crate::{SignedIn, Texts, WebError, WebState};

/// Where the files are on the page.
const ANCHOR: &str = "fichiers";

/// A file, in words.
pub(super) struct FileLine {
    pub(super) id: Uuid,
    pub(super) name: String,
    pub(super) more: String,
}

impl FileLine {
    pub(super) fn of(t: Texts, row: &AttachedRow, today: Date) -> Self {
        Self {
            id: row.id,
            name: named(row),
            more: t.with(
                "files-line",
                [
                    ("kind", t.of_code("attached", row.kind.code()).into()),
                    ("size", (row.size / 1_024).max(1).into()),
                    ("day", t.near(row.added_on, today).into()),
                    ("who", row.added.name.as_str().into()),
                ],
            ),
        }
    }
}

/// The name of a file, with the end that its bytes call for.
pub(crate) fn named(row: &AttachedRow) -> String {
    let end = row.format.extension();
    let stem = match row.name.rsplit_once('.') {
        Some((stem, _)) if !stem.is_empty() => stem,
        _ if row.name.is_empty() => row.kind.code(),
        _ => &row.name,
    };
    format!("{stem}.{end}")
}

#[derive(Debug, Deserialize)]
pub(super) struct Which {
    d: Uuid,
}

pub(super) async fn take(
    State(state): State<WebState>,
    visitor: SignedIn,
    Id(person): Id,
    Query(which): Query<Which>,
) -> Result<Response, WebError> {
    let taken = state
        .casework()
        .take_file(&visitor.actor, person, which.d)
        .await?;
    let TakenFile { row, content } = taken;
    let headers = [
        (header::CONTENT_TYPE, row.format.media_type().to_owned()),
        (header::CONTENT_DISPOSITION, attachment(&named(&row))),
    ];
    Ok((headers, content).into_response())
}

/// What the form sent: what the file is for, its name, its bytes unless there are too many.
struct Received {
    kind: String,
    name: String,
    content: Option<Vec<u8>>,
}

pub(super) async fn attach(
    State(state): State<WebState>,
    visitor: SignedIn,
    Id(person): Id,
    multipart: Multipart,
) -> Result<Response, WebError> {
    let received = read(multipart).await?;
    let sent = Sent::from([("quoi".to_owned(), received.kind)]);
    let mut typed = Typed::of("file", sent);
    let kind = typed.code("quoi", AttachedKind::from_code);
    if received.content.is_none() {
        typed.refuse("fichier", "file-large");
    }
    if let (Some(kind), Some(content)) = (kind, received.content) {
        let new = NewFile {
            kind,
            name: received.name,
            content,
        };
        let attached = state.casework().attach_file(&visitor.actor, person, new);
        match attached.await {
            Ok(undo) => return Ok(done("file-attached", undo, "", ANCHOR)),
            Err(error) => take_problem(&mut typed, error)?,
        }
    }
    again(&state, &visitor, person, typed).await
}

async fn read(mut multipart: Multipart) -> Result<Received, WebError> {
    let mut received = Received {
        kind: String::new(),
        name: String::new(),
        content: Some(Vec::new()),
    };
    loop {
        let field = multipart.next_field().await;
        let Some(mut field) = field.map_err(|_| WebError::BadForm)? else {
            return Ok(received);
        };
        match field.name() {
            Some("quoi") => {
                received.kind = field.text().await.map_err(|_| WebError::BadForm)?;
            }
            Some("fichier") => {
                let name = field.file_name().unwrap_or_default();
                let name = name.rsplit(['/', '\\']).next().unwrap_or_default();
                received.name = name.chars().filter(|c| !c.is_control()).collect();
                let mut content = Vec::new();
                loop {
                    match field.chunk().await {
                        Ok(Some(piece)) if content.len() + piece.len() <= MOST_BYTES => {
                            content.extend_from_slice(&piece);
                        }
                        Ok(None) => break,
                        // The rest of such a file is not read.
                        Ok(Some(_)) | Err(_) => {
                            received.content = None;
                            return Ok(received);
                        }
                    }
                }
                received.content = Some(content);
            }
            _ => {}
        }
    }
}

#[derive(Debug, Deserialize)]
pub(super) struct Removed {
    #[serde(default)]
    fichier: String,
}

pub(super) async fn remove(
    State(state): State<WebState>,
    visitor: SignedIn,
    Id(person): Id,
    Fields(form): Fields<Removed>,
) -> Result<Response, WebError> {
    let file: Uuid = form.fichier.parse().map_err(|_| WebError::BadForm)?;
    let removed = state.casework().remove_file(&visitor.actor, person, file);
    removed.await?;
    let address = format!("/jeunes/{person}/vers-le-contrat#{ANCHOR}");
    Ok(crate::Toast::says("file-removed").then(&address))
}
