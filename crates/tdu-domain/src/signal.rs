//! Warnings: each says why, since when, until when, how serious, who acts and how.
//!
//! They are computed from facts and a day, never stored by hand: when the facts change, they go.

mod in_contract;

use jiff::civil::Date;

use crate::calendar::{age_on, birthday, days_between, nth_working_day, plus_days, plus_months};
use crate::organisation::Network;
use crate::pathway::{MONTHS_AFTER_RUPTURE, PathwayFacts, Stage, Training};
use crate::person::coded;
use crate::watch::ViewMoment;

/// Days in the CFA without contract from which the three-month limit is announced, and then pressed.
pub const SEARCH_THRESHOLDS: [i32; 3] = [60, 75, 85];
/// Days in the company after which a contract no longer breaks freely (Code du travail, L6222-18).
pub const FREE_RUPTURE_DAYS: u32 = 45;
/// Days without contact before a warning, in a Contrat d'engagement jeune.
pub const CONTACT_DAYS_IN_CEJ: i32 = 30;
/// Days without contact before a warning, otherwise.
pub const CONTACT_DAYS: i32 = 90;
/// Days a declared rupture stays at the top of the desk.
const RUPTURE_NEWS_DAYS: i32 = 45;
/// Days after the end of a training before the diploma is asked for.
const DIPLOMA_DELAY_DAYS: i32 = 30;

coded! {
    /// The warnings, one per cause.
    SignalCode {
        /// The three months without contract come to their end.
        ContractSearchLimit = "contract_search_limit",
        /// A contract was broken.
        RuptureDeclared = "rupture_declared",
        /// The six months after a rupture come to their end.
        RuptureSupportLimit = "rupture_support_limit",
        /// The first 45 days in the company come to their end.
        FreeRuptureEnds = "free_rupture_ends",
        /// No contact for a long time.
        NoContact = "no_contact",
        /// The training ended and nobody told whether the diploma was obtained.
        DiplomaUnknown = "diploma_unknown",
        /// Under 18 without school, training, job or support.
        MinorInactive = "minor_inactive",
        /// No telephone number.
        MissingPhone = "missing_phone",
        /// No commune of residence.
        MissingCommune = "missing_commune",
        /// A shared task must be done.
        TaskDue = "task_due",
        /// A referral waits for the receiver's answer.
        ReferralToAnswer = "referral_to_answer",
        /// It still does after ten working days: the receiver's manager is told.
        ReferralEscalated = "referral_escalated",
        /// It will end by itself, for lack of an answer.
        ReferralExpiring = "referral_expiring",
        /// It was refused, or ended by itself: something else is to be proposed.
        ReferralDeclined = "referral_declined",
        /// Another one was accepted: it is to be kept or taken back.
        ReferralToSettle = "referral_to_settle",
        /// The young person did not come to an appointment.
        AppointmentMissed = "appointment_missed",
        /// Nobody told whether an appointment took place.
        AppointmentUntold = "appointment_untold",
        /// A declared rupture has no plan yet.
        RupturePlan = "rupture_plan",
        /// The call agreed after a rupture is due.
        RuptureCall = "rupture_call",
        /// A legal delay of a declared rupture comes to its end.
        RuptureDeadline = "rupture_deadline",
        /// Signs gathered about a contract, and the Mission Locale has not answered.
        AlertShared = "alert_shared",
        /// Signs gathered about a contract, until the alert is closed.
        AlertOpen = "alert_open",
        /// A month after the first day, nobody asked how it goes.
        FirstMonthViews = "first_month_views",
        /// The situation after the training is asked for.
        SituationDue = "situation_due",
        /// Nobody of an organisation did anything for long: nobody will follow the person.
        AssignmentEnding = "assignment_ending",
        /// A piece of the dossier was to come, and did not.
        PieceOverdue = "piece_overdue",
        /// An application waits for an answer, or its next step has come.
        ApplicationUnanswered = "application_unanswered",
        /// A company committed itself, and the contract is not signed.
        PromiseUnsigned = "promise_unsigned",
        /// The contract began, and is not filed with the skills operator.
        ContractUnfiled = "contract_unfiled",
        /// Nothing is done any more to find a company.
        SearchIdle = "search_idle",
    }
}

