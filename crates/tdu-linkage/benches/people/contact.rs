//! E-mail addresses and telephone numbers as young people, and their parents, have them.

use super::random::Random;

/// What an address is made from: a first name, a surname, a birth date.
pub(crate) struct Owner<'a> {
    pub(crate) first: &'a str,
    pub(crate) surname: &'a str,
    pub(crate) birth: (i32, i32, i32),
}

const DOMAINS: [(&str, f64); 10] = [
    ("gmail", 0.565),
    ("hotmail", 0.695),
    ("outlook", 0.805),
    ("icloud", 0.870),
    ("orange", 0.903),
    ("yahoo", 0.933),
    ("live", 0.954),
    ("laposte", 0.974),
    ("sfr", 0.988),
    ("free", 1.0),
];

const WORDS: [&str; 32] = [
    "lion", "tiger", "sniper", "moto", "music", "gold", "crazy", "princess", "angel", "night",
    "foot", "skate", "boss", "mini", "mister", "miss", "blue", "red", "black", "white", "shadow",
    "fire", "star", "lucky", "gamer", "drift", "bella", "king", "love", "lol", "dj", "sweet",
];

/// Parents' first names, born around 1975.
const PARENTS: [&str; 30] = [
    "sandrine",
    "sylvie",
    "laurent",
    "stephane",
    "christophe",
    "celine",
    "nathalie",
    "isabelle",
    "david",
    "nicolas",
    "karim",
    "fatiha",
    "aminata",
    "mohamed",
    "valerie",
    "frederic",
    "olivier",
    "virginie",
    "delphine",
    "sebastien",
    "rachida",
    "samira",
    "maria",
    "antonio",
    "jose",
    "moussa",
    "fatoumata",
    "patricia",
    "corinne",
    "thierry",
];

/// An address of somebody's own.
pub(crate) fn email(owner: &Owner<'_>, random: &mut Random) -> String {
    let first = plain(owner.first.split([' ', '-']).next().unwrap_or_default());
    let surname = plain(owner.surname);
    let (year, month, day) = owner.birth;
    let initial = first.get(..1).unwrap_or_default();
    let kind = random.unit();
    let user = if kind < 0.53 {
        let separator = random.pick(&[".", ".", ".", "_", "-", ""]);
        let (left, right) = if random.chance(0.85) {
            (&first, &surname)
        } else {
            (&surname, &first)
        };
        let end = match random.below(100) {
            0..62 => String::new(),
            62..83 => format!("{:02}", year % 100),
            _ => random.between(100, 999).to_string(),
        };
        format!("{left}{separator}{right}{end}")
    } else if kind < 0.615 {
        let end = match random.below(3) {
            0 => String::new(),
            1 => format!("{:02}", year % 100),
            _ => random.between(0, 99).to_string(),
        };
        format!("{initial}{surname}{end}")
    } else if kind < 0.71 {
        let letter = surname.get(..1).unwrap_or_default();
        format!("{first}{letter}{}", random.between(1, 9999))
    } else if kind < 0.80 {
        let separator = random.pick(&[".", "_", ""]);
        let end = match random.below(4) {
            0 => year.to_string(),
            1 => format!("{:02}", year % 100),
            2 => format!("{day:02}{month:02}"),
            _ => random.between(10_000, 99_999).to_string(),
        };
        format!("{first}{separator}{end}")
    } else {
        let separator = random.pick(&[".", "_", ""]);
        let word = random.pick(&WORDS);
        let other = match random.below(3) {
            0 => surname.as_str(),
            1 => first.as_str(),
            _ => random.pick(&WORDS),
        };
        let (left, right) = if random.chance(0.75) {
            (word, other)
        } else {
            (other, word)
        };
        format!("{left}{separator}{right}{}", random.between(100, 9999))
    };
    format!("{user}@{}.example", domain(random))
}

/// An address of a parent who bears that surname.
pub(crate) fn parent_email(surname: &str, random: &mut Random) -> String {
    let parent = Owner {
        first: random.pick(&PARENTS),
        surname,
        birth: (1975, 1, 1),
    };
    email(&parent, random)
}

/// A mobile number: ten digits.
pub(crate) fn telephone(random: &mut Random) -> String {
    let start = if random.chance(0.6) { "06" } else { "07" };
    format!("{start}{:08}", random.below(99_999_999))
}

/// A number typed to fill the field.
pub(crate) fn filler(random: &mut Random) -> String {
    String::from(random.pick(&["0600000000", "0612345678", "0606060606"]))
}

/// How the second file writes a number.
pub(crate) fn written(telephone: &str, random: &mut Random) -> String {
    let pairs = |separator: &str| -> String {
        let pairs: Vec<&str> = (0..telephone.len())
            .step_by(2)
            .filter_map(|at| telephone.get(at..(at + 2).min(telephone.len())))
            .collect();
        pairs.join(separator)
    };
    match random.below(1000) {
        0..400 => telephone.to_owned(),
        400..707 => pairs(" "),
        707..812 => pairs("."),
        812..973 => format!("+33{}", telephone.get(1..).unwrap_or_default()),
        _ => format!("+33 {}", pairs(" ").get(1..).unwrap_or_default()),
    }
}

/// Letters without accents, in lower case; nothing else.
pub(crate) fn plain(name: &str) -> String {
    name.chars()
        .flat_map(char::to_lowercase)
        .filter_map(unaccented)
        .collect()
}

/// A letter without its accent, in the same case.
pub(crate) fn unaccented(letter: char) -> Option<char> {
    Some(match letter {
        'a'..='z' | 'A'..='Z' => letter,
        'à' | 'â' | 'ä' | 'ã' => 'a',
        'é' | 'è' | 'ê' | 'ë' => 'e',
        'î' | 'ï' | 'ı' => 'i',
        'ô' | 'ö' => 'o',
        'ù' | 'û' | 'ü' => 'u',
        'ç' => 'c',
        'ş' => 's',
        'ğ' => 'g',
        'À' | 'Â' => 'A',
        'É' | 'È' | 'Ê' | 'Ë' => 'E',
        'Î' | 'Ï' | 'İ' => 'I',
        'Ô' | 'Ö' => 'O',
        'Ü' | 'Û' => 'U',
        'Ç' => 'C',
        'Ş' => 'S',
        'Ğ' => 'G',
        _ => return None,
    })
}

fn domain(random: &mut Random) -> &'static str {
    let at = random.unit();
    DOMAINS
        .iter()
        .find(|(_, up_to)| at < *up_to)
        .map_or("gmail", |(name, _)| name)
}
