//! What a referral says, in codes: the receiver reads this and nothing else.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::calendar::plus_months;
use crate::codes::RomeCode;
use crate::organisation::Network;
use crate::person::coded;

/// Trades that one referral names, at most.
pub const MOST_TRADES: usize = 3;

coded! {
    /// Why someone is referred.
    Why {
        /// They chose a trade and want to learn it.
        LearnTrade = "learn_trade",
        /// They want to see trades before choosing.
        Discover = "discover",
        /// They want another trade than the one they began.
        ChangeTrade = "change_trade",
        /// They look for a centre after a broken contract.
        AfterRupture = "after_rupture",
        /// They came to the centre alone, and nobody accompanies them.
        CameAlone = "came_alone",
        /// They need help that the centre does not give.
        NeedsHelp = "needs_help",
        /// Their contract was broken.
        ContractBroken = "contract_broken",
    }
}

impl Why {
    /// The reasons to refer someone to a network.
    #[must_use]
    pub fn towards(network: Network) -> &'static [Self] {
        match network {
            Network::Cfa => &[
                Self::LearnTrade,
                Self::Discover,
                Self::ChangeTrade,
                Self::AfterRupture,
            ],
            Network::MissionLocale => &[Self::CameAlone, Self::NeedsHelp, Self::ContractBroken],
        }
    }
}

coded! {
    /// What the receiver should know to welcome someone. Never a diagnosis.
    Need {
        /// To consolidate school basics.
        Level = "level",
        /// To improve their French.
        French = "french",
        /// Accommodations; shown only to who may see them.
        Accommodations = "accommodations",
        /// To be able to travel.
        Mobility = "mobility",
        /// Housing.
        Housing = "housing",
        /// An income.
        Income = "income",
    }
}

coded! {
    /// A paper that is ready, in the hands of the young person or of who accompanies them.
    Paper {
        /// Proof of identity, or right to stay and work.
        Identity = "identity",
        /// Curriculum vitae.
        Cv = "cv",
        /// Letter of motivation.
        Letter = "letter",
        /// Last school reports.
        Reports = "reports",
        /// Diplomas.
        Diplomas = "diplomas",
        /// Certificate of the day of defence and citizenship.
        DefenceDay = "defence_day",
        /// Consent of the legal guardian of a minor.
        Guardian = "guardian",
    }
}

/// What a referral says.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Content {
    /// The trades wanted, the first first.
    pub trades: Vec<RomeCode>,
    /// Why.
    pub why: Option<Why>,
    /// What the receiver should know.
    pub needs: Vec<Need>,
    /// The papers that are ready.
    pub papers: Vec<Paper>,
    /// The day from which they are available; none when they are now.
    pub available_from: Option<Date>,
}

impl Content {
    /// What keeps this from being sent to a network: the fields, and the keys of the sentences.
    #[must_use]
    pub fn lacks(&self, to: Network, today: Date) -> Vec<(&'static str, &'static str)> {
        let mut lacking = Vec::new();
        if self.why.is_none_or(|why| !Why::towards(to).contains(&why)) {
            lacking.push(("why", "referral-why-needed"));
        }
        if self.trades.len() > MOST_TRADES {
            lacking.push(("trades", "referral-trades-many"));
        } else if to == Network::Cfa && self.trades.is_empty() {
            lacking.push(("trades", "referral-trade-needed"));
        }
        let plausible = plus_months(today, -12)..=plus_months(today, 24);
        if self
            .available_from
            .is_some_and(|day| !plausible.contains(&day))
        {
            lacking.push(("available", "referral-available"));
        }
        lacking
    }
}
