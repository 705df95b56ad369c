//! What people are told of their data, and what they object to.

use crate::access::Limit;
use crate::person::coded;

coded! {
    /// How someone was told what is kept of them and why.
    InformationMeans {
        /// The page was read together on a screen.
        Screen = "screen",
        /// The printed page was handed over.
        Paper = "paper",
        /// The address of the page, or its text, was sent.
        Sent = "sent",
        /// It was explained aloud, without the page.
        Spoken = "spoken",
    }
}

coded! {
    /// What someone objects to, the least first.
    Stops {
        /// That one network shows them to the other.
        Sharing = "sharing",
        /// Everything that the law does not impose.
        Everything = "everything",
    }
}

impl Stops {
    /// How far they are then seen.
    #[must_use]
    pub fn limit(self) -> Limit {
        match self {
            Self::Sharing => Limit::Sharing,
            Self::Everything => Limit::Everything,
        }
    }
}

coded! {
    /// Why someone objects, as they say it. No words are kept: they would tell more than is needed.
    ObjectionReason {
        /// They fear that someone who must not know learns something.
        Safety = "safety",
        /// They know somebody in one of the teams.
        Acquaintance = "acquaintance",
        /// They disagree with one of the organisations.
        Dispute = "dispute",
        /// They no longer want to be accompanied there.
        NoLongerWanted = "no_longer_wanted",
        /// Another reason, or one that they keep to themselves.
        Other = "other",
    }
}

coded! {
    /// What became of an objection. Until it is refused, it is honoured.
    ObjectionState {
        /// The data protection officer has not answered yet.
        Open = "open",
        /// Accepted.
        Accepted = "accepted",
        /// Refused, with a reason.
        Refused = "refused",
    }
}
