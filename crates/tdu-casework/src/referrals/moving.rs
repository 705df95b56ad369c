//! Moving a referral, and taking a move back.

use jiff::civil::Date;
use tdu_domain::access::{Actor, Right};
use tdu_domain::assignment::AssignedBy;
use tdu_domain::calendar::plus_days;
use tdu_domain::journal::Payload;
use tdu_domain::referral::{Move, Party, Standing, State};
use tdu_store::Referral;
use uuid::Uuid;

use super::moved;
use crate::acting::{Act, Undo};
use crate::{Casework, CaseworkError};

/// Days ahead for which a step is planned, at most.
const FURTHEST_STEP: i32 = 180;

impl Casework {
    /// Moves a referral: the receiver answers, the sender withdraws or keeps. Nobody else knows of it.
    pub async fn move_referral(
        &self,
        actor: &Actor,
        id: Uuid,
        act: Move,
    ) -> Result<Undo, CaseworkError> {
        let found = self.known_referral(actor, Right::ActOnPeople, id).await?;
        // Whoever is told that it is over has only a sight of the person left.
        let in_progress = self
            .begin_with(actor, Right::SeePeople, found.person)
            .await?;
        let organisation = actor.organisation.id;
        let read = in_progress.transaction.referral(organisation, id).await?;
        let before = read.ok_or(CaseworkError::NotFound("referral"))?;
        let today = in_progress.frame.today();
        if let Move::Study(_, Some(on)) = act {
            planned(on, today)?;
        }
        let by = party(&before, actor);
        if before.standing.state == State::Draft {
            // What a draft lacks is checked where it is sent from.
            return Err(CaseworkError::Conflict("referral-still-draft"));
        }
        let standing = before
            .standing
            .after(act, by, today)
            .map_err(|forbidden| CaseworkError::Conflict(forbidden.problem()))?;
        let after = Referral {
            standing,
            moves: before.moves + 1,
            ..before.clone()
        };
        in_progress.transaction.move_referral(&after).await?;
        if by == Party::Receiver && standing.is_live() {
            self.assign(&in_progress, actor, AssignedBy::Answer).await?;
        }
        if standing.state == State::Accepted {
            self.open_on_acceptance(&in_progress, actor, id).await?;
        }
        let (line, payload) = (self.ids.next(), moved(act, &before, &after));
        self.finish(in_progress, actor, line, today, &payload).await
    }

    /// Takes back a move that nothing followed. A referral that was just sent is a draft again.
    pub(crate) async fn undo_referral(
        &self,
        act: &Act,
        actor: &Actor,
        id: Uuid,
        (before, after): (Standing, Standing),
    ) -> Result<(), CaseworkError> {
        let read = act.transaction.referral(actor.organisation.id, id).await?;
        let present = read.ok_or(CaseworkError::NotFound("referral"))?;
        if present.standing != after {
            return Err(CaseworkError::Conflict("referral-moved-since"));
        }
        if after.state == State::Accepted {
            self.close_unaccepted(act, id).await?;
        }
        let draft = before.state == State::Draft;
        let back = Referral {
            standing: before,
            moves: present.moves - 1,
            sent_on: present.sent_on.filter(|_| !draft),
            ..present
        };
        Ok(act.transaction.move_referral(&back).await?)
    }
}

/// The organisation that an actor moves a referral for.
pub(super) fn party(referral: &Referral, actor: &Actor) -> Party {
    if referral.sender == actor.organisation.id {
        Party::Sender
    } else {
        Party::Receiver
    }
}

fn planned(on: Date, today: Date) -> Result<(), CaseworkError> {
    let problem = if on < today {
        "date-in-past"
    } else if on > plus_days(today, FURTHEST_STEP) {
        "date-too-far"
    } else {
        return Ok(());
    };
    Err(CaseworkError::Invalid {
        field: "on",
        problem,
    })
}

/// The standings that a line of the journal tells, when it is of a referral.
pub(crate) fn standings(payload: &Payload) -> Option<(Uuid, (Standing, Standing))> {
    match payload {
        Payload::ReferralMoved {
            referral,
            before,
            after,
            ..
        } => Some((*referral, (*before, *after))),
        _ => None,
    }
}
