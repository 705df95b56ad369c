//! Two records compared, field by field.

use crate::contact::{mail_one_edit, phone_one_edit};
use crate::date::Day;
use crate::distance::{CLOSE, LOOSE, one_edit};
use crate::frequency::{Frequencies, NameCounts, of_misspelling, of_shared_word};
use crate::level::{Pattern, firm, name, slot};
use crate::link::Zone;
use crate::model::Model;
use crate::pool::{Name, Values};
use crate::schema::{Kind, MOST_EXTRAS};
use crate::table::{Mails, Row};

/// One of the two sides of a comparison.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Side<'a> {
    pub(crate) rows: &'a [Row],
    pub(crate) extras: &'a [u32],
    pub(crate) mails: &'a Mails,
}

/// What comparing needs to know.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Comparer<'a> {
    pub(crate) values: Values<'a>,
    pub(crate) frequencies: &'a Frequencies,
    pub(crate) model: &'a Model,
    pub(crate) kinds: &'a [Kind],
    /// How much likelier two names are together than apart.
    pub(crate) affinity: f32,
    /// The side searched, whose frequencies count.
    pub(crate) a: Side<'a>,
    pub(crate) b: Side<'a>,
}

/// How two records agree, and how improbable it would be by chance.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Agreement {
    /// The record of A.
    pub(crate) a: u32,
    pub(crate) pattern: Pattern,
    /// Minus the logarithm of the probability of this agreement between strangers.
    pub(crate) surprise: f32,
    /// The part of it that the first names make.
    pub(crate) given_surprise: f32,
    /// The part of it that the names and the birth date make.
    pub(crate) identity_surprise: f32,
}

/// An identifier belongs to one person, who may have a few records.
const MOST_HOLDERS: u32 = 10;
/// A first name that one in so many bears, and four people at least, is a name, not a mistake.
const WELL_KNOWN: u32 = 5000;
/// Records fetched together, so that their cache misses overlap.
const FETCHED: usize = 64;

/// The level of a field and how improbable it would be between strangers, as a logarithm.
pub(crate) type Weighed = (u8, f32);

