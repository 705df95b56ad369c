//! What people were told of their data, what they objected to.

use super::Migration;

pub(super) const RIGHTS: Migration = Migration {
    name: "t0006_privacy",
    both: TABLES,
    sqlite: "",
    postgres: "",
};

const TABLES: &str = "
CREATE TABLE information (
    id uuid PRIMARY KEY NOT NULL,
    person uuid NOT NULL REFERENCES person (id),
    organisation uuid NOT NULL,
    given_on text NOT NULL,
    means text NOT NULL
)
--
CREATE INDEX information_person ON information (person)
--
CREATE TABLE objection (
    id uuid PRIMARY KEY NOT NULL,
    person uuid NOT NULL REFERENCES person (id),
    organisation uuid NOT NULL,
    received_on text NOT NULL,
    stops text NOT NULL,
    reason text NOT NULL,
    state text NOT NULL,
    recorded_by text NOT NULL,
    recorded_at bigint NOT NULL,
    decided_by text,
    decided_at bigint,
    answer bytea NOT NULL
)
--
CREATE INDEX objection_person ON objection (person)
--
CREATE INDEX objection_organisation ON objection (organisation, recorded_at)
--
ALTER TABLE caseload ADD COLUMN limited text";
