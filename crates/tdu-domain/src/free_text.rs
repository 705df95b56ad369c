//! What must not be written in free text: social security numbers, bank cards, details of health.

use crate::nir::looks_like_nir;
use crate::text::fold;

/// What free text should not tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Concern {
    /// A number that is never kept: a social security number, or that of a bank card.
    Number,
    /// A word about health, which is kept only when its writer says that it is needed.
    Health,
}

/// What somebody wrote, and whether they were warned and read it again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// The text.
    pub text: String,
    /// Whether its writer read it again after a warning about health.
    pub read_again: bool,
}

impl Written {
    /// What keeps this text from being kept.
    #[must_use]
    pub fn concern(&self) -> Option<Concern> {
        concern(&self.text).filter(|found| *found == Concern::Number || !self.read_again)
    }
}

impl From<&str> for Written {
    fn from(text: &str) -> Self {
        Self {
            text: text.to_owned(),
            read_again: false,
        }
    }
}

/// The gravest that a text tells.
#[must_use]
pub fn concern(text: &str) -> Option<Concern> {
    if holds_number(text) {
        Some(Concern::Number)
    } else if speaks_of_health(text) {
        Some(Concern::Health)
    } else {
        None
    }
}

/// Words of health, folded and without the ends of genders and plurals.
const HEALTH: [&str; 46] = [
    "addict",
    "addiction",
    "alcooliqu",
    "allergi",
    "anorexi",
    "asthm",
    "autism",
    "autist",
    "bipolair",
    "boulimi",
    "cancer",
    "cardiaqu",
    "chimiotherapi",
    "depressif",
    "depressiv",
    "depression",
    "diabet",
    "diabetiqu",
    "diagnostic",
    "drogu",
    "dyslexi",
    "dyslexiqu",
    "dyspraxi",
    "enceint",
    "epilepsi",
    "epileptiqu",
    "grossess",
    "handicap",
    "hopital",
    "hospitalis",
    "hospitalisation",
    "malad",
    "maladi",
    "medicament",
    "psychiatr",
    "psychiatri",
    "psychiatriqu",
    "schizophren",
    "schizophreni",
    "seropositif",
    "sida",
    "suicid",
    "suicidair",
    "toxicoman",
    "trisomi",
    "vih",
];

fn speaks_of_health(text: &str) -> bool {
    fold(text)
        .split(' ')
        .map(|word| word.trim_end_matches('s').trim_end_matches('e'))
        .any(|word| HEALTH.contains(&word))
}

/// Whether groups of digits that follow each other make a number that is never kept. In Corsica a
/// social security number holds a letter.
fn holds_number(text: &str) -> bool {
    let is_mark = |c: char| !c.is_ascii_alphanumeric();
    let mut groups: Vec<&str> = Vec::new();
    for group in text
        .split(|c: char| matches!(c, '.' | '-' | '/' | '_') || c.is_whitespace())
        .filter(|group| !group.is_empty())
    {
        let opened = group.trim_start_matches(is_mark);
        let digits = opened.trim_end_matches(is_mark);
        if opened.len() != group.len() || !is_numeric(digits) {
            groups.clear();
        }
        if is_numeric(digits) {
            groups.push(digits);
        }
        if ends_with_number(&groups) {
            return true;
        }
        if digits.len() != opened.len() {
            groups.clear();
        }
    }
    false
}

fn is_numeric(group: &str) -> bool {
    let digits = group.bytes().filter(u8::is_ascii_digit).count();
    let letters = group.len() - digits;
    digits > 0 && letters <= 1 && (letters == 0 || group.to_ascii_uppercase().contains(['A', 'B']))
}

fn ends_with_number(groups: &[&str]) -> bool {
    let mut number = String::new();
    for group in groups.iter().rev() {
        number.insert_str(0, group);
        if number.len() > 19 {
            return false;
        }
        if looks_like_nir(&number) || is_card(&number) {
            return true;
        }
    }
    false
}

/// Whether digits are the number of a bank card. Those of 14 digits are left out: SIRET numbers have
/// the same length and the same key.
fn is_card(digits: &str) -> bool {
    let issued = match digits.len() {
        15 => digits.starts_with("34") || digits.starts_with("37"),
        16 | 19 => digits.starts_with(['2', '4', '5', '6']),
        _ => false,
    };
    issued && digits.bytes().all(|b| b.is_ascii_digit()) && has_luhn_key(digits)
}

pub(crate) fn has_luhn_key(digits: &str) -> bool {
    let sum: u32 = digits
        .bytes()
        .rev()
        .enumerate()
        .map(|(at, b)| {
            let digit = u32::from(b - b'0') * if at % 2 == 1 { 2 } else { 1 };
            if digit > 9 { digit - 9 } else { digit }
        })
        .sum();
    sum.is_multiple_of(10)
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("269054958815780", Some(Concern::Number))]
    #[case("n° 2 69 05 49 588 157 80, à Nantes", Some(Concern::Number))]
    #[case("son numéro est 2690549588157.", Some(Concern::Number))]
    #[case("(2-69-05-49-588-157)", Some(Concern::Number))]
    #[case("1 08 03 2A 588 157", Some(Concern::Number))]
    #[case("carte 4111 1111 1111 1111", Some(Concern::Number))]
    #[case("carte 4111 1111 1111 1112", None)]
    #[case("Amex 378282246310005, merci", Some(Concern::Number))]
    #[case("le 06 39 98 00 12 ou le 01 99 00 11 27", None)]
    #[case("SIRET 19750655300019", None)]
    #[case("rendez-vous le 12/11/2026 à 14 h 30", None)]
    #[case("Elle s’installe à Versailles", None)]
    #[case("Elle est malade", Some(Concern::Health))]
    #[case("Hospitalisée depuis lundi", Some(Concern::Health))]
    #[case("suivi en PSYCHIATRIE", Some(Concern::Health))]
    #[case("malade, 2 69 05 49 588 157 80", Some(Concern::Number))]
    fn texts(#[case] text: &str, #[case] expected: Option<Concern>) {
        assert_eq!(concern(text), expected, "{text}");
    }

    #[test]
    fn only_health_may_be_kept_once_read_again() {
        let written = |text: &str| Written {
            read_again: true,
            ..Written::from(text)
        };
        assert_eq!(written("Elle est malade").concern(), None);
        let number = written("269054958815780").concern();
        assert_eq!(number, Some(Concern::Number));
    }

    #[test]
    fn words_of_health_are_written_as_they_are_compared() {
        for word in HEALTH {
            let compared = fold(&format!("{word}e"));
            let compared = compared.trim_end_matches('s').trim_end_matches('e');
            assert_eq!(compared, word);
        }
    }
}
