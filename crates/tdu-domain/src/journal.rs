//! The acts of the journal: a closed list, told one line each.

mod act;
mod payload;

pub use self::act::ActCode;
pub use self::payload::{Change, Payload};
use crate::person::coded;

coded! {
    /// How a contact took place.
    ContactMeans {
        /// Face to face.
        Meeting = "meeting",
        /// By telephone.
        Phone = "phone",
        /// In writing: message, e-mail, letter.
        Message = "message",
        /// Tried, without an answer.
        NoAnswer = "no_answer",
    }
}
