//! Notices: what colleagues and the other network did about someone, told to who follows them.

use crate::journal::ActCode;
use crate::person::coded;

coded! {
    /// What a notice is about.
    NoticeKind {
        /// A contact.
        Contact = "contact",
        /// A step of the pathway: diploma, who accompanies, what comes after.
        Pathway = "pathway",
        /// A referral, and its answer.
        Referral = "referral",
        /// A contract: the road to it, signs, alerts, rupture and what follows it.
        Contract = "contract",
        /// What both staffs do together: tasks, appointments, obstacles.
        Together = "together",
        /// A message of the thread.
        Message = "message",
        /// The file: details, who is who, an act taken back.
        File = "file",
        /// Accesses asked for, accepted, refused, or taken in an emergency.
        Access = "access",
        /// The person's rights: what they were told, what they object to, the restricted archive.
        Rights = "rights",
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
            | ActCode::AccessWithdrawn
            | ActCode::EmergencyOpened => Some(Self::Access),
            ActCode::DetailsCompleted
            | ActCode::ActUndone
            | ActCode::PeopleMerged
            | ActCode::PeopleToldApart
            | ActCode::RecordsSplit => Some(Self::File),
            ActCode::ReferralSent
            | ActCode::ReferralAcknowledged
            | ActCode::ReferralStudied
            | ActCode::ReferralAccepted
            | ActCode::ReferralListed
            | ActCode::ReferralRefused
            | ActCode::ReferralWithdrawn
            | ActCode::ReferralKept
            | ActCode::ReferralExpired => Some(Self::Referral),
            ActCode::RuptureDeclared
            | ActCode::RuptureWithdrawn
            | ActCode::RupturePlanned
            | ActCode::RuptureClosed
            | ActCode::CallAttempted
            | ActCode::SignNoticed
            | ActCode::ViewRecorded
            | ActCode::AlertTaken
            | ActCode::AlertPlanned
            | ActCode::AlertClosed
            | ActCode::RoadOpened
            | ActCode::RoadPositioned
            | ActCode::RoadAdmitted
            | ActCode::RoadEntered
            | ActCode::ContractSigned
            | ActCode::ContractFiled
            | ActCode::ContractRefused
            | ActCode::ContractValidated
            | ActCode::RoadClosed
            | ActCode::RoadStepGiven
            | ActCode::PiecesAsked
            | ActCode::PieceReceived
            | ActCode::PieceWaived
            | ActCode::PieceReminded
            | ActCode::PieceReopened
            | ActCode::TargetAdded
            | ActCode::TargetDropped
            | ActCode::ApplicationSent
            | ActCode::ApplicationAnswered
            | ActCode::CompanyVisited
            | ActCode::FileAttached
            | ActCode::FileRemoved => Some(Self::Contract),
            ActCode::TaskAsked
            | ActCode::TaskDone
            | ActCode::TaskDropped
            | ActCode::TaskReopened
            | ActCode::TaskTaken
            | ActCode::TaskGivenBack
            | ActCode::ObstacleOpened
            | ActCode::ObstacleEnded
            | ActCode::AppointmentMade
            | ActCode::AppointmentMoved
            | ActCode::AppointmentKept
            | ActCode::AppointmentMissed
            | ActCode::AppointmentCancelled => Some(Self::Together),
            ActCode::MessageWritten | ActCode::MessageRemoved => Some(Self::Message),
            ActCode::InformationGiven
            | ActCode::ObjectionRecorded
            | ActCode::ObjectionAccepted
            | ActCode::ObjectionRefused
            | ActCode::PersonArchived
            | ActCode::PersonReturned
            | ActCode::ArchiveOpened => Some(Self::Rights),
            _ => Some(Self::Pathway),
        }
    }
}
