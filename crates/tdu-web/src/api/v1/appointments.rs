//! Appointments of both teams. Their places are written in words: they come in, and do not go out.

use axum::Json;
use axum::response::Response;
use jiff::civil::DateTime;
use serde::Serialize;
use tdu_casework::{AppointmentView, NewAppointment, Slot};
use tdu_domain::free_text::Written;
use tdu_domain::together::appointment::{
    AppointmentMode, AppointmentStep, LONGEST_MINUTES, SHORTEST_MINUTES,
};
use utoipa::ToSchema;
use uuid::Uuid;

use super::call::Call;
use super::caller::{Asked, Caller, Person};
use super::content::Content;
use super::field::Field;
use super::parameters::{Parameters, Part};
use super::problem::Problem;
use super::shapes::OrganisationShape;
use super::tasks::read_again;

/// How instants of the territory's clock are written.
const CLOCK: &str = "%Y-%m-%dT%H:%M";

/// The calls about appointments.
pub(super) fn calls() -> Vec<Call> {
    vec![
        Call::read::<AppointmentsPart, _, _>(
            "/api/v1/appointments",
            "listAppointments",
            "Lire l’agenda de l’organisation (logiciel)",
            "Les rendez-vous où votre organisation reçoit, entre deux jours, 62 au plus, le second exclu, dans l’ordre où ils ont été pris.",
            list,
        )
        .asking([
            Field::day("from", "Le premier jour."),
            Field::day("until", "Le jour d’après le dernier."),
        ])
        .asking(Part::fields()),
        Call::read::<AppointmentsShape, _, _>(
            "/api/v1/people/{person}/appointments",
            "listAppointmentsOfPerson",
            "Lire les rendez-vous d’un jeune (logiciel)",
            "Les rendez-vous d’un jeune depuis trente jours et à venir, avec les deux équipes.",
            of_person,
        ),
        Call::act(
            "/api/v1/people/{person}/appointments",
            "makeAppointment",
            "Donner un rendez-vous (logiciel)",
            "Donne un rendez-vous au jeune, chez un collègue de votre organisation. L’heure est celle du territoire.",
            make,
        )
        .taking([
            Field::key("host", "Qui reçoit, par sa clé : voir `/api/v1/colleagues`."),
            Field::code("mode", AppointmentMode::ALL, AppointmentMode::code, "Sur place, par téléphone ou en visio."),
            Field::text_of("place", 120, "Où, ou à quel numéro ; ces mots ne ressortent pas par l’API.").optional(),
            read_again(),
            Field::keys("guests", 50, "Qui d’autre vient, par sa clé : l’une des deux équipes."),
        ])
        .taking(slot()),
        Call::act(
            "/api/v1/appointments/{appointment}/move",
            "moveAppointment",
            "Déplacer un rendez-vous (logiciel)",
            "Déplace un rendez-vous qui n’a pas commencé.",
            moved,
        )
        .taking(slot()),
        Call::act(
            "/api/v1/appointments/{appointment}/kept",
            "keepAppointment",
            "Dire qu’un rendez-vous a eu lieu (logiciel)",
            "Le jeune est venu. Une fois l’heure passée.",
            async |asked: Asked| told(asked, AppointmentStep::Kept).await,
        ),
        Call::act(
            "/api/v1/appointments/{appointment}/missed",
            "missAppointment",
            "Dire qu’un rendez-vous a été manqué (logiciel)",
            "Le jeune n’est pas venu. Une fois l’heure passée.",
            async |asked: Asked| told(asked, AppointmentStep::Missed).await,
        ),
        Call::act(
            "/api/v1/appointments/{appointment}/cancel",
            "cancelAppointment",
            "Annuler un rendez-vous (logiciel)",
            "Le rendez-vous n’aura pas lieu.",
            async |asked: Asked| told(asked, AppointmentStep::Cancelled).await,
        ),
    ]
}

fn slot() -> [Field; 3] {
    let bound = |minutes: i64| i32::try_from(minutes).unwrap_or(i32::MAX);
    let length = (bound(SHORTEST_MINUTES), bound(LONGEST_MINUTES));
    [
        Field::hour(
            "starts",
            "Quand il commence : plus tard aujourd’hui, ou dans l’année.",
        )
        .like("2026-12-01T14:30"),
        Field::number("minutes", length, "Combien de minutes il dure."),
        Field::yes(
            "doubled",
            "On sait que l’un de ceux qui viennent a déjà un rendez-vous à cette heure.",
        )
        .optional(),
    ]
}

