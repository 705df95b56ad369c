//! One item or one line, from its fields to a patch.

use jiff::civil::Date;
use tdu_domain::codes::{
    CfdCode, CommuneCode, Email, Ine, Phone, PostalCode, RncpCode, Siret, Uai,
};
use tdu_domain::facts::{Given, SourcePatch};
use tdu_domain::person::SchoolYear;

use super::coherence;
use super::fields::LAST_SITUATIONS;
use crate::delivery::Record;
use crate::identity::stable_key;
use crate::issue::{Issue, IssueCode};
use crate::reading::{Cell, Fault, Reading, Said, Style};

/// What gives the fields of one learner.
pub(crate) trait Source {
    /// The field, absent if the sender does not mention it.
    fn cell(&self, field: &'static str) -> Cell<'_>;
    /// JSON or table.
    fn style(&self) -> Style;
}

/// The outcome and the warnings of one learner.
pub(crate) fn read(
    source: &impl Source,
    position: u32,
    today: Date,
) -> (Result<Record, Vec<Issue>>, Vec<Issue>) {
    let mut reading = Reading::new(position, source.style());
    let (identifier, patch) = Learner {
        source,
        reading: &mut reading,
    }
    .read();
    coherence::check(&patch, source, &mut reading, today);
    let outcome = match external_id(source.style(), identifier, &patch) {
        Some(external_id) if reading.errors.is_empty() => Ok(Record { external_id, patch }),
        _ => Err(reading.errors),
    };
    (outcome, reading.warnings)
}

/// `None` when what the key is made of is missing, which is an error told elsewhere.
fn external_id(style: Style, identifier: Given<String>, patch: &SourcePatch) -> Option<String> {
    let year = patch.school_year.value()?;
    let key = match (identifier, style) {
        (Given::Value(identifier), _) => identifier,
        (_, Style::Json) => return None,
        (_, Style::Table | Style::Sifa) => stable_key(
            patch.ine.value(),
            patch.birth_name.value()?,
            patch.first_name.value()?,
            *patch.birth_date.value()?,
        ),
    };
    Some(format!("{key}@{year}"))
}

struct Learner<'r, S> {
    source: &'r S,
    reading: &'r mut Reading,
}

