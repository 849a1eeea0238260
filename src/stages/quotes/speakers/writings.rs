//! Who wrote what speaks: "Roe resigned in a letter. “I am ill,” it said." And who is named right below a lead that only describes
//! him: "A builder told police he “fell”.¶ Tom Roe, 34, …"

use super::{Last, MEMORY, Said, Speakers, WRITINGS};
use crate::found::EntityType;
use crate::reading::Shape;
use crate::reading::nouns::{is_kin, may_be_called};
use std::ops::Range;

/// How a writing comes to whoever did not write it.
const RECEIVED: [&str; 16] = [
    "received", "receives", "got", "found", "finds", "saw", "read", "reads", "obtained", "opened", "showed",
    "shows", "kept", "keeps", "discovered", "seized",
];

/// Whom a lead tells of others' affairs by.
const OBSERVERS: [&str; 22] = [
    "judge", "magistrate", "coroner", "prosecutor", "lawyer", "solicitor", "barrister", "witness",
    "spokesman", "spokeswoman", "spokesperson", "official", "officer", "detective", "policeman", "neighbour",
    "neighbor", "expert", "source", "reporter", "doctor", "relative",
];

impl Speakers<'_> {
    /// Returns who wrote "the letter" that is a row's source, as the sentence before tells.
    pub(super) fn writer_of(&self, row: &Said) -> Option<usize> {
        let word = |at: usize| self.text.slice(self.tokens.words[at]);
        let Range { start, end } = row.source;
        let called = row.source.len() == 2 && word(start).eq_ignore_ascii_case("the");
        let writing = word(end - 1);
        if called && writing == "caption" {
            return self.poster_before(row);
        }
        (called && WRITINGS.contains(&writing))
            .then(|| self.writer_before(row, Some(writing), None))
            .flatten()
    }

    /// Returns whom a reply comes from in the sentence before "it said": "The reply, from Jane Roe, came at noon. “No,” it said."
    pub(super) fn replier_before(&self, row: &Said) -> Option<usize> {
        let word = |at: usize| self.tokens.words.get(at).map_or("", |&word| self.text.slice(word));
        let (_, before) = self.sentence_before(row)?;
        let start = before.start;
        let reply = matches!(word(start), "The" | "A" | "His" | "Her")
            && (WRITINGS.contains(&word(start + 1))
                || matches!(word(start + 1), "reply" | "answer" | "response" | "text"));
        let from = start + 2 + usize::from(word(start + 2) == ",");
        if !reply || word(from) != "from" || from + 1 >= before.end {
            return None;
        }
        let (_, id) = self.mention_at(from + 1)?;
        (self.entities[id].kind == EntityType::Person).then_some(id)
    }

    /// Returns whose a voice is behind the words of a row: "“Never,” came a voice from the back. It belonged to Jane Roe".
    pub(super) fn whose_voice(&self, row: &Said) -> Option<usize> {
        let word = |at: usize| self.tokens.words.get(at).map_or("", |&word| self.text.slice(word));
        let end = row.content[0].end;
        let came = matches!(word(end), "came" | "comes")
            && matches!(word(end + 1), "a" | "the")
            && word(end + 2) == "voice";
        let own = self.tokens.sentences.partition_point(|sentence| sentence.end <= end);
        let next = self.tokens.sentences.get(own + 1).filter(|_| came)?;
        let it = next.start;
        if word(it) != "It" || !matches!(word(it + 1), "belonged" | "was") {
            return None;
        }
        let name = it + 2 + usize::from(word(it + 2) == "to");
        let (_, id) = self.mention_at(name).filter(|_| name < next.end)?;
        (self.entities[id].kind == EntityType::Person).then_some(id)
    }

    /// Returns who shows a picture in the sentence before a row, whose caption is that one's: "Roe posted a photo of the sea. The caption
    /// read: “…”"
    fn poster_before(&self, row: &Said) -> Option<usize> {
        let word = |at: usize| self.text.slice(self.tokens.words[at]);
        let (_, before) = self.sentence_before(row)?;
        let verb = self.main_verb(&before)?;
        let posts =
            matches!(word(verb), "posted" | "shared" | "uploaded" | "published" | "replied" | "responded");
        let shown = (verb + 1..before.end).any(|at| {
            matches!(word(at), "photo" | "photograph" | "picture" | "selfie" | "image" | "video" | "clip")
        });
        let subject = self.subject_of_sentence(verb).filter(|_| posts && shown)?;
        (self.entities[subject].kind == EntityType::Person).then_some(subject)
    }

    /// Returns the person whose writing the sentence before a row speaks of: "Roe thanked them in a statement. “…,” it said", "What
    /// matters is Roe's message. “…,” it went on".
    pub(super) fn writer_before(&self, row: &Said, noun: Option<&str>, last: Option<&Last>) -> Option<usize> {
        const NEAR: usize = 4;
        let word = |at: usize| self.text.slice(self.tokens.words[at]);
        let (_, before) = self.sentence_before(row)?;
        if last.is_some_and(|last| last.at > before.end) {
            return None;
        }
        let is_person = |id: usize| self.entities[id].kind == EntityType::Person;
        let is_writing = |&at: &usize| {
            noun.map_or_else(|| WRITINGS.contains(&word(at)), |noun| noun == word(at))
                && self.reading.tags[at].is_noun()
                && self.reading.stretch_at(at).is_none()
        };
        let Some(writing) = before.clone().rev().find(is_writing) else {
            return noun.and_then(|_| self.who_wrote(&before));
        };
        // "Roe's message"
        if writing > before.start + 1 && self.is_possessive(writing - 1) {
            let end = self.tokens.words[writing - 2].end;
            let next = self.mentions.partition_point(|&(span, _, _)| span.start < end);
            let &(span, _, id) = self.mentions[..next].last()?;
            return (span.end >= end && is_person(id)).then_some(id);
        }
        let opens = |at: usize| matches!(word(at), "a" | "an" | "the" | "his" | "her" | "this" | "A" | "The");
        let called = (before.start.max(writing.saturating_sub(NEAR))..writing).any(opens);
        let verb = self.main_verb(&before)?;
        let received = (before.start..writing).any(|at| RECEIVED.contains(&word(at)));
        // "a message her father had sent"
        let anothers =
            (writing + 1..before.end).any(|at| matches!(word(at), "sent" | "written" | "wrote" | "left"));
        if !called || received || anothers || self.is_passive(verb, before.end) {
            return None;
        }
        // "a letter from Roe"
        if writing + 1 < before.end && matches!(word(writing + 1), "from" | "by") {
            let (_, id) =
                (writing + 2..before.end.min(writing + 2 + NEAR)).find_map(|at| self.mention_at(at))?;
            return is_person(id).then_some(id);
        }
        // "His wife denied it in a statement."
        let opening = before.start..before.end.min(before.start + 2);
        let subject = self.subject_of_sentence(verb).or_else(|| self.spouse_of(&opening))?;
        let bodies = (before.start..verb)
            .filter_map(|at| self.mention_at(at))
            .any(|(_, id)| self.entities[id].kind == EntityType::Org);
        (is_person(subject) && !bodies).then_some(subject)
    }

    /// Returns who writes to others in a sentence, before "the letter": "Roe wrote to employees. “…,” the letter said".
    fn who_wrote(&self, sentence: &Range<usize>) -> Option<usize> {
        const LEAST_LINKED: f32 = 0.8;
        let word = |at: usize| self.text.slice(self.tokens.words[at]);
        let verb = self.main_verb(sentence)?;
        let wrote = if word(verb) == "had" { verb + 1 } else { verb };
        let writes = matches!(
            self.tokens.words.get(wrote).map(|&word| self.text.slice(word)),
            Some("wrote" | "written" | "emailed")
        );
        let first = self.tokens.words[sentence.start];
        let linked = || match self.linked(first)? {
            (Some(speaker), sureness) if sureness.probability() >= LEAST_LINKED => speaker.entity,
            _ => None,
        };
        let subject = if matches!(self.text.slice(first), "He" | "She") {
            linked()
        } else {
            self.subject_of_sentence(verb)
        };
        let bodies = (sentence.start..verb)
            .filter_map(|at| self.mention_at(at))
            .any(|(_, id)| self.entities[id].kind == EntityType::Org);
        subject.filter(|&id| writes && !bodies && self.entities[id].kind == EntityType::Person)
    }

    /// Returns whom the paragraph below the article's first one begins with, by the whole name and the age, where the first names
    /// nobody and a source in it describes the only one of whom it tells: "A mum sobbed “…”.¶ Ann Roe, 51, told the court".
    pub(super) fn named_below(&self, source: &Range<usize>) -> Option<usize> {
        const LONGEST: usize = 12;
        /// "DAYTON, Ohio (AP) --"
        const LONGEST_DATELINE: usize = 12;
        let word = |at: usize| self.tokens.words.get(at).map_or("", |&word| self.text.slice(word));
        let tag = |at: usize| self.reading.tags[at].as_str();
        let [lead, next, ..] = &self.tokens.paragraphs[..] else { return None };
        let describes = matches!(word(source.start), "A" | "An")
            || word(source.start) == "The" && (source.start..source.end).any(|at| word(at) == "of");
        let dateline = source.start > lead.start
            && source.start - lead.start <= LONGEST_DATELINE
            && self.reading.shapes[lead.start] == Shape::Capitals
            && matches!(word(source.start - 1), "—" | "–" | "-" | "--");
        if !describes
            || source.start != lead.start && !dateline
            || lead.len() > MEMORY
            || !self.text.of_one_section(0, 1)
            || lead.clone().any(|at| self.names_person(at))
        {
            return None;
        }
        let called = |at: &usize| {
            self.reading.tags[*at].is_noun()
                || matches!(tag(*at), "JJ" | "CD" | "HYPH")
                || tag(*at) == "VBN" && !self.reading.tags[*at - 1].is_noun()
        };
        let head = source.start + (source.start + 1..lead.end).take_while(called).count();
        let noun = word(head).to_lowercase();
        if head == source.start || OBSERVERS.contains(&noun.as_str()) {
            return None;
        }
        let (span, id) = self.mention_at(next.start)?;
        let after = next.start + self.words_in(next.start, span);
        // "Tom Roe (62)"
        let aged = matches!(word(after), "," | "(")
            && word(after + 1).parse().is_ok_and(|age: u8| age < 120)
            && matches!(word(after + 2), "," | "." | ";" | ")");
        if self.entities[id].kind != EntityType::Person || !aged || after < next.start + 2 {
            return None;
        }
        let [man, woman] = [may_be_called(&noun, true), may_be_called(&noun, false)];
        let fits = |masculine: bool| !self.is_called_otherwise(id, masculine);
        if man && !woman && !fits(true) || woman && !man && !fits(false) {
            return None;
        }
        // "A farmer accused of theft told …¶ Tom Roe, 58, denies": the accused.
        let tries = |at: usize| matches!(word(at), "accused" | "charged" | "convicted" | "trial");
        let answers = |at: usize| {
            matches!(
                word(at),
                "denies"
                    | "denied"
                    | "pleaded"
                    | "pleads"
                    | "accused"
                    | "charged"
                    | "stand"
                    | "faces"
                    | "trial"
            )
        };
        let defends = (after + 3..(after + 7).min(next.end)).any(answers);
        if (head + 1..(head + 4).min(lead.end)).any(tries) && defends {
            return Some(id);
        }
        if source.len() > LONGEST {
            return None;
        }
        // Who else may be named below: as "the man" beside "a mum", if not told apart.
        let other = |at: usize| {
            tag(at) == "NN"
                && self.reading.shapes[at] == Shape::Lower
                && self.reading.stretch_at(at).is_none()
                && [true, false]
                    .into_iter()
                    .any(|masculine| may_be_called(word(at), masculine) && fits(masculine))
        };
        // "A bride whose cake fell on the vicar" is told apart by "bride", but not from her daughter.
        let told_apart = man != woman && self.called_at_all(id);
        let rival = |at: usize| other(at) && (!told_apart || is_kin(word(at)));
        let clause = head + 1..source.end.max(head + 1);
        (!clause.clone().any(rival) && !(clause.end..lead.end).any(other)).then_some(id)
    }

    /// Says whether the article tells of somebody whether that is a man or a woman.
    fn called_at_all(&self, id: usize) -> bool {
        self.called[id] != [false; 2]
    }
}
