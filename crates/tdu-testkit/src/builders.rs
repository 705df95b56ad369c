//! Learners and young people, as their networks' files tell them.

use jiff::civil::{Date, date};
use serde_json::{Map, Value, json};

/// A learner of a CFA, in the national format.
#[derive(Debug, Clone)]
pub struct Learner {
    item: Map<String, Value>,
}

impl Learner {
    /// A learner born on 14 May 2007, living in Montreuil, in a two-year session begun on 7 September 2026.
    #[must_use]
    pub fn new(last_name: &str, first_name: &str) -> Self {
        let item = json!({
            "nom_apprenant": last_name,
            "prenom_apprenant": first_name,
            "date_de_naissance_apprenant": "2007-05-14",
            "annee_scolaire": "2026-2027",
            "id_erp_apprenant": format!("{last_name}-{first_name}"),
            "tel_apprenant": "01 99 00 12 34",
            "code_commune_insee_apprenant": "93048",
            "code_postal_apprenant": "93100",
            "libelle_court_formation": "CAP Boulanger",
            "date_inscription_formation": "2026-07-01",
            "date_entree_formation": "2026-09-07",
            "date_fin_formation": "2028-06-30",
        });
        let Value::Object(item) = item else {
            unreachable!("an object was written")
        };
        Self { item }
    }

    /// With a field of the national format.
    #[must_use]
    pub fn with(mut self, field: &str, value: impl Into<Value>) -> Self {
        self.item.insert(field.to_owned(), value.into());
        self
    }

    /// Without a field.
    #[must_use]
    pub fn without(mut self, field: &str) -> Self {
        self.item.remove(field);
        self
    }

    /// In a session that began on a day.
    #[must_use]
    pub fn entered(self, on: Date) -> Self {
        self.with("date_entree_formation", on.to_string())
    }

    /// With a first contract, broken or not.
    #[must_use]
    pub fn contract(self, start: Date, rupture: Option<Date>) -> Self {
        let signed = self
            .with("contrat_date_debut", start.to_string())
            .with("contrat_date_fin", date(2028, 6, 30).to_string());
        match rupture {
            Some(day) => signed.with("contrat_date_rupture", day.to_string()),
            None => signed,
        }
    }

    /// The item, for an establishment.
    #[must_use]
    pub fn item(&self, uai: &str) -> Value {
        let mut item = self.item.clone();
        for role in ["responsable", "formateur"] {
            item.entry(format!("etablissement_{role}_uai"))
                .or_insert(uai.into());
            item.entry(format!("etablissement_{role}_siret"))
                .or_insert("99900000100014".into());
        }
        Value::Object(item)
    }
}

/// A young person of a Mission Locale.
#[derive(Debug, Clone)]
pub struct Youth {
    /// i-milo file number.
    pub number: String,
    /// Birth name.
    pub last_name: String,
    /// First name.
    pub first_name: String,
    /// Date of birth, as written.
    pub birth_date: String,
    /// Postcode.
    pub postcode: String,
    /// Commune, as written.
    pub commune: String,
    /// Telephone.
    pub phone: String,
    /// Counsellor.
    pub counsellor: String,
    /// Last meeting, as written.
    pub last_contact: String,
}

impl Youth {
    /// Someone born on 14 May 2007, living in Montreuil.
    #[must_use]
    pub fn new(number: &str, last_name: &str, first_name: &str) -> Self {
        Self {
            number: number.to_owned(),
            last_name: last_name.to_owned(),
            first_name: first_name.to_owned(),
            birth_date: "14/05/2007".to_owned(),
            postcode: "93100".to_owned(),
            commune: "Montreuil".to_owned(),
            phone: "01 99 00 56 78".to_owned(),
            counsellor: "Conseil A".to_owned(),
            last_contact: String::new(),
        }
    }
}

impl Youth {
    /// Someone of their own, unlike the others: file number `n`, names, birth date and phone drawn from it.
    #[must_use]
    pub fn nth(n: usize) -> Self {
        const SYLLABLES: [&str; 23] = [
            "bar", "cos", "dum", "fer", "gui", "hel", "jan", "kob", "lem", "mir", "nau", "por",
            "quin", "ros", "sal", "ter", "vau", "wil", "xar", "yvo", "zan", "chal", "brun",
        ];
        const FIRST_NAMES: [&str; 11] = [
            "Zoé", "Ali", "Inès", "Hugo", "Maëva", "Théo", "Fatou", "Louis", "Chloé", "Yanis",
            "Rose",
        ];
        // Coprime steps, so that neighbours share nothing.
        let mixed = n * 7_919 + 13;
        let syllable = |weight: usize| SYLLABLES[mixed / weight % 23];
        let name = [syllable(1), syllable(23), syllable(23 * 23)].concat();
        Self {
            birth_date: format!(
                "{:02}/{:02}/{}",
                n * 11 % 28 + 1,
                n * 5 % 12 + 1,
                2001 + n * 3 % 9
            ),
            phone: format!(
                "01 99 {:02} {:02} {:02}",
                n / 10_000 % 100,
                n / 100 % 100,
                n % 100
            ),
            ..Self::new(&n.to_string(), &name, FIRST_NAMES[n * 7 % 11])
        }
    }
}

/// The file of a Mission Locale, with i-milo-like headers.
#[must_use]
pub fn youths_csv(youths: &[Youth]) -> String {
    let mut file = String::from(
        "N° dossier;Nom de naissance;Prénom;Date de naissance;Code postal;Commune;Téléphone;Conseiller référent;Date dernier entretien\n",
    );
    for youth in youths {
        let cells = [
            &youth.number,
            &youth.last_name,
            &youth.first_name,
            &youth.birth_date,
            &youth.postcode,
            &youth.commune,
            &youth.phone,
            &youth.counsellor,
            &youth.last_contact,
        ];
        file.push_str(&cells.map(String::as_str).join(";"));
        file.push('\n');
    }
    file
}
