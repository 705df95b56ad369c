//! The third step: what the file would change. Nothing is written.

use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use tdu_casework::{CaseworkError, ImportKind, ImportState};
use uuid::Uuid;

use super::remedies::{Origin, Remedy, first, notices};
use super::{At, Step, Tally, page, steps, whole};
use crate::pages::Id;
use crate::{Page, SignedIn, Texts, WebError, WebState, render};

/// Rows in error shown.
const ERRORS: usize = 50;

#[derive(Template)]
#[template(path = "imports/preview.html")]
struct Shown {
    page: Page,
    steps: Vec<Step>,
    id: Uuid,
    file: String,
    youths: bool,
    tally: Tally,
    sum: String,
    errors: Vec<Remedy>,
    more_errors: i64,
    warnings: Vec<Remedy>,
    warned: i64,
    more_warnings: i64,
    notices: Vec<String>,
    confirm: Option<String>,
}

pub(super) async fn show(
    State(state): State<WebState>,
    visitor: SignedIn,
    Id(id): Id,
) -> Result<Response, WebError> {
    let casework = state.casework();
    let import = casework.import(&visitor.actor, id).await?;
    if import.state != ImportState::Waiting {
        return Ok(Redirect::to(&format!("/imports/{id}")).into_response());
    }
    let preview = match casework.preview(&visitor.actor, id).await {
        Ok(preview) => preview,
        // Only columns not chosen yet can make unreadable a file that was received.
        Err(CaseworkError::File(_)) if import.kind == ImportKind::Youths => {
            return Ok(Redirect::to(&format!("/imports/{id}/colonnes")).into_response());
        }
        Err(error) => return Err(error.into()),
    };
    let t = visitor.t;
    let report = &preview.report;
    let tally = Tally::of(report);
    let origin = Origin::of(&report.columns);
    let shown = preview.errors.len().min(ERRORS);
    let warnings = Remedy::all(&report.first_warnings, origin, t);
    let warned = whole(report.warnings);
    let title = t.with(
        "import-preview-title",
        [
            ("ready", tally.taken().into()),
            ("failed", tally.failed.into()),
        ],
    );
    render(&Shown {
        page: page(&visitor, title),
        steps: steps(t, import.kind, At::Preview),
        id,
        file: import.file_name.clone(),
        youths: import.kind == ImportKind::Youths,
        sum: t.with("import-preview-sum", tally.arguments()),
        errors: first(
            preview.errors.iter().map(|(_, issues)| issues.as_slice()),
            ERRORS,
            origin,
            t,
        ),
        more_errors: tally.failed - whole(shown as u64),
        more_warnings: warned - whole(warnings.len() as u64),
        warnings,
        warned,
        notices: notices(&report.notices, t),
        confirm: confirm(t, tally),
        tally,
    })
}

/// What the confirming button says; none when the file has no row at all.
fn confirm(t: Texts, tally: Tally) -> Option<String> {
    if tally.read == 0 {
        None
    } else if tally.taken() == 0 {
        Some(t.get("import-confirm-errors-only"))
    } else if tally.created + tally.updated + tally.failed == 0 {
        Some(t.get("import-confirm-nothing-new"))
    } else {
        Some(t.one("import-confirm", "count", tally.taken()))
    }
}
