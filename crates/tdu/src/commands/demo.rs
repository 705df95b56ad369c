//! `tdu demo`: a synthetic territory through the very same importers, its accounts, and what to look
//! at first.

use std::collections::BTreeMap;
use std::path::Path;
use std::time::Instant;

use anyhow::Context;
use serde::Serialize;
use tdu_casework::{Casework, NewAccount};
use tdu_domain::access::{Actor, Role};
use tdu_domain::organisation::{Network, Organisation};
use tdu_domain::signal::SignalCode;
use tdu_simulation::Parameters;
use tdu_store::{DeskLine, Facet, PeopleFilter, Sort};
use uuid::Uuid;

use crate::cli::DemoArguments;
use crate::commands::serve::{listen, serve};
use crate::commands::setup::{put_communes, put_organisations};
use crate::config::Config;
use crate::wiring::{open, operator, say};

/// The password of every account of the demonstration.
const PASSWORD: &str = "demonstration-2026";
/// Written when the territory is whole: a folder without it is begun again.
const WHOLE: &str = "demo-accounts.json";

#[derive(Debug, Clone, Serialize, serde::Deserialize)]
struct DemoAccount {
    role: String,
    email: String,
    password: String,
    organisation: String,
    organisation_kind: String,
    name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    uai: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    siret: Option<String>,
}

pub(crate) async fn run(config: Config, arguments: DemoArguments) -> anyhow::Result<()> {
    let config = Config {
        port: arguments.port,
        data: arguments.data.clone(),
        ..config
    };
    let listener = listen(&config).await?;
    if arguments.fresh && arguments.data.exists() {
        anyhow::ensure!(
            arguments.data.join("directory.sqlite").exists()
                || std::fs::read_dir(&arguments.data)?.next().is_none(),
            "{} ne contient pas une démonstration : rien n'y est effacé",
            arguments.data.display()
        );
        std::fs::remove_dir_all(&arguments.data)?;
    }
    let accounts_file = arguments.data.join(WHOLE);
    let casework = open(&config).await?;
    let accounts = if accounts_file.exists() {
        serde_json::from_str(&std::fs::read_to_string(&accounts_file)?)?
    } else {
        let accounts = build(&casework, &arguments).await?;
        std::fs::write(&accounts_file, serde_json::to_string_pretty(&accounts)?)?;
        accounts
    };
    serve(casework, &config, listener, |address| {
        welcome(address, &accounts)
    })
    .await
}

async fn build(casework: &Casework, arguments: &DemoArguments) -> anyhow::Result<Vec<DemoAccount>> {
    let began = Instant::now();
    let code = format!("demo-{}", arguments.territory.to_lowercase());
    let territory = casework
        .set_up_territory(&code, "Territoire de démonstration", "Europe/Paris")
        .await?;
    let today = casework.frame(territory).await?.today();
    let files = arguments.data.join("fichiers");
    let parameters = Parameters {
        territory: arguments.territory.clone(),
        youths: arguments.youths,
        learners: arguments.learners,
        seed: arguments.seed,
        today,
    };
    say(&format!(
        "Je fabrique {} jeunes et {} apprenants fictifs…",
        arguments.youths, arguments.learners
    ));
    let summary = tdu_simulation::simulate(&parameters)?.write(&files)?;
    put_organisations(casework, territory, &files.join("organisations.csv")).await?;
    put_communes(casework, territory, &files.join("communes.csv")).await?;
    say(&format!(
        "J'importe leurs {} fichiers par les mêmes portes que les vrais…",
        summary.files.len()
    ));
    let frame = casework.frame(territory).await?;
    let mut organisations: Vec<Organisation> = frame.organisations.values().cloned().collect();
    organisations.sort_by(|one, other| one.code.cmp(&other.code));
    for organisation in &organisations {
        import_files(casework, organisation, &files).await?;
    }
    frame.territory.analyse().await?;
    let accounts = open_accounts(casework, &organisations, territory).await?;
    say(&format!(
        "Prêt en {} secondes : {} personnes, dont {} connues des deux réseaux.",
        began.elapsed().as_secs(),
        summary.people,
        summary.in_both
    ));
    Ok(accounts)
}

async fn import_files(
    casework: &Casework,
    organisation: &Organisation,
    files: &Path,
) -> anyhow::Result<()> {
    let name = match organisation.network {
        Network::MissionLocale => format!("youths-{}.csv", organisation.code),
        Network::Cfa => format!("learners-{}.json", organisation.code),
    };
    let Ok(content) = std::fs::read(files.join(&name)) else {
        return Ok(());
    };
    let actor = operator(casework, &organisation.code).await?;
    let import = casework
        .receive_file(&actor, &name, content)
        .await
        .with_context(|| name.clone())?;
    casework
        .confirm_import(&actor, import.id)
        .await
        .with_context(|| name.clone())?;
    casework
        .run_import(organisation.id, import.id, &|_, _| {})
        .await
        .with_context(|| name.clone())?;
    Ok(())
}

