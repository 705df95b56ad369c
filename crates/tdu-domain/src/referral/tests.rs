use jiff::civil::date;
use proptest::prelude::*;
use rstest::rstest;

use super::*;
use crate::calendar::plus_months;
use crate::pathway::{PathwayFacts, Stage};
use crate::signal::{Severity, Signal, SignalCode};

const MONDAY: Date = date(2026, 11, 2);
const ML: Uuid = Uuid::from_u128(1);
const CFA: Uuid = Uuid::from_u128(2);
const OTHER_CFA: Uuid = Uuid::from_u128(3);

fn moves() -> impl Strategy<Value = Move> {
    prop::sample::select(vec![
        Move::Send,
        Move::Acknowledge,
        Move::Study(Step::Interview, None),
        Move::Study(Step::Positioning, Some(date(2026, 12, 1))),
        Move::Accept,
        Move::PutOnList,
        Move::Refuse(Motive::NoPlace, Alternative::NextSession),
        Move::Withdraw,
        Move::Keep,
        Move::Expire,
    ])
}

/// Every move that exists, written down by hand: state, party, transition, state.
const ALLOWED: &str = "draft sender send sent
sent receiver acknowledge acknowledged
sent receiver study studying
acknowledged receiver study studying
studying receiver study studying
sent receiver accept accepted
acknowledged receiver accept accepted
studying receiver accept accepted
waiting_list receiver accept accepted
sent receiver put_on_list waiting_list
acknowledged receiver put_on_list waiting_list
studying receiver put_on_list waiting_list
sent receiver refuse refused
acknowledged receiver refuse refused
studying receiver refuse refused
waiting_list receiver refuse refused
sent sender withdraw withdrawn
acknowledged sender withdraw withdrawn
studying sender withdraw withdrawn
waiting_list sender withdraw withdrawn
accepted sender withdraw withdrawn
sent sender keep sent
acknowledged sender keep acknowledged
studying sender keep studying
waiting_list sender keep waiting_list
sent clock expire expired
acknowledged clock expire expired
studying clock expire expired";

#[test]
fn only_the_moves_written_down_exist() {
    let mut found = Vec::new();
    for state in State::ALL {
        for party in Party::ALL {
            for transition in Transition::ALL {
                if let Ok(to) = transition.from(*state, *party) {
                    let line = [state.code(), party.code(), transition.code(), to.code()];
                    found.push(line.join(" "));
                }
            }
        }
    }
    let mut allowed: Vec<String> = ALLOWED.lines().map(str::to_owned).collect();
    found.sort();
    allowed.sort();
    assert_eq!(found, allowed);
}

proptest! {
    #[test]
    fn a_referral_that_ended_never_moves_again(
        state in prop::sample::select(vec![State::Refused, State::Withdrawn, State::Expired]),
        act in moves(),
        by in prop::sample::select(Party::ALL),
    ) {
        let standing = Standing { state, ..Standing::draft(MONDAY) };
        prop_assert!(standing.after(act, by, MONDAY).is_err());
    }

    #[test]
    fn whatever_is_tried_a_refusal_says_why_and_what_else(
        acts in prop::collection::vec((moves(), prop::sample::select(Party::ALL)), 0..12),
    ) {
        let mut standing = Standing::draft(MONDAY);
        for (act, by) in acts {
            match standing.after(act, by, MONDAY) {
                Ok(next) => standing = next,
                Err(forbidden) => prop_assert!(forbidden.problem().starts_with("referral-")),
            }
            prop_assert_eq!(standing.state == State::Refused, standing.motive.is_some());
            prop_assert_eq!(standing.motive.is_some(), standing.alternative.is_some());
            prop_assert!(standing.state != State::Studying || standing.step.is_some());
        }
    }
}

fn sent(on: Date, receiver: Uuid) -> Referred {
    let standing = Standing::draft(on).after(Move::Send, Party::Sender, on);
    Referred {
        sender: ML,
        receiver,
        to: Network::Cfa,
        sent_on: on,
        standing: standing.unwrap(),
    }
}

