//! The legal delays of each way to break a contract, as data: article, dates in force, where it was read.

use jiff::civil::{Date, date};

use super::RuptureMode;
use crate::calendar::{age_on, nth_working_day, plus_days, plus_months};
use crate::organisation::Network;
use crate::pathway::MONTHS_AFTER_RUPTURE;
use crate::person::coded;
use crate::signal::FREE_RUPTURE_DAYS;

/// The version of the Code du travail that was read. For a rupture before it, the text of its time was not
/// read, and the rule is shown as to be confirmed.
pub const READ_AS_OF: Date = date(2026, 3, 27);
/// Since when contracts break by these rules (law of 5 September 2018); the day is from memory.
const SINCE_2019: Date = date(2019, 1, 1);

coded! {
    /// A rule on the rupture of a contract.
    RuleCode {
        /// The contract breaks freely until 45 days in the company.
        FreeUntil = "free_until",
        /// Both sign.
        BothSign = "both_sign",
        /// The employer is told five days after the mediator was asked, at the earliest.
        NoticeFrom = "notice_from",
        /// The contract ends seven days after the employer was told, at the earliest.
        EndsFrom = "ends_from",
        /// The guardian of a minor signs too.
        GuardianSigns = "guardian_signs",
        /// When the guardian of a minor does not answer, the mediator acts.
        GuardianMediator = "guardian_mediator",
        /// The grounds of a dismissal.
        DismissalGrounds = "dismissal_grounds",
        /// Two months to find another CFA.
        NewCfa = "new_cfa",
        /// The employer is told a month before.
        DiplomaNotice = "diploma_notice",
        /// The authorities decide within fifteen days.
        DangerDecision = "danger_decision",
        /// The liquidator breaks the contract.
        Liquidator = "liquidator",
        /// The employer tells who pays for the training.
        TellFunder = "tell_funder",
        /// The CFA is told.
        TellCfa = "tell_cfa",
        /// The CFA goes on training for six months.
        SixMonths = "six_months",
    }
}

coded! {
    /// How a rule is known.
    Basis {
        /// Read in the text.
        Text = "text",
        /// A reading of the text, which it does not state.
        Reading = "reading",
    }
}

/// A rule, as data.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LegalRule {
    /// Which.
    pub code: RuleCode,
    /// Its article, of the Code du travail.
    pub article: &'static str,
    /// First day in force; ruptures before it are judged by other rules.
    pub valid_from: Date,
    /// Last day in force; none while it is.
    pub valid_to: Option<Date>,
    /// How it is known.
    pub basis: Basis,
    /// The network that watches over its delay, when it has one.
    pub watched_by: Option<Network>,
}

impl LegalRule {
    /// Whether it is to be confirmed before anyone relies on it for a rupture of a day: it is a reading of
    /// the text, or the text in force that day was not read.
    #[must_use]
    pub fn to_confirm(&self, on: Date) -> bool {
        self.basis != Basis::Text || on < READ_AS_OF
    }

    fn in_force(&self, on: Date) -> bool {
        self.valid_from <= on && self.valid_to.is_none_or(|last| on <= last)
    }
}

const fn rule(
    code: RuleCode,
    article: &'static str,
    basis: Basis,
    watched_by: Option<Network>,
) -> LegalRule {
    LegalRule {
        code,
        article,
        valid_from: SINCE_2019,
        valid_to: None,
        basis,
        watched_by,
    }
}

