//! Lists that programs read to their end: in an order that nothing changes, from where they stopped.

use jiff::civil::Date;
use subtle::ConstantTimeEq;
use tdu_domain::access::{Actor, Right};
use tdu_domain::audit::AccessCode;
use tdu_domain::calendar::days_between;
use tdu_domain::referral::State;
use tdu_domain::together::task::TaskState;
use tdu_store::{CaseloadRow, PeopleFilter, Purpose, Whose};
use uuid::Uuid;

use crate::keys::hex;
use crate::referrals::{ReferralView, referral_view};
use crate::sight::{Eye, allowed};
use crate::together::{AppointmentView, TaskView, task_view};
use crate::{Casework, CaseworkError, Sort};

/// Rows that one answer holds, at most.
pub const LONGEST_LIST: u32 = 200;
/// Days of an agenda that is read at once, at most.
const LONGEST_AGENDA: i32 = 62;
/// Bytes of a cursor: the version of the keys, the key of the last row, the authentication code.
const CURSOR: usize = 2 + 16 + 32;

/// A part of a list.
#[derive(Debug, Clone)]
pub struct Listed<T> {
    /// The rows.
    pub rows: Vec<T>,
    /// Where the next part begins; none at the end.
    pub next: Option<String>,
}

impl Casework {
    /// People of the actor's organisation in the order of their keys, at most [`LONGEST_LIST`], after
    /// the cursor that the part before gave for the same filter.
    pub async fn list_people(
        &self,
        actor: &Actor,
        filter: &PeopleFilter,
        after: Option<&str>,
        limit: u32,
    ) -> Result<Listed<CaseloadRow>, CaseworkError> {
        let scope = actor.scope(Right::SeePeople)?;
        let list = format!("people {filter:?}");
        let after = self.place(actor, &list, after)?;
        let frame = self.frame_of(actor.organisation.id).await?;
        let (filter, _) = allowed(&scope, filter, Sort::Name);
        let limit = limit.clamp(1, LONGEST_LIST);
        let territory = &frame.territory;
        let mut rows = territory
            .people_after(&scope, &filter, after, limit + 1)
            .await?;
        let next = self.cut(actor, &list, &mut rows, limit, |row| row.person)?;
        let rows = Eye::of(self, actor, Right::SeePeople, &frame).rows(rows);
        let listed = self.looked(AccessCode::PeopleListed).of_rows(rows.len());
        self.note(&frame, actor, [listed]).await?;
        Ok(Listed { rows, next })
    }

    /// The tasks that the actor's organisation must do or asked for, in parts.
    pub async fn list_tasks(
        &self,
        actor: &Actor,
        state: Option<TaskState>,
        after: Option<&str>,
        limit: u32,
    ) -> Result<Listed<TaskView>, CaseworkError> {
        let scope = actor.scope(Right::SeePeople)?;
        let list = format!("tasks {state:?}");
        let after = self.place(actor, &list, after)?;
        let frame = self.frame_of(actor.organisation.id).await?;
        let limit = limit.clamp(1, LONGEST_LIST);
        let territory = &frame.territory;
        let mut rows = territory
            .tasks_after(&scope, state, after, limit + 1)
            .await?;
        let next = self.cut(actor, &list, &mut rows, limit, |row| row.id)?;
        let listed = self.looked(AccessCode::PeopleListed).of_rows(rows.len());
        self.note(&frame, actor, [listed]).await?;
        let may_act = actor.may(Right::ActOnPeople);
        let view = |row| task_view(row, actor, may_act, &frame);
        Ok(Listed {
            rows: rows.into_iter().map(view).collect(),
            next,
        })
    }

    /// The referrals that the actor's organisation knows, in parts; of one side when it is said.
    pub async fn list_referrals(
        &self,
        actor: &Actor,
        (received, state): (Option<bool>, Option<State>),
        after: Option<&str>,
        limit: u32,
    ) -> Result<Listed<ReferralView>, CaseworkError> {
        let scope = actor.scope(Right::SeePeople)?;
        let list = format!("referrals {received:?} {state:?}");
        let after = self.place(actor, &list, after)?;
        let frame = self.frame_of(actor.organisation.id).await?;
        let limit = limit.clamp(1, LONGEST_LIST);
        let territory = &frame.territory;
        let mut rows = territory
            .referrals_after(&scope, (received, state), after, limit + 1)
            .await?;
        let next = self.cut(actor, &list, &mut rows, limit, |row| row.id)?;
        let listed = self.looked(AccessCode::PeopleListed).of_rows(rows.len());
        self.note(&frame, actor, [listed]).await?;
        let rows = rows
            .into_iter()
            .filter_map(|row| referral_view(&frame, actor, false, row));
        Ok(Listed {
            rows: rows.collect(),
            next,
        })
    }

