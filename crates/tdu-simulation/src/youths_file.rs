//! The extraction of a Mission Locale: one line per file, in the dialect of the structure.

use tdu_domain::person::{FileStatus, Mobility, SchoolLevel, Sex, Situation};

use crate::chance::Chance;
use crate::dialect::{Dialect, Words};
use crate::dossiers::Dossier;
use crate::faults::written_down;
use crate::identity::Identity;
use crate::person::{Makers, Person};

const COMMENTS: &str = include_str!("../data/comments.txt");

const HEADERS: [&str; 24] = [
    "N° dossier",
    "Civilité",
    "Nom de naissance",
    "Nom d'usage",
    "Prénom",
    "Date de naissance",
    "Adresse",
    "Code postal",
    "Commune",
    "Téléphone",
    "E-mail",
    "Conseiller référent",
    "Statut du dossier",
    "Date dernier entretien",
    "Début CEJ",
    "Fin CEJ",
    "Début PACEA",
    "Fin PACEA",
    "RQTH",
    "Niveau scolaire",
    "Métier souhaité (ROME)",
    "Mobilité",
    "Situation",
    "Situation depuis le",
];
const SYNONYMS: [&str; 24] = [
    "Numéro de dossier",
    "Sexe",
    "Nom naissance",
    "Nom usage",
    "Prénom",
    "Né(e) le",
    "Adresse postale",
    "CP",
    "Ville",
    "Tél. portable",
    "Courriel",
    "Conseiller",
    "État du dossier",
    "Dernier entretien",
    "Date début CEJ",
    "Date fin CEJ",
    "Date début PACEA",
    "Date fin PACEA",
    "RQTH (oui/non)",
    "Niveau de formation",
    "Code ROME souhaité",
    "Mobilité géographique",
    "Situation actuelle",
    "Date de situation",
];
const COMMENT: &str = "Commentaire";
const SOCIAL_SECURITY: &str = "N° sécurité sociale";

/// Files that have a social security number, in a thousand (assumption).
const NUMBER_KNOWN: u32 = 600;
/// Files with a comment, in a thousand (assumption).
const COMMENTED: u32 = 400;

/// The columns of a dialect.
pub(crate) fn headers(dialect: Dialect) -> Vec<&'static str> {
    let usual = match dialect.words {
        Words::Usual => HEADERS,
        Words::Synonyms => SYNONYMS,
    };
    let mut headers = usual.to_vec();
    headers.extend(dialect.social_security.then_some(SOCIAL_SECURITY));
    headers.extend(dialect.comments.then_some(COMMENT));
    headers
}

/// The line of a file, in the order of [`headers`].
pub(crate) fn line(
    chance: &mut Chance,
    dialect: Dialect,
    dossier: &Dossier,
    person: &Person,
    makers: &Makers<'_>,
) -> Vec<String> {
    let identity = written_down(chance, person, makers);
    let date = |date| dialect.date(date);
    let (cej_start, cej_end) = dossier.cej.unzip();
    let (pacea_start, pacea_end) = dossier.pacea.unzip();
    let text = |value: Option<String>| value.unwrap_or_default();
    let (situation, situation_since) = dossier.situation.unzip();
    let communes = makers.communes();
    let mut line = vec![
        dossier.number.to_string(),
        civility(dialect, &identity).to_owned(),
        dialect.names.write(&identity.birth_name),
        text(
            identity
                .used_name
                .as_deref()
                .map(|name| dialect.names.write(name)),
        ),
        identity.first_name.clone(),
        date(identity.birth),
        text(identity.address.clone()),
        text(identity.postcode(communes).map(str::to_owned)),
        text(
            identity
                .commune(communes)
                .map(|c| dialect.names.write(c.name)),
        ),
        text(
            identity
                .phone
                .as_deref()
                .map(|phone| dialect.phones.write(phone)),
        ),
        text(identity.email.clone()),
        counsellor(dossier),
        status(dossier.status).to_owned(),
        text(dossier.last_interview.map(date)),
        text(cej_start.map(date)),
        text(cej_end.map(date)),
        text(pacea_start.map(date)),
        text(pacea_end.map(date)),
        if person.rqth { "Oui" } else { "Non" }.to_owned(),
        text(dossier.level.map(|level| self::level(level).to_owned())),
        dossier.trades_wanted.join(" "),
        text(
            dossier
                .mobility
                .map(|mobility| self::mobility(mobility).to_owned()),
        ),
        text(situation.map(|situation| self::situation(situation).to_owned())),
        text(situation_since.flatten().map(date)),
    ];
    if dialect.social_security {
        line.push(if chance.happens(NUMBER_KNOWN) {
            impossible_social_security_number(chance)
        } else {
            String::new()
        });
    }
    if dialect.comments {
        line.push(if chance.happens(COMMENTED) {
            comment(chance)
        } else {
            String::new()
        });
    }
    line
}

