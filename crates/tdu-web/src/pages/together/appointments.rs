//! Appointments: made and moved in forms, told with one button, kept in other calendars.

use askama::Template;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use jiff::civil::{Date, DateTime, Time};
use serde::Deserialize;
use tdu_casework::{
    AgendaRow, AppointmentView, CaseworkError, Colleague, Frame, NewAppointment, Outside, Slot,
};
use tdu_domain::access::Right;
use tdu_domain::free_text::{Concern, Written, concern};
use tdu_domain::together::appointment::{AppointmentMode, AppointmentState, AppointmentStep};
use uuid::Uuid;

use crate::page::{Page, Toast, network_class, render};
use crate::pages::{Fields, Id};
use crate::routes::{Routes, Rule};
use crate::{SignedIn, Texts, WebError, WebState, words};

/// Minutes proposed for an appointment.
const MINUTES: &str = "45";
/// The lengths proposed.
const LENGTHS: [&str; 6] = ["15", "30", "45", "60", "90", "120"];
const SEE: Rule = Rule::AnyOf(&[Right::SeePeople]);

pub(super) fn routes() -> Routes {
    Routes::default()
        .get(
            "/jeunes/{person}/rendez-vous",
            Rule::ACT,
            "Formulaire : donner un rendez-vous",
            form,
        )
        .post(
            "/jeunes/{person}/rendez-vous",
            Rule::ACT,
            "Donner un rendez-vous",
            make,
        )
        .get(
            "/rendez-vous/{appointment}",
            Rule::ACT,
            "Formulaire : déplacer un rendez-vous",
            move_form,
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
            move_to,
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

fn hour(at: DateTime) -> String {
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

#[derive(Template)]
#[template(path = "ensemble/rendez-vous.html")]
struct AppointmentPage {
    page: Page,
    /// Where the form goes, and where giving up leads.
    action: String,
    back: String,
    /// Whether the form only moves an appointment.
    moving: bool,
    modes: Vec<(&'static str, String)>,
    lengths: Vec<(&'static str, String)>,
    /// Who else may come: account, name, organisation, whether chosen.
    colleagues: Vec<(Uuid, String, String, bool)>,
    today: Date,
    typed: Typed,
    problem: Option<(&'static str, String)>,
    /// Whether somebody is taken at that time.
    double: bool,
    warned: bool,
}

#[derive(Debug, Clone, Default)]
struct Typed {
    date: String,
    heure: String,
    duree: String,
    comment: String,
    lieu: String,
    avec: Vec<Uuid>,
    relu: bool,
    double: bool,
}

impl Typed {
    fn of(pairs: &[(String, String)]) -> Self {
        let value = |name: &str| {
            let found = pairs.iter().find(|(key, _)| key == name);
            found.map(|(_, value)| value.clone()).unwrap_or_default()
        };
        Self {
            date: value("date"),
            heure: value("heure"),
            duree: value("duree"),
            comment: value("comment"),
            lieu: value("lieu"),
            avec: pairs
                .iter()
                .filter(|(key, _)| key == "avec")
                .filter_map(|(_, account)| account.parse().ok())
                .collect(),
            relu: !value("relu").is_empty(),
            double: !value("double").is_empty(),
        }
    }

    /// When; what cannot be read is refused as a day that is past.
    fn slot(&self) -> Slot {
        let day: Option<Date> = self.date.trim().parse().ok();
        let hour = Time::strptime("%H:%M", self.heure.trim()).ok();
        let starts = day.zip(hour);
        Slot {
            starts: starts.map_or(DateTime::MIN, |(day, hour)| day.to_datetime(hour)),
            minutes: self.duree.trim().parse().unwrap_or(0),
            doubled: self.double,
        }
    }

    fn appointment(&self) -> NewAppointment {
        NewAppointment {
            slot: self.slot(),
            mode: AppointmentMode::from_code(&self.comment).unwrap_or(AppointmentMode::Place),
            place: Written {
                text: self.lieu.clone(),
                read_again: self.relu,
            },
            guests: self.avec.clone(),
        }
    }
}

impl AppointmentPage {
    /// What is wrong with a field.
    fn wrong(&self, field: &str) -> &str {
        match &self.problem {
            Some((name, problem)) if *name == field => problem,
            _ => "",
        }
    }
}

async fn form(
    State(state): State<WebState>,
    visitor: SignedIn,
    Id(person): Id,
) -> Result<Response, WebError> {
    let typed = Typed {
        duree: MINUTES.to_owned(),
        comment: AppointmentMode::Place.code().to_owned(),
        ..Typed::default()
    };
    make_page(&state, &visitor, person, typed, None).await
}

async fn make_page(
    state: &WebState,
    visitor: &SignedIn,
    person: Uuid,
    typed: Typed,
    refused: Option<(&'static str, &'static str)>,
) -> Result<Response, WebError> {
    let (casework, t) = (state.casework(), visitor.t);
    let view = casework.person(&visitor.actor, person).await?;
    let staff = casework.mentionable(&visitor.actor, person).await?;
    let frame = casework.frame(visitor.territory).await?;
    let named = |one: Colleague| {
        let organisation = frame.organisations.get(&one.organisation);
        let at = organisation.map_or_else(String::new, |known| known.name.clone());
        let chosen = typed.avec.contains(&one.account);
        (one.account, one.name, at, chosen)
    };
    let name = format!("{} {}", view.card.first_name, view.card.last_name);
    let page = AppointmentPage {
        page: visitor
            .page(t.one("appointment-title", "name", name.as_str()))
            .under("/jeunes", t.get("nav-people"))
            .under(format!("/jeunes/{person}"), name.as_str()),
        action: format!("/jeunes/{person}/rendez-vous"),
        back: format!("/jeunes/{person}#rendez-vous"),
        colleagues: staff.into_iter().map(named).collect(),
        ..AppointmentPage::of(visitor, typed, view.today, refused)
    };
    answered(&page, refused.is_some())
}

impl AppointmentPage {
    fn of(
        visitor: &SignedIn,
        typed: Typed,
        today: Date,
        refused: Option<(&'static str, &'static str)>,
    ) -> Self {
        let t = visitor.t;
        Self {
            page: visitor.page(t.get("appointment-move-title")),
            action: String::new(),
            back: String::new(),
            moving: false,
            modes: AppointmentMode::ALL
                .iter()
                .map(|mode| (mode.code(), t.of_code("meet", mode.code())))
                .collect(),
            lengths: LENGTHS
                .iter()
                .map(|minutes| (*minutes, t.one("appointment-minutes", "n", *minutes)))
                .collect(),
            colleagues: Vec::new(),
            today,
            warned: concern(&typed.lieu) == Some(Concern::Health),
            typed,
            problem: refused.map(|(field, problem)| (field, t.get(&format!("problem-{problem}")))),
            double: refused.is_some_and(|(_, problem)| problem == "appointment-double"),
        }
    }
}

fn answered(page: &AppointmentPage, refused: bool) -> Result<Response, WebError> {
    let response = render(page)?;
    if refused {
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, response).into_response());
    }
    Ok(response)
}

async fn make(
    State(state): State<WebState>,
    visitor: SignedIn,
    Id(person): Id,
    Fields(pairs): Fields<Vec<(String, String)>>,
) -> Result<Response, WebError> {
    let typed = Typed::of(&pairs);
    let made = state
        .casework()
        .make_appointment(&visitor.actor, person, &typed.appointment())
        .await;
    match made {
        Ok(undo) => Ok(Toast::says("appointment-made")
            .undo(undo)
            .then(&format!("/jeunes/{person}#rendez-vous"))),
        Err(CaseworkError::Invalid { field, problem }) => {
            make_page(&state, &visitor, person, typed, Some((field, problem))).await
        }
        Err(error) => Err(error.into()),
    }
}

async fn move_form(
    State(state): State<WebState>,
    visitor: SignedIn,
    Id(appointment): Id,
) -> Result<Response, WebError> {
    move_page(&state, &visitor, appointment, None, None).await
}

async fn move_page(
    state: &WebState,
    visitor: &SignedIn,
    appointment: Uuid,
    typed: Option<Typed>,
    refused: Option<(&'static str, &'static str)>,
) -> Result<Response, WebError> {
    let (casework, t) = (state.casework(), visitor.t);
    let view = casework.appointment(&visitor.actor, appointment).await?;
    let frame = casework.frame(visitor.territory).await?;
    let one = &view.row.appointment;
    let typed = typed.unwrap_or_else(|| Typed {
        date: one.starts.date().to_string(),
        heure: hour(one.starts),
        duree: (one.ends.duration_since(one.starts).as_mins()).to_string(),
        ..Typed::default()
    });
    let name = format!("{} {}", view.row.first_name, view.row.last_name);
    let page = AppointmentPage {
        page: visitor
            .page(t.get("appointment-move-title"))
            .under("/agenda", t.get("nav-agenda"))
            .under(format!("/jeunes/{}", one.person), name),
        action: format!("/rendez-vous/{appointment}/deplacer"),
        back: format!("/jeunes/{}#rendez-vous", one.person),
        moving: true,
        ..AppointmentPage::of(visitor, typed, frame.today(), refused)
    };
    answered(&page, refused.is_some())
}

async fn move_to(
    State(state): State<WebState>,
    visitor: SignedIn,
    Id(appointment): Id,
    Fields(pairs): Fields<Vec<(String, String)>>,
) -> Result<Response, WebError> {
    let typed = Typed::of(&pairs);
    let moved = state
        .casework()
        .move_appointment(&visitor.actor, appointment, typed.slot())
        .await;
    match moved {
        Ok(undo) => Ok(Toast::says("appointment-moved")
            .undo(undo)
            .then(&format!("/jeunes/{}#rendez-vous", undo.person))),
        Err(CaseworkError::Invalid { field, problem }) => {
            let refused = Some((field, problem));
            move_page(&state, &visitor, appointment, Some(typed), refused).await
        }
        Err(error) => Err(error.into()),
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
