//! Warnings of the road: they go away by themselves when the facts change.

use jiff::civil::Date;

use super::RoadEvent;
use crate::calendar::{day_after, days_between, nth_working_day, plus_days, plus_months};
use crate::organisation::Network;
use crate::pathway::{MONTHS_WITHOUT_CONTRACT, PathwayFacts};
use crate::signal::{Severity, Signal, SignalCode};

/// Working days after which an application without an answer is pressed.
pub const ANSWER_WORKING_DAYS: u32 = 8;
/// Days after a promise within which the contract is expected to be signed.
pub const SIGNING_DAYS: i32 = 10;
/// Working days after the first day of a contract within which it is filed (D6224-1).
pub const FILING_WORKING_DAYS: u32 = 5;
/// Days without an act after which a search is said to stand still.
pub const IDLE_DAYS: i32 = 15;
/// Days for which a contract that is not filed is spoken of.
const FILING_NEWS_DAYS: i32 = 60;
/// Days late from which what was expected presses.
const PRESSING_DAYS: i32 = 14;

/// The last day without a contract, for who began at the CFA without one (L6222-12-1).
pub(super) fn search_limit(facts: &PathwayFacts) -> Option<Date> {
    let entered = facts.road.last(RoadEvent::Entered).map(|told| told.on);
    let begun = || {
        let training = facts.current_training()?;
        let since = facts.road.opened_on?;
        (training.enrolment.end >= since).then_some(training.enrolment.start)
    };
    let entry = entered.or_else(begun)?;
    Some(plus_months(entry, MONTHS_WITHOUT_CONTRACT))
}

/// The day by which the contract is expected to be signed.
pub(super) fn signing_due(facts: &PathwayFacts) -> Option<Date> {
    Some(plus_days(facts.road.promised_on?, SIGNING_DAYS))
}

/// The first day of the contract, as a source or staff tell it.
fn contract_start(facts: &PathwayFacts) -> Option<Date> {
    let sourced = facts.contract_on_the_road().map(|contract| contract.start);
    sourced.or_else(|| facts.road.signed().map(|(_, start)| start))
}

/// The day by which the contract is filed.
pub(super) fn filing_due(facts: &PathwayFacts) -> Option<Date> {
    let first = day_after(contract_start(facts)?)?;
    Some(nth_working_day(first, FILING_WORKING_DAYS))
}

/// The day from which an application without an answer is pressed.
fn answer_due(since: Date) -> Date {
    let first = day_after(since).unwrap_or(since);
    nth_working_day(first, ANSWER_WORKING_DAYS)
}

/// A warning about what was due on a day and is late.
fn late(code: SignalCode, owner: Network, due: Date, cause_on: Date, today: Date) -> Signal {
    Signal {
        code,
        severity: if days_between(due, today) >= PRESSING_DAYS {
            Severity::Urgent
        } else {
            Severity::Warning
        },
        owner,
        since: Some(due),
        due: Some(due),
        cause_on: Some(cause_on),
    }
}

impl PathwayFacts {
    /// Every warning of the road.
    pub(crate) fn road_signals(&self, today: Date) -> Vec<Signal> {
        let road = &self.road;
        if road.opened_on.is_none() && road.pieces.is_empty() && road.waiting.is_empty() {
            return Vec::new();
        }
        let each = |network: &Network| {
            [
                self.piece_overdue(*network, today),
                self.application_waiting(*network, today),
            ]
        };
        Network::ALL
            .iter()
            .flat_map(each)
            .chain([
                self.promise_unsigned(today),
                self.contract_unfiled(today),
                self.search_idle(today),
            ])
            .flatten()
            .collect()
    }

    /// Whether a contract is signed, as staff or a source tell.
    fn is_signed(&self) -> bool {
        self.road.signed().is_some() || self.contract_on_the_road().is_some()
    }

    fn piece_overdue(&self, owner: Network, today: Date) -> Option<Signal> {
        if self.contract_on_the_road().is_some() || self.road.is_over() {
            return None;
        }
        let pieces = self.road.pieces.iter();
        let (due, asked_on) = pieces
            .filter(|piece| piece.owner == owner && piece.due < today)
            .map(|piece| (piece.due, piece.asked_on))
            .min()?;
        let code = SignalCode::PieceOverdue;
        Some(late(code, owner, due, asked_on, today))
    }

    fn application_waiting(&self, owner: Network, today: Date) -> Option<Signal> {
        if self.is_signed() || self.road.promised_on.is_some() {
            return None;
        }
        let waiting = self.road.waiting.iter();
        let (due, since) = waiting
            .filter(|one| one.owner == owner)
            .map(|one| {
                let due = one.next_on.unwrap_or_else(|| answer_due(one.since));
                (due, one.since)
            })
            .filter(|(due, _)| *due <= today)
            .min()?;
        let code = SignalCode::ApplicationUnanswered;
        Some(late(code, owner, due, since, today))
    }

    fn promise_unsigned(&self, today: Date) -> Option<Signal> {
        let promised = self.road.promised_on.filter(|_| !self.is_signed())?;
        let due = signing_due(self).filter(|due| *due <= today)?;
        let code = SignalCode::PromiseUnsigned;
        Some(late(code, Network::Cfa, due, promised, today))
    }

    /// From its first day; it presses once the delay of the law is over.
    fn contract_unfiled(&self, today: Date) -> Option<Signal> {
        let road = &self.road;
        if road.opened_on.is_none() || road.is_over() || road.is_with_operator() {
            return None;
        }
        let start = contract_start(self).filter(|start| *start <= today)?;
        let due = filing_due(self)?;
        let late = days_between(due, today);
        (late <= FILING_NEWS_DAYS).then_some(Signal {
            code: SignalCode::ContractUnfiled,
            severity: if late > 0 {
                Severity::Urgent
            } else {
                Severity::Notice
            },
            owner: Network::Cfa,
            since: Some(start),
            due: Some(due),
            cause_on: Some(start),
        })
    }

    fn search_idle(&self, today: Date) -> Option<Signal> {
        let road = &self.road;
        let opened = road.opened_on.filter(|_| !road.is_over())?;
        if self.is_signed() || road.promised_on.is_some() {
            return None;
        }
        let last = road.searched_on.map_or(opened, |on| on.max(opened));
        let idle = plus_days(last, IDLE_DAYS);
        let code = SignalCode::SearchIdle;
        (idle <= today).then(|| late(code, self.searcher(), idle, last, today))
    }
}
