//! WordPiece: words cut into the pieces of the encoder's vocabulary.
//!
//! The rules are those of BERT's uncased tokenizer (Devlin et al. 2019): accents and case fall away, marks and
//! Chinese characters stand alone, the rest is cut from the left into the longest pieces there are. Pieces need
//! no offsets of their own, for a word is read as a whole: what counts is where its first piece stands.

use crate::reading::linear::table::{self, ByHash};
use icu_normalizer::DecomposingNormalizerBorrowed;
use icu_properties::CodePointMapData;
use icu_properties::props::{GeneralCategory, GeneralCategoryGroup};

/// Of a word with more pieces only the first ones are read.
pub const MAX_PIECES: usize = 8;

/// A run of letters longer than this, in characters, is unknown, as in the reference.
const MAX_LETTERS: usize = 100;

/// How much of a word is looked at, in bytes: far more than [`MAX_PIECES`] take.
const MAX_BYTES: usize = 1024;

/// Pieces with a task of their own, by their places in BERT's vocabulary.
pub const UNKNOWN: u16 = 100;
pub const START: u16 = 101;
pub const END: u16 = 102;

/// The pieces there are; the number of one is its place in the vocabulary.
#[derive(Clone, Debug, Default)]
pub struct Vocabulary {
    /// By the hash of the piece; one that goes on a word carries its `##`.
    ids: ByHash<u16>,
    len: usize,
    /// The longest piece, in bytes.
    longest: usize,
}

/// Buffers of the cutting.
#[derive(Clone, Debug, Default)]
pub struct Scratch {
    plain: String,
    piece: Vec<u8>,
}

impl Vocabulary {
    /// Reads a vocabulary, a piece a line; lines after the first 65,536 are left out.
    pub fn new(lines: &str) -> Self {
        let pieces = || lines.lines().zip(0..=u16::MAX);
        Self {
            ids: pieces().map(|(piece, id)| (table::hash(piece.as_bytes()), id)).collect(),
            len: pieces().count(),
            longest: lines.lines().map(str::len).max().unwrap_or(0),
        }
    }

    /// Returns a number above that of every piece.
    pub fn len(&self) -> usize {
        self.len
    }

    /// Says whether there are no pieces.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// Adds the pieces of `word` to `pieces`: at least one, at most [`MAX_PIECES`].
    pub fn cut(&self, word: &str, scratch: &mut Scratch, pieces: &mut Vec<u16>) {
        let first = pieces.len();
        let Scratch { plain, piece } = scratch;
        plain.clear();
        strip(&word[..word.floor_char_boundary(MAX_BYTES)], plain);
        let mut start = 0;
        for (at, c) in plain.char_indices() {
            if stands_alone(c) {
                self.cut_run(&plain[start..at], piece, pieces);
                start = at + c.len_utf8();
                self.cut_run(&plain[at..start], piece, pieces);
            }
            if pieces.len() - first >= MAX_PIECES {
                break;
            }
        }
        self.cut_run(&plain[start..], piece, pieces);
        pieces.truncate(first + MAX_PIECES);
        if pieces.len() == first {
            pieces.push(UNKNOWN);
        }
    }

    /// Cuts letters that belong together; all of them are unknown where a part is.
    fn cut_run(&self, run: &str, piece: &mut Vec<u8>, pieces: &mut Vec<u16>) {
        let first = pieces.len();
        let mut start = 0;
        if run.chars().nth(MAX_LETTERS).is_some() {
            pieces.push(UNKNOWN);
            return;
        }
        while start < run.len() {
            let mut end = run.floor_char_boundary(start + self.longest);
            let id = loop {
                if end <= start {
                    break None;
                }
                piece.clear();
                if start > 0 {
                    piece.extend(b"##");
                }
                piece.extend(&run.as_bytes()[start..end]);
                if let Some(&id) = self.ids.get(&table::hash(piece)) {
                    break Some(id);
                }
                end = run.floor_char_boundary(end - 1);
            };
            let Some(id) = id else {
                pieces.truncate(first);
                pieces.push(UNKNOWN);
                return;
            };
            pieces.push(id);
            start = end;
        }
    }
}

/// Adds `word` to `plain` without case, accents and control characters.
fn strip(word: &str, plain: &mut String) {
    if word.is_ascii() {
        plain.extend(word.chars().filter(|c| !c.is_ascii_control()).map(|c| c.to_ascii_lowercase()));
        return;
    }
    let category = CodePointMapData::<GeneralCategory>::new();
    for c in DecomposingNormalizerBorrowed::new_nfd().normalize_iter(word.chars()) {
        match category.get(c) {
            GeneralCategory::NonspacingMark
            | GeneralCategory::Control
            | GeneralCategory::Format
            | GeneralCategory::PrivateUse
            | GeneralCategory::Unassigned => {}
            _ if c == '\u{fffd}' => {}
            _ => plain.extend(c.to_lowercase()),
        }
    }
}

/// Says whether a character is a piece, or a run, by itself: marks, Chinese characters.
fn stands_alone(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_punctuation();
    }
    matches!(u32::from(c),
        0x4e00..=0x9fff | 0x3400..=0x4dbf | 0x20000..=0x2a6df | 0x2a700..=0x2b73f | 0x2b740..=0x2b81f
        | 0x2b820..=0x2ceaf | 0xf900..=0xfaff | 0x2f800..=0x2fa1f)
        || GeneralCategoryGroup::Punctuation.contains(CodePointMapData::<GeneralCategory>::new().get(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The pieces are numbered from zero as they stand here.
    const PIECES: &str = "un\n##aff\n##able\nu\n.\nn\n-\ncafe\n北\n“\n##s";

    #[track_caller]
    fn check(word: &str, expected: &[u16]) {
        let mut pieces = Vec::new();
        Vocabulary::new(PIECES).cut(word, &mut Scratch::default(), &mut pieces);
        assert_eq!(pieces, expected, "{word}");
    }

    #[test]
    fn words_are_cut_as_the_reference_cuts_them() {
        check("unaffable", &[0, 1, 2]);
        check("UnAffAble", &[0, 1, 2]);
        check("U.N.", &[3, 4, 5, 4]);
        check("un-cafés", &[0, 6, 7, 10]);
        check("Cafe\u{301}", &[7]);
        check("北un“", &[8, 0, 9]);
        check("unx", &[UNKNOWN]);
        check("x.un", &[UNKNOWN, 4, 0]);
        check("u\u{ad}n", &[0]);
        check("\0", &[UNKNOWN]);
    }

    #[test]
    fn long_words_have_few_pieces() {
        check(&".".repeat(1 << 20), &[4; MAX_PIECES]);
        check(&"un".repeat(51), &[UNKNOWN]);
        check(&"北".repeat(1 << 16), &[8; MAX_PIECES]);
    }
}
