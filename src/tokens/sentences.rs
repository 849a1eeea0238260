//! Where sentences end: a decision at each full stop, from the word before it and the few after it.

use super::lists::{self, Kind};
use super::{DEADLINE_STEP, Stop, StopKind, Tokens};
use crate::error::{Deadline, Reject};
use crate::text::Text;

/// How far back the partner of a quotation mark is looked for; bounded, to stay linear.
const QUOTE_REACH: usize = 200;

/// Words before and after an abbreviation of which one begins with a small letter, but in headlines.
const HEADLINE_REACH: usize = 6;

impl Tokens {
    /// Finds the sentences of the paragraph whose words begin at `first`, the last one so far.
    pub(super) fn split_sentences(
        &mut self,
        text: &Text,
        first: usize,
        deadline: Deadline,
    ) -> Result<(), Reject> {
        // Words before `reach` have been looked at.
        let (mut start, mut reach) = (first, first);
        for at in 0..self.stops.len() {
            let stop = self.stops[at];
            if at.is_multiple_of(DEADLINE_STEP) {
                deadline.check("read")?;
            }
            if stop.word < reach {
                continue;
            }
            match stop.kind {
                StopKind::Year => {
                    if let Some(date) = self.date_line(text, start, stop.word) {
                        self.sentences.extend((date > start).then_some(start..date));
                        self.sentences.push(date..stop.word + 1);
                        start = stop.word + 1;
                    }
                    continue;
                }
                StopKind::Credit => {
                    if self.credits(text, start, stop.word) {
                        self.sentences.push(start..stop.word - 1);
                        start = stop.word - 1;
                    }
                    continue;
                }
                StopKind::Full | StopKind::Loud | StopKind::Ellipsis | StopKind::Abbreviation(_) => {}
            }
            let (mut next, mut quoted) = (stop.word + 1, false);
            while let Some(closer) = self.closer(text, start, next) {
                quoted |= closer == Closer::Quote;
                next += if closer == Closer::Reference { 3 } else { 1 };
            }
            reach = next;
            if next < self.words.len() && self.ends_before(text, stop, next, quoted) {
                self.sentences.push(start..next);
                start = next;
            }
        }
        if start < self.words.len() {
            self.sentences.push(start..self.words.len());
        }
        Ok(())
    }

