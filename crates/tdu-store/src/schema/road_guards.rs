//! What may not be done to a road even by hand: conditions written once for both engines.

macro_rules! on_sqlite {
    ($name:literal, $when:literal, $table:literal, $why:literal, $($wrong:tt)+) => {
        concat!(
            "CREATE TRIGGER ",
            $name,
            " BEFORE ",
            $when,
            " ON ",
            $table,
            " WHEN ",
            $($wrong)+,
            " BEGIN SELECT RAISE(ABORT, '",
            $why,
            "'); END"
        )
    };
}

macro_rules! on_postgres {
    ($name:literal, $when:literal, $table:literal, $why:literal, $($wrong:tt)+) => {
        concat!(
            "CREATE FUNCTION ",
            $name,
            "() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF ",
            $($wrong)+,
            " THEN RAISE EXCEPTION '",
            $why,
            "'; END IF; RETURN NEW; END $$\n--\n",
            "CREATE TRIGGER ",
            $name,
            " BEFORE ",
            $when,
            " ON ",
            $table,
            " FOR EACH ROW EXECUTE FUNCTION ",
            $name,
            "()"
        )
    };
}

/// The last word on the filing of the contract of a road.
macro_rules! last_filing {
    () => {
        "COALESCE((SELECT e.event FROM road_event e WHERE e.road = NEW.road \
         AND e.event IN ('filed', 'refused', 'validated') ORDER BY e.id DESC LIMIT 1), '')"
    };
}

macro_rules! told {
    ($which:literal) => {
        concat!(
            "EXISTS (SELECT 1 FROM road_event e WHERE e.road = NEW.road AND e.event ",
            $which,
            ")"
        )
    };
}

/// An event out of its turn, as the domain says.
macro_rules! event_wrong {
    () => {
        concat!(
            told!("IN ('validated', 'closed')"),
            " OR (NEW.event IN ('positioned', 'admitted', 'entered', 'signed') AND ",
            told!("= NEW.event"),
            ") OR (NEW.event = 'entered' AND ",
            told!("= 'signed'"),
            ") OR (NEW.event = 'filed' AND (NOT ",
            told!("= 'signed'"),
            " OR ",
            last_filing!(),
            " = 'filed')) OR (NEW.event IN ('refused', 'validated') AND ",
            last_filing!(),
            " <> 'filed') OR (NEW.event = 'closed' AND ",
            last_filing!(),
            " = 'filed')"
        )
    };
}

/// What was asked does not change; what is settled is awaited again before it is settled otherwise.
macro_rules! piece_wrong {
    () => {
        "NEW.id <> OLD.id OR NEW.kind <> OLD.kind OR NEW.bringer <> OLD.bringer OR NEW.asked_by <> OLD.asked_by \
         OR NEW.asked_for <> OLD.asked_for OR NEW.asker_network <> OLD.asker_network OR NEW.asked_on <> OLD.asked_on \
         OR NEW.due <> OLD.due OR (NEW.state <> OLD.state AND OLD.state <> 'asked' AND NEW.state <> 'asked') \
         OR (OLD.state <> 'asked' AND NEW.reminders <> OLD.reminders)"
    };
}

macro_rules! road_guards {
    ($on:ident) => {
        concat!(
            $on!(
                "road_begins",
                "INSERT",
                "road",
                "a road begins open",
                "NEW.ended_on IS NOT NULL"
            ),
            "\n--\n",
            $on!(
                "road_stays",
                "UPDATE",
                "road",
                "who opened a road does not change",
                "NEW.id <> OLD.id OR NEW.opened_on <> OLD.opened_on OR NEW.opened_by <> OLD.opened_by \
                 OR NEW.opened_for <> OLD.opened_for"
            ),
            "\n--\n",
            $on!(
                "road_event_in_turn",
                "INSERT",
                "road_event",
                "this step does not come in its turn",
                event_wrong!()
            ),
            "\n--\n",
            $on!(
                "road_event_stays",
                "UPDATE",
                "road_event",
                "what was told is not rewritten",
                "1 = 1"
            ),
            "\n--\n",
            $on!(
                "road_care_stays",
                "UPDATE",
                "road_care",
                "what was agreed is not rewritten",
                "1 = 1"
            ),
            "\n--\n",
            $on!(
                "piece_begins",
                "INSERT",
                "piece",
                "a piece begins awaited",
                "NEW.state <> 'asked' OR NEW.reminders <> 0"
            ),
            "\n--\n",
            $on!(
                "piece_moves",
                "UPDATE",
                "piece",
                "this piece may not change so",
                piece_wrong!()
            )
        )
    };
}

/// The last answer to an application.
macro_rules! last_answer {
    () => {
        "COALESCE((SELECT a.answer FROM company_answer a WHERE a.application = NEW.application \
         ORDER BY a.id DESC LIMIT 1), '')"
    };
}

macro_rules! company_guards {
    ($on:ident) => {
        concat!(
            $on!(
                "company_target_stays",
                "UPDATE",
                "company_target",
                "a company is not rewritten",
                "NEW.id <> OLD.id OR NEW.name <> OLD.name OR NEW.opened_by <> OLD.opened_by \
                 OR NEW.opened_for <> OLD.opened_for OR NEW.opened_on <> OLD.opened_on"
            ),
            "\n--\n",
            $on!(
                "company_application_begins",
                "INSERT",
                "company_application",
                "an application begins without an answer",
                "NOT NEW.waits"
            ),
            "\n--\n",
            $on!(
                "company_application_stays",
                "UPDATE",
                "company_application",
                "an application is not rewritten",
                "NEW.id <> OLD.id OR NEW.target <> OLD.target OR NEW.applied_on <> OLD.applied_on \
                 OR NEW.channel <> OLD.channel"
            ),
            "\n--\n",
            $on!(
                "company_answer_in_turn",
                "INSERT",
                "company_answer",
                "this answer does not come in its turn",
                concat!(
                    last_answer!(),
                    " IN ('refusal', 'silence') OR (",
                    last_answer!(),
                    " = 'promise' AND NEW.answer <> 'refusal')"
                )
            ),
            "\n--\n",
            $on!(
                "company_answer_stays",
                "UPDATE",
                "company_answer",
                "an answer is not rewritten",
                "1 = 1"
            ),
            "\n--\n",
            $on!(
                "company_visit_stays",
                "UPDATE",
                "company_visit",
                "a visit is not rewritten",
                "1 = 1"
            )
        )
    };
}

macro_rules! file_guards {
    ($on:ident) => {
        $on!(
            "attached_stays",
            "UPDATE",
            "attached",
            "a file is not replaced",
            "NEW.id <> OLD.id OR NEW.kind <> OLD.kind OR NEW.format <> OLD.format OR NEW.size <> OLD.size \
             OR NEW.added_by <> OLD.added_by OR NEW.added_on <> OLD.added_on"
        )
    };
}
