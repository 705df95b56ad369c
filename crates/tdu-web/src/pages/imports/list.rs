//! The files received, newest first.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use tdu_casework::{Frame, ImportKind, ImportState, ImportView};

use super::{Tally, frame, moment, sent};
use crate::{Page, SignedIn, Texts, WebError, WebState, render};

#[derive(Template)]
#[template(path = "imports/list.html")]
struct List {
    page: Page,
    rows: Vec<Line>,
    last: Option<String>,
    kind: ImportKind,
}

struct Line {
    href: String,
    name: String,
    sent: String,
    state: Standing,
    tally: Option<Tally>,
    waiting: bool,
}

/// A state, with its icon.
struct Standing {
    label: String,
    icon: &'static str,
    broken: bool,
}

pub(super) async fn show(
    State(state): State<WebState>,
    visitor: SignedIn,
) -> Result<Response, WebError> {
    let imports = state.casework().imports(&visitor.actor).await?;
    let frame = frame(&state, &visitor).await?;
    let t = visitor.t;
    let title = t.one("imports-title", "count", imports.len());
    let page = visitor.page(title);
    render(&List {
        page,
        last: imports
            .first()
            .map(|import| moment(t, &frame, import.started_at)),
        rows: imports
            .iter()
            .map(|import| line(t, &frame, import))
            .collect(),
        kind: ImportKind::of(visitor.actor.organisation.network),
    })
}

fn line(t: Texts, frame: &Frame, import: &ImportView) -> Line {
    let icon = match import.state {
        ImportState::Waiting => "clock",
        ImportState::Running => "hourglass",
        ImportState::Interrupted => "alert-circle",
        ImportState::Done => "check",
        ImportState::Cancelled => "x",
    };
    let waiting = matches!(
        import.state,
        ImportState::Waiting | ImportState::Interrupted
    );
    let counted = import.report.done > 0 || import.state == ImportState::Done;
    Line {
        href: format!("/imports/{}", import.id),
        name: import.file_name.clone(),
        sent: sent(t, frame, import),
        state: Standing {
            label: t.of_code("imports-state", import.state.code()),
            icon,
            broken: import.state == ImportState::Interrupted,
        },
        tally: counted.then(|| Tally::of(&import.report)),
        waiting,
    }
}
