//! Appointments for other calendars: a file for one, a secret address for all of one's own.

use jiff::Timestamp;
use jiff::civil::DateTime;
use tdu_domain::access::{Actor, Right};
use tdu_domain::audit::AccessCode;
use tdu_domain::calendar::plus_days;
use tdu_domain::merge::Millis;
use tdu_domain::together::appointment::AppointmentState;
use tdu_exchange::agenda::{AgendaEvent, AgendaMethod, agenda};
use tdu_store::{AgendaRow, Whose};
use uuid::Uuid;

use crate::clock::secret;
use crate::frame::Frame;
use crate::keys::{digest, hex};
use crate::{Casework, CaseworkError};

/// Days before today that a calendar keeps.
const PAST_DAYS: i32 = 30;
/// Days after today that it shows.
const COMING_DAYS: i32 = 366;

/// How appointments are told outside: sentences of the reader's language, and where the pages are.
pub trait Outside {
    /// What is shown of an appointment: initials, never a name.
    fn summary(&self, row: &AgendaRow) -> String;
    /// How people meet, without what was typed.
    fn place(&self, row: &AgendaRow) -> String;
    /// The page that tells the rest.
    fn link(&self, person: Uuid) -> String;
}

impl Casework {
    /// When the actor's calendar got its secret address, if it has one.
    pub async fn feed_made(&self, actor: &Actor) -> Result<Option<Millis>, CaseworkError> {
        Ok(self.store().feed_made(actor.account).await?)
    }

    /// Gives the actor's calendar a secret address, in place of an earlier one. The token is shown
    /// once and kept nowhere.
    pub async fn make_feed(&self, actor: &Actor) -> Result<String, CaseworkError> {
        actor.scope(Right::SeePeople)?;
        let token = hex(&secret::<32>());
        let (account, organisation) = (actor.account, actor.organisation.id);
        let now = self.clock().now();
        self.store()
            .put_feed(account, organisation, &digest(&token), now)
            .await?;
        Ok(token)
    }

    /// Closes the actor's calendar: its address opens nothing any more.
    pub async fn revoke_feed(&self, actor: &Actor) -> Result<(), CaseworkError> {
        self.store().remove_feed(actor.account).await?;
        Ok(())
    }

    /// The calendar that a secret address opens: of an account that still belongs to its organisation.
    pub async fn feed(&self, token: &str, outside: &impl Outside) -> Result<String, CaseworkError> {
        const NONE: CaseworkError = CaseworkError::NotFound("calendar");
        let found = self.store().feed(&digest(token)).await?;
        let (account, organisation) = found.ok_or(NONE)?;
        let account = self.store().account_of(account).await?.ok_or(NONE)?;
        let memberships = self.store().memberships(account.id).await?;
        let membership = memberships
            .into_iter()
            .find(|membership| membership.organisation.id == organisation);
        let membership = membership.ok_or(NONE)?;
        let actor = Actor {
            account: account.id,
            name: account.name,
            organisation: membership.organisation,
            territory: membership.territory,
            role: membership.role,
            portfolio: membership.portfolio,
            address: None,
        };
        let scope = actor.scope(Right::SeePeople).map_err(|_| NONE)?;
        let frame = self.frame(membership.territory).await?;
        let today = frame.today();
        let (from, until) = (plus_days(today, -PAST_DAYS), plus_days(today, COMING_DAYS));
        let own = Whose::Accounts(vec![actor.account]);
        let rows = frame.territory.agenda(&scope, own, from, until);
        let rows = rows.await?;
        let read = self.looked(AccessCode::AgendaRead).of_rows(rows.len());
        self.note(&frame, &actor, [read]).await?;
        let events: Vec<AgendaEvent> = rows.iter().map(|row| event(&frame, row, outside)).collect();
        Ok(agenda("Trait d’union", AgendaMethod::Feed, &events))
    }

    /// The file of one appointment, that an agenda keeps, moves or takes away.
    pub async fn appointment_file(
        &self,
        actor: &Actor,
        id: Uuid,
        outside: &impl Outside,
    ) -> Result<String, CaseworkError> {
        let view = self.appointment(actor, id).await?;
        let frame = self.frame_of(actor.organisation.id).await?;
        let host = view.row.appointment.host.account;
        let host = self.store().account_of(host).await?;
        let reader = self.store().account_of(actor.account).await?;
        let between = host.zip(reader);
        let event = AgendaEvent {
            between: between.map(|(host, reader)| (host.email, reader.email)),
            ..event(&frame, &view.row, outside)
        };
        let method = if event.cancelled {
            AgendaMethod::Cancel
        } else {
            AgendaMethod::Invite
        };
        Ok(agenda("Trait d’union", method, &[event]))
    }
}

fn event(frame: &Frame, row: &AgendaRow, outside: &impl Outside) -> AgendaEvent {
    let one = &row.appointment;
    AgendaEvent {
        id: one.id,
        sequence: one.sequence,
        changed_at: Timestamp::from_millisecond(one.changed_at).unwrap_or_default(),
        starts: instant(frame, one.starts),
        ends: instant(frame, one.ends),
        summary: outside.summary(row),
        place: outside.place(row),
        link: outside.link(one.person),
        cancelled: one.state == AppointmentState::Cancelled,
        between: None,
    }
}

/// The instant of an hour on the territory's clock.
fn instant(frame: &Frame, at: DateTime) -> Timestamp {
    at.to_zoned(frame.zone.clone())
        .map(|zoned| zoned.timestamp())
        .unwrap_or_default()
}
