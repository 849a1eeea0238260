//! Which cue and which source a content has: a log-linear model over all pairs of them nearby, none included.
//!
//! The parts come from the reader, which may say too how it would tie them. Each content is decided on by itself;
//! contents that share their cue are one attribution.

use crate::found::EntityType;
use crate::reading::linear::table::{Table, fingerprint, hash, mix};
use crate::reading::tag::Tag;
use crate::reading::{Label, Link, Part, PartKind, Reading, Shape};
use crate::text::Text;
use crate::tokens::Tokens;
use std::ops::Range;

/// How many kinds of links there are.
pub const LINKS: usize = 3;

/// As many cues and sources on either side of a content are looked at, among so many parts.
const REACH: usize = 4;
/// Of parts less probable than this, so many.
const WEAK: f32 = 0.4;
const WEAK_REACH: usize = 2;
const PARTS_REACH: usize = 32;

/// The kind of a content that stands in quotation marks.
const DIRECT: u8 = 2;

/// By how much the log odds of a source rise that signs a content. Given, not learned: news has few signatures to learn
/// from, and where there is one it leaves no doubt.
const SIGNATURE: f32 = 8.0;

/// Weights of the ranker.
#[derive(Clone, Debug, Default)]
pub struct Weights {
    pub features: Table,
    pub values: Vec<f32>,
    /// Of the reader's log probabilities, by link.
    pub ties: [f32; LINKS],
}

impl Weights {
    fn sum(&self, features: &[u32]) -> f32 {
        features.iter().filter_map(|&feature| self.features.find(feature)).map(|at| self.values[at]).sum()
    }
}

/// What is scored of a content's choice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Slot {
    /// Its cue, by place among the choice's cues.
    Cue(usize),
    /// Its source, likewise.
    Source(usize),
    /// Both.
    Pair(usize, usize),
}

/// The cues and sources that a content may have; the first of each is none.
#[derive(Clone, Debug, Default)]
pub struct Choice {
    pub cues: Vec<Option<usize>>,
    pub sources: Vec<Option<usize>>,
}

/// How probable each cue and source of a content is.
#[derive(Clone, Debug, Default)]
pub struct Ranked {
    pub choice: Choice,
    pub cue: usize,
    pub source: usize,
    pub cue_probability: f32,
    pub source_probability: f32,
    /// For each cue and source of the choice.
    pub cues: Vec<f32>,
    pub sources: Vec<f32>,
}

/// An article's words and parts as the ranker sees them.
#[derive(Debug)]
pub struct Map<'a> {
    text: &'a Text,
    tokens: &'a Tokens,
    reading: &'a Reading,
    /// For each word its sentence and paragraph, and one more at the end.
    sentence: Vec<u32>,
    paragraph: Vec<u32>,
    /// How many commas and quotation marks are before each word, and words inside of them.
    commas: Vec<u32>,
    marks: Vec<u32>,
    inside: Vec<u32>,
    /// How many parts of each kind are before each part.
    before: Vec<[u32; 3]>,
    kinds: Vec<u8>,
    /// A word that tells the part: a cue's first, a source's last.
    told: Vec<u64>,
    /// Where the ties of each part begin.
    ties: Vec<u32>,
}

fn bucket(distance: usize) -> u64 {
    match distance {
        0..=3 => distance as u64,
        4..=5 => 4,
        6..=8 => 5,
        9..=14 => 6,
        15..=25 => 7,
        26..=50 => 8,
        _ => 9,
    }
}

fn steps(probability: f32) -> u64 {
    [0.3, 0.5, 0.7, 0.85, 0.95, 0.99].iter().filter(|&&step| probability >= step).count() as u64
}

/// An answer to a question has at most so many words and marks; longer ones may be the asker's, who goes on.
const SHORT_ANSWER: usize = 15;

impl<'a> Map<'a> {
    /// Surveys an article that has been read.
    pub fn new(text: &'a Text, tokens: &'a Tokens, reading: &'a Reading) -> Self {
        let count = tokens.words.len();
        let numbers = |ranges: &[Range<usize>]| {
            let mut numbers = Vec::with_capacity(count + 1);
            for (number, range) in ranges.iter().enumerate() {
                numbers.resize(range.end, number as u32);
            }
            numbers.resize(count + 1, ranges.len() as u32);
            numbers
        };
        let (mut commas, mut marks, mut inside) =
            (Vec::with_capacity(count + 1), Vec::with_capacity(count + 1), Vec::with_capacity(count + 1));
        let (mut comma, mut mark, mut within) = (0, 0, 0);
        let mut stretches = reading.stretches.iter().peekable();
        for at in 0..count {
            commas.push(comma);
            marks.push(mark);
            inside.push(within);
            while stretches.next_if(|stretch| stretch.words.end <= at).is_some() {}
            let quoted = stretches.peek().is_some_and(|stretch| stretch.words.contains(&at));
            if reading.shapes[at] == Shape::Mark {
                match text.slice(tokens.words[at]) {
                    "," | ";" | ":" | "-" | "--" | "–" | "—" => comma += 1,
                    "“" | "”" | "\"" | "''" | "``" | "«" | "»" => mark += 1,
                    _ => {}
                }
            } else {
                within += u32::from(quoted);
            }
        }
        commas.push(comma);
        marks.push(mark);
        inside.push(within);
        let mut before = Vec::with_capacity(reading.parts.len() + 1);
        let mut so_far = [0; 3];
        for part in &reading.parts {
            before.push(so_far);
            so_far[part.kind as usize] += 1;
        }
        before.push(so_far);
        let mut ties = Vec::with_capacity(reading.parts.len() + 1);
        let mut next = 0;
        for at in 0..=reading.parts.len() {
            while reading.ties.get(next).is_some_and(|tie| tie.from < at) {
                next += 1;
            }
            ties.push(next as u32);
        }
        let mut map = Self {
            text,
            tokens,
            reading,
            sentence: numbers(&tokens.sentences),
            paragraph: numbers(&tokens.paragraphs),
            commas,
            marks,
            inside,
            before,
            kinds: Vec::new(),
            told: Vec::new(),
            ties,
        };
        map.kinds = reading.parts.iter().map(|part| map.kind(part)).collect();
        map.told = reading.parts.iter().map(|part| map.telling(part)).collect();
        map
    }

