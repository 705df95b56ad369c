//! Stages and warnings, told as stories.

use jiff::Span;
use jiff::civil::{Date, date};
use proptest::prelude::*;
use rstest::rstest;

use super::*;
use crate::organisation::SourceSystem;
use crate::person::{FileStatus, Situation};
use crate::signal::{Severity, SignalCode};

const TODAY: Date = date(2026, 11, 22);

fn session(start: Date, end: Date) -> SourceFacts {
    SourceFacts {
        training_start: Some(start),
        training_end: Some(end),
        enrolled_on: Some(date(2026, 6, 1)),
        ..SourceFacts::default()
    }
}

fn current() -> SourceFacts {
    session(date(2026, 9, 7), date(2028, 6, 30))
}

fn contract(
    facts: SourceFacts,
    start: Date,
    end: Option<Date>,
    rupture: Option<Date>,
) -> SourceFacts {
    SourceFacts {
        contract_1_start: Some(start),
        contract_1_end: end,
        contract_1_rupture: rupture,
        ..facts
    }
}

fn cfa(facts: &SourceFacts) -> PathwayFacts {
    PathwayFacts::of([(SourceSystem::Erp, facts)])
}

fn both(cfa: &SourceFacts, file: &SourceFacts) -> PathwayFacts {
    PathwayFacts::of([(SourceSystem::Erp, cfa), (SourceSystem::Milo, file)])
}

fn file() -> SourceFacts {
    SourceFacts {
        file_status: Some(FileStatus::Active),
        ..SourceFacts::default()
    }
}

fn codes(facts: &PathwayFacts, today: Date) -> Vec<SignalCode> {
    let complete = PathwayFacts {
        has_phone: true,
        has_commune: true,
        ..facts.clone()
    };
    let signals = complete.signals(today, None);
    signals.into_iter().map(|signal| signal.code).collect()
}

#[rstest]
#[case::far(session(date(2027, 3, 1), date(2028, 6, 30)), Stage::PreRegistered)]
#[case::near(
    session(date(2027, 1, 4), date(2028, 6, 30)),
    Stage::SearchingBeforeStart
)]
#[case::begun(current(), Stage::SearchingInTraining)]
#[case::given_up(session(date(2026, 7, 1), date(2028, 6, 30)), Stage::Left)]
#[case::signed(
    contract(current(), date(2026, 12, 1), None, None),
    Stage::ContractSigned
)]
#[case::running(contract(current(), date(2026, 9, 7), None, None), Stage::InContract)]
#[case::kept(
    contract(current(), date(2026, 9, 7), None, Some(date(2026, 11, 1))),
    Stage::TrainingAfterRupture
)]
#[case::alone(
    contract(
        session(date(2025, 9, 1), date(2026, 8, 31)),
        date(2025, 9, 1),
        None,
        Some(date(2026, 3, 1))
    ),
    Stage::BrokenLooking
)]
#[case::long_ago(
    contract(
        session(date(2024, 9, 1), date(2025, 8, 31)),
        date(2024, 9, 1),
        None,
        Some(date(2025, 3, 1))
    ),
    Stage::Left
)]
#[case::ended(
    contract(
        session(date(2024, 9, 1), date(2026, 8, 31)),
        date(2024, 9, 1),
        Some(date(2026, 8, 31)),
        None
    ),
    Stage::TrainingEnded
)]
#[case::past_the_session(
    contract(
        session(date(2024, 9, 1), date(2026, 8, 31)),
        date(2024, 9, 1),
        Some(date(2026, 12, 31)),
        None
    ),
    Stage::InContract
)]
#[case::excluded(SourceFacts { excluded_on: Some(date(2026, 10, 1)), ..current() }, Stage::Left)]
#[case::graduated(SourceFacts { diploma_obtained: Some(true), ..current() }, Stage::Graduated)]
fn a_dossier_leads_to_a_stage(#[case] facts: SourceFacts, #[case] stage: Stage) {
    assert_eq!(cfa(&facts).stage(TODAY).stage, stage);
}

