//! The road to the contract: its events, the pieces of the dossier, the search of a company, attached files.
//!
//! What the domain forbids is refused here too, whoever writes. Events and answers are added, never
//! rewritten.

use super::Migration;

/// Roads, what is told of them, who takes care of which step, pieces.
pub(super) const ROAD: Migration = Migration {
    name: "t0011_search_road",
    both: ROAD_TABLES,
    sqlite: road_guards!(on_sqlite),
    postgres: road_guards!(on_postgres),
};

/// Companies that are looked at, applications, answers, visits.
pub(super) const COMPANIES: Migration = Migration {
    name: "t0011_search_companies",
    both: COMPANY_TABLES,
    sqlite: company_guards!(on_sqlite),
    postgres: company_guards!(on_postgres),
};

/// Curriculum vitae and letters.
pub(super) const FILES: Migration = Migration {
    name: "t0011_search_files",
    both: FILE_TABLE,
    sqlite: file_guards!(on_sqlite),
    postgres: file_guards!(on_postgres),
};

const ROAD_TABLES: &str = "
CREATE TABLE road (
    id uuid PRIMARY KEY NOT NULL,
    person uuid NOT NULL REFERENCES person (id),
    opened_by uuid NOT NULL,
    opened_by_name text NOT NULL,
    opened_for uuid NOT NULL,
    opened_on text NOT NULL,
    referral uuid,
    ended_on text
)
--
CREATE INDEX road_person ON road (person)
--
CREATE INDEX road_open ON road (person) WHERE ended_on IS NULL
--
CREATE TABLE road_event (
    id uuid PRIMARY KEY NOT NULL,
    road uuid NOT NULL REFERENCES road (id) ON DELETE CASCADE,
    told_by uuid NOT NULL,
    told_by_name text NOT NULL,
    told_for uuid NOT NULL,
    event text NOT NULL CHECK (event IN ('positioned', 'admitted', 'entered', 'signed', 'filed', 'refused', 'validated', 'closed')),
    happened_on text NOT NULL,
    contract_start text,
    why text CHECK (why IN ('other_pathway', 'other_centre', 'no_company', 'gave_up', 'unreachable')),
    CHECK ((event = 'signed') = (contract_start IS NOT NULL)),
    CHECK ((event = 'closed') = (why IS NOT NULL))
)
--
CREATE INDEX road_event_road ON road_event (road)
--
CREATE TABLE road_care (
    id uuid PRIMARY KEY NOT NULL,
    road uuid NOT NULL REFERENCES road (id) ON DELETE CASCADE,
    step text NOT NULL CHECK (step IN ('file', 'positioning', 'admission', 'search', 'entry', 'promise', 'signature', 'filing', 'validation')),
    organisation uuid NOT NULL,
    network text NOT NULL CHECK (network IN ('ml', 'cfa')),
    account uuid,
    account_name text,
    due text,
    CHECK ((account IS NULL) = (account_name IS NULL))
)
--
CREATE INDEX road_care_road ON road_care (road)
--
CREATE TABLE piece (
    id uuid PRIMARY KEY NOT NULL,
    person uuid NOT NULL REFERENCES person (id),
    kind text NOT NULL CHECK (kind IN ('identity', 'residence_permit', 'health_cover', 'bank_details', 'photo', 'diploma', 'defence_day', 'cv', 'letter', 'insurance', 'parent_agreement', 'company_form', 'cerfa', 'agreement')),
    bringer text NOT NULL CHECK (bringer IN ('youth', 'family', 'ml', 'cfa', 'company')),
    asked_by uuid NOT NULL,
    asked_by_name text NOT NULL,
    asked_for uuid NOT NULL,
    asker_network text NOT NULL CHECK (asker_network IN ('ml', 'cfa')),
    asked_on text NOT NULL,
    due text NOT NULL,
    state text NOT NULL CHECK (state IN ('asked', 'received', 'waived')),
    settled_on text,
    reminded_on text,
    reminders bigint NOT NULL CHECK (reminders >= 0),
    CHECK ((state = 'asked') = (settled_on IS NULL)),
    CHECK ((reminders = 0) = (reminded_on IS NULL))
)
--
CREATE INDEX piece_person ON piece (person)
--
CREATE INDEX piece_awaited ON piece (person) WHERE state = 'asked'";

