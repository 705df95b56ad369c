//! Webhooks: where organisations want to be told of acts, and what became of each telling.

use sea_orm::Value;
use tdu_domain::journal::ActCode;
use tdu_domain::merge::Millis;
use uuid::Uuid;

use crate::directory::Store;
use crate::engine::{Row, first, keys};
use crate::error::StoreError;
use crate::keyring::Purpose;
use crate::territory::{Territory, Transaction};

/// Deliveries claimed at once.
const AT_ONCE: u32 = 20;

/// Where an organisation wants to be told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Webhook {
    /// Key.
    pub id: Uuid,
    /// The organisation.
    pub organisation: Uuid,
    /// The address that is told.
    pub address: String,
    /// The name of who made it.
    pub made_by: String,
    /// When.
    pub created_at: Millis,
    /// When it was stopped.
    pub stopped_at: Option<Millis>,
}

/// Something to tell a webhook: codes, keys and a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Delivery {
    /// Key.
    pub id: Uuid,
    /// The webhook.
    pub webhook: Uuid,
    /// The person.
    pub person: Uuid,
    /// The line of the journal.
    pub line: Uuid,
    /// The act.
    pub act: ActCode,
    /// The civil day on which it happened.
    pub occurred_on: String,
    /// The organisation that acted.
    pub by_organisation: Uuid,
    /// When it was made.
    pub made_at: Millis,
    /// How many times it was tried.
    pub tries: i64,
    /// When it was taken.
    pub sent_at: Option<Millis>,
    /// When it was given up.
    pub dead_at: Option<Millis>,
    /// The last status that was answered.
    pub status: Option<i64>,
    /// The last fault.
    pub fault: Option<String>,
}

/// What became of a delivery that was claimed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeliveryFate {
    /// The status that was answered, if any.
    pub status: Option<i64>,
    /// The fault; none when it was taken.
    pub fault: Option<String>,
    /// From when it is tried again; none when it is not.
    pub again: Option<Millis>,
}

const WEBHOOK: &str =
    "SELECT id, organisation, address, made_by, created_at, stopped_at FROM webhook";
const DELIVERY: &str = "id, webhook, person, line, act, occurred_on, by_organisation, made_at, tries, sent_at, \
                        dead_at, status, fault";

fn webhook(row: &mut Row<'_>) -> Result<Webhook, StoreError> {
    Ok(Webhook {
        id: row.take()?,
        organisation: row.take()?,
        address: row.take()?,
        made_by: row.take()?,
        created_at: row.take()?,
        stopped_at: row.take()?,
    })
}

fn delivery(row: &mut Row<'_>) -> Result<Delivery, StoreError> {
    Ok(Delivery {
        id: row.take()?,
        webhook: row.take()?,
        person: row.take()?,
        line: row.take()?,
        act: row.parse("delivery", "act", "an act", ActCode::from_code)?,
        occurred_on: row.take()?,
        by_organisation: row.take()?,
        made_at: row.take()?,
        tries: row.take()?,
        sent_at: row.take()?,
        dead_at: row.take()?,
        status: row.take()?,
        fault: row.take()?,
    })
}

/// The place for which a secret is sealed.
fn place(id: Uuid) -> Vec<u8> {
    let mut place = id.as_bytes().to_vec();
    place.extend_from_slice(b"webhook\0secret");
    place
}

impl Store {
    /// Keeps a webhook; its secret is sealed.
    pub async fn add_webhook(&self, webhook: &Webhook, secret: &str) -> Result<(), StoreError> {
        let sealed =
            self.keyring()
                .seal(Purpose::Webhooks, &place(webhook.id), secret.as_bytes())?;
        let sql = "INSERT INTO webhook (id, organisation, address, secret, made_by, created_at) \
                   VALUES ($1, $2, $3, $4, $5, $6)";
        let values = vec![
            webhook.id.into(),
            webhook.organisation.into(),
            webhook.address.clone().into(),
            sealed.into(),
            webhook.made_by.clone().into(),
            webhook.created_at.into(),
        ];
        self.write("keep a webhook", sql, values).await?;
        Ok(())
    }

    /// The webhooks of an organisation, the newest first.
    pub async fn webhooks(&self, organisation: Uuid) -> Result<Vec<Webhook>, StoreError> {
        let sql = format!("{WEBHOOK} WHERE organisation = $1 ORDER BY id DESC");
        let reader = self.engine.reader();
        reader
            .all("list webhooks", &sql, vec![organisation.into()], webhook)
            .await
    }

    /// Every webhook that is told something.
    pub async fn active_webhooks(&self) -> Result<Vec<Webhook>, StoreError> {
        let sql = format!("{WEBHOOK} WHERE stopped_at IS NULL ORDER BY id");
        let reader = self.engine.reader();
        reader.all("list webhooks", &sql, vec![], webhook).await
    }

    /// The secret of a webhook.
    pub async fn webhook_secret(&self, id: Uuid) -> Result<Option<String>, StoreError> {
        let sql = "SELECT secret FROM webhook WHERE id = $1";
        let reader = self.engine.reader();
        let found = reader.one(
            "read the secret of a webhook",
            sql,
            vec![id.into()],
            first::<Vec<u8>>,
        );
        let Some(sealed) = found.await? else {
            return Ok(None);
        };
        let opened = self
            .keyring()
            .open(Purpose::Webhooks, &place(id), &sealed)?;
        let secret = String::from_utf8(opened).map_err(|_| StoreError::Corrupt {
            table: "webhook",
            column: "secret",
            expected: "text",
        })?;
        Ok(Some(secret))
    }

