//! What programs read: the people of their organisation, as the pages show them.

use axum::Json;
use axum::extract::{FromRequestParts, Query};
use axum::http::request::Parts;
use tdu_casework::{LONGEST_LIST, PeopleFilter, PersonView};
use tdu_domain::pathway::Stage;
use tdu_domain::signal::SignalCode;
use tdu_domain::text::fold;

use super::caller::{Caller, Person};
use super::problem::{Fault, Problem, Problems};
use super::shapes::{
    ActShape, Me, OrganisationShape, PeoplePart, PersonLine, PersonShape, SignalShape,
    SignalsShape, TimelinePart,
};
use crate::WebState;

/// Rows of an answer, when the call does not say.
const USUAL: u32 = 50;
/// Words of a name that a list is narrowed by, at most.
const WORDS: usize = 6;

/// Ce que la clé ouvre
#[utoipa::path(
    get,
    path = "/api/v1/me",
    operation_id = "me",
    description = "Dit pour quelle organisation la clé agit, et ce qu’elle ouvre.",
    tag = "Jeunes",
    security(("cle" = [])),
    responses((status = 200, description = "La clé est bonne.", body = Me), Problems),
)]
pub(super) async fn me(caller: Caller) -> Json<Me> {
    Json(Me {
        label: caller.client.label,
        scopes: caller
            .client
            .scopes
            .iter()
            .map(|scope| scope.code())
            .collect(),
        organisation: OrganisationShape::of(&caller.client.organisation),
    })
}

/// Lister les jeunes
#[utoipa::path(
    get,
    path = "/api/v1/people",
    operation_id = "listPeople",
    description = "Les jeunes que votre organisation accompagne, dans un ordre qui ne change pas : la suite se lit avec `next_cursor`, sous les mêmes filtres. Répéter `stage` ou `signal` élargit.",
    tag = "Jeunes",
    security(("cle" = [])),
    params(
        ("limit" = Option<u32>, Query, description = "Combien de jeunes au plus.", minimum = 1, maximum = 200),
        ("cursor" = Option<String>, Query, description = "Le `next_cursor` de la réponse précédente."),
        ("q" = Option<String>, Query, description = "Des mots du nom ou du prénom."),
        ("stage" = Option<Vec<String>>, Query, description = "Une étape, par son code."),
        ("signal" = Option<Vec<String>>, Query, description = "Un signal, par son code."),
        ("commune" = Option<String>, Query, description = "Le code INSEE de la commune."),
        ("counsellor" = Option<String>, Query, description = "Qui suit le jeune, tel que les fichiers de l’organisation l’écrivent."),
        ("trade" = Option<String>, Query, description = "La formation ou le métier."),
        ("cfa" = Option<Uuid>, Query, description = "Le CFA, par sa clé."),
    ),
    responses((status = 200, description = "Une partie de la liste.", body = PeoplePart), Problems),
)]
pub(super) async fn list(caller: Caller, asked: ListAsked) -> Result<Json<PeoplePart>, Problem> {
    let listed = caller
        .casework
        .list_people(
            &caller.actor,
            &asked.filter,
            asked.part.cursor.as_deref(),
            asked.part.limit,
        )
        .await?;
    Ok(Json(PeoplePart {
        data: listed.rows.into_iter().map(PersonLine::of).collect(),
        next_cursor: listed.next,
    }))
}

/// Lire un jeune
#[utoipa::path(
    get,
    path = "/api/v1/people/{person}",
    operation_id = "readPerson",
    description = "Ce que l’on sait d’un jeune que votre organisation accompagne. La consultation est écrite dans le journal des accès.",
    tag = "Jeunes",
    security(("cle" = [])),
    params(("person" = Uuid, Path, description = "Le jeune")),
    responses((status = 200, description = "Le jeune.", body = PersonShape), Problems),
)]
pub(super) async fn one(caller: Caller, person: Person) -> Result<Json<PersonShape>, Problem> {
    Ok(Json(PersonShape::of(&seen(&caller, person).await?)))
}

/// Lire les signaux d’un jeune
#[utoipa::path(
    get,
    path = "/api/v1/people/{person}/signals",
    operation_id = "readSignals",
    description = "Les signaux d’un jeune : ils se calculent, et s’en vont quand les faits changent.",
    tag = "Jeunes",
    security(("cle" = [])),
    params(("person" = Uuid, Path, description = "Le jeune")),
    responses((status = 200, description = "Ses signaux.", body = SignalsShape), Problems),
)]
pub(super) async fn signals(caller: Caller, person: Person) -> Result<Json<SignalsShape>, Problem> {
    let view = seen(&caller, person).await?;
    Ok(Json(SignalsShape {
        data: view.computed.signals.iter().map(SignalShape::of).collect(),
    }))
}

