//! Our stages: what is true of a young person's pathway today, computed from facts alone.
//!
//! The diagram of `docs/architecture.md` draws the same rules.

mod milestones;
mod stage;
#[cfg(test)]
mod tests;

use jiff::civil::Date;

pub use milestones::{Milestone, MilestoneKind};
pub use stage::StageSince;

use crate::after::ToldSituation;
use crate::assignment::Assigned;
use crate::calendar::{birthday, day_after, plus_months};
use crate::contract::Contract;
use crate::facts::SourceFacts;
use crate::organisation::{Network, SourceSystem};
use crate::person::{FileStatus, Situation, coded};
use crate::referral::{Referred, State};
use crate::road::RoadFacts;
use crate::rupture::DeclaredRupture;
use crate::status::Enrolment;
use crate::together::TogetherFacts;
use crate::watch::{OpenAlert, Party, ViewMoment};

/// Months during which a CFA may train without a contract (Code du travail, L6222-12-1).
pub const MONTHS_WITHOUT_CONTRACT: i32 = 3;
/// Months during which a CFA keeps an apprentice after a rupture (L6222-18-2).
pub const MONTHS_AFTER_RUPTURE: i32 = 6;
coded! {
    /// Where a young person stands, from the first orientation to the job.
    Stage {
        /// Accompanied by a Mission Locale, no trade chosen yet.
        Accompanied = "accompanied",
        /// Accompanied, with a trade in mind.
        Oriented = "oriented",
        /// Referred to a CFA, no enrolment yet.
        Referred = "referred",
        /// Enrolled in a CFA for a session more than three months away.
        PreRegistered = "pre_registered",
        /// Looking for a company before the session starts.
        SearchingBeforeStart = "searching_before_start",
        /// In the CFA, without contract: three months at most.
        SearchingInTraining = "searching_in_training",
        /// A contract is signed and starts later.
        ContractSigned = "contract_signed",
        /// In contract.
        InContract = "in_contract",
        /// Kept by the CFA after a rupture: six months at most.
        TrainingAfterRupture = "training_after_rupture",
        /// Contract broken, accompanied by a Mission Locale.
        BrokenSupported = "broken_supported",
        /// Contract broken, nobody is known to help.
        BrokenLooking = "broken_looking",
        /// Left the training.
        Left = "left",
        /// The training is over, the diploma is not known.
        TrainingEnded = "training_ended",
        /// The training is over, without the diploma.
        EndedWithoutDiploma = "ended_without_diploma",
        /// The diploma is obtained.
        Graduated = "graduated",
        /// In employment.
        InEmployment = "in_employment",
        /// Known to a network, followed by nobody today.
        NotFollowed = "not_followed",
    }
}

/// A period, its end unknown or not yet set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Period {
    /// First day.
    pub start: Date,
    /// Last day.
    pub end: Option<Date>,
}

impl Period {
    /// Whether the day lies within.
    #[must_use]
    pub fn contains(self, day: Date) -> bool {
        self.start <= day && self.end.is_none_or(|end| day <= end)
    }
}

/// What a Mission Locale's file says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MissionLocaleFile {
    /// State of the file; unknown counts as active.
    pub status: Option<FileStatus>,
    /// Contrat d'engagement jeune.
    pub cej: Option<Period>,
    /// PACEA.
    pub pacea: Option<Period>,
    /// Whether a trade is wanted.
    pub wants_trade: bool,
    /// Last contact known to the source.
    pub last_contact_on: Option<Date>,
    /// In employment, since when if known.
    pub employed: Option<Option<Date>>,
    /// In an activity that meets the obligation to train (school, training, contract, job, volunteering).
    pub in_activity: bool,
}

impl MissionLocaleFile {
    /// Whether the young person is accompanied: an unknown state does not exclude.
    #[must_use]
    pub fn is_active(&self) -> bool {
        matches!(self.status, None | Some(FileStatus::Active))
    }
}

