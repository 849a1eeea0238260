//! Talk that a dash opens, as novels and the papers of many lands set it: "— I saw it, said Jane Roe.", "– Why? asked the judge."

use super::Said;
use super::formal::{CONFIDENCE, Formal, Page};
use std::ops::Range;

/// Of all paragraphs that a dash opens so many at least tell who speaks. A list's seldom do.
const LEAST_TOLD: f32 = 0.25;

/// Adds what is said in the paragraphs that a dash opens.
pub fn find(page: &Page<'_>, formal: &mut Formal) {
    let opened = page.tokens.paragraphs.iter().filter(|words| page.opens_with_dash(words)).count();
    if opened == 0 {
        return;
    }
    let told: Vec<(&Range<usize>, Said)> =
        page.tokens.paragraphs.iter().filter_map(|words| Some((words, page.dashed(words)?))).collect();
    if told.len() as f32 >= LEAST_TOLD * opened as f32 {
        told.into_iter().for_each(|(words, said)| formal.add_one(words.clone(), said));
    }
}

/// Who is told to say the words around it, as word indices.
struct Inquit {
    source: Range<usize>,
    cue: Range<usize>,
    /// All of it, with the comma before it and the mark behind.
    words: Range<usize>,
}

impl Page<'_> {
    fn opens_with_dash(&self, words: &Range<usize>) -> bool {
        words.len() > 2 && matches!(self.word(words.start), "—" | "–" | "--" | "―")
    }

    /// Returns what is said in a paragraph that a dash opens, where it tells by whom.
    fn dashed(&self, words: &Range<usize>) -> Option<Said> {
        if !self.opens_with_dash(words) || words.clone().any(|at| self.reading.stretch_at(at).is_some()) {
            return None;
        }
        let first = words.start + 1;
        let Inquit { source, cue, words: told } =
            (first + 1..words.end - 1).find_map(|at| self.inquit(at, words.end))?;
        let mut content: Vec<Range<usize>> = std::iter::once(first..told.start).collect();
        let rest = told.end..words.end;
        content.extend((rest.len() > 1).then_some(rest));
        Some(Said { content, cue, source, confidence: CONFIDENCE, ..Said::default() })
    }

    /// Returns who is told to say what ends with the mark at a word: ", said Jane Roe.", "? she asked."
    fn inquit(&self, mark: usize, end: usize) -> Option<Inquit> {
        if !matches!(self.word(mark), "," | "?" | "!") {
            return None;
        }
        let start = mark + usize::from(self.word(mark) != ",");
        let (source, cue) = self.verb_and_who(mark + 1, end).or_else(|| self.who_and_verb(mark + 1, end))?;
        let after = source.end.max(cue.end);
        let stops = after == end || matches!(self.word(after), "." | "," | ":" | ";");
        let closes = if after < end { after + 1 } else { after };
        stops.then_some(Inquit { source, cue, words: start..closes })
    }

    /// Reads "said Jane Roe", "asked the judge", "replied she".
    fn verb_and_who(&self, verb: usize, end: usize) -> Option<(Range<usize>, Range<usize>)> {
        if verb + 1 >= end || !self.is_cue(verb) {
            return None;
        }
        let who = self.he(verb + 1).or_else(|| self.phrase(verb + 1..end).map(|(source, _)| source))?;
        Some((who, verb..verb + 1))
    }

    /// Reads "she replied", "Jane Roe says".
    fn who_and_verb(&self, first: usize, end: usize) -> Option<(Range<usize>, Range<usize>)> {
        if first + 1 >= end {
            return None;
        }
        let who = self.he(first).or_else(|| self.phrase(first..end).map(|(source, _)| source))?;
        let verb = who.end;
        (verb < end && self.is_cue(verb)).then_some((who, verb..verb + 1))
    }

    fn he(&self, at: usize) -> Option<Range<usize>> {
        matches!(self.word(at), "he" | "she" | "they").then_some(at..at + 1)
    }
}
