//! Chance, the same on every machine: integers drawn from a `ChaCha` stream, never floats or addresses.

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

/// What a stream of chance decides. Separate streams keep the parts of the model independent:
/// asking for more youths does not change the learners.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Stream {
    /// Who the learners are and what happens to them.
    Learners,
    /// Who the youths are.
    Youths,
    /// What the Missions Locales record of them.
    Dossiers,
    /// What the Missions Locales know of what they are doing.
    Situations,
    /// How the Mission Locale of this index writes it down.
    YouthsFile(usize),
    /// How the CFA of this index writes it down.
    LearnersFile(usize),
}

impl Stream {
    fn number(self) -> u64 {
        match self {
            Self::Learners => 1,
            Self::Youths => 2,
            Self::Dossiers => 3,
            Self::Situations => 4,
            Self::YouthsFile(index) => 1_000 + index as u64,
            Self::LearnersFile(index) => 1_000_000 + index as u64,
        }
    }
}

/// A source of chance.
#[derive(Debug)]
pub(crate) struct Chance(ChaCha8Rng);

impl Chance {
    pub(crate) fn new(seed: u64, stream: Stream) -> Self {
        let mut generator = ChaCha8Rng::seed_from_u64(seed);
        generator.set_stream(stream.number());
        Self(generator)
    }

    /// A number from 0 to `bound - 1`; 0 when `bound` is 0.
    pub(crate) fn below(&mut self, bound: u32) -> u32 {
        let product = u64::from(self.0.next_u32()) * u64::from(bound);
        u32::try_from(product >> 32).unwrap_or_default()
    }

    /// A number from `low` to `high`, both included.
    pub(crate) fn between(&mut self, low: i32, high: i32) -> i32 {
        let width = u32::try_from(high.saturating_sub(low).saturating_add(1)).unwrap_or_default();
        low.saturating_add(i32::try_from(self.below(width)).unwrap_or_default())
    }

    /// An index into a list of `length` items; 0 when it is empty.
    pub(crate) fn index(&mut self, length: usize) -> usize {
        self.below(u32::try_from(length).unwrap_or(u32::MAX)) as usize
    }

    /// Whether something that happens to `per_mille` in a thousand happens now.
    pub(crate) fn happens(&mut self, per_mille: u32) -> bool {
        self.below(1_000) < per_mille
    }

    /// One item of a fixed list.
    pub(crate) fn pick<T: Copy, const N: usize>(&mut self, items: &[T; N]) -> T {
        const { assert!(N > 0) };
        items[self.index(N)]
    }

    /// One item of a fixed list of items and weights.
    pub(crate) fn pick_weighted<T: Copy, const N: usize>(&mut self, items: &[(T, u32); N]) -> T {
        const { assert!(N > 0) };
        let total = items.iter().map(|(_, weight)| weight).sum();
        let mut drawn = self.below(total);
        for (item, weight) in items {
            if drawn < *weight {
                return *item;
            }
            drawn -= weight;
        }
        items[0].0
    }

    /// Puts a list in random order.
    pub(crate) fn shuffle<T>(&mut self, items: &mut [T]) {
        for last in (1..items.len()).rev() {
            items.swap(last, self.index(last + 1));
        }
    }
}

/// Weights to draw an index by, many times.
#[derive(Debug, Default)]
pub(crate) struct Weights(Vec<u32>);

impl Weights {
    /// Weights in the order of the items they belong to.
    pub(crate) fn new(weights: impl IntoIterator<Item = u32>) -> Self {
        let mut total = 0_u32;
        Self(
            weights
                .into_iter()
                .map(|weight| {
                    total = total.saturating_add(weight);
                    total
                })
                .collect(),
        )
    }

    /// Weights of `length` items in order of frequency: Zipf's law, flattened at its head.
    pub(crate) fn by_rank(length: usize) -> Self {
        const HEAD: usize = 25;
        Self::new(
            (0..length).map(|rank| 1_000_000_u32 / u32::try_from(rank + HEAD).unwrap_or(u32::MAX)),
        )
    }

    /// An index drawn by weight; 0 when there is nothing to draw.
    pub(crate) fn draw(&self, chance: &mut Chance) -> usize {
        let drawn = chance.below(self.0.last().copied().unwrap_or_default());
        self.0
            .partition_point(|&cumulative| cumulative <= drawn)
            .min(self.0.len().saturating_sub(1))
    }
}
