//! Notices: what colleagues and the other network did about someone, told to who follows them.

use crate::journal::ActCode;
use crate::person::coded;

coded! {
    /// What a notice is about.
    NoticeKind {
        /// A contact.
        Contact = "contact",
        /// A step of the pathway: orientation, contract, rupture, diploma, who accompanies.
        Pathway = "pathway",
        /// The file: details, who is who, an act taken back.
        File = "file",
        /// Accesses asked for, accepted, refused, or taken in an emergency.
        Access = "access",
    }
}

coded! {
    /// When notices of a kind are sent by e-mail. Pages show them at once whatever it is.
    Frequency {
        /// At once, a few minutes' notices together.
        Immediate = "immediate",
        /// Once a day, in the morning.
        Daily = "daily",
        /// Never.
        Never = "never",
    }
}

/// What is sent to who chose nothing.
pub const USUAL_FREQUENCY: Frequency = Frequency::Daily;

impl NoticeKind {
    /// What a notice of an act is about; none for what is told to nobody.
    #[must_use]
    pub fn of(act: ActCode) -> Option<Self> {
        match act {
            ActCode::SourceReceived
            | ActCode::SourceChanged
            | ActCode::SignalPostponed
            | ActCode::PersonErased
            | ActCode::ArchiveMade => None,
            ActCode::ContactRecorded => Some(Self::Contact),
            ActCode::AccessAsked
            | ActCode::AccessAccepted
            | ActCode::AccessRefused
            | ActCode::EmergencyOpened => Some(Self::Access),
            ActCode::DetailsCompleted
            | ActCode::ActUndone
            | ActCode::PeopleMerged
            | ActCode::PeopleToldApart
            | ActCode::RecordsSplit => Some(Self::File),
            _ => Some(Self::Pathway),
        }
    }
}
