//! Measures extraction against gold data; nothing imports this but `main`, `train` and the benches.

pub mod cleaning;
pub mod entities;
pub mod linking;
pub mod quotes;
pub mod tokens;

use std::collections::HashSet;
use std::hash::Hash;

/// How many of the gold things were found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Score {
    pub gold: usize,
    pub found: usize,
    pub both: usize,
}

impl Score {
    /// Returns the share of the found things that are right, in percent.
    pub fn precision(self) -> f64 {
        100.0 * self.both as f64 / self.found.max(1) as f64
    }

    /// Returns the share of the gold things that were found, in percent.
    pub fn recall(self) -> f64 {
        100.0 * self.both as f64 / self.gold.max(1) as f64
    }

    /// Returns the harmonic mean of precision and recall, in percent.
    pub fn f1(self) -> f64 {
        200.0 * self.both as f64 / (self.gold + self.found).max(1) as f64
    }

    /// Counts the things of one text.
    fn add<T: Eq + Hash>(&mut self, gold: &HashSet<T>, found: &HashSet<T>) {
        self.gold += gold.len();
        self.found += found.len();
        self.both += gold.intersection(found).count();
    }
}

impl std::iter::Sum for Score {
    fn sum<I: Iterator<Item = Self>>(scores: I) -> Self {
        scores.fold(Self::default(), |a, b| Self {
            gold: a.gold + b.gold,
            found: a.found + b.found,
            both: a.both + b.both,
        })
    }
}
