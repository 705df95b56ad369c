//! Appointments with young people, in one agenda for both networks.

use std::collections::HashMap;

use jiff::civil::{Date, DateTime};
use tdu_domain::access::{Actor, Right};
use tdu_domain::calendar::plus_days;
use tdu_domain::free_text::Written;
use tdu_domain::journal::Payload;
use tdu_domain::organisation::Organisation;
use tdu_domain::together::By;
use tdu_domain::together::appointment::{
    AppointmentMode, AppointmentState, AppointmentStep, FARTHEST_DAYS, LONGEST_MINUTES,
    SHORTEST_MINUTES, end,
};
use tdu_store::{AgendaRow, AppointmentRow, Whose};
use uuid::Uuid;

use super::by;
use crate::acting::{Act, Undo};
use crate::error::Problems;
use crate::frame::Frame;
use crate::writing::words;
use crate::{Casework, CaseworkError};

/// Letters of a place, at most.
const PLACE: usize = 120;

/// When an appointment is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Slot {
    /// When it starts, on the territory's clock.
    pub starts: DateTime,
    /// How long it lasts.
    pub minutes: i64,
    /// Whether its author knows that somebody has another one then.
    pub doubled: bool,
}

/// An appointment to make.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewAppointment {
    /// When.
    pub slot: Slot,
    /// How people meet.
    pub mode: AppointmentMode,
    /// Where, or at which number; may be empty.
    pub place: Written,
    /// Who else comes: staff who may see the person.
    pub guests: Vec<Uuid>,
}

/// An appointment, as an agenda shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AppointmentView {
    /// The appointment.
    pub row: AgendaRow,
    /// The organisation of whoever receives.
    pub organisation: Option<Organisation>,
    /// Who else comes.
    pub guests: Vec<By>,
    /// What the actor may say of it now.
    pub steps: Vec<AppointmentStep>,
    /// Whether the actor may move it.
    pub movable: bool,
}

impl Casework {
    /// Makes an appointment with a person, where the actor receives.
    pub async fn make_appointment(
        &self,
        actor: &Actor,
        person: Uuid,
        new: &NewAppointment,
    ) -> Result<Undo, CaseworkError> {
        self.appoint(actor, person, new, by(actor)).await
    }

    /// Makes an appointment with a person, where a member of the actor's organisation receives.
    pub async fn make_appointment_for(
        &self,
        actor: &Actor,
        person: Uuid,
        new: &NewAppointment,
        colleague: Uuid,
    ) -> Result<Undo, CaseworkError> {
        let host = self.colleague(actor, colleague).await?;
        self.appoint(actor, person, new, host).await
    }

    async fn appoint(
        &self,
        actor: &Actor,
        person: Uuid,
        new: &NewAppointment,
        host: By,
    ) -> Result<Undo, CaseworkError> {
        let act = self.begin(actor, person).await?;
        let mut problems = Problems::default();
        problems.take(checked(new.slot, self.civil_now(&act.frame)))?;
        let place = if new.place.text.trim().is_empty() {
            String::new()
        } else {
            problems.take(words(&new.place, PLACE, "lieu", "appointment-place"))?
        };
        let computed = act.transaction.computed(&[person]).await?.remove(&person);
        let computed = computed.ok_or(CaseworkError::NotFound("person"))?;
        let staff = self.staff_about(&computed).await?;
        let mut guests = Vec::new();
        for account in new.guests.iter().filter(|one| **one != host.account) {
            match staff.iter().find(|one| one.account == *account) {
                Some(guest) => guests.push(guest.by()),
                None => problems.refuse("avec", "appointment-guest"),
            }
        }
        problems.settle(Ok(()))?;
        let one = AppointmentRow {
            id: self.ids.next(),
            person,
            host,
            network: actor.organisation.network,
            starts: new.slot.starts,
            ends: end(new.slot.starts, new.slot.minutes),
            mode: new.mode,
            place,
            state: AppointmentState::Planned,
            sequence: 0,
            changed_at: self.clock().now(),
        };
        let accounts: Vec<Uuid> = guests.iter().map(|guest| guest.account).collect();
        free(&act, &one, &accounts, new.slot.doubled).await?;
        act.transaction.add_appointment(&one, &guests).await?;
        let payload = Payload::AppointmentMade {
            appointment: one.id,
            starts: one.starts,
        };
        let (line, today) = (self.ids.next(), act.frame.today());
        self.finish(act, actor, line, today, &payload).await
    }

