//! Sayings within what others are said to say: “…,” Roe said, according to the agency. The words are Roe's, though the
//! agency tells of them.

use super::Said;
use super::formal::{CONFIDENCE, Page};
use super::speakers::WRITINGS;
use crate::found::EntityType;
use crate::reading::Label::{Begin, Inside};
use crate::reading::marks::Stretch;
use crate::reading::nouns::may_be_called;
use crate::reading::{Reading, Shape};
use crate::text::Text;
use crate::tokens::Tokens;
use std::ops::Range;

/// Gives the words between quotation marks to who stands beside them with a cue, where no row has that source: in a row of
/// their own within the contents of `rows`, or in place of the source of a row that has nothing but them. Takes away
/// contents of nobody around them.
pub fn find(text: &Text, tokens: &Tokens, reading: &Reading, rows: &mut Vec<Said>) {
    let page = Page { text, tokens, reading };
    let mut relayed: Vec<Range<usize>> = rows.iter_mut().filter_map(|row| page.relay(row)).collect();
    relayed.sort_unstable_by_key(|words| words.start);
    // "Mayor Jane Roe as saying" is nothing said.
    let is_relay = |words: &Range<usize>| {
        let next = relayed.partition_point(|relayed| relayed.start <= words.start);
        next > 0 && words.end <= relayed[next - 1].end
    };
    rows.retain(|row| !row.content.iter().all(is_relay));
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
        for (at, content) in row.content.iter().enumerate() {
            // The piece with the words, and the one before it.
            let near = &row.content[at.saturating_sub(1)..=at];
            let first = reading.stretches.partition_point(|stretch| stretch.words.start < content.start);
            for stretch in reading.stretches[first..].iter().take_while(|s| s.words.end <= content.end) {
                let Some((source, cue)) =
                    page.told(stretch).or_else(|| page.tells(stretch)).or_else(|| page.charged(stretch))
                else {
                    continue;
                };
                if is_taken(&source) {
                    continue;
                }
                let tells = |piece: &Range<usize>| piece.start <= cue.start && cue.end <= piece.end;
                if near.iter().any(tells) {
                    let content = vec![stretch.words.clone()];
                    let confidence = CONFIDENCE;
                    found.push(Said { content, cue, source, confidence, ..Said::default() });
                } else if !alone
                    && *content == stretch.words
                    && row.source.is_empty()
                    && page.told(stretch).is_some()
                {
                    // “…,” | she said. | Anyone who knows is asked to call.
                    let content = vec![stretch.words.clone()];
                    found.push(Said { content, cue, source, confidence: CONFIDENCE, ..Said::default() });
                } else if alone
                    && *content == stretch.words
                    && (!row.source.is_empty() || row.cue.contains(&cue.start))
                {
                    (row.source, row.cue) = (source, cue);
                }
            }
        }
        found.len() == before || !row.source.is_empty()
    });
    rows.extend(found);
    rows.sort_by_key(|row| row.content[0].start);
    give_to_sayers(&page, rows);
    let mut sources: Vec<usize> = rows.iter().map(|row| row.source.start).collect();
    sources.sort_unstable();
    for row in rows.iter_mut() {
        page.leave_to_teller(row, &sources);
    }
    for row in rows.iter_mut() {
        page.leave_to_sayer(row);
        page.take_name(row);
        page.leave_topic(row);
        page.leave_hearer(row);
        if !row.content.is_empty() {
            page.trim(row);
        }
    }
    rows.retain(|row| !row.content.is_empty());
    // "calling it a “show” and asserting that …": one and the same.
    for at in 1..rows.len() {
        if let [before, row] = &mut rows[at - 1..=at]
            && page.is_joined(before, row)
        {
            row.source = before.source.clone();
        }
    }
}

/// Takes the contents that begin with an opening mark on to the closing one, where a reader cut them short and nobody else has
/// the rest.
pub fn reach_marks(text: &Text, tokens: &Tokens, reading: &Reading, rows: &mut [Said]) {
    let page = Page { text, tokens, reading };
    let parts = rows.iter().enumerate().flat_map(|(row, said)| {
        let others = [said.cue.start, said.source.start].map(|start| (start, usize::MAX));
        said.content.iter().map(move |said| (said.start, row)).chain(others)
    });
    let mut starts: Vec<(usize, usize)> = parts.collect();
    starts.sort_unstable();
    for (number, row) in rows.iter_mut().enumerate() {
        for at in 0..row.content.len() {
            let Range { start, end } = row.content[at].clone();
            let Some(quote) = page.cut_short(start, end) else { continue };
            let next = starts.partition_point(|&(start, _)| start < end);
            let mut within = starts[next..].iter().take_while(|&&(start, _)| start < quote.end);
            if within.all(|&(_, row)| row == number) {
                row.content[at].end = quote.end;
            }
        }
        let mut end = 0;
        row.content.retain(|said| {
            let apart = said.end > end;
            end = end.max(said.end);
            apart
        });
    }
}

/// Gives the words of who is told to say something only "according to the complaint" to the row that says so, where another
/// has them with the teller for its source.
fn give_to_sayers(page: &Page<'_>, rows: &mut Vec<Said>) {
    /// A row that shares its words is no further away.
    const NEAR: usize = 4;
    let tells = |row: &Said| {
        let start = row.source.start;
        start > 1 && page.word(start - 1) == "to" && page.word(start - 2).eq_ignore_ascii_case("according")
    };
    let mut is_told = vec![false; rows.len()];
    for at in 0..rows.len() {
        let mut near = at.saturating_sub(NEAR)..rows.len().min(at + NEAR);
        let is_sayer = |&other: &usize| {
            other != at
                && !rows[other].source.is_empty()
                && !tells(&rows[other])
                && rows[other].content[0].start == rows[at].content[0].start
        };
        let Some(sayer) = near.find(is_sayer).filter(|_| tells(&rows[at])) else { continue };
        let rest = rows[at].content.split_off(1);
        let content = &mut rows[sayer].content;
        content.extend(rest);
        content.sort_unstable_by_key(|words| words.start);
        content.dedup();
        is_told[at] = true;
    }
    let mut told = is_told.into_iter();
    rows.retain(|_| !told.next().unwrap_or_default());
}