    /// Returns the contents, by number of their part.
    pub fn contents(&self) -> impl Iterator<Item = usize> {
        let parts = self.reading.parts.iter().enumerate();
        let contents = parts.filter(|(_, part)| part.kind == PartKind::Content).map(|(at, _)| at);
        contents.filter(|&at| !self.tells_of_source(at))
    }

    /// Says whether a part is a clause on the source before it: "said Jane Roe, who led the inquiry".
    fn tells_of_source(&self, part: usize) -> bool {
        let parts = &self.reading.parts;
        let start = parts[part].words.start;
        let mut before = parts[..part].iter().rev().take(REACH);
        matches!(self.reading.tags[start], Tag::WP | Tag::WDT | Tag::WPS)
            && before.any(|part| part.kind == PartKind::Source && part.words.end + 1 == start)
            && self.sign(start - 1) == 2
    }

    /// Returns a content's words with the edges that print gives them: marks that end a quotation belong to it, a
    /// comma or a stray word after it to the cue and the source.
    pub fn edged(&self, words: Range<usize>) -> Range<usize> {
        const STRAY: usize = 2;
        let Range { mut start, mut end } = words;
        let stretches = &self.reading.stretches;
        let next = stretches.partition_point(|stretch| stretch.words.end < end);
        let all_marks =
            |words: Range<usize>| self.reading.shapes[words].iter().all(|shape| *shape == Shape::Mark);
        if let Some(stretch) = stretches.get(next).filter(|stretch| stretch.words.start < end) {
            if all_marks(end..stretch.words.end) {
                end = stretch.words.end;
            } else if end - start > 1 && self.sign(end - 1) == 2 {
                end -= 1;
            }
        } else if let Some(before) = next.checked_sub(1).map(|at| &stretches[at].words)
            && before.end > start
        {
            let words =
                self.reading.shapes[before.end..end].iter().filter(|shape| **shape != Shape::Mark).count();
            let comma = before.len() > 1 && self.sign(before.end - 2) == 2;
            if words == 0 && self.sign(end - 1) == 2 || comma && words <= STRAY {
                end = before.end;
            }
        }
        let within = stretches.partition_point(|stretch| stretch.words.end <= start);
        if stretches.get(within).is_some_and(|stretch| stretch.words.start + 1 == start) {
            start -= 1;
        }
        start..end
    }

    /// Returns a content's words without those that only lead to the quotation behind them, and without the few of a
    /// sentence that begins behind it and is cut: “… the spring.” | When I tell | him this
    pub fn led(&self, mut words: Range<usize>) -> Range<usize> {
        const STRAY: usize = 5;
        let sentence = &self.tokens.sentences[self.sentence[words.end - 1] as usize];
        let cut = words.end + 1 < sentence.end && sentence.start > words.start;
        if cut && words.end - sentence.start <= STRAY && self.inside[words.end] == self.inside[sentence.start]
        {
            words.end = sentence.start;
        }
        let within = self.reading.stretches.partition_point(|stretch| stretch.words.end <= words.start);
        match self.reading.stretches.get(within).map(|stretch| stretch.words.start) {
            Some(quote) if quote < words.end && self.leads_to(words.start..quote) => quote..words.end,
            _ => words,
        }
    }

