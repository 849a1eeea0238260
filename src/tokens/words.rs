//! One pass over the bytes of a paragraph: its words, and the places where a sentence may end.
//!
//! A word is a run of letters and digits, or several that a mark between them joins: "rock-and-roll", "3.5",
//! "U.S.-based", "AT&T". Any other character is a word of its own, or a run of the same. English clitics part
//! from their word: "do n't", "we 'll", "Roe 's".

use super::combining::combines;
use super::lists::{self, Kind};
use super::{DEADLINE_STEP, Stop, StopKind};
use crate::error::{Deadline, Reject};
use crate::text::Span;

const LOWER: u8 = 1;
const UPPER: u8 = 2;
const DIGIT: u8 = 4;
/// Makes words and is none of the three: "_", letters without case, combining marks.
const OTHER: u8 = 8;
const LETTER: u8 = LOWER | UPPER;
const WORD: u8 = LETTER | DIGIT | OTHER;
const SPACE: u8 = 16;
/// The first byte of a character outside ASCII, or a later one.
const HIGH: u8 = 32;

/// What each byte is; 0 for the marks of ASCII.
static CLASSES: [u8; 256] = {
    let mut classes = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        classes[byte] = match byte as u8 {
            b'a'..=b'z' => LOWER,
            b'A'..=b'Z' => UPPER,
            b'0'..=b'9' => DIGIT,
            b'_' => OTHER,
            b' ' | 9..=13 => SPACE,
            128.. => HIGH,
            _ => 0,
        };
        byte += 1;
    }
    classes
};

/// How far an address is looked for: as long as most, and short enough to keep the pass linear.
const ADDRESS_REACH: usize = 64;

/// Endings of addresses that news texts name without "www".
const DOMAINS: &[&str] = &[
    "com", "org", "net", "gov", "edu", "co", "uk", "io", "info", "tv", "us", "eu", "de", "fr", "ca", "au",
    "ly", "me", "int", "mil", "biz", "news", "in", "ru", "cn", "jp", "ai", "gl", "html", "pdf", "doc",
];

/// Finds the words of the paragraph that ends where `body` ends and starts at `at`.
pub(super) struct Scanner<'a> {
    pub(super) body: &'a str,
    pub(super) at: usize,
    /// The number of the paragraph's first word.
    pub(super) first: usize,
    pub(super) words: &'a mut Vec<Span>,
    /// The words that may end a sentence.
    pub(super) stops: &'a mut Vec<Stop>,
}

