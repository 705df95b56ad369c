//! What the desk needs beside the caseload.

use super::Migration;

/// What an account looked at of what changed: until something else does, it is not shown again. And where
/// what was asked of another organisation is found.
pub(super) const SEEN: Migration = Migration {
    name: "t0016_desk_seen",
    both: "
CREATE TABLE seen (
    id uuid PRIMARY KEY NOT NULL,
    visit uuid NOT NULL,
    person uuid NOT NULL REFERENCES person (id),
    organisation uuid NOT NULL,
    account uuid NOT NULL,
    at bigint NOT NULL,
    newest text NOT NULL,
    signals bigint NOT NULL
)
--
CREATE INDEX seen_person ON seen (person)
--
CREATE INDEX seen_account ON seen (account, organisation, person)
--
CREATE INDEX seen_visit ON seen (visit)
--
CREATE INDEX seen_at ON seen (at)
--
ALTER TABLE notice ADD COLUMN visit uuid
--
CREATE INDEX notice_visit ON notice (visit) WHERE visit IS NOT NULL
--
CREATE INDEX task_asked ON task (asked_for) WHERE state = 'open'
--
CREATE INDEX message_organisation ON message (organisation, written_at)",
    sqlite: "",
    postgres: "",
};

/// Where the groups of a desk are found, without reading all of a caseload.
pub(super) const GROUPS: Migration = Migration {
    name: "t0017_desk_groups",
    both: "
CREATE INDEX caseload_waiting ON caseload (organisation, waiting) WHERE waiting < 9223372036854775807
--
CREATE INDEX caseload_newest ON caseload (organisation, newest) WHERE newest IS NOT NULL",
    sqlite: "",
    postgres: "",
};

/// Absences of members, and who stands in. One that was declared does not change: it ends.
pub(super) const ABSENCES: Migration = Migration {
    name: "d0016_desk_absences",
    both: "
CREATE TABLE absence (
    id uuid PRIMARY KEY NOT NULL,
    organisation uuid NOT NULL REFERENCES organisation (id),
    account uuid NOT NULL REFERENCES account (id),
    covered_by uuid NOT NULL REFERENCES account (id),
    from_on text NOT NULL,
    until_on text NOT NULL,
    declared_by uuid NOT NULL,
    declared_by_name text NOT NULL,
    declared_at bigint NOT NULL,
    ended_on text,
    ended_by uuid,
    ended_at bigint,
    CHECK (until_on >= from_on),
    CHECK (account <> covered_by),
    CHECK ((ended_on IS NULL) = (ended_by IS NULL)),
    CHECK ((ended_on IS NULL) = (ended_at IS NULL))
)
--
CREATE INDEX absence_organisation ON absence (organisation, until_on)
--
CREATE INDEX absence_covered_by ON absence (covered_by, organisation, until_on)",
    sqlite: "
CREATE TRIGGER absence_starts BEFORE INSERT ON absence WHEN NEW.ended_on IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'an absence is declared before it ends'); END
--
CREATE TRIGGER absence_stays BEFORE UPDATE ON absence
WHEN NEW.id <> OLD.id OR NEW.organisation <> OLD.organisation OR NEW.account <> OLD.account
OR NEW.covered_by <> OLD.covered_by OR NEW.from_on <> OLD.from_on OR NEW.until_on <> OLD.until_on
OR NEW.declared_by <> OLD.declared_by OR NEW.declared_at <> OLD.declared_at
OR (OLD.ended_on IS NOT NULL AND NEW.ended_on IS NOT NULL)
BEGIN SELECT RAISE(ABORT, 'an absence does not change: it ends'); END",
    postgres: "
CREATE FUNCTION absence_guard() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN
IF TG_OP = 'INSERT' THEN
    IF NEW.ended_on IS NOT NULL THEN RAISE EXCEPTION 'an absence is declared before it ends'; END IF;
    RETURN NEW;
END IF;
IF (NEW.id, NEW.organisation, NEW.account, NEW.covered_by, NEW.from_on, NEW.until_on, NEW.declared_by, NEW.declared_at)
IS DISTINCT FROM
(OLD.id, OLD.organisation, OLD.account, OLD.covered_by, OLD.from_on, OLD.until_on, OLD.declared_by, OLD.declared_at)
OR (OLD.ended_on IS NOT NULL AND NEW.ended_on IS NOT NULL) THEN
    RAISE EXCEPTION 'an absence does not change: it ends';
END IF;
RETURN NEW;
END $$
--
CREATE TRIGGER absence_stays BEFORE INSERT OR UPDATE ON absence
FOR EACH ROW EXECUTE FUNCTION absence_guard()",
};
