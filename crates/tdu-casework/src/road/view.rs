//! The road as both staffs see it, and its search as who only looks for companies sees it.

use std::collections::HashMap;

use jiff::civil::Date;
use tdu_domain::access::{Actor, Right, Sight, View};
use tdu_domain::calendar::age_on;
use tdu_domain::organisation::{Network, Organisation};
use tdu_domain::pathway::PathwayFacts;
use tdu_domain::road::piece::{OpenPiece, PieceState};
use tdu_domain::road::search::{CompanyAnswer, Waiting, goes_on};
use tdu_domain::road::{PiecesSoFar, RoadFacts, RoadStep, StepView};
use tdu_store::{
    AnswerRow, ApplicationRow, CareRow, CaseloadRow, RoadFile, SourceRecord, StaffFacts, TargetRow,
    VisitRow,
};
use uuid::Uuid;

use super::searching::last_answer;
use crate::compute::{pathway_facts, shown};
use crate::frame::Frame;
use crate::sight::only_shown;
use crate::together::accompanying;
use crate::{Casework, CaseworkError};

/// The road on a person's page.
#[derive(Debug, Clone)]
pub struct RoadShort {
    /// The day it opened.
    pub opened_on: Date,
    /// Its steps.
    pub steps: Vec<StepView>,
    /// Who takes care of which step.
    pub cares: Vec<CareRow>,
}

/// A company that is looked at, with what was told of it, the last first.
#[derive(Debug, Clone)]
pub struct TargetView {
    /// The company.
    pub row: TargetRow,
    /// Applications, each with its answers.
    pub applications: Vec<(ApplicationRow, Vec<AnswerRow>)>,
    /// Visits.
    pub visits: Vec<VisitRow>,
    /// Colleagues who look at the same company for somebody else.
    pub colleagues: Vec<String>,
}

/// The road of someone.
#[derive(Debug, Clone)]
pub struct RoadView {
    /// Today.
    pub today: Date,
    /// The person.
    pub person: Uuid,
    /// The row of the actor's caseload.
    pub card: CaseloadRow,
    /// Why the actor may see them, and how much.
    pub sight: Sight,
    /// Whether the person is a minor, when their birth is known.
    pub minor: Option<bool>,
    /// The road that is open, for who sees the whole file.
    pub road: Option<RoadShort>,
    /// What is computed from: which acts come in their turn.
    pub facts: RoadFacts,
    /// The first day of the contract that a source tells.
    pub contract: Option<Date>,
    /// Everything kept, as far as the actor may see it.
    pub file: RoadFile,
    /// The companies: those that are looked at first, the last added first.
    pub targets: Vec<TargetView>,
    /// The organisations that accompany, the actor's first.
    pub organisations: Vec<Organisation>,
}

impl Casework {
    /// The road to the contract of someone whom the actor may see; only its search, for who sees no more
    /// than a card.
    pub async fn road(&self, actor: &Actor, person: Uuid) -> Result<RoadView, CaseworkError> {
        let right = if actor.may(Right::SeePeople) {
            Right::SeePeople
        } else {
            Right::SeeCards
        };
        let reached = self.look_at(actor, right, person).await?;
        let frame = &reached.frame;
        let mut file = frame.territory.road_file(person).await?;
        let mut sources = frame.territory.sources_of(&[person]).await?;
        only_shown(&mut sources, reached.sight);
        if reached.card.limited.is_some() {
            let own = |by: Uuid| frame.network(by) == Some(actor.organisation.network);
            sources.retain(|record| own(record.organisation));
            only_of(&mut file, own);
        }
        let records: Vec<&SourceRecord> = sources.iter().collect();
        let today = frame.today();
        let facts = facts_of(&records, &file);
        let whole = reached.sight.view == View::File;
        let birth = shown(&records).birth_date;
        let road = short(&file, &facts, today).filter(|_| whole);
        if !whole {
            file.pieces.clear();
            file.events.clear();
            file.cares.clear();
        }
        let scope = actor.scope(right)?;
        let companies: Vec<String> = file.targets.iter().map(TargetRow::company).collect();
        let colleagues = frame.territory.also_looked_at(&scope, person, &companies);
        Ok(RoadView {
            today,
            person,
            sight: reached.sight,
            minor: birth.map(|birth| age_on(birth, today) < 18),
            road,
            contract: facts.contract_on_the_road().map(|contract| contract.start),
            targets: targets(&file, &colleagues.await?),
            organisations: accompanying(frame, &reached.computed, actor),
            card: reached.card,
            facts: facts.road,
            file,
        })
    }

    /// The road on a person's page, when one is open.
    pub(crate) async fn road_on_page(
        &self,
        frame: &Frame,
        person: Uuid,
        records: &[&SourceRecord],
        apart: Option<Network>,
    ) -> Result<Option<RoadShort>, CaseworkError> {
        if !frame.territory.has_open_road(person).await? {
            return Ok(None);
        }
        let mut file = frame.territory.road_file(person).await?;
        if let Some(network) = apart {
            only_of(&mut file, |by| frame.network(by) == Some(network));
        }
        let facts = facts_of(records, &file);
        Ok(short(&file, &facts, frame.today()))
    }
}

