//! The forms of a person's page: what was typed comes back, with what is wrong beside it.

use std::str::FromStr;

use jiff::civil::Date;
use tdu_casework::{CaseworkError, Problems};
use tdu_domain::codes::PostalCode;
use tdu_domain::journal::ContactMeans;
use tdu_domain::privacy::InformationMeans;
use tdu_domain::routing::Communes;

use crate::{Texts, WebError};

/// The act whose form is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Act {
    Contact,
    Details,
    Diploma,
    Information,
}

impl Act {
    pub(crate) const ALL: [Self; 4] = [
        Self::Contact,
        Self::Details,
        Self::Diploma,
        Self::Information,
    ];

    /// Its name in addresses.
    pub(crate) fn path(self) -> &'static str {
        match self {
            Self::Contact => "contact",
            Self::Details => "coordonnees",
            Self::Diploma => "diplome",
            Self::Information => "information",
        }
    }

    pub(crate) fn from_path(path: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|act| act.path() == path)
    }

    /// The code of the answer to a warning that it is.
    pub(crate) fn code(self) -> &'static str {
        match self {
            Self::Contact => "record_contact",
            Self::Details => "complete_details",
            Self::Diploma => "record_diploma",
            Self::Information => "note_information",
        }
    }
}

/// What a form holds and what is wrong with it.
#[derive(Debug, Clone, Default)]
pub(crate) struct Typed {
    pub(crate) on: String,
    pub(crate) means: String,
    pub(crate) phone: String,
    pub(crate) email: String,
    pub(crate) commune: String,
    pub(crate) obtained: String,
    /// The communes that share the postcode typed: code and name.
    pub(crate) communes: Vec<(String, String)>,
    /// What is wrong.
    pub(crate) problems: Problems,
}

impl Typed {
    /// A form nobody filled yet: an exchange usually takes place today, and so is a paper handed over.
    pub(crate) fn empty(act: Option<Act>, today: Date) -> Self {
        let mut typed = Self::default();
        if matches!(act, Some(Act::Contact | Act::Information)) {
            typed.on = today.to_string();
        }
        if act == Some(Act::Information) {
            InformationMeans::Paper.code().clone_into(&mut typed.means);
        }
        typed
    }

    /// Notes what is wrong with a field.
    pub(crate) fn refuse(&mut self, field: &'static str, problem: &'static str) {
        self.problems.refuse(field, problem);
    }

    pub(crate) fn is_refused(&self) -> bool {
        !self.problems.is_empty()
    }

    /// What is wrong, in words, with the field it is beside.
    pub(crate) fn problems(&self, t: Texts) -> Vec<(&'static str, String)> {
        let told = |(field, problem): &(&'static str, &'static str)| {
            (*field, t.get(&format!("problem-{problem}")))
        };
        self.problems.all().iter().map(told).collect()
    }

    /// Takes what casework refused as a problem of a field; another failure stays one.
    pub(crate) fn take(&mut self, error: CaseworkError) -> Result<(), WebError> {
        if let CaseworkError::Conflict(problem @ "nothing-changes") = error {
            self.refuse("form", problem);
            return Ok(());
        }
        for (field, problem) in error.problems()? {
            self.refuse(field, problem);
        }
        Ok(())
    }

    /// The day typed, as a date field or by hand.
    pub(crate) fn day(&mut self) -> Option<Date> {
        let text = self.on.trim();
        let typed = Date::from_str(text)
            .or_else(|_| Date::strptime("%d/%m/%Y", text))
            .ok();
        if typed.is_none() {
            let problem = if text.is_empty() {
                "date-needed"
            } else {
                "date-format"
            };
            self.refuse("on", problem);
        }
        typed
    }

    /// The means of contact chosen.
    pub(crate) fn contact_means(&mut self) -> Option<ContactMeans> {
        let means = ContactMeans::from_code(&self.means);
        if means.is_none() {
            self.refuse("means", "choose");
        }
        means
    }

    /// The INSEE code of the commune typed, or why it has none: a postcode, with a name when several share it.
    pub(crate) fn commune_code(
        &mut self,
        chosen: &str,
        communes: &Communes,
    ) -> Result<Option<String>, &'static str> {
        if !chosen.is_empty() {
            return Ok(Some(chosen.to_owned()));
        }
        let typed = self.commune.trim().to_owned();
        if typed.is_empty() {
            return Ok(None);
        }
        let (postcode, name) = typed.split_once(' ').unwrap_or((&typed, ""));
        let postcode = PostalCode::parse(postcode).map_err(|_| "commune-unknown")?;
        let name = Some(name.trim()).filter(|name| !name.is_empty());
        if let Some(commune) = communes.resolve(Some(&postcode), name) {
            return Ok(Some(commune.code.to_string()));
        }
        self.communes = communes
            .of_postcode(&postcode)
            .map(|commune| (commune.code.to_string(), commune.name.clone()))
            .collect();
        Err(if self.communes.is_empty() {
            "commune-unknown"
        } else {
            "commune-several"
        })
    }
}