impl Page<'_> {
    /// Says whether a row without a source has a cue that "and" joins to that of the row before: "calling it a “show” | and asserting
    /// that".
    fn is_joined(&self, before: &Said, row: &Said) -> bool {
        let is_participle =
            |cue: &Range<usize>| cue.len() == 1 && self.reading.tags[cue.start].as_str() == "VBG";
        let Some(and) = row.cue.start.checked_sub(1).filter(|_| row.source.is_empty()) else { return false };
        is_participle(&row.cue)
            && is_participle(&before.cue)
            && !before.source.is_empty()
            && self.word(and) == "and"
            && before.content.last().is_some_and(|said| said.end == and && said.start >= before.cue.end)
            && row.content[0].start >= row.cue.end
    }

    /// Gives a row in which others quote somebody to that one: "The agency quoted Roe as saying", "Roe was quoted as saying
    /// by the agency". Returns the words that tell so, where it does: "quoted Roe as saying".
    fn relay(&self, row: &mut Said) -> Option<Range<usize>> {
        /// "one of the former president's advisers"
        const LONGEST: usize = 12;
        let quotes = |at: &usize| matches!(self.word(*at), "quoted" | "quotes" | "quoting");
        let quoted = row.cue.clone().find(quotes)?;
        let sentence = self.tokens.sentences.partition_point(|sentence| sentence.end <= quoted);
        let sentence = self.tokens.sentences[sentence].clone();
        let mut near = quoted + 1..sentence.end.min(quoted + LONGEST);
        let saying = near.find(|&at| {
            matches!(self.word(at), "saying" | "telling" | "having") && self.word(at - 1) == "as"
        });
        let Some(saying) = saying else {
            self.give_to_quoted(row, quoted);
            return None;
        };
        let is_mark = |at: &usize| self.reading.shapes[*at] == Shape::Mark;
        let passive = quoted > sentence.start
            && matches!(self.word(quoted - 1), "was" | "were" | "is" | "are" | "been");
        let (source, words) = if passive {
            let end = (sentence.start..quoted).rev().find(|&at| {
                !matches!(self.word(at), "was" | "were" | "is" | "are" | "been" | "has" | "had" | "have")
            })? + 1;
            let start = (sentence.start..end).rev().find(is_mark).map_or(sentence.start, |mark| mark + 1);
            (start..end, start..saying + 1)
        } else {
            let end = if self.word(saying - 2) == "," { saying - 2 } else { saying - 1 };
            (quoted + 1..end, quoted..saying + 1)
        };
        // Where the reader has found him itself, all is well but that he is among the words.
        let found = row.source.start < source.end && source.start < row.source.end;
        let among = passive && row.content.iter().any(|said| said.contains(&(source.end - 1)));
        if source.is_empty() || source.len() > LONGEST || found && !among {
            return None;
        }
        let mut content = Vec::with_capacity(row.content.len());
        for said in &row.content {
            for part in [said.start..said.end.min(words.start), said.start.max(words.end)..said.end] {
                if !part.is_empty() {
                    content.push(part);
                }
            }
        }
        if content.is_empty() {
            return None;
        }
        (row.source, row.cue, row.content) = (source, saying - 1..saying + 1, content);
        Some(words)
    }

    /// Gives a row to whom its source quotes: "Roe quoted her father, Tom Doe: “Never.”"
    fn give_to_quoted(&self, row: &mut Said, quoted: usize) {
        const LONGEST: usize = 20;
        if let Some(object) = self.quoted_before(row, quoted) {
            row.source = object;
            return;
        }
        let Some(first) = row.content.first().filter(|first| first.start == quoted + 1) else { return };
        let next = self.reading.stretches.partition_point(|stretch| stretch.words.start <= quoted);
        let Some(stretch) = self.reading.stretches.get(next).map(|stretch| stretch.words.clone()) else {
            return;
        };
        let object = first.start..first.end.min(stretch.start - 1);
        let led = stretch.start - first.start <= LONGEST && self.word(stretch.start - 1) == ":";
        let named = object.clone().any(|at| self.reading.labels[at] == Begin(EntityType::Person));
        let ends = row.content.iter().any(|said| said.start <= stretch.start && stretch.end <= said.end);
        if !led || !named || !ends || object.is_empty() {
            return;
        }
        for said in &mut row.content {
            said.start = said.start.max(stretch.start);
        }
        row.content.retain(|said| said.start < said.end);
        if row.content.is_empty() {
            row.content.push(stretch);
        }
        row.source = object;
    }

    /// Returns whom a source quotes between the verb and the colon before the words: "Roe quoted | her late father |: “Never.”"
    fn quoted_before(&self, row: &Said, quoted: usize) -> Option<Range<usize>> {
        const LONGEST: usize = 8;
        let first = row.content.first().filter(|first| first.start > quoted + 2)?;
        let object = quoted + 1..first.start - 1;
        let quote = self.reading.stretch_at(first.start).is_some_and(|its| its.words.start == first.start);
        let called = |at: usize| {
            let tag = self.reading.tags[at];
            tag.is_noun() || matches!(tag.as_str(), "JJ" | "PRP$" | "DT" | "POS" | "," | "HYPH")
        };
        let last = object.end - 1;
        let noun = self.word(last);
        let somebody = may_be_called(noun, true)
            || may_be_called(noun, false)
            || matches!(self.reading.labels[last], Begin(EntityType::Person) | Inside(EntityType::Person));
        let plain = object.len() <= LONGEST && object.clone().all(called);
        (quote && self.word(object.end) == ":" && plain && somebody).then_some(object)
    }

    /// Gives the words of a row whose source only tells of them, "according to the complaint", to whom its content names with a cue
    /// before or behind them: "Roe warned him that it was “a trap,” according to the complaint".
    /// Those whose words start at `sources` have rows of their own.
    fn leave_to_teller(&self, row: &mut Said, sources: &[usize]) {
        const LONGEST: usize = 14;
        let to = row.source.start;
        let tells =
            to > 1 && self.word(to - 1) == "to" && self.word(to - 2).eq_ignore_ascii_case("according");
        let Some(said) = row.content.first().cloned().filter(|said| tells && said.end <= to) else { return };
        let next = self.reading.stretches.partition_point(|stretch| stretch.words.start < said.start);
        let Some(words) =
            self.reading.stretches.get(next).map(|its| its.words.clone()).filter(|its| its.end <= said.end)
        else {
            return;
        };
        // “…,” Roe, 84, said
        if words.start == said.start && words.end < said.end {
            let Some(source) = self.speaker(words.end, said.end) else { return };
            let aged =
                self.word(source.end) == "," && source.end + 3 < said.end && self.word(source.end + 2) == ",";
            let cue = source.end + if aged { 3 } else { 0 };
            let taken = sources.binary_search(&source.start).is_ok();
            if cue < said.end && self.is_cue(cue) && !taken {
                row.content[0] = words;
                (row.source, row.cue) = (source, cue..cue + 1);
            }
            return;
        }
        // "the mayor, Jane Roe, told them that it was “…”"
        let from = said.start.max(words.start.saturating_sub(LONGEST)) + 1;
        let Some(cue) = (from..words.start).rev().find(|&at| self.is_cue(at)) else { return };
        // "After Roe asked about it, the Does became “agitated,” according to a friend"
        if self.word(cue) == "asked" || (cue + 1..words.start - 1).any(|at| self.word(at) == ",") {
            return;
        }
        let end = cue - usize::from(self.word(cue - 1) == ",");
        let Some(mut first) = end.checked_sub(1).filter(|&first| first >= said.start) else { return };
        while first > said.start && self.reading.labels[first] == Inside(EntityType::Person) {
            first -= 1;
        }
        // "Two traders at Acme told", "an adviser to President Roe said"
        let is_title =
            |at: &usize| self.reading.tags[*at].is_noun() || self.reading.tags[*at].as_str() == "JJ";
        let title = (said.start..first).rev().take_while(is_title).count();
        let behind = (first - title).checked_sub(1).filter(|&at| at >= said.start);
        if behind.is_some_and(|at| self.reading.tags[at].as_str() == "IN") {
            return;
        }
        let free = |source: &Range<usize>| source.end == end && sources.binary_search(&source.start).is_err();
        if let Some(source) = self.speaker(first, end).filter(free) {
            row.content[0].start = cue + 1;
            (row.source, row.cue) = (source, cue..cue + 1);
        }
    }

    /// Takes from a row a source that stands in a clause on who speaks: "The sign, which | she | had brought, read".
    fn leave_clause(&self, row: &mut Said) {
        const LONGEST: usize = 8;
        let start = row.source.start;
        if row.source.len() != 1 || start < 3 || row.cue.start <= row.source.end {
            return;
        }
        let which = start - 1;
        let closes = row.cue.start - 1;
        if self.word(which) != "which" || self.word(which - 1) != "," || self.word(closes) != "," {
            return;
        }
        let sentence = self.tokens.sentences.partition_point(|sentence| sentence.end <= start);
        let opens = self.tokens.sentences[sentence].start;
        if opens + 1 < which && which - opens <= LONGEST {
            row.source = opens..which - 1;
        }
    }

    /// Gives a row to who says its words right behind them, where the source is another who only tells of it: "“I won,” she said,
    /// according to Roe."
    fn leave_to_sayer(&self, row: &mut Said) {
        const LONGEST: usize = 8;
        let to = row.cue.start;
        if to == 0
            || row.cue.len() != 2
            || !self.word(to).eq_ignore_ascii_case("according")
            || self.word(to - 1) != ","
        {
            return;
        }
        let clause = row.content.iter().find_map(|said| {
            let at = said.end;
            let near = at < to && to - at <= LONGEST && self.reading.stretch_at(said.end - 1).is_some();
            let source = near.then(|| self.speaker(at, to)).flatten()?;
            let cue = source.end;
            (cue < to && self.is_cue(cue)).then_some((source, cue..cue + 1))
        });
        if let Some((source, cue)) = clause {
            (row.source, row.cue) = (source, cue);
        }
    }

    /// Takes from a row what its words are said of: "“They are late,” Roe said of | the crews |", "said of | the crews: | “They are
    /// late.”"; or what happens as they are said: "“…,” she said before | being led away |".
    fn leave_topic(&self, row: &mut Said) {
        const LONGEST: usize = 25;
        let is_of = |at: usize| {
            matches!(
                self.word(at),
                "of" | "about" | "after" | "before" | "during" | "while" | "when" | "in" | "at" | "on"
            )
        };
        let (cue, quoted) = (row.cue.clone(), |at: usize| self.reading.stretch_at(at).is_some());
        // "speaking of the crews: “…”"
        for said in &mut row.content {
            let of = said.start.checked_sub(1).filter(|&at| matches!(self.word(at), "of" | "about"));
            let next = self.reading.stretches.partition_point(|stretch| stretch.words.start < said.start);
            let Some(stretch) = self.reading.stretches.get(next).filter(|_| of.is_some()) else { continue };
            let near = stretch.words.end <= said.end && stretch.words.start - said.start <= LONGEST;
            if near && !quoted(said.start) && self.word(stretch.words.start - 1) == ":" {
                said.start = stretch.words.start;
            }
        }
        if cue.len() < 2 || !is_of(cue.end - 1) || self.word(cue.start) == "According" {
            return;
        }
        let said_before = row.content.iter().any(|said| said.end <= cue.start && quoted(said.end - 1));
        let is_topic = |said: &Range<usize>| {
            let says = self.word(said.start) == "that" && self.reading.tags[said.start].as_str() == "IN";
            said.start == cue.end && said.clone().all(|at| !quoted(at)) && !says
        };
        if said_before {
            row.content.retain(|said| !is_topic(said));
        }
    }

    /// Takes from a row whom something is said to, where it has nothing but that: "| Doe | was asked".
    fn leave_hearer(&self, row: &mut Said) {
        const LONGEST: usize = 8;
        let is_be =
            |at: usize| matches!(self.word(at), "was" | "were" | "is" | "are" | "has" | "had" | "have");
        let hears = |at: usize| matches!(self.word(at), "told" | "asked" | "informed" | "warned" | "assured");
        let cue = row.cue.clone();
        if cue.len() < 2 || row.content.len() != 1 || !is_be(cue.start) || !cue.clone().any(hears) {
            return;
        }
        let before = row.content[0].clone();
        let marks = before.clone().any(|at| self.reading.stretch_at(at).is_some());
        // "A different story was told" is what is said.
        let last = before.end - 1;
        let name =
            matches!(self.reading.labels[last], Begin(EntityType::Person) | Inside(EntityType::Person));
        let person = name
            || self.reading.tags[before.start].as_str() == "PRP"
            || may_be_called(self.word(last), true)
            || may_be_called(self.word(last), false);
        if before.end == cue.start && before.len() <= LONGEST && !marks && person {
            row.content.clear();
        }
    }

    /// Takes from a row what readers draw in beside its words: the time behind a source ("Acme today"), whom a source's own
    /// words speak of ("Roe, whom Doe called"), the dateline before a content.
    fn trim(&self, row: &mut Said) {
        const LONGEST: usize = 12;
        let is_time = |at: usize| matches!(self.word(at), "today" | "yesterday" | "tonight");
        if row.source.len() > 1 && is_time(row.source.end - 1) {
            row.source.end -= 1;
        }
        let sentence_of = |at: usize| {
            let number = self.tokens.sentences.partition_point(|sentence| sentence.end <= at);
            self.tokens.sentences.get(number).cloned()
        };
        self.leave_opening(row);
        self.leave_clause(row);
        self.leave_company(row);
        // "His last | message, sent to his mother, said"
        let short = !row.source.is_empty() && row.source.len() <= 2 && row.source.end < row.cue.start;
        if short
            && WRITINGS.contains(&self.word(row.source.end))
            && self.reading.tags[row.source.end - 1].as_str() == "JJ"
        {
            row.source.end += 1;
        }
        // "Acme, a maker of toys, today said": Acme.
        if row.source.len() == 1
            && is_time(row.source.start)
            && let Some(sentence) = sentence_of(row.source.start)
        {
            let from = sentence.start + self.dateline(&sentence).unwrap_or(0);
            let comma = (from..row.source.start.min(from + LONGEST)).find(|&at| self.word(at) == ",");
            let end = comma.unwrap_or(row.source.start);
            if from < end && end - from <= LONGEST && !row.content.iter().any(|said| said.contains(&from)) {
                row.source = from..end;
            }
        }
        let whom = row.source.clone().skip(1).find(|&at| matches!(self.word(at), "whom" | "who"));
        if let Some(whom) = whom.filter(|&at| self.word(at - 1) == "," && row.cue.start >= row.source.end) {
            let named = matches!(self.reading.labels.get(whom + 1), Some(Begin(_)));
            let ends = (whom + 2..row.source.end).all(|at| matches!(self.reading.labels[at], Inside(_)));
            if named && ends && whom + 1 < row.source.end {
                row.source.start = whom + 1;
            }
        }
        // "DHAKA (AP) — The president said": the president.
        if !row.source.is_empty()
            && let Some(sentence) = sentence_of(row.source.start).filter(|its| its.start == row.source.start)
            && let Some(length) = self.dateline(&sentence)
            && row.source.end <= sentence.start + length
        {
            let subject = sentence.start + length..row.cue.start.max(sentence.start + length);
            let short =
                subject.len() <= LONGEST && !row.content.iter().any(|said| said.contains(&subject.start));
            row.source = if short { subject } else { 0..0 };
        }
        let first = &row.content[0];
        if let Some(sentence) = sentence_of(first.start).filter(|sentence| sentence.start == first.start)
            && let Some(length) = self.dateline(&sentence).filter(|length| first.len() > length + 2)
        {
            row.content[0].start += length;
        }
    }

    /// Returns the words in quotation marks that a content begins with, of one paragraph, where it ends before the closing mark.
    fn cut_short(&self, start: usize, end: usize) -> Option<Range<usize>> {
        let stretch = self.reading.stretch_at(start).filter(|stretch| stretch.closed)?;
        let words = stretch.words.clone();
        let one = self.tokens.paragraph_of(words.start) == self.tokens.paragraph_of(words.end - 1);
        let begins = words.start == start && end < words.end && one;
        let more = || (end..words.end).any(|at| self.reading.shapes[at] != Shape::Mark);
        (begins && more()).then_some(words)
    }

    /// Takes from a source whom the opening of its sentence speaks of: "Speaking to | reporters, | her solicitor, Tom Doe, said", "After a
    /// meeting with | Tom Doe, | the president said".
    fn leave_company(&self, row: &mut Said) {
        let Range { start, end } = row.source;
        if start < 2 || end > row.cue.start || row.cue.start > end + 1 {
            return;
        }
        let sentence = self.tokens.sentences.partition_point(|sentence| sentence.end <= start);
        let opens = self.tokens.sentences[sentence].start;
        let opening = matches!(
            self.word(opens),
            "Speaking"
                | "Talking"
                | "Writing"
                | "In"
                | "At"
                | "On"
                | "After"
                | "Before"
                | "During"
                | "Following"
                | "Alongside"
                | "With"
                | "Along"
        );
        let prepositions = ["to", "with", "alongside", "for", "from", "of", "by", "against", "between", "on"];
        let company = opens < start && prepositions.contains(&self.word(start - 1).to_lowercase().as_str());
        let comma = row.source.clone().find(|&at| self.word(at) == ",");
        if let Some(comma) = comma.filter(|&comma| opening && company && comma + 2 < end) {
            let first = comma + 1;
            // "transport minister Jane Roe"
            let is_title = |at: &usize| {
                self.reading.tags[*at].is_noun() && !matches!(self.reading.labels[*at], Begin(_))
            };
            let name = first + (first..end).take_while(is_title).count();
            let begins = matches!(self.reading.tags[first].as_str(), "DT" | "PRP$")
                || name < end && self.reading.labels[name] == Begin(EntityType::Person)
                || matches!(self.reading.labels[first], Begin(_))
                || self.word(opens).ends_with("ing");
            if begins {
                row.source.start = first;
            }
        }
    }

    /// Takes from a source what opens a report or a letter before who speaks: "New Delhi: The court on Monday …, saying", "Sir, – Jane
    /// Roe (Letters, May 3) asserts".
    fn leave_opening(&self, row: &mut Said) {
        const LONGEST: usize = 6;
        let Range { start, end } = row.source;
        if row.source.is_empty() || self.tokens.paragraphs[self.tokens.paragraph_of(start)].start != start {
            return;
        }
        let word = |at: usize| self.tokens.words.get(at).map_or("", |&word| self.text.slice(word));
        let is_dash = |at: usize| matches!(word(at), "—" | "–" | "-" | "--");
        let places = [Begin(EntityType::Loc), Inside(EntityType::Loc)];
        let is_place = row.source.clone().all(|at| places.contains(&self.reading.labels[at]));
        let salutes = matches!(word(start), "Sir" | "Madam" | "Sirs")
            && (is_dash(start + 1) || matches!(word(start + 1), "," | ".") && is_dash(start + 2));
        let from = if salutes {
            start + 2 + usize::from(is_dash(start + 2))
        } else if is_place && word(end) == ":" && self.tokens.paragraph_of(start) == 0 {
            end + 1
        } else {
            return;
        };
        let first = from + usize::from(matches!(word(from), "The" | "the"));
        let kinds = [EntityType::Person, EntityType::Org];
        let label = |at: usize| self.reading.labels.get(at).copied();
        let name = kinds.into_iter().find(|&kind| label(first) == Some(Begin(kind)));
        let rest = |kind: EntityType| {
            (first + 1..first + LONGEST).take_while(|&at| label(at) == Some(Inside(kind))).count()
        };
        if let Some(kind) = name {
            row.source = from..first + 1 + rest(kind);
            let said = &mut row.content[0];
            if said.start < row.source.end && row.source.end < said.end {
                let stretch = self.reading.stretches.partition_point(|its| its.words.start < said.start);
                let quote = self.reading.stretches.get(stretch).map_or(said.end, |its| its.words.start);
                let within = row.source.end..quote.min(said.end - 1);
                let cue = within.rev().take(LONGEST * LONGEST).find(|&at| self.reading.cues[at]);
                said.start = cue.map_or(row.source.end, |cue| cue + 1);
                row.cue = cue.map_or(row.source.end..row.source.end, |cue| cue..cue + 1);
            }
        } else if salutes && end > from {
            row.source.start = from;
        }
    }

    /// Returns the number of words of the dateline that opens a sentence: "DHAKA, March 4 (AP) —".
    fn dateline(&self, sentence: &Range<usize>) -> Option<usize> {
        const LONGEST: usize = 12;
        let paragraph = self.tokens.paragraph_of(sentence.start);
        let opens = self.tokens.paragraphs[paragraph].start == sentence.start;
        let first = self.reading.shapes.get(sentence.start)?;
        if !opens || *first != Shape::Capitals || self.word(sentence.start).len() < 3 {
            return None;
        }
        let mut near = sentence.start + 1..sentence.end.min(sentence.start + LONGEST);
        let is_dash = |at: usize| matches!(self.word(at), "-" | "–" | "—" | "--");
        let dash = near.find(|&at| is_dash(at))?;
        let says = |at: usize| self.reading.tags[at].is_verb() || matches!(self.word(at), ":" | "“" | "\"");
        (!(sentence.start..dash).any(says)).then_some(dash + 1 - sentence.start)
    }

    /// Gives a row without a source to whose name stands between commas before the cue and a colon: "A reader in Dayton, Jane Roe, has
    /// been in touch: “…”"
    fn take_name(&self, row: &mut Said) {
        let Some(end) = row.cue.start.checked_sub(1).filter(|_| row.source.is_empty() && !row.cue.is_empty())
        else {
            return;
        };
        if self.word(end) != ","
            || self.word(row.cue.end - 1) != ":"
            || row.content[0].start != row.cue.end
            || self.reading.stretch_at(row.cue.end).is_none()
        {
            return;
        }
        let Some(mut first) = end.checked_sub(1) else { return };
        while first > 0 && matches!(self.reading.labels[first], Inside(_)) {
            first -= 1;
        }
        let named = self.reading.labels[first] == Begin(EntityType::Person);
        if named && first > 0 && self.word(first - 1) == "," {
            row.source = first..end;
        }
    }

    /// Returns the source and the cue that stand beside a stretch.
    fn told(&self, stretch: &Stretch) -> Option<(Range<usize>, Range<usize>)> {
        let words = &stretch.words;
        if !stretch.closed || words.len() < 4 {
            return None;
        }
        let number = self.tokens.paragraph_of(words.start);
        let paragraph = &self.tokens.paragraphs[number];
        let word = |at: usize| self.word(at);
        // "When Doe was asked, “Will you go?” Roe said" tells of an answer.
        if self.put(words.start).is_some() {
            return None;
        }
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

    /// Returns who tells somebody the words of a stretch, and the verb, before a colon or comma: "that Roe told her: “…”", "what
    /// Roe had called “…”".
    fn tells(&self, stretch: &Stretch) -> Option<(Range<usize>, Range<usize>)> {
        /// "told Detective Sergeant Jane Roe's deputy"
        const LONGEST: usize = 8;
        let words = &stretch.words;
        let number = self.tokens.sentences.partition_point(|sentence| sentence.end <= words.start);
        let sentence = &self.tokens.sentences[number];
        let leads = words.start.checked_sub(1).filter(|&at| at > sentence.start + 1)?;
        // "a man shouted “Fire!”"
        let shouts =
            matches!(self.word(leads), "shouted" | "shouting" | "yelled" | "screamed" | "shout" | "yell");
        // "what Roe described as “…”", "when he called it “…”"
        let before = self.word(leads - 1);
        let described = self.word(leads) == "as"
            && matches!(before, "described" | "listed" | "characterized" | "characterised" | "termed")
            || matches!(self.word(leads), "it" | "them" | "this" | "that")
                && matches!(before, "called" | "branded" | "labelled" | "labeled" | "dubbed");
        // "that Roe had instructed her to “…”"
        let orders = self.word(leads) == "to"
            && matches!(before, "him" | "her" | "them" | "me" | "us")
            && leads > sentence.start + 3
            && matches!(
                self.word(leads - 2),
                "instructed" | "ordered" | "told" | "asked" | "urged" | "begged" | "advised" | "warned"
            );
        let leads = if orders { leads - 2 } else { leads - usize::from(described) };
        if let Some(told) = self.calls_something(stretch, sentence).or_else(|| self.reads(stretch, sentence))
        {
            return Some(told);
        }
        if let Some(told) = self.tells_what_is(stretch, sentence.start) {
            return Some(told);
        }
        let calls = orders || shouts || described || matches!(self.word(leads), "called" | "described");
        let short = words.len() < 4 - usize::from(described);
        if !calls && !matches!(self.word(leads), ":" | ",") || !stretch.closed || short {
            return None;
        }
        let says = |at: usize| {
            matches!(
                self.word(at),
                "told"
                    | "tells"
                    | "texted"
                    | "messaged"
                    | "emailed"
                    | "wrote"
                    | "written"
                    | "shouted"
                    | "shout"
                    | "shouting"
                    | "yelled"
                    | "scream"
                    | "screamed"
                    | "whispered"
                    | "asked"
                    | "yell"
                    | "said"
                    | "say"
                    | "saying"
                    | "replied"
            )
        };
        let from = leads.saturating_sub(LONGEST).max(sentence.start + 1);
        let far = || self.tells_at_length(sentence.start, leads);
        let verb = if calls { leads } else { (from..leads).rev().find(|&at| says(at)).or_else(far)? };
        // "whom she has privately called"
        let adverb = verb > sentence.start + 2 && self.reading.tags[verb - 1].as_str() == "RB";
        let phrase = verb - usize::from(adverb && self.word(verb - 1).ends_with("ly"));
        let back = |count: usize| phrase.checked_sub(count).map_or("", |at| self.word(at));
        let helped = match (back(2), back(1)) {
            ("used", "to") => phrase - 2,
            // "in which she can be heard saying"
            ("be", "heard" | "seen") if phrase > sentence.start + 3 => phrase - 3,
            (_, "had" | "has" | "once" | "then" | "also" | "later") => phrase - 1,
            _ => phrase,
        };
        let mut first = helped.checked_sub(1).filter(|&first| first > sentence.start)?;
        if self.word(first) == ","
            && let Some(source) = self.before_aside(sentence.start, first)
        {
            return Some((source, verb..verb + 1));
        }
        // "that Roe walked up to him and told him: “…”"
        if self.word(first) == "and"
            && helped == verb
            && let Some(source) = self.subject_of_first(sentence.start, first)
        {
            return Some((source, verb..verb + 1));
        }
        while first > sentence.start && matches!(self.reading.labels[first], Inside(_)) {
            first -= 1;
        }
        let source = self
            .speaker(first, helped)
            .or_else(|| self.body(sentence.start, first, helped))
            .or_else(|| self.somebody(sentence.start, helped))?;
        (source.end == helped).then_some((source, verb..verb + 1))
    }

    /// Returns who tells somebody of what is so, within what another says: "When she asked, she said, Roe told her the funds were
    /// “…”".
    fn tells_what_is(&self, stretch: &Stretch, start: usize) -> Option<(Range<usize>, Range<usize>)> {
        const LONGEST: usize = 8;
        let is = stretch.words.start.checked_sub(1)?;
        if !stretch.closed || !matches!(self.word(is), "was" | "were" | "is" | "are") {
            return None;
        }
        let from = is.saturating_sub(LONGEST).max(start + 4);
        let verb = (from..is)
            .rev()
            .find(|&at| self.word(at) == "told" && matches!(self.word(at + 1), "him" | "her" | "them"))?;
        let mut first = verb.checked_sub(1)?;
        while first > start && matches!(self.reading.labels[first], Inside(_)) {
            first -= 1;
        }
        let source = self.speaker(first, verb)?;
        let aside = first > start + 3
            && self.word(first - 1) == ","
            && matches!(self.word(first - 2), "said" | "says" | "claimed" | "recalled")
            && matches!(self.word(first - 3), "he" | "she");
        (aside && source.end == verb).then_some((source, verb..verb + 1))
    }

    /// Returns the verb behind "that" and a name which the words of a stretch follow, though what it tells of stands between: "that Roe
    /// told his wife in a call on the day of the search, “…”".
    fn tells_at_length(&self, start: usize, leads: usize) -> Option<usize> {
        const LONGEST: usize = 16;
        let from = leads.saturating_sub(LONGEST).max(start + 3);
        let verb = (from..leads).rev().find(|&at| matches!(self.word(at), "told" | "wrote" | "texted"))?;
        let plain = (verb + 1..leads).all(|at| !matches!(self.word(at), "," | "that" | "who" | "and"));
        let mut first = verb - 1;
        while first > start && self.reading.labels[first] == Inside(EntityType::Person) {
            first -= 1;
        }
        let named = self.reading.labels[first] == Begin(EntityType::Person);
        (plain && named && first > start && self.word(first - 1) == "that").then_some(verb)
    }

    /// Returns the subject before what a comma closes: "Her manager, | she said, | had told her", "what a predecessor, | whom he did not
    /// name, | had said".
    fn before_aside(&self, start: usize, closes: usize) -> Option<Range<usize>> {
        const LONGEST: usize = 8;
        const LONGEST_SUBJECT: usize = 5;
        let from = closes.saturating_sub(LONGEST).max(start + 1);
        let opens = (from..closes).rev().find(|&at| self.word(at) == ",")?;
        let said = self.is_cue(closes - 1) && closes - opens > 2;
        if !said && !matches!(self.word(opens + 1), "who" | "whom") {
            return None;
        }
        let head = opens - 1;
        let mut first = head;
        while first > start && matches!(self.reading.labels[first], Inside(_)) {
            first -= 1;
        }
        if let Some(source) = self.speaker(first, opens).filter(|source| source.end == opens) {
            return Some(source);
        }
        let noun = self.word(head).to_lowercase();
        let called = |at: &usize| {
            let tag = self.reading.tags[*at];
            tag.is_noun() || matches!(tag.as_str(), "JJ" | "DT" | "PRP$" | "HYPH")
        };
        let length = (start..opens).rev().take(LONGEST_SUBJECT).take_while(called).count();
        let first = opens - length;
        let is_one = may_be_called(&noun, true) || may_be_called(&noun, false);
        (length > 1 && is_one && matches!(self.reading.tags[first].as_str(), "DT" | "PRP$"))
            .then_some(first..opens)
    }

    /// Returns who is told to call something so, and the verb: "that Roe himself had called the remark “harmless”", "in which the
    /// witness had addressed the man as “my lion”".
    fn calls_something(
        &self,
        stretch: &Stretch,
        sentence: &Range<usize>,
    ) -> Option<(Range<usize>, Range<usize>)> {
        const LONGEST: usize = 4;
        let end = stretch.words.start - usize::from(self.word(stretch.words.start - 1) == "as");
        let is_as = end < stretch.words.start;
        let from = end.saturating_sub(LONGEST + 1).max(sentence.start + 3);
        let calls = |at: usize| match self.word(at) {
            "called" | "branded" | "labelled" | "labeled" | "dubbed" => !is_as,
            "addressed" | "described" | "dismissed" | "denounced" | "characterized" => is_as,
            _ => false,
        };
        let verb = (from..end).rev().find(|&at| calls(at)).filter(|_| stretch.closed)?;
        let object = |at: usize| {
            let tag = self.reading.tags[at];
            tag.is_noun() || matches!(tag.as_str(), "DT" | "JJ" | "PRP$")
        };
        if verb + 1 >= end || !(verb + 1..end).all(object) || !matches!(self.word(verb - 1), "had" | "has") {
            return None;
        }
        let helped = verb - 1;
        let own = usize::from(matches!(self.word(helped - 1), "himself" | "herself"));
        let subject = helped - own;
        let mut first = subject.checked_sub(1).filter(|&first| first > sentence.start)?;
        while first > sentence.start && matches!(self.reading.labels[first], Inside(_)) {
            first -= 1;
        }
        let source = self.speaker(first, subject).or_else(|| self.somebody(sentence.start, subject))?;
        let joins = source.start.checked_sub(1).map_or("", |at| self.word(at));
        (source.end == subject && matches!(joins, "that" | "which" | "how" | "when"))
            .then_some((source, verb..verb + 1))
    }

    /// Returns what the words of a stretch stand on, and the verb: "that he had put up | a sign | which read: “Out.”"
    fn reads(&self, stretch: &Stretch, sentence: &Range<usize>) -> Option<(Range<usize>, Range<usize>)> {
        const LONGEST: usize = 5;
        let start = stretch.words.start;
        let verb = start.checked_sub(2).filter(|&verb| verb > sentence.start + 3)?;
        let read = matches!(self.word(verb), "read" | "reads" | "said" | "reading");
        let leads = matches!(self.word(start - 1), ":" | ",");
        let which = usize::from(matches!(self.word(verb - 1), "which" | "that"));
        let end = verb - which;
        let hangs = matches!(
            self.word(end - 1),
            "sign" | "notice" | "banner" | "placard" | "poster" | "plaque" | "billboard" | "sticker"
        );
        if !read || !leads || !hangs || which == 0 && self.word(verb) != "reading" {
            return None;
        }
        let called = |at: &usize| {
            let tag = self.reading.tags[*at];
            tag.is_noun() || matches!(tag.as_str(), "JJ" | "DT" | "HYPH" | "VBN")
        };
        let length = (sentence.start..end).rev().take(LONGEST).take_while(called).count();
        Some((end - length..end, verb..verb + 1))
    }

    /// Returns who is the subject of the first of two verbs that the "and" at a word joins: "Roe | walked up to him and told him",
    /// "that a man | she had never seen had knelt down and said".
    fn subject_of_first(&self, start: usize, and: usize) -> Option<Range<usize>> {
        const LONGEST: usize = 14;
        let finite = |at: usize| matches!(self.reading.tags[at].as_str(), "VBD" | "VBZ" | "VBP" | "MD");
        let from = start.max(and.saturating_sub(LONGEST));
        let verb = (from..and).rev().find(|&at| finite(at))?;
        // "that a man she had never seen had knelt down and said"
        let that = (from..verb).rev().find(|&at| self.word(at) == "that").map(|at| at + 1);
        if let Some(one) = that.filter(|&at| matches!(self.word(at), "a" | "an")) {
            let called = |at: &usize| matches!(self.reading.tags[*at].as_str(), "JJ" | "NN");
            let head = one + (one + 1..verb).take_while(called).count();
            let noun = self.word(head);
            return (may_be_called(noun, true) || may_be_called(noun, false)).then_some(one..head + 1);
        }
        let mut first = verb.checked_sub(1).filter(|&first| first > start)?;
        while first > start && matches!(self.reading.labels[first], Inside(_)) {
            first -= 1;
        }
        let plain = (verb..and).all(|at| !matches!(self.word(at), "," | "that" | "who" | "and"));
        self.speaker(first, verb).filter(|source| plain && source.end == verb)
    }

    /// Returns whoever is charged with the words of a stretch, and the verb: "accused Roe of calling him “a fool”", "attacked Roe
    /// for saying that he was “a fool”".
    fn charged(&self, stretch: &Stretch) -> Option<(Range<usize>, Range<usize>)> {
        const LONGEST: usize = 10;
        const SAYING: [&str; 8] = [
            "calling", "saying", "describing", "branding", "labelling", "labeling", "claiming", "suggesting",
        ];
        let number = self.tokens.sentences.partition_point(|sentence| sentence.end <= stretch.words.start);
        let sentence = &self.tokens.sentences[number];
        let from = stretch.words.start.saturating_sub(LONGEST).max(sentence.start + 2);
        let verb = (from..stretch.words.start).rev().find(|&at| SAYING.contains(&self.word(at)))?;
        let of = verb - 1;
        if !matches!(self.word(of), "of" | "for") || !stretch.closed {
            return None;
        }
        let mut first = of - 1;
        while first > sentence.start && matches!(self.reading.labels[first], Inside(_)) {
            first -= 1;
        }
        let source = self.speaker(first, of)?;
        (source.end == of).then_some((source, verb..verb + 1))
    }

    /// Returns the organisation named between two words behind "what": "what the State Department | called".
    fn body(&self, start: usize, first: usize, end: usize) -> Option<Range<usize>> {
        let label = self.reading.labels[first];
        let Begin(kind @ (EntityType::Org | EntityType::Loc)) = label else { return None };
        let the = first - usize::from(first > start && self.word(first - 1) == "the");
        let whole = (first + 1..end).all(|at| self.reading.labels[at] == Inside(kind));
        (whole && the > start && self.word(the - 1) == "what").then_some(the..end)
    }

    /// Returns the noun phrase before a word of which somebody without a name is the head, or whom "who" behind it stands for: "her
    /// husband | had said", "the lawyer who | told her", "what prosecutors | called".
    fn somebody(&self, start: usize, end: usize) -> Option<Range<usize>> {
        const LONGEST: usize = 5;
        let who = usize::from(self.word(end - 1) == "who");
        let head = (end - who).checked_sub(1).filter(|&head| head > start)?;
        let noun = self.word(head).to_lowercase();
        if matches!(noun.as_str(), "someone" | "somebody") && who == 0 {
            return Some(head..end);
        }
        let tag = self.reading.tags[head].as_str();
        let several = tag == "NNS";
        // "what its CEO called"
        let is_one =
            matches!(tag, "NN" | "NNP") && (may_be_called(&noun, true) || may_be_called(&noun, false));
        if !several && !is_one {
            return None;
        }
        let of_phrase = |at: &usize| {
            let tag = self.reading.tags[*at];
            tag.is_noun() || matches!(tag.as_str(), "JJ" | "CD" | "POS" | "HYPH" | "VBN" | "PRP$" | "DT")
        };
        let length = (start..=head).rev().take_while(of_phrase).take(LONGEST).count();
        let first = head + 1 - length;
        let opens = matches!(self.reading.tags[first].as_str(), "DT" | "PRP$");
        // "what prosecutors called"
        let what = first.checked_sub(1).is_some_and(|at| self.word(at) == "what");
        (opens && is_one || what).then_some(first..end)
    }

    pub(super) fn is_cue(&self, at: usize) -> bool {
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
