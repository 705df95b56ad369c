//! Webhooks: the programs of an organisation are told of each act about the people it sees, in codes
//! and keys, signed, until they take it.

mod post;

use std::collections::HashMap;

use tdu_domain::access::{Actor, Right};
use tdu_domain::merge::Millis;
use tdu_store::{Delivery, DeliveryFate, Webhook};
use uuid::Uuid;

use self::post::Told;
use crate::clock::secret;
use crate::frame::Frame;
use crate::keys::hex;
use crate::{Casework, CaseworkError};

pub use self::post::{Addresses, Post};

/// Who reads the journal here.
const CONSUMER: &str = "webhooks";
/// Milliseconds for which a delivery is claimed.
const CLAIMED: Millis = 5 * 60_000;
/// Minutes to wait after each try that failed; after the last, the delivery is given up.
const PAUSES: [i64; 8] = [1, 5, 15, 60, 240, 720, 1_440, 2_880];
/// Webhooks that an organisation may have at once.
const MOST: usize = 5;
/// Deliveries shown, the last first.
const SHOWN: u32 = 100;
/// Days for which deliveries are kept.
const KEPT_DAYS: i64 = 30;

/// The webhooks of an organisation, and what they were told.
#[derive(Debug, Clone)]
pub struct WebhooksView {
    /// The webhooks, the newest first.
    pub webhooks: Vec<Webhook>,
    /// The last deliveries, the newest first.
    pub deliveries: Vec<Delivery>,
}

impl Casework {
    /// The webhooks of the actor's organisation, and what they were told.
    pub async fn webhooks(&self, actor: &Actor) -> Result<WebhooksView, CaseworkError> {
        let (webhooks, ids) = self.own_webhooks(actor).await?;
        let frame = self.frame(actor.territory).await?;
        Ok(WebhooksView {
            deliveries: frame.territory.deliveries(&ids, SHOWN).await?,
            webhooks,
        })
    }

    async fn own_webhooks(
        &self,
        actor: &Actor,
    ) -> Result<(Vec<Webhook>, Vec<Uuid>), CaseworkError> {
        actor.scope(Right::ManageKeys)?;
        let webhooks = self.store().webhooks(actor.organisation.id).await?;
        let ids = webhooks.iter().map(|webhook| webhook.id).collect();
        Ok((webhooks, ids))
    }

    /// Makes a webhook of the actor's organisation. Returns its secret, shown once.
    pub async fn make_webhook(
        &self,
        actor: &Actor,
        address: &str,
    ) -> Result<String, CaseworkError> {
        let (webhooks, _) = self.own_webhooks(actor).await?;
        let invalid = |problem| CaseworkError::Invalid {
            field: "address",
            problem,
        };
        let active = webhooks.iter().filter(|known| known.stopped_at.is_none());
        if active.count() >= MOST {
            return Err(invalid("webhooks-many"));
        }
        let address = address.trim();
        if address.len() > 500 || !self.webhook_addresses.may_be(address) {
            return Err(invalid("webhook-address"));
        }
        let text = hex(&secret::<32>());
        let webhook = Webhook {
            id: self.ids.next(),
            organisation: actor.organisation.id,
            address: address.to_owned(),
            made_by: actor.name.clone(),
            created_at: self.clock().now(),
            stopped_at: None,
        };
        self.store().add_webhook(&webhook, &text).await?;
        Ok(text)
    }

    /// Stops a webhook of the actor's organisation.
    pub async fn stop_webhook(&self, actor: &Actor, id: Uuid) -> Result<(), CaseworkError> {
        actor.scope(Right::ManageKeys)?;
        let now = self.clock().now();
        let organisation = actor.organisation.id;
        if self.store().stop_webhook(organisation, id, now).await? {
            Ok(())
        } else {
            Err(CaseworkError::NotFound("webhook"))
        }
    }

    /// Sends given-up deliveries of the actor's organisation again: one, or all.
    pub async fn send_again(
        &self,
        actor: &Actor,
        which: Option<Uuid>,
    ) -> Result<u64, CaseworkError> {
        let (_, ids) = self.own_webhooks(actor).await?;
        let frame = self.frame(actor.territory).await?;
        let now = self.clock().now();
        Ok(frame.territory.revive_deliveries(&ids, which, now).await?)
    }

