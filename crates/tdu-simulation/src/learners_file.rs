//! The file of a CFA: items of the national import format, version 3.

use jiff::civil::Date;
use serde_json::{Map, Value};
use tdu_domain::person::Sex;

use crate::calendar::{school_year, school_year_start};
use crate::chance::Chance;
use crate::contact::{parent_email, service_email};
use crate::dialect::{Case, PhoneStyle};
use crate::faults::written_down;
use crate::organisations::{Cfa, employer_siret};
use crate::pathway::{Contract, Enrolment};
use crate::person::{Makers, Person};

// Rates in a thousand; all are assumptions.
const INE_KNOWN: u32 = 220;
const INSEE_KNOWN: u32 = 820;
const GUARDIAN_OF_MINOR_KNOWN: u32 = 600;
const EMPLOYER_KNOWN: u32 = 930;

/// How a CFA's software writes.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Software {
    names: Case,
    phones: PhoneStyle,
    female_male: [&'static str; 2],
    numeric_ids: bool,
    school_year_slash: bool,
}

impl Software {
    /// The software of the CFA of this index.
    pub(crate) fn of_cfa(index: usize) -> Self {
        let usual = Self {
            names: Case::Upper,
            phones: PhoneStyle::Compact,
            female_male: ["F", "M"],
            numeric_ids: false,
            school_year_slash: false,
        };
        match index % 4 {
            0 => usual,
            1 => Self {
                names: Case::UpperWithoutAccents,
                numeric_ids: true,
                ..usual
            },
            2 => Self {
                names: Case::Kept,
                phones: PhoneStyle::Spaced,
                female_male: ["F", "H"],
                ..usual
            },
            _ => Self {
                names: Case::Lower,
                phones: PhoneStyle::International,
                female_male: ["2", "1"],
                school_year_slash: true,
                ..usual
            },
        }
    }
}

/// Item of `POST /api/v3/dossiers-apprenants`, in the order of the format; what is unknown is absent.
pub(crate) struct Item(Map<String, Value>);

impl Item {
    /// The item as JSON.
    pub(crate) fn json(&self) -> serde_json::Result<String> {
        serde_json::to_string(&self.0)
    }

    fn put(&mut self, field: impl Into<String>, value: impl Into<Value>) {
        self.0.insert(field.into(), value.into());
    }

    fn put_known<V: Into<Value>>(&mut self, field: impl Into<String>, value: Option<V>) {
        if let Some(value) = value {
            self.put(field, value);
        }
    }

    fn put_date(&mut self, field: impl Into<String>, date: Option<Date>) {
        self.put_known(field, date.map(|date| date.to_string()));
    }
}

/// The item of a course.
pub(crate) fn item(
    chance: &mut Chance,
    software: Software,
    (enrolment, person): (&Enrolment, &Person),
    cfa: &Cfa,
    makers: &Makers<'_>,
    today: Date,
) -> Item {
    let mut item = Item(Map::new());
    put_person(chance, software, person, makers, today, &mut item);
    put_course(software, enrolment, today, &mut item);
    for (index, contract) in enrolment.contracts.iter().enumerate() {
        put_contract(chance, index, contract, &mut item);
    }
    put_establishment(cfa, enrolment, &mut item);
    item
}

