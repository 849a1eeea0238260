//! Who says what in one paragraph, by rule: a cue, its subject, and the words that the cue governs.
//!
//! Everything here counts in words; a quoted stretch is one block that no clause boundary lies in.

use crate::found::EntityType;
use crate::reading::lexicon::Lists;
use crate::reading::marks::Stretch;
use crate::reading::{Label, Reading, Shape};
use crate::text::Text;
use crate::tokens::Tokens;
use std::ops::Range;

/// How an attribution was recognised; decides its confidence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Pattern {
    /// “…,” Roe said.
    QuoteThenCue,
    /// Roe said: “…”
    CueThenQuote,
    /// Roe said that the “…” was …
    CueThenMixed,
    /// The … was “…,” Roe said.
    MixedThenCue,
    /// Roe called it a “…”
    Naming,
    /// Roe said that …
    CueThenThat,
    /// Roe said …
    CueThenClause,
    /// …, Roe said.
    ClauseThenCue,
    /// According to Roe, …
    According,
    /// …, saying …
    Participle,
    /// “…” –Roe; Roe: “…”
    Verbless,
    /// A quote introduced by the sentence or paragraph before it, which ends with a colon.
    Colon,
    /// A quote of its own after a quote of the same speaker.
    Carried,
}

/// One attribution, in word indices.
#[derive(Clone, Debug)]
pub(super) struct Row {
    pub(super) content: Vec<Range<usize>>,
    /// Empty where there is none.
    pub(super) cue: Range<usize>,
    /// Empty where there is none.
    pub(super) source: Range<usize>,
    pub(super) pattern: Pattern,
}

/// A cue and who it belongs to.
#[derive(Clone, Debug)]
struct Group {
    cue: Range<usize>,
    source: Range<usize>,
    /// "said Roe" rather than "Roe said".
    inverted: bool,
    /// "saying": the source stands elsewhere in the sentence.
    participle: bool,
    according: bool,
}

impl Group {
    fn start(&self) -> usize {
        if self.source.is_empty() || self.participle {
            self.cue.start
        } else {
            self.cue.start.min(self.source.start)
        }
    }

    fn end(&self) -> usize {
        if self.source.is_empty() || self.participle {
            self.cue.end
        } else {
            self.cue.end.max(self.source.end)
        }
    }
}

/// How far a subject, an apposition or a content may lie from its cue, in words; keeps long "sentences" linear.
const REACH: usize = 25;
/// The longest content of a clause outside quotation marks.
const MAX_CLAUSE: usize = 120;

/// What is known while reading an article's paragraphs in order.
pub(super) struct Clauses<'a> {
    pub(super) text: &'a Text,
    pub(super) tokens: &'a Tokens,
    pub(super) reading: &'a Reading,
    /// The next stretch that no paragraph has had.
    next_stretch: usize,
    /// The stretches of the paragraph in hand.
    stretches: Range<usize>,
    /// A cue whose sentence ended with a colon.
    introduced: Option<Group>,
    /// The last row, where a quote that follows without a cue of its own goes on.
    open: Option<usize>,
    next_sentence: usize,
}

impl<'a> Clauses<'a> {
    pub(super) fn new(text: &'a Text, tokens: &'a Tokens, reading: &'a Reading) -> Self {
        Self {
            text,
            tokens,
            reading,
            next_stretch: 0,
            stretches: 0..0,
            introduced: None,
            open: None,
            next_sentence: 0,
        }
    }

