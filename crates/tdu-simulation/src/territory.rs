//! The communes of the territory, and how they are cut into areas.
//!
//! The embedded list is in order of proximity (department, district, postcode), so that a slice
//! of consecutive communes is a plausible area.

use crate::SimulationError;
use crate::chance::Weights;

const FILE: &str = "generated/communes.csv";
const COMMUNES: &str = include_str!("../generated/communes.csv");

/// Region of the demonstration, the signatory of the agreement of 22 May 2025.
const ILE_DE_FRANCE: &str = "11";

/// A commune, or a municipal arrondissement of Paris, Lyon or Marseille.
#[derive(Debug, Clone)]
pub(crate) struct Commune {
    pub(crate) insee: &'static str,
    pub(crate) name: &'static str,
    pub(crate) department: &'static str,
    pub(crate) population: u32,
    pub(crate) postcodes: Vec<&'static str>,
}

/// The communes of a territory: `idf`, a region's INSEE code or a department's.
///
/// Some codes name both (93 is Provence-Alpes-Côte d'Azur and Seine-Saint-Denis): the region
/// wins, and a `d` before the code (`d93`) asks for the department.
pub(crate) fn communes_of(territory: &str) -> Result<Vec<Commune>, SimulationError> {
    let code = territory.trim().to_ascii_uppercase();
    let (region, department) = match (code.as_str(), code.strip_prefix('D')) {
        ("IDF", _) => (Some(ILE_DE_FRANCE), None),
        (_, Some(department)) => (None, Some(department)),
        (code, None) => (Some(code), Some(code)),
    };
    let of_region = select(|row| Some(row.region) == region)?;
    let found = if of_region.is_empty() {
        select(|row| Some(row.department) == department)?
    } else {
        of_region
    };
    if found.is_empty() {
        return Err(SimulationError::UnknownTerritory(territory.to_owned()));
    }
    Ok(found)
}

struct Row {
    insee: &'static str,
    name: &'static str,
    department: &'static str,
    region: &'static str,
    population: u32,
    postcodes: &'static str,
}

fn select(keep: impl Fn(&Row) -> bool) -> Result<Vec<Commune>, SimulationError> {
    let mut communes = Vec::new();
    for (index, line) in COMMUNES.lines().enumerate().skip(1) {
        let row = parse(line).ok_or(SimulationError::Data {
            file: FILE,
            line: index + 1,
            problem: "expected insee;name;department;region;population;postcodes",
        })?;
        if keep(&row) {
            communes.push(Commune {
                insee: row.insee,
                name: row.name,
                department: row.department,
                population: row.population,
                postcodes: row.postcodes.split(' ').collect(),
            });
        }
    }
    Ok(communes)
}

fn parse(line: &'static str) -> Option<Row> {
    let mut fields = line.split(';');
    Some(Row {
        insee: fields.next()?,
        name: fields.next()?,
        department: fields.next()?,
        region: fields.next()?,
        population: fields.next()?.parse().ok()?,
        postcodes: fields.next()?,
    })
}

/// Weights to draw a commune of the territory by population.
pub(crate) fn by_population(communes: &[Commune]) -> Weights {
    Weights::new(communes.iter().map(|commune| commune.population))
}

/// The territory's population.
pub(crate) fn population(communes: &[Commune]) -> u64 {
    communes
        .iter()
        .map(|commune| u64::from(commune.population))
        .sum()
}

/// Cuts the territory into at most `count` areas of about equal population; each is a range of
/// consecutive communes. Departments keep their borders when there are enough areas for all.
pub(crate) fn areas(communes: &[Commune], count: usize) -> Vec<std::ops::Range<usize>> {
    let departments = departments(communes);
    if count < departments.len() {
        return cut(communes, 0..communes.len(), count);
    }
    let shares = shares(communes, &departments, count);
    departments
        .into_iter()
        .zip(shares)
        .flat_map(|(range, share)| cut(communes, range, share))
        .collect()
}

fn departments(communes: &[Commune]) -> Vec<std::ops::Range<usize>> {
    let mut ranges: Vec<std::ops::Range<usize>> = Vec::new();
    for (index, commune) in communes.iter().enumerate() {
        match ranges.last_mut() {
            Some(range) if communes[range.start].department == commune.department => {
                range.end = index + 1;
            }
            _ => ranges.push(index..index + 1),
        }
    }
    ranges
}

/// One area each, then the rest one by one to the department with most people per area.
fn shares(
    communes: &[Commune],
    departments: &[std::ops::Range<usize>],
    count: usize,
) -> Vec<usize> {
    let people: Vec<u64> = departments
        .iter()
        .map(|range| population(&communes[range.clone()]))
        .collect();
    let mut shares = vec![1_usize; departments.len()];
    for _ in departments.len()..count {
        let neediest = (0..departments.len())
            .filter(|&index| shares[index] < departments[index].len())
            .max_by_key(|&index| people[index] / (shares[index] as u64 + 1));
        if let Some(index) = neediest {
            shares[index] += 1;
        }
    }
    shares
}

/// Cuts a range into `count` slices, each with at least one commune and its share of the people left.
fn cut(
    communes: &[Commune],
    range: std::ops::Range<usize>,
    count: usize,
) -> Vec<std::ops::Range<usize>> {
    let mut slices = Vec::with_capacity(count);
    let mut left = population(&communes[range.clone()]);
    let mut start = range.start;
    for remaining in (1..=count.clamp(1, range.len())).rev() {
        let target = left / remaining as u64;
        let latest_end = range.end - (remaining - 1);
        let mut end = start + 1;
        let mut people = u64::from(communes[start].population);
        while end < latest_end {
            let next = u64::from(communes[end].population);
            if remaining > 1 && people + next / 2 > target {
                break;
            }
            people += next;
            end += 1;
        }
        slices.push(start..end);
        left -= people;
        start = end;
    }
    slices
}
