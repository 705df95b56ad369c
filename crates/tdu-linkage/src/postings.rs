//! Records filed under keys, one by one: the index's side of what [`crate::blocking`] does for two
//! whole files. Both must find the same pairs.

use rustc_hash::FxHashMap;

use crate::blocking::{LARGEST_BLOCK, MOST_CUTS};
use crate::keys::CUTS;

/// Which records are filed under each key.
#[derive(Debug, Clone, Default)]
pub(crate) struct Postings {
    of: FxHashMap<u64, Records>,
}

/// Nearly every key files one record.
#[derive(Debug, Clone)]
enum Records {
    One(u32),
    // Boxed, so that a key with one record takes little memory.
    #[expect(clippy::box_collection)]
    Many(Box<Vec<u32>>),
}

impl Records {
    fn as_slice(&self) -> &[u32] {
        match self {
            Self::One(record) => std::slice::from_ref(record),
            Self::Many(records) => records,
        }
    }
}

/// The cuts of a record, by record.
pub(crate) type CutsOf<'a> = &'a dyn Fn(u32) -> [u64; CUTS];

impl Postings {
    /// Files a record under a key, once.
    pub(crate) fn insert(&mut self, key: u64, record: u32, cuts: CutsOf<'_>) {
        self.insert_cut(key, record, 0, MOST_CUTS, cuts);
    }

    fn insert_cut(&mut self, key: u64, record: u32, first: usize, left: usize, cuts: CutsOf<'_>) {
        let records = match self.of.entry(key) {
            std::collections::hash_map::Entry::Vacant(free) => {
                free.insert(Records::One(record));
                return;
            }
            std::collections::hash_map::Entry::Occupied(taken) => taken.into_mut(),
        };
        let filed = match records {
            Records::One(other) if *other == record => return,
            Records::One(other) => {
                *records =
                    Records::Many(Box::new(vec![(*other).min(record), (*other).max(record)]));
                return;
            }
            Records::Many(filed) => filed,
        };
        let Err(at) = filed.binary_search(&record) else {
            return;
        };
        filed.insert(at, record);
        if left == 0 || filed.len() <= LARGEST_BLOCK {
            return;
        }
        // The block has just become too large, or was: its records are filed by each cut as well.
        let newcomers = if filed.len() == LARGEST_BLOCK + 1 {
            filed.to_vec()
        } else {
            vec![record]
        };
        for newcomer in newcomers {
            let values = cuts(newcomer);
            for (by, value) in values.into_iter().enumerate().skip(first) {
                self.insert_cut(cut_key(key, by, value), newcomer, by + 1, left - 1, cuts);
            }
        }
    }

    /// Takes a record out of a key.
    pub(crate) fn remove(&mut self, key: u64, record: u32, cuts: CutsOf<'_>) {
        self.remove_cut(key, record, 0, MOST_CUTS, cuts);
    }

    fn remove_cut(&mut self, key: u64, record: u32, first: usize, left: usize, cuts: CutsOf<'_>) {
        let Some(records) = self.of.get_mut(&key) else {
            return;
        };
        let filed = match records {
            Records::One(other) => {
                if *other == record {
                    self.of.remove(&key);
                }
                return;
            }
            Records::Many(filed) => filed,
        };
        let Ok(at) = filed.binary_search(&record) else {
            return;
        };
        filed.remove(at);
        let leavers = match filed.len() {
            _ if left == 0 => Vec::new(),
            length if length > LARGEST_BLOCK => vec![record],
            // No longer too large: none is filed by its cuts.
            LARGEST_BLOCK => [filed.as_slice(), &[record]].concat(),
            _ => Vec::new(),
        };
        if let [one] = filed[..] {
            *records = Records::One(one);
        }
        for leaver in leavers {
            let values = cuts(leaver);
            for (by, value) in values.into_iter().enumerate().skip(first) {
                self.remove_cut(cut_key(key, by, value), leaver, by + 1, left - 1, cuts);
            }
        }
    }

    /// Adds to `found` the records filed under a key that share the cuts of the one searched, when
    /// they are many.
    pub(crate) fn find(
        &self,
        key: u64,
        searched: &[u64; CUTS],
        cuts: CutsOf<'_>,
        found: &mut Vec<u32>,
    ) {
        if let Some(records) = self.of.get(&key) {
            self.find_cut(key, records.as_slice(), searched, 0, MOST_CUTS, cuts, found);
        }
    }

    #[expect(clippy::too_many_arguments)]
    fn find_cut(
        &self,
        key: u64,
        filed: &[u32],
        searched: &[u64; CUTS],
        first: usize,
        left: usize,
        cuts: CutsOf<'_>,
        found: &mut Vec<u32>,
    ) {
        if filed.len() <= LARGEST_BLOCK {
            found.extend_from_slice(filed);
            return;
        }
        let mut refined = false;
        if left > 0 {
            let shared = cuts(filed[0]);
            for by in first..CUTS {
                // A cut that all the records share does not cut.
                let same = self
                    .of
                    .get(&cut_key(key, by, shared[by]))
                    .map_or(0, |records| records.as_slice().len());
                if same == filed.len() {
                    continue;
                }
                refined = true;
                let key = cut_key(key, by, searched[by]);
                if searched[by] != 0
                    && let Some(records) = self.of.get(&key)
                {
                    self.find_cut(
                        key,
                        records.as_slice(),
                        searched,
                        by + 1,
                        left - 1,
                        cuts,
                        found,
                    );
                }
            }
        }
        if !refined {
            // Nothing tells these records apart: a few stand for all.
            found.extend_from_slice(&filed[..LARGEST_BLOCK]);
        }
    }
}

/// The key of the records of a block that share a cut.
fn cut_key(key: u64, by: usize, value: u64) -> u64 {
    let hash = (key ^ value.wrapping_mul(0x9e37_79b9_7f4a_7c15)).wrapping_add(by as u64 + 1);
    let hash = (hash ^ hash >> 32).wrapping_mul(0xd6e8_feb8_6659_fd93);
    (hash ^ hash >> 32).wrapping_mul(0xd6e8_feb8_6659_fd93)
}
