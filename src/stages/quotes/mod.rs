//! Who said what: quote marks, cues, sources and speakers.
//!
//! `rank.rs` finds the cue and the source of each content among the reader's parts, `decode.rs` makes attributions of
//! them, `inner.rs` and `formal.rs` add those that form alone tells; here they become spans and get a speaker. `model.rs` has
//! the weights.

pub mod decode;
mod formal;
mod inner;
pub mod model;
mod posts;
pub mod rank;
mod turns;

use crate::document::Note;
use crate::error::{Deadline, Reject};
use crate::found::{Entity, EntityType, Form, Quote, QuoteType, Speaker};
use crate::reading::lexicon::Lists;
use crate::reading::{Reading, Shape};
use crate::text::{Span, Text};
use crate::tokens::Tokens;
use decode::Decoded;
use model::Attribution;
use rank::Map;
use std::cell::OnceCell;
use std::collections::HashMap;
use std::ops::Range;

/// Words that no marks, no cue and no speaker show to be said are no quote where that is less likely than this: a guess
/// that helps nobody.
const LEAST_UNMARKED: f32 = 0.05;

/// Finds the attributions of an article, in order of their content.
///
/// A speaker whose row has a confidence under `min_confidence` is left out of it.
///
/// # Errors
///
/// [`Reject::Timeout`].
pub fn find(
    text: &Text,
    tokens: &Tokens,
    reading: &Reading,
    entities: &[Entity],
    attribution: &Attribution,
    min_confidence: f32,
    deadline: Deadline,
) -> Result<(Vec<Quote>, Vec<Note>), Reject> {
    let mut notes = Vec::new();
    if !reading.balanced {
        notes.push(Note::UnbalancedQuotes);
    }
    let (weights, judge) = attribution.of(reading.tier);
    let map = Map::new(text, tokens, reading);
    deadline.check("quotes")?;
    let mut rows: Vec<Said> = decode::attributions(&map, reading, weights)
        .into_iter()
        .map(|Decoded { said, evidence }| Said { confidence: judge.confidence(&evidence), ..said })
        .collect();
    inner::find(text, tokens, reading, &mut rows);
    formal::find(text, tokens, reading, entities, &mut rows);
    rows.sort_by_key(|row| row.content[0].start);

    let speakers = Speakers::new(text, tokens, reading, entities);
    let mut last: Option<Last> = None;
    let mut quotes = Vec::with_capacity(rows.len());
    for row in &rows {
        deadline.check("quotes")?;
        let (speaker, sureness) = speakers.of(row, last.as_ref());
        // How sure a pronoun's link is, its mention says; here it decides only whether a speaker is named.
        let confidence = row.confidence;
        let named = confidence * sureness.probability();
        if let Some(speaker) = &speaker {
            let at = row.content[row.content.len() - 1].end.max(row.source.end).max(row.cue.end);
            let asks = row.cue.clone().any(|at| {
                let word = text.slice(tokens.words[at]);
                ["asked", "ask", "asks"].iter().any(|ask| word.eq_ignore_ascii_case(ask))
            });
            last = Some(Last { speaker: speaker.clone(), at, asks });
        }
        let kind = kind(reading, &row.content);
        let is_anybodys = speaker.is_none() && row.cue.is_empty() && row.source.is_empty();
        if kind == QuoteType::Indirect && is_anybodys && confidence < LEAST_UNMARKED {
            continue;
        }
        let span = |words: &Range<usize>| tokens.span(words);
        let spans = |words: &Range<usize>| if words.is_empty() { Vec::new() } else { vec![span(words)] };
        quotes.push(Quote {
            kind,
            content: merged(text, row.content.iter().map(span).collect()),
            cue: spans(&row.cue),
            source: spans(&row.source),
            speaker: speaker.filter(|_| named >= min_confidence),
            confidence,
        });
    }
    Ok((quotes, notes))
}

/// One attribution, in word indices.
#[derive(Clone, Debug)]
pub struct Said {
    pub content: Vec<Range<usize>>,
    /// Empty where there is none.
    pub cue: Range<usize>,
    /// Empty where there is none.
    pub source: Range<usize>,
    /// The probability that content and source are right.
    pub confidence: f32,
    /// Whether the speaker before goes on.
    pub carried: bool,
}

