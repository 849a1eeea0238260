//! A read-only table from 32-bit fingerprints to rows: sorted keys and an index over their leading bits.
//!
//! Two strings with one fingerprint share a row; among a few hundred thousand keys an unknown string meets a
//! wrong row once in ten thousand times, which costs less than the memory of the strings.

use crate::room;
use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasherDefault, Hasher};

/// Sorted fingerprints; the place of a key is the number of its row.
#[derive(Clone, Debug, Default)]
pub struct Table {
    keys: Vec<u32>,
    /// Where the keys with these leading bits begin; one more at the end.
    starts: Vec<u32>,
    shift: u32,
}

impl Table {
    /// Makes a table of `keys`, which are sorted and without repeats.
    pub fn new(keys: Vec<u32>) -> Self {
        debug_assert!(keys.is_sorted());
        // About two keys a bucket: a look-up reads one cache line of each array.
        let bits = (usize::BITS - (keys.len() / 2).leading_zeros()).clamp(1, 24);
        let shift = 32 - bits;
        let mut starts = room::of((1 << bits) + 1);
        starts.resize((1 << bits) + 1, 0);
        // How many keys each bucket has stands where the next one begins, then how many it and those before have.
        for key in &keys {
            starts[(key >> shift) as usize + 1] += 1;
        }
        let mut before = 0;
        for start in &mut starts {
            before += *start;
            *start = before;
        }
        Self { keys, starts, shift }
    }

    /// Returns the row of `key`.
    #[inline(always)]
    pub fn find(&self, key: u32) -> Option<usize> {
        if self.keys.is_empty() {
            return None;
        }
        let bucket = (key >> self.shift) as usize;
        let (start, end) = (self.starts[bucket] as usize, self.starts[bucket + 1] as usize);
        self.keys[start..end].iter().position(|&k| k == key).map(|at| start + at)
    }

    /// Returns how many keys there are.
    pub fn len(&self) -> usize {
        self.keys.len()
    }

    /// Says whether there are no keys.
    pub fn is_empty(&self) -> bool {
        self.keys.is_empty()
    }

    /// Returns the keys in order.
    pub fn keys(&self) -> &[u32] {
        &self.keys
    }
}

/// Rows of `L` bytes by fingerprint. The key 0 has no row.
///
/// Keys lie in buckets of one cache line, all of which are compared at once: a look-up has no steps whose number the
/// processor would have to guess.
#[derive(Clone, Debug)]
pub struct Rows<const L: usize> {
    buckets: Vec<Bucket>,
    /// Keys that found their bucket full, in order, and their rows.
    rest: Vec<(u32, u32)>,
    /// In the order of keys, each with zeros behind it up to [`Self::STRIDE`].
    rows: Vec<i8>,
    /// Where the first one begins: at the start of a cache line, as memory lies.
    first: usize,
}

/// Keys, in no order that matters; 0 where there is none. Then the row of the first one, after which come those of the others.
#[derive(Clone, Copy, Debug)]
#[repr(align(64))]
struct Bucket([u32; SLOTS + 1]);

/// How many keys a bucket has room for.
const SLOTS: usize = 15;

/// How many it has on average; one bucket in a hundred is too small.
const USUAL: usize = 8;

impl Bucket {
    /// Returns one more than the place of `key`, or 0.
    #[inline(always)]
    fn place(&self, key: u32) -> u32 {
        // The compiler makes a few instructions of it.
        (self.0[..SLOTS].iter().zip(1..))
            .map(|(&own, place)| if own == key { place } else { 0 })
            .fold(0, |all, place| all | place)
    }

    fn is_full(&self) -> bool {
        self.0[SLOTS - 1] != 0
    }
}

impl<const L: usize> Default for Rows<L> {
    fn default() -> Self {
        Self::new(&[], &[])
    }
}

/// Lanes are worked on so many at a time: see [`lanes`].
pub const STEP: usize = 8;

/// Returns how many lanes the processor works on for `labels` labels: the whole steps that hold them all.
pub const fn lanes(labels: usize) -> usize {
    labels.div_ceil(STEP) * STEP
}

impl<const L: usize> Rows<L> {
    /// How far rows lie apart, in bytes: none reaches over more cache lines than it must.
    const STRIDE: usize = if lanes(L) < CACHE_LINE {
        lanes(L).next_power_of_two()
    } else {
        lanes(L).next_multiple_of(CACHE_LINE)
    };

