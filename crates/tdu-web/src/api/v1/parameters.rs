//! The parameters of an address, read one by one so that everything wrong with them is told at once.

use axum::extract::{FromRequestParts, Query};
use axum::http::request::Parts;
use jiff::civil::Date;
use tdu_casework::LONGEST_LIST;

use super::content;
use super::field::Field;
use super::problem::{Fault, Problem};
use crate::WebState;

/// Rows of an answer, when the call does not say.
const USUAL: u32 = 50;

/// The parameters of an address.
#[derive(Debug)]
pub(super) struct Parameters {
    pairs: Vec<(String, String)>,
    faults: Vec<Fault>,
}

/// Which part of a list is asked for.
#[derive(Debug, Default)]
pub(super) struct Part {
    pub(super) limit: u32,
    pub(super) cursor: Option<String>,
}

impl Part {
    /// How lists that are read in parts describe it.
    pub(super) fn fields() -> [Field; 2] {
        let most = i32::try_from(LONGEST_LIST).unwrap_or(i32::MAX);
        [
            Field::number("limit", (1, most), "Combien de lignes au plus.").optional(),
            Field::text_of("cursor", 200, "Le `next_cursor` de la réponse précédente.").optional(),
        ]
    }
}

impl FromRequestParts<WebState> for Parameters {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &WebState) -> Result<Self, Problem> {
        let unreadable = || Problem::Invalid(vec![Fault::parameter("?", "parameter-unreadable")]);
        let pairs = Query::<Vec<(String, String)>>::try_from_uri(&parts.uri);
        let Query(pairs) = pairs.map_err(|_| unreadable())?;
        if pairs.iter().any(|(_, value)| value.contains('\0')) {
            return Err(unreadable());
        }
        Ok(Self {
            pairs,
            faults: Vec::new(),
        })
    }
}

impl Parameters {
    /// Every value of a parameter.
    pub(super) fn all(&mut self, name: &str) -> Vec<String> {
        let (own, others) = std::mem::take(&mut self.pairs)
            .into_iter()
            .partition(|(other, _)| other == name);
        self.pairs = others;
        let own: Vec<(String, String)> = own;
        own.into_iter().map(|(_, value)| value).collect()
    }

    /// A parameter; the last one when it is there several times.
    pub(super) fn text(&mut self, name: &str) -> Option<String> {
        self.all(name).pop()
    }

    /// A parameter that something reads.
    pub(super) fn read<T>(
        &mut self,
        name: &'static str,
        problem: &'static str,
        read: impl Fn(&str) -> Option<T>,
    ) -> Option<T> {
        self.reads(name, problem, read).pop()
    }

    /// Every value of a parameter that something reads.
    pub(super) fn reads<T>(
        &mut self,
        name: &'static str,
        problem: &'static str,
        read: impl Fn(&str) -> Option<T>,
    ) -> Vec<T> {
        let mut values = Vec::new();
        for text in self.all(name) {
            match read(&text) {
                Some(value) => values.push(value),
                None => self.faults.push(Fault::parameter(name, problem)),
            }
        }
        values
    }

    /// A civil day.
    pub(super) fn day(&mut self, name: &'static str) -> Option<Date> {
        self.read(name, "day-format", content::civil_day)
    }

    /// Which part of a list is asked for.
    pub(super) fn part(&mut self) -> Part {
        let allowed = |number: &u32| (1..=LONGEST_LIST).contains(number);
        let limit = |text: &str| text.parse().ok().filter(allowed);
        Part {
            limit: self.read("limit", "limit-range", limit).unwrap_or(USUAL),
            cursor: self.text("cursor"),
        }
    }

    /// What must be there, if nothing was wrong: said of the first name when something lacks.
    pub(super) fn needed<T>(
        mut self,
        names: [&'static str; 2],
        read: Option<T>,
    ) -> Result<T, Problem> {
        if read.is_none() && self.faults.is_empty() {
            let lacks = names.map(|name| Fault::parameter(name, "field-needed"));
            self.faults.extend(lacks);
        }
        self.end()?;
        read.ok_or(Problem::Internal)
    }

    /// Refuses the call when anything was wrong, or is left over.
    pub(super) fn end(mut self) -> Result<(), Problem> {
        let unknown = self.pairs.iter();
        let unknown = unknown.map(|_| Fault::parameter("?", "parameter-unknown"));
        self.faults.extend(unknown);
        if self.faults.is_empty() {
            Ok(())
        } else {
            Err(Problem::Invalid(self.faults))
        }
    }
}
