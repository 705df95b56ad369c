//! `tdu keys`: the keys that seal and sign.

use std::path::Path;

use tdu_store::Keyring;

use crate::cli::{KeysArguments, KeysWhat};
use crate::config::Config;
use crate::keys::{key_file, make};
use crate::wiring::{open, say};

pub(crate) async fn run(config: &Config, arguments: &KeysArguments) -> anyhow::Result<()> {
    match &arguments.what {
        KeysWhat::New => new(config),
        KeysWhat::Backup { file } => for_backups(file),
        KeysWhat::Rotate => rotate(config).await,
    }
}

async fn rotate(config: &Config) -> anyhow::Result<()> {
    let casework = open(config).await?;
    for row in casework.store().territories().await? {
        let sealed = casework.reseal(row.id).await?;
        say(&format!(
            "{} : {sealed} valeurs chiffrées de nouveau avec la version {} des clés.",
            row.name,
            casework.store().keyring().newest()
        ));
    }
    let codes = casework.reseal_codes().await?;
    say(&format!(
        "{codes} applications de codes chiffrées de nouveau."
    ));
    Ok(casework.store().close().await?)
}

fn for_backups(file: &Path) -> anyhow::Result<()> {
    let keyring = if file.exists() {
        let keyring = Keyring::read(file)?.with_new_version();
        keyring.replace(file)?;
        keyring
    } else {
        make(file)?
    };
    say(&format!(
        "{} : version {} des clés des sauvegardes. Sans ce fichier, aucune sauvegarde ne se lit : gardez-le ailleurs que \
         les données et que les sauvegardes, en deux exemplaires.",
        file.display(),
        keyring.newest()
    ));
    Ok(())
}

fn new(config: &Config) -> anyhow::Result<()> {
    let path = key_file(config)?;
    let keyring = if path.exists() {
        let keyring = Keyring::read(&path)?.with_new_version();
        keyring.replace(&path)?;
        keyring
    } else {
        make(&path)?
    };
    say(&format!(
        "{} : version {} des clés. Gardez une copie de ce fichier à part des copies de la base ; \
         `tdu serve` écrit avec elle après son prochain démarrage, et `tdu keys rotate` chiffre de nouveau l'ancien.",
        path.display(),
        keyring.newest()
    ));
    Ok(())
}