fn moved(referral: Referred, act: Move, on: Date) -> Referred {
    let party = act.transition().party();
    Referred {
        standing: referral.standing.after(act, party, on).unwrap(),
        ..referral
    }
}

fn raised(referrals: &[Referred], today: Date) -> Vec<Signal> {
    let facts = PathwayFacts {
        referrals: referrals.to_vec(),
        ..PathwayFacts::default()
    };
    facts.referral_signals(today)
}

fn codes(referrals: &[Referred], today: Date) -> Vec<(SignalCode, Severity)> {
    let signals = raised(referrals, today);
    signals
        .iter()
        .map(|signal| (signal.code, signal.severity))
        .collect()
}

#[rstest]
#[case::at_once(date(2026, 11, 2), &[(SignalCode::ReferralToAnswer, Severity::Notice)])]
#[case::four_working_days(date(2026, 11, 6), &[(SignalCode::ReferralToAnswer, Severity::Notice)])]
#[case::five_working_days(date(2026, 11, 9), &[(SignalCode::ReferralToAnswer, Severity::Warning)])]
#[case::the_eleventh_is_a_holiday(date(2026, 11, 16), &[(SignalCode::ReferralToAnswer, Severity::Warning)])]
#[case::ten_working_days(date(2026, 11, 17), &[(SignalCode::ReferralEscalated, Severity::Urgent)])]
#[case::a_week_before_the_end(date(2026, 11, 25), &[
    (SignalCode::ReferralEscalated, Severity::Urgent),
    (SignalCode::ReferralExpiring, Severity::Warning),
])]
fn silence_is_counted_in_working_days(
    #[case] today: Date,
    #[case] expected: &[(SignalCode, Severity)],
) {
    let mut found = codes(&[sent(MONDAY, CFA)], today);
    found.sort();
    let mut expected = expected.to_vec();
    expected.sort();
    assert_eq!(found, expected);
}

#[test]
fn a_planned_interview_is_not_silence() {
    let interview = Move::Study(Step::Interview, Some(date(2026, 11, 20)));
    let studied = moved(sent(MONDAY, CFA), interview, date(2026, 11, 4));
    assert!(codes(&[studied], date(2026, 11, 19)).is_empty());
    assert_eq!(studied.standing.ends_on(), Some(date(2026, 12, 20)));
    let [reminded, escalated] = studied.standing.reminders();
    let answer_by = |today| studied.standing.answer_by(today);
    assert_eq!(answer_by(date(2026, 11, 19)), Some(reminded));
    assert_eq!(answer_by(reminded), Some(escalated));
    assert_eq!(answer_by(escalated), studied.standing.ends_on());
    let late = codes(&[studied], date(2026, 11, 27));
    assert_eq!(late, [(SignalCode::ReferralToAnswer, Severity::Warning)]);
}

#[test]
fn each_warning_concerns_its_own_organisations() {
    let answered = moved(sent(MONDAY, CFA), Move::PutOnList, MONDAY);
    let facts = PathwayFacts {
        referrals: vec![answered, sent(MONDAY, OTHER_CFA)],
        ..PathwayFacts::default()
    };
    let to_answer = &facts.referral_signals(MONDAY)[0];
    let concerned = facts.concerned(to_answer, MONDAY);
    assert_eq!(concerned, Some(vec![ML, OTHER_CFA]));
    let no_contact = Signal {
        code: SignalCode::NoContact,
        ..to_answer.clone()
    };
    assert_eq!(facts.concerned(&no_contact, MONDAY), None);
}