    /// Returns the words of a part that the reader cut inside a phrase to the phrase's end, and without the word that
    /// begins another clause: "“2,521 shootings” in the | city", "his tweets, which | he deleted".
    pub fn whole(&self, words: Range<usize>, kind: PartKind) -> Range<usize> {
        const LONGEST: usize = 10;
        if words.is_empty() {
            return words;
        }
        let Range { mut start, mut end } = words;
        // "as “a born leader”"
        let opens = |at: usize| self.reading.stretch_at(at).is_some_and(|stretch| stretch.words.start == at);
        let is_as = |at: usize| self.text.slice(self.tokens.words[at]) == "as";
        if kind == PartKind::Content && start + 1 < end && is_as(start) && opens(start + 1) {
            start += 1;
        }
        let tags = &self.reading.tags;
        let within = self.reading.stretches.partition_point(|stretch| stretch.words.end < end);
        let quoted = self.reading.stretches.get(within).is_some_and(|stretch| stretch.words.start <= end);
        let next = self.reading.parts.partition_point(|part| part.words.start < end);
        let limit = self.reading.parts.get(next).map_or(tags.len(), |part| part.words.start);
        let is_word = |at: usize| {
            at < tags.len()
                && self.sentence[end - 1] == self.sentence[at]
                && self.reading.shapes[at] != Shape::Mark
        };
        if quoted || !is_word(end) {
            return start..end;
        }
        let word = |at: usize| self.text.slice(self.tokens.words[at]);
        let is_subject = matches!(tags[end], Tag::PRP | Tag::EX | Tag::MD) || tags[end].is_verb();
        let subordinates =
            |at: usize| matches!(word(at), "that" | "because" | "while" | "although" | "whether" | "if");
        let opens = match tags[end - 1] {
            Tag::DT | Tag::PRPS => !is_subject,
            Tag::IN if !subordinates(end - 1) => !is_subject || matches!(tags[end], Tag::VBN | Tag::VBG),
            Tag::CC => kind == PartKind::Source && !is_subject,
            _ => false,
        };
        if opens && end < limit {
            let of_phrase = |tag: Tag| {
                tag.is_noun()
                    || matches!(tag, Tag::PDT | Tag::DT | Tag::PRPS | Tag::CD | Tag::DOLLAR | Tag::POS)
                    || matches!(
                        tag,
                        Tag::JJ | Tag::JJR | Tag::JJS | Tag::RB | Tag::VBN | Tag::VBG | Tag::HYPH
                    )
            };
            let is_of = |at: usize| tags[at] == Tag::IN && word(at) == "of";
            let mut noun = end;
            for at in (end..limit.min(end + LONGEST)).take_while(|&at| is_word(at)) {
                let goes_on = of_phrase(tags[at]) || noun == at && is_of(at);
                if !goes_on {
                    break;
                }
                if tags[at].is_noun() || tags[at] == Tag::CD {
                    noun = at + 1;
                }
            }
            return start..noun;
        }
        // What leads to another clause, and the comma before it.
        let leads = |at: usize| {
            matches!(tags[at], Tag::CC | Tag::WDT | Tag::WP | Tag::WPS | Tag::WRB)
                || tags[at] == Tag::IN && (is_subject || subordinates(at))
        };
        let mut cut = end;
        while cut > start + 1 && leads(cut - 1) {
            cut -= 1;
        }
        if cut < end {
            while cut > start + 1
                && (tags[cut - 1] == Tag::IN || self.sign(cut - 1) == 2 || self.is_dash(cut - 1))
            {
                cut -= 1;
            }
            end = cut;
        }
        start..end
    }

    /// Returns a source's words; one that signs the quotation before it goes on to the end of its short paragraph:
    /// “…” – Jane Roe, | owner of the mine.
    pub fn signature(&self, words: Range<usize>) -> Range<usize> {
        const LONGEST: usize = 16;
        let Some(dash) = words.start.checked_sub(1).filter(|&at| self.is_dash(at)) else { return words };
        let closes = dash.checked_sub(1).is_some_and(|at| {
            let stretches = &self.reading.stretches;
            let stretch = stretches.partition_point(|stretch| stretch.words.end <= at);
            stretches.get(stretch).is_some_and(|stretch| stretch.closed && stretch.words.end == at + 1)
        });
        let mut end = words.end;
        while end < self.paragraph.len() - 1 && self.of_one_paragraph(dash, end) && end - dash <= LONGEST {
            end += 1;
        }
        let ends = !self.of_one_paragraph(dash, end);
        while end > words.end && self.sign(end - 1) == 1 {
            end -= 1;
        }
        let quotes = (words.end..end).any(|at| self.sign(at) == 4);
        if closes && ends && !quotes { words.start..end } else { words }
    }

    /// Says whether words are no source, but what is spoken of: “On her captain: “She was ill.””; or a bare article.
    pub fn is_topic(&self, words: &Range<usize>) -> bool {
        let word = |at: usize| self.text.slice(self.tokens.words[at]);
        let sentence = &self.tokens.sentences[self.sentence[words.start] as usize];
        let colon = (words.end..sentence.end).take(4).find(|&at| self.sign(at) == 3);
        let is_about = matches!(word(sentence.start), "On" | "About") && sentence.start < words.start;
        let leads = colon.is_some_and(|at| {
            at + 1 < sentence.end
                && self.sign(at + 1) == 4
                && !self.reading.cues[sentence.start..at].contains(&true)
        });
        is_about && leads
            || words.len() == 1 && matches!(word(words.start), "the" | "The" | "a" | "A" | "an" | "An")
    }

    /// Says whether words only lead to the quotation behind them: said of | Roe: “…”; said | only, “…”.
    fn leads_to(&self, words: Range<usize>) -> bool {
        const LONGEST: usize = 6;
        if words.len() < 2 || words.len() > LONGEST {
            return false;
        }
        let before = words.start..words.end - 1;
        let is_verb = |tag: &Tag| tag.as_str().starts_with("VB") || tag.as_str() == "MD";
        match self.sign(words.end - 1) {
            3 => !self.reading.tags[before].iter().any(is_verb),
            2 => before.len() == 1 && self.reading.tags[before.start].as_str() == "RB",
            _ => false,
        }
    }

    /// Says whether two words stand in one paragraph.
    pub fn of_one_paragraph(&self, one: usize, other: usize) -> bool {
        self.paragraph[one] == self.paragraph[other]
    }

    /// Returns the kind of a part, by number: of a source pronoun, name, noun or other, from 1; of a content indirect,
    /// direct, mixed.
    pub fn kind_of(&self, part: usize) -> u8 {
        self.kinds[part]
    }

    /// Says whether a part is all of its paragraph, but for marks around it.
    pub fn is_whole_paragraph(&self, part: usize) -> bool {
        let words = &self.reading.parts[part].words;
        let paragraph = &self.tokens.paragraphs[self.paragraph[words.start] as usize];
        paragraph.start + 1 >= words.start && paragraph.end <= words.end + 2
    }

