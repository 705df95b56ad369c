//! Surnames, names used, first names: compared together, since one may stand in the other's place.

use crate::compare::{Comparer, Weighed};
use crate::distance::{CLOSE, LOOSE, one_edit};
use crate::frequency::{NameCounts, of_misspelling, of_shared_word};
use crate::level::{firm, name, slot};
use crate::pool::Name;
use crate::table::Row;

/// A first name that one in so many bears, and four people at least, is a name, not a mistake.
const WELL_KNOWN: u32 = 5000;

impl Comparer<'_> {
    /// Surname, first name, and whether they are exchanged.
    pub(crate) fn names(&self, here: &Row, there: &Row) -> (Weighed, Weighed, bool) {
        let (surname, of_a, of_b) = self.surnames(here, there);
        let given = self.given_level(here.given, there.given);
        let crossing =
            here.initials[0] == there.initials[1] || here.initials[1] == there.initials[0];
        if crossing && !firm(surname) && !firm(given) && given != 0 && surname != 0 {
            let crossed = (
                self.name_level(here.surname, there.given),
                self.name_level(here.given, there.surname),
            );
            if (firm(crossed.0) || firm(crossed.1))
                && crossed.0.max(crossed.1) < name::LOOSE
                && crossed.0 + crossed.1 < surname + given
            {
                let mut given = self.weigh_name(
                    slot::GIVEN,
                    &self.frequencies.given,
                    crossed.1,
                    here.given,
                    there.surname,
                );
                let surname = self.weigh_name(
                    slot::SURNAME,
                    &self.frequencies.surname,
                    crossed.0,
                    here.surname,
                    there.given,
                );
                // A record of A whose names are exchanged is as frequent as the names it exchanges.
                let exchanged = self.model.swapped()
                    * self
                        .frequencies
                        .couple(there.surname, there.given, self.affinity);
                given.1 = given.1.min(-exchanged.ln() - surname.1);
                return (surname, given, true);
            }
        }
        let surname = self.weigh_name(
            slot::SURNAME,
            &self.frequencies.surname,
            surname,
            of_a,
            of_b,
        );
        let mut given = self.weigh_name(
            slot::GIVEN,
            &self.frequencies.given,
            given,
            here.given,
            there.given,
        );
        if given.0 == name::EQUAL && matches!(surname.0, name::EQUAL | name::OTHER_NAME) {
            given.1 = -self
                .frequencies
                .couple(of_a, here.given, self.affinity)
                .ln()
                - surname.1;
        } else if firm(given.0) && firm(surname.0) {
            given.1 -= self.affinity.ln();
        }
        (surname, given, false)
    }

    /// The best agreement of birth and used names, and the two names that agree.
    pub(crate) fn surnames(&self, here: &Row, there: &Row) -> (u8, u32, u32) {
        let mut best = (
            self.name_level(here.surname, there.surname),
            here.surname,
            there.surname,
        );
        if best.0 <= name::EQUAL || (here.used == 0 && there.used == 0) {
            return best;
        }
        for (x, y) in [
            (here.used, there.surname),
            (here.surname, there.used),
            (here.used, there.used),
        ] {
            let level = match self.name_level(x, y) {
                name::MISSING => continue,
                name::EQUAL => name::OTHER_NAME,
                level => level,
            };
            // Equal through another name beats every other level but an equal spelling.
            let rank = |level: u8| if level == name::OTHER_NAME { 1 } else { level };
            if rank(level) < rank(best.0) {
                best = (level, x, y);
            }
        }
        best
    }

    /// How two first names agree. Two that others bear too are two names, however near: a mistake
    /// is nobody else's name.
    pub(crate) fn given_level(&self, here: u32, there: u32) -> u8 {
        let least = (self.frequencies.records / WELL_KNOWN).max(4);
        let known = |number| self.frequencies.given.whole.count(number) >= least;
        match self.name_level(here, there) {
            name::CLOSE | name::LOOSE if known(here) && known(there) => name::TWO_NAMES,
            level => level,
        }
    }

    /// How two names agree.
    pub(crate) fn name_level(&self, here: u32, there: u32) -> u8 {
        if here == 0 || there == 0 {
            name::MISSING
        } else if here == there {
            name::EQUAL
        } else {
            compare_names(self.values.name(here), self.values.name(there))
        }
    }

    pub(crate) fn weigh_name(
        &self,
        slot: usize,
        counts: &NameCounts,
        level: u8,
        here: u32,
        there: u32,
    ) -> Weighed {
        let chance = match level {
            name::MISSING => return (level, 0.0),
            name::LOOSE | name::TWO_NAMES | name::DIFFERENT => {
                return (level, self.surprise(slot, level));
            }
            name::EQUAL | name::OTHER_NAME => counts.whole.frequency(here),
            name::PART => {
                let share = counts.compound_share();
                2.0 * share * (1.0 - share) * of_shared_word(counts, self.values, here, there)
            }
            // The rarer of two spellings is a mistake that few strangers' names would be; but a
            // stranger may bear the commoner name and be misspelled too.
            _ => {
                let commoner = counts
                    .whole
                    .frequency(here)
                    .max(counts.whole.frequency(there));
                2.0 * self.model.neighbours(slot, level)
                    * of_misspelling(&counts.whole, here, there)
                    + self.model.same(slot, level) * commoner
            }
        };
        (level, -chance.min(1.0).ln())
    }
}

fn compare_names(here: &Name, there: &Name) -> u8 {
    if here.equals(there) {
        name::EQUAL
    } else if here.sound == there.sound {
        name::ALIKE
    } else if here.one_edit(there) {
        name::ONE_EDIT
    } else if shares_a_part(here, there) {
        name::PART
    } else {
        let closeness = here.closeness(there);
        if closeness >= CLOSE {
            name::CLOSE
        } else if closeness >= LOOSE {
            name::LOOSE
        } else {
            name::DIFFERENT
        }
    }
}

/// Whether one has a word of the other, or is its beginning.
fn shares_a_part(here: &Name, there: &Name) -> bool {
    if here.is_compound() || there.is_compound() {
        let one_typo = |word: &[u8]| {
            word.len() > 3
                && there
                    .words()
                    .any(|other| other.len() > 3 && one_edit(word, other))
        };
        if here
            .tokens()
            .iter()
            .any(|word| there.tokens().contains(word))
            || here.words().any(one_typo)
        {
            return true;
        }
    }
    if here.abbreviates(there) || there.abbreviates(here) {
        return true;
    }
    let (short, long) = if here.text().len() <= there.text().len() {
        (here, there)
    } else {
        (there, here)
    };
    short.text().len() > 2 && short.begins(long)
}