fn put_person(
    chance: &mut Chance,
    software: Software,
    person: &Person,
    makers: &Makers<'_>,
    today: Date,
    item: &mut Item,
) {
    let identity = written_down(chance, person, makers);
    let communes = makers.communes();
    item.put("nom_apprenant", software.names.write(&identity.birth_name));
    item.put(
        "prenom_apprenant",
        software.names.write(&identity.first_name),
    );
    item.put_date("date_de_naissance_apprenant", Some(identity.birth));
    item.put_known(
        "ine_apprenant",
        chance.happens(INE_KNOWN).then(|| ine(person)),
    );
    item.put_known("email_contact", identity.email.clone());
    item.put_known(
        "tel_apprenant",
        identity
            .phone
            .as_deref()
            .map(|phone| software.phones.write(phone)),
    );
    item.put_known("adresse_apprenant", identity.address.clone());
    item.put_known("code_postal_apprenant", identity.postcode(communes));
    let insee = identity.commune(communes).map(|commune| commune.insee);
    item.put_known(
        "code_commune_insee_apprenant",
        insee.filter(|_| chance.happens(INSEE_KNOWN)),
    );
    let [female, male] = software.female_male;
    item.put_known(
        "sexe_apprenant",
        identity.sex.map(|sex| match sex {
            Sex::Female => female,
            Sex::Male => male,
        }),
    );
    item.put("rqth_apprenant", person.rqth);
    if person.age(today) < 18 && chance.happens(GUARDIAN_OF_MINOR_KNOWN) {
        item.put(
            "responsable_apprenant_mail1",
            parent_email(person, Sex::Female),
        );
    }
}

fn put_course(software: Software, enrolment: &Enrolment, today: Date, item: &mut Item) {
    let trade = &enrolment.trade;
    let first = enrolment.latest_school_year(today);
    let year = school_year(first);
    let year = if software.school_year_slash {
        year.replace('-', "/")
    } else {
        year
    };
    item.put("annee_scolaire", year);
    if software.numeric_ids {
        item.put("id_erp_apprenant", enrolment.erp_id);
    } else {
        item.put("id_erp_apprenant", enrolment.erp_id.to_string());
    }
    item.put("libelle_court_formation", trade.label);
    let years_left = school_year_start(enrolment.end) - first;
    item.put("annee_formation", (enrolment.years - years_left).max(1));
    item.put_known("formation_rncp", trade.rncp_on(enrolment.entry));
    item.put_known("formation_cfd", trade.cfd);
    item.put_date("date_inscription_formation", Some(enrolment.registered));
    item.put_date("date_entree_formation", Some(enrolment.entry));
    item.put_date("date_fin_formation", Some(enrolment.end));
    item.put("duree_theorique_formation_mois", enrolment.years * 12);
    if let Some((date, cause)) = enrolment.exclusion {
        item.put_date("date_exclusion_formation", Some(date));
        item.put("cause_exclusion_formation", cause);
    }
    if let Some(exam) = enrolment.exam.filter(|exam| exam.known_to_cfa) {
        item.put("obtention_diplome_formation", exam.obtained);
        item.put_date(
            "date_obtention_diplome_formation",
            Some(exam.on).filter(|_| exam.obtained),
        );
    }
}

/// The first contract's fields have no suffix, the next ones `_2` to `_4`.
fn put_contract(chance: &mut Chance, index: usize, contract: &Contract, item: &mut Item) {
    let suffix = if index == 0 {
        String::new()
    } else {
        format!("_{}", index + 1)
    };
    item.put_date(format!("contrat_date_debut{suffix}"), Some(contract.start));
    item.put_date(format!("contrat_date_fin{suffix}"), Some(contract.end));
    item.put_date(format!("contrat_date_rupture{suffix}"), contract.rupture);
    item.put_known(format!("cause_rupture_contrat{suffix}"), contract.cause);
    let employer = chance
        .happens(EMPLOYER_KNOWN)
        .then(|| employer_siret(contract.employer));
    item.put_known(format!("siret_employeur{suffix}"), employer);
}

fn put_establishment(cfa: &Cfa, enrolment: &Enrolment, item: &mut Item) {
    for role in ["responsable", "formateur"] {
        item.put(format!("etablissement_{role}_uai"), cfa.uai.as_str());
        item.put(format!("etablissement_{role}_siret"), cfa.siret.as_str());
    }
    if enrolment.person.is_multiple_of(3) {
        item.put("nom_referent_handicap_formation", "TÉMOIN");
        item.put("prenom_referent_handicap_formation", "Alix");
        let email = service_email("handicap", &format!("cfa-{}", cfa.uai));
        item.put("email_referent_handicap_formation", email);
    }
}

/// A national student identifier in its recent form; the digits are the person's number.
fn ine(person: &Person) -> String {
    format!("999{:06}ZZ", person.id)
}
