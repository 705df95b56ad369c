//! The thread of the two staffs about a person, and the messages that one has not read.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};
use tdu_casework::{CaseworkError, Colleague, Frame, MessageView, NewMessage};
use tdu_domain::access::Right;
use tdu_domain::free_text::{Concern, Written, concern};
use uuid::Uuid;

use crate::page::{Page, network_class, render};
use crate::pages::imports::moment;
use crate::pages::{Fields, Id};
use crate::routes::{Routes, Rule};
use crate::toast::Toast;
use crate::{SignedIn, Texts, WebError, WebState};

const SEE: Rule = Rule::AnyOf(&[Right::SeePeople]);

pub(super) fn routes() -> Routes {
    Routes::default()
        .get("/messages", SEE, "Messages que l’on n’a pas lus", unread)
        .get(
            "/jeunes/{person}/fil",
            SEE,
            "Fil entre les deux équipes à propos d’un jeune",
            show,
        )
        .post(
            "/jeunes/{person}/fil",
            Rule::ACT,
            "Écrire dans le fil",
            write,
        )
        .post(
            "/jeunes/{person}/fil/lu",
            SEE,
            "Marquer le fil comme lu",
            read,
        )
        .post(
            "/messages/{message}/retirer",
            Rule::ACT,
            "Retirer un de ses messages, dans les 30 minutes",
            remove,
        )
}

/// A message, in words.
#[derive(Debug, Clone)]
pub(crate) struct MessageLine {
    pub(crate) id: Uuid,
    pub(crate) who: String,
    pub(crate) organisation: String,
    pub(crate) class: &'static str,
    pub(crate) when: String,
    /// What it says, unless its author took it back.
    pub(crate) words: Option<String>,
    pub(crate) mentions: Option<String>,
    pub(crate) removable: bool,
}

impl MessageLine {
    pub(super) fn of(t: Texts, view: &MessageView, frame: &Frame) -> Self {
        let message = &view.message;
        let organisation = view.organisation.as_ref();
        Self {
            id: message.id,
            who: message.by.name.clone(),
            organisation: organisation.map_or_else(String::new, |known| known.name.clone()),
            class: organisation.map_or("both", |known| network_class(known.network)),
            when: moment(t, frame, message.written_at),
            words: message.removed_at.is_none().then(|| message.words.clone()),
            mentions: (!view.mentions.is_empty())
                .then(|| t.one("message-for", "names", view.mentions.join(", "))),
            removable: view.removable,
        }
    }
}

#[derive(Template)]
#[template(path = "ensemble/fil-page.html")]
struct ThreadPage {
    page: Page,
    id: Uuid,
    lines: Vec<MessageLine>,
    may_act: bool,
    unread: bool,
    /// Who can be named: account, name, organisation, whether chosen.
    colleagues: Vec<(Uuid, String, String, bool)>,
    shared: String,
    typed: String,
    /// When the writer is warned that the text speaks of health: whether they read it again.
    health: Option<bool>,
    problem: Option<String>,
}

#[derive(Debug, Clone, Default)]
struct Typed {
    text: String,
    read_again: bool,
    mentions: Vec<Uuid>,
}

impl Typed {
    fn of(pairs: &[(String, String)]) -> Self {
        let value = |name: &str| {
            let found = pairs.iter().find(|(key, _)| key == name);
            found.map(|(_, value)| value.clone()).unwrap_or_default()
        };
        Self {
            text: value("message"),
            read_again: !value("relu").is_empty(),
            mentions: pairs
                .iter()
                .filter(|(key, _)| key == "mention")
                .filter_map(|(_, account)| account.parse().ok())
                .collect(),
        }
    }
}

async fn show(
    State(state): State<WebState>,
    visitor: SignedIn,
    Id(person): Id,
) -> Result<Response, WebError> {
    page(&state, &visitor, person, Typed::default(), None).await
}

