//! The content of an act, read field by field so that everything wrong with it is told at once.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use jiff::civil::{Date, DateTime, Time};
use serde_json::{Map, Value};
use uuid::Uuid;

use super::problem::{Fault, Problem};

/// The longest list that a content holds.
const LONGEST: usize = 50;

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

    /// Bytes, written in base 64.
    pub(super) fn bytes(&mut self, name: &'static str) -> Option<Vec<u8>> {
        let read = |value: &Value| STANDARD.decode(value.as_str()?).ok();
        self.need(name, "field-bytes", read)
    }

    /// A civil day and an hour.
    pub(super) fn hour(&mut self, name: &'static str) -> Option<DateTime> {
        self.need(name, "hour-format", |value| hour(value.as_str()?))
    }

    /// Yes or no; no when it is absent.
    pub(super) fn yes_if_any(&mut self, name: &'static str) -> bool {
        self.take(name, "field-boolean", Value::as_bool)
            .unwrap_or_default()
    }

    /// A key that may be absent.
    pub(super) fn key_if_any(&mut self, name: &'static str) -> Option<Uuid> {
        self.take(name, "field-key", key)
    }

    /// A word of a closed list that may be absent.
    pub(super) fn code_if_any<T>(
        &mut self,
        name: &'static str,
        from_code: impl FnOnce(&str) -> Option<T>,
    ) -> Option<T> {
        self.take(name, "field-code", |value| {
            value.as_str().and_then(from_code)
        })
    }

    /// A list, empty when it is absent, of what something reads.
    pub(super) fn list<T>(
        &mut self,
        name: &'static str,
        problem: &'static str,
        read: impl Fn(&str) -> Option<T>,
    ) -> Vec<T> {
        let items = |value: &Value| {
            let items = value.as_array().filter(|items| items.len() <= LONGEST)?;
            items.iter().map(|item| read(item.as_str()?)).collect()
        };
        self.take(name, problem, items).unwrap_or_default()
    }

    /// Keys.
    pub(super) fn keys(&mut self, name: &'static str) -> Vec<Uuid> {
        self.list(name, "field-key", |text| text.parse().ok())
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
        self.need(name, "field-key", key)
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
    civil_day(value.as_str()?)
}

/// A day as calls write it.
pub(super) fn civil_day(text: &str) -> Option<Date> {
    (text.len() == 10).then(|| text.parse().ok()).flatten()
}

/// A day and an hour as calls write them: without seconds, on the territory's clock.
fn hour(text: &str) -> Option<DateTime> {
    let (day, hour) = text.split_once('T')?;
    let (hours, minutes) = hour.split_once(':').filter(|_| hour.len() == 5)?;
    let time = Time::new(hours.parse().ok()?, minutes.parse().ok()?, 0, 0).ok()?;
    Some(civil_day(day)?.to_datetime(time))
}

fn key(value: &Value) -> Option<Uuid> {
    value.as_str()?.parse().ok()
}

fn text(value: &Value) -> Option<String> {
    value.as_str().map(str::to_owned)
}