    /// Says whether a content is one of a question and its answer, each a quoted paragraph that names nobody and closes, or
    /// a short answer to a question that somebody puts in the paragraph before: two people speak, and neither need be who
    /// spoke before.
    pub fn is_of_dialogue(&self, content: usize) -> bool {
        let parts = &self.reading.parts;
        let paragraph = self.paragraph[parts[content].words.start] as usize;
        let quoted = |paragraph: usize| {
            let words = self.tokens.paragraphs.get(paragraph)?;
            let stretches = &self.reading.stretches;
            let first = stretches.partition_point(|stretch| stretch.words.end <= words.start);
            let stretch = stretches.get(first).filter(|stretch| stretch.closed && !stretch.continues)?;
            let whole = stretch.words.start == words.start && stretch.words.end == words.end;
            whole.then(|| {
                (words.start..words.end).rev().take(2).any(|at| self.text.slice(self.tokens.words[at]) == "?")
            })
        };
        let is_short = self.tokens.paragraphs.get(paragraph).is_some_and(|words| words.len() <= SHORT_ANSWER);
        match quoted(paragraph) {
            Some(true) => quoted(paragraph + 1) == Some(false),
            Some(false) if paragraph > 0 => {
                quoted(paragraph - 1) == Some(true) || is_short && self.ends_asking(paragraph - 1)
            }
            Some(false) | None => false,
        }
    }

    /// Says whether a paragraph ends with a question in quotation marks, but for whose it is: “Why?” she said.
    fn ends_asking(&self, paragraph: usize) -> bool {
        const NAMING: usize = 8;
        let words = &self.tokens.paragraphs[paragraph];
        let stretches = &self.reading.stretches;
        let next = stretches.partition_point(|stretch| stretch.words.start < words.end);
        let last = next.checked_sub(1).map(|last| &stretches[last]);
        last.is_some_and(|last| {
            let asks =
                last.words.clone().rev().take(2).any(|at| self.text.slice(self.tokens.words[at]) == "?");
            let within = last.words.start >= words.start && last.words.end <= words.end;
            last.closed && asks && within && words.end - last.words.end <= NAMING
        })
    }

    /// Says whether the stretch that a content begins in goes on from the paragraph before.
    fn continues(&self, content: usize) -> bool {
        let start = self.reading.parts[content].words.start;
        let stretches = &self.reading.stretches;
        let next = stretches.partition_point(|stretch| stretch.words.end <= start);
        stretches.get(next).is_some_and(|stretch| stretch.continues && stretch.words.contains(&start))
    }

    fn kind(&self, part: &Part) -> u8 {
        let words = part.words.clone();
        match part.kind {
            PartKind::Source => {
                let tags = &self.reading.tags[words.clone()];
                if words.len() == 1 && matches!(tags[0], Tag::PRP | Tag::WP | Tag::WDT) {
                    1
                } else if self.reading.labels[words.clone()].iter().any(|label| *label != Label::Outside) {
                    2
                } else if tags.iter().any(|tag| tag.is_noun()) {
                    3
                } else {
                    4
                }
            }
            PartKind::Cue => match words.len() {
                1 => 1,
                2 => 2,
                _ => 3,
            },
            PartKind::Content => {
                let quoted = self.inside[words.end] - self.inside[words.start];
                let marks =
                    self.reading.shapes[words.clone()].iter().filter(|shape| **shape == Shape::Mark).count();
                match quoted as usize {
                    0 => 1,
                    quoted if quoted + marks >= words.len() => DIRECT,
                    _ => 3,
                }
            }
        }
    }

    fn telling(&self, part: &Part) -> u64 {
        match part.kind {
            PartKind::Source => self.lower(part.words.end - 1),
            PartKind::Cue => self.lower(part.words.start),
            PartKind::Content => 0,
        }
    }

    /// Returns the hash of a word in small letters.
    fn lower(&self, at: usize) -> u64 {
        let mut bytes = [0; 24];
        let word = self.text.slice(self.tokens.words[at]).as_bytes();
        let word = &word[..word.len().min(bytes.len())];
        bytes[..word.len()].copy_from_slice(word);
        bytes[..word.len()].make_ascii_lowercase();
        hash(&bytes[..word.len()])
    }

    fn tag(&self, at: Option<usize>) -> u64 {
        at.and_then(|at| self.reading.tags.get(at)).map_or(99, |tag| tag.0.into())
    }

    /// Returns the parts of a kind near a content in its paragraph, none before all.
    fn near(&self, content: usize, kind: PartKind) -> Vec<Option<usize>> {
        let parts = &self.reading.parts;
        let own = self.paragraph[parts[content].words.start];
        let same = |&at: &usize| self.paragraph[parts[at].words.start] == own;
        let of_kind = |at: &usize| parts[*at].kind == kind;
        let mut found: Vec<Option<usize>> = vec![None];
        // "Roe said:" and the quote in a paragraph of its own, or a quote that goes on over paragraphs.
        if let Some(before) = self.carried_from(content) {
            let earlier = (0..content).rev().take(PARTS_REACH);
            let earlier = earlier.skip_while(|&at| self.paragraph[parts[at].words.start] > before);
            let earlier = earlier.take_while(|&at| self.paragraph[parts[at].words.start] == before);
            found.extend(earlier.filter(of_kind).take(2).map(Some));
        }
        // “…” and the name in a line of its own: – Jane Roe.
        if let Some(after) = self.signed(content) {
            let later = (content + 1..parts.len()).take(PARTS_REACH).skip_while(same);
            let later = later.take_while(|&at| self.paragraph[parts[at].words.start] == after);
            found.extend(later.filter(of_kind).take(1).map(Some));
        }
        let mut add = |side: &mut dyn Iterator<Item = usize>| {
            let (mut strong, mut weak) = (0, 0);
            for at in side.take(PARTS_REACH).take_while(same).filter(of_kind) {
                let (count, most) =
                    if parts[at].probability < WEAK { (&mut weak, WEAK_REACH) } else { (&mut strong, REACH) };
                if *count < most {
                    *count += 1;
                    found.push(Some(at));
                }
            }
        };
        add(&mut (0..content).rev());
        add(&mut (content + 1..parts.len()));
        found
    }

