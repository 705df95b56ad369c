//! The words of Missions Locales for what a young person is doing.

use tdu_domain::person::Situation;

use crate::issue::IssueCode;
use crate::text::fold_words;

/// i-milo's categories, the usual words, our codes. Folded, and without a leading "en".
const WORDS: [(Situation, &[&str]); 7] = [
    (
        Situation::Employment,
        &[
            "emploi",
            "employment",
            "employe",
            "employee",
            "salarie",
            "salariee",
            "poste",
            "activite professionnelle",
            "cdi",
            "cdd",
            "cddi",
            "interim",
            "interimaire",
            "mission interim",
            "contrat de travail",
            "contrat aide",
            "emploi aide",
            "emploi durable",
            "emploi saisonnier",
            "saisonnier",
            "independant",
            "independante",
            "auto entrepreneur",
            "micro entrepreneur",
            "createur d entreprise",
            "travaille",
        ],
    ),
    (
        Situation::WorkStudy,
        &[
            "contrat en alternance",
            "contrat alternance",
            "alternance",
            "alternant",
            "alternante",
            "apprentissage",
            "apprenti",
            "apprentie",
            "apprenti e",
            "contrat d apprentissage",
            "contrat apprentissage",
            "contrat de professionnalisation",
            "contrat pro",
            "professionnalisation",
            "work study",
        ],
    ),
    (
        Situation::Training,
        &[
            "formation",
            "formation professionnelle",
            "formation qualifiante",
            "formation certifiante",
            "formation preparatoire",
            "prepa apprentissage",
            "stagiaire de la formation professionnelle",
            "stagiaire fp",
            "e2c",
            "ecole de la 2e chance",
            "ecole de la deuxieme chance",
            "epide",
            "training",
        ],
    ),
    (
        Situation::Immersion,
        &[
            "immersion",
            "immersion entreprise",
            "immersion en entreprise",
            "immersion professionnelle",
            "pmsmp",
            "stage",
            "stage en entreprise",
        ],
    ),
    (
        Situation::Volunteering,
        &[
            "contrat de volontariat benevolat",
            "contrat de volontariat",
            "volontariat benevolat",
            "volontariat",
            "benevolat",
            "service civique",
            "engagement de service civique",
            "service militaire volontaire",
            "smv",
            "volunteering",
        ],
    ),
    (
        Situation::School,
        &[
            "scolarite",
            "scolaire",
            "scolarise",
            "scolarisee",
            "scolarise e",
            "etudes",
            "etudiant",
            "etudiante",
            "etudiant e",
            "lyceen",
            "lyceenne",
            "collegien",
            "collegienne",
            "eleve",
            "cours de scolarite",
            "school",
        ],
    ),
    (
        Situation::JobSeeker,
        &[
            "demandeur d emploi",
            "demandeuse d emploi",
            "demandeur se d emploi",
            "demandeur euse d emploi",
            "demandeur emploi",
            "de",
            "recherche d emploi",
            "recherche emploi",
            "recherche",
            "chomage",
            "chomeur",
            "chomeuse",
            "sans emploi",
            "inscrit a france travail",
            "inscrite a france travail",
            "inscrit france travail",
            "inscrite france travail",
            "job seeker",
        ],
    ),
];

/// What a file writes when there is nothing, or when it does not know.
const NOTHING: [&str; 17] = [
    "sans situation",
    "sans",
    "aucune",
    "neant",
    "inconnue",
    "inconnu",
    "non renseignee",
    "non renseigne",
    "nc",
    "nr",
    "non communiquee",
    "sans activite",
    "non professionnelle",
    "situation non professionnelle",
    "neet",
    "inactif",
    "inactive",
];

/// The situation of a cell; `None` when it says that there is none, or that it is not known. A
/// detail after the category is left out ("Emploi - CDI", "Formation (qualifiante)").
pub(super) fn situation(text: &str) -> Result<Option<Situation>, IssueCode> {
    let category = |end: Option<(_, _)>| end.and_then(|(category, _): (&str, &str)| word(category));
    word(text)
        .or_else(|| category(text.split_once([':', '(', '/', '>', '–', '|', ','])))
        .or_else(|| category(text.split_once(" - ")))
        .ok_or(IssueCode::BadSituation)
}

#[allow(clippy::option_option)] // a word not known, or one for nothing
fn word(text: &str) -> Option<Option<Situation>> {
    let folded = fold_words(text);
    let word = folded.strip_prefix("en ").unwrap_or(&folded);
    let known = WORDS.iter().find(|(_, words)| words.contains(&word));
    match known {
        Some((situation, _)) => Some(Some(*situation)),
        None => NOTHING.contains(&word).then_some(None),
    }
}
