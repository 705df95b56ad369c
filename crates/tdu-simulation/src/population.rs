//! The people of the territory, their courses and their files: the truth behind both networks.

use jiff::civil::Date;

use crate::calendar::{birth_at_age, plus, school_year_start, years_before};
use crate::chance::{Chance, Stream};
use crate::dossiers::{self, Apprenticeship, Dossier, SECOND_FILE, dossier};
use crate::organisations::{Cfa, MissionLocale};
use crate::pathway::{Enrolment, course, enrolment};
use crate::person::{Makers, Person};
use crate::trades::{Level, Trades};
use crate::{Parameters, SimulationError, situations};

/// Learners who also have a file in a Mission Locale, in a thousand: those whose apprenticeship
/// went smoothly, and those who lacked a contract at some time. Together about 40 %.
///
/// ASSUMPTION: no published source counts the young people both networks follow. Craft CFAs
/// recruit mostly at CAP level, where Missions Locales orient, and send them whoever breaks a
/// contract; a share between a third and a half makes linkage matter without being certain.
const OVERLAP_SMOOTH: u32 = 320;
const OVERLAP_WITHOUT_CONTRACT: u32 = 500;

/// Enrolments at the CFA nearest to home, in a thousand (assumption).
const NEAREST_CFA: u32 = 780;
/// Leavers who study on and do so in the next diploma of their trade, in a thousand (assumption).
const NEXT_DIPLOMA: u32 = 450;
/// Those broken for good who start another trade the year after, in a thousand (assumption).
const ANOTHER_TRADE: u32 = 220;

/// ASSUMPTION: ages of learners on entering a CAP, with weights; others enter two years older.
const AGES_AT_ENTRY: [(i16, u32); 11] = [
    (15, 6),
    (16, 22),
    (17, 22),
    (18, 17),
    (19, 11),
    (20, 8),
    (21, 5),
    (22, 3),
    (23, 2),
    (24, 2),
    (25, 2),
];
/// ASSUMPTION: ages of the youths of Missions Locales, with weights; over 25 are RQTH or closing.
const AGES_OF_YOUTHS: [(i16, u32); 12] = [
    (15, 1),
    (16, 5),
    (17, 8),
    (18, 12),
    (19, 14),
    (20, 14),
    (21, 13),
    (22, 11),
    (23, 9),
    (24, 7),
    (25, 5),
    (26, 1),
];

/// Women among the youths of Missions Locales, in a thousand (assumption).
const WOMEN: u32 = 480;

/// Everybody, and what truly happened to them.
#[derive(Debug, Clone)]
pub struct Population {
    /// The people, by their number.
    pub people: Vec<Person>,
    /// Their courses, one item of a CFA's file each.
    pub enrolments: Vec<Enrolment>,
    /// Their files, one line of a Mission Locale's extraction each.
    pub dossiers: Vec<Dossier>,
}

/// Everybody of the territory.
pub(crate) fn populate(
    parameters: &Parameters,
    makers: &Makers<'_>,
    missions_locales: &[MissionLocale],
    cfas: &[Cfa],
) -> Result<Population, SimulationError> {
    let trades = Trades::load()?;
    let mut builder = Builder {
        today: parameters.today,
        makers,
        trades,
        missions_locale_of: area_of(
            makers.communes().len(),
            missions_locales.iter().map(|m| &m.communes),
        ),
        cfa_of: area_of(makers.communes().len(), cfas.iter().map(|c| &c.communes)),
        cfas: cfas.len(),
        population: Population {
            people: Vec::new(),
            enrolments: Vec::new(),
            dossiers: Vec::new(),
        },
    };
    let mut learners = Chance::new(parameters.seed, Stream::Learners);
    while builder.population.enrolments.len() < parameters.learners {
        builder.learner(&mut learners, parameters.learners);
    }
    builder.files_of_learners(parameters);
    builder.files_of_youths(parameters);
    builder.situations(parameters);
    Ok(builder.population)
}

/// The index of the area that holds each commune.
fn area_of<'r>(
    communes: usize,
    areas: impl Iterator<Item = &'r std::ops::Range<usize>>,
) -> Vec<usize> {
    let mut area_of = vec![0; communes];
    for (index, area) in areas.enumerate() {
        for commune in area.clone() {
            area_of[commune] = index;
        }
    }
    area_of
}

struct Builder<'a> {
    today: Date,
    makers: &'a Makers<'a>,
    trades: Trades,
    missions_locale_of: Vec<usize>,
    cfa_of: Vec<usize>,
    cfas: usize,
    population: Population,
}