#[rstest]
#[case::open(file(), Stage::Accompanied)]
#[case::wanting(SourceFacts { wanted_trades: Some(vec!["D1102".parse().unwrap()]), ..file() }, Stage::Oriented)]
#[case::unknown_state(SourceFacts::default(), Stage::Accompanied)]
#[case::closed(SourceFacts { file_status: Some(FileStatus::Closed), ..SourceFacts::default() }, Stage::NotFollowed)]
#[case::employed(SourceFacts { situation: Some(Situation::Employment), ..file() }, Stage::InEmployment)]
fn a_file_leads_to_a_stage(#[case] facts: SourceFacts, #[case] stage: Stage) {
    let facts = PathwayFacts::of([(SourceSystem::Milo, &facts)]);
    assert_eq!(facts.stage(TODAY).stage, stage);
}

#[test]
fn a_mission_locale_makes_a_broken_contract_supported() {
    let broken = contract(
        session(date(2025, 9, 1), date(2026, 8, 31)),
        date(2025, 9, 1),
        None,
        Some(date(2026, 3, 1)),
    );
    assert_eq!(
        both(&broken, &file()).stage(TODAY).stage,
        Stage::BrokenSupported
    );
}

#[test]
fn a_job_does_not_hide_a_running_contract() {
    let employed = SourceFacts {
        situation: Some(Situation::Employment),
        ..file()
    };
    let running = contract(current(), date(2026, 9, 7), None, None);
    assert_eq!(
        both(&running, &employed).stage(TODAY).stage,
        Stage::InContract
    );
    let diploma = SourceFacts {
        diploma_obtained: Some(true),
        ..running
    };
    assert_eq!(
        both(&diploma, &employed).stage(TODAY).stage,
        Stage::InEmployment
    );
}

#[test]
fn the_three_month_limit_grows_and_goes() {
    let facts = cfa(&current());
    let severity = |today| {
        let signals = facts.signals(today, None);
        signals
            .into_iter()
            .find(|signal| signal.code == SignalCode::ContractSearchLimit)
            .map(|signal| (signal.severity, signal.due))
    };
    let due = Some(date(2026, 12, 7));
    assert_eq!(severity(date(2026, 11, 5)), None);
    assert_eq!(severity(date(2026, 11, 6)), Some((Severity::Notice, due)));
    assert_eq!(severity(date(2026, 11, 21)), Some((Severity::Warning, due)));
    assert_eq!(severity(date(2026, 12, 1)), Some((Severity::Urgent, due)));
    let found = contract(current(), date(2026, 12, 14), None, None);
    assert_eq!(codes(&cfa(&found), date(2026, 12, 10)), []);
}

#[test]
fn a_rupture_is_news_then_a_deadline() {
    let broken = cfa(&contract(
        current(),
        date(2026, 9, 7),
        None,
        Some(date(2026, 11, 18)),
    ));
    assert_eq!(codes(&broken, TODAY), [SignalCode::RuptureDeclared]);
    assert_eq!(codes(&broken, date(2027, 2, 1)), []);
    assert_eq!(
        codes(&broken, date(2027, 3, 18)),
        [SignalCode::RuptureSupportLimit]
    );
    let contacted = PathwayFacts {
        contacted_on: Some(date(2026, 11, 20)),
        ..broken
    };
    assert_eq!(codes(&contacted, TODAY), []);
}

#[test]
fn forty_five_days_are_counted_at_the_earliest() {
    let signed = cfa(&contract(current(), date(2026, 9, 7), None, None));
    // The 35th working day is 23 October; the 45th, All Saints falling on a Sunday, is 6 November.
    assert_eq!(
        codes(&signed, date(2026, 10, 22)),
        [SignalCode::FirstMonthViews]
    );
    assert_eq!(
        codes(&signed, date(2026, 10, 23)),
        [SignalCode::FreeRuptureEnds]
    );
    assert_eq!(
        codes(&signed, date(2026, 11, 6)),
        [SignalCode::FreeRuptureEnds]
    );
    assert_eq!(codes(&signed, date(2026, 11, 7)), []);
}

