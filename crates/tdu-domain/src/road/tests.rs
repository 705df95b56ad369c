use jiff::civil::{Date, date};
use proptest::prelude::*;
use rstest::rstest;

use super::piece::{Bringer, OpenPiece, PieceMove, PieceRefusal, PieceStanding, PieceState};
use super::search::{Answered, CompanyAnswer, CompanyRefusal, SearchRefusal, Waiting, company_key};
use super::*;
use crate::calendar::plus_days;
use crate::codes::Siret;
use crate::facts::SourceFacts;
use crate::organisation::SourceSystem;
use crate::signal::{Severity, SignalCode};

const TODAY: Date = date(2026, 11, 22);
const OPENED: Date = date(2026, 10, 1);

fn told(event: RoadEvent, on: Date) -> Told {
    Told {
        event,
        on,
        contract_start: (event == RoadEvent::Signed).then_some(on),
        end: (event == RoadEvent::Closed).then_some(RoadEnd::NoCompany),
    }
}

fn road(told: &[Told]) -> RoadFacts {
    RoadFacts {
        opened_on: Some(OPENED),
        told: told.to_vec(),
        ..RoadFacts::default()
    }
}

fn facts_of(road: RoadFacts) -> PathwayFacts {
    PathwayFacts {
        road,
        ..PathwayFacts::default()
    }
}

fn trained(contract: Option<Date>) -> PathwayFacts {
    let source = SourceFacts {
        training_start: Some(date(2026, 9, 7)),
        training_end: Some(date(2028, 6, 30)),
        enrolled_on: Some(date(2026, 7, 1)),
        contract_1_start: contract,
        ..SourceFacts::default()
    };
    PathwayFacts::of([(SourceSystem::Erp, &source)])
}

fn state(facts: &PathwayFacts, step: RoadStep) -> StepView {
    let steps = facts.road_steps(PiecesSoFar::default(), |_| None, TODAY);
    *steps.iter().find(|view| view.step == step).unwrap()
}

fn codes(facts: &PathwayFacts, today: Date) -> Vec<(SignalCode, Network)> {
    let signals = facts.road_signals(today).into_iter();
    signals.map(|signal| (signal.code, signal.owner)).collect()
}

#[rstest]
#[case::ml_admits(RoadEvent::Admitted, Network::MissionLocale, RoadRefusal::CfaOnly)]
#[case::unsigned(RoadEvent::Filed, Network::Cfa, RoadRefusal::NotSigned)]
#[case::unfiled(RoadEvent::Validated, Network::Cfa, RoadRefusal::NotFiled)]
fn a_step_comes_in_its_turn(
    #[case] event: RoadEvent,
    #[case] by: Network,
    #[case] why: RoadRefusal,
) {
    let refused = road(&[]).may_tell(&told(event, TODAY), by, None, TODAY);
    assert_eq!(refused, Err(why));
    let nowhere = RoadFacts::default().may_tell(&told(event, TODAY), by, None, TODAY);
    assert_eq!(nowhere, Err(RoadRefusal::NotOpen));
}

#[test]
fn days_are_within_reason() {
    let (cfa, tomorrow) = (Network::Cfa, date(2026, 11, 23));
    let may = |new: Told| road(&[]).may_tell(&new, cfa, None, TODAY);
    assert_eq!(
        may(told(RoadEvent::Admitted, tomorrow)),
        Err(RoadRefusal::InFuture)
    );
    assert_eq!(may(told(RoadEvent::Entered, tomorrow)), Ok(()));
    assert_eq!(
        may(told(RoadEvent::Entered, date(2027, 9, 1))),
        Err(RoadRefusal::TooFar)
    );
    assert_eq!(
        may(told(RoadEvent::Signed, date(2024, 9, 1))),
        Err(RoadRefusal::TooOld)
    );
    let bare = Told {
        contract_start: None,
        ..told(RoadEvent::Signed, TODAY)
    };
    assert_eq!(may(bare), Err(RoadRefusal::StartNeeded));
}

