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
