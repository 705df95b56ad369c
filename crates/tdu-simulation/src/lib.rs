//! A region that behaves like the published figures.
//!
//! [`simulate`] makes the people of a territory and what happens to them; [`Simulation::write`]
//! writes what their Missions Locales and CFAs would have in their files, and `truth.csv`, which
//! says who is who. The same parameters give the same bytes on every machine: chance comes from
//! a seeded `ChaCha` stream and is spent in integers, and today is a parameter.
//!
//! # What is published, what is assumed
//!
//! | In the model | Source |
//! |---|---|
//! | Communes and populations | `@etalab/decoupage-administratif` |
//! | 60 Missions Locales, 9 CFAs for Île-de-France | published (2024, 2025); other territories in proportion |
//! | Contracts broken within nine months: CAP 29.3 %, bac 22.5 %; by sector 36, 30, 28, 25, 20 | Dares Analyses 43, July 2024 |
//! | A CAP broken within eighteen months: 42 % of persons | Dares Analyses 63, October 2024 |
//! | One rupture in three followed by a contract within six months | derived from the same: 19.4 % of CAP contracts do not come back |
//! | Employed six months after: CAP 59 %, BP 74 %, all about two thirds; 38 % study on | `InserJeunes` |
//! | Trades with their ROME, CFD and RNCP | the reference table of the field; an expired RNCP is left out of courses begun later |
//! | **When** in those nine or six months it happens | assumption: no monthly table is published |
//! | Weights of trades and sectors; a rate for production | assumption, so that sectors add up to the total |
//! | Rates of other levels by sector | assumption: sector differences kept, brought to the level's total |
//! | Ages, levels, origins of names, women by sector | assumption |
//! | Entries: most from 25 August to 20 October, some all year; 29 % without a contract | assumption |
//! | Learners who also have a file in a Mission Locale: about 40 % | assumption |
//! | Exclusions, exam results and how many of them the CFA's file tells | assumption |
//! | Files: state, schemes, level, trades wanted, mobility | assumption, within the legal lengths of the schemes |
//! | Files: the situation of a former apprentice follows what truly happened, so that the published employment rates can be read from them; when in the six months a job begins | assumption |
//! | Files: the situation of other youths | assumption |
//! | Faults: kinds and rates | assumption: plausible for files kept by hand |
//!
//! Age, sex and the size of the firm also move the risk of rupture in reality; here only sector
//! and level do. CFAs do not know what becomes of a leaver; a Mission Locale's file often does.
//!
//! # Nobody real
//!
//! Names are drawn from lists of common names; e-mail domains are reserved (RFC 2606, RFC 6761);
//! telephone numbers are of the ranges Arcep keeps for fiction, which are few: people share them
//! in a territory of more than 50,000. Organisations say "démonstration" in their names; their
//! UAI are of a department that does not exist, their SIREN of the 999 series. The one column of
//! social security numbers, there to be refused, holds impossible ones.

mod calendar;
mod chance;
mod contact;
mod dialect;
mod dossiers;
mod error;
mod faults;
mod figures;
mod identity;
mod learners_file;
mod names;
mod organisations;
mod pathway;
mod person;
mod population;
mod situations;
mod territory;
mod trades;
mod write;
mod youths_file;

use jiff::civil::Date;

use crate::person::Makers;
use crate::territory::communes_of;

pub use crate::dossiers::{Dossier, Period};
pub use crate::error::SimulationError;
pub use crate::figures::{Figures, Rate};
pub use crate::names::{FirstName, Surname};
pub use crate::organisations::{Cfa, MissionLocale};
pub use crate::pathway::{Contract, Enrolment, Exam};
pub use crate::person::Person;
pub use crate::population::Population;
pub use crate::trades::{Level, Sector, Trade};
pub use crate::write::Summary;

/// The most youths, or learners, one simulation makes.
pub const MAX_RECORDS: usize = 5_000_000;

/// What to simulate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parameters {
    /// `idf`, a region's INSEE code, or a department's (`d93` where a region has the same code).
    pub territory: String,
    /// Files in the Missions Locales' extractions.
    pub youths: usize,
    /// Items in the CFAs' files: courses; a few learners have two.
    pub learners: usize,
    /// The same seed gives the same bytes.
    pub seed: u64,
    /// The day the files are made: nothing later has happened.
    pub today: Date,
}

