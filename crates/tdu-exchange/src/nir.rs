//! Social security numbers (NIR) in files, in order to keep them out.

pub(crate) use tdu_domain::nir::looks_like_nir;

use crate::text::{fold_key, fold_words};

/// Whether a column of this name is about a social security number. "Code INSEE" and names that
/// speak of a commune are not: they hold commune codes.
pub(crate) fn is_nir_name(name: &str) -> bool {
    let words = fold_words(name);
    let key = fold_key(name);
    let has = |wanted: &str| words.split(' ').any(|word| word == wanted);
    if ["nir", "nirpp", "nss", "ssn", "secu", "vitale", "niss"]
        .into_iter()
        .any(has)
    {
        return true;
    }
    if [
        "securitesociale",
        "numerosecu",
        "numsecu",
        "nosecu",
        "nirapprenant",
        "numeronir",
    ]
    .into_iter()
    .any(|part| key.contains(part))
    {
        return true;
    }
    if has("ss") && ["n", "no", "num", "numero"].into_iter().any(has) {
        return true;
    }
    let place = [
        "commune",
        "ville",
        "code",
        "residence",
        "domicile",
        "adresse",
        "com",
        "cog",
    ];
    (has("insee") && !place.into_iter().any(has))
        || ["numeroinsee", "numinsee", "noinsee"].contains(&key.as_str())
}

/// What stands for a number that was taken out of a cell before it was kept.
pub(crate) const REMOVED: &str = "(numéro de sécurité sociale retiré)";

/// Whether a whole NIR is somewhere in the text, or was there.
pub(crate) fn contains_nir(text: &str) -> bool {
    tdu_domain::nir::contains_nir(text) || text.contains(REMOVED)
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("NIR", true)]
    #[case("nir_apprenant", true)]
    #[case("N° Sécurité sociale", true)]
    #[case("Numéro de sécurité sociale", true)]
    #[case("n° SS", true)]
    #[case("N° INSEE", true)]
    #[case("INSEE", true)]
    #[case("numeroInsee", true)]
    #[case("Num Sécu", true)]
    #[case("Carte vitale", true)]
    #[case("Code INSEE", false)]
    #[case("INSEE commune", false)]
    #[case("code_commune_insee_apprenant", false)]
    #[case("Projet d'avenir", false)]
    #[case("Classe", false)]
    #[case("Adresse", false)]
    fn names(#[case] name: &str, #[case] expected: bool) {
        assert_eq!(is_nir_name(name), expected, "{name}");
    }

    #[test]
    fn a_number_that_was_taken_out_is_still_told() {
        assert!(contains_nir(&format!("2 rue X {REMOVED}")));
        assert!(!contains_nir("2 rue X"));
    }
}
