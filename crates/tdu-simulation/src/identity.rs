//! A person as one network wrote them down: right at first, then faulty.

use jiff::civil::Date;
use tdu_domain::person::Sex;

use crate::contact::{own_email, own_phone};
use crate::person::Person;
use crate::territory::Commune;

/// Who and where, as a file says it.
#[derive(Debug, Clone)]
pub(crate) struct Identity {
    pub(crate) birth_name: String,
    pub(crate) used_name: Option<String>,
    pub(crate) first_name: String,
    pub(crate) birth: Date,
    pub(crate) sex: Option<Sex>,
    pub(crate) address: Option<String>,
    /// Index of the commune, and which of its postcodes.
    pub(crate) commune: Option<(usize, usize)>,
    /// Whether only the postcode of the commune was written.
    pub(crate) postcode_only: bool,
    pub(crate) phone: Option<String>,
    pub(crate) email: Option<String>,
}

impl Identity {
    /// Everything right.
    pub(crate) fn of(person: &Person) -> Self {
        let (number, street) = person.address;
        Self {
            birth_name: person.birth_name.to_string(),
            used_name: person.used_name.map(|name| name.to_string()),
            first_name: person.first_name.official().to_owned(),
            birth: person.birth,
            sex: Some(person.sex),
            address: Some(format!("{number} {street}")),
            commune: Some((person.commune, person.household)),
            postcode_only: false,
            phone: Some(own_phone(person)),
            email: Some(own_email(person, 0)),
        }
    }

    /// The postcode written.
    pub(crate) fn postcode<'a>(&self, communes: &'a [Commune]) -> Option<&'a str> {
        let (commune, choice) = self.commune?;
        let postcodes = &communes.get(commune)?.postcodes;
        postcodes.get(choice % postcodes.len().max(1)).copied()
    }

    /// The commune written.
    pub(crate) fn commune<'a>(&self, communes: &'a [Commune]) -> Option<&'a Commune> {
        let (commune, _) = self.commune.filter(|_| !self.postcode_only)?;
        communes.get(commune)
    }
}