/// Joins pieces with nothing but white space between them.
fn merged(text: &Text, pieces: Vec<Span>) -> Vec<Span> {
    let mut merged: Vec<Span> = Vec::with_capacity(pieces.len());
    for piece in pieces {
        match merged.last_mut() {
            Some(last)
                if last.end <= piece.start
                    && text.as_str()[last.end as usize..piece.start as usize].chars().all(|c| c == ' ') =>
            {
                last.end = piece.end;
            }
            _ => merged.push(piece),
        }
    }
    merged
}

/// Tells a content's kind by the share of its words inside quotation marks.
fn kind(reading: &Reading, content: &[Range<usize>]) -> QuoteType {
    let (mut inside, mut outside) = (0usize, 0usize);
    for piece in content {
        let mut next = reading.stretches.partition_point(|s| s.words.end <= piece.start);
        for at in piece.clone() {
            if reading.shapes[at] == Shape::Mark {
                continue;
            }
            while next < reading.stretches.len() && reading.stretches[next].words.end <= at {
                next += 1;
            }
            if reading.stretches.get(next).is_some_and(|s| s.words.contains(&at)) {
                inside += 1;
            } else {
                outside += 1;
            }
        }
    }
    match (inside, outside) {
        (0, _) => QuoteType::Indirect,
        (_, 0) => QuoteType::Direct,
        _ => QuoteType::Mixed,
    }
}

/// The speaker of the row before, and where it ends.
struct Last {
    speaker: Speaker,
    at: usize,
    /// Whether it asks somebody.
    asks: bool,
}

/// How a speaker was told.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Sureness {
    Named,
    /// A noun phrase that names nobody.
    Described,
    /// A pronoun or noun phrase that was linked to something named, with the probability of that.
    Linked(f32),
    /// A pronoun taken for the speaker before.
    Assumed,
    Unknown,
}

impl Sureness {
    /// Returns the probability that the speaker is right where the source is.
    fn probability(self) -> f32 {
        match self {
            Self::Named => 1.0,
            Self::Described => 0.85,
            Self::Linked(probability) => probability,
            Self::Assumed => 0.85,
            Self::Unknown => 0.6,
        }
    }
}

/// How many words back the speaker before may be for "he" to mean him.
const MEMORY: usize = 200;

/// "Roe's lawyer" is who that is likely to be by at least this, or nobody who was named.
const LEAST_POSSESSED: f32 = 0.8;

/// After a question, whom "he" is likely by at least this answers it.
const LEAST_ANSWERED: f32 = 0.6;

/// So many words at most are in what follows a description before a name in apposition: "of the pub".
const MAX_OF: usize = 8;

/// Finds the speakers of rows.
struct Speakers<'a> {
    text: &'a Text,
    tokens: &'a Tokens,
    reading: &'a Reading,
    entities: &'a [Entity],
    /// All mentions in order of position, with their entity.
    mentions: Vec<(Span, Form, usize)>,
    /// People by the last word of their name, in small letters.
    people: OnceCell<HashMap<String, Vec<usize>>>,
    /// People by the office before their name, with the words of it.
    offices: OnceCell<HashMap<&'static str, Vec<(usize, Range<usize>)>>>,
}

/// Of one office no more are looked at.
const MOST_HOLDERS: usize = 4;

/// How likely the only senator whom the article names is "the senator".
const LIKELY_HOLDER: f32 = 0.9;

/// Returns the office that a word is, in full: "Sen." is a senator.
fn office(word: &str) -> Option<&'static str> {
    const OFFICES: [(&str, &str); 34] = [
        ("president", "president"),
        ("senator", "senator"),
        ("sen.", "senator"),
        ("governor", "governor"),
        ("gov.", "governor"),
        ("congressman", "congressman"),
        ("congresswoman", "congresswoman"),
        ("minister", "minister"),
        ("premier", "premier"),
        ("chancellor", "chancellor"),
        ("secretary", "secretary"),
        ("mayor", "mayor"),
        ("judge", "judge"),
        ("justice", "justice"),
        ("commissioner", "commissioner"),
        ("ambassador", "ambassador"),
        ("sheriff", "sheriff"),
        ("king", "king"),
        ("queen", "queen"),
        ("prince", "prince"),
        ("princess", "princess"),
        ("pope", "pope"),
        ("cardinal", "cardinal"),
        ("bishop", "bishop"),
        ("archbishop", "archbishop"),
        ("general", "general"),
        ("gen.", "general"),
        ("admiral", "admiral"),
        ("colonel", "colonel"),
        ("col.", "colonel"),
        ("professor", "professor"),
        ("coach", "coach"),
        ("captain", "captain"),
        ("chairman", "chairman"),
    ];
    OFFICES.iter().find(|(name, _)| word.eq_ignore_ascii_case(name)).map(|&(_, office)| office)
}

