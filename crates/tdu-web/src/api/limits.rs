//! How many calls in a minute: counted in memory, so that one sender never starves the others.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Mutex, PoisonError};

use tdu_domain::merge::Millis;

/// A minute, in milliseconds.
const MINUTE: Millis = 60_000;
/// Windows kept before those that have ended are forgotten.
const KEPT: usize = 10_000;

/// At most so many calls a minute for each key.
#[derive(Debug)]
pub(crate) struct Limiter<K> {
    most: u32,
    windows: Mutex<HashMap<K, Window>>,
}

#[derive(Debug, Clone, Copy)]
struct Window {
    opened: Millis,
    calls: u32,
}

impl<K: Eq + Hash> Limiter<K> {
    /// A limit of so many calls a minute.
    pub(crate) fn new(per_minute: u32) -> Self {
        Self {
            most: per_minute,
            windows: Mutex::default(),
        }
    }

    /// Counts a call. Beyond the limit, gives the seconds to wait.
    pub(crate) fn count(&self, key: K, now: Millis) -> Result<(), u64> {
        let mut windows = self.windows.lock().unwrap_or_else(PoisonError::into_inner);
        if windows.len() >= KEPT {
            windows.retain(|_, window| window.is_open(now));
        }
        let window = windows.entry(key).or_insert(Window {
            opened: now,
            calls: 0,
        });
        if !window.is_open(now) {
            *window = Window {
                opened: now,
                calls: 0,
            };
        }
        window.calls = window.calls.saturating_add(1);
        if window.calls <= self.most {
            Ok(())
        } else {
            let left = window.opened + MINUTE - now;
            Err(u64::try_from(left).unwrap_or(0).div_ceil(1_000).max(1))
        }
    }
}

impl Window {
    /// A clock set back closes the window too: nobody waits longer than a minute.
    fn is_open(self, now: Millis) -> bool {
        (0..MINUTE).contains(&(now - self.opened))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn beyond_the_limit_one_waits_for_the_end_of_the_minute() {
        let limiter = Limiter::new(2);
        assert_eq!(limiter.count("a", 0), Ok(()));
        assert_eq!(limiter.count("a", 1_000), Ok(()));
        assert_eq!(limiter.count("a", 1_500), Err(59));
        assert_eq!(limiter.count("b", 1_500), Ok(()), "the others are served");
        assert_eq!(limiter.count("a", 60_000), Ok(()), "a new minute");
    }

    #[test]
    fn a_clock_set_back_does_not_lock_anyone_out() {
        let limiter = Limiter::new(1);
        assert_eq!(limiter.count("a", 500_000), Ok(()));
        assert_eq!(limiter.count("a", 1_000), Ok(()));
    }

    #[test]
    fn ended_windows_are_forgotten() {
        let limiter = Limiter::new(1);
        for address in 0..KEPT {
            assert_eq!(limiter.count(address, 0), Ok(()));
        }
        assert_eq!(limiter.count(KEPT, MINUTE), Ok(()));
        assert_eq!(limiter.windows.lock().unwrap().len(), 1);
    }
}
