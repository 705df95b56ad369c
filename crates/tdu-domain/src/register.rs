//! The register of personal data: for every fact that a source may tell, why it is kept, on which
//! legal basis, who sees it and for how long. What shows facts asks [`seen`], so that the register
//! cannot say anything else than what is done; a fact that is not in it does not compile.

use crate::access::{Right, Sight, View};
use crate::facts::Field;
use crate::person::coded;

coded! {
    /// What a fact serves.
    Purpose {
        /// Knowing someone again, and telling two people apart.
        Identify = "identify",
        /// Reaching them, or those who answer for a minor.
        Reach = "reach",
        /// Finding the Mission Locale of their residence.
        Route = "route",
        /// Following training, contracts and rupture, and acting in time.
        Accompany = "accompany",
        /// Finding a company for them.
        FindCompany = "find_company",
        /// Explaining the rights that a recognised disability opens, and arranging training.
        Accommodate = "accommodate",
    }
}

coded! {
    /// What lets a fact be kept.
    Basis {
        /// A task in the public interest: article 6(1)(e) of the GDPR.
        PublicTask = "public_task",
        /// Data about health, for obligations of employment and social protection: articles 6(1)(e) and
        /// 9(2)(b) of the GDPR.
        SocialProtection = "social_protection",
    }
}

coded! {
    /// Who sees a fact, of those who may see the person.
    Seen {
        /// Whoever sees the person, company relations too.
        Card = "card",
        /// Whoever sees the whole file.
        File = "file",
        /// Referents of disability, and whoever follows the person by name.
        Accommodations = "accommodations",
    }
}

impl Seen {
    /// The right that opens it.
    #[must_use]
    pub fn right(self) -> Right {
        match self {
            Self::Card => Right::SeeCards,
            Self::File => Right::SeePeople,
            Self::Accommodations => Right::SeeAccommodations,
        }
    }
}

/// Years without any contact nor any change of a source during which a file stays open to staff
/// (CNIL, deliberation 2023-095).
pub const YEARS_OPEN: i16 = 2;
/// Years that follow, during which the archive should be restricted before erasure: what remains of
/// the five years in which a claim can be brought (article 2224 of the Code civil).
pub const YEARS_RESTRICTED: i16 = 3;

/// What the register says of a fact.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entry {
    /// What it serves.
    pub purposes: &'static [Purpose],
    /// What lets it be kept.
    pub basis: Basis,
    /// Who sees it.
    pub seen: Seen,
    /// Years without news during which it stays open to staff.
    pub years_open: i16,
    /// Years that follow before it should be erased.
    pub years_restricted: i16,
}

/// What the register says of a fact.
#[must_use]
pub fn entry(field: Field) -> Entry {
    let seen = seen(field);
    Entry {
        purposes: purposes(field),
        basis: match seen {
            Seen::Accommodations => Basis::SocialProtection,
            Seen::Card | Seen::File => Basis::PublicTask,
        },
        seen,
        years_open: YEARS_OPEN,
        years_restricted: YEARS_RESTRICTED,
    }
}

/// Who sees a fact.
#[must_use]
pub fn seen(field: Field) -> Seen {
    match purposes(field) {
        [Purpose::Accommodate, ..] => Seen::Accommodations,
        purposes if purposes.contains(&Purpose::FindCompany) => Seen::Card,
        _ => Seen::File,
    }
}

impl Sight {
    /// Whether this fact is shown to whoever has this sight.
    #[must_use]
    pub fn shows(&self, field: Field) -> bool {
        match seen(field) {
            Seen::Card => true,
            Seen::File => self.view == View::File,
            Seen::Accommodations => self.accommodations,
        }
    }
}

const IDENTITY: &[Purpose] = &[Purpose::Identify];
const CONTACT: &[Purpose] = &[Purpose::Identify, Purpose::Reach, Purpose::FindCompany];
const RESIDENCE: &[Purpose] = &[Purpose::Identify, Purpose::Route];
const GUARDIAN: &[Purpose] = &[Purpose::Reach];
const PATHWAY: &[Purpose] = &[Purpose::Accompany];
const TRADE: &[Purpose] = &[Purpose::Accompany, Purpose::FindCompany];
const DISABILITY: &[Purpose] = &[Purpose::Accommodate];

