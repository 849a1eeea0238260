//! What the encoder sees at once: whole paragraphs side by side, long ones in parts that overlap.

use super::pieces::{self, END, START, Vocabulary};
use crate::error::{Deadline, Reject};
use crate::reading::linear::table::{self, ByHash};
use crate::reading::marks::Stretch;
use crate::text::Text;
use crate::tokens::Tokens;
use std::ops::Range;

/// Paragraphs stand side by side while a window has no more pieces than this: neighbours explain each other, but
/// the cost of attention grows with the length.
const SIDE_BY_SIDE: usize = 128;

/// A paragraph with more pieces is read in parts.
const MAX_PART: usize = 254;

/// Of a paragraph in parts each part sees so many pieces of its neighbours.
const OVERLAP: usize = 32;

/// So that a part with both its overlaps has at most [`MAX_PART`] pieces.
const MAX_CORE: usize = MAX_PART - 2 * OVERLAP;

/// How many words are kept with their pieces; then all are forgotten.
const MAX_WORDS: usize = 1 << 16;

/// How a word's letters are written: the vocabulary knows no case.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[repr(u8)]
pub enum Case {
    /// No letters, no digits.
    #[default]
    None,
    Small,
    /// The first letter alone is a capital.
    Capital,
    /// At least two letters, all of them capitals.
    Capitals,
    Mixed,
    /// Digits without letters.
    Digits,
}

impl Case {
    /// How many there are.
    pub const COUNT: usize = 6;

    /// Returns the case of `word`.
    pub fn of(word: &str) -> Self {
        let (mut letters, mut capitals, mut first, mut digits) = (0, 0, false, false);
        // The end of a very long word changes nothing.
        for c in word.chars().take(64) {
            digits |= c.is_numeric();
            if c.is_alphabetic() {
                let capital = c.is_uppercase();
                first |= capital && letters == 0;
                letters += 1;
                capitals += usize::from(capital);
            }
        }
        match (letters, capitals) {
            (0, _) if digits => Self::Digits,
            (0, _) => Self::None,
            (_, 0) => Self::Small,
            (_, 1) if first => Self::Capital,
            _ if letters == capitals => Self::Capitals,
            _ => Self::Mixed,
        }
    }
}

/// Where a word stands to quotation marks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[repr(u8)]
pub enum Quote {
    #[default]
    Outside,
    Inside,
    Opens,
    Closes,
}

impl Quote {
    /// How many there are.
    pub const COUNT: usize = 4;
}

/// What the encoder knows of a piece before it reads.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Piece {
    /// Its place in the vocabulary.
    pub id: u16,
    /// A [`Case`].
    pub case: u8,
    /// A [`Quote`].
    pub quote: u8,
}

/// Words of a paragraph that are read together.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Part {
    words: Range<usize>,
    /// The words whose labels are taken from here.
    core: Range<usize>,
    pieces: usize,
}

/// The pieces of an article, window after window, without padding.
#[derive(Clone, Debug, Default)]
pub struct Windows {
    pub pieces: Vec<Piece>,
    /// The pieces of each window.
    pub windows: Vec<Range<usize>>,
    /// From the first to the last word of each window that has its first piece there.
    pub spans: Vec<Range<usize>>,
    /// For each word the place of its first piece; [`NOWHERE`] for words that were left out.
    pub firsts: Vec<u32>,
    quotes: Vec<Quote>,
    parts: Vec<Part>,
    known: Known,
}

/// Of a word that was left out.
pub const NOWHERE: u32 = u32::MAX;

/// The words seen so far with their pieces.
#[derive(Clone, Debug, Default)]
struct Known {
    words: ByHash<(Range<u32>, Case)>,
    pieces: Vec<u16>,
    scratch: pieces::Scratch,
}

impl Known {
    fn pieces(&mut self, word: &str, vocabulary: &Vocabulary) -> (&[u16], Case) {
        let Self { words, pieces, scratch } = self;
        let (range, case) = words.entry(table::hash(word.as_bytes())).or_insert_with(|| {
            let start = pieces.len() as u32;
            vocabulary.cut(word, scratch, pieces);
            (start..pieces.len() as u32, Case::of(word))
        });
        (&pieces[range.start as usize..range.end as usize], *case)
    }
}

impl Windows {
    /// Fills the windows with the paragraphs of an article that `wanted` asks for, in place of what they held.
    ///
    /// # Errors
    ///
    /// [`Reject::Timeout`].
    pub fn fill(
        &mut self,
        vocabulary: &Vocabulary,
        text: &Text,
        tokens: &Tokens,
        stretches: &[Stretch],
        wanted: impl Fn(usize) -> bool,
        deadline: Deadline,
    ) -> Result<(), Reject> {
        let Self { pieces, windows, spans, firsts, quotes, parts, known } = self;
        if known.words.len() > MAX_WORDS {
            known.words.clear();
            known.pieces.clear();
        }
        quotes.clear();
        quotes.resize(tokens.words.len(), Quote::Outside);
        for stretch in stretches {
            quotes[stretch.words.clone()].fill(Quote::Inside);
            let is_mark = |at: usize| !text.slice(tokens.words[at]).contains(char::is_alphanumeric);
            if is_mark(stretch.words.start) {
                quotes[stretch.words.start] = Quote::Opens;
            }
            if stretch.closed && is_mark(stretch.words.end - 1) {
                quotes[stretch.words.end - 1] = Quote::Closes;
            }
        }
        parts.clear();
        for (number, paragraph) in tokens.paragraphs.iter().enumerate() {
            if wanted(number) {
                deadline.check("read")?;
                let length = |at: usize| known.pieces(text.slice(tokens.words[at]), vocabulary).0.len();
                split(paragraph.clone(), &tokens.sentences, length, parts);
            }
        }
        pieces.clear();
        windows.clear();
        spans.clear();
        firsts.clear();
        firsts.resize(tokens.words.len(), NOWHERE);
        let mut start = 0;
        for part in &*parts {
            if pieces.len() > start && pieces.len() - start + part.pieces + 1 > SIDE_BY_SIDE {
                windows.push(start..pieces.len());
                start = pieces.len();
            }
            if pieces.len() == start {
                spans.push(part.core.clone());
                pieces.push(Piece { id: START, ..Piece::default() });
            }
            for at in part.words.clone() {
                if part.core.contains(&at) {
                    firsts[at] = pieces.len() as u32;
                }
                let (ids, case) = known.pieces(text.slice(tokens.words[at]), vocabulary);
                let (case, quote) = (case as u8, quotes[at] as u8);
                pieces.extend(ids.iter().map(|&id| Piece { id, case, quote }));
            }
            pieces.push(Piece { id: END, ..Piece::default() });
            if let Some(span) = spans.last_mut() {
                span.end = part.core.end;
            }
        }
        if pieces.len() > start {
            windows.push(start..pieces.len());
        }
        Ok(())
    }
}

