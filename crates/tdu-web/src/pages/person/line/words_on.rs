//! Where words fit beside the line: the lowest level that is free, else nowhere.

use super::moments::{Kind, Moment};
use super::{LAST_X, NOW_X};

/// Width of a letter.
const LETTER: f64 = 7.6;
/// Between a dot and its word, and between two words.
const GAP: i32 = 7;

/// Above the line or below it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    Above,
    Below,
}

impl Side {
    /// A Mission Locale's acts and the goals are above; a CFA's acts and the legal limits, below.
    pub(super) fn of(moment: &Moment) -> Self {
        use tdu_domain::organisation::Network;
        match (moment.kind, moment.network) {
            (Kind::Limit, _) | (_, Some(Network::Cfa)) => Self::Below,
            _ => Self::Above,
        }
    }

    fn heights(self) -> &'static [i32] {
        match self {
            Self::Above => &[98, 60, 22],
            Self::Below => &[190, 228],
        }
    }
}

/// A place found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Placed {
    pub(super) x: i32,
    pub(super) y: i32,
    pub(super) anchor: &'static str,
}

/// What is taken at each level, between two borders.
pub(super) struct Levels {
    from: i32,
    to: i32,
    taken: Vec<(i32, i32, i32)>,
}

impl Levels {
    /// Left of today; its box stands at the two upper levels.
    pub(super) fn before_today() -> Self {
        let boxed = (NOW_X - 56, NOW_X + 56);
        Self {
            from: 4,
            to: NOW_X - 6,
            taken: vec![(60, boxed.0, boxed.1), (22, boxed.0, boxed.1)],
        }
    }

    /// Right of today.
    pub(super) fn after_today() -> Self {
        let mut levels = Self::before_today();
        (levels.from, levels.to) = (NOW_X + 10, LAST_X + 33);
        levels
    }

    /// Finds a place for a word and its date at a point of the line, and takes it.
    pub(super) fn place(&mut self, side: Side, x: i32, name: &str, date: &str) -> Option<Placed> {
        let letters = name.chars().count().max(date.chars().count());
        #[expect(clippy::cast_possible_truncation, reason = "a width within 960 points")]
        let width = (LETTER * letters as f64).ceil() as i32;
        let choices = [
            ("", x + GAP, x + GAP, x + GAP + width),
            (" line-end", x - GAP, x - GAP - width, x - GAP),
            (" line-middle", x, x - width / 2, x + width / 2),
        ];
        for y in side.heights() {
            for (anchor, at, left, right) in choices {
                if left >= self.from && right <= self.to && self.is_free(*y, left, right) {
                    self.taken.push((*y, left - GAP, right + GAP));
                    return Some(Placed {
                        x: at,
                        y: *y,
                        anchor,
                    });
                }
            }
        }
        None
    }

    fn is_free(&self, y: i32, left: i32, right: i32) -> bool {
        self.taken
            .iter()
            .all(|(level, from, to)| *level != y || right <= *from || left >= *to)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_climb_until_they_fit() {
        let mut levels = Levels::before_today();
        let mut at = |x| {
            levels
                .place(Side::Above, x, "Premier accueil", "12 mars")
                .map(|placed| placed.y)
        };
        assert_eq!(at(30), Some(98));
        assert_eq!(at(60), Some(60));
        assert_eq!(at(70), Some(22));
        assert_eq!(at(80), None);
    }

    #[test]
    fn a_word_that_would_cross_today_is_written_to_the_left() {
        let mut levels = Levels::before_today();
        let placed = levels
            .place(Side::Below, 600, "Entrée en formation", "8 sept.")
            .unwrap();
        assert_eq!((placed.anchor, placed.x), (" line-end", 593));
    }
}