/// What a fact serves.
fn purposes(field: Field) -> &'static [Purpose] {
    match field {
        Field::Sex
        | Field::Ine
        | Field::MiloNumber
        | Field::HasNir
        | Field::BirthPostcode
        | Field::BirthCommune => IDENTITY,
        Field::BirthDate => &[Purpose::Identify, Purpose::Accompany],
        Field::BirthName | Field::UsedName | Field::FirstName | Field::Phone | Field::Email => {
            CONTACT
        }
        Field::Address => &[Purpose::Reach],
        Field::Postcode => RESIDENCE,
        Field::Commune | Field::CommuneName => {
            &[Purpose::Identify, Purpose::Route, Purpose::FindCompany]
        }
        Field::GuardianEmail1 | Field::GuardianEmail2 => GUARDIAN,
        Field::Rqth
        | Field::RqthSince
        | Field::DisabilityReferentLastName
        | Field::DisabilityReferentFirstName
        | Field::DisabilityReferentEmail => DISABILITY,
        Field::WantedTrades | Field::TrainingLabel | Field::Rncp => TRADE,
        Field::SchoolLevel
        | Field::LastSituation
        | Field::LastEstablishment
        | Field::Mobility
        | Field::SchoolYear
        | Field::LegacyStatus
        | Field::LegacyStatusOn
        | Field::CustomStatus
        | Field::TrainingYear
        | Field::Cfd
        | Field::OnSite
        | Field::PlannedYears
        | Field::PlannedMonths
        | Field::EnrolledOn
        | Field::TrainingStart
        | Field::TrainingEnd
        | Field::DiplomaObtained
        | Field::DiplomaOn
        | Field::ExcludedOn
        | Field::ExclusionCause
        | Field::ResponsibleUai
        | Field::ResponsibleSiret
        | Field::TrainerUai
        | Field::TrainerSiret
        | Field::PlaceUai
        | Field::PlaceSiret
        | Field::PlaceAddress
        | Field::PlacePostcode
        | Field::CfaType
        | Field::Contract1Start
        | Field::Contract1End
        | Field::Contract1Rupture
        | Field::Contract1RuptureCause
        | Field::Contract1Employer
        | Field::Contract2Start
        | Field::Contract2End
        | Field::Contract2Rupture
        | Field::Contract2RuptureCause
        | Field::Contract2Employer
        | Field::Contract3Start
        | Field::Contract3End
        | Field::Contract3Rupture
        | Field::Contract3RuptureCause
        | Field::Contract3Employer
        | Field::Contract4Start
        | Field::Contract4End
        | Field::Contract4Rupture
        | Field::Contract4RuptureCause
        | Field::Contract4Employer
        | Field::Counsellor
        | Field::FileStatus
        | Field::Situation
        | Field::SituationSince
        | Field::LastContactOn
        | Field::CejStart
        | Field::CejEnd
        | Field::PaceaStart
        | Field::PaceaEnd => PATHWAY,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::access::Reason;

    fn sight(view: View, accommodations: bool) -> Sight {
        Sight {
            why: Reason::Enrolment,
            view,
            accommodations,
        }
    }

    #[test]
    fn a_card_shows_what_finds_a_company_and_nothing_else() {
        let shown: Vec<&str> = Field::ALL
            .iter()
            .filter(|field| sight(View::Card, false).shows(**field))
            .map(|field| field.name())
            .collect();
        let expected = [
            "birth_name",
            "used_name",
            "first_name",
            "commune",
            "commune_name",
            "phone",
            "email",
            "wanted_trades",
            "training_label",
            "rncp",
        ];
        assert_eq!(shown, expected);
    }

    #[test]
    fn a_file_hides_disability_and_who_answers_for_it() {
        let hidden: Vec<&str> = Field::ALL
            .iter()
            .filter(|field| !sight(View::File, false).shows(**field))
            .map(|field| field.name())
            .collect();
        let expected = [
            "rqth",
            "rqth_since",
            "disability_referent_last_name",
            "disability_referent_first_name",
            "disability_referent_email",
        ];
        assert_eq!(hidden, expected);
        for field in Field::ALL {
            assert!(sight(View::File, true).shows(*field), "{}", field.name());
        }
    }

    #[test]
    fn every_fact_serves_something_and_health_has_its_own_basis() {
        for field in Field::ALL {
            let entry = entry(*field);
            assert!(!entry.purposes.is_empty(), "{}", field.name());
            let health = entry.purposes.contains(&Purpose::Accommodate);
            assert_eq!(health, entry.basis == Basis::SocialProtection);
            assert_eq!(health, entry.seen == Seen::Accommodations);
        }
    }
}
