//! What the desk keeps.

use tdu_casework::NewAbsence;
use tdu_domain::access::{Actor, Role};
use uuid::Uuid;

use super::world::{Kind, World};
use crate::support::TODAY;

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
            Kind::Absence => self.absence(organisation, &reader).await,
            _ => unreachable!("{kind:?} is not kept by the desk"),
        }
    }

    /// An absence of somebody, declared anew.
    async fn absence(&self, organisation: &str, absent: &Actor) -> Uuid {
        let casework = &self.app.casework;
        let manager = self.app.member(organisation, Role::Manager).await;
        let referent = self.app.member(organisation, Role::InclusionReferent).await;
        let cover = if absent.account == manager.account {
            referent.account
        } else {
            manager.account
        };
        let view = casework.absences(&manager).await.unwrap();
        for (row, _) in view.absences.iter().filter(|(_, may_end)| *may_end) {
            let id = row.absence.id;
            casework.end_absence(&manager, id).await.unwrap();
        }
        let new = NewAbsence {
            account: absent.account,
            covered_by: cover,
            from: TODAY,
            until: TODAY,
        };
        casework.declare_absence(&manager, new).await.unwrap()
    }
}
