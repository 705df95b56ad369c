//! From what a cell says to a value, an absence, or an issue. One place for the rules that the
//! formats share.

use std::borrow::Cow;

use jiff::civil::Date;
use tdu_domain::codes::CodeError;
use tdu_domain::facts::Given;
use tdu_domain::person::Sex;

use crate::dates::{self, DateResult};
use crate::issue::{Issue, IssueCode};
use crate::nir::contains_nir;
use crate::text::{MAX_TEXT, clean};

/// What a sender says of a field, before it is understood.
#[derive(Debug, Clone)]
pub(crate) enum Said<'a> {
    Absent,
    Null,
    Text(Cow<'a, str>),
    Bool(bool),
    /// A list or an object, where a value is expected.
    Structure,
}

/// A field of a row: the sender's name for it, and what it says.
#[derive(Debug, Clone)]
pub(crate) struct Cell<'a> {
    pub(crate) label: &'a str,
    pub(crate) said: Said<'a>,
}

impl<'a> Cell<'a> {
    /// A cell of a table: empty is absent.
    pub(crate) fn of_table(label: &'a str, text: &'a str) -> Self {
        let said = if text.trim().is_empty() {
            Said::Absent
        } else {
            Said::Text(Cow::Borrowed(text))
        };
        Self { label, said }
    }
}

/// How the format writes its values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Style {
    /// National items: a blank text clears as null does, booleans are booleans.
    Json,
    /// Cells: blank is absent, dates and yes/no as in spreadsheets.
    Table,
    /// Cells of a SIFA file.
    Sifa,
}

/// What becomes of a value that cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fault {
    /// The row is refused.
    Refuse,
    /// A warning, and the fact is cleared, as the national service does.
    Clear,
    /// A warning, and the fact stays as it was.
    Skip,
}

/// Reads the cells of one row and gathers what is wrong with them.
#[derive(Debug)]
pub(crate) struct Reading {
    pub(crate) position: u32,
    pub(crate) errors: Vec<Issue>,
    pub(crate) warnings: Vec<Issue>,
    style: Style,
}

impl Reading {
    pub(crate) fn new(position: u32, style: Style) -> Self {
        Self {
            position,
            errors: Vec::new(),
            warnings: Vec::new(),
            style,
        }
    }

    /// The value that `parse` understands, from a text already cleaned and not empty.
    pub(crate) fn value<T>(
        &mut self,
        cell: &Cell<'_>,
        fault: Fault,
        parse: impl FnOnce(&str) -> Result<T, IssueCode>,
    ) -> Given<T> {
        let text = match &cell.said {
            Said::Absent => return Given::Absent,
            Said::Null => return Given::Null,
            Said::Text(text) => clean(text),
            Said::Bool(_) | Said::Structure => {
                return self.unreadable(cell.label, None, IssueCode::WrongType, fault);
            }
        };
        if text.is_empty() {
            return match self.style {
                Style::Json => Given::Null,
                Style::Table | Style::Sifa => Given::Absent,
            };
        }
        if text.len() > MAX_TEXT && text.chars().count() > MAX_TEXT {
            return self.unreadable(cell.label, Some(&text), IssueCode::TooLong, fault);
        }
        if contains_nir(&text) {
            return self.unreadable(cell.label, None, IssueCode::SocialSecurityNumber, fault);
        }
        match parse(&text) {
            Ok(value) => Given::Value(value),
            Err(code) => self.unreadable(cell.label, Some(&text), code, fault),
        }
    }

    /// A free text.
    pub(crate) fn text(&mut self, cell: &Cell<'_>) -> Given<String> {
        self.value(cell, Fault::Refuse, |text| Ok(text.to_owned()))
    }

    /// The name of a person: any text with a letter.
    pub(crate) fn name(&mut self, cell: &Cell<'_>, fault: Fault) -> Given<String> {
        self.value(cell, fault, |text| {
            if text.chars().any(char::is_alphabetic) && !text.starts_with('#') {
                Ok(text.to_owned())
            } else {
                Err(IssueCode::BadName)
            }
        })
    }

    /// A code of the domain.
    pub(crate) fn code<T>(
        &mut self,
        cell: &Cell<'_>,
        fault: Fault,
        code: IssueCode,
        parse: fn(&str) -> Result<T, CodeError>,
    ) -> Given<T> {
        self.value(cell, fault, |text| parse(text).map_err(|_| code))
    }

