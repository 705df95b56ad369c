//! Obstacles: what keeps a young person from training or working, coded, never in words.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::By;
use crate::person::coded;

coded! {
    /// An obstacle, and the theme of the services that help with it.
    ObstacleKind {
        /// Housing.
        Housing = "housing",
        /// Access to care: a doctor, an insurance; never an illness.
        HealthAccess = "health_access",
        /// Getting about: transport, driving licence.
        Mobility = "mobility",
        /// Money: income, debts, equipment.
        Money = "money",
        /// Papers: identity, residence, social rights.
        Administrative = "administrative",
        /// The French language.
        Language = "language",
        /// Looking after a child.
        Childcare = "childcare",
        /// Digital equipment and ease.
        Digital = "digital",
        /// Knowing and using one's rights.
        Rights = "rights",
    }
}

coded! {
    /// How an obstacle ended.
    ObstacleOutcome {
        /// It is gone.
        Solved = "solved",
        /// It is less than it was.
        Eased = "eased",
        /// A service has taken it over.
        HandedOver = "handed_over",
        /// The young person does not want help with it.
        Declined = "declined",
        /// It was none.
        Mistaken = "mistaken",
    }
}

/// How an obstacle ended, with whom and when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ended {
    /// How.
    pub outcome: ObstacleOutcome,
    /// Who says so.
    pub by: By,
    /// The day.
    pub on: Date,
}
