//! Which pairs are compared: those that share a key, found by sorting both sides' keys.

use rayon::prelude::*;

use crate::compare::Comparer;
use crate::keys::{self, CUTS};
use crate::table::Row;

/// A key filed under by more records of A than this is refined: its records must share more.
pub(crate) const LARGEST_BLOCK: usize = 48;

/// The pairs to compare.
#[derive(Debug, Default)]
pub(crate) struct Pairs {
    /// B record in the high half, A record in the low half; in order, each once.
    pub(crate) of: Vec<u64>,
    /// The B records that met more equals than are compared, each once.
    pub(crate) saturated: Vec<u32>,
}

/// A block is cut this many times at most.
pub(crate) const MOST_CUTS: usize = 2;

const PART: usize = 1 << 14;
/// Keys, then pairs, are dealt with in this many parts, a power of two, whatever the number of threads.
const PARTS: usize = 64;

/// Finds the pairs of two sides.
pub(crate) fn pairs(comparer: &Comparer<'_>) -> Pairs {
    let there = entries(comparer, false, None);
    let filter = Filter::new(&there);
    let here = entries(comparer, true, Some(&filter));
    let found: Vec<Pairs> = here
        .par_iter()
        .zip(&there)
        .map(|(here, there)| {
            let mut found = Pairs::default();
            meet(comparer, here, there, &mut found);
            found
        })
        .collect();
    drop((here, there));

    let last = found.iter().flat_map(|part| &part.of).max();
    let width = last.map_or(1, |last| (last >> 32) / PARTS as u64 + 1);
    let dealt: Vec<Hand<u64>> = found
        .par_iter()
        .map(|part| deal(&part.of, |pair| ((pair >> 32) / width) as usize))
        .collect();
    let mut saturated: Vec<u32> = found.into_iter().flat_map(|part| part.saturated).collect();
    saturated.sort_unstable();
    saturated.dedup();
    let gathered = gather(&dealt);
    drop(dealt);
    Pairs {
        of: gathered.concat(),
        saturated,
    }
}

/// Things of each part.
type Hand<T> = Vec<Vec<T>>;

fn deal<T: Copy>(things: &[T], part_of: impl Fn(&T) -> usize) -> Hand<T> {
    let mut counts = [0; PARTS];
    for thing in things {
        counts[part_of(thing)] += 1;
    }
    let mut dealt: Hand<T> = counts.into_iter().map(Vec::with_capacity).collect();
    for thing in things {
        dealt[part_of(thing)].push(*thing);
    }
    dealt
}

/// The things of each part, in order, each once.
fn gather<T: Copy + Ord + Send + Sync>(dealt: &[Hand<T>]) -> Hand<T> {
    (0..PARTS)
        .into_par_iter()
        .map(|part| {
            let mut things: Vec<T> = dealt.iter().flat_map(|hand| &hand[part]).copied().collect();
            things.sort_unstable();
            things.dedup();
            things
        })
        .collect()
}

/// The keys of one side, which are spread evenly over all numbers. Those of A that no record of B has
/// are left out.
fn entries(comparer: &Comparer<'_>, of_a: bool, filter: Option<&Filter>) -> Hand<(u64, u32)> {
    let side = if of_a { comparer.a } else { comparer.b };
    let width = comparer.kinds.len();
    let dealt: Vec<Hand<(u64, u32)>> = side
        .rows
        .par_chunks(PART)
        .enumerate()
        .map(|(part, rows)| {
            let (mut entries, mut made) = (Vec::new(), Vec::new());
            for (at, row) in rows.iter().enumerate() {
                let record = part * PART + at;
                let extras = &side.extras[record * width..(record + 1) * width];
                keys::keys(
                    row,
                    extras,
                    comparer.kinds,
                    comparer.values,
                    !of_a,
                    &mut |key| {
                        made.push((key, record as u32));
                    },
                );
                if made.len() >= FILTERED || at + 1 == rows.len() {
                    match filter {
                        Some(filter) => filter.keep(&made, &mut entries),
                        None => entries.extend_from_slice(&made),
                    }
                    made.clear();
                }
            }
            let first = u64::BITS - PARTS.trailing_zeros();
            deal(&entries, |entry| (entry.0 >> first) as usize)
        })
        .collect();
    gather(&dealt)
}

/// Keys looked up together, so that their cache misses overlap.
const FILTERED: usize = 1024;

/// Which keys one side has, with a few errors in excess.
struct Filter {
    bits: Vec<u64>,
    shift: u32,
}

