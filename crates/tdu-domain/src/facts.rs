//! What one source says of one young person.
//!
//! A *source* is one dossier of one system of one organisation: a CFA's ERP, a Mission Locale's
//! i-milo. [`SourceFacts`] is what was understood from it; [`SourcePatch`] is what one delivery
//! says: a field that is absent leaves what the source said before, an explicit null clears it.
//! Both, and the [`Field`] that names them in registers and on screen, come from one list.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::codes::{
    CfdCode, CommuneCode, Email, Ine, MiloNumber, Phone, PostalCode, RncpCode, RomeCode, Siret, Uai,
};
use crate::contract::Contract;
use crate::person::{FileStatus, Mobility, SchoolLevel, SchoolYear, Sex, Situation};

/// What a delivery says of a field.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Given<T> {
    /// Not mentioned: what was known stays.
    #[default]
    Absent,
    /// Explicitly empty: what this source gave before is cleared.
    Null,
    /// A value.
    Value(T),
}

impl<T> Given<T> {
    /// The value, if one was given.
    pub fn value(&self) -> Option<&T> {
        match self {
            Self::Value(value) => Some(value),
            Self::Absent | Self::Null => None,
        }
    }
}

impl<T> From<Option<T>> for Given<T> {
    /// `None` is [`Given::Absent`]: an empty cell never erases.
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Absent, Self::Value)
    }
}

/// A value that can be shown to a person or compared between two sources.
pub trait FactText {
    /// The value as canonical text: codes as they are, dates as `AAAA-MM-JJ`, lists joined by `, `.
    fn fact_text(&self) -> String;
}

