//! Evidence in words.

use serde::{Deserialize, Serialize};

use crate::level::Level;
use crate::link::Zone;
use crate::schema::Kind;

/// A language that evidence is told in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Language {
    /// French.
    Fr,
    /// English.
    En,
}

/// One thing in French, then in English.
pub(crate) type Words = (&'static str, &'static str);

pub(crate) const RELATIVES: Words = (
    "Une même famille ou des homonymes s'accorderaient aussi",
    "One family, or homonyms, would agree as well",
);
pub(crate) const PRIOR: Words = (
    "Au départ, peu de chances que ce soit cette fiche parmi toutes",
    "To begin with, little chance that it is this record among all",
);
pub(crate) const COMPETITION: Words = ("D'autres fiches conviennent", "Other records fit");
pub(crate) const TWINS: Words = (
    "Même nom, même date de naissance, autre prénom : peut-être des jumeaux, jamais réunis sans une décision",
    "Same surname, same birth date, another first name: perhaps twins, never joined without a decision",
);

/// A level in words.
pub(crate) fn level(level: Level) -> Words {
    match level {
        Level::Missing => ("non renseigné", "not told"),
        Level::Equal => ("identique", "equal"),
        Level::Alike => ("variante du même nom", "variant of the same name"),
        Level::OneEdit => ("une faute de frappe", "one typing error"),
        Level::Part => (
            "l'un est une partie de l'autre",
            "one is a part of the other",
        ),
        Level::Close => ("proches", "close"),
        Level::TwoNames => (
            "proches, mais ce sont deux prénoms",
            "near, but two first names",
        ),
        Level::Loose => ("éloignés", "far apart"),
        Level::OtherName => ("égal par le nom d'usage", "equal through the name used"),
        Level::DayMonthSwapped => ("jour et mois intervertis", "day and month exchanged"),
        Level::FirstJanuary => (
            "même année, jour inconnu (1er janvier)",
            "same year, day unknown (1 January)",
        ),
        Level::OtherYear => ("même jour, autre année", "same day of another year"),
        Level::OnePart => (
            "même année, un élément diffère",
            "same year, one part differs",
        ),
        Level::SamePostcode => ("même code postal", "same postcode"),
        Level::SamePostcodeOtherPlace => (
            "même code postal, autre commune",
            "same postcode, another commune",
        ),
        Level::NearPlace => ("un chiffre diffère", "one digit differs"),
        Level::SameArea => ("même département", "same département"),
        Level::EqualFromNames => (
            "identique, mais faite du nom et du prénom : des homonymes auraient la même",
            "equal, but made of the names: homonyms would have the same",
        ),
        Level::SameUser => (
            "même identifiant chez un autre fournisseur",
            "same user name at another provider",
        ),
        Level::InOrder => ("dans l'ordre", "in order"),
        Level::Swapped => (
            "nom et prénom intervertis",
            "surname and first name exchanged",
        ),
        Level::Different => ("différent", "different"),
    }
}

fn kind(kind: Kind) -> Words {
    match kind {
        Kind::Surname => ("Nom", "Surname"),
        Kind::UsedName => ("Nom d'usage", "Name used"),
        Kind::GivenName => ("Prénom", "First name"),
        Kind::BirthDate => ("Date de naissance", "Birth date"),
        Kind::Sex => ("Sexe", "Sex"),
        Kind::Place => ("Commune", "Commune"),
        Kind::Postcode => ("Code postal", "Postcode"),
        Kind::Email => ("Adresse électronique", "E-mail address"),
        Kind::Phone => ("Téléphone", "Telephone"),
        Kind::Key => ("Identifiant", "Identifier"),
        Kind::Text => ("Texte", "Text"),
        Kind::Category => ("Code", "Code"),
    }
}

impl Language {
    pub(crate) fn pick(self, words: Words) -> &'static str {
        match self {
            Self::Fr => words.0,
            Self::En => words.1,
        }
    }

    pub(crate) fn quoted(self, value: &str) -> String {
        match self {
            Self::Fr => format!("« {value} »"),
            Self::En => format!("“{value}”"),
        }
    }

    pub(crate) fn both(self, here: &str, there: &str) -> String {
        let and = self.pick(("et", "and"));
        format!("{} {and} {}", self.quoted(here), self.quoted(there))
    }

    pub(crate) fn field(self, of: Option<Kind>, name: &str, values: &str, level: Words) -> String {
        let label = match of {
            None => self
                .pick(("Ordre des noms", "Order of the names"))
                .to_owned(),
            Some(Kind::Key | Kind::Text | Kind::Category) => name.to_owned(),
            Some(of) => self.pick(kind(of)).to_owned(),
        };
        let colon = self.pick((" :", ":"));
        format!("{label}{colon} {values}{colon} {}", self.pick(level))
    }

    /// A text with its weight: French writes the decimals after a comma.
    pub(crate) fn weighed(self, text: &str, bits: f64) -> String {
        let weight = format!("{bits:+.1}").replace('-', "−");
        let weight = if self == Self::Fr {
            weight.replace('.', ",")
        } else {
            weight
        };
        format!("{text}, {weight}")
    }

    /// What begins a table of parameters.
    pub(crate) fn parameters(self, present: f64, relatives: f64, homonyms: f64) -> String {
        let (present, relatives, homonyms) = (present * 100.0, relatives * 100.0, homonyms * 100.0);
        match self {
            Self::Fr => format!(
                "Présents dans l'autre fichier : {present:.1} %. Pour cent fiches : {relatives:.1} proches et {homonyms:.2} homonymes du même jour.\n\
                 {:<16}{:<44}{:>10}{:>10}{:>12}\n",
                "champ", "accord", "personne", "foyer", "hasard"
            ),
            Self::En => format!(
                "Present in the other file: {present:.1}%. For a hundred records: {relatives:.1} relatives and {homonyms:.2} homonyms of one day.\n\
                 {:<16}{:<44}{:>10}{:>10}{:>12}\n",
                "field", "agreement", "person", "household", "chance"
            ),
        }
    }

    pub(crate) fn conclusion(self, probability: f64, zone: Zone) -> String {
        // Nothing is certain: at most 99.99 %.
        let percent = format!("{:.2}", (probability * 100.0).min(99.99));
        let zone = self.pick(match zone {
            Zone::Same => ("même personne", "same person"),
            Zone::Doubt => ("doute : à trancher", "doubt: to be decided"),
            Zone::Different => ("personnes différentes", "different people"),
        });
        match self {
            Self::Fr => format!("Probabilité : {} % ({zone})", percent.replace('.', ",")),
            Self::En => format!("Probability: {percent}% ({zone})"),
        }
    }
}
