//! Telephone numbers, overseas France included.

use phonenumber::metadata::DATABASE;
use phonenumber::{Mode, Type, country};

/// The country codes that are dialled `0…` from anywhere in France: metropolitan France, Réunion and
/// Mayotte, Guadeloupe, Guyane, Martinique, Saint-Pierre-et-Miquelon.
const FRENCH: [&str; 6] = ["33", "262", "590", "594", "596", "508"];

/// French numbers as `0…` (ten digits), others as `+…`; `None` for what cannot be dialled and for
/// premium-rate numbers.
///
/// A number written in the usual French way is recognised by its shape: ten digits that begin with
/// 01 to 07 or 09. Everything else goes through libphonenumber's rules.
pub(crate) fn normalise(text: &str) -> Option<String> {
    match Dialled::read(text)? {
        Dialled::French(number) => Some(number),
        Dialled::Other(number) => by_the_rules(&number),
    }
}

enum Dialled {
    /// Ten digits of an ordinary French number.
    French(String),
    /// Digits to check, with `+` if the country is given.
    Other(String),
}

impl Dialled {
    fn read(text: &str) -> Option<Self> {
        let mut digits = String::with_capacity(16);
        let mut international = false;
        for c in text.trim().chars() {
            match c {
                '0'..='9' => digits.push(c),
                '+' if digits.is_empty() && !international => international = true,
                ' ' | '.' | '-' | '/' | '(' | ')' | '\u{a0}' | '\u{202f}' | '\u{2011}' | '_' => {}
                _ => return None,
            }
        }
        if !international && digits.starts_with("00") {
            digits.drain(..2);
            international = true;
        }
        if international {
            // "+33 (0)6…" is often written, and means +33 6.
            return Some(
                match FRENCH.iter().find_map(|code| digits.strip_prefix(code)) {
                    Some(national) => {
                        let national = national.strip_prefix('0').unwrap_or(national);
                        Self::of_national(format!("0{national}"), format!("+{digits}"))
                    }
                    _ => Self::Other(format!("+{digits}")),
                },
            );
        }
        // Nine digits: a spreadsheet took the zero away.
        let national = match digits.len() {
            9 if !digits.starts_with('0') => format!("0{digits}"),
            11 if digits.starts_with("33") => format!("0{}", &digits[2..]),
            _ => digits,
        };
        Some(Self::of_national(national.clone(), national))
    }

    fn of_national(national: String, otherwise: String) -> Self {
        let ordinary = national.len() == 10
            && national.starts_with('0')
            && matches!(national.as_bytes()[1], b'1'..=b'7' | b'9');
        if ordinary {
            Self::French(national)
        } else {
            Self::Other(otherwise)
        }
    }
}

fn by_the_rules(text: &str) -> Option<String> {
    let number = phonenumber::parse(Some(country::FR), text).ok()?;
    if !phonenumber::is_valid(&number) || number.number_type(&DATABASE) == Type::PremiumRate {
        return None;
    }
    let international = number.format().mode(Mode::E164).to_string();
    let national = FRENCH
        .iter()
        .find_map(|code| international.strip_prefix('+')?.strip_prefix(code))
        .filter(|national| national.len() == 9);
    Some(match national {
        Some(national) => format!("0{national}"),
        None => international,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("06 39 98 00 12", Some("0639980012"))]
    #[case("06.39.98.00.12", Some("0639980012"))]
    #[case("0639980012", Some("0639980012"))]
    #[case("639980012", Some("0639980012"))]
    #[case("+33639980012", Some("0639980012"))]
    #[case("+33 (0)6 39 98 00 12", Some("0639980012"))]
    #[case("0033 6 39 98 00 12", Some("0639980012"))]
    #[case("33639980012", Some("0639980012"))]
    #[case("01 99 00 12 34", Some("0199001234"))]
    #[case("0692 12 34 56", Some("0692123456"))]
    #[case("+262 692 12 34 56", Some("0692123456"))]
    #[case("+590 690 12 34 56", Some("0690123456"))]
    #[case("+508 41 12 34", Some("+508411234"))]
    #[case("+32 470 12 34 56", Some("+32470123456"))]
    #[case("08 99 12 34 56", None)]
    #[case("0000000000", None)]
    #[case("06 39 98 00", None)]
    #[case("06 39 98 00 12 ou 13", None)]
    #[case("non", None)]
    #[case("", None)]
    fn numbers(#[case] text: &str, #[case] expected: Option<&str>) {
        assert_eq!(normalise(text).as_deref(), expected, "{text}");
    }
}
