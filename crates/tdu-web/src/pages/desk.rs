//! *Ma journée*: who to help today, and why; what waits for the other network; what changed.

mod lines;
mod seen;

use askama::Template;
use axum::extract::{Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;
use tdu_casework::Desk;
use tdu_domain::access::Right;
use uuid::Uuid;

use self::lines::{Desking, Line};
use crate::page::{Page, render};
use crate::routes::{Routes, Rule};
use crate::stories::StoriesShown;
use crate::{SignedIn, WebError, WebState};

pub(super) fn routes() -> Routes {
    Routes::default()
        .get(
            "/",
            Rule::Member,
            "Ma journée, ou ce que le rôle permet",
            show,
        )
        .merge(seen::routes())
}

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
    /// For whom the visitor stands in, told.
    standing_in: Vec<String>,
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
    /// Whom one button says to have been seen.
    seen: Vec<Uuid>,
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
    let told = state.told().await;
    render(&DeskPage {
        stories: told
            .and_then(|(stories, names)| stories.seen_by(visitor.t, &names, &visitor.actor)),
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
        let words = Desking {
            t,
            mine,
            today: desk.today,
            of: &desk.of,
        };
        let mut to_do: Vec<Line> = desk.to_do.iter().map(|line| words.to_do(line)).collect();
        let waiting = desk.waiting.iter().map(|line| words.waiting(line));
        let mut waiting: Vec<Line> = waiting.collect();
        let changed = desk.changed.iter().map(|line| words.changed(line));
        let mut changed: Vec<Line> = changed.collect();
        let told = changed.len();
        changed.retain(|new| !told_above(new, to_do.iter_mut().chain(&mut waiting)));
        let new = counts.new - i64::try_from(told - changed.len()).unwrap_or_default();
        let groups = [
            ("a-faire", t.get("desk-to-do"), counts.to_do, to_do),
            (
                "en-attente",
                t.of_code("desk-waiting", mine.other().code()),
                counts.waiting,
                waiting,
            ),
            ("nouveau", t.get("desk-new"), new, changed),
        ];
        let groups = groups
            .into_iter()
            .filter(|(_, _, _, lines)| !lines.is_empty())
            .map(|(id, title, count, lines)| {
                let shown = i64::try_from(lines.len()).unwrap_or(i64::MAX);
                Group {
                    id,
                    title,
                    count: count.max(shown),
                    all: (shown < count).then(|| t.count("desk-rest", count)),
                    seen: if id == "nouveau" {
                        lines.iter().map(|line| line.id).collect()
                    } else {
                        Vec::new()
                    },
                    lines,
                }
            })
            .collect();
        Self {
            requests: page.requests.map(|n| t.count("desk-requests", n)),
            messages: page.unread.map(|n| t.count("desk-messages", n)),
            lead: format!("{} · {followed}", capital(&t.weekday(desk.today))),
            choice: desk.own,
            standing_in: desk
                .covered
                .iter()
                .map(|one| {
                    let until = t.near(one.until, desk.today);
                    let shown = [("name", one.name.as_str().into()), ("until", until.into())];
                    t.with("desk-standing-in", shown)
                })
                .collect(),
            empty: (counts.to_do == 0).then(|| followed.clone()),
            page,
            groups,
            everyone,
            stories: None,
        }
    }
}

/// Whether the warning that changed is already the reason of a line above, which is then marked as new.
fn told_above<'l>(new: &Line, mut above: impl Iterator<Item = &'l mut Line>) -> bool {
    let same = |line: &&mut Line| line.id == new.id && line.signal == new.signal;
    let told = (!new.signal.is_empty()).then(|| above.find(same)).flatten();
    told.map(|line| line.fresh = true).is_some()
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters
        .next()
        .map(|first| first.to_uppercase().chain(letters).collect())
        .unwrap_or_default()
}
