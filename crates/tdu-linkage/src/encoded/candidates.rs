//! Which pairs are compared: those that share a key.

use rayon::prelude::*;

use super::format::{Encodings, Kind};

/// The most pairs that one key may bring. A key shared by more people than that tells nothing of
/// anyone; their other keys still bring them together.
const MOST_PAIRS: usize = 100_000;

/// Pairs to compare, by record of `b` then of `a`.
pub(super) struct Candidates {
    pub(super) pairs: Vec<Pair>,
    /// Keys left aside because too many people share them.
    pub(super) crowded_keys: usize,
}

/// Positions of two records.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Pair {
    pub(super) b: u32,
    pub(super) a: u32,
}

/// Pairs of two files that share a key.
pub(super) fn find(a: &Encodings, b: &Encodings) -> Candidates {
    let any = |_: u32| true;
    let (keys_a, keys_b) = rayon::join(|| by_key(a, a.len(), any), || by_key(b, b.len(), any));
    join(&keys_a, &keys_b)
}

/// Pairs of one file that share a key of those kinds: one of the first records, and any other.
pub(super) fn within(file: &Encodings, first: usize, kinds: &[Kind]) -> Vec<Pair> {
    let among = |key: u32| kinds.iter().any(|kind| kind.is_of(key));
    let all = by_key(file, file.len(), among);
    let limit = u32::try_from(first).unwrap_or(u32::MAX);
    let some: Vec<(u32, u32)> = all.iter().copied().filter(|(_, at)| *at < limit).collect();
    let mut found = join(&all, &some).pairs;
    let date = |at: u32| file.records[at as usize].date;
    found.retain(|pair| pair.a != pair.b && date(pair.a) != date(pair.b));
    found
}

fn join(keys_a: &[(u32, u32)], keys_b: &[(u32, u32)]) -> Candidates {
    let mut pairs = Vec::new();
    let mut crowded_keys = 0;
    let (mut from_a, mut from_b) = (0, 0);
    while let (Some(&(key_a, _)), Some(&(key_b, _))) = (keys_a.get(from_a), keys_b.get(from_b)) {
        match key_a.cmp(&key_b) {
            std::cmp::Ordering::Less => from_a += 1,
            std::cmp::Ordering::Greater => from_b += 1,
            std::cmp::Ordering::Equal => {
                let group_a = group(&keys_a[from_a..], key_a);
                let group_b = group(&keys_b[from_b..], key_b);
                if group_a.len() * group_b.len() > MOST_PAIRS {
                    crowded_keys += 1;
                } else {
                    for &(_, b) in group_b {
                        pairs.extend(group_a.iter().map(|&(_, a)| Pair { b, a }));
                    }
                }
                from_a += group_a.len();
                from_b += group_b.len();
            }
        }
    }
    pairs.par_sort_unstable();
    pairs.dedup();
    Candidates {
        pairs,
        crowded_keys,
    }
}

fn group(sorted: &[(u32, u32)], key: u32) -> &[(u32, u32)] {
    let end = sorted.iter().position(|(other, _)| *other != key);
    &sorted[..end.unwrap_or(sorted.len())]
}

fn by_key(file: &Encodings, first: usize, kept: impl Fn(u32) -> bool + Sync) -> Vec<(u32, u32)> {
    let kept = &kept;
    let mut keys: Vec<(u32, u32)> = (0..first)
        .into_par_iter()
        .with_min_len(4096)
        .flat_map_iter(|position| {
            let record = u32::try_from(position).unwrap_or(u32::MAX);
            let keys = file.keys(position).iter().copied().filter(|key| kept(*key));
            keys.map(move |key| (key, record))
        })
        .collect();
    keys.par_sort_unstable();
    keys
}