/// Of more people of one last name none is looked up by it.
const MOST_NAMESAKES: usize = 4;

fn last_word(name: &str) -> Option<&str> {
    name.split(' ').next_back()
}

impl<'a> Speakers<'a> {
    fn new(text: &'a Text, tokens: &'a Tokens, reading: &'a Reading, entities: &'a [Entity]) -> Self {
        let mut mentions: Vec<_> = entities
            .iter()
            .enumerate()
            .flat_map(|(id, entity)| entity.mentions.iter().map(move |m| (m.span, m.form, id)))
            .collect();
        mentions.sort_by_key(|&(span, _, _)| span);
        Self { text, tokens, reading, entities, mentions, people: OnceCell::new(), offices: OnceCell::new() }
    }

    fn of(&self, row: &Said, last: Option<&Last>) -> (Option<Speaker>, Sureness) {
        let here = row.cue.start.max(row.source.start).max(row.content[0].start);
        let last = last.filter(|last| here.abs_diff(last.at) < MEMORY);
        if row.source.is_empty() {
            return match last {
                Some(last) if row.carried => (Some(last.speaker.clone()), Sureness::Assumed),
                _ => (None, Sureness::Unknown),
            };
        }
        if row.source.len() == 1 && self.reading.lists[row.source.start].any(Lists::PRONOUN) {
            return self.of_pronoun(row, last);
        }
        self.of_phrase(&row.source)
    }

    fn of_pronoun(&self, row: &Said, last: Option<&Last>) -> (Option<Speaker>, Sureness) {
        let at = row.source.start;
        let span = self.tokens.words[at];
        let word = self.text.slice(span);
        match word {
            "he" | "He" | "him" | "she" | "She" | "her" => {
                let masculine = matches!(word, "he" | "He" | "him");
                // Roe asked Doe. “No,” he said: not Roe, where the reader holds that for likely too.
                let answers = last.is_some_and(|last| last.asks) && row.content[0].start < at;
                if answers
                    && let Some((Some(speaker), Sureness::Linked(confidence))) = self.linked(span)
                    && confidence >= LEAST_ANSWERED
                {
                    return (Some(speaker), Sureness::Linked(confidence));
                }
                // "he added": the speaker before, where that is a person not called otherwise.
                if let Some(last) = last
                    && let Some(id) = last.speaker.entity
                    && self.entities[id].kind == EntityType::Person
                    && !self.is_called_otherwise(id, masculine)
                    && !self.is_named_in(&row.content, id)
                    && !self.named_between(last.at, row, id)
                {
                    return (Some(last.speaker.clone()), Sureness::Assumed);
                }
                // "“Jane Roe is ill,” she said": not Jane Roe.
                let spoken_of = |linked: &(Option<Speaker>, Sureness)| {
                    let id = linked.0.as_ref().and_then(|speaker| speaker.entity);
                    id.is_some_and(|id| self.is_named_in(&row.content, id))
                };
                match self.linked(span).filter(|linked| !spoken_of(linked)) {
                    Some(linked) => linked,
                    None => match last {
                        // An anonymous speaker goes on: "a witness said …, she said".
                        Some(last) if last.speaker.entity.is_none() => {
                            (Some(last.speaker.clone()), Sureness::Assumed)
                        }
                        _ => {
                            let may_speak = |&id: &usize| {
                                !self.is_called_otherwise(id, masculine)
                                    && !self.is_named_in(&row.content, id)
                            };
                            let subject = self.subject_of_sentence(at).filter(may_speak);
                            match subject.or_else(|| self.only_one_before(row).filter(may_speak)) {
                                Some(id) => (Some(self.entity(id)), Sureness::Assumed),
                                None => (None, Sureness::Unknown),
                            }
                        }
                    },
                }
            }
            "who" => {
                let end = span.start;
                let next = self.mentions.partition_point(|&(s, _, _)| s.end <= end);
                match next.checked_sub(1).map(|i| self.mentions[i]) {
                    Some((s, Form::Name, id)) if end - s.end <= 2 => (Some(self.entity(id)), Sureness::Named),
                    _ => (None, Sureness::Unknown),
                }
            }
            "it" | "It" => match last {
                Some(last)
                    if last.speaker.entity.is_some_and(|id| self.entities[id].kind != EntityType::Person) =>
                {
                    (Some(last.speaker.clone()), Sureness::Assumed)
                }
                _ => self.linked(span).unwrap_or((None, Sureness::Unknown)),
            },
            "they" | "They" => match last {
                Some(last) if last.speaker.entity.is_none() && last.speaker.name.ends_with('s') => {
                    (Some(last.speaker.clone()), Sureness::Assumed)
                }
                _ => self.linked(span).unwrap_or((None, Sureness::Unknown)),
            },
            _ => (None, Sureness::Unknown),
        }
    }

