//! The forms of these pages: what was typed comes back, with what is wrong beside it.

use std::collections::HashMap;

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use jiff::civil::Date;
use tdu_casework::{CaseworkError, FieldProblem, Problems};
use tdu_domain::rupture::Refused;

use crate::{Texts, WebError};

/// What a form sends.
pub(crate) type Sent = HashMap<String, String>;

/// What a form holds and what is wrong with it. A page has several: each has a name.
#[derive(Debug, Default)]
pub(crate) struct Typed {
    form: &'static str,
    sent: Sent,
    problems: Problems,
}

impl Typed {
    /// What was sent to a form.
    pub(crate) fn of(form: &'static str, sent: Sent) -> Self {
        Self {
            form,
            sent,
            problems: Problems::default(),
        }
    }

    /// Whether it is this form.
    pub(crate) fn is_of(&self, form: &str) -> bool {
        self.form == form
    }

    /// What was typed in a field.
    pub(crate) fn text(&self, field: &str) -> &str {
        self.sent.get(field).map_or("", |text| text.trim())
    }

    /// What was typed in a field of a form, or what it begins with.
    pub(crate) fn value<'a>(&'a self, form: &str, field: &str, first: &'a str) -> &'a str {
        if self.form == form {
            self.text(field)
        } else {
            first
        }
    }

    /// Whether a field of a form holds a code.
    pub(crate) fn is(&self, form: &str, field: &str, code: &str) -> bool {
        self.value(form, field, "") == code
    }

    /// The code chosen in a field, which must be.
    pub(crate) fn code<T>(
        &mut self,
        field: &'static str,
        of: impl Fn(&str) -> Option<T>,
    ) -> Option<T> {
        let code = of(self.text(field));
        if code.is_none() {
            self.refuse(field, "choose");
        }
        code
    }

    /// The day typed in a field, which must be there.
    pub(crate) fn day(&mut self, field: &'static str) -> Option<Date> {
        let day = self.maybe_day(field);
        if day.is_none() && self.text(field).is_empty() {
            self.refuse(field, "date-needed");
        }
        day
    }

    /// The day typed in a field, if one is.
    pub(crate) fn maybe_day(&mut self, field: &'static str) -> Option<Date> {
        let text = self.text(field);
        let day = text
            .parse()
            .or_else(|_| Date::strptime("%d/%m/%Y", text))
            .ok();
        if day.is_none() && !text.is_empty() {
            self.refuse(field, "date-format");
        }
        day
    }

    /// Notes what is wrong with a field.
    pub(crate) fn refuse(&mut self, field: &'static str, problem: &'static str) {
        self.problems.refuse(field, problem);
    }

    /// Whether nothing is wrong.
    pub(crate) fn is_good(&self) -> bool {
        self.problems.is_empty()
    }

    /// Notes what a rule refuses, before casework does so with all the rest read.
    pub(crate) fn check(&mut self, allowed: Result<(), Refused>) -> Result<(), WebError> {
        allowed.or_else(|refused| self.take(refused.into()))
    }

    /// Takes what casework refused as a problem of a field of the form; another failure stays one.
    pub(crate) fn take(&mut self, error: CaseworkError) -> Result<(), WebError> {
        for (field, problem) in error.problems()? {
            self.refuse(field_of(self.form, field), problem);
        }
        Ok(())
    }

    /// What is wrong in a form, with the fields it is beside, each named.
    pub(crate) fn problems(&self, t: Texts, form: &str) -> Vec<(&'static str, String)> {
        let wrong = self.problems.all().iter().filter(|_| self.form == form);
        wrong
            .map(|(field, problem)| {
                let name = t.of_code("wrong", field);
                let problem = t.get(&format!("problem-{problem}"));
                let said = [("field", name.into()), ("problem", problem.into())];
                (*field, t.with("wrong-in-field", said))
            })
            .collect()
    }

    /// What is wrong with a field of a form.
    pub(crate) fn problem(&self, t: Texts, form: &str, field: &str) -> Option<String> {
        let mut wrong = self.problems.all().iter().filter(|_| self.form == form);
        let (_, problem) = wrong.find(|(name, _)| *name == field)?;
        Some(t.get(&format!("problem-{problem}")))
    }
}

/// The field of a form that holds what casework names.
fn field_of(form: &str, field: &'static str) -> &'static str {
    match field {
        "texte" | "pour" | "echeance" => field,
        _ if matches!(form, "absence" | "arrival" | "erase" | "guest" | "task") => field,
        "on" if matches!(form, "call" | "exam") => "jour",
        "call" => "appel",
        "asked" => "demande",
        "light" => "signes",
        "days" => "jours",
        "stale" => "extinction",
        _ => "date",
    }
}

/// A page that comes back with what is wrong.
pub(crate) fn wrong(page: Response) -> Response {
    (StatusCode::UNPROCESSABLE_ENTITY, page).into_response()
}

/// Two fields, or what is wrong with each.
pub(crate) fn both<A, B>(
    one: Result<A, FieldProblem>,
    other: Result<B, FieldProblem>,
) -> Result<(A, B), Vec<FieldProblem>> {
    match (one, other) {
        (Ok(one), Ok(other)) => Ok((one, other)),
        (one, other) => Err(one.err().into_iter().chain(other.err()).collect()),
    }
}

/// The codes of a list, with their names.
pub(crate) fn choices<T: Copy>(
    t: Texts,
    kind: &str,
    all: &[T],
    code: impl Fn(T) -> &'static str,
) -> Vec<(&'static str, String)> {
    let named = |value: &T| (code(*value), t.of_code(kind, code(*value)));
    all.iter().map(named).collect()
}
