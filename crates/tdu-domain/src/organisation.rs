//! The two networks and their organisations.

use uuid::Uuid;

use crate::person::coded;

coded! {
    /// One of the two networks of the agreements.
    Network {
        /// The Missions Locales.
        MissionLocale = "ml",
        /// The craft chambers' apprenticeship centres.
        Cfa = "cfa",
    }
}

impl Network {
    /// The other one.
    #[must_use]
    pub fn other(self) -> Self {
        match self {
            Self::MissionLocale => Self::Cfa,
            Self::Cfa => Self::MissionLocale,
        }
    }
}

coded! {
    /// The system a source record comes from.
    SourceSystem {
        /// A CFA's management software, in the national learner format.
        Erp = "erp",
        /// A SIFA survey file of a CFA.
        Sifa = "sifa",
        /// A Mission Locale's i-milo.
        Milo = "milo",
        /// Entered in Trait d'union by staff.
        Staff = "staff",
        /// Someone who came to a CFA without a dossier, told by its staff. It opens nobody's file.
        Arrival = "arrival",
    }
}

/// An organisation of a territory.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Organisation {
    /// Key, public in addresses.
    pub id: Uuid,
    /// Network it belongs to.
    pub network: Network,
    /// Its code in its network: i-milo structure code, or UAI of the main establishment.
    pub code: String,
    /// Name shown to people.
    pub name: String,
}
