//! Acts on alerts and ruptures that are taken back, and exams.
//!
//! A row counts its moves: one more by each act, one less when an act is taken back. Taking back leads only
//! to where an act could have come from.

use super::Migration;

/// Plans, readings and closings can be taken back; exams are kept.
pub(super) const CONTRACT_BACK: Migration = Migration {
    name: "t0014_contract_back",
    both: TABLES,
    sqlite: SQLITE,
    postgres: POSTGRES,
};

const TABLES: &str = "
ALTER TABLE alert ADD COLUMN moves bigint NOT NULL DEFAULT 0 CHECK (moves >= 0)
--
ALTER TABLE rupture ADD COLUMN moves bigint NOT NULL DEFAULT 0 CHECK (moves >= 0)
--
CREATE TABLE exam (
    id uuid PRIMARY KEY NOT NULL,
    person uuid NOT NULL REFERENCES person (id),
    organisation uuid NOT NULL,
    held_on text NOT NULL,
    outcome text NOT NULL CHECK (outcome IN ('passed', 'partial', 'failed', 'absent'))
)
--
CREATE INDEX exam_person ON exam (person)";

/// What never changes of an alert, and the two ways it moves.
macro_rules! alert_wrong {
    () => {
        "NEW.id <> OLD.id OR NEW.organisation <> OLD.organisation OR NEW.opened_on <> OLD.opened_on \
         OR NOT ((NEW.moves IN (OLD.moves, OLD.moves + 1) \
         AND NOT (OLD.taken_on IS NOT NULL AND COALESCE(NEW.taken_on, '') <> OLD.taken_on) \
         AND NOT (OLD.state = 'planned' AND NEW.state = 'open') \
         AND NOT (OLD.state = 'closed' AND (NEW.state <> 'closed' OR NEW.closed_on <> OLD.closed_on \
         OR NEW.stale_on <> OLD.stale_on OR NEW.strong <> OLD.strong \
         OR COALESCE(NEW.taken_on, '') <> COALESCE(OLD.taken_on, '') \
         OR COALESCE(NEW.goal, '') <> COALESCE(OLD.goal, '') OR COALESCE(NEW.owner, '') <> COALESCE(OLD.owner, '') \
         OR COALESCE(NEW.due, '') <> COALESCE(OLD.due, '') OR COALESCE(NEW.outcome, '') <> COALESCE(OLD.outcome, '')))) \
         OR (NEW.moves = OLD.moves - 1 AND NEW.state <> 'closed' \
         AND NOT (OLD.state = 'open' AND NEW.state = 'planned')))"
    };
}

/// The same of a rupture.
macro_rules! rupture_wrong {
    () => {
        "NEW.id <> OLD.id OR NEW.organisation <> OLD.organisation OR NEW.account <> OLD.account \
         OR NEW.contract_start <> OLD.contract_start OR NEW.broken_on <> OLD.broken_on \
         OR NEW.declared_on <> OLD.declared_on OR COALESCE(NEW.mode, '') <> COALESCE(OLD.mode, '') \
         OR COALESCE(NEW.cause, '') <> COALESCE(OLD.cause, '') \
         OR COALESCE(NEW.asked_on, '') <> COALESCE(OLD.asked_on, '') \
         OR NOT ((NEW.moves IN (OLD.moves, OLD.moves + 1) \
         AND NOT (OLD.state = 'planned' AND NEW.state = 'declared') \
         AND NOT (OLD.state IN ('closed', 'withdrawn') AND (NEW.state <> OLD.state \
         OR COALESCE(NEW.goal, '') <> COALESCE(OLD.goal, '') OR COALESCE(NEW.caller, '') <> COALESCE(OLD.caller, '') \
         OR COALESCE(NEW.call_on, '') <> COALESCE(OLD.call_on, '') \
         OR COALESCE(NEW.outcome, '') <> COALESCE(OLD.outcome, '') OR NEW.ended_on <> OLD.ended_on))) \
         OR (NEW.moves = OLD.moves - 1 AND NEW.state IN ('declared', 'planned') AND OLD.state <> 'withdrawn' \
         AND NOT (OLD.state = 'declared' AND NEW.state = 'planned')))"
    };
}

macro_rules! exam_wrong {
    () => {
        "NEW.id <> OLD.id OR NEW.organisation <> OLD.organisation OR NEW.held_on <> OLD.held_on \
         OR NEW.outcome <> OLD.outcome"
    };
}

macro_rules! on_sqlite {
    ($name:literal, $table:literal, $why:literal, $wrong:expr) => {
        concat!(
            "CREATE TRIGGER ",
            $name,
            " BEFORE UPDATE ON ",
            $table,
            " WHEN ",
            $wrong,
            " BEGIN SELECT RAISE(ABORT, '",
            $why,
            "'); END"
        )
    };
}

macro_rules! on_postgres {
    ($name:literal, $why:literal, $wrong:expr) => {
        concat!(
            "CREATE OR REPLACE FUNCTION ",
            $name,
            "() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF ",
            $wrong,
            " THEN RAISE EXCEPTION '",
            $why,
            "'; END IF; RETURN NEW; END $$"
        )
    };
}

const SQLITE: &str = concat!(
    "DROP TRIGGER alert_moves\n--\nDROP TRIGGER rupture_moves\n--\n",
    on_sqlite!(
        "alert_moves",
        "alert",
        "this alert may not change so",
        alert_wrong!()
    ),
    "\n--\n",
    on_sqlite!(
        "rupture_moves",
        "rupture",
        "this rupture may not change so",
        rupture_wrong!()
    ),
    "\n--\n",
    on_sqlite!(
        "exam_stays",
        "exam",
        "an exam is not rewritten",
        exam_wrong!()
    ),
);

const POSTGRES: &str = concat!(
    on_postgres!(
        "alert_moves",
        "this alert may not change so",
        alert_wrong!()
    ),
    "\n--\n",
    on_postgres!(
        "rupture_moves",
        "this rupture may not change so",
        rupture_wrong!()
    ),
    "\n--\n",
    on_postgres!("exam_stays", "an exam is not rewritten", exam_wrong!()),
    "\n--\nCREATE TRIGGER exam_stays BEFORE UPDATE ON exam FOR EACH ROW EXECUTE FUNCTION exam_stays()",
);

#[cfg(test)]
mod tests {
    use tdu_domain::exam::ExamOutcome;

    use super::*;

    #[test]
    fn the_column_takes_the_codes_of_the_domain() {
        let codes: Vec<String> = ExamOutcome::ALL
            .iter()
            .map(|code| format!("'{}'", code.code()))
            .collect();
        let list = format!("CHECK (outcome IN ({}))", codes.join(", "));
        assert!(TABLES.contains(&list), "{list}");
    }
}
