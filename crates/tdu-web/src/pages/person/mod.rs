//! A young person: who they are, where they stand, what to do next, what is known and from whom.

mod acts;
mod card;
mod forms;
pub(crate) mod history;
mod known;
mod line;
mod rights;
mod seen;
mod separate;
mod sources;

use askama::Template;
use axum::extract::{Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use jiff::civil::Date;
use serde::Deserialize;
use tdu_casework::{CaseworkError, Frame, PersonView};
use tdu_domain::access::{Reason, Right};
use tdu_domain::organisation::Network;
use tdu_domain::privacy::InformationMeans;
use tdu_domain::signal::{Severity, Signal};
use uuid::Uuid;

pub(crate) use self::acts::colleagues;
use self::forms::{Act, Typed};
use self::history::{Month, months};
use self::known::{Care, ContractView, care, contact, contracts, national, shared, situation};
use self::line::Line;
use self::rights::Rights;
use self::sources::Sources;
use super::contract::{self, Joint};
use super::together::Together;
use super::{Id, referrals, road};
use crate::page::{Page, network_class, render};
use crate::routes::{Routes, Rule};
use crate::words::{self, Due};
use crate::{SignedIn, Texts, WebError, WebState};

pub(crate) fn routes() -> Routes {
    Routes::default()
        .get(
            "/jeunes/{person}",
            Rule::SIGHT,
            "Fiche d’un jeune (carte réduite pour les relations entreprises)",
            show,
        )
        .get(
            "/jeunes/{person}/consultations",
            Rule::AnyOf(&[Right::SeePeople, Right::ReadJournal]),
            "Qui a vu le dossier d’un jeune",
            seen::show,
        )
        .post(
            "/jeunes/{person}/contact",
            Rule::ACT,
            "Noter un échange",
            acts::record_contact,
        )
        .post(
            "/jeunes/{person}/coordonnees",
            Rule::ACT,
            "Compléter les coordonnées",
            acts::complete_details,
        )
        .post(
            "/jeunes/{person}/diplome",
            Rule::ACT,
            "Renseigner le diplôme",
            acts::record_diploma,
        )
        .post(
            "/jeunes/{person}/reporter",
            Rule::ACT,
            "Reporter un signal",
            acts::postpone,
        )
        .get(
            "/jeunes/{person}/confier",
            Rule::ACT,
            "Choisir à qui confier un jeune",
            acts::ask_hand_over,
        )
        .post(
            "/jeunes/{person}/confier",
            Rule::ACT,
            "Confier un jeune à un collègue",
            acts::hand_over,
        )
        .post(
            "/jeunes/{person}/information",
            Rule::ACT,
            "Noter qu’un jeune a été informé de l’usage de ses données",
            rights::inform,
        )
        .get(
            "/jeunes/{person}/opposition",
            Rule::ACT,
            "Formulaire : noter l’opposition d’un jeune",
            rights::ask_objection,
        )
        .post(
            "/jeunes/{person}/opposition",
            Rule::ACT,
            "Noter l’opposition d’un jeune, qui prend effet aussitôt",
            rights::record_objection,
        )
        .get(
            "/jeunes/{person}/separer",
            Rule::IDENTITY,
            "Choisir les dossiers à séparer",
            separate::ask,
        )
        .post(
            "/jeunes/{person}/separer",
            Rule::IDENTITY,
            "Séparer une fiche en deux",
            separate::separate,
        )
        .post(
            "/jeunes/{person}/prendre-en-charge",
            Rule::ACT,
            "Prendre un jeune en charge, à la place d’un collègue",
            acts::take_in_charge,
        )
        .post(
            "/jeunes/{person}/annuler",
            Rule::AnyOf(&[Right::ActOnPeople, Right::SearchCompanies]),
            "Reprendre un acte",
            acts::undo,
        )
}

/// What the address asks for: an open form, where to come back, one network's history.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Asked {
    #[serde(default)]
    pub(crate) acte: String,
    #[serde(default)]
    pub(crate) retour: String,
    #[serde(default)]
    pub(crate) h: String,
}

