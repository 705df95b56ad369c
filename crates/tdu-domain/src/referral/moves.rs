//! Which moves exist, whose each is, from where it starts and where it leads.

use crate::person::coded;

coded! {
    /// Where a referral stands.
    State {
        /// Being written: only its sender knows of it.
        Draft = "draft",
        /// Sent, nobody said that it was read.
        Sent = "sent",
        /// Read by the receiver.
        Acknowledged = "acknowledged",
        /// Under study: an interview, a positioning or an immersion is asked for.
        Studying = "studying",
        /// On the waiting list of the receiver.
        WaitingList = "waiting_list",
        /// Accepted.
        Accepted = "accepted",
        /// Refused, with a motive and an alternative.
        Refused = "refused",
        /// Taken back by its sender.
        Withdrawn = "withdrawn",
        /// Ended by itself, for lack of an answer.
        Expired = "expired",
    }
}

coded! {
    /// A named move.
    Transition {
        /// The sender sends it.
        Send = "send",
        /// The receiver read it.
        Acknowledge = "acknowledge",
        /// The receiver studies it.
        Study = "study",
        /// The receiver accepts.
        Accept = "accept",
        /// The receiver puts the young person on its waiting list.
        PutOnList = "put_on_list",
        /// The receiver refuses.
        Refuse = "refuse",
        /// The sender takes it back.
        Withdraw = "withdraw",
        /// The sender keeps it beside one that was accepted.
        Keep = "keep",
        /// Time ends it.
        Expire = "expire",
    }
}

coded! {
    /// Who moves a referral.
    Party {
        /// The organisation that sent it.
        Sender = "sender",
        /// The one that received it.
        Receiver = "receiver",
        /// The passing of days.
        Clock = "clock",
    }
}

/// Why a move is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Forbidden {
    /// It is another party's to do.
    NotYours(Party),
    /// It cannot be done from this state.
    NotNow(State),
}

impl Forbidden {
    /// The key of the sentence that says so.
    #[must_use]
    pub fn problem(self) -> &'static str {
        match self {
            Self::NotYours(Party::Sender) => "referral-for-sender",
            Self::NotYours(Party::Receiver) => "referral-for-receiver",
            Self::NotYours(Party::Clock) => "referral-for-clock",
            Self::NotNow(State::Draft) => "referral-still-draft",
            Self::NotNow(State::Sent) => "referral-already-sent",
            Self::NotNow(State::Acknowledged) => "referral-already-acknowledged",
            Self::NotNow(State::Studying) => "referral-already-studying",
            Self::NotNow(State::WaitingList) => "referral-already-listed",
            Self::NotNow(State::Accepted) => "referral-already-accepted",
            Self::NotNow(State::Refused) => "referral-already-refused",
            Self::NotNow(State::Withdrawn) => "referral-already-withdrawn",
            Self::NotNow(State::Expired) => "referral-already-expired",
        }
    }
}

impl Transition {
    /// Whose move it is.
    #[must_use]
    pub fn party(self) -> Party {
        match self {
            Self::Send | Self::Withdraw | Self::Keep => Party::Sender,
            Self::Acknowledge | Self::Study | Self::Accept | Self::PutOnList | Self::Refuse => {
                Party::Receiver
            }
            Self::Expire => Party::Clock,
        }
    }

    /// The states it starts from.
    #[must_use]
    pub fn starts(self) -> &'static [State] {
        use State::{Accepted, Acknowledged, Draft, Sent, Studying, WaitingList};
        match self {
            Self::Send => &[Draft],
            Self::Acknowledge => &[Sent],
            Self::Study | Self::PutOnList | Self::Expire => &[Sent, Acknowledged, Studying],
            Self::Accept | Self::Refuse | Self::Keep => {
                &[Sent, Acknowledged, Studying, WaitingList]
            }
            Self::Withdraw => &[Sent, Acknowledged, Studying, WaitingList, Accepted],
        }
    }

    /// Where it leads from a state, if that party may do it.
    pub fn from(self, state: State, by: Party) -> Result<State, Forbidden> {
        if by != self.party() {
            return Err(Forbidden::NotYours(self.party()));
        }
        if !self.starts().contains(&state) {
            return Err(Forbidden::NotNow(state));
        }
        Ok(match self {
            Self::Send => State::Sent,
            Self::Acknowledge => State::Acknowledged,
            Self::Study => State::Studying,
            Self::Accept => State::Accepted,
            Self::PutOnList => State::WaitingList,
            Self::Refuse => State::Refused,
            Self::Withdraw => State::Withdrawn,
            Self::Keep => state,
            Self::Expire => State::Expired,
        })
    }
}
