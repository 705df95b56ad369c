//! Recognising social security numbers (NIR), in order to keep them out.

/// Whether the text has the shape of a NIR: 13 or 15 digits with a plausible sex, month and
/// department.
#[must_use]
pub fn looks_like_nir(text: &str) -> bool {
    significant(text).is_some_and(|(code, length)| has_nir_shape(&code[..length]))
}

/// Whether the text is a whole NIR: the shape, 15 characters and the right control key.
#[must_use]
pub fn is_nir(text: &str) -> bool {
    significant(text)
        .is_some_and(|(code, length)| length == 15 && has_nir_shape(&code) && has_right_key(&code))
}

/// Whether a whole NIR is somewhere in the text, alone or among words.
#[must_use]
pub fn contains_nir(text: &str) -> bool {
    if text.len() < 15 || text.bytes().filter(u8::is_ascii_digit).count() < 14 {
        return false;
    }
    let separates = |c: char| matches!(c, '.' | '-' | '/' | '_') || c.is_whitespace();
    let mut before = ' ';
    for (at, c) in text.char_indices() {
        if c.is_ascii_digit() && !before.is_alphanumeric() {
            let mut length = 0;
            for (from, c) in text[at..].char_indices() {
                if c.is_ascii_alphanumeric() {
                    length += 1;
                } else if !separates(c) {
                    break;
                }
                if length > 15 {
                    break;
                }
                let end = at + from + c.len_utf8();
                let next = text[end..].chars().next();
                if length == 15
                    && !next.is_some_and(char::is_alphanumeric)
                    && is_nir(&text[at..end])
                {
                    return true;
                }
            }
        }
        before = c;
    }
    false
}

/// The characters without the separators, if there are 13 or 15 of them and all may be a NIR's.
fn significant(text: &str) -> Option<([u8; 15], usize)> {
    let mut code = [0; 15];
    let mut length = 0;
    if text.len() < 13 {
        return None;
    }
    for c in text.chars() {
        match c {
            '0'..='9' | 'A' | 'B' | 'a' | 'b' => {
                // All four are ASCII.
                *code.get_mut(length)? = (c as u8).to_ascii_uppercase();
                length += 1;
            }
            '.' | '-' | '/' | '_' => {}
            c if c.is_whitespace() => {}
            _ => return None,
        }
    }
    matches!(length, 13 | 15).then_some((code, length))
}

fn has_nir_shape(code: &[u8]) -> bool {
    let corsica = code[5] == b'2' && matches!(code[6], b'A' | b'B');
    let digits = code
        .iter()
        .enumerate()
        .all(|(at, b)| b.is_ascii_digit() || (at == 6 && corsica));
    if !digits || !matches!(code[0], b'1' | b'2' | b'3' | b'4' | b'7' | b'8') {
        return false;
    }
    let month = (code[3] - b'0') * 10 + (code[4] - b'0');
    // 20 and above: months unknown or of births declared abroad.
    matches!(month, 1..=12 | 20 | 30..=42 | 50..=99)
}

fn has_right_key(code: &[u8]) -> bool {
    let mut number: u64 = 0;
    for (at, b) in code[..13].iter().enumerate() {
        let digit = match (at, b) {
            (6, b'A' | b'B') => 0,
            _ => u64::from(b - b'0'),
        };
        number = number * 10 + digit;
    }
    // The published rule for Corsica: 2A counts as 20 less one million, 2B less two millions.
    number = match code[6] {
        b'A' => number.saturating_sub(1_000_000),
        b'B' => number.saturating_sub(2_000_000),
        _ => number,
    };
    let key = u64::from(code[13] - b'0') * 10 + u64::from(code[14] - b'0');
    97 - number % 97 == key
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[test]
    fn values() {
        assert!(is_nir("2 69 05 49 588 157 80"));
        assert!(looks_like_nir("2690549588157"));
        assert!(!is_nir("269054958815781"));
        assert!(looks_like_nir("108032A588157"));
        assert!(!looks_like_nir("19750655300019"), "a SIRET has 14 digits");
        assert!(!looks_like_nir("2691549588157"), "month 15");
        assert!(!looks_like_nir("9690549588157"), "no such sex");
        assert!(!looks_like_nir("0612345678"));
        assert!(!looks_like_nir("ééééééééééééé"));
    }

    #[rstest]
    #[case("269054958815780", true)]
    #[case("n° 2 69 05 49 588 157 80, à Nantes", true)]
    #[case("2 rue X (269054958815780)", true)]
    #[case("12 269054958815780", true)]
    #[case("269054958815781 rue X", false)]
    #[case("A269054958815780", false)]
    #[case("2690549588157801", false)]
    #[case("01 99 00 11 27 / 06 39 98 00 12", false)]
    fn within_a_text(#[case] text: &str, #[case] expected: bool) {
        assert_eq!(contains_nir(text), expected, "{text}");
    }
}
