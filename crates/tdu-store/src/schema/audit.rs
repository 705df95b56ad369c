//! What proves that nothing was altered, and the marks of the keys that prove it.

use super::Migration;

/// The directory knows by which keys its data were written.
pub(super) const KEYS: Migration = Migration {
    name: "d0004_audit",
    both: MARKS,
    sqlite: "",
    postgres: "",
};

const MARKS: &str = "
CREATE TABLE key_mark (
    version bigint PRIMARY KEY NOT NULL,
    mark bytea NOT NULL
)";

/// Each line of the journal is chained to the one before of its organisation. Lines from before wait
/// in `journal_unchained` until the territory is opened with its keys.
pub(super) const CHAIN: Migration = Migration {
    name: "t0005_audit",
    both: CHAINED,
    sqlite: CHAIN_SQLITE,
    postgres: CHAIN_POSTGRES,
};

const CHAINED: &str = "
DROP INDEX journal_person
--
ALTER TABLE journal RENAME TO journal_unchained
--
CREATE TABLE journal (
    id uuid PRIMARY KEY NOT NULL,
    recorded_at bigint NOT NULL,
    occurred_on text NOT NULL,
    actor uuid,
    organisation uuid NOT NULL,
    person uuid NOT NULL,
    act text NOT NULL,
    digest bytea NOT NULL,
    number bigint NOT NULL,
    link bytea NOT NULL
) {clustered}
--
CREATE INDEX journal_person ON journal (person, id)
--
CREATE TABLE journal_head (
    organisation uuid PRIMARY KEY NOT NULL,
    lines bigint NOT NULL,
    link bytea NOT NULL
) {clustered}
--
ALTER TABLE person ADD COLUMN salt bytea
--
INSERT INTO setting (name, value) VALUES ('journal_unchained', 'yes')";

const CHAIN_SQLITE: &str = "
UPDATE person SET salt = randomblob(16)
--
CREATE TRIGGER journal_keeps_lines BEFORE UPDATE ON journal
BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END
--
CREATE TRIGGER journal_keeps_all BEFORE DELETE ON journal
BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END";

const CHAIN_POSTGRES: &str = "
UPDATE person SET salt = uuid_send(gen_random_uuid())
--
CREATE TRIGGER journal_no_change BEFORE UPDATE OR DELETE ON journal
FOR EACH ROW EXECUTE FUNCTION journal_guard()
--
CREATE TRIGGER journal_no_truncate BEFORE TRUNCATE ON journal
FOR EACH STATEMENT EXECUTE FUNCTION journal_guard()";

/// On SQLite the access log is a file of its own, so that looking never waits for an import to be
/// written.
pub(super) const ACCESS_FILE: Migration = Migration {
    name: "a0001_access",
    both: ACCESS,
    sqlite: ACCESS_SQLITE,
    postgres: "",
};

/// On PostgreSQL it is beside the other tables of the territory.
pub(super) const TERRITORY_ACCESS: Migration = Migration {
    name: "t0005_audit_access",
    both: "",
    sqlite: "",
    postgres: ACCESS_POSTGRES,
};

/// And of the directory, for those who sign in.
pub(super) const DIRECTORY_ACCESS: Migration = Migration {
    name: "d0004_audit_access",
    both: "",
    sqlite: "",
    postgres: ACCESS_POSTGRES,
};

macro_rules! access_tables {
    () => {
        "
CREATE TABLE access_line (
    number bigint PRIMARY KEY NOT NULL,
    at bigint NOT NULL,
    act text NOT NULL,
    actor uuid,
    actor_name text,
    api_key uuid,
    organisation uuid,
    role text,
    person uuid,
    counted bigint,
    grounds text,
    address text,
    link bytea NOT NULL
) {clustered}
--
CREATE INDEX access_line_person ON access_line (person, number) WHERE person IS NOT NULL
--
CREATE TABLE access_head (
    id bigint PRIMARY KEY NOT NULL,
    lines bigint NOT NULL,
    link bytea NOT NULL
) {clustered}"
    };
}

const ACCESS: &str = access_tables!();

const ACCESS_SQLITE: &str = "
CREATE TRIGGER access_keeps_lines BEFORE UPDATE ON access_line
BEGIN SELECT RAISE(ABORT, 'the access log is append-only'); END
--
CREATE TRIGGER access_keeps_all BEFORE DELETE ON access_line
BEGIN SELECT RAISE(ABORT, 'the access log is append-only'); END";

const ACCESS_POSTGRES: &str = concat!(
    access_tables!(),
    "
--
CREATE FUNCTION access_guard() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'the access log is append-only'; END $$
--
CREATE TRIGGER access_no_change BEFORE UPDATE OR DELETE ON access_line
FOR EACH ROW EXECUTE FUNCTION access_guard()
--
CREATE TRIGGER access_no_truncate BEFORE TRUNCATE ON access_line
FOR EACH STATEMENT EXECUTE FUNCTION access_guard()"
);

/// What is left of those who were erased: keyed marks, which say nothing without the keys.
pub(super) const TOMBSTONES: Migration = Migration {
    name: "t0005_audit_tombstones",
    both: "
CREATE TABLE tombstone (
    mark bytea PRIMARY KEY NOT NULL
) {clustered}",
    sqlite: "",
    postgres: "",
};

/// What sources say is sealed. SQLite keeps bytes in any column; what was written before waits until
/// the territory is opened with its keys.
pub(super) const SEALED: Migration = Migration {
    name: "t0005_audit_sealed",
    both: "INSERT INTO setting (name, value) VALUES ('records_unsealed', 'yes')",
    sqlite: "",
    postgres: "
ALTER TABLE source_record ALTER COLUMN facts TYPE bytea USING convert_to(facts, 'UTF8'),
ALTER COLUMN raw TYPE bytea USING convert_to(raw, 'UTF8')
--
ALTER TABLE journal_payload ALTER COLUMN payload TYPE bytea USING convert_to(payload, 'UTF8')",
};