    fn word(&self, at: usize) -> &'a str {
        self.tokens.words.get(at).map_or("", |&span| self.text.slice(span))
    }

    fn is(&self, at: usize, lists: Lists) -> bool {
        self.reading.lists.get(at).is_some_and(|l| l.any(lists))
    }

    fn shape(&self, at: usize) -> Shape {
        self.reading.shapes.get(at).copied().unwrap_or(Shape::Mark)
    }

    fn is_mark(&self, at: usize) -> bool {
        self.shape(at) == Shape::Mark
            && !matches!(self.word(at), "'s" | "’s" | "$" | "&" | "%" | "£" | "€" | "#")
    }

    fn in_name(&self, at: usize) -> bool {
        self.reading.labels.get(at).is_some_and(|&label| label != Label::Outside)
    }

    /// Returns the stretch of this paragraph that the word at `at` is in.
    fn stretch(&self, at: usize) -> Option<&'a Stretch> {
        let stretches = &self.reading.stretches[self.stretches.clone()];
        let next = stretches.partition_point(|s| s.words.end <= at);
        stretches.get(next).filter(|s| s.words.contains(&at))
    }

    /// Finds the attributions of the next paragraph and adds them to `rows`.
    pub(super) fn paragraph(&mut self, paragraph: &Range<usize>, rows: &mut Vec<Row>) {
        let all = &self.reading.stretches;
        let first = self.next_stretch;
        while self.next_stretch < all.len() && all[self.next_stretch].words.start < paragraph.end {
            self.next_stretch += 1;
        }
        self.stretches = first..self.next_stretch;
        let carried = self.open.take();
        let rows_before = rows.len();

        let mut pending: Option<Range<usize>> = None;
        let mut start = paragraph.start;
        while start < paragraph.end {
            // A sentence that no quoted stretch is cut by.
            let mut end = start;
            while end < paragraph.end {
                end = self.sentence_end(end).min(paragraph.end);
                match self.stretch(end) {
                    Some(stretch) if stretch.words.start < end => end = stretch.words.end.max(end),
                    Some(_) | None => break,
                }
                // A stretch may end in the middle of a sentence, which then goes on, or just before its end.
                if end < paragraph.end && self.is_sentence_start(end) {
                    break;
                }
            }
            let sentence = start..end.max(start + 1);
            start = sentence.end;
            self.sentence(sentence, &mut pending, carried, rows_before, rows);
        }
    }

    fn sentence_end(&mut self, at: usize) -> usize {
        let sentences = &self.tokens.sentences;
        while self.next_sentence < sentences.len() && sentences[self.next_sentence].end <= at {
            self.next_sentence += 1;
        }
        sentences.get(self.next_sentence).map_or(usize::MAX, |s| s.end)
    }

    fn is_sentence_start(&mut self, at: usize) -> bool {
        self.sentence_end(at);
        self.tokens.sentences.get(self.next_sentence).is_some_and(|s| s.start == at)
    }

    fn sentence(
        &mut self,
        sentence: Range<usize>,
        pending: &mut Option<Range<usize>>,
        carried: Option<usize>,
        rows_before: usize,
        rows: &mut Vec<Row>,
    ) {
        let first = sentence.clone().find(|&at| !self.is_mark(at) || self.stretch(at).is_some());
        let starts_quoted = first.is_some_and(|at| self.stretch(at).is_some());
        let pure = starts_quoted
            && !self.reading.stretches[self.stretches.clone()].is_empty()
            && self.outside(&sentence).all(|at| self.is_mark(at));
        let introduced = self.introduced.take();
        let before = rows.len();

        if pure {
            let content = self.trim(sentence.clone());
            if content.is_empty() {
                return;
            }
            let continues = self.stretch(content.start).is_some_and(|s| s.continues);
            if let Some(group) = introduced {
                rows.push(Row {
                    content: vec![content],
                    cue: group.cue,
                    source: group.source,
                    pattern: Pattern::Colon,
                });
                self.open = Some(rows.len() - 1);
            } else if let Some(open) = self.open {
                rows[open].content.push(content);
            } else if let Some(row) = carried.filter(|_| rows.len() == rows_before) {
                if continues {
                    rows[row].content.push(content);
                    self.open = Some(row);
                } else if content.len() > 4 {
                    rows.push(Row {
                        content: vec![content],
                        cue: 0..0,
                        source: 0..0,
                        pattern: Pattern::Carried,
                    });
                    self.open = Some(rows.len() - 1);
                }
            } else {
                *pending = Some(match pending.take() {
                    Some(earlier) => earlier.start..content.end,
                    None => content,
                });
            }
            return;
        }

        // A quote that goes on from the paragraph before, with words of the article after it.
        if starts_quoted
            && introduced.is_none()
            && rows.len() == rows_before
            && let Some(stretch) = first.and_then(|at| self.stretch(at))
            && stretch.continues
            && let Some(row) = carried
            && self.cues(&sentence).is_none_or(|at| at >= stretch.words.end + REACH)
        {
            rows[row].content.push(stretch.words.clone());
        }

        // Where content that is still free begins.
        let mut free = sentence.start;
        let mut last_source: Option<Range<usize>> = None;
        let mut at = sentence.start;
        let mut unused: Option<Group> = None;
        while at < sentence.end {
            if let Some(stretch) = self.stretch(at) {
                at = stretch.words.end.max(at + 1);
                continue;
            }
            if !self.reading.cues[at] || at < free {
                at += 1;
                continue;
            }
            let Some(group) = self.group(at, &sentence, last_source.as_ref(), free) else {
                at += 1;
                continue;
            };
            if let Some(row) = self.govern(&group, &sentence, free, pending) {
                free = row.content.iter().map(|piece| piece.end).max().unwrap_or(free).max(group.end());
                if !row.source.is_empty() {
                    last_source = Some(row.source.clone());
                }
                at = free.max(at + 1);
                let quoted = row.content.iter().any(|piece| self.has_stretch(piece));
                rows.push(row);
                self.open = quoted.then_some(rows.len() - 1);
            } else {
                if !group.source.is_empty() {
                    last_source = Some(group.source.clone());
                }
                at = group.cue.end.max(at + 1);
                unused = Some(group);
            }
        }
        if rows.len() == before {
            self.open = None;
            self.verbless(&sentence, rows);
        }
        *pending = None;
        if self.word(sentence.end - 1) == ":" && self.stretch(sentence.end - 1).is_none() {
            self.introduced = unused.or_else(|| {
                let source = self.leading_subject(&sentence)?;
                Some(Group { cue: 0..0, source, inverted: false, participle: false, according: false })
            });
        }
    }

    /// Iterates over the words of a sentence outside its stretches.
    fn outside(&self, sentence: &Range<usize>) -> impl Iterator<Item = usize> {
        let mut at = sentence.start;
        let end = sentence.end;
        std::iter::from_fn(move || {
            while at < end {
                match self.stretch(at) {
                    Some(stretch) => at = stretch.words.end.max(at + 1),
                    None => {
                        at += 1;
                        return Some(at - 1);
                    }
                }
            }
            None
        })
    }

    /// Returns the first cue of the sentence outside its stretches.
    fn cues(&self, sentence: &Range<usize>) -> Option<usize> {
        self.outside(sentence).find(|&at| self.reading.cues[at])
    }

    fn has_stretch(&self, range: &Range<usize>) -> bool {
        let stretches = &self.reading.stretches[self.stretches.clone()];
        let next = stretches.partition_point(|s| s.words.end <= range.start);
        stretches.get(next).is_some_and(|s| s.words.start < range.end)
    }

    /// Leaves out marks at both ends that are not part of a stretch.
    fn trim(&self, mut range: Range<usize>) -> Range<usize> {
        while range.start < range.end
            && self.is_mark(range.start)
            && self.stretch(range.start).is_none()
            && self.word(range.start) != "("
        {
            range.start += 1;
        }
        while range.start < range.end
            && self.is_mark(range.end - 1)
            && self.stretch(range.end - 1).is_none()
            && !matches!(self.word(range.end - 1), ")" | "’" | "'")
        {
            range.end -= 1;
        }
        range
    }

    /// Makes a cue and its subject of the word at `at`.
    fn group(
        &self,
        at: usize,
        sentence: &Range<usize>,
        last_source: Option<&Range<usize>>,
        free: usize,
    ) -> Option<Group> {
        let word = self.word(at);
        let next = self.word(at + 1);
        if word.eq_ignore_ascii_case("according") {
            if next != "to" || at + 2 >= sentence.end {
                return None;
            }
            let source = self.noun_phrase_after(at + 2, sentence.end, true)?;
            return Some(Group {
                cue: at..at + 2,
                source,
                inverted: true,
                participle: false,
                according: true,
            });
        }
        if self.in_name(at) || self.shape(at) != Shape::Lower && at != sentence.start {
            return None;
        }
        let mut cue = at..at + 1;
        if matches!(
            (word, next),
            ("pointed" | "points" | "pointing", "out")
                | ("called" | "calls" | "calling", "for" | "on")
                | ("went" | "goes", "on")
        ) {
            cue.end += 1;
        } else if matches!(
            word,
            "went"
                | "goes"
                | "put"
                | "hit"
                | "shot"
                | "fired"
                | "held"
                | "hold"
                | "holds"
                | "point"
                | "points"
                | "pointed"
                | "signed"
        ) && self.stretch(at + 1).is_none()
        {
            return None;
        }
        // Over "has also", "later", "repeatedly" to the subject's end.
        let mut start = at;
        while start > free
            && self.stretch(start - 1).is_none()
            && self.shape(start - 1) == Shape::Lower
            && (self.is(start - 1, Lists::AUXILIARY.or(Lists::ADVERB))
                || self.word(start - 1).ends_with("ly"))
            && !matches!(self.word(start - 1), "there" | "here")
        {
            start -= 1;
        }
        let before = if start > free { self.word(start - 1) } else { "" };
        let passive = (start..at)
            .any(|i| matches!(self.word(i), "was" | "were" | "been" | "being" | "is" | "are" | "be"));
        if word.ends_with("ing") && !passive {
            // ", saying that": the subject is the sentence's.
            if !matches!(before, "," | "and" | "—" | "–" | "--" | "" | "by" | "while" | "as") && start == at
            {
                let near =
                    self.is_mark(start.saturating_sub(1)) || self.is(start.saturating_sub(1), Lists::TIME);
                if !near {
                    return None;
                }
            }
            let source =
                last_source.cloned().or_else(|| self.leading_subject(sentence)).filter(|s| s.end <= at)?;
            return Some(Group { cue, source, inverted: false, participle: true, according: false });
        }
        if passive && !word.ends_with("ing") || matches!(before, "to") && !self.follows_quote(at + 1) {
            return None;
        }
        if matches!(before, "as" | "As") && start == at && next != "that" && !self.quote_before(start) {
            return None;
        }
        cue.start = start;
        // “…,” said Roe: the subject follows.
        let tells = matches!(word, "told" | "tells" | "tell" | "informed" | "reminded")
            || matches!(word, "asked" | "asks") && !self.quote_before(start);
        let apposed = before == "," && self.subject_before(start, free.max(sentence.start)).is_some();
        if !tells
            && (self.quote_before(start)
                || before == "," && !apposed && !matches!(next, "that" | "to" | "in" | "on"))
        {
            let after = self.noun_phrase_after(cue.end, sentence.end, false);
            let after = after.filter(|_| start == at || self.quote_before(start));
            if let Some(source) = after.filter(|s| self.quote_before(start) || self.is_inversion(s, sentence))
            {
                return Some(Group {
                    cue: at..cue.end,
                    source,
                    inverted: true,
                    participle: false,
                    according: false,
                });
            }
        }
        // "and condemned …": the subject of the clause before.
        if matches!(before, "and" | "but" | "then" | "or") && start > sentence.start {
            let source =
                last_source.cloned().or_else(|| self.leading_subject(sentence)).filter(|s| s.end <= at)?;
            return Some(Group { cue, source, inverted: false, participle: true, according: false });
        }
        let source = self.subject_before(start, free.max(sentence.start))?;
        // "what Roe says", "as Roe says": what is said stands elsewhere.
        if source.start > sentence.start
            && matches!(self.word(source.start - 1), "what" | "What" | "as" | "As" | "than" | "how")
            && !self.quote_before(source.start - 1)
        {
            return None;
        }
        if is_noun_too(word) && !self.can_govern(&source, word) {
            return None;
        }
        Some(Group { cue, source, inverted: false, participle: false, according: false })
    }

    /// Says whether the word after a comma and a cue begins the subject: ", said Jane Roe, a doctor."
    fn is_inversion(&self, source: &Range<usize>, sentence: &Range<usize>) -> bool {
        let at = source.start;
        (self.in_name(at)
            || self.is(at, Lists::TITLE.or(Lists::ROLE))
            || matches!(self.word(at), "a" | "an" | "the" | "one" | "two"))
            && (source.end >= sentence.end
                || self.is_mark(source.end)
                || self.is_circumstance(source.end, sentence))
    }

    /// Says whether a noun that is a verb too ("reports", "claim") is the verb here.
    fn can_govern(&self, source: &Range<usize>, cue: &str) -> bool {
        let last = source.end - 1;
        if self.is(last, Lists::PRONOUN) {
            return true;
        }
        // "officials claim", "Roe claims": number must agree.
        let plural = self.word(last).ends_with('s') && !self.in_name(last);
        if cue.ends_with('s') {
            self.in_name(last) || !plural && source.len() > 1 && self.is(source.start, Lists::DETERMINER)
        } else {
            plural
        }
    }

    /// Says whether a quoted stretch begins at `at`, after a comma or colon at most.
    fn follows_quote(&self, at: usize) -> bool {
        let at = if matches!(self.word(at), "," | ":") && self.stretch(at).is_none() { at + 1 } else { at };
        self.stretch(at).is_some_and(|s| s.words.start == at)
    }

    /// Says whether a quoted stretch ends just before `at`, a comma or dash between them at most.
    fn quote_before(&self, at: usize) -> bool {
        let before = |at: usize| at > 0 && self.stretch(at - 1).is_some_and(|s| s.words.end == at);
        before(at) || at > 0 && matches!(self.word(at - 1), "," | "—" | "–" | "-" | "--") && before(at - 1)
    }

    /// Returns the noun phrase that ends at `end`, not reaching before `low`.
    fn subject_before(&self, end: usize, low: usize) -> Option<Range<usize>> {
        if end <= low || self.stretch(end - 1).is_some() {
            return None;
        }
        let last = end - 1;
        if self.word(last) == "," {
            // "Jane Roe, a doctor, said": the name stands before the comma's partner.
            let from = last.saturating_sub(REACH).max(low);
            for partner in (from..last).rev() {
                if self.stretch(partner).is_some() {
                    return None;
                }
                if self.word(partner) == ","
                    && let Some(source) = self.plain_subject_before(partner, low)
                    && source.clone().any(|at| self.in_name(at) || self.is(at, Lists::ROLE))
                    && self.begins_apposition(partner + 1)
                {
                    return Some(source.start..last);
                }
            }
            return None;
        }
        self.plain_subject_before(end, low)
    }

    /// Says whether what follows a comma may describe the name before it.
    fn begins_apposition(&self, at: usize) -> bool {
        self.in_name(at)
            || matches!(self.shape(at), Shape::Number | Shape::Lower)
            || self.is(at, Lists::DETERMINER.or(Lists::ROLE).or(Lists::TITLE).or(Lists::PREPOSITION))
    }

    /// Returns the noun phrase that ends at `end` without an apposition.
    fn plain_subject_before(&self, end: usize, low: usize) -> Option<Range<usize>> {
        if end <= low || self.stretch(end - 1).is_some() {
            return None;
        }
        let last = end - 1;
        if self.word(last) == ")" {
            // "Sen. Jane Roe (R-Ohio) said"
            let from = last.saturating_sub(8).max(low);
            let partner = (from..last).rev().find(|&at| self.word(at) == "(")?;
            let source = self.plain_subject_before(partner, low)?;
            return Some(source.start..end);
        }
        if self.is_mark(last) {
            return None;
        }
        if self.is(last, Lists::PRONOUN) {
            let subject = matches!(
                self.word(last),
                "he" | "she"
                    | "they"
                    | "it"
                    | "we"
                    | "who"
                    | "you"
                    | "He"
                    | "She"
                    | "They"
                    | "It"
                    | "We"
                    | "I"
                    | "You"
                    | "everyone"
                    | "someone"
                    | "nobody"
                    | "one"
                    | "Nobody"
                    | "Everyone"
            );
            return subject.then_some(last..end);
        }
        if self.is(last, Lists::FUNCTION)
            && !self.in_name(last)
            && !matches!(
                self.word(last),
                "others"
                    | "many"
                    | "some"
                    | "Some"
                    | "Many"
                    | "Others"
                    | "one"
                    | "One"
                    | "another"
                    | "Another"
                    | "both"
            )
        {
            return None;
        }
        let from = end.saturating_sub(REACH).max(low);
        let mut start = end;
        while start > from {
            let at = start - 1;
            if self.stretch(at).is_some()
                || self.is_mark(at)
                || self.is(at, Lists::CONJUNCTION)
                    && !(self.word(at) == "and" && at > from && self.in_name(at - 1) && self.in_name(at + 1))
                || self.reading.cues[at] && self.shape(at) == Shape::Lower && !is_noun_too(self.word(at))
                || matches!(
                    self.word(at),
                    "that"
                        | "That"
                        | "he"
                        | "she"
                        | "they"
                        | "we"
                        | "it"
                        | "I"
                        | "which"
                        | "what"
                        | "What"
                        | "after"
                        | "before"
                        | "since"
                        | "until"
                        | "as"
                        | "As"
                        | "than"
                        | "After"
                        | "Before"
                        | "Since"
                )
                || self.is(at, Lists::AUXILIARY) && self.shape(at) == Shape::Lower
            {
                break;
            }
            start = at;
        }
        // "On Tuesday the ministry", "In a statement Roe": the phrase before the subject is no part of it.
        while start < end
            && self.is(start, Lists::ADVERB.or(Lists::CALENDAR).or(Lists::CONJUNCTION))
            && !self.in_name(start)
        {
            start += 1;
        }
        if start < end && self.is(start, Lists::PREPOSITION) {
            start = (start + 1..end).rev().find(|&at| {
                self.is(at, Lists::DETERMINER)
                    || self.reading.labels[at] != Label::Outside && !self.in_name(at.saturating_sub(1))
            })?;
        }
        // The possessive and what it belongs to stay; a verb before the object does not: take the name only.
        if start < end && self.in_name(last) && end - start > 12 {
            start = last;
            while start > from && matches!(self.reading.labels[start], Label::Inside(_)) {
                start -= 1;
            }
        }
        (start < end).then_some(start..end)
    }

    /// Returns the noun phrase that begins at `start`.
    fn noun_phrase_after(&self, start: usize, end: usize, long: bool) -> Option<Range<usize>> {
        let end = end.min(start + 2 * REACH);
        if start >= end || self.stretch(start).is_some() || self.is_mark(start) {
            return None;
        }
        if self.is(start, Lists::PRONOUN) {
            return matches!(self.word(start), "he" | "she" | "they" | "it" | "him" | "her" | "them" | "one")
                .then_some(start..start + 1);
        }
        if self.is(
            start,
            Lists::PREPOSITION
                .or(Lists::CONJUNCTION)
                .or(Lists::AUXILIARY)
                .or(Lists::TIME)
                .or(Lists::CALENDAR),
        ) && !self.in_name(start)
        {
            return None;
        }
        if !self.in_name(start)
            && !self.is(start, Lists::DETERMINER.or(Lists::TITLE).or(Lists::ROLE))
            && !long
            && self.shape(start) != Shape::Capital
            && self.shape(start + 1) == Shape::Mark
        {
            return None;
        }
        let mut at = start;
        while at < end {
            if self.stretch(at).is_some() {
                break;
            }
            let word = self.word(at);
            if self.is_mark(at) {
                let next = at + 1;
                // An apposition: ", a doctor who …" up to the next comma.
                let apposed = word == ","
                    && next < end
                    && self.stretch(next).is_none()
                    && (self.is(next, Lists::ROLE) && self.shape(next) == Shape::Lower
                        || begins_description(self.word(next), long));
                if !apposed {
                    break;
                }
                at = next;
                while at < end
                    && self.stretch(at).is_none()
                    && !matches!(self.word(at), "," | "." | ";" | ":" | "—" | "–" | "?" | "!")
                {
                    at += 1;
                }
                break;
            }
            let in_name = self.in_name(at);
            if !in_name && at > start {
                let role = self.is(at, Lists::PREPOSITION)
                    && (long || matches!(word, "of" | "for" | "at" | "with" | "from"));
                let stops = self.is(at, Lists::CONJUNCTION) && word != "and"
                    || self.is(at, Lists::TIME.or(Lists::CALENDAR)) && !long
                    || self.is(at, Lists::PREPOSITION) && !role
                    || matches!(word, "that" | "in" | "on" | "after" | "during") && !long
                    || self.reading.cues[at] && !is_noun_too(word) && !long
                    || self.is(at, Lists::PRONOUN) && word != "who" && word != "whom"
                    || self.is(at, Lists::AUXILIARY) && !matches!(word, "'s" | "’s") && !long;
                if stops {
                    break;
                }
            }
            at += 1;
        }
        while at > start
            && self.is(at - 1, Lists::PREPOSITION.or(Lists::DETERMINER).or(Lists::CONJUNCTION))
            && !self.in_name(at - 1)
        {
            at -= 1;
        }
        (at > start).then_some(start..at)
    }

    /// Returns the name or pronoun that a sentence begins with, as near as can be told.
    fn leading_subject(&self, sentence: &Range<usize>) -> Option<Range<usize>> {
        let end = sentence.end.min(sentence.start + REACH);
        let mut at = sentence.start;
        while at < end {
            if self.stretch(at).is_some() {
                return None;
            }
            if matches!(self.reading.labels[at], Label::Begin(_)) {
                let mut last = at + 1;
                while last < end && matches!(self.reading.labels[last], Label::Inside(_)) {
                    last += 1;
                }
                // "In Russia, …" and "Roe's lawyer" are not the subject.
                let oblique = at > sentence.start && self.is(at - 1, Lists::PREPOSITION);
                let possessive = matches!(self.word(last), "'s" | "’s" | "'" | "’");
                if !oblique
                    && !possessive
                    && (last >= end || self.shape(last) != Shape::Lower || self.is_verb_like(last))
                {
                    let mut start = at;
                    while start > sentence.start
                        && (self.is(start - 1, Lists::TITLE.or(Lists::ROLE).or(Lists::DEMONYM))
                            || matches!(self.word(start - 1), "The" | "the"))
                    {
                        start -= 1;
                    }
                    return Some(start..last);
                }
                at = last;
                continue;
            }
            if matches!(self.word(at), "He" | "She" | "They" | "he" | "she" | "they" | "It") {
                return Some(at..at + 1);
            }
            at += 1;
        }
        None
    }

    fn is_verb_like(&self, at: usize) -> bool {
        let word = self.word(at);
        self.is(at, Lists::AUXILIARY.or(Lists::ADVERB).or(Lists::CUE).or(Lists::CONJUNCTION))
            || word.ends_with("ed")
            || word.ends_with('s')
            || word.ends_with("ing")
    }

    /// Finds what a cue governs.
    fn govern(
        &self,
        group: &Group,
        sentence: &Range<usize>,
        free: usize,
        pending: &mut Option<Range<usize>>,
    ) -> Option<Row> {
        let (cue_word, lists) = (self.word(group.cue.end - 1), self.reading.lists[group.cue.end - 1]);
        let lists = if group.cue.len() > 1 && !lists.any(Lists::CUE) {
            self.reading.lists[group.cue.start]
        } else {
            lists
        };
        let row = |content: Vec<Range<usize>>, pattern| {
            Some(Row { content, cue: group.cue.clone(), source: group.source.clone(), pattern })
        };
        let (start, end) = (group.start(), group.end());
        let says = lists.any(Lists::SAY) || group.according;

        // What follows: nothing, a circumstance ("on Tuesday"), or more content.
        let tail = if group.inverted && !group.according {
            None
        } else {
            self.tail(group, sentence, cue_word, lists)
        };

        // “…,” Roe said.
        let head_end = if start > free && self.word(start - 1) == "," && self.stretch(start - 1).is_none() {
            start - 1
        } else {
            start
        };
        let head = self.trim(free..head_end.max(free));
        if !group.participle && says && !head.is_empty() && (self.quote_before(start) || head_end < start) {
            let quoted = self.has_stretch(&head);
            let from = self.quoted_start(&head);
            let whole = from == head.start || self.outside(&(head.start..from)).all(|at| self.is_mark(at));
            if quoted && self.quote_before(start) {
                let pattern = if whole { Pattern::QuoteThenCue } else { Pattern::MixedThenCue };
                let mut content = vec![head.clone()];
                if let Some(pending) = pending.take().filter(|_| whole) {
                    content[0].start = pending.start;
                }
                content.extend(self.second_half(end, sentence));
                // “A” is “B,” Roe said: all of it; "But," he said, “A”: the quote only.
                return row(content, pattern);
            }
            let tail_is_content = tail
                .as_ref()
                .is_some_and(|t| t.1 != Pattern::CueThenClause || self.is_bare_circumstance(&head));
            let closes = self.is_circumstance(end, sentence) || group.inverted && !group.according;
            if !tail_is_content
                && closes
                && head.len() >= 4
                && !(group.according && start == sentence.start)
                && self.is_clause(&head)
            {
                let pattern = if quoted {
                    Pattern::MixedThenCue
                } else if group.according {
                    Pattern::According
                } else {
                    Pattern::ClauseThenCue
                };
                let mut content = vec![head];
                content.extend(self.resumed(group, sentence));
                return row(content, pattern);
            }
            // "But, Roe said, it failed": all of it is said.
            if !tail_is_content
                && !group.inverted
                && let Some(rest) = self.resumed(group, sentence)
            {
                return row(vec![head, rest], Pattern::ClauseThenCue);
            }
        }
        if group.according {
            // "According to Roe, …" or "…, according to Roe"
            if head.len() >= 4 && group.cue.start > sentence.start && self.is_clause(&head) {
                return row(vec![head], Pattern::According);
            }
            // Amid a sentence it is about what stands around it.
            let opens = group.cue.start <= sentence.start + 3 && !head.clone().any(|at| self.in_name(at));
            if self.word(end) != "," || !opens {
                return None;
            }
            let from = end + 1;
            let content = self.trim(from..self.clause_end(from, sentence));
            return if content.len() >= 3 { row(vec![content], Pattern::According) } else { None };
        }
        // Roe said. “…” stands before as a sentence of its own.
        if start == sentence.start
            && says
            && tail.is_none()
            && let Some(pending) = pending.take()
        {
            let mut content = vec![pending];
            content.extend(self.second_half(end, sentence));
            return row(content, Pattern::QuoteThenCue);
        }
        let (content, pattern) = tail?;
        let pattern =
            if group.participle && pattern != Pattern::CueThenQuote { Pattern::Participle } else { pattern };
        row(vec![content], pattern)
    }

    /// Returns where the first stretch in `range` begins, its end where there is none.
    fn quoted_start(&self, range: &Range<usize>) -> usize {
        let stretches = &self.reading.stretches[self.stretches.clone()];
        let next = stretches.partition_point(|s| s.words.end <= range.start);
        stretches.get(next).map_or(range.end, |s| s.words.start.clamp(range.start, range.end))
    }

    /// Says whether words could be a clause of their own rather than a circumstance.
    fn is_clause(&self, range: &Range<usize>) -> bool {
        !self.is_bare_circumstance(range)
    }

    /// Says whether words before a comma only say when or where: "On Tuesday", "In a speech in Ohio".
    fn is_bare_circumstance(&self, range: &Range<usize>) -> bool {
        let verb = range.clone().any(|at| {
            self.is(at, Lists::AUXILIARY) && !matches!(self.word(at), "'s" | "’s")
                || self.stretch(at).is_some()
        });
        let opener = self.is(range.start, Lists::PREPOSITION.or(Lists::ADVERB).or(Lists::CALENDAR))
            || matches!(
                self.word(range.start),
                "When"
                    | "While"
                    | "As"
                    | "If"
                    | "Although"
                    | "Because"
                    | "Though"
                    | "Once"
                    | "Since"
                    | "After"
                    | "Before"
                    | "Asked"
                    | "Speaking"
            );
        opener && (!verb || range.len() < 5) || range.len() < 3
    }

    /// Says whether what follows `at` only says when, where or how, up to the end or a comma.
    fn is_circumstance(&self, at: usize, sentence: &Range<usize>) -> bool {
        at >= sentence.end
            || self.is_mark(at)
            || self.is(at, Lists::PREPOSITION.or(Lists::TIME).or(Lists::CALENDAR).or(Lists::ADVERB))
            || matches!(
                self.word(at),
                "as" | "when" | "while" | "and" | "but" | "before" | "referring" | "adding"
            )
            || self.word(at).ends_with("ing")
    }

    /// Finds what is said after a cue between two commas: "The plan, Roe said, had failed".
    fn resumed(&self, group: &Group, sentence: &Range<usize>) -> Option<Range<usize>> {
        let end = group.end();
        let at = end + 1;
        if self.word(end) != ","
            || at >= sentence.end
            || self.stretch(at).is_some()
            || self.word(at).ends_with("ing")
        {
            return None;
        }
        if self.reading.cues[at]
            || matches!(self.word(at), "and" | "but" | "who" | "which" | "as" | "while" | "although")
            || self.is(at, Lists::PREPOSITION) && !matches!(self.word(at), "for")
        {
            return None;
        }
        let content = self.trim(at..self.clause_end(at, sentence));
        (content.len() >= 3 && !self.has_stretch(&content)).then_some(content)
    }

    /// Finds the second half of a split quote: “A,” Roe said, “B.”
    fn second_half(&self, end: usize, sentence: &Range<usize>) -> Option<Range<usize>> {
        // Over "on Tuesday", "railed in a letter to the council" to the mark before the quote.
        let last = sentence.end.min(end + 2 * REACH);
        let quote = (end..last).find(|&at| self.stretch(at).is_some())?;
        let between = end..quote;
        let joined = quote > end
            && matches!(self.word(quote - 1), "," | ":" | "." | "—" | "–" | "--" | ";" | "?" | "!")
            || quote == end;
        if !joined || between.clone().any(|at| self.reading.cues[at] && self.is_mark(at.saturating_sub(1))) {
            return None;
        }
        // A sentence that goes on after the second half is content where it only quotes again.
        let mut stop = self.stretch(quote)?.words.end;
        while stop < sentence.end
            && self.is_mark(stop)
            && self.stretch(stop + 1).is_some_and(|s| s.words.start == stop + 1)
        {
            stop = self.stretch(stop + 1)?.words.end;
        }
        Some(quote..stop.min(sentence.end))
    }

    /// Finds the content after a cue: “…”, "that …" or a bare clause.
    fn tail(
        &self,
        group: &Group,
        sentence: &Range<usize>,
        cue: &str,
        lists: Lists,
    ) -> Option<(Range<usize>, Pattern)> {
        let mut at = group.cue.end.max(if group.inverted { group.source.end } else { 0 });
        let first = at;
        let end = sentence.end.min(at + REACH);
        let tells = matches!(
            cue,
            "told"
                | "tell"
                | "tells"
                | "telling"
                | "asked"
                | "asks"
                | "ask"
                | "asking"
                | "reminded"
                | "reminds"
                | "reminding"
                | "informed"
                | "informs"
                | "assured"
                | "assures"
                | "assuring"
                | "warned"
                | "warns"
                | "warning"
                | "advised"
                | "urged"
                | "urges"
                | "urging"
                | "promised"
                | "shows"
                | "showed"
        );
        while at < end {
            let word = self.word(at);
            if let Some(stretch) = self.stretch(at) {
                let adjacent =
                    at == first || matches!(self.word(at - 1), "," | ":" | "that" | "—" | "–" | "--");
                if !adjacent && self.is_work(stretch) {
                    at = stretch.words.end;
                    continue;
                }
                let clause = self.clause_end(at, sentence);
                // “…” and nothing after it is a direct quote; words after it are part of what was said.
                let rest = self.trim(at..clause);
                let more = (stretch.words.end..rest.end)
                    .any(|i| self.stretch(i).is_some() || self.is(i, Lists::AUXILIARY));
                if adjacent && (matches!(self.word(at - 1), "," | ":") || !more) {
                    let stop = stretch.words.end.min(sentence.end);
                    return Some((at..stop, Pattern::CueThenQuote));
                }
                return Some((rest, Pattern::CueThenMixed))
                    .filter(|_| lists.any(Lists::SAY.or(Lists::NAMING).or(Lists::THAT)));
            }
            if matches!(word, "that" | "how" | "whether" | "what" | "why" | "if" | "where")
                && !lists.any(Lists::NAMING)
            {
                return self.clause(at, sentence, Pattern::CueThenThat);
            }
            if lists.any(Lists::NAMING) {
                let clause = self.clause_end(at, sentence);
                let content = self.trim(at..clause);
                let near = self.quoted_start(&content);
                return (near < content.end && near - at < REACH).then_some((content, Pattern::Naming));
            }
            if word == ","
                && at > first
                && self.reading.labels.get(at + 1) == Some(&Label::Begin(EntityType::Loc))
            {
                // "in Salem, Ohio, that …"
                at += 2;
                while at < end && self.in_name(at) {
                    at += 1;
                }
                if self.word(at) == "," {
                    at += 1;
                }
                continue;
            }
            if matches!(word, ":" | ",") {
                if self.stretch(at + 1).is_some() {
                    at += 1;
                    continue;
                }
                return if word == ":" && at + 1 < sentence.end {
                    self.clause(at + 1, sentence, Pattern::CueThenClause)
                } else {
                    None
                };
            }
            if self.is_mark(at) {
                return None;
            }
            if word == "to" && at == first && !tells {
                // "promised to", "agreed to", "said to the court"
                let person = self.in_name(at + 1)
                    || self.is(at + 1, Lists::PRONOUN.or(Lists::DETERMINER).or(Lists::ROLE));
                if !person {
                    let promises = matches!(
                        cue,
                        "pledged"
                            | "pledges"
                            | "pledge"
                            | "vowed"
                            | "vows"
                            | "vow"
                            | "promised"
                            | "promises"
                            | "agreed"
                            | "agrees"
                            | "threatened"
                            | "threatens"
                            | "offered"
                            | "refused"
                            | "declined"
                            | "proposed"
                            | "urged"
                            | "pledging"
                            | "vowing"
                            | "promising"
                    );
                    return self.clause(at, sentence, Pattern::CueThenClause).filter(|_| promises);
                }
            }
            if self.is(at, Lists::TIME.or(Lists::CALENDAR)) && !self.in_name(at) {
                at += 1;
                continue;
            }
            if self.is(at, Lists::PREPOSITION) {
                // Over the phrase: "in a statement", "on Tuesday", "at a news conference in Ohio".
                at += 1;
                while at < end && self.is(at, Lists::DETERMINER) {
                    at += 1;
                }
                if at < end && self.in_name(at) {
                    while at < end && self.in_name(at) {
                        at += 1;
                    }
                } else {
                    at += 1;
                    let noun = |at: usize| {
                        matches!(
                            self.word(at),
                            "conference"
                                | "interview"
                                | "statement"
                                | "release"
                                | "email"
                                | "post"
                                | "show"
                                | "rally"
                                | "speech"
                                | "evening"
                                | "morning"
                                | "night"
                                | "afternoon"
                                | "debate"
                                | "briefing"
                                | "call"
                                | "appearance"
                                | "event"
                        )
                    };
                    while at < end
                        && (noun(at)
                            || self.shape(at) == Shape::Lower
                                && !self.is(at, Lists::FUNCTION.or(Lists::CUE))
                                && self.stretch(at).is_none()
                                && !self.is(at + 1, Lists::AUXILIARY)
                                && self.is(at + 1, Lists::FUNCTION)
                                && !self.in_name(at))
                    {
                        at += 1;
                    }
                }
                continue;
            }
            if tells && at == first {
                at = self.over_object(at, end);
                continue;
            }
            if self.is(at, Lists::ADVERB) && self.shape(at) == Shape::Lower && at == first {
                at += 1;
                continue;
            }
            // A bare clause: "Roe said the plan had failed".
            let subject = self.is(at, Lists::PRONOUN.or(Lists::DETERMINER))
                || self.in_name(at)
                || self.shape(at) == Shape::Capital
                || self.shape(at) == Shape::Number
                || matches!(word, "there" | "$" | "it's" | "he's" | "she's")
                || word.ends_with('s');
            let surely = matches!(cue, "said" | "says" | "say");
            // "denied the “lie”": the object quotes.
            let quotes = (at..end.min(at + 8)).any(|i| self.stretch(i).is_some_and(|s| !self.is_work(s)));
            let claused = surely
                || quotes
                || (at..end.min(at + 12)).any(|i| {
                    self.is(i, Lists::AUXILIARY) && !matches!(self.word(i), "'s" | "’s")
                        || self.shape(i) == Shape::Lower && self.word(i).ends_with("ed")
                });
            let subject = subject || surely;
            if subject && claused || self.is(at, Lists::CONJUNCTION) && lists.any(Lists::SAY) {
                return self.clause(at, sentence, Pattern::CueThenClause);
            }
            return None;
        }
        None
    }

    /// Returns where the object of "told" ends: "her", "Fox News", "a crowd of reporters".
    fn over_object(&self, mut at: usize, end: usize) -> usize {
        if self.is(at, Lists::PRONOUN) {
            return at + 1;
        }
        let first = at;
        while at < end
            && self.stretch(at).is_none()
            && !self.is_mark(at)
            && (self.in_name(at) || !self.is(at, Lists::PRONOUN.or(Lists::TIME).or(Lists::CALENDAR)))
            && !matches!(
                self.word(at),
                "that" | "to" | "in" | "on" | "how" | "whether" | "why" | "what" | "if" | "about" | "at"
            )
        {
            at += 1;
        }
        at.max(first + 1)
    }

    fn clause(
        &self,
        at: usize,
        sentence: &Range<usize>,
        pattern: Pattern,
    ) -> Option<(Range<usize>, Pattern)> {
        let mut content = self.trim(at..self.clause_end(at, sentence));
        if let Some(inner) = self.inner(&content, sentence) {
            content = self.trim(at..inner);
        }
        if content.len() < 3 {
            return None;
        }
        let pattern = if self.has_stretch(&content) { Pattern::CueThenMixed } else { pattern };
        Some((content, pattern))
    }

    /// Returns where, in the words that one cue governs, another speaker's clause begins that has the quotation
    /// marks: "The party said that Roe held a call, in which he insisted that “…”".
    fn inner(&self, content: &Range<usize>, sentence: &Range<usize>) -> Option<usize> {
        if !self.has_stretch(content) {
            return None;
        }
        let quote = self.quoted_start(content);
        for at in content.start + 1..quote {
            if !self.reading.cues[at] || !self.is(at, Lists::SAY) {
                continue;
            }
            let Some(group) = self.group(at, sentence, None, content.start) else { continue };
            if group.inverted || group.participle || group.according {
                continue;
            }
            // Only what stands right behind the cue, or behind its "that", is surely its own.
            let after = if self.word(group.cue.end) == "that" { group.cue.end + 1 } else { group.cue.end };
            if (after..quote).all(|i| i < after + 8 && !self.is(i, Lists::CUE)) {
                let mut start = group.start();
                while start > content.start
                    && self.is(
                        start - 1,
                        Lists::PREPOSITION.or(Lists::PRONOUN).or(Lists::DETERMINER).or(Lists::CONJUNCTION),
                    )
                {
                    start -= 1;
                }
                return Some(start);
            }
        }
        None
    }

    /// Says whether a stretch is the title of a work or a show rather than speech: short, and all capitals.
    fn is_work(&self, stretch: &Stretch) -> bool {
        stretch.words.len() <= 8
            && stretch
                .words
                .clone()
                .all(|at| self.is_mark(at) || self.shape(at) != Shape::Lower || self.is(at, Lists::FUNCTION))
            && stretch.words.clone().any(|at| self.shape(at) == Shape::Capital)
    }

    /// Returns where a clause that begins at `at` ends, as far as marks and conjunctions tell.
    fn clause_end(&self, at: usize, sentence: &Range<usize>) -> usize {
        let mut end = at;
        let last = sentence.end.min(at + MAX_CLAUSE);
        while end < last {
            if let Some(stretch) = self.stretch(end) {
                end = stretch.words.end.max(end + 1);
                continue;
            }
            let (word, next) = (self.word(end), self.word(end + 1));
            let stops = match word {
                ";" => true,
                "," => {
                    matches!(
                        next,
                        "but"
                            | "while"
                            | "although"
                            | "though"
                            | "according"
                            | "whereas"
                            | "saying"
                            | "adding"
                            | "citing"
                            | "referring"
                            | "noting"
                            | "calling"
                            | "claiming"
                            | "arguing"
                            | "telling"
                            | "warning"
                            | "suggesting"
                    ) || matches!(next, "and" | "then")
                        && (self.reading.cues[(end + 2).min(last - 1)]
                            || self.is(end + 2, Lists::PRONOUN) && self.reading.cues[(end + 3).min(last - 1)])
                }
                "and" | "but" => {
                    end > at + 2
                        && end + 1 < last
                        && self.stretch(end + 1).is_none()
                        && self.is(end + 1, Lists::SAY.or(Lists::NAMING))
                        && (next.ends_with("ed") || matches!(next, "said" | "told" | "says" | "wrote"))
                }
                _ => false,
            };
            if stops {
                break;
            }
            end += 1;
        }
        end.min(sentence.end.max(at))
    }

    /// “…” –Roe, and Roe: “…”
    fn verbless(&mut self, sentence: &Range<usize>, rows: &mut Vec<Row>) {
        // "Roe: Plan Has Failed"
        let colon = sentence.clone().take(8).find(|&at| self.word(at) == ":" && self.stretch(at).is_none());
        if let Some(colon) = colon.filter(|&colon| colon > sentence.start && colon + 3 < sentence.end) {
            let before = sentence.start..colon;
            let named = before.clone().all(|at| {
                self.in_name(at)
                    || self.is(at, Lists::TITLE)
                    || matches!(self.word(at), "Poll" | "Report" | "Study")
            });
            let at_start = self.tokens.paragraphs.binary_search_by_key(&sentence.start, |p| p.start).is_ok();
            if named && at_start {
                let content = self.trim(colon + 1..sentence.end);
                if content.len() >= 3 {
                    rows.push(Row {
                        content: vec![content],
                        cue: colon..colon + 1,
                        source: before,
                        pattern: Pattern::Verbless,
                    });
                    self.open = Some(rows.len() - 1);
                }
                return;
            }
        }
        let Some(first) = sentence.clone().take(REACH).find(|&at| self.stretch(at).is_some()) else { return };
        let Some(stretch) = self.stretch(first) else { return };
        let stop = stretch.words.end.min(sentence.end);
        let quote = first..stop;
        if stop - first < 4 {
            return;
        }
        if first == sentence.start
            && stop + 1 < sentence.end
            && matches!(self.word(stop), "–" | "—" | "--" | "-" | "―")
        {
            let rest = self.trim(stop + 1..sentence.end);
            if rest.len() <= 12
                && rest.clone().any(|at| self.in_name(at))
                && !rest.clone().any(|at| self.stretch(at).is_some())
            {
                rows.push(Row { content: vec![quote], cue: 0..0, source: rest, pattern: Pattern::Verbless });
                self.open = None;
            }
            return;
        }
        if first > sentence.start + 1 && self.word(first - 1) == ":" {
            let before = sentence.start..first - 1;
            let (cue, source) = if before.len() <= 6 && before.clone().any(|at| self.in_name(at)) {
                (first - 1..first, before)
            } else if let Some(subject) = self.leading_subject(sentence).filter(|s| s.end < first) {
                (first - 1..first, subject)
            } else {
                return;
            };
            rows.push(Row { content: vec![quote], cue, source, pattern: Pattern::Verbless });
            self.open = Some(rows.len() - 1);
        }
    }
}

