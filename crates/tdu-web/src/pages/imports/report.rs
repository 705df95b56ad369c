//! The last step: an import as it runs, then what it did.

use askama::Template;
use axum::extract::{Query, State};
use axum::http::{HeaderName, HeaderValue, header};
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;
use tdu_casework::{ImportProblem, ImportState, ImportView};
use uuid::Uuid;

use super::remedies::{Origin, Remedy, first, notices};
use super::{At, Step, Tally, attachment, frame, moment, page, sent, sentences, steps, whole};
use crate::pages::Id;
use crate::{Page, SignedIn, Texts, WebError, WebState, render};

/// Rows in error shown.
const ERRORS: usize = 50;

#[derive(Template)]
#[template(path = "imports/report.html")]
struct Report {
    page: Page,
    steps: Vec<Step>,
    id: Uuid,
    file: String,
    sent: String,
    ended: Option<String>,
    tally: Tally,
    sum: String,
    errors: Vec<Remedy>,
    more_errors: i64,
    warned: i64,
    warnings: Vec<Remedy>,
    more_warnings: i64,
    notices: Vec<String>,
}

#[derive(Template)]
#[template(path = "imports/running.html")]
struct Running {
    page: Page,
    steps: Vec<Step>,
    progress: Progress,
    followed: bool,
}

/// The piece of the page that moves.
#[derive(Template)]
#[template(path = "imports/progress.html")]
struct Progress {
    t: Texts,
    id: Uuid,
    file: String,
    tally: Tally,
    rows: i64,
}

impl Progress {
    fn text(&self) -> String {
        if self.rows == 0 {
            return self.t.get("import-running-reading");
        }
        let numbers = [("done", self.tally.read.into()), ("rows", self.rows.into())];
        self.t.with("import-running-progress", numbers)
    }
}

#[derive(Template)]
#[template(path = "imports/cancelled.html")]
struct Cancelled {
    page: Page,
    file: String,
    lead: String,
}

#[derive(Template)]
#[template(path = "imports/interrupted.html")]
struct Interrupted {
    page: Page,
    steps: Vec<Step>,
    id: Uuid,
    file: String,
    sent: String,
    reason: String,
    kept: String,
    tally: Tally,
    retry: bool,
    abandon: String,
}

#[derive(Debug, Deserialize)]
pub(super) struct Follow {
    /// Asks for a page that comes again by itself, without JavaScript.
    suivre: Option<String>,
}

pub(super) async fn show(
    State(state): State<WebState>,
    visitor: SignedIn,
    Id(id): Id,
    Query(follow): Query<Follow>,
) -> Result<Response, WebError> {
    let import = state.casework().import(&visitor.actor, id).await?;
    let answer = match import.state {
        ImportState::Waiting => Redirect::to(&format!("/imports/{id}/apercu")).into_response(),
        ImportState::Cancelled => cancelled(&visitor, import)?,
        ImportState::Running => running(&visitor, &import, follow.suivre.is_some())?,
        // What follows takes the whole page: the piece that moved gives way to it.
        ImportState::Interrupted | ImportState::Done if visitor.partial => {
            let refresh = (HeaderName::from_static("hx-refresh"), "true");
            ([refresh], String::new()).into_response()
        }
        ImportState::Interrupted => interrupted(&state, &visitor, &import).await?,
        ImportState::Done => done(&state, &visitor, &import).await?,
    };
    Ok(answer)
}

fn cancelled(visitor: &SignedIn, import: ImportView) -> Result<Response, WebError> {
    let t = visitor.t;
    render(&Cancelled {
        page: page(visitor, t.get("import-cancelled-title")),
        lead: t.one(
            "import-cancelled-lead",
            "count",
            Tally::of(&import.report).taken(),
        ),
        file: import.file_name,
    })
}

async fn interrupted(
    state: &WebState,
    visitor: &SignedIn,
    import: &ImportView,
) -> Result<Response, WebError> {
    let t = visitor.t;
    let frame = frame(state, visitor).await?;
    let tally = Tally::of(&import.report);
    let problem = import.problem.unwrap_or(ImportProblem::Unexpected);
    render(&Interrupted {
        page: page(visitor, t.get("import-interrupted-title")),
        steps: steps(t, import.kind, At::Report),
        id: import.id,
        file: import.file_name.clone(),
        sent: sent(t, &frame, import),
        reason: t.of_code("import-problem", problem.code()),
        kept: t.with(
            "import-interrupted-kept",
            [
                ("done", tally.read.into()),
                ("rows", whole(import.report.rows).into()),
            ],
        ),
        retry: problem != ImportProblem::FileLost,
        abandon: t.one("import-abandon-rest", "count", tally.taken()),
        tally,
    })
}

fn running(visitor: &SignedIn, import: &ImportView, followed: bool) -> Result<Response, WebError> {
    let t = visitor.t;
    let progress = Progress {
        t,
        id: import.id,
        file: import.file_name.clone(),
        tally: Tally::of(&import.report),
        rows: whole(import.report.rows),
    };
    if visitor.partial {
        return render(&progress);
    }
    let mut answer = render(&Running {
        page: page(visitor, t.get("import-running-title")),
        steps: steps(t, import.kind, At::Report),
        progress,
        followed,
    })?;
    if followed {
        let again = HeaderValue::from_static("3");
        answer.headers_mut().insert(header::REFRESH, again);
    }
    Ok(answer)
}

async fn done(
    state: &WebState,
    visitor: &SignedIn,
    import: &ImportView,
) -> Result<Response, WebError> {
    let t = visitor.t;
    let tally = Tally::of(&import.report);
    let rows = if tally.failed > 0 {
        let casework = state.casework();
        casework.import_errors(&visitor.actor, import.id).await?
    } else {
        Vec::new()
    };
    let issues = rows.iter().map(|row| {
        row.outcome
            .as_ref()
            .err()
            .map(Vec::as_slice)
            .unwrap_or_default()
    });
    let origin = Origin::of(&import.report.columns);
    let errors = first(issues, ERRORS, origin, t);
    let warnings = Remedy::all(&import.report.first_warnings, origin, t);
    let warned = whole(import.report.warnings);
    let frame = frame(state, visitor).await?;
    let ended = import
        .ended_at
        .map(|ended| t.one("import-report-lead", "when", moment(t, &frame, ended)));
    let title = t.one("import-report-title", "count", tally.taken());
    render(&Report {
        page: page(visitor, title),
        steps: steps(t, import.kind, At::Ended),
        id: import.id,
        file: import.file_name.clone(),
        sent: sent(t, &frame, import),
        ended,
        sum: t.with("import-preview-sum", tally.arguments()),
        errors,
        more_errors: (tally.failed - whole(ERRORS as u64)).max(0),
        more_warnings: warned - whole(warnings.len() as u64),
        warnings,
        warned,
        notices: notices(&import.report.notices, t),
        tally,
    })
}

pub(super) async fn errors(
    State(state): State<WebState>,
    visitor: SignedIn,
    Id(id): Id,
) -> Result<Response, WebError> {
    let file = state
        .casework()
        .import_errors_file(&visitor.actor, id, sentences(visitor.t))
        .await?;
    let headers = [
        (header::CONTENT_TYPE, file.media_type.to_owned()),
        (header::CONTENT_DISPOSITION, attachment(&file.name)),
    ];
    Ok((headers, file.content).into_response())
}
