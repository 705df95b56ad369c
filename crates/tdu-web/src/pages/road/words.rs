//! Acts on the road, said in sentences.

use tdu_casework::Frame;
use tdu_domain::journal::Payload;
use tdu_domain::road::piece::PieceKind;
use tdu_domain::road::search::Answered;
use tdu_domain::road::{RoadEnd, Told};
use uuid::Uuid;

use crate::Texts;

/// What was done, in a sentence; none for the acts of other pages.
pub(crate) fn sentence(t: Texts, payload: &Payload, frame: &Frame) -> Option<String> {
    let said = match payload {
        Payload::RoadTold { told, .. } => told_sentence(t, told),
        Payload::RoadStepGiven {
            step,
            organisation,
            colleague,
            due,
        } => {
            let who = colleague
                .clone()
                .unwrap_or_else(|| organisation_name(frame, *organisation));
            let due = due.map_or_else(|| "none".to_owned(), |due| t.date(due));
            t.with(
                "road-said-given",
                [
                    ("step", t.of_code("road-step", step.code()).into()),
                    ("who", who.into()),
                    ("due", due.into()),
                ],
            )
        }
        Payload::PiecesAsked { pieces, due } => {
            let names: Vec<String> = pieces.iter().map(|(_, kind)| piece(t, *kind)).collect();
            t.with(
                "road-said-pieces",
                [
                    ("due", t.date(*due).into()),
                    ("pieces", names.join(", ").into()),
                ],
            )
        }
        Payload::PieceMoved { kind, step, .. } => {
            let key = format!("road-said-piece-{}", step.code());
            t.one(&key, "piece", piece(t, *kind))
        }
        Payload::FileAttached { kind, .. } => t.one(
            "road-said-attached",
            "kind",
            t.of_code("attached", kind.code()),
        ),
        Payload::FileRemoved { kind } => t.one(
            "road-said-removed",
            "kind",
            t.of_code("attached", kind.code()),
        ),
        _ => return searched(t, payload),
    };
    Some(said)
}

/// The same, of the search of a company.
fn searched(t: Texts, payload: &Payload) -> Option<String> {
    let said = match payload {
        Payload::TargetAdded {
            name, application, ..
        } => {
            let applied = if application.is_some() { "yes" } else { "no" };
            t.with(
                "road-said-target",
                [("name", name.as_str().into()), ("applied", applied.into())],
            )
        }
        Payload::TargetDropped { name, .. } => t.one("road-said-dropped", "name", name.as_str()),
        Payload::ApplicationSent { name, channel, .. } => t.with(
            "road-said-applied",
            [
                ("name", name.as_str().into()),
                ("channel", t.of_code("channel", channel.code()).into()),
            ],
        ),
        Payload::ApplicationAnswered { name, answered, .. } => answer(t, name, answered),
        Payload::CompanyVisited { name, outcome } => t.with(
            "road-said-visited",
            [
                ("name", name.as_str().into()),
                ("outcome", t.of_code("visit", outcome.code()).into()),
            ],
        ),
        _ => return None,
    };
    Some(said)
}

fn answer(t: Texts, name: &str, answered: &Answered) -> String {
    let why = answered.why.map(|why| {
        let why = t.of_code("company-refusal", why.code());
        t.one("road-said-answered-why", "why", why)
    });
    let next = answered
        .next_on
        .map(|next| t.one("road-said-answered-next", "day", t.date(next)));
    let answer = t.of_code("company-answer", answered.answer.code());
    t.with(
        "road-said-answered",
        [
            ("name", name.into()),
            ("answer", answer.into()),
            ("more", why.or(next).unwrap_or_default().into()),
        ],
    )
}

fn told_sentence(t: Texts, told: &Told) -> String {
    let key = format!("road-said-{}", told.event.code());
    let day = |day: Option<jiff::civil::Date>| day.map(|day| t.date(day)).unwrap_or_default();
    let end = told.end.map(RoadEnd::code);
    t.with(
        &key,
        [
            ("day", t.date(told.on).into()),
            ("start", day(told.contract_start).into()),
            (
                "end",
                end.map(|end| t.of_code("road-end", end))
                    .unwrap_or_default()
                    .into(),
            ),
        ],
    )
}

fn piece(t: Texts, kind: PieceKind) -> String {
    t.of_code("piece", kind.code())
}

fn organisation_name(frame: &Frame, id: Uuid) -> String {
    let known = frame.organisations.get(&id);
    known.map_or_else(|| id.to_string(), |known| known.name.clone())
}
