//! What an act says beyond its code.

use jiff::civil::{Date, DateTime};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::access::EmergencyReason;
use crate::after::AfterSituation;
use crate::codes::RomeCode;
use crate::exam::ExamOutcome;
use crate::facts::Field;
use crate::organisation::{Network, SourceSystem};
use crate::privacy::{InformationMeans, ObjectionReason, Stops};
use crate::referral::{Standing, Transition};
use crate::road::file::AttachedKind;
use crate::road::piece::{PieceKind, PieceMove, PieceStanding};
use crate::road::search::{Answered, Channel, VisitOutcome};
use crate::road::{RoadEvent, RoadStep, Told as RoadTold};
use crate::rupture::{CallOutcome, RuptureCause, RuptureGoal, RuptureMode, RuptureOutcome};
use crate::signal::SignalCode;
use crate::together::appointment::AppointmentStep;
use crate::together::obstacle::{ObstacleKind, ObstacleOutcome};
use crate::together::task::{Standing as TaskStanding, TaskKind, TaskStep};
use crate::watch::{AlertGoal, AlertOutcome, Party, Sign, View, ViewMoment};

use super::{ActCode, ContactMeans};

/// What became of a field: the field, its text before, its text after.
pub type Change = (Field, Option<String>, Option<String>);

/// What an act says beyond its code. Kept apart from the journal's line, which holds its digest,
/// so that erasing a person leaves the line whole.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "act", rename_all = "snake_case")]
pub enum Payload {
    /// First word of a source.
    SourceReceived {
        /// The system.
        system: SourceSystem,
    },
    /// What a source changed: field, text before, text after.
    SourceChanged {
        /// The system.
        system: SourceSystem,
        /// Field, before, after.
        changes: Vec<Change>,
    },
    /// A contact.
    ContactRecorded {
        /// Its means.
        means: ContactMeans,
    },
    /// Details completed by staff.
    DetailsCompleted {
        /// Field, before, after.
        changes: Vec<Change>,
    },
    /// The diploma's outcome.
    DiplomaRecorded {
        /// Field, before, after.
        changes: Vec<Change>,
    },
    /// The person handed over to a colleague.
    PersonHandedOver {
        /// Field, before, after.
        changes: Vec<Change>,
    },
    /// A warning put off.
    SignalPostponed {
        /// Which.
        signal: SignalCode,
        /// Until when it stays silent.
        until: Date,
    },
    /// An act taken back.
    ActUndone {
        /// The journal line of that act.
        line: Uuid,
    },
    /// Two people made one: what moved, so that it can move back.
    PeopleMerged {
        /// The person who was absorbed.
        absorbed: Uuid,
        /// Their records.
        records: Vec<Uuid>,
        /// What staff recorded about them: contacts, and all else that goes with a person.
        #[serde(alias = "contacts")]
        acts: Vec<Uuid>,
        /// Their warnings put off: by whom, which, until when.
        postponed: Vec<(Uuid, SignalCode, Date)>,
        /// Those of them that the other person had not put off already.
        postponed_here: Vec<(Uuid, SignalCode, Date)>,
        /// The doubt that was decided.
        doubt: Option<Uuid>,
    },
    /// Two people found to be two.
    PeopleToldApart {
        /// The other person.
        other: Uuid,
        /// The doubt that was decided.
        doubt: Uuid,
    },
    /// Records given to another person.
    RecordsSplit {
        /// That person.
        into: Uuid,
        /// The records.
        records: Vec<Uuid>,
        /// The decision that keeps the two apart.
        doubt: Uuid,
    },
    /// Another Mission Locale speaks of the person.
    MissionLocaleChanged {
        /// The one that spoke before.
        from: Uuid,
    },
    /// A request to see the person.
    AccessAsked {
        /// Why.
        reason: String,
    },
    /// A request accepted.
    AccessAccepted {
        /// The organisation that asked.
        organisation: Uuid,
        /// The last day of the access.
        until: Date,
    },
    /// A request refused.
    AccessRefused {
        /// The organisation that asked.
        organisation: Uuid,
        /// Why not.
        word: String,
    },
    /// An accepted access withdrawn before its end.
    AccessWithdrawn {
        /// The organisation that had it.
        organisation: Uuid,
    },
    /// The file opened in an emergency.
    EmergencyOpened {
        /// Why.
        reason: EmergencyReason,
        /// In words.
        words: String,
        /// For how many hours.
        hours: i64,
    },
    /// Everything told of the person erased.
    PersonErased {
        /// Why, in the words of who decided.
        reason: String,
        /// Every key under which the person was known.
        keys: Vec<Uuid>,
    },
    /// Everything kept of the person gathered, for them to read.
    ArchiveMade,
    /// The person told what is kept of them and why.
    InformationGiven {
        /// How.
        means: InformationMeans,
    },
    /// An objection of the person.
    ObjectionRecorded {
        /// What it stops.
        stops: Stops,
        /// Why.
        reason: ObjectionReason,
    },
    /// An objection accepted.
    ObjectionAccepted {
        /// The line that recorded it.
        objection: Uuid,
    },
    /// An objection refused.
    ObjectionRefused {
        /// The line that recorded it.
        objection: Uuid,
        /// Why.
        word: String,
    },
    /// A task asked for.
    TaskAsked {
        /// The task.
        task: Uuid,
        /// What is to be done.
        kind: Option<TaskKind>,
        /// In words.
        words: String,
        /// The organisation that must do it.
        owner: Uuid,
        /// The day by which.
        due: Date,
    },
    /// A task that moved.
    TaskMoved {
        /// The task.
        task: Uuid,
        /// What is to be done.
        kind: Option<TaskKind>,
        /// In words.
        words: String,
        /// How it moved.
        step: TaskStep,
        /// Where it stood before.
        before: TaskStanding,
    },
    /// The file put in the restricted archive.
    PersonArchived {
        /// The last day on which something was heard.
        last_news: Date,
    },
    /// The person back from the restricted archive.
    PersonReturned {
        /// Why, in the words of who brought them back; nothing when news came of themselves.
        reason: Option<String>,
    },
    /// The file opened in the restricted archive.
    ArchiveOpened {
        /// Why.
        reason: String,
    },
    /// The person taken in charge.
    PersonTaken {
        /// What binds them, when it is new.
        made: Option<Uuid>,
        /// What bound colleagues, and ended.
        ended: Vec<Uuid>,
        /// Who takes them, when that is not who did the act.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        colleague: Option<String>,
    },
    /// A move of a referral.
    ReferralMoved {
        /// The referral.
        referral: Uuid,
        /// The organisation that sent it.
        sender: Uuid,
        /// The one that received it.
        receiver: Uuid,
        /// The move.
        transition: Transition,
        /// Where it stood before.
        before: Standing,
        /// Where it stands now.
        after: Standing,
        /// The trades it is about.
        trades: Vec<RomeCode>,
    },
    /// A message written: what it says is kept with it alone.
    MessageWritten {
        /// The message.
        message: Uuid,
    },
    /// A message taken back.
    MessageRemoved {
        /// The message.
        message: Uuid,
    },
    /// An obstacle told.
    ObstacleOpened {
        /// The obstacle.
        obstacle: Uuid,
        /// What it is.
        kind: ObstacleKind,
    },
    /// An obstacle ended.
    ObstacleEnded {
        /// The obstacle.
        obstacle: Uuid,
        /// What it was.
        kind: ObstacleKind,
        /// How it ended.
        outcome: ObstacleOutcome,
    },
    /// An appointment made.
    AppointmentMade {
        /// The appointment.
        appointment: Uuid,
        /// When it starts, on the territory's clock.
        starts: DateTime,
    },
    /// An appointment moved.
    AppointmentMoved {
        /// The appointment.
        appointment: Uuid,
        /// When it started and ended before.
        before: (DateTime, DateTime),
        /// When it starts now.
        starts: DateTime,
    },
    /// What became of an appointment.
    AppointmentTold {
        /// The appointment.
        appointment: Uuid,
        /// When it started.
        starts: DateTime,
        /// What.
        step: AppointmentStep,
    },
    /// A rupture declared.
    RuptureDeclared {
        /// Its row.
        rupture: Uuid,
        /// First day of the contract.
        contract_start: Date,
        /// First day no longer worked.
        on: Date,
        /// How.
        mode: RuptureMode,
        /// Why.
        cause: RuptureCause,
        /// The request from which the law counts.
        asked_on: Option<Date>,
    },
    /// A declaration withdrawn.
    RuptureWithdrawn {
        /// Its row.
        rupture: Uuid,
    },
    /// A plan after a rupture.
    RupturePlanned {
        /// Its row.
        rupture: Uuid,
        /// What is aimed at.
        goal: RuptureGoal,
        /// Which network calls.
        caller: Network,
        /// By when.
        call_on: Date,
        /// The plan that it replaces.
        #[serde(default)]
        before: Option<(RuptureGoal, Network, Date)>,
    },
    /// The end of that plan.
    RuptureClosed {
        /// Its row.
        rupture: Uuid,
        /// How it ended.
        outcome: RuptureOutcome,
    },
    /// A call after a rupture.
    CallAttempted {
        /// The rupture.
        rupture: Uuid,
        /// What came of it.
        outcome: CallOutcome,
    },
    /// Something noticed about a contract.
    SignNoticed {
        /// What.
        sign: Sign,
        /// The alert it opened, if it did.
        alert: Option<Uuid>,
    },
    /// How a contract goes, as one party says.
    ViewRecorded {
        /// When it was asked.
        moment: ViewMoment,
        /// Who says.
        party: Party,
        /// What they answered.
        view: View,
        /// The alert it opened, if it did.
        alert: Option<Uuid>,
    },
    /// An alert read by the Mission Locale.
    AlertTaken {
        /// Its row.
        alert: Uuid,
    },
    /// A plan about an alert.
    AlertPlanned {
        /// Its row.
        alert: Uuid,
        /// What is done.
        goal: AlertGoal,
        /// By which network.
        owner: Network,
        /// By when.
        due: Date,
        /// The plan that it replaces.
        #[serde(default)]
        before: Option<(AlertGoal, Network, Date)>,
        /// Whether planning told that the Mission Locale had read the alert.
        #[serde(default)]
        read: bool,
    },
    /// The end of an alert.
    AlertClosed {
        /// Its row.
        alert: Uuid,
        /// How it ended.
        outcome: AlertOutcome,
    },
    /// The outcome of the exam, and what it says of the diploma.
    ExamRecorded {
        /// Its row.
        exam: Uuid,
        /// The outcome.
        outcome: ExamOutcome,
        /// What changed of the diploma.
        changes: Vec<Change>,
    },
    /// What became of someone after the training.
    SituationTold {
        /// Months after the end of the training.
        months: u8,
        /// What they do.
        situation: AfterSituation,
        /// Whether they said it themself.
        by_youth: bool,
    },
    /// A link that asks the young person.
    SituationLinkMade {
        /// Months after the end of the training.
        months: u8,
        /// The last day it can be used.
        until: Date,
    },
    /// A link revoked.
    SituationLinkRevoked {
        /// Months after the end of the training.
        months: u8,
    },
    /// The road to the contract opened.
    RoadOpened {
        /// The road.
        road: Uuid,
        /// The accepted referral that opened it.
        referral: Option<Uuid>,
    },
    /// Something told of the road.
    RoadTold {
        /// The road.
        road: Uuid,
        /// What.
        told: RoadTold,
    },
    /// A step of the road given to somebody, or dated.
    RoadStepGiven {
        /// The step.
        step: RoadStep,
        /// The organisation that takes care of it.
        organisation: Uuid,
        /// The colleague.
        colleague: Option<String>,
        /// The day by which.
        due: Option<Date>,
    },
    /// Pieces asked for.
    PiecesAsked {
        /// The pieces.
        pieces: Vec<(Uuid, PieceKind)>,
        /// The day by which.
        due: Date,
    },
    /// A piece that moved.
    PieceMoved {
        /// The piece.
        piece: Uuid,
        /// What it is.
        kind: PieceKind,
        /// How it moved.
        step: PieceMove,
        /// Where it stood before.
        before: PieceStanding,
    },
    /// A company that is looked at.
    TargetAdded {
        /// Its key.
        target: Uuid,
        /// Its name.
        name: String,
        /// The application that was told with it.
        application: Option<Uuid>,
    },
    /// A company given up.
    TargetDropped {
        /// Its key.
        target: Uuid,
        /// Its name.
        name: String,
    },
    /// An application.
    ApplicationSent {
        /// Its key.
        application: Uuid,
        /// The name of the company.
        name: String,
        /// How.
        channel: Channel,
    },
    /// An answer to an application.
    ApplicationAnswered {
        /// The application.
        application: Uuid,
        /// The name of the company.
        name: String,
        /// What it answers.
        answered: Answered,
    },
    /// A visit to a company.
    CompanyVisited {
        /// The name of the company.
        name: String,
        /// What came of it.
        outcome: VisitOutcome,
    },
    /// A file attached.
    FileAttached {
        /// Its key.
        file: Uuid,
        /// What it is for.
        kind: AttachedKind,
    },
    /// An attached file taken away.
    FileRemoved {
        /// What it was for.
        kind: AttachedKind,
    },
}

