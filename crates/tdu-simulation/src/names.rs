//! Names, drawn from the crate's own lists: many origins, Zipf-like frequencies, a long tail.

use crate::SimulationError;
use crate::chance::{Chance, Weights};
use tdu_domain::person::Sex;

const SURNAMES: &str = include_str!("../data/surnames.txt");
const SURNAME_PARTS: &str = include_str!("../data/surname_parts.txt");
const FIRST_NAMES: &str = include_str!("../data/first_names.txt");

/// Families of the first origin, whose long tail of rare names is composed from parts.
const LONG_TAIL_ORIGIN: usize = 0;
/// Of those families, how many in a thousand bear a rare composed name (assumption).
const RARE_SURNAMES: u32 = 420;
/// Double surnames, in a thousand (assumption).
const DOUBLE_SURNAMES: u32 = 55;
/// First names from the list of another origin, in a thousand (assumption).
const OTHER_FIRST_NAMES: u32 = 220;

/// A surname: one name, two names of the parents, or a rare name composed of two parts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Surname {
    /// One name.
    Single(&'static str),
    /// The names of both parents.
    Double(&'static str, &'static str),
    /// A beginning and an ending, joined.
    Composed(&'static str, &'static str),
}

impl std::fmt::Display for Surname {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Single(name) => f.write_str(name),
            Self::Double(first, second) => write!(f, "{first} {second}"),
            Self::Composed(first, second) => write!(f, "{first}{second}"),
        }
    }
}

/// A first name and the other spellings in use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FirstName {
    /// Every spelling, separated by `/`.
    spellings: &'static str,
    /// The one on the identity papers.
    official: u8,
}

impl FirstName {
    /// The spelling of the identity papers.
    #[must_use]
    pub fn official(&self) -> &'static str {
        self.spelling(usize::from(self.official))
    }

    /// Another spelling in use, if there is one.
    pub(crate) fn other(&self, chance: &mut Chance) -> Option<&'static str> {
        let others = self.count() - 1;
        if others == 0 {
            return None;
        }
        let step = 1 + chance.index(others);
        Some(self.spelling((usize::from(self.official) + step) % (others + 1)))
    }

    fn spelling(&self, index: usize) -> &'static str {
        self.spellings
            .split('/')
            .nth(index)
            .unwrap_or(self.spellings)
    }

    fn count(&self) -> usize {
        self.spellings.split('/').count()
    }
}

struct List {
    origin: &'static str,
    qualifier: &'static str,
    names: Vec<&'static str>,
    weights: Weights,
}

impl List {
    fn draw(&self, chance: &mut Chance) -> &'static str {
        self.names
            .get(self.weights.draw(chance))
            .copied()
            .unwrap_or_default()
    }
}

/// The lists, ready to draw from.
pub(crate) struct Names {
    surnames: Vec<List>,
    origins: Weights,
    beginnings: List,
    endings: List,
    female: Vec<List>,
    male: Vec<List>,
}

impl Names {
    /// Reads the embedded lists.
    pub(crate) fn load() -> Result<Self, SimulationError> {
        let surnames = lists("surnames.txt", SURNAMES)?;
        let mut parts = lists("surname_parts.txt", SURNAME_PARTS)?.into_iter();
        let first_names = lists("first_names.txt", FIRST_NAMES)?;
        let missing = |file, problem| SimulationError::Data {
            file,
            line: 1,
            problem,
        };
        let (Some(beginnings), Some(endings)) = (parts.next(), parts.next()) else {
            return Err(missing(
                "surname_parts.txt",
                "expected [beginnings] and [endings]",
            ));
        };
        let shares: Option<Vec<u32>> = surnames.iter().map(|l| l.qualifier.parse().ok()).collect();
        let shares = shares.ok_or(missing("surnames.txt", "expected [origin share]"))?;
        let (female, male): (Vec<List>, Vec<List>) = first_names
            .into_iter()
            .partition(|list| list.qualifier == "F");
        let same_origins = [&female, &male].iter().all(|lists| {
            lists
                .iter()
                .map(|l| l.origin)
                .eq(surnames.iter().map(|l| l.origin))
        });
        if !same_origins {
            return Err(missing(
                "first_names.txt",
                "expected the origins of surnames.txt, F and M",
            ));
        }
        Ok(Self {
            surnames,
            origins: Weights::new(shares),
            beginnings,
            endings,
            female,
            male,
        })
    }

    /// The origin of a family.
    pub(crate) fn origin(&self, chance: &mut Chance) -> usize {
        self.origins.draw(chance)
    }

    /// A surname of this origin.
    pub(crate) fn surname(&self, chance: &mut Chance, origin: usize) -> Surname {
        if origin == LONG_TAIL_ORIGIN && chance.happens(RARE_SURNAMES) {
            return Surname::Composed(self.beginnings.draw(chance), self.endings.draw(chance));
        }
        let first = self.surnames[origin].draw(chance);
        if chance.happens(DOUBLE_SURNAMES) {
            let second = self.surnames[self.origin(chance)].draw(chance);
            if second != first {
                return Surname::Double(first, second);
            }
        }
        Surname::Single(first)
    }

    /// A first name, usually of this origin.
    pub(crate) fn first_name(&self, chance: &mut Chance, origin: usize, sex: Sex) -> FirstName {
        let lists = match sex {
            Sex::Female => &self.female,
            Sex::Male => &self.male,
        };
        let origin = if chance.happens(OTHER_FIRST_NAMES) {
            self.origin(chance)
        } else {
            origin
        };
        let spellings = lists[origin].draw(chance);
        let mut name = FirstName {
            spellings,
            official: 0,
        };
        name.official = u8::try_from(chance.index(name.count())).unwrap_or_default();
        name
    }
}

/// Reads `[name qualifier]` sections of names separated by commas and line ends.
fn lists(file: &'static str, text: &'static str) -> Result<Vec<List>, SimulationError> {
    let mut lists: Vec<List> = Vec::new();
    for (index, line) in text.lines().enumerate() {
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        if let Some(title) = line.strip_prefix('[').and_then(|l| l.strip_suffix(']')) {
            let (origin, qualifier) = title.split_once(' ').unwrap_or((title, ""));
            lists.push(List {
                origin,
                qualifier,
                names: Vec::new(),
                weights: Weights::default(),
            });
            continue;
        }
        let list = lists.last_mut().ok_or(SimulationError::Data {
            file,
            line: index + 1,
            problem: "names before the first [section]",
        })?;
        list.names.extend(
            line.split(',')
                .map(str::trim)
                .filter(|name| !name.is_empty()),
        );
    }
    for list in &mut lists {
        list.weights = Weights::by_rank(list.names.len());
    }
    Ok(lists)
}
