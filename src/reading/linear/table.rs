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
        let mut at = 0;
        for bucket in 0..1_u32 << bits {
            while at < keys.len() && keys[at] >> shift < bucket {
                at += 1;
            }
            starts.push(at as u32);
        }
        starts.push(keys.len() as u32);
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

/// Rows of `L` bytes by fingerprint, each beside its key: a look-up waits for one place in memory, where a [`Table`] with
/// rows elsewhere waits for three. The key 0 has no row.
///
/// Ordered linear probing (Amble, Knuth 1974): a row lies where its key's size says, or behind smaller keys that lie
/// there.
#[derive(Clone, Debug)]
pub struct Rows<const L: usize> {
    /// Slots of a key and its row, in the order of keys, with empty slots (key 0) among them and at the end; then bytes
    /// for the lanes behind the last row.
    slots: Vec<u8>,
    /// Keys are at home in so many slots.
    homes: u32,
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
    const SLOT: usize = size_of::<u32>() + L;

    /// Makes rows of `keys`, which are sorted and without repeats, and of as many rows of `L` bytes, one after the
    /// other.
    pub fn new(keys: &[u32], rows: &[i8]) -> Self {
        debug_assert!(keys.is_sorted() && keys.len() * L == rows.len());
        // Three slots of four are taken.
        let homes = (keys.len() + keys.len() / 3 + 1) as u32;
        // A few keys may be pushed over the end.
        let mut slots = room::of((homes as usize + 64) * Self::SLOT);
        slots.resize(homes as usize * Self::SLOT, 0);
        let mut free = 0;
        for (&key, row) in keys.iter().zip(rows.chunks_exact(L)).filter(|(key, _)| **key != 0) {
            let at = home(key, homes).max(free);
            if at * Self::SLOT == slots.len() {
                slots.resize(slots.len() + Self::SLOT, 0);
            }
            let slot = &mut slots[at * Self::SLOT..][..Self::SLOT];
            slot[..size_of::<u32>()].copy_from_slice(&key.to_ne_bytes());
            for (byte, &weight) in slot[size_of::<u32>()..].iter_mut().zip(row) {
                *byte = weight as u8;
            }
            free = at + 1;
        }
        // Where every search ends.
        slots.resize(slots.len() + Self::SLOT + lanes(L), 0);
        Self { slots, homes }
    }

    /// Returns the row of `key`, if it has one, and a few bytes of no meaning: [`lanes`] of `L` altogether.
    #[inline(always)]
    pub fn find(&self, key: u32) -> Option<&[u8]> {
        let mut at = home(key, self.homes) * Self::SLOT;
        while self.key(at) < key && self.key(at) != 0 {
            at += Self::SLOT;
        }
        (self.key(at) == key && key != 0).then(|| &self.slots[at + size_of::<u32>()..][..lanes(L)])
    }

    /// Asks memory for what [`Self::find`] will look at, without waiting for it.
    #[inline(always)]
    pub fn ask(&self, key: u32) {
        let at = home(key, self.homes) * Self::SLOT;
        ask(&self.slots[at]);
        if Self::SLOT > CACHE_LINE / 2 {
            ask(&self.slots[at + Self::SLOT - 1]);
        }
    }

    /// Returns the key of the slot that begins at a byte.
    #[inline(always)]
    fn key(&self, at: usize) -> u32 {
        let bytes = self.slots[at..].first_chunk().expect("behind the last slot there are bytes enough");
        u32::from_ne_bytes(*bytes)
    }

    fn taken(&self) -> impl Iterator<Item = (u32, [i8; L])> {
        let slots = self.slots[..self.slots.len() - lanes(L)].chunks_exact(Self::SLOT);
        slots
            .filter_map(|slot| {
                let (key, row) = slot.split_first_chunk()?;
                let row: [u8; L] = row.try_into().ok()?;
                Some((u32::from_ne_bytes(*key), row.map(|byte| byte as i8)))
            })
            .filter(|(key, _)| *key != 0)
    }

    /// Returns the keys in order.
    pub fn keys(&self) -> Vec<u32> {
        self.taken().map(|(key, _)| key).collect()
    }

    /// Returns the rows, one after the other.
    pub fn rows(&self) -> Vec<i8> {
        self.taken().flat_map(|(_, row)| row).collect()
    }

    /// Forgets rows without a byte as great as `least`.
    pub fn prune(&mut self, least: u8) {
        let great = |row: &[i8; L]| row.iter().any(|byte| byte.unsigned_abs() >= least);
        let (keys, rows): (Vec<u32>, Vec<[i8; L]>) = self.taken().filter(|(_, row)| great(row)).unzip();
        *self = Self::new(&keys, rows.as_flattened());
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

fn home(key: u32, homes: u32) -> usize {
    ((u64::from(key) * u64::from(homes)) >> 32) as usize
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
    fn rows_lie_beside_their_keys() {
        for count in [0_u32, 1, 2, 3, 1000, 70_000] {
            let mut keys: Vec<u32> = (0..count).map(|i| fingerprint(mix(7, i.into()))).collect();
            keys.extend([1, 2, 3, u32::MAX - 1, u32::MAX].iter().take(count as usize));
            keys.sort_unstable();
            keys.dedup();
            let bytes: Vec<i8> = keys.iter().flat_map(|&key| [key as i8, 1 + (key >> 8) as i8 / 2]).collect();
            let rows = Rows::<2>::new(&keys, &bytes);
            assert_eq!((rows.keys(), rows.rows()), (keys.clone(), bytes));
            let strangers = (0..500).map(|i| fingerprint(mix(8, i)));
            let mixed: Vec<u32> = keys.iter().copied().chain([0]).chain(strangers).collect();
            for key in mixed {
                rows.ask(key);
                let found = rows.find(key).map(|row| [row[0] as i8, row[1] as i8]);
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
