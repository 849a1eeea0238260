//! Who says words that readers leave to nobody, though it stands right there: the name before a verb at the end of a long
//! sentence, and what a broken line parts from its quote ("“We won,”¶ said Jane Roe"). And who is taken for it though he but
//! made the picture above.

use super::formal::{CONFIDENCE, Page};
use super::{Said, kind};
use crate::found::{EntityType, QuoteType};
use crate::reading::Label::{Begin, Inside};
use crate::reading::Shape;
use std::ops::Range;

/// What stands before such a name is that one's by so much at least.
const LEAST_NAMED: f32 = 0.6;

/// Who speaks at the end of a paragraph says all of the next one by so much at least.
const LIKELY_GOES_ON: f32 = 0.5;

/// Who speaks there is sure by so much at least.
const LEAST_SURE: f32 = 0.7;

/// Finds the sources of rows that have none, or one of a paragraph above though a broken line parts them from their own.
pub fn find(page: &Page<'_>, rows: &mut Vec<Said>) {
    for row in rows.iter_mut() {
        page.leave_credit(row);
        if let Some((source, cue)) = page.behind_break(row).filter(|_| !row.source.is_empty()) {
            row.told_by(source, cue, CONFIDENCE);
        }
    }
    let mut sources: Vec<usize> =
        rows.iter().filter(|row| !row.source.is_empty()).map(|row| row.source.start).collect();
    sources.sort_unstable();
    let free = |source: &Range<usize>| sources.binary_search(&source.start).is_err();
    for row in rows.iter_mut() {
        if let Some(source) = page.name_before_cue(row).filter(&free) {
            let said = page.says_at_end(row).filter(|_| row.cue.is_empty());
            let cue = said.map_or(row.cue.clone(), |verb| verb..verb + 1);
            row.content.retain(|said| said.end <= source.start || said.start >= source.end);
            row.told_by(source, cue, LEAST_NAMED);
        } else if let Some((source, cue)) = page.words_of(row) {
            row.told_by(source, cue, LEAST_NAMED);
        } else if let Some(source) = page.name_before_who(row).filter(&free) {
            row.source = source;
        } else if let Some(source) = page.name_alone(row).filter(&free) {
            let cue = source.end..source.end;
            row.told_by(source, cue, LEAST_NAMED);
        } else if let Some((source, cue)) = page.behind_break(row).filter(|(source, _)| free(source)) {
            row.told_by(source, cue, CONFIDENCE);
        }
    }
    rows.retain(|row| !row.content.is_empty());
    page.join_own(rows);
}

impl Said {
    /// Gives the words to who is told to say them, by at least a probability.
    fn told_by(&mut self, source: Range<usize>, cue: Range<usize>, least: f32) {
        (self.source, self.cue, self.carried) = (source, cue, false);
        self.confidence = self.confidence.max(least);
    }
}

/// Lets whoever speaks at the end of a paragraph go on in the next one, where all of that stands in quotation marks: "Roe says it has
/// become easier.¶ “The farms have power. They save water.”" `rows` are in order.
pub fn go_on(page: &Page<'_>, rows: &mut [Said]) {
    for at in 1..rows.len() {
        if let [before, row] = &mut rows[at - 1..=at]
            && page.goes_on(before, row)
        {
            row.carried = true;
            row.confidence = row.confidence.max(LIKELY_GOES_ON);
        }
    }
}

