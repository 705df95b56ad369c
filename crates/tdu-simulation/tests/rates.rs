//! The simulated rates against the published ones.

#![allow(clippy::unwrap_used)] // also outside the test functions themselves

use tdu_simulation::{Figures, Parameters, Rate, Sector, simulate};

/// A large sample, seen at the end of a school year, when most of it can be observed.
fn figures() -> Figures {
    let parameters = Parameters {
        territory: "idf".to_owned(),
        youths: 60_000,
        learners: 150_000,
        seed: 20_261_122,
        today: jiff::civil::date(2026, 7, 20),
    };
    simulate(&parameters)
        .unwrap()
        .population
        .figures(parameters.today)
}

#[track_caller]
fn assert_near(rate: Rate, expected: f64, tolerance: f64) {
    assert!(rate.among > 500, "too few observed: {rate:?}");
    let measured = rate.percent();
    assert!(
        (measured - expected).abs() <= tolerance,
        "{measured:.1} % measured, {expected} % published"
    );
}

#[test]
fn a_large_population_shows_the_published_rates() {
    let figures = figures();
    assert_near(figures.broken_within_nine_months, 29.3, 2.5);
    for (sector, rate) in &figures.broken_by_sector {
        let published = match sector {
            Sector::Hospitality => 36.0,
            Sector::Beauty => 30.0,
            Sector::Food => 28.0,
            Sector::Trade => 25.0,
            Sector::Construction => 20.0,
            // No figure of its own.
            Sector::Production => continue,
        };
        assert_near(*rate, published, 2.5);
    }
    assert_near(figures.back_within_six_months, 100.0 / 3.0, 4.0);
    assert_near(figures.broken_within_eighteen_months, 42.0, 4.0);
    assert_near(figures.employed_after_cap, 59.0, 4.0);
    assert_near(figures.employed_after_bp, 74.0, 5.0);
    assert_near(figures.employed_after_cap_by_file, 59.0, 5.0);
}

#[test]
fn about_two_learners_in_five_are_in_both_networks() {
    let parameters = Parameters {
        territory: "idf".to_owned(),
        youths: 20_000,
        learners: 8_000,
        seed: 3,
        today: jiff::civil::date(2026, 11, 22),
    };
    let simulation = simulate(&parameters).unwrap();
    let both = simulation
        .population
        .figures(parameters.today)
        .followed_by_both;
    assert_near(both, 40.0, 5.0);
}
