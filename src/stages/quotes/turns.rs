//! The turns of a transcript: paragraphs that open with who speaks and a colon ("MARSH: Who is paying for it?").
//!
//! Readers learn little of them, for news has few; where they stand, their form leaves no doubt.

use super::{Said, supersede};
use crate::found::{Entity, EntityType, Form};
use crate::reading::lexicon::Lists;
use crate::reading::{Reading, Shape};
use crate::text::Text;
use crate::tokens::Tokens;
use std::collections::HashSet;
use std::ops::Range;

/// A transcript has at least so many turns; somebody has two of them, and somebody else speaks too.
const LEAST_TURNS: usize = 3;

/// So many paragraphs at most are between the turns of one transcript.
const MAX_BETWEEN: usize = 6;

/// A label has at most so many words: "SEN. ANA MARIA KELLER (R-OSTMARK), CHAIRMAN OF THE COMMITTEE".
const MAX_LABEL: usize = 16;

/// One that is not in capitals: "Sen. Ana Keller".
const MAX_NAME: usize = 5;

/// The share of turns whose content and source are right, on PolNeAR train.
const CONFIDENCE: f32 = 0.9;

/// What editors write before a colon.
const EDITORIAL: [&str; 20] = [
    "advertisement",
    "breaking",
    "correction",
    "exclusive",
    "gallery",
    "graphic",
    "live",
    "more",
    "note",
    "opinion",
    "photo",
    "photos",
    "poll",
    "read",
    "related",
    "source",
    "transcript",
    "update",
    "video",
    "watch",
];

/// One paragraph that opens with a label, as word indices.
#[derive(Clone, Debug)]
struct Turn {
    paragraph: usize,
    /// Who speaks, without what stands behind a comma or in brackets.
    label: Range<usize>,
    /// What stands behind the colon.
    said: Range<usize>,
    /// Whether the paragraph opens with a quotation mark.
    quoted: bool,
}

/// Puts the turns of transcripts in place of what `rows` have of their paragraphs.
pub fn find(text: &Text, tokens: &Tokens, reading: &Reading, entities: &[Entity], rows: &mut Vec<Said>) {
    let turns = Turns { text, tokens, reading, named: last_names(text, entities) };
    let labelled: Vec<Turn> = (0..tokens.paragraphs.len()).filter_map(|p| turns.turn(p)).collect();
    let mut rest = &labelled[..];
    while let Some(first) = rest.first() {
        let mut last = first.paragraph;
        let near = |turn: &&Turn| {
            let is_near = turn.paragraph - last <= MAX_BETWEEN;
            last = turn.paragraph;
            is_near
        };
        let (transcript, others) = rest.split_at(rest.iter().take_while(near).count());
        rest = others;
        // A label that is no name and stands there once may be anything: "Price: 12 dollars".
        let mut transcript = transcript.to_vec();
        let known: Vec<bool> = transcript.iter().map(|turn| turns.is_known(turn, &transcript)).collect();
        let mut known = known.into_iter();
        transcript.retain(|_| known.next() == Some(true));
        if turns.is_transcript(&transcript) {
            turns.replace(&transcript, rows);
        }
    }
}

/// Returns the last words of people's names, in small letters.
fn last_names(text: &Text, entities: &[Entity]) -> HashSet<String> {
    let people = entities.iter().filter(|entity| entity.kind == EntityType::Person);
    let names = people.flat_map(|entity| entity.mentions.iter().filter(|m| m.form == Form::Name));
    names
        .filter_map(|mention| text.slice(mention.span).split(' ').next_back())
        .map(str::to_lowercase)
        .collect()
}

struct Turns<'a> {
    text: &'a Text,
    tokens: &'a Tokens,
    reading: &'a Reading,
    named: HashSet<String>,
}

