//! Who is who, decided by people: the pairs to look at, side by side.

mod archived;
mod decisions;

use tdu_domain::access::{Actor, Reason, Right};
use tdu_domain::audit::AccessCode;
use tdu_domain::identity::Identity;
use tdu_domain::organisation::Organisation;
use tdu_linkage::Evidence;
use tdu_store::{Doubt, DoubtState, Relation, SourceRecord};
use uuid::Uuid;

use crate::frame::Frame;
use crate::registry::Held;
use crate::{Casework, CaseworkError};

/// Decisions shown.
const SHOWN: u32 = 20;

/// Two records that may be of one person, side by side.
#[derive(Debug, Clone)]
pub struct DoubtView {
    /// The doubt.
    pub doubt: Doubt,
    /// The first record.
    pub one: DoubtSide,
    /// The second.
    pub other: DoubtSide,
    /// What speaks for and against.
    pub evidence: Option<Evidence>,
    /// Who decided.
    pub decided_by: Option<String>,
}

/// One record of a doubt.
#[derive(Debug, Clone)]
pub struct DoubtSide {
    /// The record.
    pub record: SourceRecord,
    /// Who holds it.
    pub organisation: Option<Organisation>,
    /// What it tells of who the person is.
    pub identity: Identity,
    /// Whether the actor's organisation accompanies the person, whose page it may then open.
    pub accompanied: bool,
}

/// The doubts of an organisation.
#[derive(Debug, Clone)]
pub struct DoubtsView {
    /// How many wait.
    pub open: i64,
    /// How many were set aside.
    pub set_aside: i64,
    /// The most useful to decide now.
    pub next: Option<DoubtView>,
    /// What was decided lately, the last first.
    pub decided: Vec<DoubtView>,
}

/// What someone decides of a doubt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decision {
    /// One person.
    Same,
    /// Two people.
    Different,
    /// Not for now.
    SetAside,
    /// Back among the doubts to decide.
    Reopen,
}

impl Casework {
    /// The key under which someone of the actor's caseload is known now, when it has become another.
    pub async fn known_as(&self, actor: &Actor, id: Uuid) -> Result<Option<Uuid>, CaseworkError> {
        let right = actor.sight()?.right();
        let frame = self.frame_of(actor.organisation.id).await?;
        let Some(known) = frame.territory.known_as(id).await? else {
            return Ok(None);
        };
        match self.reach(actor, right, known).await {
            Ok(_) => Ok((known != id).then_some(known)),
            Err(CaseworkError::NotFound(_)) => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// The doubts that concern people of the actor's organisation: the next, those set aside when
    /// asked for, and the last decisions.
    pub async fn doubts(
        &self,
        actor: &Actor,
        state: DoubtState,
    ) -> Result<DoubtsView, CaseworkError> {
        let scope = actor.scope(Right::DecideIdentity)?;
        let frame = self.frame_of(actor.organisation.id).await?;
        let territory = &frame.territory;
        let open = territory.count_doubts(&scope, DoubtState::Open).await?;
        let set_aside = territory.count_doubts(&scope, DoubtState::SetAside).await?;
        let mut next = territory.doubts(&scope, state, 1).await?;
        let mut decided = Vec::new();
        for state in [DoubtState::Same, DoubtState::Different] {
            decided.extend(territory.doubts(&scope, state, SHOWN).await?);
        }
        decided.sort_by_key(|doubt| std::cmp::Reverse(doubt.decided_at));
        decided.truncate(SHOWN as usize);
        let next_count = next.len();
        next.extend(decided);
        let mut views = self.views(&frame, actor, next).await?;
        let decided = views.split_off(next_count);
        let mut next = views.pop();
        if let Some(view) = &mut next {
            self.note_doubt(&frame, actor, view).await?;
            view.evidence = self.evidence(&frame, view).await?;
        }
        Ok(DoubtsView {
            open,
            set_aside,
            next,
            decided,
        })
    }

    /// A doubt that concerns someone of the actor's organisation.
    pub async fn doubt(&self, actor: &Actor, id: Uuid) -> Result<DoubtView, CaseworkError> {
        self.doubt_within(actor, Right::DecideIdentity, id).await
    }

    async fn doubt_within(
        &self,
        actor: &Actor,
        right: Right,
        id: Uuid,
    ) -> Result<DoubtView, CaseworkError> {
        let scope = actor.scope(right)?;
        let frame = self.frame_of(actor.organisation.id).await?;
        let found = frame.territory.doubt(&scope, id).await?;
        let doubt = found.ok_or(CaseworkError::NotFound("doubt"))?;
        let mut views = self.views(&frame, actor, vec![doubt]).await?;
        let mut view = views.pop().ok_or(CaseworkError::NotFound("doubt"))?;
        self.note_doubt(&frame, actor, &view).await?;
        view.evidence = self.evidence(&frame, &view).await?;
        Ok(view)
    }

    async fn views(
        &self,
        frame: &Frame,
        actor: &Actor,
        doubts: Vec<Doubt>,
    ) -> Result<Vec<DoubtView>, CaseworkError> {
        let ids: Vec<Uuid> = doubts
            .iter()
            .flat_map(|doubt| [doubt.one, doubt.other])
            .collect();
        let records = frame.territory.records(&ids).await?;
        let people: Vec<Uuid> = records.iter().map(|record| record.person).collect();
        let computed = frame.territory.computed(&people).await?;
        let lines: Vec<Uuid> = doubts.iter().filter_map(|doubt| doubt.line).collect();
        let mut actors = frame.territory.actors_of(&lines).await?;
        let side = |id: Uuid| {
            let record = records.iter().find(|record| record.id == id)?.clone();
            let accompanied = computed.get(&record.person).is_some_and(|computed| {
                let mut rows = computed.caseload.iter();
                rows.any(|row| {
                    row.organisation == actor.organisation.id
                        && !matches!(row.relation, Relation::Shared(_))
                })
            });
            Some(DoubtSide {
                organisation: frame.organisations.get(&record.organisation).cloned(),
                identity: Identity::from(&record.source.facts),
                accompanied,
                record,
            })
        };
        Ok(doubts
            .into_iter()
            .filter_map(|doubt| {
                Some(DoubtView {
                    one: side(doubt.one)?,
                    other: side(doubt.other)?,
                    decided_by: doubt.line.and_then(|line| actors.remove(&line)),
                    doubt,
                    evidence: None,
                })
            })
            .collect())
    }

    /// Both people of a doubt are seen.
    async fn note_doubt(
        &self,
        frame: &Frame,
        actor: &Actor,
        view: &DoubtView,
    ) -> Result<(), CaseworkError> {
        let seen = [&view.one, &view.other].map(|side| {
            let seen = self.looked(AccessCode::PersonSeen);
            seen.about(side.record.person, Some(Reason::Doubt))
        });
        self.note(frame, actor, seen).await
    }

    async fn evidence(
        &self,
        frame: &std::sync::Arc<Frame>,
        view: &DoubtView,
    ) -> Result<Option<Evidence>, CaseworkError> {
        let registry = Held::look(frame).await?;
        let (one, other) = (&view.one, &view.other);
        Ok(registry.explain(&one.identity, one.record.person, other.record.person))
    }
}
