//! Slows down whoever guesses passwords or codes, without locking anybody out.
//!
//! Each try is counted before it is looked at, so that many at once gain nothing. Beyond a few, each
//! waits longer than the one before, up to a quarter of an hour, and time makes up for them. A browser
//! from which the account signed in before has a count of its own: what others try elsewhere neither
//! delays it nor counts for it. The counts are in the directory, shared by every process; when they
//! cannot be read or written, nobody signs in.

use std::net::IpAddr;

use tdu_domain::merge::Millis;
use tdu_store::StoreError;
use uuid::Uuid;

use crate::keys::{digest, hex};
use crate::{Casework, CaseworkError};

const SECOND: Millis = 1_000;
const MINUTE: Millis = 60 * SECOND;
const HOUR: Millis = 60 * MINUTE;
/// Searches by civil identity that an account may make in an hour, whatever the process it meets.
const SEARCHES: i64 = 20;
/// The first wait, doubled by each further try.
const FIRST_WAIT: Millis = 15 * SECOND;
/// The longest wait.
const LONGEST_WAIT: Millis = 15 * MINUTE;
/// How long counts are kept once nobody tries any more.
const KEPT: Millis = 2 * 24 * 60 * MINUTE;

/// What is counted together, and how strictly.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Gate {
    key: Vec<u8>,
    /// Tries without waiting.
    free: i64,
    /// How long makes up for one try.
    forgiven_in: Millis,
    /// Whether several people are counted together: one's success does not forgive the others.
    shared: bool,
}

impl Gate {
    /// Tries on an account, from browsers it does not know.
    pub(crate) fn account(email: &str) -> Self {
        Self::strict("account", email)
    }

    /// Tries of one browser that the account knows.
    pub(crate) fn device(device: &str, email: &str) -> Self {
        Self::strict("device", &format!("{device} {email}"))
    }

    /// Tries of a second factor, or of the present password by someone signed in.
    pub(crate) fn inside(account: Uuid) -> Self {
        Self::strict("inside", &account.to_string())
    }

    /// Under what it is remembered that a wait was written down.
    fn told(&self) -> Vec<u8> {
        digest(&format!("told {}", hex(&self.key)))
    }

    /// Tries of links from an address, which young people of one place may share.
    pub(crate) fn link(address: &str) -> Self {
        Self {
            free: 20,
            forgiven_in: MINUTE,
            shared: true,
            ..Self::strict("link", &network(address))
        }
    }

    /// Tries from an address: the staff of a structure share one.
    pub(crate) fn address(address: &str) -> Self {
        Self {
            free: 40,
            forgiven_in: MINUTE,
            shared: true,
            ..Self::strict("address", &network(address))
        }
    }

    fn strict(kind: &str, name: &str) -> Self {
        Self {
            key: digest(&format!("{kind} {name}")),
            free: 6,
            forgiven_in: 10 * MINUTE,
            shared: false,
        }
    }

    /// The tries that still count.
    fn counted(&self, failures: i64, since: Millis) -> i64 {
        (failures - since.max(0) / self.forgiven_in).max(0)
    }

    /// How long to wait after so many tries, the last one that long ago.
    fn wait(&self, failures: i64, since: Millis) -> Option<Millis> {
        let beyond = self.counted(failures, since) - self.free;
        if beyond < 0 {
            return None;
        }
        let doubled = u32::try_from(beyond).unwrap_or(u32::MAX).min(16);
        let wait = (FIRST_WAIT << doubled).min(LONGEST_WAIT) - since.max(0);
        (wait > 0).then_some(wait)
    }
}

/// An address, or the network that one subscriber of IPv6 has to itself.
fn network(address: &str) -> String {
    let Ok(IpAddr::V6(parsed)) = address.parse() else {
        return address.to_owned();
    };
    if let Some(mapped) = parsed.to_ipv4_mapped() {
        return mapped.to_string();
    }
    let [a, b, c, d, ..] = parsed.segments();
    format!("{a:x}:{b:x}:{c:x}:{d:x}")
}

impl Casework {
    /// Counts a try at every gate, or tells how long to wait: then it counts at none.
    pub(crate) async fn try_at(&self, gates: &[Gate]) -> Result<Result<(), Millis>, CaseworkError> {
        let now = self.clock().now();
        let mut sorted: Vec<&Gate> = gates.iter().collect();
        sorted.sort_by(|one, other| one.key.cmp(&other.key));
        let attempts = self.store().begin_attempts().await.map_err(closed)?;
        for gate in sorted {
            let known = attempts.lock(&gate.key, now).await.map_err(closed)?;
            let (failures, last_at) = known;
            if let Some(wait) = gate.wait(failures, now - last_at) {
                return Ok(Err(wait));
            }
            let counted = gate.counted(failures, now - last_at) + 1;
            attempts
                .set(&gate.key, counted, now)
                .await
                .map_err(closed)?;
        }
        attempts.commit().await.map_err(closed)?;
        Ok(Ok(()))
    }

