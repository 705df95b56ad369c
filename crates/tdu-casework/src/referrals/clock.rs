//! What time does to referrals: those to which nobody answers end, as an act that nobody signs.

use jiff::civil::Date;
use tdu_domain::calendar::plus_days;
use tdu_domain::journal::Payload;
use tdu_domain::referral::{ACCEPTED_FOR, ENDS_AFTER, Move, Party, SEEN_AFTER};
use tdu_store::{JournalLine, Referral, Told};
use uuid::Uuid;

use super::moved;
use crate::acting::refresh;
use crate::frame::Frame;
use crate::{Casework, CaseworkError};

/// Days after the end of a referral from which nothing is computed from it any longer.
const COUNTED: i32 = 2 * SEEN_AFTER + 1;

impl Casework {
    /// Ends the referrals of a territory that waited too long, and leaves out of computing those that
    /// were over long ago. Returns how many ended. Stopped, it goes on at the next turn.
    pub async fn end_silent_referrals(&self, territory: Uuid) -> Result<u64, CaseworkError> {
        let frame = self.frame(territory).await?;
        let today = frame.today();
        let since = plus_days(today, -ENDS_AFTER);
        let mut ended = 0;
        for (id, sender, person) in frame.territory.silent_referrals(since).await? {
            if self.end(&frame, id, sender, person, today).await? {
                ended += 1;
            }
        }
        let transaction = frame.territory.begin().await?;
        let (over, accepted) = (plus_days(today, -COUNTED), plus_days(today, -ACCEPTED_FOR));
        transaction.close_referrals(over, accepted).await?;
        transaction.commit().await?;
        Ok(ended)
    }

    async fn end(
        &self,
        frame: &Frame,
        id: Uuid,
        sender: Uuid,
        person: Uuid,
        today: Date,
    ) -> Result<bool, CaseworkError> {
        let transaction = frame.territory.begin().await?;
        transaction.lock_people(&[person]).await?;
        let Some(before) = transaction.referral(sender, id).await? else {
            return Ok(false);
        };
        let due = before.standing.ends_on().is_some_and(|ends| ends <= today);
        let Some(standing) = before
            .standing
            .after(Move::Expire, Party::Clock, today)
            .ok()
            .filter(|_| due && before.person == person)
        else {
            return Ok(false);
        };
        let after = Referral {
            standing,
            moves: before.moves + 1,
            ..before.clone()
        };
        transaction.move_referral(&after).await?;
        let payload: Payload = moved(Move::Expire, &before, &after);
        let line = JournalLine {
            id: self.ids.next(),
            recorded_at: self.clock().now(),
            occurred_on: today,
            actor: None,
            actor_name: None,
            organisation: sender,
            person,
            act: payload.code(),
            told: Told::Payload(serde_json::to_string(&payload)?),
        };
        transaction.append(&[line]).await?;
        refresh(frame, &transaction, person).await?;
        transaction.commit().await?;
        Ok(true)
    }
}