    /// Returns what the pronoun or noun phrase at `span` was linked to.
    fn linked(&self, span: Span) -> Option<(Option<Speaker>, Sureness)> {
        let at = self.mentions.binary_search_by_key(&span, |&(span, _, _)| span).ok()?;
        let (_, form, id) = self.mentions[at];
        let mentions = &self.entities[id].mentions;
        let its = mentions.binary_search_by_key(&span, |mention| mention.span).ok()?;
        (form != Form::Name).then(|| (Some(self.entity(id)), Sureness::Linked(mentions[its].confidence)))
    }

    /// Returns the first person named in the sentence before the word at `at`, where it looks like a subject.
    fn subject_of_sentence(&self, at: usize) -> Option<usize> {
        let sentence = self.tokens.sentences.partition_point(|s| s.end <= at);
        let start = self.tokens.sentences.get(sentence)?.start.max(at.saturating_sub(MEMORY));
        let mut word = start;
        while word < at {
            if let Some((span, id)) = self.mention_at(word) {
                let after = word + self.words_in(word, span);
                let oblique = word > start && self.reading.lists[word - 1].any(Lists::PREPOSITION);
                let possessor = matches!(self.text.slice(self.tokens.words[after]), "'s" | "’s" | "'" | "’");
                if self.entities[id].kind == EntityType::Person && !oblique && !possessor {
                    return Some(id);
                }
                word = after;
            } else {
                word += 1;
            }
        }
        None
    }

    /// Returns the subject of the last sentence before the row that names people, where it names nobody else:
    /// "Roe wept. “Where shall I go?” she asked."
    fn only_one_before(&self, row: &Said) -> Option<usize> {
        const SENTENCES: usize = 2;
        let start = row.content[0].start.min(row.source.start);
        let own = self.tokens.sentences.partition_point(|s| s.end <= start);
        for sentence in self.tokens.sentences[..own].iter().rev().take(SENTENCES) {
            let span = self.tokens.span(sentence);
            let first = self.mentions.partition_point(|&(s, _, _)| s.start < span.start);
            let within = self.mentions[first..].iter().take_while(|&&(s, _, _)| s.start < span.end);
            let mut people: Vec<usize> = within
                .map(|&(_, _, id)| id)
                .filter(|&id| self.entities[id].kind == EntityType::Person)
                .collect();
            people.dedup();
            if let Some(&one) = people.first() {
                let alone = people.len() == 1 && self.subject_of_sentence(sentence.end - 1) == Some(one);
                return alone.then_some(one);
            }
        }
        None
    }

