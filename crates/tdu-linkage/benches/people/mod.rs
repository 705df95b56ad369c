//! Two files about young people of one territory, and who is who: made up, for a seed.
//!
//! The second file holds people of the first and people who are not in it: often their brothers,
//! sisters and twins, sometimes a namesake born the same day. Its records have been altered as
//! years, clerks and keyboards alter them. No real person, and no file of one, is behind it.

mod contact;
mod faults;
mod first_names;
mod places;
mod random;
mod slips;
mod surnames;
mod write;

use contact::Owner;
use faults::Scene;
use first_names::FirstNames;
use places::{Place, Places};
use random::Random;
use surnames::{Culture, Surnames};

/// What to make.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Settings {
    /// Records of the first file.
    pub(crate) a: usize,
    /// Records of the second file.
    pub(crate) b: usize,
    /// How much more often something goes wrong than in ordinary files: 1 in clean ones, 2.5 in
    /// dirty ones.
    pub(crate) faults: f64,
    /// The same seed gives the same files.
    pub(crate) seed: u64,
}

/// Two files and the truth, as CSV.
pub(crate) struct People {
    /// The first file: dates as 2006-03-01, names in upper case.
    pub(crate) a: String,
    /// The second file: dates as 01/03/2006, names and telephones in various forms.
    pub(crate) b: String,
    /// `id_b,id_a,ev_a,ev_b,hard`: who is who (`id_a` is empty for those who are not in the first
    /// file), what happened to each record, and who else could be taken for this person.
    pub(crate) truth: String,
}

/// A young person.
#[derive(Clone)]
struct Person {
    surname: String,
    /// The name used instead of the birth name, or nothing.
    used: String,
    culture: Culture,
    first: String,
    second: String,
    birth: (i32, i32, i32),
    sex: char,
    place: Place,
    email: String,
    telephone: String,
    parent_email: String,
    parent_telephone: String,
    hard: &'static str,
}

/// What a file holds of a person.
struct Record {
    surname: String,
    used: String,
    first: String,
    birth: Option<(i32, i32, i32)>,
    sex: char,
    place: Place,
    email: String,
    telephone: String,
}

struct World {
    surnames: Surnames,
    first_names: FirstNames,
    places: Places,
    random: Random,
}

/// Makes the files.
#[must_use]
pub(crate) fn generate(settings: &Settings) -> People {
    let mut random = Random::new(settings.seed);
    let departments = match settings.a {
        0..=50_000 => 1,
        50_001..=400_000 => 10,
        _ => 95,
    };
    let mut world = World {
        surnames: Surnames::new(),
        first_names: FirstNames::new(),
        places: Places::new(departments, &mut random),
        random,
    };
    let mut people = Vec::with_capacity(settings.a + 4);
    while people.len() < settings.a {
        world.add_family(&mut people);
    }
    people.truncate(settings.a);
    world.shuffle(&mut people);

    let mut told_a = Vec::with_capacity(people.len());
    let mut a = write::header(people.len());
    for (position, person) in people.iter().enumerate() {
        let (record, told) = world.record_of(person, 0, settings.faults);
        write::first_file(&mut a, position + 1, &record, &mut world, settings.faults);
        told_a.push(told);
    }

    let mut known: Vec<Option<usize>> = (0..people.len()).map(Some).collect();
    world.shuffle(&mut known);
    known.truncate(settings.b * 7 / 10);
    known.resize(settings.b, None);
    world.shuffle(&mut known);

    let mut b = write::header(settings.b);
    let mut truth = String::from("id_b,id_a,ev_a,ev_b,hard\n");
    for (position, known) in known.into_iter().enumerate() {
        let person = if let Some(at) = known {
            people[at].clone()
        } else {
            world.somebody_else(&people)
        };
        let (record, told) = world.record_of(&person, 1, settings.faults);
        write::second_file(&mut b, position + 1, &record, &mut world, settings.faults);
        let told_a = known.map_or("", |at| told_a[at].as_str());
        write::truth(
            &mut truth,
            position + 1,
            known,
            [told_a, told.as_str(), person.hard],
        );
    }
    People { a, b, truth }
}

impl World {
    fn shuffle<T>(&mut self, items: &mut [T]) {
        for last in (1..items.len()).rev() {
            items.swap(last, self.random.below(last + 1));
        }
    }

    /// One child, or several; rarely, a namesake born the same day who lives elsewhere.
    fn add_family(&mut self, people: &mut Vec<Person>) {
        let mut eldest = self.person();
        let more = match self.random.below(1000) {
            0..845 => 0,
            845..970 => 1,
            _ => 2,
        };
        for _ in 0..more {
            let sibling = self.sibling(&eldest);
            eldest.hard = sibling.hard;
            people.push(sibling);
        }
        if self.random.chance(0.004) {
            people.push(self.namesake(&eldest));
            eldest.hard = "homonym";
        }
        people.push(eldest);
    }

    /// Somebody who is not in the first file: every other time, somebody easily confused.
    fn somebody_else(&mut self, people: &[Person]) -> Person {
        let like = &people[self.random.below(people.len())];
        match self.random.below(1000) {
            0..500 => self.sibling(like),
            500..505 => self.namesake(like),
            _ => self.person(),
        }
    }