    /// Makes rows of `keys`, which are sorted and without repeats, and of as many rows of `L` bytes, one after the
    /// other.
    pub fn new(keys: &[u32], rows: &[i8]) -> Self {
        debug_assert!(keys.is_sorted() && keys.len() * L == rows.len());
        let count = keys.len() / USUAL + 1;
        let mut buckets = room::of(count);
        buckets.resize(count, Bucket([0; SLOTS + 1]));
        let mut rest = Vec::new();
        let (mut home, mut taken) = (usize::MAX, 0);
        for (row, &key) in (0..).zip(keys).filter(|(_, key)| **key != 0) {
            let bucket = bucket(key, count);
            if bucket != home {
                (home, taken) = (bucket, 0);
                buckets[home].0[SLOTS] = row;
            }
            if taken < SLOTS {
                buckets[home].0[taken] = key;
                taken += 1;
            } else {
                rest.push((key, row));
            }
        }
        let mut own: Vec<i8> = room::of(CACHE_LINE + (keys.len() + 1) * Self::STRIDE);
        let first = own.as_ptr().align_offset(CACHE_LINE).min(CACHE_LINE);
        own.resize(first, 0);
        for row in rows.chunks_exact(L) {
            own.extend_from_slice(row);
            own.resize(own.len() + Self::STRIDE - L, 0);
        }
        // For [`Self::look`], which returns some row where there is none.
        own.resize(own.len() + Self::STRIDE, 0);
        Self { buckets, rest, rows: own, first }
    }

    /// Returns which row `key` has, for [`Self::row`].
    #[inline(always)]
    pub fn find(&self, key: u32) -> Option<u32> {
        let (row, is_there) = self.look(key);
        is_there.then_some(row)
    }

    /// Returns which row `key` has, or some other one, and whether it has one.
    #[inline(always)]
    pub fn look(&self, key: u32) -> (u32, bool) {
        let bucket = &self.buckets[bucket(key, self.buckets.len())];
        let place = bucket.place(key);
        if (place == 0) & bucket.is_full() {
            return self.look_in_rest(key);
        }
        // Without a question, for which way it goes cannot be guessed.
        (bucket.0[SLOTS] + place.saturating_sub(1), (place != 0) & (key != 0))
    }

    #[cold]
    fn look_in_rest(&self, key: u32) -> (u32, bool) {
        match self.rest.binary_search_by_key(&key, |(key, _)| *key) {
            Ok(at) => (self.rest[at].1, true),
            Err(_) => (0, false),
        }
    }

    /// Returns a row and a few bytes of no meaning: [`lanes`] of `L` altogether.
    #[inline(always)]
    pub fn row(&self, row: u32) -> &[i8] {
        &self.rows[self.first + row as usize * Self::STRIDE..][..lanes(L)]
    }

    /// Asks memory for what [`Self::find`] will look at, without waiting for it.
    #[inline(always)]
    pub fn ask(&self, key: u32) {
        ask(&self.buckets[bucket(key, self.buckets.len())]);
    }

    /// Asks memory for what [`Self::row`] will return.
    #[inline(always)]
    pub fn ask_row(&self, row: u32) {
        let row = self.row(row);
        ask(&row[0]);
        if L > CACHE_LINE {
            ask(&row[L - 1]);
        }
    }

    /// Returns the keys in order.
    pub fn keys(&self) -> Vec<u32> {
        let own = self.buckets.iter().flat_map(|bucket| &bucket.0[..SLOTS]).filter(|key| **key != 0);
        let mut keys: Vec<u32> = own.copied().chain(self.rest.iter().map(|(key, _)| *key)).collect();
        keys.sort_unstable();
        keys
    }

    /// Returns the rows in the order of keys, one after the other.
    pub fn rows(&self) -> Vec<i8> {
        self.keys()
            .iter()
            .filter_map(|&key| self.find(key))
            .flat_map(|row| &self.row(row)[..L])
            .copied()
            .collect()
    }

    /// Forgets rows without a byte as great as `least`.
    pub fn prune(&mut self, least: u8) {
        let keys = self.keys();
        let taken = keys.iter().filter_map(|&key| Some((key, &self.row(self.find(key)?)[..L])));
        let great = |row: &[i8]| row.iter().any(|byte| byte.unsigned_abs() >= least);
        let (keys, rows): (Vec<u32>, Vec<&[i8]>) = taken.filter(|(_, row)| great(row)).unzip();
        *self = Self::new(&keys, &rows.concat());
    }
}

/// In bytes, on nearly every processor.
pub const CACHE_LINE: usize = 64;

/// Asks memory for the cache line of `value`, without waiting for it: a hint, which changes nothing else.
#[inline(always)]
pub fn ask<T>(value: &T) {
    #[cfg(target_arch = "x86_64")]
    {
        use std::arch::x86_64::{_MM_HINT_T0, _mm_prefetch};
        // SAFETY: a hint about memory that a reference says is there.
        #[expect(
            unsafe_code,
            reason = "look-ups wait for memory a fifth of the reading time without the hint"
        )]
        unsafe {
            _mm_prefetch::<_MM_HINT_T0>(std::ptr::from_ref(value).cast());
        }
    }
    #[cfg(not(target_arch = "x86_64"))]
    let _ = value;
}