    /// Stops a webhook of an organisation; tells whether there was one to stop.
    pub async fn stop_webhook(
        &self,
        organisation: Uuid,
        id: Uuid,
        now: Millis,
    ) -> Result<bool, StoreError> {
        let sql = "UPDATE webhook SET stopped_at = $3 WHERE organisation = $1 AND id = $2 AND stopped_at IS NULL";
        let values = vec![organisation.into(), id.into(), now.into()];
        Ok(self.write("stop a webhook", sql, values).await? > 0)
    }
}

impl Territory {
    /// The last deliveries of webhooks, the newest first.
    pub async fn deliveries(
        &self,
        webhooks: &[Uuid],
        limit: u32,
    ) -> Result<Vec<Delivery>, StoreError> {
        let sql = format!(
            "SELECT {DELIVERY} FROM delivery WHERE webhook IN ({{}}) ORDER BY id DESC LIMIT {limit}"
        );
        let reader = self.engine.reader();
        let ids = keys(webhooks.iter().copied());
        reader
            .all_in("list deliveries", &sql, &[], &ids, delivery)
            .await
    }

    /// Takes deliveries that are due, so that nobody else does before an instant.
    pub async fn claim_deliveries(
        &self,
        now: Millis,
        until: Millis,
    ) -> Result<Vec<Delivery>, StoreError> {
        let waiting = "sent_at IS NULL AND dead_at IS NULL AND due_at <= $1 \
                       AND (claimed_until IS NULL OR claimed_until <= $1)";
        let sql = format!("SELECT 1 FROM delivery WHERE {waiting} LIMIT 1");
        let reader = self.engine.reader();
        let any = reader
            .one("look for deliveries", &sql, vec![now.into()], |row| {
                row.take::<i32>()
            })
            .await?;
        if any.is_none() {
            return Ok(Vec::new());
        }
        let sql = format!(
            "UPDATE delivery SET claimed_until = $2, tries = tries + 1 WHERE id IN (SELECT id FROM delivery \
             WHERE {waiting} ORDER BY due_at LIMIT {AT_ONCE}) AND {waiting} RETURNING {DELIVERY}"
        );
        let transaction = self.begin().await?;
        let values = vec![now.into(), until.into()];
        let claimed = transaction
            .session()
            .all("claim deliveries", &sql, values, delivery)
            .await?;
        transaction.commit().await?;
        Ok(claimed)
    }

    /// Marks what became of a delivery.
    pub async fn mark_delivery(
        &self,
        id: Uuid,
        fate: &DeliveryFate,
        now: Millis,
    ) -> Result<(), StoreError> {
        let sent = fate.fault.is_none().then_some(now);
        let dead = (sent.is_none() && fate.again.is_none()).then_some(now);
        let sql = "UPDATE delivery SET sent_at = $2, dead_at = $3, status = $4, fault = $5, claimed_until = NULL, \
                   due_at = COALESCE($6, due_at) WHERE id = $1";
        let values: Vec<Value> = vec![
            id.into(),
            sent.into(),
            dead.into(),
            fate.status.into(),
            fate.fault.clone().into(),
            fate.again.into(),
        ];
        let transaction = self.begin().await?;
        transaction
            .session()
            .execute("mark a delivery", sql, values)
            .await?;
        transaction.commit().await
    }

    /// Sends given-up deliveries of some webhooks again; how many.
    pub async fn revive_deliveries(
        &self,
        webhooks: &[Uuid],
        which: Option<Uuid>,
        now: Millis,
    ) -> Result<u64, StoreError> {
        let transaction = self.begin().await?;
        let mut revived = 0;
        for webhook in webhooks {
            let mut values: Vec<Value> = vec![(*webhook).into(), now.into()];
            let only = match which {
                Some(id) => {
                    values.push(id.into());
                    "AND id = $3"
                }
                None => "",
            };
            let sql = format!(
                "UPDATE delivery SET dead_at = NULL, tries = 0, due_at = $2 WHERE webhook = $1 \
                 AND dead_at IS NOT NULL {only}"
            );
            let session = transaction.session();
            revived += session.execute("revive deliveries", &sql, values).await?;
        }
        transaction.commit().await?;
        Ok(revived)
    }

    /// Forgets deliveries made before an instant.
    pub async fn forget_deliveries(&self, before: Millis) -> Result<(), StoreError> {
        let transaction = self.begin().await?;
        let sql = "DELETE FROM delivery WHERE made_at < $1";
        let session = transaction.session();
        session
            .execute("forget old deliveries", sql, vec![before.into()])
            .await?;
        transaction.commit().await
    }
}

impl Transaction {
    /// Keeps what is to be told; what is kept already stays as it is.
    pub async fn add_deliveries(&self, deliveries: &[Delivery]) -> Result<(), StoreError> {
        let columns = [
            "id",
            "webhook",
            "person",
            "line",
            "act",
            "occurred_on",
            "by_organisation",
            "made_at",
            "due_at",
        ];
        let row = |delivery: &Delivery| -> Vec<Value> {
            vec![
                delivery.id.into(),
                delivery.webhook.into(),
                delivery.person.into(),
                delivery.line.into(),
                delivery.act.code().into(),
                delivery.occurred_on.clone().into(),
                delivery.by_organisation.into(),
                delivery.made_at.into(),
                delivery.made_at.into(),
            ]
        };
        let rows = deliveries.iter().map(row).collect();
        let end = "ON CONFLICT (webhook, line) DO NOTHING";
        self.session()
            .insert("keep deliveries", "delivery", &columns, end, rows)
            .await
    }
}
