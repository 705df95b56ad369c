//! What programs read: the people of their organisation, as the pages show them.

use axum::Json;
use serde_json::json;
use tdu_casework::{PeopleFilter, PersonView};
use tdu_domain::pathway::Stage;
use tdu_domain::signal::SignalCode;
use tdu_domain::text::fold;

use super::call::Call;
use super::caller::{Caller, Person};
use super::field::Field;
use super::parameters::{Parameters, Part};
use super::problem::Problem;
use super::shapes::{
    ActShape, Me, OrganisationShape, PeoplePart, PersonLine, PersonShape, SignalShape,
    SignalsShape, TimelinePart,
};

/// Words of a name that a list is narrowed by, at most.
const WORDS: usize = 6;

/// The calls that read people.
pub(super) fn calls() -> Vec<Call> {
    vec![
        Call::read::<Me, _, _>(
            "/api/v1/me",
            "me",
            "Dire ce que la clé ouvre (logiciel)",
            "Dit pour quelle organisation la clé agit, et ce qu’elle ouvre.",
            me,
        ),
        Call::read::<PeoplePart, _, _>(
            "/api/v1/people",
            "listPeople",
            "Lister les jeunes de l’organisation (logiciel)",
            "Les jeunes que votre organisation accompagne, dans un ordre qui ne change pas : la suite se lit avec `next_cursor`, sous les mêmes filtres. Répéter `stage` ou `signal` élargit.",
            list,
        )
        .asking(Part::fields())
        .asking(filters()),
        Call::read::<PersonShape, _, _>(
            "/api/v1/people/{person}",
            "readPerson",
            "Lire un jeune (logiciel)",
            "Ce que l’on sait d’un jeune que votre organisation accompagne. La consultation est écrite dans le journal des accès.",
            one,
        ),
        Call::read::<SignalsShape, _, _>(
            "/api/v1/people/{person}/signals",
            "readSignals",
            "Lire les signaux d’un jeune (logiciel)",
            "Les signaux d’un jeune : ils se calculent, et s’en vont quand les faits changent.",
            signals,
        ),
        Call::read::<TimelinePart, _, _>(
            "/api/v1/people/{person}/timeline",
            "readTimeline",
            "Lire l’historique d’un jeune (logiciel)",
            "Ce qui est arrivé à un jeune, le plus récent d’abord.",
            timeline,
        )
        .asking(Part::fields()),
    ]
}

fn filters() -> [Field; 7] {
    let name = |name, text| Field::text_of(name, 200, text).optional();
    [
        name("q", "Des mots du nom ou du prénom."),
        Field::codes("stage", Stage::ALL, Stage::code, "Une étape, par son code."),
        Field::codes(
            "signal",
            SignalCode::ALL,
            SignalCode::code,
            "Un signal, par son code.",
        ),
        name("commune", "Le code INSEE de la commune.").like(json!("93048")),
        name(
            "counsellor",
            "Qui suit le jeune, tel que les fichiers de l’organisation l’écrivent.",
        ),
        name("trade", "La formation ou le métier."),
        Field::key("cfa", "Le CFA, par sa clé.").optional(),
    ]
}

async fn me(caller: Caller) -> Json<Me> {
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

async fn list(caller: Caller, mut asked: Parameters) -> Result<Json<PeoplePart>, Problem> {
    let part = asked.part();
    let filter = PeopleFilter {
        words: asked.text("q").map(|text| words(&text)).unwrap_or_default(),
        stages: asked.reads("stage", "field-code", Stage::from_code),
        signals: asked.reads("signal", "field-code", SignalCode::from_code),
        cfa: asked.read("cfa", "field-key", |text| text.parse().ok()),
        commune: asked.text("commune"),
        counsellor: asked.text("counsellor"),
        trade: asked.text("trade"),
        ..PeopleFilter::default()
    };
    asked.end()?;
    let listed = caller
        .casework
        .list_people(&caller.actor, &filter, part.cursor.as_deref(), part.limit)
        .await?;
    Ok(Json(PeoplePart {
        data: listed.rows.into_iter().map(PersonLine::of).collect(),
        next_cursor: listed.next,
    }))
}

async fn one(caller: Caller, person: Person) -> Result<Json<PersonShape>, Problem> {
    Ok(Json(PersonShape::of(&seen(&caller, person).await?)))
}

async fn signals(caller: Caller, person: Person) -> Result<Json<SignalsShape>, Problem> {
    let view = seen(&caller, person).await?;
    Ok(Json(SignalsShape {
        data: view.computed.signals.iter().map(SignalShape::of).collect(),
    }))
}

async fn timeline(
    caller: Caller,
    person: Person,
    mut asked: Parameters,
) -> Result<Json<TimelinePart>, Problem> {
    let part = asked.part();
    asked.end()?;
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

fn words(text: &str) -> Vec<String> {
    fold(text)
        .split_whitespace()
        .take(WORDS)
        .map(str::to_owned)
        .collect()
}
