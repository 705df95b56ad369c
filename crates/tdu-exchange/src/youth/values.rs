//! The words of Missions Locales for states, levels and distances.

use tdu_domain::codes::{CommuneCode, Email, Phone, RomeCode};
use tdu_domain::person::{FileStatus, Mobility, SchoolLevel, Sex};

use crate::issue::IssueCode;
use crate::learner::rules::parse_commune;
use crate::reading;
use crate::text::fold_words;

/// A commune, by code or by name.
pub(super) enum CommuneText {
    Code(CommuneCode),
    Name(String),
}

/// An INSEE code, or the name as written.
pub(super) fn commune(text: &str) -> Result<CommuneText, IssueCode> {
    match parse_commune(text, true) {
        Ok(code) => Ok(CommuneText::Code(code)),
        Err(_) if text.chars().any(char::is_alphabetic) => Ok(CommuneText::Name(text.to_owned())),
        Err(code) => Err(code),
    }
}

/// A sex code, or a title.
pub(super) fn sex(text: &str) -> Result<Sex, IssueCode> {
    reading::parse_sex(text).or_else(|code| match fold_words(text).as_str() {
        "mme" | "madame" | "mlle" | "mademoiselle" | "feminin" => Ok(Sex::Female),
        // "M." folds to "m".
        "m" | "mr" | "monsieur" | "garcon" => Ok(Sex::Male),
        _ => Err(code),
    })
}

/// The first number that can be called, when the cell holds several.
pub(super) fn phone(text: &str) -> Result<Phone, IssueCode> {
    Phone::parse(text)
        .ok()
        .or_else(|| {
            text.split(['/', ';', ',', '|'])
                .flat_map(|part| part.split(" ou "))
                .find_map(|part| Phone::parse(part).ok())
        })
        .ok_or(IssueCode::BadPhone)
}

/// The first address, when the cell holds several.
pub(super) fn email(text: &str) -> Result<Email, IssueCode> {
    Email::parse(text)
        .ok()
        .or_else(|| {
            text.split([';', ',', '/', ' ', '|'])
                .find_map(|part| Email::parse(part).ok())
        })
        .ok_or(IssueCode::BadEmail)
}

/// Yes or no, in the words used for RQTH.
pub(super) fn rqth(text: &str) -> Result<bool, IssueCode> {
    reading::yes_or_no(text).or_else(|code| match fold_words(text).as_str() {
        "rqth" | "reconnu" | "reconnue" | "valide" => Ok(true),
        "aucune" | "sans" | "non reconnu" | "non reconnue" => Ok(false),
        _ => Err(code),
    })
}

/// The state of a file.
pub(super) fn file_status(text: &str) -> Result<FileStatus, IssueCode> {
    let folded = fold_words(text);
    Ok(match folded.as_str() {
        "actif"
        | "active"
        | "en cours"
        | "accompagne"
        | "accompagnee"
        | "suivi"
        | "suivie"
        | "ouvert"
        | "en accompagnement"
        | "dossier actif"
        | "dossier ouvert"
        | "oui"
        | "en suivi"
        | "en cours d accompagnement" => FileStatus::Active,
        "inactif" | "inactive" | "suspendu" | "suspendue" | "en veille" | "non actif"
        | "dossier inactif" | "non" | "sans contact" => FileStatus::Inactive,
        "sorti" | "sortie" | "clos" | "close" | "cloture" | "cloturee" | "archive" | "archivee"
        | "ferme" | "termine" | "abandon" | "dossier clos" | "dossier archive" => {
            FileStatus::Closed
        }
        "transfere" | "transferee" | "mute" | "mutee" | "mutation" | "transfert"
        | "dossier transfere" => FileStatus::Transferred,
        _ => return Err(IssueCode::BadFileStatus),
    })
}

