//! `tdu privacy`: people's requests about their data.

use tdu_casework::{Casework, CaseworkError, Erased};
use uuid::Uuid;

use crate::cli::{PrivacyArguments, PrivacyWhat};
use crate::commands::upkeep::chosen;
use crate::config::Config;
use crate::wiring::{open, say};

pub(crate) async fn run(config: Config, arguments: PrivacyArguments) -> anyhow::Result<()> {
    let casework = open(&config).await?;
    match arguments.what {
        PrivacyWhat::Erase { person, reason } => {
            let erased = erase(&casework, person, &reason).await?;
            say(&format!(
                "Effacé : {} dossiers, {} lignes en erreur, {} fichiers en attente (à renvoyer). La base est réécrite. \
                 Les sauvegardes d'avant ce jour en parlent encore.",
                erased.records, erased.rows, erased.files
            ));
        }
        PrivacyWhat::Compact { territory } => {
            for row in chosen(&casework, territory.as_deref()).await? {
                casework.compact(row.id).await?;
                say(&format!("{} : base réécrite.", row.name));
            }
        }
    }
    Ok(casework.store().close().await?)
}

/// The person is of one territory, which only the search tells.
async fn erase(casework: &Casework, person: Uuid, reason: &str) -> anyhow::Result<Erased> {
    for row in casework.store().territories().await? {
        match casework.erase_person(row.id, person, reason).await {
            Err(CaseworkError::NotFound(_)) => {}
            Err(CaseworkError::Conflict(_)) => anyhow::bail!(
                "un fichier qui parle de cette personne est en cours d'import : attendez sa fin"
            ),
            Err(CaseworkError::Invalid { .. }) => {
                anyhow::bail!("donnez un motif, de 300 caractères au plus")
            }
            erased => return Ok(erased?),
        }
    }
    anyhow::bail!("personne n'a cet identifiant")
}
