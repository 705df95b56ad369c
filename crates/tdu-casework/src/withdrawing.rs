//! Taking back an access that was given to another organisation.

use tdu_domain::access::{Actor, Right};
use tdu_domain::journal::Payload;
use uuid::Uuid;

use crate::acting::refresh;
use crate::{Casework, CaseworkError};

impl Casework {
    /// Withdraws an accepted access before its end. Whoever had it may ask again.
    pub async fn withdraw_access(&self, actor: &Actor, request: Uuid) -> Result<(), CaseworkError> {
        let scope = actor.scope(Right::AskAccess)?;
        let frame = self.frame_of(actor.organisation.id).await?;
        let given = frame.territory.request_about_own(&scope, request).await?;
        let given = given.ok_or(CaseworkError::NotFound("request"))?;
        self.accompanies(actor, given.person).await?;
        let (person, organisation) = (given.person, given.organisation);
        let transaction = frame.territory.begin().await?;
        transaction.lock_people(&[person]).await?;
        let now = self.clock().now();
        if !transaction
            .withdraw_access(request, &actor.name, now)
            .await?
        {
            return Err(CaseworkError::Conflict("access-not-given"));
        }
        let payload = Payload::AccessWithdrawn { organisation };
        self.tell(&frame, &transaction, actor, person, &payload)
            .await?;
        refresh(&frame, &transaction, person).await?;
        Ok(transaction.commit().await?)
    }
}
