//! A rupture declared in Trait d'union, by either network, before the CFA's software says it.
//!
//! A declaration is about one contract that the sources know. When a source later says that the contract
//! is broken, it is the same rupture, and the source's date wins.

mod law;
#[cfg(test)]
mod tests;

use jiff::civil::Date;

pub use law::{Basis, Deadline, LegalRule, READ_AS_OF, RuleCode, deadlines, rules};

use crate::calendar::{day_before, days_between, plus_days};
use crate::contract::Contract;
use crate::organisation::Network;
use crate::pathway::{PathwayFacts, Training};
use crate::person::coded;

/// Days between the starts of two contracts that two sources tell of and that are one.
const SAME_CONTRACT_DAYS: i32 = 15;
/// Days in advance for which a rupture can be announced.
const ANNOUNCED_DAYS: i32 = 92;
/// Days ahead for which a call can be planned.
const PLANNED_DAYS: i32 = 92;

coded! {
    /// How a contract is broken (Code du travail, L6222-18 and those after it).
    RuptureMode {
        /// Freely, during the first 45 days in the company.
        Free = "free",
        /// By both, in writing.
        Mutual = "mutual",
        /// By the apprentice, after the mediator and a notice.
        Apprentice = "apprentice",
        /// By the employer: serious fault, unfitness, force majeure, death of the sole master.
        Dismissal = "dismissal",
        /// After the CFA excluded the apprentice for good.
        Exclusion = "exclusion",
        /// By the apprentice who obtained the diploma.
        Diploma = "diploma",
        /// By the authorities, because the apprentice is in danger.
        Danger = "danger",
        /// By the liquidator of the company.
        Liquidation = "liquidation",
    }
}

impl RuptureMode {
    /// Whether the legal delays are counted from a request made before: to the mediator by the apprentice,
    /// to the authorities by whoever suspended the contract.
    #[must_use]
    pub fn is_asked_for(self) -> bool {
        matches!(self, Self::Apprentice | Self::Danger)
    }
}

coded! {
    /// Why, as staff of either network may say it: never a diagnosis.
    RuptureCause {
        /// The employer's own difficulties.
        Employer = "employer",
        /// Disagreement with the employer or the team.
        Conflict = "conflict",
        /// Absences or lateness.
        Attendance = "attendance",
        /// The trade does not suit.
        Trade = "trade",
        /// Working conditions or hours.
        Conditions = "conditions",
        /// Pay.
        Pay = "pay",
        /// Transport.
        Mobility = "mobility",
        /// Housing.
        Housing = "housing",
        /// The training at the CFA.
        Training = "training",
        /// Another project.
        OtherProject = "other_project",
        /// Personal or family reasons.
        Personal = "personal",
        /// Not known yet.
        Unknown = "unknown",
    }
}

coded! {
    /// What the two networks aim at, together, after a rupture.
    RuptureGoal {
        /// A new contract in the same training.
        Recontract = "recontract",
        /// Another training.
        OtherTraining = "other_training",
        /// Another pathway: job, civic service, support.
        OtherPathway = "other_pathway",
    }
}

coded! {
    /// How the plan after a rupture ended.
    RuptureOutcome {
        /// A new contract is signed.
        NewContract = "new_contract",
        /// Another training begins.
        OtherTraining = "other_training",
        /// Another pathway begins.
        OtherPathway = "other_pathway",
        /// Nobody could reach the young person.
        Unreachable = "unreachable",
        /// The young person wants no help.
        Declined = "declined",
    }
}

coded! {
    /// Where the declaration of a rupture stands.
    RuptureState {
        /// Told; no plan yet.
        Declared = "declared",
        /// A goal and a caller are agreed.
        Planned = "planned",
        /// The plan ended.
        Closed = "closed",
        /// It was an error.
        Withdrawn = "withdrawn",
    }
}

impl RuptureState {
    /// Whether the plan of a rupture may go from one state to another. What is closed or withdrawn stays so.
    #[must_use]
    pub fn may_become(self, next: Self) -> bool {
        match self {
            Self::Declared | Self::Planned => next != Self::Declared,
            Self::Closed | Self::Withdrawn => false,
        }
    }
}

