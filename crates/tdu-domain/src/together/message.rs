//! The thread of the two staffs about a person: who is told of a message, who takes one back.

use crate::merge::Millis;
use crate::person::coded;

/// Minutes during which its author takes a message back.
pub const REMOVABLE_MINUTES: i64 = 30;

coded! {
    /// Why an account is told of a message.
    Notice {
        /// Its author names it.
        Mention = "mention",
        /// It wrote in the thread before.
        Thread = "thread",
        /// It follows the person by name.
        Follower = "follower",
        /// Nobody of its organisation is known to follow the person: everyone there is told, until one
        /// of them answers.
        Team = "team",
    }
}

/// Whether a message can still be taken back by its author.
#[must_use]
pub fn is_removable(written_at: Millis, now: Millis) -> bool {
    now - written_at <= REMOVABLE_MINUTES * 60_000
}
