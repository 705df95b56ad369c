//! An act is taken back only while nothing was done since to what it changed.

use tdu_domain::journal::{ActCode, Payload};
use tdu_store::JournalEntry;
use uuid::Uuid;

use crate::CaseworkError;

const TOO_LATE: CaseworkError = CaseworkError::Conflict("undo-too-late");

/// Refuses when what an act moved, named by its key, was moved since.
pub(crate) fn nothing_moved_since(
    journal: &[JournalEntry],
    entry: &JournalEntry,
    undone: impl Fn(Uuid) -> bool,
    key: impl Fn(&Payload) -> Option<Uuid>,
) -> Result<(), CaseworkError> {
    let moved = entry.payload.as_ref().and_then(&key);
    let since = |other: &JournalEntry| {
        other.id > entry.id && other.payload.as_ref().and_then(&key) == moved && !undone(other.id)
    };
    if journal.iter().any(since) {
        return Err(TOO_LATE);
    }
    Ok(())
}

/// Refuses when staff of the same organisation declared the same facts since.
pub(crate) fn nothing_declared_since(
    journal: &[JournalEntry],
    entry: &JournalEntry,
    undone: impl Fn(Uuid) -> bool,
) -> Result<(), CaseworkError> {
    let since = |other: &JournalEntry| {
        other.id > entry.id
            && other.organisation == entry.organisation
            && facts(other.act) == facts(entry.act)
            && !undone(other.id)
    };
    if journal.iter().any(since) {
        return Err(TOO_LATE);
    }
    Ok(())
}

/// An exam tells the diploma too.
fn facts(act: ActCode) -> ActCode {
    match act {
        ActCode::ExamRecorded => ActCode::DiplomaRecorded,
        act => act,
    }
}
