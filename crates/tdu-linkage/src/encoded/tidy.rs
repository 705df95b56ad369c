//! Fields as both institutions must write them before they are encoded: the encodings of two
//! spellings of one thing could not be reconciled afterwards.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The words of a name: lower-case letters without accents.
pub(super) fn words(name: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut push = |text: &str, end: bool| {
        if end && words.last().is_some_and(|word| !word.is_empty()) {
            words.push(String::new());
        }
        if let Some(word) = words.last_mut() {
            word.push_str(text);
        }
    };
    for letter in name.nfd().filter(|c| !is_combining_mark(*c)) {
        match letter.to_lowercase().next().unwrap_or(letter) {
            lower @ 'a'..='z' => push(lower.encode_utf8(&mut [0; 4]), false),
            'œ' => push("oe", false),
            'æ' => push("ae", false),
            'ß' => push("ss", false),
            'ø' => push("o", false),
            'ł' => push("l", false),
            'đ' => push("d", false),
            'ı' => push("i", false),
            // An apostrophe joins: N'Guessan, D'Almeida.
            '\'' | '’' => {}
            other if other.is_alphabetic() => push(other.encode_utf8(&mut [0; 4]), false),
            _ => push("", true),
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

/// How a word sounds to a French ear, roughly: its first sound and its consonants.
pub(super) fn sound(word: &str) -> String {
    let letters: Vec<char> = word.chars().collect();
    let at = |position: usize| letters.get(position).copied().unwrap_or(' ');
    let mut sound = String::with_capacity(8);
    let mut position = 0;
    while position < letters.len() {
        let (letter, next) = (letters[position], at(position + 1));
        let mut width = 1;
        let heard = match (letter, next) {
            ('p', 'h') => {
                width = 2;
                'f'
            }
            ('c' | 's', 'h') => {
                width = 2;
                'j'
            }
            ('c', 'e' | 'i' | 'y') | ('z' | 'ç', _) => 's',
            ('g', 'e' | 'i' | 'y') => 'j',
            ('c' | 'q' | 'x', _) => 'k',
            ('w', _) => 'v',
            ('m', _) => 'n',
            ('a' | 'e' | 'i' | 'o' | 'u' | 'y' | 'h', _) => {
                if position == 0 && letter != 'h' {
                    sound.push('a');
                }
                position += 1;
                continue;
            }
            (other, _) => other,
        };
        position += width;
        let last = position >= letters.len();
        let silent = last && matches!(heard, 's' | 't' | 'd') && sound.len() > 1;
        if !silent && !sound.ends_with(heard) {
            sound.push(heard);
        }
    }
    if sound.is_empty() {
        sound.push('h');
    }
    sound
}

/// A civil date, as year, month and day: 2006-03-01, 01/03/2006, 20060301.
pub(super) fn date(text: &str) -> Option<(u16, u8, u8)> {
    let text = text.trim();
    let parts: Vec<&str> = text.split(['-', '/', '.', ' ']).collect();
    let (year, month, day) = match parts.as_slice() {
        [whole] if whole.len() == 8 => (whole.get(..4)?, whole.get(4..6)?, whole.get(6..)?),
        [year, month, day] if year.len() == 4 => (*year, *month, *day),
        [day, month, year] if year.len() == 4 => (*year, *month, *day),
        _ => return None,
    };
    let (year, month, day) = (year.parse().ok()?, month.parse().ok()?, day.parse().ok()?);
    ((1..=12).contains(&month) && (1..=31).contains(&day)).then_some((year, month, day))
}

/// An e-mail address in lower case; nothing when it is no address.
pub(super) fn email(text: &str) -> Option<String> {
    let address = text.trim().to_lowercase();
    let (user, domain) = address.split_once('@')?;
    (!user.is_empty() && domain.contains('.')).then_some(address)
}

/// The last nine digits of a telephone number; nothing when it was typed to fill the field.
pub(super) fn telephone(text: &str) -> Option<String> {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let start = digits.len().checked_sub(9)?;
    let number = digits.get(start..)?;
    let mut kinds = [false; 10];
    for digit in number.bytes() {
        kinds[usize::from(digit - b'0')] = true;
    }
    let filler = kinds.iter().filter(|seen| **seen).count() < 3 || number.ends_with("12345678");
    (!filler).then(|| number.to_owned())
}

/// A code in capitals without blanks: postal code, commune.
pub(super) fn code(text: &str) -> Option<String> {
    let code: String = text
        .chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_uppercase)
        .collect();
    (!code.is_empty()).then_some(code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_name_are_one() {
        assert_eq!(words("  LÉVÊQUE-N'GUYEN "), ["leveque", "nguyen"]);
        assert_eq!(words("Şahin"), ["sahin"]);
        assert!(words(" - ").is_empty());
    }

    #[test]
    fn spellings_that_sound_alike_are_one() {
        for (left, right) in [
            ("philippe", "filip"),
            ("mathys", "matis"),
            ("gauthier", "gotier"),
            ("dubois", "duboi"),
            ("zongo", "songo"),
        ] {
            assert_eq!(sound(left), sound(right), "{left} {right}");
        }
        assert_ne!(sound("martin"), sound("bertin"));
    }

    #[test]
    fn dates_are_read_in_both_orders() {
        assert_eq!(date("2006-03-01"), Some((2006, 3, 1)));
        assert_eq!(date("01/03/2006"), Some((2006, 3, 1)));
        assert_eq!(date("20060301"), Some((2006, 3, 1)));
        assert_eq!(date("32/03/2006"), None);
        assert_eq!(date(""), None);
    }

    #[test]
    fn fillers_are_no_telephone() {
        assert_eq!(telephone("+33 6 87 48 41 54").as_deref(), Some("687484154"));
        assert_eq!(telephone("0600000000"), None);
        assert_eq!(telephone("06 12 34 56 78"), None);
        assert_eq!(telephone("12"), None);
    }
}