impl SignalCode {
    /// The bit of this code in a set of codes.
    #[must_use]
    pub fn bit(self) -> i64 {
        1 << (self as u32)
    }

    /// Whether the law has a network act on it, whatever the person objects to: support of who trains
    /// without a contract (L6222-12-1, L6231-2 of the Code du travail) or broke one (L6222-18-2), and the
    /// obligation to train of minors (L114-1 of the Code de l'éducation).
    #[must_use]
    pub fn is_legal_duty(self) -> bool {
        matches!(
            self,
            Self::ContractSearchLimit
                | Self::RuptureDeclared
                | Self::RuptureSupportLimit
                | Self::MinorInactive
        )
    }

    /// The act that answers the warning.
    #[must_use]
    pub fn answer(self) -> Answer {
        match self {
            Self::ContractSearchLimit
            | Self::RuptureDeclared
            | Self::RuptureSupportLimit
            | Self::NoContact
            | Self::MinorInactive
            | Self::AppointmentMissed
            | Self::AssignmentEnding => Answer::RecordContact,
            Self::DiplomaUnknown => Answer::RecordDiploma,
            Self::MissingPhone | Self::MissingCommune => Answer::CompleteDetails,
            Self::TaskDue => Answer::SeeTasks,
            Self::ReferralToAnswer | Self::ReferralEscalated => Answer::AnswerReferral,
            Self::ReferralExpiring | Self::ReferralDeclined => Answer::FollowReferral,
            Self::ReferralToSettle => Answer::SettleReferrals,
            Self::AppointmentUntold => Answer::TellAppointment,
            Self::RupturePlan | Self::RuptureCall | Self::RuptureDeadline => Answer::FollowRupture,
            Self::AlertShared | Self::AlertOpen => Answer::AnswerAlert,
            Self::FirstMonthViews | Self::FreeRuptureEnds => Answer::AskViews,
            Self::SituationDue => Answer::TellSituation,
            Self::PieceOverdue => Answer::BringPieces,
            Self::ApplicationUnanswered | Self::SearchIdle => Answer::SearchCompany,
            Self::PromiseUnsigned | Self::ContractUnfiled => Answer::FollowRoad,
        }
    }

    /// Whether a warning is the business of some of the organisations that accompany, and of no other.
    #[must_use]
    pub fn is_between_two(self) -> bool {
        matches!(
            self,
            Self::ReferralToAnswer
                | Self::ReferralEscalated
                | Self::ReferralExpiring
                | Self::ReferralDeclined
                | Self::ReferralToSettle
                | Self::AssignmentEnding
        )
    }
}

coded! {
    /// What staff do about a warning.
    Answer {
        /// Contact the young person and record it.
        RecordContact = "record_contact",
        /// Record whether the diploma was obtained.
        RecordDiploma = "record_diploma",
        /// Complete the telephone number or the commune.
        CompleteDetails = "complete_details",
        /// Do a shared task.
        SeeTasks = "see_tasks",
        /// Answer a referral.
        AnswerReferral = "answer_referral",
        /// Call the receiver of a referral, or refer elsewhere.
        FollowReferral = "follow_referral",
        /// Say what becomes of the referrals that were not the first accepted.
        SettleReferrals = "settle_referrals",
        /// Say what became of an appointment.
        TellAppointment = "tell_appointment",
        /// Plan what follows a rupture, and note calls.
        FollowRupture = "follow_rupture",
        /// Answer the alert about a contract.
        AnswerAlert = "answer_alert",
        /// Ask the employer and the young person how the contract goes.
        AskViews = "ask_views",
        /// Say what became of the young person after the training.
        TellSituation = "tell_situation",
        /// Say which pieces came, and remind of the others.
        BringPieces = "bring_pieces",
        /// Go on looking for a company.
        SearchCompany = "search_company",
        /// Say where the contract stands.
        FollowRoad = "follow_road",
    }
}

coded! {
    /// How serious, from the least.
    Severity {
        /// Something to complete.
        Info = "info",
        /// To plan.
        Notice = "notice",
        /// To do this week.
        Warning = "warning",
        /// To do today, or late.
        Urgent = "urgent",
    }
}

