//! How far someone is still seen, once they objected or nothing was heard of them for years.

use super::{Bond, Right};
use crate::person::coded;

coded! {
    /// A limit to who sees someone, the least first.
    Limit {
        /// They objected to being shared: only who holds a file of their own sees them.
        Sharing = "sharing",
        /// They objected to all that the law does not impose: nobody looks for a company for them nor
        /// takes them away in a list, either.
        Everything = "everything",
        /// Nothing was heard of them for years: only who answers for personal data sees them, and who
        /// opens the archive with a reason.
        Archived = "archived",
    }
}

impl Limit {
    /// Whether a bond still opens anything. An emergency does not: who holds a file is to be called.
    #[must_use]
    pub fn leaves(self, bond: Bond) -> bool {
        bond == Bond::Enrolment
    }

    /// Whether a right may still be used by who holds a file.
    #[must_use]
    pub fn allows(self, right: Right) -> bool {
        match self {
            Self::Sharing => true,
            Self::Everything => !matches!(
                right,
                Right::SeeCards | Right::SearchCompanies | Right::ExportPeople
            ),
            Self::Archived => matches!(
                right,
                Right::HandleRequests | Right::ReadJournal | Right::OpenArchive
            ),
        }
    }

    /// Whether strangers are told that somebody is there.
    #[must_use]
    pub fn may_be_met(self) -> bool {
        match self {
            Self::Sharing | Self::Everything => false,
            Self::Archived => true,
        }
    }
}
