//! Who is who, decided by people: two made one, two told apart, one made two; each can be taken back.

use std::collections::HashSet;

use tdu_domain::access::{Actor, Reason, Right};
use tdu_domain::audit::AccessCode;
use tdu_domain::identity::Identity;
use tdu_domain::journal::Payload;
use tdu_domain::organisation::{Organisation, SourceSystem};
use tdu_linkage::Evidence;
use tdu_store::{Doubt, DoubtState, Relation, SourceRecord};
use uuid::Uuid;

use crate::acts::refresh;
use crate::frame::Frame;
use crate::linking::doubt_of;
use crate::registry::{Held, Likeness, Origin, comparable};
use crate::sight::Reached;
use crate::{Casework, CaseworkError, Undo};

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
        let scope = actor.scope(Right::DecideIdentity)?;
        let frame = self.frame_of(actor.organisation.id).await?;
        let found = frame.territory.doubt(&scope, id).await?;
        let doubt = found.ok_or(CaseworkError::NotFound("doubt"))?;
        let mut views = self.views(&frame, actor, vec![doubt]).await?;
        let mut view = views.pop().ok_or(CaseworkError::NotFound("doubt"))?;
        self.note_doubt(&frame, actor, &view).await?;
        view.evidence = self.evidence(&frame, &view).await?;
        Ok(view)
    }

    /// Decides a doubt, for good until it is taken back.
    pub async fn decide(
        &self,
        actor: &Actor,
        id: Uuid,
        decision: Decision,
    ) -> Result<Option<Undo>, CaseworkError> {
        let view = self.doubt(actor, id).await?;
        let frame = self.frame_of(actor.organisation.id).await?;
        let mut held = Held::begin(&frame).await?;
        let transaction = &held.transaction;
        // Read again: someone else may have decided meanwhile.
        let found = transaction.doubt(id).await?;
        let doubt = found.ok_or(CaseworkError::NotFound("doubt"))?;
        if matches!(doubt.state, DoubtState::Same | DoubtState::Different) {
            return Err(CaseworkError::Conflict("doubt-decided"));
        }
        let people: Vec<Uuid> = transaction
            .records(&[doubt.one, doubt.other])
            .await?
            .iter()
            .map(|record| record.person)
            .collect();
        let [one, other] = people[..] else {
            return Err(CaseworkError::NotFound("doubt"));
        };
        if one == other {
            return Err(CaseworkError::Conflict("doubt-one-person"));
        }
        let now = self.clock().now();
        match decision {
            Decision::SetAside | Decision::Reopen => {
                let (state, at) = match decision {
                    Decision::SetAside => (DoubtState::SetAside, Some(now)),
                    _ => (DoubtState::Open, None),
                };
                transaction.decide_doubt(id, state, at, None).await?;
                held.commit(false).await?;
                Ok(None)
            }
            Decision::Different => {
                let accompanied = if view.one.accompanied { one } else { other };
                let apart = if accompanied == one { other } else { one };
                let payload = Payload::PeopleToldApart {
                    other: apart,
                    doubt: id,
                };
                let line = self
                    .tell(&held.frame, &held.transaction, actor, accompanied, &payload)
                    .await?;
                let state = DoubtState::Different;
                let transaction = &held.transaction;
                transaction
                    .decide_doubt(id, state, Some(now), Some(line))
                    .await?;
                held.commit(false).await?;
                Ok(Some(Undo {
                    person: accompanied,
                    line,
                }))
            }
            Decision::Same => {
                if transaction
                    .told_apart(&[one])
                    .await?
                    .contains(&(one, other))
                {
                    return Err(CaseworkError::Conflict("doubt-told-apart"));
                }
                let (keep, absorbed) = (one.min(other), one.max(other));
                let line = self
                    .merge(&mut held, actor, keep, absorbed, Some(id))
                    .await?;
                let state = DoubtState::Same;
                let transaction = &held.transaction;
                transaction
                    .decide_doubt(id, state, Some(now), Some(line))
                    .await?;
                held.commit(true).await?;
                Ok(Some(Undo { person: keep, line }))
            }
        }
    }

    /// Gives records of a person to a new one: they were of someone else. The two are kept apart from
    /// then on.
    pub async fn split(
        &self,
        actor: &Actor,
        person: Uuid,
        records: &[Uuid],
    ) -> Result<Undo, CaseworkError> {
        let Reached { frame, .. } = self.reach(actor, Right::DecideIdentity, person).await?;
        let mut held = Held::begin(&frame).await?;
        held.transaction.lock_people(&[person]).await?;
        let sources = held.transaction.sources_of(&[person]).await?;
        let chosen: HashSet<Uuid> = records.iter().copied().collect();
        // What staff declared was said of the person who stays.
        let (parted, staying): (Vec<&SourceRecord>, Vec<&SourceRecord>) = sources
            .iter()
            .filter(|record| record.source.system != SourceSystem::Staff)
            .partition(|record| chosen.contains(&record.id));
        let (Some(parted_first), Some(staying_first)) = (parted.first(), staying.first()) else {
            return Err(CaseworkError::Invalid {
                field: "records",
                problem: "split-some",
            });
        };
        let now = self.clock().now();
        let into = self.ids.next();
        let parted_ids: Vec<Uuid> = parted.iter().map(|record| record.id).collect();
        let likeness = Likeness {
            record: staying_first.id,
            person,
            origin: Origin::of(staying_first),
            probability: 0.0,
            zone: tdu_linkage::Zone::Different,
            corroborated: false,
        };
        let mut apart = doubt_of(
            self.ids.next(),
            parted_first.id,
            Origin::of(parted_first),
            &likeness,
            now,
        );
        let payload = Payload::RecordsSplit {
            into,
            records: parted_ids.clone(),
            doubt: apart.id,
        };
        held.transaction.add_people(&[into]).await?;
        self.move_records(&mut held, &parted_ids, into).await?;
        let line = self
            .tell(&held.frame, &held.transaction, actor, person, &payload)
            .await?;
        apart.state = DoubtState::Different;
        apart.decided_at = Some(now);
        apart.line = Some(line);
        // The pair may have been raised, and decided otherwise, before.
        let before = held.transaction.pair(apart.one, apart.other).await?;
        if let Some(before) = before {
            held.transaction
                .decide_doubt(before.id, apart.state, apart.decided_at, apart.line)
                .await?;
        } else {
            held.transaction.raise_doubts(&[apart]).await?;
        }
        for touched in [person, into] {
            refresh(&frame, &held.transaction, touched).await?;
        }
        held.commit(true).await?;
        Ok(Undo { person, line })
    }

    /// Takes back a decision on who is who. Nothing when the line is of another act.
    pub(crate) async fn undo_decision(
        &self,
        actor: &Actor,
        undo: Undo,
    ) -> Result<Option<()>, CaseworkError> {
        let Reached { frame, .. } = self.reach(actor, Right::SeePeople, undo.person).await?;
        let journal = frame.territory.journal_of(undo.person).await?;
        let entry = journal.iter().find(|entry| entry.id == undo.line);
        let Some(payload) = entry.and_then(|entry| entry.payload.as_ref()) else {
            return Ok(None);
        };
        let decision = matches!(
            payload,
            Payload::PeopleMerged { .. }
                | Payload::PeopleToldApart { .. }
                | Payload::RecordsSplit { .. }
        );
        if !decision {
            return Ok(None);
        }
        actor.scope(Right::DecideIdentity)?;
        let undone = journal.iter().any(|entry| {
            matches!(&entry.payload, Some(Payload::ActUndone { line }) if *line == undo.line)
        });
        if undone {
            return Err(CaseworkError::Conflict("undo-too-late"));
        }
        let mut held = Held::begin(&frame).await?;
        self.take_back(&mut held, undo.person, payload).await?;
        self.tell(
            &held.frame,
            &held.transaction,
            actor,
            undo.person,
            &Payload::ActUndone { line: undo.line },
        )
        .await?;
        held.commit(true).await?;
        Ok(Some(()))
    }

    async fn take_back(
        &self,
        held: &mut Held,
        person: Uuid,
        payload: &Payload,
    ) -> Result<(), CaseworkError> {
        match payload {
            Payload::PeopleMerged {
                absorbed,
                records,
                contacts,
                postponed,
                postponed_here,
                doubt,
            } => {
                if held.transaction.same_as(*absorbed).await? != Some(person) {
                    return Err(CaseworkError::Conflict("merged-since"));
                }
                let held_now = held.transaction.records(records).await?;
                if held_now.iter().any(|record| record.person != person) {
                    return Err(CaseworkError::Conflict("merged-since"));
                }
                held.transaction.set_same_as(*absorbed, None).await?;
                self.move_records(held, records, *absorbed).await?;
                let transaction = &held.transaction;
                transaction.move_contacts(contacts, *absorbed).await?;
                for (organisation, signal, _) in postponed_here {
                    transaction
                        .postpone(person, *organisation, *signal, None)
                        .await?;
                }
                for (organisation, signal, until) in postponed {
                    transaction
                        .postpone(*absorbed, *organisation, *signal, Some(*until))
                        .await?;
                }
                if let Some(doubt) = doubt {
                    let open = DoubtState::Open;
                    transaction.decide_doubt(*doubt, open, None, None).await?;
                }
                for touched in [person, *absorbed] {
                    refresh(&held.frame, transaction, touched).await?;
                }
            }
            Payload::PeopleToldApart { doubt, .. } => {
                let open = DoubtState::Open;
                held.transaction
                    .decide_doubt(*doubt, open, None, None)
                    .await?;
            }
            Payload::RecordsSplit {
                into,
                records,
                doubt,
            } => {
                let now_there = held.transaction.sources_of(&[*into]).await?;
                let same = now_there.len() == records.len()
                    && now_there.iter().all(|record| records.contains(&record.id));
                if !same {
                    return Err(CaseworkError::Conflict("merged-since"));
                }
                self.move_records(held, records, person).await?;
                let transaction = &held.transaction;
                let contacts = transaction.contacts_of(*into).await?;
                transaction.move_contacts(&contacts, person).await?;
                transaction.set_same_as(*into, Some(person)).await?;
                transaction.clear_computed(*into).await?;
                transaction.remove_doubt(*doubt).await?;
                refresh(&held.frame, transaction, person).await?;
            }
            _ => {}
        }
        Ok(())
    }

    /// Makes two people one: everything of the second is given to the first.
    async fn merge(
        &self,
        held: &mut Held,
        actor: &Actor,
        keep: Uuid,
        absorbed: Uuid,
        doubt: Option<Uuid>,
    ) -> Result<Uuid, CaseworkError> {
        let transaction = &held.transaction;
        transaction.lock_people(&[keep, absorbed]).await?;
        let records: Vec<Uuid> = transaction
            .sources_of(&[absorbed])
            .await?
            .iter()
            .map(|record| record.id)
            .collect();
        let contacts = transaction.contacts_of(absorbed).await?;
        let mut staff = transaction.staff_facts(&[keep, absorbed]).await?;
        let postponed = staff
            .remove(&absorbed)
            .map(|known| known.postponed)
            .unwrap_or_default();
        let kept = staff
            .remove(&keep)
            .map(|known| known.postponed)
            .unwrap_or_default();
        let here = |(by, code, _): &&(Uuid, _, _)| {
            !kept
                .iter()
                .any(|(other, known, _)| other == by && known == code)
        };
        let postponed_here: Vec<_> = postponed.iter().filter(here).copied().collect();
        for (organisation, signal, until) in &postponed_here {
            transaction
                .postpone(keep, *organisation, *signal, Some(*until))
                .await?;
        }
        for (organisation, signal, _) in &postponed {
            transaction
                .postpone(absorbed, *organisation, *signal, None)
                .await?;
        }
        transaction.move_contacts(&contacts, keep).await?;
        transaction.set_same_as(absorbed, Some(keep)).await?;
        transaction.clear_computed(absorbed).await?;
        self.move_records(held, &records, keep).await?;
        refresh(&held.frame, &held.transaction, keep).await?;
        let payload = Payload::PeopleMerged {
            absorbed,
            records,
            contacts,
            postponed,
            postponed_here,
            doubt,
        };
        self.tell(&held.frame, &held.transaction, actor, keep, &payload)
            .await
    }

    /// Gives records to a person, in the database and in the registry.
    async fn move_records(
        &self,
        held: &mut Held,
        records: &[Uuid],
        to: Uuid,
    ) -> Result<(), CaseworkError> {
        held.transaction.move_records(records, to).await?;
        for record in held.transaction.records(records).await? {
            let identity = Identity::from(&record.source.facts);
            let origin = Origin::of(&record);
            let told = identity.tells().then(|| comparable(&identity));
            held.registry()?
                .remember(record.id, to, origin, told.as_ref())?;
        }
        Ok(())
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
