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

fn compact(text: &str) -> String {
    text.chars()
        .filter(|c| !c.is_whitespace())
        .collect::<String>()
        .to_uppercase()
}

fn all_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}

code!(
    /// SIRET: the 14 digits of a French establishment.
    Siret, "SIRET", "14 digits",
    |text| Some(compact(text)).filter(|c| c.len() == 14 && all_digits(c))
);
code!(
    /// UAI: the code of a teaching establishment, seven digits and a letter.
    Uai, "UAI", "7 digits and a letter",
    |text| Some(compact(text)).filter(|c| c.len() == 8 && all_digits(&c[..7]) && c.as_bytes()[7].is_ascii_uppercase())
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
        let text = compact(text);
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
    |text| email_address::EmailAddress::parse_with_options(text, email_address::Options::default().without_display_text().with_required_tld())
        .ok().map(|address| address.as_str().to_lowercase())
);
code!(
    /// Telephone number: French ones as `0…`, others as `+…`.
    Phone, "telephone number", "a French number (overseas included) or an international one with +",
    |text| crate::phone::normalise(text)
);