    /// Moves an appointment that has not begun.
    pub async fn move_appointment(
        &self,
        actor: &Actor,
        appointment: Uuid,
        slot: Slot,
    ) -> Result<Undo, CaseworkError> {
        let (act, row) = self.begin_appointment(actor, appointment).await?;
        let now = self.civil_now(&act.frame);
        checked(slot, now)?;
        let begun = row.starts <= now;
        row.state
            .movable(begun)
            .map_err(|refusal| CaseworkError::Conflict(refusal.problem()))?;
        let moved = AppointmentRow {
            starts: slot.starts,
            ends: end(slot.starts, slot.minutes),
            changed_at: self.clock().now(),
            ..row.clone()
        };
        if (moved.starts, moved.ends) == (row.starts, row.ends) {
            return Err(CaseworkError::Conflict("nothing-changes"));
        }
        let guests = act.frame.territory.guests_of(&[appointment]).await?;
        let guests: Vec<Uuid> = guests.iter().map(|(_, guest)| guest.account).collect();
        free(&act, &moved, &guests, slot.doubled).await?;
        act.transaction.change_appointment(&moved).await?;
        let payload = Payload::AppointmentMoved {
            appointment,
            before: (row.starts, row.ends),
            starts: moved.starts,
        };
        let (line, today) = (self.ids.next(), act.frame.today());
        self.finish(act, actor, line, today, &payload).await
    }

    /// Says what became of an appointment.
    pub async fn tell_appointment(
        &self,
        actor: &Actor,
        appointment: Uuid,
        step: AppointmentStep,
    ) -> Result<Undo, CaseworkError> {
        let (act, row) = self.begin_appointment(actor, appointment).await?;
        let begun = row.starts <= self.civil_now(&act.frame);
        let state = row
            .state
            .step(step, begun)
            .map_err(|refusal| CaseworkError::Conflict(refusal.problem()))?;
        let told = AppointmentRow {
            state,
            changed_at: self.clock().now(),
            ..row
        };
        act.transaction.change_appointment(&told).await?;
        let (line, today) = (self.ids.next(), act.frame.today());
        let payload = Payload::AppointmentTold {
            appointment,
            starts: told.starts,
            step,
        };
        self.finish(act, actor, line, today, &payload).await
    }

    /// The appointments where the actor receives or is invited, or a colleague for whom they stand in.
    pub async fn own_agenda(
        &self,
        actor: &Actor,
        from: Date,
        until: Date,
    ) -> Result<Vec<AppointmentView>, CaseworkError> {
        let accounts = self.whose(actor).await?.accounts;
        self.agenda(actor, Whose::Accounts(accounts), from, until)
            .await
    }

    /// An agenda between two days, the second left out.
    pub async fn agenda(
        &self,
        actor: &Actor,
        whose: Whose,
        from: Date,
        until: Date,
    ) -> Result<Vec<AppointmentView>, CaseworkError> {
        let scope = actor.scope(Right::SeePeople)?;
        let frame = self.frame_of(actor.organisation.id).await?;
        if let Whose::Person(person) = whose {
            self.reach(actor, Right::SeePeople, person).await?;
        }
        let rows = frame.territory.agenda(&scope, whose, from, until).await?;
        self.appointment_views(actor, &frame, rows).await
    }

    pub(crate) async fn appointment_views(
        &self,
        actor: &Actor,
        frame: &Frame,
        rows: Vec<AgendaRow>,
    ) -> Result<Vec<AppointmentView>, CaseworkError> {
        let ids: Vec<Uuid> = rows.iter().map(|row| row.appointment.id).collect();
        let mut guests: HashMap<Uuid, Vec<By>> = HashMap::new();
        for (appointment, guest) in frame.territory.guests_of(&ids).await? {
            guests.entry(appointment).or_default().push(guest);
        }
        let (now, may_act) = (self.civil_now(frame), actor.may(Right::ActOnPeople));
        let view = |row: AgendaRow| {
            let one = &row.appointment;
            let begun = one.starts <= now;
            let steps = AppointmentStep::ALL.iter().copied();
            AppointmentView {
                organisation: frame.organisations.get(&one.host.organisation).cloned(),
                guests: guests.remove(&one.id).unwrap_or_default(),
                steps: steps
                    .filter(|step| may_act && one.state.step(*step, begun).is_ok())
                    .collect(),
                movable: may_act && one.state.movable(begun).is_ok(),
                row,
            }
        };
        Ok(rows.into_iter().map(view).collect())
    }

