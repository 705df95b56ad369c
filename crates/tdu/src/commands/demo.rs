//! `tdu demo`: a synthetic territory through the very same importers, its accounts, and what to look
//! at first.

mod accounts;

use std::path::Path;
use std::time::Instant;

use anyhow::Context;
use tdu_casework::Casework;
use tdu_domain::organisation::{Network, Organisation};
use tdu_simulation::Parameters;

use self::accounts::{DemoAccount, open_accounts};
use crate::cli::DemoArguments;
use crate::commands::serve::{listen, serve};
use crate::commands::setup::{put_communes, put_organisations};
use crate::config::Config;
use crate::wiring::{open, operator, say};

/// Written when the territory is whole: a folder without it is begun again.
const WHOLE: &str = "demo-accounts.json";

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
    let casework = open(&config).await?.demonstrating();
    let accounts = if accounts_file.exists() {
        serde_json::from_str(&std::fs::read_to_string(&accounts_file)?)?
    } else {
        let accounts = build(&casework, &arguments).await?;
        std::fs::write(&accounts_file, serde_json::to_string_pretty(&accounts)?)?;
        accounts
    };
    serve(casework, &config, listener, true, |address| {
        welcome(address, &accounts);
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
    say("« Doublons à trancher » montre deux fiches qui sont peut-être d'une même personne.");
    say("Arrêt : Ctrl + C. Données : rien n'est réel.");
}
