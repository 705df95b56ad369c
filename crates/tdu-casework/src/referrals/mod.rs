//! Referring someone to an organisation of the other network, and answering: the two organisations act
//! on the same record, and nobody else moves it.

mod clock;
mod moving;
mod seeing;

use std::collections::BTreeSet;

use jiff::civil::Date;
use tdu_domain::access::{Actor, Reason, Right};
use tdu_domain::assignment::AssignedBy;
use tdu_domain::journal::Payload;
use tdu_domain::organisation::{Network, Organisation};
use tdu_domain::referral::{Content, Move, Need, Party, Referred, Standing, State};
use tdu_store::Referral;
use uuid::Uuid;

pub(crate) use self::moving::standings;
pub(crate) use self::seeing::view as referral_view;
pub use self::seeing::{ReferralForm, ReferralRow, ReferralView, ReferralsView};
use crate::acting::{Act, Undo};
use crate::error::Problems;
use crate::frame::Frame;
use crate::sight::Reached;
use crate::{Casework, CaseworkError, FieldProblem};

/// Organisations to which one act refers someone, at most.
pub const MOST_RECEIVERS: usize = 5;
const TOO_MANY_RECEIVERS: FieldProblem = ("receivers", "referral-receivers-many");

/// What a referral is made of.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct NewReferral {
    /// The organisations to which the person is referred.
    pub receivers: Vec<Uuid>,
    /// What it says.
    pub content: Content,
    /// Whether the young person was told what is sent, and to whom.
    pub informed: bool,
}

impl NewReferral {
    /// What keeps it from being sent to a network: the fields, and the keys of the sentences.
    #[must_use]
    pub fn lacks(&self, to: Network, today: Date) -> Vec<FieldProblem> {
        let mut lacking = self.content.lacks(to, today);
        if self.receivers.is_empty() {
            lacking.insert(0, ("receivers", "referral-receiver-needed"));
        } else if self.receivers.len() > MOST_RECEIVERS {
            lacking.insert(0, TOO_MANY_RECEIVERS);
        }
        if !self.informed {
            lacking.push(("informed", "referral-information-needed"));
        }
        lacking
    }
}

impl Casework {
    /// Refers someone to one or several organisations of the other network; one referral each.
    /// `draft` is the draft that this ends.
    pub async fn send_referral(
        &self,
        actor: &Actor,
        person: Uuid,
        new: NewReferral,
        draft: Option<Uuid>,
    ) -> Result<Vec<Undo>, CaseworkError> {
        let reached = self.reach(actor, Right::ActOnPeople, person).await?;
        let mut problems = Problems::default();
        for (field, problem) in new.lacks(actor.organisation.network.other(), reached.frame.today())
        {
            problems.refuse(field, problem);
        }
        let receivers = problems.settle(checked(&reached, actor, &new))?;
        let act = self.begin(actor, person).await?;
        if let Some(draft) = draft {
            self.discard(&act, actor, draft).await?;
        }
        let known = act
            .transaction
            .referrals_of(actor.organisation.id, person)
            .await?;
        let mut sent = Vec::new();
        for receiver in receivers {
            if known.iter().any(|other| is_open_to(other, receiver)) {
                return Err(CaseworkError::Invalid {
                    field: "receivers",
                    problem: "referral-already-open",
                });
            }
            sent.push(self.send(&act, actor, receiver, &new.content).await?);
        }
        let Some((last, first)) = sent.split_last() else {
            return Err(CaseworkError::NotFound("organisation"));
        };
        let mut undos = Vec::new();
        for payload in first {
            let told = self.tell(&act.frame, &act.transaction, actor, person, payload);
            undos.push(Undo {
                person,
                line: told.await?,
            });
        }
        self.assign(&act, actor, AssignedBy::Refer).await?;
        let (line, today) = (self.ids.next(), act.frame.today());
        undos.push(self.finish(act, actor, line, today, last).await?);
        Ok(undos)
    }

    /// Keeps a referral that is being written; nobody else knows of it, and no line tells it.
    pub async fn keep_draft(
        &self,
        actor: &Actor,
        person: Uuid,
        new: NewReferral,
        draft: Option<Uuid>,
    ) -> Result<Uuid, CaseworkError> {
        let reached = self.reach(actor, Right::ActOnPeople, person).await?;
        let receivers = checked(&reached, actor, &new)?;
        let receiver = receivers.first().ok_or(NO_RECEIVER)?;
        let act = self.begin(actor, person).await?;
        if let Some(draft) = draft {
            self.discard(&act, actor, draft).await?;
        }
        let referral = self.draft(&act, actor, receiver, &new.content);
        act.transaction.add_referral(&referral).await?;
        self.claim(&act.transaction, referral.id).await?;
        act.transaction.commit().await?;
        Ok(referral.id)
    }

    /// Throws a draft of the actor's organisation away.
    pub async fn discard_draft(&self, actor: &Actor, draft: Uuid) -> Result<(), CaseworkError> {
        let found = self
            .known_referral(actor, Right::ActOnPeople, draft)
            .await?;
        let act = self.begin(actor, found.person).await?;
        self.discard(&act, actor, draft).await?;
        Ok(act.transaction.commit().await?)
    }

