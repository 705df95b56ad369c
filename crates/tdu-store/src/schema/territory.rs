//! A territory: sources and facts, the journal, and what is computed from them.

use super::Migration;

pub(super) const FIRST: Migration = Migration {
    name: "t0001_first",
    both: TABLES,
    sqlite: GUARDS_SQLITE,
    postgres: GUARDS_POSTGRES,
};

/// SQLite puts what exceeds a quarter of a page aside in a page of its own when a table is in the
/// order of its key: long records left half of the file empty.
pub(super) const RECORDS_BY_ROW: Migration = Migration {
    name: "t0002_records_by_row",
    both: "",
    sqlite: RECORDS_SQLITE,
    postgres: "",
};

/// People are recognised by an index in memory: what recognised them in the database goes.
pub(super) const LINKAGE_IN_MEMORY: Migration = Migration {
    name: "t0003_linkage_in_memory",
    both: LINKAGE,
    sqlite: "",
    postgres: "",
};

const TABLES: &str = "
CREATE TABLE commune (
    code text PRIMARY KEY NOT NULL,
    name text NOT NULL,
    postcodes text NOT NULL,
    population bigint NOT NULL,
    mission_locale uuid
) {clustered}
--
CREATE TABLE person (
    id uuid PRIMARY KEY NOT NULL,
    match_key text NOT NULL,
    ine text
) {clustered}
--
CREATE INDEX person_match_key ON person (match_key)
--
CREATE INDEX person_ine ON person (ine) WHERE ine IS NOT NULL
--
CREATE TABLE source_record (
    id uuid PRIMARY KEY NOT NULL,
    organisation uuid NOT NULL,
    system text NOT NULL,
    external_id text NOT NULL,
    person uuid NOT NULL REFERENCES person (id),
    received_at bigint NOT NULL,
    updated_at bigint NOT NULL,
    changed_at text,
    facts text NOT NULL,
    raw text NOT NULL,
    import uuid
) {clustered}
--
CREATE UNIQUE INDEX source_record_external ON source_record (organisation, system, external_id)
--
CREATE INDEX source_record_person ON source_record (person)
--
CREATE INDEX source_record_milo ON source_record (external_id) WHERE system = 'milo'
--
CREATE TABLE contact (
    id uuid PRIMARY KEY NOT NULL,
    person uuid NOT NULL REFERENCES person (id),
    organisation uuid NOT NULL,
    contacted_on text NOT NULL,
    means text NOT NULL
)
--
CREATE INDEX contact_person ON contact (person)
--
CREATE TABLE postponement (
    person uuid NOT NULL REFERENCES person (id),
    organisation uuid NOT NULL,
    code text NOT NULL,
    silent_until text NOT NULL,
    PRIMARY KEY (person, organisation, code)
) {clustered}
--
CREATE TABLE journal (
    id uuid PRIMARY KEY NOT NULL,
    recorded_at bigint NOT NULL,
    occurred_on text NOT NULL,
    actor uuid,
    organisation uuid NOT NULL,
    person uuid NOT NULL,
    act text NOT NULL,
    digest bytea NOT NULL
) {clustered}
--
CREATE INDEX journal_person ON journal (person, id)
--
CREATE TABLE journal_payload (
    line uuid PRIMARY KEY NOT NULL,
    actor_name text,
    payload text NOT NULL
) {clustered}
--
CREATE TABLE pathway (
    person uuid PRIMARY KEY NOT NULL,
    stage text NOT NULL,
    stage_since text,
    national_status text,
    national_since text,
    placement text NOT NULL,
    digest bigint NOT NULL
) {clustered}
--
CREATE TABLE signal (
    person uuid NOT NULL,
    code text NOT NULL,
    severity text NOT NULL,
    owner text NOT NULL,
    since text,
    due text,
    cause_on text,
    urgency bigint NOT NULL,
    PRIMARY KEY (person, code)
) {clustered}
--
CREATE TABLE caseload (
    organisation uuid NOT NULL,
    person uuid NOT NULL,
    relation text NOT NULL,
    counsellor text,
    last_name text NOT NULL,
    first_name text NOT NULL,
    search_key text NOT NULL,
    birth_date text,
    commune text,
    commune_name text,
    trade text,
    cfa uuid,
    mission_locale uuid,
    rqth boolean,
    stage text NOT NULL,
    signals bigint NOT NULL,
    urgency bigint NOT NULL,
    waiting bigint NOT NULL,
    newest text,
    due text,
    PRIMARY KEY (organisation, person)
) {clustered}
--
CREATE INDEX caseload_urgency ON caseload (organisation, urgency)
--
CREATE INDEX caseload_person ON caseload (person)
--
CREATE TABLE import (
    id uuid PRIMARY KEY NOT NULL,
    organisation uuid NOT NULL,
    kind text NOT NULL,
    file_name text NOT NULL,
    state text NOT NULL,
    actor uuid,
    started_at bigint NOT NULL,
    ended_at bigint,
    mapping text,
    report text NOT NULL
)
--
CREATE INDEX import_organisation ON import (organisation, started_at)
--
CREATE TABLE import_file (
    import uuid PRIMARY KEY NOT NULL REFERENCES import (id),
    content bytea NOT NULL
)
--
CREATE TABLE import_error (
    import uuid NOT NULL REFERENCES import (id),
    line bigint NOT NULL,
    raw text NOT NULL,
    issues text NOT NULL,
    PRIMARY KEY (import, line)
) {clustered}
--
CREATE TABLE setting (
    name text PRIMARY KEY NOT NULL,
    value text NOT NULL
) {clustered}";

