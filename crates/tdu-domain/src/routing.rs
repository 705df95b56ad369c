//! From where a young person lives to the Mission Locale that covers it.

use std::collections::HashMap;

use uuid::Uuid;

use crate::codes::{CommuneCode, PostalCode};
use crate::text::fold;

/// A commune of the territory, as the territory's tables give it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Commune {
    /// INSEE code.
    pub code: CommuneCode,
    /// Official name.
    pub name: String,
    /// Its postcodes.
    pub postcodes: Vec<PostalCode>,
    /// Legal population.
    pub population: u32,
    /// The Mission Locale that covers it, when one does.
    pub mission_locale: Option<Uuid>,
}

/// Which Mission Locale a residence leads to.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Placement {
    /// One, for certain.
    Covered(Uuid),
    /// Several are possible: a person must choose.
    Ambiguous(Vec<Uuid>),
    /// The residence is known and no Mission Locale of the territory covers it.
    OutsideTerritory,
    /// Nothing is known of the residence.
    Unknown,
}

/// The communes of a territory, ready to route.
#[derive(Debug, Clone, Default)]
pub struct Communes {
    by_code: HashMap<CommuneCode, Commune>,
    /// The communes of a postcode, each with the key of its name.
    by_postcode: HashMap<PostalCode, Vec<(CommuneCode, String)>>,
}

impl Communes {
    /// Prepares the territory's tables.
    #[must_use]
    pub fn new(communes: Vec<Commune>) -> Self {
        let mut prepared = Self::default();
        for commune in communes {
            for postcode in &commune.postcodes {
                prepared
                    .by_postcode
                    .entry(postcode.clone())
                    .or_default()
                    .push((commune.code.clone(), commune_key(&commune.name)));
            }
            prepared.by_code.insert(commune.code.clone(), commune);
        }
        prepared
    }

    /// A commune by its code.
    #[must_use]
    pub fn get(&self, code: &CommuneCode) -> Option<&Commune> {
        self.by_code.get(code)
    }

    /// Every commune, in no order.
    pub fn all(&self) -> impl Iterator<Item = &Commune> {
        self.by_code.values()
    }

    /// Whether no commune is known yet.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.by_code.is_empty()
    }

    /// The communes that share a postcode.
    pub fn of_postcode(&self, postcode: &PostalCode) -> impl Iterator<Item = &Commune> {
        self.by_postcode
            .get(postcode)
            .into_iter()
            .flatten()
            .filter_map(|(code, _)| self.by_code.get(code))
    }

    /// The commune that a postcode and a written name designate together; the name alone decides
    /// nothing, since many communes share one.
    #[must_use]
    pub fn resolve(&self, postcode: Option<&PostalCode>, name: Option<&str>) -> Option<&Commune> {
        let candidates = self.by_postcode.get(postcode?)?;
        let code = match (name.map(commune_key), candidates.as_slice()) {
            (Some(key), _) => candidates
                .iter()
                .find(|(_, known)| *known == key)
                .map(|(code, _)| code),
            (None, [(only, _)]) => Some(only),
            (None, _) => None,
        };
        self.by_code.get(code?)
    }

    /// The Mission Locale of a residence. A postcode that several share is ambiguous: never the first.
    #[must_use]
    pub fn place(&self, commune: Option<&CommuneCode>, postcode: Option<&PostalCode>) -> Placement {
        if let Some(code) = commune {
            return match self
                .by_code
                .get(code)
                .and_then(|commune| commune.mission_locale)
            {
                Some(mission_locale) => Placement::Covered(mission_locale),
                None => Placement::OutsideTerritory,
            };
        }
        let Some(postcode) = postcode else {
            return Placement::Unknown;
        };
        let mut possible: Vec<Uuid> = self
            .of_postcode(postcode)
            .filter_map(|commune| commune.mission_locale)
            .collect();
        possible.sort_unstable();
        possible.dedup();
        match possible.as_slice() {
            [] => Placement::OutsideTerritory,
            [one] => Placement::Covered(*one),
            _ => Placement::Ambiguous(possible),
        }
    }
}

/// "St-Denis", "SAINT DENIS" and "Saint-Denis" are one name; so are "Paris 11" and "Paris 11e Arrondissement".
fn commune_key(name: &str) -> String {
    let key = fold(name);
    let words = key
        .split(' ')
        .filter(|word| !matches!(*word, "cedex" | "arrondissement"))
        .map(|word| match word {
            "st" => "saint",
            "ste" => "sainte",
            ordinal => ordinal
                .strip_suffix("eme")
                .or_else(|| ordinal.strip_suffix("er"))
                .or_else(|| ordinal.strip_suffix('e'))
                .filter(|number| !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit()))
                .unwrap_or(ordinal),
        });
    words.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn communes() -> (Communes, [Uuid; 2]) {
        let ids = [Uuid::from_u128(1), Uuid::from_u128(2)];
        let commune = |code: &str, name: &str, postcode: &str, mission_locale| Commune {
            code: CommuneCode::parse(code).unwrap(),
            name: name.to_owned(),
            postcodes: vec![PostalCode::parse(postcode).unwrap()],
            population: 1,
            mission_locale,
        };
        let table = Communes::new(vec![
            commune("93048", "Montreuil", "93100", Some(ids[0])),
            commune("93066", "Saint-Denis", "93200", Some(ids[0])),
            commune("75111", "Paris 11e Arrondissement", "75011", Some(ids[1])),
            commune("77001", "Achères-la-Forêt", "77760", Some(ids[0])),
            commune("77056", "Buthiers", "77760", Some(ids[1])),
            commune("77999", "Loin", "77999", None),
        ]);
        (table, ids)
    }

    fn postcode(text: &str) -> PostalCode {
        PostalCode::parse(text).unwrap()
    }

    #[test]
    fn a_code_decides_and_a_shared_postcode_does_not() {
        let (table, ids) = communes();
        let code = CommuneCode::parse("93048").unwrap();
        assert_eq!(table.place(Some(&code), None), Placement::Covered(ids[0]));
        assert_eq!(
            table.place(None, Some(&postcode("93100"))),
            Placement::Covered(ids[0])
        );
        assert_eq!(
            table.place(None, Some(&postcode("77760"))),
            Placement::Ambiguous(ids.to_vec())
        );
        assert_eq!(
            table.place(None, Some(&postcode("13001"))),
            Placement::OutsideTerritory
        );
        assert_eq!(table.place(None, None), Placement::Unknown);
    }

    #[test]
    fn written_names_are_recognised() {
        let (table, _) = communes();
        let found = |code: &str, name| {
            table
                .resolve(Some(&postcode(code)), Some(name))
                .map(|c| c.code.as_str())
        };
        assert_eq!(found("93200", "ST DENIS"), Some("93066"));
        assert_eq!(found("75011", "Paris 11ème"), Some("75111"));
        assert_eq!(found("77760", "ACHERES LA FORET"), Some("77001"));
        assert_eq!(found("77760", "Ailleurs"), None);
        assert_eq!(table.resolve(Some(&postcode("77760")), None), None);
        assert_eq!(table.resolve(None, Some("Montreuil")), None);
    }
}