#[test]
fn the_contract_of_the_learners_file_answers_by_itself() {
    let mut facts = trained(Some(date(2026, 11, 16)));
    facts.road = road(&[]);
    let signature = state(&facts, RoadStep::Signature);
    assert_eq!(
        (signature.state, signature.by_source),
        (StepState::Done, true)
    );
    assert_eq!(state(&facts, RoadStep::Search).state, StepState::Done);
    assert_eq!(
        state(&facts, RoadStep::Positioning).state,
        StepState::Passed
    );
    let filing = state(&facts, RoadStep::Filing);
    assert_eq!(filing.state, StepState::Now);
    // Five working days after Monday 16 November.
    assert_eq!(filing.due, Some(date(2026, 11, 23)));
    let contract = Some(date(2026, 11, 16));
    let filed = told(RoadEvent::Filed, TODAY);
    assert_eq!(
        facts.road.may_tell(&filed, Network::Cfa, contract, TODAY),
        Ok(())
    );
}

#[test]
fn a_start_without_a_contract_has_three_months() {
    let mut facts = trained(None);
    facts.road = road(&[]);
    let entry = state(&facts, RoadStep::Entry);
    assert_eq!((entry.state, entry.by_source), (StepState::Done, true));
    assert_eq!(state(&facts, RoadStep::Search).due, Some(date(2026, 12, 7)));
    let told_here = facts_of(road(&[told(RoadEvent::Entered, date(2026, 11, 2))]));
    assert_eq!(
        state(&told_here, RoadStep::Search).due,
        Some(date(2027, 2, 2))
    );
}

#[test]
fn a_broken_contract_does_not_answer() {
    let source = SourceFacts {
        training_start: Some(date(2026, 9, 7)),
        training_end: Some(date(2028, 6, 30)),
        contract_1_start: Some(date(2026, 9, 7)),
        contract_1_rupture: Some(date(2026, 10, 20)),
        ..SourceFacts::default()
    };
    let mut facts = PathwayFacts::of([(SourceSystem::Erp, &source)]);
    facts.road = road(&[]);
    assert_ne!(state(&facts, RoadStep::Signature).state, StepState::Done);
}

#[test]
fn the_file_is_complete_when_every_piece_is_settled() {
    let facts = facts_of(road(&[]));
    let at = |asked, awaited| {
        let pieces = PiecesSoFar {
            asked,
            awaited,
            last_on: Some(TODAY),
        };
        facts.road_steps(pieces, |_| None, TODAY)[0].state
    };
    assert_eq!(at(0, 0), StepState::Later);
    assert_eq!(at(3, 1), StepState::Now);
    assert_eq!(at(3, 0), StepState::Done);
}

#[test]
fn warnings_go_away_when_the_facts_change() {
    let piece = OpenPiece {
        owner: Network::Cfa,
        asked_on: OPENED,
        due: date(2026, 11, 20),
    };
    let waiting = Waiting {
        owner: Network::MissionLocale,
        since: date(2026, 11, 2),
        next_on: None,
    };
    let mut facts = facts_of(RoadFacts {
        pieces: vec![piece],
        waiting: vec![waiting],
        searched_on: Some(date(2026, 11, 2)),
        ..road(&[])
    });
    let said = codes(&facts, TODAY);
    let expected = [
        (SignalCode::ApplicationUnanswered, Network::MissionLocale),
        (SignalCode::PieceOverdue, Network::Cfa),
        (SignalCode::SearchIdle, Network::Cfa),
    ];
    assert!(expected.iter().all(|one| said.contains(one)), "{said:?}");
    assert_eq!(said.len(), 3);
    facts.road.pieces.clear();
    facts.road.waiting.clear();
    facts.road.promised_on = Some(date(2026, 11, 9));
    let unsigned = codes(&facts, TODAY);
    assert_eq!(unsigned, [(SignalCode::PromiseUnsigned, Network::Cfa)]);
    facts.road.told.push(Told {
        contract_start: Some(date(2026, 11, 12)),
        ..told(RoadEvent::Signed, date(2026, 11, 10))
    });
    let unfiled = facts.road_signals(TODAY);
    assert_eq!(unfiled[0].code, SignalCode::ContractUnfiled);
    assert_eq!(unfiled[0].severity, Severity::Urgent);
    assert_eq!(unfiled[0].due, Some(date(2026, 11, 19)));
    facts
        .road
        .told
        .push(told(RoadEvent::Filed, date(2026, 11, 20)));
    assert_eq!(codes(&facts, TODAY), []);
}