#[test]
fn an_unknown_last_contact_raises_nothing() {
    let unknown = PathwayFacts::of([(SourceSystem::Milo, &file())]);
    assert_eq!(codes(&unknown, TODAY), []);
    let old = SourceFacts {
        last_contact_on: Some(date(2026, 8, 24)),
        ..file()
    };
    assert_eq!(
        codes(&PathwayFacts::of([(SourceSystem::Milo, &old)]), TODAY),
        [SignalCode::NoContact]
    );
}

#[test]
fn a_minor_must_be_in_training_or_supported() {
    let born = SourceFacts {
        birth_date: Some(date(2009, 11, 22)),
        ..file()
    };
    let minor = PathwayFacts::of([(SourceSystem::Milo, &born)]);
    assert_eq!(codes(&minor, TODAY), [SignalCode::MinorInactive]);
    assert_eq!(codes(&minor, date(2027, 11, 22)), [], "of age");
    let supported = SourceFacts {
        cej_start: Some(date(2026, 10, 1)),
        ..born.clone()
    };
    assert_eq!(
        codes(&PathwayFacts::of([(SourceSystem::Milo, &supported)]), TODAY),
        []
    );
    assert_eq!(
        codes(&both(&current(), &born), TODAY),
        [SignalCode::ContractSearchLimit]
    );
}

#[test]
fn a_diploma_declared_by_staff_counts_for_the_latest_session() {
    let ended = contract(
        session(date(2024, 9, 1), date(2026, 8, 31)),
        date(2024, 9, 1),
        Some(date(2026, 8, 31)),
        None,
    );
    assert_eq!(codes(&cfa(&ended), TODAY), [SignalCode::DiplomaUnknown]);
    let declared = SourceFacts {
        diploma_obtained: Some(false),
        ..SourceFacts::default()
    };
    let facts = PathwayFacts::of([
        (SourceSystem::Staff, &declared),
        (SourceSystem::Erp, &ended),
    ]);
    assert_eq!(facts.stage(TODAY).stage, Stage::EndedWithoutDiploma);
}

prop_compose! {
    fn any_day()(days in 0i32..1_200) -> Date {
        date(2025, 1, 1).checked_add(Span::new().days(days)).unwrap()
    }
}

proptest! {
    /// Whatever the facts, warnings come most urgent first, one of each cause, and a contract that
    /// runs silences the search and the rupture.
    #[test]
    fn warnings_are_ordered_and_unique(
        start in any_day(), end in any_day(), today in any_day(),
        first in proptest::option::of((any_day(), proptest::option::of(any_day()))),
        contact in proptest::option::of(any_day()),
    ) {
        let mut facts = session(start, end);
        facts.contract_1_start = first.map(|contract| contract.0);
        facts.contract_1_rupture = first.and_then(|contract| contract.1);
        let file = SourceFacts { last_contact_on: contact, ..file() };
        let facts = both(&facts, &file);
        let signals = facts.signals(today, None);
        prop_assert!(signals.windows(2).all(|pair| pair[0].urgency() <= pair[1].urgency()));
        let mut codes: Vec<_> = signals.iter().map(|signal| signal.code).collect();
        if facts.stage(today).stage == Stage::InContract {
            prop_assert!(!codes.contains(&SignalCode::ContractSearchLimit));
            prop_assert!(!codes.contains(&SignalCode::RuptureDeclared));
        }
        let count = codes.len();
        codes.sort_unstable();
        codes.dedup();
        prop_assert_eq!(codes.len(), count);
        prop_assert!(signals.iter().all(|signal| signal.since.is_none_or(|since| since <= today)));
    }
}