    fn person(&mut self) -> Person {
        let (mut surname, culture) = self.surnames.draw(&mut self.random);
        if self.random.chance(0.027) {
            let (other, _) = self.surnames.draw(&mut self.random);
            let link = self.random.pick(&["-", " ", " "]);
            surname = [surname.as_str(), link, &other].concat();
        }
        let place = self.places.draw(&mut self.random);
        let parent_email = contact::parent_email(&surname, &mut self.random);
        let parent_telephone = contact::telephone(&mut self.random);
        let mut person = Person {
            surname,
            used: String::new(),
            culture,
            first: String::new(),
            second: String::new(),
            birth: self.birth(culture),
            sex: 'M',
            place,
            email: String::new(),
            telephone: String::new(),
            parent_email,
            parent_telephone,
            hard: "",
        };
        self.personalise(&mut person);
        person
    }

    /// Same family, same home; another birth date, unless they are twins.
    fn sibling(&mut self, of: &Person) -> Person {
        let mut person = of.clone();
        if self.random.chance(0.085) {
            person.hard = "twin";
        } else {
            person.hard = "sib";
            let gap = self.random.between(1, 5) * self.random.pick(&[-1, 1]);
            let (month, day) = (self.random.between(1, 12), self.random.between(1, 28));
            person.birth = match of.birth.0 + gap {
                ..1999 => (1999, 1, 1),
                2010.. => (2009, 12, 31),
                year => (year, month, day),
            };
        }
        let taken = person.first.clone();
        while person.first == taken {
            self.personalise(&mut person);
        }
        person
    }

    /// Same names and birth date; another home and other contacts.
    fn namesake(&mut self, of: &Person) -> Person {
        let mut person = Person {
            place: self.places.move_from(of.place, &mut self.random),
            parent_telephone: contact::telephone(&mut self.random),
            hard: "homonym",
            ..of.clone()
        };
        person.parent_email = contact::parent_email(&of.surname, &mut self.random);
        self.contacts(&mut person);
        person
    }

    /// Draws what differs between the children of a family.
    fn personalise(&mut self, person: &mut Person) {
        let random = &mut self.random;
        person.sex = if random.chance(0.53) { 'M' } else { 'F' };
        let (culture, year) = (person.culture, person.birth.0);
        let draw = |sex, random: &mut Random| self.first_names.draw(culture, sex, year, random);
        person.first = if random.chance(0.038) {
            let first = if random.chance(0.7) {
                let firsts: &[&str] = if person.sex == 'M' {
                    &[
                        "Jean", "Jean", "Pierre", "Léo", "Charles", "Paul", "Louis", "Marc",
                    ]
                } else {
                    &["Marie", "Marie", "Marie", "Anne", "Lou", "Rose", "Eva"]
                };
                random.pick(firsts).to_owned()
            } else {
                draw(person.sex, random)
            };
            [first.as_str(), "-", &draw(person.sex, random)].concat()
        } else {
            draw(person.sex, random)
        };
        person.second = draw(person.sex, random);
        let bears = if person.sex == 'F' { 0.070 } else { 0.028 };
        person.used = if random.chance(bears) {
            let (other, _) = self.surnames.draw(random);
            let surname = &person.surname;
            match random.below(10) {
                0..4 => other,
                4..6 => format!("{surname}-{other}"),
                6..8 => format!("{surname} {other}"),
                _ => format!("{other}-{surname}"),
            }
        } else {
            String::new()
        };
        self.contacts(person);
    }

    fn contacts(&mut self, person: &mut Person) {
        let owner = Owner {
            first: &person.first,
            surname: &person.surname,
            birth: person.birth,
        };
        let email = contact::email(&owner, &mut self.random);
        person.email = email;
        person.telephone = contact::telephone(&mut self.random);
    }

    /// A birth date; the first of January for some of those whose papers tell no day.
    fn birth(&mut self, culture: Culture) -> (i32, i32, i32) {
        const YEARS: [(i32, usize); 11] = [
            (1999, 21),
            (2000, 67),
            (2001, 140),
            (2002, 237),
            (2003, 352),
            (2004, 498),
            (2005, 652),
            (2006, 789),
            (2007, 888),
            (2008, 950),
            (2009, 978),
        ];
        let at = self.random.below(978);
        let year = YEARS
            .iter()
            .find(|(_, up_to)| at < *up_to)
            .map_or(2005, |(year, _)| *year);
        let unknown = matches!(
            culture,
            Culture::Africa | Culture::East | Culture::Maghreb | Culture::Asia
        );
        if self.random.chance(if unknown { 0.032 } else { 0.003 }) {
            return (year, 1, 1);
        }
        let month = self.random.between(1, 12);
        let days = match month {
            2 => 28,
            4 | 6 | 9 | 11 => 30,
            _ => 31,
        };
        (year, month, self.random.between(1, days))
    }

    fn record_of(&mut self, person: &Person, file: usize, level: f64) -> (Record, String) {
        let told_of_used = if file == 0 { 0.52 } else { 0.10 };
        let mut record = Record {
            surname: person.surname.clone(),
            used: String::new(),
            first: person.first.clone(),
            birth: Some(person.birth),
            sex: person.sex,
            place: person.place,
            email: person.email.clone(),
            telephone: person.telephone.clone(),
        };
        if self.random.chance(told_of_used) {
            record.used.clone_from(&person.used);
        }
        let mut scene = Scene {
            record: &mut record,
            person,
            places: &self.places,
            first_names: &self.first_names,
            random: &mut self.random,
        };
        let told = faults::alter(&mut scene, file, level);
        (record, told)
    }
}