impl Page<'_> {
    /// Says whether a row is a paragraph in quotation marks, of nobody, behind one that ends with the words of another row.
    fn goes_on(&self, before: &Said, row: &Said) -> bool {
        const LEAST: usize = 8;
        let said = row.content[0].clone();
        let nobodys = row.source.is_empty() && row.cue.is_empty() && row.teller.is_empty();
        let number = self.tokens.paragraph_of(said.start);
        let Some(above) = number
            .checked_sub(1)
            .filter(|_| nobodys && before.confidence >= LEAST_SURE && !before.source.is_empty())
        else {
            return false;
        };
        let [last, own] = [above, number].map(|number| self.tokens.paragraphs[number].clone());
        // In a talk the next one may answer.
        let asks = before.cue.clone().any(|at| matches!(self.word(at), "asked" | "asks" | "asking"));
        let talks = asks || kind(self.reading, &before.content) == QuoteType::Direct;
        let ends = (before.content.iter().chain([&before.source, &before.cue]))
            .filter(|words| words.start >= last.start && words.end <= last.end)
            .map(|words| words.end)
            .max();
        let whole = said.start == own.start
            && said.end >= own.end
            && said.len() >= LEAST
            && self.reading.stretch_at(said.start).is_some_and(|its| its.words.end == own.end);
        let rest = |end: usize| (end..last.end).all(|at| self.reading.shapes[at] == Shape::Mark);
        whole && !talks && ends.is_some_and(rest) && self.text.of_one_section(above, number)
    }

    /// Joins what somebody says of himself in quotation marks to the words before it: "“The farms have power. | And | I | insist on |
    /// this: …”"
    fn join_own(&self, rows: &mut Vec<Said>) {
        let is_own =
            |row: &Said| row.source.len() == 1 && matches!(self.word(row.source.start), "I" | "we" | "We");
        let quotes = rows.iter().filter(|row| is_own(row)).filter_map(|row| {
            let quote = self.reading.stretch_at(row.source.start).map(|quote| quote.words.clone())?;
            let within = |words: &Range<usize>| quote.start <= words.start && words.end <= quote.end;
            row.content.iter().chain([&row.cue]).all(within).then_some(quote)
        });
        let mut quotes: Vec<Range<usize>> = quotes.collect();
        quotes.sort_unstable_by_key(|quote| quote.start);
        let mut joined: Vec<usize> = Vec::new();
        for row in rows.iter_mut().filter(|row| row.source.is_empty() && row.cue.is_empty()) {
            let Some(last) = row.content.last_mut() else { continue };
            let quote = quotes.binary_search_by_key(&last.start, |quote| quote.start).map(|at| &quotes[at]);
            if let Some(quote) = quote.ok().filter(|quote| last.end < quote.end) {
                last.end = quote.end;
                joined.push(quote.start);
            }
        }
        joined.sort_unstable();
        rows.retain(|row| {
            let own = || self.reading.stretch_at(row.source.start).map(|quote| quote.words.start);
            !is_own(row) || own().is_none_or(|quote| joined.binary_search(&quote).is_err())
        });
    }

    /// Takes from a row the source that only made the picture above it: "The shop. | Photo by | Jane Roe |".
    fn leave_credit(&self, row: &mut Said) {
        let Some(by) = row.source.start.checked_sub(1).filter(|&by| by > 0 && row.cue.is_empty()) else {
            return;
        };
        let credits = matches!(self.word(by), "by" | ":" | "/")
            && matches!(
                self.word(by - 1).to_lowercase().as_str(),
                "photo"
                    | "photos"
                    | "photograph"
                    | "picture"
                    | "pictures"
                    | "image"
                    | "illustration"
                    | "credit"
            );
        let above = self.tokens.paragraph_of(by) < self.tokens.paragraph_of(row.content[0].start);
        if credits && above {
            row.source = 0..0;
            row.cue = 0..0;
            row.carried = true;
        }
    }

    /// Returns the name that ends before the cue of a row without a source, behind all that is said: "…, who is also known as Wu,
    /// Senator Jane Roe (Acme) | said | in a release."
    fn name_before_cue(&self, row: &Said) -> Option<Range<usize>> {
        const LONGEST: usize = 8;
        const LONGEST_TITLE: usize = 6;
        let verb = if row.cue.is_empty() { self.says_at_end(row)? } else { row.cue.start };
        let alone = row.source.is_empty() && row.cue.len() <= 1 && self.is_cue(verb);
        let behind = row.content.last().is_some_and(|said| said.end <= verb);
        if !alone || !behind || verb < 2 {
            return None;
        }
        let mut end = verb;
        if self.word(end - 1) == ")" {
            end = (end.saturating_sub(LONGEST)..end).rev().find(|&at| self.word(at) == "(")?;
        }
        let mut name = end.checked_sub(1)?;
        while name > 0 && self.reading.labels[name] == Inside(EntityType::Person) {
            name -= 1;
        }
        if self.reading.labels[name] != Begin(EntityType::Person) {
            return None;
        }
        let is_title = |at: &usize| self.reading.tags[*at].is_noun() && !matches!(self.word(*at), "," | "(");
        let first = name - (0..name).rev().take(LONGEST_TITLE).take_while(is_title).count();
        let comma = first.checked_sub(1).is_some_and(|at| self.word(at) == ",");
        let own = self.tokens.sentences.partition_point(|sentence| sentence.end <= verb);
        let whole = self.tokens.sentences.get(own).is_some_and(|its| its.start <= row.content[0].start);
        (comma && whole).then_some(first..end)
    }

    /// Returns the verb that ends the sentence of a row without a cue, which has words in quotation marks: "…, Jane Roe | said."
    fn says_at_end(&self, row: &Said) -> Option<usize> {
        const LONGEST: usize = 60;
        let first = row.content[0].start;
        let own = self.tokens.sentences.partition_point(|sentence| sentence.end <= first);
        let sentence = self.tokens.sentences.get(own)?.clone();
        let from = row.content.last()?.end;
        let limit = sentence.end.min(from + LONGEST);
        let quoted =
            row.content.iter().any(|said| said.clone().any(|at| self.reading.stretch_at(at).is_some()));
        let mut said = (from..limit).filter(|&at| self.is_cue(at) && self.word(at) == "said");
        let verb = said.next().filter(|_| said.next().is_none() && quoted && row.source.is_empty())?;
        let after = if verb + 1 < sentence.end { self.word(verb + 1) } else { "." };
        matches!(after, "." | "in" | "on" | "at" | "during" | "yesterday").then_some(verb)
    }

    /// Returns the name of whom a clause before the cue and a colon of a row without a source tells: "the chef Jane Roe, who, calling her a
    /// friend, | wrote: | “…”".
    fn name_before_who(&self, row: &Said) -> Option<Range<usize>> {
        const LONGEST: usize = 16;
        let verb = row.cue.start;
        let leads = row.source.is_empty()
            && !row.cue.is_empty()
            && self.is_cue(verb)
            && self.word(row.cue.end - 1) == ":"
            && row.content[0].start == row.cue.end;
        let own = self.tokens.sentences.partition_point(|sentence| sentence.end <= verb);
        let from = self.tokens.sentences.get(own).filter(|_| leads)?.start.max(verb.saturating_sub(LONGEST));
        let who = (from + 2..verb).rev().find(|&at| self.word(at) == "who" && self.word(at - 1) == ",")?;
        let mut name = who - 2;
        while name > from && self.reading.labels[name] == Inside(EntityType::Person) {
            name -= 1;
        }
        (self.reading.labels[name] == Begin(EntityType::Person)).then_some(name..who - 1)
    }

    /// Returns whose "words" those in quotation marks are, as what leads up to them says, and that noun: "In Roe's words, it is “a joke”",
    /// "The dying words of Jane Roe are a proverb: “…”".
    fn words_of(&self, row: &Said) -> Option<(Range<usize>, Range<usize>)> {
        const LONGEST: usize = 20;
        let unsure = row.source.is_empty() || row.confidence < LEAST_NAMED;
        let first = row.content[0].start;
        let next = self.reading.stretches.partition_point(|stretch| stretch.words.end <= first);
        let quote = self.reading.stretches.get(next).filter(|_| unsure)?.words.start;
        let within = row.content.iter().any(|said| said.contains(&quote));
        let own = self.tokens.sentences.partition_point(|sentence| sentence.end <= quote);
        let start =
            self.tokens.sentences.get(own).filter(|_| within)?.start.max(quote.saturating_sub(LONGEST));
        let words = (start + 2..quote).rev().find(|&at| self.word(at) == "words")?;
        // "In Roe's own words"
        let owner = words - usize::from(self.word(words - 1) == "own") - 1;
        if matches!(self.word(owner), "'s" | "’s" | "'" | "’") && owner > start {
            let mut name = owner - 1;
            while name > start && self.reading.labels[name] == Inside(EntityType::Person) {
                name -= 1;
            }
            let named = self.reading.labels[name] == Begin(EntityType::Person) && name > start;
            let leads = named && self.word(name - 1).eq_ignore_ascii_case("in");
            return leads.then(|| (name..owner, words..words + 1));
        }
        // "In the words of Jane Roe", "the dying words of Jane Roe"
        let opens = matches!(self.word(words - 1), "the" | "dying" | "last" | "final" | "famous");
        let name = words + 2;
        let named = opens
            && name < quote
            && self.word(words + 1) == "of"
            && self.reading.labels[name] == Begin(EntityType::Person);
        let rest = (name + 1..quote).take_while(|&at| self.reading.labels[at] == Inside(EntityType::Person));
        named.then(|| (name..name + 1 + rest.count(), words..words + 1))
    }

    /// Returns who stands without a verb behind words that end with a comma, as all of the rest of their paragraph: "“We won,” the club's
    /// secretary, Jane Roe."
    fn name_alone(&self, row: &Said) -> Option<Range<usize>> {
        const LONGEST: usize = 14;
        let said = row.content.last().filter(|_| row.source.is_empty() && row.cue.is_empty())?;
        let quote = self.reading.stretch_at(said.end - 1).filter(|quote| quote.closed)?.words.clone();
        let paragraph = &self.tokens.paragraphs[self.tokens.paragraph_of(said.start)];
        let stops = self.word(paragraph.end - 1) == ".";
        let rest = quote.end..paragraph.end - usize::from(stops);
        let short = quote.len() > 4 && quote.end == said.end && self.word(quote.end - 2) == ",";
        if !short || rest.is_empty() || rest.len() > LONGEST {
            return None;
        }
        let called = |at: usize| {
            let tag = self.reading.tags[at];
            tag.is_noun() || matches!(tag.as_str(), "DT" | "JJ" | "IN" | "POS" | "CC" | "," | "HYPH" | "PRP$")
        };
        let names = rest.clone().filter(|&at| self.reading.labels[at] == Begin(EntityType::Person));
        (names.count() == 1 && rest.clone().all(called)).then_some(rest)
    }

    /// Returns who says the words of a row, and the verb, where they end a paragraph with a comma and the next one begins with that:
    /// "“We won,”¶ said Jane Roe", "“We won,”¶ he said."
    fn behind_break(&self, row: &Said) -> Option<(Range<usize>, Range<usize>)> {
        let said = row.content.last()?.clone();
        let number = self.tokens.paragraph_of(said.start);
        let [own, next] = self.tokens.paragraphs.get(number..number + 2)? else { return None };
        let quote = self.reading.stretch_at(said.end - 1)?;
        let broken = quote.closed
            && quote.words.end == own.end
            && said.end == own.end
            && said.len() > 2
            && self.word(said.end - 2) == ",";
        let told = !row.source.is_empty() && row.source.start >= own.start;
        if !broken || told || !self.text.of_one_section(number, number + 1) || next.len() < 2 {
            return None;
        }
        let verb = next.start;
        // Readers take "stated" there for an adjective.
        let says =
            self.word(verb).ends_with("ed") || matches!(self.reading.tags[verb].as_str(), "VBD" | "VBZ");
        if says && self.word(verb).starts_with(char::is_lowercase) {
            let (source, _) = self.phrase(verb + 1..next.end)?;
            return Some((source, verb..verb + 1));
        }
        let (source, verb) = self.subject(next.clone())?;
        (self.is_cue(verb) && source.end == verb).then_some((source, verb..verb + 1))
    }
}
