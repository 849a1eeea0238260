//! Rows that hold the words of two: “Roe asked Doe: “Will you go?” He replied: “No.”” Each quote that a clause of its own
//! leads up to is whose that clause names.

use super::Said;
use super::formal::{CONFIDENCE, Page};
use crate::reading::{Reading, Shape};
use crate::text::Text;
use crate::tokens::Tokens;
use std::ops::Range;

/// So many words at most lead up to a quote, and are a subject.
const LONGEST: usize = 16;
const LONGEST_SUBJECT: usize = 8;

/// A clause that leads up to a quote: "Mayor Jane Roe asked Doe:".
struct Lead {
    words: Range<usize>,
    subject: Range<usize>,
    verb: usize,
}

/// Parts the rows in which two quotes stand that each have a clause of their own before them.
pub fn part(text: &Text, tokens: &Tokens, reading: &Reading, rows: &mut Vec<Said>) {
    let page = Page { text, tokens, reading };
    let mut parted = Vec::new();
    // "Doe:" is nothing that Roe asked.
    let mut led: Vec<Range<usize>> = Vec::new();
    for row in rows.iter_mut() {
        let mut at = 1;
        while at < row.content.len() {
            let (before, after) = (row.content[at - 1].clone(), row.content[at].clone());
            let leads = page.lead(after.start, Some(before.end)).zip(page.lead(before.start, None));
            let Some((lead, first)) = leads else {
                at += 1;
                continue;
            };
            let rest = row.content.split_off(at);
            let earlier = std::mem::replace(&mut row.content, rest);
            let (its, others) = (&lead.words, &first.words);
            let own = |words: &Range<usize>| words.contains(&row.source.start);
            let told = |lead: &Lead, confidence| (lead.subject.clone(), lead.verb..lead.verb + 1, confidence);
            let known = (row.source.clone(), row.cue.clone(), row.confidence);
            let (before, after) = if own(others) {
                (known, told(&lead, CONFIDENCE))
            } else if own(its) {
                (told(&first, CONFIDENCE), known)
            } else {
                (told(&first, row.confidence), told(&lead, row.confidence))
            };
            let (source, cue, confidence) = before;
            parted.push(Said { content: earlier, cue, source, confidence, carried: false });
            (row.source, row.cue, row.confidence) = after;
            row.carried = false;
            led.push(first.verb + 1..first.words.end);
            at = 1;
        }
    }
    if parted.is_empty() {
        return;
    }
    led.sort_unstable_by_key(|words| words.start);
    let is_led = |words: &Range<usize>| {
        let next = led.partition_point(|led| led.start <= words.start);
        next > 0 && words.end <= led[next - 1].end
    };
    rows.retain(|row| !row.content.iter().all(is_led));
    rows.extend(parted);
}

impl Page<'_> {
    /// Returns the clause that leads up to the quote at a word, with a colon or comma: the beginning of its sentence, or what
    /// stands behind the quote that ends with the word before `from`.
    fn lead(&self, quote: usize, from: Option<usize>) -> Option<Lead> {
        let stretches = &self.reading.stretches;
        let next = stretches.partition_point(|stretch| stretch.words.end <= quote);
        let stretch = stretches.get(next).filter(|stretch| stretch.words.start == quote && stretch.closed)?;
        let mark = stretch.words.start.checked_sub(1).filter(|&at| matches!(self.word(at), ":" | ","))?;
        let paragraph = self.tokens.paragraphs[self.tokens.paragraph_of(quote)].start;
        let sentence = self.tokens.sentences.partition_point(|sentence| sentence.end <= mark);
        let start = self.tokens.sentences.get(sentence)?.start;
        let start = match from {
            Some(from) if from < paragraph || start > from => return None,
            Some(from) => from,
            None => start,
        };
        let words = start..mark + 1;
        // A quote among them is another's lead.
        let quoted = next.checked_sub(1).is_some_and(|before| stretches[before].words.end > start);
        if words.len() > LONGEST || quoted {
            return None;
        }
        let joins = usize::from(matches!(self.word(start), "and" | "but" | "And" | "But"));
        let (subject, verb) = self.subject(start + joins..mark)?;
        let says = self.reading.cues[verb] || self.word(mark) == ":";
        says.then_some(Lead { words, subject, verb })
    }

    /// Returns the subject that begins with the first of some words, and its verb.
    fn subject(&self, words: Range<usize>) -> Option<(Range<usize>, usize)> {
        let tag = |at: usize| self.reading.tags[at].as_str();
        let is_called = |at: &usize| {
            self.reading.tags[*at].is_noun()
                || matches!(tag(*at), "DT" | "JJ" | "CD" | "PRP$" | "POS" | "HYPH")
        };
        let start = words.start;
        let pronoun = start < words.end && matches!(tag(start), "PRP");
        let length = match pronoun {
            true => 1,
            false => words.clone().take(LONGEST_SUBJECT).take_while(is_called).count(),
        };
        let subject = start..start + length;
        if length == 0 || !pronoun && !self.reading.tags[subject.end - 1].is_noun() {
            return None;
        }
        let mut at = subject.end;
        // "Roe, the mayor, replied:"
        if at < words.end && self.word(at) == "," {
            at = (at + 1..words.end).find(|&at| self.word(at) == ",")? + 1;
        }
        let verb = (at..words.end).find(|&at| tag(at) != "RB" && !matches!(self.word(at), "had" | "has"))?;
        let says = matches!(tag(verb), "VBD" | "VBZ" | "VBP" | "VBN");
        let aside = (at..verb).any(|at| self.reading.shapes[at] == Shape::Mark);
        (says && !aside).then_some((subject, verb))
    }
}
