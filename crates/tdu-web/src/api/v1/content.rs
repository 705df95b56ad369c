//! The content of an act, read field by field so that everything wrong with it is told at once.

use jiff::civil::Date;
use serde_json::{Map, Value};
use uuid::Uuid;

use super::problem::{Fault, Problem};

/// The fields of an act.
#[derive(Debug)]
pub(super) struct Content {
    fields: Map<String, Value>,
    faults: Vec<Fault>,
}

impl Content {
    /// The content of a call: an object.
    pub(super) fn of(value: Value) -> Result<Self, Problem> {
        match value {
            Value::Object(fields) => Ok(Self {
                fields,
                faults: Vec::new(),
            }),
            _ => Err(Problem::Invalid(vec![Fault::field(
                "",
                "content-not-object",
            )])),
        }
    }

    /// A field that may be absent or null.
    fn take<T>(
        &mut self,
        name: &'static str,
        problem: &'static str,
        read: impl FnOnce(&Value) -> Option<T>,
    ) -> Option<T> {
        let value = self.fields.remove(name).filter(|value| !value.is_null())?;
        let read = read(&value);
        if read.is_none() {
            self.faults.push(Fault::field(name, problem));
        }
        read
    }

    /// A field that must be there.
    fn need<T>(
        &mut self,
        name: &'static str,
        problem: &'static str,
        read: impl FnOnce(&Value) -> Option<T>,
    ) -> Option<T> {
        if self.fields.get(name).is_none_or(Value::is_null) {
            self.fields.remove(name);
            self.faults.push(Fault::field(name, "field-needed"));
            return None;
        }
        self.take(name, problem, read)
    }

    /// A civil day.
    pub(super) fn day(&mut self, name: &'static str) -> Option<Date> {
        self.need(name, "day-format", day)
    }

    /// A civil day that may be absent.
    pub(super) fn day_if_any(&mut self, name: &'static str) -> Option<Date> {
        self.take(name, "day-format", day)
    }

    /// A text.
    pub(super) fn text(&mut self, name: &'static str) -> Option<String> {
        self.need(name, "field-text", text)
    }

    /// A text that may be absent.
    pub(super) fn text_if_any(&mut self, name: &'static str) -> Option<String> {
        self.take(name, "field-text", text)
    }

    /// Yes or no.
    pub(super) fn yes(&mut self, name: &'static str) -> Option<bool> {
        self.need(name, "field-boolean", Value::as_bool)
    }

    /// A whole number.
    pub(super) fn number(&mut self, name: &'static str) -> Option<i32> {
        let read = |value: &Value| value.as_i64().and_then(|number| number.try_into().ok());
        self.need(name, "field-number", read)
    }

    /// A key.
    pub(super) fn key(&mut self, name: &'static str) -> Option<Uuid> {
        let read = |value: &Value| value.as_str().and_then(|text| text.parse().ok());
        self.need(name, "field-key", read)
    }

    /// A word of a closed list.
    pub(super) fn code<T>(
        &mut self,
        name: &'static str,
        from_code: impl FnOnce(&str) -> Option<T>,
    ) -> Option<T> {
        self.need(name, "field-code", |value| {
            value.as_str().and_then(from_code)
        })
    }

    /// What was read, if nothing was wrong and nothing is left over.
    pub(super) fn whole<T>(&mut self, read: Option<T>) -> Result<T, Problem> {
        let left = std::mem::take(&mut self.fields);
        let left = left.keys().map(|name| Fault::field(name, "field-unknown"));
        self.faults.extend(left);
        match read {
            Some(read) if self.faults.is_empty() => Ok(read),
            _ => Err(Problem::Invalid(std::mem::take(&mut self.faults))),
        }
    }
}

fn day(value: &Value) -> Option<Date> {
    let text = value.as_str()?;
    (text.len() == 10).then(|| text.parse().ok()).flatten()
}

fn text(value: &Value) -> Option<String> {
    value.as_str().map(str::to_owned)
}