    /// The appointments of the actor's organisation between two days, the second left out, in parts.
    pub async fn list_agenda(
        &self,
        actor: &Actor,
        (from, until): (Date, Date),
        after: Option<&str>,
        limit: u32,
    ) -> Result<Listed<AppointmentView>, CaseworkError> {
        let scope = actor.scope(Right::SeePeople)?;
        if !(0..=LONGEST_AGENDA).contains(&days_between(from, until)) {
            return Err(CaseworkError::Invalid {
                field: "until",
                problem: "agenda-length",
            });
        }
        let list = format!("appointments {from} {until}");
        let after = self.place(actor, &list, after)?;
        let frame = self.frame_of(actor.organisation.id).await?;
        let organisation = Whose::Organisation;
        let agenda = frame.territory.agenda(&scope, organisation, from, until);
        let mut rows = agenda.await?;
        rows.retain(|row| after.is_none_or(|after| row.appointment.id > after));
        rows.sort_by_key(|row| row.appointment.id);
        let limit = limit.clamp(1, LONGEST_LIST);
        let next = self.cut(actor, &list, &mut rows, limit, |row| row.appointment.id)?;
        let listed = self.looked(AccessCode::PeopleListed).of_rows(rows.len());
        self.note(&frame, actor, [listed]).await?;
        let rows = self.appointment_views(actor, &frame, rows).await?;
        Ok(Listed { rows, next })
    }

    /// The key after which a list goes on. A cursor that was not given for this list is refused.
    pub fn place(
        &self,
        actor: &Actor,
        list: &str,
        cursor: Option<&str>,
    ) -> Result<Option<Uuid>, CaseworkError> {
        let Some(cursor) = cursor else {
            return Ok(None);
        };
        let refused = CaseworkError::Invalid {
            field: "cursor",
            problem: "cursor-unknown",
        };
        let Some((version, key, signature)) = parts(cursor) else {
            return Err(refused);
        };
        let message = said(actor, list, key);
        let keyring = self.store().keyring();
        match keyring.sign(Purpose::Cursors, version, &message) {
            Ok(signed) if bool::from(signed.ct_eq(&signature)) => Ok(Some(key)),
            _ => Err(refused),
        }
    }

    /// Cuts a list of one row too many at its limit; the cursor after its last row, if more follow.
    pub fn cut<T>(
        &self,
        actor: &Actor,
        list: &str,
        rows: &mut Vec<T>,
        limit: u32,
        key: impl Fn(&T) -> Uuid,
    ) -> Result<Option<String>, CaseworkError> {
        let limit = limit as usize;
        if rows.len() <= limit {
            return Ok(None);
        }
        rows.truncate(limit);
        let Some(end) = rows.last().map(key) else {
            return Ok(None);
        };
        let keyring = self.store().keyring();
        let version = keyring.newest();
        let signed = keyring
            .sign(Purpose::Cursors, version, &said(actor, list, end))
            .map_err(tdu_store::StoreError::from)?;
        let mut cursor = Vec::with_capacity(CURSOR);
        cursor.extend_from_slice(&version.to_be_bytes());
        cursor.extend_from_slice(end.as_bytes());
        cursor.extend_from_slice(&signed);
        Ok(Some(hex(&cursor)))
    }
}

/// The version of the keys, the key of the last row and the signature that a cursor holds.
fn parts(cursor: &str) -> Option<(u16, Uuid, [u8; 32])> {
    let mut bytes = [0; CURSOR];
    if cursor.len() != 2 * CURSOR || !cursor.is_ascii() {
        return None;
    }
    for (byte, digits) in bytes.iter_mut().zip(cursor.as_bytes().chunks(2)) {
        let digits = std::str::from_utf8(digits).ok()?;
        *byte = u8::from_str_radix(digits, 16).ok()?;
    }
    let (version, rest) = bytes.split_first_chunk::<2>()?;
    let (key, signature) = rest.split_first_chunk::<16>()?;
    let version = u16::from_be_bytes(*version);
    Some((version, Uuid::from_bytes(*key), signature.try_into().ok()?))
}

/// What a cursor is signed for: whose list, which, after whom.
fn said(actor: &Actor, list: &str, end: Uuid) -> Vec<u8> {
    let mut message = Vec::with_capacity(32 + list.len());
    message.extend_from_slice(actor.organisation.id.as_bytes());
    message.extend_from_slice(end.as_bytes());
    message.extend_from_slice(list.as_bytes());
    message
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_cursor_is_read_as_it_was_written(bytes in prop::array::uniform32(any::<u8>()), version: u16, key: u128) {
            let key = Uuid::from_u128(key);
            let mut written = version.to_be_bytes().to_vec();
            written.extend(key.as_bytes());
            written.extend(bytes);
            prop_assert_eq!(parts(&hex(&written)), Some((version, key, bytes)));
        }

        #[test]
        fn no_text_makes_reading_a_cursor_fail(text in "\\PC{0,120}", digits in "[0-9a-fA-F+é]{100}") {
            let _ = (parts(&text), parts(&digits));
        }
    }
}
