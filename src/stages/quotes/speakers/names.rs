//! Names where they are not looked for: at the end of a long title, before "that" behind a letter, half hidden, and first of all in
//! the names of lands that put the family before the person.

use super::{Last, Said, Speakers, WRITINGS};
use crate::found::{EntityType, Form, Mention, QuoteType, Speaker};
use crate::reading::Shape;
use crate::reading::lexicon::Lists;
use crate::reading::nouns::{calls_organisation, is_kin, may_be_called};
use crate::stages::quotes;
use std::ops::Range;

impl Speakers<'_> {
    /// Returns who is named with stars for the rest: "Ali***" is no Ali whom the article may know.
    pub(super) fn masked(&self, source: &Range<usize>) -> Option<Speaker> {
        let word = |at: usize| self.tokens.words.get(at).map_or("", |&word| self.text.slice(word));
        let starred = |word: &str| word.ends_with("**");
        let last = source.end - 1;
        let joined = || {
            let [own, next] = [last, last + 1].map(|at| self.tokens.words.get(at));
            own.zip(next).is_some_and(|(own, next)| own.end == next.start) && starred(word(last + 1))
        };
        let end = if starred(word(last)) {
            source.end
        } else if joined() {
            source.end + 1
        } else {
            return None;
        };
        let name = self.text.slice(self.tokens.span(&(source.start..end))).to_owned();
        Some(Speaker { entity: None, name })
    }

    /// Returns whose name ends a source behind a title, however long that is: "Adviser to the President in charge of Archives and Director
    /// General of the Library, Jane Roe,", "Deputy director of the office in Dayton Jane Roe".
    pub(super) fn closing_title(&self, source: &Range<usize>, head: &Range<usize>) -> Option<usize> {
        const LONGEST: usize = 40;
        let word = |at: usize| self.text.slice(self.tokens.words[at]);
        let end = source.end - usize::from(word(source.end - 1) == ",");
        let last = self.tokens.words[end - 1].end;
        let next = self.mentions.partition_point(|&(span, _, _)| span.end <= last);
        let &(span, form, id) = self.mentions[..next].last()?;
        let name = self.first_word(span);
        let whole = span.end == last && form == Form::Name && self.words_in(name, span) > 1;
        if !whole
            || self.entities[id].kind != EntityType::Person
            || source.len() > LONGEST
            || name <= head.end
        {
            return None;
        }
        let office = word(head.end - 1).to_lowercase();
        let one = self.reading.tags[head.end - 1].as_str().starts_with("NN")
            && !self.reading.tags[head.end - 1].as_str().ends_with('S');
        let calls = self.reading.lists[head.end - 1].any(Lists::TITLE)
            || may_be_called(&office, true)
            || may_be_called(&office, false);
        let begins = !matches!(self.reading.tags[source.start].as_str(), "DT" | "PRP$" | "CD");
        let comma = word(name - 1) == ",";
        let place = self.mentions[..next - 1].iter().rev().find(|(its, ..)| its.end <= span.start);
        let behind_place = place.is_some_and(|&(its, _, id)| {
            self.entities[id].kind == EntityType::Loc && its.end + 1 == span.start
        });
        let plain = (head.end..name).all(|at| {
            !self.names_person(at)
                && !self.reading.tags[at].is_verb()
                && !matches!(word(at), "who" | "whose" | "which" | "that" | "(" | "—" | "–")
        });
        (one && calls && begins && !is_kin(&office) && plain && (comma || behind_place)).then_some(id)
    }

    /// Returns the only body named before a source that is called by a word of its name: "the Chamber", of the Harbour Chamber of
    /// Commerce.
    pub(super) fn short_body(&self, source: &Range<usize>) -> Option<usize> {
        let word = |at: usize| self.text.slice(self.tokens.words[at]);
        let called = word(source.end - 1);
        let the = source.len() == 2 && word(source.start).eq_ignore_ascii_case("the");
        if !the
            || self.reading.shapes[source.end - 1] != Shape::Capital
            || !(calls_organisation(&called.to_lowercase()) || called == "Chamber")
            || self.mention_at(source.end - 1).is_some_and(|(_, id)| self.entities[id].name != called)
        {
            return None;
        }
        let start = self.tokens.words[source.start].start;
        let is_whole = |id: &usize| {
            let entity = &self.entities[*id];
            let named = entity.mentions.iter().find(|mention| mention.form == Form::Name);
            entity.kind == EntityType::Org
                && entity.name != called
                && entity.name.split(' ').any(|part| part == called)
                && named.is_some_and(|mention| mention.span.start < start)
        };
        let mut bodies = (0..self.entities.len()).filter(is_whole);
        bodies.next().filter(|_| bodies.next().is_none())
    }

    /// Says whether a source is "the same official": who spoke before.
    pub(super) fn is_the_same(&self, source: &Range<usize>) -> bool {
        let word = |at: usize| self.text.slice(self.tokens.words[at]);
        let noun = word(source.end - 1);
        source.len() == 3
            && word(source.start).eq_ignore_ascii_case("the")
            && word(source.start + 1) == "same"
            && (matches!(noun, "source" | "person")
                || may_be_called(noun, true)
                || may_be_called(noun, false))
    }

    /// Returns who spoke last, where a source calls him by what he is one of: "Jane Roe, a member of Parliament, said … The MP said",
    /// "the city's police chief, Tom Roe, said … the official added".
    pub(super) fn one_of(&self, source: &Range<usize>, last: &Last) -> Option<usize> {
        const NEAR: usize = 14;
        let word = |at: usize| self.tokens.words.get(at).map_or("", |&word| self.text.slice(word));
        let noun = word(source.end - 1);
        let makes_laws = matches!(
            noun,
            "MP" | "lawmaker" | "legislator" | "parliamentarian" | "congressman" | "congresswoman"
        );
        let the = source.len() == 2 && word(source.start).eq_ignore_ascii_case("the");
        let id = last.speaker.entity.filter(|&id| the && self.entities[id].kind == EntityType::Person)?;
        if !makes_laws && !matches!(noun, "official" | "politician" | "diplomat")
            || self.is_first_nobody(&noun.to_lowercase(), source.start)
        {
            return None;
        }
        let from = last.at.min(source.start);
        let others = (from..source.start)
            .filter_map(|at| self.mention_at(at))
            .any(|(_, other)| other != id && self.entities[other].kind == EntityType::Person);
        let first = self.entities[id].mentions.iter().find(|mention| mention.form == Form::Name)?;
        let name = self.first_word(first.span);
        let tells = |at: usize| {
            let laws = matches!(
                word(at),
                "Parliament"
                    | "parliament"
                    | "Congress"
                    | "Senate"
                    | "Assembly"
                    | "MP"
                    | "lawmaker"
                    | "legislator"
                    | "Rep."
                    | "Sen."
                    | "Senator"
                    | "senator"
                    | "congressman"
                    | "congresswoman"
            );
            laws && self.reading.stretch_at(at).is_none()
        };
        let fits = if makes_laws {
            (name.saturating_sub(NEAR)..name + NEAR).any(tells)
        } else {
            self.is_called_anything(id)
        };
        (fits && !others).then_some(id)
    }

    /// Returns who sends the letter for which "that" at a word stands: "a text from her husband, Tom Roe, that said".
    pub(super) fn sender(&self, that: usize) -> Option<usize> {
        const LONGEST: usize = 8;
        let word = |at: usize| self.text.slice(self.tokens.words[at]);
        let end = that - usize::from(that > 0 && word(that - 1) == ",");
        let last = self.tokens.words[end.checked_sub(1)?].end;
        let next = self.mentions.partition_point(|&(span, _, _)| span.end <= last);
        let &(span, form, id) = self.mentions[..next].last()?;
        let name = self.first_word(span);
        if span.end != last || form != Form::Name || self.entities[id].kind != EntityType::Person {
            return None;
        }
        let from = (name.saturating_sub(LONGEST)..name)
            .rev()
            .take_while(|&at| !self.reading.tags[at].is_verb() && word(at) != ".")
            .find(|&at| matches!(word(at), "from" | "by"))?;
        let writing = from.checked_sub(1).map(word)?;
        (WRITINGS.contains(&writing) || matches!(writing, "text" | "reply")).then_some(id)
    }

    /// Says whether quotation marks speak of somebody: in the paragraphs above a row that they hold too ("“Roe stood by us.¶ “We had
    /// nothing,” he said"), or in the row, by what he is ("“The president is wrong,” he said").
    pub(super) fn is_spoken_of(&self, row: &Said, id: usize) -> bool {
        const LEAST_LINKED: f32 = 0.85;
        const MOST_PARAGRAPHS: usize = 8;
        let stretches = &self.reading.stretches;
        let first = row.content[0].start;
        let own = stretches.partition_point(|stretch| stretch.words.end <= first);
        let mut next = own;
        while next > 0
            && own - next < MOST_PARAGRAPHS
            && stretches
                .get(next)
                .is_some_and(|its| its.continues && (its.words.start <= first || next < own))
        {
            next -= 1;
        }
        let mentions = &self.entities[id].mentions;
        let above = stretches[next..own].iter().any(|stretch| {
            let span = self.tokens.span(&stretch.words);
            let mut its = mentions.iter().filter(|mention| mention.form != Form::Pronoun);
            its.any(|mention| span.overlaps(mention.span))
        });
        let described = |words: &Range<usize>| {
            let span = self.tokens.span(words);
            let of = |its: &&Mention| !matches!(its.form, Form::Pronoun | Form::Name);
            let mut its = mentions.iter().filter(of).filter(|its| its.confidence >= LEAST_LINKED);
            its.any(|mention| span.overlaps(mention.span))
        };
        let direct = quotes::kind(self.reading, &row.content) == QuoteType::Direct;
        above || direct && row.content.iter().any(described)
    }

    /// Says whether a word is the family's name of somebody, the last word or the first one: "Doe" of "Jane Doe", "Lee" of "Lee Rae-min".
    pub(super) fn is_family_name(&self, word: &str, id: usize) -> bool {
        let name = &self.entities[id].name;
        let given_last = |(family, given): (&str, &str)| {
            let (first, second) = given.split_once('-').unwrap_or_default();
            let own = first.starts_with(char::is_uppercase) && second.starts_with(char::is_lowercase);
            family == word && own && !given.contains(' ')
        };
        name.rsplit(' ').next() == Some(word) || name.split_once(' ').is_some_and(given_last)
    }
}
