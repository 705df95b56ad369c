//! What a column of a Mission Locale's file may be.

use serde::{Deserialize, Serialize};

macro_rules! youth_columns {
    ($( $(#[doc = $doc:literal])+ $variant:ident = $code:literal, $label:literal, [$($synonym:literal),+ $(,)?]; )+) => {
        /// A target of the mapping: the closed list of what is taken from a Mission Locale's file.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        pub enum YouthColumn { $( $(#[doc = $doc])+ #[serde(rename = $code)] $variant, )+ }

        impl YouthColumn {
            /// Every target, required ones first.
            pub const ALL: &'static [Self] = &[ $( Self::$variant, )+ ];

            /// The stable name, as written in a mapping file.
            #[must_use]
            pub fn code(self) -> &'static str {
                match self { $( Self::$variant => $code, )+ }
            }

            /// The name shown to the user, in French.
            #[must_use]
            pub fn label(self) -> &'static str {
                match self { $( Self::$variant => $label, )+ }
            }

            /// The usual names of the column, the surest first.
            pub(super) fn synonyms(self) -> &'static [&'static str] {
                match self { $( Self::$variant => &[ $( $synonym, )+ ], )+ }
            }
        }
    };
}

youth_columns! {
    /// Number of the i-milo file (required).
    FileNumber = "file_number", "Numéro de dossier", [
        "Numéro de dossier", "ID dossier", "Identifiant dossier", "N° dossier i-milo",
        "N° i-milo", "ID i-milo", "Identifiant i-milo", "N° imilo", "ID imilo",
        "Identifiant imilo", "N° dossier imilo", "i-milo", "imilo", "N° dossier ML",
        "Code dossier", "Référence dossier", "Réf dossier", "Dossier", "Matricule", "ID jeune",
        "N° jeune", "Identifiant jeune", "N° DE dossier", "ID", "Numéro",
    ];
    /// Birth name (required).
    BirthName = "birth_name", "Nom de naissance", [
        "Nom de naissance", "Nom de famille", "Nom patronymique", "Nom de jeune fille",
        "Patronyme", "Nom naiss", "Nom",
    ];
    /// First name (required).
    FirstName = "first_name", "Prénom", [
        "Prénom", "Prénoms", "Premier prénom", "1er prénom", "Prénom 1", "Prénom usuel",
        "Prénom d’usage",
    ];
    /// Date of birth (required).
    BirthDate = "birth_date", "Date de naissance", [
        "Date de naissance", "DDN", "Né(e) le", "Né le", "Née le", "Date naiss", "Date nais",
        "DN", "Dt naissance",
    ];
    /// Name used in daily life.
    UsedName = "used_name", "Nom d’usage", [
        "Nom d’usage", "Nom usuel", "Nom marital", "Nom d’épouse", "Nom d’époux", "Nom",
    ];
    /// Sex, or title.
    Sex = "sex", "Sexe", ["Sexe", "Genre", "Civilité", "Sexe (F/M)", "Sexe (H/F)", "F/M", "H/F", "Civ"];
    /// Postal address.
    Address = "address", "Adresse", [
        "Adresse", "Adresse postale", "Adresse 1", "Libellé voie", "Voie", "Rue", "N° et voie",
        "N° et rue", "Adresse de résidence", "Adresse complète",
    ];
    /// Postcode of residence.
    Postcode = "postcode", "Code postal", [
        "Code postal", "CP", "Code postal de résidence", "CP résidence", "CP commune", "CP ville",
        "Code post",
    ];
    /// Commune of residence, by INSEE code or by name.
    Commune = "commune", "Commune", [
        "Code INSEE commune", "Code INSEE", "INSEE commune", "Code commune", "Code INSEE résidence",
        "Code commune INSEE", "Commune", "Ville", "Commune de résidence", "Ville de résidence",
        "Localité", "Nom commune", "Libellé commune", "Commune domicile",
    ];
    /// Telephone.
    Phone = "phone", "Téléphone", [
        "Téléphone portable", "Portable", "Mobile", "Téléphone mobile", "N° portable",
        "N° mobile", "GSM", "Téléphone", "N° téléphone", "Téléphone 1", "Téléphone principal",
        "Téléphone personnel", "Téléphone fixe", "Téléphone domicile", "Fixe", "Téléphone 2",
    ];
    /// E-mail.
    Email = "email", "E-mail", [
        "E-mail", "Email", "Mail", "Courriel", "Mél", "Adresse e-mail", "Adresse email",
        "Adresse mail", "Adresse courriel", "Adresse électronique", "Courrier électronique",
        "Mail personnel", "Email personnel", "E-mail 1", "Mail 1",
    ];
    /// Counsellor who follows the young person.
    Counsellor = "counsellor", "Conseiller", [
        "Conseiller référent", "Conseiller", "Conseillère", "Conseiller(ère)",
        "Conseiller(e) référent(e)", "Référent", "Référent(e)", "Nom conseiller",
        "Nom conseiller référent", "Conseiller principal", "Conseiller en charge",
        "Référent ML", "Conseiller ML", "CIP", "Conseiller en insertion", "Référent unique",
    ];
    /// State of the file.
    FileStatus = "file_status", "État du dossier", [
        "État du dossier", "Statut du dossier", "Situation du dossier", "Statut accompagnement",
        "État accompagnement", "Statut", "État", "Statut jeune", "Dossier actif", "Actif",
    ];
    /// What the young person is doing at present.
    Situation = "situation", "Situation", [
        "Situation", "Situation actuelle", "Situation professionnelle", "Situation en cours",
        "Situation professionnelle actuelle", "Catégorie de situation", "Catégorie situation actuelle",
        "Type de situation", "Libellé situation", "Situation courante", "Dernière situation",
        "Dernière situation professionnelle", "Situation emploi", "Situation vis-à-vis de l’emploi",
        "Situation socio-professionnelle",
    ];
    /// Since when.
    SituationSince = "situation_since", "Situation depuis le", [
        "Situation depuis le", "Date de situation", "Date de début de situation",
        "Début de situation", "Date de la situation actuelle", "Date début situation actuelle",
        "Début situation actuelle", "Date de situation professionnelle",
        "Date début situation professionnelle", "Début situation professionnelle",
        "Situation actuelle depuis", "Situation professionnelle depuis", "Date situation en cours",
        "Date début situation en cours", "Date dernière situation", "Date entrée situation",
        "Entrée dans la situation", "Depuis le", "En situation depuis",
    ];
    /// Last contact with the Mission Locale.
    LastContact = "last_contact", "Dernier contact", [
        "Dernier contact", "Dernier entretien", "Dernier RDV", "Dernier rendez-vous",
        "Dernière rencontre", "Dernier événement", "Dernière actualité", "Dernière proposition",
        "Dernier acte",
    ];
    /// First day of the CEJ.
    CejStart = "cej_start", "Début du CEJ", [
        "Début CEJ", "Entrée CEJ", "Signature CEJ", "Démarrage CEJ", "CEJ", "Début contrat engagement jeune",
    ];
    /// Last day of the CEJ.
    CejEnd = "cej_end", "Fin du CEJ", [
        "Fin CEJ", "Sortie CEJ", "Fin réelle CEJ", "Fin prévue CEJ", "Fin prévisionnelle CEJ",
        "Fin contrat engagement jeune",
    ];
    /// First day of the PACEA.
    PaceaStart = "pacea_start", "Début du PACEA", [
        "Début PACEA", "Entrée PACEA", "Signature PACEA", "Démarrage PACEA", "PACEA",
    ];
    /// Last day of the PACEA.
    PaceaEnd = "pacea_end", "Fin du PACEA", [
        "Fin PACEA", "Sortie PACEA", "Fin réelle PACEA", "Fin prévue PACEA",
        "Fin prévisionnelle PACEA",
    ];
    /// Recognised as a disabled worker.
    Rqth = "rqth", "RQTH", [
        "RQTH", "Travailleur handicapé", "Reconnaissance travailleur handicapé",
        "Bénéficiaire RQTH", "Reconnaissance TH", "TH", "BOETH", "RQTH (O/N)", "RQTH oui/non",
    ];
    /// School level reached.
    SchoolLevel = "school_level", "Niveau scolaire", [
        "Niveau scolaire", "Niveau de formation", "Niveau d’études", "Niveau de qualification",
        "Niveau diplôme", "Niveau", "Diplôme le plus élevé", "Plus haut diplôme",
        "Dernier diplôme", "Dernier diplôme obtenu", "Diplôme", "Niveau atteint",
        "Niveau de diplôme obtenu", "Niveau scolaire atteint",
    ];
    /// Wanted trades, as ROME codes.
    WantedTrades = "wanted_trades", "Métiers souhaités (ROME)", [
        "Code ROME", "ROME", "Codes ROME", "Métier(s) souhaité(s)", "Métier recherché",
        "Métier visé", "Métiers visés", "ROME souhaité", "Code ROME métier",
        "Code ROME premier métier", "Métier", "Métiers", "Code métier", "Métier ROME",
        "Métier souhaité ROME", "Métier souhaité (ROME)", "Projet ROME", "Métier 1",
        "Code ROME souhaité", "Code ROME métier souhaité",
    ];
    /// How far the young person can travel.
    Mobility = "mobility", "Mobilité", [
        "Mobilité", "Zone de mobilité", "Mobilité géographique", "Périmètre de mobilité",
        "Rayon de mobilité",
    ];
    /// National student identifier.
    Ine = "ine", "INE", [
        "INE", "N° INE", "Code INE", "Identifiant INE", "Identifiant national élève",
        "Identifiant national étudiant", "Identifiant national",
    ];
}

impl YouthColumn {
    /// Whether a file without it cannot be read.
    #[must_use]
    pub fn is_required(self) -> bool {
        matches!(
            self,
            Self::FileNumber | Self::BirthName | Self::FirstName | Self::BirthDate
        )
    }

    /// Whether its values are dates.
    pub(super) fn is_date(self) -> bool {
        matches!(
            self,
            Self::BirthDate
                | Self::SituationSince
                | Self::LastContact
                | Self::CejStart
                | Self::CejEnd
                | Self::PaceaStart
                | Self::PaceaEnd
        )
    }
}
