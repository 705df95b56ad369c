//! An act is taken back only while nothing was done since to what it changed.

use tdu_domain::codes::{CommuneCode, Email, Phone};
use tdu_domain::facts::{Field, Given, SourcePatch};
use tdu_domain::journal::{ActCode, Change, Payload};
use tdu_domain::person::Sex;
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

/// The patch that restores what staff said before.
pub(crate) fn before(changes: &[Change]) -> SourcePatch {
    fn given<T>(text: Option<&String>, parse: impl Fn(&str) -> Option<T>) -> Given<T> {
        text.and_then(|text| parse(text))
            .map_or(Given::Null, Given::Value)
    }
    let text = |text: &str| Some(text.to_owned());
    let mut patch = SourcePatch::default();
    for (field, before, _) in changes {
        let before = before.as_ref();
        match field {
            Field::BirthName => patch.birth_name = given(before, text),
            Field::UsedName => patch.used_name = given(before, text),
            Field::FirstName => patch.first_name = given(before, text),
            Field::BirthDate => patch.birth_date = given(before, |text| text.parse().ok()),
            Field::Sex => patch.sex = given(before, Sex::from_code),
            Field::Phone => patch.phone = given(before, |text| Phone::parse(text).ok()),
            Field::Email => patch.email = given(before, |text| Email::parse(text).ok()),
            Field::Commune => patch.commune = given(before, |text| CommuneCode::parse(text).ok()),
            Field::Counsellor => patch.counsellor = given(before, text),
            Field::DiplomaObtained => {
                patch.diploma_obtained = given(before, |text| Some(text == "oui"));
            }
            Field::DiplomaOn => patch.diploma_on = given(before, |text| text.parse().ok()),
            _ => {}
        }
    }
    patch
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use tdu_domain::facts::SourceFacts;

    use super::*;
    use crate::acts::KEPT;

    #[test]
    fn whatever_is_kept_can_be_taken_back() {
        let facts = SourceFacts {
            birth_name: Some("Lévêque".to_owned()),
            used_name: Some("Martin".to_owned()),
            first_name: Some("Zoé".to_owned()),
            birth_date: Some(date(2007, 5, 14)),
            sex: Some(Sex::Female),
            phone: Phone::parse("01 99 00 12 34").ok(),
            email: Email::parse("zoe@essai.example").ok(),
            commune: CommuneCode::parse("93048").ok(),
            ..SourceFacts::default()
        };
        let known = facts.known();
        assert_eq!(known.len(), KEPT.len());
        for (field, text) in known {
            assert!(KEPT.contains(&field));
            let restored = before(&[(field, Some(text), None)]);
            assert_eq!(restored, SourcePatch::of(&facts, field), "{field:?}");
            let forgotten = before(&[(field, None, None)]);
            assert_ne!(forgotten, SourcePatch::default(), "{field:?}");
        }
    }
}
