//! What happens to a record between a person and a file: how often, and what life and clerks do.

use super::contact::{self, Owner};
use super::first_names::{FirstNames, respell};
use super::places::Places;
use super::random::Random;
use super::slips;
use super::{Person, Record};

/// How often something happens to a record: in the first file, in the second, and on what
/// condition it can.
struct Fault {
    name: &'static str,
    rates: [f64; 2],
    happens: fn(&mut Scene<'_>) -> bool,
}

/// A record about to be altered.
pub(crate) struct Scene<'a> {
    pub(crate) record: &'a mut Record,
    pub(crate) person: &'a Person,
    pub(crate) places: &'a Places,
    pub(crate) first_names: &'a FirstNames,
    pub(crate) random: &'a mut Random,
}

/// Life first, then the clerk, then the keyboard. Rates are those of clean files; those above a
/// tenth grow slower than the others in dirty files.
const FAULTS: [Fault; 24] = [
    Fault {
        name: "moved",
        rates: [0.0, 0.168],
        happens: moved,
    },
    Fault {
        name: "new_mail",
        rates: [0.0, 0.229],
        happens: new_mail,
    },
    Fault {
        name: "new_tel",
        rates: [0.0, 0.170],
        happens: new_tel,
    },
    Fault {
        name: "second",
        rates: [0.036, 0.068],
        happens: second,
    },
    Fault {
        name: "comp",
        rates: [0.36, 0.47],
        happens: compound_cut,
    },
    Fault {
        name: "dbl",
        rates: [0.15, 0.38],
        happens: double_cut,
    },
    Fault {
        name: "usage_as_nom",
        rates: [0.03, 0.23],
        happens: used_name,
    },
    Fault {
        name: "var_prenom",
        rates: [0.012, 0.026],
        happens: first_name_variant,
    },
    Fault {
        name: "dim",
        rates: [0.001, 0.004],
        happens: diminutive,
    },
    Fault {
        name: "var_nom",
        rates: [0.006, 0.013],
        happens: surname_variant,
    },
    Fault {
        name: "typo_prenom",
        rates: [0.017, 0.027],
        happens: slips::first_name_typo,
    },
    Fault {
        name: "typo_nom",
        rates: [0.018, 0.034],
        happens: slips::surname_typo,
    },
    Fault {
        name: "swap",
        rates: [0.010, 0.021],
        happens: swapped,
    },
    Fault {
        name: "dob_dm",
        rates: [0.003, 0.014],
        happens: slips::day_month,
    },
    Fault {
        name: "dob_digit",
        rates: [0.0055, 0.0068],
        happens: slips::wrong_digit,
    },
    Fault {
        name: "dob_day",
        rates: [0.001, 0.004],
        happens: slips::wrong_day,
    },
    Fault {
        name: "dob_year",
        rates: [0.002, 0.0052],
        happens: slips::wrong_year,
    },
    Fault {
        name: "dob_0101",
        rates: [0.0035, 0.0052],
        happens: slips::first_of_january,
    },
    Fault {
        name: "dob_miss",
        rates: [0.0008, 0.0027],
        happens: slips::no_date,
    },
    Fault {
        name: "sexe_err",
        rates: [0.0015, 0.0090],
        happens: slips::wrong_sex,
    },
    Fault {
        name: "cc_near",
        rates: [0.0045, 0.0125],
        happens: slips::near_commune,
    },
    Fault {
        name: "cp_typo",
        rates: [0.0028, 0.0065],
        happens: slips::postcode_typo,
    },
    Fault {
        name: "mail_parent",
        rates: [0.095, 0.225],
        happens: parent_email,
    },
    Fault {
        name: "tel_parent",
        rates: [0.130, 0.235],
        happens: parent_telephone,
    },
];
/// What is typed last, on the contact that the record ends with.
const SLIPS: [Fault; 3] = [
    Fault {
        name: "mail_typo",
        rates: [0.012, 0.019],
        happens: slips::email_typo,
    },
    Fault {
        name: "tel_typo",
        rates: [0.012, 0.0125],
        happens: slips::telephone_typo,
    },
    Fault {
        name: "junk",
        rates: [0.0007, 0.0025],
        happens: slips::filler,
    },
];

