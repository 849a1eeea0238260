//! Words and sentences over a [`Text`]: shared by everything after cleaning.
//!
//! Every character that is not white space belongs to exactly one word: punctuation marks are words too. One
//! pass over each paragraph finds the words, a second one over its words the sentences; both are linear.

use crate::error::{Deadline, Reject};
use crate::text::{Span, Text};
use std::ops::Range;

/// The words of a text and where its sentences and paragraphs begin and end.
#[derive(Clone, Debug, Default)]
pub struct Tokens {
    /// In order, never overlapping, each inside one paragraph.
    pub words: Vec<Span>,
    /// Ranges of word indices; together they cover all words.
    pub sentences: Vec<Range<usize>>,
    /// Ranges of word indices, one for each paragraph of the text.
    pub paragraphs: Vec<Range<usize>>,
}

/// Words between two looks at the deadline.
const DEADLINE_STEP: usize = 4096;

impl Tokens {
    /// Finds the words and sentences of `text`, in place of what was here before.
    ///
    /// # Errors
    ///
    /// [`Reject::Timeout`].
    pub fn fill(&mut self, text: &Text, deadline: Deadline) -> Result<(), Reject> {
        self.words.clear();
        self.sentences.clear();
        self.paragraphs.clear();
        for &paragraph in text.paragraphs() {
            let first = self.words.len();
            let (body, offset) = (text.slice(paragraph), paragraph.start as usize);
            let mut at = 0;
            while let Some(c) = char_at(body, at) {
                if c.is_whitespace() {
                    at += c.len_utf8();
                    continue;
                }
                let end = word_end(body, at, c);
                let split = possessive(&body[at..end]);
                if split > 0 {
                    self.words.push(Span::new(offset + at, offset + at + split));
                }
                self.words.push(Span::new(offset + at + split, offset + end));
                at = end;
                if self.words.len().is_multiple_of(DEADLINE_STEP) {
                    deadline.check("read")?;
                }
            }
            self.split_sentences(text, first, deadline)?;
            self.paragraphs.push(first..self.words.len());
        }
        Ok(())
    }

    /// Finds the sentences of the paragraph whose words begin at `first`, the last one so far.
    fn split_sentences(&mut self, text: &Text, first: usize, deadline: Deadline) -> Result<(), Reject> {
        let mut start = first;
        let mut at = first;
        while at < self.words.len() {
            if at.is_multiple_of(DEADLINE_STEP) {
                deadline.check("read")?;
            }
            let (stop, mut next) = (Stop::of(text.slice(self.words[at])), at + 1);
            if stop == Stop::None {
                at += 1;
                continue;
            }
            let mut quoted = false;
            while next < self.words.len() && self.closes(text, next) {
                quoted |= is_closing_quote(text.slice(self.words[next]));
                next += 1;
            }
            if next < self.words.len() && self.ends_before(text, stop, at, next, quoted) {
                self.sentences.push(start..next);
                start = next;
            }
            at = next;
        }
        if start < self.words.len() {
            self.sentences.push(start..self.words.len());
        }
        Ok(())
    }

    /// Says whether the word at `at`, which follows a full stop, still belongs to the stop's sentence.
    fn closes(&self, text: &Text, at: usize) -> bool {
        let adjacent = self.words[at - 1].end == self.words[at].start;
        match text.slice(self.words[at]) {
            "”" | "»" | ")" | "]" => true,
            "\"" | "''" | "’" | "'" | "!" | "?" => adjacent,
            _ => false,
        }
    }

    /// Says whether a sentence ends with the stop at `stop_at` when the word at `next` follows it.
    fn ends_before(&self, text: &Text, stop: Stop, stop_at: usize, next: usize, quoted: bool) -> bool {
        let word = text.slice(self.words[next]);
        let Some(c) = word.chars().next() else { return false };
        if c.is_lowercase() || matches!(c, ',' | ';' | ':' | '-' | '–' | '—' | ')' | ']' | '.' | '…') {
            return false;
        }
        match stop {
            Stop::None => false,
            Stop::Full => true,
            // “Enough!” Smith said: the exclamation ends the quote, not the sentence.
            Stop::Loud => {
                !quoted
                    || !self.words[next..].iter().take(4).any(|&w| {
                        matches!(
                            text.slice(w),
                            "said" | "says" | "asked" | "added" | "told" | "wrote" | "shouted" | "cried"
                        )
                    })
            }
            Stop::Ellipsis => c.is_uppercase() || quoted,
            Stop::Abbreviation => {
                let abbreviation = text.slice(self.words[stop_at]);
                let may_end = abbreviation.contains('.') && abbreviation.len() > 2;
                quoted || may_end && !is_title_abbreviation(abbreviation) && starts_sentences(word)
            }
        }
    }
}

