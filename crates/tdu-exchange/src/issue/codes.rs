//! The closed list of what can be wrong, each with its rule and its remedy in two languages.

use serde::{Deserialize, Serialize};

use super::Lang;

macro_rules! issue_codes {
    ($( $(#[doc = $doc:literal])+ $variant:ident = $code:literal {
        fr: $rule_fr:literal, $remedy_fr:literal;
        en: $rule_en:literal, $remedy_en:literal;
    } )+) => {
        /// What can be wrong with a row or one of its values.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        pub enum IssueCode { $( $(#[doc = $doc])+ #[serde(rename = $code)] $variant, )+ }

        impl IssueCode {
            /// Every code, in order.
            pub const ALL: &'static [Self] = &[ $( Self::$variant, )+ ];

            /// The stable name, as kept in the store and given in answers.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self { $( Self::$variant => $code, )+ }
            }

            /// What was wrong, in one plain sentence.
            #[must_use]
            pub fn rule(self, lang: Lang) -> &'static str {
                match (self, lang) { $(
                    (Self::$variant, Lang::Fr) => $rule_fr,
                    (Self::$variant, Lang::En) => $rule_en,
                )+ }
            }

            /// What to do next, in one plain sentence.
            #[must_use]
            pub fn remedy(self, lang: Lang) -> &'static str {
                match (self, lang) { $(
                    (Self::$variant, Lang::Fr) => $remedy_fr,
                    (Self::$variant, Lang::En) => $remedy_en,
                )+ }
            }
        }
    };
}