    /// Returns the number of the paragraph that has the source of a content, if not its own: the one before, if it ends
    /// with a colon, and for a content that is all of its paragraph the last one with a source.
    fn carried_from(&self, content: usize) -> Option<u32> {
        const LONGEST: u32 = 6;
        let parts = &self.reading.parts;
        let first = parts[content].words.start;
        let own = self.paragraph[first];
        let start = self.tokens.paragraphs[own as usize].start;
        if start + 1 < first || own == 0 {
            return None;
        }
        let colon =
            self.sign(start - 1) == 3 || self.sign(start - 1) == 4 && start > 1 && self.sign(start - 2) == 3;
        if colon {
            return Some(own - 1);
        }
        if !self.is_whole_paragraph(content) {
            return None;
        }
        let earlier = parts[..content].iter().rev().take(PARTS_REACH);
        let source = earlier
            .filter(|part| part.kind == PartKind::Source)
            .find(|part| self.paragraph[part.words.start] < own);
        let paragraph = self.paragraph[source?.words.start];
        let near = own - paragraph <= LONGEST && self.text.of_one_section(paragraph as usize, own as usize);
        near.then_some(paragraph)
    }

    /// Returns the number of the paragraph after a content that ends its own, if it begins with a dash.
    fn signed(&self, content: usize) -> Option<u32> {
        let end = self.reading.parts[content].words.end;
        let paragraph = self.paragraph[end - 1];
        let last = self.tokens.paragraphs[paragraph as usize].end;
        let next = self.tokens.paragraphs.get(paragraph as usize + 1)?;
        (self.is_dash(next.start) && end + 1 >= last).then_some(paragraph + 1)
    }

    /// Says whether a source signs a content: “…” – Jane Roe.
    fn signs(&self, source: usize, content: usize) -> bool {
        let parts = &self.reading.parts;
        let Range { start, end } = parts[source].words;
        if start == 0 || !self.is_dash(start - 1) {
            return false;
        }
        let quote = self.edged(parts[content].words.clone()).end;
        let is_mark = |at: usize| self.reading.shapes[at] == Shape::Mark;
        let is_person = |label: &Label| *label == Label::Begin(EntityType::Person);
        quote < start
            && (quote - 1..start - 1).all(is_mark)
            && self.kinds[content] == DIRECT
            && self.of_one_paragraph(quote - 1, start)
            && self.reading.labels[start..end].iter().any(is_person)
            && (!self.of_one_paragraph(start, end) || is_mark(end))
    }

    /// Gives `score` the features of everything that a content's choice is made of, with what the reader says of it:
    /// a log probability by its link.
    pub fn choice(&self, content: usize, mut score: impl FnMut(Slot, &[u32], Option<(Link, f32)>)) -> Choice {
        let cues = self.near(content, PartKind::Cue);
        let sources = self.near(content, PartKind::Source);
        let mut features = Vec::with_capacity(32);
        for (i, &cue) in cues.iter().enumerate() {
            features.clear();
            self.link(Link::ContentCue, content, cue, &mut features);
            score(Slot::Cue(i), &features, self.tie(Link::ContentCue, content, cue));
        }
        for (j, &source) in sources.iter().enumerate() {
            features.clear();
            self.link(Link::ContentSource, content, source, &mut features);
            score(Slot::Source(j), &features, self.tie(Link::ContentSource, content, source));
        }
        for (i, &cue) in cues.iter().enumerate() {
            for (j, &source) in sources.iter().enumerate() {
                features.clear();
                let mut tie = None;
                if let Some(cue) = cue {
                    self.link(Link::CueSource, cue, source, &mut features);
                    tie = self.tie(Link::CueSource, cue, source);
                }
                self.order(content, cue, source, &mut features);
                score(Slot::Pair(i, j), &features, tie);
            }
        }
        Choice { cues, sources }
    }

    fn tie(&self, link: Link, from: usize, to: Option<usize>) -> Option<(Link, f32)> {
        let ties = &self.reading.ties[self.ties[from] as usize..self.ties[from + 1] as usize];
        if ties.is_empty() {
            return None;
        }
        let found = ties.iter().find(|tie| tie.link == link && tie.to == to);
        // The reader says nothing of parts that it does not see together.
        let apart = to.is_some_and(|to| !self.in_one_paragraph(from, to));
        match found {
            None if apart => None,
            found => Some((link, found.map_or(crate::reading::parts::LEAST, |tie| tie.log_probability))),
        }
    }

