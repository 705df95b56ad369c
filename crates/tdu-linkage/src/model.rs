//! What was estimated: how often each level occurs for one person, for a family, and by chance.

use std::fmt::Write;

use serde::{Deserialize, Serialize};

use crate::LinkageError;
use crate::compare::Agreement;
use crate::level::{self, Level, slot};
use crate::schema::{Kind, Schema};
use crate::words::{self, Language};

/// Estimated frequencies of the levels of one field.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FieldModel {
    /// The field.
    pub name: String,
    /// Its levels.
    pub levels: Vec<Level>,
    /// How often each occurs between two records of one person.
    pub same: Vec<f32>,
    /// How often each occurs between two people of one household.
    pub family: Vec<f32>,
    /// How often each occurs between strangers.
    pub chance: Vec<f32>,
    /// For names: how many other names of the file are at each level of one name.
    pub neighbours: Vec<f32>,
    /// For addresses: how often each level occurs between strangers who bear the same names.
    pub namesakes: Vec<f32>,
}

/// The parameters of a linkage: estimated from the files, kept, shown, and used again.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Model {
    /// The fields compared.
    pub schema: Schema,
    /// Frequencies, field after field.
    pub fields: Vec<FieldModel>,
    /// How probable it is that the person of a record is in the other file at all.
    pub present: f64,
    /// How many people of the same household a record meets in the other file, on average.
    pub relatives: f64,
    /// How many homonyms born on the same day it meets there, beyond those that chance makes.
    pub homonyms: f64,
    /// Zones.
    pub zones: Zones,
}

/// Where the zones *same* and *doubt* begin.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Zones {
    /// The least probability of the zone *same*.
    pub same: f64,
    /// The least probability of the zone *doubt*.
    pub doubt: f64,
}

impl Default for Zones {
    fn default() -> Self {
        // A false link costs two missed ones, which stay in doubt where a person sees them: at two
        // chances in three both cost the same. Below one chance in twenty, looking is wasted.
        Self {
            same: 2.0 / 3.0,
            doubt: 0.05,
        }
    }
}

/// What is believed of a field before any file is seen: (same, family, chance, neighbours).
struct Prior {
    levels: &'static [Level],
    same: &'static [f32],
    family: &'static [f32],
    chance: &'static [f32],
    neighbours: &'static [f32],
}

/// Addresses of namesakes.
const NAMESAKES: &[f32] = &[1.0, 1e-4, 0.02, 1e-4, 1e-4, 0.98];
/// A person keeps a first name, or a recognisable part or spelling of it: files show more
/// differences because they hold twins.
const MOST_OTHER_GIVEN: f32 = 0.003;
/// How much rarer one first name is within a household than among strangers, as a logarithm.
const SAME_GIVEN_IN_FAMILY: f32 = -2.0;

