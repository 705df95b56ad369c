//! The desk: what to do today, what waits for the other network, what changed since the last look.

use std::collections::HashMap;

use jiff::civil::Date;
use tdu_domain::access::{Actor, Right, Scope};
use tdu_domain::calendar::plus_days;
use tdu_domain::desk::Asked;
use tdu_domain::journal::ActCode;
use tdu_domain::merge::Millis;
use tdu_domain::signal::Signal;
use tdu_store::{
    AskedLine, AskedQuery, CaseloadRow, Covered, DeskCounts, DeskGroup, DeskLine, DeskQuery,
    SeenPerson, ToldLine,
};
use uuid::Uuid;

use crate::absences::whose;
use crate::acts::UNDO_MINUTES;
use crate::frame::Frame;
use crate::sight::Eye;
use crate::{Casework, CaseworkError};

/// People a desk shows in each group.
const DESK_LINES: usize = 40;
/// Things asked, and notices, that a desk reads.
const DESK_READS: u32 = 200;
/// Days for which a warning is new, unless it was seen: a week covers a weekend and a day off.
const NEW_FOR: i32 = 7;
/// Days for which a message waits for an answer.
const MESSAGE_WAITS: Millis = 30;
/// Days after which nothing new can be hidden by what was seen.
const SEEN_KEPT: Millis = 60;
const DAY: Millis = 24 * 3_600_000;

/// A desk: today's work.
#[derive(Debug, Clone)]
pub struct Desk {
    /// Today.
    pub today: Date,
    /// Counts, beyond what is shown.
    pub counts: DeskCounts,
    /// To do by this network, most urgent first.
    pub to_do: Vec<DeskLine>,
    /// Waiting for the other network: what was asked of it first, the oldest first.
    pub waiting: Vec<WaitingLine>,
    /// Changed since the actor last looked: what others did first, the last first.
    pub changed: Vec<ChangedLine>,
    /// Whether it shows only the people the actor follows.
    pub mine: bool,
    /// Whether the actor has people of their own, or of a colleague for whom they stand in.
    pub own: bool,
    /// The colleagues for whom the actor stands in today.
    pub covered: Vec<Covered>,
    /// Which people shown are those of which of these colleagues, by name.
    pub of: HashMap<Uuid, String>,
}

/// Someone about whom the other network is expected to act.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WaitingLine {
    /// The person.
    pub person: CaseloadRow,
    /// Their warnings, most urgent first.
    pub signals: Vec<Signal>,
    /// What was asked, the oldest first.
    pub asked: Vec<AskedItem>,
}

/// Something asked of another organisation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AskedItem {
    /// What.
    pub what: Asked,
    /// Its key.
    pub item: Uuid,
    /// The name of the organisation.
    pub of: String,
    /// The day it was asked.
    pub on: Date,
    /// The day by which, when there is one.
    pub due: Option<Date>,
}

/// Someone about whom something changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChangedLine {
    /// The person.
    pub person: CaseloadRow,
    /// Their warnings, most urgent first; none when what changed is what others did.
    pub signals: Vec<Signal>,
    /// What others did, the last first.
    pub told: Vec<ToldItem>,
}

/// Something that others did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ToldItem {
    /// What.
    pub act: ActCode,
    /// The name of the organisation.
    pub by: String,
    /// The day.
    pub on: Date,
}