/// What a CFA's dossier says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Training {
    /// The session, its contracts and exclusion.
    pub enrolment: Enrolment,
    /// Date of enrolment.
    pub enrolled_on: Option<Date>,
    /// Diploma obtained or not, when known.
    pub diploma: Option<bool>,
    /// Date of the diploma.
    pub diploma_on: Option<Date>,
}

/// Every fact a pathway is computed from.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PathwayFacts {
    /// Date of birth.
    pub birth_date: Option<Date>,
    /// Whether a telephone number is known.
    pub has_phone: bool,
    /// Whether the commune is known.
    pub has_commune: bool,
    /// Files of Missions Locales.
    pub files: Vec<MissionLocaleFile>,
    /// Dossiers of CFAs, oldest session first.
    pub trainings: Vec<Training>,
    /// Referrals that were sent and still count.
    pub referrals: Vec<Referred>,
    /// Last contact recorded by staff in Trait d'union.
    pub contacted_on: Option<Date>,
    /// Who follows the person because of what they did.
    pub assigned: Vec<Assigned>,
    /// What the two staffs do together.
    pub together: TogetherFacts,
    /// Ruptures declared by staff.
    pub ruptures: Vec<DeclaredRupture>,
    /// The alert about the contract that runs.
    pub alert: Option<OpenAlert>,
    /// Who was asked how a contract goes: its first day, when, whom.
    pub views: Vec<(Date, ViewMoment, Party)>,
    /// Situations already told after the training.
    pub situations: Vec<ToldSituation>,
    /// The road to the contract.
    pub road: RoadFacts,
}

impl PathwayFacts {
    /// Gathers what every source of a person says. A diploma declared by staff counts for the latest
    /// session when the CFA's dossier does not tell it.
    #[must_use]
    pub fn of<'a>(sources: impl IntoIterator<Item = (SourceSystem, &'a SourceFacts)>) -> Self {
        let mut all = Self::default();
        let mut declared = None;
        for (system, facts) in sources {
            all.birth_date = all.birth_date.or(facts.birth_date);
            all.has_phone |= facts.phone.is_some();
            all.has_commune |= facts.commune.is_some();
            match system {
                SourceSystem::Milo => all.files.push(MissionLocaleFile::of(facts)),
                SourceSystem::Erp | SourceSystem::Sifa => all.trainings.extend(Training::of(facts)),
                SourceSystem::Staff => {
                    declared = facts
                        .diploma_obtained
                        .map(|obtained| (obtained, facts.diploma_on))
                        .or(declared);
                }
                SourceSystem::Arrival => {}
            }
        }
        all.trainings
            .sort_by_key(|training| (training.enrolment.start, training.enrolment.end));
        if let Some(latest) = all.trainings.last_mut()
            && let Some((obtained, on)) = declared
            && latest.diploma.is_none()
        {
            (latest.diploma, latest.diploma_on) = (Some(obtained), on);
        }
        all
    }

    /// The dossier of the latest session.
    #[must_use]
    pub fn current_training(&self) -> Option<&Training> {
        self.trainings.last()
    }

    /// The day of the last referral to a CFA that goes on.
    #[must_use]
    pub fn referred_on(&self) -> Option<Date> {
        self.referrals
            .iter()
            .filter(|referral| referral.to == Network::Cfa && referral.standing.is_live())
            .map(|referral| referral.sent_on)
            .max()
    }

    /// The day on which a CFA accepted a referral, the last time it did.
    #[must_use]
    pub fn accepted_on(&self) -> Option<Date> {
        self.referrals
            .iter()
            .filter(|referral| {
                referral.to == Network::Cfa && referral.standing.state == State::Accepted
            })
            .map(|referral| referral.standing.moved_on)
            .max()
    }

    /// Whether a Mission Locale accompanies the young person.
    #[must_use]
    pub fn accompanied(&self) -> bool {
        self.files.iter().any(MissionLocaleFile::is_active)
    }

    /// Whether the obligation to train is met on a day (Code de l'éducation, L114-1): a training,
    /// a contract, an activity told by the Mission Locale, or a support scheme.
    #[must_use]
    pub fn in_activity(&self, day: Date) -> bool {
        let trained = self.trainings.iter().any(|training| {
            training.contract_on(day).is_some()
                || (training.enrolment.start <= day
                    && day <= training.enrolment.end
                    && training
                        .enrolment
                        .excluded_on
                        .is_none_or(|excluded| day < excluded))
        });
        let supported = self.files.iter().any(|file| {
            file.in_activity
                || file.cej.is_some_and(|cej| cej.contains(day))
                || file.pacea.is_some_and(|pacea| pacea.contains(day))
        });
        trained || supported
    }

    /// First day without activity before today, no earlier than the sixteenth birthday.
    #[must_use]
    pub fn inactive_since(&self, today: Date) -> Option<Date> {
        let sixteen = birthday(self.birth_date?, 16);
        let trained_until = self.trainings.iter().map(|training| {
            let session = training
                .enrolment
                .excluded_on
                .unwrap_or(training.enrolment.end);
            training
                .enrolment
                .contracts
                .iter()
                .filter_map(Contract::effective_end)
                .fold(session, Date::max)
        });
        let supported_until = self
            .files
            .iter()
            .flat_map(|file| [file.cej, file.pacea])
            .flatten()
            .filter_map(|period| period.end);
        trained_until
            .chain(supported_until)
            .filter(|end| *end < today)
            .filter_map(day_after)
            .chain([sixteen])
            .max()
    }
}