impl Filter {
    fn new(entries: &[Vec<(u64, u32)>]) -> Self {
        let size = (entries.iter().map(Vec::len).sum::<usize>() * 16)
            .next_power_of_two()
            .max(1 << 10);
        let mut filter = Self {
            bits: vec![0; size / 64],
            shift: 64 - size.trailing_zeros(),
        };
        for &(key, _) in entries.iter().flatten() {
            let bit = (key >> filter.shift) as usize;
            filter.bits[bit / 64] |= 1 << (bit % 64);
        }
        filter
    }

    /// Keeps the entries whose key the other side may have.
    fn keep(&self, made: &[(u64, u32)], kept: &mut Vec<(u64, u32)>) {
        let start = kept.len();
        kept.resize(start + made.len(), (0, 0));
        let (room, mut count) = (&mut kept[start..], 0);
        for &entry in made {
            // Written in any case, counted when it is kept: no branch to guess wrong.
            room[count] = entry;
            let bit = (entry.0 >> self.shift) as usize;
            count += (self.bits[bit / 64] >> (bit % 64) & 1) as usize;
        }
        kept.truncate(start + count);
    }
}

/// The pairs that share a key.
fn meet(comparer: &Comparer<'_>, here: &[(u64, u32)], there: &[(u64, u32)], found: &mut Pairs) {
    let (mut a, mut b) = (0, 0);
    while a < here.len() && b < there.len() {
        match here[a].0.cmp(&there[b].0) {
            std::cmp::Ordering::Less => a += 1,
            std::cmp::Ordering::Greater => b += 1,
            std::cmp::Ordering::Equal => {
                let key = here[a].0;
                let end = |entries: &[(u64, u32)], from: usize| {
                    let same = entries[from..].iter().take_while(|entry| entry.0 == key);
                    from + same.count()
                };
                let ends = (end(here, a), end(there, b));
                join(comparer, &here[a..ends.0], &there[b..ends.1], found);
                (a, b) = ends;
            }
        }
    }
}

fn join(comparer: &Comparer<'_>, a: &[(u64, u32)], b: &[(u64, u32)], found: &mut Pairs) {
    if a.len() <= LARGEST_BLOCK {
        for &(_, there) in b {
            found
                .of
                .extend(a.iter().map(|&(_, here)| pair(there, here)));
        }
        return;
    }
    let cut = |side: &[Row], entries: &[(u64, u32)]| -> Vec<Cut> {
        entries
            .iter()
            .map(|&(_, record)| (record, keys::cuts(&side[record as usize])))
            .collect()
    };
    refine(
        &cut(comparer.a.rows, a),
        &cut(comparer.b.rows, b),
        0,
        MOST_CUTS,
        found,
    );
}

fn pair(there: u32, here: u32) -> u64 {
    u64::from(there) << 32 | u64::from(here)
}

type Cut = (u32, [u64; CUTS]);

/// Pairs of a block that is too large: its records must also share one of the cuts from `first` on.
/// A cut that all its records of A share does not cut.
fn refine(a: &[Cut], b: &[Cut], first: usize, cuts: usize, found: &mut Pairs) {
    let mut refined = false;
    for by in if cuts == 0 { CUTS } else { first }..CUTS {
        if a.iter().all(|cut| cut.1[by] == a[0].1[by]) {
            continue;
        }
        refined = true;
        let sorted = |cuts: &[Cut]| {
            let mut cuts: Vec<Cut> = cuts.iter().filter(|cut| cut.1[by] != 0).copied().collect();
            cuts.sort_unstable_by_key(|cut| (cut.1[by], cut.0));
            cuts
        };
        let (a, b) = (sorted(a), sorted(b));
        let mut a_groups = a.chunk_by(|x, y| x.1[by] == y.1[by]).peekable();
        for b_group in b.chunk_by(|x, y| x.1[by] == y.1[by]) {
            while a_groups
                .next_if(|group| group[0].1[by] < b_group[0].1[by])
                .is_some()
            {}
            let Some(a_group) = a_groups.next_if(|group| group[0].1[by] == b_group[0].1[by]) else {
                continue;
            };
            if a_group.len() <= LARGEST_BLOCK {
                emit_cuts(a_group, b_group, found);
            } else {
                refine(a_group, b_group, by + 1, cuts - 1, found);
            }
        }
    }
    if !refined {
        // Nothing tells these records apart: none of them can be chosen. A few stand for all.
        found.saturated.extend(b.iter().map(|cut| cut.0));
        emit_cuts(&a[..LARGEST_BLOCK], b, found);
    }
}

fn emit_cuts(a: &[Cut], b: &[Cut], found: &mut Pairs) {
    for there in b {
        found.of.extend(a.iter().map(|here| pair(there.0, here.0)));
    }
}
