//! One person from several sources: which value is shown, where it comes from, who disagrees.

use std::collections::BTreeMap;

use crate::facts::{Field, SourceFacts};
use crate::organisation::SourceSystem;
use crate::text::fold;

/// An instant, in milliseconds since 1970 UTC.
pub type Millis = i64;

/// One source of a person, with the instants at which it told its facts.
#[derive(Debug, Clone, PartialEq)]
pub struct DatedSource {
    /// The system it comes from.
    pub system: SourceSystem,
    /// What it says.
    pub facts: SourceFacts,
    /// When it first spoke.
    pub received_at: Millis,
    /// Fields it changed since, and when.
    pub changed_at: BTreeMap<Field, Millis>,
}

impl DatedSource {
    /// When the source told a field's present value.
    #[must_use]
    pub fn told_at(&self, field: Field) -> Millis {
        self.changed_at
            .get(&field)
            .copied()
            .unwrap_or(self.received_at)
    }

    /// What decides between two sources: the most recent word, then the closest to the person.
    fn weight(&self, field: Field) -> (Millis, u8) {
        let closeness = match self.system {
            SourceSystem::Staff => 3,
            SourceSystem::Milo => 2,
            SourceSystem::Erp => 1,
            SourceSystem::Sifa | SourceSystem::Arrival => 0,
        };
        (self.told_at(field), closeness)
    }
}

/// The facts shown of a person: field by field, the most recent word.
#[must_use]
pub fn merged<'a>(sources: impl IntoIterator<Item = &'a DatedSource>) -> SourceFacts {
    let mut facts = SourceFacts::default();
    let mut weights: Vec<Option<(Millis, u8)>> = vec![None; Field::ALL.len()];
    for source in sources {
        facts.absorb(&source.facts, |field| {
            let weight = Some(source.weight(field));
            let best = &mut weights[field as usize];
            let wins = weight > *best;
            if wins {
                *best = weight;
            }
            wins
        });
    }
    facts
}

/// A field on which the sources disagree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conflict {
    /// The field.
    pub field: Field,
    /// What each source says, by its index, when it says something.
    pub values: Vec<(usize, String)>,
}

/// The personal fields on which sources disagree, accents and case aside.
#[must_use]
pub fn conflicts(sources: &[DatedSource]) -> Vec<Conflict> {
    let mut said: BTreeMap<Field, Vec<(usize, String)>> = BTreeMap::new();
    for (index, source) in sources.iter().enumerate() {
        for (field, text) in source.facts.known() {
            if field.is_personal() {
                said.entry(field).or_default().push((index, text));
            }
        }
    }
    said.into_iter()
        .filter(|(_, values)| {
            let mut keys = values.iter().map(|(_, text)| fold(text));
            let first = keys.next();
            keys.any(|key| Some(&key) != first.as_ref())
        })
        .map(|(field, values)| Conflict { field, values })
        .collect()
}

impl Field {
    /// Whether the field describes the person, rather than one dossier, one file or one contract.
    #[must_use]
    pub fn is_personal(self) -> bool {
        matches!(
            self,
            Self::BirthName
                | Self::UsedName
                | Self::FirstName
                | Self::BirthDate
                | Self::Sex
                | Self::Ine
                | Self::BirthPostcode
                | Self::BirthCommune
                | Self::Address
                | Self::Postcode
                | Self::Commune
                | Self::CommuneName
                | Self::Phone
                | Self::Email
                | Self::GuardianEmail1
                | Self::GuardianEmail2
                | Self::Rqth
                | Self::RqthSince
                | Self::SchoolLevel
                | Self::WantedTrades
                | Self::Mobility
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::codes::Phone;

    fn source(system: SourceSystem, received_at: Millis, facts: SourceFacts) -> DatedSource {
        DatedSource {
            system,
            facts,
            received_at,
            changed_at: BTreeMap::new(),
        }
    }

    fn phone(text: &str) -> SourceFacts {
        SourceFacts {
            phone: Some(Phone::parse(text).unwrap()),
            ..SourceFacts::default()
        }
    }

    #[test]
    fn the_most_recent_word_wins_field_by_field() {
        let mut cfa = source(
            SourceSystem::Erp,
            10,
            SourceFacts {
                first_name: Some("Lea".into()),
                ..phone("01 99 00 00 01")
            },
        );
        let ml = source(SourceSystem::Milo, 20, phone("01 99 00 00 02"));
        let shown = |sources: &[DatedSource]| merged(sources).phone.map(|phone| phone.to_string());
        assert_eq!(
            shown(&[cfa.clone(), ml.clone()]).as_deref(),
            Some("0199000002")
        );
        cfa.changed_at.insert(Field::Phone, 30);
        assert_eq!(
            shown(&[ml.clone(), cfa.clone()]).as_deref(),
            Some("0199000001")
        );
        assert_eq!(merged([&ml, &cfa]).first_name.as_deref(), Some("Lea"));
    }

    #[test]
    fn accents_and_case_are_no_conflict() {
        let name = |text: &str| SourceFacts {
            birth_name: Some(text.to_owned()),
            ..SourceFacts::default()
        };
        let sources = [
            source(SourceSystem::Milo, 1, name("LÉVÊQUE")),
            source(SourceSystem::Erp, 1, name("Leveque")),
        ];
        assert_eq!(conflicts(&sources), []);
        let sources = [
            source(SourceSystem::Milo, 1, name("LÉVÊQUE")),
            source(SourceSystem::Erp, 1, name("Levesque")),
        ];
        assert_eq!(conflicts(&sources)[0].field, Field::BirthName);
    }
}
