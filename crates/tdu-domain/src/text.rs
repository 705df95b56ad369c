//! Names as people search and sort them: accents, case, hyphens and apostrophes do not count.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The comparison key of a text: lower case, no accents, ligatures spelt out, anything that is
/// neither letter nor digit as one space.
#[must_use]
pub fn fold(text: &str) -> String {
    let mut key = String::with_capacity(text.len());
    if text.is_ascii() {
        text.bytes()
            .for_each(|byte| push(&mut key, char::from(byte)));
    } else {
        text.nfd()
            .filter(|c| !is_combining_mark(*c))
            .for_each(|c| push(&mut key, c));
    }
    if key.ends_with(' ') {
        key.pop();
    }
    key
}

fn push(key: &mut String, c: char) {
    match c {
        'œ' | 'Œ' => key.push_str("oe"),
        'æ' | 'Æ' => key.push_str("ae"),
        'ø' | 'Ø' => key.push('o'),
        'ł' | 'Ł' => key.push('l'),
        'đ' | 'Đ' => key.push('d'),
        'ı' => key.push('i'),
        'ß' => key.push_str("ss"),
        c if c.is_alphanumeric() => key.extend(c.to_lowercase()),
        _ if key.is_empty() || key.ends_with(' ') => {}
        _ => key.push(' '),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn folds_what_people_type() {
        assert_eq!(
            fold("  Éloïse  D’Œuvre-N'Guyen "),
            "eloise d oeuvre n guyen"
        );
        assert_eq!(fold("ÅKE Łukasz ŞEN"), "ake lukasz sen");
    }

    proptest! {
        #[test]
        fn folding_twice_changes_nothing(text in ".*") {
            let key = fold(&text);
            prop_assert_eq!(fold(&key), key.clone());
            prop_assert!(!key.starts_with(' ') && !key.ends_with(' ') && !key.contains("  "));
        }
    }
}
