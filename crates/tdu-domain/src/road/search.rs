//! The search of a company for one young person: targets, applications, answers, visits.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::codes::{Email, Phone, Siret};
use crate::free_text::has_luhn_key;
use crate::organisation::Network;
use crate::person::coded;
use crate::text::fold;

coded! {
    /// How somebody applies.
    Channel {
        /// By e-mail.
        Email = "email",
        /// On the telephone.
        Phone = "phone",
        /// Going there.
        InPerson = "in_person",
        /// On a site of job offers.
        Online = "online",
        /// By letter.
        Letter = "letter",
        /// Staff introduced them.
        Partner = "partner",
    }
}

coded! {
    /// What a company answers.
    CompanyAnswer {
        /// It wants to meet them.
        Interview = "interview",
        /// Some days on trial or in immersion.
        Trial = "trial",
        /// It commits itself to sign.
        Promise = "promise",
        /// It refuses, or no longer commits itself.
        Refusal = "refusal",
        /// It never answered: nothing more is expected.
        Silence = "silence",
    }
}

coded! {
    /// Why a company refuses.
    CompanyRefusal {
        /// It takes no apprentice.
        NoNeed = "no_need",
        /// Somebody else was chosen.
        Filled = "filled",
        /// Nobody there may be a tutor.
        NoTutor = "no_tutor",
        /// It costs too much.
        Cost = "cost",
        /// Too far, or the hours do not fit.
        Distance = "distance",
        /// The level or the experience.
        Level = "level",
        /// The age.
        Age = "age",
        /// The young person does not want to go there.
        YouthDeclines = "youth_declines",
        /// It does not say why.
        NotSaid = "not_said",
    }
}

coded! {
    /// What comes of a visit to a company by staff.
    VisitOutcome {
        /// It would take an apprentice.
        Interested = "interested",
        /// It is to be called again.
        CallAgain = "call_again",
        /// Not now.
        NotNow = "not_now",
        /// It wants none.
        NotInterested = "not_interested",
    }
}

coded! {
    /// Why something cannot be told of a search.
    SearchRefusal {
        /// The application is closed: the company refused or never answered.
        Closed = "closed",
        /// The company committed itself: it can only change its mind.
        Promised = "promised",
        /// Why the company refuses is needed.
        WhyNeeded = "why_needed",
        /// The next day is for an interview or a trial.
        NoNext = "no_next",
    }
}

impl SearchRefusal {
    /// Key of the sentence that says why.
    #[must_use]
    pub fn problem(self) -> &'static str {
        match self {
            Self::Closed => "application-closed",
            Self::Promised => "application-promised",
            Self::WhyNeeded => "application-why",
            Self::NoNext => "application-next",
        }
    }

    /// The field that is wrong, when one is.
    #[must_use]
    pub fn field(self) -> Option<&'static str> {
        match self {
            Self::WhyNeeded => Some("why"),
            Self::NoNext => Some("next"),
            Self::Closed | Self::Promised => None,
        }
    }
}

/// An answer, as it is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answered {
    /// What the company answers.
    pub answer: CompanyAnswer,
    /// Why it refuses.
    pub why: Option<CompanyRefusal>,
    /// The day.
    pub on: Date,
    /// The day of the interview, or the first of the trial.
    pub next_on: Option<Date>,
}

impl Answered {
    /// Whether it may follow the last answer of an application.
    pub fn may_follow(&self, last: Option<CompanyAnswer>) -> Result<(), SearchRefusal> {
        match last {
            Some(CompanyAnswer::Refusal | CompanyAnswer::Silence) => {
                return Err(SearchRefusal::Closed);
            }
            Some(CompanyAnswer::Promise) if self.answer != CompanyAnswer::Refusal => {
                return Err(SearchRefusal::Promised);
            }
            _ => {}
        }
        if (self.answer == CompanyAnswer::Refusal) != self.why.is_some() {
            return Err(SearchRefusal::WhyNeeded);
        }
        let goes_on = matches!(self.answer, CompanyAnswer::Interview | CompanyAnswer::Trial);
        if self.next_on.is_some() && !goes_on {
            return Err(SearchRefusal::NoNext);
        }
        Ok(())
    }
}

/// Whether something is still expected of an application after its last answer.
#[must_use]
pub fn goes_on(last: Option<CompanyAnswer>) -> bool {
    matches!(
        last,
        None | Some(CompanyAnswer::Interview | CompanyAnswer::Trial)
    )
}

/// Who is spoken to in a company.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct CompanyContact {
    /// Their name and what they do there.
    pub name: Option<String>,
    /// Professional telephone.
    pub phone: Option<Phone>,
    /// Professional e-mail.
    pub email: Option<Email>,
}

/// Whether the last digit of a SIRET is its key, as for every establishment but those of La Poste.
#[must_use]
pub fn siret_adds_up(siret: &Siret) -> bool {
    const LA_POSTE: &str = "356000000";
    has_luhn_key(siret.as_str()) || siret.as_str().starts_with(LA_POSTE)
}

/// By what a company is recognised among those looked at for others: its SIRET, or its name and commune.
#[must_use]
pub fn company_key(name: &str, siret: Option<&Siret>, commune: Option<&str>) -> String {
    match siret {
        Some(siret) => siret.to_string(),
        None => format!("{} {}", fold(name), commune.unwrap_or_default()),
    }
}

/// What of an application raises a warning.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Waiting {
    /// The network that follows it.
    pub owner: Network,
    /// The day of the application, or of the last answer.
    pub since: Date,
    /// The day of the next step.
    pub next_on: Option<Date>,
}
