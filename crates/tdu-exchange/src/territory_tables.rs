//! The tables that describe a territory: its organisations, its communes and who covers them.

use tdu_domain::codes::{CommuneCode, PostalCode, Siret, Uai};
use tdu_domain::organisation::Network;
use tdu_domain::routing::Commune;

use crate::FileError;
use crate::table::{Table, TableRow, read_table};

/// A line of the table of organisations: `kind;code;name;uai;siret`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrganisationLine {
    /// Network: `mission_locale` or `cfa`.
    pub network: Network,
    /// Code in its network.
    pub code: String,
    /// Name.
    pub name: String,
    /// Its establishment, for a CFA.
    pub establishment: Option<(Uai, Option<Siret>)>,
    /// Its own SIRET, when it has no establishment to carry it.
    pub siret: Option<Siret>,
}

/// A line of the table of communes: `insee;name;postcodes;population;mission_locale_code`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CommuneLine {
    /// The commune, not yet tied to an organisation.
    pub commune: Commune,
    /// Code of the Mission Locale that covers it.
    pub mission_locale: Option<String>,
}

/// A line of a territory's table that cannot be used. These tables are the operator's: the first
/// faulty line stops the reading.
#[derive(Debug, thiserror::Error)]
pub enum TerritoryTableError {
    /// The file cannot be read as a table.
    #[error(transparent)]
    File(#[from] FileError),
    /// A column is missing.
    #[error("the column {0} is missing")]
    MissingColumn(&'static str),
    /// A cell is not what its column must hold.
    #[error("line {line}, column {column}: {value:?} is not {expected}")]
    Cell {
        /// Line of the file.
        line: u32,
        /// Column.
        column: &'static str,
        /// The cell.
        value: String,
        /// What it should be.
        expected: &'static str,
    },
}

/// Reads the table of organisations.
pub fn organisations(bytes: &[u8]) -> Result<Vec<OrganisationLine>, TerritoryTableError> {
    let table = read_table(bytes)?;
    let [kind, code, name, uai, siret] = columns(&table, ["kind", "code", "name", "uai", "siret"])?;
    table
        .rows()
        .map(|row| {
            let network = cell(
                &row,
                kind,
                "kind",
                "mission_locale or cfa",
                |text| match text {
                    "mission_locale" => Some(Network::MissionLocale),
                    "cfa" => Some(Network::Cfa),
                    _ => None,
                },
            )?;
            let filled = |text: &str| (!text.is_empty()).then(|| text.to_owned());
            let siret = optional(&row, siret, "siret", "a SIRET", |text| {
                Siret::parse(text).ok()
            })?;
            let uai = optional(&row, uai, "uai", "a UAI", |text| Uai::parse(text).ok())?;
            Ok(OrganisationLine {
                network,
                code: cell(&row, code, "code", "a code", filled)?,
                name: cell(&row, name, "name", "a name", filled)?,
                siret: siret.clone().filter(|_| uai.is_none()),
                establishment: uai.map(|uai| (uai, siret)),
            })
        })
        .collect()
}

/// Reads the table of communes.
pub fn communes(bytes: &[u8]) -> Result<Vec<CommuneLine>, TerritoryTableError> {
    let table = read_table(bytes)?;
    let names = [
        "insee",
        "name",
        "postcodes",
        "population",
        "mission_locale_code",
    ];
    let [insee, name, postcodes, population, mission_locale] = columns(&table, names)?;
    table
        .rows()
        .map(|row| {
            let filled = |text: &str| (!text.is_empty()).then(|| text.to_owned());
            Ok(CommuneLine {
                commune: Commune {
                    code: cell(&row, insee, "insee", "an INSEE code", |text| {
                        CommuneCode::parse(text).ok()
                    })?,
                    name: cell(&row, name, "name", "a name", filled)?,
                    postcodes: cell(&row, postcodes, "postcodes", "postcodes", |text| {
                        text.split_whitespace()
                            .map(|code| PostalCode::parse(code).ok())
                            .collect()
                    })?,
                    population: cell(&row, population, "population", "a number", |text| {
                        text.parse().ok()
                    })?,
                    mission_locale: None,
                },
                mission_locale: filled(row.get(mission_locale).trim()),
            })
        })
        .collect()
}

fn columns<const N: usize>(
    table: &Table,
    names: [&'static str; N],
) -> Result<[usize; N], TerritoryTableError> {
    let mut found = [0; N];
    for (at, name) in found.iter_mut().zip(names) {
        *at = table
            .headers()
            .iter()
            .position(|header| header.trim().eq_ignore_ascii_case(name))
            .ok_or(TerritoryTableError::MissingColumn(name))?;
    }
    Ok(found)
}

fn cell<T>(
    row: &TableRow<'_>,
    at: usize,
    column: &'static str,
    expected: &'static str,
    parse: impl Fn(&str) -> Option<T>,
) -> Result<T, TerritoryTableError> {
    let text = row.get(at).trim();
    parse(text).ok_or_else(|| TerritoryTableError::Cell {
        line: row.line(),
        column,
        value: text.to_owned(),
        expected,
    })
}

fn optional<T>(
    row: &TableRow<'_>,
    at: usize,
    column: &'static str,
    expected: &'static str,
    parse: impl Fn(&str) -> Option<T>,
) -> Result<Option<T>, TerritoryTableError> {
    if row.get(at).trim().is_empty() {
        Ok(None)
    } else {
        cell(row, at, column, expected, parse).map(Some)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_faulty_cell_is_named() {
        let error = organisations(b"kind;code;name;uai;siret\ncfa;X;Y;12;\n").unwrap_err();
        assert_eq!(
            error.to_string(),
            r#"line 2, column uai: "12" is not a UAI"#
        );
        let error = communes(b"insee;name\n75101;Paris 1er\n").unwrap_err();
        assert_eq!(error.to_string(), "the column postcodes is missing");
    }

    #[test]
    fn tables_are_read() {
        let lines = communes("insee;name;postcodes;population;mission_locale_code\n77001;Achères;77760 77300;12;M1\n".as_bytes()).unwrap();
        assert_eq!(lines[0].mission_locale.as_deref(), Some("M1"));
        assert_eq!(lines[0].commune.postcodes.len(), 2);
    }
}
