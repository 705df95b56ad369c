//! Warnings about a contract that runs or broke, and about what comes after the training.

use jiff::civil::Date;

use super::{Severity, Signal, SignalCode};
use crate::calendar::{days_between, plus_days};
use crate::organisation::Network;
use crate::pathway::PathwayFacts;
use crate::rupture::{RuleCode, RuptureState, deadlines};
use crate::watch::{Party, ViewMoment, asked_between};

/// Days within which the two networks agree on a plan after a rupture.
const PLAN_DAYS: i32 = 7;
/// Days before a legal delay ends when it is announced.
const ANNOUNCED_DAYS: i32 = 15;
/// Days within which a Mission Locale answers an alert.
const TAKEN_DAYS: i32 = 5;
/// Days within which an alert has a plan.
const ALERT_PLAN_DAYS: i32 = 7;

impl PathwayFacts {
    /// Every warning of this module.
    pub(super) fn in_contract_signals(&self, today: Date) -> Vec<Signal> {
        [
            self.rupture_plan(),
            self.rupture_call(today),
            self.rupture_deadline(today),
            self.alert_shared(today),
            self.alert_open(today),
            self.first_month_views(today),
            self.situation_due(today),
        ]
        .into_iter()
        .flatten()
        .collect()
    }

    /// A rupture declared for a day to come: the stage does not tell it yet.
    pub(super) fn rupture_announced(&self, today: Date) -> Option<(Date, Date)> {
        let declared = self.open_declaration()?;
        let (_, rupture) = self.broken_contract()?;
        (rupture > today).then_some((rupture, declared.declared_on))
    }

    fn rupture_plan(&self) -> Option<Signal> {
        let declared = self
            .open_declaration()
            .filter(|declared| declared.state == RuptureState::Declared)?;
        let (_, rupture) = self.broken_contract()?;
        Some(Signal {
            code: SignalCode::RupturePlan,
            severity: Severity::Urgent,
            owner: Network::Cfa,
            since: Some(declared.declared_on),
            due: Some(plus_days(declared.declared_on.max(rupture), PLAN_DAYS)),
            cause_on: Some(rupture),
        })
    }

    fn rupture_call(&self, today: Date) -> Option<Signal> {
        let (owner, on) = self.open_declaration()?.call?;
        let answered = self.last_contact().is_some_and(|contact| contact >= on);
        (on <= today && !answered).then_some(Signal {
            code: SignalCode::RuptureCall,
            severity: if on < today {
                Severity::Urgent
            } else {
                Severity::Warning
            },
            owner,
            since: Some(on),
            due: Some(on),
            cause_on: Some(on),
        })
    }

    /// The next legal delay of the declared rupture. The six months have a warning of their own.
    fn rupture_deadline(&self, today: Date) -> Option<Signal> {
        let declared = self.open_declaration()?;
        let (contract, rupture) = self.broken_contract()?;
        let (owner, day) = deadlines(
            declared.mode,
            rupture,
            contract.start,
            declared.asked_on,
            self.birth_date,
        )
        .into_iter()
        .filter(|said| said.rule.code != RuleCode::SixMonths)
        .filter_map(|said| said.rule.watched_by.zip(said.day))
        .filter(|(_, day)| today <= *day && days_between(today, *day) <= ANNOUNCED_DAYS)
        .min_by_key(|(_, day)| *day)?;
        let since = plus_days(day, -ANNOUNCED_DAYS).max(declared.declared_on);
        Some(Signal {
            code: SignalCode::RuptureDeadline,
            severity: Severity::Warning,
            owner,
            since: Some(since.min(today)),
            due: Some(day),
            cause_on: Some(rupture),
        })
    }

    fn alert_shared(&self, today: Date) -> Option<Signal> {
        let alert = self.alert.filter(|alert| alert.speaks(today))?;
        (!alert.taken).then_some(Signal {
            code: SignalCode::AlertShared,
            severity: if alert.strong {
                Severity::Urgent
            } else {
                Severity::Warning
            },
            owner: Network::MissionLocale,
            since: Some(alert.opened_on),
            due: Some(plus_days(alert.opened_on, TAKEN_DAYS)),
            cause_on: Some(alert.opened_on),
        })
    }

    /// Until it is planned the alert is the CFA's; then it is of whoever does the plan.
    fn alert_open(&self, today: Date) -> Option<Signal> {
        let alert = self.alert.filter(|alert| alert.speaks(today))?;
        let first = (Network::Cfa, plus_days(alert.opened_on, ALERT_PLAN_DAYS));
        let (owner, due) = alert.plan.unwrap_or(first);
        Some(Signal {
            code: SignalCode::AlertOpen,
            severity: if due < today {
                Severity::Urgent
            } else {
                Severity::Warning
            },
            owner,
            since: Some(alert.opened_on),
            due: Some(due),
            cause_on: Some(alert.opened_on),
        })
    }

    /// Whether both parties were asked how the contract goes at a moment.
    pub(super) fn views_told(&self, contract_start: Date, moment: ViewMoment) -> bool {
        let told = self
            .views
            .iter()
            .filter(|(start, at, _)| *start == contract_start && *at == moment);
        let mut parties: Vec<_> = told.map(|(_, _, party)| *party).collect();
        parties.sort_unstable();
        parties.dedup();
        parties.len() == Party::ALL.len()
    }

    fn first_month_views(&self, today: Date) -> Option<Signal> {
        let contract = self
            .trainings
            .iter()
            .rev()
            .find_map(|training| training.contract_on(today))?;
        let (from, due) = asked_between(ViewMoment::FirstMonth, contract.start)?;
        let (over, _) = asked_between(ViewMoment::Day45, contract.start)?;
        let asked = from <= today && today < over;
        (asked && !self.views_told(contract.start, ViewMoment::FirstMonth)).then_some(Signal {
            code: SignalCode::FirstMonthViews,
            severity: if due < today {
                Severity::Warning
            } else {
                Severity::Notice
            },
            owner: Network::Cfa,
            since: Some(from),
            due: Some(due),
            cause_on: Some(contract.start),
        })
    }

    /// The Mission Locale asks those whom it accompanies, the CFA the others.
    fn situation_due(&self, today: Date) -> Option<Signal> {
        let asked = self.situation_asked(today)?;
        Some(Signal {
            code: SignalCode::SituationDue,
            severity: Severity::Notice,
            owner: if self.accompanied() {
                Network::MissionLocale
            } else {
                Network::Cfa
            },
            since: Some(asked.from),
            due: Some(asked.until),
            cause_on: Some(asked.training_end),
        })
    }
}
