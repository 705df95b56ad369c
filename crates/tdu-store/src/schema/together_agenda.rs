//! Appointments with people, and the calendars that accounts subscribe to.

use super::Migration;

pub(super) const APPOINTMENTS: Migration = Migration {
    name: "t0009_together_appointments",
    both: "
CREATE TABLE appointment (
    id uuid PRIMARY KEY NOT NULL,
    person uuid NOT NULL REFERENCES person (id),
    account uuid NOT NULL,
    account_name text NOT NULL,
    organisation uuid NOT NULL,
    network text NOT NULL CHECK (network IN ('ml', 'cfa')),
    starts text NOT NULL,
    ends text NOT NULL,
    mode text NOT NULL CHECK (mode IN ('place', 'phone', 'video')),
    place bytea NOT NULL,
    state text NOT NULL CHECK (state IN ('planned', 'kept', 'missed', 'cancelled')),
    sequence bigint NOT NULL CHECK (sequence >= 0),
    changed_at bigint NOT NULL,
    CHECK (ends > starts)
)
--
CREATE INDEX appointment_person ON appointment (person)
--
CREATE INDEX appointment_account ON appointment (account, starts)
--
CREATE INDEX appointment_organisation ON appointment (organisation, starts)
--
CREATE INDEX appointment_open ON appointment (state) WHERE state IN ('planned', 'missed')
--
CREATE TABLE appointment_guest (
    appointment uuid NOT NULL REFERENCES appointment (id) ON DELETE CASCADE,
    account uuid NOT NULL,
    name text NOT NULL,
    organisation uuid NOT NULL,
    PRIMARY KEY (appointment, account)
) {clustered}
--
CREATE INDEX appointment_guest_account ON appointment_guest (account)",
    sqlite: "
CREATE TRIGGER appointment_begins BEFORE INSERT ON appointment WHEN NEW.state <> 'planned'
BEGIN SELECT RAISE(ABORT, 'an appointment begins planned'); END
--
CREATE TRIGGER appointment_moves BEFORE UPDATE ON appointment
WHEN OLD.state <> 'planned' AND NEW.state <> 'planned' AND NEW.state <> OLD.state
OR OLD.state <> 'planned' AND NEW.state <> 'planned' AND (NEW.starts <> OLD.starts OR NEW.ends <> OLD.ends)
OR NEW.sequence < OLD.sequence
OR (NEW.starts <> OLD.starts OR NEW.ends <> OLD.ends OR NEW.state <> OLD.state) AND NEW.sequence = OLD.sequence
BEGIN SELECT RAISE(ABORT, 'an appointment changes while it is planned, and its sequence tells it'); END",
    postgres: "
CREATE FUNCTION appointment_guard() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN
IF TG_OP = 'INSERT' THEN
    IF NEW.state <> 'planned' THEN RAISE EXCEPTION 'an appointment begins planned'; END IF;
    RETURN NEW;
END IF;
IF OLD.state <> 'planned' AND NEW.state <> 'planned' AND NEW.state <> OLD.state
OR OLD.state <> 'planned' AND NEW.state <> 'planned' AND (NEW.starts <> OLD.starts OR NEW.ends <> OLD.ends)
OR NEW.sequence < OLD.sequence
OR (NEW.starts <> OLD.starts OR NEW.ends <> OLD.ends OR NEW.state <> OLD.state) AND NEW.sequence = OLD.sequence THEN
    RAISE EXCEPTION 'an appointment changes while it is planned, and its sequence tells it';
END IF;
RETURN NEW;
END $$
--
CREATE TRIGGER appointment_moves BEFORE INSERT OR UPDATE ON appointment
FOR EACH ROW EXECUTE FUNCTION appointment_guard()",
};

/// The secret address of an account's calendar: its digest alone.
pub(super) const FEEDS: Migration = Migration {
    name: "d0009_together_feeds",
    both: "
CREATE TABLE calendar_feed (
    account uuid PRIMARY KEY NOT NULL REFERENCES account (id),
    organisation uuid NOT NULL REFERENCES organisation (id),
    token_hash bytea NOT NULL UNIQUE,
    made_at bigint NOT NULL
)",
    sqlite: "",
    postgres: "",
};
