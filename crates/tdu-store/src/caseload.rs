//! The caseload: one row per organisation and person it accompanies, computed from facts, holding
//! what lists show, filter and sort. Whoever has no row there does not see the person.

use jiff::civil::Date;
use sea_orm::Value;
use tdu_domain::access::{Bond, Limit};
use tdu_domain::codes::CommuneCode;
use tdu_domain::pathway::Stage;
use uuid::Uuid;

use crate::engine::{Row, date_value, text_value};
use crate::error::StoreError;

/// Urgency of whoever has no warning.
pub const NO_URGENCY: i64 = i64::MAX;

/// Why an organisation sees a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Relation {
    /// It holds a file or a dossier of the person.
    Source,
    /// It covers the residence of a learner who needs help.
    Residence,
    /// Another organisation referred the person to it; until the end of this day, once that is over.
    Referred(Option<Date>),
    /// Another organisation lets it, until the end of this day.
    Shared(Date),
}

impl Relation {
    /// The stable text.
    #[must_use]
    pub fn text(self) -> String {
        match self {
            Self::Source => "source".to_owned(),
            Self::Residence => "residence".to_owned(),
            Self::Referred(None) => "referred".to_owned(),
            Self::Referred(Some(until)) => format!("referred {until}"),
            Self::Shared(until) => format!("shared {until}"),
        }
    }

    /// What binds the organisation to the person, for the policy.
    #[must_use]
    pub fn bond(self) -> Bond {
        match self {
            Self::Source => Bond::Enrolment,
            Self::Residence => Bond::Referral,
            Self::Referred(until) => Bond::Referred { until },
            Self::Shared(until) => Bond::Shared { until },
        }
    }

    /// The place of its kind among the others, the strongest first.
    #[must_use]
    pub fn rank(self) -> u8 {
        match self {
            Self::Source => 0,
            Self::Residence => 1,
            Self::Referred(None) => 2,
            Self::Referred(Some(_)) => 3,
            Self::Shared(_) => 4,
        }
    }

    /// Whether the organisation accompanies the person itself, and does not only read what others lend.
    #[must_use]
    pub fn accompanies(self) -> bool {
        matches!(self, Self::Source | Self::Residence | Self::Referred(None))
    }

    /// The relation of a text.
    #[must_use]
    pub fn from_text(text: &str) -> Option<Self> {
        match text.split_once(' ') {
            None if text == "source" => Some(Self::Source),
            None if text == "residence" => Some(Self::Residence),
            None if text == "referred" => Some(Self::Referred(None)),
            Some(("referred", until)) => until.parse().ok().map(|day| Self::Referred(Some(day))),
            Some(("shared", until)) => until.parse().ok().map(Self::Shared),
            _ => None,
        }
    }
}

/// A person in the caseload of an organisation.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct CaseloadRow {
    /// The organisation.
    pub organisation: Uuid,
    /// The person.
    pub person: Uuid,
    /// Why it sees the person.
    pub relation: Relation,
    /// Who follows the person there, as the organisation's file says.
    pub counsellor: Option<String>,
    /// Name used, else birth name.
    pub last_name: String,
    /// First name.
    pub first_name: String,
    /// Every name, folded, each word after a space.
    pub search_key: String,
    /// Date of birth.
    pub birth_date: Option<Date>,
    /// Commune of residence.
    pub commune: Option<CommuneCode>,
    /// Its name.
    pub commune_name: Option<String>,
    /// Training followed, else first trade wanted.
    pub trade: Option<String>,
    /// CFA of the latest dossier.
    pub cfa: Option<Uuid>,
    /// Mission Locale of the latest file, else of the residence.
    pub mission_locale: Option<Uuid>,
    /// Recognised as a disabled worker.
    pub rqth: Option<bool>,
    /// Stage of the pathway.
    pub stage: Stage,
    /// Warnings, a bit each ([`tdu_domain::signal::SignalCode::bit`]).
    pub signals: i64,
    /// Urgency of the most urgent warning this network must answer; [`NO_URGENCY`] if none.
    pub urgency: i64,
    /// Urgency of the most urgent warning the other network must answer; [`NO_URGENCY`] if none.
    pub waiting: i64,
    /// Most recent first day of a warning.
    pub newest: Option<Date>,
    /// Nearest day by which to act.
    pub due: Option<Date>,
    /// How far the person is still seen, when not by all who accompany them.
    pub limited: Option<Limit>,
}

pub(crate) const COLUMNS: [&str; 21] = [
    "organisation",
    "person",
    "relation",
    "counsellor",
    "last_name",
    "first_name",
    "search_key",
    "birth_date",
    "commune",
    "commune_name",
    "trade",
    "cfa",
    "mission_locale",
    "rqth",
    "stage",
    "signals",
    "urgency",
    "waiting",
    "newest",
    "due",
    "limited",
];

pub(crate) fn values(row: &CaseloadRow) -> Vec<Value> {
    vec![
        row.organisation.into(),
        row.person.into(),
        row.relation.text().into(),
        text_value(row.counsellor.as_deref()),
        row.last_name.clone().into(),
        row.first_name.clone().into(),
        row.search_key.clone().into(),
        date_value(row.birth_date),
        text_value(row.commune.as_ref().map(CommuneCode::as_str)),
        text_value(row.commune_name.as_deref()),
        text_value(row.trade.as_deref()),
        row.cfa.into(),
        row.mission_locale.into(),
        row.rqth.into(),
        row.stage.code().into(),
        row.signals.into(),
        row.urgency.into(),
        row.waiting.into(),
        date_value(row.newest),
        date_value(row.due),
        text_value(row.limited.map(Limit::code)),
    ]
}

/// Reads a row selected by [`COLUMNS`].
pub(crate) fn read(row: &mut Row<'_>) -> Result<CaseloadRow, StoreError> {
    const TABLE: &str = "caseload";
    Ok(CaseloadRow {
        organisation: row.take()?,
        person: row.take()?,
        relation: row.parse(TABLE, "relation", "a relation", Relation::from_text)?,
        counsellor: row.take()?,
        last_name: row.take()?,
        first_name: row.take()?,
        search_key: row.take()?,
        birth_date: row.date(TABLE, "birth_date")?,
        commune: row.parse_opt(TABLE, "commune", "an INSEE code", |text| {
            CommuneCode::parse(text).ok()
        })?,
        commune_name: row.take()?,
        trade: row.take()?,
        cfa: row.take()?,
        mission_locale: row.take()?,
        rqth: row.take()?,
        stage: row.parse(TABLE, "stage", "a stage", Stage::from_code)?,
        signals: row.take()?,
        urgency: row.take()?,
        waiting: row.take()?,
        newest: row.date(TABLE, "newest")?,
        due: row.date(TABLE, "due")?,
        limited: row.parse_opt(TABLE, "limited", "a limit", Limit::from_code)?,
    })
}
