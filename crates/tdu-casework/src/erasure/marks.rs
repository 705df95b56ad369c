//! The marks by which someone erased is recognised when a source brings them again: keyed digests,
//! which say nothing to whoever has not the keys.

use std::collections::HashSet;

use tdu_domain::facts::{SourceFacts, SourcePatch};
use tdu_domain::identity::Identity;
use tdu_domain::text::fold;
use tdu_store::{Keyring, Purpose, SourceRecord, StoreError};

use crate::CaseworkError;
use crate::intake::Sender;

/// Everyone who was erased, as far as one can tell.
#[derive(Debug)]
pub(crate) struct Tombstones {
    keyring: Keyring,
    marks: HashSet<Vec<u8>>,
}

impl Tombstones {
    pub(crate) fn new(keyring: &Keyring, marks: Vec<Vec<u8>>) -> Self {
        Self {
            keyring: keyring.clone(),
            marks: marks.into_iter().collect(),
        }
    }

    /// Whether a record is of someone who was erased.
    pub(crate) fn hold(&self, record: &SourceRecord) -> Result<bool, CaseworkError> {
        let identity = Identity::from(&record.source.facts);
        let system = record.source.system.code();
        self.holds_any(&said(
            record.organisation,
            system,
            &record.external_id,
            &identity,
        ))
    }

    /// Whether a source brings someone back who was erased.
    pub(crate) fn forbid(
        &self,
        sender: &Sender,
        external_id: &str,
        patch: &SourcePatch,
    ) -> Result<bool, CaseworkError> {
        if self.marks.is_empty() {
            return Ok(false);
        }
        let mut facts = SourceFacts::default();
        facts.apply(patch.clone());
        let said = said(
            sender.organisation,
            sender.system.code(),
            external_id,
            &Identity::from(&facts),
        );
        self.holds_any(&said)
    }

    fn holds_any(&self, said: &[String]) -> Result<bool, CaseworkError> {
        for version in self.keyring.numbers() {
            for text in said {
                if self.marks.contains(&mark(&self.keyring, version, text)?) {
                    return Ok(true);
                }
            }
        }
        Ok(false)
    }
}

/// What is not to come back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Marked {
    /// The person, whichever source speaks of them: they asked for it.
    AsAPerson,
    /// The dossiers that were erased: a new one, after years, may bring the person back.
    ByTheirRecords,
}

/// The marks of someone's records.
pub(super) fn of(
    keyring: &Keyring,
    records: &[SourceRecord],
    marked: Marked,
) -> Result<Vec<Vec<u8>>, CaseworkError> {
    let mut marks = HashSet::new();
    for record in records {
        let identity = match marked {
            Marked::AsAPerson => Identity::from(&record.source.facts),
            Marked::ByTheirRecords => Identity::default(),
        };
        let system = record.source.system.code();
        for text in said(record.organisation, system, &record.external_id, &identity) {
            marks.insert(mark(keyring, keyring.newest(), &text)?);
        }
    }
    Ok(marks.into_iter().collect())
}

/// What recognises someone: the same dossier, a national number, or name and birth date with one thing
/// more. Name and birth date alone are of several people too often.
fn said(
    organisation: uuid::Uuid,
    system: &str,
    external_id: &str,
    identity: &Identity,
) -> Vec<String> {
    let mut said = vec![format!("record|{organisation}|{system}|{external_id}")];
    said.extend(
        identity
            .ine
            .as_ref()
            .map(|ine| format!("ine|{}", ine.as_str())),
    );
    let milo = identity.milo_number.as_ref();
    said.extend(milo.map(|number| format!("milo|{}", number.as_str())));
    let (Some(first), Some(born)) = (&identity.first_name, identity.birth_date) else {
        return said;
    };
    let more: Vec<String> = [
        identity
            .phone
            .as_ref()
            .map(|phone| phone.as_str().to_owned()),
        identity
            .email
            .as_ref()
            .map(|email| email.as_str().to_lowercase()),
        identity
            .commune
            .as_ref()
            .map(|commune| commune.as_str().to_owned()),
    ]
    .into_iter()
    .flatten()
    .collect();
    for surname in [&identity.birth_name, &identity.used_name]
        .into_iter()
        .flatten()
    {
        let name = format!("person|{}|{}|{born}", fold(surname), fold(first));
        said.extend(more.iter().map(|more| format!("{name}|{more}")));
    }
    said
}

fn mark(keyring: &Keyring, version: u16, text: &str) -> Result<Vec<u8>, CaseworkError> {
    let signed = keyring
        .sign(Purpose::Erasure, version, text.as_bytes())
        .map_err(StoreError::from)?;
    let mut mark = version.to_be_bytes().to_vec();
    mark.extend_from_slice(&signed);
    Ok(mark)
}
