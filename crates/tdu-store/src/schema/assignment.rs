//! Who follows someone because of what they did.

use super::Migration;

pub(super) const ASSIGNMENT: Migration = Migration {
    name: "t0007_referral_assignment",
    both: TABLES,
    sqlite: "",
    postgres: "",
};

const TABLES: &str = "
CREATE TABLE assignment (
    id uuid PRIMARY KEY NOT NULL,
    person uuid NOT NULL REFERENCES person (id),
    organisation uuid NOT NULL,
    network text NOT NULL CHECK (network IN ('ml', 'cfa')),
    account uuid NOT NULL,
    account_name text NOT NULL,
    made_by text NOT NULL CHECK (made_by IN ('refer', 'answer', 'take')),
    since text NOT NULL,
    last_act text NOT NULL CHECK (last_act >= since),
    ended_on text CHECK (ended_on >= since)
)
--
CREATE INDEX assignment_person ON assignment (person)
--
CREATE INDEX assignment_account ON assignment (organisation, account, person) WHERE ended_on IS NULL";
