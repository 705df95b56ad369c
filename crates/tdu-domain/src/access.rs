//! Who may do what: one pure policy. Nothing is allowed that a rule here does not allow.

use std::net::IpAddr;

use uuid::Uuid;

use crate::organisation::{Network, Organisation};
use crate::person::coded;

coded! {
    /// What a member of an organisation is there.
    Role {
        /// Counsellor of a Mission Locale.
        Counsellor = "counsellor",
        /// Staff of a CFA: admissions, company relations, trainers, referents.
        CfaStaff = "cfa_staff",
        /// Administrator of an organisation: imports, keys.
        Administrator = "administrator",
        /// Coordinator of a territory: counts, never files.
        Coordinator = "coordinator",
    }
}

coded! {
    /// What can be asked for.
    Right {
        /// See the people whom the organisation accompanies, and their warnings.
        SeePeople = "see_people",
        /// Take away a list of them.
        ExportPeople = "export_people",
        /// Record contacts, details, postponements.
        ActOnPeople = "act_on_people",
        /// Decide which Mission Locale covers a residence.
        AssignResidence = "assign_residence",
        /// Decide whether two files are of one person, or one file of two.
        DecideIdentity = "decide_identity",
        /// Bring the organisation's files in.
        Import = "import",
        /// Make and revoke the organisation's API keys.
        ManageKeys = "manage_keys",
    }
}

/// A signed-in account, acting for one organisation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Actor {
    /// The account.
    pub account: Uuid,
    /// Its name, as colleagues read it.
    pub name: String,
    /// The organisation it acts for now.
    pub organisation: Organisation,
    /// What it is there.
    pub role: Role,
    /// The name under which the organisation's own files know this person, if they do.
    pub portfolio: Option<String>,
    /// The network address it acts from, when it is known.
    pub address: Option<IpAddr>,
}

/// The people that queries may reach: those whom one organisation accompanies.
///
/// Only [`Actor::scope`] makes one, so that a query about people cannot be written without a decision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scope {
    organisation: Uuid,
    network: Network,
}

impl Scope {
    /// The organisation whose people can be reached.
    #[must_use]
    pub fn organisation(&self) -> Uuid {
        self.organisation
    }

    /// Its network.
    #[must_use]
    pub fn network(&self) -> Network {
        self.network
    }
}

/// A refusal, with the right that was missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the role {} does not give the right {}", .role.code(), .right.code())]
pub struct Denied {
    /// The role of the actor.
    pub role: Role,
    /// What was asked for.
    pub right: Right,
}

impl Role {
    /// Whether a role gives a right, within its own organisation.
    #[must_use]
    pub fn gives(self, right: Right) -> bool {
        match self {
            Self::Counsellor | Self::CfaStaff => {
                matches!(
                    right,
                    Right::SeePeople
                        | Right::ExportPeople
                        | Right::ActOnPeople
                        | Right::AssignResidence
                        | Right::DecideIdentity
                        | Right::Import
                )
            }
            Self::Administrator => matches!(right, Right::Import | Right::ManageKeys),
            Self::Coordinator => false,
        }
    }
}

impl Actor {
    /// The decision: the people this actor may reach with this right.
    pub fn scope(&self, right: Right) -> Result<Scope, Denied> {
        if self.role.gives(right) {
            Ok(Scope {
                organisation: self.organisation.id,
                network: self.organisation.network,
            })
        } else {
            Err(Denied {
                role: self.role,
                right,
            })
        }
    }

    /// Whether the actor has a right.
    #[must_use]
    pub fn may(&self, right: Right) -> bool {
        self.role.gives(right)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn administrators_and_coordinators_see_no_file() {
        for role in [Role::Administrator, Role::Coordinator] {
            assert!(!role.gives(Right::SeePeople) && !role.gives(Right::ExportPeople));
        }
    }

    #[test]
    fn a_coordinator_has_no_right_over_people() {
        assert!(
            Right::ALL
                .iter()
                .all(|right| !Role::Coordinator.gives(*right))
        );
    }
}