/// What a word says of the end of its sentence.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Stop {
    None,
    /// A full stop.
    Full,
    /// A question or exclamation mark.
    Loud,
    Ellipsis,
    /// A word that carries a full stop of its own.
    Abbreviation,
}

impl Stop {
    fn of(word: &str) -> Self {
        match word {
            "." | "。" | "।" | "؟" | "｡" => Self::Full,
            "!" | "?" | "！" | "？" | "‽" => Self::Loud,
            "…" => Self::Ellipsis,
            _ if word.ends_with('.') => {
                if word.starts_with("..") {
                    Self::Ellipsis
                } else {
                    Self::Abbreviation
                }
            }
            _ => Self::None,
        }
    }
}

fn is_closing_quote(word: &str) -> bool {
    matches!(word, "”" | "»" | "\"" | "''" | "’" | "'")
}

fn char_at(body: &str, at: usize) -> Option<char> {
    // Nearly all bytes of the news are ASCII: no decoding for them.
    match body.as_bytes().get(at) {
        Some(&byte) if byte < 0x80 => Some(byte as char),
        Some(_) => body[at..].chars().next(),
        None => None,
    }
}

/// Says whether `c` makes words: letters, digits and the marks that combine with them.
fn makes_words(c: char) -> bool {
    c.is_alphanumeric()
        || c == '_'
        || !c.is_ascii()
            && matches!(c,
                '\u{300}'..='\u{36f}' | '\u{591}'..='\u{5bd}' | '\u{64b}'..='\u{65f}'
                | '\u{900}'..='\u{963}' | '\u{966}'..='\u{dff}' | '\u{1ab0}'..='\u{1aff}'
                | '\u{1dc0}'..='\u{1dff}' | '\u{200c}' | '\u{200d}' | '\u{20d0}'..='\u{20ff}'
                | '\u{fe20}'..='\u{fe2f}')
}

/// Returns where the word ends that starts at `start` with `first`.
fn word_end(body: &str, start: usize, first: char) -> usize {
    let mut at = start + first.len_utf8();
    if !makes_words(first) {
        let next = char_at(body, at);
        match first {
            '@' | '#' if next.is_some_and(char::is_alphanumeric) => {}
            '.' | '-' | '`' | '*' | '=' | '~' => {
                return at + body.as_bytes()[at..].iter().take_while(|&&b| b as char == first).count();
            }
            '\'' if next == Some('\'') => return at + 1,
            _ => return at,
        }
    }
    let mut last = first;
    // Letters since the last full stop, and whether all before it were single ones: "U.N."
    let (mut run, mut dotted) = (1, false);
    while let Some(c) = char_at(body, at) {
        if makes_words(c) {
            (last, run) = (c, run + 1);
            at += c.len_utf8();
            continue;
        }
        let Some(next) = char_at(body, at + c.len_utf8()) else { break };
        let joins = match c {
            '\'' | '’' => last.is_alphabetic() && next.is_alphabetic(),
            '-' | '\u{2011}' | '&' => makes_words(next),
            '.' if run == 1 && last.is_alphabetic() && next.is_alphabetic() => {
                dotted |= at - start == last.len_utf8();
                dotted
            }
            '.' => {
                last.is_ascii_digit() && next.is_ascii_digit()
                    || last.is_ascii_lowercase() && next.is_ascii_lowercase()
            }
            ',' | ':' => last.is_ascii_digit() && next.is_ascii_digit(),
            _ => false,
        };
        if !joins {
            break;
        }
        if c == '.' {
            run = 0;
        }
        last = c;
        at += c.len_utf8();
    }
    if body.as_bytes().get(at) == Some(&b'.') && body.as_bytes().get(at + 1) != Some(&b'.') {
        let word = &body[start..at];
        let initial = run == 1 && last.is_uppercase() && word.len() == last.len_utf8() && word != "I" && {
            let rest = body[at + 1..].trim_start();
            rest.chars().next().is_some_and(char::is_uppercase)
        };
        if dotted && run == 1 || initial || is_abbreviation(word, &body[at + 1..]) {
            return at + 1;
        }
    }
    at
}

