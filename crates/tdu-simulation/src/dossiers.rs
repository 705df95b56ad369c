//! What a Mission Locale records of a young person: the file, its counsellor, its schemes.

use jiff::civil::Date;
use tdu_domain::person::{FileStatus, Mobility, SchoolLevel, Situation};

use crate::calendar::{days_between, plus, years_before};
use crate::chance::Chance;
use crate::person::Person;
use crate::trades::{Level, Trade};

// Rates in a thousand and weights; all are assumptions.
const ACTIVE: u32 = 700;
const INACTIVE: u32 = 450;
const INTERVIEW_UNKNOWN: u32 = 40;
const CEJ: u32 = 190;
const PACEA: u32 = 520;
const TRADE_WANTED: u32 = 620;
const SECOND_TRADE_WANTED: u32 = 180;
const MOBILITY_KNOWN: u32 = 700;
const LEVEL_KNOWN: u32 = 940;
/// Youths with a file in two Missions Locales, after a move.
pub(crate) const SECOND_FILE: u32 = 10;

const LEVELS: [(SchoolLevel, u32); 6] = [
    (SchoolLevel::None, 27),
    (SchoolLevel::Base, 10),
    (SchoolLevel::Cap, 24),
    (SchoolLevel::Baccalaureate, 32),
    (SchoolLevel::ShortCycle, 4),
    (SchoolLevel::Bachelor, 3),
];
const MOBILITIES: [(Mobility, u32); 5] = [
    (Mobility::Commune, 22),
    (Mobility::Area, 34),
    (Mobility::Department, 24),
    (Mobility::Region, 16),
    (Mobility::Country, 4),
];

/// A period of a scheme; the end is planned, or past.
pub type Period = (Date, Date);

/// A file of a Mission Locale.
#[derive(Debug, Clone)]
pub struct Dossier {
    /// Who, as an index of [`Population::people`](crate::Population::people).
    pub person: usize,
    /// Where, as an index of [`Simulation::missions_locales`](crate::Simulation::missions_locales).
    pub mission_locale: usize,
    /// Number of the file.
    pub number: u32,
    /// Which of the structure's counsellors follows it.
    pub counsellor: u32,
    /// State of the file.
    pub status: FileStatus,
    /// Date of the last interview.
    pub last_interview: Option<Date>,
    /// Contrat d'engagement jeune.
    pub cej: Option<Period>,
    /// Parcours contractualisé d'accompagnement vers l'emploi et l'autonomie.
    pub pacea: Option<Period>,
    /// School level reached.
    pub level: Option<SchoolLevel>,
    /// ROME codes of the trades wanted.
    pub trades_wanted: Vec<&'static str>,
    /// How far they can travel.
    pub mobility: Option<Mobility>,
    /// What they are doing, and since when, as far as the file knows.
    pub situation: Option<(Situation, Option<Date>)>,
}

/// What is known of the person's apprenticeship when their file is made.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Apprenticeship {
    pub(crate) trade: Trade,
    pub(crate) entry: Date,
}

/// The number of the n-th file, eight digits, each once; numbers tell nothing of the order.
pub(crate) fn number(serial: usize) -> u32 {
    const FIRST: u64 = 10_000_000;
    const COUNT: u64 = 90_000_000;
    const STRIDE: u64 = 7_654_321; // prime with COUNT
    u32::try_from(FIRST + serial as u64 * STRIDE % COUNT).unwrap_or_default()
}

/// Opens and follows the file of a person up to `today`.
pub(crate) fn dossier(
    chance: &mut Chance,
    person: &Person,
    (mission_locale, number): (usize, u32),
    wanted: impl Fn(&mut Chance) -> Trade,
    apprenticeship: Option<Apprenticeship>,
    today: Date,
) -> Dossier {
    let sixteen = years_before(person.birth, -16);
    let opened = plus(today, -chance.between(15, 1_000))
        .max(sixteen)
        .min(today);
    let open_days = days_between(opened, today);
    let status = status(chance, person, today);
    let recent = if status == FileStatus::Active {
        open_days.min(220)
    } else {
        open_days
    };
    let interview = plus(today, -chance.between(0, recent));
    let (cej, pacea) = schemes(chance, person, opened, apprenticeship, today);
    Dossier {
        person: person.id,
        mission_locale,
        number,
        counsellor: chance.below(9_000),
        status,
        last_interview: (!chance.happens(INTERVIEW_UNKNOWN)).then_some(interview),
        cej,
        pacea,
        level: level(chance, person.age(today), apprenticeship),
        trades_wanted: trades_wanted(chance, wanted, apprenticeship),
        mobility: chance
            .happens(MOBILITY_KNOWN)
            .then(|| chance.pick_weighted(&MOBILITIES)),
        situation: None, // told once all courses are known
    }
}