    /// One appointment with somebody whom the actor accompanies.
    pub async fn appointment(
        &self,
        actor: &Actor,
        id: Uuid,
    ) -> Result<AppointmentView, CaseworkError> {
        let scope = actor.scope(Right::SeePeople)?;
        let frame = self.frame_of(actor.organisation.id).await?;
        let person = frame.territory.person_of_appointment(&scope, id).await?;
        let person = person.ok_or(CaseworkError::NotFound("appointment"))?;
        let all = self
            .agenda(actor, Whose::Person(person), Date::MIN, Date::MAX)
            .await?;
        let found = all.into_iter().find(|view| view.row.appointment.id == id);
        found.ok_or(CaseworkError::NotFound("appointment"))
    }

    /// Opens an act about an appointment.
    async fn begin_appointment(
        &self,
        actor: &Actor,
        appointment: Uuid,
    ) -> Result<(Act, AppointmentRow), CaseworkError> {
        let scope = actor.scope(Right::ActOnPeople)?;
        let frame = self.frame_of(actor.organisation.id).await?;
        let found = frame.territory.person_of_appointment(&scope, appointment);
        let person = found.await?.ok_or(CaseworkError::NotFound("appointment"))?;
        let act = self.begin(actor, person).await?;
        let row = act.transaction.appointment(appointment).await?;
        Ok((act, row.ok_or(CaseworkError::NotFound("appointment"))?))
    }

    /// Takes back what was done to an appointment, one sequence further.
    pub(super) async fn take_back_appointment(
        &self,
        act: &Act,
        payload: &Payload,
    ) -> Result<(), CaseworkError> {
        let Some(appointment) = payload.shared() else {
            return Ok(());
        };
        let row = act.transaction.appointment(appointment).await?;
        let mut row = row.ok_or(CaseworkError::NotFound("appointment"))?;
        match payload {
            Payload::AppointmentMade { .. } => row.state = AppointmentState::Cancelled,
            Payload::AppointmentMoved { before, .. } => (row.starts, row.ends) = *before,
            _ => row.state = AppointmentState::Planned,
        }
        row.changed_at = self.clock().now();
        Ok(act.transaction.change_appointment(&row).await?)
    }

    /// Now, on the territory's clock.
    fn civil_now(&self, frame: &Frame) -> DateTime {
        let now = jiff::Timestamp::from_millisecond(self.clock().now());
        now.unwrap_or_default()
            .to_zoned(frame.zone.clone())
            .datetime()
    }
}

fn checked(slot: Slot, now: DateTime) -> Result<(), CaseworkError> {
    let mut problems = Problems::default();
    let (day, today) = (slot.starts.date(), now.date());
    if day < today || day > plus_days(today, FARTHEST_DAYS) {
        problems.refuse("date", "appointment-day");
    } else if slot.starts <= now {
        problems.refuse("heure", "appointment-past");
    }
    if !(SHORTEST_MINUTES..=LONGEST_MINUTES).contains(&slot.minutes) {
        problems.refuse("duree", "appointment-length");
    }
    problems.settle(Ok(()))
}

/// Refuses an appointment for which somebody is taken, unless its author knows.
async fn free(
    act: &Act,
    one: &AppointmentRow,
    guests: &[Uuid],
    doubled: bool,
) -> Result<(), CaseworkError> {
    if doubled {
        return Ok(());
    }
    let mut accounts = guests.to_vec();
    accounts.push(one.host.account);
    let transaction = &act.transaction;
    let taken = transaction.taken_at(&accounts, one.id, one.starts, one.ends);
    if taken.await?.is_empty() {
        return Ok(());
    }
    Err(invalid("heure", "appointment-double"))
}

fn invalid(field: &'static str, problem: &'static str) -> CaseworkError {
    CaseworkError::Invalid { field, problem }
}