async fn list(caller: Caller, mut asked: Parameters) -> Result<Json<AppointmentsPart>, Problem> {
    let bounds = asked.day("from").zip(asked.day("until"));
    let part = asked.part();
    let (from, until) = asked.needed(["from", "until"], bounds)?;
    let cursor = part.cursor.as_deref();
    let listed = caller
        .casework
        .list_agenda(&caller.actor, (from, until), cursor, part.limit)
        .await?;
    Ok(Json(AppointmentsPart {
        data: listed.rows.iter().map(AppointmentShape::of).collect(),
        next_cursor: listed.next,
    }))
}

async fn of_person(
    caller: Caller,
    Person(person): Person,
) -> Result<Json<AppointmentsShape>, Problem> {
    let shared = caller.casework.look_shared(&caller.actor, person).await?;
    Ok(Json(AppointmentsShape {
        data: shared
            .appointments
            .iter()
            .map(AppointmentShape::of)
            .collect(),
    }))
}

fn slot_of(content: &mut Content) -> Option<Slot> {
    let doubled = content.yes_if_any("doubled");
    let starts = content.hour("starts");
    let minutes = content.number("minutes");
    Some(Slot {
        starts: starts?,
        minutes: minutes?.into(),
        doubled,
    })
}

async fn make(mut asked: Asked) -> Result<Response, Problem> {
    let content = &mut asked.content;
    let slot = slot_of(content);
    let mode = content.code("mode", AppointmentMode::from_code);
    let text = content.text_if_any("place").unwrap_or_default();
    let read_again = content.yes_if_any("read_again");
    let guests = content.keys("guests");
    let host = content.key("host");
    let (host, (slot, mode)) = content.whole(host.zip(slot.zip(mode)))?;
    let new = NewAppointment {
        slot,
        mode,
        place: Written { text, read_again },
        guests,
    };
    let person = asked.person();
    asked
        .once(async |casework, actor| {
            casework
                .make_appointment_for(actor, person, &new, host)
                .await
        })
        .await
}

async fn moved(mut asked: Asked) -> Result<Response, Problem> {
    let slot = slot_of(&mut asked.content);
    let slot = asked.content.whole(slot)?;
    let appointment = asked.id("appointment");
    asked
        .once(async |casework, actor| casework.move_appointment(actor, appointment, slot).await)
        .await
}

async fn told(mut asked: Asked, step: AppointmentStep) -> Result<Response, Problem> {
    asked.content.whole(Some(()))?;
    let appointment = asked.id("appointment");
    asked
        .once(async |casework, actor| casework.tell_appointment(actor, appointment, step).await)
        .await
}

/// A part of an agenda.
#[derive(Debug, Serialize, ToSchema)]
#[schema(description = "Une partie de l’agenda.")]
struct AppointmentsPart {
    data: Vec<AppointmentShape>,
    /// Le curseur de la suite ; `null` à la fin.
    next_cursor: Option<String>,
}

/// The appointments of someone.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Appointments, description = "Les rendez-vous d’un jeune.")]
struct AppointmentsShape {
    data: Vec<AppointmentShape>,
}

/// An appointment.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Appointment, description = "Un rendez-vous. Son lieu ne sort pas.")]
struct AppointmentShape {
    id: Uuid,
    person: Uuid,
    /// Le jour et l’heure du territoire.
    #[schema(examples("2026-12-01T14:30"))]
    starts: String,
    #[schema(examples("2026-12-01T15:00"))]
    ends: String,
    mode: &'static str,
    /// `planned`, `kept`, `missed` ou `cancelled`.
    state: &'static str,
    /// Qui reçoit.
    host: String,
    organisation: Option<OrganisationShape>,
    /// Qui d’autre vient.
    guests: Vec<String>,
    /// Ce que vous pouvez en dire maintenant.
    may: Vec<&'static str>,
    /// S’il peut être déplacé.
    movable: bool,
}

impl AppointmentShape {
    fn of(view: &AppointmentView) -> Self {
        let one = &view.row.appointment;
        let clock = |at: DateTime| at.strftime(CLOCK).to_string();
        Self {
            id: one.id,
            person: one.person,
            starts: clock(one.starts),
            ends: clock(one.ends),
            mode: one.mode.code(),
            state: one.state.code(),
            host: one.host.name.clone(),
            organisation: view.organisation.as_ref().map(OrganisationShape::of),
            guests: view.guests.iter().map(|guest| guest.name.clone()).collect(),
            may: view.steps.iter().map(|step| step.code()).collect(),
            movable: view.movable,
        }
    }
}