/// One warning about one person.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Signal {
    /// The cause.
    pub code: SignalCode,
    /// How serious it is.
    pub severity: Severity,
    /// The network expected to act.
    pub owner: Network,
    /// First day of the warning, when the facts tell it.
    pub since: Option<Date>,
    /// Day by which to act.
    pub due: Option<Date>,
    /// The fact it rests on: entry, rupture, last contact, end of training, birthday.
    pub cause_on: Option<Date>,
}

impl Signal {
    /// Sorting key, the most urgent first: severity, then due date.
    #[must_use]
    pub fn urgency(&self) -> i64 {
        const NEVER: i64 = 999_999;
        let severity = Severity::Urgent as i64 - self.severity as i64;
        let due = self.due.map_or(NEVER, |due| {
            i64::from(days_between(jiff::civil::date(1970, 1, 1), due))
        });
        severity * 1_000_000 + due.clamp(0, NEVER)
    }
}

impl PathwayFacts {
    /// The warnings of a day, most urgent first. `known_since` dates those that no fact dates.
    #[must_use]
    pub fn signals(&self, today: Date, known_since: Option<Date>) -> Vec<Signal> {
        let stage = self.stage(today).stage;
        let mut signals: Vec<Signal> = [
            self.contract_search_limit(stage, today),
            self.rupture_declared(stage, today),
            self.rupture_support_limit(stage, today),
            self.free_rupture_ends(today),
            self.no_contact(today),
            self.diploma_unknown(stage, today),
            self.minor_inactive(today),
        ]
        .into_iter()
        .flatten()
        .chain(self.in_contract_signals(today))
        .collect();
        let followed = !matches!(
            stage,
            Stage::NotFollowed | Stage::InEmployment | Stage::Graduated
        );
        let incomplete = [
            (SignalCode::MissingPhone, self.has_phone),
            (SignalCode::MissingCommune, self.has_commune),
        ];
        for (code, _) in incomplete
            .into_iter()
            .filter(|(_, known)| followed && !known)
        {
            let owner = if self.accompanied() {
                Network::MissionLocale
            } else {
                Network::Cfa
            };
            signals.push(Signal {
                code,
                severity: Severity::Info,
                owner,
                since: known_since,
                due: None,
                cause_on: None,
            });
        }
        signals.extend(self.referral_signals(today));
        signals.extend(self.road_signals(today));
        signals.extend(self.together.signals(today, self.last_contact()));
        signals.sort_by_key(|signal| (signal.urgency(), signal.code, signal.owner));
        signals
    }

    fn contract_search_limit(&self, stage: Stage, today: Date) -> Option<Signal> {
        let training = self
            .current_training()
            .filter(|_| stage == Stage::SearchingInTraining)?;
        if training.last_ended(today).is_some() {
            return None;
        }
        let entry = training.enrolment.start;
        let reached = SEARCH_THRESHOLDS.map(|days| plus_days(entry, days));
        let severity = match reached.iter().filter(|day| **day <= today).count() {
            0 => return None,
            1 => Severity::Notice,
            2 => Severity::Warning,
            _ => Severity::Urgent,
        };
        Some(Signal {
            code: SignalCode::ContractSearchLimit,
            severity,
            owner: Network::Cfa,
            since: Some(reached[0]),
            due: Some(training.search_limit()),
            cause_on: Some(entry),
        })
    }

    /// The last rupture, while no other contract followed.
    fn open_rupture(&self, stage: Stage, today: Date) -> Option<Date> {
        let open = matches!(
            stage,
            Stage::TrainingAfterRupture | Stage::BrokenSupported | Stage::BrokenLooking
        );
        self.current_training()
            .filter(|_| open)?
            .last_ended(today)?
            .0
            .rupture
    }

    fn rupture_declared(&self, stage: Stage, today: Date) -> Option<Signal> {
        let announced = self.rupture_announced(today);
        let (rupture, since) = self
            .open_rupture(stage, today)
            .map(|rupture| (rupture, rupture))
            .or(announced)?;
        let answered = self.last_contact().is_some_and(|contact| contact >= since);
        if answered || days_between(rupture, today) > RUPTURE_NEWS_DAYS {
            return None;
        }
        Some(Signal {
            code: SignalCode::RuptureDeclared,
            severity: Severity::Urgent,
            owner: Network::MissionLocale,
            since: Some(since),
            due: Some(plus_days(since, 7)),
            cause_on: Some(rupture),
        })
    }

