//! What the files of Missions Locales say each young person is doing.
//!
//! Told after the courses, from what truly happened: the share of former apprentices whose file
//! says "employment" six months after their course is the published one.

use jiff::civil::Date;
use tdu_domain::person::{FileStatus, Situation};

use crate::calendar::plus;
use crate::chance::Chance;
use crate::dossiers::Dossier;
use crate::pathway::Enrolment;

// Rates in a thousand and weights; all are assumptions.
const SITUATION_KNOWN: u32 = 850;
const DATE_KNOWN: u32 = 900;
/// How the jobs held at six months begin over those months.
const HIRED_BY_MONTH: [(i32, u32); 6] = [(0, 30), (1, 22), (2, 17), (3, 13), (4, 10), (5, 8)];
/// What a young person whom no CFA knows is doing.
const OF_OTHERS: [(Situation, u32); 7] = [
    (Situation::JobSeeker, 640),
    (Situation::Employment, 150),
    (Situation::Training, 90),
    (Situation::School, 50),
    (Situation::Immersion, 25),
    (Situation::Volunteering, 25),
    (Situation::WorkStudy, 20),
];

/// Tells each file its situation. `course_of` gives the latest course of a person.
pub(crate) fn tell<'e>(
    chance: &mut Chance,
    dossiers: &mut [Dossier],
    course_of: impl Fn(usize) -> Option<&'e Enrolment>,
    today: Date,
) {
    for dossier in dossiers {
        // Drawn for every file, so that one more course moves no other file.
        let known = chance.happens(SITUATION_KNOWN);
        let dated = chance.happens(DATE_KNOWN);
        let hired_after = 30 * chance.pick_weighted(&HIRED_BY_MONTH) + chance.between(1, 30);
        let of_others = chance.pick_weighted(&OF_OTHERS);
        let other_since = plus(today, -chance.between(3, 400));
        let (situation, since) = match course_of(dossier.person) {
            Some(course) => of_learner(course, hired_after, today),
            None => (of_others, other_since),
        };
        let told = known && dossier.status != FileStatus::Transferred;
        dossier.situation = told.then_some((situation, dated.then_some(since)));
    }
}

/// What truly became of a learner.
fn of_learner(course: &Enrolment, hired_after: i32, today: Date) -> (Situation, Date) {
    if let Some((excluded, _)) = course.exclusion {
        return (Situation::JobSeeker, excluded);
    }
    if course.end <= today {
        let hired = plus(course.end, hired_after);
        return if course.studies_on == Some(true) {
            (Situation::School, plus(course.end, 60).min(today))
        } else if course.finds_a_job && hired <= today {
            (Situation::Employment, hired)
        } else {
            (Situation::JobSeeker, plus(course.end, 1).min(today))
        };
    }
    let last = course.contracts.last();
    match last {
        Some(contract) if contract.rupture.is_none() && contract.start <= today => {
            (Situation::WorkStudy, contract.start)
        }
        Some(contract) if let Some(rupture) = contract.rupture => {
            (Situation::JobSeeker, rupture.min(today))
        }
        _ if course.entry <= today => (Situation::Training, course.entry),
        _ => (Situation::JobSeeker, course.registered),
    }
}