fn facts_of(records: &[&SourceRecord], file: &RoadFile) -> PathwayFacts {
    let staff = StaffFacts {
        road: road_facts(file),
        ..StaffFacts::default()
    };
    pathway_facts(records, &staff)
}

fn short(file: &RoadFile, facts: &PathwayFacts, today: Date) -> Option<RoadShort> {
    let road = file.open()?;
    let cares: Vec<CareRow> = file
        .cares
        .iter()
        .filter(|care| care.road == road.id)
        .cloned()
        .collect();
    let planned = |step: RoadStep| {
        let mut given = cares.iter().rev();
        given.find(|care| care.step == step)?.due
    };
    let awaited = file
        .pieces
        .iter()
        .filter(|piece| piece.standing.state == PieceState::Asked)
        .count();
    let pieces = PiecesSoFar {
        asked: file.pieces.len(),
        awaited,
        last_on: file
            .pieces
            .iter()
            .filter_map(|piece| piece.standing.settled_on)
            .max(),
    };
    Some(RoadShort {
        opened_on: road.opened_on,
        steps: facts.road_steps(pieces, planned, today),
        cares,
    })
}

/// Leaves what some organisations told.
fn only_of(file: &mut RoadFile, own: impl Fn(Uuid) -> bool) {
    file.roads.retain(|row| own(row.opened.organisation));
    file.events.retain(|row| own(row.by.organisation));
    file.cares.retain(|row| own(row.organisation));
    file.pieces.retain(|row| own(row.asked.organisation));
    file.targets.retain(|row| own(row.opened.organisation));
    file.applications.retain(|row| own(row.by.organisation));
    file.answers.retain(|row| own(row.by.organisation));
    file.visits.retain(|row| own(row.by.organisation));
    file.files.retain(|row| own(row.added.organisation));
}

fn targets(file: &RoadFile, colleagues: &HashMap<String, Vec<String>>) -> Vec<TargetView> {
    let mut targets: Vec<TargetView> = file
        .targets
        .iter()
        .rev()
        .map(|row| TargetView {
            applications: file
                .applications
                .iter()
                .rev()
                .filter(|application| application.target == row.id)
                .map(|application| {
                    let answers = file.answers.iter().rev();
                    let of_it = answers.filter(|answer| answer.application == application.id);
                    (application.clone(), of_it.cloned().collect())
                })
                .collect(),
            visits: file
                .visits
                .iter()
                .rev()
                .filter(|visit| visit.target == row.id)
                .cloned()
                .collect(),
            colleagues: colleagues.get(&row.company()).cloned().unwrap_or_default(),
            row: row.clone(),
        })
        .collect();
    targets.sort_by_key(|target| target.row.dropped_on.is_some());
    targets
}

/// What computing would read of a file.
pub(crate) fn road_facts(file: &RoadFile) -> RoadFacts {
    let Some(road) = file.open() else {
        return RoadFacts {
            pieces: open_pieces(file),
            waiting: waiting(file),
            ..RoadFacts::default()
        };
    };
    let events = file.events.iter().filter(|event| event.road == road.id);
    let cares = file.cares.iter().rev();
    let mut searchers = cares.filter(|care| care.road == road.id && care.step == RoadStep::Search);
    RoadFacts {
        opened_on: Some(road.opened_on),
        told: events.map(|event| event.told).collect(),
        pieces: open_pieces(file),
        waiting: waiting(file),
        promised_on: file
            .answers
            .iter()
            .filter(|row| row.answered.answer == CompanyAnswer::Promise)
            .filter(|row| last_answer(file, row.application) == Some(CompanyAnswer::Promise))
            .map(|row| row.answered.on)
            .max(),
        searched_on: searched_on(file),
        searcher: searchers.next().map(|care| care.network),
    }
}

fn open_pieces(file: &RoadFile) -> Vec<OpenPiece> {
    let awaited = file
        .pieces
        .iter()
        .filter(|piece| piece.standing.state == PieceState::Asked);
    awaited
        .map(|piece| OpenPiece {
            owner: OpenPiece::owner(piece.bringer, piece.asker),
            asked_on: piece.asked_on,
            due: piece.due,
        })
        .collect()
}

fn waiting(file: &RoadFile) -> Vec<Waiting> {
    let dropped = |target: Uuid| {
        let mut targets = file.targets.iter();
        targets.any(|row| row.id == target && row.dropped_on.is_some())
    };
    let waits = file
        .applications
        .iter()
        .filter(|row| goes_on(last_answer(file, row.id)) && !dropped(row.target));
    waits
        .map(|row| {
            let mut answers = file.answers.iter().rev();
            let last = answers.find(|answer| answer.application == row.id);
            Waiting {
                owner: row.network,
                since: last.map_or(row.on, |last| last.answered.on),
                next_on: last.and_then(|last| last.answered.next_on),
            }
        })
        .collect()
}

fn searched_on(file: &RoadFile) -> Option<Date> {
    let targets = file.targets.iter().map(|row| row.opened_on);
    let applications = file.applications.iter().map(|row| row.on);
    let answers = file.answers.iter().map(|row| row.answered.on);
    let visits = file.visits.iter().map(|row| row.on);
    targets
        .chain(applications)
        .chain(answers)
        .chain(visits)
        .max()
}