impl Comparer<'_> {
    /// Compares a record of A with one of B.
    pub(crate) fn compare(&self, a: u32, b: u32) -> Agreement {
        self.compare_row(&self.a.rows[a as usize], a, b)
    }

    /// Compares records of A with one of B each, fetching those of A together.
    pub(crate) fn compare_all(&self, pairs: &[u64]) -> Vec<Agreement> {
        let mut agreements = Vec::with_capacity(pairs.len());
        let mut rows = Vec::with_capacity(FETCHED);
        for pairs in pairs.chunks(FETCHED) {
            rows.clear();
            rows.extend(pairs.iter().map(|&pair| self.a.rows[pair as u32 as usize]));
            agreements.extend(
                pairs
                    .iter()
                    .zip(&rows)
                    .map(|(&pair, row)| self.compare_row(row, pair as u32, (pair >> 32) as u32)),
            );
        }
        agreements
    }

    fn compare_row(&self, here: &Row, a: u32, b: u32) -> Agreement {
        let fields = self.fields(here, a, b);
        let mut agreement = Agreement {
            a,
            pattern: Pattern::default(),
            surprise: 0.0,
            given_surprise: fields[slot::GIVEN].1,
            identity_surprise: fields[slot::SURNAME].1
                + fields[slot::GIVEN].1
                + fields[slot::DATE].1,
        };
        for (slot, (code, surprise)) in fields
            .into_iter()
            .enumerate()
            .take(slot::EXTRA + self.kinds.len())
        {
            agreement.pattern.set(slot, code);
            agreement.surprise += surprise;
        }
        agreement
    }

    /// The level of each field and how improbable it is.
    pub(crate) fn fields(
        &self,
        here: &Row,
        a: u32,
        b: u32,
    ) -> [Weighed; slot::EXTRA + MOST_EXTRAS] {
        let there = &self.b.rows[b as usize];
        let (surname, given, swapped) = self.names(here, there);
        let date = self.date(here.day, there.day);
        let phone = self.phone(here, there);
        let known = usize::from((1..name::LOOSE).contains(&surname.0))
            + usize::from((1..name::LOOSE).contains(&given.0))
            + usize::from((1..7).contains(&date.0))
            + usize::from(phone.0 == 1);
        let mut fields = [(0, 0.0); slot::EXTRA + MOST_EXTRAS];
        fields[slot::SURNAME] = surname;
        fields[slot::GIVEN] = given;
        fields[slot::DATE] = date;
        fields[slot::SEX] = self.sex(here.sex, there.sex);
        fields[slot::PLACE] = self.place(here, there);
        fields[slot::PHONE] = phone;
        fields[slot::MAIL] = self.mail(here, there, known >= 3);
        fields[slot::ORDER] = (u8::from(swapped), 0.0);
        let width = self.kinds.len();
        for (extra, field) in fields[slot::EXTRA..].iter_mut().take(width).enumerate() {
            let (here, there) = (
                self.a.extras[a as usize * width + extra],
                self.b.extras[b as usize * width + extra],
            );
            *field = self.extra(extra, here, there);
        }
        fields
    }

    /// The zones that an agreement may reach.
    pub(crate) fn bounds(&self, agreement: &Agreement) -> (Zone, Zone) {
        agreement
            .pattern
            .bounds(self.kinds, self.model.schema.keep_twins_apart)
    }

    /// Surname, first name, and whether they are exchanged.
    fn names(&self, here: &Row, there: &Row) -> (Weighed, Weighed, bool) {
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

    fn weigh_name(
        &self,
        slot: usize,
        counts: &NameCounts,
        level: u8,
        here: u32,
        there: u32,
    ) -> Weighed {
        let chance = match level {
            name::MISSING => 1.0,
            name::LOOSE | name::TWO_NAMES | name::DIFFERENT => self.model.chance(slot, level),
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

    fn date(&self, here: Day, there: Day) -> Weighed {
        match date_level(here, there) {
            1 => (1, -self.frequencies.day(here).ln()),
            level => (level, self.model.surprise(slot::DATE, level)),
        }
    }

    fn sex(&self, here: u8, there: u8) -> Weighed {
        let level = if here == 0 || there == 0 {
            0
        } else if here == there {
            1
        } else {
            2
        };
        (level, self.model.surprise(slot::SEX, level))
    }

    fn place(&self, here: &Row, there: &Row) -> Weighed {
        match self.place_level(here, there) {
            1 => (1, -self.frequencies.place.frequency(here.place).ln()),
            level @ (2 | 3) => (
                level,
                -self.frequencies.postcode.frequency(here.postcode).ln(),
            ),
            level => (level, self.model.surprise(slot::PLACE, level)),
        }
    }

    pub(crate) fn place_level(&self, here: &Row, there: &Row) -> u8 {
        let both = |a: u32, b: u32| a != 0 && b != 0;
        let places = both(here.place, there.place);
        let postcodes = both(here.postcode, there.postcode);
        if places && here.place == there.place {
            return 1;
        }
        if postcodes && here.postcode == there.postcode {
            return if places { 3 } else { 2 };
        }
        // Place with place, or postcode with postcode.
        let told = [places, postcodes];
        let codes = [(here.place, there.place), (here.postcode, there.postcode)];
        let short = |at: usize| {
            (!here.codes[at].is_none() && !there.codes[at].is_none())
                .then_some((here.codes[at], there.codes[at]))
        };
        let near = |at: usize| match short(at) {
            Some((here, there)) => here.near(there),
            None => self
                .values
                .code(codes[at].0)
                .near(self.values.code(codes[at].1)),
        };
        let same_area = |at: usize| match short(at) {
            Some((here, there)) => here.same_area(there),
            None => self
                .values
                .code(codes[at].0)
                .same_area(self.values.code(codes[at].1)),
        };
        if (0..2).any(|at| told[at] && near(at)) {
            return 4;
        }
        match told.iter().position(|told| *told) {
            None => 0,
            Some(at) if same_area(at) => 5,
            Some(_) => 6,
        }
    }

    fn phone(&self, here: &Row, there: &Row) -> Weighed {
        let level = match (here.phone, there.phone) {
            (0, _) | (_, 0) => 0,
            (a, b) if a == b => return (1, -self.frequencies.phone(here).ln()),
            (a, b) if phone_one_edit(a, b) => 2,
            _ => 3,
        };
        (level, self.model.surprise(slot::PHONE, level))
    }

    /// Typing errors in an address are looked for only when three other things agree: strangers have
    /// near addresses more often than people mistype theirs.
    fn mail(&self, here: &Row, there: &Row, typos: bool) -> Weighed {
        let level = if here.mail == 0 || there.mail == 0 {
            0
        } else if here.mail_hash == there.mail_hash && here.user_hash == there.user_hash {
            if self.beside_names(here, self.a.mails.user(here.mail)) != Some(0) {
                return (1, -self.frequencies.mail(here).ln());
            }
            2
        } else if here.user_hash == there.user_hash {
            if self
                .beside_names(here, self.a.mails.user(here.mail))
                .is_some()
            {
                5
            } else {
                3
            }
        } else if typos
            && mail_one_edit(self.a.mails.user(here.mail), self.b.mails.user(there.mail))
            && self
                .beside_names(here, self.a.mails.user(here.mail))
                .is_none()
        {
            4
        } else {
            5
        };
        // What it is worth depends on the names: the weights know.
        (level, 0.0)
    }

    /// How much a user name says beside the person's names and birth: nothing when it is made of
    /// them, since namesakes make the same. Nothing at all when none of the names is in it.
    fn beside_names(&self, row: &Row, user: &[u8]) -> Option<usize> {
        let mut rest: Vec<u8> = user.to_ascii_uppercase();
        let mut made = false;
        for number in [row.given, row.surname, row.used] {
            for word in self
                .values
                .name(number)
                .words()
                .filter(|word| word.len() > 2)
            {
                if let Some(at) = rest.windows(word.len()).position(|part| part == word) {
                    rest.drain(at..at + word.len());
                    made = true;
                }
            }
        }
        rest.retain(u8::is_ascii_alphanumeric);
        let number = rest.iter().try_fold(0, |number, digit| {
            digit
                .is_ascii_digit()
                .then(|| number * 10 + u32::from(digit - b'0'))
        });
        let of_birth = rest.len() == 4
            && (number == Some(row.day.year())
                || number == Some(row.day.day() * 100 + row.day.month()));
        made.then_some(if rest.len() <= 2 || of_birth {
            0
        } else {
            rest.len()
        })
    }

    fn extra(&self, extra: usize, here: u32, there: u32) -> Weighed {
        let counts = &self.frequencies.extras[extra];
        let slot = slot::EXTRA + extra;
        if here == 0 || there == 0 {
            return (0, 0.0);
        }
        match self.kinds[extra] {
            Kind::Text => self.weigh_name(slot, counts, self.name_level(here, there), here, there),
            // An identifier that many bear identifies nobody.
            Kind::Key if here == there && counts.whole.count(here) > MOST_HOLDERS => (0, 0.0),
            Kind::Key if here == there => (1, -counts.whole.of_identifier(here).ln()),
            _ if here == there => (1, -counts.whole.frequency(here).ln()),
            Kind::Key if self.values.code(here).near(self.values.code(there)) => {
                (2, self.model.surprise(slot, 2))
            }
            Kind::Key => (3, self.model.surprise(slot, 3)),
            _ => (2, self.model.surprise(slot, 2)),
        }
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
    short.text().len() > 2 && long.text().starts_with(short.text())
}

/// How two dates agree, as [`crate::level::DATE`] lists it.
pub(crate) fn date_level(here: Day, there: Day) -> u8 {
    if here.is_none() || there.is_none() {
        0
    } else if here == there {
        1
    } else if here.swapped() == Some(there) {
        2
    } else if here.year() == there.year() && (here.is_first_january() || there.is_first_january()) {
        3
    } else if here.one_digit_apart(there) {
        4
    } else if here.month() == there.month() && here.day() == there.day() {
        5
    } else if here.year() == there.year()
        && (here.month() == there.month() || here.day() == there.day())
    {
        6
    } else {
        7
    }
}
