//! What people were told of their data, what they objected to, how long they are kept.

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

/// Who is in the restricted archive, what is counted of those who were erased, and the last day on which
/// something was heard of each.
pub(super) const RETENTION: Migration = Migration {
    name: "t0006_privacy_retention",
    both: RETAINED,
    sqlite: "",
    postgres: "",
};

const RETAINED: &str = "
CREATE TABLE restriction (
    id uuid PRIMARY KEY NOT NULL,
    person uuid NOT NULL REFERENCES person (id),
    since text NOT NULL,
    returned_on text
)
--
CREATE INDEX restriction_person ON restriction (person)
--
CREATE TABLE departed (
    month text NOT NULL,
    department text NOT NULL,
    stage text NOT NULL,
    outcome text NOT NULL,
    people bigint NOT NULL,
    PRIMARY KEY (month, department, stage, outcome)
)
--
ALTER TABLE pathway ADD COLUMN news_on text
--
CREATE INDEX pathway_news ON pathway (news_on) WHERE news_on IS NOT NULL";

/// A data protection officer may stop the retention of a territory.
pub(super) const SWITCH: Migration = Migration {
    name: "d0006_privacy",
    both: "
CREATE TABLE retention_stop (
    territory uuid PRIMARY KEY NOT NULL REFERENCES territory (id),
    stopped_by text NOT NULL,
    stopped_at bigint NOT NULL
)",
    sqlite: "",
    postgres: "",
};

/// Rows in error have a key of their own, and are sealed once the territory is opened with its keys.
pub(super) const ROWS: Migration = Migration {
    name: "t0006_privacy_rows",
    both: "
CREATE TABLE row_aside (
    id uuid PRIMARY KEY NOT NULL,
    import uuid NOT NULL REFERENCES import (id),
    line bigint NOT NULL,
    raw bytea NOT NULL,
    issues bytea NOT NULL,
    UNIQUE (import, line)
)
--
INSERT INTO setting (name, value) VALUES ('rows_unsealed', 'yes')",
    sqlite: "
INSERT INTO row_aside SELECT randomblob(16), import, line, CAST(raw AS blob), CAST(issues AS blob) FROM import_error
--
DROP TABLE import_error",
    postgres: "
INSERT INTO row_aside SELECT gen_random_uuid(), import, line, convert_to(raw, 'UTF8'), convert_to(issues, 'UTF8')
FROM import_error
--
DROP TABLE import_error",
};