/// Adds the parts that a paragraph is read in: one, or where it is long several that overlap, cut at the ends of
/// sentences where there are any near. `sentences` are those of the whole article, `length` is the number of a
/// word's pieces.
fn split(
    paragraph: Range<usize>,
    sentences: &[Range<usize>],
    mut length: impl FnMut(usize) -> usize,
    parts: &mut Vec<Part>,
) {
    let lengths: Vec<usize> = paragraph.clone().map(&mut length).collect();
    let total: usize = lengths.iter().sum();
    if total <= MAX_PART {
        if total > 0 {
            parts.push(Part { words: paragraph.clone(), core: paragraph, pieces: total });
        }
        return;
    }
    let length = |at: usize| lengths[at - paragraph.start];
    let mut start = paragraph.start;
    while start < paragraph.end {
        let (mut end, mut pieces) = (start, 0);
        while end < paragraph.end && pieces + length(end) <= MAX_CORE {
            pieces += length(end);
            end += 1;
        }
        if end < paragraph.end {
            let next = sentences.partition_point(|sentence| sentence.start <= end);
            let sentence_start = sentences[..next].last().map_or(0, |sentence| sentence.start);
            if sentence_start > start {
                end = sentence_start;
                pieces = (start..end).map(length).sum();
            }
        }
        let mut words = start..end;
        let mut before = 0;
        while words.start > paragraph.start && before + length(words.start - 1) <= OVERLAP {
            words.start -= 1;
            before += length(words.start);
        }
        let mut after = 0;
        while words.end < paragraph.end && after + length(words.end) <= OVERLAP {
            after += length(words.end);
            words.end += 1;
        }
        parts.push(Part { words, core: start..end, pieces: before + pieces + after });
        start = end;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reading::marks;

    fn windows(body: &str) -> (Tokens, Windows) {
        let text = Text::verbatim(body.to_owned()).unwrap();
        let mut tokens = Tokens::default();
        tokens.fill(&text, Deadline::NEVER).unwrap();
        let mut stretches = Vec::new();
        marks::find(&text, &tokens, &mut stretches, Deadline::NEVER).unwrap();
        let mut windows = Windows::default();
        let vocabulary = Vocabulary::new("a\nb\n“\n”\n.");
        windows.fill(&vocabulary, &text, &tokens, &stretches, |_| true, Deadline::NEVER).unwrap();
        (tokens, windows)
    }

    #[track_caller]
    fn hold(tokens: &Tokens, windows: &Windows) {
        assert_eq!(windows.firsts.len(), tokens.words.len());
        let mut at = 0;
        for window in &windows.windows {
            assert!(window.start == at && window.len() <= MAX_PART + 2, "{window:?}");
            at = window.end;
            assert_eq!(windows.pieces[window.start].id, START);
            assert_eq!(windows.pieces[window.end - 1].id, END);
        }
        assert_eq!(at, windows.pieces.len());
        assert!(windows.firsts.windows(2).all(|pair| pair[0] < pair[1]));
    }

    #[test]
    fn cases() {
        let all = [("a", Case::Small), ("Ab", Case::Capital), ("A", Case::Capital), ("AB", Case::Capitals)];
        let more =
            [("U.S.", Case::Capitals), ("iPad", Case::Mixed), ("1,000", Case::Digits), (",", Case::None)];
        for (word, case) in all.into_iter().chain(more) {
            assert_eq!(Case::of(word), case, "{word}");
        }
    }

    #[test]
    fn paragraphs_stand_side_by_side() {
        let (tokens, windows) = windows("a “b”\nb a");
        hold(&tokens, &windows);
        let ids: Vec<_> = windows.pieces.iter().map(|p| p.id).collect();
        assert_eq!(ids, [START, 0, 2, 1, 3, END, 1, 0, END]);
        let quotes: Vec<_> = windows.pieces.iter().map(|p| p.quote).collect();
        assert_eq!(quotes, [0, 0, 2, 1, 3, 0, 0, 0, 0]);
        assert_eq!(windows.firsts, [1, 2, 3, 4, 6, 7]);
    }

    #[test]
    fn long_paragraphs_are_read_in_parts() {
        for body in
            ["a ".repeat(1000), "a b . B ".repeat(300), "北".repeat(900), format!("{}\na", "b ".repeat(253))]
        {
            let (tokens, windows) = windows(&body);
            hold(&tokens, &windows);
            assert!(windows.firsts.iter().all(|&first| first != NOWHERE));
        }
    }
}
