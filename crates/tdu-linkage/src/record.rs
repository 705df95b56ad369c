//! One record, field by field.

use std::sync::Arc;

use jiff::civil::Date;

use crate::schema::{Kind, Schema};

/// What one record tells of a person, as a [`Schema`] orders it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    kinds: Arc<[(Kind, String)]>,
    values: Vec<String>,
}

impl Record {
    /// A record that tells nothing yet.
    #[must_use]
    pub fn new(schema: &Schema) -> Self {
        Self {
            kinds: schema
                .fields
                .iter()
                .map(|field| (field.kind, field.name.clone()))
                .collect(),
            values: vec![String::new(); schema.fields.len()],
        }
    }

    /// Sets the field of this kind, when the schema has one and the value is known.
    #[must_use]
    pub fn with(mut self, kind: Kind, value: Option<&str>) -> Self {
        if let Some(at) = self.kinds.iter().position(|(other, _)| *other == kind) {
            value.unwrap_or_default().clone_into(&mut self.values[at]);
        }
        self
    }

    /// Sets the date of birth.
    #[must_use]
    pub fn born(self, date: Option<Date>) -> Self {
        self.with(
            Kind::BirthDate,
            date.map(|date| date.to_string()).as_deref(),
        )
    }

    /// Sets the field of this name: a key, a text or a category.
    #[must_use]
    pub fn with_field(mut self, name: &str, value: Option<&str>) -> Self {
        if let Some(at) = self.kinds.iter().position(|(_, other)| other == name) {
            value.unwrap_or_default().clone_into(&mut self.values[at]);
        }
        self
    }

    pub(crate) fn values(&self) -> impl Iterator<Item = &[u8]> {
        self.values.iter().map(String::as_bytes)
    }
}
