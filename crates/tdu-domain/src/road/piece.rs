//! The pieces that a dossier needs, and who must bring each. What matters is that a piece came: its copy
//! is not kept here.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::organisation::Network;
use crate::person::coded;

/// Days given to bring a piece, unless staff say otherwise.
pub const USUAL_DAYS: i32 = 14;

coded! {
    /// A piece, as CFA ask for them.
    PieceKind {
        /// Identity card or passport.
        Identity = "identity",
        /// Residence permit, which also allows to work.
        ResidencePermit = "residence_permit",
        /// Certificate of rights to social security; the number itself is never kept.
        HealthCover = "health_cover",
        /// Bank details.
        BankDetails = "bank_details",
        /// Photograph.
        Photo = "photo",
        /// Last diploma or school report.
        Diploma = "diploma",
        /// Certificate of the defence and citizenship day.
        DefenceDay = "defence_day",
        /// Curriculum vitae.
        Cv = "cv",
        /// Cover letter.
        Letter = "letter",
        /// Certificate of civil liability insurance.
        Insurance = "insurance",
        /// Agreement of a parent or guardian, for a minor.
        ParentAgreement = "parent_agreement",
        /// The company's form: SIRET, tutor, pay, skills operator.
        CompanyForm = "company_form",
        /// The contract's form (Cerfa 10103).
        Cerfa = "cerfa",
        /// The training agreement between the CFA and the company.
        Agreement = "agreement",
    }
}

coded! {
    /// Who must bring a piece.
    Bringer {
        /// The young person.
        Youth = "youth",
        /// Their family.
        Family = "family",
        /// The Mission Locale.
        MissionLocale = "ml",
        /// The CFA.
        Cfa = "cfa",
        /// The company.
        Company = "company",
    }
}

coded! {
    /// Where a piece stands.
    PieceState {
        /// Awaited.
        Asked = "asked",
        /// It came.
        Received = "received",
        /// It is not needed after all.
        Waived = "waived",
    }
}

coded! {
    /// What can happen to a piece.
    PieceMove {
        /// It came.
        Received = "received",
        /// It is not needed after all.
        Waived = "waived",
        /// Whoever must bring it was reminded.
        Reminded = "reminded",
        /// It is awaited again.
        Reopened = "reopened",
    }
}

coded! {
    /// Why a piece does not move so.
    PieceRefusal {
        /// It came, or is not needed, already.
        Settled = "settled",
        /// It is awaited.
        Awaited = "awaited",
        /// Only the network that asked for it says that it is not needed.
        NotAsker = "not_asker",
    }
}

impl PieceRefusal {
    /// Key of the sentence that says why.
    #[must_use]
    pub fn problem(self) -> &'static str {
        match self {
            Self::Settled => "piece-settled",
            Self::Awaited => "piece-awaited",
            Self::NotAsker => "piece-not-asker",
        }
    }
}

impl PieceKind {
    /// Who usually brings it.
    #[must_use]
    pub fn usual_bringer(self) -> Bringer {
        match self {
            Self::Insurance | Self::ParentAgreement => Bringer::Family,
            Self::CompanyForm | Self::Cerfa => Bringer::Company,
            Self::Agreement => Bringer::Cfa,
            _ => Bringer::Youth,
        }
    }

    /// Whether it is asked of minors only.
    #[must_use]
    pub fn is_of_minors(self) -> bool {
        self == Self::ParentAgreement
    }
}

/// Where a piece stands, and since when.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct PieceStanding {
    /// Its state.
    pub state: PieceState,
    /// The day it came or was waived.
    pub settled_on: Option<Date>,
    /// The day of the last reminder.
    pub reminded_on: Option<Date>,
    /// How many reminders there were.
    pub reminders: u8,
}

impl PieceStanding {
    /// A piece that was just asked for.
    #[must_use]
    pub fn new() -> Self {
        Self {
            state: PieceState::Asked,
            settled_on: None,
            reminded_on: None,
            reminders: 0,
        }
    }

    /// Where a piece stands after a move, by the network that asked for it or by the other.
    pub fn after(self, step: PieceMove, asker: bool, today: Date) -> Result<Self, PieceRefusal> {
        let awaited = self.state == PieceState::Asked;
        match step {
            PieceMove::Reopened if awaited => Err(PieceRefusal::Awaited),
            PieceMove::Reopened => Ok(Self {
                state: PieceState::Asked,
                settled_on: None,
                ..self
            }),
            _ if !awaited => Err(PieceRefusal::Settled),
            PieceMove::Waived if !asker => Err(PieceRefusal::NotAsker),
            PieceMove::Reminded => Ok(Self {
                reminded_on: Some(today),
                reminders: self.reminders.saturating_add(1),
                ..self
            }),
            PieceMove::Received | PieceMove::Waived => Ok(Self {
                state: match step {
                    PieceMove::Waived => PieceState::Waived,
                    _ => PieceState::Received,
                },
                settled_on: Some(today),
                ..self
            }),
        }
    }
}

impl Default for PieceStanding {
    fn default() -> Self {
        Self::new()
    }
}

/// What of an awaited piece raises a warning.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OpenPiece {
    /// The network that sees that it comes: the one that brings it, or that asked for it.
    pub owner: Network,
    /// The day it was asked for.
    pub asked_on: Date,
    /// The day by which.
    pub due: Date,
}

impl OpenPiece {
    /// The network that sees that a piece comes.
    #[must_use]
    pub fn owner(bringer: Bringer, asker: Network) -> Network {
        match bringer {
            Bringer::MissionLocale => Network::MissionLocale,
            Bringer::Cfa => Network::Cfa,
            Bringer::Youth | Bringer::Family | Bringer::Company => asker,
        }
    }
}