impl Scanner<'_> {
    /// Goes through the whole paragraph.
    pub(super) fn run(mut self, deadline: Deadline) -> Result<(), Reject> {
        let mut check = self.first + DEADLINE_STEP;
        while let Some(&byte) = self.body.as_bytes().get(self.at) {
            let class = CLASSES[usize::from(byte)];
            if class & WORD != 0 {
                self.word(self.at, self.at);
            } else if class & SPACE != 0 {
                self.at += 1;
            } else if class & HIGH != 0 {
                self.high();
            } else {
                self.mark(byte);
            }
            if self.words.len() >= check {
                check = self.words.len() + DEADLINE_STEP;
                deadline.check("read")?;
            }
        }
        Ok(())
    }

    /// Returns the byte at `at`, 0 after the end.
    fn byte(&self, at: usize) -> u8 {
        self.body.as_bytes().get(at).copied().unwrap_or(0)
    }

    /// Returns the class of the character at `at`, and its length; (0, 0) after the end.
    fn class(&self, at: usize) -> (u8, usize) {
        let Some(&byte) = self.body.as_bytes().get(at) else { return (0, 0) };
        match CLASSES[usize::from(byte)] {
            HIGH => self.body[at..].chars().next().map_or((0, 0), |c| (class_of(c), c.len_utf8())),
            class => (class, 1),
        }
    }

    /// Returns the class of the character that ends before `at`.
    fn class_before(&self, at: usize) -> u8 {
        match at.checked_sub(1).map(|before| CLASSES[usize::from(self.byte(before))]) {
            None => SPACE,
            Some(HIGH) => self.body[..at].chars().next_back().map_or(0, class_of),
            Some(class) => class,
        }
    }

    fn is_word(&self, at: usize) -> bool {
        self.class(at).0 & WORD != 0
    }

    /// Says whether a word may start at `at` with a sign: nothing is joined on its left.
    fn stands_free(&self, at: usize) -> bool {
        self.class_before(at) & SPACE != 0 || matches!(self.byte(at - 1), b'(' | b'[' | b'"' | b'\'')
    }

    fn push(&mut self, start: usize, end: usize) {
        self.words.push(Span::new(start, end));
        self.at = end;
    }

    fn push_stop(&mut self, start: usize, end: usize, kind: StopKind) {
        self.stops.push(Stop { word: self.words.len(), kind });
        self.push(start, end);
    }

    /// Takes the word that starts at `start`, with its first letter or digit at `piece`.
    fn word(&mut self, start: usize, piece: usize) {
        let bytes = self.body.as_bytes();
        let mut word = Word { start, part: piece, piece, seen: 0, dotted: false, address: false };
        let mut at = piece;
        // Set once the word ends with a full stop of its own.
        let mut stop = None;
        loop {
            let mut class = 0;
            while at < bytes.len() {
                class = CLASSES[usize::from(bytes[at])];
                if class & WORD == 0 {
                    break;
                }
                word.seen |= class;
                at += 1;
            }
            if at >= bytes.len() || class & SPACE != 0 {
                break;
            }
            if class & HIGH != 0 {
                let (class, length) = self.class(at);
                if class & WORD != 0 {
                    word.seen |= class;
                    at += length;
                    continue;
                }
            }
            let length = apostrophe(bytes, at);
            if length > 0 {
                if self.clitic(start, at, length, stop) {
                    return;
                }
                // O'Brien, o’clock; what is only typed for an apostrophe joins nothing.
                let joins = stop.is_none()
                    && (bytes[at] == b'\'' || self.body[at..].starts_with('’'))
                    && self.class_before(at) & (LETTER | OTHER) != 0
                    && self.class(at + length).0 & (LETTER | OTHER) != 0;
                if !joins {
                    break;
                }
                at += length;
                (word.piece, word.seen) = (at, 0);
                continue;
            }
            match bytes[at] {
                b'-' if self.is_word(at + 1) => {
                    at += 1;
                    (word.part, word.dotted) = (at, false);
                }
                // U+2010 and U+2011.
                0xe2 if matches!(bytes[at..], [_, 0x80, 0x90 | 0x91, ..]) && self.is_word(at + 3) => {
                    at += 3;
                    (word.part, word.dotted) = (at, false);
                }
                _ if stop.is_some() => break,
                // Short- and long-term.
                b'-' if self.goes_on(at + 1) => {
                    at += 1;
                    break;
                }
                b'&' if self.is_word(at + 1) => at += 1,
                b'.' => match self.dot(word, at) {
                    Dot::Apart => break,
                    Dot::Joins => {
                        word.dotted |= at == word.part + self.class(word.part).1 || self.byte(at + 2) == b'.';
                        at += 1;
                    }
                    Dot::Own(kind) => {
                        stop = Some(kind);
                        at += 1;
                        if self.is_word(at) {
                            break;
                        }
                        continue;
                    }
                },
                b',' | b':' | b'/' if self.is_digit(at - 1) && self.is_digit(at + 1) => at += 1,
                b':' if bytes[at..].starts_with(b"://") && at - start <= 8 && word.seen == LOWER => {
                    return self.address(start, at);
                }
                b'/' if self.names_domain(word, at) => return self.address(start, at),
                b'@' if self.is_word(at + 1) => {
                    at += 1;
                    word.address = true;
                }
                // f**k
                b'*' if word.seen & LETTER != 0 => {
                    let stars = run(bytes, at);
                    if self.class(at + stars).0 & LETTER == 0 {
                        break;
                    }
                    at += stars;
                }
                // A rating: AA+
                b'+' if word.is_capitals() && !self.is_word(at + run(bytes, at)) => {
                    at += run(bytes, at);
                    break;
                }
                // US$, HK$
                b'$' if word.is_capitals() && at - start <= 3 => {
                    at += 1;
                    break;
                }
                _ => break,
            }
            (word.piece, word.seen, stop) = (at, 0, None);
        }
        match stop {
            Some(kind) => self.push_stop(start, at, StopKind::Abbreviation(kind)),
            None => self.push_word(start, at),
        }
    }

    /// Says whether the space at `at` and "and" or "or" follow.
    fn goes_on(&self, at: usize) -> bool {
        let rest = &self.body.as_bytes()[at..];
        [&b" and "[..], b" or ", b" to "].iter().any(|word| rest.starts_with(word))
    }

    /// Takes a word without a full stop of its own; "cannot" is two.
    fn push_word(&mut self, start: usize, end: usize) {
        if end - start == 4 && self.is_digit(start) && self.is_digit(end - 1) && self.last_word() == "," {
            return self.push_stop(start, end, StopKind::Year);
        }
        if end - start == 6 && self.body.as_bytes()[start..end].eq_ignore_ascii_case(b"cannot") {
            self.push(start, start + 3);
            return self.push(start + 3, end);
        }
        self.push(start, end);
    }

    fn is_digit(&self, at: usize) -> bool {
        self.byte(at).is_ascii_digit()
    }

    /// Takes the word that ends at `at` and the clitic after it, if the apostrophe there begins one.
    fn clitic(&mut self, start: usize, at: usize, length: usize, stop: Option<Kind>) -> bool {
        let bytes = self.body.as_bytes();
        let suffix = at + length;
        if bytes.get(suffix).is_some_and(|b| b | 0x20 == b't') && !self.is_word(suffix + 1) {
            if stop.is_none() && at > start && bytes[at - 1] | 0x20 == b'n' {
                if at - 1 > start {
                    self.push(start, at - 1);
                }
                self.push(at - 1, suffix + 1);
                return true;
            }
            return false;
        }
        let letters = self.clitic_letters(suffix);
        if letters == 0 {
            return false;
        }
        // The 1990's: no possessive.
        if bytes[at - 1] == b'0' && bytes[suffix] == b's' && bytes[start..at].iter().all(u8::is_ascii_digit) {
            self.push(start, suffix + 1);
            return true;
        }
        // Madam.
        if letters == 1 && bytes[suffix] == b'm' && bytes[start..at].eq_ignore_ascii_case(b"ma") {
            return false;
        }
        match stop {
            Some(kind) => self.push_stop(start, at, StopKind::Abbreviation(kind)),
            None => self.push(start, at),
        }
        self.push(at, suffix + letters);
        true
    }

    /// Returns how many letters at `at` make a clitic, and nothing after them a longer word: 's 'll 've.
    fn clitic_letters(&self, at: usize) -> usize {
        let (one, two) = (self.byte(at) | 0x20, self.byte(at + 1) | 0x20);
        let letters = match (one, two) {
            (b'l', b'l') | (b'r' | b'v', b'e') => 2,
            (b's' | b'm' | b'd', _) => 1,
            _ => return 0,
        };
        if self.is_word(at + letters) { 0 } else { letters }
    }

    /// Says what the full stop at `at` is to `word`, which has come so far.
    fn dot(&self, word: Word, at: usize) -> Dot {
        let Word { start, part, piece, seen, dotted, address } = word;
        let (next, _) = self.class(at + 1);
        if address && next & WORD != 0 {
            return Dot::Joins;
        }
        if self.byte(at + 1) == b'.' {
            return Dot::Apart;
        }
        let before = self.class_before(at);
        let single = at - piece == self.class(piece).1 && seen & (LETTER | OTHER) != 0 && seen & DIGIT == 0;
        if next & WORD != 0 {
            let joins = before & DIGIT != 0 && next & DIGIT != 0
                || before & LOWER != 0 && next & LOWER != 0
                || single && (dotted || piece == part) && next & (LETTER | OTHER) != 0
                // Ph.D.
                || next & UPPER != 0 && self.byte(at + 2) == b'.' && at - piece <= 2 && seen == LETTER
                || next & LOWER != 0 && self.domain(at + 1) > 0
                || self.leads_to_at(at + 1);
            if joins {
                return Dot::Joins;
            }
            let counts = next & DIGIT != 0
                && matches!(
                    lists::abbreviation(&self.body[piece..at]),
                    Some(Kind::Counts | Kind::Leads | Kind::Month)
                );
            return if counts { Dot::Own(Kind::Leads) } else { Dot::Apart };
        }
        if dotted && (single || self.body[piece..at].len() == 2 && seen == LETTER) {
            return Dot::Own(match &self.body[part..at] {
                "a.m" | "p.m" | "A.M" | "P.M" => Kind::Hour,
                "e.g" | "i.e" | "E.g" | "I.e" | "a.k.a" | "v.s" | "P.S" => Kind::Leads,
                _ => Kind::Closes,
            });
        }
        let (ahead, follows) = self.ahead(at + 1);
        if start == piece && seen == DIGIT {
            // "1. Roe 2. Doe"
            let enumerates = at - start <= 2
                && follows > at + 1
                && ahead & (WORD | HIGH) != 0
                && (self.words.len() == self.first
                    || self.stops.last().is_some_and(|stop| stop.word + 1 == self.words.len()));
            return if enumerates { Dot::Own(Kind::Leads) } else { Dot::Apart };
        }
        if single && seen & UPPER != 0 {
            let is_pronoun = &self.body[start..at] == "I";
            let initial = match ahead {
                _ if self.byte(at + 1) == b',' => true,
                LOWER => !is_pronoun,
                UPPER => {
                    let next = self.word_ahead(follows);
                    let alone = next.len() == 1 && self.byte(follows + 1) == b'.';
                    (alone || !lists::starts_sentences(next)) && (!is_pronoun || self.follows_name())
                }
                _ => false,
            };
            return if initial { Dot::Own(Kind::Initial) } else { Dot::Apart };
        }
        // Born and died: (b. May 1990; d. June 2020).
        if single && seen == LOWER && matches!(self.last_word(), "(" | ";") && ahead & (UPPER | DIGIT) != 0 {
            return Dot::Own(Kind::Leads);
        }
        // "Sec.-Gen.": each half is looked up alone.
        let kind =
            lists::abbreviation(&self.body[piece..at]).or_else(|| lists::abbreviation(&self.body[start..at]));
        match kind {
            // No. 5; Wed. Sept. 5
            Some(Kind::Counts) if ahead & DIGIT != 0 || lists::names_time(self.word_ahead(follows)) => {
                return Dot::Own(Kind::Leads);
            }
            Some(Kind::State) if self.words.len() > self.first && self.last_word() == "," => {
                return Dot::Own(Kind::Closes);
            }
            None | Some(Kind::Counts | Kind::State) => {}
            Some(kind) => return Dot::Own(kind),
        }
        // No other word has a comma right after its full stop, and none without vowels goes on in small letters.
        let unknown = matches!(self.byte(at + 1), b',' | b';') && seen & LETTER != 0
            || ahead & (LOWER | DIGIT) != 0
                && at - piece <= 5
                && seen & (DIGIT | OTHER) == 0
                && seen != UPPER
                && !self.body[piece..at]
                    .contains(['a', 'e', 'i', 'o', 'u', 'y', 'A', 'E', 'I', 'O', 'U', 'Y']);
        if unknown { Dot::Own(Kind::Leads) } else { Dot::Apart }
    }

    /// Returns the class of the first character at `at` or later that is no space, and where it is.
    fn ahead(&self, mut at: usize) -> (u8, usize) {
        loop {
            match self.class(at) {
                (SPACE, length) => at += length,
                (class, _) => return (class, at),
            }
        }
    }

    /// Returns the ASCII letters that start at `at`; no more than a starter has.
    fn word_ahead(&self, at: usize) -> &str {
        let letters =
            self.body.as_bytes()[at..].iter().take(17).take_while(|b| b.is_ascii_alphabetic()).count();
        &self.body[at..at + letters]
    }

    fn last_word(&self) -> &str {
        self.words.last().map_or("", |&word| &self.body[word.range()])
    }

    /// Says whether the last word of the paragraph is capitalised, or there is none.
    fn follows_name(&self) -> bool {
        self.words.len() == self.first || self.last_word().starts_with(char::is_uppercase)
    }

    /// Returns the length of the known top-level domain at `at`, 0 if there is none.
    fn domain(&self, at: usize) -> usize {
        let rest = &self.body.as_bytes()[at..];
        let known = DOMAINS
            .iter()
            .find(|domain| rest.starts_with(domain.as_bytes()) && !self.is_word(at + domain.len()));
        known.map_or(0, |domain| domain.len())
    }

    /// Says whether `word` ends, at `at`, with a known top-level domain.
    fn names_domain(&self, word: Word, at: usize) -> bool {
        let Word { start, piece, .. } = word;
        piece > start && self.byte(piece - 1) == b'.' && DOMAINS.contains(&&self.body[piece..at])
    }

    /// Says whether what follows at `at` is the rest of an e-mail address's name, up to its "@".
    fn leads_to_at(&self, at: usize) -> bool {
        let rest = self.body.as_bytes()[at..].iter().take(ADDRESS_REACH);
        let name = rest
            .clone()
            .take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b'_' | b'+'))
            .count();
        rest.clone().nth(name) == Some(&b'@') && self.is_word(at + name + 1)
    }

    /// Takes the address that starts at `start`: up to white space, quotes and the marks of the sentence around it.
    fn address(&mut self, start: usize, at: usize) {
        let bytes = self.body.as_bytes();
        let rest = &self.body[at..];
        let end = rest
            .find(|c: char| {
                c.is_whitespace()
                    || c.is_control()
                    || matches!(c, '"' | '<' | '>' | '“' | '”' | '«' | '»' | '’')
            })
            .unwrap_or(rest.len());
        let mut end = at + end;
        let brackets = bytes[at..end].contains(&b'(');
        while end > at + 1 {
            match bytes[end - 1] {
                b'.' | b',' | b';' | b':' | b'!' | b'?' | b']' | b'}' | b'\'' | b'*' => end -= 1,
                // https://a.example/Harbour_(ship)
                b')' if !brackets => end -= 1,
                _ => break,
            }
        }
        self.push(start, end);
    }

    /// Takes what starts with a mark of ASCII.
    fn mark(&mut self, byte: u8) {
        let (bytes, at) = (self.body.as_bytes(), self.at);
        let next = self.class(at + 1).0;
        match byte {
            b'.' if self.is_digit(at + 1) && self.stands_free(at) => self.word(at, at + 1),
            // The .com boom.
            b'.' if self.domain(at + 1) > 0 && self.stands_free(at) => self.word(at, at + 1),
            b'.' => match run(bytes, at) {
                1 => self.push_stop(at, at + 1, StopKind::Full),
                dots => self.push_stop(at, at + dots, StopKind::Ellipsis),
            },
            b'!' | b'?' => {
                let marks = bytes[at..].iter().take_while(|&&b| matches!(b, b'!' | b'?')).count();
                self.push_stop(at, at + marks, StopKind::Loud);
            }
            b'@' if next & WORD != 0 => self.word(at, at + 1),
            b'#' if next & (LETTER | OTHER) != 0 => self.word(at, at + 1),
            b'+' if next & DIGIT != 0 && self.stands_free(at) => self.word(at, at + 1),
            b'\'' if self.byte(at + 1) == b'\'' => self.push(at, at + 2),
            b'\'' => self.leading_apostrophe(1),
            b'`' if run(bytes, at) == 1 => self.leading_apostrophe(1),
            b':' | b';' | b'=' if self.smiles(at) > 0 => self.push(at, at + self.smiles(at)),
            b':' => {
                let credits = matches!(
                    self.last_word(),
                    "Image"
                        | "Images"
                        | "Photo"
                        | "Photos"
                        | "Photograph"
                        | "Picture"
                        | "Video"
                        | "Source"
                        | "Credit"
                );
                if credits {
                    self.push_stop(at, at + 1, StopKind::Credit);
                } else {
                    self.push(at, at + 1);
                }
            }
            b'-' | b'`' | b'+' | b'*' | b'=' | b'~' | b'<' | b'>' => self.push(at, at + run(bytes, at)),
            _ => {
                self.push(at, at + 1);
                self.extend();
            }
        }
    }

    /// Returns the length of the smiley at `at`, 0 where there is none: :-) ;( :D
    fn smiles(&self, at: usize) -> usize {
        let mouth = at + 1 + usize::from(self.byte(at + 1) == b'-');
        let smiles = matches!(self.byte(mouth), b')' | b'(' | b'D' | b'P' | b'p')
            && (self.class(mouth + 1).0 & SPACE != 0 || mouth + 1 >= self.body.len())
            && self.class_before(at) & SPACE != 0;
        if smiles { mouth + 1 - at } else { 0 }
    }

    /// Takes what an apostrophe starts: a clitic alone, "'90s", "'em", or the mark.
    fn leading_apostrophe(&mut self, length: usize) {
        let (bytes, at) = (self.body.as_bytes(), self.at);
        let suffix = at + length;
        let mut letters = self.clitic_letters(suffix);
        if letters == 0 {
            let run = bytes[suffix..].iter().take(6).take_while(|b| b.is_ascii_alphanumeric()).count();
            let word = &bytes[suffix..suffix + run];
            let curly = length > 1;
            let known = match word {
                [a, b, s @ ..] if a.is_ascii_digit() && b.is_ascii_digit() => {
                    s == b"s" || curly && s.is_empty()
                }
                _ => [&b"em"[..], b"til", b"tis", b"twas", b"cause", b"cos", b"n", b"bout"]
                    .iter()
                    .any(|known| word.eq_ignore_ascii_case(known)),
            };
            letters = if known && !self.is_word(suffix + run) { run } else { 0 };
        }
        // In quotes: 'S'.
        let quoted = letters > 0 && apostrophe(bytes, suffix + letters) > 0;
        if letters > 0 && quoted && bytes[suffix..suffix + letters].eq_ignore_ascii_case(b"n") {
            letters += apostrophe(bytes, suffix + letters);
        } else if quoted {
            letters = 0;
        }
        self.push(at, suffix + letters);
    }

    /// Takes what starts with a character outside ASCII.
    fn high(&mut self) {
        let at = self.at;
        let Some(c) = self.body[at..].chars().next() else { return };
        let end = at + c.len_utf8();
        match c {
            '“' | '”' => return self.push(at, end),
            '—' | '–' => {
                let dashes = self.body[at..].chars().take_while(|&dash| dash == c).count();
                return self.push(at, at + dashes * (end - at));
            }
            // Doubled, as some wires set them: ‘‘ and ’’.
            '’' | '‘' if self.body[end..].starts_with(c) => return self.push(at, end + (end - at)),
            '’' | '‘' => return self.leading_apostrophe(end - at),
            '…' => return self.push_stop(at, end, StopKind::Ellipsis),
            '。' | '।' | '｡' | '۔' | '॥' => return self.push_stop(at, end, StopKind::Full),
            '！' | '？' | '‽' | '؟' | '⁉' | '⁈' | '‼' => {
                return self.push_stop(at, end, StopKind::Loud);
            }
            _ => {}
        }
        if c.is_whitespace() {
            self.at = end;
        } else if class_of(c) & WORD != 0 {
            self.word(at, at);
        } else {
            self.push(at, end);
            // The two letters of a flag.
            if matches!(c, '\u{1f1e6}'..='\u{1f1ff}') {
                self.extend_if(|c| matches!(c, '\u{1f1e6}'..='\u{1f1ff}'));
            }
            self.extend();
        }
    }

    /// Adds to the last word the characters that combine with its last one, and what joiners join.
    fn extend(&mut self) {
        while let Some(c) = self.extend_if(combines) {
            if c == '\u{200d}' {
                self.extend_if(|c| !c.is_whitespace() && !c.is_ascii() && class_of(c) == 0);
            }
        }
    }

    fn extend_if(&mut self, wanted: impl Fn(char) -> bool) -> Option<char> {
        if CLASSES[usize::from(self.byte(self.at))] & HIGH == 0 {
            return None;
        }
        let c = self.body[self.at..].chars().next().filter(|&c| wanted(c))?;
        self.at += c.len_utf8();
        if let Some(word) = self.words.last_mut() {
            *word = Span::new(word.start as usize, self.at);
        }
        Some(c)
    }
}

