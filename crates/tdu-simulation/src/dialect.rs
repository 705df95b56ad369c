//! How each organisation's software writes: separators, encodings, dates, case, headers.

use jiff::civil::Date;

use crate::contact::without_accents;

/// How the extraction of a Mission Locale looks. There is no published export of i-milo, so
/// every structure has its own habits; they are ASSUMPTIONS that cover what importers must read.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Dialect {
    pub(crate) separator: u8,
    pub(crate) encoding: Encoding,
    pub(crate) dates: DateStyle,
    pub(crate) names: Case,
    pub(crate) phones: PhoneStyle,
    pub(crate) words: Words,
    /// Whether free-text comments are extracted too.
    pub(crate) comments: bool,
    /// Whether social security numbers are extracted too; those written are invalid.
    pub(crate) social_security: bool,
}

/// Bytes of a text file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Encoding {
    Utf8,
    Utf8WithMark,
    Windows1252,
}

impl Encoding {
    /// Line ends that go with it.
    pub(crate) fn terminator(self) -> csv::Terminator {
        match self {
            Self::Utf8 => csv::Terminator::Any(b'\n'),
            Self::Utf8WithMark | Self::Windows1252 => csv::Terminator::CRLF,
        }
    }

    /// The bytes of a text.
    pub(crate) fn encode(self, text: String) -> Vec<u8> {
        match self {
            Self::Utf8 => text.into_bytes(),
            Self::Utf8WithMark => format!("\u{feff}{text}").into_bytes(),
            Self::Windows1252 => encoding_rs::WINDOWS_1252.encode(&text).0.into_owned(),
        }
    }
}

/// How dates are written.
#[derive(Debug, Clone, Copy)]
pub(crate) enum DateStyle {
    /// `2007-03-28`.
    Iso,
    /// `28/03/2007`.
    DayFirst,
}

/// Which words headers and civilities use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Words {
    /// The usual ones.
    Usual,
    /// Other usual ones for the same columns.
    Synonyms,
}

/// How names are written.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Case {
    /// As on the papers.
    Kept,
    /// "DIALLO", accents kept.
    Upper,
    /// "TRAORE", the habit of older software.
    UpperWithoutAccents,
    /// "diallo".
    Lower,
}

impl Case {
    pub(crate) fn write(self, name: &str) -> String {
        match self {
            Self::Kept => name.to_owned(),
            Self::Upper => name.to_uppercase(),
            Self::UpperWithoutAccents => without_accents(name).to_uppercase(),
            Self::Lower => name.to_lowercase(),
        }
    }
}

/// How telephone numbers are written.
#[derive(Debug, Clone, Copy)]
pub(crate) enum PhoneStyle {
    Compact,
    Spaced,
    Dotted,
    International,
}

impl PhoneStyle {
    /// Writes a number of ten digits.
    pub(crate) fn write(self, phone: &str) -> String {
        match self {
            Self::Compact => phone.to_owned(),
            Self::Spaced => in_pairs(phone, ' '),
            Self::Dotted => in_pairs(phone, '.'),
            Self::International => format!("+33{}", phone.trim_start_matches('0')),
        }
    }
}

fn in_pairs(phone: &str, separator: char) -> String {
    let mut text = String::with_capacity(14);
    for (index, digit) in phone.chars().enumerate() {
        if index > 0 && index % 2 == 0 {
            text.push(separator);
        }
        text.push(digit);
    }
    text
}

impl Dialect {
    /// The habits of the Mission Locale of this index.
    pub(crate) fn of_mission_locale(index: usize) -> Self {
        let usual = Self {
            separator: b';',
            encoding: Encoding::Utf8,
            dates: DateStyle::Iso,
            names: Case::Upper,
            phones: PhoneStyle::Compact,
            words: Words::Usual,
            comments: false,
            social_security: index == 1,
        };
        let windows = Self {
            encoding: Encoding::Windows1252,
            dates: DateStyle::DayFirst,
            ..usual
        };
        match index % 6 {
            0 => usual,
            1 => Self {
                phones: PhoneStyle::Spaced,
                names: Case::UpperWithoutAccents,
                ..windows
            },
            2 => Self {
                separator: b',',
                phones: PhoneStyle::Dotted,
                ..windows
            },
            3 => Self {
                separator: b'\t',
                names: Case::Kept,
                comments: true,
                ..windows
            },
            4 => Self {
                dates: DateStyle::DayFirst,
                encoding: Encoding::Utf8WithMark,
                words: Words::Synonyms,
                ..usual
            },
            _ => Self {
                phones: PhoneStyle::International,
                comments: true,
                ..usual
            },
        }
    }

    pub(crate) fn date(self, date: Date) -> String {
        match self.dates {
            DateStyle::Iso => date.to_string(),
            DateStyle::DayFirst => {
                format!("{:02}/{:02}/{:04}", date.day(), date.month(), date.year())
            }
        }
    }
}
