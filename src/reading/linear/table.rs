//! A read-only table from 32-bit fingerprints to rows: sorted keys and an index over their leading bits.
//!
//! Two strings with one fingerprint share a row; among a few hundred thousand keys an unknown string meets a
//! wrong row once in ten thousand times, which costs less than the memory of the strings.

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
        let mut starts = Vec::with_capacity((1 << bits) + 1);
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
    #[inline]
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
    fn hashes_tell_lengths_and_orders_apart() {
        let words: [&[u8]; 7] = [b"", b"\0", b"\0\0", b"ab", b"ba", b"abcdefgh", b"abcdefgh\0"];
        for (i, a) in words.iter().enumerate() {
            for b in &words[i + 1..] {
                assert_ne!(hash(a), hash(b));
            }
        }
    }
}
