//! Why an act was refused or failed.

use tdu_domain::access::Denied;
use tdu_exchange::FileError;
use tdu_store::StoreError;

/// Why an act was refused or failed.
#[derive(Debug, thiserror::Error)]
pub enum CaseworkError {
    /// The role does not give the right.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// It does not exist, or not for this actor: both look alike.
    #[error("no such {0}")]
    NotFound(&'static str),
    /// The file cannot be read.
    #[error(transparent)]
    File(#[from] FileError),
    /// What was entered is not acceptable: a field and the key of the sentence that says why.
    #[error("the field {field} is not acceptable: {problem}")]
    Invalid {
        /// The field.
        field: &'static str,
        /// Key of the sentence.
        problem: &'static str,
    },
    /// Several fields are not acceptable.
    #[error("several fields are not acceptable: {0:?}")]
    Several(Vec<FieldProblem>),
    /// The act does not fit the state of things: the key of the sentence that says why.
    #[error("not possible now: {0}")]
    Conflict(&'static str),
    /// A call of this name was done already: what it did is to be answered again.
    #[error("this call was done already")]
    Repeated,
    /// The look could not be written down: nothing is shown.
    #[error("the access could not be written down")]
    Unlogged,
    /// Tries to sign in cannot be counted: nobody signs in meanwhile.
    #[error("nobody can sign in, because tries cannot be counted: {0}")]
    SignInClosed(#[source] StoreError),
    /// The store failed.
    #[error(transparent)]
    Store(StoreError),
    /// Linkage refused a record or its parameters.
    #[error(transparent)]
    Linkage(#[from] tdu_linkage::LinkageError),
    /// Something that cannot be kept or read back as JSON. The parser's own words quote the value.
    #[error("a value could not be written or read as JSON: {:?} error, line {}, column {}", .0.classify(), .0.line(), .0.column())]
    Json(serde_json::Error),
    /// The password could not be hashed.
    #[error("the password could not be hashed: {0}")]
    Password(String),
    /// Something sealed does not open, or was not sealed here.
    #[error("what was sealed does not open: was the key of the server changed?")]
    Sealed,
    /// A background task stopped. What it said may quote a value, and stays unsaid.
    #[error("a background task stopped: {0}")]
    Task(&'static str),
}

/// A field that is not acceptable, and the key of the sentence that says why.
pub type FieldProblem = (&'static str, &'static str);

impl CaseworkError {
    /// The fields that are not acceptable; another failure stays one.
    pub fn problems(self) -> Result<Vec<FieldProblem>, Self> {
        match self {
            Self::Invalid { field, problem } => Ok(vec![(field, problem)]),
            Self::Several(problems) => Ok(problems),
            other => Err(other),
        }
    }
}

/// What is wrong with what was entered, gathered to be told at once.
#[derive(Debug, Clone, Default)]
pub struct Problems(Vec<FieldProblem>);

impl Problems {
    /// Notes what is wrong with a field: the first thing, which may explain the others.
    pub fn refuse(&mut self, field: &'static str, problem: &'static str) {
        if self.0.iter().all(|(known, _)| *known != field) {
            self.0.push((field, problem));
        }
    }

    /// Whether nothing is wrong.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// What is wrong, field by field.
    #[must_use]
    pub fn all(&self) -> &[FieldProblem] {
        &self.0
    }

    /// What was read, or nothing with what is wrong noted; another failure stays one.
    pub(crate) fn take<T: Default>(
        &mut self,
        read: Result<T, CaseworkError>,
    ) -> Result<T, CaseworkError> {
        let error = match read {
            Ok(read) => return Ok(read),
            Err(error) => error,
        };
        for (field, problem) in error.problems()? {
            self.refuse(field, problem);
        }
        Ok(T::default())
    }

    /// The last thing read, unless anything is wrong: then all of it is refused.
    pub(crate) fn settle<T>(mut self, last: Result<T, CaseworkError>) -> Result<T, CaseworkError> {
        let last = self.take(last.map(Some))?;
        match (self.0.as_slice(), last) {
            ([], Some(last)) => Ok(last),
            ([(field, problem)], _) => Err(CaseworkError::Invalid { field, problem }),
            _ => Err(CaseworkError::Several(self.0)),
        }
    }
}

impl From<StoreError> for CaseworkError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Unlogged(_) => Self::Unlogged,
            other => Self::Store(other),
        }
    }
}

impl From<serde_json::Error> for CaseworkError {
    fn from(error: serde_json::Error) -> Self {
        Self::Json(error)
    }
}

impl From<tokio::task::JoinError> for CaseworkError {
    fn from(stopped: tokio::task::JoinError) -> Self {
        Self::Task(if stopped.is_panic() {
            "it panicked"
        } else {
            "it was cancelled"
        })
    }
}
