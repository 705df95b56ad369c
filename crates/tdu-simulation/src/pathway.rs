//! What happens to a learner: entry, contracts, ruptures, exclusion, diploma, employment.
//!
//! Published figures are marked PUBLISHED (Dares Analyses 43, July 2024, and 63, October 2024;
//! InserJeunes). Everything else, and above all every monthly curve, is an ASSUMPTION.

use jiff::civil::Date;

use crate::calendar::{day, days_between, plus, school_year_start};
use crate::chance::Chance;
use crate::trades::{Level, Sector, Trade};

/// ASSUMPTION: how the ruptures of the first nine months fall over them (sums to 100), and how
/// many follow in months 10 to 24 on the same scale. Months 1 to 18 sum to 143, which brings a
/// CAP to the 42 % of persons broken within 18 months (PUBLISHED, 2018 entrants).
const RUPTURES_BY_MONTH: [u32; 24] = [
    16, 16, 14, 12, 10, 9, 8, 8, 7, 6, 6, 5, 5, 5, 4, 4, 4, 4, 3, 3, 3, 3, 3, 3,
];
/// PUBLISHED: no return within six months is 19.4 % of CAP contracts, of 29.3 % broken: about a
/// third come back.
const BACK_WITHIN_SIX_MONTHS: u32 = 333;
/// ASSUMPTION: how the returns fall over the six months.
const RETURNS_BY_MONTH: [(i32, u32); 6] = [(0, 34), (1, 22), (2, 16), (3, 12), (4, 9), (5, 7)];
/// ASSUMPTION: of the others, those back after six months.
const BACK_LATER: u32 = 60;

// Rates in a thousand; all are assumptions.
const ENTER_WITHOUT_CONTRACT: u32 = 290;
const FIND_WITHIN_90_DAYS: u32 = 560;
const FIND_AFTER_90_DAYS: u32 = 140;
const LATE_ENTRY: u32 = 180;
/// Days from All Saints' holidays after which an entry is for the next session.
const FOR_THE_NEXT_SESSION: i32 = 180;
const ONE_YEAR_COURSE: u32 = 150;
const UNTIL_END_OF_AUGUST: u32 = 700;
const EXCLUSION: u32 = 12;
const CAUSE_IS_GIVEN: u32 = 850;
const DIPLOMA_OBTAINED: u32 = 840;
const DIPLOMA_KNOWN_TO_CFA: u32 = 780;

/// PUBLISHED: 38 % of leavers are still studying.
const STILL_STUDYING: u32 = 380;

const CAUSES: [&str; 6] = [
    "Résiliation pendant les 45 premiers jours",
    "Accord commun",
    "À l'initiative de l'apprenti",
    "Licenciement",
    "Liquidation de l'entreprise",
    "Réorientation",
];
const EXCLUSION_CAUSES: [&str; 3] = [
    "Absences répétées",
    "Manquement au règlement intérieur",
    "Décision du conseil de discipline",
];

/// Contracts broken within nine months, in a thousand.
///
/// PUBLISHED for the sectors and for CAP as a whole (29.3 %); production has no figure of its
/// own and takes that of trade. Other levels keep the sectors' differences, brought to their own
/// published total (22.5 % for bac, of 29.3 % for CAP).
pub(crate) fn broken_within_nine_months(sector: Sector, level: Level) -> u32 {
    let of_cap = match sector {
        Sector::Hospitality => 360,
        Sector::Beauty => 300,
        Sector::Food => 280,
        Sector::Trade | Sector::Production => 250,
        Sector::Construction => 200,
    };
    match level {
        Level::Cap => of_cap,
        Level::Bp | Level::BacPro | Level::Btm | Level::Bm | Level::Bts => of_cap * 225 / 293,
    }
}

/// Employed six months after leaving, in a thousand. PUBLISHED for CAP (59 %) and BP (74 %);
/// others take the total of all levels (about two thirds).
pub(crate) fn employed_at_six_months(level: Level) -> u32 {
    match level {
        Level::Cap => 590,
        Level::Bp | Level::Bm => 740,
        Level::BacPro | Level::Btm | Level::Bts => 660,
    }
}

/// A contract of apprenticeship.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Contract {
    /// First day.
    pub start: Date,
    /// Planned last day.
    pub end: Date,
    /// The day it was broken.
    pub rupture: Option<Date>,
    /// What the CFA wrote about why.
    pub cause: Option<&'static str>,
    /// Serial number of the invented employer.
    pub employer: u32,
}

/// The result of the exam.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Exam {
    /// Whether the diploma was obtained.
    pub obtained: bool,
    /// The day of the jury.
    pub on: Date,
    /// Whether the CFA's file says so.
    pub known_to_cfa: bool,
}

