//! When signs open an alert: a rule that each territory sets, as data.

use std::collections::BTreeSet;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Feeling, Mark, Noticed, Sign, Weight};
use crate::calendar::plus_days;
use crate::rupture::Refused;

/// Light signs that a rule may ask for, at most.
pub const MOST_SIGNS: u32 = 10;
/// Days over which signs add up, or after which they are too old, at most.
pub const LONGEST_WINDOW: i32 = 180;

/// When signs open an alert.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AlertRule {
    /// The signs of which one is enough.
    pub strong: BTreeSet<Sign>,
    /// How many others are enough together.
    pub light: u32,
    /// Within how many days.
    pub days: i32,
    /// Days after the last sign when an alert ends by itself.
    pub stale_days: i32,
}

impl Default for AlertRule {
    /// One of conflict, wish to change and discouragement; or three others in thirty days.
    fn default() -> Self {
        Self {
            strong: BTreeSet::from([Sign::Conflict, Sign::ChangeWish, Sign::Discouragement]),
            light: 3,
            days: 30,
            stale_days: 45,
        }
    }
}

impl AlertRule {
    /// The rule, unless it could never open an alert or would open one for everything.
    pub fn checked(self) -> Result<Self, Refused> {
        let refused = |field| {
            Err(Refused {
                field,
                problem: "rule-range",
            })
        };
        if !(1..=MOST_SIGNS).contains(&self.light) {
            return refused("light");
        }
        if !(1..=LONGEST_WINDOW).contains(&self.days) {
            return refused("days");
        }
        if !(7..=LONGEST_WINDOW).contains(&self.stale_days) {
            return refused("stale");
        }
        Ok(self)
    }

    /// How much something noticed weighs. An answer is as strong as what it says of going on together.
    #[must_use]
    pub fn weight(&self, what: Noticed) -> Weight {
        match what {
            Noticed::Sign(sign) if self.strong.contains(&sign) => Weight::Strong,
            Noticed::Sign(_) => Weight::Light,
            Noticed::View(_, view) => match view.future {
                Feeling::Bad => Weight::Strong,
                _ if view.together == Feeling::Bad || view.work == Feeling::Bad => Weight::Light,
                Feeling::Mixed => Weight::Light,
                Feeling::Good => Weight::None,
            },
        }
    }

    /// The marks that open an alert on a day, oldest first; none when they are not enough.
    #[must_use]
    pub fn opens(&self, marks: &[Mark], today: Date) -> Vec<Mark> {
        let first = plus_days(today, -self.days);
        let mut counted: Vec<Mark> = marks
            .iter()
            .filter(|mark| first < mark.on && mark.on <= today)
            .filter(|mark| self.weight(mark.what) != Weight::None)
            .copied()
            .collect();
        counted.sort_by_key(|mark| mark.on);
        let strong = counted
            .iter()
            .any(|mark| self.weight(mark.what) == Weight::Strong);
        let enough = usize::try_from(self.light).is_ok_and(|light| counted.len() >= light);
        if strong || enough {
            counted
        } else {
            Vec::new()
        }
    }

    /// The day from which an alert whose last sign is of a day ends by itself.
    #[must_use]
    pub fn stale_on(&self, last_sign: Date) -> Date {
        plus_days(last_sign, self.stale_days)
    }
}
