//! A contract that runs or broke, and what comes after: facts recorded by staff, in codes.
//!
//! The transitions that the domain forbids are refused here too, whoever writes.

use super::Migration;

/// Ruptures, what is noticed about contracts, alerts, situations after the training.
pub(super) const CONTRACT: Migration = Migration {
    name: "t0008_contract",
    both: TABLES,
    sqlite: SQLITE,
    postgres: POSTGRES,
};

const TABLES: &str = "
CREATE TABLE rupture (
    id uuid PRIMARY KEY NOT NULL,
    person uuid NOT NULL REFERENCES person (id),
    organisation uuid NOT NULL,
    account uuid NOT NULL,
    contract_start text NOT NULL,
    broken_on text NOT NULL,
    declared_on text NOT NULL,
    mode text CHECK (mode IN ('free', 'mutual', 'apprentice', 'dismissal', 'exclusion', 'diploma', 'danger', 'liquidation')),
    cause text CHECK (cause IN ('employer', 'conflict', 'attendance', 'trade', 'conditions', 'pay', 'mobility', 'housing', 'training', 'other_project', 'personal', 'unknown')),
    asked_on text,
    state text NOT NULL CHECK (state IN ('declared', 'planned', 'closed', 'withdrawn')),
    goal text CHECK (goal IN ('recontract', 'other_training', 'other_pathway')),
    caller text CHECK (caller IN ('ml', 'cfa')),
    call_on text,
    outcome text CHECK (outcome IN ('new_contract', 'other_training', 'other_pathway', 'unreachable', 'declined')),
    ended_on text,
    CHECK (broken_on >= contract_start),
    CHECK ((mode IS NULL) = (cause IS NULL)),
    CHECK (mode IS NOT NULL OR state <> 'declared'),
    CHECK (state <> 'declared' OR (goal IS NULL AND caller IS NULL AND call_on IS NULL)),
    CHECK (state <> 'planned' OR (goal IS NOT NULL AND caller IS NOT NULL AND call_on IS NOT NULL)),
    CHECK ((state = 'closed') = (outcome IS NOT NULL)),
    CHECK ((state IN ('closed', 'withdrawn')) = (ended_on IS NOT NULL))
)
--
CREATE INDEX rupture_person ON rupture (person)
--
CREATE INDEX rupture_broken_on ON rupture (broken_on) WHERE state <> 'withdrawn'
--
CREATE TABLE call_attempt (
    id uuid PRIMARY KEY NOT NULL,
    rupture uuid NOT NULL REFERENCES rupture (id) ON DELETE CASCADE,
    organisation uuid NOT NULL,
    called_on text NOT NULL,
    outcome text NOT NULL CHECK (outcome IN ('appointment', 'already_supported', 'new_contract', 'searching_contract', 'new_project', 'reorientation', 'declines_support', 'declines_calls', 'no_reply', 'unreachable', 'wrong_details'))
)
--
CREATE INDEX call_attempt_rupture ON call_attempt (rupture)
--
CREATE TABLE broken_contract (
    person uuid NOT NULL,
    rupture text NOT NULL,
    next_contract text,
    days bigint,
    PRIMARY KEY (person, rupture)
) {clustered}
--
CREATE TABLE alert (
    id uuid PRIMARY KEY NOT NULL,
    person uuid NOT NULL REFERENCES person (id),
    organisation uuid NOT NULL,
    opened_on text NOT NULL,
    stale_on text NOT NULL,
    strong boolean NOT NULL,
    state text NOT NULL CHECK (state IN ('open', 'planned', 'closed')),
    taken_on text,
    goal text CHECK (goal IN ('talk_youth', 'talk_employer', 'mediation', 'social_help', 'other_employer')),
    owner text CHECK (owner IN ('ml', 'cfa')),
    due text,
    outcome text CHECK (outcome IN ('goes_on', 'adjusted', 'other_employer', 'broken', 'unfounded')),
    closed_on text,
    CHECK (state <> 'open' OR goal IS NULL),
    CHECK ((goal IS NULL) = (owner IS NULL) AND (goal IS NULL) = (due IS NULL)),
    CHECK (state <> 'planned' OR goal IS NOT NULL),
    CHECK ((state = 'closed') = (closed_on IS NOT NULL)),
    CHECK (outcome IS NULL OR state = 'closed')
)
--
CREATE INDEX alert_person ON alert (person)
--
CREATE INDEX alert_open ON alert (stale_on) WHERE state <> 'closed'
--
CREATE TABLE noticed (
    id uuid PRIMARY KEY NOT NULL,
    person uuid NOT NULL REFERENCES person (id),
    organisation uuid NOT NULL,
    contract_start text NOT NULL,
    noticed_on text NOT NULL,
    sign text NOT NULL CHECK (sign IN ('absence', 'lateness', 'conflict', 'change_wish', 'discouragement', 'pay_trouble', 'housing_trouble', 'employer_difficulty')),
    alert uuid REFERENCES alert (id) ON DELETE SET NULL
)
--
CREATE INDEX noticed_person ON noticed (person)
--
CREATE INDEX noticed_alert ON noticed (alert) WHERE alert IS NOT NULL
--
CREATE TABLE contract_view (
    id uuid PRIMARY KEY NOT NULL,
    person uuid NOT NULL REFERENCES person (id),
    organisation uuid NOT NULL,
    contract_start text NOT NULL,
    told_on text NOT NULL,
    moment text NOT NULL CHECK (moment IN ('first_month', 'day_45', 'visit')),
    party text NOT NULL CHECK (party IN ('employer', 'youth')),
    together text NOT NULL CHECK (together IN ('good', 'mixed', 'bad')),
    work text NOT NULL CHECK (work IN ('good', 'mixed', 'bad')),
    future text NOT NULL CHECK (future IN ('good', 'mixed', 'bad')),
    alert uuid REFERENCES alert (id) ON DELETE SET NULL
)
--
CREATE INDEX contract_view_person ON contract_view (person)
--
CREATE INDEX contract_view_start ON contract_view (contract_start)
--
CREATE INDEX contract_view_alert ON contract_view (alert) WHERE alert IS NOT NULL
--
CREATE TABLE alert_rule (
    id uuid PRIMARY KEY NOT NULL,
    set_on text NOT NULL,
    organisation uuid NOT NULL,
    account uuid NOT NULL,
    account_name text NOT NULL,
    rule text NOT NULL
)
--
CREATE TABLE after_situation (
    id uuid PRIMARY KEY NOT NULL,
    person uuid NOT NULL REFERENCES person (id),
    organisation uuid NOT NULL,
    by_youth boolean NOT NULL,
    months bigint NOT NULL CHECK (months IN (6, 12, 18, 24)),
    training_end text NOT NULL,
    told_on text NOT NULL,
    situation text NOT NULL CHECK (situation IN ('job', 'apprenticeship', 'studies', 'searching', 'service', 'other', 'unreachable'))
)
--
CREATE INDEX after_situation_person ON after_situation (person)
--
CREATE INDEX after_situation_told ON after_situation (told_on)
--
CREATE TABLE situation_link (
    id uuid PRIMARY KEY NOT NULL,
    person uuid NOT NULL REFERENCES person (id),
    organisation uuid NOT NULL,
    months bigint NOT NULL CHECK (months IN (6, 12, 18, 24)),
    training_end text NOT NULL,
    token_hash bytea NOT NULL UNIQUE,
    made_on text NOT NULL,
    last_day text NOT NULL,
    state text NOT NULL CHECK (state IN ('open', 'answered', 'revoked'))
)
--
CREATE INDEX situation_link_person ON situation_link (person)";

