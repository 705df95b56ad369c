//! What is believed of each field before any file is seen: weak, and soon outweighed by the files.

use crate::level::{self, Level};
use crate::model::{FieldModel, Model, Zones};
use crate::schema::{Kind, Schema};

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
const MAILS_OF_NAMESAKES: &[f32] = &[1.0, 1e-4, 0.02, 1e-4, 1e-4, 0.98];
/// Where homonyms born on one day live.
const PLACES_OF_HOMONYMS: &[f32] = &[1.0, 0.02, 0.02, 0.02, 0.01, 0.30, 0.63];

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
    // Numbers given in sequence are one digit apart: it proves nothing.
    family: &[1.0, 1e-4, 0.02, 0.98],
    chance: &[1.0, 1e-6, 0.02, 0.98],
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

impl Prior {
    fn field(&self, name: String) -> FieldModel {
        FieldModel {
            name,
            levels: self.levels.to_vec(),
            same: self.same.to_vec(),
            family: self.family.to_vec(),
            chance: self.chance.to_vec(),
            neighbours: self.neighbours.to_vec(),
            namesakes: match self.levels {
                level::MAIL => MAILS_OF_NAMESAKES.to_vec(),
                level::PLACE => PLACES_OF_HOMONYMS.to_vec(),
                _ => Vec::new(),
            },
        }
    }
}
