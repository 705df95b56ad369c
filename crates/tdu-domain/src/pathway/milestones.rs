//! The moments of a pathway, for the line of the person's page.

use jiff::civil::Date;

use super::{MONTHS_AFTER_RUPTURE, PathwayFacts, Stage};
use crate::calendar::plus_months;
use crate::organisation::Network;
use crate::person::coded;

coded! {
    /// A moment of the pathway, as the line of the person's page draws it.
    MilestoneKind {
        /// Start of the PACEA.
        PaceaStart = "pacea_start",
        /// Start of the Contrat d'engagement jeune.
        CejStart = "cej_start",
        /// End of the Contrat d'engagement jeune.
        CejEnd = "cej_end",
        /// Referral to a CFA.
        Referral = "referral",
        /// Acceptance of a referral by a CFA.
        ReferralAccepted = "referral_accepted",
        /// Enrolment in a CFA.
        Enrolment = "enrolment",
        /// First day of the session.
        TrainingStart = "training_start",
        /// First day of a contract.
        ContractStart = "contract_start",
        /// Rupture of a contract.
        Rupture = "rupture",
        /// Last day of a contract.
        ContractEnd = "contract_end",
        /// Legal limit of three months without contract.
        SearchLimit = "search_limit",
        /// Legal limit of six months after a rupture.
        RuptureLimit = "rupture_limit",
        /// Exclusion from the training.
        Exclusion = "exclusion",
        /// Last day of the session.
        TrainingEnd = "training_end",
        /// Diploma obtained.
        Diploma = "diploma",
        /// Start of a job.
        Employment = "employment",
    }
}

/// A dated moment of the pathway and the network that holds it; legal limits belong to neither, nor
/// ruptures, which either may declare.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Milestone {
    /// Its day.
    pub date: Date,
    /// What happens.
    pub kind: MilestoneKind,
    /// Whose act it is.
    pub network: Option<Network>,
}

impl PathwayFacts {
    /// The moments of the pathway, in order of date.
    #[must_use]
    pub fn milestones(&self, today: Date) -> Vec<Milestone> {
        use MilestoneKind as Kind;
        let mut all = Vec::new();
        let mut add = |network, kind, date: Option<Date>| {
            all.extend(date.map(|date| Milestone {
                date,
                kind,
                network,
            }));
        };
        let (ml, cfa) = (Some(Network::MissionLocale), Some(Network::Cfa));
        for file in &self.files {
            add(ml, Kind::PaceaStart, file.pacea.map(|period| period.start));
            add(ml, Kind::CejStart, file.cej.map(|period| period.start));
            add(ml, Kind::CejEnd, file.cej.and_then(|period| period.end));
            add(ml, Kind::Employment, file.employed.flatten());
        }
        add(ml, Kind::Referral, self.referred_on());
        add(cfa, Kind::ReferralAccepted, self.accepted_on());
        for training in &self.trainings {
            add(cfa, Kind::Enrolment, training.enrolled_on);
            add(cfa, Kind::TrainingStart, Some(training.enrolment.start));
            for contract in &training.enrolment.contracts {
                add(cfa, Kind::ContractStart, Some(contract.start));
                match contract.rupture {
                    Some(rupture) => add(None, Kind::Rupture, Some(rupture)),
                    None => add(cfa, Kind::ContractEnd, contract.end),
                }
            }
            add(cfa, Kind::Exclusion, training.enrolment.excluded_on);
            add(cfa, Kind::TrainingEnd, Some(training.enrolment.end));
            add(cfa, Kind::Diploma, training.diploma_on);
        }
        if let Some(training) = self.current_training() {
            match self.stage(today).stage {
                Stage::SearchingInTraining | Stage::SearchingBeforeStart
                    if training.last_ended(today).is_none() =>
                {
                    add(None, Kind::SearchLimit, Some(training.search_limit()));
                }
                Stage::TrainingAfterRupture => {
                    let rupture = training
                        .last_ended(today)
                        .and_then(|(contract, _)| contract.rupture);
                    add(
                        None,
                        Kind::RuptureLimit,
                        rupture.map(|day| plus_months(day, MONTHS_AFTER_RUPTURE)),
                    );
                }
                _ => {}
            }
        }
        all.sort_unstable();
        all.dedup();
        all
    }
}