/// A rupture keeps what was declared, goes from state to state as the domain says, and is for ever once
/// closed or withdrawn.
macro_rules! rupture_wrong {
    () => {
        "NEW.id <> OLD.id OR NEW.organisation <> OLD.organisation OR NEW.account <> OLD.account \
         OR NEW.contract_start <> OLD.contract_start OR NEW.broken_on <> OLD.broken_on \
         OR NEW.declared_on <> OLD.declared_on OR COALESCE(NEW.mode, '') <> COALESCE(OLD.mode, '') \
         OR COALESCE(NEW.cause, '') <> COALESCE(OLD.cause, '') \
         OR COALESCE(NEW.asked_on, '') <> COALESCE(OLD.asked_on, '') \
         OR (OLD.state = 'planned' AND NEW.state = 'declared') \
         OR (OLD.state IN ('closed', 'withdrawn') AND (NEW.state <> OLD.state \
         OR COALESCE(NEW.goal, '') <> COALESCE(OLD.goal, '') OR COALESCE(NEW.caller, '') <> COALESCE(OLD.caller, '') \
         OR COALESCE(NEW.call_on, '') <> COALESCE(OLD.call_on, '') \
         OR COALESCE(NEW.outcome, '') <> COALESCE(OLD.outcome, '') OR NEW.ended_on <> OLD.ended_on))"
    };
}

