//! The accounts of the demonstration, around someone whom both networks must help.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use tdu_casework::{Casework, NewAccount};
use tdu_domain::access::{Actor, KeyScope, Role};
use tdu_domain::organisation::{Network, Organisation};
use tdu_store::DeskLine;
use uuid::Uuid;

use super::stories::other_cfa;

/// The password of every account of the demonstration.
pub(super) const PASSWORD: &str = "demonstration-2026";
/// The counsellor's account.
pub(super) const COUNSELLOR: &str = "conseil@ml.example";
/// The account of the CFA's staff.
pub(super) const REFERENT: &str = "referent@cfa.example";
/// The account of the staff of another CFA.
pub(super) const WELCOME: &str = "accueil@autre-cfa.example";
/// Network, role, e-mail and name of each account.
const WANTED: [(Network, Role, &str, &str); 16] = {
    use Network::{Cfa, MissionLocale};
    [
        (
            MissionLocale,
            Role::Counsellor,
            COUNSELLOR,
            "Conseil de démonstration",
        ),
        (
            MissionLocale,
            Role::InclusionReferent,
            "inclusion@ml.example",
            "Référent handicap ML",
        ),
        (
            MissionLocale,
            Role::CompanyRelations,
            "entreprises@ml.example",
            "Relations entreprises ML",
        ),
        (
            MissionLocale,
            Role::Manager,
            "responsable@ml.example",
            "Responsable ML",
        ),
        (
            MissionLocale,
            Role::Administrator,
            "admin@ml.example",
            "Administration ML",
        ),
        (
            MissionLocale,
            Role::DataProtectionOfficer,
            "dpo@ml.example",
            "Protection des données ML",
        ),
        (
            MissionLocale,
            Role::Coordinator,
            "coordination@territoire.example",
            "Coordination",
        ),
        (
            MissionLocale,
            Role::Steering,
            "comite@territoire.example",
            "Comité de pilotage",
        ),
        (
            MissionLocale,
            Role::National,
            "national@reseau.example",
            "Tête de réseau",
        ),
        (Cfa, Role::CfaStaff, REFERENT, "Référent de démonstration"),
        (
            Cfa,
            Role::InclusionReferent,
            "inclusion@cfa.example",
            "Référent handicap CFA",
        ),
        (
            Cfa,
            Role::CompanyRelations,
            "entreprises@cfa.example",
            "Relations entreprises CFA",
        ),
        (
            Cfa,
            Role::Administrator,
            "admin@cfa.example",
            "Administration CFA",
        ),
        (
            Cfa,
            Role::DataProtectionOfficer,
            "dpo@cfa.example",
            "Protection des données CFA",
        ),
        (
            MissionLocale,
            Role::Manager,
            "deux.structures@reseau.example",
            "Responsable de deux structures",
        ),
        (
            Cfa,
            Role::CfaStaff,
            "deux.structures@reseau.example",
            "Responsable de deux structures",
        ),
    ]
};

/// An account, or the API key, as printed and as written for the browser's tests.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct DemoAccount {
    pub(super) role: String,
    pub(super) email: String,
    pub(super) password: String,
    pub(super) organisation: String,
    pub(super) organisation_kind: String,
    pub(super) name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) uai: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) siret: Option<String>,
}

impl DemoAccount {
    fn new(role: &str, name: &str, organisation: &Organisation) -> Self {
        Self {
            role: role.to_owned(),
            email: String::new(),
            password: PASSWORD.to_owned(),
            organisation: organisation.name.clone(),
            organisation_kind: organisation.network.code().to_owned(),
            name: name.to_owned(),
            uai: None,
            siret: None,
        }
    }
}

