//! Our stages: what is true of a young person's pathway today, computed from facts alone.
//!
//! The diagram of `docs/architecture.md` draws the same rules.

use jiff::civil::Date;

use crate::calendar::{birthday, day_after, days_between, plus_days, plus_months};
use crate::contract::Contract;
use crate::facts::SourceFacts;
use crate::organisation::{Network, SourceSystem};
use crate::person::{FileStatus, Situation, coded};
use crate::status::{Enrolment, NATURAL_END_TOLERANCE_DAYS, StatusTimeline, Step};

/// Months during which a CFA may train without a contract (Code du travail, L6222-12-1).
pub const MONTHS_WITHOUT_CONTRACT: i32 = 3;
/// Months during which a CFA keeps an apprentice after a rupture (L6222-18-2).
pub const MONTHS_AFTER_RUPTURE: i32 = 6;
/// Days after the three-month limit during which the search is still shown as one.
const DAYS_OF_GRACE_AFTER_LIMIT: i32 = 30;

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
    /// Day of the last referral to a CFA.
    pub referred_on: Option<Date>,
    /// Last contact recorded by staff in Trait d'union.
    pub contacted_on: Option<Date>,
}

/// The stage and the day it began, when the facts tell it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StageSince {
    /// The stage.
    pub stage: Stage,
    /// Its first day.
    pub since: Option<Date>,
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

    /// Whether a Mission Locale accompanies the young person.
    #[must_use]
    pub fn accompanied(&self) -> bool {
        self.files.iter().any(MissionLocaleFile::is_active)
    }

    /// The national status on a day and since when, from the latest session.
    #[must_use]
    pub fn national_step(&self, today: Date) -> Option<Step> {
        let training = self.current_training()?;
        let timeline = StatusTimeline::of(&training.enrolment);
        timeline
            .step_on(today)
            .or_else(|| timeline.steps().first().copied())
    }

    /// Where the young person stands on a day.
    #[must_use]
    pub fn stage(&self, today: Date) -> StageSince {
        let stage = match self.current_training() {
            Some(training) => training.stage(today, self.accompanied()),
            None => self.stage_without_training(),
        };
        let employed = self
            .files
            .iter()
            .filter(|file| file.is_active())
            .find_map(|file| file.employed);
        match employed {
            Some(since) if stage.gives_way_to_employment(since) => StageSince {
                stage: Stage::InEmployment,
                since,
            },
            _ => stage,
        }
    }

    fn stage_without_training(&self) -> StageSince {
        let stage = if self.referred_on.is_some() {
            Stage::Referred
        } else if !self.accompanied() {
            Stage::NotFollowed
        } else if self
            .files
            .iter()
            .any(|file| file.is_active() && file.wants_trade)
        {
            Stage::Oriented
        } else {
            Stage::Accompanied
        };
        StageSince {
            stage,
            since: self.referred_on,
        }
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

impl StageSince {
    /// A job told by the Mission Locale is the news, unless a training or contract runs, or began since.
    fn gives_way_to_employment(self, employed_since: Option<Date>) -> bool {
        match self.stage {
            Stage::Accompanied | Stage::Oriented | Stage::Referred | Stage::Graduated => true,
            Stage::Left
            | Stage::TrainingEnded
            | Stage::EndedWithoutDiploma
            | Stage::BrokenSupported
            | Stage::BrokenLooking => employed_since
                .is_none_or(|employed| self.since.is_none_or(|since| since <= employed)),
            _ => false,
        }
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

    fn stage(&self, today: Date, accompanied: bool) -> StageSince {
        let at = |stage, since| StageSince {
            stage,
            since: Some(since),
        };
        if self.diploma == Some(true) {
            return StageSince {
                stage: Stage::Graduated,
                since: self.diploma_on,
            };
        }
        if let Some(excluded) = self.enrolment.excluded_on
            && excluded <= today
        {
            return at(Stage::Left, excluded);
        }
        if let Some(contract) = self.contract_on(today) {
            return at(Stage::InContract, contract.start);
        }
        if self.next_contract(today).is_some() {
            return StageSince {
                stage: Stage::ContractSigned,
                since: None,
            };
        }
        match self.last_ended(today) {
            Some((contract, _)) if let Some(rupture) = contract.rupture => {
                self.stage_after_rupture(today, rupture, accompanied)
            }
            Some((_, end)) => self.stage_after_contract(today, end),
            None => self.stage_without_contract(today),
        }
    }

    fn stage_after_rupture(&self, today: Date, rupture: Date, accompanied: bool) -> StageSince {
        let support_ends = plus_months(rupture, MONTHS_AFTER_RUPTURE);
        let (stage, since) = if today <= support_ends && today <= self.enrolment.end {
            (Stage::TrainingAfterRupture, rupture)
        } else if today > plus_months(rupture, 12) {
            (Stage::Left, self.enrolment.end.min(support_ends))
        } else if accompanied {
            (Stage::BrokenSupported, rupture)
        } else {
            (Stage::BrokenLooking, rupture)
        };
        StageSince {
            stage,
            since: Some(since),
        }
    }

    fn stage_after_contract(&self, today: Date, contract_end: Date) -> StageSince {
        let natural = days_between(contract_end, self.enrolment.end) <= NATURAL_END_TOLERANCE_DAYS;
        let stage = if !natural && today <= self.enrolment.end {
            Stage::SearchingInTraining
        } else if self.diploma == Some(false) {
            Stage::EndedWithoutDiploma
        } else {
            Stage::TrainingEnded
        };
        StageSince {
            stage,
            since: day_after(contract_end),
        }
    }

    fn stage_without_contract(&self, today: Date) -> StageSince {
        let start = self.enrolment.start;
        let search_opens = plus_months(start, -MONTHS_WITHOUT_CONTRACT);
        let search_closes = plus_days(self.search_limit(), DAYS_OF_GRACE_AFTER_LIMIT);
        let (stage, since) = if today < search_opens {
            (Stage::PreRegistered, self.enrolled_on)
        } else if today < start {
            (
                Stage::SearchingBeforeStart,
                Some(
                    self.enrolled_on
                        .map_or(search_opens, |enrolled| enrolled.max(search_opens)),
                ),
            )
        } else if today <= search_closes && today <= self.enrolment.end {
            (Stage::SearchingInTraining, Some(start))
        } else {
            (Stage::Left, Some(search_closes.min(self.enrolment.end)))
        };
        StageSince { stage, since }
    }
}

coded! {
    /// A moment of the pathway, as the line of the person's page draws it.
    MilestoneKind {
        /// Start of the PACEA.
        PaceaStart = "pacea_start",
        /// Start of the Contrat d'engagement jeune.
        CejStart = "cej_start",
        /// End of the Contrat d'engagement jeune.
        CejEnd = "cej_end",
        /// Referral to a CFA.
        Referral = "referral",
        /// Enrolment in a CFA.
        Enrolment = "enrolment",
        /// First day of the session.
        TrainingStart = "training_start",
        /// First day of a contract.
        ContractStart = "contract_start",
        /// Rupture of a contract.
        Rupture = "rupture",
        /// Last day of a contract.
        ContractEnd = "contract_end",
        /// Legal limit of three months without contract.
        SearchLimit = "search_limit",
        /// Legal limit of six months after a rupture.
        RuptureLimit = "rupture_limit",
        /// Exclusion from the training.
        Exclusion = "exclusion",
        /// Last day of the session.
        TrainingEnd = "training_end",
        /// Diploma obtained.
        Diploma = "diploma",
        /// Start of a job.
        Employment = "employment",
    }
}

/// A dated moment of the pathway and the network that holds it; legal limits belong to neither.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Milestone {
    /// Its day.
    pub date: Date,
    /// What happens.
    pub kind: MilestoneKind,
    /// Whose act it is.
    pub network: Option<Network>,
}

impl PathwayFacts {
    /// The moments of the pathway, in order of date.
    #[must_use]
    pub fn milestones(&self, today: Date) -> Vec<Milestone> {
        use MilestoneKind as Kind;
        let mut all = Vec::new();
        let mut add = |network, kind, date: Option<Date>| {
            all.extend(date.map(|date| Milestone {
                date,
                kind,
                network,
            }));
        };
        let (ml, cfa) = (Some(Network::MissionLocale), Some(Network::Cfa));
        for file in &self.files {
            add(ml, Kind::PaceaStart, file.pacea.map(|period| period.start));
            add(ml, Kind::CejStart, file.cej.map(|period| period.start));
            add(ml, Kind::CejEnd, file.cej.and_then(|period| period.end));
            add(ml, Kind::Employment, file.employed.flatten());
        }
        add(ml, Kind::Referral, self.referred_on);
        for training in &self.trainings {
            add(cfa, Kind::Enrolment, training.enrolled_on);
            add(cfa, Kind::TrainingStart, Some(training.enrolment.start));
            for contract in &training.enrolment.contracts {
                add(cfa, Kind::ContractStart, Some(contract.start));
                match contract.rupture {
                    Some(rupture) => add(cfa, Kind::Rupture, Some(rupture)),
                    None => add(cfa, Kind::ContractEnd, contract.end),
                }
            }
            add(cfa, Kind::Exclusion, training.enrolment.excluded_on);
            add(cfa, Kind::TrainingEnd, Some(training.enrolment.end));
            add(cfa, Kind::Diploma, training.diploma_on);
        }
        if let Some(training) = self.current_training() {
            match self.stage(today).stage {
                Stage::SearchingInTraining | Stage::SearchingBeforeStart
                    if training.last_ended(today).is_none() =>
                {
                    add(None, Kind::SearchLimit, Some(training.search_limit()));
                }
                Stage::TrainingAfterRupture => {
                    let rupture = training
                        .last_ended(today)
                        .and_then(|(contract, _)| contract.rupture);
                    add(
                        None,
                        Kind::RuptureLimit,
                        rupture.map(|day| plus_months(day, MONTHS_AFTER_RUPTURE)),
                    );
                }
                _ => {}
            }
        }
        all.sort_unstable();
        all.dedup();
        all
    }
}
