use jiff::civil::date;
use proptest::prelude::*;
use rstest::rstest;

use super::*;
use crate::facts::SourceFacts;
use crate::organisation::SourceSystem;

const TODAY: Date = date(2026, 11, 22);

fn learner(rupture: Option<Date>) -> PathwayFacts {
    let facts = SourceFacts {
        training_start: Some(date(2026, 9, 7)),
        training_end: Some(date(2028, 6, 30)),
        contract_1_start: Some(date(2026, 9, 7)),
        contract_1_end: Some(date(2028, 6, 30)),
        contract_1_rupture: rupture,
        ..SourceFacts::default()
    };
    PathwayFacts::of([(SourceSystem::Erp, &facts)])
}

fn declaration(on: Date) -> Declaration {
    Declaration {
        mode: RuptureMode::Mutual,
        on,
        cause: RuptureCause::Unknown,
        asked_on: None,
    }
}

fn declared(on: Date) -> DeclaredRupture {
    DeclaredRupture {
        contract_start: date(2026, 9, 7),
        on,
        declared_on: TODAY,
        mode: Some(RuptureMode::Mutual),
        asked_on: None,
        state: RuptureState::Declared,
        call: None,
    }
}

fn day_of(deadlines: &[Deadline], code: RuleCode) -> Option<Date> {
    let found = deadlines.iter().find(|said| said.rule.code == code);
    found.and_then(|said| said.day)
}

#[test]
fn a_contract_that_runs_can_be_broken_once() {
    let mut facts = learner(None);
    let on = date(2026, 11, 20);
    assert!(contract_to_break(&facts, &declaration(on), TODAY).is_ok());
    facts.declare(vec![declared(on)]);
    let again = contract_to_break(&facts, &declaration(on), TODAY);
    assert_eq!(again, Err(refused("form", "rupture-already")));
    let told = contract_to_break(&learner(Some(on)), &declaration(on), TODAY);
    assert_eq!(told, Err(refused("form", "rupture-already")));
    let nobody = contract_to_break(&PathwayFacts::default(), &declaration(on), TODAY);
    assert_eq!(nobody, Err(refused("form", "rupture-no-contract")));
}

#[rstest]
#[case::before(date(2026, 9, 1), "rupture-before-start")]
#[case::far(date(2027, 6, 1), "rupture-too-far")]
fn its_day_is_within_the_contract_and_not_too_far(#[case] on: Date, #[case] problem: &str) {
    let refused = contract_to_break(&learner(None), &declaration(on), TODAY).err();
    assert_eq!(refused.map(|refused| refused.problem), Some(problem));
}

#[test]
fn the_source_that_says_it_later_wins() {
    let mut facts = learner(Some(date(2026, 11, 18)));
    facts.declare(vec![declared(date(2026, 11, 20))]);
    let (_, rupture) = facts.broken_contract().unwrap();
    assert_eq!(rupture, date(2026, 11, 18));
    assert!(facts.open_declaration().is_some());
    assert_eq!(facts.broken_contracts().len(), 1);
}

#[test]
fn what_was_withdrawn_breaks_nothing() {
    let mut facts = learner(None);
    facts.declare(vec![DeclaredRupture {
        state: RuptureState::Withdrawn,
        ..declared(date(2026, 11, 20))
    }]);
    assert_eq!(facts.broken_contract(), None);
}

#[test]
fn a_new_contract_is_measured_from_the_rupture() {
    let facts = SourceFacts {
        training_start: Some(date(2026, 9, 7)),
        training_end: Some(date(2028, 6, 30)),
        contract_1_start: Some(date(2026, 9, 7)),
        contract_1_rupture: Some(date(2026, 10, 1)),
        contract_2_start: Some(date(2026, 11, 5)),
        ..SourceFacts::default()
    };
    let facts = PathwayFacts::of([(SourceSystem::Erp, &facts)]);
    assert_eq!(facts.broken_contracts()[0].days(), Some(35));
    assert_eq!(facts.broken_contract(), None);
}

