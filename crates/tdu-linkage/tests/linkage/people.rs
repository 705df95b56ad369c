//! Two invented files of the same people, with the faults of real ones and the truth beside.

use std::fmt::Write;

use tdu_linkage::{Schema, Table};

/// Random numbers that are the same everywhere.
pub(crate) struct Dice(pub(crate) u64);

impl Dice {
    pub(crate) fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((u128::from(z ^ (z >> 31)) * limit as u128) >> 64) as usize
    }

    fn pick<'a>(&mut self, list: &[&'a str]) -> &'a str {
        // The first are the most frequent.
        let (x, y) = (self.below(list.len()), self.below(list.len()));
        list[x.min(y)]
    }

    fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }
}

const STEMS: &[&str] = &[
    "MART", "BERN", "DUB", "THOM", "ROB", "RICH", "PET", "DUR", "LER", "MOR", "SIM", "LAUR", "LEF",
    "MICH", "GARC", "DAV", "BERT", "ROUSS", "VINC", "FOURN", "GIR", "BONN", "LAMB", "FONT", "CHEV",
    "GAUT", "PERR", "CLEM", "MASS", "BLANCH", "GUER", "BOUL", "COLL", "PIC", "RENAUD", "VIDAL",
    "CAMP", "BRUN", "NOEL", "MEUN",
];
const ENDINGS: &[&str] = &[
    "IN", "ARD", "OIS", "AS", "ERT", "AND", "OUX", "EAU", "ET", "IER", "EL", "OT", "AULT", "ELLE",
];
const GIVEN: &[&str] = &[
    "Lucas",
    "Emma",
    "Mohamed",
    "Léa",
    "Enzo",
    "Manon",
    "Hugo",
    "Chloé",
    "Mathis",
    "Inès",
    "Nathan",
    "Camille",
    "Théo",
    "Sarah",
    "Yanis",
    "Jade",
    "Maxime",
    "Clara",
    "Thomas",
    "Lola",
    "Alexandre",
    "Océane",
    "Antoine",
    "Julie",
    "Romain",
    "Fatima",
    "Quentin",
    "Pauline",
    "Ibrahim",
    "Marie",
    "Baptiste",
    "Anaïs",
    "Ayoub",
    "Laura",
    "Clément",
    "Mélissa",
    "Amine",
    "Lucie",
    "Dylan",
    "Salomé",
    "Adrien",
    "Noémie",
    "Bilal",
    "Justine",
    "Corentin",
    "Élodie",
    "Sofiane",
    "Zoé",
    "Valentin",
    "Margaux",
    "Youssef",
    "Alice",
    "Florian",
    "Eva",
    "Rayan",
    "Louise",
    "Kévin",
    "Agathe",
    "Ousmane",
    "Coline",
];
const VARIANTS: &[(&str, &str)] = &[
    ("Mohamed", "Mouhamed"),
    ("Mathis", "Mathys"),
    ("Inès", "Ynes"),
    ("Fatima", "Fatimata"),
    ("Ibrahim", "Brahim"),
    ("Youssef", "Yusuf"),
    ("Dylan", "Dilan"),
    ("Sofiane", "Sofian"),
    ("Yanis", "Yanice"),
    ("Ayoub", "Ayub"),
];

/// What one file says of a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Person {
    pub(crate) surname: String,
    pub(crate) used: String,
    pub(crate) given: String,
    pub(crate) born: (u32, u32, u32),
    pub(crate) sex: &'static str,
    pub(crate) place: u32,
    pub(crate) mail: String,
    pub(crate) phone: String,
}

/// The two files, and for each record of B the record of A and the fault between them.
pub(crate) struct Files {
    pub(crate) a: Vec<Person>,
    pub(crate) b: Vec<Person>,
    /// By record of B: the record of A, when it is there.
    pub(crate) truth: Vec<Option<usize>>,
    /// By record of B.
    pub(crate) faults: Vec<&'static str>,
}

fn person(dice: &mut Dice) -> Person {
    let surname = format!("{}{}", dice.pick(STEMS), dice.pick(ENDINGS));
    let at = dice.below(GIVEN.len());
    let given = GIVEN[at].to_owned();
    let born = (
        1998 + dice.below(11) as u32,
        1 + dice.below(12) as u32,
        1 + dice.below(28) as u32,
    );
    let mail = format!(
        "{}{}@mail.example",
        given.to_lowercase(),
        100 + dice.below(9900)
    );
    Person {
        surname,
        used: String::new(),
        given,
        born,
        sex: if at.is_multiple_of(2) { "M" } else { "F" },
        place: 100 + dice.below(60) as u32,
        mail: if dice.chance(60) { mail } else { String::new() },
        phone: if dice.chance(80) {
            phone(dice)
        } else {
            String::new()
        },
    }
}

fn phone(dice: &mut Dice) -> String {
    format!("06{:08}", dice.below(100_000_000))
}

