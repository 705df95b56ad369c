//! Appointments with people, and the calendars that accounts subscribe to.

use jiff::civil::{Date, DateTime};
use sea_orm::Value;
use tdu_domain::access::Scope;
use tdu_domain::merge::Millis;
use tdu_domain::organisation::Network;
use tdu_domain::together::By;
use tdu_domain::together::appointment::{AppointmentMode, AppointmentState, OpenAppointment};
use uuid::Uuid;

use super::tasks::by;
use crate::directory::Store;
use crate::engine::{Row, first, keys};
use crate::error::StoreError;
use crate::keyring::Keyring;
use crate::lists::Parameters;
use crate::sealed::{self, Place};
use crate::staff::Question;
use crate::territory::{Territory, Transaction};

const TABLE: &str = "appointment";
const COLUMNS: &str = "a.id, a.person, a.account, a.account_name, a.organisation, a.network, a.starts, a.ends, a.mode, \
                       a.place, a.state, a.sequence, a.changed_at";
/// How instants of the territory's clock are kept: sorted as text.
const CLOCK: &str = "%Y-%m-%dT%H:%M";

/// An appointment with a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AppointmentRow {
    /// Key, which calendars keep.
    pub id: Uuid,
    /// The person.
    pub person: Uuid,
    /// Who receives.
    pub host: By,
    /// The network of whoever receives.
    pub network: Network,
    /// When it starts, on the territory's clock.
    pub starts: DateTime,
    /// When it ends.
    pub ends: DateTime,
    /// How people meet.
    pub mode: AppointmentMode,
    /// Where, or at which number.
    pub place: String,
    /// What became of it.
    pub state: AppointmentState,
    /// How many times it changed.
    pub sequence: i64,
    /// When it changed last.
    pub changed_at: Millis,
}

/// An appointment in an agenda, with whom it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AgendaRow {
    /// The appointment.
    pub appointment: AppointmentRow,
    /// First name of the person.
    pub first_name: String,
    /// Last name.
    pub last_name: String,
}

/// Whose appointments an agenda shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Whose {
    /// Those where one of these accounts receives or is invited; never none.
    Accounts(Vec<Uuid>),
    /// Those of the scope's organisation.
    Organisation,
    /// Those with a person.
    Person(Uuid),
}

impl Transaction {
    /// Keeps an appointment and who else comes.
    pub async fn add_appointment(
        &self,
        one: &AppointmentRow,
        guests: &[By],
    ) -> Result<(), StoreError> {
        let sql = "INSERT INTO appointment (id, person, account, account_name, organisation, network, starts, ends, mode, \
                   place, state, sequence, changed_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)";
        let values = vec![
            one.id.into(),
            one.person.into(),
            one.host.account.into(),
            one.host.name.clone().into(),
            one.host.organisation.into(),
            one.network.code().into(),
            clock(one.starts),
            clock(one.ends),
            one.mode.code().into(),
            sealed::seal(&self.keyring, Place::Appointment, one.id, &one.place)?,
            one.state.code().into(),
            one.sequence.into(),
            one.changed_at.into(),
        ];
        let session = self.session();
        session.execute("keep an appointment", sql, values).await?;
        let rows = guests.iter().map(|guest| {
            vec![
                one.id.into(),
                guest.account.into(),
                guest.name.clone().into(),
                guest.organisation.into(),
            ]
        });
        let columns = ["appointment", "account", "name", "organisation"];
        session
            .insert(
                "invite to an appointment",
                "appointment_guest",
                &columns,
                "ON CONFLICT DO NOTHING",
                rows.collect(),
            )
            .await
    }

    /// An appointment, to change.
    pub async fn appointment(&self, id: Uuid) -> Result<Option<AppointmentRow>, StoreError> {
        let sql = format!("SELECT {COLUMNS} FROM appointment a WHERE a.id = $1");
        let read = |row: &mut Row<'_>| appointment(&self.keyring, row);
        self.session()
            .one("read an appointment", &sql, vec![id.into()], read)
            .await
    }

