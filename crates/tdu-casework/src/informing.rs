//! Telling people what is kept of them and why (articles 13 and 14 of the GDPR), noted when it is done.

use jiff::civil::Date;
use tdu_domain::access::Actor;
use tdu_domain::calendar::plus_days;
use tdu_domain::journal::Payload;
use tdu_domain::privacy::InformationMeans;
use tdu_store::Information;
use uuid::Uuid;

use crate::acting::{Act, Undo};
use crate::{Casework, CaseworkError};

/// Days before today that may still be noted: a paper can be found years later.
const OLDEST_DAYS: i32 = 10 * 366;

impl Casework {
    /// Notes that someone was told what is kept of them and why.
    pub async fn note_information(
        &self,
        actor: &Actor,
        person: Uuid,
        on: Date,
        means: InformationMeans,
    ) -> Result<Undo, CaseworkError> {
        let act = self.begin(actor, person).await?;
        on_a_past_day(&act, on)?;
        let line = self.ids.next();
        let told = Information {
            id: line,
            person,
            organisation: actor.organisation.id,
            given_on: on,
            means,
        };
        act.transaction.add_information(&told).await?;
        self.finish(act, actor, line, on, &Payload::InformationGiven { means })
            .await
    }
}

/// Refuses a day that is to come, or too far away to be meant.
pub(crate) fn on_a_past_day(act: &Act, on: Date) -> Result<(), CaseworkError> {
    let today = act.frame.today();
    let problem = if on > today {
        "date-in-future"
    } else if on < plus_days(today, -OLDEST_DAYS) {
        "date-too-old"
    } else {
        return Ok(());
    };
    Err(CaseworkError::Invalid {
        field: "on",
        problem,
    })
}
