//! Who saw a person: what those who accompany them read, and what the data protection officer reads.

use tdu_domain::access::{Actor, Reason, Right, Role};
use tdu_domain::audit::AccessCode;
use tdu_domain::merge::Millis;
use tdu_domain::organisation::Organisation;
use tdu_store::AccessEntry;
use uuid::Uuid;

use crate::frame::Frame;
use crate::{Casework, CaseworkError};

/// Looks shown, the last first.
const SHOWN: u32 = 500;

/// Somebody who looked at a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Look {
    /// When.
    pub at: Millis,
    /// What was looked at.
    pub act: AccessCode,
    /// For which organisation.
    pub organisation: Option<Organisation>,
    /// In which role.
    pub role: Option<Role>,
    /// Why it was allowed.
    pub why: Option<Reason>,
    /// The name of who looked: of a colleague, or for the data protection officer.
    pub by: Option<String>,
    /// From which network address, for the data protection officer.
    pub address: Option<String>,
}

/// Who saw a person.
#[derive(Debug, Clone)]
pub struct WhoSaw {
    /// The name of the person.
    pub name: String,
    /// Who looked, the last first.
    pub looks: Vec<Look>,
    /// Whether everything is told, as the data protection officer reads it.
    pub whole: bool,
}

impl Casework {
    /// Who saw someone whom the actor's organisation accompanies. Whoever accompanies them reads
    /// which organisation looked, in which role and why, and the names of colleagues; the data
    /// protection officer reads everything, refusals too.
    pub async fn who_saw(&self, actor: &Actor, person: Uuid) -> Result<WhoSaw, CaseworkError> {
        let whole = actor.may(Right::ReadJournal);
        let right = if whole {
            Right::ReadJournal
        } else {
            Right::SeePeople
        };
        let reached = self.reach(actor, right, person).await?;
        let frame = reached.frame;
        let seen = self.looked(AccessCode::AccessesSeen);
        let seen = seen.about(person, Some(reached.sight.why));
        self.note(&frame, actor, [seen]).await?;
        let keys = frame.territory.keys_of(person).await?;
        let entries = frame.territory.accesses().about(&keys, SHOWN).await?;
        let own = |row: &&tdu_store::CaseloadRow| row.organisation == actor.organisation.id;
        let name = reached.computed.caseload.iter().find(own);
        Ok(WhoSaw {
            name: name.map_or(String::new(), |row| {
                format!("{} {}", row.first_name, row.last_name)
            }),
            looks: entries
                .into_iter()
                .filter(|entry| whole || entry.line.act != AccessCode::PersonRefused)
                .map(|entry| told(&frame, actor, whole, entry))
                .collect(),
            whole,
        })
    }
}

fn told(frame: &Frame, actor: &Actor, whole: bool, entry: AccessEntry) -> Look {
    let colleague = entry.line.organisation == Some(actor.organisation.id);
    let look = Look::of(entry, frame);
    Look {
        by: look.by.filter(|_| whole || colleague),
        address: look.address.filter(|_| whole),
        ..look
    }
}

impl Look {
    pub(crate) fn of(entry: AccessEntry, frame: &Frame) -> Self {
        let line = entry.line;
        Self {
            at: line.at,
            act: line.act,
            organisation: line
                .organisation
                .and_then(|id| frame.organisations.get(&id).cloned()),
            role: line.role.as_deref().and_then(Role::from_code),
            why: line.grounds.as_deref().and_then(Reason::from_code),
            by: line.actor_name,
            address: line.address,
        }
    }
}