/// One account of each role, and an API key.
pub(super) async fn open_accounts(
    casework: &Casework,
    organisations: &[Organisation],
    territory: Uuid,
) -> anyhow::Result<Vec<DemoAccount>> {
    let first = |network| {
        organisations
            .iter()
            .find(|organisation| organisation.network == network)
            .cloned()
    };
    let (mission_locale, cfa, counsellor) =
        match most_urgent_in_common(casework, organisations, territory).await? {
            Some((mission_locale, cfa, counsellor)) => {
                (Some(mission_locale), cfa, Some(counsellor))
            }
            None => (first(Network::MissionLocale), first(Network::Cfa), None),
        };
    let mut accounts = Vec::new();
    for (network, role, email, name) in WANTED {
        let (organisation, portfolio) = match network {
            Network::MissionLocale => (&mission_locale, counsellor.clone()),
            Network::Cfa => (&cfa, None),
        };
        let Some(organisation) = organisation else {
            continue;
        };
        let portfolio = portfolio.filter(|_| role == Role::Counsellor);
        let name = portfolio.clone().unwrap_or_else(|| name.to_owned());
        let new = NewAccount {
            email: email.to_owned(),
            name: name.clone(),
            password: PASSWORD.to_owned(),
            organisation: organisation.code.clone(),
            role,
            portfolio,
        };
        casework.set_up_account(new).await?;
        accounts.push(DemoAccount {
            email: email.to_owned(),
            ..DemoAccount::new(role.code(), &name, organisation)
        });
    }
    if let Some(other) = cfa.as_ref().and_then(|cfa| other_cfa(organisations, cfa)) {
        let new = NewAccount {
            email: WELCOME.to_owned(),
            name: "Accueil de l’autre CFA".to_owned(),
            password: PASSWORD.to_owned(),
            organisation: other.code.clone(),
            role: Role::CfaStaff,
            portfolio: None,
        };
        let name = new.name.clone();
        casework.set_up_account(new).await?;
        accounts.push(DemoAccount {
            email: WELCOME.to_owned(),
            ..DemoAccount::new(Role::CfaStaff.code(), &name, other)
        });
    }
    if let Some(cfa) = &cfa {
        let establishments = casework.store().establishments(territory).await?;
        let own = establishments
            .into_iter()
            .find(|known| known.organisation == cfa.id);
        accounts.push(DemoAccount {
            password: casework.make_api_key(cfa.id, "Démonstration").await?,
            uai: own.as_ref().map(|own| own.uai.to_string()),
            siret: own.and_then(|own| own.siret).map(|siret| siret.to_string()),
            ..DemoAccount::new("api_key", "Clé d'API", cfa)
        });
    }
    for organisation in [&mission_locale, &cfa].into_iter().flatten() {
        accounts.push(program(casework, organisation, territory).await?);
    }
    Ok(accounts)
}

/// A key with which software reads and acts for an organisation.
async fn program(
    casework: &Casework,
    organisation: &Organisation,
    territory: Uuid,
) -> anyhow::Result<DemoAccount> {
    let administrator = Actor {
        role: Role::Administrator,
        ..staff_of(organisation, territory)
    };
    let name = "Logiciel de démonstration";
    let key = casework.make_own_api_key(&administrator, name, &[KeyScope::Act]);
    Ok(DemoAccount {
        password: key.await?,
        ..DemoAccount::new("api_program", "Clé « Lire et agir »", organisation)
    })
}

/// Where both networks meet: a Mission Locale, a CFA, a counsellor of the first.
type Meeting = (Organisation, Option<Organisation>, String);

/// The most urgent young person known to both networks who comes first on their counsellor's desk.
async fn most_urgent_in_common(
    casework: &Casework,
    organisations: &[Organisation],
    territory: Uuid,
) -> anyhow::Result<Option<Meeting>> {
    let mut found: BTreeMap<(bool, i64), Meeting> = BTreeMap::new();
    for organisation in organisations {
        if organisation.network != Network::MissionLocale {
            continue;
        }
        let staff = staff_of(organisation, territory);
        for line in casework.desk(&staff, true).await?.to_do {
            let DeskLine { person, .. } = line;
            let (Some(cfa), Some(counsellor)) = (person.cfa, person.counsellor) else {
                continue;
            };
            let own = Actor {
                portfolio: Some(counsellor.clone()),
                ..staff.clone()
            };
            let desk = casework.desk(&own, false).await?;
            let comes_first = desk
                .to_do
                .first()
                .is_some_and(|first| first.person.person == person.person);
            let cfa = organisations.iter().find(|other| other.id == cfa).cloned();
            found.entry((!comes_first, person.urgency)).or_insert((
                organisation.clone(),
                cfa,
                counsellor,
            ));
        }
    }
    Ok(found.pop_first().map(|(_, meeting)| meeting))
}

fn staff_of(organisation: &Organisation, territory: Uuid) -> Actor {
    Actor {
        account: Uuid::nil(),
        name: "Démonstration".to_owned(),
        role: match organisation.network {
            Network::MissionLocale => Role::Counsellor,
            Network::Cfa => Role::CfaStaff,
        },
        organisation: organisation.clone(),
        territory,
        portfolio: None,
        address: None,
    }
}
