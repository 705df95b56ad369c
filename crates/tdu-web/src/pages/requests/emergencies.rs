//! *Accès exceptionnels*: what data protection officers read of files opened in an emergency.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use uuid::Uuid;

use crate::pages::Id;
use crate::{Page, SignedIn, Toast, WebError, WebState, render};

const HOME: &str = "/acces-exceptionnels";

#[derive(Template)]
#[template(path = "acces-exceptionnels.html")]
struct EmergenciesPage {
    page: Page,
    lines: Vec<Line>,
}

struct Line {
    id: Uuid,
    initials: String,
    by: String,
    when: String,
    reason: String,
    words: String,
    read: bool,
}

pub(super) async fn show(
    State(state): State<WebState>,
    visitor: SignedIn,
) -> Result<Response, WebError> {
    let emergencies = state.casework().emergencies(&visitor.actor).await?;
    let frame = state.casework().frame(visitor.territory).await?;
    let t = visitor.t;
    let unread = emergencies.iter().filter(|(_, read)| !read).count();
    let lines = emergencies.into_iter().map(|(opened, read)| {
        let organisation = frame.organisations.get(&opened.organisation);
        let hours = (opened.until - opened.opened_at) / 3_600_000;
        Line {
            id: opened.id,
            initials: opened.initials,
            by: match organisation {
                Some(known) => format!("{}, {}", opened.account_name, known.name),
                None => opened.account_name,
            },
            when: t.with(
                "emergency-when",
                [
                    ("day", t.date(frame.day_of(opened.opened_at)).into()),
                    ("hours", hours.into()),
                ],
            ),
            reason: t.of_code("emergency", opened.reason.code()),
            words: opened.words,
            read,
        }
    });
    render(&EmergenciesPage {
        lines: lines.collect(),
        page: visitor.page(t.one("emergencies-title", "n", unread)),
    })
}

pub(super) async fn read(
    State(state): State<WebState>,
    visitor: SignedIn,
    Id(emergency): Id,
) -> Result<Response, WebError> {
    let casework = state.casework();
    casework.read_emergency(&visitor.actor, emergency).await?;
    Ok(Toast::says("emergency-read").then(HOME))
}