/// Returns in which of so many buckets a key is at home.
fn bucket(key: u32, buckets: usize) -> usize {
    ((u64::from(key) * buckets as u64) >> 32) as usize
}

/// A hasher for keys that are hashes already.
#[derive(Clone, Copy, Debug, Default)]
pub struct AsIs(u64);

impl Hasher for AsIs {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, _: &[u8]) {
        unreachable!("only 64-bit keys are hashed");
    }

    fn write_u64(&mut self, key: u64) {
        self.0 = key;
    }
}

/// A map whose keys are hashes.
pub type ByHash<T> = HashMap<u64, T, BuildHasherDefault<AsIs>>;

/// A set of hashes.
pub type Hashes = HashSet<u64, BuildHasherDefault<AsIs>>;

/// Returns a 64-bit hash of `bytes`: FNV-1a over eight bytes at a time, then mixed.
#[inline]
pub fn hash(bytes: &[u8]) -> u64 {
    let mut h = 0xcbf2_9ce4_8422_2325_u64 ^ bytes.len() as u64;
    let mut chunks = bytes.chunks_exact(8);
    for chunk in &mut chunks {
        let word = u64::from_le_bytes(chunk.try_into().expect("chunks of eight"));
        h = (h ^ word).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        h ^= h >> 29;
    }
    let mut last = [0; 8];
    last[..chunks.remainder().len()].copy_from_slice(chunks.remainder());
    mix(h, u64::from_le_bytes(last))
}

/// Mixes two numbers into one.
#[inline]
pub fn mix(a: u64, b: u64) -> u64 {
    let mut x = (a ^ b.wrapping_mul(0x9E37_79B9_7F4A_7C15)).wrapping_mul(0xD6E8_FEB8_6659_FD93);
    x ^= x >> 32;
    x = x.wrapping_mul(0xD6E8_FEB8_6659_FD93);
    x ^ (x >> 29)
}

/// Returns the fingerprint of a hash.
#[inline]
pub fn fingerprint(hash: u64) -> u32 {
    (hash >> 32) as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_key_has_its_row_and_no_other() {
        for count in [0_u32, 1, 2, 3, 1000, 70_000] {
            let mut keys: Vec<u32> = (0..count).map(|i| fingerprint(mix(7, i.into()))).collect();
            keys.sort_unstable();
            keys.dedup();
            let table = Table::new(keys.clone());
            assert_eq!(table.len(), keys.len());
            for (row, &key) in keys.iter().enumerate() {
                assert_eq!(table.find(key), Some(row));
            }
            for i in 0..1000 {
                let key = fingerprint(mix(8, i));
                assert_eq!(table.find(key).is_some(), keys.binary_search(&key).is_ok());
            }
        }
    }

    #[test]
    fn every_key_has_a_row_of_its_own() {
        for count in [0_u32, 1, 2, 3, 1000, 70_000] {
            let mut keys: Vec<u32> = (0..count).map(|i| fingerprint(mix(7, i.into()))).collect();
            keys.extend([1, 2, 3, u32::MAX - 1, u32::MAX].iter().take(count as usize));
            // More than a bucket holds.
            keys.extend((0..count / 10).map(|i| 1_000_000 + i));
            keys.sort_unstable();
            keys.dedup();
            let bytes: Vec<i8> = keys.iter().flat_map(|&key| [key as i8, 1 + (key >> 8) as i8 / 2]).collect();
            let rows = Rows::<2>::new(&keys, &bytes);
            assert_eq!((rows.keys(), rows.rows()), (keys.clone(), bytes));
            let strangers = (0..500).map(|i| fingerprint(mix(8, i)));
            let mixed: Vec<u32> = keys.iter().copied().chain([0]).chain(strangers).collect();
            for key in mixed {
                rows.ask(key);
                let found = rows.find(key).map(|row| {
                    rows.ask_row(row);
                    [rows.row(row)[0], rows.row(row)[1]]
                });
                let expected = [key as i8, 1 + (key >> 8) as i8 / 2];
                assert_eq!(found, keys.binary_search(&key).is_ok().then_some(expected), "{key}");
            }
        }
    }

    #[test]
    fn small_rows_are_forgotten() {
        let mut rows = Rows::<2>::new(&[5, 7, 9], &[1, 2, 0, -6, 6, 1]);
        rows.prune(3);
        assert_eq!((rows.keys(), rows.rows()), (vec![7, 9], vec![0, -6, 6, 1]));
    }

    #[test]
    fn hashes_tell_lengths_and_orders_apart() {
        let words: [&[u8]; 7] = [b"", b"\0", b"\0\0", b"ab", b"ba", b"abcdefgh", b"abcdefgh\0"];
        for (i, a) in words.iter().enumerate() {
            for b in &words[i + 1..] {
                assert_ne!(hash(a), hash(b));
            }
        }
    }
}
