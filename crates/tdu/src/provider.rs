//! The identity provider that the configuration names.

use anyhow::Context;
use tdu_casework::{IdentityProvider, ProviderSettings, SiretRule};

use crate::config::{Config, OidcSiret};

/// The provider, if there is one, for a site at this public address.
pub(crate) fn provider(config: &Config, address: &str) -> anyhow::Result<Option<IdentityProvider>> {
    let Some(issuer) = &config.oidc_issuer else {
        return Ok(None);
    };
    let client = config
        .oidc_client_id
        .clone()
        .context("le réglage « oidc_client_id » (TDU_OIDC_CLIENT_ID) manque")?;
    let file = config
        .oidc_client_secret_file
        .as_ref()
        .context("le réglage « oidc_client_secret_file » (TDU_OIDC_CLIENT_SECRET_FILE) manque")?;
    let secret = std::fs::read_to_string(file)
        .with_context(|| format!("{} ne se lit pas", file.display()))?;
    let settings = ProviderSettings {
        issuer: issuer.trim().to_owned(),
        client,
        secret: secret.lines().next().unwrap_or_default().trim().to_owned(),
        label: config.oidc_label.clone(),
        scopes: config.oidc_scopes.clone(),
        sirets: match config.oidc_siret {
            OidcSiret::Required => SiretRule::Required,
            OidcSiret::WhenKnown => SiretRule::WhenKnown,
        },
        trusts_emails: config.oidc_trust_email,
        public_address: address.to_owned(),
    };
    let provider = IdentityProvider::new(settings);
    Ok(Some(provider.context(
        "le fournisseur d’identité n’est pas utilisable",
    )?))
}
