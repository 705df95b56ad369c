//! A contract that runs or broke, and what comes after: pages on which both staffs act as equals.

mod after;
mod exam;
mod joint;
mod link;
mod rule;
mod rupture;
mod steps;
mod watch;
mod words;

use axum::response::Response;
use tdu_casework::{Frame, PersonView, Undo};
use tdu_domain::access::{Reason, Right};
use uuid::Uuid;

use crate::page::Page;
use crate::routes::{Routes, Rule};
use crate::{SignedIn, Toast};

pub(crate) use joint::Joint;
pub(crate) use words::sentence;

const SEE: Rule = Rule::AnyOf(&[Right::SeePeople]);

pub(crate) fn routes() -> Routes {
    Routes::default()
        .merge(rupture::routes())
        .merge(watch::routes())
        .merge(after::routes())
        .merge(rule::routes())
        .merge(link::routes())
        .merge(steps::routes())
        .merge(exam::routes())
}

/// The page on which a warning is answered, for the acts that have one of their own.
pub(crate) fn address(person: Uuid, act: &str, back: &str) -> Option<String> {
    let (page, anchor) = match act {
        "rupture" => ("rupture", ""),
        "alerte" => ("contrat", "#alerte"),
        "points" => ("contrat", "#points"),
        "apres" => ("apres", ""),
        _ => return None,
    };
    let back = if back == "journee" {
        "?retour=journee"
    } else {
        ""
    };
    Some(format!("/jeunes/{person}/{page}{back}{anchor}"))
}

/// What every page here shows: who it is about, and whether the visitor may act.
struct About {
    id: Uuid,
    may_act: bool,
    /// The network that reads what is written, at the head of a sentence.
    reader: String,
    back: String,
}

impl About {
    fn of(visitor: &SignedIn, person: &PersonView, back: String) -> Self {
        let other = visitor.actor.organisation.network.other();
        Self {
            id: person.id,
            may_act: may_act(visitor, person),
            reader: visitor.t.of_code("network-subject", other.code()),
            back,
        }
    }
}

/// The frame of a page about someone.
fn frame_of(visitor: &SignedIn, person: &PersonView, title: String) -> Page {
    let name = format!("{} {}", person.card.first_name, person.card.last_name);
    let page = visitor.page(title);
    page.under("/jeunes", visitor.t.get("nav-people"))
        .under(format!("/jeunes/{}", person.id), name)
}

fn may_act(visitor: &SignedIn, person: &PersonView) -> bool {
    visitor.actor.may(Right::ActOnPeople) && person.sight.why != Reason::BreakGlass
}

fn organisation(frame: &Frame, id: Uuid) -> String {
    let known = frame.organisations.get(&id);
    known.map_or_else(|| id.to_string(), |known| known.name.clone())
}

/// Announces what was done, with the way back, on the desk for whoever came from it.
fn done(toast: &str, undo: Undo, back: &str, page: &str) -> Response {
    let address = match back {
        "journee" => "/".to_owned(),
        _ => format!("/jeunes/{}{page}", undo.person),
    };
    Toast::says(toast).undo(undo).then(&address)
}
