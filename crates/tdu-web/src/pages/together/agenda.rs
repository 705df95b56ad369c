//! *Agenda*: the appointments of a day or a week, and the address that other calendars read.

use std::net::IpAddr;

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use jiff::civil::Date;
use serde::Deserialize;
use tdu_casework::Whose;
use tdu_domain::access::Right;
use tdu_domain::calendar::plus_days;

use super::appointments::{AppointmentLine, ForCalendars, calendar};
use crate::page::{Page, render};
use crate::routes::{Routes, Rule};
use crate::toast::Toast;
use crate::visitor::Visitor;
use crate::{Lang, SignedIn, Texts, WebError, WebState};

const SEE: Rule = Rule::AnyOf(&[Right::SeePeople]);

pub(super) fn routes() -> Routes {
    Routes::default()
        .get(
            "/agenda",
            SEE,
            "Agenda d’un jour ou d’une semaine, le sien ou celui de la structure",
            show,
        )
        .get(
            "/agenda/adresse",
            SEE,
            "Adresse secrète de son agenda",
            address,
        )
        .post(
            "/agenda/adresse",
            SEE,
            "Créer l’adresse secrète de son agenda",
            make,
        )
        .post(
            "/agenda/adresse/fermer",
            SEE,
            "Fermer l’adresse secrète de son agenda",
            revoke,
        )
        .get(
            "/agenda/flux/{token}",
            Rule::Anyone,
            "Agenda d’un compte, avec son adresse secrète (initiales et liens)",
            feed,
        )
}

#[derive(Debug, Deserialize)]
struct Asked {
    #[serde(default)]
    date: String,
    #[serde(default)]
    vue: String,
    #[serde(default)]
    de: String,
}

#[derive(Template)]
#[template(path = "ensemble/agenda.html")]
struct AgendaPage {
    page: Page,
    days: Vec<Day>,
    week: bool,
    ours: bool,
    before: String,
    after: String,
    today: String,
    /// The addresses of the other choices.
    as_day: String,
    as_week: String,
    mine: String,
    all: String,
}

struct Day {
    title: String,
    lines: Vec<AppointmentLine>,
}

async fn show(
    State(state): State<WebState>,
    visitor: SignedIn,
    Query(asked): Query<Asked>,
) -> Result<Response, WebError> {
    let (casework, t) = (state.casework(), visitor.t);
    let frame = casework.frame(visitor.territory).await?;
    let day: Date = asked.date.parse().unwrap_or(frame.today());
    let (week, ours) = (asked.vue != "jour", asked.de == "structure");
    let (from, days) = if week {
        let monday = i32::from(day.weekday().to_monday_zero_offset());
        (plus_days(day, -monday), 7)
    } else {
        (day, 1)
    };
    let (actor, until) = (&visitor.actor, plus_days(from, days));
    let agenda = if ours {
        let all = casework.agenda(actor, Whose::Organisation, from, until);
        all.await?
    } else {
        casework.own_agenda(actor, from, until).await?
    };
    let lines: Vec<AppointmentLine> = agenda
        .iter()
        .map(|view| AppointmentLine::of(t, view, &frame))
        .collect();
    let at = |date: Date, week: bool, ours: bool| {
        let view = if week { "semaine" } else { "jour" };
        let of = if ours { "structure" } else { "moi" };
        format!("/agenda?date={date}&vue={view}&de={of}")
    };
    render(&AgendaPage {
        page: visitor.page(t.count("agenda-title", lines.len())),
        days: (0..days)
            .map(|offset| plus_days(from, offset))
            .map(|day| Day {
                title: t.weekday(day),
                lines: lines
                    .iter()
                    .filter(|line| line.starts.date() == day)
                    .cloned()
                    .collect(),
            })
            .filter(|day| !week || !day.lines.is_empty())
            .collect(),
        week,
        ours,
        before: at(plus_days(from, -days), week, ours),
        after: at(until, week, ours),
        today: at(frame.today(), week, ours),
        as_day: at(day, false, ours),
        as_week: at(day, true, ours),
        mine: at(day, week, false),
        all: at(day, week, true),
    })
}

#[derive(Template)]
#[template(path = "ensemble/adresse.html")]
struct AddressPage {
    page: Page,
    /// When the address was made.
    made: Option<String>,
    /// The address itself, shown once.
    address: Option<String>,
}

async fn address(State(state): State<WebState>, visitor: SignedIn) -> Result<Response, WebError> {
    address_page(&state, &visitor, None).await
}

async fn address_page(
    state: &WebState,
    visitor: &SignedIn,
    address: Option<String>,
) -> Result<Response, WebError> {
    let made = state.casework().feed_made(&visitor.actor).await?;
    let frame = state.casework().frame(visitor.territory).await?;
    let t = visitor.t;
    render(&AddressPage {
        page: visitor
            .page(t.get("feed-title"))
            .under("/agenda", t.get("nav-agenda")),
        made: made.map(|at| t.near(frame.day_of(at), frame.today())),
        address,
    })
}

/// The address is shown in the answer itself, which is kept nowhere.
async fn make(State(state): State<WebState>, visitor: SignedIn) -> Result<Response, WebError> {
    let token = state.casework().make_feed(&visitor.actor).await?;
    let address = format!("{}/agenda/flux/{token}", state.options().public_address);
    address_page(&state, &visitor, Some(address)).await
}

async fn revoke(State(state): State<WebState>, visitor: SignedIn) -> Result<Response, WebError> {
    state.casework().revoke_feed(&visitor.actor).await?;
    Ok(Toast::says("feed-closed").then("/agenda/adresse"))
}

/// Tries at secret addresses are counted by where they come from.
async fn feed(
    State(state): State<WebState>,
    Visitor(origin): Visitor,
    Path(token): Path<String>,
) -> Result<Response, WebError> {
    let from: Option<IpAddr> = origin.address.parse().ok();
    let now = state.casework().clock().now();
    if state.feeds.count(from, now).is_err() {
        return Err(WebError::NotFound);
    }
    let outside = ForCalendars {
        t: Texts::of(Lang::French),
        address: &state.options().public_address,
    };
    let text = state.casework().feed(&token, &outside).await?;
    Ok(calendar(text, "inline; filename=\"agenda.ics\""))
}
