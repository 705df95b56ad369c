//! Appointments: in words, told with one button, kept in other calendars, said to the young person.

use askama::Template;
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use jiff::civil::DateTime;
use serde::Deserialize;
use tdu_casework::{AgendaRow, AppointmentView, Frame, Outside};
use tdu_domain::access::Right;
use tdu_domain::together::appointment::{AppointmentState, AppointmentStep};
use uuid::Uuid;

use super::appointment_form;
use crate::page::{Page, network_class, render};
use crate::pages::{Fields, Id};
use crate::routes::{Routes, Rule};
use crate::toast::Toast;
use crate::{SignedIn, Texts, WebError, WebState, words};

const SEE: Rule = Rule::AnyOf(&[Right::SeePeople]);

pub(super) fn routes() -> Routes {
    Routes::default()
        .get(
            "/jeunes/{person}/rendez-vous",
            Rule::ACT,
            "Formulaire : donner un rendez-vous",
            appointment_form::form,
        )
        .post(
            "/jeunes/{person}/rendez-vous",
            Rule::ACT,
            "Donner un rendez-vous",
            appointment_form::make,
        )
        .get(
            "/rendez-vous/{appointment}",
            Rule::ACT,
            "Formulaire : déplacer un rendez-vous",
            appointment_form::move_form,
        )
        .post(
            "/rendez-vous/{appointment}",
            Rule::ACT,
            "Dire ce qu’un rendez-vous est devenu",
            tell,
        )
        .post(
            "/rendez-vous/{appointment}/deplacer",
            Rule::ACT,
            "Déplacer un rendez-vous",
            appointment_form::move_to,
        )
        .get(
            "/rendez-vous/{appointment}/invitation",
            SEE,
            "Fichier d’un rendez-vous pour un autre agenda (initiales et lien)",
            file,
        )
        .get(
            "/jeunes/{person}/rappel",
            SEE,
            "Rappel des rendez-vous d’un jeune, à imprimer ou copier",
            reminder,
        )
}

/// An appointment, in words.
#[derive(Debug, Clone)]
pub(crate) struct AppointmentLine {
    pub(crate) id: Uuid,
    pub(crate) person: Uuid,
    pub(crate) name: String,
    pub(crate) starts: DateTime,
    pub(crate) when: String,
    pub(crate) hours: String,
    pub(crate) place: String,
    pub(crate) who: String,
    pub(crate) class: &'static str,
    /// What became of it.
    pub(crate) state: Option<String>,
    pub(crate) planned: bool,
    /// Whether its day is past and nobody told what became of it.
    pub(crate) untold: bool,
    pub(crate) movable: bool,
    /// Code and label.
    pub(crate) steps: Vec<(&'static str, String)>,
}

impl AppointmentLine {
    pub(super) fn of(t: Texts, view: &AppointmentView, frame: &Frame) -> Self {
        let one = &view.row.appointment;
        let organisation = view.organisation.as_ref().map(|known| known.name.as_str());
        let mut who = words::dotted(&[Some(&one.host.name), organisation]);
        for guest in &view.guests {
            who = t.with(
                "appointment-and",
                [("who", who.into()), ("guest", guest.name.as_str().into())],
            );
        }
        let planned = one.state == AppointmentState::Planned;
        Self {
            id: one.id,
            person: one.person,
            name: format!("{} {}", view.row.first_name, view.row.last_name),
            starts: one.starts,
            when: t.near(one.starts.date(), frame.today()),
            hours: format!("{}–{}", hour(one.starts), hour(one.ends)),
            place: place(t, &view.row),
            who,
            class: network_class(one.network),
            state: (!planned).then(|| t.of_code("appointment", one.state.code())),
            planned,
            untold: planned && one.starts.date() < frame.today(),
            movable: view.movable,
            steps: view
                .steps
                .iter()
                .map(|step| (step.code(), t.of_code("appointment-do", step.code())))
                .collect(),
        }
    }
}

pub(super) fn hour(at: DateTime) -> String {
    format!("{:02}:{:02}", at.hour(), at.minute())
}

/// How people meet, and where.
fn place(t: Texts, row: &AgendaRow) -> String {
    let one = &row.appointment;
    let mode = t.of_code("meet", one.mode.code());
    let place = Some(one.place.as_str()).filter(|place| !place.is_empty());
    words::dotted(&[Some(&mode), place])
}

/// How appointments are told to other calendars.
pub(super) struct ForCalendars<'a> {
    pub(super) t: Texts,
    pub(super) address: &'a str,
}

