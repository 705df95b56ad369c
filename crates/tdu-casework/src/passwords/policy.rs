//! Which passwords are accepted: long, not among those tried first, not about their owner.
//!
//! No composition is asked for: rules on capitals and signs make people write `Soleil2026!`.

use std::sync::LazyLock;

use tdu_domain::text::fold;
use zxcvbn::{Score, zxcvbn};

use crate::CaseworkError;

/// Fewest characters.
const SHORTEST: usize = 12;
/// Most characters: beyond, nothing more is gained.
const LONGEST: usize = 200;
/// Fewest letters and digits beside what is known of the owner.
const OF_ONE_S_OWN: usize = 8;
/// Shortest word about the owner that counts: shorter ones are in every sentence.
const ABOUT: usize = 4;

/// French words that people build passwords from; the estimator knows the English ones.
static FRENCH: LazyLock<Vec<&'static str>> =
    LazyLock::new(|| include_str!("common.txt").split_whitespace().collect());

/// A password that may be kept, for someone of whom these texts are known: name, e-mail,
/// organisation.
pub(crate) fn accepted<'p>(password: &'p str, about: &[&str]) -> Result<&'p str, CaseworkError> {
    match problem(password, about) {
        None => Ok(password),
        Some(problem) => Err(CaseworkError::Invalid {
            field: "password",
            problem,
        }),
    }
}

fn problem(password: &str, about: &[&str]) -> Option<&'static str> {
    let length = password.chars().count();
    if length < SHORTEST {
        return Some("password-length");
    }
    if length > LONGEST {
        return Some("password-too-long");
    }
    let folded = fold(password);
    let about: Vec<String> = about
        .iter()
        .flat_map(|text| {
            let words = fold(text);
            let words: Vec<String> = words.split(' ').map(str::to_owned).collect();
            words
        })
        .filter(|word| word.chars().count() >= ABOUT)
        .collect();
    if is_about(&folded, &about) {
        return Some("password-about");
    }
    let mut known: Vec<&str> = about.iter().map(String::as_str).collect();
    known.extend(FRENCH.iter());
    let weak = |text: &str| zxcvbn(text, &known).score() < Score::Three;
    // Accents, signs and spaces protect less than they seem to.
    let bare = folded.replace(' ', "");
    (weak(password) || weak(&bare)).then_some("password-common")
}

/// Whether little remains once what is known of the owner is taken out.
fn is_about(folded: &str, about: &[String]) -> bool {
    let mut words: Vec<&String> = about.iter().collect();
    words.sort_by_key(|word| std::cmp::Reverse(word.len()));
    let bare = folded.replace(' ', "");
    let left = words
        .iter()
        .fold(bare.clone(), |left, word| left.replace(word.as_str(), ""));
    left.len() < bare.len() && left.chars().count() < OF_ONE_S_OWN
}

#[cfg(test)]
mod tests {
    use super::*;

    const ABOUT_CAMILLE: [&str; 3] = [
        "Camille Durand",
        "c.durand@ml-montreuil.example",
        "Mission locale de démonstration – Montreuil",
    ];

    #[test]
    fn long_and_unrelated_words_are_accepted_without_signs_or_capitals() {
        for password in [
            "lanterne cabestan grenier",
            "quatre mots sans rapport aucun",
            "kT9vQ2xLmZ4w",
            "été pluvieux à Zanzibar",
        ] {
            assert_eq!(problem(password, &[]), None, "{password}");
        }
    }

    #[test]
    fn what_is_tried_first_is_refused_however_decorated() {
        for password in [
            "motdepasse2026",
            "M0tDeP@sse2026",
            "Mot de passe 2026",
            "azertyuiop123",
            "Bonjour12345!",
            "password12345",
            "aaaaaaaaaaaaaaaa",
            "123456789012",
            "demonstration-2026",
            "Marseille2026!",
            "Mission Locale 93",
            "nicolasnicolas",
        ] {
            assert_eq!(
                problem(password, &[]),
                Some("password-common"),
                "{password}"
            );
        }
    }

    #[test]
    fn what_is_known_of_its_owner_is_refused() {
        for password in [
            "Camille.Durand1",
            "durandmontreuil",
            "ml-montreuil-93",
            "DURAND camille 75",
        ] {
            assert_eq!(
                problem(password, &ABOUT_CAMILLE),
                Some("password-about"),
                "{password}"
            );
        }
        let own = "camille cherche un cabestan";
        assert_eq!(problem(own, &ABOUT_CAMILLE), None);
    }

    #[test]
    fn length_is_counted_in_characters() {
        assert_eq!(problem("éééééééé", &[]), Some("password-length"));
        assert_eq!(problem(&"mot ".repeat(60), &[]), Some("password-too-long"));
    }
}
