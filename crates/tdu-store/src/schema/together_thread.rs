//! The thread of the two staffs, obstacles, and the services that help with them.

use super::Migration;

/// Messages, and who is told of each.
pub(super) const THREAD: Migration = Migration {
    name: "t0009_together_thread",
    both: "
CREATE TABLE message (
    id uuid PRIMARY KEY NOT NULL,
    person uuid NOT NULL REFERENCES person (id),
    account uuid NOT NULL,
    account_name text NOT NULL,
    organisation uuid NOT NULL,
    words bytea NOT NULL,
    written_at bigint NOT NULL,
    removed_at bigint CHECK (removed_at >= written_at)
)
--
CREATE INDEX message_person ON message (person)
--
CREATE TABLE message_notice (
    message uuid NOT NULL REFERENCES message (id) ON DELETE CASCADE,
    account uuid NOT NULL,
    organisation uuid NOT NULL,
    name text NOT NULL,
    why text NOT NULL CHECK (why IN ('mention', 'thread', 'follower', 'team')),
    read_at bigint,
    PRIMARY KEY (message, account, organisation)
) {clustered}
--
CREATE INDEX message_notice_unread ON message_notice (account, organisation) WHERE read_at IS NULL",
    sqlite: "
CREATE TRIGGER message_stays BEFORE UPDATE ON message
WHEN OLD.removed_at IS NOT NULL AND NEW.removed_at IS NOT OLD.removed_at
OR NEW.account <> OLD.account OR NEW.organisation <> OLD.organisation OR NEW.written_at <> OLD.written_at
BEGIN SELECT RAISE(ABORT, 'a message removed does not come back, nor change its author'); END",
    postgres: "
CREATE FUNCTION message_guard() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN
IF OLD.removed_at IS NOT NULL AND NEW.removed_at IS DISTINCT FROM OLD.removed_at
OR (NEW.account, NEW.organisation, NEW.written_at) IS DISTINCT FROM (OLD.account, OLD.organisation, OLD.written_at) THEN
    RAISE EXCEPTION 'a message removed does not come back, nor change its author';
END IF;
RETURN NEW;
END $$
--
CREATE TRIGGER message_stays BEFORE UPDATE ON message
FOR EACH ROW EXECUTE FUNCTION message_guard()",
};

/// Obstacles of people, and the services of organisations.
pub(super) const OBSTACLES: Migration = Migration {
    name: "t0009_together_obstacles",
    both: "
CREATE TABLE obstacle (
    id uuid PRIMARY KEY NOT NULL,
    person uuid NOT NULL REFERENCES person (id),
    kind text NOT NULL CHECK (kind IN ('housing', 'health_access', 'mobility', 'money', 'administrative',
    'language', 'childcare', 'digital', 'rights')),
    opened_on text NOT NULL,
    opened_by uuid NOT NULL,
    opened_by_name text NOT NULL,
    opened_for uuid NOT NULL,
    ended_on text,
    outcome text CHECK (outcome IN ('solved', 'eased', 'handed_over', 'declined', 'mistaken')),
    ended_by uuid,
    ended_by_name text,
    ended_for uuid,
    CHECK (ended_on >= opened_on),
    CHECK ((ended_on IS NULL) = (outcome IS NULL)),
    CHECK ((ended_on IS NULL) = (ended_by IS NULL)),
    CHECK ((ended_on IS NULL) = (ended_by_name IS NULL)),
    CHECK ((ended_on IS NULL) = (ended_for IS NULL))
)
--
CREATE INDEX obstacle_person ON obstacle (person)
--
CREATE INDEX obstacle_open ON obstacle (person, kind) WHERE ended_on IS NULL
--
CREATE TABLE service (
    id uuid PRIMARY KEY NOT NULL,
    organisation uuid NOT NULL,
    name text NOT NULL,
    themes text NOT NULL,
    contact text,
    phone text,
    email text,
    web text,
    commune text,
    changed_at bigint NOT NULL
)
--
CREATE INDEX service_organisation ON service (organisation)",
    sqlite: "
CREATE TRIGGER obstacle_moves BEFORE UPDATE ON obstacle
WHEN NEW.kind <> OLD.kind OR NEW.opened_on <> OLD.opened_on OR NEW.opened_by <> OLD.opened_by
OR NEW.opened_for <> OLD.opened_for
OR OLD.outcome IS NOT NULL AND NEW.outcome IS NOT NULL AND NEW.outcome <> OLD.outcome
BEGIN SELECT RAISE(ABORT, 'an obstacle ends once, as it was opened'); END",
    postgres: "
CREATE FUNCTION obstacle_guard() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN
IF (NEW.kind, NEW.opened_on, NEW.opened_by, NEW.opened_for)
IS DISTINCT FROM (OLD.kind, OLD.opened_on, OLD.opened_by, OLD.opened_for)
OR OLD.outcome IS NOT NULL AND NEW.outcome IS NOT NULL AND NEW.outcome <> OLD.outcome THEN
    RAISE EXCEPTION 'an obstacle ends once, as it was opened';
END IF;
RETURN NEW;
END $$
--
CREATE TRIGGER obstacle_moves BEFORE UPDATE ON obstacle
FOR EACH ROW EXECUTE FUNCTION obstacle_guard()",
};
