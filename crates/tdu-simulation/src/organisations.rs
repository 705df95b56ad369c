//! The organisations of the territory: invented, well formed, and named as a demonstration.
//!
//! Their codes cannot be those of real establishments: Missions Locales, UAI of a department 099
//! that does not exist, SIREN of the 999 series.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::territory::{Commune, areas, population};

/// Inhabitants per Mission Locale: 60 of them for Île-de-France (2024).
const PEOPLE_PER_MISSION_LOCALE: u64 = 207_718;
/// Inhabitants per CFA of the crafts network: nine for Île-de-France (2025).
const PEOPLE_PER_CFA: u64 = 1_384_785;
/// A Mission Locale with fewer youths than this is merged with its neighbours (assumption).
const YOUTHS_PER_MISSION_LOCALE: usize = 50;
/// A CFA with fewer learners than this is merged with its neighbours (assumption).
const LEARNERS_PER_CFA: usize = 25;

/// A Mission Locale of the demonstration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MissionLocale {
    /// Code of the structure in the style of i-milo, eight characters: `99001S00`.
    pub code: String,
    /// "Mission locale de démonstration – Montreuil".
    pub name: String,
    /// Its establishment number: well formed, but nobody's.
    pub siret: String,
    /// Its communes, as a range of [`Simulation::communes`](crate::Simulation::communes).
    pub communes: Range<usize>,
}

/// A CFA of the demonstration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cfa {
    /// Its code as a teaching establishment: well formed, in a department that does not exist.
    pub uai: String,
    /// "CFA de démonstration – Bobigny".
    pub name: String,
    /// Its establishment number: well formed, but nobody's.
    pub siret: String,
    /// The communes nearest to it, as a range of [`Simulation::communes`](crate::Simulation::communes).
    pub communes: Range<usize>,
}

pub(crate) fn missions_locales(communes: &[Commune], youths: usize) -> Vec<MissionLocale> {
    let count = count(
        communes,
        PEOPLE_PER_MISSION_LOCALE,
        youths / YOUTHS_PER_MISSION_LOCALE,
    );
    let areas = areas(communes, count);
    let names = names("Mission locale de démonstration", communes, &areas);
    areas
        .into_iter()
        .zip(names)
        .zip(1..)
        .map(|((communes, name), serial)| MissionLocale {
            code: format!("99{serial:03}S00"),
            name,
            siret: siret(99_910, serial),
            communes,
        })
        .collect()
}

pub(crate) fn cfas(communes: &[Commune], learners: usize) -> Vec<Cfa> {
    let count = count(communes, PEOPLE_PER_CFA, learners / LEARNERS_PER_CFA);
    let areas = areas(communes, count);
    let names = names("CFA de démonstration", communes, &areas);
    areas
        .into_iter()
        .zip(names)
        .zip(1..)
        .map(|((communes, name), serial)| Cfa {
            uai: uai(990_000 + serial),
            name,
            siret: siret(99_900, serial),
            communes,
        })
        .collect()
}

/// As many as the territory's population calls for and the simulated files can fill, at least one.
fn count(communes: &[Commune], people_each: u64, at_most: usize) -> usize {
    let by_population = (population(communes) + people_each / 2) / people_each;
    usize::try_from(by_population)
        .unwrap_or(usize::MAX)
        .min(at_most)
        .clamp(1, 999)
}

/// An area is named after its largest commune; homonyms are told apart by their department.
fn names(kind: &str, communes: &[Commune], areas: &[Range<usize>]) -> Vec<String> {
    let largest: Vec<&Commune> = areas
        .iter()
        .filter_map(|area| communes[area.clone()].iter().max_by_key(|c| c.population))
        .collect();
    let mut uses: BTreeMap<&str, usize> = BTreeMap::new();
    for commune in &largest {
        *uses.entry(commune.name).or_default() += 1;
    }
    largest
        .iter()
        .map(|commune| match uses.get(commune.name) {
            Some(1) => format!("{kind} – {}", commune.name),
            _ => format!("{kind} – {} ({})", commune.name, commune.insee),
        })
        .collect()
}

/// A UAI: seven digits and the letter that checks them.
fn uai(number: u32) -> String {
    const KEYS: &[u8; 23] = b"ABCDEFGHJKLMNPRSTUVWXYZ";
    format!("{number:07}{}", char::from(KEYS[(number % 23) as usize]))
}

/// A SIRET of an invented company: `series` is the first five digits of its SIREN.
pub(crate) fn siret(series: u32, serial: u32) -> String {
    let siren = with_luhn_digit(&format!("{series:05}{serial:03}"));
    with_luhn_digit(&format!("{siren}0001"))
}

/// The SIRET of an invented employer.
pub(crate) fn employer_siret(serial: u32) -> String {
    siret(99_920 + serial / 1_000 % 80, serial % 1_000)
}

fn with_luhn_digit(digits: &str) -> String {
    let sum: u32 = digits
        .bytes()
        .rev()
        .enumerate()
        .map(|(index, byte)| {
            let digit = u32::from(byte - b'0');
            match index % 2 {
                0 if digit >= 5 => digit * 2 - 9,
                0 => digit * 2,
                _ => digit,
            }
        })
        .sum();
    format!("{digits}{}", (10 - sum % 10) % 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_letter_of_a_uai_is_the_official_one() {
        assert_eq!(uai(756_199), "0756199F");
        assert_eq!(uai(770_998), "0770998S");
        assert_eq!(uai(951_963), "0951963T");
    }

    #[test]
    fn luhn_digits_are_those_of_real_numbers() {
        assert_eq!(with_luhn_digit("13002797"), "130027972");
    }

    #[test]
    fn employers_are_all_of_the_invented_series() {
        for serial in [0, 999, 1_000, 79_999, 80_000] {
            assert!(employer_siret(serial).starts_with("999"));
            assert_eq!(employer_siret(serial).len(), 14);
        }
    }
}