const SURNAME: Prior = Prior {
    levels: level::NAME,
    same: &[1.0, 0.91, 0.02, 0.025, 0.02, 0.005, 0.01, 0.004, 0.0, 0.008],
    family: &[1.0, 0.85, 0.02, 0.01, 0.01, 0.005, 0.005, 0.01, 0.0, 0.10],
    chance: &[
        1.0, 0.001, 0.001, 0.002, 0.01, 0.01, 0.001, 0.04, 1e-6, 0.935,
    ],
    neighbours: &[0.0, 0.0, 3.0, 5.0, 10.0, 20.0, 0.0, 0.0, 0.0, 0.0],
};
const GIVEN: Prior = Prior {
    levels: level::NAME,
    same: &[
        1.0, 0.88, 0.03, 0.025, 0.05, 0.006, 0.0, 0.006, 0.002, 0.003,
    ],
    family: &[1.0, 0.005, 0.003, 0.005, 0.01, 0.02, 0.0, 0.02, 0.03, 0.907],
    chance: &[1.0, 0.005, 0.003, 0.005, 0.01, 0.02, 0.0, 0.02, 0.03, 0.907],
    neighbours: &[0.0, 0.0, 3.0, 5.0, 10.0, 20.0, 0.0, 0.0, 0.0, 0.0],
};
const DATE: Prior = Prior {
    levels: level::DATE,
    same: &[1.0, 0.955, 0.008, 0.008, 0.015, 0.004, 0.005, 0.005],
    family: &[1.0, 0.04, 0.0005, 0.002, 0.005, 0.003, 0.015, 0.935],
    chance: &[1.0, 0.0003, 0.0002, 0.001, 0.005, 0.002, 0.01, 0.982],
    neighbours: &[],
};
const SEX: Prior = Prior {
    levels: level::EQUAL,
    same: &[1.0, 0.99, 0.01],
    family: &[1.0, 0.5, 0.5],
    chance: &[1.0, 0.5, 0.5],
    neighbours: &[],
};
const PLACE: Prior = Prior {
    levels: level::PLACE,
    same: &[1.0, 0.78, 0.78, 0.02, 0.01, 0.10, 0.10],
    family: &[1.0, 0.75, 0.75, 0.02, 0.01, 0.15, 0.08],
    chance: &[1.0, 0.01, 0.01, 0.01, 0.01, 0.30, 0.67],
    neighbours: &[],
};
const PHONE: Prior = Prior {
    levels: level::NUMBER,
    same: &[1.0, 0.70, 0.015, 0.285],
    family: &[1.0, 0.30, 0.005, 0.695],
    chance: &[1.0, 1e-6, 1e-6, 1.0],
    neighbours: &[],
};
const MAIL: Prior = Prior {
    levels: level::MAIL,
    same: &[1.0, 0.50, 0.10, 0.02, 0.02, 0.36],
    family: &[1.0, 0.19, 0.01, 0.005, 0.005, 0.79],
    chance: &[1.0, 1e-6, 1e-5, 2e-5, 3e-6, 1.0],
    neighbours: &[],
};
const ORDER: Prior = Prior {
    levels: level::ORDER,
    same: &[0.985, 0.015],
    family: &[0.985, 0.015],
    chance: &[1.0, 1.0],
    neighbours: &[],
};
const KEY: Prior = Prior {
    levels: level::NUMBER,
    same: &[1.0, 0.97, 0.015, 0.015],
    family: &[1.0, 1e-4, 1e-4, 0.9998],
    chance: &[1.0, 1e-6, 1e-6, 1.0],
    neighbours: &[],
};
const TEXT: Prior = Prior {
    levels: level::NAME,
    same: &[1.0, 0.70, 0.03, 0.08, 0.05, 0.04, 0.0, 0.02, 0.0, 0.08],
    family: &[1.0, 0.5, 0.03, 0.08, 0.05, 0.04, 0.0, 0.05, 0.0, 0.25],
    chance: &[1.0, 0.001, 0.001, 0.002, 0.02, 0.02, 0.0, 0.02, 0.03, 0.907],
    neighbours: &[0.0, 0.0, 3.0, 5.0, 10.0, 20.0, 0.0, 0.0, 0.0, 0.0],
};
const CATEGORY: Prior = Prior {
    levels: level::EQUAL,
    same: &[1.0, 0.9, 0.1],
    family: &[1.0, 0.6, 0.4],
    chance: &[1.0, 0.3, 0.7],
    neighbours: &[],
};

impl Model {
    /// What is believed before any file is seen.
    #[must_use]
    pub fn prior(schema: &Schema) -> Self {
        let named = |kind: Kind, otherwise: &str| {
            schema
                .fields
                .iter()
                .find(|field| field.kind == kind)
                .map_or(otherwise.to_owned(), |field| field.name.clone())
        };
        let mut fields = vec![
            SURNAME.field(named(Kind::Surname, "surname")),
            GIVEN.field(named(Kind::GivenName, "given_name")),
            DATE.field(named(Kind::BirthDate, "birth_date")),
            SEX.field(named(Kind::Sex, "sex")),
            PLACE.field(named(Kind::Place, "place")),
            PHONE.field(named(Kind::Phone, "phone")),
            MAIL.field(named(Kind::Email, "email")),
            ORDER.field("order".into()),
        ];
        fields.extend(schema.extras().map(|field| {
            let prior = match field.kind {
                Kind::Key => KEY,
                Kind::Text => TEXT,
                _ => CATEGORY,
            };
            prior.field(field.name.clone())
        }));
        Self {
            schema: schema.clone(),
            fields,
            present: 0.5,
            relatives: 0.3,
            homonyms: 0.001,
            zones: Zones::default(),
        }
    }

    /// The parameters shipped for French files, for fields that may have keys, texts and categories
    /// besides: so that an index works from its first record.
    #[must_use]
    pub fn french(schema: &Schema) -> Self {
        let mut model = Self::prior(schema);
        // A test reads what is shipped.
        if let Ok(shipped) = serde_json::from_str::<Self>(include_str!("french.json")) {
            model.present = shipped.present;
            model.relatives = shipped.relatives;
            model.homonyms = shipped.homonyms;
            for (field, known) in model.fields.iter_mut().zip(shipped.fields) {
                let name = std::mem::take(&mut field.name);
                *field = FieldModel { name, ..known };
            }
        }
        model
    }