/// Alters the record of one file (0 or 1) and tells what happened.
pub(crate) fn alter(scene: &mut Scene<'_>, file: usize, level: f64) -> String {
    let mut told = String::new();
    for fault in FAULTS.iter().chain(&SLIPS) {
        let rate = fault.rates[file];
        let grown = if rate > 0.1 {
            let slow = if fault.name.ends_with("_parent") {
                0.92
            } else {
                0.6
            };
            let conditional = if rate > 0.25 || fault.name == "dbl" {
                0.25
            } else {
                1.0
            };
            rate * (1.0 + (level - 1.0) * slow * conditional)
        } else {
            rate * level
        };
        if scene.random.chance(grown) && (fault.happens)(scene) {
            if !told.is_empty() {
                told.push('|');
            }
            told.push_str(fault.name);
        }
    }
    told
}

fn moved(scene: &mut Scene<'_>) -> bool {
    scene.record.place = scene.places.move_from(scene.record.place, scene.random);
    true
}

fn new_mail(scene: &mut Scene<'_>) -> bool {
    let owner = Owner {
        first: &scene.person.first,
        surname: &scene.person.surname,
        birth: scene.person.birth,
    };
    scene.record.email = contact::email(&owner, scene.random);
    true
}

fn new_tel(scene: &mut Scene<'_>) -> bool {
    scene.record.telephone = contact::telephone(scene.random);
    true
}

fn second(scene: &mut Scene<'_>) -> bool {
    let separator = if scene.random.chance(0.28) { ", " } else { " " };
    scene.record.first = [&scene.record.first, separator, &scene.person.second].concat();
    true
}

fn compound_cut(scene: &mut Scene<'_>) -> bool {
    let Some((left, right)) = scene.person.first.split_once('-') else {
        return false;
    };
    let initial = left.chars().next().unwrap_or('J');
    scene.record.first = match scene.random.below(10) {
        0..4 => format!("{left} {right}"),
        4..6 => left.to_owned(),
        6..8 => right.to_owned(),
        8 => format!("{initial}-{right}"),
        _ => format!("{left}{}", right.to_lowercase()),
    };
    true
}

fn double_cut(scene: &mut Scene<'_>) -> bool {
    let surname = &scene.person.surname;
    let Some((left, right)) = surname.split_once('-').or_else(|| {
        let (left, right) = surname.split_once(' ')?;
        (left.len() > 3).then_some((left, right))
    }) else {
        return false;
    };
    scene.record.surname = match scene.random.below(10) {
        0..6 => left.to_owned(),
        6..9 => right.to_owned(),
        _ if surname.contains('-') => format!("{left} {right}"),
        _ => format!("{left}-{right}"),
    };
    true
}

fn used_name(scene: &mut Scene<'_>) -> bool {
    if scene.person.used.is_empty() {
        return false;
    }
    scene.record.surname.clone_from(&scene.person.used);
    scene.record.used.clear();
    true
}

fn first_name_variant(scene: &mut Scene<'_>) -> bool {
    let name = scene.record.first.clone();
    let group = scene
        .first_names
        .variants
        .iter()
        .find(|group| group.contains(&name.as_str()));
    scene.record.first = match group {
        Some(group) => scene.random.pick(group).to_owned(),
        None => respell(&name, scene.random),
    };
    scene.record.first != name
}

fn diminutive(scene: &mut Scene<'_>) -> bool {
    let length = 3 + scene.random.below(2);
    if scene.record.first.chars().count() < length + 2 {
        return false;
    }
    scene.record.first = scene.record.first.chars().take(length).collect();
    true
}

fn surname_variant(scene: &mut Scene<'_>) -> bool {
    let name = scene.record.surname.clone();
    let end = name.get(..name.len().saturating_sub(1)).unwrap_or_default();
    scene.record.surname = match scene.random.below(5) {
        0 if name.contains(' ') => name.replace(' ', ""),
        0 | 1 if name.ends_with(['S', 'E', 'T', 'I']) => end.to_owned(),
        2 if name.ends_with('Z') => format!("{end}S"),
        2 => format!("{name}E"),
        3 if name.contains("OU") => name.replacen("OU", "U", 1),
        _ => respell(&name.to_lowercase(), scene.random).to_uppercase(),
    };
    scene.record.surname != name
}

fn swapped(scene: &mut Scene<'_>) -> bool {
    std::mem::swap(&mut scene.record.surname, &mut scene.record.first);
    true
}

fn parent_email(scene: &mut Scene<'_>) -> bool {
    let minor = scene.person.birth.0 >= 2006;
    if minor {
        scene.record.email.clone_from(&scene.person.parent_email);
    }
    minor
}

fn parent_telephone(scene: &mut Scene<'_>) -> bool {
    let minor = scene.person.birth.0 >= 2006;
    if minor {
        scene
            .record
            .telephone
            .clone_from(&scene.person.parent_telephone);
    }
    minor
}