/// Returns where the possessive "'s" of a word begins, 0 where it has none.
fn possessive(word: &str) -> usize {
    let stem = ["'s", "’s", "'S", "’S"].iter().find_map(|suffix| word.strip_suffix(suffix));
    stem.map_or(0, str::len)
}

/// Says whether `word` is written with a full stop; `rest` follows that full stop.
fn is_abbreviation(word: &str, rest: &str) -> bool {
    if word.len() > 6 {
        return false;
    }
    let number_follows = rest.trim_start().starts_with(|c: char| c.is_ascii_digit());
    match word {
        "Mr" | "Mrs" | "Ms" | "Mx" | "Dr" | "Prof" | "Sen" | "Sens" | "Rep" | "Reps" | "Gov" | "Govs"
        | "Gen" | "Lt" | "Col" | "Maj" | "Capt" | "Cmdr" | "Sgt" | "Adm" | "Rev" | "Hon" | "Pres"
        | "Supt" | "Insp" | "Amb" | "Msgr" | "St" | "Ft" | "Mt" | "Jr" | "Sr" | "Inc" | "Corp" | "Co"
        | "Ltd" | "Bros" | "vs" | "v" | "etc" | "approx" | "est" | "Dept" | "Assn" | "Ave" | "Blvd"
        | "Rd" | "Va" | "Calif" | "Fla" | "Pa" | "Mass" | "Md" | "Conn" | "Ariz" | "Ga" | "Tex" | "Colo"
        | "Wis" | "Mich" | "Minn" | "Ala" | "Tenn" | "Ky" | "Okla" | "Ore" | "Nev" | "Vt" | "Ill" | "Ind"
        | "Wash" | "Miss" | "Mo" | "Neb" | "Del" | "La" | "Ph" => true,
        "Jan" | "Feb" | "Mar" | "Apr" | "Jun" | "Jul" | "Aug" | "Sept" | "Sep" | "Oct" | "Nov" | "Dec"
        | "No" | "Nos" | "no" | "p" | "pp" | "Art" | "Sec" => number_follows,
        _ => false,
    }
}

/// Says whether `word` is an abbreviation that a name follows, so that no sentence ends with it.
fn is_title_abbreviation(word: &str) -> bool {
    matches!(
        word,
        "Mr."
            | "Mrs."
            | "Ms."
            | "Mx."
            | "Dr."
            | "Prof."
            | "Sen."
            | "Sens."
            | "Rep."
            | "Reps."
            | "Gov."
            | "Gen."
            | "Lt."
            | "Col."
            | "Maj."
            | "Capt."
            | "Sgt."
            | "Adm."
            | "Rev."
            | "Hon."
            | "St."
            | "Ft."
            | "Mt."
            | "vs."
            | "v."
    )
}

