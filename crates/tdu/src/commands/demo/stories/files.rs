//! The files of the people of the stories, as their networks would write them.

use jiff::civil::Date;
use serde_json::{Value, json};
use tdu_domain::calendar::plus_months;
use tdu_domain::routing::Commune;
use tdu_exchange::territory_tables::CommuneLine;
use tdu_store::Establishment;
use tdu_web::Plot;

use super::calendar::Calendar;

/// Days before today of a CFA's first file about someone.
pub(super) struct FirstFile {
    pub(super) signal: i32,
    pub(super) rupture: i32,
}

/// The first files of the CFA.
pub(super) const FIRST_FILE: FirstFile = FirstFile {
    signal: 34,
    rupture: 110,
};
/// Days before today of the rupture.
pub(super) const BROKEN_ON: i32 = 40;
/// Days before today of the new contract's first day: within six weeks of the rupture.
pub(super) const HIRED_ON: i32 = 3;
/// Months of the training.
const MONTHS: i32 = 22;

/// The largest commune that a Mission Locale covers.
pub(super) fn residence(communes: &[CommuneLine], mission_locale: &str) -> Option<Commune> {
    communes
        .iter()
        .filter(|line| line.mission_locale.as_deref() == Some(mission_locale))
        .map(|line| &line.commune)
        .max_by_key(|commune| commune.population)
        .cloned()
}

/// Whom a story is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Hero {
    pub(super) plot: Plot,
    pub(super) last_name: &'static str,
    pub(super) first_name: &'static str,
    number: &'static str,
    title: &'static str,
    sex: &'static str,
    age: i32,
    phone: &'static str,
    email: &'static str,
    /// The trade wanted, by its ROME code.
    pub(super) trade: &'static str,
    /// The training, by its name and its code.
    training: (&'static str, &'static str),
}

impl Hero {
    /// Invented, and named so that nobody doubts it.
    pub(super) const ALL: [Self; 3] = [
        Self {
            plot: Plot::Refusal,
            last_name: "Récit-Boulange",
            first_name: "Sami",
            number: "9990101",
            title: "M.",
            sex: "M",
            age: 18,
            phone: "01 99 00 77 01",
            email: "sami.recit@example.org",
            trade: "D1102",
            training: ("CAP BOULANGER", "50022137"),
        },
        Self {
            plot: Plot::Signal,
            last_name: "Récit-Coiffure",
            first_name: "Inès",
            number: "9990102",
            title: "Mme",
            sex: "F",
            age: 19,
            phone: "01 99 00 77 02",
            email: "ines.recit@example.org",
            trade: "D1202",
            training: ("CAP METIERS DE LA COIFFURE", "50033616"),
        },
        Self {
            plot: Plot::Rupture,
            last_name: "Récit-Pâtisse",
            first_name: "Théo",
            number: "9990103",
            title: "M.",
            sex: "M",
            age: 20,
            phone: "01 99 00 77 03",
            email: "theo.recit@example.org",
            trade: "D1104",
            training: ("CAP PATISSIER", "50022141"),
        },
    ];

    /// First and last name.
    pub(super) fn name(&self) -> String {
        format!("{} {}", self.first_name, self.last_name)
    }

    fn birth(&self, today: Date) -> Date {
        plus_months(today, -12 * self.age - 5)
    }

    /// The extraction of the Mission Locale.
    pub(super) fn youth(&self, residence: &Commune, counsellor: &str, today: Date) -> String {
        let birth = self.birth(today);
        let birth = birth.strftime("%d/%m/%Y");
        let postcode = residence.postcodes.first();
        let postcode = postcode.map_or("", |postcode| postcode.as_str());
        let Self {
            number,
            title,
            last_name,
            first_name,
            phone,
            email,
            trade,
            ..
        } = self;
        format!(
            "N° dossier;Civilité;Nom de naissance;Prénom;Date de naissance;Code postal;Commune;Téléphone;\
             E-mail;Conseiller référent;Statut du dossier;Niveau scolaire;Métier souhaité (ROME);Mobilité\r\n\
             {number};{title};{last_name};{first_name};{birth};{postcode};{};{phone};\
             {email};{counsellor};Actif;Niveau 2;{trade};Département\r\n",
            residence.name
        )
    }

    /// The national file of the CFA on a day: what is not signed or broken yet is not in it.
    pub(super) fn learner(
        &self,
        cfa: &Establishment,
        residence: &Commune,
        calendar: Calendar,
    ) -> Value {
        let Calendar { today, now, .. } = calendar;
        let (training, code) = self.training;
        let entry = calendar.day(match self.plot {
            Plot::Rupture => FIRST_FILE.rupture + 4,
            Plot::Signal | Plot::Refusal => FIRST_FILE.signal + 7,
        });
        let end = plus_months(entry, MONTHS);
        let mut item = json!({
            "nom_apprenant": self.last_name,
            "prenom_apprenant": self.first_name,
            "date_de_naissance_apprenant": self.birth(today).to_string(),
            "annee_scolaire": calendar.school_year(),
            "id_erp_apprenant": format!("RECIT-{}", self.number),
            "email_contact": self.email,
            "tel_apprenant": self.phone,
            "code_commune_insee_apprenant": residence.code.as_str(),
            "sexe_apprenant": self.sex,
            "libelle_court_formation": training,
            "formation_cfd": code,
            "annee_formation": 1,
            "date_inscription_formation": entry.to_string(),
            "date_entree_formation": entry.to_string(),
            "date_fin_formation": end.to_string(),
        });
        for (index, contract) in self.contracts(calendar).into_iter().enumerate() {
            let suffix = if index == 0 { "" } else { "_2" };
            item[format!("contrat_date_debut{suffix}")] = contract.0.to_string().into();
            item[format!("contrat_date_fin{suffix}")] = end.to_string().into();
            if let Some(broken) = contract.1.filter(|broken| *broken <= now) {
                item[format!("contrat_date_rupture{suffix}")] = broken.to_string().into();
            }
        }
        for role in ["responsable", "formateur"] {
            item[format!("etablissement_{role}_uai")] = cfa.uai.as_str().into();
            if let Some(siret) = &cfa.siret {
                item[format!("etablissement_{role}_siret")] = siret.as_str().into();
            }
        }
        Value::Array(vec![item])
    }

    /// First day of each contract known on the day of the file, and when it broke.
    fn contracts(&self, calendar: Calendar) -> Vec<(Date, Option<Date>)> {
        let known = match self.plot {
            Plot::Refusal => Vec::new(),
            Plot::Signal => vec![(calendar.day(FIRST_FILE.signal), None)],
            Plot::Rupture => vec![
                (
                    calendar.day(FIRST_FILE.rupture),
                    Some(calendar.day(BROKEN_ON)),
                ),
                (calendar.day(HIRED_ON), None),
            ],
        };
        known
            .into_iter()
            .filter(|(start, _)| *start <= calendar.now)
            .collect()
    }
}
