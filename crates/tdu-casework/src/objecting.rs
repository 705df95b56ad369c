//! The right to object (article 21 of the GDPR): recorded by whoever hears it, honoured at once, answered
//! by the data protection officer. Only a refusal, with its reason, opens again what it closed.

use jiff::civil::Date;
use tdu_domain::access::{Actor, Right};
use tdu_domain::free_text::Written;
use tdu_domain::journal::Payload;
use tdu_domain::privacy::{ObjectionReason, ObjectionState, Stops};
use tdu_store::Objection;
use uuid::Uuid;

use crate::acting::{Undo, refresh};
use crate::informing::on_a_past_day;
use crate::writing::words;
use crate::{Casework, CaseworkError};

/// Objections that a page shows.
const SHOWN: u32 = 200;
/// Letters of a refusal, at most.
const WORDS: usize = 500;

/// An objection, as the data protection officer reads it.
#[derive(Debug, Clone)]
pub struct ObjectionView {
    /// The objection.
    pub objection: Objection,
    /// The person's initials: the officer sees no file.
    pub initials: String,
}

impl Casework {
    /// Records that someone objects. It is honoured from now on.
    pub async fn record_objection(
        &self,
        actor: &Actor,
        person: Uuid,
        on: Date,
        stops: Stops,
        reason: ObjectionReason,
    ) -> Result<Undo, CaseworkError> {
        let act = self.begin(actor, person).await?;
        on_a_past_day(&act, on)?;
        let known = act.frame.territory.objections_of(person).await?;
        let honoured = known
            .iter()
            .filter(|objection| objection.state != ObjectionState::Refused);
        if honoured.map(|objection| objection.stops).max() >= Some(stops) {
            return Err(CaseworkError::Conflict("objection-already"));
        }
        let line = self.ids.next();
        let objection = Objection {
            id: line,
            person,
            organisation: actor.organisation.id,
            received_on: on,
            stops,
            reason,
            state: ObjectionState::Open,
            recorded_by: actor.name.clone(),
            recorded_at: self.clock().now(),
            decided_by: None,
            decided_at: None,
            answer: String::new(),
        };
        act.transaction.add_objection(&objection).await?;
        let payload = Payload::ObjectionRecorded { stops, reason };
        self.finish(act, actor, line, on, &payload).await
    }

    /// The objections that the actor's organisation recorded, those to answer first.
    pub async fn objections(&self, actor: &Actor) -> Result<Vec<ObjectionView>, CaseworkError> {
        let scope = actor.scope(Right::HandleRequests)?;
        let frame = self.frame_of(actor.organisation.id).await?;
        let objections = frame.territory.objections(&scope, SHOWN).await?;
        let people: Vec<Uuid> = objections.iter().map(|known| known.person).collect();
        let computed = frame.territory.computed(&people).await?;
        let initials = |person: Uuid| {
            let row = computed.get(&person)?.caseload.first()?;
            Some(initials(&row.first_name, &row.last_name))
        };
        Ok(objections
            .into_iter()
            .map(|objection| ObjectionView {
                initials: initials(objection.person).unwrap_or_default(),
                objection,
            })
            .collect())
    }

    /// How many objections wait for an answer; none for who does not answer them.
    pub async fn objections_waiting(&self, actor: &Actor) -> Result<i64, CaseworkError> {
        let Ok(scope) = actor.scope(Right::HandleRequests) else {
            return Ok(0);
        };
        let frame = self.frame_of(actor.organisation.id).await?;
        Ok(frame.territory.count_objections_open(&scope).await?)
    }

    /// Accepts an objection that the actor's organisation recorded, or refuses it with a reason. That it
    /// recorded it is what binds it: it may not see the person any more.
    pub async fn answer_objection(
        &self,
        actor: &Actor,
        id: Uuid,
        refusal: Option<Written>,
    ) -> Result<(), CaseworkError> {
        let scope = actor.scope(Right::HandleRequests)?;
        let frame = self.frame_of(actor.organisation.id).await?;
        let found = frame.territory.objection(&scope, id).await?;
        let objection = found.ok_or(CaseworkError::NotFound("objection"))?;
        let person = objection.person;
        let (state, answer, payload) = match refusal {
            None => {
                let payload = Payload::ObjectionAccepted { objection: id };
                (ObjectionState::Accepted, String::new(), payload)
            }
            Some(written) => {
                let word = words(&written, WORDS, "word", "access-words")?;
                let payload = Payload::ObjectionRefused {
                    objection: id,
                    word: word.clone(),
                };
                (ObjectionState::Refused, word, payload)
            }
        };
        let answered = Objection {
            state,
            answer,
            decided_by: Some(actor.name.clone()),
            decided_at: Some(self.clock().now()),
            ..objection
        };
        let transaction = frame.territory.begin().await?;
        transaction.lock_people(&[person]).await?;
        if !transaction.answer_objection(&answered).await? {
            return Err(CaseworkError::Conflict("objection-answered"));
        }
        self.tell(&frame, &transaction, actor, person, &payload)
            .await?;
        refresh(&frame, &transaction, person).await?;
        Ok(transaction.commit().await?)
    }
}

/// The initials of someone, with their dots.
pub(crate) fn initials(first_name: &str, last_name: &str) -> String {
    let masked = tdu_domain::access::Masked::of(first_name, last_name, None, Date::MIN, Vec::new());
    masked.initials
}