    /// Writes down that somebody must wait, once a minute at most for each address or known browser, so
    /// that nobody fills the log by insisting.
    pub(crate) async fn tell_delay(
        &self,
        gates: &[Gate],
        email: &str,
        address: Option<IpAddr>,
    ) -> Result<(), CaseworkError> {
        let Some(gate) = gates.last() else {
            return Ok(());
        };
        let (key, now) = (gate.told(), self.clock().now());
        if self.count_within(&key, 1, MINUTE, now).await?.is_err() {
            return Ok(());
        }
        self.note_delay(email, address).await
    }

    /// Counts one more search by civil identity of an account, or tells how long to wait.
    pub async fn count_search(&self, account: Uuid) -> Result<Result<(), Millis>, CaseworkError> {
        let key = digest(&format!("search {account}"));
        self.count_within(&key, SEARCHES, HOUR, self.clock().now())
            .await
    }

    /// Counts one more in a while that begins with the first, or tells how long until the next while.
    async fn count_within(
        &self,
        key: &[u8],
        most: i64,
        window: Millis,
        now: Millis,
    ) -> Result<Result<(), Millis>, CaseworkError> {
        let attempts = self.store().begin_attempts().await?;
        let (count, since) = attempts.lock(key, now).await?;
        // A clock set back begins a new while: nobody waits longer than one lasts.
        let open = count > 0 && (0..window).contains(&(now - since));
        if open && count >= most {
            return Ok(Err(since + window - now));
        }
        let (count, since) = if open { (count + 1, since) } else { (1, now) };
        attempts.set(key, count, since).await?;
        attempts.commit().await?;
        Ok(Ok(()))
    }

    /// Takes back the try that succeeded, and forgets the failures before it where one owner alone
    /// is counted.
    pub(crate) async fn succeeded_at(&self, gates: &[Gate]) -> Result<(), CaseworkError> {
        let now = self.clock().now();
        let attempts = self.store().begin_attempts().await?;
        let mut sorted: Vec<&Gate> = gates.iter().collect();
        sorted.sort_by(|one, other| one.key.cmp(&other.key));
        for gate in sorted {
            let (failures, last_at) = attempts.lock(&gate.key, now).await?;
            let left = if gate.shared {
                (failures - 1).max(0)
            } else {
                0
            };
            attempts.set(&gate.key, left, last_at).await?;
        }
        Ok(attempts.commit().await?)
    }

    /// Forgets the counts of those who stopped trying.
    pub async fn forget_attempts(&self) -> Result<u64, CaseworkError> {
        Ok(self
            .store()
            .forget_attempts(self.clock().now() - KEPT)
            .await?)
    }
}

/// Without its counts, signing in stays closed.
fn closed(error: StoreError) -> CaseworkError {
    CaseworkError::SignInClosed(error)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn waits_grow_to_a_quarter_of_an_hour_and_no_further() {
        let gate = Gate::account("a@b.example");
        let waits: Vec<_> = (0..16)
            .map(|failures| gate.wait(failures, 0).map_or(0, |wait| wait / SECOND))
            .collect();
        assert_eq!(
            waits,
            [
                0, 0, 0, 0, 0, 0, 15, 30, 60, 120, 240, 480, 900, 900, 900, 900
            ]
        );
    }

    #[test]
    fn ipv6_counts_by_subscriber() {
        assert_eq!(network("2001:db8:1:2:3:4:5:6"), network("2001:db8:1:2::9"));
        assert_ne!(network("2001:db8:1:2::9"), network("2001:db8:1:3::9"));
        assert_eq!(network("::ffff:192.0.2.7"), "192.0.2.7");
    }

    proptest! {
        #[test]
        fn nobody_waits_longer_than_a_quarter_of_an_hour(
            failures in 0_i64..10_000,
            since in 0_i64..10_000_000,
        ) {
            let gate = Gate::account("a@b.example");
            let wait = gate.wait(failures, since).unwrap_or(0);
            prop_assert!(wait <= LONGEST_WAIT);
            prop_assert_eq!(gate.wait(failures, since + wait), None);
        }

        #[test]
        fn more_tries_never_wait_less(failures in 0_i64..100, since in 0_i64..1_000_000) {
            let gate = Gate::address("192.0.2.7");
            prop_assert!(gate.wait(failures + 1, since) >= gate.wait(failures, since));
        }
    }
}
