//! `tdu keys`: the keys that seal and sign.

use tdu_store::Keyring;

use crate::cli::{KeysArguments, KeysWhat};
use crate::config::Config;
use crate::keys::{key_file, make};
use crate::wiring::say;

pub(crate) fn run(config: &Config, arguments: &KeysArguments) -> anyhow::Result<()> {
    match arguments.what {
        KeysWhat::New => new(config),
    }
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
         `tdu serve` écrit avec elle après son prochain démarrage.",
        path.display(),
        keyring.newest()
    ));
    Ok(())
}
