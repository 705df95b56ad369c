//! The words that would betray a person in a text.

use tdu_domain::identity::Identity;
use tdu_domain::text::fold;

/// Beginning of a workbook, whose words are compressed.
const ZIP: &[u8] = b"PK";
/// Digits of a phone that are compared: without its country code.
const PHONE: usize = 9;

/// What is looked for in what is kept beside records.
pub(super) struct Words {
    /// Folded names: both are needed.
    names: Vec<(String, String)>,
    emails: Vec<String>,
    phones: Vec<String>,
}

impl Words {
    pub(super) fn of(identities: &[Identity]) -> Self {
        let mut words = Self {
            names: Vec::new(),
            emails: Vec::new(),
            phones: Vec::new(),
        };
        for identity in identities {
            let surnames = [&identity.birth_name, &identity.used_name];
            for surname in surnames.into_iter().flatten() {
                if let Some(first) = &identity.first_name {
                    words.names.push((fold(surname), fold(first)));
                }
            }
            let email = identity.email.as_ref();
            words
                .emails
                .extend(email.map(|email| email.as_str().to_lowercase()));
            let phone = identity.phone.as_ref().map(|phone| digits(phone.as_str()));
            words
                .phones
                .extend(phone.map(|phone| last(&phone).to_owned()));
        }
        words
    }

    /// Whether a text speaks of the person.
    pub(super) fn are_in(&self, text: &str) -> bool {
        // JSON may write letters as escapes: it is read first.
        let read = serde_json::from_str::<serde_json::Value>(text).map(|value| value.to_string());
        let text = read.as_deref().unwrap_or(text);
        let (folded, lower) = (fold(text), text.to_lowercase());
        let numbers = digits(text);
        self.names
            .iter()
            .any(|(surname, first)| folded.contains(surname) && folded.contains(first))
            || self.emails.iter().any(|email| lower.contains(email))
            || self
                .phones
                .iter()
                .any(|phone| phone.len() == PHONE && numbers.contains(phone))
    }

    /// Whether a file may speak of the person; one that cannot be read as text may.
    pub(super) fn may_be_in(&self, content: &[u8]) -> bool {
        if content.starts_with(ZIP) || content.contains(&0) {
            return true;
        }
        match std::str::from_utf8(content) {
            Ok(text) => self.are_in(text),
            // One byte a letter, as spreadsheets write French.
            Err(_) => self.are_in(
                &content
                    .iter()
                    .map(|byte| char::from(*byte))
                    .collect::<String>(),
            ),
        }
    }
}

fn digits(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
}

fn last(digits: &str) -> &str {
    &digits[digits.len().saturating_sub(PHONE)..]
}

#[cfg(test)]
mod tests {
    use tdu_domain::codes::{Email, Phone};

    use super::*;

    fn words() -> Words {
        Words::of(&[Identity {
            birth_name: Some("Lévêque".to_owned()),
            first_name: Some("Zoé".to_owned()),
            phone: Phone::parse("01 99 00 12 34").ok(),
            email: Email::parse("zoe.l@exemple.example").ok(),
            ..Identity::default()
        }])
    }

    #[test]
    fn someone_is_found_however_they_are_written() {
        for text in [
            "LEVEQUE;ZOE;2007",
            "{\"nom\":\"L\\u00e9v\\u00eaque\",\"prenom\":\"Zo\\u00e9\"}",
            "x;01.99.00.12.34",
            "x;+33 1 99 00 12 34",
            "x;Zoe.L@exemple.example",
        ] {
            assert!(words().are_in(text), "{text}");
        }
        assert!(words().may_be_in(b"L\xe9v\xeaque;Zo\xe9"));
        assert!(
            words().may_be_in(b"PK\x03\x04"),
            "a workbook cannot be searched"
        );
    }

    #[test]
    fn others_stay() {
        for text in ["Lévêque;Ali", "Martin;Zoé", "x;01 99 00 12 35", ""] {
            assert!(!words().are_in(text), "{text}");
        }
    }
}
