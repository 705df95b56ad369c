//! A contract that runs, watched so that it does not break: what CFA staff notice in two clicks, what the
//! employer and the young person answer, and the alert both networks share when signs gather.
//!
//! Everything is coded: nothing here is written in anybody's own words.

mod rule;
#[cfg(test)]
mod tests;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

pub use rule::{AlertRule, LONGEST_WINDOW, MOST_SIGNS};

use crate::calendar::{nth_working_day, plus_days, plus_months};
use crate::organisation::Network;
use crate::person::coded;
use crate::rupture::Refused;
use crate::signal::FREE_RUPTURE_DAYS;

/// Days within which what is planned about an alert is done.
const LONGEST_PLAN: i32 = 62;

coded! {
    /// Something noticed about someone in contract.
    Sign {
        /// Absent from the CFA or the company.
        Absence = "absence",
        /// Often late.
        Lateness = "lateness",
        /// A conflict.
        Conflict = "conflict",
        /// Asks to change company or training.
        ChangeWish = "change_wish",
        /// Discouraged.
        Discouragement = "discouragement",
        /// Pay that is late, missing or wrong.
        PayTrouble = "pay_trouble",
        /// Trouble with housing.
        HousingTrouble = "housing_trouble",
        /// A difficulty of the employer.
        EmployerDifficulty = "employer_difficulty",
    }
}

coded! {
    /// When the employer and the young person are asked how it goes.
    ViewMoment {
        /// A month after the first day.
        FirstMonth = "first_month",
        /// Before the 45th day in the company.
        Day45 = "day_45",
        /// During a visit to the company.
        Visit = "visit",
    }
}

coded! {
    /// Who says how it goes.
    Party {
        /// The employer or the master.
        Employer = "employer",
        /// The young person.
        Youth = "youth",
    }
}

coded! {
    /// What the questions are about.
    Theme {
        /// Presence and understanding: how people get on.
        Together = "together",
        /// The work itself.
        Work = "work",
        /// Going on together.
        Future = "future",
    }
}

coded! {
    /// An answer to a question.
    Feeling {
        /// It goes well.
        Good = "good",
        /// So-so.
        Mixed = "mixed",
        /// It goes badly.
        Bad = "bad",
    }
}

/// What one party answered: how people get on, the work, going on together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct View {
    /// Presence and understanding.
    pub together: Feeling,
    /// The work.
    pub work: Feeling,
    /// Going on together.
    pub future: Feeling,
}

impl View {
    /// The answer about a theme.
    #[must_use]
    pub fn about(&self, theme: Theme) -> Feeling {
        match theme {
            Theme::Together => self.together,
            Theme::Work => self.work,
            Theme::Future => self.future,
        }
    }
}

/// What counts towards an alert, and its day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mark {
    /// Its day.
    pub on: Date,
    /// What it is.
    pub what: Noticed,
}

/// What was noticed, or answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Noticed {
    /// A sign.
    Sign(Sign),
    /// What a party answered.
    View(Party, View),
}

/// How much a mark weighs: a strong one is enough, light ones add up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Weight {
    /// Nothing to worry about.
    None,
    /// One of several.
    Light,
    /// Enough alone.
    Strong,
}

coded! {
    /// What the two networks do together about an alert.
    AlertGoal {
        /// Listen to the young person.
        TalkYouth = "talk_youth",
        /// Talk with the employer.
        TalkEmployer = "talk_employer",
        /// Bring employer and apprentice together.
        Mediation = "mediation",
        /// Help with housing, money, transport.
        SocialHelp = "social_help",
        /// Prepare another contract.
        OtherEmployer = "other_employer",
    }
}

coded! {
    /// How an alert ended.
    AlertOutcome {
        /// The contract goes on.
        GoesOn = "goes_on",
        /// It goes on, changed: hours, tasks, place.
        Adjusted = "adjusted",
        /// With another employer.
        OtherEmployer = "other_employer",
        /// The contract broke.
        Broken = "broken",
        /// There was nothing.
        Unfounded = "unfounded",
    }
}

coded! {
    /// Where an alert stands.
    AlertState {
        /// Signs gathered; nothing agreed yet.
        Open = "open",
        /// A plan is agreed.
        Planned = "planned",
        /// It ended.
        Closed = "closed",
    }
}

impl AlertState {
    /// Whether an alert may go from one state to another. What is closed stays so.
    #[must_use]
    pub fn may_become(self, next: Self) -> bool {
        match self {
            Self::Open | Self::Planned => next != Self::Open,
            Self::Closed => false,
        }
    }
}

/// An alert that is not closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OpenAlert {
    /// Its first day.
    pub opened_on: Date,
    /// The day from which its signs are too old: it then ends by itself.
    pub stale_on: Date,
    /// Whether the Mission Locale said that it has read it.
    pub taken: bool,
    /// Whether a strong sign opened it.
    pub strong: bool,
    /// By when the plan is done, and by which network, when there is one.
    pub plan: Option<(Network, Date)>,
}

impl OpenAlert {
    /// Whether it still speaks on a day.
    #[must_use]
    pub fn speaks(&self, today: Date) -> bool {
        today < self.stale_on
    }
}

/// Whether what is planned about an alert may be due on a day.
pub fn plan_allowed(due: Date, today: Date) -> Result<(), Refused> {
    if due < today || due > plus_days(today, LONGEST_PLAN) {
        return Err(Refused {
            field: "due",
            problem: "alert-due",
        });
    }
    Ok(())
}

/// The days between which the views of a moment are asked for: the first day, and the day by which.
/// Visits are free.
#[must_use]
pub fn asked_between(moment: ViewMoment, contract_start: Date) -> Option<(Date, Date)> {
    match moment {
        ViewMoment::FirstMonth => {
            let month = plus_months(contract_start, 1);
            Some((plus_days(month, -7), plus_days(month, 7)))
        }
        ViewMoment::Day45 => Some((
            nth_working_day(contract_start, FREE_RUPTURE_DAYS - 10),
            nth_working_day(contract_start, FREE_RUPTURE_DAYS),
        )),
        ViewMoment::Visit => None,
    }
}
