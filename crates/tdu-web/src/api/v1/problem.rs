//! Why a call is refused, as RFC 9457 writes it: a stable code, a sentence, and where in the call.

use axum::extract::Request;
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use tdu_casework::CaseworkError;
use utoipa::{IntoResponses, ToSchema};

use super::super::refusal::Refusal;
use crate::Texts;
use crate::i18n::language;

/// Why a call is refused.
#[derive(Debug, Clone)]
pub(super) enum Problem {
    /// Refused at the door: no key, a wrong key, too many calls, a content that is not JSON.
    Refused(Door),
    /// The key does not open this.
    MissingScope,
    /// Nobody, or nobody whom the organisation accompanies: both look alike.
    NotFound,
    /// Parts of the call are not acceptable: every one that was found.
    Invalid(Vec<Fault>),
    /// The act does not fit the state of things: the key of the sentence that says why.
    Conflict(&'static str),
    /// The idempotency key named another call.
    KeyReused,
    /// Nothing can be shown, since nothing can be written down.
    Unavailable,
    /// Our own failure; its cause is in the log only.
    Internal,
}

/// A refusal that the whole API shares.
#[derive(Debug, Clone)]
pub(super) struct Door {
    status: StatusCode,
    code: &'static str,
    retry_after: Option<u64>,
    message: String,
}

/// A part of a call that is not acceptable.
#[derive(Debug, Clone)]
pub(super) struct Fault {
    place: Place,
    /// Key of the sentence: `problem-{…}`.
    problem: &'static str,
}

#[derive(Debug, Clone)]
enum Place {
    /// In the body.
    Pointer(String),
    /// In the address.
    Parameter(&'static str),
    /// Among the headers.
    Header(&'static str),
}

impl Fault {
    /// A field of the body; the whole body when it has no name.
    pub(super) fn field(name: &str, problem: &'static str) -> Self {
        let pointer = if name.is_empty() {
            String::new()
        } else {
            format!("/{}", name.replace('~', "~0").replace('/', "~1"))
        };
        Self {
            place: Place::Pointer(pointer),
            problem,
        }
    }

    /// A parameter of the address.
    pub(super) fn parameter(name: &'static str, problem: &'static str) -> Self {
        Self {
            place: Place::Parameter(name),
            problem,
        }
    }

    /// A header.
    pub(super) fn header(name: &'static str, problem: &'static str) -> Self {
        Self {
            place: Place::Header(name),
            problem,
        }
    }
}

/// A refused call.
#[derive(Debug, Serialize, ToSchema)]
#[schema(description = "Pourquoi l’appel est refusé (RFC 9457).")]
pub(super) struct ProblemBody {
    /// L’adresse qui décrit ce refus.
    #[serde(rename = "type")]
    #[schema(examples("/api#v1-refus"))]
    kind: &'static str,
    /// La phrase du refus, en français ou en anglais selon `Accept-Language`.
    #[schema(examples("Aucune personne suivie par votre organisation n’a cet identifiant."))]
    title: String,
    /// Le statut HTTP.
    #[schema(examples(404))]
    status: u16,
    /// Le nom stable du refus, à lire par un logiciel.
    #[schema(examples("not_found"))]
    code: &'static str,
    /// Ce qui ne va pas dans ce cas précis.
    #[serde(skip_serializing_if = "Option::is_none")]
    detail: Option<String>,
    /// Chaque partie de l’appel qui ne convient pas.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(required = false)]
    errors: Vec<FaultBody>,
}

/// A part of a refused call.
#[derive(Debug, Serialize, ToSchema)]
#[schema(description = "Une partie de l’appel qui ne convient pas.")]
pub(super) struct FaultBody {
    /// Sa place dans le contenu (pointeur JSON) ; vide pour le contenu entier.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(examples("/on"))]
    pointer: Option<String>,
    /// Ou le paramètre de l’adresse.
    #[serde(skip_serializing_if = "Option::is_none")]
    parameter: Option<&'static str>,
    /// Ou l’en-tête.
    #[serde(skip_serializing_if = "Option::is_none")]
    header: Option<&'static str>,
    /// Le nom stable de la règle.
    #[schema(examples("date-in-future"))]
    code: &'static str,
    /// La règle et le remède.
    detail: String,
}

/// The refusals that every call may meet.
#[derive(IntoResponses)]
#[expect(dead_code, reason = "describes what Problem answers")]
pub(super) enum Problems {
    /// Le contenu est arrivé incomplet (`body_unreadable`).
    #[response(status = 400, content_type = "application/problem+json")]
    Interrupted(#[to_schema] ProblemBody),
    /// Pas de clé (`missing_key`), ou clé inconnue ou révoquée (`invalid_key`).
    #[response(status = 401, content_type = "application/problem+json")]
    Key(#[to_schema] ProblemBody),
    /// La clé n’ouvre pas cet appel (`missing_scope`).
    #[response(status = 403, content_type = "application/problem+json")]
    Scope(#[to_schema] ProblemBody),
    /// Personne de ce nom, ou personne que votre organisation suive (`not_found`) : les deux se ressemblent.
    #[response(status = 404, content_type = "application/problem+json")]
    NotFound(#[to_schema] ProblemBody),
    /// L’acte ne convient pas à l’état du dossier (`conflict`).
    #[response(status = 409, content_type = "application/problem+json")]
    Conflict(#[to_schema] ProblemBody),
    /// Plus de 64 Ko (`body_too_large`).
    #[response(status = 413, content_type = "application/problem+json")]
    TooLarge(#[to_schema] ProblemBody),
    /// Le contenu n’est pas annoncé comme du JSON (`unsupported_media_type`), ou il est compressé (`unsupported_encoding`).
    #[response(status = 415, content_type = "application/problem+json")]
    MediaType(#[to_schema] ProblemBody),
    /// Des champs ne conviennent pas (`invalid`), ou `Idempotency-Key` a déjà servi pour un autre contenu (`idempotency_key_reused`).
    #[response(status = 422, content_type = "application/problem+json")]
    Invalid(#[to_schema] ProblemBody),
    /// Trop d’appels de cette clé (`too_many_calls`), ou trop de mauvaises clés (`too_many_wrong_keys`) : attendre `Retry-After` secondes.
    #[response(status = 429, content_type = "application/problem+json", headers(("Retry-After" = u64, description = "Les secondes à attendre")))]
    TooMany(#[to_schema] ProblemBody),
    /// Un incident de notre côté (`internal`) : rien n’a été enregistré.
    #[response(status = 500, content_type = "application/problem+json")]
    Internal(#[to_schema] ProblemBody),
    /// Le journal des accès ne s’écrit plus (`unavailable`) : rien n’est montré.
    #[response(status = 503, content_type = "application/problem+json")]
    Unavailable(#[to_schema] ProblemBody),
}

impl Problem {
    /// A refusal that the whole API shares, in a language.
    pub(super) fn door(refusal: &Refusal, t: Texts) -> Self {
        let message = match refusal {
            Refusal::TooManyCalls(seconds) => t.with(
                "v1-too-many-calls",
                [
                    ("seconds", (*seconds).into()),
                    ("limit", super::CALLS_PER_MINUTE.into()),
                ],
            ),
            Refusal::TooLarge => t.get("v1-body-too-large"),
            Refusal::Method => t.get("v1-method-not-allowed"),
            other => other.message(t),
        };
        Self::Refused(Door {
            status: refusal.status(),
            code: refusal.code(),
            retry_after: refusal.retry_after(),
            message,
        })
    }

    fn status(&self) -> StatusCode {
        match self {
            Self::Refused(door) => door.status,
            Self::MissingScope => StatusCode::FORBIDDEN,
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::Invalid(_) | Self::KeyReused => StatusCode::UNPROCESSABLE_ENTITY,
            Self::Conflict(_) => StatusCode::CONFLICT,
            Self::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
            Self::Internal => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Self::Refused(door) => door.code,
            Self::MissingScope => "missing_scope",
            Self::NotFound => "not_found",
            Self::Invalid(_) => "invalid",
            Self::Conflict(_) => "conflict",
            Self::KeyReused => "idempotency_key_reused",
            Self::Unavailable => "unavailable",
            Self::Internal => "internal",
        }
    }

    fn body(&self, t: Texts) -> ProblemBody {
        let sentence = |problem: &str| t.get(&format!("problem-{problem}"));
        let (detail, errors) = match self {
            Self::Conflict(problem) => (Some(sentence(problem)), Vec::new()),
            Self::Invalid(faults) => {
                let told = |fault: &Fault| fault.told(sentence(fault.problem));
                let errors: Vec<FaultBody> = faults.iter().map(told).collect();
                (errors.first().map(|error| error.detail.clone()), errors)
            }
            _ => (None, Vec::new()),
        };
        let title = match self {
            Self::Refused(door) => door.message.clone(),
            other => t.get(&format!("v1-{}", other.code().replace('_', "-"))),
        };
        ProblemBody {
            kind: "/api#v1-refus",
            title,
            status: self.status().as_u16(),
            code: self.code(),
            detail,
            errors,
        }
    }

    fn answer(&self, t: Texts) -> Response {
        let body = serde_json::to_vec(&self.body(t)).unwrap_or_default();
        let kind = [(header::CONTENT_TYPE, "application/problem+json")];
        let mut response = (self.status(), kind, body).into_response();
        let headers = response.headers_mut();
        if self.status() == StatusCode::UNAUTHORIZED {
            let scheme = HeaderValue::from_static("Bearer realm=\"trait-d-union\"");
            headers.insert(header::WWW_AUTHENTICATE, scheme);
        }
        if let Self::Refused(Door {
            retry_after: Some(seconds),
            ..
        }) = self
        {
            headers.insert(header::RETRY_AFTER, HeaderValue::from(*seconds));
        }
        response
    }
}

impl Fault {
    fn told(&self, detail: String) -> FaultBody {
        let (mut pointer, mut parameter, mut header) = (None, None, None);
        match &self.place {
            Place::Pointer(place) => pointer = Some(place.clone()),
            Place::Parameter(name) => parameter = Some(*name),
            Place::Header(name) => header = Some(*name),
        }
        FaultBody {
            pointer,
            parameter,
            header,
            code: self.problem,
            detail,
        }
    }
}

impl From<CaseworkError> for Problem {
    fn from(error: CaseworkError) -> Self {
        match error {
            CaseworkError::Denied(_) => Self::MissingScope,
            CaseworkError::NotFound(_) => Self::NotFound,
            CaseworkError::Invalid {
                field: field @ ("cursor" | "until"),
                problem,
            } => Self::Invalid(vec![Fault::parameter(field, problem)]),
            CaseworkError::Invalid { field, problem } => {
                Self::Invalid(vec![Fault::field(named(field), problem)])
            }
            CaseworkError::Several(wrong) => {
                let fault = |(field, problem)| Fault::field(named(field), problem);
                Self::Invalid(wrong.into_iter().map(fault).collect())
            }
            CaseworkError::Conflict(problem) => Self::Conflict(problem),
            CaseworkError::Unlogged => Self::Unavailable,
            other => {
                tracing::error!(error = %other, "an API call failed");
                Self::Internal
            }
        }
    }
}

/// The name that calls give to a field of a form.
fn named(field: &'static str) -> &'static str {
    match field {
        "texte" | "message" => "text",
        "echeance" => "due",
        "pour" => "owner",
        "lieu" => "place",
        "avec" => "guests",
        "date" | "heure" => "starts",
        "duree" => "minutes",
        "mention" => "mentions",
        "asked" => "asked_on",
        "call" => "call_on",
        "receivers" => "receiver",
        "available" => "available_from",
        "file" => "content",
        other => other,
    }
}

impl IntoResponse for Problem {
    /// The language is known where answers leave: see [`written`].
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        response.extensions_mut().insert(self);
        response
    }
}

/// Writes refusals in the caller's language.
pub(super) async fn written(request: Request, next: Next) -> Response {
    let (parts, body) = request.into_parts();
    let t = Texts::of(language(&parts));
    let response = next.run(Request::from_parts(parts, body)).await;
    match response.extensions().get::<Problem>() {
        Some(problem) => problem.answer(t),
        None => response,
    }
}

/// What answers methods that an address does not have.
pub(super) async fn wrong_method(t: Texts) -> Problem {
    Problem::door(&Refusal::Method, t)
}

/// What answers addresses that do not exist.
pub(super) async fn wrong_address(t: Texts) -> Problem {
    Problem::door(&Refusal::Address, t)
}
