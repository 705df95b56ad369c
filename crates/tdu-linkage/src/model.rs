//! What was estimated: how often each level occurs for one person, for a family, and by chance.

use std::fmt::Write;

use serde::{Deserialize, Serialize};

use crate::LinkageError;
use crate::level::{self, Level, slot};
use crate::schema::Schema;
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
    /// For addresses: how often each level occurs between strangers who bear the same names. For places:
    /// between homonyms born on one day, whose names are of one region.
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

/// A person keeps a first name, or a recognisable part or spelling of it: files show more
/// differences because they hold twins.
const MOST_OTHER_GIVEN: f32 = 0.003;

impl Model {
    /// The parameters shipped for French files, for fields that may have keys, texts and categories
    /// besides: so that an index works from its first record.
    #[must_use]
    pub fn french(schema: &Schema) -> Self {
        let mut model = Self::prior(schema);
        // A test reads what is shipped.
        if let Ok(shipped) = Self::from_json(include_str!("french.json")) {
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
        let mut model: Self = serde_json::from_str(text)?;
        let blank = Self::prior(&model.schema);
        if let Some(place) = model.fields.get_mut(slot::PLACE)
            && place.namesakes.is_empty()
        {
            // A model kept before the places of homonyms were estimated.
            place
                .namesakes
                .clone_from(&blank.fields[slot::PLACE].namesakes);
        }
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

    /// How often a level occurs for one person.
    pub(crate) fn same(&self, slot: usize, code: u8) -> f32 {
        self.fields[slot].same[usize::from(code)]
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
    fn a_model_kept_before_places_of_homonyms_is_read() {
        let mut old = Model::prior(&Schema::french());
        let believed = std::mem::take(&mut old.fields[slot::PLACE].namesakes);
        let read = Model::from_json(&old.to_json()).unwrap();
        assert_eq!(read.fields[slot::PLACE].namesakes, believed);
    }

    #[test]
    fn a_model_of_other_fields_is_refused() {
        let mut model = Model::prior(&Schema::french());
        model.fields.pop();
        assert!(Model::from_json(&model.to_json()).is_err());
        assert!(Model::from_json("{}").is_err());
    }
}