/// Says whether a sentence often starts with `word`, which is capitalised after an abbreviation.
fn starts_sentences(word: &str) -> bool {
    matches!(
        word,
        "The"
            | "A"
            | "An"
            | "He"
            | "She"
            | "It"
            | "They"
            | "We"
            | "I"
            | "You"
            | "His"
            | "Her"
            | "Its"
            | "Their"
            | "Our"
            | "This"
            | "That"
            | "These"
            | "Those"
            | "There"
            | "But"
            | "And"
            | "Or"
            | "So"
            | "In"
            | "On"
            | "At"
            | "For"
            | "From"
            | "With"
            | "By"
            | "As"
            | "If"
            | "When"
            | "While"
            | "After"
            | "Before"
            | "Since"
            | "Although"
            | "However"
            | "Mr."
            | "Mrs."
            | "Ms."
            | "Dr."
            | "What"
            | "Who"
            | "How"
            | "Why"
            | "Not"
            | "No"
            | "Some"
            | "Many"
            | "Most"
            | "Asked"
            | "According"
            | "“"
            | "\""
            | "''"
            | "``"
            | "‘"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Words are parted by spaces in `expected`, sentences by `|`, paragraphs by `¶`.
    #[track_caller]
    fn check(body: &str, expected: &str) {
        let text = Text::verbatim(body.to_owned()).unwrap();
        let mut tokens = Tokens::default();
        tokens.fill(&text, Deadline::NEVER).unwrap();
        let mut found = Vec::new();
        for paragraph in &tokens.paragraphs {
            let sentences =
                tokens.sentences.iter().filter(|s| paragraph.start <= s.start && s.end <= paragraph.end);
            let sentences: Vec<_> = sentences
                .map(|s| tokens.words[s.clone()].iter().map(|&w| text.slice(w)).collect::<Vec<_>>().join(" "))
                .collect();
            found.push(sentences.join(" | "));
        }
        assert_eq!(found.join(" ¶ "), expected);
    }

    #[test]
    fn words() {
        check("Gil, the envoy.", "Gil , the envoy .");
        check("Maduro’s $15 million", "Maduro ’s $ 15 million");
        check("don't O’Brien rock-and-roll AT&T", "don't O’Brien rock-and-roll AT&T");
        check("1,000.5 at 6:30 a.m. in the U.N.", "1,000.5 at 6:30 a.m. in the U.N.");
        check("(see amazon.com)...", "( see amazon.com ) ...");
        check("``PTB'' marks -- so", "`` PTB '' marks -- so");
        check("@handle #tag @ #", "@handle #tag @ #");
        check("John D. Smith Jr. of Inc. magazine", "John D. Smith Jr. of Inc. magazine");
        check("Zalgo h\u{334}\u{35d}i, 北京很大, Москва", "Zalgo h\u{334}\u{35d}i , 北京很大 , Москва");
        check("\0\u{feff}", "\0 \u{feff}");
    }

    #[test]
    fn sentences() {
        check("One. Two! Three? Four", "One . | Two ! | Three ? | Four");
        check("The U.N. Security Council met. It failed.", "The U.N. Security Council met . | It failed .");
        check("He left the U.S. The rest stayed.", "He left the U.S. | The rest stayed .");
        check("At 6 a.m. Monday Mr. Xi spoke.", "At 6 a.m. Monday Mr. Xi spoke .");
        check("“We won.” He left.", "“ We won . ” | He left .");
        check("\"We won.\" \"We did.\"", "\" We won . \" | \" We did . \"");
        check("“Really?” he asked. Yes.", "“ Really ? ” he asked . | Yes .");
        check("“Stop!” Smith said. He went.", "“ Stop ! ” Smith said . | He went .");
        check("Up 3.5 percent. No. 2 fell.", "Up 3.5 percent . | No. 2 fell .");
        check("He paused... then went. Wait… Now.", "He paused ... then went . | Wait … | Now .");
        check("“Never.” –Commissioner Smith", "“ Never . ” – Commissioner Smith");
        check("No stop here\nNext one", "No stop here ¶ Next one");
        check("J. Edgar Hoover. So did I. Then", "J. Edgar Hoover . | So did I . | Then");
        check("北京。上海。", "北京 。 | 上海 。");
    }

    #[test]
    fn hostile_input_takes_linear_time() {
        for body in [
            "x".repeat(1 << 23),
            "a ".repeat(1 << 20),
            ".".repeat(1 << 20),
            "A.".repeat(1 << 20),
            "'s".repeat(1 << 20),
            "”".repeat(1 << 20),
            "! ".repeat(1 << 20),
            "A. ".repeat(1 << 20),
        ] {
            let text = Text::verbatim(body).unwrap();
            let mut tokens = Tokens::default();
            tokens.fill(&text, Deadline::NEVER).unwrap();
            assert!(!tokens.words.is_empty());
            assert_eq!(tokens.sentences.iter().map(|s| s.len()).sum::<usize>(), tokens.words.len());
        }
    }
}