    /// Adds the features of one link.
    fn link(&self, link: Link, from: usize, to: Option<usize>, features: &mut Vec<u32>) {
        let salt = 100 * (1 + link as u64);
        let mut add = |template: u64, value: u64| features.push(fingerprint(mix(salt + template, value)));
        let parts = &self.reading.parts;
        let a = &parts[from];
        let kind = u64::from(self.kinds[from]);
        let paragraph = &self.tokens.paragraphs[self.paragraph[a.words.start] as usize];
        let starts = u64::from(a.words.start == paragraph.start);
        let ends = u64::from(a.words.end == paragraph.end);
        let Some(to) = to else {
            let sentence = self.sentence[a.words.start];
            let wanted = if link == Link::ContentCue { PartKind::Cue } else { PartKind::Source };
            let near = |&at: &usize| {
                parts.get(at).is_some_and(|part| {
                    part.kind == wanted && self.sentence[part.words.start].abs_diff(sentence) == 0
                })
            };
            let beside = (from.saturating_sub(3)..from + 4).filter(near).count().min(3) as u64;
            add(50, kind);
            add(51, kind << 8 | steps(a.probability));
            add(52, kind << 8 | beside << 4 | starts << 1 | ends);
            add(53, kind << 8 | bucket(a.words.len()));
            add(54, mix(self.told[from], kind));
            add(55, self.tag(a.words.start.checked_sub(1)) << 16 | self.tag(Some(a.words.end)) << 8 | kind);
            return;
        };
        let b = &parts[to];
        let its = u64::from(self.kinds[to]);
        let after = b.words.start >= a.words.end;
        let order = u64::from(after);
        let gap =
            if after { a.words.end..b.words.start } else { b.words.end.min(a.words.start)..a.words.start };
        let distance = gap.len();
        let sentences = u64::from(self.sentence[a.words.start].abs_diff(self.sentence[b.words.start]).min(2));
        let commas = u64::from((self.commas[gap.end] - self.commas[gap.start]).min(2));
        let marks = u64::from((self.marks[gap.end] - self.marks[gap.start]).min(3));
        let between = if after { from + 1..to } else { to + 1..from };
        let parts_between = |kind: usize| -> u64 {
            if between.start >= between.end {
                return 0;
            }
            (self.before[between.end][kind] - self.before[between.start][kind]).min(2).into()
        };
        let all = parts_between(0) << 4 | parts_between(1) << 2 | parts_between(2);
        let nearest = u64::from(parts_between(b.kind as usize) == 0);
        let (before, behind) = (b.words.start.checked_sub(1), Some(b.words.end));
        let far = u64::from(sentences > 0);
        if self.paragraph[a.words.start] != self.paragraph[b.words.start] {
            let far = self.paragraph[a.words.start].abs_diff(self.paragraph[b.words.start]).min(3);
            let state = u64::from(self.continues(from)) << 3
                | u64::from(self.is_whole_paragraph(from)) << 2
                | u64::from(far);
            let last = self.sign(paragraph.start.saturating_sub(1));
            add(20, kind << 8 | its << 4 | nearest << 1 | order);
            add(22, (state << 8 | last << 4 | kind) << 1 | order);
        }
        if distance == 1 && b.kind == PartKind::Source {
            add(21, (order << 8 | self.sign(gap.start) << 4 | its) << 2 | u64::from(self.is_dash(gap.start)));
        }
        add(1, order << 8 | bucket(distance) << 2 | sentences);
        add(2, order << 8 | all << 1 | far);
        add(3, order << 8 | commas << 6 | marks << 3 | sentences);
        add(4, order << 12 | nearest << 8 | kind << 4 | its);
        add(5, (order << 12 | kind << 8 | its << 4) << 4 | bucket(distance));
        if distance <= 1 {
            let word = if distance == 1 { self.lower(gap.start) } else { 0 };
            add(6, mix(word, order << 8 | kind << 4 | its));
        }
        let adjacent = u64::from(distance == 0);
        add(7, mix(self.told[to], order << 2 | adjacent << 1 | nearest));
        add(8, mix(self.told[from], order << 4 | its));
        add(9, order << 8 | steps(a.probability) << 4 | steps(b.probability));
        add(10, (order << 8 | self.tag(before)) << 8 | self.tag(behind));
        add(11, order << 12 | kind << 8 | nearest << 4 | marks << 2 | far);
        add(12, order << 12 | all << 4 | kind << 2 | starts << 1 | ends);
        let head = u64::from(b.words.start == paragraph.start);
        add(13, order << 8 | head << 4 | kind << 2 | far << 1 | nearest);
        add(14, order << 16 | bucket(a.words.len()) << 8 | kind << 4 | nearest << 1 | far);
        if a.kind != PartKind::Content {
            return;
        }
        // How the content begins and ends: “…,” wants a cue after it, “….” rather has one before.
        let ending = self.ending(a.words.end);
        let lead = a.words.start.checked_sub(1).map_or(0, |at| self.sign(at));
        add(15, (order << 8 | ending << 4 | lead) << 8 | kind << 4 | nearest << 1 | far);
        // “…,” Roe said. “…”: whether the cue has another content already, and this one comes after.
        let fresh = u64::from(lead == 1 || lead == 0 || starts == 1);
        let other =
            if after { None } else { (0..to).rev().take(3).find(|&at| parts[at].kind == PartKind::Content) };
        let other =
            other.filter(|&at| self.paragraph[parts[at].words.start] == self.paragraph[a.words.start]);
        let Some(other) = other else { return };
        let held = self.sentence[parts[other].words.end - 1].abs_diff(self.sentence[b.words.start]).min(2);
        let its_ending = self.ending(parts[other].words.end);
        let its_kind = u64::from(self.kinds[other]);
        let next = (from + 1..parts.len()).take(2).any(|at| {
            parts[at].kind == PartKind::Cue
                && self.sentence[parts[at].words.start] == self.sentence[a.words.end - 1]
        });
        let state = u64::from(next) << 1 | fresh;
        add(16, (its_ending << 8 | its_kind << 4 | kind) << 8 | u64::from(held) << 4 | state);
        add(17, (all << 8 | its_kind << 4 | kind) << 8 | bucket(distance) << 4 | state);
        add(18, (its_ending << 8 | marks << 6 | sentences << 4 | kind) << 8 | all << 2 | state);
    }

    /// Returns the class of the mark that a content ends with at `end`, inside of its quotation mark or after it.
    fn ending(&self, end: usize) -> u64 {
        let last = end - 1;
        let sign = self.sign(last);
        if sign == 4 && last > 0 { 8 | self.sign(last - 1) } else { sign }
    }

