//! Curriculum vitae and letters: what they are is told by their bytes, and who takes them is written down.

use tdu_domain::access::{Actor, Right};
use tdu_domain::audit::AccessCode;
use tdu_domain::journal::Payload;
use tdu_domain::road::file::{AttachedKind, FileFormat, MOST_BYTES};
use tdu_store::{AttachedFile, AttachedRow};
use uuid::Uuid;

use super::invalid;
use crate::acting::Undo;
use crate::frame::Frame;
use crate::together::by;
use crate::writing::without_number;
use crate::{Casework, CaseworkError};

/// Files attached to one person, at most.
const MOST_FILES: usize = 10;
/// Letters of the name of a file, at most.
const NAME: usize = 120;

/// A file to attach.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewFile {
    /// What it is for.
    pub kind: AttachedKind,
    /// Its name, as it was given.
    pub name: String,
    /// Its bytes.
    pub content: Vec<u8>,
}

/// A file that somebody takes away.
pub type TakenFile = AttachedFile;

impl Casework {
    /// Attaches a file to someone: PDF, image, Word or `OpenDocument` text, whatever its name says.
    pub async fn attach_file(
        &self,
        actor: &Actor,
        person: Uuid,
        new: NewFile,
    ) -> Result<Undo, CaseworkError> {
        let act = self.begin_search(actor, person).await?;
        let today = act.frame.today();
        if new.content.is_empty() {
            return Err(invalid("file", "file-missing"));
        }
        if new.content.len() > MOST_BYTES {
            return Err(invalid("file", "file-large"));
        }
        let format = FileFormat::of(&new.content).ok_or(invalid("file", "file-format"))?;
        let file = act.transaction.road_file(person).await?;
        if file.files.len() >= MOST_FILES {
            return Err(CaseworkError::Conflict("file-many"));
        }
        let name: String = new.name.trim().chars().take(NAME).collect();
        without_number(&name, "file")?;
        let row = AttachedRow {
            id: self.ids.next(),
            person,
            added: by(actor),
            added_on: today,
            kind: new.kind,
            format,
            size: i64::try_from(new.content.len()).unwrap_or(i64::MAX),
            name,
        };
        act.transaction.add_attached(&row, &new.content).await?;
        let payload = Payload::FileAttached {
            file: row.id,
            kind: row.kind,
        };
        let line = self.ids.next();
        self.finish(act, actor, line, today, &payload).await
    }

    /// Takes an attached file away for good.
    pub async fn remove_file(
        &self,
        actor: &Actor,
        person: Uuid,
        file: Uuid,
    ) -> Result<Undo, CaseworkError> {
        let act = self.begin_search(actor, person).await?;
        let kept = act.transaction.road_file(person).await?;
        let found = kept.files.iter().find(|row| row.id == file);
        let kind = found.ok_or(CaseworkError::NotFound("file"))?.kind;
        act.transaction.remove_attached(file).await?;
        let (line, today) = (self.ids.next(), act.frame.today());
        let payload = Payload::FileRemoved { kind };
        self.finish(act, actor, line, today, &payload).await
    }

    /// Every file attached to someone, with its content.
    pub(crate) async fn attached_to(
        &self,
        frame: &Frame,
        person: Uuid,
    ) -> Result<Vec<AttachedFile>, CaseworkError> {
        let kept = frame.territory.road_file(person).await?;
        let mut files = Vec::with_capacity(kept.files.len());
        for row in kept.files {
            let content = frame.territory.attached_content(person, row.id).await?;
            files.extend(content.map(|content| AttachedFile { row, content }));
        }
        Ok(files)
    }

    /// An attached file, for who may see the person; who takes it is written down first.
    pub async fn take_file(
        &self,
        actor: &Actor,
        person: Uuid,
        file: Uuid,
    ) -> Result<TakenFile, CaseworkError> {
        let right = if actor.may(Right::SeePeople) {
            Right::SeePeople
        } else {
            Right::SeeCards
        };
        let reached = self.reach(actor, right, person).await;
        if let Err(CaseworkError::NotFound(_)) = &reached {
            self.note_person_refused(actor, person).await?;
        }
        let reached = reached?;
        let frame = &reached.frame;
        let kept = frame.territory.road_file(person).await?;
        let own = |row: &&AttachedRow| {
            reached.card.limited.is_none()
                || frame.network(row.added.organisation) == Some(actor.organisation.network)
        };
        let mut files = kept.files.iter().filter(own);
        let row = files.find(|row| row.id == file).cloned();
        let row = row.ok_or(CaseworkError::NotFound("file"))?;
        let taken = self.looked(AccessCode::AttachedTaken);
        let taken = taken.about(person, Some(reached.sight.why));
        self.note(frame, actor, [taken]).await?;
        let content = frame.territory.attached_content(person, file).await?;
        Ok(AttachedFile {
            row,
            content: content.ok_or(CaseworkError::NotFound("file"))?,
        })
    }
}
