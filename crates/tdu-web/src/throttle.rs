//! Slows down whoever guesses passwords: by account and by address, in memory.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::{Mutex, PoisonError};

/// Milliseconds during which failures count.
const WINDOW: i64 = 15 * 60_000;
/// Failures an account may have within the window.
const PER_ACCOUNT: usize = 8;
/// Failures an address may have within the window: a structure shares one.
const PER_ADDRESS: usize = 60;
/// Keys kept before the old ones are swept.
const SWEEP_AT: usize = 10_000;

/// The failures to sign in of the last quarter of an hour.
#[derive(Debug, Default)]
pub(crate) struct Throttle {
    failures: Mutex<HashMap<u64, Vec<i64>>>,
}

impl Throttle {
    /// Minutes to wait before trying again, if there were too many failures.
    pub(crate) fn wait(&self, email: &str, address: &str, now: i64) -> Option<i64> {
        let failures = self.failures.lock().unwrap_or_else(PoisonError::into_inner);
        keys(email, address)
            .into_iter()
            .filter_map(|(key, most)| {
                let recent: Vec<i64> = failures
                    .get(&key)?
                    .iter()
                    .copied()
                    .filter(|at| now - at < WINDOW)
                    .collect();
                let first = recent.len().checked_sub(most)?;
                let left = recent.get(first)? + WINDOW - now;
                Some((left + 59_999) / 60_000)
            })
            .max()
    }

    /// Notes a failure.
    pub(crate) fn failed(&self, email: &str, address: &str, now: i64) {
        let mut failures = self.failures.lock().unwrap_or_else(PoisonError::into_inner);
        if failures.len() > SWEEP_AT {
            failures.retain(|_, times| times.last().is_some_and(|at| now - at < WINDOW));
        }
        for (key, _) in keys(email, address) {
            let times = failures.entry(key).or_default();
            times.retain(|at| now - at < WINDOW);
            times.push(now);
        }
    }

    /// Forgets the failures of an account that signed in.
    pub(crate) fn succeeded(&self, email: &str) {
        let mut failures = self.failures.lock().unwrap_or_else(PoisonError::into_inner);
        failures.remove(&hashed(("account", folded(email).as_str())));
    }
}

fn keys(email: &str, address: &str) -> [(u64, usize); 2] {
    [
        (hashed(("account", folded(email).as_str())), PER_ACCOUNT),
        (hashed(("address", address)), PER_ADDRESS),
    ]
}

fn folded(email: &str) -> String {
    email.trim().to_lowercase()
}

fn hashed(key: (&str, &str)) -> u64 {
    let mut hasher = DefaultHasher::new();
    key.hash(&mut hasher);
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_account_waits_after_eight_failures_and_not_for_ever() {
        let throttle = Throttle::default();
        for at in 0..8 {
            assert_eq!(throttle.wait("a@b.example", "1", at), None);
            throttle.failed("A@b.example ", "1", at);
        }
        assert_eq!(throttle.wait("a@b.example", "2", 10), Some(15));
        assert_eq!(throttle.wait("c@b.example", "1", 10), None);
        assert_eq!(throttle.wait("a@b.example", "2", WINDOW), None);
        throttle.succeeded("a@b.example");
        assert_eq!(throttle.wait("a@b.example", "2", 10), None);
    }
}
