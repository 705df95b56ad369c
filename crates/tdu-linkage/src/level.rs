//! How far two values of a field agree: a closed list.

use serde::{Deserialize, Serialize};

use crate::link::Zone;
use crate::schema::Kind;

/// How far two values of a field agree. The codes are stable.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// One of the records does not tell.
    Missing,
    /// Equal, once cleaned.
    Equal,
    /// Spelled otherwise, sounds the same, or a listed variant of the same name.
    Alike,
    /// One letter or digit apart, or two exchanged.
    OneEdit,
    /// One is a part of the other: a compound name cut short, a name added.
    Part,
    /// Several letters apart, still close.
    Close,
    /// Far apart, with letters in common.
    Loose,
    /// Near, but both are known first names: Lucie and Louise.
    TwoNames,
    /// Equal through the name used in life of one of them.
    OtherName,
    /// Day and month exchanged.
    DayMonthSwapped,
    /// The same year, one of them "1 January": the day was unknown.
    FirstJanuary,
    /// Same day and month of another year.
    OtherYear,
    /// Same year, and the same day or month.
    OnePart,
    /// Same postcode, the commune is not told on one side.
    SamePostcode,
    /// Same postcode, another commune.
    SamePostcodeOtherPlace,
    /// A postcode or commune code one digit apart.
    NearPlace,
    /// Same département.
    SameArea,
    /// The same address, made of the person's names: namesakes may share it.
    EqualFromNames,
    /// Same user name at another provider.
    SameUser,
    /// First name and surname in their own columns.
    InOrder,
    /// First name and surname exchanged.
    Swapped,
    /// Different.
    Different,
}

/// The levels of a name or text, by code.
pub(crate) const NAME: &[Level] = &[
    Level::Missing,
    Level::Equal,
    Level::Alike,
    Level::OneEdit,
    Level::Part,
    Level::Close,
    Level::OtherName,
    Level::Loose,
    Level::TwoNames,
    Level::Different,
];
/// The levels of a date.
pub(crate) const DATE: &[Level] = &[
    Level::Missing,
    Level::Equal,
    Level::DayMonthSwapped,
    Level::FirstJanuary,
    Level::OneEdit,
    Level::OtherYear,
    Level::OnePart,
    Level::Different,
];
const DATE_DIFFERENT: u8 = 7;
/// The levels of a place and its postcode.
pub(crate) const PLACE: &[Level] = &[
    Level::Missing,
    Level::Equal,
    Level::SamePostcode,
    Level::SamePostcodeOtherPlace,
    Level::NearPlace,
    Level::SameArea,
    Level::Different,
];
/// The levels of a phone or key.
pub(crate) const NUMBER: &[Level] = &[
    Level::Missing,
    Level::Equal,
    Level::OneEdit,
    Level::Different,
];
/// The levels of an address.
pub(crate) const MAIL: &[Level] = &[
    Level::Missing,
    Level::Equal,
    Level::EqualFromNames,
    Level::SameUser,
    Level::OneEdit,
    Level::Different,
];
/// The levels of a sex or category.
pub(crate) const EQUAL: &[Level] = &[Level::Missing, Level::Equal, Level::Different];
/// The order of the names.
pub(crate) const ORDER: &[Level] = &[Level::InOrder, Level::Swapped];

/// Codes of the levels of names, as [`NAME`] lists them.
pub(crate) mod name {
    pub(crate) const MISSING: u8 = 0;
    pub(crate) const EQUAL: u8 = 1;
    pub(crate) const ALIKE: u8 = 2;
    pub(crate) const ONE_EDIT: u8 = 3;
    pub(crate) const PART: u8 = 4;
    pub(crate) const CLOSE: u8 = 5;
    pub(crate) const OTHER_NAME: u8 = 6;
    pub(crate) const LOOSE: u8 = 7;
    pub(crate) const TWO_NAMES: u8 = 8;
    pub(crate) const DIFFERENT: u8 = 9;
}

/// Whether a name agrees well enough that no other reading is tried.
pub(crate) fn firm(level: u8) -> bool {
    matches!(
        level,
        name::EQUAL | name::ALIKE | name::ONE_EDIT | name::OTHER_NAME
    )
}

