//! Asking to see someone, and opening a file in an emergency.

use crate::person::coded;

coded! {
    /// What became of a request to see someone.
    RequestState {
        /// Nobody answered yet.
        Open = "open",
        /// Accepted, until a day.
        Accepted = "accepted",
        /// Refused.
        Refused = "refused",
        /// Accepted, then withdrawn before its end.
        Withdrawn = "withdrawn",
    }
}

coded! {
    /// Why a file is opened in an emergency.
    EmergencyReason {
        /// Someone may be in danger.
        Danger = "danger",
        /// A legal deadline falls before an answer can come.
        Deadline = "deadline",
        /// Nobody who accompanies can be reached.
        NobodyReached = "nobody_reached",
        /// Another reason, told in words.
        Other = "other",
    }
}

/// Hours for which a file can be opened in an emergency, at most.
pub const EMERGENCY_HOURS: i64 = 24;
/// Days for which an access can be accepted, at most.
pub const LONGEST_ACCESS: i32 = 366;
