//! A link that asks the young person one question. Looking at it changes nothing; it is answered once.

use jiff::civil::Date;
use tdu_domain::access::Actor;
use tdu_domain::after::{AfterSituation, LinkState};
use tdu_domain::calendar::plus_days;
use tdu_domain::journal::Payload;
use tdu_store::{JournalLine, SituationLink, SituationRow, Told};
use uuid::Uuid;

use crate::acting::{Undo, refresh};
use crate::clock::secret;
use crate::frame::Frame;
use crate::keys::{digest, hex};
use crate::signin::Origin;
use crate::throttle::Gate;
use crate::{Casework, CaseworkError};

/// Days for which a link can be answered.
const LINK_DAYS: i32 = 21;

/// What a link opens: no name, no date, nothing but who asks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reached {
    /// The organisation that asks.
    pub organisation: String,
    /// The last day to answer.
    pub until: Date,
}

impl Casework {
    /// Makes a link for the milestone asked today. Returns its token, kept nowhere, and the last day; an
    /// earlier link opens no more.
    pub async fn make_situation_link(
        &self,
        actor: &Actor,
        person: Uuid,
    ) -> Result<(String, Date), CaseworkError> {
        let act = self.begin(actor, person).await?;
        let asked = self.situated(&act).await?;
        let file = act.transaction.contract_file(person).await?;
        for link in file
            .links
            .iter()
            .filter(|link| link.state == LinkState::Open)
        {
            let (id, to) = (link.id, LinkState::Revoked);
            act.transaction.use_situation_link(id, to).await?;
        }
        let (token, today) = (hex(&secret::<32>()), act.frame.today());
        let link = SituationLink {
            id: self.ids.next(),
            person,
            organisation: actor.organisation.id,
            months: asked.months,
            training_end: asked.training_end,
            made_on: today,
            last_day: plus_days(today, LINK_DAYS),
            state: LinkState::Open,
        };
        act.transaction
            .add_situation_link(&link, &digest(&token))
            .await?;
        let payload = Payload::SituationLinkMade {
            months: asked.months,
            until: link.last_day,
        };
        let told = self.ids.next();
        self.finish(act, actor, told, today, &payload).await?;
        Ok((token, link.last_day))
    }

    /// Revokes a link: it opens no more.
    pub async fn revoke_situation_link(
        &self,
        actor: &Actor,
        person: Uuid,
        link: Uuid,
    ) -> Result<Undo, CaseworkError> {
        let act = self.begin(actor, person).await?;
        let file = act.transaction.contract_file(person).await?;
        let found = file.links.into_iter().find(|known| known.id == link);
        let found = found.ok_or(CaseworkError::NotFound("link"))?;
        let revoked = act.transaction.use_situation_link(link, LinkState::Revoked);
        if !revoked.await? {
            return Err(CaseworkError::Conflict("link-used"));
        }
        let (told, today) = (self.ids.next(), act.frame.today());
        let months = found.months;
        self.finish(
            act,
            actor,
            told,
            today,
            &Payload::SituationLinkRevoked { months },
        )
        .await
    }

    /// What a link asks, unless it was answered, revoked, or is too old: all look alike.
    pub async fn situation_link(&self, token: &str) -> Result<Reached, CaseworkError> {
        let (frame, link) = self.linked(token).await?;
        let organisation = frame.organisations.get(&link.organisation);
        let organisation = organisation.ok_or(CaseworkError::NotFound("link"))?;
        Ok(Reached {
            organisation: organisation.name.clone(),
            until: link.last_day,
        })
    }

    /// Answers a link, once.
    pub async fn answer_situation_link(
        &self,
        token: &str,
        situation: AfterSituation,
        origin: &Origin,
    ) -> Result<(), CaseworkError> {
        if !situation.is_told_by_youth() {
            return Err(CaseworkError::Invalid {
                field: "situation",
                problem: "choose",
            });
        }
        let gates = [Gate::link(&origin.address)];
        if self.try_at(&gates).await?.is_err() {
            return Err(CaseworkError::Conflict("link-wait"));
        }
        let (frame, link) = self.linked(token).await?;
        self.succeeded_at(&gates).await?;
        let transaction = frame.territory.begin().await?;
        let person = frame.territory.known_as(link.person).await?;
        let person = person.ok_or(CaseworkError::NotFound("link"))?;
        transaction.lock_people(&[person]).await?;
        let answered = transaction.use_situation_link(link.id, LinkState::Answered);
        if !answered.await? {
            return Err(CaseworkError::NotFound("link"));
        }
        let (key, today) = (self.ids.next(), frame.today());
        let row = SituationRow {
            id: key,
            person,
            organisation: link.organisation,
            by_youth: true,
            months: link.months,
            training_end: link.training_end,
            on: today,
            situation,
        };
        transaction.add_situation(&row).await?;
        let payload = Payload::SituationTold {
            months: link.months,
            situation,
            by_youth: true,
        };
        let told = JournalLine {
            id: key,
            recorded_at: self.clock().now(),
            occurred_on: today,
            actor: None,
            actor_name: None,
            organisation: link.organisation,
            person,
            act: payload.code(),
            told: Told::Payload(serde_json::to_string(&payload)?),
        };
        transaction.append(&[told]).await?;
        refresh(&frame, &transaction, person).await?;
        Ok(transaction.commit().await?)
    }

    /// The link of a token that can still be answered, in whichever territory it was made.
    async fn linked(
        &self,
        token: &str,
    ) -> Result<(std::sync::Arc<Frame>, SituationLink), CaseworkError> {
        let hash = digest(token);
        for row in self.store().territories().await? {
            let frame = self.frame(row.id).await?;
            let Some(link) = frame.territory.situation_link(&hash).await? else {
                continue;
            };
            if link.state == LinkState::Open && frame.today() <= link.last_day {
                return Ok((frame, link));
            }
            break;
        }
        Err(CaseworkError::NotFound("link"))
    }
}
