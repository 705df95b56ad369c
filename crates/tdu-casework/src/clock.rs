//! Time and keys, as parameters: the system's, or a test's.

use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use rand::RngExt;
use tdu_domain::merge::Millis;
use uuid::{ContextV7, Uuid};

/// Where the time comes from.
#[derive(Debug, Clone)]
pub enum Clock {
    /// The machine's clock.
    System,
    /// An instant that only its owner moves, in milliseconds since 1970 UTC.
    Fixed(Arc<AtomicI64>),
}

impl Clock {
    /// A clock that stands still.
    #[must_use]
    pub fn fixed(now: Timestamp) -> Self {
        Self::Fixed(Arc::new(AtomicI64::new(now.as_millisecond())))
    }

    /// The present instant, in milliseconds since 1970 UTC.
    #[must_use]
    #[expect(
        clippy::disallowed_methods,
        reason = "the one place where the machine's clock is read"
    )]
    pub fn now(&self) -> Millis {
        match self {
            Self::System => Timestamp::now().as_millisecond(),
            Self::Fixed(instant) => instant.load(Ordering::Relaxed),
        }
    }

    /// The present day in a time zone.
    #[must_use]
    pub fn today(&self, zone: &TimeZone) -> Date {
        civil_day(self.now(), zone)
    }
}

/// The civil day of an instant in a time zone.
pub(crate) fn civil_day(instant: Millis, zone: &TimeZone) -> Date {
    Timestamp::from_millisecond(instant)
        .unwrap_or_default()
        .to_zoned(zone.clone())
        .date()
}

/// Where keys come from: version 7, in order of the clock, unpredictable.
#[derive(Debug, Clone)]
pub struct IdSource {
    clock: Clock,
    context: Arc<Mutex<ContextV7>>,
}

impl IdSource {
    /// Keys dated by a clock.
    #[must_use]
    pub fn new(clock: Clock) -> Self {
        Self {
            clock,
            context: Arc::new(Mutex::new(ContextV7::new())),
        }
    }

    /// A new key, greater than every key given before.
    #[must_use]
    pub fn next(&self) -> Uuid {
        let now = self.clock.now().max(0).unsigned_abs();
        let (seconds, nanos) = (
            now / 1_000,
            u32::try_from(now % 1_000).unwrap_or(0) * 1_000_000,
        );
        let context = self.context.lock().unwrap_or_else(PoisonError::into_inner);
        Uuid::new_v7(uuid::Timestamp::from_unix(&*context, seconds, nanos))
    }
}

/// Bytes nobody can guess.
pub(crate) fn secret<const N: usize>() -> [u8; N] {
    rand::rng().random()
}
