//! What accounts need to be trusted: sessions, devices, invitations, second factors, passkeys.

use super::Migration;

/// Sessions are made anew: everyone signs in once more.
pub(super) const ACCOUNTS: Migration = Migration {
    name: "d0002_accounts",
    both: TABLES,
    sqlite: GUARDS_SQLITE,
    postgres: GUARDS_POSTGRES,
};

const TABLES: &str = "
DROP TABLE session
--
CREATE TABLE session (
    token_hash bytea PRIMARY KEY NOT NULL,
    id uuid NOT NULL UNIQUE,
    account uuid NOT NULL REFERENCES account (id),
    organisation uuid NOT NULL REFERENCES organisation (id),
    created_at bigint NOT NULL,
    seen_at bigint NOT NULL,
    confirmed_at bigint,
    agent text NOT NULL,
    address text NOT NULL
) {clustered}
--
CREATE INDEX session_account ON session (account)
--
CREATE TABLE device (
    token_hash bytea NOT NULL,
    account uuid NOT NULL REFERENCES account (id),
    seen_at bigint NOT NULL,
    PRIMARY KEY (token_hash, account)
) {clustered}
--
CREATE TABLE attempt (
    key_hash bytea PRIMARY KEY NOT NULL,
    failures bigint NOT NULL,
    last_at bigint NOT NULL
) {clustered}
--
CREATE TABLE invitation (
    id uuid PRIMARY KEY NOT NULL,
    organisation uuid NOT NULL REFERENCES organisation (id),
    email text NOT NULL,
    name text NOT NULL,
    role text NOT NULL,
    token_hash bytea NOT NULL UNIQUE,
    invited_by text NOT NULL,
    created_at bigint NOT NULL,
    expires_at bigint NOT NULL,
    UNIQUE (organisation, email)
)
--
CREATE TABLE second_factor (
    account uuid PRIMARY KEY NOT NULL REFERENCES account (id),
    secret bytea NOT NULL,
    last_step bigint NOT NULL,
    confirmed_at bigint NOT NULL
)
--
CREATE TABLE recovery_code (
    account uuid NOT NULL REFERENCES account (id),
    code_hash bytea NOT NULL,
    PRIMARY KEY (account, code_hash)
) {clustered}
--
CREATE TABLE passkey (
    id uuid PRIMARY KEY NOT NULL,
    account uuid NOT NULL REFERENCES account (id),
    credential bytea NOT NULL UNIQUE,
    fixed bytea NOT NULL,
    moving bytea NOT NULL,
    label text NOT NULL,
    created_at bigint NOT NULL,
    used_at bigint
)
--
CREATE INDEX passkey_account ON passkey (account)
--
CREATE TABLE handshake (
    key_hash bytea PRIMARY KEY NOT NULL,
    kind text NOT NULL,
    account uuid,
    state bytea NOT NULL,
    expires_at bigint NOT NULL
) {clustered}
--
CREATE TABLE identity (
    issuer text NOT NULL,
    subject text NOT NULL,
    account uuid NOT NULL REFERENCES account (id),
    linked_at bigint NOT NULL,
    PRIMARY KEY (issuer, subject)
) {clustered}
--
CREATE TABLE account_event (
    id uuid PRIMARY KEY NOT NULL,
    recorded_at bigint NOT NULL,
    act text NOT NULL,
    account uuid,
    organisation uuid,
    actor text NOT NULL,
    detail text NOT NULL
)
--
CREATE INDEX account_event_account ON account_event (account, id)
--
CREATE INDEX account_event_organisation ON account_event (organisation, id)";

const GUARDS_SQLITE: &str = "
CREATE TRIGGER account_event_no_update BEFORE UPDATE ON account_event
BEGIN SELECT RAISE(ABORT, 'what happened to accounts is append-only'); END
--
CREATE TRIGGER account_event_no_delete BEFORE DELETE ON account_event
BEGIN SELECT RAISE(ABORT, 'what happened to accounts is append-only'); END";

const GUARDS_POSTGRES: &str = "
CREATE FUNCTION account_event_guard() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'what happened to accounts is append-only'; END $$
--
CREATE TRIGGER account_event_no_change BEFORE UPDATE OR DELETE ON account_event
FOR EACH ROW EXECUTE FUNCTION account_event_guard()
--
CREATE TRIGGER account_event_no_truncate BEFORE TRUNCATE ON account_event
FOR EACH STATEMENT EXECUTE FUNCTION account_event_guard()";
