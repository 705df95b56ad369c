//! The simulated rates, measured the way the publications measure the real ones.

use jiff::civil::Date;
use tdu_domain::person::Situation;

use crate::calendar::{days_between, plus};
use crate::pathway::{Contract, Enrolment};
use crate::population::Population;
use crate::trades::{Level, Sector};

/// So many of so many.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Rate {
    /// To how many it happened.
    pub of: usize,
    /// Among how many it could be observed.
    pub among: usize,
}

impl Rate {
    /// The share in per cent; 0 when nothing could be observed.
    #[must_use]
    pub fn percent(self) -> f64 {
        if self.among == 0 {
            0.0
        } else {
            self.of as f64 * 100.0 / self.among as f64
        }
    }

    fn of<T>(items: impl Iterator<Item = T>, happened: impl Fn(&T) -> bool) -> Self {
        items.fold(Self::default(), |rate, item| Self {
            of: rate.of + usize::from(happened(&item)),
            among: rate.among + 1,
        })
    }
}

/// Rates of a simulated population, to compare with the published ones.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figures {
    /// CAP contracts broken within nine months, among those begun at least nine months ago and
    /// signed for at least that long.
    pub broken_within_nine_months: Rate,
    /// The same by sector.
    pub broken_by_sector: Vec<(Sector, Rate)>,
    /// Learners of a CAP of two years or more with at least one contract broken in the first
    /// eighteen months, among those whose first contract began at least that long ago.
    pub broken_within_eighteen_months: Rate,
    /// Ruptures followed by a new contract within six months, among those at least six months
    /// before today and before the end of the course.
    pub back_within_six_months: Rate,
    /// Employed six months after the end, among leavers of a CAP who do not study on.
    pub employed_after_cap: Rate,
    /// The same after a BP.
    pub employed_after_bp: Rate,
    /// Employed by their Mission Locale's file, among leavers of a CAP six months ago or more who do
    /// not study on, do not learn again and whose file tells a situation.
    pub employed_after_cap_by_file: Rate,
    /// Learners who also have a file in a Mission Locale.
    pub followed_by_both: Rate,
}

impl Population {
    /// Measures the population as it is known on `today`.
    #[must_use]
    pub fn figures(&self, today: Date) -> Figures {
        let observed = |sector: Option<Sector>| {
            let contracts = self
                .enrolments
                .iter()
                .filter(|e| e.trade.level == Level::Cap)
                .filter(|e| sector.is_none_or(|sector| e.trade.sector == sector))
                .flat_map(|e| e.contracts.iter().map(move |contract| (e, contract)))
                .filter(|(enrolment, contract)| is_observed(enrolment, contract, today));
            Rate::of(contracts, |(_, contract)| {
                contract
                    .rupture
                    .is_some_and(|rupture| rupture < plus(contract.start, NINE_MONTHS))
            })
        };
        Figures {
            broken_within_nine_months: observed(None),
            broken_by_sector: Sector::ALL
                .map(|sector| (sector, observed(Some(sector))))
                .to_vec(),
            broken_within_eighteen_months: self.broken_within_eighteen_months(today),
            back_within_six_months: self.back_within_six_months(today),
            employed_after_cap: self.employed(Level::Cap),
            employed_after_bp: self.employed(Level::Bp),
            employed_after_cap_by_file: self.employed_by_file(Level::Cap),
            followed_by_both: self.followed_by_both(),
        }
    }

    fn broken_within_eighteen_months(&self, today: Date) -> Rate {
        let persons = self.enrolments.iter().filter_map(|e| {
            let watched_until = plus(e.contracts.first()?.start, EIGHTEEN_MONTHS);
            let observed = watched_until <= today && watched_until <= e.end;
            (observed && e.trade.level == Level::Cap).then_some((e, watched_until))
        });
        Rate::of(persons, |(enrolment, watched_until)| {
            let mut ruptures = enrolment.contracts.iter().filter_map(|c| c.rupture);
            ruptures.any(|rupture| rupture < *watched_until)
        })
    }

    fn back_within_six_months(&self, today: Date) -> Rate {
        let ruptures = self.enrolments.iter().flat_map(|e| {
            e.contracts
                .iter()
                .enumerate()
                .filter_map(move |(index, contract)| {
                    let rupture = contract.rupture?;
                    let watched_until = plus(rupture, SIX_MONTHS);
                    let observed =
                        e.exclusion.is_none() && watched_until <= today && watched_until <= e.end;
                    observed.then(|| (rupture, e.contracts.get(index + 1)))
                })
        });
        Rate::of(ruptures, |(rupture, next)| {
            next.is_some_and(|next| days_between(*rupture, next.start) <= SIX_MONTHS)
        })
    }

    fn employed(&self, level: Level) -> Rate {
        let outcomes = self
            .enrolments
            .iter()
            .filter(|e| e.trade.level == level)
            .filter_map(|e| e.employed_at_six_months);
        Rate::of(outcomes, |&employed| employed)
    }

    fn employed_by_file(&self, level: Level) -> Rate {
        let mut latest = vec![None; self.people.len()];
        for enrolment in &self.enrolments {
            latest[enrolment.person] = Some(enrolment);
        }
        let told = self.dossiers.iter().filter_map(|dossier| {
            let course = latest[dossier.person]?;
            let observed = course.trade.level == level && course.employed_at_six_months.is_some();
            let (situation, _) = dossier.situation.filter(|_| observed)?;
            Some(situation)
        });
        Rate::of(told, |&situation| situation == Situation::Employment)
    }

    fn followed_by_both(&self) -> Rate {
        let mut has_file = vec![false; self.people.len()];
        for dossier in &self.dossiers {
            has_file[dossier.person] = true;
        }
        let mut learners: Vec<usize> = self.enrolments.iter().map(|e| e.person).collect();
        learners.sort_unstable();
        learners.dedup();
        Rate::of(learners.into_iter(), |&person| has_file[person])
    }
}

const NINE_MONTHS: i32 = 274;
const EIGHTEEN_MONTHS: i32 = 548;
const SIX_MONTHS: i32 = 182;

fn is_observed(enrolment: &Enrolment, contract: &Contract, today: Date) -> bool {
    let nine_months = plus(contract.start, NINE_MONTHS);
    nine_months <= today && nine_months <= contract.end.min(enrolment.end)
}
