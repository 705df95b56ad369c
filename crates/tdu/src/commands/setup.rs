//! `tdu territory`, `tdu account`, `tdu key`.

use std::io::Read;
use std::path::Path;

use anyhow::Context;
use tdu_casework::{Casework, Guest, NewAccount};
use tdu_domain::access::Role;
use tdu_exchange::territory_tables::{communes, organisations};
use uuid::Uuid;

use crate::cli::{
    AccountArguments, ForgetCodesArguments, InviteArguments, KeyArguments, TerritoryArguments,
    TerritoryWhat,
};
use crate::config::Config;
use crate::wiring::{open, operator, say};

pub(crate) async fn territory(config: Config, arguments: TerritoryArguments) -> anyhow::Result<()> {
    let casework = open(&config).await?;
    match arguments.what {
        TerritoryWhat::Create {
            code,
            name,
            time_zone,
        } => {
            casework.set_up_territory(&code, &name, &time_zone).await?;
            say(&format!("Territoire {code} prêt."));
        }
        TerritoryWhat::Organisations { code, file } => {
            let count =
                put_organisations(&casework, territory_of(&casework, &code).await?, &file).await?;
            say(&format!("{count} organisations enregistrées."));
        }
        TerritoryWhat::Siret {
            organisation,
            siret,
            remove,
        } => {
            casework.set_siret(&organisation, &siret, !remove).await?;
            let done = if remove { "n’est plus" } else { "est" };
            say(&format!("Le SIRET {siret} {done} celui de {organisation}."));
        }
        TerritoryWhat::Communes { code, file } => {
            let count =
                put_communes(&casework, territory_of(&casework, &code).await?, &file).await?;
            say(&format!("{count} communes enregistrées."));
        }
    }
    Ok(casework.store().close().await?)
}

pub(crate) async fn account(config: Config, arguments: AccountArguments) -> anyhow::Result<()> {
    let role = role(&arguments.role)?;
    let casework = open(&config).await?;
    let new = NewAccount {
        email: arguments.email,
        name: arguments.name,
        password: password(&arguments.password_file)?,
        organisation: arguments.organisation,
        role,
        portfolio: arguments.portfolio,
    };
    let email = new.email.clone();
    casework.set_up_account(new).await?;
    say(&format!("Compte {email} prêt."));
    Ok(casework.store().close().await?)
}

pub(crate) async fn invite(config: Config, arguments: InviteArguments) -> anyhow::Result<()> {
    let guest = Guest {
        email: arguments.email,
        name: arguments.name,
        role: role(&arguments.role)?,
    };
    let casework = open(&config).await?;
    let operator = operator(&casework, &arguments.organisation).await?;
    let token = casework.invite(&operator, guest).await?;
    say(&format!("{}/invitation/{token}", config.address()));
    Ok(casework.store().close().await?)
}

pub(crate) async fn forget_codes(
    config: Config,
    arguments: ForgetCodesArguments,
) -> anyhow::Result<()> {
    let casework = open(&config).await?;
    casework.forget_codes(&arguments.email).await?;
    say(&format!(
        "{} se connecte avec son mot de passe seul, et devra réinstaller une application si son rôle le demande.",
        arguments.email
    ));
    Ok(casework.store().close().await?)
}

fn role(code: &str) -> anyhow::Result<Role> {
    let known = Role::from_code(code).filter(|role| !role.is_program());
    known.with_context(|| {
        let known: Vec<&str> = Role::of_members().map(Role::code).collect();
        format!(
            "le rôle {code} n'existe pas ; les rôles sont {}",
            known.join(", ")
        )
    })
}

pub(crate) async fn key(config: Config, arguments: KeyArguments) -> anyhow::Result<()> {
    let casework = open(&config).await?;
    let operator = operator(&casework, &arguments.organisation).await?;
    let key = casework
        .make_api_key(operator.organisation.id, &arguments.label)
        .await?;
    say(&key);
    Ok(casework.store().close().await?)
}

/// Reads and registers a table of organisations; returns how many there were.
pub(crate) async fn put_organisations(
    casework: &Casework,
    territory: Uuid,
    file: &Path,
) -> anyhow::Result<usize> {
    let lines = organisations(&read(file)?).with_context(|| file.display().to_string())?;
    casework.set_up_organisations(territory, &lines).await?;
    Ok(lines.len())
}

/// Reads and registers a table of communes; returns how many there were.
pub(crate) async fn put_communes(
    casework: &Casework,
    territory: Uuid,
    file: &Path,
) -> anyhow::Result<usize> {
    let lines = communes(&read(file)?).with_context(|| file.display().to_string())?;
    let count = lines.len();
    casework.set_up_communes(territory, lines).await?;
    Ok(count)
}

async fn territory_of(casework: &Casework, code: &str) -> anyhow::Result<Uuid> {
    let row = casework.territory_of_code(code).await?;
    Ok(row
        .with_context(|| format!("aucun territoire n'a le code {code}"))?
        .id)
}

fn read(file: &Path) -> anyhow::Result<Vec<u8>> {
    std::fs::read(file).with_context(|| format!("{} ne se lit pas", file.display()))
}

fn password(file: &Path) -> anyhow::Result<String> {
    let mut text = String::new();
    if file.as_os_str() == "-" {
        std::io::stdin().read_to_string(&mut text)?;
    } else {
        text = std::fs::read_to_string(file)
            .with_context(|| format!("{} ne se lit pas", file.display()))?;
    }
    Ok(text.lines().next().unwrap_or_default().to_owned())
}
