//! The identifiers of the field, as validated newtypes: a [`Siret`] that exists is valid.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::facts::FactText;

/// A text that is not the code it should be. The value itself is not kept: it may be personal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a valid {kind}: {rule}")]
pub struct CodeError {
    /// The name of the code ("SIRET", "UAI"…).
    pub kind: &'static str,
    /// What the code must look like.
    pub rule: &'static str,
}

macro_rules! code {
    ($(#[$meta:meta])* $name:ident, $kind:literal, $rule:literal, $normalise:expr) => {
        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(Box<str>);

        impl $name {
            /// Parses after trimming, with the tolerance of the field (spaces, case).
            pub fn parse(text: &str) -> Result<Self, CodeError> {
                let normalise: fn(&str) -> Option<String> = $normalise;
                normalise(text.trim())
                    .map(|code| Self(code.into_boxed_str()))
                    .ok_or(CodeError { kind: $kind, rule: $rule })
            }

            /// The canonical text.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl FromStr for $name {
            type Err = CodeError;
            fn from_str(text: &str) -> Result<Self, CodeError> {
                Self::parse(text)
            }
        }

        impl TryFrom<String> for $name {
            type Error = CodeError;
            fn try_from(text: String) -> Result<Self, CodeError> {
                Self::parse(&text)
            }
        }

        impl From<$name> for String {
            fn from(code: $name) -> String {
                code.0.into_string()
            }
        }

        impl FactText for $name {
            fn fact_text(&self) -> String {
                self.0.to_string()
            }
        }
    };
}

/// Upper case, without spaces.
fn compact(text: &str) -> String {
    let mut compact = String::with_capacity(text.len());
    for c in text.chars().filter(|c| !c.is_whitespace()) {
        if c.is_ascii() {
            compact.push(c.to_ascii_uppercase());
        } else {
            compact.extend(c.to_uppercase());
        }
    }
    compact
}

/// The same, without the dots and hyphens that people put between the groups of a number.
fn ungrouped(text: &str) -> String {
    let mut compact = compact(text);
    compact.retain(|c| !matches!(c, '.' | '-'));
    compact
}

fn all_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}

/// The address in lower case, if its form is valid and its domain has a dot.
fn normalise_email(text: &str) -> Option<String> {
    use email_address::{EmailAddress, Options};

    if !is_ordinary_email(text) {
        let options = Options::default()
            .without_display_text()
            .with_required_tld();
        EmailAddress::parse_with_options(text, options).ok()?;
    }
    Some(text.to_lowercase())
}

/// Whether the address is of the usual form, which the whole grammar need not check: letters,
/// digits and `._%+-` before the `@`, host names of letters, digits and hyphens after it.
fn is_ordinary_email(text: &str) -> bool {
    let Some((local, domain)) = text.split_once('@') else {
        return false;
    };
    let ordinary = |atom: &str| {
        let sign = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'%' | b'+' | b'-');
        !atom.is_empty() && atom.bytes().all(sign)
    };
    let label = |label: &str| {
        (1..=63).contains(&label.len())
            && label
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || b == b'-')
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    let top = domain.rsplit_once('.').map_or("", |(_, top)| top);
    local.len() <= 64
        && domain.len() <= 190
        && top.len() >= 2
        && top.bytes().all(|b| b.is_ascii_alphabetic())
        && local.split('.').all(ordinary)
        && domain.split('.').all(label)
}

