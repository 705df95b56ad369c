//! The directory: what happened to accounts, never changed.

use tdu_domain::account::AccountAct;
use tdu_domain::merge::Millis;
use uuid::Uuid;

use crate::directory::Store;
use crate::engine::{Row, Write};
use crate::error::StoreError;

/// Something that happened to an account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccountEvent {
    /// Key, in order of time.
    pub id: Uuid,
    /// When.
    pub recorded_at: Millis,
    /// What.
    pub act: AccountAct,
    /// The account it is about, if it exists.
    pub account: Option<Uuid>,
    /// The organisation it is about, if one is.
    pub organisation: Option<Uuid>,
    /// The name of who did it.
    pub actor: String,
    /// Of whom, or what: an e-mail, a name, a role.
    pub detail: String,
}

/// Most events shown at once.
const SHOWN: i64 = 20;

impl Store {
    /// Writes down something that happened to an account.
    pub async fn tell(&self, event: &AccountEvent) -> Result<(), StoreError> {
        let write = self.engine.begin().await?;
        tell(&write, event).await?;
        write.commit().await
    }

    /// The latest events of an account, newest first.
    pub async fn events_of(&self, account: Uuid) -> Result<Vec<AccountEvent>, StoreError> {
        self.events("account", account).await
    }

    /// The latest events of an organisation, newest first.
    pub async fn events_at(&self, organisation: Uuid) -> Result<Vec<AccountEvent>, StoreError> {
        self.events("organisation", organisation).await
    }

    async fn events(
        &self,
        column: &'static str,
        key: Uuid,
    ) -> Result<Vec<AccountEvent>, StoreError> {
        self.engine
            .reader()
            .all(
                "list what happened to accounts",
                &format!(
                    "SELECT id, recorded_at, act, account, organisation, actor, detail FROM account_event \
                     WHERE {column} = $1 ORDER BY id DESC LIMIT $2"
                ),
                vec![key.into(), SHOWN.into()],
                event,
            )
            .await
    }
}

/// Writes an event within a transaction.
pub(crate) async fn tell(write: &Write, event: &AccountEvent) -> Result<(), StoreError> {
    write
        .session()
        .execute(
            "write down what happened to an account",
            "INSERT INTO account_event (id, recorded_at, act, account, organisation, actor, detail) \
             VALUES ($1, $2, $3, $4, $5, $6, $7)",
            vec![
                event.id.into(),
                event.recorded_at.into(),
                event.act.code().into(),
                event.account.into(),
                event.organisation.into(),
                event.actor.clone().into(),
                event.detail.clone().into(),
            ],
        )
        .await?;
    Ok(())
}

fn event(row: &mut Row<'_>) -> Result<AccountEvent, StoreError> {
    Ok(AccountEvent {
        id: row.take()?,
        recorded_at: row.take()?,
        act: row.parse("account_event", "act", "an act", AccountAct::from_code)?,
        account: row.take()?,
        organisation: row.take()?,
        actor: row.take()?,
        detail: row.take()?,
    })
}
