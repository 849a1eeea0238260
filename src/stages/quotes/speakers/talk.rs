//! Whose turn it is in a talk of two who are named: who asked asks again, and who answered answers again.

use super::{ASKS, MEMORY, Said, Speakers};
use crate::found::{EntityType, QuoteType, Speaker};
use crate::stages::quotes;

/// A turn has no more words.
const LONGEST_TURN: usize = 30;
/// So many turns back the other one is looked for.
const FAR: usize = 4;

/// The last turns of a talk, each in the paragraph below the one before.
#[derive(Default)]
pub(in crate::stages::quotes) struct Talk {
    turns: Vec<Turn>,
}

struct Turn {
    id: usize,
    paragraph: usize,
    asks: bool,
}

impl Speakers<'_> {
    /// Returns the talk behind a row.
    pub fn goes_on_with(&self, mut talk: Talk, row: &Said, speaker: Option<&Speaker>) -> Talk {
        let paragraph = self.tokens.paragraph_of(row.content[0].start);
        let person = speaker
            .and_then(|speaker| speaker.entity)
            .filter(|&id| self.entities[id].kind == EntityType::Person);
        let Some(id) = person else { return Talk::default() };
        if self.asks_another(row, &talk, id) {
            return Talk::default();
        }
        let end = self.tokens.paragraph_of(row.content[row.content.len() - 1].start);
        if talk.turns.last().is_some_and(|last| last.paragraph.abs_diff(paragraph) > 1) {
            talk.turns.clear();
        }
        let asks = self.asks_something(row);
        match talk.turns.last_mut() {
            Some(last) if last.id == id => (last.paragraph, last.asks) = (end, asks),
            _ => talk.turns.push(Turn { id, paragraph: end, asks }),
        }
        let old = talk.turns.len().saturating_sub(FAR);
        talk.turns.drain(..old);
        talk
    }

    /// Returns whose turn a row is that is nobody's yet, a short paragraph in quotation marks: a question behind an answer is who
    /// asked before, and what answers a question is who answered before.
    pub fn whose_turn(&self, row: &Said, talk: &Talk) -> Option<Speaker> {
        let [said] = &row.content[..] else { return None };
        let number = self.tokens.paragraph_of(said.start);
        // "He nodded." tells nobody.
        let tells = |at: usize| self.reading.tags[at].as_str() != "PRP";
        let alone = row.source.is_empty() && row.cue.is_empty() && !row.teller.clone().any(tells);
        let whole = self.tokens.paragraphs[number] == *said && said.len() <= LONGEST_TURN;
        let direct = quotes::kind(self.reading, &row.content) == QuoteType::Direct;
        let last = talk.turns.last().filter(|last| last.paragraph + 1 == number)?;
        let other = talk.turns.iter().rev().find(|turn| turn.id != last.id)?;
        let two = talk.turns.iter().all(|turn| turn.id == last.id || turn.id == other.id);
        // "“Asked, or told?” Roe said.¶ “Asked, Senator.”"
        let addressed = last.asks && other.paragraph + 1 == last.paragraph && self.is_spoken_to(row, last.id);
        if !alone || !whole || !direct || !(two || addressed) {
            return None;
        }
        let beside = other.paragraph + 1 == last.paragraph;
        let asks = self.asks_something(row);
        let turns = if asks { !last.asks && (other.asks || beside) } else { last.asks };
        let named = self.is_named_in(&row.content, other.id) || self.is_spoken_to(row, other.id);
        (turns && !named).then(|| self.entity(other.id))
    }

    /// Says whether a row asks somebody else than who talked to its speaker before: "The first witness was Doe. Roe asked her what she
    /// had heard."
    fn asks_another(&self, row: &Said, talk: &Talk, id: usize) -> bool {
        let word = |at: usize| self.tokens.words.get(at).map_or("", |&word| self.text.slice(word));
        let other = talk.turns.iter().rev().map(|turn| turn.id).find(|&other| other != id);
        let Some(asks) = row.cue.clone().find(|&at| ASKS.contains(&word(at))) else { return false };
        let him = match word(asks + 1) {
            "him" => Some(true),
            "her" => Some(false),
            _ => None,
        };
        match (self.asked_by(asks), him, other) {
            (Some(asked), _, other) => other.is_some_and(|other| other != asked),
            (None, Some(masculine), Some(other)) => {
                let start = self.tokens.paragraphs[self.tokens.paragraph_of(asks)].start;
                let mut named =
                    (start.max(asks.saturating_sub(MEMORY))..asks).filter_map(|at| self.mention_at(at));
                let third = named.any(|(_, its)| {
                    its != id && its != other && self.entities[its].kind == EntityType::Person
                });
                third || self.is_called_otherwise(other, masculine)
            }
            (None, him, _) => him.is_some(),
        }
    }

    /// Says whether a row is a question, also one that is told: "Roe asked what he had done".
    fn asks_something(&self, row: &Said) -> bool {
        let word = |at: usize| self.text.slice(self.tokens.words[at]);
        let marked =
            row.content.last().is_some_and(|said| said.clone().rev().take(2).any(|at| word(at) == "?"));
        let told = quotes::kind(self.reading, &row.content) == QuoteType::Indirect;
        marked || told && row.cue.clone().any(|at| ASKS.contains(&word(at)))
    }
}
