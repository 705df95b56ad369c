//! The faults real files have, one function each, with its rate.
//!
//! Rates are per thousand records of a file and are all ASSUMPTIONS: nobody publishes them. They
//! are plausible for files kept by hand, high enough that exact comparison misses some pairs and
//! low enough that most records are right. The two networks err independently. Siblings, twins,
//! homonyms and papers dated 1 January are true facts of the people, made with them.

use tdu_domain::person::Sex;

use crate::calendar::day;
use crate::chance::Chance;
use crate::contact::{family_phone, own_email, parent_email, without_accents};
use crate::identity::Identity;
use crate::person::{Makers, Person};

/// A fault: its rate in a thousand, and what it does to a record.
type Fault = (u32, fn(&mut Chance, &Person, &mut Identity, &Makers<'_>));

/// In the order they happen: a moved person's old address, then what was badly copied.
const FAULTS: [Fault; 22] = [
    (70, moved),
    (15, second_first_name_added),
    (90, transliterated),
    (120, compound_first_name_cut),
    (30, double_surname_cut),
    (300, used_name_for_birth_name),
    (220, accents_lost),
    (110, hyphens_lost),
    (14, surname_typing_error),
    (14, first_name_typing_error),
    (6, names_swapped),
    (7, day_and_month_swapped),
    (5, birth_date_typing_error),
    (3, born_on_first_of_january),
    (60, family_phone_given),
    (80, parent_email_given),
    (130, new_email),
    (60, phone_missing),
    (200, email_missing),
    (25, commune_missing),
    (35, postcode_alone),
    (12, sex_missing),
];

/// Writes a person down the way people do.
pub(crate) fn written_down(chance: &mut Chance, person: &Person, makers: &Makers<'_>) -> Identity {
    let mut identity = Identity::of(person);
    for (rate, fault) in FAULTS {
        if chance.happens(rate) {
            fault(chance, person, &mut identity, makers);
        }
    }
    identity
}

/// The file still has another address.
fn moved(chance: &mut Chance, _: &Person, identity: &mut Identity, makers: &Makers<'_>) {
    let (number, street) = makers.address(chance);
    identity.address = Some(format!("{number} {street}"));
    // One move in two stays in the commune.
    if chance.happens(500) {
        let commune = makers.commune(chance);
        identity.commune = Some((commune, commune));
    }
}

/// "Léa" written "Léa Marie".
fn second_first_name_added(
    _: &mut Chance,
    person: &Person,
    identity: &mut Identity,
    _: &Makers<'_>,
) {
    if let Some(second) = person.second_first_name {
        identity.first_name = format!("{} {}", identity.first_name, second.official());
    }
}

/// "Mohamed" written "Mohammed".
fn transliterated(chance: &mut Chance, person: &Person, identity: &mut Identity, _: &Makers<'_>) {
    if let Some(other) = person.first_name.other(chance) {
        other.clone_into(&mut identity.first_name);
    }
}

/// "Marie-Lou" written "Marie".
fn compound_first_name_cut(_: &mut Chance, _: &Person, identity: &mut Identity, _: &Makers<'_>) {
    if let Some((first, _)) = identity.first_name.split_once('-') {
        identity.first_name = first.to_owned();
    }
}

/// "Martin Diallo" written "Diallo".
fn double_surname_cut(chance: &mut Chance, _: &Person, identity: &mut Identity, _: &Makers<'_>) {
    if let Some((first, second)) = identity.birth_name.split_once(' ') {
        // Particles are not names.
        if first.chars().count() > 3 && second.chars().count() > 3 {
            let kept = if chance.happens(500) { first } else { second };
            identity.birth_name = kept.to_owned();
        }
    }
}

/// The used name where the birth name should be.
fn used_name_for_birth_name(_: &mut Chance, _: &Person, identity: &mut Identity, _: &Makers<'_>) {
    if let Some(used) = identity.used_name.take() {
        identity.birth_name = used;
    }
}

/// "Zoé" written "Zoe".
fn accents_lost(_: &mut Chance, _: &Person, identity: &mut Identity, _: &Makers<'_>) {
    identity.birth_name = without_accents(&identity.birth_name);
    identity.first_name = without_accents(&identity.first_name);
}

/// "Jean-Baptiste" written "Jean Baptiste".
fn hyphens_lost(_: &mut Chance, _: &Person, identity: &mut Identity, _: &Makers<'_>) {
    identity.birth_name = identity.birth_name.replace('-', " ");
    identity.first_name = identity.first_name.replace('-', " ");
}

fn surname_typing_error(chance: &mut Chance, _: &Person, identity: &mut Identity, _: &Makers<'_>) {
    identity.birth_name = typing_error(chance, &identity.birth_name);
}

fn first_name_typing_error(
    chance: &mut Chance,
    _: &Person,
    identity: &mut Identity,
    _: &Makers<'_>,
) {
    identity.first_name = typing_error(chance, &identity.first_name);
}

/// One letter left out, doubled, swapped with the next, or replaced by a neighbour of the keyboard.
fn typing_error(chance: &mut Chance, text: &str) -> String {
    const NEIGHBOURS: [(char, char); 10] = [
        ('a', 'z'),
        ('e', 'r'),
        ('i', 'o'),
        ('o', 'p'),
        ('u', 'i'),
        ('n', 'b'),
        ('m', 'l'),
        ('s', 'd'),
        ('t', 'r'),
        ('l', 'k'),
    ];
    let mut letters: Vec<char> = text.chars().collect();
    if letters.len() < 4 {
        return text.to_owned();
    }
    let at = 1 + chance.index(letters.len() - 2);
    match chance.below(4) {
        0 => {
            letters.remove(at);
        }
        1 => letters.insert(at, letters[at]),
        2 => letters.swap(at, at + 1),
        _ => {
            let near = NEIGHBOURS.iter().find(|(from, _)| *from == letters[at]);
            letters[at] = near.map_or('e', |(_, to)| *to);
        }
    }
    letters.into_iter().collect()
}

/// The first name in the column of the birth name.
fn names_swapped(_: &mut Chance, _: &Person, identity: &mut Identity, _: &Makers<'_>) {
    std::mem::swap(&mut identity.birth_name, &mut identity.first_name);
}

/// 04/11 written 11/04.
fn day_and_month_swapped(_: &mut Chance, _: &Person, identity: &mut Identity, _: &Makers<'_>) {
    let birth = identity.birth;
    if birth.day() <= 12 {
        identity.birth = day(birth.year(), birth.day(), birth.month());
    }
}

/// The day or the year next to the right one.
fn birth_date_typing_error(
    chance: &mut Chance,
    _: &Person,
    identity: &mut Identity,
    _: &Makers<'_>,
) {
    let birth = identity.birth;
    identity.birth = if chance.happens(600) {
        day(
            birth.year(),
            birth.month(),
            if birth.day() > 1 { birth.day() - 1 } else { 2 },
        )
    } else {
        day(birth.year() - 1, birth.month(), birth.day().min(28))
    };
}

/// 1 January, for want of the day.
fn born_on_first_of_january(_: &mut Chance, _: &Person, identity: &mut Identity, _: &Makers<'_>) {
    identity.birth = day(identity.birth.year(), 1, 1);
}

/// The number of the home.
fn family_phone_given(_: &mut Chance, person: &Person, identity: &mut Identity, _: &Makers<'_>) {
    identity.phone = Some(family_phone(person));
}

/// The address of a parent.
fn parent_email_given(
    chance: &mut Chance,
    person: &Person,
    identity: &mut Identity,
    _: &Makers<'_>,
) {
    let parent = if chance.happens(650) {
        Sex::Female
    } else {
        Sex::Male
    };
    identity.email = Some(parent_email(person, parent));
}

/// Another address of the same person.
fn new_email(_: &mut Chance, person: &Person, identity: &mut Identity, _: &Makers<'_>) {
    identity.email = Some(own_email(person, 1));
}

fn phone_missing(_: &mut Chance, _: &Person, identity: &mut Identity, _: &Makers<'_>) {
    identity.phone = None;
}

fn email_missing(_: &mut Chance, _: &Person, identity: &mut Identity, _: &Makers<'_>) {
    identity.email = None;
}

/// Neither address, postcode nor commune.
fn commune_missing(_: &mut Chance, _: &Person, identity: &mut Identity, _: &Makers<'_>) {
    identity.address = None;
    identity.commune = None;
}

/// A postcode without its commune.
fn postcode_alone(_: &mut Chance, _: &Person, identity: &mut Identity, _: &Makers<'_>) {
    identity.postcode_only = true;
}

fn sex_missing(_: &mut Chance, _: &Person, identity: &mut Identity, _: &Makers<'_>) {
    identity.sex = None;
}