    /// Says whether the entity is elsewhere called by a pronoun of the other gender, or has a given name of that.
    fn is_called_otherwise(&self, id: usize, masculine: bool) -> bool {
        // The first of each tell; the rest only repeat them.
        let mentions = &self.entities[id].mentions;
        let is_named_otherwise = |span: Span| {
            let at = self.tokens.words.partition_point(|word| word.start < span.start);
            let lists = self.reading.lists[at];
            let (male, female) = (lists.any(Lists::MALE), lists.any(Lists::FEMALE));
            self.words_in(at, span) > 1 && male != female && female == masculine
        };
        mentions.iter().filter(|m| m.form == Form::Pronoun).take(3).any(|m| {
            let feminine = matches!(self.text.slice(m.span), "she" | "She" | "her" | "Her" | "herself");
            feminine == masculine
        }) || mentions.iter().filter(|m| m.form == Form::Name).take(3).any(|m| is_named_otherwise(m.span))
    }

    /// Says whether words name the entity.
    fn is_named_in(&self, words: &[Range<usize>], id: usize) -> bool {
        let mentions = &self.entities[id].mentions;
        words.iter().any(|words| {
            let span = self.tokens.span(words);
            let first = mentions.partition_point(|mention| mention.span.end <= span.start);
            let within = mentions[first..].iter().take_while(|mention| mention.span.start < span.end);
            within.map(|mention| mention.form).any(|form| form == Form::Name)
        })
    }

    /// Says whether another person may be the subject since the last quote: named between its sentence and the row, in
    /// no content.
    fn named_between(&self, last: usize, row: &Said, id: usize) -> bool {
        let to = row.source.start;
        let sentence = self.tokens.sentences.partition_point(|sentence| sentence.end < last);
        let from = self.tokens.sentences.get(sentence).map_or(to, |sentence| sentence.end);
        if from >= to {
            return false;
        }
        let (from, to) = (self.tokens.words[from].start, self.tokens.words[to].start);
        let first = self.mentions.partition_point(|&(s, _, _)| s.start < from);
        let between = self.mentions[first..].iter().take_while(|&&(s, _, _)| s.start < to);
        let is_said = |span: Span| row.content.iter().any(|words| self.tokens.span(words).overlaps(span));
        let is_other = |&(span, form, other): &(Span, Form, usize)| {
            let person = self.entities[other].kind == EntityType::Person;
            form == Form::Name && other != id && person && !is_said(span)
        };
        between.clone().any(is_other) && !between.clone().any(|&(_, _, other)| other == id)
    }

