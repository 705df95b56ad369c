//! The first step: a file is received.

use askama::Template;
use axum::extract::State;
use axum::extract::multipart::{Field, Multipart, MultipartError};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use tdu_casework::{CaseworkError, ImportKind, MAX_FILE_BYTES};
use tdu_domain::access::Right;
use tdu_exchange::learner::template_xlsx;

use super::{At, Step, attachment, page, sentences, steps};
use crate::{Page, SignedIn, Texts, WebError, WebState, render};

/// Longest name kept of a file.
const NAME_LENGTH: usize = 120;

#[derive(Template)]
#[template(path = "imports/new.html")]
struct New {
    page: Page,
    steps: Vec<Step>,
    kind: ImportKind,
    youths: bool,
    organisation: String,
    problem: Option<String>,
    megabytes: usize,
}

pub(super) async fn show(visitor: SignedIn) -> Result<Response, WebError> {
    form(&visitor, None)
}

fn form(visitor: &SignedIn, problem: Option<String>) -> Result<Response, WebError> {
    visitor
        .actor
        .scope(Right::Import)
        .map_err(CaseworkError::from)?;
    let t = visitor.t;
    let kind = ImportKind::of(visitor.actor.organisation.network);
    let title = t.of_code("import-new-title", kind.code());
    let refused = problem.is_some();
    let answer = render(&New {
        page: page(visitor, title),
        steps: steps(t, kind, At::File),
        kind,
        youths: kind == ImportKind::Youths,
        organisation: visitor.actor.organisation.name.clone(),
        problem,
        megabytes: MAX_FILE_BYTES / 1_048_576,
    })?;
    Ok(if refused {
        (StatusCode::UNPROCESSABLE_ENTITY, answer).into_response()
    } else {
        answer
    })
}

/// A file that came, and its name.
struct Sent {
    name: String,
    content: Vec<u8>,
}

/// Why no file came.
enum Unsent {
    Missing,
    TooLarge,
    Interrupted,
}

pub(super) async fn receive(
    State(state): State<WebState>,
    visitor: SignedIn,
    headers: HeaderMap,
    multipart: Multipart,
) -> Result<Response, WebError> {
    visitor
        .actor
        .scope(Right::Import)
        .map_err(CaseworkError::from)?;
    let t = visitor.t;
    let sent = match read(&headers, multipart).await {
        Ok(sent) => sent,
        Err(Unsent::Missing) => return form(&visitor, Some(t.get("import-file-missing"))),
        Err(Unsent::TooLarge) => return form(&visitor, Some(too_large(t))),
        Err(Unsent::Interrupted) => return form(&visitor, Some(t.get("import-file-interrupted"))),
    };
    let name = match sent.name.as_str() {
        "" => t.get("import-untitled"),
        name => name.to_owned(),
    };
    let received = state
        .casework()
        .receive_file(&visitor.actor, &name, sent.content)
        .await;
    match received {
        Ok(import) => {
            let next = match import.kind {
                ImportKind::Youths => "colonnes",
                ImportKind::Learners => "apercu",
            };
            Ok(Redirect::to(&format!("/imports/{}/{next}", import.id)).into_response())
        }
        Err(CaseworkError::File(error)) => {
            form(&visitor, Some(t.sentence(error.message(sentences(t)))))
        }
        Err(CaseworkError::Invalid { problem, .. }) => {
            let sentence = match problem {
                "file-too-large" => too_large(t),
                _ => t.get("import-file-empty"),
            };
            form(&visitor, Some(sentence))
        }
        Err(error) => Err(error.into()),
    }
}

fn too_large(t: Texts) -> String {
    t.one(
        "import-file-too-large",
        "megabytes",
        MAX_FILE_BYTES / 1_048_576,
    )
}

async fn read(headers: &HeaderMap, mut multipart: Multipart) -> Result<Sent, Unsent> {
    let announced: Option<usize> = headers
        .get(header::CONTENT_LENGTH)
        .and_then(|value| value.to_str().ok()?.parse().ok());
    if announced.is_some_and(|length| length > MAX_FILE_BYTES + super::AROUND_FILE) {
        return Err(Unsent::TooLarge);
    }
    while let Some(field) = multipart
        .next_field()
        .await
        .map_err(|error| unsent(&error))?
    {
        if field.name() == Some("fichier") {
            return content_of(field).await;
        }
    }
    Err(Unsent::Missing)
}

async fn content_of(mut field: Field<'_>) -> Result<Sent, Unsent> {
    let name = field.file_name().map(short_name).unwrap_or_default();
    let mut content = Vec::new();
    while let Some(chunk) = field.chunk().await.map_err(|error| unsent(&error))? {
        if content.len() + chunk.len() > MAX_FILE_BYTES {
            return Err(Unsent::TooLarge);
        }
        content.extend_from_slice(&chunk);
    }
    if name.is_empty() && content.is_empty() {
        return Err(Unsent::Missing);
    }
    Ok(Sent { name, content })
}

fn unsent(error: &MultipartError) -> Unsent {
    if error.status() == StatusCode::PAYLOAD_TOO_LARGE {
        Unsent::TooLarge
    } else {
        Unsent::Interrupted
    }
}

/// The name without its folders, short, on one line.
fn short_name(name: &str) -> String {
    name.rsplit(['/', '\\'])
        .next()
        .unwrap_or_default()
        .chars()
        .filter(|c| !c.is_control())
        .take(NAME_LENGTH)
        .collect::<String>()
        .trim()
        .to_owned()
}

/// The workbook that a CFA fills in.
pub(super) async fn template(visitor: SignedIn) -> Result<Response, WebError> {
    let made = tokio::task::spawn_blocking(template_xlsx).await;
    let content = made
        .map_err(CaseworkError::from)?
        .map_err(|_| CaseworkError::Task("the workbook could not be written"))?;
    let name = visitor.t.get("import-template-file");
    let headers = [
        (
            header::CONTENT_TYPE,
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet".to_owned(),
        ),
        (header::CONTENT_DISPOSITION, attachment(&name)),
    ];
    Ok((headers, content).into_response())
}

#[cfg(test)]
mod tests {
    use super::short_name;

    #[test]
    fn names_of_files_lose_their_folders() {
        assert_eq!(short_name("C:\\Users\\moi\\jeunes.csv"), "jeunes.csv");
        assert_eq!(short_name("../../etc/passwd"), "passwd");
        assert_eq!(short_name("a\r\nb.csv"), "ab.csv");
    }
}