fn civility(dialect: Dialect, identity: &Identity) -> &'static str {
    match (identity.sex, dialect.words) {
        (Some(Sex::Female), Words::Usual) => "Mme",
        (Some(Sex::Male), Words::Usual) => "M.",
        (Some(Sex::Female), Words::Synonyms) => "F",
        (Some(Sex::Male), Words::Synonyms) => "M",
        (None, _) => "",
    }
}

/// Some twelve counsellors per structure, with names nobody bears.
fn counsellor(dossier: &Dossier) -> String {
    const FIRST_NAMES: [&str; 12] = [
        "Camille",
        "Claude",
        "Dominique",
        "Alix",
        "Maxence",
        "Sasha",
        "Morgan",
        "Charlie",
        "Andréa",
        "Stéphane",
        "Lou",
        "Ange",
    ];
    const SURNAMES: [&str; 7] = [
        "Exemple",
        "Modèle",
        "Témoin",
        "Spécimen",
        "Fictif",
        "Prototype",
        "Maquette",
    ];
    let number = dossier.counsellor as usize % FIRST_NAMES.len();
    let surname = (number + dossier.mission_locale) % SURNAMES.len();
    format!(
        "{} {}",
        SURNAMES[surname].to_uppercase(),
        FIRST_NAMES[number]
    )
}

fn status(status: FileStatus) -> &'static str {
    match status {
        FileStatus::Active => "Actif",
        FileStatus::Inactive => "Inactif",
        FileStatus::Closed => "Clos",
        FileStatus::Transferred => "Muté",
    }
}

fn level(level: SchoolLevel) -> &'static str {
    match level {
        SchoolLevel::None => "Sans diplôme",
        SchoolLevel::Base => "Niveau 2",
        SchoolLevel::Cap => "Niveau 3 (CAP, BEP)",
        SchoolLevel::Baccalaureate => "Niveau 4 (bac)",
        SchoolLevel::ShortCycle => "Niveau 5 (bac+2)",
        SchoolLevel::Bachelor => "Niveau 6 (bac+3)",
    }
}

fn mobility(mobility: Mobility) -> &'static str {
    match mobility {
        Mobility::Commune => "Commune",
        Mobility::Area => "Bassin d'emploi",
        Mobility::Department => "Département",
        Mobility::Region => "Région",
        Mobility::Country => "France entière",
    }
}

/// The categories of i-milo.
fn situation(situation: Situation) -> &'static str {
    match situation {
        Situation::Employment => "Emploi",
        Situation::WorkStudy => "Contrat en alternance",
        Situation::Training => "Formation",
        Situation::Immersion => "Immersion en entreprise",
        Situation::Volunteering => "Contrat de volontariat - bénévolat",
        Situation::School => "Scolarité",
        Situation::JobSeeker => "Demandeur d'emploi",
    }
}

/// Nobody's: no sex, month or department begins like this.
fn impossible_social_security_number(chance: &mut Chance) -> String {
    format!("9 99 99 99 999 {:03} 00", chance.below(1_000))
}

fn comment(chance: &mut Chance) -> String {
    let lines = COMMENTS.lines().count();
    COMMENTS
        .lines()
        .nth(chance.index(lines))
        .unwrap_or_default()
        .to_owned()
}
