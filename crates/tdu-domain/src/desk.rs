//! What a desk lists beside warnings: what was asked of the other network and waits for a word.

use crate::person::coded;

coded! {
    /// What one organisation asked another.
    Asked {
        /// A referral that waits for an answer.
        Referral = "referral",
        /// A task that is not done.
        Task = "task",
        /// A message that nobody of the other organisation answered.
        Message = "message",
    }
}