impl Payload {
    /// The act it tells.
    #[must_use]
    pub fn code(&self) -> ActCode {
        match self {
            Self::SourceReceived { .. } => ActCode::SourceReceived,
            Self::SourceChanged { .. } => ActCode::SourceChanged,
            Self::ContactRecorded { .. } => ActCode::ContactRecorded,
            Self::DetailsCompleted { .. } => ActCode::DetailsCompleted,
            Self::DiplomaRecorded { .. } => ActCode::DiplomaRecorded,
            Self::PersonHandedOver { .. } => ActCode::PersonHandedOver,
            Self::SignalPostponed { .. } => ActCode::SignalPostponed,
            Self::ActUndone { .. } => ActCode::ActUndone,
            Self::PeopleMerged { .. } => ActCode::PeopleMerged,
            Self::PeopleToldApart { .. } => ActCode::PeopleToldApart,
            Self::RecordsSplit { .. } => ActCode::RecordsSplit,
            Self::MissionLocaleChanged { .. } => ActCode::MissionLocaleChanged,
            Self::AccessAsked { .. } => ActCode::AccessAsked,
            Self::AccessAccepted { .. } => ActCode::AccessAccepted,
            Self::AccessRefused { .. } => ActCode::AccessRefused,
            Self::AccessWithdrawn { .. } => ActCode::AccessWithdrawn,
            Self::EmergencyOpened { .. } => ActCode::EmergencyOpened,
            Self::PersonErased { .. } => ActCode::PersonErased,
            Self::ArchiveMade => ActCode::ArchiveMade,
            Self::InformationGiven { .. } => ActCode::InformationGiven,
            Self::ObjectionRecorded { .. } => ActCode::ObjectionRecorded,
            Self::ObjectionAccepted { .. } => ActCode::ObjectionAccepted,
            Self::ObjectionRefused { .. } => ActCode::ObjectionRefused,
            Self::TaskAsked { .. } => ActCode::TaskAsked,
            Self::TaskMoved { step, .. } => match step {
                TaskStep::Done => ActCode::TaskDone,
                TaskStep::Dropped => ActCode::TaskDropped,
                TaskStep::Reopened => ActCode::TaskReopened,
                TaskStep::Taken => ActCode::TaskTaken,
                TaskStep::GivenBack => ActCode::TaskGivenBack,
            },
            Self::PersonArchived { .. } => ActCode::PersonArchived,
            Self::PersonReturned { .. } => ActCode::PersonReturned,
            Self::ArchiveOpened { .. } => ActCode::ArchiveOpened,
            Self::PersonTaken { .. } => ActCode::PersonTaken,
            Self::ReferralMoved { transition, .. } => match transition {
                Transition::Send => ActCode::ReferralSent,
                Transition::Acknowledge => ActCode::ReferralAcknowledged,
                Transition::Study => ActCode::ReferralStudied,
                Transition::Accept => ActCode::ReferralAccepted,
                Transition::PutOnList => ActCode::ReferralListed,
                Transition::Refuse => ActCode::ReferralRefused,
                Transition::Withdraw => ActCode::ReferralWithdrawn,
                Transition::Keep => ActCode::ReferralKept,
                Transition::Expire => ActCode::ReferralExpired,
            },
            Self::MessageWritten { .. } => ActCode::MessageWritten,
            Self::MessageRemoved { .. } => ActCode::MessageRemoved,
            Self::ObstacleOpened { .. } => ActCode::ObstacleOpened,
            Self::ObstacleEnded { .. } => ActCode::ObstacleEnded,
            Self::AppointmentMade { .. } => ActCode::AppointmentMade,
            Self::AppointmentMoved { .. } => ActCode::AppointmentMoved,
            Self::AppointmentTold { step, .. } => match step {
                AppointmentStep::Kept => ActCode::AppointmentKept,
                AppointmentStep::Missed => ActCode::AppointmentMissed,
                AppointmentStep::Cancelled => ActCode::AppointmentCancelled,
            },
            Self::RuptureDeclared { .. } => ActCode::RuptureDeclared,
            Self::RuptureWithdrawn { .. } => ActCode::RuptureWithdrawn,
            Self::RupturePlanned { .. } => ActCode::RupturePlanned,
            Self::RuptureClosed { .. } => ActCode::RuptureClosed,
            Self::CallAttempted { .. } => ActCode::CallAttempted,
            Self::SignNoticed { .. } => ActCode::SignNoticed,
            Self::ViewRecorded { .. } => ActCode::ViewRecorded,
            Self::AlertTaken { .. } => ActCode::AlertTaken,
            Self::AlertPlanned { .. } => ActCode::AlertPlanned,
            Self::AlertClosed { .. } => ActCode::AlertClosed,
            Self::ExamRecorded { .. } => ActCode::ExamRecorded,
            Self::SituationTold { .. } => ActCode::SituationTold,
            Self::SituationLinkMade { .. } => ActCode::SituationLinkMade,
            Self::SituationLinkRevoked { .. } => ActCode::SituationLinkRevoked,
            Self::RoadOpened { .. } => ActCode::RoadOpened,
            Self::RoadTold { told, .. } => match told.event {
                RoadEvent::Positioned => ActCode::RoadPositioned,
                RoadEvent::Admitted => ActCode::RoadAdmitted,
                RoadEvent::Entered => ActCode::RoadEntered,
                RoadEvent::Signed => ActCode::ContractSigned,
                RoadEvent::Filed => ActCode::ContractFiled,
                RoadEvent::Refused => ActCode::ContractRefused,
                RoadEvent::Validated => ActCode::ContractValidated,
                RoadEvent::Closed => ActCode::RoadClosed,
            },
            Self::RoadStepGiven { .. } => ActCode::RoadStepGiven,
            Self::PiecesAsked { .. } => ActCode::PiecesAsked,
            Self::PieceMoved { step, .. } => match step {
                PieceMove::Received => ActCode::PieceReceived,
                PieceMove::Waived => ActCode::PieceWaived,
                PieceMove::Reminded => ActCode::PieceReminded,
                PieceMove::Reopened => ActCode::PieceReopened,
            },
            Self::TargetAdded { .. } => ActCode::TargetAdded,
            Self::TargetDropped { .. } => ActCode::TargetDropped,
            Self::ApplicationSent { .. } => ActCode::ApplicationSent,
            Self::ApplicationAnswered { .. } => ActCode::ApplicationAnswered,
            Self::CompanyVisited { .. } => ActCode::CompanyVisited,
            Self::FileAttached { .. } => ActCode::FileAttached,
            Self::FileRemoved { .. } => ActCode::FileRemoved,
        }
    }