coded! {
    /// What came of a call, by the codes that Missions Locales give in the national dashboard.
    CallOutcome {
        /// An appointment is made.
        Appointment = "appointment",
        /// Already accompanied.
        AlreadySupported = "already_supported",
        /// A new contract.
        NewContract = "new_contract",
        /// Looking for a contract.
        SearchingContract = "searching_contract",
        /// Another project.
        NewProject = "new_project",
        /// Wants to change direction.
        Reorientation = "reorientation",
        /// Wants no support.
        DeclinesSupport = "declines_support",
        /// Wants not to be called again.
        DeclinesCalls = "declines_calls",
        /// A message left, to call again.
        NoReply = "no_reply",
        /// Cannot be reached after several tries.
        Unreachable = "unreachable",
        /// The number or the address is wrong.
        WrongDetails = "wrong_details",
    }
}

impl CallOutcome {
    /// The code of the national dashboard.
    #[must_use]
    pub fn national(self) -> &'static str {
        match self {
            Self::Appointment => "RDV_PRIS",
            Self::AlreadySupported => "DEJA_ACCOMPAGNE",
            Self::NewContract => "NOUVEAU_CONTRAT",
            Self::SearchingContract => "CHERCHE_CONTRAT",
            Self::NewProject => "NOUVEAU_PROJET",
            Self::Reorientation => "REORIENTATION",
            Self::DeclinesSupport => "NE_VEUT_PAS_ACCOMPAGNEMENT",
            Self::DeclinesCalls => "NE_SOUHAITE_PAS_ETRE_RECONTACTE",
            Self::NoReply => "CONTACTE_SANS_RETOUR",
            Self::Unreachable => "INJOIGNABLE_APRES_RELANCES",
            Self::WrongDetails => "COORDONNEES_INCORRECT",
        }
    }

    /// Whether someone spoke with the young person.
    #[must_use]
    pub fn reached(self) -> bool {
        !matches!(self, Self::NoReply | Self::Unreachable | Self::WrongDetails)
    }
}

/// A rupture declared by staff, and the plan that follows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DeclaredRupture {
    /// First day of the contract it breaks.
    pub contract_start: Date,
    /// First day that is no longer worked.
    pub on: Date,
    /// The day of the declaration.
    pub declared_on: Date,
    /// How; none when only a source tells of the rupture and staff only planned what follows.
    pub mode: Option<RuptureMode>,
    /// The day of the request from which the law counts, when the mode has one.
    pub asked_on: Option<Date>,
    /// Where it stands.
    pub state: RuptureState,
    /// Who calls the young person, and by when.
    pub call: Option<(Network, Date)>,
}

impl DeclaredRupture {
    /// Whether a contract told by a source is the one that was broken.
    #[must_use]
    pub fn is_of(&self, contract: &Contract) -> bool {
        days_between(self.contract_start, contract.start).abs() <= SAME_CONTRACT_DAYS
    }
}

/// What staff say of a rupture, before it is checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Declaration {
    /// How.
    pub mode: RuptureMode,
    /// First day that is no longer worked.
    pub on: Date,
    /// Why.
    pub cause: RuptureCause,
    /// The day of the request from which the law counts.
    pub asked_on: Option<Date>,
}

/// Why something about a rupture is refused: the field it comes from, and the key of the sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Refused {
    /// The field of the form, or `form`.
    pub field: &'static str,
    /// The key of the sentence.
    pub problem: &'static str,
}

const fn refused(field: &'static str, problem: &'static str) -> Refused {
    Refused { field, problem }
}

