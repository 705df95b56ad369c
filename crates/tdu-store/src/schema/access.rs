//! Requests to see someone, files opened in an emergency.

use super::Migration;

pub(super) const ACCESS: Migration = Migration {
    name: "t0004_access",
    both: TABLES,
    sqlite: "",
    postgres: "",
};

const TABLES: &str = "
CREATE TABLE access_request (
    id uuid PRIMARY KEY NOT NULL,
    person uuid NOT NULL REFERENCES person (id),
    organisation uuid NOT NULL,
    account uuid NOT NULL,
    account_name text NOT NULL,
    initials text NOT NULL,
    reason text NOT NULL,
    asked_at bigint NOT NULL,
    state text NOT NULL,
    decided_at bigint,
    decided_by text,
    answer text,
    until text
)
--
CREATE INDEX access_request_person ON access_request (person)
--
CREATE INDEX access_request_organisation ON access_request (organisation)
--
CREATE TABLE emergency (
    id uuid PRIMARY KEY NOT NULL,
    person uuid NOT NULL REFERENCES person (id),
    organisation uuid NOT NULL,
    account uuid NOT NULL,
    account_name text NOT NULL,
    initials text NOT NULL,
    reason text NOT NULL,
    words text NOT NULL,
    opened_at bigint NOT NULL,
    until bigint NOT NULL
)
--
CREATE INDEX emergency_person ON emergency (person, account)
--
CREATE TABLE emergency_reading (
    emergency uuid NOT NULL REFERENCES emergency (id),
    organisation uuid NOT NULL,
    read_by text NOT NULL,
    read_at bigint NOT NULL,
    PRIMARY KEY (emergency, organisation)
) {clustered}";