    /// Says when an appointment is now and what became of it, one sequence further.
    pub async fn change_appointment(&self, now: &AppointmentRow) -> Result<(), StoreError> {
        let sql = "UPDATE appointment SET starts = $2, ends = $3, state = $4, sequence = sequence + 1, changed_at = $5 \
                   WHERE id = $1";
        let values = vec![
            now.id.into(),
            clock(now.starts),
            clock(now.ends),
            now.state.code().into(),
            now.changed_at.into(),
        ];
        self.session()
            .execute("change an appointment", sql, values)
            .await?;
        Ok(())
    }

    /// Who of these accounts has another appointment at that time.
    pub async fn taken_at(
        &self,
        accounts: &[Uuid],
        except: Uuid,
        starts: DateTime,
        ends: DateTime,
    ) -> Result<Vec<String>, StoreError> {
        let before = [clock(ends), clock(starts), except.into()];
        let accounts = keys(accounts.iter().copied());
        let when = "a.state = 'planned' AND a.starts < $1 AND a.ends > $2 AND a.id <> $3";
        let hosts = format!(
            "SELECT DISTINCT a.account_name FROM appointment a WHERE {when} AND a.account IN ({{}})"
        );
        let guests = format!(
            "SELECT DISTINCT g.name FROM appointment_guest g JOIN appointment a ON a.id = g.appointment \
             WHERE {when} AND g.account IN ({{}})"
        );
        let session = self.session();
        let doing = "look for appointments at the same time";
        let mut taken: Vec<String> = session
            .all_in(doing, &hosts, &before, &accounts, first)
            .await?;
        taken.extend(
            session
                .all_in(doing, &guests, &before, &accounts, first)
                .await?,
        );
        taken.sort();
        taken.dedup();
        Ok(taken)
    }
}

impl Territory {
    /// An agenda between two days, the second left out, in order of time.
    pub async fn agenda(
        &self,
        scope: &Scope,
        whose: Whose,
        from: Date,
        until: Date,
    ) -> Result<Vec<AgendaRow>, StoreError> {
        let mut values = Parameters(vec![
            scope.organisation().into(),
            from.to_string().into(),
            until.to_string().into(),
        ]);
        let condition = match whose {
            Whose::Accounts(accounts) => {
                let accounts = values.list(accounts);
                format!(
                    "(a.account IN ({accounts}) OR EXISTS (SELECT 1 FROM appointment_guest g \
                     WHERE g.appointment = a.id AND g.account IN ({accounts})))"
                )
            }
            Whose::Organisation => "a.organisation = $1".to_owned(),
            Whose::Person(person) => format!("a.person = {}", values.add(person)),
        };
        let sql = format!(
            "SELECT {COLUMNS}, c.first_name, c.last_name FROM appointment a \
             JOIN caseload c ON c.person = a.person AND c.organisation = $1 \
             WHERE a.starts >= $2 AND a.starts < $3 AND {condition} ORDER BY a.starts, a.id"
        );
        self.engine
            .reader()
            .all("read an agenda", &sql, values.0, |row| {
                Ok(AgendaRow {
                    appointment: appointment(&self.keyring, row)?,
                    first_name: row.take()?,
                    last_name: row.take()?,
                })
            })
            .await
    }

    /// Who else comes to these appointments.
    pub async fn guests_of(&self, appointments: &[Uuid]) -> Result<Vec<(Uuid, By)>, StoreError> {
        let sql = "SELECT appointment, account, name, organisation FROM appointment_guest WHERE appointment IN ({})";
        let ids = keys(appointments.iter().copied());
        let read = |row: &mut Row<'_>| Ok((row.take()?, by(row)?));
        self.engine
            .reader()
            .all_in("read who is invited", sql, &[], &ids, read)
            .await
    }

    /// With whom an appointment is, if that is someone of the scope.
    pub async fn person_of_appointment(
        &self,
        scope: &Scope,
        id: Uuid,
    ) -> Result<Option<Uuid>, StoreError> {
        let sql = "SELECT a.person FROM appointment a JOIN caseload c ON c.person = a.person AND c.organisation = $1 \
                   WHERE a.id = $2";
        let values = vec![scope.organisation().into(), id.into()];
        self.engine
            .reader()
            .one("find with whom an appointment is", sql, values, first)
            .await
    }
}