/// One course at one CFA, from entry to what came of it.
#[derive(Debug, Clone)]
pub struct Enrolment {
    /// Who, as an index of [`Population::people`](crate::Population::people).
    pub person: usize,
    /// Where, as an index of [`Simulation::cfas`](crate::Simulation::cfas).
    pub cfa: usize,
    /// Identifier in the CFA's software.
    pub erp_id: u32,
    /// What is learnt.
    pub trade: Trade,
    /// The day of registration.
    pub registered: Date,
    /// The day the course begins for this learner.
    pub entry: Date,
    /// Planned end of the course.
    pub end: Date,
    /// School years it counts.
    pub years: i16,
    /// Its contracts, in order.
    pub contracts: Vec<Contract>,
    /// Exclusion by the CFA: when, and the cause given.
    pub exclusion: Option<(Date, &'static str)>,
    /// The exam, once it has taken place.
    pub exam: Option<Exam>,
    /// Whether the leaver studies on, in a CFA or elsewhere; `None` before leaving.
    pub studies_on: Option<bool>,
    /// Whether a leaver who does not study on was employed six months later; `None` before that
    /// day and for those who study on.
    pub employed_at_six_months: Option<bool>,
    /// The same before that day too: what will be true.
    pub(crate) finds_a_job: bool,
}

impl Enrolment {
    /// The school year of the most recent data about it, by its first calendar year.
    #[must_use]
    pub fn latest_school_year(&self, today: Date) -> i16 {
        school_year_start(today)
            .min(school_year_start(self.end))
            .max(school_year_start(self.entry))
    }
}

/// The calendar of a course: when it starts, when it ends, how many school years it counts.
pub(crate) struct Course {
    pub(crate) entry: Date,
    pub(crate) end: Date,
    pub(crate) years: i16,
}

/// A course of this trade that starts in the school year `first`.
///
/// ASSUMPTION: most enter from 25 August to 20 October; craft CFAs also admit during the year,
/// and from May on for the session that begins in the autumn.
pub(crate) fn course(chance: &mut Chance, trade: &Trade, first: i16, today: Date) -> Course {
    let days_late = chance.between(0, 285);
    let late = plus(day(first, 11, 2), days_late);
    let is_late = chance.happens(LATE_ENTRY) && late <= today;
    let entry = if is_late {
        late
    } else {
        let days = chance.between(0, 35) + chance.between(0, 21);
        plus(day(first, 8, 25), days)
    };
    let years = match trade.months {
        24 if chance.happens(ONE_YEAR_COURSE) => 1,
        months => i16::from(months / 12),
    };
    let session = if is_late && days_late > FOR_THE_NEXT_SESSION {
        first + 1
    } else {
        first
    };
    let end = plus(day(session + years, 6, 25), chance.between(0, 20));
    Course { entry, end, years }
}

/// Lives through a course up to `today`.
pub(crate) fn enrolment(
    chance: &mut Chance,
    (person, cfa, erp_id): (usize, usize, u32),
    trade: Trade,
    course: &Course,
    today: Date,
) -> Enrolment {
    let mut enrolment = Enrolment {
        person,
        cfa,
        erp_id,
        trade,
        registered: plus(course.entry, -chance.between(5, 150)).min(today),
        entry: course.entry,
        end: course.end,
        years: course.years,
        contracts: contracts(chance, &trade, course, today),
        exclusion: None,
        exam: None,
        studies_on: None,
        employed_at_six_months: None,
        finds_a_job: false,
    };
    if chance.happens(EXCLUSION) {
        let date = plus(course.entry, chance.between(30, 400));
        if date <= today && date < course.end {
            exclude(chance, &mut enrolment, date);
        }
    }
    if course.end <= today {
        leave(chance, &mut enrolment, today);
    }
    enrolment
}

fn contracts(chance: &mut Chance, trade: &Trade, course: &Course, today: Date) -> Vec<Contract> {
    let mut contracts = Vec::new();
    let mut next = first_contract(chance, course, today);
    while let Some(start) = next {
        let contract = contract(chance, trade, start, course, today);
        next = contract
            .rupture
            .filter(|_| contracts.len() < 3)
            .and_then(|rupture| return_to_contract(chance, rupture, course, today));
        contracts.push(contract);
    }
    contracts
}

fn first_contract(chance: &mut Chance, course: &Course, today: Date) -> Option<Date> {
    if !chance.happens(ENTER_WITHOUT_CONTRACT) {
        let start = plus(course.entry, chance.between(-45, 5));
        // A contract of the coming session is known once it is signed, some weeks before.
        return Some(start).filter(|&start| start <= plus(today, 45));
    }
    let found = chance.below(1_000);
    let delay = if found < FIND_WITHIN_90_DAYS {
        chance.between(6, 90)
    } else if found < FIND_WITHIN_90_DAYS + FIND_AFTER_90_DAYS {
        chance.between(91, 160)
    } else {
        return None;
    };
    Some(plus(course.entry, delay)).filter(|&start| start <= today && start < course.end)
}

fn contract(
    chance: &mut Chance,
    trade: &Trade,
    start: Date,
    course: &Course,
    today: Date,
) -> Contract {
    let end = if chance.happens(UNTIL_END_OF_AUGUST) {
        day(course.end.year(), 8, 31)
    } else {
        plus(course.end, chance.between(-20, 10))
    };
    let end = end.max(plus(start, 30));
    let rupture = rupture_day(chance, trade)
        .map(|days| plus(start, days))
        .filter(|&rupture| rupture <= today && rupture < end && rupture < course.end);
    let cause = rupture.and_then(|rupture| cause(chance, days_between(start, rupture)));
    Contract {
        start,
        end,
        rupture,
        cause,
        employer: chance.below(80_000),
    }
}

fn cause(chance: &mut Chance, after_days: i32) -> Option<&'static str> {
    let cause = if after_days <= 60 {
        CAUSES[0]
    } else {
        CAUSES[1 + chance.index(CAUSES.len() - 1)]
    };
    chance.happens(CAUSE_IS_GIVEN).then_some(cause)
}

