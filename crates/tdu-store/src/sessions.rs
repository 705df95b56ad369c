//! The directory: signed-in browsers.

use tdu_domain::merge::Millis;
use uuid::Uuid;

use crate::accounts::{Account, account};
use crate::directory::Store;
use crate::error::StoreError;

/// A session to keep.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewSession {
    /// Public key: it names the session in its owner's list and opens nothing.
    pub id: Uuid,
    /// The account.
    pub account: Uuid,
    /// The organisation it acts for.
    pub organisation: Uuid,
    /// When it begins.
    pub created_at: Millis,
    /// When a second factor was given, if one was.
    pub confirmed_at: Option<Millis>,
    /// What the browser says it is.
    pub agent: String,
    /// From where it came.
    pub address: String,
}

/// A signed-in browser.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SessionRow {
    /// Public key.
    pub id: Uuid,
    /// The account.
    pub account: Account,
    /// The organisation it acts for.
    pub organisation: Uuid,
    /// When it signed in.
    pub created_at: Millis,
    /// When it was last seen.
    pub seen_at: Millis,
    /// When it gave a second factor.
    pub confirmed_at: Option<Millis>,
    /// Whether the account has an application that gives codes.
    pub has_codes: bool,
    /// Whether the account has a passkey.
    pub has_passkey: bool,
}

/// A session, as its owner sees it in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SessionLine {
    /// Public key.
    pub id: Uuid,
    /// When it signed in.
    pub created_at: Millis,
    /// When it was last seen.
    pub seen_at: Millis,
    /// What the browser said it was.
    pub agent: String,
    /// From where it came.
    pub address: String,
    /// Name of the organisation it acts for.
    pub organisation: String,
}

impl Store {
    /// Keeps a new session under the hash of its token.
    pub async fn add_session(
        &self,
        token_hash: &[u8],
        session: &NewSession,
    ) -> Result<(), StoreError> {
        self.write(
            "add a session",
            "INSERT INTO session (token_hash, id, account, organisation, created_at, seen_at, confirmed_at, agent, address) \
             VALUES ($1, $2, $3, $4, $5, $5, $6, $7, $8)",
            vec![
                token_hash.to_vec().into(),
                session.id.into(),
                session.account.into(),
                session.organisation.into(),
                session.created_at.into(),
                session.confirmed_at.into(),
                session.agent.clone().into(),
                session.address.clone().into(),
            ],
        )
        .await?;
        Ok(())
    }

    /// The session of a token's hash, if its account is still enabled.
    pub async fn session(&self, token_hash: &[u8]) -> Result<Option<SessionRow>, StoreError> {
        self.engine
            .reader()
            .one(
                "find a session",
                "SELECT account.id, email, account.name, password_hash, session.id, organisation, session.created_at, \
                 seen_at, session.confirmed_at, second_factor.account, \
                 (SELECT count(*) FROM passkey WHERE passkey.account = session.account) \
                 FROM session JOIN account ON account.id = session.account \
                 LEFT JOIN second_factor ON second_factor.account = session.account \
                 WHERE token_hash = $1 AND disabled_at IS NULL",
                vec![token_hash.to_vec().into()],
                |row| {
                    Ok(SessionRow {
                        account: account(row)?,
                        id: row.take()?,
                        organisation: row.take()?,
                        created_at: row.take()?,
                        seen_at: row.take()?,
                        confirmed_at: row.take()?,
                        has_codes: row.take::<Option<Uuid>>()?.is_some(),
                        has_passkey: row.take::<i64>()? > 0,
                    })
                },
            )
            .await
    }

    /// The sessions of an account, the one seen last first.
    pub async fn sessions(&self, account: Uuid) -> Result<Vec<SessionLine>, StoreError> {
        self.engine
            .reader()
            .all(
                "list the sessions of an account",
                "SELECT session.id, created_at, seen_at, agent, address, name FROM session \
                 JOIN organisation ON organisation.id = session.organisation WHERE account = $1 \
                 ORDER BY seen_at DESC, session.id DESC",
                vec![account.into()],
                |row| {
                    Ok(SessionLine {
                        id: row.take()?,
                        created_at: row.take()?,
                        seen_at: row.take()?,
                        agent: row.take()?,
                        address: row.take()?,
                        organisation: row.take()?,
                    })
                },
            )
            .await
    }

    /// Remembers that a session was seen.
    pub async fn touch_session(&self, token_hash: &[u8], now: Millis) -> Result<(), StoreError> {
        self.write(
            "touch a session",
            "UPDATE session SET seen_at = $2 WHERE token_hash = $1",
            vec![token_hash.to_vec().into(), now.into()],
        )
        .await?;
        Ok(())
    }

    /// Gives a session a new token and what it may do from now on; the old token opens nothing more.
    /// Tells whether there was such a session.
    pub async fn rotate_session(
        &self,
        old_hash: &[u8],
        new_hash: &[u8],
        organisation: Uuid,
        confirmed_at: Option<Millis>,
        now: Millis,
    ) -> Result<bool, StoreError> {
        let touched = self
            .write(
                "rotate a session",
                "UPDATE session SET token_hash = $2, organisation = $3, confirmed_at = $4, seen_at = $5 WHERE token_hash = $1",
                vec![
                    old_hash.to_vec().into(),
                    new_hash.to_vec().into(),
                    organisation.into(),
                    confirmed_at.into(),
                    now.into(),
                ],
            )
            .await?;
        Ok(touched > 0)
    }

    /// Ends a session.
    pub async fn end_session(&self, token_hash: &[u8]) -> Result<(), StoreError> {
        self.write(
            "end a session",
            "DELETE FROM session WHERE token_hash = $1",
            vec![token_hash.to_vec().into()],
        )
        .await?;
        Ok(())
    }

    /// Ends a session of an account by its public key; tells whether there was one.
    pub async fn end_session_of(&self, account: Uuid, id: Uuid) -> Result<bool, StoreError> {
        let ended = self
            .write(
                "end a session of an account",
                "DELETE FROM session WHERE account = $1 AND id = $2",
                vec![account.into(), id.into()],
            )
            .await?;
        Ok(ended > 0)
    }

    /// Ends the sessions of an account, but the one of a key if one is given.
    pub async fn end_sessions_of(
        &self,
        account: Uuid,
        but: Option<Uuid>,
    ) -> Result<u64, StoreError> {
        self.write(
            "end the sessions of an account",
            "DELETE FROM session WHERE account = $1 AND id <> $2",
            vec![account.into(), but.unwrap_or(Uuid::nil()).into()],
        )
        .await
    }

    /// Ends the sessions of an account that act for an organisation.
    pub async fn end_sessions_at(
        &self,
        account: Uuid,
        organisation: Uuid,
    ) -> Result<u64, StoreError> {
        self.write(
            "end the sessions of a member",
            "DELETE FROM session WHERE account = $1 AND organisation = $2",
            vec![account.into(), organisation.into()],
        )
        .await
    }

    /// Ends every session not seen since an instant, or begun before another.
    pub async fn end_old_sessions(
        &self,
        seen_before: Millis,
        created_before: Millis,
    ) -> Result<u64, StoreError> {
        self.write(
            "end old sessions",
            "DELETE FROM session WHERE seen_at < $1 OR created_at < $2",
            vec![seen_before.into(), created_before.into()],
        )
        .await
    }
}
