//! Texts as people type them: cleaning, comparing, showing.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The longest text taken from a cell, in characters.
pub(crate) const MAX_TEXT: usize = 1_000;

/// Trimmed, with inner runs of blanks made one space, and control and invisible characters removed.
/// Accents, hyphens and case stay as written. Borrowed when nothing changes.
pub(crate) fn clean(text: &str) -> Cow<'_, str> {
    let text = text.trim();
    if is_clean(text) {
        return Cow::Borrowed(text);
    }
    let mut cleaned = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_whitespace() {
            if !cleaned.ends_with(' ') && !cleaned.is_empty() {
                cleaned.push(' ');
            }
        } else if !c.is_control() && !is_invisible(c) {
            cleaned.push(c);
        }
    }
    if cleaned.ends_with(' ') {
        cleaned.pop();
    }
    Cow::Owned(cleaned)
}

/// Soft hyphens, zero-width characters and byte order marks, which copying brings along.
fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}'
    )
}

fn is_clean(text: &str) -> bool {
    let mut after_space = false;
    for b in text.bytes() {
        // These bytes lead the no-break space, the C1 controls, the other blanks, the invisibles.
        if b < 0x20
            || b == 0x7f
            || matches!(b, 0xc2 | 0xe1..=0xe3 | 0xef)
            || (after_space && b == b' ')
        {
            return false;
        }
        after_space = b == b' ';
    }
    true
}

/// Lower-case words without accents, separated by one space: `"N° Sécu."` gives `"n secu"`.
pub(crate) fn fold_words(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    if text.is_ascii() {
        text.chars().for_each(|c| fold_char(&mut folded, c));
    } else {
        text.nfd()
            .filter(|c| !is_combining_mark(*c))
            .for_each(|c| fold_char(&mut folded, c));
    }
    if folded.ends_with(' ') {
        folded.pop();
    }
    folded
}

fn fold_char(folded: &mut String, c: char) {
    match c {
        'a'..='z' | '0'..='9' => folded.push(c),
        'A'..='Z' => folded.push(c.to_ascii_lowercase()),
        'œ' | 'Œ' => folded.push_str("oe"),
        'æ' | 'Æ' => folded.push_str("ae"),
        // "C.P." is one word.
        '.' => {}
        c if c.is_alphanumeric() && c != 'º' => folded.extend(c.to_lowercase()),
        _ => {
            if !folded.ends_with(' ') && !folded.is_empty() {
                folded.push(' ');
            }
        }
    }
}

/// The same without any separator: `"Date_de Naissance"` gives `"datedenaissance"`.
pub(crate) fn fold_key(text: &str) -> String {
    let mut key = fold_words(text);
    key.retain(|c| c != ' ');
    key
}

/// At most 80 characters of a received value, on one line.
pub(crate) fn excerpt(text: &str) -> String {
    const LONGEST: usize = 80;
    let cleaned = clean(text);
    let mut ends = cleaned.char_indices().skip(LONGEST - 1).map(|(at, _)| at);
    match (ends.next(), ends.next()) {
        (Some(cut), Some(_)) => format!("{}…", &cleaned[..cut]),
        _ => cleaned.into_owned(),
    }
}

/// Appends a JSON string literal.
pub(crate) fn push_json_string(out: &mut String, text: &str) {
    out.push('"');
    let mut from = 0;
    for (at, b) in text.bytes().enumerate() {
        let escape = match b {
            b'"' => "\\\"",
            b'\\' => "\\\\",
            b'\n' => "\\n",
            b'\r' => "\\r",
            b'\t' => "\\t",
            0..=0x1f => "",
            _ => continue,
        };
        out.push_str(&text[from..at]);
        if escape.is_empty() {
            out.push_str(&format!("\\u{b:04x}"));
        } else {
            out.push_str(escape);
        }
        from = at + 1;
    }
    out.push_str(&text[from..]);
    out.push('"');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cleaning_keeps_the_name() {
        assert_eq!(clean("  Le  Guen\u{a0}-  Élodie\t\0 "), "Le Guen - Élodie");
        assert!(matches!(clean("Anne-Zoé"), Cow::Borrowed("Anne-Zoé")));
        assert_eq!(clean("\u{feff}An\u{ad}a\u{200b} \u{0}"), "Ana");
    }

    #[test]
    fn folding_ignores_accents_case_and_punctuation() {
        assert_eq!(fold_words("N° Sécu."), "n secu");
        assert_eq!(fold_words("Né(e) le"), "ne e le");
        assert_eq!(fold_words("C.P."), "cp");
        assert_eq!(fold_words("Prénom d’usage"), "prenom d usage");
        assert_eq!(fold_key("Date_de Naissance"), "datedenaissance");
        assert_eq!(fold_key("Œuvre"), "oeuvre");
    }

    #[test]
    fn an_excerpt_has_at_most_80_characters() {
        assert_eq!(excerpt(&"é".repeat(80)).chars().count(), 80);
        let cut = excerpt(&"é".repeat(81));
        assert_eq!(cut.chars().count(), 80);
        assert!(cut.ends_with('…'));
    }

    #[test]
    fn json_strings_are_json() {
        for text in ["", "a\"b\\c", "l1\nl2\r\t", "\u{1}é\u{1f}z"] {
            let mut out = String::new();
            push_json_string(&mut out, text);
            assert_eq!(serde_json::from_str::<String>(&out).unwrap(), text);
        }
    }
}