    async fn discard(&self, act: &Act, actor: &Actor, draft: Uuid) -> Result<(), CaseworkError> {
        let removed = act.transaction.remove_draft(draft, actor.organisation.id);
        if removed.await? {
            Ok(())
        } else {
            Err(CaseworkError::Conflict("referral-already-sent"))
        }
    }

    fn draft(
        &self,
        act: &Act,
        actor: &Actor,
        receiver: &Organisation,
        content: &Content,
    ) -> Referral {
        let today = act.frame.today();
        Referral {
            id: self.ids.next(),
            person: act.person,
            sender: actor.organisation.id,
            receiver: receiver.id,
            to: receiver.network,
            author: actor.account,
            author_name: actor.name.clone(),
            created_on: today,
            sent_on: None,
            informed_on: None,
            standing: Standing::draft(today),
            moves: 0,
            content: content.clone(),
        }
    }

    async fn send(
        &self,
        act: &Act,
        actor: &Actor,
        receiver: &Organisation,
        content: &Content,
    ) -> Result<Payload, CaseworkError> {
        let today = act.frame.today();
        let draft = self.draft(act, actor, receiver, content);
        act.transaction.add_referral(&draft).await?;
        let standing = draft
            .standing
            .after(Move::Send, Party::Sender, today)
            .map_err(|forbidden| CaseworkError::Conflict(forbidden.problem()))?;
        let sent = Referral {
            sent_on: Some(today),
            informed_on: Some(today),
            standing,
            moves: 1,
            ..draft.clone()
        };
        act.transaction.move_referral(&sent).await?;
        Ok(moved(Move::Send, &draft, &sent))
    }

    /// A referral that the actor's organisation sent or received.
    pub(crate) async fn known_referral(
        &self,
        actor: &Actor,
        right: Right,
        id: Uuid,
    ) -> Result<Referral, CaseworkError> {
        let scope = actor.scope(right)?;
        let frame = self.frame_of(actor.organisation.id).await?;
        let found = frame.territory.referral(&scope, id).await?;
        found.ok_or(CaseworkError::NotFound("referral"))
    }
}

const NO_RECEIVER: CaseworkError = CaseworkError::Invalid {
    field: "receivers",
    problem: "referral-receiver-needed",
};

/// The organisations chosen, if the actor may refer the person to them with this content.
fn checked<'r>(
    reached: &'r Reached,
    actor: &Actor,
    new: &NewReferral,
) -> Result<Vec<&'r Organisation>, CaseworkError> {
    if !accompanies(reached) {
        return Err(CaseworkError::Conflict("referral-who-accompanies"));
    }
    if reached.card.limited.is_some() {
        return Err(CaseworkError::Conflict("referral-objected"));
    }
    let hidden = new.content.needs.contains(&Need::Accommodations);
    if hidden && !reached.sight.accommodations {
        return Err(CaseworkError::Invalid {
            field: "needs",
            problem: "referral-accommodations",
        });
    }
    let chosen: BTreeSet<Uuid> = new.receivers.iter().copied().collect();
    if chosen.is_empty() {
        return Err(NO_RECEIVER);
    }
    if chosen.len() > MOST_RECEIVERS {
        let (field, problem) = TOO_MANY_RECEIVERS;
        return Err(CaseworkError::Invalid { field, problem });
    }
    chosen
        .iter()
        .map(|id| receiver(&reached.frame, actor, *id).ok_or(NO_RECEIVER))
        .collect()
}

/// Whether the actor's organisation accompanies someone by itself: what was lent is not passed on.
fn accompanies(reached: &Reached) -> bool {
    matches!(
        reached.sight.why,
        Reason::Assignment | Reason::Enrolment | Reason::Referral
    ) && !matches!(
        reached.card.relation,
        tdu_store::Relation::Referred(Some(_))
    )
}

fn receiver<'f>(frame: &'f Frame, actor: &Actor, id: Uuid) -> Option<&'f Organisation> {
    frame
        .organisations
        .get(&id)
        .filter(|known| known.network == actor.organisation.network.other())
}

fn is_open_to(referral: &Referral, receiver: &Organisation) -> bool {
    referral.receiver == receiver.id
        && referral.standing.state != State::Draft
        && referral.standing.is_live()
}

/// What a pathway is computed from, of a referral that was sent.
pub(crate) fn referred(view: &ReferralView) -> Option<Referred> {
    let referral = &view.referral;
    Some(Referred {
        sender: referral.sender,
        receiver: referral.receiver,
        to: referral.to,
        sent_on: referral.sent_on?,
        standing: referral.standing,
    })
}

/// What the journal says of a move.
pub(crate) fn moved(act: Move, before: &Referral, after: &Referral) -> Payload {
    Payload::ReferralMoved {
        referral: after.id,
        sender: after.sender,
        receiver: after.receiver,
        transition: act.transition(),
        before: before.standing,
        after: after.standing,
        trades: after.content.trades.clone(),
    }
}

/// Whether a line of the journal is of a referral between others: those do not concern this one.
pub(crate) fn is_of_others(payload: &Payload, organisation: Uuid) -> bool {
    matches!(
        payload,
        Payload::ReferralMoved { sender, receiver, .. }
            if *sender != organisation && *receiver != organisation
    )
}
