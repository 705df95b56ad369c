//! What tells who a source speaks of.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::codes::{CommuneCode, Email, Ine, MiloNumber, Phone, PostalCode};
use crate::facts::{Field, SourceFacts};
use crate::person::Sex;

/// The facts by which a person is recognised, read from [`SourceFacts`] or from its JSON.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Identity {
    /// Birth name.
    pub birth_name: Option<String>,
    /// Name used in life, when another.
    pub used_name: Option<String>,
    /// First name.
    pub first_name: Option<String>,
    /// Date of birth.
    pub birth_date: Option<Date>,
    /// Sex.
    pub sex: Option<Sex>,
    /// Commune of residence.
    pub commune: Option<CommuneCode>,
    /// Postcode of residence.
    pub postcode: Option<PostalCode>,
    /// Phone.
    pub phone: Option<Phone>,
    /// E-mail.
    pub email: Option<Email>,
    /// National student identifier.
    pub ine: Option<Ine>,
    /// Number of the file in i-milo.
    pub milo_number: Option<MiloNumber>,
}

impl Identity {
    /// Whether it tells enough to recognise anyone: a name, or a number.
    #[must_use]
    pub fn tells(&self) -> bool {
        self.birth_name.is_some() || self.ine.is_some() || self.milo_number.is_some()
    }

    /// Whether a field is one of those by which a person is recognised.
    #[must_use]
    pub fn holds(field: Field) -> bool {
        matches!(
            field,
            Field::BirthName
                | Field::UsedName
                | Field::FirstName
                | Field::BirthDate
                | Field::Sex
                | Field::Commune
                | Field::Postcode
                | Field::Phone
                | Field::Email
                | Field::Ine
                | Field::MiloNumber
        )
    }
}

impl From<&SourceFacts> for Identity {
    fn from(facts: &SourceFacts) -> Self {
        Self {
            birth_name: facts.birth_name.clone(),
            used_name: facts.used_name.clone(),
            first_name: facts.first_name.clone(),
            birth_date: facts.birth_date,
            sex: facts.sex,
            commune: facts.commune.clone(),
            postcode: facts.postcode.clone(),
            phone: facts.phone.clone(),
            email: facts.email.clone(),
            ine: facts.ine.clone(),
            milo_number: facts.milo_number.clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_facts_of_a_source_and_their_json_tell_the_same_identity() {
        let facts = SourceFacts {
            birth_name: Some("Lévêque".into()),
            birth_date: Some(jiff::civil::date(2006, 3, 1)),
            training_label: Some("CAP Boulanger".into()),
            ..SourceFacts::default()
        };
        let json = serde_json::to_string(&facts).unwrap();
        let read: Identity = serde_json::from_str(&json).unwrap();
        assert_eq!(read, Identity::from(&facts));
        assert!(read.tells());
        assert!(!Identity::default().tells());
    }
}
