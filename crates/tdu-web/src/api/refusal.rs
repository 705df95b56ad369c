//! Why a call is refused: JSON with a stable code and a sentence.

use axum::Json;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use fluent_bundle::FluentValue;
use serde::Serialize;
use tdu_casework::CaseworkError;
use tdu_exchange::FileError;
use utoipa::ToSchema;

use super::{CALLS_PER_MINUTE, MAX_BYTES, sentences};
use crate::Texts;

/// Why a call is refused.
#[derive(Debug)]
pub(crate) enum Refusal {
    /// No key.
    MissingKey,
    /// A key that is unknown or revoked.
    InvalidKey,
    /// Too many unknown keys from one address; seconds to wait.
    TooManyWrongKeys(u64),
    /// Too many calls of one organisation; seconds to wait.
    TooManyCalls(u64),
    /// The key of a Mission Locale.
    NotACfa,
    /// A key that does not open this.
    MissingScope,
    /// Not announced as JSON.
    MediaType,
    /// Compressed.
    Encoding,
    /// More bytes than a call may have.
    TooLarge,
    /// The body stopped before its end.
    Interrupted,
    /// Text that is not UTF-8.
    NotUtf8,
    /// JSON that cannot be read, or too many items.
    Unreadable(FileError),
    /// Not POST.
    Method,
    /// No such address.
    Address,
    /// Our own failure; its cause is in the log only.
    Internal,
}

/// The body of a refusal.
#[derive(Debug, Serialize, ToSchema)]
#[schema(description = "Pourquoi l’appel est refusé.")]
pub(crate) struct RefusalBody {
    /// Le nom stable du refus, à lire par un logiciel.
    #[schema(examples("invalid_key"))]
    code: &'static str,
    /// Ce qui s’est passé et que faire, en français ou en anglais selon `Accept-Language`.
    #[schema(examples("Cette clé n’est pas valable : elle est inconnue ou révoquée."))]
    message: String,
    /// Les secondes à attendre avant de reprendre (statut 429).
    #[serde(skip_serializing_if = "Option::is_none")]
    retry_after: Option<u64>,
}

impl Refusal {
    /// The status of the answer.
    pub(crate) fn status(&self) -> StatusCode {
        match self {
            Self::MissingKey | Self::InvalidKey => StatusCode::UNAUTHORIZED,
            Self::TooManyWrongKeys(_) | Self::TooManyCalls(_) => StatusCode::TOO_MANY_REQUESTS,
            Self::NotACfa | Self::MissingScope => StatusCode::FORBIDDEN,
            Self::MediaType | Self::Encoding => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::TooLarge
            | Self::Unreadable(FileError::TooLarge { .. } | FileError::TooManyItems { .. }) => {
                StatusCode::PAYLOAD_TOO_LARGE
            }
            Self::Interrupted => StatusCode::BAD_REQUEST,
            Self::NotUtf8 | Self::Unreadable(_) => StatusCode::UNPROCESSABLE_ENTITY,
            Self::Method => StatusCode::METHOD_NOT_ALLOWED,
            Self::Address => StatusCode::NOT_FOUND,
            Self::Internal => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    pub(super) fn code(&self) -> &'static str {
        match self {
            Self::MissingKey => "missing_key",
            Self::InvalidKey => "invalid_key",
            Self::TooManyWrongKeys(_) => "too_many_wrong_keys",
            Self::TooManyCalls(_) => "too_many_calls",
            Self::NotACfa => "not_a_cfa",
            Self::MissingScope => "missing_scope",
            Self::MediaType => "unsupported_media_type",
            Self::Encoding => "unsupported_encoding",
            Self::TooLarge => "body_too_large",
            Self::Interrupted => "body_unreadable",
            Self::NotUtf8 => "not_utf8",
            Self::Unreadable(error) => error.code(),
            Self::Method => "method_not_allowed",
            Self::Address => "unknown_address",
            Self::Internal => "internal",
        }
    }

    pub(super) fn retry_after(&self) -> Option<u64> {
        match self {
            Self::TooManyWrongKeys(seconds) | Self::TooManyCalls(seconds) => Some(*seconds),
            _ => None,
        }
    }

    pub(super) fn message(&self, t: Texts) -> String {
        if let Self::Unreadable(error) = self {
            return error.message(sentences(t));
        }
        let numbers = [
            (
                "seconds",
                FluentValue::from(self.retry_after().unwrap_or_default()),
            ),
            (
                "limit",
                match self {
                    Self::TooLarge => FluentValue::from(MAX_BYTES / 1_048_576),
                    _ => FluentValue::from(CALLS_PER_MINUTE),
                },
            ),
        ];
        let key = format!("api-refusal-{}", self.code().replace('_', "-"));
        t.with(&key, numbers)
    }

    /// The body, with its sentence in a language.
    pub(crate) fn body(&self, t: Texts) -> RefusalBody {
        RefusalBody {
            code: self.code(),
            message: self.message(t),
            retry_after: self.retry_after(),
        }
    }

    /// The answer.
    pub(crate) fn answer(&self, t: Texts) -> Response {
        let mut response = (self.status(), Json(self.body(t))).into_response();
        let headers = response.headers_mut();
        match self {
            Self::MissingKey => {
                let scheme = HeaderValue::from_static("Bearer realm=\"trait-d-union\"");
                headers.insert(header::WWW_AUTHENTICATE, scheme);
            }
            Self::InvalidKey => {
                let scheme = HeaderValue::from_static(
                    "Bearer realm=\"trait-d-union\", error=\"invalid_token\"",
                );
                headers.insert(header::WWW_AUTHENTICATE, scheme);
            }
            _ => {}
        }
        if let Some(seconds) = self.retry_after() {
            headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        response
    }
}

impl From<CaseworkError> for Refusal {
    fn from(error: CaseworkError) -> Self {
        match error {
            CaseworkError::File(error) => Self::Unreadable(error),
            other => {
                tracing::error!(error = %other, "an API call failed");
                Self::Internal
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Lang;

    #[test]
    fn every_refusal_has_its_sentence_in_both_languages() {
        let refusals = [
            Refusal::MissingKey,
            Refusal::InvalidKey,
            Refusal::TooManyWrongKeys(1),
            Refusal::TooManyCalls(1),
            Refusal::NotACfa,
            Refusal::MissingScope,
            Refusal::MediaType,
            Refusal::Encoding,
            Refusal::TooLarge,
            Refusal::Interrupted,
            Refusal::NotUtf8,
            Refusal::Unreadable(FileError::NotAnArray),
            Refusal::Method,
            Refusal::Address,
            Refusal::Internal,
        ];
        for refusal in refusals {
            for lang in [Lang::French, Lang::English] {
                let message = refusal.message(Texts::of(lang));
                assert!(message.ends_with('.'), "{message}");
                assert!(!message.contains("api-refusal"), "{message}");
            }
        }
    }
}