impl Store {
    /// Keeps the secret address of an account's calendar, in place of an earlier one.
    pub async fn put_feed(
        &self,
        account: Uuid,
        organisation: Uuid,
        token_hash: &[u8],
        now: Millis,
    ) -> Result<(), StoreError> {
        let sql = "INSERT INTO calendar_feed (account, organisation, token_hash, made_at) VALUES ($1, $2, $3, $4) \
                   ON CONFLICT (account) DO UPDATE SET organisation = excluded.organisation, \
                   token_hash = excluded.token_hash, made_at = excluded.made_at";
        let values = vec![
            account.into(),
            organisation.into(),
            token_hash.to_vec().into(),
            now.into(),
        ];
        self.write("keep the address of a calendar", sql, values)
            .await?;
        Ok(())
    }

    /// Closes the calendar of an account; tells whether it was open.
    pub async fn remove_feed(&self, account: Uuid) -> Result<bool, StoreError> {
        let sql = "DELETE FROM calendar_feed WHERE account = $1";
        let closed = self.write("close a calendar", sql, vec![account.into()]);
        Ok(closed.await? > 0)
    }

    /// The account whose calendar an address opens, and for which organisation.
    pub async fn feed(&self, token_hash: &[u8]) -> Result<Option<(Uuid, Uuid)>, StoreError> {
        let sql = "SELECT account, organisation FROM calendar_feed WHERE token_hash = $1";
        let read = |row: &mut Row<'_>| Ok((row.take()?, row.take()?));
        self.engine
            .reader()
            .one(
                "find a calendar",
                sql,
                vec![token_hash.to_vec().into()],
                read,
            )
            .await
    }

    /// When the address of an account's calendar was made.
    pub async fn feed_made(&self, account: Uuid) -> Result<Option<Millis>, StoreError> {
        let sql = "SELECT made_at FROM calendar_feed WHERE account = $1";
        self.engine
            .reader()
            .one(
                "read when a calendar was made",
                sql,
                vec![account.into()],
                first,
            )
            .await
    }
}

/// What of appointments raises warnings.
pub(super) const OPEN: Question = Question {
    table: TABLE,
    select: "SELECT r.person, r.network, r.starts, r.state FROM appointment r WHERE (r.state = 'planned' \
             OR r.state = 'missed' AND NOT EXISTS (SELECT 1 FROM appointment l WHERE l.person = r.person \
             AND l.starts > r.starts AND l.state IN ('planned', 'kept')))",
    end: "",
};

/// Reads [`OPEN`], after the person.
pub(super) fn open(row: &mut Row<'_>) -> Result<OpenAppointment, StoreError> {
    let owner = row.parse(TABLE, "network", "a network", Network::from_code)?;
    let on = time(row, "starts")?.date();
    let state = row.parse(TABLE, "state", "a state", AppointmentState::from_code)?;
    let missed = state == AppointmentState::Missed;
    Ok(OpenAppointment { owner, on, missed })
}

fn clock(at: DateTime) -> Value {
    at.strftime(CLOCK).to_string().into()
}

fn time(row: &mut Row<'_>, column: &'static str) -> Result<DateTime, StoreError> {
    row.parse(TABLE, column, "a date and a time", |text| {
        DateTime::strptime(CLOCK, text).ok()
    })
}

/// Reads [`COLUMNS`].
fn appointment(keyring: &Keyring, row: &mut Row<'_>) -> Result<AppointmentRow, StoreError> {
    let id = row.take()?;
    let person = row.take()?;
    let host = by(row)?;
    let network = row.parse(TABLE, "network", "a network", Network::from_code)?;
    let starts = time(row, "starts")?;
    let ends = time(row, "ends")?;
    let mode = row.parse(TABLE, "mode", "a way to meet", AppointmentMode::from_code)?;
    let place: Vec<u8> = row.take()?;
    Ok(AppointmentRow {
        id,
        person,
        host,
        network,
        starts,
        ends,
        mode,
        place: sealed::open(keyring, Place::Appointment, id, &place)?,
        state: row.parse(TABLE, "state", "a state", AppointmentState::from_code)?,
        sequence: row.take()?,
        changed_at: row.take()?,
    })
}