async fn page(
    state: &WebState,
    visitor: &SignedIn,
    person: Uuid,
    typed: Typed,
    problem: Option<String>,
) -> Result<Response, WebError> {
    let (casework, actor, t) = (state.casework(), &visitor.actor, visitor.t);
    let view = casework.person(actor, person).await?;
    let shared = casework.shared(actor, person).await?;
    let frame = casework.frame(visitor.territory).await?;
    let may_act = shared.in_thread && actor.may(Right::ActOnPeople);
    let staff = if may_act {
        casework.mentionable(actor, person).await?
    } else {
        Vec::new()
    };
    let unread = casework.unread_threads(actor).await?;
    let name = format!("{} {}", view.card.first_name, view.card.last_name);
    let named = |one: Colleague| {
        let organisation = frame.organisations.get(&one.organisation);
        let at = organisation.map_or_else(String::new, |known| known.name.clone());
        let chosen = typed.mentions.contains(&one.account);
        (one.account, one.name, at, chosen)
    };
    let others: Vec<String> = shared
        .organisations
        .iter()
        .filter(|known| known.id != actor.organisation.id)
        .map(|known| known.name.clone())
        .collect();
    render(&ThreadPage {
        page: visitor
            .page(t.one("thread-title", "name", name.as_str()))
            .under("/jeunes", t.get("nav-people"))
            .under(format!("/jeunes/{person}"), name.as_str()),
        id: person,
        lines: shared
            .thread
            .iter()
            .map(|view| MessageLine::of(t, view, &frame))
            .collect(),
        may_act,
        unread: unread.iter().any(|thread| thread.person == person),
        colleagues: staff.into_iter().map(named).collect(),
        shared: seen_by(t, &others),
        health: (concern(&typed.text) == Some(Concern::Health)).then_some(typed.read_again),
        typed: typed.text,
        problem,
    })
}

/// Who else will read a message.
pub(super) fn seen_by(t: Texts, others: &[String]) -> String {
    if others.is_empty() {
        t.get("message-seen-by-us")
    } else {
        t.one("message-seen-by", "names", others.join(", "))
    }
}

async fn write(
    State(state): State<WebState>,
    visitor: SignedIn,
    Id(person): Id,
    Fields(pairs): Fields<Vec<(String, String)>>,
) -> Result<Response, WebError> {
    let typed = Typed::of(&pairs);
    let new = NewMessage {
        text: Written {
            text: typed.text.clone(),
            read_again: typed.read_again,
        },
        mentions: typed.mentions.clone(),
    };
    let written = state
        .casework()
        .write_message(&visitor.actor, person, &new)
        .await;
    match written {
        Ok(undo) => Ok(Toast::says("message-written")
            .undo(undo)
            .then(&format!("/jeunes/{person}#fil"))),
        Err(CaseworkError::Invalid { problem, .. }) => {
            let told = visitor.t.get(&format!("problem-{problem}"));
            let page = page(&state, &visitor, person, typed, Some(told)).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

/// htmx takes the button away once the thread is on screen.
async fn read(
    State(state): State<WebState>,
    visitor: SignedIn,
    Id(person): Id,
) -> Result<Response, WebError> {
    state.casework().read_thread(&visitor.actor, person).await?;
    if visitor.partial {
        return Ok(Html("").into_response());
    }
    Ok(Toast::says("thread-read").then("/messages"))
}

async fn remove(
    State(state): State<WebState>,
    visitor: SignedIn,
    Id(message): Id,
) -> Result<Response, WebError> {
    let person = state
        .casework()
        .remove_message(&visitor.actor, message)
        .await?;
    Ok(Toast::says("message-removed").then(&format!("/jeunes/{person}#fil")))
}

#[derive(Template)]
#[template(path = "ensemble/messages.html")]
struct UnreadPage {
    page: Page,
    threads: Vec<ThreadLine>,
}

struct ThreadLine {
    person: Uuid,
    name: String,
    told: String,
    mentioned: bool,
}

async fn unread(State(state): State<WebState>, visitor: SignedIn) -> Result<Response, WebError> {
    let threads = state.casework().unread_threads(&visitor.actor).await?;
    let frame = state.casework().frame(visitor.territory).await?;
    let t = visitor.t;
    let messages: i64 = threads.iter().map(|thread| thread.messages).sum();
    render(&UnreadPage {
        page: visitor.page(t.count("messages-title", messages)),
        threads: threads
            .into_iter()
            .map(|thread| ThreadLine {
                person: thread.person,
                name: format!("{} {}", thread.first_name, thread.last_name),
                told: t.with(
                    "messages-in-thread",
                    [
                        ("n", thread.messages.into()),
                        ("when", moment(t, &frame, thread.last_at).into()),
                    ],
                ),
                mentioned: thread.mentions > 0,
            })
            .collect(),
    })
}