/// A school level, in the old nomenclature (roman numerals), the new one (arabic) or words.
pub(super) fn school_level(text: &str) -> Result<SchoolLevel, IssueCode> {
    let folded = fold_words(text);
    let level = folded
        .strip_prefix("niveau ")
        .or_else(|| folded.strip_prefix("niv "))
        .unwrap_or(&folded);
    Ok(match level {
        "vi"
        | "vbis"
        | "v bis"
        | "vi vbis"
        | "vi et vbis"
        | "vi et v bis"
        | "vi v bis"
        | "infra v"
        | "infra 3"
        | "infra cap"
        | "0"
        | "1"
        | "sans"
        | "aucun"
        | "sans diplome"
        | "aucun diplome"
        | "sans qualification"
        | "non diplome"
        | "non diplomee"
        | "college"
        | "brevet"
        | "dnb"
        | "brevet des colleges"
        | "diplome national du brevet"
        | "cfg"
        | "primaire"
        | "non scolarise" => SchoolLevel::None,
        "2" | "clea" | "cle a" => SchoolLevel::Base,
        "v"
        | "3"
        | "cap"
        | "bep"
        | "cap bep"
        | "bep cap"
        | "cap ou bep"
        | "v cap bep"
        | "v cap"
        | "3 cap bep"
        | "3 cap"
        | "mc"
        | "titre professionnel niveau 3" => SchoolLevel::Cap,
        "iv"
        | "4"
        | "bac"
        | "baccalaureat"
        | "bac pro"
        | "bac professionnel"
        | "bac general"
        | "bac techno"
        | "bac technologique"
        | "bp"
        | "brevet professionnel"
        | "iv bac"
        | "4 bac"
        | "daeu"
        | "bac general techno pro"
        | "titre professionnel niveau 4" => SchoolLevel::Baccalaureate,
        "iii" | "5" | "bac 2" | "bts" | "dut" | "bts dut" | "deug" | "deust" | "iii bac 2"
        | "5 bac 2" => SchoolLevel::ShortCycle,
        "ii"
        | "i"
        | "6"
        | "7"
        | "8"
        | "bac 3"
        | "bac 4"
        | "bac 5"
        | "bac 8"
        | "licence"
        | "licence pro"
        | "licence professionnelle"
        | "but"
        | "bachelor"
        | "master"
        | "maitrise"
        | "doctorat"
        | "ingenieur"
        | "ii bac 3"
        | "6 bac 3"
        | "bac 3 et plus"
        | "i et ii"
        | "ii et i"
        | "ii i"
        | "i ii" => SchoolLevel::Bachelor,
        _ => return Err(IssueCode::BadSchoolLevel),
    })
}

/// A distance.
pub(super) fn mobility(text: &str) -> Result<Mobility, IssueCode> {
    let folded = fold_words(text);
    Ok(match folded.as_str() {
        "commune" | "ville" | "communal" | "communale" | "local" | "locale" | "sur place"
        | "quartier" => Mobility::Commune,
        "bassin" | "bassin d emploi" | "bassin de vie" | "area" | "agglomeration"
        | "intercommunal" | "intercommunale" | "intercommunalite" | "communes voisines"
        | "territoire" | "zone ml" => Mobility::Area,
        "departement" | "departemental" | "departementale" | "department" => Mobility::Department,
        "region" | "regional" | "regionale" | "ile de france" | "idf" => Mobility::Region,
        "france" | "france entiere" | "national" | "nationale" | "pays" | "country"
        | "toute la france" => Mobility::Country,
        _ => return Err(IssueCode::BadMobility),
    })
}

/// The ROME codes of a cell, in order and without repetition, and the first piece that looks like a
/// code and is not.
pub(super) fn trades(text: &str) -> (Vec<RomeCode>, Option<&str>) {
    let mut codes = Vec::new();
    let mut bad = None;
    let separator = |c: char| c.is_whitespace() || matches!(c, ',' | ';' | '/' | '|' | '(' | ')');
    for piece in text.split(separator).filter(|piece| !piece.is_empty()) {
        match RomeCode::parse(piece) {
            Ok(code) if codes.contains(&code) => {}
            Ok(code) => codes.push(code),
            Err(_) if piece.bytes().any(|b| b.is_ascii_digit()) => bad = bad.or(Some(piece)),
            // A word of the trade's name beside its code.
            Err(_) => {}
        }
    }
    if codes.is_empty() {
        bad = Some(text);
    }
    (codes, bad)
}