/// A word while it is read.
#[derive(Clone, Copy)]
struct Word {
    start: usize,
    /// Where its part after the last hyphen starts.
    part: usize,
    /// Where its piece after the last mark of any kind starts.
    piece: usize,
    /// The classes in that piece.
    seen: u8,
    /// Whether a single letter with a full stop came before, in the same part.
    dotted: bool,
    /// Whether it has an "@".
    address: bool,
}

impl Word {
    fn is_capitals(self) -> bool {
        self.seen == UPPER && self.piece == self.start
    }
}

/// What a full stop is to the word before it.
enum Dot {
    /// A mark of its own.
    Apart,
    /// Inside the word.
    Joins,
    /// The end of an abbreviation.
    Own(Kind),
}

/// Returns the class of a character outside ASCII.
fn class_of(c: char) -> u8 {
    // Punctuation that the news is full of; the joiners are not in it.
    if matches!(c, '\u{2010}'..='\u{205e}') {
        return 0;
    }
    if c.is_lowercase() {
        LOWER
    } else if c.is_uppercase() {
        UPPER
    } else if c.is_alphanumeric() || combines(c) {
        OTHER
    } else if c.is_whitespace() {
        SPACE
    } else {
        0
    }
}

/// Returns the length of the apostrophe at `at`, or of what is typed for one; 0 if there is none.
fn apostrophe(bytes: &[u8], at: usize) -> usize {
    match bytes.get(at..) {
        Some([b'\'' | b'`', ..]) => 1,
        Some([0xe2, 0x80, 0x98 | 0x99, ..]) => 3,
        Some([0xc2, 0xb4, ..]) => 2,
        _ => 0,
    }
}

/// Returns how often the byte at `at` is repeated.
fn run(bytes: &[u8], at: usize) -> usize {
    bytes[at..].iter().take_while(|&&b| b == bytes[at]).count()
}
