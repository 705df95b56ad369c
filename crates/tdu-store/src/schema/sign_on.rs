//! What single sign-on needs of the directory.

use super::Migration;

/// The establishments by which an identity provider knows an organisation, one identity of a provider
/// for each account, and the proof that a provider gave for a session, sealed, to sign out there too.
pub(super) const SIGN_ON: Migration = Migration {
    name: "d0005_oidc",
    both: TABLES,
    sqlite: "",
    postgres: "",
};

const TABLES: &str = "
CREATE TABLE organisation_siret (
    organisation uuid NOT NULL REFERENCES organisation (id),
    siret text NOT NULL,
    PRIMARY KEY (organisation, siret)
) {clustered}
--
CREATE UNIQUE INDEX identity_account ON identity (account, issuer)
--
CREATE TABLE provider_session (
    session uuid PRIMARY KEY NOT NULL REFERENCES session (id) ON DELETE CASCADE,
    proof bytea NOT NULL
)";
