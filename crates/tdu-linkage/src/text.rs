//! Names as bytes that can be compared fast: capitals without accents, words parted by one space.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Writes the cleaned form of a name into `out`.
pub(crate) fn clean_name(raw: &[u8], out: &mut Vec<u8>) {
    out.clear();
    if clean_western(raw, out) {
        // Nearly every name of a French file.
    } else if let Ok(text) = std::str::from_utf8(raw) {
        clean_chars(text.chars(), out);
    } else {
        // Not UTF-8: the old Western encoding, where each byte is a character.
        clean_chars(raw.iter().map(|&byte| char::from(byte)), out);
    }
    if out.last() == Some(&b' ') {
        out.pop();
    }
}

/// The letters U+00C0 to U+00FF without their accents; a space where one letter is not enough.
const WESTERN: &[u8; 64] = b"AAAAAA CEEEEIIII NOOOOO  UUUUY  AAAAAA CEEEEIIII NOOOOO  UUUUY Y";

/// Cleans letters without accents and with French ones; false when there are others.
fn clean_western(raw: &[u8], out: &mut Vec<u8>) -> bool {
    let mut rest = raw;
    while let Some((&byte, after)) = rest.split_first() {
        rest = after;
        if byte < 0x80 {
            push_ascii(byte, out);
            continue;
        }
        match (byte, after.split_first()) {
            (0xc3, Some((&second @ 0x80..=0xbf, after)))
                if WESTERN[usize::from(second & 63)] != b' ' =>
            {
                out.push(WESTERN[usize::from(second & 63)]);
                rest = after;
            }
            _ => {
                out.clear();
                return false;
            }
        }
    }
    true
}

fn push_ascii(byte: u8, out: &mut Vec<u8>) {
    if byte.is_ascii_alphanumeric() {
        out.push(byte.to_ascii_uppercase());
    } else if !out.is_empty() && out.last() != Some(&b' ') {
        out.push(b' ');
    }
}

fn clean_chars(chars: impl Iterator<Item = char>, out: &mut Vec<u8>) {
    for c in chars.nfd().filter(|c| !is_combining_mark(*c)) {
        let folded = match c {
            'œ' | 'Œ' => "OE",
            'æ' | 'Æ' => "AE",
            'ß' => "SS",
            'ø' | 'Ø' => "O",
            'ł' | 'Ł' => "L",
            'đ' | 'Đ' | 'ð' | 'Ð' => "D",
            'þ' | 'Þ' => "TH",
            'ı' => "I",
            c if c.is_ascii() => {
                push_ascii(c as u8, out);
                continue;
            }
            c if c.is_alphanumeric() => {
                for upper in c.to_uppercase() {
                    out.extend_from_slice(upper.encode_utf8(&mut [0; 4]).as_bytes());
                }
                continue;
            }
            _ => " ",
        };
        if folded != " " {
            out.extend_from_slice(folded.as_bytes());
        } else if !out.is_empty() && out.last() != Some(&b' ') {
            out.push(b' ');
        }
    }
}

/// Writes the cleaned form of a key or code into `out`: capitals and digits, nothing between.
pub(crate) fn clean_code(raw: &[u8], out: &mut Vec<u8>) {
    clean_name(raw, out);
    out.retain(|&byte| byte != b' ');
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn cleaned(raw: &[u8]) -> String {
        let mut out = Vec::new();
        clean_name(raw, &mut out);
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn accents_hyphens_and_old_encodings_fold() {
        assert_eq!(cleaned("Lévêque-N’Guyen".as_bytes()), "LEVEQUE N GUYEN");
        assert_eq!(cleaned("  cœur  d'Ægir ".as_bytes()), "COEUR D AEGIR");
        assert_eq!(cleaned(b"L\xe9a"), "LEA");
        assert_eq!(cleaned("Łukasz".as_bytes()), "LUKASZ");
    }

    proptest! {
        #[test]
        fn cleaning_twice_changes_nothing(raw in proptest::collection::vec(any::<u8>(), 0..40)) {
            let once = cleaned(&raw);
            prop_assert_eq!(cleaned(once.as_bytes()), once);
        }
    }
}