/// The fields that a comparison has, as positions in a [`Pattern`].
pub(crate) mod slot {
    pub(crate) const SURNAME: usize = 0;
    pub(crate) const GIVEN: usize = 1;
    pub(crate) const DATE: usize = 2;
    pub(crate) const SEX: usize = 3;
    pub(crate) const PLACE: usize = 4;
    pub(crate) const PHONE: usize = 5;
    pub(crate) const MAIL: usize = 6;
    pub(crate) const ORDER: usize = 7;
    /// The first of the keys, texts and categories.
    pub(crate) const EXTRA: usize = 8;
}

/// The level of each field, four bits each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub(crate) struct Pattern(u64);

impl Pattern {
    pub(crate) fn set(&mut self, slot: usize, code: u8) {
        self.0 |= u64::from(code) << (4 * slot);
    }

    /// Whether both names agree, in either order: the records are at least namesakes.
    pub(crate) fn namesakes(self) -> bool {
        let agrees = |slot| firm(self.get(slot)) || self.get(slot) == name::PART;
        agrees(slot::SURNAME) && agrees(slot::GIVEN)
    }

    /// Whether names and birth date agree: one person, or homonyms born on one day.
    pub(crate) fn homonyms(self) -> bool {
        self.namesakes() && self.get(slot::DATE) == 1
    }

    /// Whether the two may be twins: one name, one birth date, two first names that are not spellings of one.
    pub(crate) fn twins(self) -> bool {
        self.get(slot::GIVEN) >= name::TWO_NAMES
            && matches!(self.get(slot::SURNAME), 1..name::LOOSE)
            && self.get(slot::DATE) == 1
    }

    /// Whether surname and first name are both clearly others: two people of one household, or of one
    /// address book.
    fn strangers(self) -> bool {
        [slot::SURNAME, slot::GIVEN]
            .into_iter()
            .all(|slot| self.get(slot) >= name::LOOSE)
    }

    /// Whether nothing but the names speaks for one person: homonyms have them too, and so many
    /// records tell nothing else.
    fn names_alone(self, kinds: &[Kind]) -> bool {
        let extra = kinds.iter().enumerate().any(|(extra, kind)| {
            let code = self.get(slot::EXTRA + extra);
            match kind {
                Kind::Text => (name::EQUAL..name::LOOSE).contains(&code),
                Kind::Key => matches!(code, 1 | 2),
                _ => false,
            }
        });
        matches!(self.get(slot::DATE), 0 | 7)
            && matches!(self.get(slot::PLACE), 0 | 5 | 6)
            && matches!(self.get(slot::PHONE), 0 | 3)
            && matches!(self.get(slot::MAIL), 0 | 2 | 5)
            && !extra
    }

    /// Whether a place, a contact, a key or a text agrees, besides names and birth date: homonyms born
    /// on one day have these alone in common.
    pub(crate) fn corroborated(self, kinds: &[Kind]) -> bool {
        let extra = kinds.iter().enumerate().any(|(extra, kind)| {
            self.get(slot::EXTRA + extra) == 1 && matches!(kind, Kind::Text | Kind::Key)
        });
        matches!(self.get(slot::PLACE), 1..=3)
            || matches!(self.get(slot::PHONE), 1 | 2)
            || matches!(self.get(slot::MAIL), 1 | 3 | 4)
            || extra
    }

    /// Whether both tell a birth date, and nothing is alike in them.
    fn born_apart(self) -> bool {
        self.get(slot::DATE) == DATE_DIFFERENT
    }

    /// The zones that the agreement may reach, whatever its probability. Without a decision, twins,
    /// people born on wholly other days and namesakes of whom nothing else is told are never joined;
    /// two other names never at all; and records that share an identifier are never parted.
    pub(crate) fn bounds(self, kinds: &[Kind], keep_apart: bool) -> (Zone, Zone) {
        let same_key = kinds
            .iter()
            .enumerate()
            .any(|(extra, kind)| *kind == Kind::Key && self.get(slot::EXTRA + extra) == 1);
        let least = if same_key {
            Zone::Doubt
        } else {
            Zone::Different
        };
        let most = if keep_apart && self.strangers() {
            least
        } else if (keep_apart && (self.twins() || self.born_apart() && !same_key))
            || self.names_alone(kinds)
        {
            Zone::Doubt
        } else {
            Zone::Same
        };
        (least, most)
    }

    pub(crate) fn get(self, slot: usize) -> u8 {
        (self.0 >> (4 * slot) & 15) as u8
    }
}
