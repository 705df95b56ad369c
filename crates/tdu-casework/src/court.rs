//! What a court asks for: everything that was done and seen of one person, with the proof that the
//! chains it comes from are whole, signed so that the installation knows its own archive again.

use serde::Serialize;
use sha2::{Digest, Sha256};
use tdu_domain::access::{Actor, Right};
use tdu_domain::audit::AccessCode;
use tdu_store::{AccessLine, Purpose};
use uuid::Uuid;

use crate::frame::Frame;
use crate::proof::Anchored;
use crate::{Casework, CaseworkError};

/// The signature of an archive: the version of the keys, then what they say of its content.
pub const SIGNATURE: &str = "signature.txt";

/// Looks in an archive, at most.
const LOOKS: u32 = 1_000_000;

/// The files of an archive: name and content.
pub type Files = Vec<(String, Vec<u8>)>;

/// What an archive holds of one person.
#[derive(Debug, Clone)]
pub struct CourtArchive {
    /// The keys under which the person was known.
    pub keys: Vec<Uuid>,
    /// What was done: one line each, as it is chained.
    pub journal: Vec<serde_json::Value>,
    /// Who looked: one line each, as it is chained.
    pub accesses: Vec<serde_json::Value>,
    /// Every chain of the territory, where it ends and whether it is whole.
    pub chains: Vec<Chain>,
}

/// A chain of the territory, as it was when the archive was made.
#[derive(Debug, Clone, Serialize)]
pub struct Chain {
    /// Where it ends.
    #[serde(flatten)]
    pub end: Anchored,
    /// Whether nothing was done to it.
    pub intact: bool,
}

impl Casework {
    /// Everything done and seen of a person of a territory. Whoever has the command line asks for it;
    /// that it was made is written down.
    pub async fn court_archive(
        &self,
        territory: Uuid,
        person: Uuid,
    ) -> Result<CourtArchive, CaseworkError> {
        let frame = self.frame(territory).await?;
        let known = frame.territory.known_as(person).await?;
        let known = known.ok_or(CaseworkError::NotFound("person"))?;
        let archive = self.gather_for_court(&frame, known).await?;
        let made = AccessLine {
            actor_name: Some("tdu journal export".to_owned()),
            ..self.exported(known, &archive)
        };
        frame.territory.accesses().write(vec![made]).await?;
        Ok(archive)
    }

    /// The same, of someone of the actor's organisation.
    pub async fn court_archive_for(
        &self,
        actor: &Actor,
        person: Uuid,
    ) -> Result<CourtArchive, CaseworkError> {
        let reached = self.reach(actor, Right::HandleRequests, person).await?;
        let frame = reached.frame;
        let archive = self.gather_for_court(&frame, person).await?;
        let made = self.exported(person, &archive);
        self.note(&frame, actor, [made]).await?;
        Ok(archive)
    }

    fn exported(&self, person: Uuid, archive: &CourtArchive) -> AccessLine {
        self.looked(AccessCode::JournalExported)
            .about(person, None)
            .of_rows(archive.journal.len() + archive.accesses.len())
    }

    async fn gather_for_court(
        &self,
        frame: &Frame,
        known: Uuid,
    ) -> Result<CourtArchive, CaseworkError> {
        let keys = frame.territory.keys_of(known).await?;
        let chained = frame.territory.chained_of(&keys).await?;
        let accesses = frame.territory.accesses();
        let mut seen = accesses.about(&keys, LOOKS).await?;
        seen.reverse();
        let proofs = self.verify(Some(&frame.row.code), &[]).await?;
        let name = |id: Uuid| frame.organisations.get(&id).map(|known| known.name.clone());
        let journal = chained
            .into_iter()
            .map(|line| {
                let organisation = name(line.organisation);
                let mut value = serde_json::to_value(line)?;
                value["organisation_name"] = organisation.into();
                Ok(value)
            })
            .collect::<Result<_, CaseworkError>>()?;
        let accesses = seen
            .into_iter()
            .map(|entry| {
                let organisation = entry.line.organisation.and_then(name);
                let mut value = serde_json::to_value(entry)?;
                value["organisation_name"] = organisation.into();
                Ok(value)
            })
            .collect::<Result<_, CaseworkError>>()?;
        Ok(CourtArchive {
            keys,
            journal,
            accesses,
            chains: proofs
                .iter()
                .map(|proof| Chain {
                    end: Anchored::from(proof),
                    intact: proof.wrong.is_none(),
                })
                .collect(),
        })
    }

    /// Signs the files of an archive.
    pub fn sign_archive(&self, files: &Files) -> Result<String, CaseworkError> {
        let version = self.store().keyring().newest();
        self.signature(version, files)
    }

    /// Whether a signature is that of these files.
    pub fn knows_archive(&self, files: &Files, signature: &str) -> Result<bool, CaseworkError> {
        let version = signature.split_once(' ').and_then(|(n, _)| n.parse().ok());
        let Some(version) = version else {
            return Ok(false);
        };
        Ok(self.signature(version, files)? == signature.trim())
    }

    fn signature(&self, version: u16, files: &Files) -> Result<String, CaseworkError> {
        let mut message = Vec::with_capacity(64 * files.len());
        for (name, content) in files {
            message.extend_from_slice(&Sha256::digest(name));
            message.extend_from_slice(&Sha256::digest(content));
        }
        let keyring = self.store().keyring();
        let mac = keyring
            .sign(Purpose::Archive, version, &message)
            .map_err(tdu_store::StoreError::from)?;
        Ok(format!("{version} {}", crate::keys::hex(&mac)))
    }
}