impl<S: Source> Learner<'_, S> {
    fn read(&mut self) -> (Given<String>, SourcePatch) {
        let mut patch = SourcePatch::default();
        self.person(&mut patch);
        let identifier = self.identifier();
        self.contact(&mut patch);
        self.training(&mut patch);
        self.contracts(&mut patch);
        self.establishments(&mut patch);
        (identifier, patch)
    }

    fn identifier(&mut self) -> Given<String> {
        let cell = self.source.cell("id_erp_apprenant");
        let identifier = self.reading.text(&cell);
        match self.source.style() {
            Style::Json => self.reading.required(&cell, identifier),
            Style::Table | Style::Sifa => identifier,
        }
    }

    fn person(&mut self, patch: &mut SourcePatch) {
        let cell = self.source.cell("nom_apprenant");
        let name = self.reading.name(&cell, Fault::Refuse);
        patch.birth_name = self.reading.required(&cell, name);
        let cell = self.source.cell("prenom_apprenant");
        let name = self.reading.name(&cell, Fault::Refuse);
        patch.first_name = self.reading.required(&cell, name);
        patch.birth_date = self.required_date("date_de_naissance_apprenant");
        let cell = self.source.cell("sexe_apprenant");
        patch.sex = self.reading.sex(&cell, Fault::Refuse);
        let cell = self.source.cell("ine_apprenant");
        patch.ine = self
            .reading
            .code(&cell, Fault::Clear, IssueCode::BadIne, Ine::parse);
        patch.has_nir = self.has_nir();
        patch.rqth = self.boolean("rqth_apprenant");
        patch.rqth_since = self.date("date_rqth_apprenant");
        let cell = self.source.cell("code_postal_de_naissance_apprenant");
        patch.birth_postcode = self.reading.code(
            &cell,
            Fault::Clear,
            IssueCode::BadPostcode,
            PostalCode::parse,
        );
        patch.birth_commune = self.commune("code_commune_insee_de_naissance_apprenant");
    }

    /// Whether a social security number is given; the number is not read.
    fn has_nir(&self) -> Given<bool> {
        match (self.source.cell("nir_apprenant").said, self.source.style()) {
            (Said::Null, _) => Given::Null,
            (Said::Text(text), _) => Given::Value(!text.trim().is_empty()),
            (Said::Bool(present), _) => Given::Value(present),
            (Said::Structure, _) => Given::Value(true),
            // The key under which the trace keeps the answer, once the number is removed.
            (Said::Absent, Style::Json) => match self.source.cell("has_nir").said {
                Said::Bool(present) => Given::Value(present),
                _ => Given::Absent,
            },
            (Said::Absent, Style::Table | Style::Sifa) => Given::Absent,
        }
    }

    fn contact(&mut self, patch: &mut SourcePatch) {
        patch.email = self.email("email_contact");
        let cell = self.source.cell("tel_apprenant");
        patch.phone = self
            .reading
            .code(&cell, Fault::Refuse, IssueCode::BadPhone, Phone::parse);
        patch.address = self.text("adresse_apprenant");
        patch.postcode = self.postcode("code_postal_apprenant");
        patch.commune = self.commune("code_commune_insee_apprenant");
        patch.guardian_email_1 = self.email("responsable_apprenant_mail1");
        patch.guardian_email_2 = self.email("responsable_apprenant_mail2");
        patch.disability_referent_last_name = self.text("nom_referent_handicap_formation");
        patch.disability_referent_first_name = self.text("prenom_referent_handicap_formation");
        patch.disability_referent_email = self.email("email_referent_handicap_formation");
    }

    fn training(&mut self, patch: &mut SourcePatch) {
        let cell = self.source.cell("annee_scolaire");
        let year = self.reading.code(
            &cell,
            Fault::Refuse,
            IssueCode::BadSchoolYear,
            SchoolYear::parse,
        );
        patch.school_year = self.reading.required(&cell, year);
        let cell = self.source.cell("statut_apprenant");
        patch.legacy_status =
            self.reading
                .integer(&cell, Fault::Refuse, IssueCode::BadLegacyStatus, |status| {
                    matches!(status, 0 | 2 | 3)
                });
        patch.legacy_status_on = self.date("date_metier_mise_a_jour_statut");
        patch.custom_status = self.text("custom_statut_apprenant");
        let cell = self.source.cell("libelle_court_formation");
        patch.training_label = self.reading.value(&cell, Fault::Refuse, |text| {
            if text.chars().count() < 2 {
                return Err(IssueCode::TooShort);
            }
            Ok(text.to_owned())
        });
        let cell = self.source.cell("annee_formation");
        patch.training_year =
            self.reading
                .integer(&cell, Fault::Refuse, IssueCode::BadTrainingYear, |y| y <= 5);
        let cell = self.source.cell("formation_rncp");
        patch.rncp = self
            .reading
            .code(&cell, Fault::Refuse, IssueCode::BadRncp, RncpCode::parse);
        let cell = self.source.cell("formation_cfd");
        patch.cfd = self
            .reading
            .code(&cell, Fault::Refuse, IssueCode::BadCfd, CfdCode::parse);
        patch.on_site = self.boolean("formation_presentielle");
        let cell = self.source.cell("duree_theorique_formation");
        patch.planned_years = self
            .reading
            .integer(&cell, Fault::Clear, IssueCode::BadYears, |n| {
                (1..=4).contains(&n)
            });
        let cell = self.source.cell("duree_theorique_formation_mois");
        patch.planned_months =
            self.reading
                .integer(&cell, Fault::Clear, IssueCode::BadMonths, |n| {
                    (1..=48).contains(&n)
                });
        patch.enrolled_on = self.required_date("date_inscription_formation");
        patch.training_start = self.required_date("date_entree_formation");
        patch.training_end = self.required_date("date_fin_formation");
        patch.diploma_obtained = self.boolean("obtention_diplome_formation");
        patch.diploma_on = self.date("date_obtention_diplome_formation");
        patch.excluded_on = self.date("date_exclusion_formation");
        patch.exclusion_cause = self.text("cause_exclusion_formation");
        let cell = self.source.cell("derniere_situation");
        patch.last_situation = self
            .reading
            .value(&cell, Fault::Refuse, parse_last_situation);
        let cell = self.source.cell("dernier_organisme_uai");
        patch.last_establishment =
            self.reading
                .value(&cell, Fault::Refuse, parse_last_establishment);
        let cell = self.source.cell("type_cfa");
        patch.cfa_type = self.reading.value(&cell, Fault::Refuse, parse_cfa_type);
    }

    fn contracts(&mut self, patch: &mut SourcePatch) {
        macro_rules! contract {
            ($suffix:literal, $start:ident, $end:ident, $rupture:ident, $cause:ident, $employer:ident) => {
                patch.$start = self.date(concat!("contrat_date_debut", $suffix));
                patch.$end = self.date(concat!("contrat_date_fin", $suffix));
                patch.$rupture = self.date(concat!("contrat_date_rupture", $suffix));
                patch.$cause = self.text(concat!("cause_rupture_contrat", $suffix));
                patch.$employer = self.lenient_siret(concat!("siret_employeur", $suffix));
            };
        }
        contract!(
            "",
            contract_1_start,
            contract_1_end,
            contract_1_rupture,
            contract_1_rupture_cause,
            contract_1_employer
        );
        contract!(
            "_2",
            contract_2_start,
            contract_2_end,
            contract_2_rupture,
            contract_2_rupture_cause,
            contract_2_employer
        );
        contract!(
            "_3",
            contract_3_start,
            contract_3_end,
            contract_3_rupture,
            contract_3_rupture_cause,
            contract_3_employer
        );
        contract!(
            "_4",
            contract_4_start,
            contract_4_end,
            contract_4_rupture,
            contract_4_rupture_cause,
            contract_4_employer
        );
    }

    fn establishments(&mut self, patch: &mut SourcePatch) {
        patch.responsible_uai = self.required_uai("etablissement_responsable_uai");
        patch.responsible_siret = self.required_siret("etablissement_responsable_siret");
        patch.trainer_uai = self.required_uai("etablissement_formateur_uai");
        patch.trainer_siret = self.required_siret("etablissement_formateur_siret");
        let cell = self.source.cell("etablissement_lieu_de_formation_uai");
        patch.place_uai = self
            .reading
            .code(&cell, Fault::Refuse, IssueCode::BadUai, Uai::parse);
        patch.place_siret = self.lenient_siret("etablissement_lieu_de_formation_siret");
        patch.place_address = self.text("etablissement_lieu_de_formation_adresse");
        patch.place_postcode = self.postcode("etablissement_lieu_de_formation_code_postal");
    }

    fn text(&mut self, field: &'static str) -> Given<String> {
        self.reading.text(&self.source.cell(field))
    }

    fn date(&mut self, field: &'static str) -> Given<Date> {
        self.reading.date(&self.source.cell(field), Fault::Refuse)
    }

    fn required_date(&mut self, field: &'static str) -> Given<Date> {
        let cell = self.source.cell(field);
        let date = self.reading.date(&cell, Fault::Refuse);
        self.reading.required(&cell, date)
    }

    fn boolean(&mut self, field: &'static str) -> Given<bool> {
        self.reading
            .boolean(&self.source.cell(field), Fault::Refuse)
    }

    fn email(&mut self, field: &'static str) -> Given<Email> {
        self.reading.code(
            &self.source.cell(field),
            Fault::Refuse,
            IssueCode::BadEmail,
            Email::parse,
        )
    }

    fn postcode(&mut self, field: &'static str) -> Given<PostalCode> {
        self.reading.code(
            &self.source.cell(field),
            Fault::Refuse,
            IssueCode::BadPostcode,
            PostalCode::parse,
        )
    }

    fn commune(&mut self, field: &'static str) -> Given<CommuneCode> {
        let in_table = self.source.style() != Style::Json;
        self.reading
            .value(&self.source.cell(field), Fault::Refuse, |text| {
                parse_commune(text, in_table)
            })
    }

    fn lenient_siret(&mut self, field: &'static str) -> Given<Siret> {
        self.reading.code(
            &self.source.cell(field),
            Fault::Clear,
            IssueCode::BadSiret,
            Siret::parse,
        )
    }

    fn required_siret(&mut self, field: &'static str) -> Given<Siret> {
        let cell = self.source.cell(field);
        let siret = self
            .reading
            .code(&cell, Fault::Refuse, IssueCode::BadSiret, Siret::parse);
        self.required_in_json(&cell, siret)
    }

    fn required_uai(&mut self, field: &'static str) -> Given<Uai> {
        let cell = self.source.cell(field);
        let uai = self
            .reading
            .code(&cell, Fault::Refuse, IssueCode::BadUai, Uai::parse);
        self.required_in_json(&cell, uai)
    }

    fn required_in_json<T>(&mut self, cell: &Cell<'_>, given: Given<T>) -> Given<T> {
        match self.source.style() {
            Style::Json => self.reading.required(cell, given),
            Style::Table | Style::Sifa => given,
        }
    }
}

