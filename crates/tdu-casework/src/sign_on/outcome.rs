//! What signing in through a provider leads to: there, back, in, or why not.

use tdu_domain::merge::Millis;

use crate::signin::Opened;

/// Where a browser goes, and what it keeps meanwhile.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Going {
    /// To the provider.
    There {
        /// Its address, with the question.
        address: String,
        /// What this browser alone keeps, for the way back.
        kept: String,
    },
    /// Nowhere yet: too many tries; how long to wait, in milliseconds.
    Wait(Millis),
    /// Nowhere: the provider does not answer.
    Unreachable,
}

/// What a browser comes back with.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Answer {
    /// The question it was sent with.
    pub state: String,
    /// What proves the answer, when there is one.
    pub code: Option<String>,
    /// Who answers, when they say so.
    pub issuer: Option<String>,
    /// What this browser kept.
    pub kept: String,
}

/// What came of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Arrival {
    /// A session is open.
    Open {
        /// What its browser keeps.
        opened: Opened,
        /// Where they wanted to go.
        next: String,
    },
    /// Nobody entered.
    Refused(Refusal),
}

/// Why nobody entered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// The question is not of this browser, has served, or is too old.
    Stale,
    /// They gave up at the provider, or it refused them.
    Cancelled,
    /// The provider does not answer.
    Unreachable,
    /// What it answered does not hold.
    Unproven,
    /// It gives no address, or says that it did not verify it.
    Unverified,
    /// Nobody here has this address.
    Unknown,
    /// The account of this address is somebody else's at the provider.
    OtherIdentity,
    /// The SIRET is of no organisation of the account.
    OtherOrganisation,
    /// The SIRET cannot be compared, and it must.
    UnknownOrganisation,
}

impl Refusal {
    /// Its stable name.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Stale => "stale",
            Self::Cancelled => "cancelled",
            Self::Unreachable => "unreachable",
            Self::Unproven => "unproven",
            Self::Unverified => "unverified",
            Self::Unknown => "unknown",
            Self::OtherIdentity => "other-identity",
            Self::OtherOrganisation => "other-organisation",
            Self::UnknownOrganisation => "unknown-organisation",
        }
    }
}
