//! What computing needs of roads: open rows only, one query a table.

use std::collections::HashMap;

use jiff::civil::Date;
use sea_orm::ConnectionTrait;
use tdu_domain::organisation::Network;
use tdu_domain::road::Told;
use tdu_domain::road::piece::{Bringer, OpenPiece};
use tdu_domain::road::search::Waiting;
use uuid::Uuid;

use super::{day, steps};
use crate::engine::Row;
use crate::error::StoreError;
use crate::staff::{About, Question, StaffFacts};

/// Adds what a day needs to the facts of people.
pub(crate) async fn gather<C: ConnectionTrait>(
    about: &About<'_, C>,
    facts: &mut HashMap<Uuid, StaffFacts>,
) -> Result<(), StoreError> {
    let mut open: HashMap<Uuid, (Uuid, Date)> = HashMap::new();
    for (person, (road, on)) in about.rows(&ROADS, &[], road).await? {
        let last = open.entry(person).or_insert((road, on));
        *last = (*last).max((road, on));
    }
    for (person, (_, on)) in &open {
        facts.entry(*person).or_default().road.opened_on = Some(*on);
    }
    let is_open = |person: &Uuid, road: Uuid| open.get(person).is_some_and(|(id, _)| *id == road);
    if !open.is_empty() {
        for (person, (road, told)) in about.rows(&EVENTS, &[], event).await? {
            if is_open(&person, road) {
                facts.entry(person).or_default().road.told.push(told);
            }
        }
        for (person, (road, network)) in about.rows(&CARES, &[], care).await? {
            if is_open(&person, road) {
                facts.entry(person).or_default().road.searcher = Some(network);
            }
        }
        for (person, (searched, promised)) in about.rows(&SEARCHED, &[], searched).await? {
            let road = &mut facts.entry(person).or_default().road;
            road.searched_on = searched;
            road.promised_on = promised;
        }
    }
    for (person, piece) in about.rows(&PIECES, &[], piece).await? {
        facts.entry(person).or_default().road.pieces.push(piece);
    }
    for (person, waiting) in about.rows(&WAITING, &[], waiting).await? {
        facts.entry(person).or_default().road.waiting.push(waiting);
    }
    Ok(())
}

const ROADS: Question = Question {
    table: "road",
    select: "SELECT r.person, r.id, r.opened_on FROM road r WHERE r.ended_on IS NULL",
    end: "",
};
const EVENTS: Question = Question {
    table: "road",
    select: "SELECT r.person, e.road, e.event, e.happened_on, e.contract_start, e.why \
             FROM road_event e JOIN road r ON r.id = e.road WHERE r.ended_on IS NULL",
    end: "ORDER BY e.id",
};
const CARES: Question = Question {
    table: "road",
    select: "SELECT r.person, c.road, c.network FROM road_care c JOIN road r ON r.id = c.road \
             WHERE r.ended_on IS NULL AND c.step = 'search'",
    end: "ORDER BY c.id",
};
const PIECES: Question = Question {
    table: "piece",
    select: "SELECT r.person, r.bringer, r.asker_network, r.asked_on, r.due FROM piece r WHERE r.state = 'asked'",
    end: "",
};
/// The last answer of an application that still waits is an interview or a trial, if there is one.
const WAITING: Question = Question {
    table: "company_target",
    select: "SELECT r.person, a.network, a.applied_on, w.answered_on, w.next_on FROM company_application a \
             JOIN company_target r ON r.id = a.target \
             LEFT JOIN company_answer w ON w.application = a.id AND w.id = (SELECT l.id FROM company_answer l \
             WHERE l.application = a.id ORDER BY l.id DESC LIMIT 1) \
             WHERE a.waits AND r.dropped_on IS NULL",
    end: "",
};
/// What was done last, and the promise that no refusal took back.
const SEARCHED: Question = Question {
    table: "company_target",
    select: "SELECT r.person, max(r.opened_on), max(a.applied_on), max(w.answered_on), max(v.visited_on), \
             max(CASE WHEN w.answer = 'promise' AND x.id IS NULL THEN w.answered_on END) \
             FROM company_target r JOIN road o ON o.person = r.person AND o.ended_on IS NULL \
             LEFT JOIN company_application a ON a.target = r.id \
             LEFT JOIN company_answer w ON w.application = a.id \
             LEFT JOIN company_answer x ON x.application = a.id AND x.answer = 'refusal' \
             LEFT JOIN company_visit v ON v.target = r.id WHERE r.person IS NOT NULL",
    end: "GROUP BY r.person",
};

fn road(row: &mut Row<'_>) -> Result<(Uuid, Date), StoreError> {
    Ok((row.take()?, row.parse("road", "opened_on", "a date", day)?))
}

fn event(row: &mut Row<'_>) -> Result<(Uuid, Told), StoreError> {
    Ok((row.take()?, steps::told(row)?))
}

fn care(row: &mut Row<'_>) -> Result<(Uuid, Network), StoreError> {
    let road = row.take()?;
    let network = row.parse("road_care", "network", "a network", Network::from_code)?;
    Ok((road, network))
}

fn piece(row: &mut Row<'_>) -> Result<OpenPiece, StoreError> {
    const TABLE: &str = "piece";
    let bringer = row.parse(TABLE, "bringer", "who brings it", Bringer::from_code)?;
    let asker = row.parse(TABLE, "asker_network", "a network", Network::from_code)?;
    Ok(OpenPiece {
        owner: OpenPiece::owner(bringer, asker),
        asked_on: row.parse(TABLE, "asked_on", "a date", day)?,
        due: row.parse(TABLE, "due", "a date", day)?,
    })
}

fn waiting(row: &mut Row<'_>) -> Result<Waiting, StoreError> {
    const TABLE: &str = "company_application";
    let owner = row.parse(TABLE, "network", "a network", Network::from_code)?;
    let applied: Date = row.parse(TABLE, "applied_on", "a date", day)?;
    let answered = row.date("company_answer", "answered_on")?;
    Ok(Waiting {
        owner,
        since: answered.unwrap_or(applied),
        next_on: row.date("company_answer", "next_on")?,
    })
}

/// The last day of four, and that of the promise.
fn searched(row: &mut Row<'_>) -> Result<(Option<Date>, Option<Date>), StoreError> {
    const TABLE: &str = "company_target";
    let mut last = None;
    for column in ["opened_on", "applied_on", "answered_on", "visited_on"] {
        last = last.max(row.date(TABLE, column)?);
    }
    Ok((last, row.date(TABLE, "promised_on")?))
}