/// A commune and the Mission Locale that covers it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CommuneRow {
    /// INSEE code.
    pub insee: &'static str,
    /// Name.
    pub name: &'static str,
    /// Postcodes; neighbouring communes may share one.
    pub postcodes: Vec<&'static str>,
    /// Inhabitants.
    pub population: u32,
    /// Code of its Mission Locale.
    pub mission_locale_code: String,
}

/// Who a record of either network is. Each record appears in exactly one row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TruthRow {
    /// The person: rows of one person share it.
    pub person_id: usize,
    /// Number of their file, if this row has one.
    pub milo_number: Option<u32>,
    /// Code of the Mission Locale that keeps it.
    pub mission_locale_code: Option<String>,
    /// Identifier in the CFA's software, if this row has one.
    pub erp_id: Option<u32>,
    /// UAI of the CFA.
    pub uai: Option<String>,
    /// School year of the item: `2026-2027`.
    pub school_year: Option<String>,
}

/// A synthetic territory: its organisations, its communes, its people and who is who.
#[derive(Debug, Clone)]
pub struct Simulation {
    /// The Missions Locales.
    pub missions_locales: Vec<MissionLocale>,
    /// The CFAs.
    pub cfas: Vec<Cfa>,
    /// Every commune, in order of proximity.
    pub communes: Vec<CommuneRow>,
    /// Who is who in the files.
    pub truth: Vec<TruthRow>,
    /// What truly happened, which the files only partly show.
    pub population: Population,
    parameters: Parameters,
}

/// Simulates a territory.
pub fn simulate(parameters: &Parameters) -> Result<Simulation, SimulationError> {
    let most = parameters.youths.max(parameters.learners);
    if most > MAX_RECORDS {
        return Err(SimulationError::TooMany(most));
    }
    if !(2020..=2090).contains(&parameters.today.year()) {
        return Err(SimulationError::DateOutOfRange(parameters.today));
    }
    let communes = communes_of(&parameters.territory)?;
    let missions_locales = organisations::missions_locales(&communes, parameters.youths);
    let cfas = organisations::cfas(&communes, parameters.learners);
    let makers = Makers::new(&communes)?;
    let population = population::populate(parameters, &makers, &missions_locales, &cfas)?;
    Ok(Simulation {
        communes: commune_rows(&communes, &missions_locales),
        truth: truth(&population, &missions_locales, &cfas, parameters.today),
        missions_locales,
        cfas,
        population,
        parameters: parameters.clone(),
    })
}

fn commune_rows(
    communes: &[territory::Commune],
    missions_locales: &[MissionLocale],
) -> Vec<CommuneRow> {
    missions_locales
        .iter()
        .flat_map(|mission_locale| {
            communes[mission_locale.communes.clone()]
                .iter()
                .map(|commune| CommuneRow {
                    insee: commune.insee,
                    name: commune.name,
                    postcodes: commune.postcodes.clone(),
                    population: commune.population,
                    mission_locale_code: mission_locale.code.clone(),
                })
        })
        .collect()
}

/// One row per record: a person's first file beside their first course, and so on.
fn truth(
    population: &Population,
    missions_locales: &[MissionLocale],
    cfas: &[Cfa],
    today: Date,
) -> Vec<TruthRow> {
    let mut records = vec![(Vec::new(), Vec::new()); population.people.len()];
    for dossier in &population.dossiers {
        records[dossier.person].0.push(dossier);
    }
    for enrolment in &population.enrolments {
        records[enrolment.person].1.push(enrolment);
    }
    let mut rows = Vec::new();
    for (person_id, (dossiers, enrolments)) in records.iter().enumerate() {
        for index in 0..dossiers.len().max(enrolments.len()) {
            let dossier = dossiers.get(index);
            let enrolment = enrolments.get(index);
            rows.push(TruthRow {
                person_id,
                milo_number: dossier.map(|d| d.number),
                mission_locale_code: dossier
                    .map(|d| missions_locales[d.mission_locale].code.clone()),
                erp_id: enrolment.map(|e| e.erp_id),
                uai: enrolment.map(|e| cfas[e.cfa].uai.clone()),
                school_year: enrolment.map(|e| calendar::school_year(e.latest_school_year(today))),
            });
        }
    }
    rows
}
