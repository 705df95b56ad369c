//! Telephone numbers and e-mail addresses that reach nobody.
//!
//! Numbers come from the six ranges that Arcep's numbering plan keeps for works of fiction, 60,000
//! numbers. Up to 50,000 people everybody has their own; beyond, strangers share numbers, which
//! they do less in real files.
//! Addresses are at domains that RFC 2606 reserves.

use tdu_domain::person::Sex;
use unicode_normalization::UnicodeNormalization;

use crate::person::Person;

/// The ranges kept for fiction that people's own numbers are taken from.
const OWN_RANGES: [&str; 5] = ["063998", "019900", "026191", "035301", "046571"];
/// The range kept for fiction that a family's shared numbers are taken from.
const FAMILY_RANGE: &str = "053649";
/// Spreads neighbours over the range; prime with it.
const STRIDE: usize = 7_919;

const DOMAINS: [&str; 5] = [
    "courriel.example",
    "messagerie.example",
    "poste.example",
    "mail.example.org",
    "exemple.invalid",
];
const MOTHERS: [&str; 8] = [
    "sylvie", "fatiha", "nathalie", "aminata", "isabelle", "maria", "sandrine", "laurence",
];
const FATHERS: [&str; 8] = [
    "philippe", "karim", "mamadou", "laurent", "jose", "stephane", "pascal", "mehmet",
];

/// The person's own number, ten digits.
pub(crate) fn own_phone(person: &Person) -> String {
    let line = person.id * STRIDE % (OWN_RANGES.len() * 10_000);
    format!("{}{:04}", OWN_RANGES[line / 10_000], line % 10_000)
}

/// The number the whole household answers, ten digits.
pub(crate) fn family_phone(person: &Person) -> String {
    format!("{FAMILY_RANGE}{:04}", person.household * STRIDE % 10_000)
}

/// The person's own address; `generation` 0 is the usual one, 1 the next.
pub(crate) fn own_email(person: &Person, generation: usize) -> String {
    let first = slug(person.first_name.official());
    let last = slug(&person.birth_name.to_string());
    let initial: String = first.chars().take(1).collect();
    let digits = person.id % 1_000;
    let year = person.birth.year() % 100;
    let local = match (person.id / 7 + generation * 3) % 6 {
        0 => format!("{first}.{last}"),
        1 => format!("{first}.{last}{year:02}"),
        2 => format!("{initial}{last}{digits}"),
        3 => format!("{last}.{first}{digits}"),
        4 => format!("{first}{last}{year:02}"),
        _ => format!("{first}-{digits}"),
    };
    format!("{local}@{}", domain(person.id + generation))
}

/// The address of a parent.
pub(crate) fn parent_email(person: &Person, parent: Sex) -> String {
    let names = match parent {
        Sex::Female => &MOTHERS,
        Sex::Male => &FATHERS,
    };
    let first = names[person.household % names.len()];
    let last = slug(&person.birth_name.to_string());
    format!(
        "{first}.{last}{}@{}",
        person.household % 100,
        domain(person.household)
    )
}

/// An address of an organisation's service.
pub(crate) fn service_email(service: &str, organisation: &str) -> String {
    format!("{service}@{}.example", slug(organisation))
}

fn domain(number: usize) -> &'static str {
    DOMAINS[number % DOMAINS.len()]
}

/// Letters and digits only, lower case, no accents; `œ` and the like are written out.
fn slug(text: &str) -> String {
    without_accents(text)
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .map(|c| c.to_ascii_lowercase())
        .collect()
}

/// The same text without accents or cedillas.
pub(crate) fn without_accents(text: &str) -> String {
    text.nfd()
        .filter(|c| !('\u{300}'..='\u{36f}').contains(c))
        .flat_map(|c| match c {
            'œ' => ['o', 'e'].into_iter().take(2),
            'Œ' => ['O', 'E'].into_iter().take(2),
            'ı' => ['i', ' '].into_iter().take(1),
            other => [other, ' '].into_iter().take(1),
        })
        .collect()
}
