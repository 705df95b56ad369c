//! The apprenticeship contract, as the facts of its life.

use jiff::civil::Date;

use crate::codes::Siret;

/// One contract of an enrolment, as a source tells it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contract {
    /// First day.
    pub start: Date,
    /// Planned last day.
    pub end: Option<Date>,
    /// Day of the rupture: the first day that is no longer worked.
    pub rupture: Option<Date>,
    /// Cause of the rupture, as the source wrote it.
    pub rupture_cause: Option<String>,
    /// SIRET of the employer.
    pub employer: Option<Siret>,
}
