//! Deciding who is who, and taking a decision back: records move, nothing is lost.

use std::collections::HashSet;

use tdu_domain::access::{Actor, Right};
use tdu_domain::identity::Identity;
use tdu_domain::journal::Payload;
use tdu_domain::organisation::SourceSystem;
use tdu_store::{DoubtState, SourceRecord, Transaction};
use uuid::Uuid;

use super::Decision;
use crate::acting::refresh;
use crate::linking::doubt_of;
use crate::registry::{Held, Likeness, Origin, comparable};
use crate::sight::Reached;
use crate::{Casework, CaseworkError, Undo};

/// The two people of a doubt that nobody decided meanwhile.
pub(super) async fn undecided(
    transaction: &Transaction,
    id: Uuid,
) -> Result<[Uuid; 2], CaseworkError> {
    let found = transaction.doubt(id).await?;
    let doubt = found.ok_or(CaseworkError::NotFound("doubt"))?;
    if matches!(doubt.state, DoubtState::Same | DoubtState::Different) {
        return Err(CaseworkError::Conflict("doubt-decided"));
    }
    let records = transaction.records(&[doubt.one, doubt.other]).await?;
    let people: Vec<Uuid> = records.iter().map(|record| record.person).collect();
    match people[..] {
        [one, other] if one == other => Err(CaseworkError::Conflict("doubt-one-person")),
        [one, other] => Ok([one, other]),
        _ => Err(CaseworkError::NotFound("doubt")),
    }
}

impl Casework {
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
        let [one, other] = undecided(transaction, id).await?;
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
                let undo = self.tell_apart(held, actor, id, [one, other], accompanied);
                Ok(Some(undo.await?))
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

    /// Keeps two people apart from now on; the line is in the history of the one accompanied.
    pub(super) async fn tell_apart(
        &self,
        held: Held,
        actor: &Actor,
        doubt: Uuid,
        people: [Uuid; 2],
        accompanied: Uuid,
    ) -> Result<Undo, CaseworkError> {
        let [one, other] = people;
        let apart = if accompanied == one { other } else { one };
        let payload = Payload::PeopleToldApart {
            other: apart,
            doubt,
        };
        let (frame, transaction) = (&held.frame, &held.transaction);
        let line = self
            .tell(frame, transaction, actor, accompanied, &payload)
            .await?;
        let now = self.clock().now();
        transaction
            .decide_doubt(doubt, DoubtState::Different, Some(now), Some(line))
            .await?;
        held.commit(false).await?;
        Ok(Undo {
            person: accompanied,
            line,
        })
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
                acts,
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
                transaction.move_following(acts, *absorbed).await?;
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
                let acts = transaction.following(*into).await?;
                transaction.move_following(&acts, person).await?;
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
        let acts = transaction.following(absorbed).await?;
        let mut staff = transaction
            .staff_facts(&[keep, absorbed], held.frame.today())
            .await?;
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
        transaction.move_following(&acts, keep).await?;
        transaction.set_same_as(absorbed, Some(keep)).await?;
        transaction.clear_computed(absorbed).await?;
        self.move_records(held, &records, keep).await?;
        refresh(&held.frame, &held.transaction, keep).await?;
        let payload = Payload::PeopleMerged {
            absorbed,
            records,
            acts,
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
}