/// Lire l’historique d’un jeune
#[utoipa::path(
    get,
    path = "/api/v1/people/{person}/timeline",
    operation_id = "readTimeline",
    description = "Ce qui est arrivé à un jeune, le plus récent d’abord.",
    tag = "Jeunes",
    security(("cle" = [])),
    params(
        ("person" = Uuid, Path, description = "Le jeune"),
        ("limit" = Option<u32>, Query, description = "Combien d’actes au plus.", minimum = 1, maximum = 200),
        ("cursor" = Option<String>, Query, description = "Le `next_cursor` de la réponse précédente."),
    ),
    responses((status = 200, description = "Une partie de l’historique.", body = TimelinePart), Problems),
)]
pub(super) async fn timeline(
    caller: Caller,
    person: Person,
    part: Part,
) -> Result<Json<TimelinePart>, Problem> {
    let list = format!("timeline {}", person.0);
    let casework = &caller.casework;
    let after = casework.place(&caller.actor, &list, part.cursor.as_deref())?;
    let view = seen(&caller, person).await?;
    let mut entries = view.timeline;
    entries.retain(|entry| after.is_none_or(|after| entry.line < after));
    let key = |entry: &tdu_casework::TimelineEntry| entry.line;
    entries.sort_by_key(|entry| std::cmp::Reverse(key(entry)));
    let next_cursor = casework.cut(&caller.actor, &list, &mut entries, part.limit, key)?;
    Ok(Json(TimelinePart {
        data: entries.iter().map(ActShape::of).collect(),
        next_cursor,
    }))
}

async fn seen(caller: &Caller, Person(person): Person) -> Result<PersonView, Problem> {
    Ok(caller.casework.person(&caller.actor, person).await?)
}

/// Which part of a list is asked for.
#[derive(Debug)]
pub(super) struct Part {
    limit: u32,
    cursor: Option<String>,
}

impl FromRequestParts<WebState> for Part {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &WebState) -> Result<Self, Problem> {
        let mut part = Self {
            limit: USUAL,
            cursor: None,
        };
        let mut faults = Vec::new();
        for (name, value) in pairs(parts)? {
            if !part.reads(&name, value, &mut faults) {
                faults.push(Fault::parameter("?", "parameter-unknown"));
            }
        }
        told(part, faults)
    }
}

impl Part {
    /// Reads one of its own parameters; tells whether it was one.
    fn reads(&mut self, name: &str, value: String, faults: &mut Vec<Fault>) -> bool {
        match name {
            "limit" => match value
                .parse()
                .ok()
                .filter(|n| (1..=LONGEST_LIST).contains(n))
            {
                Some(limit) => self.limit = limit,
                None => faults.push(Fault::parameter("limit", "limit-range")),
            },
            "cursor" => self.cursor = Some(value),
            _ => return false,
        }
        true
    }
}

/// Which people are asked for.
#[derive(Debug)]
pub(super) struct ListAsked {
    part: Part,
    filter: PeopleFilter,
}

impl FromRequestParts<WebState> for ListAsked {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &WebState) -> Result<Self, Problem> {
        let mut filter = PeopleFilter::default();
        let mut part = Part {
            limit: USUAL,
            cursor: None,
        };
        let mut faults = Vec::new();
        for (name, value) in pairs(parts)? {
            match name.as_str() {
                "q" => filter.words = words(&value),
                "stage" => match Stage::from_code(&value) {
                    Some(stage) => filter.stages.push(stage),
                    None => faults.push(Fault::parameter("stage", "field-code")),
                },
                "signal" => match SignalCode::from_code(&value) {
                    Some(signal) => filter.signals.push(signal),
                    None => faults.push(Fault::parameter("signal", "field-code")),
                },
                "cfa" => match value.parse() {
                    Ok(cfa) => filter.cfa = Some(cfa),
                    Err(_) => faults.push(Fault::parameter("cfa", "field-key")),
                },
                "commune" => filter.commune = Some(value),
                "counsellor" => filter.counsellor = Some(value),
                "trade" => filter.trade = Some(value),
                _ if part.reads(&name, value, &mut faults) => {}
                _ => faults.push(Fault::parameter("?", "parameter-unknown")),
            }
        }
        told(Self { part, filter }, faults)
    }
}

fn told<T>(read: T, faults: Vec<Fault>) -> Result<T, Problem> {
    if faults.is_empty() {
        Ok(read)
    } else {
        Err(Problem::Invalid(faults))
    }
}

fn pairs(parts: &Parts) -> Result<Vec<(String, String)>, Problem> {
    let pairs = Query::<Vec<(String, String)>>::try_from_uri(&parts.uri);
    let Query(pairs) =
        pairs.map_err(|_| Problem::Invalid(vec![Fault::parameter("?", "parameter-unreadable")]))?;
    let zero = |(_, value): &(String, String)| value.contains('\0');
    if pairs.iter().any(zero) {
        let fault = Fault::parameter("?", "parameter-unreadable");
        return Err(Problem::Invalid(vec![fault]));
    }
    Ok(pairs)
}

fn words(text: &str) -> Vec<String> {
    fold(text)
        .split_whitespace()
        .take(WORDS)
        .map(str::to_owned)
        .collect()
}