const GUARDS_SQLITE: &str = "
CREATE TRIGGER journal_no_update BEFORE UPDATE ON journal
BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END
--
CREATE TRIGGER journal_no_delete BEFORE DELETE ON journal
BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END";

const GUARDS_POSTGRES: &str = "
CREATE FUNCTION journal_guard() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'the journal is append-only'; END $$
--
CREATE TRIGGER journal_no_change BEFORE UPDATE OR DELETE ON journal
FOR EACH ROW EXECUTE FUNCTION journal_guard()
--
CREATE TRIGGER journal_no_truncate BEFORE TRUNCATE ON journal
FOR EACH STATEMENT EXECUTE FUNCTION journal_guard()";

const RECORDS_SQLITE: &str = "
CREATE TABLE source_record_by_row (
    id uuid PRIMARY KEY NOT NULL,
    organisation uuid NOT NULL,
    system text NOT NULL,
    external_id text NOT NULL,
    person uuid NOT NULL REFERENCES person (id),
    received_at bigint NOT NULL,
    updated_at bigint NOT NULL,
    changed_at text,
    facts text NOT NULL,
    raw text NOT NULL,
    import uuid
)
--
INSERT INTO source_record_by_row SELECT * FROM source_record
--
DROP TABLE source_record
--
ALTER TABLE source_record_by_row RENAME TO source_record
--
CREATE UNIQUE INDEX source_record_external ON source_record (organisation, system, external_id)
--
CREATE INDEX source_record_person ON source_record (person)";

const LINKAGE: &str = "
DROP INDEX IF EXISTS source_record_milo
--
DROP INDEX person_match_key
--
DROP INDEX person_ine
--
ALTER TABLE person DROP COLUMN match_key
--
ALTER TABLE person DROP COLUMN ine
--
ALTER TABLE person ADD COLUMN same_as uuid
--
CREATE INDEX person_same_as ON person (same_as) WHERE same_as IS NOT NULL
--
CREATE TABLE doubt (
    id uuid PRIMARY KEY NOT NULL,
    one uuid NOT NULL REFERENCES source_record (id),
    other uuid NOT NULL REFERENCES source_record (id),
    probability double precision NOT NULL,
    usefulness bigint NOT NULL,
    state text NOT NULL,
    raised_at bigint NOT NULL,
    decided_at bigint,
    line uuid,
    UNIQUE (one, other)
)
--
CREATE INDEX doubt_state ON doubt (state, usefulness)
--
CREATE INDEX doubt_other ON doubt (other)
--
INSERT INTO setting (name, value) VALUES ('people_version', '0')";
