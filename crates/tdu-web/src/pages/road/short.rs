//! The part of a person's page that says where the road to the contract stands.

use tdu_casework::PersonView;
use tdu_domain::access::Reason;

use super::steps::{self, StepLine};
use crate::{SignedIn, Texts};

/// The road, in short.
pub(crate) struct Short {
    pub(crate) opened: Option<String>,
    pub(crate) steps: Vec<StepLine>,
    /// How many of them are done.
    pub(crate) done: usize,
}

impl Short {
    /// For anyone who may still sign a contract; none for who is shown a borrowed file without a road.
    pub(crate) fn of(visitor: &SignedIn, person: &PersonView) -> Option<Self> {
        let t: Texts = visitor.t;
        let lent = matches!(person.sight.why, Reason::Shared | Reason::BreakGlass);
        let Some(road) = &person.road else {
            return (!lent && person.contract.running.is_none()).then_some(Self {
                opened: None,
                steps: Vec::new(),
                done: 0,
            });
        };
        let organisations: Vec<_> = person
            .companions
            .iter()
            .map(|one| {
                let known = &one.organisation;
                (known.id, known.network, known.name.clone())
            })
            .collect();
        let steps = steps::lines(t, road, &organisations, person.today);
        Some(Self {
            opened: Some(t.one("road-lead", "day", t.near(road.opened_on, person.today))),
            done: steps.iter().filter(|step| step.done).count(),
            steps,
        })
    }
}