    /// Keeps what is to be told of what was done since the last time; how much.
    pub async fn spread_webhooks(&self) -> Result<u64, CaseworkError> {
        let mut by_organisation: HashMap<Uuid, Vec<Webhook>> = HashMap::new();
        for webhook in self.store().active_webhooks().await? {
            let of = by_organisation.entry(webhook.organisation).or_default();
            of.push(webhook);
        }
        let mut told = 0;
        for row in self.store().territories().await? {
            let frame = self.frame(row.id).await?;
            while let Some(more) = self.deliveries_in(&frame, &by_organisation).await? {
                told += more;
            }
        }
        Ok(told)
    }

    /// One part of what was done in a territory; nothing when all is kept.
    async fn deliveries_in(
        &self,
        frame: &Frame,
        webhooks: &HashMap<Uuid, Vec<Webhook>>,
    ) -> Result<Option<u64>, CaseworkError> {
        let (news, places) = frame.territory.news(CONSUMER).await?;
        if places.is_empty() {
            return Ok(None);
        }
        let followers = self.hearers(frame, &news).await?;
        let mut deliveries = Vec::new();
        for news in &news {
            let seen_by = followers.get(&news.line).into_iter().flatten();
            let told = seen_by.filter_map(|follower| webhooks.get(&follower.organisation));
            deliveries.extend(told.flatten().map(|webhook| Delivery {
                id: self.ids.next(),
                webhook: webhook.id,
                person: news.person,
                line: news.line,
                act: news.act,
                occurred_on: news.occurred_on.clone(),
                by_organisation: news.organisation,
                made_at: self.clock().now(),
                tries: 0,
                sent_at: None,
                dead_at: None,
                status: None,
                fault: None,
            }));
        }
        let transaction = frame.territory.begin().await?;
        if !transaction.move_places(CONSUMER, &places).await? {
            // Another process told it meanwhile.
            return Ok(None);
        }
        transaction.add_deliveries(&deliveries).await?;
        transaction.commit().await?;
        Ok(Some(deliveries.len() as u64))
    }

    /// Tells webhooks what is due; how many took it.
    pub async fn post_webhooks(&self, post: &Post) -> Result<u64, CaseworkError> {
        let webhooks = self.store().active_webhooks().await?;
        let mut taken = 0;
        for row in self.store().territories().await? {
            let frame = self.frame(row.id).await?;
            loop {
                let now = self.clock().now();
                let due = frame.territory.claim_deliveries(now, now + CLAIMED).await?;
                if due.is_empty() {
                    break;
                }
                for delivery in due {
                    let webhook = webhooks.iter().find(|known| known.id == delivery.webhook);
                    let fate = self.fate(post, webhook, &delivery).await?;
                    taken += u64::from(fate.fault.is_none());
                    let now = self.clock().now();
                    frame
                        .territory
                        .mark_delivery(delivery.id, &fate, now)
                        .await?;
                }
            }
        }
        Ok(taken)
    }

    async fn fate(
        &self,
        post: &Post,
        webhook: Option<&Webhook>,
        delivery: &Delivery,
    ) -> Result<DeliveryFate, CaseworkError> {
        let stopped = DeliveryFate {
            status: None,
            fault: Some("stopped".to_owned()),
            again: None,
        };
        let Some(webhook) = webhook else {
            return Ok(stopped);
        };
        let Some(secret) = self.store().webhook_secret(webhook.id).await? else {
            return Ok(stopped);
        };
        let now = self.clock().now();
        let told = Told::of(delivery, &secret, now)?;
        let answer = post
            .tell(self.webhook_addresses, &webhook.address, told)
            .await;
        let (status, fault) = match answer {
            Ok(status) if status.is_success() => (Some(status), None),
            Ok(status) => (Some(status), Some("status".to_owned())),
            Err(fault) => (None, Some(fault.code().to_owned())),
        };
        let tried = usize::try_from(delivery.tries).unwrap_or(1).max(1);
        let pause = PAUSES.get(tried - 1).filter(|_| fault.is_some());
        Ok(DeliveryFate {
            status: status.map(|status| i64::from(status.as_u16())),
            fault,
            again: pause.map(|minutes| now + minutes * 60_000),
        })
    }

    /// Forgets deliveries that are too old to matter.
    pub async fn forget_deliveries(&self) -> Result<(), CaseworkError> {
        let before = self.clock().now() - KEPT_DAYS * 24 * 3_600_000;
        for row in self.store().territories().await? {
            let frame = self.frame(row.id).await?;
            frame.territory.forget_deliveries(before).await?;
        }
        Ok(())
    }

    /// Says which addresses webhooks may have.
    #[must_use]
    pub fn telling(mut self, addresses: Addresses) -> Self {
        self.webhook_addresses = addresses;
        self
    }
}