macro_rules! source_facts {
    ($( $(#[doc = $doc:literal])+ $name:ident / $variant:ident : $type:ty ),+ $(,)?) => {
        /// The name of a fact: the closed list of what Trait d'union may know from a source.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum Field { $( $(#[doc = $doc])+ $variant, )+ }

        impl Field {
            /// Every field, in the order of the list.
            pub const ALL: &'static [Field] = &[ $( Field::$variant, )+ ];

            /// The stable name, as kept in the store and used as a translation key.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self { $( Field::$variant => stringify!($name), )+ }
            }

            /// The field of a stable name.
            #[must_use]
            pub fn from_name(name: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|field| field.name() == name)
            }
        }

        /// What one source said, so far, of one young person.
        #[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
        pub struct SourceFacts {
            $( $(#[doc = $doc])+ #[serde(default, skip_serializing_if = "Option::is_none")] pub $name: Option<$type>, )+
        }

        /// What one delivery of a source says.
        #[derive(Debug, Clone, PartialEq, Default)]
        pub struct SourcePatch {
            $( $(#[doc = $doc])+ pub $name: Given<$type>, )+
        }

        impl SourcePatch {
            /// What a source says of one field, and nothing else.
            #[must_use]
            pub fn of(facts: &SourceFacts, field: Field) -> Self {
                let mut patch = Self::default();
                match field {
                    $( Field::$variant => {
                        patch.$name = facts.$name.clone().map_or(Given::Absent, Given::Value);
                    } )+
                }
                patch
            }
        }

        impl SourceFacts {
            /// Applies a delivery and tells which fields changed, in the order of the list.
            ///
            /// A new situation does not keep the date of the one before: without its own, since when
            /// becomes unknown.
            pub fn apply(&mut self, mut patch: SourcePatch) -> Vec<Field> {
                let same_situation = patch.situation == Given::Absent
                    || patch.situation.value() == self.situation.as_ref();
                if !same_situation && patch.situation_since == Given::Absent {
                    patch.situation_since = Given::Null;
                }
                let mut changed = Vec::new();
                $(
                    let changes = match patch.$name {
                        Given::Absent => false,
                        Given::Null => self.$name.take().is_some(),
                        Given::Value(value) => {
                            let differs = self.$name.as_ref() != Some(&value);
                            self.$name = Some(value);
                            differs
                        }
                    };
                    if changes { changed.push(Field::$variant); }
                )+
                changed
            }

            /// Takes from another source each field it knows, when `takes` says so.
            pub fn absorb(&mut self, other: &SourceFacts, mut takes: impl FnMut(Field) -> bool) {
                $(
                    if let Some(value) = &other.$name
                        && takes(Field::$variant)
                    {
                        self.$name = Some(value.clone());
                    }
                )+
            }

            /// Forgets the fields that are not to be kept.
            pub fn retain(&mut self, keeps: impl Fn(Field) -> bool) {
                $( if !keeps(Field::$variant) { self.$name = None; } )+
            }

            /// The fields that are known, with their canonical text.
            #[must_use]
            pub fn known(&self) -> Vec<(Field, String)> {
                let mut known = Vec::new();
                $( if let Some(value) = &self.$name { known.push((Field::$variant, value.fact_text())); } )+
                known
            }
        }
    };
}

source_facts! {
    /// Birth name, as the source wrote it.
    birth_name / BirthName: String,
    /// Name used in daily life, if another.
    used_name / UsedName: String,
    /// First name.
    first_name / FirstName: String,
    /// Date of birth.
    birth_date / BirthDate: Date,
    /// Administrative sex.
    sex / Sex: Sex,
    /// National student identifier (INE).
    ine / Ine: Ine,
    /// File number in i-milo, the strong key of the Missions Locales.
    milo_number / MiloNumber: MiloNumber,
    /// Whether the source holds a social security number (the number itself is never kept).
    has_nir / HasNir: bool,
    /// Postcode of the place of birth.
    birth_postcode / BirthPostcode: PostalCode,
    /// INSEE code of the commune of birth.
    birth_commune / BirthCommune: CommuneCode,
    /// Postal address, without postcode and commune.
    address / Address: String,
    /// Postcode of residence.
    postcode / Postcode: PostalCode,
    /// INSEE code of the commune of residence.
    commune / Commune: CommuneCode,
    /// Name of the commune of residence, as written, when the source gives no code.
    commune_name / CommuneName: String,
    /// Telephone.
    phone / Phone: Phone,
    /// E-mail.
    email / Email: Email,
    /// E-mail of the first legal guardian.
    guardian_email_1 / GuardianEmail1: Email,
    /// E-mail of the second legal guardian.
    guardian_email_2 / GuardianEmail2: Email,
    /// Recognised as a disabled worker (yes or no, never why).
    rqth / Rqth: bool,
    /// Date of that recognition.
    rqth_since / RqthSince: Date,
    /// School level reached.
    school_level / SchoolLevel: SchoolLevel,
    /// Situation before the training: one of the 65 SIFA codes, "0" for none.
    last_situation / LastSituation: String,
    /// Last establishment attended (UAI, department or special code).
    last_establishment / LastEstablishment: String,
    /// Trades the young person wants (ROME codes).
    wanted_trades / WantedTrades: Vec<RomeCode>,
    /// How far the young person can travel.
    mobility / Mobility: Mobility,
    /// School year of the enrolment.
    school_year / SchoolYear: SchoolYear,
    /// Legacy national status: 0 dropped out, 2 enrolled, 3 apprentice.
    legacy_status / LegacyStatus: u8,
    /// Date of that status.
    legacy_status_on / LegacyStatusOn: Date,
    /// The source's own word for the status.
    custom_status / CustomStatus: String,
    /// Short name of the training.
    training_label / TrainingLabel: String,
    /// Year within the training, 0 to 5.
    training_year / TrainingYear: u8,
    /// RNCP number of the certification.
    rncp / Rncp: RncpCode,
    /// CFD, the training's diploma code.
    cfd / Cfd: CfdCode,
    /// Whether the training takes place on site.
    on_site / OnSite: bool,
    /// Theoretical length in years, 1 to 4.
    planned_years / PlannedYears: u8,
    /// Theoretical length in months, 1 to 48.
    planned_months / PlannedMonths: u8,
    /// Date of enrolment.
    enrolled_on / EnrolledOn: Date,
    /// First day of the training session.
    training_start / TrainingStart: Date,
    /// Last day of the training session.
    training_end / TrainingEnd: Date,
    /// Whether the diploma was obtained.
    diploma_obtained / DiplomaObtained: bool,
    /// Date of the diploma.
    diploma_on / DiplomaOn: Date,
    /// Date of exclusion from the training.
    excluded_on / ExcludedOn: Date,
    /// Cause of the exclusion, as the source wrote it.
    exclusion_cause / ExclusionCause: String,
    /// Last name of the CFA's disability referent.
    disability_referent_last_name / DisabilityReferentLastName: String,
    /// First name of the CFA's disability referent.
    disability_referent_first_name / DisabilityReferentFirstName: String,
    /// E-mail of the CFA's disability referent.
    disability_referent_email / DisabilityReferentEmail: Email,
    /// UAI of the establishment in charge.
    responsible_uai / ResponsibleUai: Uai,
    /// SIRET of the establishment in charge.
    responsible_siret / ResponsibleSiret: Siret,
    /// UAI of the establishment that trains.
    trainer_uai / TrainerUai: Uai,
    /// SIRET of the establishment that trains.
    trainer_siret / TrainerSiret: Siret,
    /// UAI of the place of training.
    place_uai / PlaceUai: Uai,
    /// SIRET of the place of training.
    place_siret / PlaceSiret: Siret,
    /// Address of the place of training.
    place_address / PlaceAddress: String,
    /// Postcode of the place of training.
    place_postcode / PlacePostcode: PostalCode,
    /// Kind of CFA, "01" to "10".
    cfa_type / CfaType: String,
    /// First contract of the enrolment: first day.
    contract_1_start / Contract1Start: Date,
    /// First contract: planned last day.
    contract_1_end / Contract1End: Date,
    /// First contract: day of the rupture.
    contract_1_rupture / Contract1Rupture: Date,
    /// First contract: cause of the rupture, as the source wrote it.
    contract_1_rupture_cause / Contract1RuptureCause: String,
    /// First contract: SIRET of the employer.
    contract_1_employer / Contract1Employer: Siret,
    /// Second contract of the enrolment: first day.
    contract_2_start / Contract2Start: Date,
    /// Second contract: planned last day.
    contract_2_end / Contract2End: Date,
    /// Second contract: day of the rupture.
    contract_2_rupture / Contract2Rupture: Date,
    /// Second contract: cause of the rupture, as the source wrote it.
    contract_2_rupture_cause / Contract2RuptureCause: String,
    /// Second contract: SIRET of the employer.
    contract_2_employer / Contract2Employer: Siret,
    /// Third contract of the enrolment: first day.
    contract_3_start / Contract3Start: Date,
    /// Third contract: planned last day.
    contract_3_end / Contract3End: Date,
    /// Third contract: day of the rupture.
    contract_3_rupture / Contract3Rupture: Date,
    /// Third contract: cause of the rupture, as the source wrote it.
    contract_3_rupture_cause / Contract3RuptureCause: String,
    /// Third contract: SIRET of the employer.
    contract_3_employer / Contract3Employer: Siret,
    /// Fourth contract of the enrolment: first day.
    contract_4_start / Contract4Start: Date,
    /// Fourth contract: planned last day.
    contract_4_end / Contract4End: Date,
    /// Fourth contract: day of the rupture.
    contract_4_rupture / Contract4Rupture: Date,
    /// Fourth contract: cause of the rupture, as the source wrote it.
    contract_4_rupture_cause / Contract4RuptureCause: String,
    /// Fourth contract: SIRET of the employer.
    contract_4_employer / Contract4Employer: Siret,
    /// Counsellor who follows the young person, as named by the source.
    counsellor / Counsellor: String,
    /// State of the Mission Locale's file.
    file_status / FileStatus: FileStatus,
    /// What the young person is doing, by the Mission Locale's file.
    situation / Situation: Situation,
    /// Since when.
    situation_since / SituationSince: Date,
    /// Last contact between the Mission Locale and the young person.
    last_contact_on / LastContactOn: Date,
    /// Start of the Contrat d'engagement jeune.
    cej_start / CejStart: Date,
    /// End of the Contrat d'engagement jeune.
    cej_end / CejEnd: Date,
    /// Start of the PACEA.
    pacea_start / PaceaStart: Date,
    /// End of the PACEA.
    pacea_end / PaceaEnd: Date,
}

impl SourceFacts {
    /// The contracts of the enrolment, in the order of their slots. A slot without a start is no contract.
    #[must_use]
    pub fn contracts(&self) -> Vec<Contract> {
        macro_rules! slot {
            ($start:ident, $end:ident, $rupture:ident, $cause:ident, $employer:ident) => {
                self.$start.map(|start| Contract {
                    start,
                    end: self.$end,
                    rupture: self.$rupture,
                    rupture_cause: self.$cause.clone(),
                    employer: self.$employer.clone(),
                })
            };
        }
        [
            slot!(
                contract_1_start,
                contract_1_end,
                contract_1_rupture,
                contract_1_rupture_cause,
                contract_1_employer
            ),
            slot!(
                contract_2_start,
                contract_2_end,
                contract_2_rupture,
                contract_2_rupture_cause,
                contract_2_employer
            ),
            slot!(
                contract_3_start,
                contract_3_end,
                contract_3_rupture,
                contract_3_rupture_cause,
                contract_3_employer
            ),
            slot!(
                contract_4_start,
                contract_4_end,
                contract_4_rupture,
                contract_4_rupture_cause,
                contract_4_employer
            ),
        ]
        .into_iter()
        .flatten()
        .collect()
    }
}

impl FactText for String {
    fn fact_text(&self) -> String {
        self.clone()
    }
}

impl FactText for u8 {
    fn fact_text(&self) -> String {
        self.to_string()
    }
}

impl FactText for bool {
    fn fact_text(&self) -> String {
        if *self {
            "oui".to_owned()
        } else {
            "non".to_owned()
        }
    }
}

impl FactText for Date {
    fn fact_text(&self) -> String {
        self.to_string()
    }
}

impl FactText for Vec<RomeCode> {
    fn fact_text(&self) -> String {
        let codes: Vec<&str> = self.iter().map(RomeCode::as_str).collect();
        codes.join(", ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use proptest::prelude::*;

    #[test]
    fn a_delivery_leaves_clears_or_sets() {
        let mut facts = SourceFacts {
            birth_name: Some("Ba".to_owned()),
            excluded_on: Some(date(2026, 9, 1)),
            rqth: Some(false),
            ..SourceFacts::default()
        };
        let patch = SourcePatch {
            birth_name: Given::Absent,
            excluded_on: Given::Null,
            exclusion_cause: Given::Null,
            rqth: Given::Value(true),
            ..SourcePatch::default()
        };
        let changed = facts.apply(patch.clone());
        assert_eq!(changed, [Field::Rqth, Field::ExcludedOn]);
        assert_eq!(
            facts.apply(patch),
            [],
            "the same delivery twice changes nothing"
        );
        assert_eq!(
            facts.known(),
            [
                (Field::BirthName, "Ba".to_owned()),
                (Field::Rqth, "oui".to_owned()),
            ]
        );
    }

    #[test]
    fn a_new_situation_does_not_keep_the_date_of_the_last() {
        let mut facts = SourceFacts {
            situation: Some(Situation::JobSeeker),
            situation_since: Some(date(2026, 1, 5)),
            ..SourceFacts::default()
        };
        let told = |situation| SourcePatch {
            situation: Given::Value(situation),
            ..SourcePatch::default()
        };
        assert_eq!(facts.apply(told(Situation::JobSeeker)), []);
        assert_eq!(facts.situation_since, Some(date(2026, 1, 5)));
        let changed = facts.apply(told(Situation::Employment));
        assert_eq!(changed, [Field::Situation, Field::SituationSince]);
        assert_eq!(facts.situation_since, None);
    }

    #[test]
    fn facts_are_kept_as_json_without_what_is_unknown() {
        let facts = SourceFacts {
            birth_date: Some(date(2008, 3, 31)),
            wanted_trades: Some(vec![RomeCode::parse("G1602").unwrap()]),
            ..SourceFacts::default()
        };
        let json = serde_json::to_string(&facts).unwrap();
        assert_eq!(
            json,
            r#"{"birth_date":"2008-03-31","wanted_trades":["G1602"]}"#
        );
        assert_eq!(serde_json::from_str::<SourceFacts>(&json).unwrap(), facts);
    }

    #[test]
    fn a_slot_without_a_start_is_no_contract() {
        let facts = SourceFacts {
            contract_1_end: Some(date(2027, 8, 31)),
            contract_3_start: Some(date(2026, 9, 1)),
            ..SourceFacts::default()
        };
        let starts: Vec<Date> = facts
            .contracts()
            .iter()
            .map(|contract| contract.start)
            .collect();
        assert_eq!(starts, [date(2026, 9, 1)]);
    }

    proptest! {
        #[test]
        fn the_last_word_wins(words in proptest::collection::vec(0..3_u8, 0..12)) {
            let mut facts = SourceFacts::default();
            let mut expected = None;
            for (at, word) in words.iter().enumerate() {
                let address = match word {
                    0 => Given::Absent,
                    1 => Given::Null,
                    _ => Given::Value(at.to_string()),
                };
                match &address {
                    Given::Absent => {}
                    Given::Null => expected = None,
                    Given::Value(value) => expected = Some(value.clone()),
                }
                facts.apply(SourcePatch { address, ..SourcePatch::default() });
                prop_assert_eq!(&facts.address, &expected);
            }
        }
    }
}
