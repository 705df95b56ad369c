//! The picture never leaves its frame.

use super::*;

#[test]
fn time_is_to_scale_until_today() {
    let scale = Scale {
        first: jiff::civil::date(2026, 1, 1),
        today: jiff::civil::date(2026, 1, 11),
    };
    assert_eq!(scale.x(jiff::civil::date(2026, 1, 1)), FIRST_X);
    assert_eq!(scale.x(jiff::civil::date(2026, 1, 6)), 325);
    assert_eq!(scale.x(jiff::civil::date(2027, 1, 6)), NOW_X);
}
