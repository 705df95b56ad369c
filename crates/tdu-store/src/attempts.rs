//! The directory: tries to sign in, counted by what they have in common; browsers that accounts know.

use tdu_domain::merge::Millis;
use uuid::Uuid;

use crate::directory::Store;
use crate::engine::{Write, first};
use crate::error::StoreError;

/// Counts being read and changed: nobody else changes them meanwhile.
#[derive(Debug)]
pub struct Attempts(Write);

impl Attempts {
    /// A count and its last try, held until the end. An unknown key counts nothing yet.
    pub async fn lock(&self, key_hash: &[u8], now: Millis) -> Result<(i64, Millis), StoreError> {
        let session = self.0.session();
        let doing = "count a try";
        session
            .execute(
                doing,
                "INSERT INTO attempt (key_hash, failures, last_at) VALUES ($1, 0, $2) \
                 ON CONFLICT (key_hash) DO UPDATE SET last_at = attempt.last_at",
                vec![key_hash.to_vec().into(), now.into()],
            )
            .await?;
        let found = session.one(
            doing,
            "SELECT failures, last_at FROM attempt WHERE key_hash = $1",
            vec![key_hash.to_vec().into()],
            |row| Ok((row.take()?, row.take()?)),
        );
        found.await?.ok_or(StoreError::Missing {
            what: "count",
            name: "just made".to_owned(),
        })
    }

    /// Changes a count.
    pub async fn set(
        &self,
        key_hash: &[u8],
        failures: i64,
        last_at: Millis,
    ) -> Result<(), StoreError> {
        self.0
            .session()
            .execute(
                "count a try",
                "UPDATE attempt SET failures = $2, last_at = $3 WHERE key_hash = $1",
                vec![key_hash.to_vec().into(), failures.into(), last_at.into()],
            )
            .await?;
        Ok(())
    }

    /// Keeps the counts.
    pub async fn commit(self) -> Result<(), StoreError> {
        self.0.commit().await
    }
}

impl Store {
    /// Begins to count tries.
    pub async fn begin_attempts(&self) -> Result<Attempts, StoreError> {
        Ok(Attempts(self.engine.begin().await?))
    }

    /// Forgets the counts whose last try was before an instant.
    pub async fn forget_attempts(&self, before: Millis) -> Result<u64, StoreError> {
        self.write(
            "forget old tries",
            "DELETE FROM attempt WHERE last_at < $1",
            vec![before.into()],
        )
        .await
    }

    /// Whether an account signed in from a browser since an instant.
    pub async fn knows_device(
        &self,
        token_hash: &[u8],
        account: Uuid,
        since: Millis,
    ) -> Result<bool, StoreError> {
        let found: Option<Uuid> = self
            .engine
            .reader()
            .one(
                "find a browser",
                "SELECT account FROM device WHERE token_hash = $1 AND account = $2 AND seen_at >= $3",
                vec![token_hash.to_vec().into(), account.into(), since.into()],
                first,
            )
            .await?;
        Ok(found.is_some())
    }

    /// Remembers that an account signed in from a browser.
    pub async fn put_device(
        &self,
        token_hash: &[u8],
        account: Uuid,
        now: Millis,
    ) -> Result<(), StoreError> {
        self.write(
            "remember a browser",
            "INSERT INTO device (token_hash, account, seen_at) VALUES ($1, $2, $3) \
             ON CONFLICT (token_hash, account) DO UPDATE SET seen_at = excluded.seen_at",
            vec![token_hash.to_vec().into(), account.into(), now.into()],
        )
        .await?;
        Ok(())
    }

    /// Forgets the browsers of an account.
    pub async fn forget_devices(&self, account: Uuid) -> Result<(), StoreError> {
        self.write(
            "forget the browsers of an account",
            "DELETE FROM device WHERE account = $1",
            vec![account.into()],
        )
        .await?;
        Ok(())
    }
}