    /// A date, in the ways of the format.
    pub(crate) fn date(&mut self, cell: &Cell<'_>, fault: Fault) -> Given<Date> {
        let parse: fn(&str) -> DateResult = match self.style {
            Style::Json => dates::parse_iso,
            Style::Table => dates::parse_cell,
            Style::Sifa => dates::parse_sifa,
        };
        self.value(cell, fault, parse)
    }

    /// Yes or no.
    pub(crate) fn boolean(&mut self, cell: &Cell<'_>, fault: Fault) -> Given<bool> {
        match (&cell.said, self.style) {
            (Said::Bool(value), _) => Given::Value(*value),
            (_, Style::Json) => self.value(cell, fault, |text| match text {
                "true" => Ok(true),
                "false" => Ok(false),
                _ => Err(IssueCode::BadBoolean),
            }),
            (_, Style::Table | Style::Sifa) => self.value(cell, fault, yes_or_no),
        }
    }

    /// An integer within bounds.
    pub(crate) fn integer(
        &mut self,
        cell: &Cell<'_>,
        fault: Fault,
        code: IssueCode,
        accepts: impl FnOnce(u8) -> bool,
    ) -> Given<u8> {
        self.value(cell, fault, |text| {
            let whole = text.strip_suffix(".0").unwrap_or(text);
            whole
                .parse()
                .ok()
                .filter(|number| accepts(*number))
                .ok_or(code)
        })
    }

    /// F, M, H, 1 or 2.
    pub(crate) fn sex(&mut self, cell: &Cell<'_>, fault: Fault) -> Given<Sex> {
        self.value(cell, fault, parse_sex)
    }

    /// Tells that the value is missing, unless it was given and is already in error.
    pub(crate) fn required<T>(&mut self, cell: &Cell<'_>, given: Given<T>) -> Given<T> {
        let told = |issue: &Issue| issue.column.as_deref() == Some(cell.label);
        if given.value().is_none() && !self.errors.iter().any(told) {
            self.error(cell.label, None, IssueCode::MissingValue);
        }
        given
    }

    pub(crate) fn error(&mut self, label: &str, value: Option<&str>, code: IssueCode) {
        self.errors
            .push(Issue::of_column(self.position, label, value, code));
    }

    pub(crate) fn warn(&mut self, label: &str, value: Option<&str>, code: IssueCode) {
        self.warnings
            .push(Issue::of_column(self.position, label, value, code).into_warning());
    }

    fn unreadable<T>(
        &mut self,
        label: &str,
        value: Option<&str>,
        code: IssueCode,
        fault: Fault,
    ) -> Given<T> {
        match fault {
            Fault::Refuse => self.error(label, value, code),
            Fault::Clear | Fault::Skip => self.warn(label, value, code),
        }
        match fault {
            Fault::Clear => Given::Null,
            Fault::Refuse | Fault::Skip => Given::Absent,
        }
    }
}

/// The words of spreadsheets for yes and no.
pub(crate) fn yes_or_no(text: &str) -> Result<bool, IssueCode> {
    const YES: [&str; 8] = ["oui", "o", "1", "true", "vrai", "yes", "y", "x"];
    const NO: [&str; 6] = ["non", "n", "0", "false", "faux", "no"];
    let is = |word: &&str| text.eq_ignore_ascii_case(word);
    if YES.iter().any(is) {
        Ok(true)
    } else if NO.iter().any(is) {
        Ok(false)
    } else {
        Err(IssueCode::BadBoolean)
    }
}

/// The codes of sex of the national format, and the words of spreadsheets.
pub(crate) fn parse_sex(text: &str) -> Result<Sex, IssueCode> {
    const FEMALE: [&str; 6] = ["F", "2", "Femme", "Féminin", "Feminin", "Fille"];
    const MALE: [&str; 6] = ["M", "1", "H", "Homme", "Masculin", "Garçon"];
    let is = |word: &&str| text.eq_ignore_ascii_case(word);
    if FEMALE.iter().any(is) {
        Ok(Sex::Female)
    } else if MALE.iter().any(is) {
        Ok(Sex::Male)
    } else {
        Err(IssueCode::BadSex)
    }
}
