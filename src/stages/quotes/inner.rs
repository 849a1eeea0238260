//! Sayings within what others are said to say: “…,” Roe said, according to the agency. The words are Roe's, though the
//! agency tells of them.

use super::Said;
use super::formal::{CONFIDENCE, Page};
use crate::found::EntityType;
use crate::reading::Label::{Begin, Inside};
use crate::reading::Reading;
use crate::reading::marks::Stretch;
use crate::text::Text;
use crate::tokens::Tokens;
use std::ops::Range;

/// Gives the words between quotation marks to who stands beside them with a cue, where no row has that source: in a row of
/// their own within the contents of `rows`, or in place of the source of a row that has nothing but them. Takes away
/// contents of nobody around them.
pub fn find(text: &Text, tokens: &Tokens, reading: &Reading, rows: &mut Vec<Said>) {
    let page = Page { text, tokens, reading };
    let mut sources: Vec<Range<usize>> = rows.iter().map(|row| row.source.clone()).collect();
    sources.sort_unstable_by_key(|source| source.start);
    let is_taken = |words: &Range<usize>| {
        let before = sources.partition_point(|source| source.start < words.end);
        sources[..before].last().is_some_and(|source| source.end > words.start)
    };
    let mut found = Vec::new();
    rows.retain_mut(|row| {
        let before = found.len();
        let alone = row.content.len() == 1;
        for content in &row.content {
            let first = reading.stretches.partition_point(|stretch| stretch.words.start < content.start);
            for stretch in reading.stretches[first..].iter().take_while(|s| s.words.end <= content.end) {
                let Some((source, cue)) = page.told(stretch) else { continue };
                if is_taken(&source) {
                    continue;
                }
                if content.start <= source.start && source.end <= content.end {
                    let content = vec![stretch.words.clone()];
                    found.push(Said { content, cue, source, confidence: CONFIDENCE, carried: false });
                } else if alone && *content == stretch.words && !row.source.is_empty() {
                    (row.source, row.cue) = (source, cue);
                }
            }
        }
        found.len() == before || !row.source.is_empty()
    });
    rows.extend(found);
}

impl Page<'_> {
    /// Returns the source and the cue that stand beside a stretch.
    fn told(&self, stretch: &Stretch) -> Option<(Range<usize>, Range<usize>)> {
        let words = &stretch.words;
        if !stretch.closed || words.len() < 4 {
            return None;
        }
        let number = self.tokens.paragraph_of(words.start);
        let paragraph = &self.tokens.paragraphs[number];
        let word = |at: usize| self.word(at);
        // “…,” Roe said
        if matches!(word(words.end - 2), "," | "?" | "!") && words.end < paragraph.end {
            let source = self.speaker(words.end, paragraph.end)?;
            let cue = source.end;
            return (cue < paragraph.end && self.is_cue(cue)).then_some((source, cue..cue + 1));
        }
        // he replied, “…”
        let cue = words.start.checked_sub(2).filter(|&cue| cue > paragraph.start && self.is_cue(cue))?;
        let leads = matches!(word(words.start - 1), "," | ":");
        let mut first = cue - 1;
        while first > paragraph.start && matches!(self.reading.labels[first], Inside(_)) {
            first -= 1;
        }
        let source = self.speaker(first, cue)?;
        (leads && source.end == cue).then_some((source, cue..cue + 1))
    }

    fn is_cue(&self, at: usize) -> bool {
        self.reading.cues[at] && matches!(self.reading.tags[at].as_str(), "VBD" | "VBZ" | "VBP")
    }

    /// Returns the person or the pronoun that begins at a word, and ends before another.
    fn speaker(&self, at: usize, end: usize) -> Option<Range<usize>> {
        if matches!(self.word(at), "he" | "she") {
            return Some(at..at + 1);
        }
        let is_inside = |at: &usize| self.reading.labels[*at] == Inside(EntityType::Person);
        let rest = (at + 1..end).take_while(is_inside).count();
        (self.reading.labels[at] == Begin(EntityType::Person)).then_some(at..at + 1 + rest)
    }
}
