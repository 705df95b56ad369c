//! How the work of a team is shared out, for whoever leads it.

use tdu_domain::access::{Actor, Right};
use tdu_store::Load;

use crate::{Casework, CaseworkError};

impl Casework {
    /// How many people each colleague of the actor's organisation follows, those of nobody first.
    pub async fn team_load(&self, actor: &Actor) -> Result<Vec<Load>, CaseworkError> {
        let scope = actor.scope(Right::LeadTeam)?;
        let frame = self.frame_of(actor.organisation.id).await?;
        Ok(frame.territory.load(&scope, frame.today()).await?)
    }
}
