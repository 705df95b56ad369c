//! The weights of a model, and what an agreement speaks for.

use crate::compare::Agreement;
use crate::level::slot;
use crate::model::Model;

/// How much rarer one first name is within a household than among strangers, as a logarithm.
const SAME_GIVEN_IN_FAMILY: f32 = -2.0;

/// The weights of a model, ready to be added up.
#[derive(Debug, Clone)]
pub(crate) struct Weights {
    same: [[f32; 16]; 16],
    family: [[f32; 16]; 16],
    /// How improbable each level of an address is between strangers, and between namesakes.
    mail: [[f32; 16]; 2],
    /// How probable each level of a place is between homonyms born on one day, as a logarithm.
    homonyms_place: [f32; 16],
    slots: usize,
    pub(crate) present: f64,
    relatives: f64,
    homonyms: f64,
    pub(crate) records: f64,
}

impl Weights {
    /// The weights when `records` records are searched.
    pub(crate) fn new(model: &Model, records: usize) -> Self {
        let mut weights = Self {
            same: [[0.0; 16]; 16],
            family: [[0.0; 16]; 16],
            mail: [[0.0; 16]; 2],
            homonyms_place: [0.0; 16],
            slots: model.fields.len(),
            present: model.present,
            relatives: model.relatives,
            homonyms: model.homonyms,
            records: records.max(1) as f64,
        };
        for (slot, field) in model.fields.iter().enumerate() {
            for code in 0..field.levels.len() {
                weights.same[slot][code] = field.same[code].max(1e-9).ln();
                weights.family[slot][code] = field.family[code].max(1e-9).ln();
            }
        }
        let mail = &model.fields[slot::MAIL];
        // Of equal addresses, the frequency is known to the comparison.
        for code in 2..mail.levels.len() {
            weights.mail[0][code] = -mail.chance[code].max(1e-9).ln();
            weights.mail[1][code] = -mail.namesakes[code].max(1e-9).ln();
        }
        let place = &model.fields[slot::PLACE];
        for code in 1..place.levels.len() {
            weights.homonyms_place[code] = place.namesakes[code].max(1e-9).ln();
        }
        // First names of one household are drawn as strangers' are, and sexes with them, except that
        // siblings do not have the same; cousins may.
        weights.family[slot::SEX] = [0.0; 16];
        weights.family[slot::GIVEN] = [0.0; 16];
        weights.family[slot::GIVEN][1] = SAME_GIVEN_IN_FAMILY;
        weights
    }

    /// The probability that the person of a record is not in the other file.
    pub(crate) fn rest(&self) -> f64 {
        1.0 - self.present
    }

    /// What one field weighs for one person against strangers, as a logarithm.
    pub(crate) fn of_slot(&self, agreement: &Agreement, slot: usize, surprise: f32) -> f64 {
        let code = usize::from(agreement.pattern.get(slot));
        let mail = if slot == slot::MAIL {
            self.mail[usize::from(agreement.pattern.namesakes())][code]
        } else {
            0.0
        };
        f64::from(self.same[slot][code] + surprise + mail)
    }

    /// What an agreement speaks for: one person, or two of one household, two homonyms, strangers.
    pub(crate) fn odds(&self, agreement: &Agreement) -> Odds {
        let namesakes = usize::from(agreement.pattern.namesakes());
        let surprise = agreement.surprise
            + self.mail[namesakes][usize::from(agreement.pattern.get(slot::MAIL))];
        let (mut same, mut family) = (surprise, surprise - agreement.given_surprise);
        for slot in 0..self.slots {
            let code = usize::from(agreement.pattern.get(slot));
            same += self.same[slot][code];
            family += self.family[slot][code];
        }
        let share = |log: f32, expected: f64| f64::from(log).exp() * expected / self.records;
        let family = share(family, self.relatives);
        let homonym = if agreement.pattern.homonyms() {
            let agreeing = [slot::SURNAME, slot::GIVEN, slot::DATE, slot::ORDER]
                .iter()
                .map(|&slot| self.same[slot][usize::from(agreement.pattern.get(slot))])
                .sum::<f32>();
            let place = self.homonyms_place[usize::from(agreement.pattern.get(slot::PLACE))];
            share(agreement.origin_surprise + agreeing + place, self.homonyms)
        } else {
            0.0
        };
        let others = 1.0 + family + homonym;
        Odds {
            same: share(same, self.present) / others,
            family: family / others,
            homonym: homonym / others,
        }
    }
}

/// What an agreement speaks for.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Odds {
    /// For one person against two, times the chance that this record is the one.
    pub(crate) same: f64,
    /// Of two people, how probably they are of one household.
    pub(crate) family: f64,
    /// Of two people, how probably they are homonyms born on one day.
    pub(crate) homonym: f64,
}
