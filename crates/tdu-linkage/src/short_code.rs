//! Codes of five characters in one number, so that most places are compared without being fetched.

/// A code of at most five letters and digits, six bits each, the first on top; 0 when it is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct ShortCode(u32);

const BITS: u32 = 6;

impl ShortCode {
    pub(crate) fn new(text: &[u8]) -> Self {
        if text.len() > 5 {
            return Self(0);
        }
        let mut packed = 0;
        for at in 0..5 {
            let value = match text.get(at) {
                None => 0,
                Some(digit @ b'0'..=b'9') => digit - b'0' + 1,
                Some(letter @ b'A'..=b'Z') => letter - b'A' + 11,
                Some(_) => return Self(0),
            };
            packed = packed << BITS | u32::from(value);
        }
        Self(packed)
    }

    pub(crate) fn is_none(self) -> bool {
        self.0 == 0
    }

    /// The number.
    pub(crate) fn value(self) -> u32 {
        self.0
    }

    /// Whether one character differs, or two neighbours are exchanged.
    pub(crate) fn near(self, other: Self) -> bool {
        let apart = self.0 ^ other.0;
        if apart == 0 {
            return false;
        }
        let last = apart.trailing_zeros() / BITS;
        let first = apart.ilog2() / BITS;
        let at = |code: u32, place: u32| code >> (place * BITS) & 63;
        first == last
            || (first == last + 1
                && at(self.0, first) == at(other.0, last)
                && at(self.0, last) == at(other.0, first))
    }

    /// Whether the first two characters are the same.
    pub(crate) fn same_area(self, other: Self) -> bool {
        self.0 >> (3 * BITS) == other.0 >> (3 * BITS)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_codes_are_compared_as_their_text() {
        let code = |text: &str| ShortCode::new(text.as_bytes());
        assert!(code("38185").near(code("38186")));
        assert!(code("38185").near(code("38815")));
        assert!(!code("38185").near(code("38185")));
        assert!(!code("38185").near(code("38296")));
        assert!(code("38185").same_area(code("38000")));
        assert!(!code("2A004").same_area(code("2B033")));
        assert!(code("381856").is_none() && code("3é").is_none() && code("").is_none());
    }
}