const COMPANY_TABLES: &str = "
CREATE TABLE company_target (
    id uuid PRIMARY KEY NOT NULL,
    person uuid NOT NULL REFERENCES person (id),
    opened_by uuid NOT NULL,
    opened_by_name text NOT NULL,
    opened_for uuid NOT NULL,
    network text NOT NULL CHECK (network IN ('ml', 'cfa')),
    opened_on text NOT NULL,
    name text NOT NULL,
    siret text,
    commune text,
    trade text,
    company text NOT NULL,
    contact bytea,
    dropped_on text
)
--
CREATE INDEX company_target_person ON company_target (person)
--
CREATE INDEX company_target_company ON company_target (opened_for, company) WHERE dropped_on IS NULL
--
CREATE TABLE company_application (
    id uuid PRIMARY KEY NOT NULL,
    target uuid NOT NULL REFERENCES company_target (id) ON DELETE CASCADE,
    told_by uuid NOT NULL,
    told_by_name text NOT NULL,
    told_for uuid NOT NULL,
    network text NOT NULL CHECK (network IN ('ml', 'cfa')),
    applied_on text NOT NULL,
    channel text NOT NULL CHECK (channel IN ('email', 'phone', 'in_person', 'online', 'letter', 'partner')),
    waits boolean NOT NULL
)
--
CREATE INDEX company_application_target ON company_application (target)
--
CREATE INDEX company_application_waits ON company_application (target) WHERE waits
--
CREATE TABLE company_answer (
    id uuid PRIMARY KEY NOT NULL,
    application uuid NOT NULL REFERENCES company_application (id) ON DELETE CASCADE,
    told_by uuid NOT NULL,
    told_by_name text NOT NULL,
    told_for uuid NOT NULL,
    answer text NOT NULL CHECK (answer IN ('interview', 'trial', 'promise', 'refusal', 'silence')),
    why text CHECK (why IN ('no_need', 'filled', 'no_tutor', 'cost', 'distance', 'level', 'age', 'youth_declines', 'not_said')),
    answered_on text NOT NULL,
    next_on text,
    CHECK ((answer = 'refusal') = (why IS NOT NULL)),
    CHECK (next_on IS NULL OR answer IN ('interview', 'trial'))
)
--
CREATE INDEX company_answer_application ON company_answer (application)
--
CREATE TABLE company_visit (
    id uuid PRIMARY KEY NOT NULL,
    target uuid NOT NULL REFERENCES company_target (id) ON DELETE CASCADE,
    told_by uuid NOT NULL,
    told_by_name text NOT NULL,
    told_for uuid NOT NULL,
    visited_on text NOT NULL,
    outcome text NOT NULL CHECK (outcome IN ('interested', 'call_again', 'not_now', 'not_interested'))
)
--
CREATE INDEX company_visit_target ON company_visit (target)";

const FILE_TABLE: &str = "
CREATE TABLE attached (
    id uuid PRIMARY KEY NOT NULL,
    person uuid NOT NULL REFERENCES person (id),
    added_by uuid NOT NULL,
    added_by_name text NOT NULL,
    added_for uuid NOT NULL,
    added_on text NOT NULL,
    kind text NOT NULL CHECK (kind IN ('cv', 'letter')),
    format text NOT NULL CHECK (format IN ('pdf', 'jpeg', 'png', 'docx', 'odt')),
    size bigint NOT NULL CHECK (size > 0 AND size <= 5242880),
    name bytea NOT NULL,
    content bytea NOT NULL
)
--
CREATE INDEX attached_person ON attached (person)";

#[cfg(test)]
mod tests {
    use tdu_domain::organisation::Network;
    use tdu_domain::road::file::{AttachedKind, FileFormat, MOST_BYTES};
    use tdu_domain::road::piece::{Bringer, PieceKind, PieceState};
    use tdu_domain::road::search::{Channel, CompanyAnswer, CompanyRefusal, VisitOutcome};
    use tdu_domain::road::{RoadEnd, RoadEvent, RoadStep};

    use super::*;

    /// The codes that a column takes are those of the domain.
    macro_rules! takes {
        ($table:expr, $column:literal, $codes:ty) => {
            let codes: Vec<String> = <$codes>::ALL
                .iter()
                .map(|code| format!("'{}'", code.code()))
                .collect();
            let list = format!("CHECK ({} IN ({}))", $column, codes.join(", "));
            assert!($table.contains(&list), "{list}");
        };
    }

    #[test]
    fn columns_take_the_codes_of_the_domain() {
        takes!(ROAD_TABLES, "event", RoadEvent);
        takes!(ROAD_TABLES, "why", RoadEnd);
        takes!(ROAD_TABLES, "step", RoadStep);
        takes!(ROAD_TABLES, "network", Network);
        takes!(ROAD_TABLES, "kind", PieceKind);
        takes!(ROAD_TABLES, "bringer", Bringer);
        takes!(ROAD_TABLES, "state", PieceState);
        takes!(COMPANY_TABLES, "channel", Channel);
        takes!(COMPANY_TABLES, "answer", CompanyAnswer);
        takes!(COMPANY_TABLES, "why", CompanyRefusal);
        takes!(COMPANY_TABLES, "outcome", VisitOutcome);
        takes!(FILE_TABLE, "kind", AttachedKind);
        takes!(FILE_TABLE, "format", FileFormat);
        assert!(FILE_TABLE.contains(&format!("size <= {MOST_BYTES}")));
    }
}