/// The contract that a declaration breaks, or why it cannot.
///
/// `facts` must hold the declarations already made.
pub fn contract_to_break(
    facts: &PathwayFacts,
    declaration: &Declaration,
    today: Date,
) -> Result<Contract, Refused> {
    let on = declaration.on;
    if on > plus_days(today, ANNOUNCED_DAYS) {
        return Err(refused("on", "rupture-too-far"));
    }
    let contract = facts
        .current_training()
        .and_then(|training| running(training, on, today))
        .ok_or_else(|| match facts.broken_contract() {
            Some(_) => refused("form", "rupture-already"),
            None => refused("form", "rupture-no-contract"),
        })?;
    if on < contract.start {
        return Err(refused("on", "rupture-before-start"));
    }
    match declaration.asked_on {
        Some(asked) if asked > on || asked > today => Err(refused("asked", "rupture-asked-after")),
        Some(asked) if asked < contract.start => Err(refused("asked", "rupture-before-start")),
        _ => Ok(contract.clone()),
    }
}

/// The contract that ran until a day, or runs today: a rupture is often declared after it happened.
fn running(training: &Training, on: Date, today: Date) -> Option<&Contract> {
    let eve = day_before(on).unwrap_or(on);
    let unbroken = |contract: &&Contract| contract.rupture.is_none();
    training
        .contract_on(eve)
        .or_else(|| training.contract_on(on))
        .or_else(|| training.contract_on(today))
        .filter(unbroken)
}

/// Whether a plan may be made: by whom the young person is called, and when.
pub fn plan_allowed(call_on: Date, today: Date) -> Result<(), Refused> {
    if call_on < today || call_on > plus_days(today, PLANNED_DAYS) {
        return Err(refused("call", "call-day"));
    }
    Ok(())
}

/// A contract that was broken, and the one that followed it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct BrokenContract {
    /// Day of the rupture.
    pub rupture: Date,
    /// First day of the next contract, if there is one.
    pub next: Option<Date>,
}

impl BrokenContract {
    /// Days from the rupture to the new contract.
    #[must_use]
    pub fn days(&self) -> Option<i32> {
        self.next.map(|next| days_between(self.rupture, next))
    }
}

impl PathwayFacts {
    /// Takes declared ruptures into account: each breaks the contract that it is about, unless the source
    /// of that contract already says so.
    pub fn declare(&mut self, ruptures: Vec<DeclaredRupture>) {
        for rupture in &ruptures {
            if rupture.state == RuptureState::Withdrawn {
                continue;
            }
            let contracts = self
                .trainings
                .iter_mut()
                .flat_map(|training| &mut training.enrolment.contracts);
            for contract in contracts.filter(|contract| rupture.is_of(contract)) {
                contract.rupture = contract.rupture.or(Some(rupture.on));
            }
        }
        self.ruptures = ruptures;
    }

    /// The last contract of the latest session, when it is broken and no other follows it.
    #[must_use]
    pub fn broken_contract(&self) -> Option<(&Contract, Date)> {
        let contracts = &self.current_training()?.enrolment.contracts;
        let last = contracts.iter().max_by_key(|contract| contract.start)?;
        last.rupture.map(|rupture| (last, rupture))
    }

    /// Every contract broken, with the one that followed, whichever the training.
    #[must_use]
    pub fn broken_contracts(&self) -> Vec<BrokenContract> {
        let contracts = || {
            self.trainings
                .iter()
                .flat_map(|training| &training.enrolment.contracts)
        };
        let mut broken: Vec<BrokenContract> = contracts()
            .filter_map(|contract| {
                let rupture = contract.rupture.filter(|day| *day > contract.start)?;
                let next = contracts()
                    .map(|other| other.start)
                    .filter(|start| *start >= rupture)
                    .min();
                Some(BrokenContract { rupture, next })
            })
            .collect();
        broken.sort_unstable();
        broken.dedup_by_key(|broken| broken.rupture);
        broken
    }

    /// The declaration, still open, of a rupture that no contract followed.
    #[must_use]
    pub fn open_declaration(&self) -> Option<&DeclaredRupture> {
        let (contract, _) = self.broken_contract()?;
        self.ruptures.iter().find(|rupture| {
            matches!(
                rupture.state,
                RuptureState::Declared | RuptureState::Planned
            ) && rupture.is_of(contract)
        })
    }
}
