//! Interviews without letters or names before the turns: a paragraph that asks somebody ("When did you begin?"), and below it
//! what that one answers ("I was four.").

use super::Said;
use super::formal::{Formal, Page};
use crate::found::{Entity, EntityType, Form};
use std::ops::Range;

/// An interview has so many questions at least.
const LEAST_QUESTIONS: usize = 3;

/// A question has no more words.
const LONGEST: usize = 60;

/// Of the questions so many at least speak to somebody, and of the answers so many are somebody's own.
const LEAST_PERSONAL: f32 = 0.5;

/// The probability that such an answer is whom the article brings in above.
const CONFIDENCE: f32 = 0.8;

/// Adds the answers of an article.
pub fn find(page: &Page<'_>, entities: &[Entity], formal: &mut Formal) {
    let paragraphs = &page.tokens.paragraphs;
    let asks: Vec<usize> = (1..paragraphs.len()).filter(|&at| page.is_question(&paragraphs[at])).collect();
    let answers: Vec<(usize, Range<usize>)> = (asks.iter().enumerate())
        .map(|(number, &at)| {
            (at, at + 1..asks.get(number + 1).copied().unwrap_or(at + 2).min(paragraphs.len()))
        })
        .filter(|(_, answer)| !answer.is_empty())
        .collect();
    let count = answers.len();
    let share = |of: usize| of as f32 >= LEAST_PERSONAL * count as f32;
    let to_you =
        answers.iter().filter(|&&(at, _)| page.has(&paragraphs[at], &["you", "your", "You", "Your"]));
    let own = |answer: &Range<usize>| {
        paragraphs[answer.clone()].iter().any(|words| page.has(words, &["I", "my", "me", "My", "we", "our"]))
    };
    let mine = answers.iter().filter(|(_, answer)| own(answer)).count();
    if count < LEAST_QUESTIONS || !share(to_you.count()) || !share(mine) {
        return;
    }
    let Some(who) = page.brought_in_above(entities, paragraphs[answers[0].0].start) else { return };
    for (at, answer) in answers {
        let content: Vec<Range<usize>> = paragraphs[answer.clone()].to_vec();
        let whole = paragraphs[at].start..content[content.len() - 1].end;
        let teller = who.clone();
        formal.add_one(whole, Said { content, teller, confidence: CONFIDENCE, ..Said::default() });
    }
}

impl Page<'_> {
    /// Says whether a paragraph is nothing but a question, in no quotation marks.
    fn is_question(&self, words: &Range<usize>) -> bool {
        words.len() > 2
            && words.len() <= LONGEST
            && self.word(words.end - 1) == "?"
            && words.clone().all(|at| self.reading.stretch_at(at).is_none())
            && !matches!(self.word(words.start + 1), ":" | ".")
    }

    fn has(&self, words: &Range<usize>, any: &[&str]) -> bool {
        words.clone().any(|at| any.contains(&self.word(at)))
    }

    /// Returns the only person whom the article names in full before a word, where first.
    fn brought_in_above(&self, entities: &[Entity], before: usize) -> Option<Range<usize>> {
        let end = self.tokens.words[before].start;
        let names = |entity: &Entity| {
            let mut names = entity.mentions.iter().filter(|mention| mention.form == Form::Name);
            names.next().map(|mention| mention.span).filter(|span| span.end <= end)
        };
        let people = entities.iter().filter(|entity| entity.kind == EntityType::Person);
        let mut named = people.filter(|entity| entity.name.contains(' ')).filter_map(names);
        let one = named.next().filter(|_| named.next().is_none())?;
        let first = self.tokens.words.partition_point(|word| word.start < one.start);
        let count = self.tokens.words[first..].iter().take_while(|word| word.end <= one.end).count();
        Some(first..first + count)
    }
}
