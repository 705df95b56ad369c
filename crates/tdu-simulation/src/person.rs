//! A young person as they really are, before any file describes them.

use jiff::civil::Date;
use tdu_domain::person::Sex;

use crate::SimulationError;
use crate::calendar::{age, day, days_between};
use crate::chance::{Chance, Weights};
use crate::names::{FirstName, Names, Surname};
use crate::territory::{Commune, by_population};

const STREETS: &str = include_str!("../data/streets.txt");

// Rates in a thousand; all are assumptions.
const USED_NAME: u32 = 28;
const SECOND_FIRST_NAME: u32 = 160;
const RQTH: u32 = 45;
/// People whose papers say 1 January because the day of birth is not known.
const BORN_FIRST_OF_JANUARY: u32 = 8;
const SIBLING: u32 = 45;
const TWIN: u32 = 9;
const HOMONYM_BORN_THE_SAME_DAY: u32 = 2;

/// A young person of the territory.
#[derive(Debug, Clone)]
pub struct Person {
    /// Index in [`Population::people`](crate::Population::people), the number of `truth.csv`.
    pub id: usize,
    /// Administrative sex.
    pub sex: Sex,
    /// Birth name.
    pub birth_name: Surname,
    /// Used name, for the few who have one.
    pub used_name: Option<Surname>,
    /// First name.
    pub first_name: FirstName,
    /// Second first name, which some files give.
    pub second_first_name: Option<FirstName>,
    /// Birth date of the identity papers.
    pub birth: Date,
    /// Index of the commune in [`Simulation::communes`](crate::Simulation::communes).
    pub commune: usize,
    /// House number and street.
    pub address: (u16, &'static str),
    /// The person whose household this is: siblings share one.
    pub household: usize,
    /// Recognised as a disabled worker.
    pub rqth: bool,
}

impl Person {
    /// Completed years on a date.
    #[must_use]
    pub fn age(&self, on: Date) -> i16 {
        age(self.birth, on)
    }
}

/// Makes people of the territory.
pub(crate) struct Makers<'a> {
    names: Names,
    communes: &'a [Commune],
    by_population: Weights,
    streets: Vec<&'static str>,
}

impl<'a> Makers<'a> {
    pub(crate) fn new(communes: &'a [Commune]) -> Result<Self, SimulationError> {
        Ok(Self {
            names: Names::load()?,
            communes,
            by_population: by_population(communes),
            streets: STREETS
                .split([',', '\n'])
                .map(str::trim)
                .filter(|street| !street.is_empty())
                .collect(),
        })
    }

    /// Somebody born on that day, often unrelated to the people before, sometimes their sibling,
    /// twin or homonym, of whom `births_allowed` are the birth dates; `women` is in a thousand.
    pub(crate) fn person(
        &self,
        chance: &mut Chance,
        women: u32,
        birth: Date,
        births_allowed: std::ops::RangeInclusive<Date>,
        before: &[Person],
    ) -> Person {
        let mut person = self.stranger(chance, women, birth, before.len());
        let kind = chance.below(1_000);
        let Some(other) = before.get(chance.index(before.len())) else {
            return person;
        };
        if kind < SIBLING {
            if days_between(other.birth, birth).abs() > 300 {
                self.join_household(chance, &mut person, other);
            }
        } else if kind < SIBLING + TWIN {
            if births_allowed.contains(&other.birth) {
                person.birth = other.birth;
                self.join_household(chance, &mut person, other);
            }
        } else if kind < SIBLING + TWIN + HOMONYM_BORN_THE_SAME_DAY
            && births_allowed.contains(&other.birth)
        {
            person.sex = other.sex;
            person.birth = other.birth;
            person.birth_name = other.birth_name;
            person.first_name = other.first_name;
        }
        person
    }

    fn stranger(&self, chance: &mut Chance, women: u32, birth: Date, id: usize) -> Person {
        let sex = if chance.happens(women) {
            Sex::Female
        } else {
            Sex::Male
        };
        let origin = self.names.origin(chance);
        let other_origin = self.names.origin(chance);
        let birth = if chance.happens(BORN_FIRST_OF_JANUARY) {
            day(birth.year(), 1, 1)
        } else {
            birth
        };
        Person {
            id,
            sex,
            birth_name: self.names.surname(chance, origin),
            used_name: chance
                .happens(USED_NAME)
                .then(|| self.names.surname(chance, other_origin)),
            first_name: self.names.first_name(chance, origin, sex),
            second_first_name: chance
                .happens(SECOND_FIRST_NAME)
                .then(|| self.names.first_name(chance, origin, sex)),
            birth,
            commune: self.by_population.draw(chance),
            address: self.address(chance),
            household: id,
            rqth: chance.happens(RQTH),
        }
    }

    /// Same parents, same roof; a first name of their own.
    fn join_household(&self, chance: &mut Chance, person: &mut Person, other: &Person) {
        person.birth_name = other.birth_name;
        person.commune = other.commune;
        person.address = other.address;
        person.household = other.household;
        if person.first_name == other.first_name {
            let origin = self.names.origin(chance);
            person.first_name = self.names.first_name(chance, origin, person.sex);
        }
    }

    /// A house number and a street.
    pub(crate) fn address(&self, chance: &mut Chance) -> (u16, &'static str) {
        let number = u16::try_from(1 + chance.below(140)).unwrap_or(1);
        let street = chance.index(self.streets.len());
        (
            number,
            self.streets.get(street).copied().unwrap_or_default(),
        )
    }

    /// A commune of the territory, by population.
    pub(crate) fn commune(&self, chance: &mut Chance) -> usize {
        self.by_population.draw(chance)
    }

    /// The territory's communes.
    pub(crate) fn communes(&self) -> &'a [Commune] {
        self.communes
    }
}
