//! What an act is: its code.

use crate::person::coded;

coded! {
    /// What happened.
    ActCode {
        /// A source spoke of the person for the first time.
        SourceReceived = "source_received",
        /// A source changed what it says.
        SourceChanged = "source_changed",
        /// Staff recorded a contact.
        ContactRecorded = "contact_recorded",
        /// Staff completed or corrected details.
        DetailsCompleted = "details_completed",
        /// Staff recorded the outcome of the diploma.
        DiplomaRecorded = "diploma_recorded",
        /// Staff handed the person over to a colleague.
        PersonHandedOver = "person_handed_over",
        /// Staff put a warning off.
        SignalPostponed = "signal_postponed",
        /// Staff took an act back.
        ActUndone = "act_undone",
        /// Two people were found to be one.
        PeopleMerged = "people_merged",
        /// Two people who looked alike were found to be two.
        PeopleToldApart = "people_told_apart",
        /// Records that were of someone else were given to another person.
        RecordsSplit = "records_split",
        /// Another Mission Locale than before speaks of the person.
        MissionLocaleChanged = "mission_locale_changed",
        /// An organisation asked to see the person.
        AccessAsked = "access_asked",
        /// One that accompanies them accepted.
        AccessAccepted = "access_accepted",
        /// One that accompanies them refused.
        AccessRefused = "access_refused",
        /// One that accompanies them withdrew an accepted access before its end.
        AccessWithdrawn = "access_withdrawn",
        /// Someone opened the file in an emergency.
        EmergencyOpened = "emergency_opened",
        /// Everything told of the person was erased.
        PersonErased = "person_erased",
        /// Everything kept of the person was gathered, for them to read.
        ArchiveMade = "archive_made",
        /// Somebody told the person what is kept of them and why.
        InformationGiven = "information_given",
        /// The person objected.
        ObjectionRecorded = "objection_recorded",
        /// The data protection officer accepted the objection.
        ObjectionAccepted = "objection_accepted",
        /// The data protection officer refused the objection.
        ObjectionRefused = "objection_refused",
        /// A task was asked for.
        TaskAsked = "task_asked",
        /// A task was done.
        TaskDone = "task_done",
        /// A task is no longer needed.
        TaskDropped = "task_dropped",
        /// A task closed too early is to do again.
        TaskReopened = "task_reopened",
        /// Somebody took a task.
        TaskTaken = "task_taken",
        /// Somebody gave a task back.
        TaskGivenBack = "task_given_back",
        /// Nothing was heard of the person for years: their file went to the restricted archive.
        PersonArchived = "person_archived",
        /// The person came back from the restricted archive.
        PersonReturned = "person_returned",
        /// Somebody opened the person's file in the restricted archive.
        ArchiveOpened = "archive_opened",
        /// Staff took the person in charge.
        PersonTaken = "person_taken",
        /// An organisation referred the person to another.
        ReferralSent = "referral_sent",
        /// The other one read the referral.
        ReferralAcknowledged = "referral_acknowledged",
        /// It studies it.
        ReferralStudied = "referral_studied",
        /// It accepted.
        ReferralAccepted = "referral_accepted",
        /// It put the person on its waiting list.
        ReferralListed = "referral_listed",
        /// It refused.
        ReferralRefused = "referral_refused",
        /// The first one took the referral back.
        ReferralWithdrawn = "referral_withdrawn",
        /// The first one kept it beside another that was accepted.
        ReferralKept = "referral_kept",
        /// It ended by itself.
        ReferralExpired = "referral_expired",
        /// Somebody wrote in the thread of the two staffs.
        MessageWritten = "message_written",
        /// Its author took a message back.
        MessageRemoved = "message_removed",
        /// An obstacle was told.
        ObstacleOpened = "obstacle_opened",
        /// An obstacle ended.
        ObstacleEnded = "obstacle_ended",
        /// An appointment was made.
        AppointmentMade = "appointment_made",
        /// An appointment was moved.
        AppointmentMoved = "appointment_moved",
        /// An appointment took place.
        AppointmentKept = "appointment_kept",
        /// The young person did not come.
        AppointmentMissed = "appointment_missed",
        /// An appointment was cancelled.
        AppointmentCancelled = "appointment_cancelled",
        /// A rupture was declared.
        RuptureDeclared = "rupture_declared",
        /// A declaration made in error was withdrawn.
        RuptureWithdrawn = "rupture_withdrawn",
        /// The two networks planned what follows a rupture.
        RupturePlanned = "rupture_planned",
        /// That plan ended.
        RuptureClosed = "rupture_closed",
        /// Staff called the young person after a rupture.
        CallAttempted = "call_attempted",
        /// CFA staff noticed something about a contract.
        SignNoticed = "sign_noticed",
        /// The employer or the young person said how the contract goes.
        ViewRecorded = "view_recorded",
        /// The Mission Locale read an alert.
        AlertTaken = "alert_taken",
        /// The two networks planned what to do about an alert.
        AlertPlanned = "alert_planned",
        /// An alert ended.
        AlertClosed = "alert_closed",
        /// The outcome of the exam was recorded.
        ExamRecorded = "exam_recorded",
        /// The situation after the training was told.
        SituationTold = "situation_told",
        /// A link that asks the young person was made.
        SituationLinkMade = "situation_link_made",
        /// It was revoked.
        SituationLinkRevoked = "situation_link_revoked",
        /// The road to the contract was opened.
        RoadOpened = "road_opened",
        /// The positioning took place.
        RoadPositioned = "road_positioned",
        /// The CFA admitted the person, provided that they sign a contract.
        RoadAdmitted = "road_admitted",
        /// They begin at the CFA without a contract.
        RoadEntered = "road_entered",
        /// The contract is signed.
        ContractSigned = "contract_signed",
        /// It is filed with the skills operator.
        ContractFiled = "contract_filed",
        /// The skills operator refuses it.
        ContractRefused = "contract_refused",
        /// The skills operator accepts it.
        ContractValidated = "contract_validated",
        /// The road was given up.
        RoadClosed = "road_closed",
        /// A step of the road was given to somebody, or dated.
        RoadStepGiven = "road_step_given",
        /// Pieces were asked for.
        PiecesAsked = "pieces_asked",
        /// A piece came.
        PieceReceived = "piece_received",
        /// A piece is not needed after all.
        PieceWaived = "piece_waived",
        /// Whoever must bring a piece was reminded.
        PieceReminded = "piece_reminded",
        /// A piece is awaited again.
        PieceReopened = "piece_reopened",
        /// A company is looked at.
        TargetAdded = "target_added",
        /// A company is given up.
        TargetDropped = "target_dropped",
        /// The person applied to a company.
        ApplicationSent = "application_sent",
        /// The company answered.
        ApplicationAnswered = "application_answered",
        /// Staff visited a company.
        CompanyVisited = "company_visited",
        /// A file was attached.
        FileAttached = "file_attached",
        /// An attached file was taken away.
        FileRemoved = "file_removed",
    }
}

impl ActCode {
    /// Whether it is the business of two organisations, and of no other that accompanies the person.
    #[must_use]
    pub fn is_between_two(self) -> bool {
        matches!(
            self,
            Self::ReferralSent
                | Self::ReferralAcknowledged
                | Self::ReferralStudied
                | Self::ReferralAccepted
                | Self::ReferralListed
                | Self::ReferralRefused
                | Self::ReferralWithdrawn
                | Self::ReferralKept
                | Self::ReferralExpired
        )
    }
}