    /// Reads a model kept as JSON.
    pub fn from_json(text: &str) -> Result<Self, LinkageError> {
        let model: Self = serde_json::from_str(text)?;
        let blank = Self::prior(&model.schema);
        let fits = model.fields.len() == blank.fields.len()
            && model
                .fields
                .iter()
                .zip(&blank.fields)
                .all(|(field, blank)| field.fits(blank));
        if fits {
            Ok(model)
        } else {
            Err(LinkageError::OtherSchema)
        }
    }

    /// The model as JSON.
    #[must_use]
    pub fn to_json(&self) -> String {
        serde_json::to_string_pretty(self).unwrap_or_default()
    }

    /// How improbable a level is between strangers, as a logarithm.
    pub(crate) fn surprise(&self, slot: usize, code: u8) -> f32 {
        -self.fields[slot].chance[usize::from(code)].ln()
    }

    /// How often a level occurs for one person.
    pub(crate) fn same(&self, slot: usize, code: u8) -> f32 {
        self.fields[slot].same[usize::from(code)]
    }

    /// How probable a level is between strangers.
    pub(crate) fn chance(&self, slot: usize, code: u8) -> f32 {
        self.fields[slot].chance[usize::from(code)]
    }

    /// How often a record has its names exchanged.
    pub(crate) fn swapped(&self) -> f32 {
        self.fields[slot::ORDER].same[1] / 2.0
    }

    /// Keeps what was estimated within what can be.
    pub(crate) fn restrain(&mut self) {
        if !self.schema.keep_twins_apart {
            return;
        }
        let given = &mut self.fields[slot::GIVEN].same[usize::from(level::name::DIFFERENT)];
        *given = given.min(MOST_OTHER_GIVEN);
    }

    /// How many other names are at this level of one name.
    pub(crate) fn neighbours(&self, slot: usize, code: u8) -> f32 {
        self.fields[slot].neighbours[usize::from(code)]
    }

    /// The parameters as a table, in words.
    #[must_use]
    pub fn summary(&self, language: Language) -> String {
        let mut text = language.parameters(self.present, self.relatives, self.homonyms);
        for field in &self.fields {
            let told = usize::from(field.levels[0] == Level::Missing);
            for (at, level) in field.levels.iter().enumerate().skip(told) {
                // A level that this field cannot reach.
                if field.same[at] <= 0.0 {
                    continue;
                }
                let level = language.pick(words::level(*level));
                let (same, family, chance) = (field.same[at], field.family[at], field.chance[at]);
                let _ = writeln!(
                    text,
                    "{:<16}{level:<44.44}{same:>10.5}{family:>10.5}{chance:>12.7}",
                    field.name
                );
            }
        }
        text
    }
}

impl Prior {
    fn field(&self, name: String) -> FieldModel {
        FieldModel {
            name,
            levels: self.levels.to_vec(),
            same: self.same.to_vec(),
            family: self.family.to_vec(),
            chance: self.chance.to_vec(),
            neighbours: self.neighbours.to_vec(),
            namesakes: if self.levels == level::MAIL {
                NAMESAKES.to_vec()
            } else {
                Vec::new()
            },
        }
    }
}

impl FieldModel {
    fn fits(&self, blank: &Self) -> bool {
        self.levels == blank.levels
            && [&self.same, &self.family, &self.chance]
                .iter()
                .all(|list| list.len() == self.levels.len())
            && self.neighbours.len() == blank.neighbours.len()
            && self.namesakes.len() == blank.namesakes.len()
    }
}

/// The weights of a model, ready to be added up.
#[derive(Debug, Clone)]
pub(crate) struct Weights {
    same: [[f32; 16]; 16],
    family: [[f32; 16]; 16],
    /// How improbable each level of an address is between strangers, and between namesakes.
    mail: [[f32; 16]; 2],
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
        // First names of one household are drawn as strangers' are, except that siblings do not
        // have the same; cousins may.
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
            share(agreement.identity_surprise + agreeing, self.homonyms)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_parameters_are_read() {
        let shipped = Model::from_json(include_str!("french.json")).unwrap();
        assert_eq!(shipped.schema, Schema::french());
        assert_eq!(Model::french(&Schema::french()), shipped);
        let with_key = Model::french(&Schema::french().with_key("ine"));
        assert_eq!(with_key.fields[..8], shipped.fields[..8]);
        assert_eq!(with_key.fields[8].name, "ine");
    }

    #[test]
    fn a_model_of_other_fields_is_refused() {
        let mut model = Model::prior(&Schema::french());
        model.fields.pop();
        assert!(Model::from_json(&model.to_json()).is_err());
        assert!(Model::from_json("{}").is_err());
    }
}
