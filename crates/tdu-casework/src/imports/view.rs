//! An import as it is kept and shown: what it holds, where it stands, what it tells.

use serde::{Deserialize, Serialize, Serializer};
use tdu_domain::merge::Millis;
use tdu_domain::organisation::Network;
use tdu_exchange::issue::Issue;
use tdu_exchange::youth::Mapping;
use tdu_exchange::{Delivery, Notice, Row};
use tdu_store::ImportRow;
use uuid::Uuid;

use crate::CaseworkError;
use crate::intake::Counts;

/// What a file holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ImportKind {
    /// Learners of a CFA.
    Learners,
    /// Young people of a Mission Locale.
    Youths,
}

impl ImportKind {
    /// What a network imports.
    #[must_use]
    pub fn of(network: Network) -> Self {
        match network {
            Network::Cfa => Self::Learners,
            Network::MissionLocale => Self::Youths,
        }
    }

    /// The stable code.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Learners => "learners",
            Self::Youths => "youths",
        }
    }

    fn from_code(code: &str) -> Self {
        if code == "youths" {
            Self::Youths
        } else {
            Self::Learners
        }
    }
}

/// Where an import stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ImportState {
    /// Received, waiting for its columns or its confirmation.
    Waiting,
    /// Running.
    Running,
    /// Stopped by a problem, several times over: somebody decides to try again or to give it up.
    Interrupted,
    /// Ended: every row was taken in or kept aside.
    Done,
    /// Given up, before it ran or once interrupted.
    Cancelled,
}

impl ImportState {
    /// The stable code.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Running => "running",
            Self::Interrupted => "interrupted",
            Self::Done => "done",
            Self::Cancelled => "cancelled",
        }
    }

    fn from_code(code: &str) -> Self {
        match code {
            "running" => Self::Running,
            "interrupted" => Self::Interrupted,
            "done" => Self::Done,
            "cancelled" => Self::Cancelled,
            _ => Self::Waiting,
        }
    }
}

/// What a run tells. `counts.total() == done` at every moment.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct ImportReport {
    /// Rows of the file.
    pub rows: u64,
    /// Rows dealt with so far.
    pub done: u64,
    /// What became of them.
    pub counts: Counts,
    /// Values set aside without refusing their row.
    pub warnings: u64,
    /// The first of those; what the file said is not kept, only where and why.
    #[serde(default, serialize_with = "without_values")]
    pub first_warnings: Vec<Issue>,
    /// What is to be said of the whole file.
    pub notices: Vec<Notice>,
    /// The columns of a table that are kept; none for JSON items.
    pub columns: Vec<String>,
}

/// An import, as pages and the command line show it.
#[derive(Debug, Clone)]
pub struct ImportView {
    /// Key.
    pub id: Uuid,
    /// The organisation.
    pub organisation: Uuid,
    /// What is imported.
    pub kind: ImportKind,
    /// Name of the file.
    pub file_name: String,
    /// Who sent it: nil on the command line.
    pub account: Option<Uuid>,
    /// Their name, when they sent it.
    pub sender: Option<String>,
    /// Where it stands.
    pub state: ImportState,
    /// When it started.
    pub started_at: Millis,
    /// When it ended.
    pub ended_at: Option<Millis>,
    /// Its column mapping, for young people.
    pub mapping: Option<Mapping>,
    /// What it tells so far.
    pub report: ImportReport,
    /// Why it was interrupted.
    pub problem: Option<ImportProblem>,
}

/// Why a run could not go on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ImportProblem {
    /// The database refused or did not answer.
    Storage,
    /// The file cannot be read.
    File,
    /// The file is no longer there.
    FileLost,
    /// Something nobody foresaw.
    Unexpected,
}

impl ImportProblem {
    /// Every problem.
    pub const ALL: &'static [Self] = &[Self::Storage, Self::File, Self::FileLost, Self::Unexpected];

    /// The stable code.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Storage => "storage",
            Self::File => "file",
            Self::FileLost => "file_lost",
            Self::Unexpected => "unexpected",
        }
    }

    /// Whether the same run may succeed later without anybody doing anything.
    #[must_use]
    pub fn may_pass(self) -> bool {
        matches!(self, Self::Storage | Self::Unexpected)
    }

    pub(super) fn of(error: &CaseworkError) -> Self {
        match error {
            CaseworkError::Store(_) => Self::Storage,
            CaseworkError::File(_) => Self::File,
            CaseworkError::Conflict(_) => Self::FileLost,
            _ => Self::Unexpected,
        }
    }
}

/// What the store keeps of a report, with what goes along.
#[derive(Serialize, Deserialize)]
struct Kept {
    #[serde(flatten)]
    report: ImportReport,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    sender: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    problem: Option<ImportProblem>,
}

impl ImportView {
    pub(super) fn of(row: ImportRow) -> Result<Self, CaseworkError> {
        let kept: Kept = serde_json::from_str(&row.report)?;
        Ok(Self {
            id: row.id,
            organisation: row.organisation,
            kind: ImportKind::from_code(&row.kind),
            file_name: row.file_name,
            account: row.actor,
            sender: kept.sender,
            state: ImportState::from_code(&row.state),
            started_at: row.started_at,
            ended_at: row.ended_at,
            mapping: row
                .mapping
                .as_deref()
                .map(serde_json::from_str)
                .transpose()?,
            report: kept.report,
            problem: kept.problem,
        })
    }

    pub(super) fn row(&self) -> Result<ImportRow, CaseworkError> {
        let kept = Kept {
            report: self.report.clone(),
            sender: self.sender.clone(),
            problem: self.problem,
        };
        Ok(ImportRow {
            id: self.id,
            organisation: self.organisation,
            kind: self.kind.code().to_owned(),
            file_name: self.file_name.clone(),
            state: self.state.code().to_owned(),
            actor: self.account,
            started_at: self.started_at,
            ended_at: self.ended_at,
            mapping: self
                .mapping
                .as_ref()
                .map(serde_json::to_string)
                .transpose()?,
            report: serde_json::to_string(&kept)?,
        })
    }
}

impl ImportReport {
    /// The report of a file of which no row is done yet.
    pub(super) fn of(delivery: &Delivery) -> Self {
        Self {
            rows: delivery.rows.len() as u64,
            notices: delivery.notices.clone(),
            columns: delivery.columns.clone(),
            ..Self::default()
        }
    }

    /// Adds what became of a part.
    pub(super) fn add(&mut self, part: &[Row], counts: Counts) {
        self.done += part.len() as u64;
        self.counts.created += counts.created;
        self.counts.updated += counts.updated;
        self.counts.unchanged += counts.unchanged;
        self.counts.failed += counts.failed;
        self.counts.erased += counts.erased;
        let warnings = || part.iter().flat_map(|row| &row.warnings);
        self.warnings += warnings().count() as u64;
        let room = WARNINGS_TOLD.saturating_sub(self.first_warnings.len());
        self.first_warnings.extend(warnings().take(room).cloned());
    }
}

/// Warnings told one by one.
const WARNINGS_TOLD: usize = 100;

fn without_values<S: Serializer>(issues: &[Issue], to: S) -> Result<S::Ok, S::Error> {
    to.collect_seq(issues.iter().map(|issue| Issue {
        value: None,
        ..issue.clone()
    }))
}