    fn rupture_support_limit(&self, stage: Stage, today: Date) -> Option<Signal> {
        let rupture = self
            .open_rupture(stage, today)
            .filter(|_| stage == Stage::TrainingAfterRupture)?;
        let limit = plus_months(rupture, MONTHS_AFTER_RUPTURE);
        let announced = plus_months(rupture, MONTHS_AFTER_RUPTURE - 2);
        let severity = match days_between(today, limit) {
            _ if today < announced => return None,
            ..=15 => Severity::Urgent,
            16..=30 => Severity::Warning,
            _ => Severity::Notice,
        };
        Some(Signal {
            code: SignalCode::RuptureSupportLimit,
            severity,
            owner: Network::Cfa,
            since: Some(announced),
            due: Some(limit),
            cause_on: Some(rupture),
        })
    }

    /// The calendar of a work-study is not known: 45 days of presence are reached at the earliest
    /// on the 45th working day, and that is what the warning says.
    fn free_rupture_ends(&self, today: Date) -> Option<Signal> {
        let contract = self
            .trainings
            .iter()
            .rev()
            .find_map(|training| training.contract_on(today))?;
        if days_between(contract.start, today) > 120 {
            return None;
        }
        let announced = nth_working_day(contract.start, FREE_RUPTURE_DAYS - 10);
        let earliest = nth_working_day(contract.start, FREE_RUPTURE_DAYS);
        let told = self.views_told(contract.start, ViewMoment::Day45);
        (!told && announced <= today && today <= earliest).then_some(Signal {
            code: SignalCode::FreeRuptureEnds,
            severity: Severity::Notice,
            owner: Network::Cfa,
            since: Some(announced),
            due: Some(earliest),
            cause_on: Some(contract.start),
        })
    }

    fn last_contact(&self) -> Option<Date> {
        self.files
            .iter()
            .filter_map(|file| file.last_contact_on)
            .chain(self.contacted_on)
            .max()
    }

    /// An unknown last contact raises nothing: unknown is a value.
    fn no_contact(&self, today: Date) -> Option<Signal> {
        let contact = self.last_contact().filter(|_| self.accompanied())?;
        let in_cej = self
            .files
            .iter()
            .any(|file| file.is_active() && file.cej.is_some_and(|cej| cej.contains(today)));
        let days = if in_cej {
            CONTACT_DAYS_IN_CEJ
        } else {
            CONTACT_DAYS
        };
        let due = plus_days(contact, days);
        (due <= today).then(|| Signal {
            code: SignalCode::NoContact,
            severity: if plus_days(due, days) <= today {
                Severity::Warning
            } else {
                Severity::Notice
            },
            owner: Network::MissionLocale,
            since: Some(due),
            due: Some(due),
            cause_on: Some(contact),
        })
    }

    fn diploma_unknown(&self, stage: Stage, today: Date) -> Option<Signal> {
        let training: &Training = self
            .current_training()
            .filter(|_| stage == Stage::TrainingEnded)?;
        let end = training
            .last_ended(today)
            .map_or(training.enrolment.end, |(_, end)| end);
        let asked = plus_days(end, DIPLOMA_DELAY_DAYS);
        (asked <= today && days_between(end, today) <= 365).then_some(Signal {
            code: SignalCode::DiplomaUnknown,
            severity: Severity::Notice,
            owner: Network::Cfa,
            since: Some(asked),
            due: Some(plus_days(asked, 60)),
            cause_on: Some(end),
        })
    }

    fn minor_inactive(&self, today: Date) -> Option<Signal> {
        let birth = self.birth_date?;
        if !(16..18).contains(&age_on(birth, today)) || self.in_activity(today) {
            return None;
        }
        Some(Signal {
            code: SignalCode::MinorInactive,
            severity: Severity::Warning,
            owner: Network::MissionLocale,
            since: self.inactive_since(today),
            due: None,
            cause_on: Some(birthday(birth, 18)),
        })
    }
}