#[derive(Template)]
#[template(path = "jeune.html")]
struct PersonPage {
    page: Page,
    id: Uuid,
    name: String,
    initials: String,
    born: Option<String>,
    commune: Option<String>,
    trade: Option<String>,
    stage: String,
    stage_since: Option<String>,
    broken: bool,
    may_act: bool,
    /// Why the file is open to who does not accompany.
    lent: Option<String>,
    decides: bool,
    next: Option<NextAct>,
    acts: Vec<ActLink>,
    open: Option<Act>,
    typed: Typed,
    problems: Vec<(&'static str, String)>,
    back: String,
    means: Vec<(&'static str, String)>,
    today: Date,
    line: Line,
    care: Vec<Care>,
    shared: String,
    signals: Vec<SignalView>,
    only: String,
    months: Vec<Month>,
    referrals: Vec<referrals::card::Card>,
    contracts: Vec<ContractView>,
    national: Vec<(String, String, bool)>,
    situation: Vec<(String, Option<String>)>,
    contact: Vec<(&'static str, String, String)>,
    possible: Vec<String>,
    sources: Sources,
    rights: Rights,
    information_means: Vec<(&'static str, String)>,
    together: Together,
    joint: Option<Joint>,
    road: Option<road::Short>,
}

struct NextAct {
    who: String,
    what: String,
    why: String,
    act: String,
    path: &'static str,
}

struct ActLink {
    label: String,
    path: &'static str,
    on: bool,
}

struct SignalView {
    code: &'static str,
    urgent: bool,
    severity: String,
    fact: String,
    consequence: String,
    why: String,
    due: Option<Due>,
    owner: String,
    class: &'static str,
    act: String,
    path: &'static str,
}

async fn show(
    State(state): State<WebState>,
    visitor: SignedIn,
    Id(id): Id,
    Query(asked): Query<Asked>,
) -> Result<Response, WebError> {
    if asked.acte == words::REFERRALS {
        let address = format!("/jeunes/{id}/orientations");
        return Ok(Redirect::to(&address).into_response());
    }
    let elsewhere = contract::address(id, &asked.acte, &asked.retour)
        .or_else(|| road::address(id, &asked.acte, &asked.retour));
    if let Some(address) = elsewhere {
        return Ok(Redirect::to(&address).into_response());
    }
    let page = if visitor.actor.may(Right::SeePeople) {
        page_of(&state, &visitor, id, &asked, None).await
    } else {
        card::show(&state, &visitor, id).await
    };
    match page {
        Err(WebError::Casework(CaseworkError::NotFound(_))) => moved(&state, &visitor, id).await,
        page => page,
    }
}

/// Leads from the address of someone who was joined to another to that other's page.
async fn moved(state: &WebState, visitor: &SignedIn, id: Uuid) -> Result<Response, WebError> {
    let known = state.casework().known_as(&visitor.actor, id).await?;
    // Temporary: the joining may be taken back.
    known
        .map(|now| Redirect::temporary(&format!("/jeunes/{now}")).into_response())
        .ok_or(WebError::NotFound)
}

/// The page, with a form that comes back when `typed` is given.
pub(crate) async fn page_of(
    state: &WebState,
    visitor: &SignedIn,
    id: Uuid,
    asked: &Asked,
    typed: Option<Typed>,
) -> Result<Response, WebError> {
    let person = state.casework().person(&visitor.actor, id).await?;
    let frame = state.casework().frame(visitor.territory).await?;
    let together = Together::load(state.casework(), visitor, id, &asked.acte, &asked.retour);
    let together = together.await?;
    render(&PersonPage::of(
        visitor, &person, &frame, asked, typed, together,
    ))
}

impl PersonPage {
    fn of(
        visitor: &SignedIn,
        person: &PersonView,
        frame: &Frame,
        asked: &Asked,
        typed: Option<Typed>,
        together: Together,
    ) -> Self {
        let t = visitor.t;
        let (today, card) = (person.today, &person.card);
        let full_name = format!("{} {}", card.first_name, card.last_name);
        let mine = visitor.actor.organisation.network;
        let why = person.sight.why;
        let lent = matches!(why, Reason::Shared | Reason::BreakGlass);
        let decides = visitor.actor.may(Right::DecideIdentity) && !lent;
        let open = Act::from_path(&asked.acte);
        let only = match asked.h.as_str() {
            "ml" => ("ml", Some(Network::MissionLocale)),
            "cfa" => ("cfa", Some(Network::Cfa)),
            _ => ("tout", None),
        };
        let typed = typed.unwrap_or_else(|| Typed::empty(open, today));
        let page = visitor
            .page(full_name.as_str())
            .under("/jeunes", t.get("nav-people"));
        Self {
            page,
            id: person.id,
            initials: initials(&card.first_name, &card.last_name),
            born: card.birth_date.map(|birth| {
                let age = words::age(t, Some(birth), today).unwrap_or_default();
                let on = t.date(birth);
                t.with("person-born", [("age", age.into()), ("on", on.into())])
            }),
            commune: card.commune_name.clone(),
            trade: card.trade.clone(),
            stage: words::stage(t, card.stage),
            stage_since: person
                .computed
                .pathway
                .stage_since
                .map(|since| t.one("since", "day", t.date(since))),
            broken: words::is_broken(card.stage),
            may_act: visitor.actor.may(Right::ActOnPeople) && why != Reason::BreakGlass,
            lent: lent.then(|| t.of_code("seen-because", why.code())),
            decides,
            next: next_act(t, person, mine),
            acts: Act::ALL
                .into_iter()
                .map(|act| ActLink {
                    label: t.of_code("answer", act.code()),
                    path: act.path(),
                    on: open == Some(act),
                })
                .collect(),
            open,
            problems: typed.problems(t),
            typed,
            back: asked.retour.clone(),
            means: tdu_domain::journal::ContactMeans::ALL
                .iter()
                .map(|means| (means.code(), t.of_code("means", means.code())))
                .collect(),
            today,
            line: Line::of(t, person),
            care: care(t, person),
            shared: shared(t, person, mine),
            signals: person
                .computed
                .signals
                .iter()
                .map(|signal| SignalView::of(t, signal, today, mine))
                .collect(),
            only: only.0.to_owned(),
            months: months(t, person, frame, only.1, decides),
            referrals: person
                .referrals
                .iter()
                .map(|view| referrals::card::Card::of(t, view, today))
                .collect(),
            contracts: contracts(t, person),
            national: national(t, person),
            situation: situation(t, person, frame),
            contact: contact(person),
            possible: person
                .possible_communes
                .iter()
                .map(|commune| commune.name.clone())
                .collect(),
            sources: Sources::of(t, person, frame),
            rights: Rights::of(t, person, frame, mine),
            information_means: InformationMeans::ALL
                .iter()
                .map(|means| (means.code(), t.of_code("information-means", means.code())))
                .collect(),
            together,
            joint: Joint::of(visitor, person),
            road: road::Short::of(visitor, person),
            name: full_name,
        }
    }
}

impl PersonPage {
    /// What is wrong with a field of the form.
    fn problem(&self, field: &str) -> Option<&str> {
        let (_, problem) = self.problems.iter().find(|(name, _)| *name == field)?;
        Some(problem)
    }
}

fn initials(first: &str, last: &str) -> String {
    let first_letter = |name: &str| {
        name.chars()
            .next()
            .map(|letter| letter.to_uppercase().to_string())
    };
    [first, last].into_iter().filter_map(first_letter).collect()
}

/// The most urgent warning of this network, else of the other.
fn next_act(t: Texts, person: &PersonView, mine: Network) -> Option<NextAct> {
    let signals = &person.computed.signals;
    let of = |owner: Network, urgency: i64| {
        signals
            .iter()
            .find(|signal| signal.owner == owner && signal.urgency() == urgency)
    };
    let signal = of(mine, person.card.urgency).or_else(|| of(mine.other(), person.card.waiting))?;
    let act = words::answer(t, signal.code);
    let what = match signal.due.filter(|due| *due >= person.today) {
        Some(due) => t.with(
            "next-before",
            [
                ("act", act.as_str().into()),
                ("due", t.near(due, person.today).into()),
            ],
        ),
        None => t.one("next-now", "act", act.as_str()),
    };
    Some(NextAct {
        who: if signal.owner == mine {
            t.get("next-you")
        } else {
            t.of_code("next-other", signal.owner.code())
        },
        what,
        why: words::reason(t, signal, person.today),
        act,
        path: words::answer_path(signal.code),
    })
}

impl SignalView {
    fn of(t: Texts, signal: &Signal, today: Date, mine: Network) -> Self {
        Self {
            code: signal.code.code(),
            urgent: signal.severity == Severity::Urgent,
            severity: t.of_code("severity", signal.severity.code()),
            fact: words::reason(t, signal, today),
            consequence: words::consequence(t, signal, today),
            why: signal
                .since
                .map(|since| t.one("signal-since", "day", t.date(since)))
                .unwrap_or_default(),
            due: signal.due.map(|due| words::due(t, due, today)),
            owner: words::expected(t, signal.owner, mine),
            class: network_class(signal.owner),
            act: words::answer(t, signal.code),
            path: words::answer_path(signal.code),
        }
    }
}
