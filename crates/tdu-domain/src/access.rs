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
        /// Staff of a CFA: admissions, trainers, referents.
        CfaStaff = "cfa_staff",
        /// Disability and mobility referent: works on people, and may see accommodations.
        InclusionReferent = "inclusion_referent",
        /// Company relations: only what finding a company for someone needs.
        CompanyRelations = "company_relations",
        /// Manager of a team: works on people, and may open a file in an emergency.
        Manager = "manager",
        /// Administrator of an organisation: imports, keys, members.
        Administrator = "administrator",
        /// Coordinator of a territory: counts, never files.
        Coordinator = "coordinator",
        /// Member of a territory's steering committee: counts, never files.
        Steering = "steering",
        /// Head of a network: counts of several territories, never files.
        National = "national",
        /// Data protection officer: the journal and people's requests, never files.
        DataProtectionOfficer = "data_protection_officer",
    }
}

coded! {
    /// What can be asked for.
    Right {
        /// See the people whom the organisation accompanies, and their warnings.
        SeePeople = "see_people",
        /// See their reduced cards: name, phone, e-mail, trade, commune, stage.
        SeeCards = "see_cards",
        /// See disability and accommodations.
        SeeAccommodations = "see_accommodations",
        /// Take away a list of them.
        ExportPeople = "export_people",
        /// Record contacts, details, postponements.
        ActOnPeople = "act_on_people",
        /// Decide which Mission Locale covers a residence.
        AssignResidence = "assign_residence",
        /// Decide whether two files are of one person, or one file of two.
        DecideIdentity = "decide_identity",
        /// Ask another organisation to see someone, and answer such requests.
        AskAccess = "ask_access",
        /// Open someone's file in an emergency, without waiting for an answer.
        BreakGlass = "break_glass",
        /// Bring the organisation's files in.
        Import = "import",
        /// Make and revoke the organisation's API keys.
        ManageKeys = "manage_keys",
        /// Invite members, change what they are, let them go.
        ManageMembers = "manage_members",
        /// Read counts, never people.
        SeeAggregates = "see_aggregates",
        /// Read who did and saw what.
        ReadJournal = "read_journal",
        /// Answer people's requests about their data.
        HandleRequests = "handle_requests",
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
        self.rights().contains(&right)
    }

    /// The rights a role gives, within its own organisation.
    #[must_use]
    pub fn rights(self) -> &'static [Right] {
        match self {
            Self::Counsellor | Self::CfaStaff => &[
                Right::SeePeople,
                Right::ExportPeople,
                Right::ActOnPeople,
                Right::AssignResidence,
                Right::DecideIdentity,
                Right::AskAccess,
                Right::Import,
            ],
            Self::InclusionReferent => &[
                Right::SeePeople,
                Right::SeeAccommodations,
                Right::ExportPeople,
                Right::ActOnPeople,
                Right::AskAccess,
            ],
            Self::CompanyRelations => &[Right::SeeCards],
            Self::Manager => &[
                Right::SeePeople,
                Right::ExportPeople,
                Right::ActOnPeople,
                Right::AssignResidence,
                Right::DecideIdentity,
                Right::AskAccess,
                Right::BreakGlass,
                Right::Import,
                Right::SeeAggregates,
            ],
            Self::Administrator => &[Right::Import, Right::ManageKeys, Right::ManageMembers],
            Self::Coordinator | Self::Steering | Self::National => &[Right::SeeAggregates],
            Self::DataProtectionOfficer => &[Right::ReadJournal, Right::HandleRequests],
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

    /// What opens someone's file, whole or reduced, or acts on it.
    const OVER_PEOPLE: [Right; 8] = [
        Right::SeePeople,
        Right::SeeCards,
        Right::SeeAccommodations,
        Right::ExportPeople,
        Right::ActOnPeople,
        Right::AssignResidence,
        Right::DecideIdentity,
        Right::BreakGlass,
    ];

    #[test]
    fn who_runs_counts_or_watches_opens_no_file() {
        for role in [
            Role::Administrator,
            Role::Coordinator,
            Role::Steering,
            Role::National,
            Role::DataProtectionOfficer,
        ] {
            for right in OVER_PEOPLE {
                assert!(!role.gives(right), "{} {}", role.code(), right.code());
            }
        }
    }

    #[test]
    fn company_relations_see_cards_and_nothing_else() {
        assert_eq!(Role::CompanyRelations.rights(), [Right::SeeCards]);
    }

    #[test]
    fn accommodations_and_emergencies_belong_to_one_role_each() {
        let holders = |right| {
            Role::ALL
                .iter()
                .filter(|role| role.gives(right))
                .collect::<Vec<_>>()
        };
        assert_eq!(
            holders(Right::SeeAccommodations),
            [&Role::InclusionReferent]
        );
        assert_eq!(holders(Right::BreakGlass), [&Role::Manager]);
        assert_eq!(holders(Right::ReadJournal), [&Role::DataProtectionOfficer]);
    }

    #[test]
    fn every_role_gives_something_and_every_right_belongs_to_a_role() {
        assert!(Role::ALL.iter().all(|role| !role.rights().is_empty()));
        for right in Right::ALL {
            assert!(
                Role::ALL.iter().any(|role| role.gives(*right)),
                "{}",
                right.code()
            );
        }
    }
}