code!(
    /// SIRET: the 14 digits of a French establishment.
    Siret, "SIRET", "14 digits",
    |text| Some(ungrouped(text)).filter(|c| c.len() == 14 && all_digits(c))
);
code!(
    /// UAI: the code of a teaching establishment, seven digits and a letter.
    Uai, "UAI", "7 digits and a letter",
    |text| Some(compact(text)).filter(|c| match c.as_bytes() {
        [digits @ .., letter] => digits.len() == 7 && digits.iter().all(u8::is_ascii_digit) && letter.is_ascii_uppercase(),
        [] => false,
    })
);
code!(
    /// INSEE code of a commune: five characters, Corsica with 2A or 2B.
    CommuneCode, "INSEE commune code", "5 characters: 5 digits, or 2A/2B and 3 digits",
    |text| Some(compact(text)).filter(|c| {
        c.len() == 5 && (all_digits(c) || ((c.starts_with("2A") || c.starts_with("2B")) && all_digits(&c[2..])))
    })
);
code!(
    /// French postcode: five digits; a lost leading zero is restored.
    PostalCode, "postcode", "5 digits",
    |text| Some(compact(text)).filter(|c| all_digits(c) && (4..=5).contains(&c.len())).map(|c| format!("{c:0>5}"))
);
code!(
    /// ROME code of a trade: a letter and four digits.
    RomeCode, "ROME code", "a letter and 4 digits",
    |text| Some(compact(text)).filter(|c| c.len() == 5 && c.as_bytes()[0].is_ascii_uppercase() && all_digits(&c[1..]))
);
code!(
    /// RNCP number of a certification: `RNCP` and two to five digits.
    RncpCode, "RNCP number", "RNCP and 2 to 5 digits",
    |text| {
        let text = ungrouped(text);
        let digits = text.strip_prefix("RNCP").unwrap_or(&text);
        (all_digits(digits) && (2..=5).contains(&digits.len())).then(|| format!("RNCP{digits}"))
    }
);
code!(
    /// CFD: the eight-character code of a diploma.
    CfdCode, "CFD", "8 letters or digits",
    |text| Some(compact(text)).filter(|c| c.len() == 8 && c.bytes().all(|b| b.is_ascii_alphanumeric()))
);
code!(
    /// INE: the national student identifier; its pattern varies by generation and is not enforced.
    Ine, "INE", "letters and digits",
    |text| Some(compact(text)).filter(|c| !c.is_empty() && c.len() <= 16 && c.bytes().all(|b| b.is_ascii_alphanumeric()))
);
code!(
    /// Number of a file in i-milo.
    MiloNumber, "i-milo file number", "up to 20 letters, digits or hyphens",
    |text| Some(compact(text)).filter(|c| {
        !c.is_empty() && c.len() <= 20 && c.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
    })
);
code!(
    /// E-mail address, lower-cased.
    Email, "e-mail address", "name@domain.tld",
    normalise_email
);
code!(
    /// Telephone number: French ones as `0…`, others as `+…`.
    Phone, "telephone number", "a French number (overseas included) or an international one with +",
    crate::phone::normalise
);

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rstest::rstest;

    fn text<T: fmt::Display>(code: Result<T, CodeError>) -> Option<String> {
        code.ok().map(|code| code.to_string())
    }

    #[rstest]
    #[case("197 506 553 00019", Some("19750655300019"))]
    #[case("197.506.553-00019", Some("19750655300019"))]
    #[case("1975065530001", None)]
    #[case("１９７５０６５５３０００１９", None)]
    fn sirets(#[case] given: &str, #[case] expected: Option<&str>) {
        assert_eq!(text(Siret::parse(given)).as_deref(), expected);
    }

    #[rstest]
    #[case("0750001a", Some("0750001A"))]
    #[case("075 0001 A", Some("0750001A"))]
    #[case("07500012", None)]
    #[case("éééé", None)]
    fn uais(#[case] given: &str, #[case] expected: Option<&str>) {
        assert_eq!(text(Uai::parse(given)).as_deref(), expected);
    }

    #[rstest]
    #[case("2a004", Some("2A004"))]
    #[case("93066", Some("93066"))]
    #[case("2C004", None)]
    #[case("9306", None)]
    fn communes(#[case] given: &str, #[case] expected: Option<&str>) {
        assert_eq!(text(CommuneCode::parse(given)).as_deref(), expected);
    }

    #[test]
    fn lost_zeros_and_prefixes_come_back() {
        assert_eq!(text(PostalCode::parse("1000")).as_deref(), Some("01000"));
        assert_eq!(text(RncpCode::parse("37537")).as_deref(), Some("RNCP37537"));
        assert_eq!(
            text(RncpCode::parse("rncp-37537")).as_deref(),
            Some("RNCP37537")
        );
        assert_eq!(text(RomeCode::parse("g1602")).as_deref(), Some("G1602"));
        assert_eq!(
            text(CfdCode::parse("5002 2141")).as_deref(),
            Some("50022141")
        );
    }

    #[rstest]
    #[case(
        " Gaston.Lenotre+cfa@Exemple.FR ",
        Some("gaston.lenotre+cfa@exemple.fr")
    )]
    #[case("o'neil@exemple.fr", Some("o'neil@exemple.fr"))]
    #[case("gaston@exemple", None)]
    #[case("gaston.@exemple.fr", None)]
    #[case("gaston@-exemple.fr", None)]
    #[case("gaston exemple.fr", None)]
    #[case("Gaston <gaston@exemple.fr>", None)]
    fn emails(#[case] given: &str, #[case] expected: Option<&str>) {
        assert_eq!(text(Email::parse(given)).as_deref(), expected);
    }

    proptest! {
        #[test]
        fn the_short_way_for_emails_agrees_with_the_grammar(
            given in "[a-z0-9._%+-]{1,12}@[a-z0-9.-]{1,12}",
        ) {
            let options = email_address::Options::default().without_display_text().with_required_tld();
            if is_ordinary_email(&given) {
                prop_assert!(email_address::EmailAddress::parse_with_options(&given, options).is_ok());
            }
        }

        #[test]
        fn any_text_is_a_code_or_an_error(given in "\\PC{0,20}") {
            let _ = (Siret::parse(&given), Uai::parse(&given), CommuneCode::parse(&given));
            let _ = (PostalCode::parse(&given), RomeCode::parse(&given), RncpCode::parse(&given));
            let _ = (CfdCode::parse(&given), Ine::parse(&given), MiloNumber::parse(&given));
            let _ = (Email::parse(&given), Phone::parse(&given));
        }

        #[test]
        fn a_canonical_code_parses_to_itself(
            siret in "[0-9]{14}",
            uai in "[0-9]{7}[A-Z]",
            rome in "[A-Z][0-9]{4}",
            rncp in "RNCP[0-9]{2,5}",
            milo in "[0-9A-Z-]{1,20}",
        ) {
            prop_assert_eq!(text(Siret::parse(&siret)), Some(siret));
            prop_assert_eq!(text(Uai::parse(&uai)), Some(uai));
            prop_assert_eq!(text(RomeCode::parse(&rome)), Some(rome));
            prop_assert_eq!(text(RncpCode::parse(&rncp)), Some(rncp));
            prop_assert_eq!(text(MiloNumber::parse(&milo)), Some(milo));
        }
    }
}
