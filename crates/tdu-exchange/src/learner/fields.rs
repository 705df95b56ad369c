//! The 70 fields of the national item.

/// One field of the national item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LearnerField {
    /// The key of the JSON item, and the column of the template.
    pub name: &'static str,
    /// Whether an item without it is refused. In tables, the identifier and the establishments may
    /// be missing: see [`super::parse_table`].
    pub required: bool,
    /// What it is, in French.
    pub description: &'static str,
    /// An example, as written in JSON or in a cell.
    pub example: &'static str,
}

const fn required(
    name: &'static str,
    description: &'static str,
    example: &'static str,
) -> LearnerField {
    LearnerField {
        name,
        required: true,
        description,
        example,
    }
}

const fn optional(
    name: &'static str,
    description: &'static str,
    example: &'static str,
) -> LearnerField {
    LearnerField {
        name,
        required: false,
        description,
        example,
    }
}

/// Every field, in the order of the national schema.
pub const FIELDS: &[LearnerField] = &[
    required(
        "nom_apprenant",
        "Nom de naissance de l’apprenant",
        "Lenôtre",
    ),
    required("prenom_apprenant", "Prénom de l’apprenant", "Gaston"),
    required(
        "date_de_naissance_apprenant",
        "Date de naissance (AAAA-MM-JJ)",
        "2008-10-28",
    ),
    required(
        "annee_scolaire",
        "Année scolaire : deux années consécutives, ou égales pour une session en année civile",
        "2026-2027",
    ),
    optional(
        "statut_apprenant",
        "Ancien statut : 0 (abandon), 2 (inscrit), 3 (apprenti)",
        "3",
    ),
    optional(
        "date_metier_mise_a_jour_statut",
        "Date de cet ancien statut",
        "2026-09-01",
    ),
    required(
        "id_erp_apprenant",
        "Identifiant de l’apprenant dans le logiciel du CFA, stable d’un envoi à l’autre",
        "A-10427",
    ),
    optional(
        "ine_apprenant",
        "Identifiant national élève (INE)",
        "0494004062M",
    ),
    optional(
        "email_contact",
        "Adresse e-mail de l’apprenant",
        "gaston@exemple.fr",
    ),
    optional("tel_apprenant", "Téléphone de l’apprenant", "0639980012"),
    optional(
        "libelle_court_formation",
        "Intitulé court de la formation",
        "CAP PATISSIER",
    ),
    optional("annee_formation", "Année dans la formation, de 0 à 5", "1"),
    optional(
        "formation_rncp",
        "Numéro RNCP de la certification",
        "RNCP38765",
    ),
    optional(
        "contrat_date_debut",
        "Premier contrat : date de début",
        "2026-09-01",
    ),
    optional(
        "contrat_date_fin",
        "Premier contrat : date de fin prévue",
        "2028-08-31",
    ),
    optional(
        "contrat_date_rupture",
        "Premier contrat : date de rupture",
        "2027-01-15",
    ),
    optional(
        "custom_statut_apprenant",
        "Statut tel que le nomme le logiciel du CFA",
        "Présent",
    ),
    optional(
        "nir_apprenant",
        "Numéro de sécurité sociale : jamais gardé. Seule sa présence est notée ; mieux vaut ne pas l’envoyer",
        "",
    ),
    optional(
        "adresse_apprenant",
        "Adresse, sans code postal ni commune",
        "12 rue des Lilas",
    ),
    optional("code_postal_apprenant", "Code postal de résidence", "93100"),
    optional(
        "code_postal_de_naissance_apprenant",
        "Code postal de naissance",
        "75012",
    ),
    optional(
        "code_commune_insee_apprenant",
        "Code INSEE de la commune de résidence",
        "93048",
    ),
    optional(
        "code_commune_insee_de_naissance_apprenant",
        "Code INSEE de la commune de naissance",
        "75112",
    ),
    optional(
        "sexe_apprenant",
        "Sexe : F ou M (H, 1 et 2 sont compris)",
        "M",
    ),
    optional(
        "rqth_apprenant",
        "Reconnaissance de la qualité de travailleur handicapé",
        "false",
    ),
    optional(
        "date_rqth_apprenant",
        "Date de cette reconnaissance",
        "2025-03-10",
    ),
    optional(
        "responsable_apprenant_mail1",
        "Adresse e-mail du premier responsable légal",
        "parent1@exemple.fr",
    ),
    optional(
        "responsable_apprenant_mail2",
        "Adresse e-mail du second responsable légal",
        "parent2@exemple.fr",
    ),
    optional("obtention_diplome_formation", "Diplôme obtenu", "true"),
    optional(
        "date_obtention_diplome_formation",
        "Date d’obtention du diplôme",
        "2028-07-05",
    ),
    optional(
        "date_exclusion_formation",
        "Date d’exclusion de la formation",
        "2027-02-01",
    ),
    optional(
        "cause_exclusion_formation",
        "Cause de l’exclusion",
        "absences répétées",
    ),
    optional(
        "nom_referent_handicap_formation",
        "Nom du référent handicap",
        "Escoffier",
    ),
    optional(
        "prenom_referent_handicap_formation",
        "Prénom du référent handicap",
        "Auguste",
    ),
    optional(
        "email_referent_handicap_formation",
        "Adresse e-mail du référent handicap",
        "handicap@exemple.fr",
    ),
    optional(
        "cause_rupture_contrat",
        "Premier contrat : cause de la rupture",
        "démission",
    ),
    optional(
        "contrat_date_debut_2",
        "Deuxième contrat : date de début",
        "2027-02-15",
    ),
    optional(
        "contrat_date_fin_2",
        "Deuxième contrat : date de fin prévue",
        "2028-08-31",
    ),
    optional(
        "contrat_date_rupture_2",
        "Deuxième contrat : date de rupture",
        "",
    ),
    optional(
        "cause_rupture_contrat_2",
        "Deuxième contrat : cause de la rupture",
        "",
    ),
    optional(
        "contrat_date_debut_3",
        "Troisième contrat : date de début",
        "",
    ),
    optional(
        "contrat_date_fin_3",
        "Troisième contrat : date de fin prévue",
        "",
    ),
    optional(
        "contrat_date_rupture_3",
        "Troisième contrat : date de rupture",
        "",
    ),
    optional(
        "cause_rupture_contrat_3",
        "Troisième contrat : cause de la rupture",
        "",
    ),
    optional(
        "contrat_date_debut_4",
        "Quatrième contrat : date de début",
        "",
    ),
    optional(
        "contrat_date_fin_4",
        "Quatrième contrat : date de fin prévue",
        "",
    ),
    optional(
        "contrat_date_rupture_4",
        "Quatrième contrat : date de rupture",
        "",
    ),
    optional(
        "cause_rupture_contrat_4",
        "Quatrième contrat : cause de la rupture",
        "",
    ),
    optional(
        "siret_employeur",
        "Premier contrat : SIRET de l’employeur",
        "19750655300019",
    ),
    optional(
        "siret_employeur_2",
        "Deuxième contrat : SIRET de l’employeur",
        "",
    ),
    optional(
        "siret_employeur_3",
        "Troisième contrat : SIRET de l’employeur",
        "",
    ),
    optional(
        "siret_employeur_4",
        "Quatrième contrat : SIRET de l’employeur",
        "",
    ),
    optional("formation_presentielle", "Formation en présence", "true"),
    optional(
        "duree_theorique_formation",
        "Durée théorique en années, de 1 à 4",
        "2",
    ),
    optional(
        "duree_theorique_formation_mois",
        "Durée théorique en mois, de 1 à 48",
        "24",
    ),
    required(
        "date_inscription_formation",
        "Date d’inscription en formation",
        "2026-06-15",
    ),
    required(
        "date_entree_formation",
        "Premier jour de la formation",
        "2026-09-01",
    ),
    required(
        "date_fin_formation",
        "Dernier jour de la formation",
        "2028-07-05",
    ),
    required(
        "etablissement_responsable_uai",
        "UAI de l’établissement responsable",
        "0123456A",
    ),
    required(
        "etablissement_responsable_siret",
        "SIRET de l’établissement responsable",
        "19750655300019",
    ),
    required(
        "etablissement_formateur_uai",
        "UAI de l’établissement formateur",
        "0123456A",
    ),
    required(
        "etablissement_formateur_siret",
        "SIRET de l’établissement formateur",
        "19750655300019",
    ),
    optional(
        "etablissement_lieu_de_formation_uai",
        "UAI du lieu de formation",
        "0123456A",
    ),
    optional(
        "etablissement_lieu_de_formation_siret",
        "SIRET du lieu de formation",
        "19750655300019",
    ),
    optional(
        "etablissement_lieu_de_formation_adresse",
        "Adresse du lieu de formation",
        "1 rue de l’Atelier",
    ),
    optional(
        "etablissement_lieu_de_formation_code_postal",
        "Code postal du lieu de formation",
        "93200",
    ),
    optional("formation_cfd", "Code formation diplôme (CFD)", "50022141"),
    optional(
        "derniere_situation",
        "Situation l’année précédente : code SIFA à 4 chiffres, 0 s’il n’y en a pas",
        "1021",
    ),
    optional(
        "dernier_organisme_uai",
        "Dernier organisme fréquenté : UAI, ou numéro du département",
        "0123456A",
    ),
    optional("type_cfa", "Type de CFA, de 01 à 10", "02"),
];

/// The situations before the training, by SIFA code. `0` (none) is accepted besides.
pub const LAST_SITUATIONS: [u16; 65] = [
    1003, 1005, 1009, 1017, 1019, 1021, 1023, 2001, 2003, 2005, 2007, 3001, 3003, 3009, 3011, 3021,
    3023, 3031, 3032, 3033, 3101, 3103, 3109, 3111, 3117, 3119, 3121, 3123, 3131, 3132, 3133, 4001,
    4003, 4005, 4007, 4009, 4011, 4013, 4015, 4017, 4019, 4021, 4023, 4025, 4027, 4101, 4103, 4105,
    4107, 4111, 4113, 4115, 4117, 4119, 4121, 4123, 4125, 4127, 5901, 5903, 5905, 5907, 5909, 9900,
    9999,
];

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn seventy_fields_twelve_required() {
        assert_eq!(FIELDS.len(), 70);
        assert_eq!(FIELDS.iter().filter(|field| field.required).count(), 12);
        let names: HashSet<_> = FIELDS.iter().map(|field| field.name).collect();
        assert_eq!(names.len(), 70);
        assert!(LAST_SITUATIONS.is_sorted());
    }
}
