//! The restricted archive: opened with a reason by the data protection officer or the administrator, left
//! by whoever comes back.

use tdu_domain::access::{Actor, Right};
use tdu_domain::audit::AccessCode;
use tdu_domain::free_text::Written;
use tdu_domain::journal::Payload;
use uuid::Uuid;

use crate::acting::refresh;
use crate::archive::PersonArchive;
use crate::asking::Sought;
use crate::writing::words;
use crate::{Casework, CaseworkError};

/// Letters of a reason, at most.
const REASON: usize = 300;

impl Casework {
    /// The people of the actor's organisation with this identity who are in the restricted archive.
    pub async fn find_archived(
        &self,
        actor: &Actor,
        sought: &Sought,
    ) -> Result<Vec<Uuid>, CaseworkError> {
        self.own_people(actor, Right::OpenArchive, sought).await
    }

    /// Everything kept of someone in the restricted archive, for a reason that the journal keeps.
    pub async fn open_archived(
        &self,
        actor: &Actor,
        person: Uuid,
        reason: &Written,
    ) -> Result<PersonArchive, CaseworkError> {
        let reached = self.reach(actor, Right::OpenArchive, person).await?;
        let reason = words(reason, REASON, "reason", "archive-reason")?;
        let frame = reached.frame;
        let archive = self.gather(&frame, person).await?;
        let transaction = frame.territory.begin().await?;
        let payload = Payload::ArchiveOpened { reason };
        self.tell(&frame, &transaction, actor, person, &payload)
            .await?;
        let opened = self.looked(AccessCode::ArchiveTaken);
        let opened = opened.about(person, Some(reached.sight.why));
        self.note(&frame, actor, [opened]).await?;
        transaction.commit().await?;
        Ok(archive)
    }

    /// Brings someone back from the restricted archive, for a reason that the journal keeps: their years
    /// are counted again from today.
    pub async fn bring_back(
        &self,
        actor: &Actor,
        person: Uuid,
        reason: &Written,
    ) -> Result<(), CaseworkError> {
        let reached = self.reach(actor, Right::OpenArchive, person).await?;
        let reason = words(reason, REASON, "reason", "archive-reason")?;
        let frame = reached.frame;
        let transaction = frame.territory.begin().await?;
        transaction.lock_people(&[person]).await?;
        if !transaction.note_return(person, frame.today()).await? {
            return Err(CaseworkError::NotFound("person"));
        }
        let payload = Payload::PersonReturned {
            reason: Some(reason),
        };
        self.tell(&frame, &transaction, actor, person, &payload)
            .await?;
        self.mark_archive(&transaction).await?;
        refresh(&frame, &transaction, person).await?;
        Ok(transaction.commit().await?)
    }
}
