//! What the line shows: moments behind, limits and goals ahead, stages at the foot.

use jiff::civil::Date;
use tdu_casework::PersonView;
use tdu_domain::calendar::days_between;
use tdu_domain::organisation::Network;
use tdu_domain::pathway::{Milestone, MilestoneKind, Stage};

use crate::{Texts, words};

/// Moments ahead shown at most.
const AHEAD: usize = 5;

/// How a moment is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Act,
    Break,
    Limit,
    Goal,
}

/// A moment of the pathway, in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Moment {
    pub(super) date: Option<Date>,
    pub(super) name: String,
    pub(super) when: String,
    pub(super) in_full: String,
    pub(super) network: Option<Network>,
    pub(super) kind: Kind,
    pub(super) late: bool,
    /// Whether a contract runs from here on.
    pub(super) in_contract: bool,
}

/// What happened, in order.
pub(super) fn past(t: Texts, person: &PersonView) -> Vec<Moment> {
    let milestones = person
        .milestones
        .iter()
        .filter(|milestone| milestone.date <= person.today);
    milestones
        .map(|milestone| told(t, *milestone, person.today))
        .collect()
}

/// What is to come: dated limits and ends, then what the pathway leads to.
pub(super) fn future(t: Texts, person: &PersonView) -> Vec<Moment> {
    let stage = person.computed.pathway.stage;
    let mut ahead: Vec<Moment> = person
        .milestones
        .iter()
        .filter(|milestone| milestone.date > person.today)
        .map(|milestone| told(t, *milestone, person.today))
        .collect();
    let goal = |key: &str, when: String| Moment {
        date: None,
        name: t.get(key),
        in_full: when.clone(),
        when,
        network: None,
        kind: Kind::Goal,
        late: false,
        in_contract: false,
    };
    if searches(stage) {
        let after_limit = ahead
            .iter()
            .position(|moment| moment.kind == Kind::Limit)
            .map_or(0, |limit| limit + 1);
        ahead.insert(after_limit, goal("goal-contract", t.get("goal-to-find")));
    }
    if matches!(
        stage,
        Stage::Accompanied | Stage::Oriented | Stage::Referred
    ) {
        ahead.push(goal("goal-training", t.get("goal-to-find")));
    }
    ahead.truncate(AHEAD - 1);
    if stage != Stage::InEmployment {
        ahead.push(goal("goal-job", String::new()));
    }
    ahead
}

fn searches(stage: Stage) -> bool {
    matches!(
        stage,
        Stage::SearchingBeforeStart
            | Stage::SearchingInTraining
            | Stage::PreRegistered
            | Stage::TrainingAfterRupture
            | Stage::BrokenSupported
            | Stage::BrokenLooking
    )
}

fn told(t: Texts, milestone: Milestone, today: Date) -> Moment {
    let ahead = milestone.date > today;
    let kind = match milestone.kind {
        MilestoneKind::SearchLimit | MilestoneKind::RuptureLimit => Kind::Limit,
        MilestoneKind::Rupture => Kind::Break,
        _ if ahead => Kind::Goal,
        _ => Kind::Act,
    };
    let relative = t.relative(milestone.date, today);
    let near = ahead && days_between(today, milestone.date) <= 60;
    let short = t.near_short(milestone.date, today);
    Moment {
        date: Some(milestone.date),
        name: t.of_code("milestone", milestone.kind.code()),
        when: if near && kind == Kind::Limit {
            format!("{short}, {relative}")
        } else {
            short
        },
        in_full: if ahead {
            format!("{}, {relative}", t.date(milestone.date))
        } else {
            t.date(milestone.date)
        },
        network: milestone.network.filter(|_| !ahead),
        late: kind == Kind::Limit && !ahead,
        in_contract: milestone.kind == MilestoneKind::ContractStart && !ahead,
        kind,
    }
}

/// The stages until today, each with its first and its last day: the national statuses, then ours.
pub(super) fn stages(t: Texts, person: &PersonView, first: Date) -> Vec<(String, Date, Date)> {
    let today = person.today;
    let present = person.computed.pathway.stage_since.unwrap_or(first);
    let mut begun: Vec<(String, Date)> = Vec::new();
    let steps = person.national.steps();
    if steps.first().is_none_or(|step| first < step.date) && first < present {
        let name = if steps.is_empty() {
            t.get("line-without-training")
        } else {
            t.get("line-accompanied")
        };
        begun.push((name, first));
    }
    for step in steps.iter().filter(|step| step.date < present) {
        begun.push((
            t.of_code("national", step.status.code()),
            step.date.max(first),
        ));
    }
    begun.push((
        words::stage(t, person.computed.pathway.stage),
        present.clamp(first.min(today), today),
    ));
    let ends: Vec<Date> = begun
        .iter()
        .skip(1)
        .map(|(_, from)| *from)
        .chain([today])
        .collect();
    begun
        .into_iter()
        .zip(ends)
        .map(|((name, from), until)| (name, from, until))
        .collect()
}
