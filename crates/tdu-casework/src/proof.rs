//! Proving that nothing was done to the journal behind the application's back.

use tdu_store::Lane;
use uuid::Uuid;

use crate::{Casework, CaseworkError};

impl Casework {
    /// Follows the journal of every organisation of a territory.
    pub async fn verify_journal(&self, territory: Uuid) -> Result<Vec<Lane>, CaseworkError> {
        let frame = self.frame(territory).await?;
        Ok(frame.territory.verify_journal().await?)
    }
}
