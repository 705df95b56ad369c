//! Birth dates, packed in 32 bits: 0 when absent, else year, month and day.

/// A birth date as year, month, day packed in one number; 0 when absent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub(crate) struct Day(pub(crate) u32);

impl Day {
    /// Nothing is known.
    pub(crate) const NONE: Self = Self(0);

    /// A day of the calendar, or [`Day::NONE`] when there is no such month or day.
    pub(crate) fn new(year: u32, month: u32, day: u32) -> Self {
        if (1..=9999).contains(&year) && (1..=12).contains(&month) && (1..=31).contains(&day) {
            Self(year << 9 | month << 5 | day)
        } else {
            Self::NONE
        }
    }

    pub(crate) fn is_none(self) -> bool {
        self.0 == 0
    }

    pub(crate) fn year(self) -> u32 {
        self.0 >> 9
    }

    pub(crate) fn month(self) -> u32 {
        self.0 >> 5 & 15
    }

    pub(crate) fn day(self) -> u32 {
        self.0 & 31
    }

    /// The same date with day and month exchanged, when that is another date.
    pub(crate) fn swapped(self) -> Option<Self> {
        let swapped = Self::new(self.year(), self.day(), self.month());
        (!swapped.is_none() && swapped != self).then_some(swapped)
    }

    /// The first of January, which stands for "the year only".
    pub(crate) fn is_first_january(self) -> bool {
        self.0 & 511 == (1 << 5 | 1)
    }

    fn digits(self) -> [u8; 8] {
        let mut number = self.year() * 10_000 + self.month() * 100 + self.day();
        let mut digits = [0; 8];
        for digit in digits.iter_mut().rev() {
            *digit = (number % 10) as u8;
            number /= 10;
        }
        digits
    }

    /// Whether one digit differs, or two neighbouring digits are exchanged.
    pub(crate) fn one_digit_apart(self, other: Self) -> bool {
        crate::distance::one_edit(&self.digits(), &other.digits())
    }
}

/// Reads a date: 2006-03-01, 01/03/2006, 1.3.2006, 20060301, or either followed by a time.
pub(crate) fn parse(raw: &[u8]) -> Day {
    let mut numbers = [0_u32; 3];
    let mut lengths = [0_usize; 3];
    let mut at = 0;
    for &byte in raw.trim_ascii() {
        if byte.is_ascii_digit() {
            if lengths[at] < 8 {
                numbers[at] = numbers[at] * 10 + u32::from(byte - b'0');
            }
            lengths[at] += 1;
        } else if at < 2 && lengths[at] > 0 && matches!(byte, b'-' | b'/' | b'.' | b' ') {
            at += 1;
        } else if at == 2 && lengths[2] > 0 {
            break;
        } else {
            return Day::NONE;
        }
    }
    match (at, lengths) {
        (2, [4, 1..=2, 1..=2]) => Day::new(numbers[0], numbers[1], numbers[2]),
        (2, [1..=2, 1..=2, 4]) => Day::new(numbers[2], numbers[1], numbers[0]),
        (0, [8, ..]) => Day::new(
            numbers[0] / 10_000,
            numbers[0] / 100 % 100,
            numbers[0] % 100,
        ),
        _ => Day::NONE,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_usual_formats_are_one_day() {
        let day = Day::new(2006, 3, 1);
        for raw in [
            "2006-03-01",
            "01/03/2006",
            "1.3.2006",
            "20060301",
            " 2006-03-01T00:00:00 ",
            "01-03-2006 00:00",
        ] {
            assert_eq!(parse(raw.as_bytes()), day, "{raw}");
        }
        for raw in [
            "",
            "2006",
            "31/13/2006",
            "00/00/2006",
            "abc",
            "2006-03",
            "99999999999999999999",
        ] {
            assert!(parse(raw.as_bytes()).is_none(), "{raw}");
        }
    }

    #[test]
    fn days_and_months_swap() {
        assert_eq!(Day::new(2006, 3, 1).swapped(), Some(Day::new(2006, 1, 3)));
        assert_eq!(Day::new(2006, 3, 3).swapped(), None);
        assert_eq!(Day::new(2006, 3, 13).swapped(), None);
        assert!(Day::new(2004, 10, 13).one_digit_apart(Day::new(2014, 10, 13)));
        assert!(!Day::new(2009, 12, 1).one_digit_apart(Day::new(2010, 12, 1)));
    }
}
