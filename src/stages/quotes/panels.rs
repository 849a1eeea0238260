//! The answers of a panel: a line that says who speaks ("Jane Roe, head of the harbour:"), and below it what that person
//! says, whole paragraphs in quotation marks.

use super::formal::{Formal, Page};
use super::kind;
use crate::found::{EntityType, QuoteType};
use crate::reading::Label::{Begin, Inside};
use crate::reading::lexicon::Lists;
use std::ops::Range;

/// Who speaks is said in at most so many words.
const MAX_LINE: usize = 16;

/// "What comes next:" before what is said has at most so many.
const MAX_TOPIC: usize = 12;

/// Without a colon, which a caption or a headline has not either, there are at least so many answers, and they are
/// half of all lines that look like it.
const LEAST_ANSWERS: usize = 2;

/// Adds the answers of an article.
pub fn find(page: &Page<'_>, formal: &mut Formal) {
    let paragraphs = &page.tokens.paragraphs;
    let lines: Vec<(usize, Line)> =
        (1..paragraphs.len()).filter_map(|at| Some((at, page.line(&paragraphs[at])?))).collect();
    let answers: Vec<(Line, Vec<Range<usize>>)> = (lines.iter())
        .map(|(at, line)| (line.clone(), page.answer(at + 1)))
        .filter(|(_, content)| !content.is_empty())
        .collect();
    let is_panel = answers.len() >= LEAST_ANSWERS && answers.len() * 2 >= lines.len();
    for (line, content) in answers.into_iter().filter(|(line, _)| line.colon || is_panel) {
        let end = content[content.len() - 1].end;
        formal.add(line.who.start..end, [(line.who, content)]);
    }
}

/// A line that may say who speaks below it.
#[derive(Clone)]
struct Line {
    /// In words, without the colon.
    who: Range<usize>,
    colon: bool,
}

impl Page<'_> {
    /// Reads "Jane Roe", "Dr. Jane Roe, head of the harbour:" or "Jane Roe and John Doe of Acme".
    fn line(&self, words: &Range<usize>) -> Option<Line> {
        let colon = !words.is_empty() && self.word(words.end - 1) == ":";
        let who = words.start..words.end - usize::from(colon);
        if who.is_empty()
            || who.len() > MAX_LINE
            || matches!(self.word(who.end - 1), "." | "!" | "?" | "”" | "\"")
        {
            return None;
        }
        let mut end = self.person(who.start, who.end)?;
        if end < who.end && matches!(self.word(end), "and" | "&") {
            end = self.person(end + 1, who.end)?;
        }
        let goes_on = end == who.end
            || matches!(self.word(end), "," | "(" | "of" | "at" | "from" | "–" | "—" | "-" | "|");
        goes_on.then_some(Line { who, colon })
    }

    /// Returns the end of the person's name that begins at a word, behind titles.
    fn person(&self, mut at: usize, end: usize) -> Option<usize> {
        while at + 1 < end && self.reading.lists[at].any(Lists::TITLE) {
            at += 1;
        }
        let labels = &self.reading.labels;
        let is_name = at < end && labels[at] == Begin(EntityType::Person);
        is_name.then(|| (at + 1..end).find(|&at| labels[at] != Inside(EntityType::Person)).unwrap_or(end))
    }

    /// Returns what is said in the paragraphs from one on, as long as all of them is in quotation marks, a topic before
    /// it aside.
    fn answer(&self, from: usize) -> Vec<Range<usize>> {
        self.tokens.paragraphs[from.min(self.tokens.paragraphs.len())..]
            .iter()
            .map_while(|words| {
                let topic = words.clone().take(MAX_TOPIC + 1).position(|at| self.word(at) == ":");
                let said = topic.map(|topic| words.start + topic + 1..words.end);
                [Some(words.clone()), said].into_iter().flatten().find(|said| self.is_quoted(said))
            })
            .collect()
    }

    /// Says whether words stand in quotation marks from the first to the last.
    fn is_quoted(&self, words: &Range<usize>) -> bool {
        let stretches = &self.reading.stretches;
        let next = stretches.partition_point(|stretch| stretch.words.start < words.start);
        let opens = stretches.get(next).is_some_and(|stretch| stretch.words.start == words.start);
        opens && kind(self.reading, std::slice::from_ref(words)) == QuoteType::Direct
    }
}
