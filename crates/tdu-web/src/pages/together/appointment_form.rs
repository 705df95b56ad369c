//! The form of an appointment, to make one or to move it.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use jiff::civil::{Date, DateTime, Time};
use tdu_casework::{Colleague, FieldProblem, NewAppointment, Slot};
use tdu_domain::free_text::{Concern, Written, concern};
use tdu_domain::together::appointment::AppointmentMode;
use uuid::Uuid;

use super::appointments::hour;
use crate::page::{Page, render};
use crate::pages::form::wrong;
use crate::pages::{Fields, Id};
use crate::toast::Toast;
use crate::{SignedIn, WebError, WebState};

/// Minutes proposed for an appointment.
const MINUTES: &str = "45";
/// The lengths proposed.
const LENGTHS: [&str; 6] = ["15", "30", "45", "60", "90", "120"];

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
    problems: Vec<(&'static str, String)>,
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
        let found = self.problems.iter().find(|(name, _)| *name == field);
        found.map_or("", |(_, problem)| problem)
    }
}

pub(super) async fn form(
    State(state): State<WebState>,
    visitor: SignedIn,
    Id(person): Id,
) -> Result<Response, WebError> {
    let typed = Typed {
        duree: MINUTES.to_owned(),
        comment: AppointmentMode::Place.code().to_owned(),
        ..Typed::default()
    };
    make_page(&state, &visitor, person, typed, &[]).await
}

async fn make_page(
    state: &WebState,
    visitor: &SignedIn,
    person: Uuid,
    typed: Typed,
    refused: &[FieldProblem],
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
    answered(&page)
}

impl AppointmentPage {
    fn of(visitor: &SignedIn, typed: Typed, today: Date, refused: &[FieldProblem]) -> Self {
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
            problems: refused
                .iter()
                .map(|(field, problem)| (*field, t.get(&format!("problem-{problem}"))))
                .collect(),
            double: refused.contains(&("heure", "appointment-double")),
        }
    }
}

fn answered(page: &AppointmentPage) -> Result<Response, WebError> {
    let response = render(page)?;
    if page.problems.is_empty() {
        return Ok(response);
    }
    Ok(wrong(response))
}

pub(super) async fn make(
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
        Err(error) => make_page(&state, &visitor, person, typed, &error.problems()?).await,
    }
}

pub(super) async fn move_form(
    State(state): State<WebState>,
    visitor: SignedIn,
    Id(appointment): Id,
) -> Result<Response, WebError> {
    move_page(&state, &visitor, appointment, None, &[]).await
}

async fn move_page(
    state: &WebState,
    visitor: &SignedIn,
    appointment: Uuid,
    typed: Option<Typed>,
    refused: &[FieldProblem],
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
    answered(&page)
}

pub(super) async fn move_to(
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
        Err(error) => {
            let refused = error.problems()?;
            move_page(&state, &visitor, appointment, Some(typed), &refused).await
        }
    }
}