impl MissionLocaleFile {
    fn of(facts: &SourceFacts) -> Self {
        let period = |start: Option<Date>, end| start.map(|start| Period { start, end });
        Self {
            status: facts.file_status,
            cej: period(facts.cej_start, facts.cej_end),
            pacea: period(facts.pacea_start, facts.pacea_end),
            wants_trade: facts
                .wanted_trades
                .as_ref()
                .is_some_and(|trades| !trades.is_empty()),
            last_contact_on: facts.last_contact_on,
            employed: (facts.situation == Some(Situation::Employment))
                .then_some(facts.situation_since),
            in_activity: facts.situation.is_some_and(|situation| {
                !matches!(situation, Situation::JobSeeker | Situation::Immersion)
            }),
        }
    }
}

impl Training {
    /// A dossier without session dates tells no training.
    #[must_use]
    pub fn of(facts: &SourceFacts) -> Option<Self> {
        Some(Self {
            enrolment: Enrolment {
                start: facts.training_start?,
                end: facts.training_end?,
                excluded_on: facts.excluded_on,
                contracts: facts.contracts(),
            },
            enrolled_on: facts.enrolled_on,
            diploma: facts.diploma_obtained,
            diploma_on: facts.diploma_on,
        })
    }

    /// The contract that runs on a day. One without a planned end runs to the end of the session.
    #[must_use]
    pub fn contract_on(&self, day: Date) -> Option<&Contract> {
        self.enrolment
            .contracts
            .iter()
            .find(|contract| contract.start <= day && day <= self.last_day_of(contract))
    }

    /// The latest contract that ended before a day, with its last day.
    #[must_use]
    pub fn last_ended(&self, day: Date) -> Option<(&Contract, Date)> {
        self.enrolment
            .contracts
            .iter()
            .map(|contract| (contract, self.last_day_of(contract)))
            .filter(|(contract, end)| contract.start <= *end && *end < day)
            .max_by_key(|(contract, end)| (*end, contract.rupture.is_some()))
    }

    /// The next contract to start after a day.
    #[must_use]
    pub fn next_contract(&self, day: Date) -> Option<&Contract> {
        self.enrolment
            .contracts
            .iter()
            .filter(|contract| contract.start > day && contract.start <= self.last_day_of(contract))
            .min_by_key(|contract| contract.start)
    }

    /// The legal limit of a training without contract.
    #[must_use]
    pub fn search_limit(&self) -> Date {
        plus_months(self.enrolment.start, MONTHS_WITHOUT_CONTRACT)
    }

    fn last_day_of(&self, contract: &Contract) -> Date {
        contract.effective_end().unwrap_or(self.enrolment.end)
    }
}