    fn of_phrase(&self, source: &Range<usize>) -> (Option<Speaker>, Sureness) {
        // The head of the phrase stands before the first comma, preposition or relative pronoun.
        let mut head = source.clone();
        if let Some(end) = source.clone().skip(1).find(|&at| {
            let name = self.mention_at(at).is_some();
            let word = self.text.slice(self.tokens.words[at]);
            matches!(word, "," | "(" | "who" | "whose" | "which" | "—" | "–")
                || !name && self.reading.lists[at].any(Lists::PREPOSITION)
        }) {
            head.end = end;
        }
        // "Roe's claim that …": Roe.
        let is_possessive =
            |at: usize| matches!(self.text.slice(self.tokens.words[at]), "'s" | "’s" | "'" | "’");
        if head.len() > 1 && head.end == source.end && is_possessive(head.end - 1) {
            head.end -= 1;
        }
        let head_end = self.tokens.words[head.end - 1].end;
        // The last name of the head that is not a possessor: "Roe's lawyer Jane Doe".
        let (mut found, mut possessed, mut several) = (None, false, false);
        let mut at = head.start;
        while at < head.end {
            if let Some((span, id)) = self.mention_at(at) {
                let after = at + self.words_in(at, span);
                let possessor = after < head.end && is_possessive(after);
                possessed |= possessor;
                let person = self.entities[id].kind == EntityType::Person;
                if !possessor && (span.end >= head_end || person && self.ends_phrase(after, head.end)) {
                    found = Some(id);
                } else {
                    several |= self.reading.lists[after].any(Lists::CONJUNCTION)
                        && self.text.slice(self.tokens.words[after]) == "and"
                        && self.mention_at(after + 1).is_some();
                }
                at = after.max(at + 1);
            } else {
                at += 1;
            }
        }
        // "Roe and Doe": both of them.
        if several && found.is_some() {
            let name = self.text.slice(self.tokens.span(&head)).to_owned();
            return (Some(Speaker { entity: None, name }), Sureness::Described);
        }
        if let Some(id) = found
            && self.entities[id].kind != EntityType::Misc
        {
            // Readers take capitals for organisations.
            let person =
                if self.entities[id].kind == EntityType::Org { self.in_capitals(&head) } else { None };
            return (Some(self.entity(person.unwrap_or(id))), Sureness::Named);
        }
        // "the foreign minister, Jane Roe,": the name is in apposition to the description.
        // "the owner of the pub, Jane Roe,": likewise.
        let comma = (head.end..source.end.min(head.end + MAX_OF))
            .take_while(|&at| {
                !matches!(self.text.slice(self.tokens.words[at]), "and" | "who" | "which" | "(")
            })
            .find(|&at| self.text.slice(self.tokens.words[at]) == ",");
        if let Some(comma) = comma
            && let Some(id) = self.apposition(comma + 1..source.end)
        {
            return (Some(self.entity(id)), Sureness::Named);
        }
        let mut whole = source.start..head.end;
        // "a letter written by …": a letter.
        while whole.len() > 1 && head.end < source.end && self.reading.tags[whole.end - 1].as_str() == "VBN" {
            whole.end -= 1;
        }
        // "the minister": somebody named before.
        let span =
            Span { start: self.tokens.words[whole.start].start, end: self.tokens.words[whole.end - 1].end };
        // "Roe's lawyer" is seldom somebody else who was named.
        let is_sure = |linked: &(_, Sureness)| {
            !possessed || matches!(linked.1, Sureness::Linked(confidence) if confidence >= LEAST_POSSESSED)
        };
        if let Some(linked) = self.linked(span).filter(is_sure) {
            return linked;
        }
        if let Some(id) = self.holder_of(&whole) {
            return (Some(self.entity(id)), Sureness::Linked(LIKELY_HOLDER));
        }
        // "a spokesman for the company": the whole of a short phrase says more than its head.
        if source.end - source.start <= 8
            && head.end < source.end
            && self.reading.lists[head.end].any(Lists::PREPOSITION)
        {
            whole.end = source.end;
        }
        while whole.end > whole.start + 1 && self.reading.shapes[whole.end - 1] == Shape::Mark {
            whole.end -= 1;
        }
        let span =
            Span { start: self.tokens.words[whole.start].start, end: self.tokens.words[whole.end - 1].end };
        if let Some(id) = self.in_capitals(&whole) {
            return (Some(self.entity(id)), Sureness::Named);
        }
        let name = self.text.slice(span).to_owned();
        (Some(Speaker { entity: None, name }), Sureness::Described)
    }

    /// Returns the only person whom words in capitals name: "MARSH: …" or "SEN. ANA KELLER: …" in a transcript.
    fn in_capitals(&self, words: &Range<usize>) -> Option<usize> {
        let shapes = &self.reading.shapes[words.clone()];
        if !shapes.iter().all(|shape| matches!(shape, Shape::Capitals | Shape::Mark)) {
            return None;
        }
        let label = self.text.slice(self.tokens.span(words)).to_lowercase();
        let people = self.people.get_or_init(|| {
            let mut people: HashMap<String, Vec<usize>> = HashMap::new();
            for (id, entity) in self.entities.iter().enumerate() {
                if let (EntityType::Person, Some(last)) = (entity.kind, last_word(&entity.name)) {
                    people.entry(last.to_lowercase()).or_default().push(id);
                }
            }
            people.retain(|_, people| people.len() <= MOST_NAMESAKES);
            people
        });
        let is_named = |&&id: &&usize| {
            let name = self.entities[id].name.to_lowercase();
            let whole = label.strip_suffix(&name).is_some_and(|rest| rest.is_empty() || rest.ends_with(' '));
            whole || words.len() == 1
        };
        let mut named = people.get(last_word(&label)?)?.iter().filter(is_named);
        named.next().filter(|_| named.next().is_none()).copied()
    }

