//! Phones in national form, e-mail addresses in lower case.

/// A phone number as digits in a number, 0 when absent. French numbers are national: the digits
/// after +33 or 0033, with their 0.
pub(crate) fn parse_phone(raw: &[u8]) -> u64 {
    let raw = raw.trim_ascii();
    let mut digits = [0_u8; 15];
    let mut length = 0;
    for &byte in raw.iter().filter(|byte| byte.is_ascii_digit()) {
        if length == digits.len() {
            return 0;
        }
        digits[length] = byte - b'0';
        length += 1;
    }
    let mut number = &digits[..length];
    let international = raw.first() == Some(&b'+');
    if let Some(rest) = number.strip_prefix(&[0, 0]) {
        number = rest;
    }
    if let Some(rest) = number.strip_prefix(&[3, 3])
        && (international || length > 10)
    {
        number = rest.strip_prefix(&[0]).unwrap_or(rest);
    } else if let Some(rest) = number.strip_prefix(&[0]) {
        number = rest;
    }
    // Shorter than any subscriber's number, or the same digit repeated: not a phone.
    if number.len() < 6 || number.iter().all(|digit| *digit == number[0]) {
        return 0;
    }
    number
        .iter()
        .fold(0, |value, &digit| value * 10 + u64::from(digit))
}

/// Whether one digit differs or two neighbours are exchanged.
pub(crate) fn phone_one_edit(here: u64, there: u64) -> bool {
    let difference = here.abs_diff(there);
    // One digit replaced: the difference is one digit and zeros. Two exchanged: nine times that.
    let mut part = difference;
    if part == 0 {
        return false;
    }
    while part.is_multiple_of(10) {
        part /= 10;
    }
    (part < 10 || (part.is_multiple_of(9) && part / 9 < 10))
        && crate::distance::one_edit(&digits_of(here), &digits_of(there))
}

fn digits_of(mut number: u64) -> [u8; 16] {
    let mut digits = [0; 16];
    for digit in digits.iter_mut().rev() {
        *digit = (number % 10) as u8;
        number /= 10;
    }
    digits
}

/// Writes an address in lower case into `out`; gives the length of its user part when it has one.
pub(crate) fn clean_mail(raw: &[u8], out: &mut Vec<u8>) -> Option<usize> {
    out.clear();
    out.extend(raw.trim_ascii().iter().map(u8::to_ascii_lowercase));
    let at = out.iter().position(|&byte| byte == b'@')?;
    (at > 0 && at + 1 < out.len() && out.len() < 255).then_some(at)
}

/// Whether two user parts differ by one mistyped letter. A digit is not a typing error: namesakes
/// are numbered.
pub(crate) fn mail_one_edit(here: &[u8], there: &[u8]) -> bool {
    // The first letter is an initial as often as a letter: `j.martin`, `l.martin`.
    here.len().min(there.len()) >= 5
        && here[0] == there[0]
        && crate::distance::one_edit(here, there)
        && digits_in(here).eq(digits_in(there))
}

fn digits_in(user: &[u8]) -> impl Iterator<Item = &u8> {
    user.iter().filter(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn writings_of_one_phone_are_one_number() {
        for raw in [
            "06 12 34 56 78",
            "0612345678",
            "+33612345678",
            "0033 6 12 34 56 78",
            "+33 (0)6.12.34.56.78",
            "612345678",
        ] {
            assert_eq!(parse_phone(raw.as_bytes()), 612_345_678, "{raw}");
        }
        for raw in ["", "0000000000", "12", "n/a", "99999999999999999999"] {
            assert_eq!(parse_phone(raw.as_bytes()), 0, "{raw}");
        }
    }

    #[test]
    fn one_wrong_digit_is_seen() {
        assert!(phone_one_edit(784_147_768, 783_147_768));
        assert!(phone_one_edit(612_345_678, 612_354_678));
        assert!(!phone_one_edit(612_345_678, 612_345_678));
        assert!(!phone_one_edit(612_345_678, 698_765_432));
        assert!(!phone_one_edit(699_999_999, 700_000_000));
    }

    #[test]
    fn mail_typos_are_letters() {
        assert!(mail_one_edit(b"claire.martn", b"claire.martin"));
        assert!(!mail_one_edit(b"claire.martin1", b"claire.martin2"));
        assert!(!mail_one_edit(b"jmartin", b"lmartin"));
    }
}