const RULES: [LegalRule; 14] = [
    rule(RuleCode::FreeUntil, "L6222-18", Basis::Text, None),
    rule(RuleCode::BothSign, "L6222-18", Basis::Text, None),
    rule(RuleCode::NoticeFrom, "D6222-21-1", Basis::Text, None),
    rule(
        RuleCode::EndsFrom,
        "D6222-21-1",
        Basis::Text,
        Some(Network::Cfa),
    ),
    rule(RuleCode::GuardianSigns, "L6222-18", Basis::Text, None),
    rule(
        RuleCode::GuardianMediator,
        "L6222-18",
        Basis::Text,
        Some(Network::Cfa),
    ),
    rule(RuleCode::DismissalGrounds, "L6222-18", Basis::Text, None),
    rule(
        RuleCode::NewCfa,
        "L6222-18-1",
        Basis::Text,
        Some(Network::Cfa),
    ),
    rule(RuleCode::DiplomaNotice, "R6222-23", Basis::Text, None),
    rule(
        RuleCode::DangerDecision,
        "L6225-4",
        Basis::Text,
        Some(Network::Cfa),
    ),
    rule(RuleCode::Liquidator, "L6222-18", Basis::Text, None),
    rule(RuleCode::TellFunder, "D6224-6", Basis::Text, None),
    rule(RuleCode::TellCfa, "R6222-21", Basis::Text, None),
    rule(
        RuleCode::SixMonths,
        "L6222-18-2",
        Basis::Text,
        Some(Network::Cfa),
    ),
];

/// Every rule.
#[must_use]
pub fn rules() -> &'static [LegalRule] {
    &RULES
}

/// A rule applied to one rupture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Deadline {
    /// The rule.
    pub rule: LegalRule,
    /// Its day, when it has one: a limit, or the earliest day for what may only be done later.
    pub day: Option<Date>,
    /// Whether the rupture, as declared, comes before what the rule allows.
    pub broken: bool,
}

/// What the rules of the day of a rupture say of it.
///
/// `asked_on` is the request from which the law counts: to the mediator, or to the authorities.
#[must_use]
pub fn deadlines(
    mode: Option<RuptureMode>,
    on: Date,
    contract_start: Date,
    asked_on: Option<Date>,
    birth: Option<Date>,
) -> Vec<Deadline> {
    let mut said = Vec::new();
    let mut say = |code: RuleCode, day: Option<Date>, broken: bool| {
        let known = RULES.iter().find(|rule| rule.code == code);
        said.extend(known.filter(|rule| rule.in_force(on)).map(|rule| Deadline {
            rule: *rule,
            day,
            broken,
        }));
    };
    let minor = birth.is_some_and(|birth| age_on(birth, asked_on.unwrap_or(on)) < 18);
    match mode {
        Some(RuptureMode::Free) => {
            let earliest = nth_working_day(contract_start, FREE_RUPTURE_DAYS);
            say(RuleCode::FreeUntil, Some(earliest), false);
        }
        Some(RuptureMode::Mutual) => say(RuleCode::BothSign, None, false),
        Some(RuptureMode::Apprentice) => {
            let notice = asked_on.map(|asked| plus_days(asked, 5));
            let end = asked_on.map(|asked| plus_days(asked, 12));
            say(RuleCode::NoticeFrom, notice, false);
            say(RuleCode::EndsFrom, end, end.is_some_and(|end| on < end));
            if minor {
                let within = asked_on.map(|asked| plus_days(asked, 15));
                say(RuleCode::GuardianSigns, None, false);
                say(RuleCode::GuardianMediator, within, false);
            }
        }
        Some(RuptureMode::Dismissal) => say(RuleCode::DismissalGrounds, None, false),
        Some(RuptureMode::Exclusion) => say(RuleCode::NewCfa, Some(plus_months(on, 2)), false),
        Some(RuptureMode::Diploma) => {
            say(RuleCode::DiplomaNotice, Some(plus_months(on, -1)), false);
        }
        Some(RuptureMode::Danger) => {
            let decided = asked_on.map(|asked| plus_days(asked, 15));
            say(RuleCode::DangerDecision, decided, false);
        }
        Some(RuptureMode::Liquidation) => say(RuleCode::Liquidator, None, false),
        None => {}
    }
    say(RuleCode::TellFunder, Some(on), false);
    say(RuleCode::TellCfa, Some(on), false);
    if !matches!(mode, Some(RuptureMode::Exclusion | RuptureMode::Diploma)) {
        let limit = plus_months(on, MONTHS_AFTER_RUPTURE);
        say(RuleCode::SixMonths, Some(limit), false);
    }
    said
}