#[test]
fn the_apprentice_asks_the_mediator_and_leaves_twelve_days_later_at_the_earliest() {
    let asked = date(2026, 11, 2);
    let of = |on| {
        deadlines(
            Some(RuptureMode::Apprentice),
            on,
            date(2026, 9, 7),
            Some(asked),
            None,
        )
    };
    let said = of(date(2026, 11, 14));
    assert_eq!(day_of(&said, RuleCode::NoticeFrom), Some(date(2026, 11, 7)));
    assert_eq!(day_of(&said, RuleCode::EndsFrom), Some(date(2026, 11, 14)));
    assert!(said.iter().all(|said| !said.broken));
    assert!(of(date(2026, 11, 13)).iter().any(|said| said.broken));
    assert_eq!(day_of(&said, RuleCode::GuardianMediator), None);
}

#[test]
fn a_minor_has_a_guardian_and_the_mediator_within_fifteen_days() {
    let (asked, birth) = (date(2026, 11, 2), date(2009, 1, 1));
    let mode = Some(RuptureMode::Apprentice);
    let said = deadlines(
        mode,
        date(2026, 11, 20),
        date(2026, 9, 7),
        Some(asked),
        Some(birth),
    );
    assert_eq!(
        day_of(&said, RuleCode::GuardianMediator),
        Some(date(2026, 11, 17))
    );
}

#[rstest]
#[case::exclusion(RuptureMode::Exclusion, RuleCode::NewCfa, date(2027, 1, 20))]
#[case::diploma(RuptureMode::Diploma, RuleCode::DiplomaNotice, date(2026, 10, 20))]
#[case::free(RuptureMode::Free, RuleCode::FreeUntil, date(2026, 11, 6))]
#[case::mutual(RuptureMode::Mutual, RuleCode::SixMonths, date(2027, 5, 20))]
fn each_mode_has_its_days(#[case] mode: RuptureMode, #[case] code: RuleCode, #[case] day: Date) {
    let said = deadlines(Some(mode), date(2026, 11, 20), date(2026, 9, 7), None, None);
    assert_eq!(day_of(&said, code), Some(day));
}

#[test]
fn a_rupture_from_before_a_rule_is_not_judged_by_it() {
    let said = deadlines(
        Some(RuptureMode::Mutual),
        date(2018, 5, 2),
        date(2017, 9, 4),
        None,
        None,
    );
    assert_eq!(said, []);
}

#[test]
fn what_is_closed_or_withdrawn_stays_so() {
    use RuptureState::{Closed, Declared, Planned, Withdrawn};
    let allowed = [
        (Declared, Planned),
        (Declared, Closed),
        (Declared, Withdrawn),
        (Planned, Planned),
        (Planned, Closed),
        (Planned, Withdrawn),
    ];
    for from in RuptureState::ALL {
        for to in RuptureState::ALL {
            assert_eq!(
                from.may_become(*to),
                allowed.contains(&(*from, *to)),
                "{from:?} {to:?}"
            );
        }
    }
}

#[test]
fn each_outcome_has_a_national_code_of_its_own() {
    let mut codes: Vec<_> = CallOutcome::ALL
        .iter()
        .map(|outcome| outcome.national())
        .collect();
    codes.sort_unstable();
    codes.dedup();
    assert_eq!(codes.len(), CallOutcome::ALL.len());
}

proptest! {
    /// Whatever the days, the law's delays follow the request they are counted from.
    #[test]
    fn delays_follow_their_request(asked in 0i32..2_000, later in 0i32..400) {
        let asked = plus_days(date(2019, 1, 1), asked);
        let on = plus_days(asked, later);
        let said = deadlines(Some(RuptureMode::Apprentice), on, plus_days(asked, -100), Some(asked), None);
        let notice = day_of(&said, RuleCode::NoticeFrom).unwrap();
        let end = day_of(&said, RuleCode::EndsFrom).unwrap();
        prop_assert_eq!(days_between(asked, end), 12);
        prop_assert!(days_between(notice, end) >= 7);
        prop_assert_eq!(said.iter().any(|said| said.broken), later < 12);
    }
}

#[test]
fn a_rule_is_to_be_confirmed_for_ruptures_before_the_text_that_was_read() {
    for rule in rules() {
        assert_eq!(rule.basis, Basis::Text);
        assert!(!rule.to_confirm(date(2026, 11, 20)));
        assert!(rule.to_confirm(date(2026, 3, 26)));
    }
}
