//! The referral of someone by one organisation to one of the other network: what may happen to it,
//! who does it, and what it tells. Nobody outside the two organisations moves it.

mod content;
mod moves;
mod warnings;

#[cfg(test)]
mod tests;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::calendar::{day_after, nth_working_day, plus_days};
use crate::organisation::Network;
use crate::person::coded;

pub use content::{Content, MOST_TRADES, Need, Paper, Why};
pub use moves::{Forbidden, Party, State, Transition};

/// Working days without a word after which the receiver is reminded, then its manager told.
pub const REMINDED_AFTER: [u32; 2] = [5, 10];
/// Days without a word after which a referral ends by itself.
pub const ENDS_AFTER: i32 = 30;
/// Days before that end when the sender is warned.
pub const WARNED_BEFORE: i32 = 7;
/// Days for which the receiver of a referral that ended still opens the file.
pub const SEEN_AFTER: i32 = 15;
/// Days for which an accepted referral opens the file; the receiver's own dossier follows meanwhile.
pub const ACCEPTED_FOR: i32 = 365;
/// Days for which a refusal, or the lack of an answer, waits for the sender to propose something else.
const DECLINED_FOR: i32 = 30;

coded! {
    /// What the receiver asks for while it studies a referral.
    Step {
        /// To meet the young person.
        Interview = "interview",
        /// To situate what they know, so as to adapt the training.
        Positioning = "positioning",
        /// Some days in a company, to confirm the choice.
        Immersion = "immersion",
    }
}

coded! {
    /// Why a referral is refused. Never a diagnosis.
    Motive {
        /// No place is left in the session.
        NoPlace = "no_place",
        /// The training or help wanted is not given here.
        NotOffered = "not_offered",
        /// The required level is not reached yet.
        Level = "level",
        /// Too far from home.
        TooFar = "too_far",
        /// The project must be made clearer first.
        ProjectUnclear = "project_unclear",
        /// The young person could not be reached.
        NotReached = "not_reached",
        /// The young person no longer wants it.
        NotWanted = "not_wanted",
        /// Age or administrative situation do not allow it.
        NotEligible = "not_eligible",
        /// They are accompanied elsewhere already.
        AccompaniedElsewhere = "accompanied_elsewhere",
    }
}

coded! {
    /// What is proposed instead, whenever a referral is refused.
    Alternative {
        /// The next session.
        NextSession = "next_session",
        /// Another training of the same centre.
        OtherTraining = "other_training",
        /// Another centre.
        OtherCentre = "other_centre",
        /// A preparation for apprenticeship.
        Preparation = "preparation",
        /// An immersion in a company first.
        Immersion = "immersion",
        /// The organisation that covers the residence.
        OtherOrganisation = "other_organisation",
        /// The sender goes on accompanying.
        KeepSupport = "keep_support",
    }
}

/// Where a referral stands. Each move replaces it whole, and keeps the one before, so as to be undone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Standing {
    /// Its state.
    pub state: State,
    /// The day of the last move that is a word of one to the other.
    pub moved_on: Date,
    /// What the receiver asks for, once it studies the referral.
    pub step: Option<Step>,
    /// The day of that step, when it is known.
    pub step_on: Option<Date>,
    /// Why it was refused.
    pub motive: Option<Motive>,
    /// What was proposed instead.
    pub alternative: Option<Alternative>,
    /// The day the sender chose to keep it beside one that was accepted.
    pub kept_on: Option<Date>,
}

/// What a party does with a referral, with what the act says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Move {
    /// The sender sends it.
    Send,
    /// The receiver says that it read it.
    Acknowledge,
    /// The receiver studies it: what it asks for, and when.
    Study(Step, Option<Date>),
    /// The receiver takes the young person.
    Accept,
    /// The receiver puts them on its waiting list.
    PutOnList,
    /// The receiver refuses, and proposes something else.
    Refuse(Motive, Alternative),
    /// The sender takes it back.
    Withdraw,
    /// The sender keeps it, although another one was accepted.
    Keep,
    /// Nobody answered: it ends.
    Expire,
}

