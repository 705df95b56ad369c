//! What referrals make staff do, and by when.

use jiff::civil::Date;
use uuid::Uuid;

use super::{DECLINED_FOR, Referred, State, WARNED_BEFORE};
use crate::calendar::{day_after, days_between, nth_working_day, plus_days};
use crate::pathway::PathwayFacts;
use crate::signal::{Severity, Signal, SignalCode};

/// Working days in which a sender proposes something else, or chooses between referrals.
const ANSWERED_WITHIN: u32 = 5;

impl PathwayFacts {
    /// The warnings between some organisations: one of each code and network,
    /// the most urgent.
    pub(crate) fn referral_signals(&self, today: Date) -> Vec<Signal> {
        let mut raised: Vec<Signal> = Vec::new();
        for (signal, _) in self.raised(today) {
            match raised.iter_mut().find(|known| same(known, &signal)) {
                Some(known) if known.urgency() <= signal.urgency() => {}
                Some(known) => *known = signal,
                None => raised.push(signal),
            }
        }
        raised
    }

    /// The organisations that a warning concerns, when it does not concern all who accompany.
    #[must_use]
    pub fn concerned(&self, raised: &Signal, today: Date) -> Option<Vec<Uuid>> {
        raised.code.is_between_two().then(|| {
            self.raised(today)
                .filter(|(signal, _)| same(signal, raised))
                .flat_map(|(_, organisations)| organisations)
                .collect()
        })
    }

    /// Every warning between some organisations, and whom it concerns.
    fn raised(&self, today: Date) -> impl Iterator<Item = (Signal, Vec<Uuid>)> {
        let between = self.referrals.iter().flat_map(move |referral| {
            let both = vec![referral.sender, referral.receiver];
            let own = vec![referral.sender];
            [
                referral
                    .awaiting(today)
                    .map(|signal| (signal, both.clone())),
                referral.expiring(today).map(|signal| (signal, own.clone())),
                self.declined(referral, today)
                    .map(|signal| (signal, own.clone())),
                self.unsettled(referral, today).map(|signal| (signal, own)),
            ]
            .into_iter()
            .flatten()
        });
        between.chain(self.ending_assignments(today))
    }

    /// A refusal, or the lack of an answer, waits for another proposal or for a contact.
    fn declined(&self, referral: &Referred, today: Date) -> Option<Signal> {
        let standing = referral.standing;
        let ended = matches!(standing.state, State::Refused | State::Expired);
        let on = standing.moved_on;
        let answered = self.contacted_on.is_some_and(|contact| contact >= on)
            || self.referrals.iter().any(|other| {
                other.sender == referral.sender && (other.standing.is_live() || other.sent_on > on)
            });
        (ended && !answered && days_between(on, today) <= DECLINED_FOR).then(|| Signal {
            code: SignalCode::ReferralDeclined,
            severity: Severity::Warning,
            owner: referral.to.other(),
            since: Some(on),
            due: Some(within(on)),
            cause_on: Some(on),
        })
    }

    /// Once a referral is accepted, its sender says what becomes of the others.
    fn unsettled(&self, referral: &Referred, today: Date) -> Option<Signal> {
        let accepted_on = self
            .referrals
            .iter()
            .filter(|other| {
                other.sender == referral.sender && other.standing.state == State::Accepted
            })
            .map(|other| other.standing.moved_on)
            .max()?;
        let standing = referral.standing;
        let pending = standing.awaits_answer() || standing.state == State::WaitingList;
        let kept = standing.kept_on.is_some_and(|kept| kept >= accepted_on);
        (pending && !kept && accepted_on <= today).then(|| Signal {
            code: SignalCode::ReferralToSettle,
            severity: Severity::Warning,
            owner: referral.to.other(),
            since: Some(accepted_on),
            due: Some(within(accepted_on)),
            cause_on: Some(accepted_on),
        })
    }
}

impl Referred {
    /// The receiver owes an answer; after ten working days without a word, its manager is told.
    fn awaiting(&self, today: Date) -> Option<Signal> {
        let standing = self.standing;
        if !standing.awaits_answer() {
            return None;
        }
        let [reminded, escalated] = standing.reminders();
        let is_new = standing.state == State::Sent;
        let (code, severity, since, due) = if today >= escalated {
            let ends = standing.ends_on();
            (
                SignalCode::ReferralEscalated,
                Severity::Urgent,
                escalated,
                ends,
            )
        } else if today >= reminded {
            let code = SignalCode::ReferralToAnswer;
            (code, Severity::Warning, reminded, Some(escalated))
        } else if is_new {
            let code = SignalCode::ReferralToAnswer;
            (code, Severity::Notice, standing.moved_on, Some(reminded))
        } else {
            return None;
        };
        Some(Signal {
            code,
            severity,
            owner: self.to,
            since: Some(since),
            due,
            cause_on: Some(self.sent_on),
        })
    }

    /// The sender is warned before a referral ends by itself.
    fn expiring(&self, today: Date) -> Option<Signal> {
        let ends = self.standing.ends_on()?;
        let announced = plus_days(ends, -WARNED_BEFORE);
        (announced <= today).then_some(Signal {
            code: SignalCode::ReferralExpiring,
            severity: Severity::Warning,
            owner: self.to.other(),
            since: Some(announced),
            due: Some(ends),
            cause_on: Some(self.sent_on),
        })
    }
}

/// Whether two warnings are one for whoever reads them.
fn same(one: &Signal, other: &Signal) -> bool {
    (one.code, one.owner) == (other.code, other.owner)
}

fn within(day: Date) -> Date {
    nth_working_day(day_after(day).unwrap_or(day), ANSWERED_WITHIN)
}
