//! The steps: what is shown of them, and the acts on them.

use axum::extract::State;
use axum::response::Response;
use jiff::civil::Date;
use tdu_casework::{Colleague, GivenStep, NewTold, RoadShort, RoadView};
use tdu_domain::organisation::{Network, Organisation};
use tdu_domain::road::{RoadEnd, RoadEvent, RoadStep, StepState, Told};
use uuid::Uuid;

use super::{again, done, take};
use crate::page::network_class;
use crate::pages::form::{Sent, Typed};
use crate::pages::{Fields, Id};
use crate::words::{self, Due};
use crate::{SignedIn, Texts, WebError, WebState};

/// A step, in words.
pub(crate) struct StepLine {
    pub(crate) name: String,
    pub(crate) icon: &'static str,
    pub(crate) state: String,
    pub(crate) done: bool,
    pub(crate) now: bool,
    /// When it was done, and how that is known.
    pub(crate) on: String,
    pub(crate) due: Option<Due>,
    pub(crate) owner: String,
    pub(crate) class: &'static str,
}

/// The steps of a road, in words; organisations are those that accompany.
pub(crate) fn lines(
    t: Texts,
    road: &RoadShort,
    organisations: &[(Uuid, Network, String)],
    today: Date,
) -> Vec<StepLine> {
    let mut lines = Vec::with_capacity(road.steps.len());
    for view in &road.steps {
        let mut given = road.cares.iter().rev();
        let care = given.find(|care| care.step == view.step);
        let network = care.map_or(view.owner, |care| care.network);
        let named = care.and_then(|care| {
            let mut known = organisations.iter();
            known.find(|(id, ..)| *id == care.organisation)
        });
        let own = || {
            let mut of_network = organisations.iter().filter(|(_, of, _)| *of == network);
            let first = of_network.next();
            first.filter(|_| of_network.next().is_none())
        };
        let organisation = named.or_else(own).map_or_else(
            || t.of_code("network", network.code()),
            |(_, _, name)| name.clone(),
        );
        let colleague = care.and_then(|care| care.account.as_ref());
        let colleague = colleague.map(|(_, name)| name.as_str());
        let on = view
            .on
            .map(|on| t.one("road-step-on", "day", t.near(on, today)));
        let source = view.by_source.then(|| t.get("road-step-by-source"));
        lines.push(StepLine {
            name: t.of_code("road-step", view.step.code()),
            icon: match view.state {
                StepState::Done => "check",
                StepState::Now => "arrow-right",
                StepState::Later | StepState::Passed => "circle-dashed",
            },
            state: t.of_code("road-state", view.state.code()),
            done: view.state == StepState::Done,
            now: view.state == StepState::Now,
            on: words::dotted(&[on.as_deref(), source.as_deref()]),
            due: view.due.map(|due| words::due(t, due, today)),
            owner: words::dotted(&[colleague, Some(&organisation)]),
            class: network_class(network),
        });
    }
    lines
}

/// Organisations as steps name them.
pub(crate) fn named(organisations: &[Organisation]) -> Vec<(Uuid, Network, String)> {
    let named = organisations.iter();
    named
        .map(|known| (known.id, known.network, known.name.clone()))
        .collect()
}

/// Something that can be told now.
pub(super) struct EventForm {
    pub(super) code: &'static str,
    pub(super) name: String,
    pub(super) help: Option<String>,
    pub(super) signs: bool,
    pub(super) ends: bool,
}

/// What comes in its turn for a network.
pub(super) fn events(t: Texts, view: &RoadView, by: Network) -> Vec<EventForm> {
    let may = |event: &&RoadEvent| {
        let probe = Told {
            event: **event,
            on: view.today,
            contract_start: Some(view.today),
            end: Some(RoadEnd::GaveUp),
        };
        view.facts
            .may_tell(&probe, by, view.contract, view.today)
            .is_ok()
    };
    let help = |event: RoadEvent| match event {
        RoadEvent::Entered => Some(t.get("road-entry-help")),
        RoadEvent::Filed => Some(t.get("road-filed-help")),
        RoadEvent::Refused => Some(t.get("road-refused-help")),
        _ => None,
    };
    RoadEvent::ALL
        .iter()
        .filter(may)
        .map(|event| EventForm {
            code: event.code(),
            name: t.of_code("road-event", event.code()),
            help: help(*event),
            signs: *event == RoadEvent::Signed,
            ends: *event == RoadEvent::Closed,
        })
        .collect()
}

/// Who may take care of a step: value and name.
pub(super) fn doers(
    organisations: &[Organisation],
    colleagues: Vec<Colleague>,
) -> Vec<(String, String)> {
    let all = organisations.iter();
    let mut doers: Vec<(String, String)> = all
        .map(|known| (known.id.to_string(), known.name.clone()))
        .collect();
    let own = colleagues.into_iter();
    doers.extend(own.map(|one| (format!("{}:{}", one.organisation, one.account), one.name)));
    doers
}

pub(super) async fn open(
    State(state): State<WebState>,
    visitor: SignedIn,
    Id(person): Id,
) -> Result<Response, WebError> {
    let opened = state.casework().open_road(&visitor.actor, person);
    Ok(done("road-opened", opened.await?, "", "etapes"))
}

pub(super) async fn tell(
    State(state): State<WebState>,
    visitor: SignedIn,
    Id(person): Id,
    Fields(sent): Fields<Sent>,
) -> Result<Response, WebError> {
    let mut typed = Typed::of("tell", sent);
    let event = typed.code("evenement", RoadEvent::from_code);
    let on = typed.day("date");
    let start = typed.maybe_day("debut");
    if let (Some(event), Some(on), true) = (event, on, typed.is_good()) {
        let new = NewTold {
            event,
            on,
            contract_start: start,
            end: RoadEnd::from_code(typed.text("fin")),
        };
        let told = state.casework().tell_road(&visitor.actor, person, new);
        match told.await {
            Ok(undo) => return Ok(done("road-told", undo, typed.text("retour"), "etapes")),
            Err(error) => take(&mut typed, error)?,
        }
    }
    again(&state, &visitor, person, typed).await
}

pub(super) async fn give(
    State(state): State<WebState>,
    visitor: SignedIn,
    Id(person): Id,
    Fields(sent): Fields<Sent>,
) -> Result<Response, WebError> {
    let mut typed = Typed::of("give", sent);
    let step = typed.code("pas", RoadStep::from_code);
    let due = typed.maybe_day("avant");
    if let (Some(step), true) = (step, typed.is_good()) {
        let who = typed.text("qui");
        let (organisation, account) = who.split_once(':').unwrap_or((who, ""));
        let given = GivenStep {
            step,
            organisation: organisation.parse().unwrap_or_default(),
            account: account.parse().ok(),
            due,
        };
        let made = state.casework().give_step(&visitor.actor, person, given);
        match made.await {
            Ok(undo) => return Ok(done("road-given", undo, typed.text("retour"), "etapes")),
            Err(error) => take(&mut typed, error)?,
        }
    }
    again(&state, &visitor, person, typed).await
}
