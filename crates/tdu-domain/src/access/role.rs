//! Roles, and the rights each gives.

use crate::organisation::Network;
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
        /// Software of an organisation that reads people with its key; nobody is a member as this.
        ApiReader = "api_reader",
        /// Software of an organisation that reads people and acts on them with its key; the same.
        ApiClient = "api_client",
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
        /// Read who goes to the restricted archive soon, and what its next run would do.
        WatchRetention = "watch_retention",
        /// Open someone's file in the restricted archive, with a reason.
        OpenArchive = "open_archive",
        /// Keep the organisation's directory of services that help with obstacles.
        ManageServices = "manage_services",
        /// See how the work is shared out in the organisation.
        LeadTeam = "lead_team",
        /// Set by which signs an alert opens, for the territory.
        SetAlertRule = "set_alert_rule",
        /// Look for a company for people: companies, applications, answers, visits, CV and letter.
        SearchCompanies = "search_companies",
    }
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
                Right::SearchCompanies,
            ],
            Self::InclusionReferent => &[
                Right::SeePeople,
                Right::SeeAccommodations,
                Right::ExportPeople,
                Right::ActOnPeople,
                Right::AskAccess,
                Right::SearchCompanies,
            ],
            Self::CompanyRelations => &[Right::SeeCards, Right::SearchCompanies],
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
                Right::WatchRetention,
                Right::ManageServices,
                Right::LeadTeam,
                Right::SetAlertRule,
                Right::SearchCompanies,
            ],
            Self::Administrator => &[
                Right::Import,
                Right::ManageKeys,
                Right::ManageMembers,
                Right::OpenArchive,
                Right::ManageServices,
            ],
            Self::Coordinator => &[Right::SeeAggregates, Right::SetAlertRule],
            Self::Steering | Self::National => &[Right::SeeAggregates],
            Self::DataProtectionOfficer => &[
                Right::ReadJournal,
                Right::HandleRequests,
                Right::WatchRetention,
                Right::OpenArchive,
            ],
            Self::ApiReader => &[Right::SeePeople],
            Self::ApiClient => &[Right::SeePeople, Right::ActOnPeople, Right::SearchCompanies],
        }
    }
}

impl Role {
    /// Whether it is a program's, which enters with a key and never with an account.
    #[must_use]
    pub fn is_program(self) -> bool {
        matches!(self, Self::ApiReader | Self::ApiClient)
    }

    /// The roles that people may have.
    pub fn of_members() -> impl Iterator<Item = Self> {
        Self::ALL.iter().copied().filter(|role| !role.is_program())
    }

    /// Whether a password alone is too little: who gives rights to others, or reads who did what.
    #[must_use]
    pub fn needs_second_factor(self) -> bool {
        self.gives(Right::ManageMembers) || self.gives(Right::ReadJournal)
    }

    /// Whether an organisation's administrator gives this role to a member. Roles over a territory or
    /// a network come from its operator.
    #[must_use]
    pub fn is_given_in(self, network: Network) -> bool {
        match self {
            Self::Counsellor => network == Network::MissionLocale,
            Self::CfaStaff => network == Network::Cfa,
            Self::InclusionReferent
            | Self::CompanyRelations
            | Self::Manager
            | Self::Administrator
            | Self::DataProtectionOfficer => true,
            Self::Coordinator
            | Self::Steering
            | Self::National
            | Self::ApiReader
            | Self::ApiClient => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What opens someone's file, whole or reduced, or acts on it.
    const OVER_PEOPLE: [Right; 9] = [
        Right::SeePeople,
        Right::SeeCards,
        Right::SeeAccommodations,
        Right::ExportPeople,
        Right::ActOnPeople,
        Right::AssignResidence,
        Right::DecideIdentity,
        Right::BreakGlass,
        Right::SearchCompanies,
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
    fn administrators_and_data_protection_officers_need_a_second_factor() {
        let needing: Vec<_> = Role::ALL
            .iter()
            .filter(|role| role.needs_second_factor())
            .collect();
        let two = [&Role::Administrator, &Role::DataProtectionOfficer];
        assert_eq!(needing, two);
    }

    #[test]
    fn company_relations_see_cards_and_look_for_companies() {
        let rights = [Right::SeeCards, Right::SearchCompanies];
        assert_eq!(Role::CompanyRelations.rights(), rights);
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
