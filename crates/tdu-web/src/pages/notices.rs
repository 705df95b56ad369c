//! *Notifications*: what others did about the people one follows; and when they are sent by e-mail.

use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;
use tdu_casework::{NoticeLine, WhichNotices};
use tdu_domain::access::Right;
use tdu_domain::notice::{Frequency, NoticeKind};
use uuid::Uuid;

use super::Fields;
use crate::routes::{Routes, Rule};
use crate::{Page, SignedIn, Texts, Toast, WebError, WebState, render, words};

const SEES: Rule = Rule::AnyOf(&[Right::SeePeople]);

/// The page of notices, and the choice of e-mails.
pub(crate) fn routes() -> Routes {
    Routes::default()
        .get("/notifications", SEES, "Ses notifications", show)
        .post(
            "/notifications/lues",
            SEES,
            "Marquer ses notifications comme lues",
            read,
        )
        .post(
            "/compte/notifications",
            Rule::Member,
            "Choisir quand ses notifications sont envoyées par e-mail",
            choose,
        )
}

#[derive(Template)]
#[template(path = "notifications.html")]
struct Notices {
    page: Page,
    lines: Vec<Line>,
    unread: i64,
    follows: bool,
}

struct Line {
    id: Uuid,
    person: Uuid,
    name: String,
    what: String,
    when: String,
    read: bool,
}

async fn show(State(state): State<WebState>, visitor: SignedIn) -> Result<Response, WebError> {
    let view = state.casework().notices(&visitor.actor).await?;
    let frame = state.casework().frame(visitor.territory).await?;
    let t = visitor.t;
    let line = |line: NoticeLine| {
        let organisation = frame.organisations.get(&line.by_organisation);
        let organisation = organisation.map(|known| known.name.as_str());
        let when = t.near(frame.day_of(line.at), frame.today());
        Line {
            id: line.id,
            person: line.person,
            name: format!("{} {}", line.names.0, line.names.1),
            what: words::done(t, line.act),
            when: words::dotted(&[organisation, Some(&when)]),
            read: line.read,
        }
    };
    render(&Notices {
        page: visitor.page(t.count("notices-count", view.unread)),
        lines: view.lines.into_iter().map(line).collect(),
        unread: view.unread,
        follows: visitor.actor.portfolio.is_some(),
    })
}

#[derive(Debug, Deserialize)]
struct Read {
    /// One notice; every one when absent.
    notice: Option<Uuid>,
    /// The person to go to then.
    person: Option<Uuid>,
}

async fn read(
    State(state): State<WebState>,
    visitor: SignedIn,
    Fields(form): Fields<Read>,
) -> Result<Response, WebError> {
    let which = form.notice.map_or(WhichNotices::All, WhichNotices::One);
    state.casework().read_notices(&visitor.actor, which).await?;
    Ok(match form.person {
        Some(person) => Redirect::to(&format!("/jeunes/{person}")).into_response(),
        None => Toast::says("notices-read").then("/notifications"),
    })
}

/// The choice for a kind of notices, as *Mon compte* shows it.
pub(crate) struct Choice {
    pub(crate) code: &'static str,
    pub(crate) words: String,
    /// Each frequency: code, words, whether it is chosen.
    pub(crate) frequencies: Vec<(&'static str, String, bool)>,
}

/// The choices of the visitor.
pub(crate) async fn choices(state: &WebState, visitor: &SignedIn) -> Result<Vec<Choice>, WebError> {
    let chosen = state.casework().notice_choices(&visitor.actor).await?;
    let choice = |(kind, frequency)| choice(visitor.t, kind, frequency);
    Ok(chosen.into_iter().map(choice).collect())
}

fn choice(t: Texts, kind: NoticeKind, chosen: Frequency) -> Choice {
    let frequency = |frequency: &Frequency| {
        let words = t.of_code("notice-frequency", frequency.code());
        (frequency.code(), words, *frequency == chosen)
    };
    Choice {
        code: kind.code(),
        words: t.of_code("notice-kind", kind.code()),
        frequencies: Frequency::ALL.iter().map(frequency).collect(),
    }
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Chosen {
    contact: String,
    pathway: String,
    referral: String,
    contract: String,
    together: String,
    message: String,
    rights: String,
    file: String,
    access: String,
}

async fn choose(
    State(state): State<WebState>,
    visitor: SignedIn,
    Fields(form): Fields<Chosen>,
) -> Result<Response, WebError> {
    let given = |kind: &NoticeKind| {
        let code = match kind {
            NoticeKind::Contact => &form.contact,
            NoticeKind::Pathway => &form.pathway,
            NoticeKind::Referral => &form.referral,
            NoticeKind::Contract => &form.contract,
            NoticeKind::Together => &form.together,
            NoticeKind::Message => &form.message,
            NoticeKind::Rights => &form.rights,
            NoticeKind::File => &form.file,
            NoticeKind::Access => &form.access,
        };
        Some((*kind, Frequency::from_code(code)?))
    };
    let choices: Vec<_> = NoticeKind::ALL.iter().filter_map(given).collect();
    let casework = state.casework();
    casework.choose_notices(&visitor.actor, &choices).await?;
    Ok(Toast::says("notices-chosen").then("/compte"))
}
