//! `tdu demo`: a synthetic territory through the very same importers, its accounts, and what to look
//! at first.

mod accounts;
mod stories;

use std::path::Path;
use std::time::Instant;

use anyhow::Context;
use tdu_casework::{Casework, ImportView};
use tdu_domain::access::Actor;
use tdu_domain::organisation::{Network, Organisation};
use tdu_simulation::Parameters;
use tdu_web::{Lang, Names, Plot, Stories, Texts};

use self::accounts::{DemoAccount, open_accounts};
use crate::cli::DemoArguments;
use crate::commands::serve::{Serving, listen, serve};
use crate::commands::setup::{put_communes, put_organisations};
use crate::config::Config;
use crate::wiring::{open, operator, say};

/// Written when the territory is whole: a folder without it is begun again.
const WHOLE: &str = "demo-accounts.json";
/// Whom to follow, and who acts: written before the territory is whole.
const STORIES: &str = "demo-stories.json";

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
    let stories = kept_stories(&arguments.data)?;
    let names = match &stories {
        Some(stories) => stories.names(&casework).await?,
        None => Names::new(),
    };
    let told = stories.clone().map(Box::new);
    serve(
        casework,
        &config,
        listener,
        Serving::Demonstration(told),
        |address| {
            welcome(address, &accounts, stories.as_ref(), &names);
        },
    )
    .await
}

/// Whom to follow; nobody in a territory made by a version that kept this otherwise.
fn kept_stories(data: &Path) -> anyhow::Result<Option<Stories>> {
    let file = data.join(STORIES);
    if !file.exists() {
        return Ok(None);
    }
    let kept = serde_json::from_str::<Option<Stories>>(&std::fs::read_to_string(file)?);
    Ok(kept.unwrap_or(None))
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
    let stories = stories::play(casework, territory, &files).await?;
    let kept = arguments.data.join(STORIES);
    std::fs::write(kept, serde_json::to_string_pretty(&stories)?)?;
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
    import(casework, &actor, &name, content).await?;
    Ok(())
}

/// Imports a file of the actor's organisation to its end.
async fn import(
    casework: &Casework,
    actor: &Actor,
    name: &str,
    content: Vec<u8>,
) -> anyhow::Result<ImportView> {
    let about = || name.to_owned();
    let received = casework.receive_file(actor, name, content).await;
    let import = received.with_context(about)?.id;
    let confirmed = casework.confirm_import(actor, import).await;
    confirmed.with_context(about)?;
    let run = casework.run_import(actor.organisation.id, import, &|_, _| {});
    run.await.with_context(about)
}

fn welcome(address: &str, accounts: &[DemoAccount], stories: Option<&Stories>, names: &Names) {
    say(&format!("address: {address}"));
    say("");
    say("Comptes (mot de passe commun : demonstration-2026)");
    let (keys, people): (Vec<_>, Vec<_>) = accounts.iter().partition(|one| one.email.is_empty());
    let texts = Texts::of(Lang::French);
    for account in people {
        let role = texts.of_code("role", &account.role);
        say(&format!(
            "  {:<34} {role:<38} {}",
            account.email, account.organisation
        ));
    }
    say("Clés d'API");
    for key in keys {
        say(&format!("  {}", key.password));
        say(&format!("    {}, {}", key.name, key.organisation));
    }
    say("");
    say(
        "À voir d'abord : entrez avec conseil@ml.example. La première ligne de « Ma journée » est le jeune",
    );
    say(
        "le plus urgent ; ouvrez sa fiche. Entrez ensuite avec referent@cfa.example : c'est la même personne.",
    );
    if let Some(stories) = stories {
        say(
            "Des histoires à suivre, dont la dernière étape est à vous (la page de connexion les raconte) :",
        );
        for story in &stories.told {
            if let Some(name) = names.get(&story.person) {
                say(&format!("  {name:<22} {}", in_short(story.plot)));
            }
        }
    }
    say("« Doublons à trancher » montre deux fiches qui sont peut-être d'une même personne.");
    say("Arrêt : Ctrl + C. Données : rien n'est réel.");
}

fn in_short(plot: Plot) -> &'static str {
    match plot {
        Plot::Refusal => "une orientation refusée, puis étudiée par un autre CFA",
        Plot::Signal => "un signal faible traité ensemble avant le 45e jour",
        Plot::Rupture => "une rupture, puis un nouveau contrat en moins de six semaines",
    }
}
