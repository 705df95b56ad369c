//! What happens in each story, and when: the acts of both staffs, in days before today.

use tdu_domain::journal::ContactMeans;
use tdu_domain::organisation::Network;
use tdu_domain::referral::{Alternative, Motive, Need};
use tdu_domain::rupture::{CallOutcome, RuptureCause, RuptureGoal, RuptureMode};
use tdu_domain::together::obstacle::ObstacleKind;
use tdu_domain::together::task::TaskKind;
use tdu_domain::watch::{AlertGoal, Feeling, Party, Sign, View, ViewMoment};
use tdu_web::Plot;

use super::files::{BROKEN_ON, FIRST_FILE, HIRED_ON, Hero};

/// Who does it.
#[derive(Debug, Clone, Copy)]
pub(super) enum Who {
    /// The Mission Locale.
    Counsellor,
    /// The CFA.
    Referent,
    /// The other CFA.
    Welcome,
}

/// What they do.
#[derive(Debug, Clone, Copy)]
pub(super) enum Act {
    /// Imports the file of their own network as it stands that day.
    File,
    Contact(ContactMeans),
    /// Refers to the CFA of someone else of the cast.
    Refer(Who, Need),
    Acknowledge,
    /// Asks for an interview on a day.
    Meet(i32),
    Refuse(Motive, Alternative),
    Notice(Sign),
    ReadAlert,
    PlanAlert(AlertGoal, Network, i32),
    /// Asks for a step of the plan: of which network, by when.
    Ask(TaskKind, &'static str, Network, i32),
    /// Does the task that waits for them.
    DoTask,
    Obstacle(ObstacleKind),
    Write(&'static str),
    Hear(ViewMoment, Party, View),
    Break(RuptureMode, RuptureCause),
    PlanRupture(RuptureGoal, Network, i32),
    Call(CallOutcome),
}

/// An act of a story. Days are counted before today; those after it are negative.
#[derive(Debug, Clone, Copy)]
pub(super) struct Step {
    pub(super) days_ago: i32,
    pub(super) who: Who,
    pub(super) hero: Hero,
    pub(super) act: Act,
}

/// The steps of the stories of some people, the oldest first.
pub(super) fn steps(heroes: &[Hero]) -> Vec<Step> {
    let mut steps: Vec<Step> = heroes
        .iter()
        .flat_map(|hero| {
            let told = plot(hero.plot).iter();
            told.map(|&(days_ago, who, act)| Step {
                days_ago,
                who,
                hero: *hero,
                act,
            })
        })
        .collect();
    steps.sort_by_key(|step| -step.days_ago);
    steps
}

fn plot(plot: Plot) -> &'static [(i32, Who, Act)] {
    match plot {
        Plot::Refusal => REFUSAL,
        Plot::Signal => SIGNAL,
        Plot::Rupture => RUPTURE,
    }
}

use Act::{
    Acknowledge, Ask, Break, Call, Contact, DoTask, File, Hear, Meet, Notice, Obstacle, PlanAlert,
    PlanRupture, ReadAlert, Refer, Refuse, Write,
};
use Network::{Cfa, MissionLocale};
use Who::{Counsellor, Referent, Welcome};

/// Left to the visitor: the other CFA accepts.
const REFUSAL: &[(i32, Who, Act)] = &[
    (60, Counsellor, File),
    (27, Counsellor, Contact(ContactMeans::Meeting)),
    (27, Counsellor, Refer(Referent, Need::Mobility)),
    (25, Referent, Acknowledge),
    (23, Referent, Meet(16)),
    (
        13,
        Referent,
        Refuse(Motive::NoPlace, Alternative::OtherCentre),
    ),
    (12, Counsellor, Contact(ContactMeans::Phone)),
    (12, Counsellor, Refer(Welcome, Need::Mobility)),
    (10, Welcome, Acknowledge),
    (8, Welcome, Meet(2)),
];

/// Left to the visitor: the task of the Mission Locale, what the young person says, the end of the alert.
const SIGNAL: &[(i32, Who, Act)] = &[
    (60, Counsellor, File),
    (FIRST_FILE.signal, Referent, File),
    (33, Counsellor, Contact(ContactMeans::Meeting)),
    (16, Referent, Notice(Sign::Lateness)),
    (11, Referent, Notice(Sign::Discouragement)),
    (10, Counsellor, ReadAlert),
    (
        10,
        Counsellor,
        Write("Bien vu, merci. Je l’appelle demain matin et je vous dis ce qu’il en est."),
    ),
    (9, Counsellor, Contact(ContactMeans::Phone)),
    (9, Counsellor, Obstacle(ObstacleKind::Mobility)),
    (
        9,
        Counsellor,
        Write(
            "Deux heures de trajet depuis le changement de ligne : les retards viennent de là. Pouvez-vous voir les horaires avec l’entreprise ?",
        ),
    ),
    (8, Referent, PlanAlert(AlertGoal::Mediation, Cfa, -4)),
    (
        8,
        Referent,
        Ask(TaskKind::CallCompany, "Décaler l’heure d’arrivée", Cfa, 4),
    ),
    (
        8,
        Referent,
        Ask(
            TaskKind::Procedure,
            "Demander l’aide au transport de la région",
            MissionLocale,
            -2,
        ),
    ),
    (5, Referent, DoTask),
    (
        4,
        Referent,
        Hear(
            ViewMoment::FirstMonth,
            Party::Employer,
            View {
                together: Feeling::Mixed,
                work: Feeling::Good,
                future: Feeling::Good,
            },
        ),
    ),
];

/// Left to the visitor: the call to the new employer.
const RUPTURE: &[(i32, Who, Act)] = &[
    (120, Counsellor, File),
    (FIRST_FILE.rupture, Referent, File),
    (
        BROKEN_ON,
        Referent,
        Break(RuptureMode::Mutual, RuptureCause::Conditions),
    ),
    (
        BROKEN_ON - 1,
        Counsellor,
        PlanRupture(RuptureGoal::Recontract, MissionLocale, BROKEN_ON - 4),
    ),
    (
        BROKEN_ON - 1,
        Counsellor,
        Ask(TaskKind::Document, "Refaire le CV", MissionLocale, 33),
    ),
    (
        BROKEN_ON - 1,
        Counsellor,
        Ask(
            TaskKind::CompanySearch,
            "Proposer deux entreprises de nos anciens maîtres d’apprentissage",
            Cfa,
            25,
        ),
    ),
    (
        BROKEN_ON - 4,
        Counsellor,
        Call(CallOutcome::SearchingContract),
    ),
    (34, Counsellor, DoTask),
    (26, Referent, DoTask),
    (
        26,
        Referent,
        Write(
            "Deux entreprises le reçoivent la semaine prochaine. Pouvez-vous préparer l’entretien avec lui ?",
        ),
    ),
    (22, Counsellor, Contact(ContactMeans::Meeting)),
    (HIRED_ON, Referent, File),
    (
        HIRED_ON,
        Referent,
        Ask(
            TaskKind::CallCompany,
            "Demander comment se passent les premiers jours",
            Cfa,
            -3,
        ),
    ),
];