    fn is_dash(&self, at: usize) -> bool {
        matches!(self.text.slice(self.tokens.words[at]), "-" | "--" | "–" | "—" | "―" | "~")
    }

    /// Returns the class of a mark: 1 ends sentences, 2 commas, 3 colons, 4 quotation marks, 5 others; 6 for words.
    fn sign(&self, at: usize) -> u64 {
        if self.reading.shapes[at] != Shape::Mark {
            return 6;
        }
        match self.text.slice(self.tokens.words[at]) {
            "." | "!" | "?" | "…" | "..." => 1,
            "," | ";" => 2,
            ":" => 3,
            "“" | "”" | "\"" | "''" | "``" | "«" | "»" => 4,
            _ => 5,
        }
    }

    /// Adds the features of how content, cue and source follow each other.
    fn order(&self, content: usize, cue: Option<usize>, source: Option<usize>, features: &mut Vec<u32>) {
        let mut add = |template: u64, value: u64| features.push(fingerprint(mix(400 + template, value)));
        let parts = &self.reading.parts;
        let kind = u64::from(self.kinds[content]);
        let its = source.map_or(0, |source| u64::from(self.kinds[source]));
        let (Some(cue_at), Some(source_at)) = (cue, source) else {
            let one = cue.or(source).map_or(0, |at| 1 + u64::from(at > content));
            let which = u64::from(cue.is_some()) << 1 | u64::from(source.is_some());
            add(1, kind << 8 | which << 4 | one);
            add(2, (kind << 8 | which << 4 | one) << 4 | its);
            if let Some(cue) = cue {
                add(3, mix(self.told[cue], 1));
            }
            return;
        };
        let order = u64::from(cue_at > content) << 2
            | u64::from(source_at > content) << 1
            | u64::from(source_at > cue_at);
        let first = content.min(cue_at).min(source_at);
        let last = content.max(cue_at).max(source_at);
        let tight = u64::from(last - first == 2);
        let cue_sentence = self.sentence[parts[cue_at].words.start];
        let apart = u64::from(cue_sentence != self.sentence[parts[source_at].words.start]);
        add(4, kind << 8 | order << 4 | tight << 1 | apart);
        add(5, (kind << 8 | order << 4 | tight << 1 | apart) << 4 | its);
        add(6, mix(self.told[cue_at], order << 1 | tight));
    }

    /// Adds the features of whether two contents of a paragraph are one attribution's.
    pub fn join(&self, first: (usize, &Ranked), second: (usize, &Ranked), features: &mut Vec<u32>) {
        let mut add = |template: u64, value: u64| features.push(fingerprint(mix(500 + template, value)));
        let parts = &self.reading.parts;
        let ((i, one), (j, other)) = (first, second);
        let (a, b) = (&parts[i], &parts[j]);
        let kinds = u64::from(self.kinds[i]) << 2 | u64::from(self.kinds[j]);
        let (cue, source) = (one.choice.cues[one.cue], one.choice.sources[one.source]);
        let (next_cue, next_source) = (other.choice.cues[other.cue], other.choice.sources[other.source]);
        let alike = |one: Option<usize>, other: Option<usize>| match (one, other) {
            (None, None) => 0,
            (Some(_), None) => 1,
            (None, Some(_)) => 2,
            (Some(one), Some(other)) => 3 + u64::from(one == other),
        };
        let same = alike(cue, next_cue) << 3 | alike(source, next_source);
        let chance = |of: Option<usize>, choices: &[Option<usize>], chances: &[f32]| {
            let at = choices.iter().position(|&choice| choice == of);
            at.map_or(7, |at| steps(chances[at]))
        };
        let cue_chance = chance(cue, &other.choice.cues, &other.cues);
        let source_chance = chance(source, &other.choice.sources, &other.sources);
        let gap = a.words.end..b.words.start.max(a.words.end);
        let between = |kind: usize| u64::from((self.before[j][kind] - self.before[i + 1][kind]).min(2));
        let within = between(0) << 2 | between(1);
        let sentences =
            u64::from(self.sentence[a.words.end - 1].abs_diff(self.sentence[b.words.start]).min(2));
        let marks = u64::from((self.marks[gap.end] - self.marks[gap.start]).min(3));
        let ending = self.ending(a.words.end);
        let lead = b.words.start.checked_sub(1).map_or(0, |at| self.sign(at));
        let side = |cue: Option<usize>, content: usize| cue.map_or(0, |cue| 1 + u64::from(cue > content));
        let sides = side(cue, i) << 4 | side(next_cue, j) << 2;
        let distance = bucket(gap.len());
        let amid = between(2);
        let paragraphs = self.paragraph[b.words.start] - self.paragraph[a.words.start];
        if paragraphs > 0 {
            let state = u64::from(self.continues(j)) << 4
                | u64::from(self.is_whole_paragraph(i)) << 3
                | u64::from(paragraphs.min(3));
            add(20, state << 8 | kinds << 4 | ending);
            add(21, state << 8 | same);
            add(22, (state << 8 | within << 4 | ending) << 4 | kinds);
        }
        let tags = &self.reading.tags[gap.clone()];
        let moves = u64::from(tags.contains(&Tag::VBG)) << 1 | u64::from(tags.contains(&Tag::IN));
        let verbs = tags.iter().filter(|tag| tag.is_verb()).count().min(3) as u64;
        let after_cue = cue.filter(|&cue| cue > i).map_or(98, |cue| self.tag(Some(parts[cue].words.end)));
        add(14, (amid << 8 | kinds << 4 | same) << 2 | sentences);
        add(15, (moves << 4 | verbs << 2 | sentences) << 8 | kinds << 4 | amid);
        add(16, (after_cue << 8 | kinds) << 4 | ending << 2 | sentences);
        add(17, (after_cue << 8 | self.tag(Some(b.words.start + 1))) << 2 | sentences);
        add(18, (verbs << 8 | distance << 4 | kinds) << 8 | same);
        add(1, kinds << 8 | same);
        add(2, kinds << 8 | cue_chance << 4 | source_chance);
        add(3, (kinds << 8 | ending << 4 | lead) << 4 | sentences);
        add(4, (kinds << 8 | same) << 8 | sides);
        add(5, (within << 8 | same) << 8 | sides << 2 | sentences);
        add(6, distance << 16 | same << 4 | sentences);
        add(7, distance << 8 | within << 4 | kinds);
        add(8, (marks << 8 | same) << 8 | ending << 4 | sentences);
        add(9, (cue_chance << 8 | sides) << 8 | ending << 4 | lead);
        add(10, (cue_chance << 8 | within) << 8 | distance << 4 | sentences);
        if gap.len() == 1 {
            add(11, mix(self.lower(gap.start), kinds));
        }
        add(12, mix(cue.map_or(0, |cue| self.told[cue]), same << 2 | sentences));
        let last =
            u64::from(b.words.end == self.tokens.paragraphs[self.paragraph[b.words.start] as usize].end);
        add(13, (kinds << 1 | last) << 16 | sides << 8 | ending << 4 | sentences);
    }

