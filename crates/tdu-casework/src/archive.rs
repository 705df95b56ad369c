//! The right of access: everything kept of one person, for that person to read.

use jiff::civil::Date;
use tdu_domain::access::{Actor, Right};
use tdu_domain::audit::AccessCode;
use tdu_domain::journal::Payload;
use tdu_store::{AccessLine, AttachedFile, Referral};
use uuid::Uuid;

use crate::asking::Sought;
use crate::frame::Frame;
use crate::seeing::{SourceView, TimelineEntry};
use crate::together::ArchivedMessage;
use crate::watching::Look;
use crate::{Casework, CaseworkError};

/// Looks told, at most.
const LOOKS: u32 = 1_000_000;

/// Everything kept of someone. Members of staff are not named, beyond those whom sources name: the
/// person has a right to their own data, not to that of others.
#[derive(Debug, Clone)]
pub struct PersonArchive {
    /// The person.
    pub person: Uuid,
    /// Their name.
    pub name: String,
    /// The day.
    pub on: Date,
    /// The names of the organisations that accompany them.
    pub accompanied_by: Vec<String>,
    /// What each source says.
    pub sources: Vec<SourceView>,
    /// What was done, the first first.
    pub journal: Vec<TimelineEntry>,
    /// What the two staffs wrote to each other, the first first.
    pub messages: Vec<ArchivedMessage>,
    /// To whom they were referred, the first first.
    pub referrals: Vec<Referral>,
    /// The files attached to them, with their content.
    pub attached: Vec<AttachedFile>,
    /// Who looked, the first first.
    pub looks: Vec<Look>,
}

impl Casework {
    /// The people whom the actor's organisation accompanies and who have this identity, for whoever
    /// answers requests about data.
    pub async fn find_for_request(
        &self,
        actor: &Actor,
        sought: &Sought,
    ) -> Result<Vec<Uuid>, CaseworkError> {
        self.own_people(actor, Right::HandleRequests, sought).await
    }

    /// Everything kept of a person whom the actor's organisation accompanies.
    pub async fn person_archive(
        &self,
        actor: &Actor,
        person: Uuid,
    ) -> Result<PersonArchive, CaseworkError> {
        let reached = self.reach(actor, Right::HandleRequests, person).await;
        if let Err(CaseworkError::NotFound(_)) = &reached {
            self.note_person_refused(actor, person).await?;
        }
        let reached = reached?;
        let frame = reached.frame;
        let archive = self.gather(&frame, person).await?;
        let transaction = frame.territory.begin().await?;
        self.tell(&frame, &transaction, actor, person, &Payload::ArchiveMade)
            .await?;
        let taken = self.looked(AccessCode::ArchiveTaken);
        let taken = taken.about(person, Some(reached.sight.why));
        self.note(&frame, actor, [taken]).await?;
        transaction.commit().await?;
        Ok(archive)
    }

    /// The same, for whoever has the command line; every organisation that holds a record reads in its
    /// journal that it was made.
    pub async fn operator_archive(
        &self,
        territory: Uuid,
        person: Uuid,
    ) -> Result<PersonArchive, CaseworkError> {
        let frame = self.frame(territory).await?;
        let known = frame.territory.known_as(person).await?;
        let person = known.ok_or(CaseworkError::NotFound("person"))?;
        let archive = self.gather(&frame, person).await?;
        let records = frame.territory.sources_of(&[person]).await?;
        let lines = self.holders_lines(&frame, person, &records, &Payload::ArchiveMade)?;
        let transaction = frame.territory.begin().await?;
        transaction.append(&lines).await?;
        let taken = AccessLine {
            actor_name: Some("tdu privacy archive".to_owned()),
            ..self.looked(AccessCode::ArchiveTaken).about(person, None)
        };
        frame.territory.accesses().write(vec![taken]).await?;
        transaction.commit().await?;
        Ok(archive)
    }

    pub(crate) async fn gather(
        &self,
        frame: &Frame,
        person: Uuid,
    ) -> Result<PersonArchive, CaseworkError> {
        let territory = &frame.territory;
        let mut computed = territory.computed(&[person]).await?;
        let computed = computed.remove(&person);
        let computed = computed.ok_or(CaseworkError::NotFound("person"))?;
        let keys = territory.keys_of(person).await?;
        let mut looks = territory.accesses().about(&keys, LOOKS).await?;
        looks.reverse();
        let row = computed.caseload.first();
        let row = row.ok_or(CaseworkError::NotFound("person"))?;
        let accompanied_by = computed.caseload.iter();
        let accompanied_by = accompanied_by
            .filter_map(|row| frame.organisations.get(&row.organisation))
            .map(|known| known.name.clone());
        let sources = territory.sources_of(&[person]).await?;
        let journal = territory.journal_of(person).await?;
        Ok(PersonArchive {
            messages: self.archived_messages(frame, person).await?,
            referrals: territory.all_referrals_of(person).await?,
            attached: self.attached_to(frame, person).await?,
            person,
            name: format!("{} {}", row.first_name, row.last_name),
            on: frame.today(),
            accompanied_by: accompanied_by.collect(),
            sources: sources
                .into_iter()
                .map(|record| SourceView::of(record, frame))
                .collect(),
            journal: journal
                .into_iter()
                .map(|entry| TimelineEntry {
                    actor: None,
                    ..TimelineEntry::of(entry, frame)
                })
                .collect(),
            looks: looks
                .into_iter()
                .filter(|entry| entry.line.act != AccessCode::PersonRefused)
                .map(|entry| Look {
                    by: None,
                    address: None,
                    ..Look::of(entry, frame)
                })
                .collect(),
        })
    }
}