impl<'a> Turns<'a> {
    fn word(&self, at: usize) -> &'a str {
        self.text.slice(self.tokens.words[at])
    }

    fn is_mark(&self, at: usize) -> bool {
        matches!(self.word(at), "\"" | "“" | "”" | "„" | "``" | "''" | "«" | "»" | "‘" | "’" | "'")
    }

    /// Returns the turn that a paragraph is, if its label is in capitals or the name of somebody.
    fn turn(&self, paragraph: usize) -> Option<Turn> {
        let words = self.tokens.paragraphs[paragraph].clone();
        let quoted = !words.is_empty() && self.is_mark(words.start);
        let start = words.start + usize::from(quoted);
        let reach = start..words.end.min(start + MAX_LABEL + 1);
        let colon = reach.clone().find(|&at| self.word(at) == ":")?;
        let end = (start..colon).find(|&at| matches!(self.word(at), "," | "(" | "[")).unwrap_or(colon);
        let label = start..end;
        let mut said = colon + 1..words.end;
        // The mark that closes what was opened before the label.
        if quoted && !said.is_empty() && self.is_mark(said.end - 1) {
            let opened = said.clone().any(|at| at + 1 < said.end && self.is_mark(at));
            said.end -= usize::from(!opened);
        }
        let is_spoken = said.clone().any(|at| self.reading.shapes[at] != Shape::Mark);
        (is_spoken && self.is_label(paragraph, label.clone())).then_some(Turn {
            paragraph,
            label,
            said,
            quoted,
        })
    }

    /// Says whether words may be who speaks: at most a few of them, all with capitals.
    fn is_label(&self, paragraph: usize, label: Range<usize>) -> bool {
        let shapes = &self.reading.shapes[label.clone()];
        if shapes.iter().any(|shape| matches!(shape, Shape::Lower | Shape::Number))
            || !shapes.last().is_some_and(|&shape| shape != Shape::Mark)
            || EDITORIAL.contains(&self.word(label.end - 1).to_lowercase().as_str())
        {
            return false;
        }
        // A headline is no turn: "Keller: No house will fall".
        self.in_capitals(&label) || label.len() <= MAX_NAME && paragraph > 0
    }

    fn in_capitals(&self, label: &Range<usize>) -> bool {
        self.reading.shapes[label.end - 1] == Shape::Capitals
    }

    fn is_name(&self, label: &Range<usize>) -> bool {
        use crate::reading::Label::{Begin, Inside};
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

    fn is_same(&self, a: &Turn, b: &Turn) -> bool {
        self.word(a.label.end - 1).eq_ignore_ascii_case(self.word(b.label.end - 1))
    }

    /// Says whether words are spoken to somebody, not told of somebody.
    fn is_spoken(&self, words: Range<usize>) -> bool {
        let is_person = |at: usize| {
            let word = self.word(at);
            ["i", "me", "my", "we", "us", "our", "you", "your"].iter().any(|p| word.eq_ignore_ascii_case(p))
        };
        // "US" is a country.
        words.clone().any(|at| self.word(at) == "?" || self.word(at) != "US" && is_person(at))
    }

    fn is_known(&self, turn: &Turn, turns: &[Turn]) -> bool {
        self.in_capitals(&turn.label)
            || self.is_name(&turn.label)
            || turns.iter().filter(|other| self.is_same(other, turn)).count() > 1
    }

    fn is_transcript(&self, turns: &[Turn]) -> bool {
        let again =
            turns.iter().enumerate().any(|(at, turn)| turns[..at].iter().any(|t| self.is_same(t, turn)));
        let others = turns.iter().any(|turn| !self.is_same(turn, &turns[0]));
        let somebody = turns.iter().any(|turn| {
            self.is_name(&turn.label) || self.named.contains(&self.word(turn.label.end - 1).to_lowercase())
        });
        let spoken = turns.iter().filter(|turn| self.is_spoken(turn.said.clone())).count();
        turns.len() >= LEAST_TURNS && again && others && somebody && 3 * spoken >= turns.len()
    }

    /// Says whether a paragraph without a label goes on with the turn before it.
    fn goes_on(&self, turn: &Turn, paragraph: usize, is_last: bool) -> bool {
        let words = self.tokens.paragraphs[paragraph].clone();
        let quoted = !words.is_empty() && self.is_mark(words.start);
        quoted == turn.quoted && (quoted && !is_last || !is_last && self.is_spoken(words.clone()))
    }

    /// "(LAUGHTER)", "[Applause.]"
    fn is_direction(&self, paragraph: usize) -> bool {
        let words = self.tokens.paragraphs[paragraph].clone();
        let first = words.clone().find(|&at| !self.is_mark(at));
        first.is_some_and(|at| matches!(self.word(at), "(" | "["))
            && words.rev().take(3).any(|at| matches!(self.word(at), ")" | "]"))
    }

    fn replace(&self, turns: &[Turn], rows: &mut Vec<Said>) {
        let mut said: Vec<Said> = Vec::with_capacity(turns.len());
        for (number, turn) in turns.iter().enumerate() {
            let next = turns.get(number + 1).map(|next| next.paragraph);
            let mut content = vec![turn.said.clone()];
            for paragraph in turn.paragraph + 1..next.unwrap_or(turn.paragraph + 1) {
                if self.is_direction(paragraph) {
                    continue;
                }
                if !self.goes_on(turn, paragraph, next.is_none()) {
                    break;
                }
                content.push(self.tokens.paragraphs[paragraph].clone());
            }
            said.push(Said {
                content,
                cue: turn.label.end..turn.label.end,
                source: turn.label.clone(),
                confidence: CONFIDENCE,
                carried: false,
            });
        }
        let whole = turns[0].label.start
            ..said[said.len() - 1].content.iter().map(|piece| piece.end).max().unwrap_or(0);
        supersede(rows, said, whole);
    }
}
