//! What the desk keeps.

use tdu_domain::access::Actor;
use uuid::Uuid;

use super::world::{Kind, World};

impl World {
    /// The key of something that the desk keeps, made anew.
    pub(super) async fn of_desk(&self, kind: Kind, organisation: &str, member: &Actor) -> Uuid {
        let reader = self.writer(organisation, member).await;
        let casework = &self.app.casework;
        match kind {
            Kind::Look => {
                let people = [self.people[organisation]];
                casework.see(&reader, &people).await.unwrap()
            }
            _ => unreachable!("{kind:?} is not kept by the desk"),
        }
    }
}