macro_rules! rupture_begins_wrong {
    () => {
        "NOT (NEW.state = 'declared' OR (NEW.state = 'planned' AND NEW.mode IS NULL))"
    };
}

/// An alert keeps its first day and who opened it; read is read; closed is closed.
macro_rules! alert_wrong {
    () => {
        "NEW.id <> OLD.id OR NEW.organisation <> OLD.organisation OR NEW.opened_on <> OLD.opened_on \
         OR (OLD.taken_on IS NOT NULL AND COALESCE(NEW.taken_on, '') <> OLD.taken_on) \
         OR (OLD.state = 'planned' AND NEW.state = 'open') \
         OR (OLD.state = 'closed' AND (NEW.state <> 'closed' OR NEW.closed_on <> OLD.closed_on \
         OR NEW.stale_on <> OLD.stale_on OR NEW.strong <> OLD.strong \
         OR COALESCE(NEW.taken_on, '') <> COALESCE(OLD.taken_on, '') \
         OR COALESCE(NEW.goal, '') <> COALESCE(OLD.goal, '') OR COALESCE(NEW.owner, '') <> COALESCE(OLD.owner, '') \
         OR COALESCE(NEW.due, '') <> COALESCE(OLD.due, '') OR COALESCE(NEW.outcome, '') <> COALESCE(OLD.outcome, '')))"
    };
}

/// What was noticed or answered is not rewritten: it only follows its person and its alert.
macro_rules! noticed_wrong {
    () => {
        "NEW.id <> OLD.id OR NEW.organisation <> OLD.organisation OR NEW.contract_start <> OLD.contract_start \
         OR NEW.noticed_on <> OLD.noticed_on OR NEW.sign <> OLD.sign"
    };
}

macro_rules! view_wrong {
    () => {
        "NEW.id <> OLD.id OR NEW.organisation <> OLD.organisation OR NEW.contract_start <> OLD.contract_start \
         OR NEW.told_on <> OLD.told_on OR NEW.moment <> OLD.moment OR NEW.party <> OLD.party \
         OR NEW.together <> OLD.together OR NEW.work <> OLD.work OR NEW.future <> OLD.future"
    };
}

/// A link is answered or revoked once, and nothing else of it changes.
macro_rules! link_wrong {
    () => {
        "NEW.id <> OLD.id OR NEW.organisation <> OLD.organisation OR NEW.months <> OLD.months \
         OR NEW.training_end <> OLD.training_end OR NEW.token_hash <> OLD.token_hash \
         OR NEW.made_on <> OLD.made_on OR NEW.last_day <> OLD.last_day \
         OR (NEW.state <> OLD.state AND OLD.state <> 'open')"
    };
}

macro_rules! on_sqlite {
    ($name:literal, $when:literal, $table:literal, $why:literal, $($wrong:tt)+) => {
        concat!(
            "CREATE TRIGGER ", $name, " BEFORE ", $when, " ON ", $table, " WHEN ", $($wrong)+,
            " BEGIN SELECT RAISE(ABORT, '", $why, "'); END"
        )
    };
}

