//! Which header is which target: the saved choice, and the first guess.

use std::collections::{BTreeMap, HashMap};
use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use super::columns::YouthColumn;
use crate::nir::is_nir_name;
use crate::table::Table;
use crate::text::fold_words;

/// What each header of the file is; `null` in JSON for a header that is not wanted:
/// `{"N° dossier": "file_number", "Nationalité": null}`. When two headers have the same target, the
/// first in the file is used.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Mapping {
    columns: BTreeMap<String, Option<YouthColumn>>,
}

impl Mapping {
    /// What the header is, if it is wanted.
    #[must_use]
    pub fn target(&self, header: &str) -> Option<YouthColumn> {
        self.columns.get(header).copied().flatten()
    }

    /// Sets what a header is, or that it is not wanted.
    pub fn set(&mut self, header: impl Into<String>, target: Option<YouthColumn>) {
        self.columns.insert(header.into(), target);
    }

    /// The header of a target, if it is mapped.
    #[must_use]
    pub fn header(&self, target: YouthColumn) -> Option<&str> {
        self.mapped()
            .find(|(_, mapped)| *mapped == target)
            .map(|(header, _)| header)
    }

    /// The headers that are wanted, in alphabetical order.
    pub fn mapped(&self) -> impl Iterator<Item = (&str, YouthColumn)> {
        self.columns
            .iter()
            .filter_map(|(header, target)| Some((header.as_str(), (*target)?)))
    }

    /// Every header known to the mapping, wanted or not, in alphabetical order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, Option<YouthColumn>)> {
        self.columns
            .iter()
            .map(|(header, target)| (header.as_str(), *target))
    }

    /// The required targets that no header feeds.
    #[must_use]
    pub fn missing(&self) -> Vec<YouthColumn> {
        YouthColumn::ALL
            .iter()
            .copied()
            .filter(|target| target.is_required() && self.header(*target).is_none())
            .collect()
    }
}

impl<H: Into<String>> FromIterator<(H, Option<YouthColumn>)> for Mapping {
    fn from_iter<I: IntoIterator<Item = (H, Option<YouthColumn>)>>(columns: I) -> Self {
        Self {
            columns: columns
                .into_iter()
                .map(|(header, target)| (header.into(), target))
                .collect(),
        }
    }
}

/// What the headers seem to be. Each header is in exactly one of the four.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Suggestion {
    /// The headers recognised; each target at most once.
    pub mapping: Mapping,
    /// Headers (or columns, see [`suggest_for`]) of social security numbers: never read.
    pub refused: Vec<String>,
    /// Headers of comments and free texts: left out.
    pub left_out: Vec<String>,
    /// The other headers.
    pub unknown: Vec<String>,
}

/// Guesses from the headers, whatever their accents, case, punctuation, plurals and word order.
#[must_use]
pub fn suggest(headers: &[String]) -> Suggestion {
    suggest_without(headers, is_nir_name)
}

/// Guesses from the headers, and refuses besides the columns whose values are social security
/// numbers.
#[must_use]
pub fn suggest_for(table: &Table) -> Suggestion {
    let headers = table.headers();
    let by_value: Vec<&String> = table
        .nir_columns()
        .into_iter()
        .filter_map(|at| headers.get(at))
        .collect();
    suggest_without(headers, |header| {
        is_nir_name(header) || by_value.iter().any(|name| *name == header)
    })
}

fn suggest_without(headers: &[String], refuse: impl Fn(&str) -> bool) -> Suggestion {
    let (refused, rest): (Vec<_>, Vec<_>) =
        headers.iter().cloned().partition(|header| refuse(header));
    let canonical: Vec<String> = rest.iter().map(|header| canonical(header)).collect();
    let dated: Vec<bool> = rest.iter().map(|header| is_dated(header)).collect();
    let mut taken = vec![false; rest.len()];
    let mut mapping = Mapping::default();
    for target in YouthColumn::ALL {
        let best = (0..rest.len())
            .filter(|&at| !taken[at] && (target.is_date() || !dated[at]))
            .filter_map(|at| Some((rank(*target, &canonical[at])?, at)))
            .min();
        if let Some((_, at)) = best {
            taken[at] = true;
            mapping.set(&rest[at], Some(*target));
        }
    }
    let left: Vec<String> = rest
        .into_iter()
        .zip(taken)
        .filter(|(_, taken)| !taken)
        .map(|(header, _)| header)
        .collect();
    let (left_out, unknown) = left.into_iter().partition(|header| is_free_text(header));
    Suggestion {
        mapping,
        refused,
        left_out,
        unknown,
    }
}

/// How far in the target's list of usual names the header comes.
fn rank(target: YouthColumn, canonical_header: &str) -> Option<usize> {
    static RANKS: LazyLock<HashMap<(YouthColumn, String), usize>> = LazyLock::new(|| {
        let mut ranks = HashMap::new();
        for target in YouthColumn::ALL {
            for (rank, synonym) in target.synonyms().iter().enumerate() {
                ranks.entry((*target, canonical(synonym))).or_insert(rank);
            }
        }
        ranks
    });
    RANKS.get(&(target, canonical_header.to_owned())).copied()
}

/// Whether the header is one of comments, free text or health matters: nothing to be taken.
pub(super) fn is_free_text(header: &str) -> bool {
    const WORDS: [&str; 18] = [
        "commentaire",
        "observation",
        "note",
        "remarque",
        "memo",
        "synthese",
        "texte",
        "libre",
        "precision",
        "bilan",
        "diagnostic",
        "pathologie",
        "medical",
        "sante",
        "description",
        "appreciation",
        "annotation",
        "rendu",
    ];
    fold_words(&split_camel_case(header))
        .split(' ')
        .any(|word| WORDS.contains(&word.strip_suffix('s').unwrap_or(word)))
}

/// Whether the header says that it holds a date: "Date de statut" is not a state.
fn is_dated(header: &str) -> bool {
    fold_words(&split_camel_case(header))
        .split(' ')
        .any(|word| matches!(word, "date" | "dt"))
}

/// The words that make the meaning, singular and sorted: "Date de naissance du jeune" and
/// "dateNaissance" are the same. Beside a situation, the word "date" is a meaning.
fn canonical(header: &str) -> String {
    let folded = fold_words(&split_camel_case(header));
    let mut words: Vec<&str> = folded.split(' ').filter_map(significant_word).collect();
    if words.contains(&"situation") && is_dated(header) {
        words.push("date");
    }
    words.sort_unstable();
    words.join(" ")
}

fn significant_word(word: &str) -> Option<&str> {
    match word {
        "" | "a" | "au" | "d" | "date" | "de" | "des" | "du" | "dt" | "e" | "en" | "ere" | "et"
        | "jeune" | "l" | "la" | "le" | "les" | "s" | "usager" | "beneficiaire" | "personne" => {
            None
        }
        "numero" | "num" | "no" | "nr" => Some("n"),
        "telephone" | "telephonique" | "tel" => Some("tel"),
        "identifiant" | "ident" => Some("id"),
        word if word.len() > 3 => Some(word.strip_suffix('s').unwrap_or(word)),
        word => Some(word),
    }
}

fn split_camel_case(header: &str) -> String {
    let mut split = String::with_capacity(header.len() + 4);
    let mut after_lower = false;
    for c in header.chars() {
        if after_lower && c.is_uppercase() {
            split.push(' ');
        }
        after_lower = c.is_lowercase();
        split.push(c);
    }
    split
}