    /// Returns the only person named before "the senator" with that office before the name: "Sen. Jane Roe".
    fn holder_of(&self, words: &Range<usize>) -> Option<usize> {
        let word = |at: usize| self.text.slice(self.tokens.words[at]);
        if words.len() < 2 || words.len() > 5 || !word(words.start).eq_ignore_ascii_case("the") {
            return None;
        }
        let offices = self.offices.get_or_init(|| self.offices());
        let office = office(word(words.end - 1))?;
        let start = self.tokens.words[words.start].start;
        let mut holder = None;
        for (id, title) in offices.get(office)? {
            if self.tokens.words[title.start].start >= start {
                break;
            }
            if holder.is_some_and(|other| other != *id) {
                return None;
            }
            let is_called = |at: usize| title.clone().any(|its| word(its).eq_ignore_ascii_case(word(at)));
            let is_former = |at: usize| matches!(word(at), "former" | "Former" | "ex" | "late");
            let says_former = (words.start..words.end).any(is_former);
            if !(words.start + 1..words.end - 1).all(is_called) || title.clone().any(is_former) != says_former
            {
                return None;
            }
            holder = Some(*id);
        }
        holder
    }

    /// Returns people by the office that stands before their name, with the words of it, in order.
    fn offices(&self) -> HashMap<&'static str, Vec<(usize, Range<usize>)>> {
        const LONGEST: usize = 5;
        let mut offices: HashMap<&'static str, Vec<(usize, Range<usize>)>> = HashMap::new();
        for &(span, form, id) in &self.mentions {
            if form != Form::Name || self.entities[id].kind != EntityType::Person {
                continue;
            }
            let at = self.tokens.words.partition_point(|word| word.start < span.start);
            let Some(office) =
                at.checked_sub(1).and_then(|at| office(self.text.slice(self.tokens.words[at])))
            else {
                continue;
            };
            let is_title =
                |at: &usize| self.reading.tags[*at].is_noun() || self.reading.tags[*at].as_str() == "JJ";
            let length = (at.saturating_sub(LONGEST)..at).rev().take_while(is_title).count().max(1);
            let holders = offices.entry(office).or_default();
            if holders.len() < MOST_HOLDERS && holders.iter().all(|(other, _)| *other != id) {
                holders.push((id, at - length..at));
            }
        }
        offices
    }

    /// Returns the person that `words` name, after the comma behind a description: "Lt. Jane Roe, 34,".
    fn apposition(&self, words: Range<usize>) -> Option<usize> {
        let is_title = |at: usize| self.reading.lists[at].any(Lists::TITLE);
        let start = words.clone().find(|&at| self.mention_at(at).is_some() || !is_title(at))?;
        let (span, id) = self.mention_at(start)?;
        let after = start + self.words_in(start, span);
        let ends = after + 1 >= words.end
            || self.text.slice(self.tokens.words[after]) == ","
                && (after..words.end).all(|at| {
                    self.mention_at(at).is_none() && self.text.slice(self.tokens.words[at]) != "and"
                });
        (self.entities[id].kind == EntityType::Person && ends).then_some(id)
    }

    /// Says whether a person's name may end a phrase although words follow: "Jane Roe Tuesday", not "Trump aides".
    fn ends_phrase(&self, at: usize, end: usize) -> bool {
        (at..end).all(|i| self.reading.lists[i].any(Lists::ADVERB.or(Lists::CALENDAR).or(Lists::TIME)))
    }

    fn words_in(&self, at: usize, span: Span) -> usize {
        self.tokens.words[at..].iter().take_while(|w| w.end <= span.end).count().max(1)
    }

    /// Returns the name that begins with the word at `at`.
    fn mention_at(&self, at: usize) -> Option<(Span, usize)> {
        let start = self.tokens.words.get(at)?.start;
        let next = self.mentions.partition_point(|&(s, _, _)| s.start < start);
        match self.mentions.get(next) {
            Some(&(span, Form::Name, id)) if span.start == start => Some((span, id)),
            _ => None,
        }
    }

    fn entity(&self, id: usize) -> Speaker {
        Speaker { entity: Some(id), name: self.entities[id].name.clone() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Tier;
    use crate::reading::Reader;
    use crate::stages::entities;

    fn quotes(body: &str, min_confidence: f32) -> (Text, Vec<Quote>, Vec<Note>) {
        let text = Text::verbatim(body.to_owned()).unwrap();
        let (mut tokens, mut reading) = (Tokens::default(), Reading::default());
        tokens.fill(&text, Deadline::NEVER).unwrap();
        Reader::new(Tier::Fast, 0.0).read(&text, &tokens, &mut reading, Deadline::NEVER).unwrap();
        let entities = entities::find(&text, &tokens, &reading, Deadline::NEVER).unwrap();
        let (quotes, notes) = find(
            &text,
            &tokens,
            &reading,
            &entities,
            Attribution::embedded(),
            min_confidence,
            Deadline::NEVER,
        )
        .unwrap();
        (text, quotes, notes)
    }

    /// Returns the pieces of each row's content.
    fn pieces(body: &str) -> Vec<Vec<String>> {
        let (text, quotes, _) = quotes(body, 0.0);
        let pieces =
            |quote: &Quote| quote.content.iter().map(|&piece| text.slice(piece).to_owned()).collect();
        quotes.iter().map(pieces).collect()
    }

    #[test]
    fn pieces_side_by_side_are_one() {
        let text = Text::verbatim("“Yes.” “No.”\n“Yes.”".to_owned()).unwrap();
        let [yes, no] = [Span { start: 0, end: 10 }, Span { start: 11, end: 20 }];
        let next = Span { start: 21, end: 31 };
        assert_eq!(merged(&text, vec![yes, no, next]), [Span { start: 0, end: 20 }, next]);
    }

    #[test]
    fn a_quote_keeps_its_paragraphs_apart() {
        let pieces = pieces(
            "“We lost everything in the flood,” Maria Keller said. “The house is gone.\n\n“We will build it again.”",
        );
        let joined: Vec<_> = pieces.iter().map(|pieces| pieces.join(" … ")).collect();
        assert_eq!(
            joined,
            ["“We lost everything in the flood,” … “The house is gone. … “We will build it again.”"],
        );
    }

    #[test]
    fn kinds_of_content() {
        let body = "“We lost everything,” Maria Keller said.\nShe said that the flood was “a crime.”\n\
                    Mayor Ana Torres said that nobody was to blame.";
        let (_, quotes, _) = quotes(body, 0.0);
        let kinds: Vec<_> = quotes.iter().map(|quote| quote.kind).collect();
        assert_eq!(kinds, [QuoteType::Direct, QuoteType::Mixed, QuoteType::Indirect]);
    }

    #[test]
    fn unbalanced_marks_are_a_note() {
        let (_, quotes, notes) = quotes("“We won, Jane Roe said.\nShe left.", 0.0);
        assert_eq!((quotes.len(), notes), (1, vec![Note::UnbalancedQuotes]));
    }

    #[test]
    fn an_unsure_speaker_is_left_out() {
        let (_, quotes, _) = quotes("“We won the vote,” Jane Roe said.", 1.0);
        assert_eq!(quotes.iter().map(|q| q.speaker.clone()).collect::<Vec<_>>(), [None]);
    }

    #[test]
    fn hostile_input_takes_linear_time() {
        for body in [
            "said ".repeat(1 << 17),
            "Roe said, ".repeat(1 << 16),
            "Roe, a, said “b” ".repeat(1 << 15),
            "“".repeat(1 << 17),
            "“a” ".repeat(1 << 17),
            "\" ".repeat(1 << 17),
            "“a said\n".repeat(1 << 15),
            "Roe said that Roe said that ".repeat(1 << 14),
            "according to Roe, ".repeat(1 << 15),
            "he told Morning Roe it ".repeat(1 << 15),
            "Roe of Roe and ".repeat(1 << 16),
            ", ".repeat(1 << 17),
            "12\" ".repeat(1 << 16),
            "Roe: “a b c d” – ".repeat(1 << 15),
            "ROE: I said Roe said you?\n".repeat(1 << 14),
            "ROE: you?\nDOE: I say.\n“a,” he said.\n".repeat(1 << 13),
            "I say a.\n— Roe (@roe) May 3\n".repeat(1 << 14),
        ] {
            let (text, quotes, _) = quotes(&body, 0.0);
            for quote in &quotes {
                assert!(!quote.content.is_empty());
                for &piece in quote.content.iter().chain(&quote.source).chain(&quote.cue) {
                    assert!(!text.slice(piece).is_empty());
                }
            }
        }
    }
}
