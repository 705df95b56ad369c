//! Configuration: a file, then the environment (`TDU_…`). Nothing else reads either.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};

use anyhow::Context;
use figment::Figment;
use figment::providers::{Env, Format, Serialized, Toml};
use serde::{Deserialize, Serialize};
use tdu_store::StoreAddress;

/// What an operator can set.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "settings, as an operator writes them"
)]
pub(crate) struct Config {
    /// Folder of the data, when it is kept in SQLite.
    pub(crate) data: PathBuf,
    /// PostgreSQL database, `postgres://…`; SQLite when absent.
    pub(crate) database_url: Option<String>,
    /// File of the keys; `keys` in the folder of the data when absent, with SQLite.
    pub(crate) key_file: Option<PathBuf>,
    /// Address on which pages and API are served.
    pub(crate) listen: IpAddr,
    /// Port.
    pub(crate) port: u16,
    /// Address that people type, when a proxy stands in front.
    pub(crate) public_address: Option<String>,
    /// Whether a proxy stands in front and tells the visitor's address.
    pub(crate) behind_proxy: bool,
    /// Whether the clock archives and erases those of whom nothing was heard for years.
    pub(crate) retention: Retention,
    /// What is logged: a level, or directives such as `info,tdu_web=debug`.
    pub(crate) log: String,
    /// Logs as JSON lines.
    pub(crate) log_json: bool,
    /// Server that takes e-mails, `smtps://user:password@host` or `smtp://host:port`; none is sent when
    /// absent.
    pub(crate) smtp_url: Option<String>,
    /// From whom e-mails come: `Trait d'union <ne-pas-repondre@exemple.fr>`.
    pub(crate) smtp_from: Option<String>,
    /// Whether webhooks may lead to this machine and its network, even without TLS.
    pub(crate) webhooks_private: bool,
    /// Issuer of the identity provider by which people may sign in; none when absent.
    pub(crate) oidc_issuer: Option<String>,
    /// What it calls this site.
    pub(crate) oidc_client_id: Option<String>,
    /// File whose first line is the secret shared with it.
    pub(crate) oidc_client_secret_file: Option<PathBuf>,
    /// Its name, on the button.
    pub(crate) oidc_label: String,
    /// What it is asked for besides `openid`, separated by spaces.
    pub(crate) oidc_scopes: String,
    /// What is asked of the SIRET that it gives: `required` or `when-known`.
    pub(crate) oidc_siret: OidcSiret,
    /// Whether its e-mail addresses count when it does not say that they are verified.
    pub(crate) oidc_trust_email: bool,
}

/// What is asked of the SIRET that an identity provider gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum OidcSiret {
    /// It must be one of an organisation of the account.
    Required,
    /// One that cannot be compared is let through.
    WhenKnown,
}

/// The switch of retention: anything but *on* or *off* is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Retention {
    On,
    Off,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            data: PathBuf::from("data/main"),
            database_url: None,
            key_file: None,
            listen: IpAddr::from([127, 0, 0, 1]),
            port: 8080,
            public_address: None,
            behind_proxy: false,
            retention: Retention::On,
            log: "info,sea_orm_migration=warn".to_owned(),
            log_json: false,
            smtp_url: None,
            smtp_from: None,
            webhooks_private: false,
            oidc_issuer: None,
            oidc_client_id: None,
            oidc_client_secret_file: None,
            oidc_label: "ProConnect".to_owned(),
            oidc_scopes: "email siret".to_owned(),
            oidc_siret: OidcSiret::Required,
            oidc_trust_email: false,
        }
    }
}

impl Config {
    /// Reads the file (`tdu.toml` when it exists, or the one named) and the environment.
    pub(crate) fn load(file: Option<&Path>) -> anyhow::Result<Self> {
        let mut figment = Figment::from(Serialized::defaults(Self::default()));
        figment = match file {
            Some(named) => figment.merge(Toml::file_exact(named)),
            None => figment.merge(Toml::file("tdu.toml")),
        };
        let known = [
            "data",
            "database_url",
            "key_file",
            "listen",
            "port",
            "public_address",
            "behind_proxy",
            "retention",
            "log",
            "log_json",
            "smtp_url",
            "smtp_from",
            "webhooks_private",
            "oidc_issuer",
            "oidc_client_id",
            "oidc_client_secret_file",
            "oidc_label",
            "oidc_scopes",
            "oidc_siret",
            "oidc_trust_email",
        ];
        figment
            .merge(Env::prefixed("TDU_").only(&known))
            .extract()
            .context("la configuration n'est pas utilisable")
    }

    /// The address that people type.
    pub(crate) fn address(&self) -> String {
        self.address_at(SocketAddr::new(self.listen, self.port))
    }

    /// The same, when this is where the program serves: this very machine goes by its name, without
    /// which browsers make no passkey.
    pub(crate) fn address_at(&self, served: SocketAddr) -> String {
        let here = || match served.ip() {
            IpAddr::V4(Ipv4Addr::LOCALHOST) => format!("http://localhost:{}", served.port()),
            _ => format!("http://{served}"),
        };
        let address = self.public_address.clone().unwrap_or_else(here);
        address.trim_end_matches('/').to_owned()
    }

    /// Where the store is.
    pub(crate) fn store(&self) -> StoreAddress {
        match &self.database_url {
            Some(url) => StoreAddress::Postgres(url.clone()),
            None => StoreAddress::Folder(self.data.clone()),
        }
    }
}