/// A commune code; spreadsheets lose the zero of the first nine departments.
pub(crate) fn parse_commune(text: &str, in_table: bool) -> Result<CommuneCode, IssueCode> {
    let padded;
    let text = if in_table && text.len() == 4 && text.bytes().all(|b| b.is_ascii_digit()) {
        padded = format!("0{text}");
        &padded
    } else {
        text
    };
    CommuneCode::parse(text).map_err(|_| IssueCode::BadCommune)
}

/// One of the SIFA codes, or 0.
pub(crate) fn parse_last_situation(text: &str) -> Result<String, IssueCode> {
    text.parse::<u16>()
        .ok()
        .filter(|code| *code == 0 || LAST_SITUATIONS.binary_search(code).is_ok())
        .map(|code| code.to_string())
        .ok_or(IssueCode::BadLastSituation)
}

/// A UAI, a department (with or without a leading zero) or one of SIFA's special codes.
pub(crate) fn parse_last_establishment(text: &str) -> Result<String, IssueCode> {
    if let Ok(uai) = Uai::parse(text) {
        return Ok(uai.as_str().to_owned());
    }
    let code = text.to_ascii_uppercase();
    let department = code
        .strip_prefix('0')
        .filter(|rest| rest.len() == 2)
        .unwrap_or(&code);
    let known = match department.as_bytes() {
        [b'2', b'A' | b'B'] => true,
        [b'9', last] => (b'0'..=b'5').contains(last),
        [first, last] => first.is_ascii_digit() && last.is_ascii_digit(),
        [b'9', b'7', last] => matches!(last, b'1'..=b'4' | b'6'..=b'8'),
        [b'9', b'8', last] => matches!(last, b'4' | b'6'..=b'9'),
        [b'9', b'9', last] => matches!(last, b'0' | b'1' | b'3' | b'5'),
        _ => false,
    };
    if known {
        Ok(code)
    } else {
        Err(IssueCode::BadLastEstablishment)
    }
}

/// "01" to "10"; "1" is "01".
pub(crate) fn parse_cfa_type(text: &str) -> Result<String, IssueCode> {
    text.parse::<u8>()
        .ok()
        .filter(|kind| (1..=10).contains(kind))
        .map(|kind| format!("{kind:02}"))
        .ok_or(IssueCode::BadCfaType)
}
