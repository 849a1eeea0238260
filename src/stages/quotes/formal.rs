//! Attributions that the form of a page tells by itself: the turns of a transcript (`turns.rs`), the answers of a panel
//! (`panels.rs`), of an interview (`questions.rs`), signed posts (`posts.rs`), talk behind dashes (`dashes.rs`). Readers learn little
//! of them, for the news that they learn from has few.

use super::{Said, dashes, panels, posts, questions, turns};
use crate::found::Entity;
use crate::reading::Reading;
use crate::text::Text;
use crate::tokens::Tokens;
use std::ops::Range;

/// The probability that such an attribution is right. Of those in PolNeAR train and dev, where it annotates the
/// transcript at all, 24 of 27 turns are.
pub const CONFIDENCE: f32 = 0.9;

/// An article and what is known of its words.
pub struct Page<'a> {
    pub text: &'a Text,
    pub tokens: &'a Tokens,
    pub reading: &'a Reading,
}

impl<'a> Page<'a> {
    /// Returns the word at an index.
    pub fn word(&self, at: usize) -> &'a str {
        self.text.slice(self.tokens.words[at])
    }
}

/// What was found so far.
#[derive(Debug, Default)]
pub struct Formal {
    said: Vec<Said>,
    /// The whole of each transcript, answer and post, in words.
    wholes: Vec<Range<usize>>,
}

/// Puts the attributions that form tells in place of what `rows` have of the same words.
pub fn find(text: &Text, tokens: &Tokens, reading: &Reading, entities: &[Entity], rows: &mut Vec<Said>) {
    let mut formal = Formal::default();
    let page = Page { text, tokens, reading };
    turns::find(&page, entities, &mut formal);
    panels::find(&page, &mut formal);
    posts::find(text, tokens, reading, &mut formal);
    dashes::find(&page, &mut formal);
    questions::find(&page, entities, &mut formal);
    if !formal.said.is_empty() {
        formal.supersede(text, tokens, rows);
    }
}

impl Formal {
    /// Adds a transcript, an answer or a post that is `whole`, with its attributions.
    pub fn add(
        &mut self,
        whole: Range<usize>,
        said: impl IntoIterator<Item = (Range<usize>, Vec<Range<usize>>)>,
    ) {
        self.wholes.push(whole);
        self.said.extend(said.into_iter().map(|(source, content)| Said {
            content,
            cue: source.end..source.end,
            source,
            confidence: CONFIDENCE,
            carried: false,
            teller: 0..0,
        }));
    }

    /// Adds the attribution of words that are all of `whole`.
    pub fn add_one(&mut self, whole: Range<usize>, said: Said) {
        self.wholes.push(whole);
        self.said.push(said);
    }

    /// What somebody is told to have said within one attribution or beside all of them stays.
    fn supersede(mut self, text: &Text, tokens: &Tokens, rows: &mut Vec<Said>) {
        self.wholes.sort_by_key(|whole| whole.start);
        let pieces = self.said.iter().enumerate().flat_map(|(number, said)| {
            said.content.iter().chain([&said.source]).map(move |piece| (piece.clone(), number))
        });
        let mut pieces: Vec<(Range<usize>, usize)> = pieces.collect();
        pieces.sort_by_key(|(piece, _)| piece.start);
        let piece_at = |at: usize| {
            let before = pieces.partition_point(|(piece, _)| piece.start <= at);
            pieces[..before].last().filter(|(piece, _)| at < piece.end)
        };
        let is_free = |words: &Range<usize>| {
            let before = pieces.partition_point(|(piece, _)| piece.start < words.end);
            pieces[..before].last().is_none_or(|(piece, _)| piece.end <= words.start)
        };
        rows.retain(|row| {
            let is_apart = |words: &Range<usize>| {
                let before = self.wholes.partition_point(|whole| whole.start < words.end);
                self.wholes[..before].last().is_none_or(|whole| whole.end <= words.start)
            };
            if row.content.iter().all(is_apart) {
                return true;
            }
            // "I say that …" within a turn: the turn has it.
            let is_own = row.source.len() == 1
                && matches!(text.slice(tokens.words[row.source.start]), "I" | "we" | "We");
            if row.source.is_empty() || row.cue.is_empty() || is_own {
                return false;
            }
            let own = piece_at(row.source.start)
                .filter(|(piece, number)| *piece != self.said[*number].source)
                .map(|&(_, number)| number);
            let is_within = |words: &Range<usize>| {
                piece_at(words.start).is_some_and(|(piece, number)| {
                    own == Some(*number) && words.end <= piece.end && words != piece
                })
            };
            row.content.iter().all(is_free) || row.content.iter().all(is_within)
        });
        rows.extend(self.said);
    }
}
