//! Who a young person is: the coded facts of a person, shared by both networks.

use std::fmt;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::codes::CodeError;
use crate::facts::FactText;

macro_rules! coded {
    ($(#[$meta:meta])* $name:ident { $( $(#[$vmeta:meta])* $variant:ident = $code:literal ),+ $(,)? }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
        pub enum $name { $( $(#[$vmeta])* #[serde(rename = $code)] $variant, )+ }

        impl $name {
            /// Every value, in order.
            pub const ALL: &'static [Self] = &[ $( Self::$variant, )+ ];

            /// The stable code, as kept in the store and used as a translation key.
            #[must_use]
            pub fn code(self) -> &'static str {
                match self { $( Self::$variant => $code, )+ }
            }

            /// The value of a stored code.
            #[must_use]
            pub fn from_code(code: &str) -> Option<Self> {
                match code { $( $code => Some(Self::$variant), )+ _ => None }
            }
        }

        impl crate::facts::FactText for $name {
            fn fact_text(&self) -> String {
                self.code().to_owned()
            }
        }
    };
}
pub(crate) use coded;

coded! {
    /// Administrative sex, as both networks' files record it.
    Sex {
        /// Female.
        Female = "F",
        /// Male.
        Male = "M",
    }
}

coded! {
    /// School level reached, by the national framework of certifications.
    SchoolLevel {
        /// No certification (collège or less).
        None = "0",
        /// `CléA` or an equivalent base (level 2).
        Base = "2",
        /// CAP or equivalent (level 3).
        Cap = "3",
        /// Baccalauréat or equivalent (level 4).
        Baccalaureate = "4",
        /// Bac + 2 (level 5).
        ShortCycle = "5",
        /// Bac + 3 and more (level 6 and above).
        Bachelor = "6",
    }
}

coded! {
    /// How far a young person can travel for a training or a job.
    Mobility {
        /// Within the commune.
        Commune = "commune",
        /// Within the area of the Mission Locale.
        Area = "area",
        /// Within the department.
        Department = "department",
        /// Within the region.
        Region = "region",
        /// Anywhere in the country.
        Country = "country",
    }
}

coded! {
    /// State of a file in a Mission Locale.
    FileStatus {
        /// The young person is accompanied.
        Active = "active",
        /// No accompaniment at the moment.
        Inactive = "inactive",
        /// Ended: the file is closed.
        Closed = "closed",
        /// Moved to another Mission Locale.
        Transferred = "transferred",
    }
}

coded! {
    /// What a Mission Locale's file says a young person is doing, with i-milo's categories.
    Situation {
        /// In employment.
        Employment = "employment",
        /// In a work-study contract.
        WorkStudy = "work_study",
        /// In training.
        Training = "training",
        /// In an immersion in a company.
        Immersion = "immersion",
        /// Volunteering (service civique and others).
        Volunteering = "volunteering",
        /// At school.
        School = "school",
        /// Looking for a job.
        JobSeeker = "job_seeker",
    }
}

/// A school year: two equal or consecutive calendar years, written `2026-2027`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct SchoolYear {
    first: i16,
    last: i16,
}

impl SchoolYear {
    /// Parses `2026-2027`; "/" and spaces are tolerated, equal years accepted (calendar-year sessions).
    pub fn parse(text: &str) -> Result<Self, CodeError> {
        let error = CodeError {
            kind: "school year",
            rule: "two equal or consecutive years: 2026-2027",
        };
        let compact: String = text
            .chars()
            .filter(|c| !c.is_whitespace())
            .map(|c| if c == '/' { '-' } else { c })
            .collect();
        let (first, last) = compact.split_once('-').ok_or(error)?;
        let year = |text: &str| {
            (text.len() == 4)
                .then(|| text.parse::<i16>().ok())
                .flatten()
                .filter(|year| (1990..=2100).contains(year))
        };
        match (year(first), year(last)) {
            (Some(first), Some(last)) if last == first || last == first + 1 => {
                Ok(Self { first, last })
            }
            _ => Err(error),
        }
    }

    /// The school year in which a day falls: it turns on 1 August.
    #[must_use]
    pub fn of(day: Date) -> Self {
        let first = day.year() - i16::from(day.month() < 8);
        Self {
            first,
            last: first + 1,
        }
    }

    /// The calendar year in which it begins.
    #[must_use]
    pub fn first(self) -> i16 {
        self.first
    }

    /// The calendar year in which it ends.
    #[must_use]
    pub fn last(self) -> i16 {
        self.last
    }
}

impl fmt::Display for SchoolYear {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.first, self.last)
    }
}

impl TryFrom<String> for SchoolYear {
    type Error = CodeError;
    fn try_from(text: String) -> Result<Self, CodeError> {
        Self::parse(&text)
    }
}

impl From<SchoolYear> for String {
    fn from(year: SchoolYear) -> String {
        year.to_string()
    }
}

impl FactText for SchoolYear {
    fn fact_text(&self) -> String {
        self.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rstest::rstest;

    #[rstest]
    #[case("2026-2027", Some("2026-2027"))]
    #[case(" 2026 / 2027 ", Some("2026-2027"))]
    #[case("2026-2026", Some("2026-2026"))]
    #[case("2026-2028", None)]
    #[case("2027-2026", None)]
    #[case("26-27", None)]
    #[case("2026", None)]
    #[case("+202-+203", None)]
    #[case("1026-1027", None)]
    fn school_years(#[case] given: &str, #[case] expected: Option<&str>) {
        let year = SchoolYear::parse(given).ok().map(|year| year.to_string());
        assert_eq!(year.as_deref(), expected);
    }

    proptest! {
        #[test]
        fn a_school_year_comes_back(first in 1990..2100_i16, length in 0..=1_i16) {
            let text = format!("{first}-{}", first + length);
            let year = SchoolYear::parse(&text).unwrap();
            prop_assert_eq!(year.to_string(), text);
            prop_assert_eq!((year.first(), year.last()), (first, first + length));
        }

        #[test]
        fn any_text_is_a_school_year_or_an_error(text in "\\PC{0,16}") {
            let _ = SchoolYear::parse(&text);
        }
    }

    #[test]
    fn coded_values_come_back() {
        assert!(
            Sex::ALL
                .iter()
                .all(|v| Sex::from_code(v.code()) == Some(*v))
        );
        assert!(
            SchoolLevel::ALL
                .iter()
                .all(|v| SchoolLevel::from_code(v.code()) == Some(*v))
        );
        assert!(
            Mobility::ALL
                .iter()
                .all(|v| Mobility::from_code(v.code()) == Some(*v))
        );
        assert!(
            FileStatus::ALL
                .iter()
                .all(|v| FileStatus::from_code(v.code()) == Some(*v))
        );
        assert!(SchoolLevel::ALL.is_sorted());
        assert_eq!(Sex::from_code("X"), None);
    }
}