    fn word<'a>(&self, text: &'a Text, at: usize) -> &'a str {
        self.words.get(at).map_or("", |&word| text.slice(word))
    }

    /// Says whether no space stands before the word at `at`.
    fn adjacent(&self, at: usize) -> bool {
        self.words.get(at).is_some_and(|word| word.start == self.words[at - 1].end)
    }

    /// Says how the word at `at`, which follows a full stop, still belongs to the sentence from `start`.
    fn closer(&self, text: &Text, start: usize, at: usize) -> Option<Closer> {
        let word = self.word(text, at);
        match word {
            "”" | "»" | "’’" => Some(Closer::Quote),
            ")" | "]" | "}" => Some(Closer::Other),
            "\"" | "''" | "’" | "'" => {
                // Spaces on both sides: a text that was parted into words before.
                let spaced = || {
                    !self.adjacent(at + 1) && {
                        let before = start.max(at.saturating_sub(QUOTE_REACH))..at;
                        before.filter(|&i| self.word(text, i) == word).count() % 2 == 1
                    }
                };
                (self.adjacent(at) || spaced()).then_some(Closer::Quote)
            }
            "." | "…" => self.adjacent(at).then_some(Closer::Other),
            "[" => {
                let number = self.word(text, at + 1);
                let reference = self.word(text, at + 2) == "]" && number.bytes().all(|b| b.is_ascii_digit());
                reference.then_some(Closer::Reference)
            }
            // :-)
            _ if word.len() > 1 && word.starts_with([':', ';', '=']) => Some(Closer::Other),
            _ if word.starts_with(['!', '?']) => self.adjacent(at).then_some(Closer::Other),
            _ => None,
        }
    }

    /// Says whether a sentence ends with `stop` when the word at `next` follows it.
    fn ends_before(&self, text: &Text, stop: Stop, next: usize, quoted: bool) -> bool {
        let word = self.word(text, next);
        let mut chars = word.chars();
        let Some(c) = chars.next() else { return false };
        if c.is_lowercase() {
            // iPhone
            let before = stop.word.saturating_sub(1);
            let camel = chars.next().is_some_and(char::is_uppercase);
            return match stop.kind {
                StopKind::Full => camel || !self.adjacent(next) && self.is_plain(text, before),
                // Names that end so are capitalised: Yahoo! said.
                StopKind::Loud => camel || !quoted && self.word(text, before).starts_with(char::is_lowercase),
                _ => false,
            };
        }
        if matches!(word, "-" | "--" | "–" | "—") {
            // The next item, or who wrote it; after a quote it is who said it.
            let item =
                stop.kind == StopKind::Full && !quoted && !self.adjacent(next) && !self.adjacent(next + 1);
            return item && self.word(text, next + 1).starts_with(char::is_uppercase);
        }
        if matches!(c, ',' | ';' | ':' | '-' | '–' | '—' | ')' | ']' | '.' | '…') {
            return false;
        }
        let opens = matches!(word, "“" | "\"" | "''" | "``" | "‘" | "‘‘" | "'" | "«" | "„");
        match stop.kind {
            StopKind::Full => true,
            StopKind::Year | StopKind::Credit => false,
            // “Enough!” Smith said: the exclamation ends the quote, not the sentence.
            StopKind::Loud => {
                let name = matches!(self.word(text, stop.word.saturating_sub(1)), "Yahoo" | "Jeopardy");
                !(quoted && self.attributes(text, next)) && (!name || lists::starts_sentences(word))
            }
            StopKind::Ellipsis => {
                quoted && !self.attributes(text, next) || !quoted && (c.is_uppercase() || opens)
            }
            StopKind::Abbreviation(kind) => match kind {
                Kind::Leads | Kind::Initial => false,
                _ if quoted => true,
                // C.L. “Butch” Roe
                _ if opens => {
                    let name = matches!(self.word(text, next + 2), "”" | "\"" | "''" | "’" | "'" | "»");
                    !name && self.word(text, next + 1).starts_with(char::is_uppercase)
                }
                Kind::Trails => c.is_uppercase(),
                Kind::Hour => c.is_uppercase() && !lists::names_time(word.trim_end_matches('.')),
                Kind::Counts | Kind::Month | Kind::State | Kind::Closes => {
                    let label = self.word(text, next + 1) == ":" && c.is_uppercase();
                    label || lists::starts_sentences(word) && !self.is_headline(text, stop.word, next)
                }
            },
        }
    }

    /// Says whether the word at `at` is an ordinary one, so that the full stop after it ends a sentence even
    /// where the next one begins with a small letter; unknown abbreviations are short or capitalised.
    fn is_plain(&self, text: &Text, at: usize) -> bool {
        let word = self.word(text, at);
        word.len() >= 4 && word.starts_with(char::is_lowercase) && self.adjacent(at + 1)
    }

    /// Returns where the date line starts that ends with the year at `year`, if it is one that stands between
    /// a title and the text: "Roe resigns Friday, May 8, 2009 The mayor".
    fn date_line(&self, text: &Text, start: usize, year: usize) -> Option<usize> {
        let date = year.checked_sub(5).filter(|&date| date >= start)?;
        let word = |at| self.word(text, at);
        let is_date = word(date).ends_with("day")
            && word(date).starts_with(char::is_uppercase)
            && word(date + 1) == ","
            && lists::names_time(word(date + 2))
            && word(date + 3).starts_with(|c: char| c.is_ascii_digit());
        let begins = word(year + 1).starts_with(char::is_uppercase)
            && self.words[year].end < self.words[year + 1].start;
        let before = if date == start { "" } else { word(date - 1) };
        let held = matches!(
            before,
            "on" | "for"
                | "by"
                | "until"
                | "till"
                | "from"
                | "since"
                | "of"
                | "and"
                | "to"
                | "last"
                | "next"
                | "this"
                | "On"
                | "From"
                | "Since"
                | "before"
                | "after"
                | "the"
                | "through"
                | ","
                | "("
                | "["
                | "—"
                | "–"
                | "-"
        );
        (is_date && begins && !held).then_some(date)
    }

    /// Says whether a caption ends before the word with the colon at `colon`, which names the picture's source.
    fn credits(&self, text: &Text, start: usize, colon: usize) -> bool {
        colon >= start + 2
            && self.word(text, colon - 2).ends_with(|c: char| c.is_alphanumeric() || c == ')')
            && !matches!(self.word(text, colon - 2), "The" | "the" | "a" | "A" | "and" | "of")
    }

    /// Says whether the words from `at` tell who said what was quoted.
    fn attributes(&self, text: &Text, at: usize) -> bool {
        (at..at + 4).any(|at| lists::tells_of_speech(self.word(text, at)))
    }

    /// Says whether the words around the abbreviation at `stop` and the word at `next` are all capitalised, but
    /// for short ones.
    fn is_headline(&self, text: &Text, stop: usize, next: usize) -> bool {
        let around = (stop.saturating_sub(HEADLINE_REACH)..stop).chain(next + 1..=next + HEADLINE_REACH);
        let mut words = around.map(|at| self.word(text, at)).filter(|word| word.len() > 3);
        words.clone().count() > 1 && words.all(|word| !word.starts_with(char::is_lowercase))
    }
}

/// What stands between a full stop and the end of its sentence.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Closer {
    Quote,
    /// The number of a note in brackets: three words.
    Reference,
    Other,
}