/// Says whether an apposition often begins with the word; after "according to Roe," a clause is likelier.
fn begins_description(word: &str, according: bool) -> bool {
    match word {
        "a" | "an" | "who" | "whose" => true,
        "the" | "his" | "her" | "its" | "one" | "then" | "former" => !according,
        _ => false,
    }
}

/// Says whether a cue is a noun as often as a verb.
fn is_noun_too(cue: &str) -> bool {
    matches!(
        cue,
        "report"
            | "reports"
            | "claim"
            | "claims"
            | "call"
            | "calls"
            | "note"
            | "notes"
            | "state"
            | "states"
            | "tweet"
            | "tweets"
            | "post"
            | "posts"
            | "comments"
            | "remarks"
            | "demands"
            | "promise"
            | "promises"
            | "fear"
            | "fears"
            | "hope"
            | "hopes"
            | "doubt"
            | "doubts"
            | "thought"
            | "find"
            | "finds"
            | "show"
            | "shows"
            | "estimate"
            | "estimates"
            | "hint"
            | "hints"
            | "signal"
            | "signals"
            | "wonder"
            | "wonders"
            | "worry"
            | "worries"
            | "point"
            | "points"
            | "rules"
            | "shouts"
            | "boasts"
            | "offers"
            | "warning"
            | "attacks"
            | "cites"
            | "shares"
            | "quotes"
            | "shot"
            | "hit"
            | "put"
            | "hold"
            | "holds"
            | "demand"
            | "reply"
            | "recalls"
            | "labels"
            | "blames"
            | "praises"
            | "supports"
            | "defends"
            | "mentions"
            | "feel"
            | "cautions"
            | "signed"
            | "fired"
            | "shared"
            | "fires"
    )
}
