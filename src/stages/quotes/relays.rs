//! Houses that only tell what others said: "According to Acme News, one user wrote: “…”", "Roe said, according to the Post: “…”",
//! "The Post reports: “…,” said Roe". The words are of whom they quote.

use super::Said;
use super::formal::Page;
use crate::found::EntityType;
use crate::reading::Label::{Begin, Inside};
use crate::reading::{Reading, Shape};
use crate::text::Text;
use crate::tokens::Tokens;
use foldhash::{HashMap, HashSet, HashSetExt};
use std::ops::Range;

/// Gives the rows that have a house for their source to whom it quotes, and takes away what only leads up to that.
pub fn leave_to_quoted(text: &Text, tokens: &Tokens, reading: &Reading, rows: &mut Vec<Said>) {
    let page = Page { text, tokens, reading };
    let said: HashSet<(usize, usize)> = rows.iter().map(|row| (row.cue.start, row.source.start)).collect();
    let mut led: Vec<(usize, Vec<Range<usize>>)> = Vec::new();
    rows.retain(|row| {
        let verb = page.verb_behind_report(row).filter(|&verb| said.contains(&(verb, verb + 1)));
        led.extend(verb.map(|verb| (verb, row.content.clone())));
        verb.is_none()
    });
    let mut led: HashMap<usize, Vec<Range<usize>>> = led.into_iter().collect();
    for row in rows.iter_mut() {
        if let Some(content) = led.remove(&row.cue.start) {
            row.content.splice(0..0, content);
        }
    }
    let mut sources: HashSet<usize> = HashSet::new();
    for row in rows.iter_mut() {
        if let Some((source, cue)) = page.named_behind_house(row).or_else(|| page.before_according(row)) {
            sources.insert(source.start);
            row.content.retain(|said| said.end <= source.start || said.start >= cue.end);
            (row.source, row.cue) = (source, cue);
        } else {
            page.leave_report(row);
        }
    }
    // "When he was asked, | Roe said |, according to the Post: “…”"
    let mut known: HashSet<(usize, usize)> = HashSet::new();
    rows.retain(|row| {
        let Some(first) = row.content.first() else { return false };
        let told = !row.source.is_empty() && sources.contains(&row.source.start);
        !told || known.insert((row.source.start, first.start)) && !page.is_opening(row)
    });
}