impl Builder<'_> {
    /// A learner and their one or two courses.
    fn learner(&mut self, chance: &mut Chance, at_most: usize) {
        let trade = self.trades.draw(chance);
        let first = self.first_school_year(chance);
        let course = course(chance, &trade, first, self.today);
        let older = if trade.level == Level::Cap { 0 } else { 2 };
        let age = chance.pick_weighted(&AGES_AT_ENTRY) + older;
        let birth = birth_at_age(chance, course.entry, age);
        let births = years_before(course.entry, 27)..=years_before(course.entry, 15);
        let person = self.makers.person(
            chance,
            trade.sector.women(),
            birth,
            births,
            &self.population.people,
        );
        let cfa = self.cfa(chance, person.commune);
        let erp_id = self.erp_id();
        let enrolment = enrolment(chance, (person.id, cfa, erp_id), trade, &course, self.today);
        self.population.people.push(person);
        self.population.enrolments.push(enrolment);
        if self.population.enrolments.len() < at_most {
            self.second_course(chance);
        }
    }

    /// ASSUMPTION: the files hold three cohorts, the current one first; from May on, also the
    /// first registrations for the coming session.
    fn first_school_year(&self, chance: &mut Chance) -> i16 {
        let current = school_year_start(self.today);
        if (5..8).contains(&self.today.month()) && chance.happens(70) {
            return current + 1;
        }
        current - chance.pick_weighted(&[(0, 44), (1, 36), (2, 20)])
    }

    fn cfa(&self, chance: &mut Chance, commune: usize) -> usize {
        if chance.happens(NEAREST_CFA) {
            self.cfa_of[commune]
        } else {
            chance.index(self.cfas)
        }
    }

    fn erp_id(&self) -> u32 {
        100_000 + u32::try_from(self.population.enrolments.len()).unwrap_or_default()
    }

    /// The next diploma after a first one, or another trade after a rupture for good.
    fn second_course(&mut self, chance: &mut Chance) {
        let Some(first) = self.population.enrolments.last() else {
            return;
        };
        let graduated =
            first.exam.is_some_and(|exam| exam.obtained) && first.studies_on == Some(true);
        let broken = first.contracts.last().and_then(|last| last.rupture);
        let (trade, starts_in, same_cfa) = if graduated && chance.happens(NEXT_DIPLOMA) {
            let Some(trade) = self.trades.next(&first.trade) else {
                return;
            };
            (trade, school_year_start(plus(first.end, 60)), true)
        } else if let Some(rupture) = broken.filter(|_| chance.happens(ANOTHER_TRADE)) {
            (
                self.trades.draw(chance),
                school_year_start(rupture) + 1,
                false,
            )
        } else {
            return;
        };
        let course = course(chance, &trade, starts_in, self.today);
        if course.entry > self.today {
            return;
        }
        let person = first.person;
        let (cfa, erp_id) = if same_cfa {
            (first.cfa, first.erp_id)
        } else {
            (
                self.cfa(chance, self.population.people[person].commune),
                self.erp_id(),
            )
        };
        let enrolment = enrolment(chance, (person, cfa, erp_id), trade, &course, self.today);
        self.population.enrolments.push(enrolment);
    }

    /// Opens the Mission Locale's file of the learners who have one.
    fn files_of_learners(&mut self, parameters: &Parameters) {
        let mut chance = Chance::new(parameters.seed, Stream::Dossiers);
        let mut previous = None;
        for index in 0..self.population.enrolments.len() {
            let enrolment = &self.population.enrolments[index];
            if previous.replace(enrolment.person) == Some(enrolment.person) {
                continue;
            }
            let smooth = enrolment.contracts.len() == 1
                && enrolment.contracts[0].rupture.is_none()
                && enrolment.contracts[0].start <= enrolment.entry;
            let overlap = if smooth {
                OVERLAP_SMOOTH
            } else {
                OVERLAP_WITHOUT_CONTRACT
            };
            let person = &self.population.people[enrolment.person];
            let old_enough = (16..=25).contains(&person.age(self.today)) || person.rqth;
            let apprenticeship = Apprenticeship {
                trade: enrolment.trade,
                entry: enrolment.entry,
            };
            if chance.happens(overlap) && old_enough && self.files_left(parameters) > 0 {
                self.open_files(
                    &mut chance,
                    enrolment.person,
                    Some(apprenticeship),
                    parameters,
                );
            }
        }
    }

    /// Youths only the Missions Locales know, until the territory has its number of files.
    fn files_of_youths(&mut self, parameters: &Parameters) {
        let mut chance = Chance::new(parameters.seed, Stream::Youths);
        let births = years_before(self.today, 26)..=years_before(self.today, 16);
        while self.files_left(parameters) > 0 {
            let age = chance.pick_weighted(&AGES_OF_YOUTHS);
            let birth = birth_at_age(&mut chance, self.today, age);
            let people = &self.population.people;
            let mut person = self
                .makers
                .person(&mut chance, WOMEN, birth, births.clone(), people);
            if person.rqth && chance.happens(200) {
                person.birth = years_before(person.birth, 3);
            }
            let id = person.id;
            self.population.people.push(person);
            self.open_files(&mut chance, id, None, parameters);
        }
    }

    /// What the files say each is doing, now that everything has happened.
    fn situations(&mut self, parameters: &Parameters) {
        let mut chance = Chance::new(parameters.seed, Stream::Situations);
        let Population {
            people,
            enrolments,
            dossiers,
        } = &mut self.population;
        let mut latest = vec![None; people.len()];
        for enrolment in &*enrolments {
            latest[enrolment.person] = Some(enrolment);
        }
        situations::tell(&mut chance, dossiers, |person| latest[person], self.today);
    }

    fn files_left(&self, parameters: &Parameters) -> usize {
        parameters.youths - self.population.dossiers.len()
    }

    /// The person's file, and the one they left behind in another Mission Locale.
    fn open_files(
        &mut self,
        chance: &mut Chance,
        id: usize,
        apprenticeship: Option<Apprenticeship>,
        parameters: &Parameters,
    ) {
        let person = &self.population.people[id];
        let home = self.missions_locale_of[person.commune];
        let trades = &self.trades;
        let wanted = |chance: &mut Chance| trades.draw(chance);
        let number = dossiers::number(self.population.dossiers.len());
        let file = dossier(
            chance,
            person,
            (home, number),
            wanted,
            apprenticeship,
            self.today,
        );
        let left = chance
            .happens(SECOND_FILE)
            .then(|| self.makers.commune(chance));
        self.population.dossiers.push(file.clone());
        let elsewhere = left.map(|commune| self.missions_locale_of[commune]);
        if let Some(elsewhere) = elsewhere.filter(|&e| e != home && self.files_left(parameters) > 0)
        {
            let number = dossiers::number(self.population.dossiers.len());
            self.population
                .dossiers
                .push(file.left_behind(elsewhere, number));
        }
    }
}