    /// The key of the rupture or of the alert that this act moved.
    #[must_use]
    pub fn of_contract(&self) -> Option<Uuid> {
        match self {
            Self::RuptureDeclared { rupture, .. }
            | Self::RuptureWithdrawn { rupture }
            | Self::RupturePlanned { rupture, .. }
            | Self::RuptureClosed { rupture, .. }
            | Self::CallAttempted { rupture, .. } => Some(*rupture),
            Self::AlertTaken { alert }
            | Self::AlertPlanned { alert, .. }
            | Self::AlertClosed { alert, .. } => Some(*alert),
            _ => None,
        }
    }

    /// The key of what the two staffs share and this act made or moved: a task, a message, an obstacle, an
    /// appointment.
    #[must_use]
    pub fn shared(&self) -> Option<Uuid> {
        match self {
            Self::TaskAsked { task, .. } | Self::TaskMoved { task, .. } => Some(*task),
            Self::MessageWritten { message } | Self::MessageRemoved { message } => Some(*message),
            Self::ObstacleOpened { obstacle, .. } | Self::ObstacleEnded { obstacle, .. } => {
                Some(*obstacle)
            }
            Self::AppointmentMade { appointment, .. }
            | Self::AppointmentMoved { appointment, .. }
            | Self::AppointmentTold { appointment, .. } => Some(*appointment),
            _ => None,
        }
    }
}