/// One account of each role, around the young person whom both networks must help most urgently.
async fn open_accounts(
    casework: &Casework,
    organisations: &[Organisation],
    territory: Uuid,
) -> anyhow::Result<Vec<DemoAccount>> {
    let meeting = most_urgent_in_common(casework, organisations).await?;
    let first = |network| {
        organisations
            .iter()
            .find(|organisation| organisation.network == network)
    };
    let (mission_locale, cfa, counsellor) = match meeting {
        Some((mission_locale, cfa, counsellor)) => (Some(mission_locale), cfa, counsellor),
        None => (
            first(Network::MissionLocale).cloned(),
            first(Network::Cfa).cloned(),
            None,
        ),
    };
    let mut accounts = Vec::new();
    let mut open = async |role: Role,
                          organisation: &Organisation,
                          email: &str,
                          name: &str,
                          portfolio: Option<String>| {
        let account = NewAccount {
            email: email.to_owned(),
            name: name.to_owned(),
            password: PASSWORD.to_owned(),
            organisation: organisation.code.clone(),
            role,
            portfolio,
        };
        casework.set_up_account(account).await?;
        accounts.push(DemoAccount {
            role: role.code().to_owned(),
            email: email.to_owned(),
            password: PASSWORD.to_owned(),
            organisation: organisation.name.clone(),
            organisation_kind: organisation.network.code().to_owned(),
            name: name.to_owned(),
            uai: None,
            siret: None,
        });
        anyhow::Ok(())
    };
    if let Some(organisation) = &mission_locale {
        let name = counsellor
            .clone()
            .unwrap_or_else(|| "Conseil de démonstration".to_owned());
        open(
            Role::Counsellor,
            organisation,
            "conseil@ml.example",
            &name,
            counsellor,
        )
        .await?;
        open(
            Role::Administrator,
            organisation,
            "admin@ml.example",
            "Administration ML",
            None,
        )
        .await?;
        open(
            Role::Coordinator,
            organisation,
            "coordination@territoire.example",
            "Coordination",
            None,
        )
        .await?;
    }
    if let Some(organisation) = &cfa {
        open(
            Role::CfaStaff,
            organisation,
            "referent@cfa.example",
            "Référent de démonstration",
            None,
        )
        .await?;
        open(
            Role::Administrator,
            organisation,
            "admin@cfa.example",
            "Administration CFA",
            None,
        )
        .await?;
        let establishments = casework.store().establishments(territory).await?;
        let own = establishments
            .into_iter()
            .find(|known| known.organisation == organisation.id);
        accounts.push(DemoAccount {
            role: "api_key".to_owned(),
            email: String::new(),
            password: casework
                .make_api_key(organisation.id, "Démonstration")
                .await?,
            organisation: organisation.name.clone(),
            organisation_kind: organisation.network.code().to_owned(),
            name: "Clé d'API".to_owned(),
            uai: own.as_ref().map(|own| own.uai.to_string()),
            siret: own.and_then(|own| own.siret).map(|siret| siret.to_string()),
        });
    }
    Ok(accounts)
}

/// The Mission Locale, CFA and counsellor of the most urgent young person known to both networks.
async fn most_urgent_in_common(
    casework: &Casework,
    organisations: &[Organisation],
) -> anyhow::Result<Option<(Organisation, Option<Organisation>, Option<String>)>> {
    let mut best: BTreeMap<i64, (Organisation, Option<Organisation>, Option<String>)> =
        BTreeMap::new();
    for organisation in organisations
        .iter()
        .filter(|organisation| organisation.network == Network::MissionLocale)
    {
        let staff = staff_of(organisation);
        let shared =
            |line: &DeskLine| line.person.cfa.is_some() && line.person.counsellor.is_some();
        let desk = casework.desk(&staff, true).await?;
        if let Some(line) = desk.to_do.into_iter().find(shared) {
            let cfa = organisations
                .iter()
                .find(|other| Some(other.id) == line.person.cfa)
                .cloned();
            best.entry(line.person.urgency).or_insert((
                organisation.clone(),
                cfa,
                line.person.counsellor,
            ));
        }
    }
    if let Some((_, found)) = best.pop_first() {
        return Ok(Some(found));
    }
    // Nobody urgent is shared: the counsellor with the most warnings will do.
    for organisation in organisations
        .iter()
        .filter(|organisation| organisation.network == Network::MissionLocale)
    {
        let filter = PeopleFilter {
            signals: SignalCode::ALL.to_vec(),
            ..PeopleFilter::default()
        };
        let view = casework
            .people(&staff_of(organisation), &filter, Sort::Urgency, 0)
            .await?;
        if let Some(count) = view
            .facets
            .into_iter()
            .find(|count| count.facet == Facet::Counsellor)
        {
            return Ok(Some((organisation.clone(), None, Some(count.value))));
        }
    }
    Ok(None)
}

fn staff_of(organisation: &Organisation) -> Actor {
    Actor {
        account: Uuid::nil(),
        name: "Démonstration".to_owned(),
        role: match organisation.network {
            Network::MissionLocale => Role::Counsellor,
            Network::Cfa => Role::CfaStaff,
        },
        organisation: organisation.clone(),
        portfolio: None,
    }
}

fn welcome(address: &str, accounts: &[DemoAccount]) {
    say(&format!("address: {address}"));
    say("");
    say("Comptes (mot de passe commun : demonstration-2026)");
    for account in accounts {
        let sign_in = if account.email.is_empty() {
            &account.password
        } else {
            &account.email
        };
        say(&format!(
            "  {:<34} {:<14} {}",
            sign_in, account.role, account.organisation
        ));
    }
    say("");
    say(
        "À voir d'abord : entrez avec conseil@ml.example. La première ligne de « Ma journée » est le jeune",
    );
    say(
        "le plus urgent ; ouvrez sa fiche. Entrez ensuite avec referent@cfa.example : c'est la même personne.",
    );
    say("Arrêt : Ctrl + C. Données : rien n'est réel.");
}