fn status(chance: &mut Chance, person: &Person, today: Date) -> FileStatus {
    let too_old = person.age(today) >= 26 && !person.rqth;
    if too_old {
        FileStatus::Closed
    } else if chance.happens(ACTIVE) {
        FileStatus::Active
    } else if chance.happens(INACTIVE) {
        FileStatus::Inactive
    } else {
        FileStatus::Closed
    }
}

/// A CEJ lasts at most twelve months and stops where training begins; a PACEA at most
/// twenty-four months and ends with the 26th birthday. One file has one of them at a time.
fn schemes(
    chance: &mut Chance,
    person: &Person,
    opened: Date,
    apprenticeship: Option<Apprenticeship>,
    today: Date,
) -> (Option<Period>, Option<Period>) {
    let start = plus(opened, chance.between(0, 120));
    if start > today || person.age(start) < 16 {
        return (None, None);
    }
    if chance.happens(CEJ) {
        let months = chance.pick(&[6, 6, 9, 12]);
        let planned = plus(start, months * 30);
        let end = apprenticeship.map_or(planned, |course| planned.min(course.entry));
        return (Some((start, end)).filter(|(start, end)| start < end), None);
    }
    if chance.happens(PACEA) {
        let birthday = plus(years_before(person.birth, -26), -1);
        let end = plus(start, 720).min(birthday);
        return (None, Some((start, end)).filter(|(start, end)| start < end));
    }
    (None, None)
}

/// Nobody has a diploma before the age at which it is usually obtained.
fn level(
    chance: &mut Chance,
    age: i16,
    apprenticeship: Option<Apprenticeship>,
) -> Option<SchoolLevel> {
    let highest = match age {
        ..17 => SchoolLevel::Base,
        17 => SchoolLevel::Cap,
        18..20 => SchoolLevel::Baccalaureate,
        20 => SchoolLevel::ShortCycle,
        _ => SchoolLevel::Bachelor,
    };
    let level = match apprenticeship.map(|course| course.trade.level) {
        None => chance.pick_weighted(&LEVELS),
        Some(Level::Cap) => chance.pick_weighted(&[
            (SchoolLevel::None, 70),
            (SchoolLevel::Base, 18),
            (SchoolLevel::Cap, 12),
        ]),
        Some(Level::Bp | Level::BacPro | Level::Btm) => SchoolLevel::Cap,
        Some(Level::Bm | Level::Bts) => SchoolLevel::Baccalaureate,
    };
    chance.happens(LEVEL_KNOWN).then_some(level.min(highest))
}

fn trades_wanted(
    chance: &mut Chance,
    wanted: impl Fn(&mut Chance) -> Trade,
    apprenticeship: Option<Apprenticeship>,
) -> Vec<&'static str> {
    let mut codes = Vec::new();
    if let Some(course) = apprenticeship {
        codes.push(course.trade.rome);
    } else if chance.happens(TRADE_WANTED) {
        codes.push(wanted(chance).rome);
    }
    if !codes.is_empty() && chance.happens(SECOND_TRADE_WANTED) {
        let second = wanted(chance).rome;
        if codes[0] != second {
            codes.push(second);
        }
    }
    codes
}

impl Dossier {
    /// The file as it was left in another Mission Locale when the person moved away.
    pub(crate) fn left_behind(self, mission_locale: usize, number: u32) -> Self {
        Self {
            mission_locale,
            number,
            status: FileStatus::Transferred,
            last_interview: self.last_interview.map(|date| plus(date, -200)),
            cej: None,
            pacea: None,
            ..self
        }
    }
}
