//! The turns of a transcript: paragraphs that open with who speaks and a colon ("MARSH: Who is paying for it?").

use super::formal::{Formal, Page};
use super::speakers::initials;
use crate::found::{Entity, EntityType, Form};
use crate::reading::Label::{Begin, Inside};
use crate::reading::Shape;
use crate::reading::lexicon::Lists;
use crate::text::Text;
use foldhash::{HashMap, HashMapExt, HashSet, HashSetExt};
use std::ops::Range;

/// A transcript has at least so many turns; somebody has two of them, and somebody else speaks too.
const LEAST_TURNS: usize = 3;

/// The share of turns that speak to somebody: "I", "you", a question. Lists of results do not.
const LEAST_SPOKEN: f32 = 1.0 / 3.0;

/// The share of answers in which somebody says "I". What a shop answers its customers is no interview.
const LEAST_PERSONAL: f32 = 0.25;

/// From one turn to the next of a transcript there are at most so many paragraphs.
const MAX_BETWEEN: usize = 6;

/// Before the colon there are at most so many words: "SEN. ANA KELLER (R-OSTMARK), CHAIR OF THE COMMITTEE".
const MAX_LABEL: usize = 16;

/// A name that is not in capitals has at most so many: "Sen. Ana Keller".
const MAX_NAME: usize = 5;

/// Returns "q" or "a" for a word that stands for who asks or who answers: "Q:", "A.", "QUESTION:".
pub(super) fn asks_or_answers(word: &str) -> Option<&'static str> {
    const WORDS: [(&str, &str); 4] = [("q", "q"), ("question", "q"), ("a", "a"), ("answer", "a")];
    let word = word.strip_suffix('.').unwrap_or(word);
    WORDS.iter().find(|(its, _)| word.eq_ignore_ascii_case(its)).map(|&(_, who)| who)
}

/// What editors write before a colon.
const EDITORIAL: [&str; 21] = [
    "advertisement", "breaking", "correction", "exclusive", "gallery", "graphic", "live", "more", "note",
    "opinion", "photo", "photos", "poll", "q&a", "read", "related", "source", "transcript", "update",
    "video", "watch",
];

/// Adds the turns of an article's transcripts.
pub fn find(page: &Page<'_>, entities: &[Entity], formal: &mut Formal) {
    let turns: Vec<Turn> = (0..page.tokens.paragraphs.len()).filter_map(|number| page.turn(number)).collect();
    if turns.len() < LEAST_TURNS {
        return;
    }
    let people = short_names(page.text, entities);
    let mut rest = &turns[..];
    while let Some(first) = rest.first() {
        let mut last = first.paragraph;
        let is_near = |turn: &&Turn| {
            let before = std::mem::replace(&mut last, turn.paragraph);
            turn.paragraph - before <= MAX_BETWEEN
        };
        let (near, others) = rest.split_at(rest.iter().take_while(is_near).count());
        rest = others;
        let transcript = page.speakers_of(near);
        if page.is_transcript(&transcript, &people) {
            page.add(&transcript, formal);
        }
    }
}

/// Returns the last words of people's names, and their initials, in small letters.
fn short_names(text: &Text, entities: &[Entity]) -> HashSet<String> {
    let people = entities.iter().filter(|entity| entity.kind == EntityType::Person);
    let names = people.flat_map(|entity| entity.mentions.iter().filter(|m| m.form == Form::Name));
    let mut short = HashSet::new();
    for name in names.map(|mention| text.slice(mention.span)) {
        short.extend(name.split(' ').next_back().map(str::to_lowercase));
        let initials: String = initials(name).collect();
        short.extend((initials.len() > 1).then(|| initials.to_lowercase()));
    }
    short
}

