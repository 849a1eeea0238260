//! What "it" and "they" are where that is no person who is named.

use super::{Last, Said, Speakers, WRITINGS, is_plural, last_word};
use crate::found::{EntityType, QuoteType, Speaker};
use crate::reading::Shape;
use crate::reading::nouns::{calls_organisation, calls_writing};
use crate::stages::quotes;

/// Says whether "it" may stand for what a noun calls: a body, a writing, a piece of research.
pub(super) fn is_it(noun: &str) -> bool {
    let research = matches!(
        noun,
        "research" | "study" | "survey" | "report" | "review" | "analysis" | "paper" | "office"
    );
    let it = calls_organisation(noun) || calls_writing(noun) || WRITINGS.contains(&noun) || research;
    it && !is_plural(noun)
}

impl Speakers<'_> {
    /// Returns the body that spoke before a person did, of whom a row cannot speak: "“No,” the ministry said. Roe sees it otherwise.¶
    /// “No,” it continued."
    pub(super) fn body_before_person(&self, last: &Last, row: &Said) -> Option<Speaker> {
        let goes_on = |at: usize| {
            let word = self.text.slice(self.tokens.words[at]);
            matches!(word, "added" | "adds" | "continued" | "continues" | "concluded" | "concludes")
        };
        let person = last.speaker.entity.is_some_and(|id| self.entities[id].kind == EntityType::Person);
        let before = last.before.as_ref().filter(|_| person && row.cue.clone().any(goes_on))?;
        let body = match before.entity {
            Some(id) => self.entities[id].kind == EntityType::Org,
            None => is_it(last_word(&before.name)?),
        };
        let direct = quotes::kind(self.reading, &row.content) == QuoteType::Direct;
        (body && direct && self.goes_on(last.at, row)).then(|| before.clone())
    }

    /// Returns the body that the words of a row begin with, which says them of itself: "The Acme Bank cut its forecast, it said."
    pub(super) fn body_of_own(&self, row: &Said) -> Option<usize> {
        let first = row.content.first().filter(|said| said.end <= row.source.start)?;
        let own = self.tokens.sentences.partition_point(|sentence| sentence.end <= row.source.start);
        let opens = self.tokens.sentences.get(own).is_some_and(|sentence| sentence.start == first.start);
        let at = first.start + usize::from(self.is_article(first.start));
        let (span, id) = self.mention_at(at).filter(|_| opens)?;
        let after = at + self.words_in(at, span);
        let does = matches!(self.reading.tags.get(after)?.as_str(), "VBD" | "VBZ" | "VBP" | "MD");
        let other = (after..row.source.start).any(|at| {
            let its = self.mention_at(at).map(|(_, other)| other);
            its.is_some_and(|other| other != id && self.entities[other].kind == EntityType::Org)
        });
        (self.entities[id].kind == EntityType::Org && does && !other).then_some(id)
    }

    /// Says whether a row is a paragraph of words in quotation marks, and nothing but who says them.
    pub(super) fn is_whole_paragraph(&self, row: &Said) -> bool {
        let paragraph = &self.tokens.paragraphs[self.tokens.paragraph_of(row.source.start)];
        let told = |at: usize| {
            row.content.iter().chain([&row.source, &row.cue]).any(|words| words.contains(&at))
                || self.reading.shapes[at] == Shape::Mark
        };
        row.content[0].start == paragraph.start
            && quotes::kind(self.reading, &row.content) == QuoteType::Direct
            && paragraph.clone().all(told)
    }
}