issue_codes! {
    /// An item of the array is not a JSON object.
    NotAnObject = "not_an_object" {
        fr: "L’élément n’est pas un dossier (objet JSON).", "Envoyez un objet { … } par apprenant.";
        en: "The item is not a record (JSON object).", "Send one object { … } for each learner.";
    }
    /// A line does not have as many cells as the header.
    RaggedRow = "ragged_row" {
        fr: "La ligne n’a pas le même nombre de cellules que l’en-tête.", "Vérifiez les séparateurs et les guillemets de la ligne.";
        en: "The line does not have as many cells as the header.", "Check the separators and the quotes of the line.";
    }
    /// A quoted cell crosses lines that are each whole: one record, or several and two stray quotes.
    AmbiguousQuotes = "ambiguous_quotes" {
        fr: "Un guillemet ouvert sur cette ligne n’est fermé que plus bas, et les lignes entre les deux sont complètes.", "Supprimez les guillemets isolés, ou retirez les retours à la ligne de la cellule.";
        en: "A quote opened on this line is only closed further down, and the lines in between are whole.", "Delete the stray quotes, or remove the line breaks from the cell.";
    }
    /// A line of a SIFA file does not have 47 columns.
    WrongSifaColumns = "wrong_sifa_columns" {
        fr: "La ligne n’a pas les 47 colonnes du fichier SIFA.", "Exportez de nouveau le fichier SIFA sans en modifier les colonnes.";
        en: "The line does not have the 47 columns of the SIFA file.", "Export the SIFA file again without changing its columns.";
    }
    /// A required value is missing.
    MissingValue = "missing_value" {
        fr: "La valeur est obligatoire.", "Remplissez-la dans votre logiciel et renvoyez.";
        en: "The value is required.", "Fill it in your software and send again.";
    }
    /// Not the type of value expected (a list, an object, a boolean for a text…).
    WrongType = "wrong_type" {
        fr: "Ce type de valeur n’est pas attendu ici.", "Envoyez un texte simple.";
        en: "This type of value is not expected here.", "Send a simple text.";
    }
    /// More than 1,000 characters.
    TooLong = "too_long" {
        fr: "Le texte dépasse 1 000 caractères.", "Raccourcissez-le.";
        en: "The text exceeds 1,000 characters.", "Shorten it.";
    }
    /// Fewer than two characters.
    TooShort = "too_short" {
        fr: "Le texte a moins de 2 caractères.", "Écrivez le libellé en entier.";
        en: "The text has fewer than 2 characters.", "Write the whole label.";
    }
    /// A name without any letter.
    BadName = "bad_name" {
        fr: "Ce nom n’en est pas un.", "Écrivez le nom en lettres.";
        en: "This is not a name.", "Write the name in letters.";
    }
    /// A social security number where there must be none.
    SocialSecurityNumber = "social_security_number" {
        fr: "La valeur ressemble à un numéro de sécurité sociale : elle est refusée et n’est pas gardée.", "Retirez-le ; comme identifiant, envoyez le numéro du dossier.";
        en: "The value looks like a social security number: it is refused and not kept.", "Remove it; as an identifier, send the file number.";
    }
    /// Not written as a date.
    UnreadableDate = "unreadable_date" {
        fr: "La date n’est pas lisible.", "Écrivez-la AAAA-MM-JJ (2008-03-31) ; dans un tableau, JJ/MM/AAAA convient aussi.";
        en: "The date cannot be read.", "Write it YYYY-MM-DD (2008-03-31); in a table, DD/MM/YYYY also works.";
    }
    /// Written as a date that does not exist.
    ImpossibleDate = "impossible_date" {
        fr: "Cette date n’existe pas, ou son année n’est pas entre 1900 et 2199.", "Corrigez le jour, le mois ou l’année (le jour vient avant le mois).";
        en: "This date does not exist, or its year is not between 1900 and 2199.", "Correct the day, the month or the year (the day comes before the month).";
    }
    /// A school year that is not one.
    BadSchoolYear = "bad_school_year" {
        fr: "L’année scolaire n’est pas lisible.", "Écrivez deux années égales ou consécutives : 2026-2027.";
        en: "The school year cannot be read.", "Write two equal or consecutive years: 2026-2027.";
    }
    /// Not an e-mail address.
    BadEmail = "bad_email" {
        fr: "L’adresse e-mail n’est pas valide.", "Écrivez-la sous la forme nom@domaine.fr.";
        en: "The e-mail address is not valid.", "Write it as name@domain.fr.";
    }
    /// Not a telephone number that can be called.
    BadPhone = "bad_phone" {
        fr: "Le numéro de téléphone n’est pas valide.", "Écrivez 10 chiffres (06 12 34 56 78), ou l’indicatif du pays avec +. Les numéros surtaxés sont refusés.";
        en: "The telephone number is not valid.", "Write 10 digits (06 12 34 56 78), or the country code with +. Premium numbers are refused.";
    }
    /// Not a French postcode.
    BadPostcode = "bad_postcode" {
        fr: "Le code postal n’est pas valide.", "Écrivez 5 chiffres : 75011.";
        en: "The postcode is not valid.", "Write 5 digits: 75011.";
    }
    /// Not an INSEE code of a commune.
    BadCommune = "bad_commune" {
        fr: "Le code INSEE de la commune n’est pas valide.", "Écrivez 5 caractères : 93066, ou 2A004 en Corse. Ce n’est pas le code postal.";
        en: "The INSEE code of the commune is not valid.", "Write 5 characters: 93066, or 2A004 in Corsica. It is not the postcode.";
    }
    /// Not a SIRET.
    BadSiret = "bad_siret" {
        fr: "Le SIRET n’est pas valide.", "Écrivez les 14 chiffres de l’établissement.";
        en: "The SIRET is not valid.", "Write the 14 digits of the establishment.";
    }
    /// Not a UAI.
    BadUai = "bad_uai" {
        fr: "Le code UAI n’est pas valide.", "Écrivez 7 chiffres et une lettre : 0750001A.";
        en: "The UAI code is not valid.", "Write 7 digits and a letter: 0750001A.";
    }
    /// Not a national student identifier.
    BadIne = "bad_ine" {
        fr: "L’INE n’est pas lisible : il est laissé de côté.", "Recopiez-le du certificat de scolarité (11 chiffres et lettres).";
        en: "The INE cannot be read: it is set aside.", "Copy it from the school certificate (11 digits and letters).";
    }
    /// Not an i-milo file number.
    BadMiloNumber = "bad_milo_number" {
        fr: "Le numéro de dossier n’est pas lisible.", "Recopiez le numéro du dossier i-milo (20 caractères au plus, sans espace).";
        en: "The file number cannot be read.", "Copy the number of the i-milo file (20 characters at most, no space).";
    }
    /// Not a ROME code.
    BadRome = "bad_rome" {
        fr: "Le code ROME n’est pas valide.", "Écrivez une lettre et 4 chiffres : G1602. Séparez plusieurs codes par une virgule.";
        en: "The ROME code is not valid.", "Write a letter and 4 digits: G1602. Separate several codes with a comma.";
    }
    /// Not an RNCP number.
    BadRncp = "bad_rncp" {
        fr: "Le numéro RNCP n’est pas valide.", "Écrivez RNCP et 2 à 5 chiffres : RNCP37537.";
        en: "The RNCP number is not valid.", "Write RNCP and 2 to 5 digits: RNCP37537.";
    }
    /// Not a CFD.
    BadCfd = "bad_cfd" {
        fr: "Le code formation diplôme (CFD) n’est pas valide.", "Écrivez 8 chiffres ou lettres : 50022141.";
        en: "The diploma code (CFD) is not valid.", "Write 8 digits or letters: 50022141.";
    }
    /// Not a sex code.
    BadSex = "bad_sex" {
        fr: "Le sexe n’est pas reconnu.", "Écrivez F ou M (H, 1 et 2 sont aussi compris).";
        en: "The sex is not recognised.", "Write F or M (H, 1 and 2 are understood too).";
    }
    /// Neither yes nor no.
    BadBoolean = "bad_boolean" {
        fr: "La valeur n’est ni oui ni non.", "En JSON, envoyez true ou false ; dans un tableau, oui ou non.";
        en: "The value is neither yes nor no.", "In JSON, send true or false; in a table, oui or non.";
    }
    /// Not a legacy status.
    BadLegacyStatus = "bad_legacy_status" {
        fr: "Le statut n’est pas reconnu.", "Envoyez 0 (abandon), 2 (inscrit) ou 3 (apprenti).";
        en: "The status is not recognised.", "Send 0 (dropped out), 2 (enrolled) or 3 (apprentice).";
    }
    /// Year of training out of range.
    BadTrainingYear = "bad_training_year" {
        fr: "L’année dans la formation doit être un entier de 0 à 5.", "Écrivez 1 pour la première année.";
        en: "The year of training must be an integer from 0 to 5.", "Write 1 for the first year.";
    }
    /// Theoretical length in years out of range.
    BadYears = "bad_years" {
        fr: "La durée théorique doit être de 1 à 4 ans : elle est laissée de côté.", "Écrivez la durée en années, ou en mois dans duree_theorique_formation_mois.";
        en: "The theoretical length must be 1 to 4 years: it is set aside.", "Write the length in years, or in months in duree_theorique_formation_mois.";
    }
    /// Theoretical length in months out of range.
    BadMonths = "bad_months" {
        fr: "La durée théorique doit être de 1 à 48 mois : elle est laissée de côté.", "Écrivez la durée en mois entiers.";
        en: "The theoretical length must be 1 to 48 months: it is set aside.", "Write the length in whole months.";
    }
    /// Not one of the SIFA situations.
    BadLastSituation = "bad_last_situation" {
        fr: "La dernière situation n’est pas un code SIFA.", "Choisissez un code à 4 chiffres de la nomenclature SIFA, ou 0 s’il n’y en a pas.";
        en: "The last situation is not a SIFA code.", "Choose a 4-digit code of the SIFA list, or 0 if there is none.";
    }
    /// Neither UAI nor department.
    BadLastEstablishment = "bad_last_establishment" {
        fr: "Le dernier organisme fréquenté n’est ni un UAI ni un département.", "Écrivez 7 chiffres et une lettre, ou le numéro du département.";
        en: "The last establishment is neither a UAI nor a department.", "Write 7 digits and a letter, or the number of the department.";
    }
    /// Not a kind of CFA.
    BadCfaType = "bad_cfa_type" {
        fr: "Le type de CFA n’est pas reconnu.", "Écrivez un code de 01 à 10.";
        en: "The kind of CFA is not recognised.", "Write a code from 01 to 10.";
    }
    /// A contract without its first day.
    ContractWithoutStart = "contract_without_start" {
        fr: "Le contrat a une fin, une rupture ou une cause de rupture, mais pas de date de début.", "Ajoutez la date de début du contrat, ou retirez les autres dates.";
        en: "The contract has an end, a rupture or a cause of rupture, but no start date.", "Add the start date of the contract, or remove the other dates.";
    }
    /// Rupture before the first day.
    RuptureBeforeStart = "rupture_before_start" {
        fr: "La rupture est antérieure au début du contrat.", "Corrigez l’une des deux dates.";
        en: "The rupture comes before the start of the contract.", "Correct one of the two dates.";
    }
    /// Contract end before the first day.
    ContractEndBeforeStart = "contract_end_before_start" {
        fr: "La fin du contrat est antérieure à son début.", "Corrigez l’une des deux dates.";
        en: "The end of the contract comes before its start.", "Correct one of the two dates.";
    }
    /// Training end before its entry.
    TrainingEndBeforeEntry = "training_end_before_entry" {
        fr: "La fin de la formation est antérieure à l’entrée.", "Corrigez l’une des deux dates.";
        en: "The end of the training comes before the entry.", "Correct one of the two dates.";
    }
    /// Exclusion before the entry.
    ExclusionBeforeEntry = "exclusion_before_entry" {
        fr: "L’exclusion est antérieure à l’entrée en formation.", "Vérifiez la date d’exclusion.";
        en: "The exclusion comes before the entry into training.", "Check the date of exclusion.";
    }
    /// Born after today.
    ImpossibleBirthDate = "impossible_birth_date" {
        fr: "La date de naissance est dans le futur.", "Corrigez l’année de naissance.";
        en: "The birth date is in the future.", "Correct the year of birth.";
    }
    /// Under 14 or over 70.
    UnlikelyAge = "unlikely_age" {
        fr: "L’âge est surprenant : moins de 14 ans ou plus de 70 ans.", "Vérifiez la date de naissance.";
        en: "The age is surprising: under 14 or over 70.", "Check the birth date.";
    }
    /// A past event dated after today.
    DateInFuture = "date_in_future" {
        fr: "Cette date est dans le futur : elle est laissée de côté.", "Vérifiez l’année.";
        en: "This date is in the future: it is set aside.", "Check the year.";
    }
    /// A period that ends before it starts.
    PeriodEndBeforeStart = "period_end_before_start" {
        fr: "La fin est antérieure au début : elle est laissée de côté.", "Corrigez l’une des deux dates.";
        en: "The end comes before the start: it is set aside.", "Correct one of the two dates.";
    }
    /// A word for the state of the file that is not known.
    BadFileStatus = "bad_file_status" {
        fr: "L’état du dossier n’est pas reconnu : il est laissé de côté.", "Écrivez actif, inactif, clos ou transféré.";
        en: "The state of the file is not recognised: it is set aside.", "Write actif, inactif, clos or transféré.";
    }
    /// A word for what the young person is doing that is not known.
    BadSituation = "bad_situation" {
        fr: "La situation n’est pas reconnue : elle est laissée de côté.", "Écrivez emploi, alternance, formation, immersion, volontariat, scolarité ou demandeur d’emploi.";
        en: "The situation is not recognised: it is set aside.", "Write emploi, alternance, formation, immersion, volontariat, scolarité or demandeur d’emploi.";
    }
    /// A situation dated after today.
    SituationNotBegun = "situation_not_begun" {
        fr: "La situation commence dans le futur : elle est laissée de côté.", "Exportez la situation en cours ; celle-ci sera lue quand elle aura commencé.";
        en: "The situation begins in the future: it is set aside.", "Export the present situation; this one will be read once it has begun.";
    }
    /// A school level that is not known.
    BadSchoolLevel = "bad_school_level" {
        fr: "Le niveau scolaire n’est pas reconnu : il est laissé de côté.", "Écrivez par exemple « Sans diplôme », « CAP », « Bac » ou « Niveau 3 ».";
        en: "The school level is not recognised: it is set aside.", "Write for example “Sans diplôme”, “CAP”, “Bac” or “Niveau 3”.";
    }
    /// A mobility that is not known.
    BadMobility = "bad_mobility" {
        fr: "La mobilité n’est pas reconnue : elle est laissée de côté.", "Écrivez commune, bassin, département, région ou France.";
        en: "The mobility is not recognised: it is set aside.", "Write commune, bassin, département, région or France.";
    }
    /// A handicap code of SIFA that says neither yes nor no.
    BadHandicap = "bad_handicap" {
        fr: "Le code HANDI n’est ni 0, ni 1, ni 2 : il est laissé de côté.", "Écrivez 1 si la RQTH est reconnue, 0 ou 2 sinon.";
        en: "The HANDI code is neither 0, 1 nor 2: it is set aside.", "Write 1 if RQTH is recognised, 0 or 2 otherwise.";
    }
    /// An establishment in no directory.
    UnknownEstablishment = "unknown_establishment" {
        fr: "Cet établissement n’est pas connu.", "Vérifiez le code UAI et le SIRET, ou demandez à l’administrateur d’ajouter l’établissement.";
        en: "This establishment is not known.", "Check the UAI and the SIRET, or ask the administrator to add the establishment.";
    }
    /// An establishment of another organisation.
    ForeignEstablishment = "foreign_establishment" {
        fr: "Cet établissement n’est pas rattaché à votre organisation.", "Envoyez ses apprenants avec la clé de son organisation.";
        en: "This establishment does not belong to your organisation.", "Send its learners with its own organisation’s key.";
    }
    /// An identifier given twice in one delivery.
    DuplicateInDelivery = "duplicate_in_delivery" {
        fr: "Cet identifiant est déjà donné plus haut dans le même envoi.", "Gardez une seule ligne par personne.";
        en: "This identifier was already given above in the same delivery.", "Keep one line for each person.";
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn every_code_says_what_and_what_to_do_in_both_languages() {
        let mut told = String::new();
        for code in IssueCode::ALL {
            told.push_str(code.as_str());
            for lang in [Lang::Fr, Lang::En] {
                told.push_str(&format!(
                    "\n  {}\n    → {}",
                    code.rule(lang),
                    code.remedy(lang)
                ));
            }
            told.push('\n');
        }
        insta::assert_snapshot!(told);
    }

    #[test]
    fn names_are_stable_and_distinct() {
        let names: HashSet<_> = IssueCode::ALL.iter().map(|code| code.as_str()).collect();
        assert_eq!(names.len(), IssueCode::ALL.len());
        for code in IssueCode::ALL {
            let json = serde_json::to_string(code).unwrap();
            assert_eq!(json, format!("\"{}\"", code.as_str()));
            assert_eq!(serde_json::from_str::<IssueCode>(&json).unwrap(), *code);
        }
    }
}