impl Outside for ForCalendars<'_> {
    fn summary(&self, row: &AgendaRow) -> String {
        let initial = |name: &str| {
            let first = name.chars().next();
            first.map_or_else(String::new, |letter| format!("{letter}."))
        };
        let initials = format!("{} {}", initial(&row.first_name), initial(&row.last_name));
        self.t.one("appointment-with", "who", initials)
    }

    fn place(&self, row: &AgendaRow) -> String {
        self.t.of_code("meet", row.appointment.mode.code())
    }

    fn link(&self, person: Uuid) -> String {
        format!("{}/jeunes/{person}#rendez-vous", self.address)
    }
}

#[derive(Debug, Deserialize)]
struct StepForm {
    #[serde(default)]
    etape: String,
    #[serde(default)]
    retour: String,
}

async fn tell(
    State(state): State<WebState>,
    visitor: SignedIn,
    Id(appointment): Id,
    Fields(form): Fields<StepForm>,
) -> Result<Response, WebError> {
    let step = AppointmentStep::from_code(&form.etape).ok_or(WebError::BadForm)?;
    let undo = state
        .casework()
        .tell_appointment(&visitor.actor, appointment, step)
        .await?;
    let back = match form.retour.as_str() {
        "journee" => "/".to_owned(),
        "agenda" => "/agenda".to_owned(),
        _ => format!("/jeunes/{}#rendez-vous", undo.person),
    };
    let toast = format!("appointment-{}", step.code());
    Ok(Toast::says(&toast).undo(undo).then(&back))
}

async fn file(
    State(state): State<WebState>,
    visitor: SignedIn,
    Id(appointment): Id,
) -> Result<Response, WebError> {
    let outside = ForCalendars {
        t: visitor.t,
        address: &state.options().public_address,
    };
    let text = state
        .casework()
        .appointment_file(&visitor.actor, appointment, &outside)
        .await?;
    Ok(calendar(text, "attachment; filename=\"rendez-vous.ics\""))
}

/// A calendar file.
pub(super) fn calendar(text: String, disposition: &'static str) -> Response {
    let headers = [
        (header::CONTENT_TYPE, "text/calendar; charset=utf-8"),
        (header::CONTENT_DISPOSITION, disposition),
    ];
    (headers, text).into_response()
}

#[derive(Template)]
#[template(path = "ensemble/rappel.html")]
struct ReminderPage {
    page: Page,
    id: Uuid,
    first_name: String,
    lines: Vec<String>,
}

async fn reminder(
    State(state): State<WebState>,
    visitor: SignedIn,
    Id(person): Id,
) -> Result<Response, WebError> {
    let (casework, t) = (state.casework(), visitor.t);
    let view = casework.person(&visitor.actor, person).await?;
    let shared = casework.shared(&visitor.actor, person).await?;
    let coming = shared.appointments.iter().filter(|one| {
        let one = &one.row.appointment;
        one.state == AppointmentState::Planned && one.starts.date() >= view.today
    });
    let lines = coming.map(|one| {
        let row = &one.row;
        let organisation = one.organisation.as_ref();
        t.with(
            "reminder-line",
            [
                ("day", t.weekday(row.appointment.starts.date()).into()),
                ("hour", hour(row.appointment.starts).into()),
                ("who", row.appointment.host.name.as_str().into()),
                (
                    "organisation",
                    organisation.map_or("", |known| &known.name).into(),
                ),
                ("place", place(t, row).into()),
            ],
        )
    });
    let name = format!("{} {}", view.card.first_name, view.card.last_name);
    render(&ReminderPage {
        id: person,
        lines: lines.collect(),
        page: visitor
            .page(t.get("reminder-title"))
            .under("/jeunes", t.get("nav-people"))
            .under(format!("/jeunes/{person}"), name),
        first_name: view.card.first_name,
    })
}