impl Casework {
    /// The desk of the actor: of their own people when their name is known to the organisation's
    /// files and `everyone` is not asked for.
    pub async fn desk(&self, actor: &Actor, everyone: bool) -> Result<Desk, CaseworkError> {
        let scope = actor.scope(Right::SeePeople)?;
        let frame = self.frame_of(actor.organisation.id).await?;
        let (today, now) = (frame.today(), self.clock().now());
        let since = plus_days(today, -NEW_FOR);
        let covered = self.stands_in_for(actor).await?;
        let own = actor.portfolio.is_some() || !covered.is_empty();
        let chosen = own && !everyone;
        let mine = chosen.then(|| whose(actor, &covered));
        let territory = &frame.territory;
        let eye = Eye::of(self, actor, Right::SeePeople, &frame);
        let group = async |group| {
            let query = DeskQuery {
                mine: mine.clone(),
                group,
                limit: u32::try_from(DESK_LINES).unwrap_or(u32::MAX),
            };
            let lines = territory.desk(&scope, &query).await?;
            Ok::<_, CaseworkError>(eye.lines(lines))
        };
        let mut counts = territory.desk_counts(&scope, mine.as_ref(), since).await?;
        let asked = AskedQuery {
            mine: mine.clone(),
            written_after: now - MESSAGE_WAITS * DAY,
            limit: DESK_READS,
        };
        let asked = territory.asked(&scope, &asked).await?;
        counts.waiting += asked.without_warning;
        let told = territory.told(&scope, since, DESK_READS).await?;
        let told = changed(&frame, &eye, told);
        counts.new += count(told.iter().filter(|(_, fresh)| !fresh).count());
        let waiting = group(DeskGroup::Waiting).await?;
        let new = group(DeskGroup::NewSince(since)).await?;
        let mut desk = Desk {
            today,
            counts,
            to_do: group(DeskGroup::ToDo).await?,
            waiting: waiting_lines(&frame, &eye, asked.lines, waiting),
            changed: changed_lines(told, new),
            mine: chosen,
            own,
            of: HashMap::new(),
            covered,
        };
        if !desk.covered.is_empty() {
            desk.of = self.of_whom(&frame, &scope, actor, &desk).await?;
        }
        Ok(desk)
    }

    /// Which of the people of a desk are those of a colleague for whom the actor stands in.
    async fn of_whom(
        &self,
        frame: &Frame,
        scope: &Scope,
        actor: &Actor,
        desk: &Desk,
    ) -> Result<HashMap<Uuid, String>, CaseworkError> {
        let shown = desk.to_do.iter().map(|line| &line.person);
        let shown = shown.chain(desk.waiting.iter().map(|line| &line.person));
        let shown = shown.chain(desk.changed.iter().map(|line| &line.person));
        let shown: Vec<&CaseloadRow> = shown.collect();
        let people: Vec<Uuid> = shown.iter().map(|row| row.person).collect();
        let bound = frame.territory.bound_to(scope, &people).await?;
        let is_bound = |person: Uuid, account: Uuid| bound.contains(&(person, account));
        let mut of = HashMap::new();
        for row in shown {
            let named =
                |portfolio: &Option<String>| portfolio.is_some() && row.counsellor == *portfolio;
            if named(&actor.portfolio) || is_bound(row.person, actor.account) {
                continue;
            }
            let whose = desk
                .covered
                .iter()
                .find(|one| named(&one.portfolio) || is_bound(row.person, one.account));
            of.extend(whose.map(|one| (row.person, one.name.clone())));
        }
        Ok(of)
    }

    /// Keeps that the actor saw what changed about these people: the desk shows it no more. Returns what
    /// takes it back.
    pub async fn see(&self, actor: &Actor, people: &[Uuid]) -> Result<Uuid, CaseworkError> {
        let scope = actor.scope(Right::SeePeople)?;
        let frame = self.frame_of(actor.organisation.id).await?;
        if people.is_empty() || people.len() > DESK_LINES {
            return Err(CaseworkError::Invalid {
                field: "people",
                problem: "seen-nobody",
            });
        }
        let rows = frame.territory.rows_of(&scope, people).await?;
        let rows = Eye::of(self, actor, Right::SeePeople, &frame).rows(rows);
        if rows.is_empty() {
            return Err(CaseworkError::NotFound("person"));
        }
        let seen = |row: CaseloadRow| SeenPerson {
            id: self.ids.next(),
            person: row.person,
            newest: row.newest,
            signals: row.signals,
        };
        let seen: Vec<SeenPerson> = rows.into_iter().map(seen).collect();
        let (visit, now) = (self.ids.next(), self.clock().now());
        let by = (visit, actor.account, actor.organisation.id);
        let transaction = frame.territory.begin().await?;
        transaction
            .see(by, &seen, now, now - SEEN_KEPT * DAY)
            .await?;
        transaction.commit().await?;
        Ok(visit)
    }

