//! What the two staffs do together: shared tasks.

use super::Migration;

/// Both networks may owe something for the same cause: a warning has one line for each.
pub(super) const SIGNALS: Migration = Migration {
    name: "t0009_together_signals",
    both: "",
    sqlite: "
CREATE TABLE signal_by_owner (
    person uuid NOT NULL,
    code text NOT NULL,
    severity text NOT NULL,
    owner text NOT NULL,
    since text,
    due text,
    cause_on text,
    urgency bigint NOT NULL,
    PRIMARY KEY (person, code, owner)
) WITHOUT ROWID
--
INSERT INTO signal_by_owner (person, code, severity, owner, since, due, cause_on, urgency)
SELECT person, code, severity, owner, since, due, cause_on, urgency FROM signal
--
DROP TABLE signal
--
ALTER TABLE signal_by_owner RENAME TO signal",
    postgres: "
ALTER TABLE signal DROP CONSTRAINT signal_pkey
--
ALTER TABLE signal ADD PRIMARY KEY (person, code, owner)",
};

/// Tasks, and what may not be done to them even by hand.
pub(super) const TASKS: Migration = Migration {
    name: "t0009_together_tasks",
    both: TASK,
    sqlite: TASK_SQLITE,
    postgres: TASK_POSTGRES,
};

const TASK: &str = "
CREATE TABLE task (
    id uuid PRIMARY KEY NOT NULL,
    person uuid NOT NULL REFERENCES person (id),
    owner uuid NOT NULL,
    owner_network text NOT NULL CHECK (owner_network IN ('ml', 'cfa')),
    kind text CHECK (kind IN ('call', 'meet', 'document', 'company_search', 'call_company', 'procedure', 'report')),
    words bytea NOT NULL,
    origin text CHECK (origin IN ('alert', 'rupture', 'referral', 'appointment')),
    origin_id uuid,
    due text NOT NULL,
    state text NOT NULL CHECK (state IN ('open', 'done', 'dropped')),
    taken_by uuid,
    taken_by_name text,
    asked_on text NOT NULL,
    asked_by uuid NOT NULL,
    asked_by_name text NOT NULL,
    asked_for uuid NOT NULL,
    closed_on text,
    closed_by uuid,
    closed_by_name text,
    closed_for uuid,
    CHECK ((origin IS NULL) = (origin_id IS NULL)),
    CHECK ((taken_by IS NULL) = (taken_by_name IS NULL)),
    CHECK ((state = 'open') = (closed_on IS NULL)),
    CHECK ((closed_on IS NULL) = (closed_by IS NULL)),
    CHECK ((closed_on IS NULL) = (closed_by_name IS NULL)),
    CHECK ((closed_on IS NULL) = (closed_for IS NULL))
)
--
CREATE INDEX task_person ON task (person)
--
CREATE INDEX task_open ON task (owner, due) WHERE state = 'open'
--
CREATE INDEX task_origin ON task (origin_id) WHERE origin_id IS NOT NULL";

const TASK_SQLITE: &str = "
CREATE TRIGGER task_begins BEFORE INSERT ON task WHEN NEW.state <> 'open'
BEGIN SELECT RAISE(ABORT, 'a task begins open'); END
--
CREATE TRIGGER task_moves BEFORE UPDATE ON task
WHEN OLD.state <> NEW.state AND OLD.state <> 'open' AND NEW.state <> 'open'
BEGIN SELECT RAISE(ABORT, 'a closed task is reopened first'); END
--
CREATE TRIGGER task_is_shared_out BEFORE UPDATE ON task
WHEN OLD.state <> 'open' AND NEW.state <> 'open' AND NEW.taken_by IS NOT OLD.taken_by
BEGIN SELECT RAISE(ABORT, 'a closed task is nobody''s to take'); END
--
CREATE TRIGGER task_stays BEFORE UPDATE ON task
WHEN NEW.owner <> OLD.owner OR NEW.owner_network <> OLD.owner_network OR NEW.kind IS NOT OLD.kind
OR NEW.origin IS NOT OLD.origin OR NEW.origin_id IS NOT OLD.origin_id OR NEW.due <> OLD.due
OR NEW.asked_on <> OLD.asked_on OR NEW.asked_by <> OLD.asked_by OR NEW.asked_for <> OLD.asked_for
BEGIN SELECT RAISE(ABORT, 'what was asked does not change'); END";

const TASK_POSTGRES: &str = "
CREATE FUNCTION task_guard() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN
IF TG_OP = 'INSERT' THEN
    IF NEW.state <> 'open' THEN RAISE EXCEPTION 'a task begins open'; END IF;
    RETURN NEW;
END IF;
IF OLD.state <> NEW.state AND OLD.state <> 'open' AND NEW.state <> 'open' THEN
    RAISE EXCEPTION 'a closed task is reopened first';
END IF;
IF OLD.state <> 'open' AND NEW.state <> 'open' AND NEW.taken_by IS DISTINCT FROM OLD.taken_by THEN
    RAISE EXCEPTION 'a closed task is nobody''s to take';
END IF;
IF (NEW.owner, NEW.owner_network, NEW.kind, NEW.origin, NEW.origin_id, NEW.due, NEW.asked_on, NEW.asked_by, NEW.asked_for)
IS DISTINCT FROM
(OLD.owner, OLD.owner_network, OLD.kind, OLD.origin, OLD.origin_id, OLD.due, OLD.asked_on, OLD.asked_by, OLD.asked_for) THEN
    RAISE EXCEPTION 'what was asked does not change';
END IF;
RETURN NEW;
END $$
--
CREATE TRIGGER task_moves BEFORE INSERT OR UPDATE ON task
FOR EACH ROW EXECUTE FUNCTION task_guard()";
