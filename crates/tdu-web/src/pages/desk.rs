//! *Ma journée*: who to help today, and why.

use askama::Template;
use axum::extract::{Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use jiff::civil::Date;
use serde::Deserialize;
use tdu_casework::{Desk, DeskLine, NO_URGENCY};
use tdu_domain::access::Right;
use tdu_domain::organisation::Network;
use tdu_domain::signal::Signal;
use uuid::Uuid;

use crate::page::{Page, network_class, render};
use crate::stories::StoriesShown;
use crate::words::{self, Due};
use crate::{SignedIn, Texts, WebError, WebState};

#[derive(Debug, Deserialize)]
pub(crate) struct Asked {
    #[serde(default)]
    tous: Option<String>,
}

#[derive(Template)]
#[template(path = "journee.html")]
struct DeskPage {
    page: Page,
    lead: String,
    groups: Vec<Group>,
    /// Whether the visitor has people of their own, hence a choice.
    choice: bool,
    everyone: bool,
    empty: Option<String>,
    /// The requests to answer, told.
    requests: Option<String>,
    /// The messages to read, told.
    messages: Option<String>,
    /// Whom to follow, in a demonstration.
    stories: Option<StoriesShown>,
}

struct Group {
    id: &'static str,
    title: String,
    count: i64,
    lines: Vec<Line>,
    /// Where the rest is.
    all: Option<String>,
}

struct Line {
    id: Uuid,
    name: String,
    meta: String,
    reason: String,
    more: Option<String>,
    due: Option<Due>,
    class: &'static str,
    owner: String,
    act: String,
    /// The act's form, when it is for this network to answer.
    path: Option<&'static str>,
    signal: &'static str,
    first: bool,
}

#[derive(Template)]
#[template(path = "role.html")]
struct RolePage {
    page: Page,
    /// What the role is for, and what it never opens.
    what: String,
    /// How many emergencies a data protection officer has not read.
    unread: Option<String>,
}

pub(crate) async fn show(
    State(state): State<WebState>,
    visitor: SignedIn,
    Query(asked): Query<Asked>,
) -> Result<Response, WebError> {
    if !visitor.actor.may(Right::SeePeople) {
        return without_people(&state, &visitor).await;
    }
    let everyone = asked.tous.is_some();
    let desk = state.casework().desk(&visitor.actor, everyone).await?;
    let requests = state
        .casework()
        .access_requests_waiting(&visitor.actor)
        .await?;
    let stories = state.stories.as_ref();
    render(&DeskPage {
        stories: stories.map(|told| told.seen_by(visitor.t, &visitor.actor)),
        ..DeskPage::of(&visitor, &desk, everyone, requests)
    })
}

/// Who sees no file starts with what they do here.
async fn without_people(state: &WebState, visitor: &SignedIn) -> Result<Response, WebError> {
    if visitor.actor.sight().is_ok() {
        return Ok(Redirect::to("/jeunes").into_response());
    }
    if visitor.actor.may(Right::Import) {
        return Ok(Redirect::to("/imports").into_response());
    }
    let role = visitor.actor.role.code();
    let unread = state.casework().emergencies_unread(&visitor.actor).await?;
    render(&RolePage {
        page: visitor.page(visitor.t.of_code("role", role)),
        what: visitor.t.of_code("role-what", role),
        unread: (unread > 0).then(|| visitor.t.count("emergencies-unread", unread)),
    })
}

impl DeskPage {
    fn of(visitor: &SignedIn, desk: &Desk, everyone: bool, requests: i64) -> Self {
        let t = visitor.t;
        let counts = desk.counts;
        let mut page = visitor.page(match counts.to_do {
            0 => t.get("desk-title-none"),
            n => t.count("desk-title", n),
        });
        page.to_do = (counts.to_do > 0).then_some(counts.to_do);
        page.requests = (requests > 0).then_some(requests);
        let followed = if desk.mine {
            t.count("desk-mine", counts.people)
        } else {
            t.count("desk-all", counts.people)
        };
        let mine = visitor.actor.organisation.network;
        let groups = [
            ("a-faire", t.get("desk-to-do"), counts.to_do, &desk.to_do),
            (
                "en-attente",
                t.of_code("desk-waiting", mine.other().code()),
                counts.waiting,
                &desk.waiting,
            ),
            ("nouveau", t.get("desk-new"), counts.new, &desk.new),
        ];
        let groups = groups
            .into_iter()
            .filter(|(_, _, count, _)| *count > 0)
            .map(|(id, title, count, lines)| Group {
                id,
                title,
                count,
                all: (i64::try_from(lines.len()).unwrap_or(i64::MAX) < count)
                    .then(|| t.count("desk-rest", count)),
                lines: lines
                    .iter()
                    .enumerate()
                    .map(|(position, line)| {
                        let first = id == "a-faire" && position == 0;
                        Line::of(t, line, mine, id, desk.today, first)
                    })
                    .collect(),
            })
            .collect();
        Self {
            requests: page.requests.map(|n| t.count("desk-requests", n)),
            messages: page.unread.map(|n| t.count("desk-messages", n)),
            lead: format!("{} · {followed}", capital(&t.weekday(desk.today))),
            choice: visitor.actor.portfolio.is_some(),
            empty: (counts.to_do == 0).then(|| followed.clone()),
            page,
            groups,
            everyone,
            stories: None,
        }
    }
}

impl Line {
    fn of(t: Texts, line: &DeskLine, mine: Network, group: &str, today: Date, first: bool) -> Self {
        let person = &line.person;
        let signal = shown(line, mine, group);
        let others = line.signals.len().saturating_sub(1);
        let owner = signal.map_or(mine, |signal| signal.owner);
        let age = words::age(t, person.birth_date, today);
        let to_answer = signal.filter(|signal| signal.owner == mine);
        Self {
            id: person.person,
            name: format!("{} {}", person.first_name, person.last_name),
            meta: words::dotted(&[
                age.as_deref(),
                person.commune_name.as_deref(),
                person.trade.as_deref(),
            ]),
            reason: signal.map_or_else(
                || words::stage(t, person.stage),
                |signal| words::reason(t, signal, today),
            ),
            more: (others > 0).then(|| t.count("desk-more", others)),
            due: signal
                .and_then(|signal| signal.due)
                .map(|due| words::due(t, due, today)),
            class: network_class(owner),
            owner: words::expected(t, owner, mine),
            act: to_answer.map_or_else(
                || t.get("desk-open"),
                |signal| words::answer(t, signal.code),
            ),
            path: to_answer.map(|signal| words::answer_path(signal.code)),
            signal: signal.map_or("", |signal| signal.code.code()),
            first,
        }
    }
}

/// The warning for which a person is in a group: the most urgent that is not put off.
fn shown<'a>(line: &'a DeskLine, mine: Network, group: &str) -> Option<&'a Signal> {
    let of = |owner: Network, urgency: i64| {
        line.signals
            .iter()
            .find(|signal| signal.owner == owner && signal.urgency() == urgency)
            .filter(|_| urgency != NO_URGENCY)
    };
    let person = &line.person;
    match group {
        "a-faire" => of(mine, person.urgency),
        "en-attente" => of(mine.other(), person.waiting),
        _ => line
            .signals
            .iter()
            .find(|signal| signal.since == person.newest),
    }
    .or(line.signals.first())
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters
        .next()
        .map(|first| first.to_uppercase().chain(letters).collect())
        .unwrap_or_default()
}