/// A brother, a sister or a twin: one name, one place, one phone.
fn relative(dice: &mut Dice, of: &Person, twin: bool) -> Person {
    let mut other = person(dice);
    while other.given.chars().next() == of.given.chars().next() {
        other = person(dice);
    }
    other.surname.clone_from(&of.surname);
    other.place = of.place;
    other.phone.clone_from(&of.phone);
    if twin {
        other.born = of.born;
    }
    other
}

fn typo(dice: &mut Dice, text: &str) -> String {
    let mut letters: Vec<char> = text.chars().collect();
    let at = 1 + dice.below(letters.len() - 1);
    match dice.below(3) {
        0 if letters.len() > 3 => {
            letters.remove(at);
        }
        1 => letters.insert(at, 'k'),
        _ => letters[at] = 'w',
    }
    letters.into_iter().collect()
}

/// The faults a record of B may have.
pub(crate) const FAULTS: &[&str] = &[
    "none",
    "case",
    "typo_surname",
    "typo_given",
    "variant",
    "compound",
    "used_name",
    "swapped",
    "day_month",
    "january",
    "digit",
    "no_date",
    "moved",
    "contacts",
];

fn spoil(dice: &mut Dice, person: &mut Person, fault: &str) {
    match fault {
        "case" => person.surname = person.surname.to_lowercase(),
        "typo_surname" => person.surname = typo(dice, &person.surname),
        "typo_given" => person.given = typo(dice, &person.given),
        "variant" => {
            if let Some((_, variant)) = VARIANTS.iter().find(|(given, _)| *given == person.given) {
                (*variant).clone_into(&mut person.given);
            }
        }
        "compound" => {
            let second = dice.pick(GIVEN);
            let _ = write!(person.given, "-{second}");
        }
        "used_name" => {
            person.used = format!("{}{}", dice.pick(STEMS), dice.pick(ENDINGS));
            std::mem::swap(&mut person.used, &mut person.surname);
        }
        "swapped" => std::mem::swap(&mut person.given, &mut person.surname),
        "day_month" if person.born.2 <= 12 => {
            person.born = (person.born.0, person.born.2, person.born.1);
        }
        "january" => (person.born.1, person.born.2) = (1, 1),
        "digit" => {
            person.born.0 = if person.born.0 >= 2000 {
                person.born.0 - 1
            } else {
                person.born.0 + 1
            }
        }
        "no_date" => person.born = (0, 0, 0),
        "moved" => person.place = 200 + dice.below(60) as u32,
        "contacts" => {
            person.phone = phone(dice);
            person.mail = format!("new{}@mail.example", dice.below(100_000));
        }
        _ => {}
    }
}

impl Files {
    /// Invents `a` records against `b`; seven of ten of B are in A. One in six of B has a relative
    /// there.
    pub(crate) fn invent(seed: u64, a: usize, b: usize) -> Self {
        let dice = &mut Dice(seed);
        let mut files = Self {
            a: (0..a).map(|_| person(dice)).collect(),
            b: Vec::new(),
            truth: Vec::new(),
            faults: Vec::new(),
        };
        for at in 0..b {
            let mut fault = FAULTS[at % FAULTS.len()];
            let known = at * (a / b);
            let mut record = if dice.chance(70) {
                files.truth.push(Some(known));
                files.a[known].clone()
            } else {
                files.truth.push(None);
                match dice.below(3) {
                    0 => {
                        fault = "twin_absent";
                        relative(dice, &files.a[known].clone(), true)
                    }
                    1 => {
                        fault = "sibling_absent";
                        relative(dice, &files.a[known].clone(), false)
                    }
                    _ => {
                        fault = "absent";
                        person(dice)
                    }
                }
            };
            spoil(dice, &mut record, fault);
            files.b.push(record);
            files.faults.push(fault);
        }
        files
    }

    pub(crate) fn tables(&self) -> (Table, Table) {
        (table(&self.a), table(&self.b))
    }
}

pub(crate) const TITLES: &str =
    "id,nom,nom_usage,prenom,date_naissance,sexe,code_commune,code_postal,email,telephone\n";

pub(crate) fn csv(people: &[Person]) -> String {
    let mut text = TITLES.to_owned();
    for (at, person) in people.iter().enumerate() {
        let Person {
            surname,
            used,
            given,
            born,
            sex,
            place,
            mail,
            phone,
        } = person;
        let born = if born.0 == 0 {
            String::new()
        } else {
            format!("{:04}-{:02}-{:02}", born.0, born.1, born.2)
        };
        let _ = writeln!(
            text,
            "{at},{surname},{used},{given},{born},{sex},38{place},38{place},{mail},{phone}"
        );
    }
    text
}

pub(crate) fn table(people: &[Person]) -> Table {
    Table::read(csv(people).as_bytes(), &Schema::french()).unwrap()
}
