//! Lists that programs read to their end: in an order that nothing changes, from where they stopped.

use subtle::ConstantTimeEq;
use tdu_domain::access::{Actor, Right};
use tdu_domain::audit::AccessCode;
use tdu_store::{CaseloadRow, PeopleFilter, Purpose};
use uuid::Uuid;

use crate::keys::hex;
use crate::sight::{Eye, allowed};
use crate::{Casework, CaseworkError, Sort};

/// Rows that one answer holds, at most.
pub const LONGEST_LIST: u32 = 200;
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