impl Page<'_> {
    /// Says whether all of a row is the clause that opens a sentence before who speaks: "When he was asked, Roe said".
    fn is_opening(&self, row: &Said) -> bool {
        let first = row.content[0].start;
        row.content.len() == 1
            && row.content[0].end <= row.source.start
            && matches!(self.word(first), "When" | "Asked" | "After")
    }

    /// Says whether the cue of a row is but "according to" before its source.
    fn is_according(&self, row: &Said) -> bool {
        row.cue.len() == 2
            && self.word(row.cue.start).eq_ignore_ascii_case("according")
            && row.source.start == row.cue.end
    }

    /// Returns who says the words behind a house and a comma, and the verb, where the source has them all: "According to | Acme News, one
    /// user | wrote: “…”".
    fn named_behind_house(&self, row: &Said) -> Option<(Range<usize>, Range<usize>)> {
        const LONGEST: usize = 10;
        let said = row.content.iter().map(|said| said.start).find(|&start| start > row.source.end)?;
        let quote = self.reading.stretch_at(said).filter(|quote| quote.words.start == said)?.words.start;
        let comma = row.source.clone().skip(1).find(|&at| self.word(at) == ",")?;
        if !self.is_according(row) || self.word(quote - 1) != ":" || comma + 1 >= row.source.end {
            return None;
        }
        let words = comma + 1..quote - 1;
        let verb = words.clone().rev().find(|&at| self.is_cue(at))?;
        let (subject, _) = self.subject(words)?;
        let source = subject.start..verb.min(row.source.end);
        let short = subject.end <= source.end && source.len() <= LONGEST;
        short.then_some((source, verb..verb + 1))
    }

    /// Returns who says the words, and the verb, before "according to" that stands between: "Roe | said, according to the Post: “…”".
    fn before_according(&self, row: &Said) -> Option<(Range<usize>, Range<usize>)> {
        const LONGEST: usize = 60;
        let comma =
            row.cue.start.checked_sub(1).filter(|&at| self.is_according(row) && self.word(at) == ",")?;
        let verb = comma.checked_sub(1).filter(|&verb| self.is_cue(verb))?;
        let colon = row.source.end - usize::from(self.word(row.source.end - 1) == ":");
        let leads = self.tokens.words.len() > colon && matches!(self.word(colon), ":" | ",");
        let quote = self.reading.stretch_at(colon + 1)?;
        let said = row.content.iter().any(|said| said.start == quote.words.start);
        if !leads || !said || quote.words.start != colon + 1 {
            return None;
        }
        let own = self.tokens.sentences.partition_point(|sentence| sentence.end <= verb);
        let start = self.tokens.sentences.get(own)?.start.max(verb.saturating_sub(LONGEST));
        let opens = (start..verb).filter(|&at| at == start || self.word(at - 1) == ",");
        // "Another wrote"
        let other = |at: usize| {
            let one = matches!(self.word(at), "Another" | "another" | "One" | "one" | "Others" | "others");
            (one && at + 1 == verb).then_some((at..verb, verb))
        };
        let subjects = opens.filter_map(|at| self.subject(at..verb + 1).or_else(|| other(at)));
        subjects.rev().find(|&(_, its)| its == verb).map(|(source, verb)| (source, verb..verb + 1))
    }

    /// Says whether a house's report leads up to the words of a row with a colon: "The Post reports:".
    fn is_report(&self, row: &Said) -> bool {
        let first = &row.content[0];
        row.source.end <= row.cue.start
            && !row.cue.is_empty()
            && first.start >= row.cue.end
            && first.start <= row.cue.end + 1
            && self.word(first.start - 1) == ":"
            && first.len() > 2
            && self.is_house(&row.source)
    }

    /// Returns the verb behind the words of a house's report that are another's, who has a row of his own: "The Post reports: “…” of them
    /// all, | said | Jane Roe".
    fn verb_behind_report(&self, row: &Said) -> Option<usize> {
        let end = row.content.last()?.end;
        let verb = end + usize::from(end < self.tokens.words.len() && self.word(end) == ",");
        (self.is_report(row) && self.says(verb) && self.begins_person(verb + 1)).then_some(verb)
    }

    /// Leaves the words of a house's report to whom its own words end with: "The Post reports: “…” of them all, said | Jane Roe |, a
    /// professor".
    fn leave_report(&self, row: &mut Said) {
        if !self.is_report(row) {
            return;
        }
        let first = row.content[0].clone();
        let behind = || self.verb_behind_report(&Said { content: vec![first.clone()], ..row.clone() });
        let Some(verb) = Some(first.end - 1).filter(|&at| self.says(at)).or_else(behind) else { return };
        let name = verb + 1;
        if !self.begins_person(name) {
            return;
        }
        let rest = (name + 1..self.tokens.words.len())
            .take_while(|&at| self.reading.labels[at] == Inside(EntityType::Person));
        row.content[0].end = first.end.min(verb - usize::from(self.word(verb - 1) == ","));
        (row.source, row.cue) = (name..name + 1 + rest.count(), verb..verb + 1);
    }

    /// Says whether all of a source but its article is one organisation.
    fn is_house(&self, source: &Range<usize>) -> bool {
        let org = [Begin(EntityType::Org), Inside(EntityType::Org)];
        let mut words = source.clone().filter(|&at| self.reading.shapes[at] != Shape::Lower);
        let first = source.start + usize::from(self.word(source.start).eq_ignore_ascii_case("the"));
        first < source.end
            && org.contains(&self.reading.labels[first])
            && words.all(|at| at < first || org.contains(&self.reading.labels[at]))
    }

    fn says(&self, at: usize) -> bool {
        at < self.tokens.words.len() && matches!(self.word(at), "said" | "says")
    }

    fn begins_person(&self, at: usize) -> bool {
        self.reading.labels.get(at) == Some(&Begin(EntityType::Person))
    }
}