/// A paragraph that opens with what may be who speaks, as word indices.
#[derive(Clone, Debug)]
struct Turn {
    paragraph: usize,
    /// Without what stands behind a comma or in brackets.
    label: Range<usize>,
    /// The last word of the label, in small letters; "q" or "a" for who asks or answers.
    who: String,
    /// What stands behind the colon.
    said: Range<usize>,
    /// Whether the paragraph opens with a quotation mark.
    quoted: bool,
}

impl Page<'_> {
    fn is_quotation_mark(&self, at: usize) -> bool {
        matches!(self.word(at), "\"" | "“" | "”" | "„" | "``" | "''" | "«" | "»" | "‘" | "’" | "'")
    }

    fn opens_quoted(&self, paragraph: &Range<usize>) -> bool {
        !paragraph.is_empty() && self.is_quotation_mark(paragraph.start)
    }

    fn turn(&self, paragraph: usize) -> Option<Turn> {
        let words = self.tokens.paragraphs[paragraph].clone();
        let quoted = self.opens_quoted(&words);
        let start = words.start + usize::from(quoted);
        if let Some(turn) = self.question_or_answer(paragraph, start..words.end, quoted) {
            return Some(turn);
        }
        let colon = (start..words.end.min(start + MAX_LABEL + 1)).find(|&at| self.word(at) == ":")?;
        let end = (start..colon).find(|&at| matches!(self.word(at), "," | "(" | "[")).unwrap_or(colon);
        let label = start..end;
        let mut said = colon + 1..words.end;
        // The mark that closes what was opened before the label.
        if quoted && !said.is_empty() && self.is_quotation_mark(said.end - 1) {
            let reopened = (said.start..said.end - 1).any(|at| self.is_quotation_mark(at));
            said.end -= usize::from(!reopened);
        }
        let is_spoken = said.clone().any(|at| self.reading.shapes[at] != Shape::Mark);
        if !is_spoken || label.is_empty() {
            return None;
        }
        let who = self.word(label.end - 1).to_lowercase();
        let shapes = &self.reading.shapes[label.clone()];
        let has_capitals = !shapes.iter().any(|shape| matches!(shape, Shape::Lower | Shape::Number))
            && shapes[shapes.len() - 1] != Shape::Mark;
        // A headline is no turn: "Keller: No house will fall".
        let is_short = self.is_in_capitals(&label) || label.len() <= MAX_NAME && paragraph > 0;
        let is_label = has_capitals && is_short && !EDITORIAL.contains(&who.as_str());
        is_label.then_some(Turn { paragraph, label, who, said, quoted })
    }

    /// Reads "Q: …" or "A. …".
    fn question_or_answer(&self, paragraph: usize, words: Range<usize>, quoted: bool) -> Option<Turn> {
        let first = words.clone().map(|at| self.word(at)).next()?;
        let who = asks_or_answers(first)?;
        let is_marked = words.len() > 1 && matches!(self.word(words.start + 1), ":" | ".");
        let said = words.start + 1 + usize::from(is_marked)..words.end;
        let is_spoken = said.clone().any(|at| self.reading.shapes[at] != Shape::Mark);
        let is_turn = is_spoken && (is_marked || first.ends_with('.'));
        let label = words.start..words.start + 1;
        is_turn.then(|| Turn { paragraph, label, who: who.to_owned(), said, quoted })
    }

    fn is_in_capitals(&self, label: &Range<usize>) -> bool {
        self.reading.shapes[label.end - 1] == Shape::Capitals
    }

    /// Says whether a label is the name of a person or an organisation.
    fn is_name(&self, label: &Range<usize>) -> bool {
        // "Sen. Keller"
        let mut name = label.clone();
        while name.len() > 1 && self.reading.lists[name.start].any(Lists::TITLE) {
            name.start += 1;
        }
        let labels = &self.reading.labels[name];
        let who = [EntityType::Person, EntityType::Org];
        matches!(labels[0], Begin(_))
            && labels.iter().all(|&l| matches!(l, Begin(kind) | Inside(kind) if who.contains(&kind)))
    }

    /// Returns the turns whose label is in capitals, a name, or not the only one: "Price: 12 dollars" may be anything. Who
    /// answers is one where somebody asks: "A: 12 dollars" may be on a list.
    fn speakers_of(&self, turns: &[Turn]) -> Vec<Turn> {
        let mut counts: HashMap<&str, usize> = HashMap::new();
        for turn in turns {
            *counts.entry(&turn.who).or_default() += 1;
        }
        let (has_answers, is_interview) = (counts.contains_key("a"), self.is_interview(turns));
        let is_speaker = |turn: &&Turn| {
            // "Q: …" and "KELLER: …" go together too.
            if has_answers && asks_or_answers(&turn.who).is_some() {
                return is_interview;
            }
            self.is_in_capitals(&turn.label) || counts[turn.who.as_str()] > 1 || self.is_name(&turn.label)
        };
        turns.iter().filter(is_speaker).cloned().collect()
    }

    /// Says whether there are questions and answers, marked as such, and a person answers.
    fn is_interview(&self, turns: &[Turn]) -> bool {
        let of = |who: &'static str| turns.iter().filter(move |turn| turn.who == who);
        let says_i =
            |turn: &&Turn| turn.said.clone().any(|at| matches!(self.word(at), "I" | "me" | "my" | "My"));
        let (answers, personal) = (of("a").count(), of("a").filter(says_i).count());
        of("q").count() > 0 && answers > 0 && personal as f32 >= LEAST_PERSONAL * answers as f32
    }

    fn is_transcript(&self, turns: &[Turn], people: &HashSet<String>) -> bool {
        let speakers: HashSet<&str> = turns.iter().map(|turn| turn.who.as_str()).collect();
        let is_somebody =
            |turn: &Turn| people.contains(&turn.who.replace('.', "")) || self.is_name(&turn.label);
        let spoken = turns.iter().filter(|turn| self.speaks_to_somebody(turn.said.clone())).count();
        turns.len() >= LEAST_TURNS
            && (2..turns.len()).contains(&speakers.len())
            && (self.is_interview(turns) || turns.iter().any(is_somebody))
            && spoken as f32 >= LEAST_SPOKEN * turns.len() as f32
    }

    fn speaks_to_somebody(&self, mut words: Range<usize>) -> bool {
        words.any(|at| match self.word(at) {
            "?" => true,
            // The country.
            "US" => false,
            word => ["i", "me", "my", "we", "us", "our", "you", "your"]
                .iter()
                .any(|person| word.eq_ignore_ascii_case(person)),
        })
    }

    fn add(&self, turns: &[Turn], formal: &mut Formal) {
        let mut end = 0;
        let mut said = Vec::with_capacity(turns.len());
        for (number, turn) in turns.iter().enumerate() {
            // What follows the last turn may be the article again.
            let next = turns.get(number + 1).map_or(turn.paragraph + 1, |next| next.paragraph);
            let between = &self.tokens.paragraphs[turn.paragraph + 1..next];
            let spoken = between.iter().filter(|paragraph| !self.is_direction(paragraph));
            let goes_on = spoken.take_while(|paragraph| {
                let quoted = self.opens_quoted(paragraph);
                quoted == turn.quoted && (quoted || self.speaks_to_somebody((*paragraph).clone()))
            });
            let content: Vec<_> = std::iter::once(turn.said.clone()).chain(goes_on.cloned()).collect();
            end = content[content.len() - 1].end;
            said.push((turn.label.clone(), content));
        }
        formal.add(turns[0].label.start..end, said);
    }

    /// "(LAUGHTER)", "[Applause.]"
    fn is_direction(&self, paragraph: &Range<usize>) -> bool {
        let first = paragraph.clone().find(|&at| !self.is_quotation_mark(at));
        first.is_some_and(|at| matches!(self.word(at), "(" | "["))
            && paragraph.clone().rev().take(3).any(|at| matches!(self.word(at), ")" | "]"))
    }
}