    /// Takes back that the actor saw something, within half an hour.
    pub async fn unsee(&self, actor: &Actor, visit: Uuid) -> Result<(), CaseworkError> {
        actor.scope(Right::SeePeople)?;
        let frame = self.frame_of(actor.organisation.id).await?;
        let since = self.clock().now() - UNDO_MINUTES * 60_000;
        let transaction = frame.territory.begin().await?;
        if !transaction.unsee(visit, actor.account, since).await? {
            return Err(CaseworkError::Conflict("undo-too-late"));
        }
        Ok(transaction.commit().await?)
    }
}

fn count(people: usize) -> i64 {
    i64::try_from(people).unwrap_or(i64::MAX)
}

fn name(frame: &Frame, organisation: Uuid) -> String {
    let known = frame.organisations.get(&organisation);
    known.map(|known| known.name.clone()).unwrap_or_default()
}

/// What was asked, person by person, then those with only a warning for the other network.
fn waiting_lines(
    frame: &Frame,
    eye: &Eye<'_>,
    asked: Vec<AskedLine>,
    waiting: Vec<DeskLine>,
) -> Vec<WaitingLine> {
    let mut lines: Vec<WaitingLine> = Vec::new();
    let mut places: HashMap<Uuid, usize> = HashMap::new();
    for line in asked {
        let item = AskedItem {
            what: line.what,
            item: line.item,
            of: name(frame, line.of),
            on: line
                .on
                .or(line.at.map(|at| frame.day_of(at)))
                .unwrap_or_else(|| frame.today()),
            due: line.due,
        };
        if let Some(place) = places.get(&line.person.person) {
            lines[*place].asked.push(item);
        } else if let Some(person) = eye.row(line.person) {
            places.insert(person.person, lines.len());
            lines.push(WaitingLine {
                person,
                signals: Vec::new(),
                asked: vec![item],
            });
        }
    }
    for DeskLine { person, signals } in waiting {
        match places.get(&person.person) {
            Some(place) => lines[*place].signals = signals,
            None => lines.push(WaitingLine {
                person,
                signals,
                asked: Vec::new(),
            }),
        }
    }
    lines.truncate(DESK_LINES);
    lines
}

/// What others did, person by person; and whether each also has a new warning.
fn changed(frame: &Frame, eye: &Eye<'_>, told: Vec<ToldLine>) -> Vec<(ChangedLine, bool)> {
    let mut lines: Vec<(ChangedLine, bool)> = Vec::new();
    let mut places: HashMap<Uuid, usize> = HashMap::new();
    for line in told {
        let item = ToldItem {
            act: line.act,
            by: name(frame, line.by),
            on: frame.day_of(line.at),
        };
        if let Some(place) = places.get(&line.person.person) {
            lines[*place].0.told.push(item);
        } else if let Some(person) = eye.row(line.person) {
            places.insert(person.person, lines.len());
            let changed = ChangedLine {
                person,
                signals: Vec::new(),
                told: vec![item],
            };
            lines.push((changed, line.fresh));
        }
    }
    lines
}

fn changed_lines(told: Vec<(ChangedLine, bool)>, new: Vec<DeskLine>) -> Vec<ChangedLine> {
    let mut lines: Vec<ChangedLine> = told.into_iter().map(|(line, _)| line).collect();
    for DeskLine { person, signals } in new {
        match lines
            .iter_mut()
            .find(|line| line.person.person == person.person)
        {
            Some(line) => line.signals = signals,
            None => lines.push(ChangedLine {
                person,
                signals,
                told: Vec::new(),
            }),
        }
    }
    lines.truncate(DESK_LINES);
    lines
}
