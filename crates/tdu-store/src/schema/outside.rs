//! What programs outside need: keys that say what they open, calls done once.

use super::Migration;

/// Keys made before delivered learners.
pub(super) const KEY_SCOPES: Migration = Migration {
    name: "d0010_outside_keys",
    both: "
ALTER TABLE api_key ADD COLUMN scopes text NOT NULL DEFAULT 'deliver'
--
ALTER TABLE api_key ADD COLUMN made_by uuid
--
ALTER TABLE api_key ADD COLUMN made_by_name text",
    sqlite: "",
    postgres: "",
};

/// Calls that must be done once, however often they are sent: kept for a day.
pub(super) const CALLS: Migration = Migration {
    name: "t0010_outside_calls",
    both: "
CREATE TABLE call_once (
    api_key uuid NOT NULL,
    route text NOT NULL,
    name text NOT NULL,
    content bytea NOT NULL,
    line uuid NOT NULL,
    done_at bigint NOT NULL,
    PRIMARY KEY (api_key, route, name)
) {clustered}
--
CREATE INDEX call_once_done_at ON call_once (done_at)",
    sqlite: "",
    postgres: "",
};
