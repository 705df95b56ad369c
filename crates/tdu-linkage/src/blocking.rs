//! Which pairs are compared: those that share a key, found by sorting both sides' keys.

use rayon::prelude::*;

use crate::compare::Comparer;
use crate::keys::{self, CUTS};
use crate::table::{MOST_RECORDS, Row};

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
const PARTS: usize = 1 << PART_BITS;
const PART_BITS: u32 = 6;

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
        .map(|part| deal(&part.of, |&pair| (((pair >> 32) / width) as usize, pair)))
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

/// Deals things out: each goes to a part, as what it is there.
fn deal<T, U>(things: &[T], place: impl Fn(&T) -> (usize, U)) -> Hand<U> {
    let mut counts = [0; PARTS];
    for thing in things {
        counts[place(thing).0] += 1;
    }
    let mut dealt: Hand<U> = counts.into_iter().map(Vec::with_capacity).collect();
    for thing in things {
        let (part, thing) = place(thing);
        dealt[part].push(thing);
    }
    dealt
}

/// A key beside the record that has it, in one number, since most of the work is sorting. The part says
/// the first six bits of the key; of the others, the last 24 are let go: once in a million million, two
/// keys are taken for one and a pair is compared for nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Filed(u64);

impl Filed {
    /// The part, and what is filed there.
    fn new(key: u64, record: u32) -> (usize, Self) {
        let part = key >> (u64::BITS - PART_BITS);
        let filed = key << PART_BITS & !(MOST_RECORDS as u64 - 1) | u64::from(record);
        (part as usize, Self(filed))
    }

    fn key(self) -> u64 {
        self.0 / MOST_RECORDS as u64
    }

    fn record(self) -> u32 {
        (self.0 % MOST_RECORDS as u64) as u32
    }

    /// The key as it was before, but for the bits let go.
    fn whole_key(self, part: usize) -> u64 {
        (part as u64) << (u64::BITS - PART_BITS)
            | (self.0 & !(MOST_RECORDS as u64 - 1)) >> PART_BITS
    }
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
fn entries(comparer: &Comparer<'_>, of_a: bool, filter: Option<&Filter>) -> Hand<Filed> {
    let side = if of_a { comparer.a } else { comparer.b };
    let width = comparer.kinds.len();
    let dealt: Vec<Hand<Filed>> = side
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
            deal(&entries, |&(key, record)| Filed::new(key, record))
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
    fn new(entries: &[Vec<Filed>]) -> Self {
        let size = (entries.iter().map(Vec::len).sum::<usize>() * 16)
            .next_power_of_two()
            .max(1 << 10);
        let mut filter = Self {
            bits: vec![0; size / 64],
            shift: 64 - size.trailing_zeros(),
        };
        for (part, entries) in entries.iter().enumerate() {
            for entry in entries {
                let bit = (entry.whole_key(part) >> filter.shift) as usize;
                filter.bits[bit / 64] |= 1 << (bit % 64);
            }
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
fn meet(comparer: &Comparer<'_>, here: &[Filed], there: &[Filed], found: &mut Pairs) {
    let (mut a, mut b) = (0, 0);
    while a < here.len() && b < there.len() {
        match here[a].key().cmp(&there[b].key()) {
            std::cmp::Ordering::Less => a += 1,
            std::cmp::Ordering::Greater => b += 1,
            std::cmp::Ordering::Equal => {
                let key = here[a].key();
                let end = |entries: &[Filed], from: usize| {
                    let same = entries[from..]
                        .iter()
                        .take_while(|entry| entry.key() == key);
                    from + same.count()
                };
                let ends = (end(here, a), end(there, b));
                join(comparer, &here[a..ends.0], &there[b..ends.1], found);
                (a, b) = ends;
            }
        }
    }
}

fn join(comparer: &Comparer<'_>, a: &[Filed], b: &[Filed], found: &mut Pairs) {
    if a.len() <= LARGEST_BLOCK {
        for there in b {
            found
                .of
                .extend(a.iter().map(|here| pair(there.record(), here.record())));
        }
        return;
    }
    let cut = |side: &[Row], entries: &[Filed]| -> Vec<Cut> {
        entries
            .iter()
            .map(|entry| (entry.record(), keys::cuts(&side[entry.record() as usize])))
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
