//! Two records compared, field by field.

use crate::contact::{mail_one_edit, phone_one_edit};
use crate::date::Day;
use crate::frequency::Frequencies;
use crate::level::{Pattern, firm, name, slot};
use crate::link::Zone;
use crate::model::Model;
use crate::pool::Values;
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
    pub(crate) surprises: Surprises,
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
    /// The part of it that the first names make, and the sex, which they tell.
    pub(crate) given_surprise: f32,
    /// The part of it that the names, the birth date and the place make.
    pub(crate) origin_surprise: f32,
}

/// An identifier belongs to one person, who may have a few records.
const MOST_HOLDERS: u32 = 10;
/// Records fetched together, so that their cache misses overlap.
const FETCHED: usize = 64;

/// The level of a field and how improbable it would be between strangers, as a logarithm.
pub(crate) type Weighed = (u8, f32);

/// How improbable each level of each field is between strangers, as a logarithm.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Surprises([[f32; 16]; slot::EXTRA + MOST_EXTRAS]);

impl Surprises {
    pub(crate) fn of(model: &Model) -> Self {
        let mut surprises = [[0.0; 16]; slot::EXTRA + MOST_EXTRAS];
        for (surprises, field) in surprises.iter_mut().zip(&model.fields) {
            for (surprise, chance) in surprises.iter_mut().zip(&field.chance) {
                *surprise = -chance.min(1.0).ln();
            }
        }
        Self(surprises)
    }
}

impl<'a> Comparer<'a> {
    /// The same with other parameters.
    pub(crate) fn with_model(self, model: &'a Model) -> Self {
        Self {
            model,
            surprises: Surprises::of(model),
            ..self
        }
    }
}

impl Comparer<'_> {
    /// How improbable a level is between strangers, as a logarithm.
    pub(crate) fn surprise(&self, slot: usize, level: u8) -> f32 {
        self.surprises.0[slot][usize::from(level)]
    }

    /// Compares a record of A with one of B.
    pub(crate) fn compare(&self, a: u32, b: u32) -> Agreement {
        self.compare_row(&self.a.rows[a as usize], a, b)
    }

    /// Compares records of A with one of B each, fetching those of A and their names together.
    pub(crate) fn compare_all(&self, pairs: &[u64]) -> Vec<Agreement> {
        let mut agreements = Vec::with_capacity(pairs.len());
        let mut rows = Vec::with_capacity(FETCHED);
        for pairs in pairs.chunks(FETCHED) {
            rows.clear();
            rows.extend(pairs.iter().map(|&pair| self.a.rows[pair as u32 as usize]));
            self.fetch_names(pairs, &rows);
            agreements.extend(
                pairs
                    .iter()
                    .zip(&rows)
                    .map(|(&pair, row)| self.compare_row(row, pair as u32, (pair >> 32) as u32)),
            );
        }
        agreements
    }

    /// Reads the names that are not equal all at once, one cache miss after the other costing more
    /// than comparing them.
    fn fetch_names(&self, pairs: &[u64], rows: &[Row]) {
        let other = |here: u32, there: u32| {
            if here == there {
                0
            } else {
                self.values.name(here).sound
            }
        };
        let fetched = pairs.iter().zip(rows).fold(0, |sum, (pair, here)| {
            let there = &self.b.rows[(pair >> 32) as usize];
            sum ^ other(here.surname, there.surname) ^ other(here.given, there.given)
        });
        std::hint::black_box(fetched);
    }

    fn compare_row(&self, here: &Row, a: u32, b: u32) -> Agreement {
        let fields = self.fields(here, a, b);
        let mut agreement = Agreement {
            a,
            pattern: Pattern::default(),
            surprise: 0.0,
            given_surprise: fields[slot::GIVEN].1 + fields[slot::SEX].1,
            origin_surprise: [slot::SURNAME, slot::GIVEN, slot::DATE, slot::PLACE]
                .iter()
                .map(|&slot| fields[slot].1)
                .sum(),
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
        fields[slot::SEX] = self.sex(here, there, given.0);
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

    fn date(&self, here: Day, there: Day) -> Weighed {
        match date_level(here, there) {
            1 => (1, -self.frequencies.day(here).ln()),
            level => (level, self.surprise(slot::DATE, level)),
        }
    }

    /// Strangers of one first name are of one sex: it says nothing more than the name.
    fn sex(&self, here: &Row, there: &Row, given: u8) -> Weighed {
        if here.sex == 0 || there.sex == 0 {
            return (0, 0.0);
        }
        let level = if here.sex == there.sex { 1 } else { 2 };
        let surprise = if firm(given) || given == name::PART {
            -self.frequencies.sex(here, there.sex).ln()
        } else {
            self.surprise(slot::SEX, level)
        };
        (level, surprise)
    }

    fn place(&self, here: &Row, there: &Row) -> Weighed {
        match self.place_level(here, there) {
            1 => (1, -self.frequencies.place.frequency(here.place).ln()),
            level @ (2 | 3) => (
                level,
                -self.frequencies.postcode.frequency(here.postcode).ln(),
            ),
            level => (level, self.surprise(slot::PLACE, level)),
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
        (level, self.surprise(slot::PHONE, level))
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
                (2, self.surprise(slot, 2))
            }
            Kind::Key => (3, self.surprise(slot, 3)),
            _ => (2, self.surprise(slot, 2)),
        }
    }
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
