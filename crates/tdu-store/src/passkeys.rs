//! The directory: passkeys, and the challenges that wait for an answer.

use tdu_domain::merge::Millis;
use uuid::Uuid;

use crate::accounts::{Account, account};
use crate::directory::Store;
use crate::engine::first;
use crate::error::StoreError;

/// A passkey to keep.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewPasskey {
    /// Key of the row.
    pub id: Uuid,
    /// Whose it is.
    pub account: Uuid,
    /// What names it, unique.
    pub credential: Vec<u8>,
    /// Its public key and what else never changes.
    pub fixed: Vec<u8>,
    /// Its counter and what else changes at each use.
    pub moving: Vec<u8>,
    /// What its owner calls it.
    pub label: String,
    /// When it was added.
    pub created_at: Millis,
}

/// A passkey, as its owner sees it in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PasskeyLine {
    /// Key of the row.
    pub id: Uuid,
    /// What names it, unique.
    pub credential: Vec<u8>,
    /// What its owner calls it.
    pub label: String,
    /// When it was added.
    pub created_at: Millis,
    /// When it last opened a session.
    pub used_at: Option<Millis>,
}

/// A passkey that answers, and its owner.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PasskeyRow {
    /// Whose it is.
    pub account: Account,
    /// Key of the row.
    pub id: Uuid,
    /// Its public key and what else never changes.
    pub fixed: Vec<u8>,
    /// Its counter and what else changes at each use.
    pub moving: Vec<u8>,
}

impl Store {
    /// Keeps a passkey, unless it is known already: tells whether it was new.
    pub async fn add_passkey(&self, passkey: &NewPasskey) -> Result<bool, StoreError> {
        let added = self
            .write(
                "add a passkey",
                "INSERT INTO passkey (id, account, credential, fixed, moving, label, created_at) \
                 VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (credential) DO NOTHING",
                vec![
                    passkey.id.into(),
                    passkey.account.into(),
                    passkey.credential.clone().into(),
                    passkey.fixed.clone().into(),
                    passkey.moving.clone().into(),
                    passkey.label.clone().into(),
                    passkey.created_at.into(),
                ],
            )
            .await?;
        Ok(added > 0)
    }

    /// The passkeys of an account, the oldest first.
    pub async fn passkeys(&self, account: Uuid) -> Result<Vec<PasskeyLine>, StoreError> {
        self.engine
            .reader()
            .all(
                "list the passkeys of an account",
                "SELECT id, credential, label, created_at, used_at FROM passkey WHERE account = $1 ORDER BY id",
                vec![account.into()],
                |row| {
                    Ok(PasskeyLine {
                        id: row.take()?,
                        credential: row.take()?,
                        label: row.take()?,
                        created_at: row.take()?,
                        used_at: row.take()?,
                    })
                },
            )
            .await
    }

    /// The passkey of this name, if its account is enabled.
    pub async fn passkey(&self, credential: &[u8]) -> Result<Option<PasskeyRow>, StoreError> {
        self.engine
            .reader()
            .one(
                "find a passkey",
                "SELECT account.id, email, account.name, password_hash, passkey.id, fixed, moving FROM passkey \
                 JOIN account ON account.id = passkey.account WHERE credential = $1 AND disabled_at IS NULL",
                vec![credential.to_vec().into()],
                |row| {
                    Ok(PasskeyRow {
                        account: account(row)?,
                        id: row.take()?,
                        fixed: row.take()?,
                        moving: row.take()?,
                    })
                },
            )
            .await
    }

    /// Notes the use of a passkey and what it changed; tells whether nobody did meanwhile.
    pub async fn use_passkey(
        &self,
        id: Uuid,
        before: &[u8],
        after: &[u8],
        now: Millis,
    ) -> Result<bool, StoreError> {
        let used = self
            .write(
                "note the use of a passkey",
                "UPDATE passkey SET moving = $3, used_at = $4 WHERE id = $1 AND moving = $2",
                vec![
                    id.into(),
                    before.to_vec().into(),
                    after.to_vec().into(),
                    now.into(),
                ],
            )
            .await?;
        Ok(used > 0)
    }

    /// Removes a passkey of an account; tells whether there was one.
    pub async fn remove_passkey(&self, account: Uuid, id: Uuid) -> Result<bool, StoreError> {
        let removed = self
            .write(
                "remove a passkey",
                "DELETE FROM passkey WHERE account = $1 AND id = $2",
                vec![account.into(), id.into()],
            )
            .await?;
        Ok(removed > 0)
    }

    /// Removes every passkey of an account; tells how many there were.
    pub async fn remove_passkeys(&self, account: Uuid) -> Result<u64, StoreError> {
        self.write(
            "remove the passkeys of an account",
            "DELETE FROM passkey WHERE account = $1",
            vec![account.into()],
        )
        .await
    }

    /// Keeps what a challenge was sent with until its answer comes.
    pub async fn put_handshake(
        &self,
        key_hash: &[u8],
        kind: &str,
        account: Option<Uuid>,
        state: &[u8],
        expires_at: Millis,
    ) -> Result<(), StoreError> {
        self.write(
            "keep a challenge",
            "INSERT INTO handshake (key_hash, kind, account, state, expires_at) VALUES ($1, $2, $3, $4, $5)",
            vec![
                key_hash.to_vec().into(),
                kind.into(),
                account.into(),
                state.to_vec().into(),
                expires_at.into(),
            ],
        )
        .await?;
        Ok(())
    }

    /// Takes back what a challenge was sent with, once, if it was sent to this account and still waits.
    pub async fn take_handshake(
        &self,
        key_hash: &[u8],
        kind: &str,
        account: Option<Uuid>,
        now: Millis,
    ) -> Result<Option<Vec<u8>>, StoreError> {
        let write = self.engine.begin().await?;
        let state = write
            .session()
            .one(
                "take a challenge back",
                "DELETE FROM handshake WHERE key_hash = $1 AND kind = $2 AND expires_at > $3 \
                 AND COALESCE(account, $5) = $4 RETURNING state",
                vec![
                    key_hash.to_vec().into(),
                    kind.into(),
                    now.into(),
                    account.unwrap_or(Uuid::nil()).into(),
                    Uuid::nil().into(),
                ],
                first,
            )
            .await?;
        write.commit().await?;
        Ok(state)
    }

    /// Forgets the challenges that nobody answered in time.
    pub async fn forget_handshakes(&self, now: Millis) -> Result<u64, StoreError> {
        self.write(
            "forget old challenges",
            "DELETE FROM handshake WHERE expires_at <= $1",
            vec![now.into()],
        )
        .await
    }
}