#[test]
fn the_first_acceptance_asks_about_the_others_and_kills_none() {
    let on = date(2026, 11, 5);
    let accepted = moved(sent(MONDAY, CFA), Move::Accept, on);
    let other = moved(sent(MONDAY, OTHER_CFA), Move::PutOnList, MONDAY);
    let found = codes(&[accepted, other], on);
    assert_eq!(found, [(SignalCode::ReferralToSettle, Severity::Warning)]);
    assert_eq!(
        raised(&[accepted, other], on)[0].owner,
        Network::MissionLocale
    );
    let kept = moved(other, Move::Keep, on);
    assert_eq!(kept.standing.state, State::WaitingList);
    assert!(codes(&[accepted, kept], on).is_empty());
    let withdrawn = moved(other, Move::Withdraw, on);
    assert!(codes(&[accepted, withdrawn], on).is_empty());
}

#[test]
fn a_refusal_waits_for_another_proposal() {
    let on = date(2026, 11, 5);
    let refused = moved(
        sent(MONDAY, CFA),
        Move::Refuse(Motive::NoPlace, Alternative::OtherCentre),
        on,
    );
    assert_eq!(
        codes(&[refused], on),
        [(SignalCode::ReferralDeclined, Severity::Warning)]
    );
    let again = sent(date(2026, 11, 6), OTHER_CFA);
    assert_eq!(
        codes(&[refused, again], date(2026, 11, 6)),
        [(SignalCode::ReferralToAnswer, Severity::Notice)]
    );
    assert!(codes(&[refused], date(2026, 12, 20)).is_empty());
}

#[test]
fn the_stage_is_referred_while_a_referral_to_a_cfa_goes_on() {
    let stage = |referral: Referred| {
        let facts = PathwayFacts {
            referrals: vec![referral],
            ..PathwayFacts::default()
        };
        facts.stage(MONDAY)
    };
    assert_eq!(stage(sent(MONDAY, CFA)).stage, Stage::Referred);
    assert_eq!(stage(sent(MONDAY, CFA)).since, Some(MONDAY));
    let taken_back = moved(sent(MONDAY, CFA), Move::Withdraw, MONDAY);
    assert_eq!(stage(taken_back).stage, Stage::NotFollowed);
    let to_mission_locale = Referred {
        to: Network::MissionLocale,
        ..sent(MONDAY, CFA)
    };
    assert_eq!(stage(to_mission_locale).stage, Stage::NotFollowed);
}

#[rstest]
#[case(Move::Withdraw, Some(date(2026, 11, 17)))]
#[case(Move::Accept, Some(date(2027, 11, 2)))]
#[case(Move::PutOnList, None)]
#[case(Move::Refuse(Motive::NoPlace, Alternative::OtherCentre), Some(MONDAY))]
fn the_file_is_open_for_a_while_after_the_end(#[case] act: Move, #[case] until: Option<Date>) {
    let standing = moved(sent(MONDAY, CFA), act, MONDAY).standing;
    assert_eq!(standing.seen_until(), until);
}

#[test]
fn a_referral_says_what_its_receiver_needs_to_decide() {
    let today = date(2026, 11, 22);
    let bare = Content::default();
    let (why, trades) = (
        ("why", "referral-why-needed"),
        ("trades", "referral-trade-needed"),
    );
    assert_eq!(bare.lacks(Network::Cfa, today), [why, trades]);
    assert_eq!(bare.lacks(Network::MissionLocale, today), [why]);
    let alone = Content {
        why: Some(Why::CameAlone),
        ..bare
    };
    assert_eq!(alone.lacks(Network::MissionLocale, today), []);
    assert_eq!(alone.lacks(Network::Cfa, today), [why, trades]);
    for (day, told) in [
        (plus_months(today, -12), 0),
        (plus_days(plus_months(today, -12), -1), 1),
        (plus_months(today, 24), 0),
        (plus_days(plus_months(today, 24), 1), 1),
    ] {
        let dated = Content {
            available_from: Some(day),
            ..alone.clone()
        };
        assert_eq!(
            dated.lacks(Network::MissionLocale, today).len(),
            told,
            "{day}"
        );
    }
}
