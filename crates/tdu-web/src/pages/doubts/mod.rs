//! Records that may be of one person: two side by side, what speaks for and against, a decision.

mod pair;

use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use serde::Deserialize;
use tdu_casework::{CaseworkError, Decision, DoubtState, DoubtView, Frame, Undo};
use uuid::Uuid;

use self::pair::Pair;
pub(crate) use self::pair::name_of;
use super::{Fields, Id};
use crate::routes::{Routes, Rule};
use crate::{Back, Page, SignedIn, Texts, Toast, WebError, WebState, render};

/// The address of the doubts.
const HOME: &str = "/doublons";
/// What `?etat=` says of those set aside.
const SET_ASIDE: &str = "de-cote";

/// The pages of doubts.
pub(crate) fn routes() -> Routes {
    Routes::default()
        .get(HOME, Rule::IDENTITY, "Doublons à trancher", next)
        .get(
            "/doublons/{doubt}",
            Rule::IDENTITY,
            "Deux fiches côte à côte",
            one,
        )
        .post(
            "/doublons/{doubt}",
            Rule::IDENTITY,
            "Trancher un doublon",
            decide,
        )
        .post(
            "/doublons/{doubt}/annuler",
            Rule::IDENTITY,
            "Reprendre une décision",
            take_back,
        )
        .post(
            "/doublons/{doubt}/reprendre",
            Rule::IDENTITY,
            "Reprendre un doublon mis de côté",
            take_up,
        )
}

#[derive(Template)]
#[template(path = "doublons.html")]
struct DoubtsPage {
    page: Page,
    /// Whether the list of those set aside is looked at, or one of them.
    aside: bool,
    /// The two lists and how many each holds; nothing on the page of one doubt.
    lists: Option<(i64, i64)>,
    position: Option<String>,
    pair: Option<Pair>,
    decided: Vec<Decided>,
}

/// A decision taken.
struct Decided {
    id: Uuid,
    what: String,
    who: String,
    when: String,
}

#[derive(Debug, Deserialize)]
struct Asked {
    #[serde(default)]
    etat: String,
}

async fn next(
    State(state): State<WebState>,
    visitor: SignedIn,
    Query(asked): Query<Asked>,
) -> Result<Response, WebError> {
    let t = visitor.t;
    let aside = asked.etat == SET_ASIDE;
    let wanted = if aside {
        DoubtState::SetAside
    } else {
        DoubtState::Open
    };
    let doubts = state.casework().doubts(&visitor.actor, wanted).await?;
    let frame = state.casework().frame(visitor.territory).await?;
    let count = if aside { doubts.set_aside } else { doubts.open };
    let title = if aside {
        t.count("doubts-title-aside", count)
    } else {
        t.count("doubts-title", count)
    };
    let mut page = visitor.page(title);
    page.doubts = (doubts.open > 0).then_some(doubts.open);
    let pair = doubts.next.as_ref().map(|view| Pair::of(t, view, &frame));
    render(&DoubtsPage {
        page,
        aside,
        lists: Some((doubts.open, doubts.set_aside)),
        position: pair
            .is_some()
            .then(|| t.one("doubts-position", "count", count)),
        pair,
        decided: doubts
            .decided
            .iter()
            .map(|view| Decided::of(t, view, &frame))
            .collect(),
    })
}

async fn one(
    State(state): State<WebState>,
    visitor: SignedIn,
    Id(id): Id,
) -> Result<Response, WebError> {
    let t = visitor.t;
    let view = state.casework().doubt(&visitor.actor, id).await?;
    let frame = state.casework().frame(visitor.territory).await?;
    let page = visitor.page(t.get("doubt-title"));
    render(&DoubtsPage {
        page: page.under(HOME, t.get("nav-doubts")),
        aside: view.doubt.state == DoubtState::SetAside,
        lists: None,
        position: None,
        pair: Some(Pair::of(t, &view, &frame)),
        decided: is_decided(view.doubt.state)
            .then(|| Decided::of(t, &view, &frame))
            .into_iter()
            .collect(),
    })
}

#[derive(Debug, Deserialize)]
struct Chosen {
    #[serde(default)]
    decision: String,
    #[serde(default)]
    etat: String,
}

async fn decide(
    State(state): State<WebState>,
    visitor: SignedIn,
    Id(id): Id,
    Fields(chosen): Fields<Chosen>,
) -> Result<Response, WebError> {
    let (decision, said) = match chosen.decision.as_str() {
        "meme" => (Decision::Same, "doubt-same"),
        "deux" => (Decision::Different, "doubt-different"),
        "plus-tard" => (Decision::SetAside, "doubt-set-aside"),
        "reprendre" => (Decision::Reopen, "doubt-reopened"),
        _ => return Err(WebError::BadForm),
    };
    let undo = state
        .casework()
        .decide(&visitor.actor, id, decision)
        .await?;
    let toast = Toast::says(said);
    let toast = match (undo, decision) {
        (Some(undo), _) => toast.undo(undo),
        (None, Decision::SetAside) => toast.undo(Back::Doubt(id)),
        (None, _) => toast,
    };
    Ok(toast.then(&back_to(&chosen.etat)))
}

fn back_to(list: &str) -> String {
    if list == SET_ASIDE {
        format!("{HOME}?etat={SET_ASIDE}")
    } else {
        HOME.to_owned()
    }
}

/// Takes a decision back, whichever of the two people keeps its line.
async fn take_back(
    State(state): State<WebState>,
    visitor: SignedIn,
    Id(id): Id,
) -> Result<Response, WebError> {
    let view = state.casework().doubt(&visitor.actor, id).await?;
    let nothing = CaseworkError::Conflict("undo-impossible");
    let line = view.doubt.line.ok_or(nothing)?;
    let mut done = Err(CaseworkError::NotFound("act"));
    for side in [&view.one, &view.other] {
        if side.accompanied && matches!(done, Err(CaseworkError::NotFound(_))) {
            let person = side.record.person;
            done = state
                .casework()
                .undo(&visitor.actor, Undo { person, line })
                .await;
        }
    }
    done?;
    Ok(Toast::says("undone").then(HOME))
}

/// Takes up again what was set aside, unless somebody decided it meanwhile.
async fn take_up(
    State(state): State<WebState>,
    visitor: SignedIn,
    Id(id): Id,
) -> Result<Response, WebError> {
    state
        .casework()
        .decide(&visitor.actor, id, Decision::Reopen)
        .await?;
    Ok(Toast::says("doubt-reopened").then(HOME))
}

fn is_decided(state: DoubtState) -> bool {
    matches!(state, DoubtState::Same | DoubtState::Different)
}

impl Decided {
    fn of(t: Texts, view: &DoubtView, frame: &Frame) -> Self {
        let same = view.doubt.state == DoubtState::Same;
        let names = [name_of(t, &view.one), name_of(t, &view.other)];
        Self {
            id: view.doubt.id,
            what: if same {
                t.get("doubt-was-same")
            } else {
                t.get("doubt-was-different")
            },
            who: names.join(" · "),
            when: [
                view.doubt.decided_at.map(|at| t.date(frame.day_of(at))),
                view.decided_by.clone(),
            ]
            .into_iter()
            .flatten()
            .collect::<Vec<_>>()
            .join(" · "),
        }
    }
}
