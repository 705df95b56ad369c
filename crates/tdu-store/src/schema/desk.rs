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
