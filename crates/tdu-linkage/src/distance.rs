//! How far apart two cleaned words are.

/// Whether one letter was added, dropped, replaced, or two neighbours exchanged: exactly one edit.
pub(crate) fn one_edit(here: &[u8], there: &[u8]) -> bool {
    let (short, long) = if here.len() <= there.len() {
        (here, there)
    } else {
        (there, here)
    };
    if long.len() - short.len() > 1 {
        return false;
    }
    let start = short.iter().zip(long).take_while(|(a, b)| a == b).count();
    let (short, long) = (&short[start..], &long[start..]);
    let end = short
        .iter()
        .rev()
        .zip(long.iter().rev())
        .take_while(|(a, b)| a == b)
        .count();
    let (short, long) = (&short[..short.len() - end], &long[..long.len() - end]);
    match (short, long) {
        ([] | [_], [_]) => true,
        ([a, b], [c, d]) => a == d && b == c,
        _ => false,
    }
}

/// How close two words are, from 0 to 1: Jaro-Winkler, or 0 below [`LOOSE`].
pub(crate) fn closeness(here: &[u8], there: &[u8]) -> f64 {
    let options = rapidfuzz::distance::jaro_winkler::Args::default().score_cutoff(LOOSE);
    rapidfuzz::distance::jaro_winkler::similarity_with_args(
        here.iter().copied(),
        there.iter().copied(),
        &options,
    )
    .unwrap_or(0.0)
}

/// Closeness of two clumsy writings of one word.
pub(crate) const CLOSE: f64 = 0.88;
/// Closeness of words that may still be one, badly mistyped.
pub(crate) const LOOSE: f64 = 0.76;

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn one_edit_is_one_edit() {
        for (here, there) in [
            ("DIO", "DION"),
            ("MKAO", "MAKO"),
            ("PICHAUX", "MICHAUX"),
            ("ANTN", "ANTON"),
        ] {
            assert!(
                one_edit(here.as_bytes(), there.as_bytes()),
                "{here} {there}"
            );
        }
        for (here, there) in [
            ("DION", "DION"),
            ("ABCD", "BADC"),
            ("MARTIN", "MARIE"),
            ("", "AB"),
        ] {
            assert!(
                !one_edit(here.as_bytes(), there.as_bytes()),
                "{here} {there}"
            );
        }
    }

    proptest! {
        #[test]
        fn distances_are_symmetric(here in "[A-D]{0,8}", there in "[A-D]{0,8}") {
            let (a, b) = (here.as_bytes(), there.as_bytes());
            prop_assert_eq!(one_edit(a, b), one_edit(b, a));
            prop_assert!((closeness(a, b) - closeness(b, a)).abs() < 1e-12);
        }
    }
}