macro_rules! on_postgres {
    ($name:literal, $when:literal, $table:literal, $why:literal, $($wrong:tt)+) => {
        concat!(
            "CREATE FUNCTION ", $name, "() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF ", $($wrong)+,
            " THEN RAISE EXCEPTION '", $why, "'; END IF; RETURN NEW; END $$\n--\n",
            "CREATE TRIGGER ", $name, " BEFORE ", $when, " ON ", $table, " FOR EACH ROW EXECUTE FUNCTION ", $name, "()"
        )
    };
}

macro_rules! guards {
    ($on:ident) => {
        concat!(
            $on!(
                "rupture_moves",
                "UPDATE",
                "rupture",
                "this rupture may not change so",
                rupture_wrong!()
            ),
            "\n--\n",
            $on!(
                "rupture_begins",
                "INSERT",
                "rupture",
                "a rupture begins declared",
                rupture_begins_wrong!()
            ),
            "\n--\n",
            $on!(
                "alert_moves",
                "UPDATE",
                "alert",
                "this alert may not change so",
                alert_wrong!()
            ),
            "\n--\n",
            $on!(
                "alert_begins",
                "INSERT",
                "alert",
                "an alert begins open",
                "NEW.state <> 'open'"
            ),
            "\n--\n",
            $on!(
                "noticed_stays",
                "UPDATE",
                "noticed",
                "what was noticed is not rewritten",
                noticed_wrong!()
            ),
            "\n--\n",
            $on!(
                "contract_view_stays",
                "UPDATE",
                "contract_view",
                "an answer is not rewritten",
                view_wrong!()
            ),
            "\n--\n",
            $on!(
                "situation_link_moves",
                "UPDATE",
                "situation_link",
                "a link is used once",
                link_wrong!()
            ),
            "\n--\n",
            $on!(
                "situation_link_begins",
                "INSERT",
                "situation_link",
                "a link begins open",
                "NEW.state <> 'open'"
            ),
            "\n--\n",
            $on!(
                "alert_rule_stays",
                "UPDATE",
                "alert_rule",
                "rules are kept as they were set",
                "1 = 1"
            ),
        )
    };
}

const SQLITE: &str = concat!(
    guards!(on_sqlite),
    "
--
CREATE TRIGGER alert_rule_keeps_all BEFORE DELETE ON alert_rule
BEGIN SELECT RAISE(ABORT, 'rules are kept as they were set'); END"
);

const POSTGRES: &str = concat!(
    guards!(on_postgres),
    "
--
CREATE TRIGGER alert_rule_keeps_all BEFORE DELETE ON alert_rule FOR EACH ROW EXECUTE FUNCTION alert_rule_stays()"
);

#[cfg(test)]
mod tests {
    use tdu_domain::after::{AfterSituation, LinkState};
    use tdu_domain::organisation::Network;
    use tdu_domain::rupture::{
        CallOutcome, RuptureCause, RuptureGoal, RuptureMode, RuptureOutcome, RuptureState,
    };
    use tdu_domain::watch::{
        AlertGoal, AlertOutcome, AlertState, Feeling, Party, Sign, Theme, ViewMoment,
    };

    use super::*;

    /// The codes that a column takes are those of the domain.
    macro_rules! takes {
        ($column:expr, $codes:ty) => {
            let codes: Vec<String> = <$codes>::ALL
                .iter()
                .map(|code| format!("'{}'", code.code()))
                .collect();
            let list = format!("CHECK ({} IN ({}))", $column, codes.join(", "));
            assert!(TABLES.contains(&list), "{list}");
        };
    }

    #[test]
    fn columns_take_the_codes_of_the_domain() {
        takes!("mode", RuptureMode);
        takes!("cause", RuptureCause);
        takes!("state", RuptureState);
        takes!("goal", RuptureGoal);
        takes!("caller", Network);
        takes!("outcome", RuptureOutcome);
        takes!("outcome", CallOutcome);
        takes!("sign", Sign);
        takes!("moment", ViewMoment);
        takes!("party", Party);
        takes!("state", AlertState);
        takes!("goal", AlertGoal);
        takes!("owner", Network);
        takes!("outcome", AlertOutcome);
        takes!("situation", AfterSituation);
        takes!("state", LinkState);
        for theme in Theme::ALL {
            takes!(theme.code(), Feeling);
        }
    }
}
