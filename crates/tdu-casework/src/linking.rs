//! Whose each record is: someone known, someone of the same delivery, or someone new.

use std::collections::HashSet;

use tdu_domain::identity::Identity;
use tdu_domain::journal::Change;
use tdu_domain::merge::Millis;
use tdu_linkage::Zone;
use tdu_store::{Doubt, DoubtState, NewSource};
use uuid::Uuid;

use crate::CaseworkError;
use crate::clock::IdSource;
use crate::registry::{Found, Likeness, Origin, Registry, comparable};

/// A record as it will be, and what changed in it; nothing for the first word of a source.
pub(crate) type Fresh = (NewSource, Option<Vec<Change>>);

/// Records with their people.
pub(crate) struct Linked {
    pub(crate) records: Vec<NewSource>,
    pub(crate) changes: Vec<Option<Vec<Change>>>,
    /// Who is new.
    pub(crate) added: HashSet<Uuid>,
    /// Whom they may be instead.
    pub(crate) doubts: Vec<Doubt>,
    /// Whom people known before may be instead, now that more is told of them: both people, the doubt.
    /// They may have been told apart already.
    pub(crate) second_thoughts: Vec<((Uuid, Uuid), Doubt)>,
}

/// Gives each new record its person, one after the other.
pub(crate) fn link(
    registry: &mut Registry,
    ids: &IdSource,
    slice: Vec<Fresh>,
    now: Millis,
) -> Result<Linked, CaseworkError> {
    let (mut records, changes): (Vec<_>, Vec<_>) = slice.into_iter().unzip();
    let (mut added, mut doubts) = (HashSet::new(), Vec::new());
    let mut second_thoughts = Vec::new();
    for (source, changes) in records.iter_mut().zip(&changes) {
        let record = &mut source.record;
        let origin = Origin::of(record);
        let identity = Identity::from(&record.source.facts);
        let told = identity.tells().then(|| comparable(&identity));
        if changes.is_none() {
            let found = told.as_ref().map(|told| registry.find(told, origin));
            record.person = match found {
                Some(Found::Known(person)) => person,
                unknown => {
                    if let Some(Found::Unknown(likenesses)) = unknown {
                        let doubt = |likeness: &Likeness| {
                            doubt_of(ids.next(), record.id, origin, likeness, now)
                        };
                        doubts.extend(likenesses.iter().map(doubt));
                    }
                    let person = ids.next();
                    added.insert(person);
                    person
                }
            };
        } else if let Some(told) = told.as_ref().filter(|_| tells_otherwise(changes.as_ref())) {
            let doubt = |likeness: &Likeness| {
                let doubt = doubt_of(ids.next(), record.id, origin, likeness, now);
                (pair(record.person, likeness.person), doubt)
            };
            let likenesses = registry.likenesses(told, Some(record.person));
            let doubtful = likenesses
                .iter()
                .filter(|likeness| likeness.zone >= Zone::Doubt);
            second_thoughts.extend(doubtful.map(doubt));
        }
        registry.remember(record.id, record.person, origin, told.as_ref())?;
    }
    Ok(Linked {
        records,
        changes,
        added,
        doubts,
        second_thoughts,
    })
}

/// Whether what changed is something by which people are recognised.
fn tells_otherwise(changes: Option<&Vec<Change>>) -> bool {
    let mut changes = changes.into_iter().flatten();
    changes.any(|(field, _, _)| Identity::holds(*field))
}

/// Two people, in the order in which pairs are kept.
pub(crate) fn pair(one: Uuid, other: Uuid) -> (Uuid, Uuid) {
    (one.min(other), one.max(other))
}

/// A doubt between a record and one like it: the two networks' first, the likeliest first.
pub(crate) fn doubt_of(
    id: Uuid,
    record: Uuid,
    origin: Origin,
    likeness: &Likeness,
    now: Millis,
) -> Doubt {
    let across = origin.network() != likeness.origin.network();
    #[expect(clippy::cast_possible_truncation, reason = "at most a thousand")]
    let permille = (likeness.probability * 1_000.0).round() as i64;
    Doubt {
        id,
        one: record.min(likeness.record),
        other: record.max(likeness.record),
        probability: likeness.probability,
        usefulness: permille * if across { 2 } else { 1 },
        state: DoubtState::Open,
        raised_at: now,
        decided_at: None,
        line: None,
    }
}