#[test]
fn an_application_has_eight_working_days_or_until_its_next_step() {
    let waiting = |next_on| {
        facts_of(RoadFacts {
            waiting: vec![Waiting {
                owner: Network::Cfa,
                since: date(2026, 11, 10),
                next_on,
            }],
            searched_on: Some(TODAY),
            ..road(&[])
        })
    };
    // The 11th is a public holiday: the eighth working day is the 23rd.
    let said = |facts: &PathwayFacts, day| codes(facts, day).len();
    assert_eq!(said(&waiting(None), date(2026, 11, 22)), 0);
    assert_eq!(said(&waiting(None), date(2026, 11, 23)), 1);
    let next = waiting(Some(date(2026, 12, 1)));
    assert_eq!(said(&next, date(2026, 11, 30)), 0);
    assert_eq!(said(&next, date(2026, 12, 1)), 1);
}

#[test]
fn a_piece_is_settled_once_and_waived_by_who_asked() {
    let asked = PieceStanding::new();
    let waived = asked.after(PieceMove::Waived, false, TODAY);
    assert_eq!(waived, Err(PieceRefusal::NotAsker));
    let reminded = asked.after(PieceMove::Reminded, false, TODAY).unwrap();
    assert_eq!((reminded.reminders, reminded.state), (1, PieceState::Asked));
    let received = reminded.after(PieceMove::Received, false, TODAY).unwrap();
    assert_eq!(received.settled_on, Some(TODAY));
    let again = received.after(PieceMove::Waived, true, TODAY);
    assert_eq!(again, Err(PieceRefusal::Settled));
    let reopened = received.after(PieceMove::Reopened, true, TODAY).unwrap();
    assert_eq!(reopened.state, PieceState::Asked);
    assert_eq!(
        OpenPiece::owner(Bringer::MissionLocale, Network::Cfa),
        Network::MissionLocale
    );
    assert_eq!(
        OpenPiece::owner(Bringer::Company, Network::Cfa),
        Network::Cfa
    );
}

#[test]
fn a_refusal_says_why_and_closes() {
    let answer = |answer, why| Answered {
        answer,
        why,
        on: TODAY,
        next_on: None,
    };
    let bare = answer(CompanyAnswer::Refusal, None);
    assert_eq!(bare.may_follow(None), Err(SearchRefusal::WhyNeeded));
    let refusal = answer(CompanyAnswer::Refusal, Some(CompanyRefusal::NoTutor));
    assert_eq!(refusal.may_follow(Some(CompanyAnswer::Promise)), Ok(()));
    let interview = answer(CompanyAnswer::Interview, None);
    assert_eq!(
        interview.may_follow(Some(CompanyAnswer::Promise)),
        Err(SearchRefusal::Promised)
    );
    let closed = interview.may_follow(Some(CompanyAnswer::Silence));
    assert_eq!(closed, Err(SearchRefusal::Closed));
}

#[test]
fn a_company_is_recognised_by_its_siret_or_its_name_and_commune() {
    let siret = Siret::parse("99900000100014").unwrap();
    let same = company_key("Fournil des Lilas", Some(&siret), Some("93045"));
    assert_eq!(company_key("Autre nom", Some(&siret), None), same);
    assert_eq!(
        company_key("FOURNIL  des lilas", None, Some("93045")),
        company_key("Fournil des Lilas", None, Some("93045"))
    );
}

proptest! {
    #[test]
    fn a_road_never_tells_what_cannot_be(
        tries in prop::collection::vec((0..RoadEvent::ALL.len(), any::<bool>(), 0..60_i32), 0..60)
    ) {
        let mut facts = road(&[]);
        for (event, cfa, days) in tries {
            let by = if cfa { Network::Cfa } else { Network::MissionLocale };
            let new = told(RoadEvent::ALL[event], plus_days(TODAY, -days));
            let over = facts.is_over();
            if facts.may_tell(&new, by, None, TODAY).is_ok() {
                prop_assert!(!over, "something after the end");
                facts.told.push(new);
            }
        }
        let count = |event| facts.told.iter().filter(|told| told.event == event).count();
        for once in [RoadEvent::Positioned, RoadEvent::Admitted, RoadEvent::Entered, RoadEvent::Signed,
            RoadEvent::Validated, RoadEvent::Closed] {
            prop_assert!(count(once) <= 1);
        }
        prop_assert!(count(RoadEvent::Filed) <= count(RoadEvent::Refused) + 1);
        prop_assert!(count(RoadEvent::Filed) == 0 || count(RoadEvent::Signed) == 1);
        prop_assert!(count(RoadEvent::Refused) + count(RoadEvent::Validated) <= count(RoadEvent::Filed));
    }
}
