//! What the reader knows of words and phrases from lists: word clusters and gazetteers, as fingerprints.
//!
//! The lists themselves are not in the program: `wiremill train entities` reads them and keeps, for each entry,
//! a fingerprint and the lists it is on.

use super::table::{Table, fingerprint, hash, mix};

/// Two words clusterings and a few dozen gazetteers.
#[derive(Clone, Debug, Default)]
pub struct Lists {
    /// Words as they are written, and where those are unknown, in small letters.
    pub clusters: [Table; 2],
    /// For each key the cluster's path in the binary tree: a one, then its bits.
    pub paths: [Vec<u32>; 2],
    /// Single words in small letters.
    pub words: Table,
    /// For each key, the gazetteers it is on, as bits.
    pub word_lists: Vec<u32>,
    /// Phrases of two to [`MAX_PHRASE`] words in small letters, and all their beginnings.
    pub phrases: Table,
    /// For each key the gazetteers that have the phrase; 0 for what is only the beginning of one.
    pub phrase_lists: Vec<u32>,
}

/// The longest phrase in words.
pub const MAX_PHRASE: usize = 6;

/// How many gazetteers there can be.
pub const MAX_LISTS: usize = 32;

/// What a phrase hashes to before its first word.
pub const PHRASE_START: u64 = 7;

/// Returns the hash of a phrase from that of its beginning and its next word's.
#[inline]
pub fn longer(phrase: u64, lower: u64) -> u64 {
    mix(phrase, lower)
}

impl Lists {
    /// Returns the path of the cluster of a word in one of the two clusterings; 0 where it is in none. `lower`
    /// is the word in small letters, `capitalised` that with a capital.
    pub fn path(&self, clustering: usize, word: &str, lower: &str, capitalised: &str) -> u32 {
        let table = &self.clusters[clustering];
        for form in [word, lower, capitalised] {
            if let Some(row) = table.find(fingerprint(hash(form.as_bytes()))) {
                return self.paths[clustering][row];
            }
        }
        0
    }

    /// Returns the gazetteers that have a word as their entry; `lower` is its hash in small letters.
    pub fn of_word(&self, lower: u64) -> u32 {
        self.words.find(fingerprint(lower)).map_or(0, |row| self.word_lists[row])
    }

    /// Returns the gazetteers that have a phrase; none where no phrase begins like this.
    #[inline]
    pub fn of_phrase(&self, phrase: u64) -> Option<u32> {
        self.phrases.find(fingerprint(phrase)).map(|row| self.phrase_lists[row])
    }
}
