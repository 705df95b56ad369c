//! The directory: territories, organisations, accounts, sessions, keys.

use super::Migration;

pub(super) const FIRST: Migration = Migration {
    name: "d0001_first",
    both: STATEMENTS,
    sqlite: "",
    postgres: "",
};

const STATEMENTS: &str = "
CREATE TABLE territory (
    id uuid PRIMARY KEY NOT NULL,
    code text NOT NULL UNIQUE,
    name text NOT NULL,
    time_zone text NOT NULL
)
--
CREATE TABLE organisation (
    id uuid PRIMARY KEY NOT NULL,
    territory uuid NOT NULL REFERENCES territory (id),
    network text NOT NULL,
    code text NOT NULL,
    name text NOT NULL,
    UNIQUE (territory, code)
)
--
CREATE TABLE establishment (
    uai text PRIMARY KEY NOT NULL,
    siret text,
    organisation uuid NOT NULL REFERENCES organisation (id)
)
--
CREATE TABLE account (
    id uuid PRIMARY KEY NOT NULL,
    email text NOT NULL UNIQUE,
    name text NOT NULL,
    password_hash text NOT NULL,
    created_at bigint NOT NULL,
    disabled_at bigint
)
--
CREATE TABLE membership (
    account uuid NOT NULL REFERENCES account (id),
    organisation uuid NOT NULL REFERENCES organisation (id),
    role text NOT NULL,
    portfolio text,
    PRIMARY KEY (account, organisation)
) {clustered}
--
CREATE TABLE session (
    token_hash bytea PRIMARY KEY NOT NULL,
    account uuid NOT NULL REFERENCES account (id),
    organisation uuid NOT NULL REFERENCES organisation (id),
    created_at bigint NOT NULL,
    seen_at bigint NOT NULL
) {clustered}
--
CREATE INDEX session_account ON session (account)
--
CREATE TABLE api_key (
    id uuid PRIMARY KEY NOT NULL,
    organisation uuid NOT NULL REFERENCES organisation (id),
    label text NOT NULL,
    key_hash bytea NOT NULL UNIQUE,
    created_at bigint NOT NULL,
    used_at bigint,
    revoked_at bigint
)
--
CREATE TABLE column_mapping (
    organisation uuid PRIMARY KEY NOT NULL REFERENCES organisation (id),
    mapping text NOT NULL,
    saved_at bigint NOT NULL
)
--
CREATE TABLE saved_view (
    id uuid PRIMARY KEY NOT NULL,
    account uuid NOT NULL REFERENCES account (id),
    organisation uuid NOT NULL REFERENCES organisation (id),
    name text NOT NULL,
    query text NOT NULL,
    UNIQUE (account, organisation, name)
)";