/// Days from the start of a contract to its rupture, if it is ever broken.
fn rupture_day(chance: &mut Chance, trade: &Trade) -> Option<i32> {
    let rate = broken_within_nine_months(trade.sector, trade.level);
    // On a scale of 100,000: a thousandth of contracts, a hundredth of the nine months' ruptures.
    let mut drawn = chance.below(100_000);
    for (month, share) in (0..).zip(RUPTURES_BY_MONTH) {
        if drawn < rate * share {
            let (from, to) = (month * 274 / 9, (month + 1) * 274 / 9);
            return Some(chance.between(from.max(1), to - 1));
        }
        drawn -= rate * share;
    }
    None
}

fn return_to_contract(
    chance: &mut Chance,
    rupture: Date,
    course: &Course,
    today: Date,
) -> Option<Date> {
    let delay = if chance.happens(BACK_WITHIN_SIX_MONTHS) {
        30 * chance.pick_weighted(&RETURNS_BY_MONTH) + chance.between(1, 30)
    } else if chance.happens(BACK_LATER) {
        chance.between(181, 330)
    } else {
        return None;
    };
    Some(plus(rupture, delay)).filter(|&start| start <= today && plus(start, 30) < course.end)
}

/// An exclusion ends what was to come; the contract, if any, is broken the same day.
fn exclude(chance: &mut Chance, enrolment: &mut Enrolment, date: Date) {
    enrolment.contracts.retain(|contract| contract.start < date);
    if let Some(last) = enrolment.contracts.last_mut()
        && last.rupture.is_none_or(|rupture| rupture > date)
        && last.end > date
    {
        last.rupture = Some(date);
        last.cause = None;
    }
    enrolment.exclusion = Some((date, chance.pick(&EXCLUSION_CAUSES)));
}

fn leave(chance: &mut Chance, enrolment: &mut Enrolment, today: Date) {
    let obtained = presented(enrolment) && chance.happens(DIPLOMA_OBTAINED);
    let known = chance.happens(DIPLOMA_KNOWN_TO_CFA);
    let on = plus(enrolment.end, chance.between(2, 12));
    if presented(enrolment) && on <= today {
        enrolment.exam = Some(Exam {
            obtained,
            on,
            known_to_cfa: known,
        });
    }
    let studies_on = chance.happens(STILL_STUDYING);
    enrolment.studies_on = Some(studies_on);
    let employed = chance.happens(employed_at_six_months(enrolment.trade.level));
    enrolment.finds_a_job = employed && !studies_on;
    if !studies_on && plus(enrolment.end, 183) <= today {
        enrolment.employed_at_six_months = Some(employed);
    }
}

/// Whoever is still in contract near the end, or lost it shortly before, takes the exam.
fn presented(enrolment: &Enrolment) -> bool {
    enrolment.exclusion.is_none()
        && enrolment.contracts.last().is_some_and(|last| {
            last.rupture
                .is_none_or(|rupture| days_between(rupture, enrolment.end) <= 60)
        })
}
