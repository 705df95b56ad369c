use jiff::civil::date;
use proptest::prelude::*;

use super::*;

const TODAY: Date = date(2026, 11, 22);

fn mark(sign: Sign, days_ago: i32) -> Mark {
    Mark {
        on: plus_days(TODAY, -days_ago),
        what: Noticed::Sign(sign),
    }
}

fn view(together: Feeling, work: Feeling, future: Feeling) -> Noticed {
    Noticed::View(
        Party::Youth,
        View {
            together,
            work,
            future,
        },
    )
}

#[test]
fn one_strong_sign_is_enough() {
    let rule = AlertRule::default();
    assert_eq!(rule.opens(&[mark(Sign::Conflict, 2)], TODAY).len(), 1);
    assert_eq!(rule.opens(&[mark(Sign::Lateness, 2)], TODAY), []);
}

#[test]
fn light_signs_add_up_within_their_days() {
    let rule = AlertRule::default();
    let three = [
        mark(Sign::Absence, 1),
        mark(Sign::Lateness, 10),
        mark(Sign::Absence, 29),
    ];
    assert_eq!(rule.opens(&three, TODAY).len(), 3);
    let spread = [
        mark(Sign::Absence, 1),
        mark(Sign::Lateness, 10),
        mark(Sign::Absence, 30),
    ];
    assert_eq!(rule.opens(&spread, TODAY), []);
}

#[test]
fn a_territory_says_what_is_strong() {
    let rule = AlertRule {
        strong: [Sign::HousingTrouble].into(),
        light: 2,
        ..AlertRule::default()
    };
    assert_eq!(rule.opens(&[mark(Sign::HousingTrouble, 0)], TODAY).len(), 1);
    assert_eq!(rule.opens(&[mark(Sign::Conflict, 0)], TODAY), []);
}

#[test]
fn an_answer_is_as_strong_as_what_it_says_of_going_on() {
    use Feeling::{Bad, Good, Mixed};
    let rule = AlertRule::default();
    assert_eq!(rule.weight(view(Good, Good, Bad)), Weight::Strong);
    assert_eq!(rule.weight(view(Good, Good, Mixed)), Weight::Light);
    assert_eq!(rule.weight(view(Bad, Good, Good)), Weight::Light);
    assert_eq!(rule.weight(view(Mixed, Mixed, Good)), Weight::None);
}

#[test]
fn a_rule_that_could_not_work_is_refused() {
    let wrong = |rule: AlertRule| rule.checked().err().map(|refused| refused.field);
    assert_eq!(
        wrong(AlertRule {
            light: 0,
            ..AlertRule::default()
        }),
        Some("light")
    );
    assert_eq!(
        wrong(AlertRule {
            days: 181,
            ..AlertRule::default()
        }),
        Some("days")
    );
    assert_eq!(
        wrong(AlertRule {
            stale_days: 1,
            ..AlertRule::default()
        }),
        Some("stale")
    );
    assert_eq!(wrong(AlertRule::default()), None);
}

#[test]
fn what_is_closed_stays_so() {
    use AlertState::{Closed, Open, Planned};
    let allowed = [
        (Open, Planned),
        (Open, Closed),
        (Planned, Planned),
        (Planned, Closed),
    ];
    for from in AlertState::ALL {
        for to in AlertState::ALL {
            assert_eq!(
                from.may_become(*to),
                allowed.contains(&(*from, *to)),
                "{from:?} {to:?}"
            );
        }
    }
}

proptest! {
    /// More signs never close an alert, and none opens without a mark of its days.
    #[test]
    fn more_signs_never_open_less(ages in proptest::collection::vec((0usize..8, 0i32..60), 0..8)) {
        let rule = AlertRule::default();
        let marks: Vec<Mark> = ages.iter().map(|(sign, days)| mark(Sign::ALL[*sign], *days)).collect();
        let opened = rule.opens(&marks, TODAY);
        if let Some((_, fewer)) = marks.split_last() {
            prop_assert!(rule.opens(fewer, TODAY).len() <= opened.len());
        }
        prop_assert!(opened.iter().all(|mark| plus_days(TODAY, -rule.days) < mark.on));
    }
}
