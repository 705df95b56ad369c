//! The directory: applications that give codes, and the codes that replace them once.

use tdu_domain::merge::Millis;
use uuid::Uuid;

use crate::directory::Store;
use crate::engine::{Write, first};
use crate::error::StoreError;

impl Store {
    /// The sealed secret of an account's application.
    pub async fn second_factor(&self, account: Uuid) -> Result<Option<Vec<u8>>, StoreError> {
        self.engine
            .reader()
            .one(
                "find a second factor",
                "SELECT secret FROM second_factor WHERE account = $1",
                vec![account.into()],
                first,
            )
            .await
    }

    /// Keeps the application of an account, in place of any other, with new recovery codes.
    pub async fn put_second_factor(
        &self,
        account: Uuid,
        secret: &[u8],
        last_step: i64,
        codes: &[Vec<u8>],
        now: Millis,
    ) -> Result<(), StoreError> {
        let write = self.engine.begin().await?;
        write
            .session()
            .execute(
                "keep a second factor",
                "INSERT INTO second_factor (account, secret, last_step, confirmed_at) VALUES ($1, $2, $3, $4) \
                 ON CONFLICT (account) DO UPDATE SET secret = excluded.secret, last_step = excluded.last_step, \
                 confirmed_at = excluded.confirmed_at",
                vec![account.into(), secret.to_vec().into(), last_step.into(), now.into()],
            )
            .await?;
        replace_codes(&write, account, codes).await?;
        write.commit().await
    }

    /// Every application's account and sealed secret.
    pub async fn second_factors(&self) -> Result<Vec<(Uuid, Vec<u8>)>, StoreError> {
        self.engine
            .reader()
            .all(
                "list the second factors",
                "SELECT account, secret FROM second_factor ORDER BY account",
                vec![],
                |row| Ok((row.take()?, row.take()?)),
            )
            .await
    }

    /// Puts a secret sealed anew in place of the one that was read; tells whether it was still there.
    pub async fn replace_second_factor(
        &self,
        account: Uuid,
        before: &[u8],
        after: &[u8],
    ) -> Result<bool, StoreError> {
        let replaced = self
            .write(
                "seal a second factor anew",
                "UPDATE second_factor SET secret = $3 WHERE account = $1 AND secret = $2",
                vec![
                    account.into(),
                    before.to_vec().into(),
                    after.to_vec().into(),
                ],
            )
            .await?;
        Ok(replaced > 0)
    }

    /// Uses a step of time up: no code of this step or of an earlier one serves again. Tells whether
    /// it was still to be used.
    pub async fn use_step(&self, account: Uuid, step: i64) -> Result<bool, StoreError> {
        let used = self
            .write(
                "use a code up",
                "UPDATE second_factor SET last_step = $2 WHERE account = $1 AND last_step < $2",
                vec![account.into(), step.into()],
            )
            .await?;
        Ok(used > 0)
    }

    /// Removes the application of an account and its recovery codes; tells whether there was one.
    pub async fn remove_second_factor(&self, account: Uuid) -> Result<bool, StoreError> {
        let write = self.engine.begin().await?;
        let removed = write
            .session()
            .execute(
                "remove a second factor",
                "DELETE FROM second_factor WHERE account = $1",
                vec![account.into()],
            )
            .await?;
        replace_codes(&write, account, &[]).await?;
        write.commit().await?;
        Ok(removed > 0)
    }

    /// Gives an account new recovery codes; the old ones serve no more.
    pub async fn put_recovery_codes(
        &self,
        account: Uuid,
        codes: &[Vec<u8>],
    ) -> Result<(), StoreError> {
        let write = self.engine.begin().await?;
        replace_codes(&write, account, codes).await?;
        write.commit().await
    }

    /// Uses a recovery code up; tells whether it was one.
    pub async fn use_recovery_code(&self, account: Uuid, hash: &[u8]) -> Result<bool, StoreError> {
        let used = self
            .write(
                "use a recovery code up",
                "DELETE FROM recovery_code WHERE account = $1 AND code_hash = $2",
                vec![account.into(), hash.to_vec().into()],
            )
            .await?;
        Ok(used > 0)
    }

    /// How many recovery codes an account has left.
    pub async fn recovery_codes_left(&self, account: Uuid) -> Result<i64, StoreError> {
        let left = self
            .engine
            .reader()
            .one(
                "count recovery codes",
                "SELECT count(*) FROM recovery_code WHERE account = $1",
                vec![account.into()],
                first,
            )
            .await?;
        Ok(left.unwrap_or(0))
    }
}

async fn replace_codes(write: &Write, account: Uuid, codes: &[Vec<u8>]) -> Result<(), StoreError> {
    let doing = "replace recovery codes";
    let session = write.session();
    session
        .execute(
            doing,
            "DELETE FROM recovery_code WHERE account = $1",
            vec![account.into()],
        )
        .await?;
    for code in codes {
        session
            .execute(
                doing,
                "INSERT INTO recovery_code (account, code_hash) VALUES ($1, $2)",
                vec![account.into(), code.clone().into()],
            )
            .await?;
    }
    Ok(())
}