impl Move {
    /// The transition that it is.
    #[must_use]
    pub fn transition(self) -> Transition {
        match self {
            Self::Send => Transition::Send,
            Self::Acknowledge => Transition::Acknowledge,
            Self::Study(..) => Transition::Study,
            Self::Accept => Transition::Accept,
            Self::PutOnList => Transition::PutOnList,
            Self::Refuse(..) => Transition::Refuse,
            Self::Withdraw => Transition::Withdraw,
            Self::Keep => Transition::Keep,
            Self::Expire => Transition::Expire,
        }
    }
}

impl Standing {
    /// A referral that nobody but its sender knows.
    #[must_use]
    pub fn draft(today: Date) -> Self {
        Self {
            state: State::Draft,
            moved_on: today,
            step: None,
            step_on: None,
            motive: None,
            alternative: None,
            kept_on: None,
        }
    }

    /// Where a move leads, if that party may do it now.
    pub fn after(self, act: Move, by: Party, today: Date) -> Result<Self, Forbidden> {
        let state = act.transition().from(self.state, by)?;
        let moved = Self {
            state,
            moved_on: today,
            ..self
        };
        Ok(match act {
            Move::Study(step, on) => Self {
                step: Some(step),
                step_on: on,
                ..moved
            },
            Move::Refuse(motive, alternative) => Self {
                motive: Some(motive),
                alternative: Some(alternative),
                ..moved
            },
            Move::Keep => Self {
                kept_on: Some(today),
                ..self
            },
            _ => moved,
        })
    }

    /// Whether the receiver owes an answer.
    #[must_use]
    pub fn awaits_answer(&self) -> bool {
        matches!(
            self.state,
            State::Sent | State::Acknowledged | State::Studying
        )
    }

    /// Whether it goes on: an answer is awaited, a place is, or the young person is taken.
    #[must_use]
    pub fn is_live(&self) -> bool {
        self.awaits_answer() || matches!(self.state, State::WaitingList | State::Accepted)
    }

    /// The day from which silence is counted: that of the last word, or of the step that is planned.
    #[must_use]
    pub fn silent_since(&self) -> Date {
        self.step_on
            .map_or(self.moved_on, |planned| planned.max(self.moved_on))
    }

    /// The days on which the receiver, then its manager, are reminded.
    #[must_use]
    pub fn reminders(&self) -> [Date; 2] {
        let first = day_after(self.silent_since()).unwrap_or(self.moved_on);
        REMINDED_AFTER.map(|days| nth_working_day(first, days))
    }

    /// Whether it waits for so long that the receiver's manager must answer.
    #[must_use]
    pub fn is_escalated(&self, today: Date) -> bool {
        let [_, escalated] = self.reminders();
        self.awaits_answer() && today >= escalated
    }

    /// The day on which it ends if nobody says a word.
    #[must_use]
    pub fn ends_on(&self) -> Option<Date> {
        self.awaits_answer()
            .then(|| plus_days(self.silent_since(), ENDS_AFTER))
    }

    /// The day by which the receiver owes a word: the next one on which somebody is told of the silence, or
    /// the end.
    #[must_use]
    pub fn answer_by(&self, today: Date) -> Option<Date> {
        let ends = self.ends_on()?;
        let mut told = self.reminders().into_iter();
        Some(told.find(|day| today < *day).unwrap_or(ends))
    }

    /// The last day on which the receiver opens the file because of it, when it has one.
    #[must_use]
    pub fn seen_until(&self) -> Option<Date> {
        match self.state {
            State::Draft
            | State::Sent
            | State::Acknowledged
            | State::Studying
            | State::WaitingList => None,
            State::Accepted => Some(plus_days(self.moved_on, ACCEPTED_FOR)),
            // Who refuses has decided: the day on which that can be taken back is enough.
            State::Refused => Some(self.moved_on),
            State::Withdrawn | State::Expired => Some(plus_days(self.moved_on, SEEN_AFTER)),
        }
    }

    /// The last day on which anything is computed from it, when it has one.
    #[must_use]
    pub fn counts_until(&self) -> Option<Date> {
        self.seen_until()
            .map(|until| until.max(plus_days(self.moved_on, DECLINED_FOR)))
    }
}

/// What a pathway is computed from: a referral that was sent, and that still counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Referred {
    /// The organisation that sent it.
    pub sender: Uuid,
    /// The one that received it.
    pub receiver: Uuid,
    /// The network of the receiver.
    pub to: Network,
    /// The day it was sent.
    pub sent_on: Date,
    /// Where it stands.
    pub standing: Standing,
}
