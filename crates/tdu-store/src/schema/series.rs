//! Acts done at once about several people.

use super::Migration;

pub(super) const SERIES: Migration = Migration {
    name: "t0013_series",
    both: TABLES,
    sqlite: "",
    postgres: "",
};

const TABLES: &str = "
CREATE TABLE act_series (
    id uuid PRIMARY KEY NOT NULL,
    account uuid NOT NULL,
    made_at bigint NOT NULL,
    lines text NOT NULL
)
--
CREATE INDEX act_series_made_at ON act_series (made_at)";