    /// Returns how probable it is that two contents are one attribution's.
    pub fn joined(&self, first: (usize, &Ranked), second: (usize, &Ranked), weights: &Weights) -> f32 {
        let mut features = Vec::with_capacity(16);
        self.join(first, second, &mut features);
        let odds = weights.sum(&features);
        1.0 / (1.0 + crate::reading::encoder::lanes::exp_one(-odds.clamp(-12.0, 12.0)))
    }

    /// Says whether two contents may be one attribution's: in one paragraph, or the second all of the next.
    pub fn may_join(&self, first: usize, second: usize) -> bool {
        let parts = &self.reading.parts;
        let (one, other) =
            (self.paragraph[parts[first].words.start], self.paragraph[parts[second].words.start]);
        one == other
            || one + 1 == other
                && self.text.of_one_section(one as usize, other as usize)
                && self.is_whole_paragraph(second)
                && self.kinds[second] != 1
                && !self.is_of_dialogue(second)
    }

    /// Returns the cue that stands with a source directly behind a quote: of “No,” Roe said.
    pub fn cue_behind(&self, content: usize) -> Option<usize> {
        let parts = &self.reading.parts;
        let next = |end: usize, wanted: PartKind| {
            let first = parts.partition_point(|part| part.words.start < end);
            let mut near = (first..parts.len()).take_while(|&at| parts[at].words.start <= end + 1);
            near.find(|&at| parts[at].kind == wanted)
        };
        let words = &parts[content].words;
        let mut ends = words.clone().rev().take(2);
        let ends_with_comma = ends.any(|at| self.text.slice(self.tokens.words[at]) == ",");
        if self.kinds[content] != DIRECT || !ends_with_comma {
            return None;
        }
        let source = next(words.end, PartKind::Source);
        let cue = next(words.end, PartKind::Cue);
        let named = source.and_then(|source| next(parts[source].words.end, PartKind::Cue));
        named.or(cue.filter(|&cue| next(parts[cue].words.end, PartKind::Source).is_some()))
    }

    /// Says whether two parts stand in one paragraph.
    fn in_one_paragraph(&self, one: usize, other: usize) -> bool {
        let parts = &self.reading.parts;
        self.of_one_paragraph(parts[one].words.start, parts[other].words.start)
    }

    /// Returns how probable each cue and source of a content is.
    pub fn rank(&self, content: usize, weights: &Weights) -> Ranked {
        let (mut cues, mut sources, mut pairs) = (Vec::new(), Vec::new(), Vec::new());
        let choice = self.choice(content, |slot, features, tie| {
            let mut score = weights.sum(features);
            if let Some((link, log)) = tie {
                score += weights.ties[link as usize] * log;
            }
            match slot {
                Slot::Cue(_) => cues.push(score),
                Slot::Source(_) => sources.push(score),
                Slot::Pair(..) => pairs.push(score),
            }
        });
        for (score, source) in sources.iter_mut().zip(&choice.sources) {
            if source.is_some_and(|source| self.signs(source, content)) {
                *score += SIGNATURE;
            }
        }
        let width = sources.len();
        for (at, pair) in pairs.iter_mut().enumerate() {
            *pair += cues[at / width] + sources[at % width];
        }
        softmax(&mut pairs);
        let mut ranked = Ranked { choice, ..Ranked::default() };
        let mut best = 0;
        for at in 0..pairs.len() {
            if pairs[at] > pairs[best] {
                best = at;
            }
        }
        (ranked.cue, ranked.source) = (best / width, best % width);
        ranked.sources = (0..width).map(|j| pairs.iter().skip(j).step_by(width).sum()).collect();
        ranked.cues = pairs.chunks(width).map(|row| row.iter().sum()).collect();
        ranked.cue_probability = ranked.cues[ranked.cue];
        ranked.source_probability = ranked.sources[ranked.source];
        ranked
    }
}

fn softmax(scores: &mut [f32]) {
    use crate::reading::encoder::lanes::exp_one;
    let most = scores.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    let mut sum = 0.0;
    for score in scores.iter_mut() {
        *score = exp_one(*score - most);
        sum += *score;
    }
    for score in scores {
        *score /= sum;
    }
}
