//! Whom a source that is "he", "she" or "they" means.

use super::callings::is_home;
use super::scenes::LABELS;
use super::subjects::PARTIES;
use super::things::is_it;
use super::{Last, MEMORY, NOBODY, Said, Speakers, Sureness, Told, is_plural, is_several, last_word};
use crate::found::{EntityType, Form, Mention, Speaker};
use crate::reading::Shape;
use crate::reading::clauses::stands_aside;
use crate::reading::given::{gender_of_given, is_unisex};
use crate::reading::lexicon::Lists;
use crate::reading::nouns::{Gender, calls_organisation, calls_writing, may_be_called};
use crate::text::Span;
use std::cell::LazyCell;
use std::ops::Range;

/// After a question, whom "he" is likely by at least this answers it.
const LEAST_ANSWERED: f32 = 0.6;

/// A pronoun that is linked by less may be another's, where the article speaks of two.
const LEAST_SURE: f32 = 0.95;

/// So many words into a paragraph at most stands whom it begins with.
const MAX_OPENING: usize = 12;

/// Nouns that call a firm by where it works: "The bakery offered a refund."
const PLACES_OF_WORK: [&str; 12] = [
    "bakery", "brewery", "shop", "store", "restaurant", "salon", "garage", "clinic", "surgery", "nursery",
    "gallery", "café",
];

/// A row whose source is "he" or "she".
struct He<'a> {
    row: &'a Said,
    /// Who spoke before, unless that only labels the row.
    last: Option<&'a Last>,
    masculine: bool,
    /// Whom the pronoun was linked to, unless the row speaks of that one.
    linked: Option<Told>,
}

/// Returns a speaker who is assumed, or nobody.
fn assumed(speaker: Option<Speaker>) -> Told {
    let sureness = if speaker.is_some() { Sureness::Assumed } else { Sureness::Unknown };
    (speaker, sureness)
}

impl Speakers<'_> {
    /// Returns whom a source means that is a pronoun.
    pub(super) fn of_pronoun(&self, row: &Said, last: Option<&Last>) -> Told {
        let at = row.source.start;
        let span = self.tokens.words[at];
        match self.text.slice(span) {
            "he" | "He" | "him" => self.of_he(&self.he(row, last, true)),
            "she" | "She" | "her" => self.of_he(&self.he(row, last, false)),
            "who" => self.before_who(at),
            "it" | "It" => self.of_it(row, last),
            "they" | "They" => match last {
                Some(last) if self.are_they(last, row) => assumed(Some(last.speaker.clone())),
                _ => self.linked(span).unwrap_or(NOBODY),
            },
            "his" | "His" | "their" | "Their" | "its" | "Its" => self.linked(span).unwrap_or(NOBODY),
            _ => NOBODY,
        }
    }

    fn he<'a>(&self, row: &'a Said, last: Option<&'a Last>, masculine: bool) -> He<'a> {
        let last = last.filter(|last| !self.only_labels(last, row));
        // "“Jane Roe is ill,” she said": not Jane Roe.
        let spoken_of = |linked: &Told| {
            let id = linked.0.as_ref().and_then(|speaker| speaker.entity);
            id.is_some_and(|id| self.is_barred(row, id))
        };
        let linked = self.linked(self.tokens.words[row.source.start]).filter(|linked| !spoken_of(linked));
        He { row, last, masculine, linked }
    }

    /// Returns who is "he" or "she". The first rule that tells decides, nobody too.
    fn of_he(&self, he: &He) -> Told {
        let He { row, last, masculine, .. } = *he;
        let known = |id: usize| assumed(Some(self.entity(id)));
        let somebody = |speaker: Speaker| assumed(Some(speaker));
        let spoke = |last: &Last| assumed(Some(last.speaker.clone()));
        self.within_own_words(he)
            .or_else(|| Some((Some(self.of_who_clause(row, masculine)?), Sureness::Described)))
            .or_else(|| self.remembered(he).map(known))
            .or_else(|| self.appointed(row, last, masculine).map(known))
            .or_else(|| self.of_elder(row, masculine).map(assumed))
            .or_else(|| self.it_was(row, masculine).map(known))
            .or_else(|| self.of_scene(row, last, masculine).map(assumed))
            .or_else(|| self.called_in_paragraph(row, last, masculine).map(assumed))
            .or_else(|| self.who_was_asked(he).map(known))
            .or_else(|| self.likely_answers(he))
            .or_else(|| self.of_question(he))
            .or_else(|| self.of_reply(he))
            .or_else(|| self.asked_in_opening(last?, row, masculine).map(somebody))
            // "Roe said Doe was right when he said": Doe.
            .or_else(|| self.told_subject(last?, row.source.start, masculine).map(known))
            .or_else(|| self.introduced_above(row, last, masculine).map(known))
            .or_else(|| {
                self.somebody_before(row, masculine).filter(|_| !self.is_told_by(last, row)).map(somebody)
            })
            .or_else(|| self.tells_of_another(last?, he).then(|| he.linked.clone().unwrap_or(NOBODY)))
            .or_else(|| last.filter(|last| self.tells_of_him(last, row, masculine)).map(spoke))
            .or_else(|| self.new_subject(row, last, masculine).map(assumed))
            .or_else(|| last.filter(|last| self.may_add(last, he)).map(spoke))
            .or_else(|| self.adds_behind_thing(last?, he).map(known))
            .or_else(|| last.filter(|last| self.speaks_on_unnamed(last, row, masculine)).map(spoke))
            .or_else(|| Some(assumed(self.subject_before(row, masculine)?.map(|id| self.entity(id)))))
            .or_else(|| self.agent_before(row, masculine).map(known))
            .or_else(|| last.filter(|last| self.is_misread(last, he)).map(|_| NOBODY))
            .or_else(|| he.linked.clone())
            .or_else(|| last.filter(|last| self.unnamed_goes_on(last, row)).map(spoke))
            .unwrap_or_else(|| assumed(self.only_one_left(he)))
    }

    /// Returns whom "he" is linked to within somebody's own words, other than whose they are: "ROE: He said, “No.”".
    fn within_own_words(&self, he: &He) -> Option<Told> {
        let last = he.last.filter(|last| last.says(he.row.source.start))?;
        let other = he.linked.clone().filter(|linked| linked.0.as_ref() != Some(&last.speaker));
        Some(other.unwrap_or(NOBODY))
    }

    /// Says whether a row answers who spoke before it. Roe asked Doe. “No,” he said: not Roe, where the reader holds that for
    /// likely too.
    fn answers(&self, he: &He) -> bool {
        he.last.is_some_and(|last| last.asks) && he.row.content[0].start < he.row.source.start
    }

    /// Returns whom the speaker before asked: "Roe asked Doe if he knew. “No,” he said": Doe.
    fn who_was_asked(&self, he: &He) -> Option<usize> {
        let last = he.last.filter(|last| self.answers(he) && self.follows(last, he.row))?;
        last.asked.filter(|&id| self.may_be_person(he, id))
    }

    /// Says whether "he" may be somebody: a person who is not called otherwise, and of whom the row does not speak.
    fn may_be_person(&self, he: &He, id: usize) -> bool {
        self.entities[id].kind == EntityType::Person
            && !self.is_called_otherwise(id, he.masculine)
            && !self.is_barred(he.row, id)
    }

    /// Returns who likely answers a question: whom "he" is linked to, other than who asks.
    fn likely_answers(&self, he: &He) -> Option<Told> {
        let linked = he.linked.as_ref().filter(|_| self.answers(he))?;
        let (Some(speaker), Sureness::Linked(confidence)) = linked else { return None };
        let asks = he.last.is_some_and(|last| last.speaker == *speaker);
        (*confidence >= LEAST_ANSWERED && !asks).then(|| linked.clone())
    }

    /// Returns who speaks after a question of the paragraph before: another one. “When?” Roe asked.¶ “At nine,” she said.
    fn of_question(&self, he: &He) -> Option<Told> {
        let last = he.last.filter(|last| self.is_question(last, he.row))?;
        let other = he.linked.clone().filter(|linked| linked.0.as_ref() != Some(&last.speaker));
        let before = self.before_last(last, he.row, he.masculine).map(|speaker| assumed(Some(speaker)));
        before.or(other).or_else(|| self.others(last, he.masculine).next().map(|_| NOBODY))
    }

    /// Returns who replies: not who asked, but who spoke before: "“Who?” Roe asked. “Doe,” she replied".
    fn of_reply(&self, he: &He) -> Option<Told> {
        let last = he.last.filter(|last| self.replies_to(last, he.row))?;
        let is_last = |linked: &Told| linked.0.as_ref() == Some(&last.speaker);
        if let Some(linked) = he.linked.clone().filter(|linked| !is_last(linked)) {
            return Some(linked);
        }
        let before = self.before_last(last, he.row, he.masculine);
        Some(assumed(before.or_else(|| self.only_other(last, he.row, he.masculine))))
    }

    /// Says whether the speaker before goes on, a person not called otherwise, as nobody else came between: "he added".
    fn may_add(&self, last: &Last, he: &He) -> bool {
        last.speaker.entity.is_some_and(|id| {
            self.may_be_person(he, id)
                && !self.named_between(last.at, he.row, id)
                && !self.begins_with_another(he.row, last.at, id, he.masculine)
        })
    }

    /// Returns who spoke before what is no person did, "Roe said … Figures show … He added", as nobody else came between.
    fn adds_behind_thing(&self, last: &Last, he: &He) -> Option<usize> {
        let nobody = match last.speaker.entity {
            Some(id) => self.entities[id].kind != EntityType::Person,
            None => last.is_thing(),
        };
        let id = last.before.as_ref().filter(|_| nobody)?.entity?;
        let first = he.row.content[0].start.min(he.row.source.start);
        let near = last.before_at <= first && first - last.before_at < MEMORY;
        (near && self.may_be_person(he, id) && !self.may_be_another(last.before_at..first, he, id))
            .then_some(id)
    }

    /// Says whether words name another than somebody who may be "he".
    fn may_be_another(&self, mut words: Range<usize>, he: &He, id: usize) -> bool {
        words.any(|at| {
            self.mention_at(at).is_some_and(|(_, other)| {
                other != id
                    && self.entities[other].kind == EntityType::Person
                    && !self.is_called_otherwise(other, he.masculine)
            })
        })
    }

    /// Says whether the speaker before, of whom no name and no word but a pronoun tells that it is no "he", may go on all the same,
    /// as whom that is linked to is not spoken of near it: then nobody can be told.
    fn is_misread(&self, last: &Last, he: &He) -> bool {
        let Some((Some(linked), _)) = &he.linked else { return false };
        let (Some(id), Some(other)) = (last.speaker.entity, linked.entity) else { return false };
        let row = he.row;
        let first = row.content[0].start.min(row.source.start);
        let unknown = self.entities[id].kind == EntityType::Person
            && id != other
            && self.entities[id].gender == Gender::Unknown
            && !self.called[id][usize::from(!he.masculine)]
            && self.is_called_otherwise(id, he.masculine)
            && !self.names_tell(id);
        let opens = self.tokens.paragraph_of(last.content[0].start);
        let another = || self.may_be_another(last.at.min(first)..first, he, id);
        if !unknown || self.is_barred(row, id) || another() {
            return false;
        }
        let from = self.tokens.words[self.tokens.paragraphs[opens.saturating_sub(1)].start].start;
        let to = self.tokens.words[first].start;
        // "the daughter of the former president" speaks of her; a pronoun may be misread too.
        let is_of_him = |mention: &Mention| match mention.form {
            Form::Pronoun => mention.confidence >= LEAST_SURE,
            _ => !self.is_oblique(mention.span),
        };
        let near = |mention: &&Mention| from <= mention.span.start && mention.span.end <= to;
        !self.entities[other].mentions.iter().filter(near).any(is_of_him)
    }

    /// Says whether somebody without a name tells what "he" said, and another is named near who may be he: "The clerk recalled that he
    /// said, “…”".
    fn tells_of_another(&self, last: &Last, he: &He) -> bool {
        let at = he.row.source.start;
        let above = self.tokens.paragraph_of(at).saturating_sub(1);
        let from = self.tokens.paragraphs[above].start.max(at.saturating_sub(MEMORY));
        last.tells_what_is_said(he.row) && self.may_be_another(from..at, he, usize::MAX)
    }

    /// Says whether a given name of somebody tells whether that is a man or a woman.
    fn names_tell(&self, id: usize) -> bool {
        self.entities[id].mentions.iter().filter(|mention| mention.form == Form::Name).take(4).any(
            |mention| {
                let at = self.first_word(mention.span);
                let given = self.text.slice(self.tokens.words[at]).to_lowercase();
                let told = gender_of_given(&given, self.reading.lists[at]);
                let whole = self.words_in(at, mention.span) > 1 || !self.entities[id].name.contains(' ');
                whole && told != Gender::Unknown && !is_unisex(&given)
            },
        )
    }

    /// Returns "the elder Roe", of two of one name, where the paragraph of a row begins with that one and names nobody but the other
    /// since: "The elder Roe founded the firm with his son, Tom Roe. He has said, “…”".
    fn of_elder(&self, row: &Said, masculine: bool) -> Option<Option<Speaker>> {
        let first = row.content[0].start.min(row.source.start);
        let start = self.tokens.paragraphs[self.tokens.paragraph_of(first)].start;
        let (own, before) = self.sentence_before(row)?;
        let word = |at: usize| self.text.slice(self.tokens.words[at]);
        let elder = |at: usize| {
            at + 2 < first
                && word(at).eq_ignore_ascii_case("the")
                && matches!(word(at + 1), "elder" | "older" | "younger")
                && self.names_person(at + 2)
        };
        // The opening of the paragraph, or of the sentence before in it.
        let sentences = self.tokens.sentences[..own].iter().rev().take(4);
        let mut opens = sentences.map(|sentence| sentence.start).filter(|&at| at >= start);
        let at = opens.find(|&at| elder(at)).filter(|_| before.start >= start)?;
        let (span, id) = self.mention_at(at + 2)?;
        let end = at + 2 + self.words_in(at + 2, span);
        let family = last_word(self.text.slice(span))?;
        let others = (end..first).filter_map(|at| self.mention_at(at)).any(|(_, other)| {
            let entity = &self.entities[other];
            entity.kind == EntityType::Person
                && last_word(&entity.name) != Some(family)
                && !self.is_called_otherwise(other, masculine)
        });
        if others || self.is_barred(row, id) {
            return None;
        }
        let told = self.of_phrase(&(at..end));
        let told = told.0.filter(|speaker| speaker.entity.is_none() || matches!(told.1, Sureness::Linked(_)));
        Some(told)
    }

    /// Says whether the sentence before a row is what somebody said: "Her patient was brave, she said."
    fn is_told_by(&self, last: Option<&Last>, row: &Said) -> bool {
        let before = self.sentence_before(row).map(|(_, before)| before.start);
        before.is_some_and(|start| {
            last.is_some_and(|last| last.content.iter().any(|said| said.contains(&start)))
        })
    }

    /// Returns whom the sentence before a row picks out: "After Roe won on Monday, it was Jane Doe who won on Tuesday. “…,” she said".
    fn it_was(&self, row: &Said, masculine: bool) -> Option<usize> {
        let (_, before) = self.sentence_before(row)?;
        let word = |at: usize| self.text.slice(self.tokens.words[at]);
        let it = before.clone().find(|&at| {
            word(at).eq_ignore_ascii_case("it") && at + 3 < before.end && matches!(word(at + 1), "was" | "is")
        })?;
        let (span, id) = (it + 2..before.end.min(it + 6)).find_map(|at| self.mention_at(at))?;
        let at = self.first_word(span);
        let who = at + self.words_in(at, span);
        let titles = (it + 2..at).all(|at| self.is_of_name(at));
        let picks = titles && who < before.end && word(who) == "who";
        let later = (who..before.end).any(|at| {
            self.mention_at(at).is_some_and(|(_, other)| {
                other != id && self.may_be_he(row, other, masculine) && self.is_possessive(at)
            })
        });
        (picks && !later && self.may_be_he(row, id, masculine)).then_some(id)
    }

    /// Says whether an anonymous speaker goes on: "a witness said …, she said".
    fn unnamed_goes_on(&self, last: &Last, row: &Said) -> bool {
        last.is_somebody_unnamed() && !PLACES_OF_WORK.contains(&last.noun()) && self.goes_on(last.at, row)
    }

    /// Returns whom nothing else tells to be "he": the subject of the sentence, the only one before, or who speaks again.
    fn only_one_left(&self, he: &He) -> Option<Speaker> {
        let He { row, last, masculine, .. } = *he;
        let may_speak = |&id: &usize| !self.is_called_otherwise(id, masculine) && !self.is_barred(row, id);
        let subject = self.subject_of_sentence(row.source.start).filter(may_speak);
        let subject = subject.or_else(|| self.only_one_before(row, masculine).filter(may_speak));
        let again = || self.speaks_again(last?, row, masculine);
        subject.map(|id| self.entity(id)).or_else(again)
    }

    /// Returns what or who is "it".
    fn of_it(&self, row: &Said, last: Option<&Last>) -> Told {
        // "Roe thanked them in a statement. “…,” it said"
        if let Some(id) = self.writer_before(row, None, last) {
            return assumed(Some(self.entity(id)));
        }
        if let Some(last) = last.filter(|last| self.is_it(last, row)) {
            return assumed(Some(last.speaker.clone()));
        }
        if let Some(body) = last.and_then(|last| self.body_before_person(last, row)) {
            return assumed(Some(body));
        }
        if let Some(id) = self.body_of_own(row) {
            return assumed(Some(self.entity(id)));
        }
        // "He put up a sign in Welsh. “Out,” it said."
        let linked = self.linked(self.tokens.words[row.source.start]);
        let linked = linked.filter(|linked| !self.is_of_misc(linked));
        linked.unwrap_or_else(|| assumed(self.body_before(row).map(|id| self.entity(id))))
    }

    /// Says whether "it" may be the speaker before: "The hospital disputed that. In a statement, it said …"
    fn is_it(&self, last: &Last, row: &Said) -> bool {
        if let Some(id) = last.speaker.entity {
            return self.entities[id].kind != EntityType::Person;
        }
        is_it(last.noun()) && self.goes_on(last.at, row)
    }

    /// Says whether "they" may be who spoke before: "The family said …, they added", "A spokesperson said …, they added".
    fn are_they(&self, last: &Last, row: &Said) -> bool {
        if let Some(id) = last.speaker.entity {
            return self.entities[id].kind == EntityType::Org && self.they_go_on(last, row);
        }
        let noun = last.noun();
        if last.several {
            return !last.speaker.name.contains(" or ");
        }
        if is_plural(noun) {
            return !calls_writing(noun);
        }
        let anyone = last.is_somebody_unnamed() && may_be_called(noun, true) && may_be_called(noun, false);
        let whole = self.is_whole_paragraph(row) && self.goes_on(last.at, row);
        (is_several(noun) || calls_organisation(noun) || anyone) && self.they_go_on(last, row)
            || anyone && whole
    }

    /// Returns somebody without a name who is "he" within a clause on that one: "a young man who is writing, he said, “a novel”".
    fn of_who_clause(&self, row: &Said, masculine: bool) -> Option<Speaker> {
        const LONGEST: usize = 10;
        let word = |at: usize| self.text.slice(self.tokens.words[at]);
        let comma = row.source.start.checked_sub(1).filter(|&at| word(at) == ",")?;
        let own = self.tokens.sentences.partition_point(|sentence| sentence.end <= comma);
        let start = self.tokens.sentences.get(own)?.start;
        let mut back =
            (start.max(comma.saturating_sub(LONGEST))..comma).rev().take_while(|&at| word(at) != ",");
        let who = back.find(|&at| word(at) == "who").filter(|&who| who > start + 1)?;
        let called = |at: &usize| self.reading.tags[*at].is_noun() || self.reading.tags[*at].as_str() == "JJ";
        let length = (start..who).rev().take(LONGEST).take_while(called).count();
        let first = (who - length).checked_sub(1).filter(|&at| at >= start && length > 0)?;
        let one = ["a", "an", "another", "one"].iter().any(|one| word(first).eq_ignore_ascii_case(one));
        let follows = row.content.last().is_some_and(|said| said.end > row.source.start);
        // "by a man who, he says, never asked": not that man.
        let follows = follows && (who + 1..comma).any(|at| self.reading.tags[at].is_verb());
        (one && follows && may_be_called(&word(who - 1).to_lowercase(), masculine)).then(|| Speaker {
            entity: None,
            name: self.text.slice(self.tokens.span(&(first..who))).to_owned(),
        })
    }

    /// Returns somebody not named there who spoke in the sentence before, where another asks in what opens a row's own: "The porter said
    /// he slept. Asked by Roe whether he snored, he replied".
    fn asked_in_opening(&self, last: &Last, row: &Said, masculine: bool) -> Option<Speaker> {
        let word = |at: usize| self.text.slice(self.tokens.words[at]);
        let own = self.tokens.sentences.partition_point(|sentence| sentence.end <= row.source.start);
        let [above, sentence] = self.tokens.sentences.get(own.checked_sub(1)?..=own)? else { return None };
        let asked = last.asks
            && matches!(word(sentence.start), "Asked" | "Pressed" | "Questioned")
            && sentence.contains(&last.content[0].start);
        let before = last.before.as_ref().filter(|_| asked)?;
        let here = self.tokens.paragraph_of(above.start) == self.tokens.paragraph_of(sentence.start);
        let span = self.tokens.span(above);
        let told = here
            && above.len() <= MEMORY
            && self.text.slice(span).to_lowercase().contains(&before.name.to_lowercase());
        // "… the keeper said.", where the article tells who that is
        if let Some(id) = before.entity {
            let unnamed = here && above.len() <= MEMORY && !above.clone().any(|at| self.names_person(at));
            return (unnamed && self.may_be_he(row, id, masculine)).then(|| before.clone());
        }
        let noun = last_word(&before.name)?;
        (told && may_be_called(noun, masculine) && !is_plural(noun)).then(|| before.clone())
    }

    /// Says whether a speaker is a language, an event or a work.
    fn is_of_misc(&self, linked: &Told) -> bool {
        let id = linked.0.as_ref().and_then(|speaker| speaker.entity);
        id.is_some_and(|id| self.entities[id].kind == EntityType::Misc)
    }

    /// Returns the person that what somebody said is about, by name and from its first words on, where a pronoun at a word
    /// in it or right after it stands behind "when" or the like.
    fn told_subject(&self, last: &Last, at: usize, masculine: bool) -> Option<usize> {
        /// "that Secretary of State Roe"
        const OPENING: usize = 4;
        let word = |at: usize| self.text.slice(self.tokens.words[at]);
        let said = last.content.iter().find(|said| said.start < at && at <= said.end + 1)?;
        let (start, before) = (said.start, at.checked_sub(1).map(word)?);
        if !matches!(before, "when" | "after" | "before" | "because" | "while" | "since") {
            return None;
        }
        let mut opening = start..at.min(start + OPENING);
        let (name, (span, id)) = opening.find_map(|at| Some((at, self.mention_at(at)?)))?;
        let next = name + self.words_in(name, span);
        let may_be = self.entities[id].kind == EntityType::Person
            && last.speaker.entity != Some(id)
            && !self.is_called_otherwise(id, masculine);
        let does = self
            .reading
            .tags
            .get(next)
            .is_some_and(|tag| matches!(tag.as_str(), "VBD" | "VBZ" | "VBP" | "MD"));
        (may_be && does).then_some(id)
    }

    /// Says whether "they" are rather those who spoke last, who are one, than somebody else: right after words of theirs
    /// that speak of no others.
    fn they_go_on(&self, last: &Last, row: &Said) -> bool {
        let speaks_of_several = |at: usize| matches!(self.reading.tags[at].as_str(), "NNS" | "NNPS");
        let others = !last.direct && last.content.iter().any(|words| words.clone().any(speaks_of_several));
        !others && self.follows(last, row)
    }

    /// Says whether a row answers what was said directly before it: "“…,” she replied".
    fn replies_to(&self, last: &Last, row: &Said) -> bool {
        let replies = row.cue.clone().any(|at| {
            matches!(
                self.text.slice(self.tokens.words[at]),
                "replied" | "replies" | "answered" | "answers" | "retorted"
            )
        });
        let opens =
            self.tokens.sentences.binary_search_by_key(&row.source.start, |sentence| sentence.start).is_ok();
        replies && self.follows(last, row) && (row.content[0].start < row.source.start || opens)
    }

    /// Says whether what was said last is a question in quotation marks, and a row begins the next paragraph with no question.
    fn is_question(&self, last: &Last, row: &Said) -> bool {
        let asks = |said: &Range<usize>| {
            (said.start..said.end).rev().take(2).any(|at| self.text.slice(self.tokens.words[at]) == "?")
        };
        let first = row.content[0].start.min(row.source.start);
        let next = self.tokens.paragraph_of(first) == self.tokens.paragraph_of(last.content[0].start) + 1;
        next && last.asks
            && last.direct
            && last.content.last().is_some_and(asks)
            && !row.content.last().is_some_and(asks)
    }

    /// Says whether a row begins in the sentence of the one before, or where that ends.
    fn follows(&self, last: &Last, row: &Said) -> bool {
        let start = row.content[0].start.min(row.source.start);
        let sentence = self.tokens.sentences.partition_point(|sentence| sentence.end < last.at);
        let end = self.tokens.sentences.get(sentence).map_or(last.at, |sentence| sentence.end).max(last.at);
        last.at <= start && (end.min(start)..start).all(|at| self.reading.shapes[at] == Shape::Mark)
    }

    /// Returns who spoke before the last one, where that may be "he", or "she".
    pub(super) fn before_last(&self, last: &Last, row: &Said, masculine: bool) -> Option<Speaker> {
        let before = last.before.as_ref()?;
        let may_speak = match before.entity {
            Some(id) => {
                self.entities[id].kind == EntityType::Person
                    && !self.is_called_otherwise(id, masculine)
                    && !self.is_barred(row, id)
            }
            None => {
                last_word(&before.name).is_some_and(|noun| !is_plural(noun) && may_be_called(noun, masculine))
            }
        };
        may_speak.then(|| before.clone())
    }

    /// Returns the only person besides the last speaker who is named above its row, in its paragraph or the one before, and
    /// may be "he", or "she".
    pub(super) fn only_other(&self, last: &Last, row: &Said, masculine: bool) -> Option<Speaker> {
        let mut others = self.others(last, masculine);
        let one = others.next()?;
        (others.all(|other| other == one) && !self.is_barred(row, one)).then(|| self.entity(one))
    }

    /// Returns the people besides the last speaker who are named above its row, in its paragraph or the one before, and may
    /// be "he", or "she".
    fn others(&self, last: &Last, masculine: bool) -> impl Iterator<Item = usize> {
        let to = last.content[0].start;
        let paragraph = self.tokens.paragraph_of(to).saturating_sub(1);
        let from = self.tokens.words[self.tokens.paragraphs[paragraph].start].start;
        let end = self.mentions.partition_point(|&(span, _, _)| span.start < self.tokens.words[to].start);
        let above = self.mentions[..end].iter().rev().take(MEMORY);
        above
            .take_while(move |&&(span, _, _)| span.start >= from)
            .filter(|&&(_, form, id)| form == Form::Name && self.entities[id].kind == EntityType::Person)
            .map(|&(_, _, id)| id)
            .filter(move |&id| last.speaker.entity != Some(id) && !self.is_called_otherwise(id, masculine))
    }

    /// Returns who spoke before the last one, where that one is of the other gender and the row follows its quote: it is
    /// their turn again.
    fn speaks_again(&self, last: &Last, row: &Said, masculine: bool) -> Option<Speaker> {
        let is_other = last.speaker.entity.is_some_and(|id| self.is_called_otherwise(id, masculine));
        if is_other && last.direct && self.follows(last, row) {
            self.before_last(last, row, masculine)
        } else {
            None
        }
    }

    /// Says whether "he" is rather an unnamed speaker than whom he was linked to, who owns that one ("Roe's lawyer said …
    /// He said …") or of whom the paragraph says nothing ("A nurse said … “…,” she said").
    fn speaks_on_unnamed(&self, last: &Last, row: &Said, masculine: bool) -> bool {
        let pronoun = self.tokens.words[row.source.start];
        let linked = self.linked(pronoun).and_then(|linked| linked.0?.entity);
        let noun = last.noun();
        let person = may_be_called(noun, masculine)
            || matches!(noun, "One" | "one" | "Another" | "another")
            || Lists::of(&noun.to_lowercase()).any(Lists::DEMONYM);
        let Some(linked) = linked.filter(|_| last.is_somebody_unnamed() && person) else { return false };
        let at = row.content[0].start.min(row.source.start);
        let paragraph = self.tokens.paragraph_of(at);
        let start = self.tokens.paragraphs[paragraph].start;
        let (from, to) = (self.tokens.words[start].start, self.tokens.words[at].start);
        let mentions = &self.entities[linked].mentions;
        let first = mentions.partition_point(|mention| mention.span.start < from);
        let mut within = mentions[first..].iter().take_while(|mention| mention.span.start < to);
        let mut spoken_of = || within.any(|mention| mention.form != Form::Name || !self.owns(mention.span));
        // "“I work for Roe,” an aide said. “I like it,” she said": the last one only spoke of Roe.
        let since = self.tokens.words[last.content[0].start].start;
        let of_him = || {
            let first = mentions.partition_point(|mention| mention.span.start < since);
            let between = mentions[first..].iter().take_while(|mention| mention.span.start < to);
            let is_said =
                |span: Span| last.content.iter().any(|words| self.tokens.span(words).overlaps(span));
            self.follows(last, row)
                && between.clone().any(|mention| mention.form == Form::Name)
                && between.clone().all(|mention| is_said(mention.span))
        };
        // "An aide said Roe would go. “He knows,” he added": the aide.
        let knows_him = || self.speaks_of_him(row, masculine) && of_him();
        (knows_him()
            || last.owners.contains(&linked) && self.goes_on(last.at, row)
            || last.at > start && !spoken_of()
            || (last.direct || last.at > start) && of_him())
            && !self.named_between(last.at, row, linked)
    }

    /// Says whether somebody without a name spoke right before a row, and may be "he" of it: where the row speaks of "him" ("Roe
    /// lived alone, said a neighbour. “He kept to himself,” he said"), or where he is the subject of the sentence before ("A
    /// mother said she was furious. “Nobody told us,” she said").
    fn tells_of_him(&self, last: &Last, row: &Said, masculine: bool) -> bool {
        const COUNTED: [&str; 6] = ["first", "second", "third", "another", "other", "one"];
        let noun = last.noun().to_lowercase();
        let called =
            may_be_called(&noun, masculine) || COUNTED.contains(&noun.as_str()) || is_home(last.noun());
        if !last.is_somebody_unnamed() || !called || !self.follows(last, row) || !last.owners.is_empty() {
            return false;
        }
        if self.speaks_of_him(row, masculine) {
            return true;
        }
        let Some((_, before)) = self.sentence_before(row) else { return false };
        let begins =
            matches!(self.text.slice(self.tokens.words[before.start]), "A" | "An" | "Another" | "One")
                || COUNTED.contains(&noun.as_str());
        let named = before.clone().any(|at| self.names_person(at));
        begins && !last.direct && last.content.iter().all(|said| before.start < said.start) && !named
    }

    /// Says whether a row stands in the paragraph of what was said before it, which ends with the word before `last`, or
    /// opens another one.
    pub(super) fn goes_on(&self, last: usize, row: &Said) -> bool {
        // "After he spoke"
        const OPENING: usize = 2;
        let at = row.content[0].start.min(row.source.start);
        let paragraph = self.tokens.paragraph_of(at);
        let start = self.tokens.paragraphs[paragraph].start;
        last > start || at <= start + OPENING
    }

    /// Returns the subject of the last sentence before the row that speaks of people who may be "he", or "she", where it
    /// speaks of no other: "Roe wept. “Where shall I go?” she asked."
    fn only_one_before(&self, row: &Said, masculine: bool) -> Option<usize> {
        const SENTENCES: usize = 2;
        let start = row.content[0].start.min(row.source.start);
        let own = self.tokens.sentences.partition_point(|s| s.end <= start);
        for sentence in self.tokens.sentences[..own].iter().rev().take(SENTENCES) {
            if sentence.len() > MEMORY {
                return None;
            }
            let span = self.tokens.span(sentence);
            let first = self.mentions.partition_point(|&(s, _, _)| s.start < span.start);
            let within = self.mentions[first..].iter().take_while(|&&(s, _, _)| s.start < span.end);
            let mut people: Vec<usize> = within
                .map(|&(_, _, id)| id)
                .filter(|&id| self.entities[id].kind == EntityType::Person)
                .filter(|&id| !self.is_called_otherwise(id, masculine))
                .collect();
            people.dedup();
            if let Some(&one) = people.first() {
                let alone = people.len() == 1 && self.subject_of_sentence(sentence.end - 1) == Some(one);
                return alone.then_some(one);
            }
        }
        None
    }

    /// Says whether somebody without a name only calls something in what was said last, in another paragraph: "A critic called the
    /// record “a wound”.¶ “I like it,” she says" is the singer's.
    fn only_labels(&self, last: &Last, row: &Said) -> bool {
        let verb = self.tokens.words.get(last.source_end);
        let labels = verb.is_some_and(|&word| LABELS.contains(&self.text.slice(word)));
        let before =
            |at: usize| self.tokens.paragraph_of(at) < self.tokens.paragraph_of(row.content[0].start);
        labels && last.speaker.entity.is_none() && last.content.iter().all(|said| before(said.start))
    }

    /// Returns whom an obituary is of, "Jane Roe, who has died aged 80,", where a row's paragraph speaks of "her" and of nobody else who
    /// may be she: "Her first book sold badly. “My mother bought twelve,” she said."
    fn remembered(&self, he: &He) -> Option<usize> {
        let He { row, last, masculine, .. } = *he;
        let first = row.content[0].start.min(row.source.start);
        let start = self.tokens.paragraphs[self.tokens.paragraph_of(first)].start;
        let one = self.died_in_lead().filter(|_| start < first && first - start <= MEMORY)?;
        let word = |at: usize| self.text.slice(self.tokens.words[at]);
        let spoke = last.is_some_and(|last| last.at > start && last.speaker.entity != Some(one));
        if spoke || self.is_called_otherwise(one, masculine) || self.is_named_in(&row.content, one) {
            return None;
        }
        let pronouns = if masculine { ["he", "his", "him"] } else { ["she", "her", "hers"] };
        let of_her = |at: usize| pronouns.iter().any(|pronoun| word(at).eq_ignore_ascii_case(pronoun));
        let is_another = |at: usize| {
            self.mention_at(at).is_some_and(|(_, id)| {
                let person = self.entities[id].kind == EntityType::Person;
                person && id != one && !self.is_called_otherwise(id, masculine)
            })
        };
        // "A neighbour called."
        let acts = |at: usize| {
            let verb =
                self.reading.tags.get(at).is_some_and(|tag| matches!(tag.as_str(), "VBD" | "VBZ" | "MD"));
            verb || matches!(word(at), "who" | ",")
        };
        let is_somebody = |at: usize| {
            self.reading.tags[at].as_str() == "NN"
                && self.reading.shapes[at] == Shape::Lower
                && may_be_called(word(at), masculine)
                && acts(at + 1)
                && at < start + MAX_OPENING
        };
        let told = |at: &usize| self.reading.stretch_at(*at).is_none();
        let other = (start..first).filter(told).any(|at| is_another(at) || is_somebody(at));
        let of_her = (start..row.source.start).filter(told).any(of_her);
        (of_her && !other && !self.speaks_of_him(row, masculine)).then_some(one)
    }

    /// Returns whom the article's first sentence begins with, where that one "has died".
    fn died_in_lead(&self) -> Option<usize> {
        /// "Professor Sir Tom Roe"
        const TITLES: usize = 4;
        const FAR: usize = 16;
        let first = self.tokens.sentences.first()?;
        let word = |at: usize| self.text.slice(self.tokens.words[at]);
        let name = (first.start..first.end.min(first.start + TITLES)).find(|&at| self.names_person(at))?;
        let (_, one) = self.mention_at(name)?;
        let mut died = name + 2..first.end.min(name + FAR);
        died.any(|at| word(at) == "died" && word(at - 1) == "has" && word(at - 2) == "who").then_some(one)
    }

    /// Returns who the paragraph of a row opens with, where it names no other, or the one before whose last words it is: "For Roe, who has
    /// worked there for years, it is simple. People were told to go. “I laughed,” she said."
    pub(super) fn topic_of_paragraph(
        &self,
        row: &Said,
        last: Option<&Last>,
        masculine: bool,
    ) -> Option<usize> {
        const LONGEST: usize = 6;
        let first = row.content[0].start.min(row.source.start);
        let own = self.tokens.paragraph_of(first);
        let mut start = self.tokens.paragraphs[own].start;
        if let Some(above) =
            own.checked_sub(1).filter(|&above| start == first && self.text.of_one_section(above, own))
        {
            start = self.tokens.paragraphs[above].start;
            if last.is_some_and(|last| last.at > start) {
                return None;
            }
        }
        if self.text.slice(self.tokens.words[start]) != "For" || first - start > MEMORY {
            return None;
        }
        let named =
            |at: usize| self.mention_at(at).filter(|&(_, id)| self.entities[id].kind == EntityType::Person);
        let (span, id) = (start + 1..first.min(start + LONGEST)).find_map(named)?;
        let others = (start..first).filter_map(named).any(|(_, other)| other != id);
        let may_be = !self.is_called_otherwise(id, masculine) && !self.is_barred(row, id);
        (!others && may_be && !self.owns(span)).then_some(id)
    }

    /// Returns whom a row's paragraph calls by what he is, "The canon", "the witness", where nobody has spoken in it yet and it names
    /// nobody else who may be he; nobody where the article does not tell who that is.
    fn called_in_paragraph(
        &self,
        row: &Said,
        last: Option<&Last>,
        masculine: bool,
    ) -> Option<Option<Speaker>> {
        let word = |at: usize| self.text.slice(self.tokens.words[at]);
        let first = row.content[0].start.min(row.source.start);
        let start = self.tokens.paragraphs[self.tokens.paragraph_of(first)].start;
        let last = last?;
        if first == start || first - start > MEMORY {
            return None;
        }
        // Who is only told to have said something in it goes on.
        let direct = last.direct && last.at > start;
        let named = |at: usize| {
            self.mention_at(at).is_some_and(|(span, id)| {
                self.entities[id].kind == EntityType::Person
                    && !self.is_called_otherwise(id, masculine)
                    && !self.is_oblique(span)
            })
        };
        if direct || (start..first).any(|at| named(at) && self.reading.stretch_at(at).is_none()) {
            return None;
        }
        let may_be = |&id: &usize| {
            self.entities[id].kind == EntityType::Person
                && !self.is_called_otherwise(id, masculine)
                && !self.is_barred(row, id)
        };
        // "The canon, who is 38, is unbowed."
        let before = self.sentence_before(row).map(|(_, before)| self.main_clause(&before));
        for start in [Some(start).filter(|_| last.at <= start), before.filter(|&at| at >= start)]
            .into_iter()
            .flatten()
            .filter(|&at| {
                word(at).eq_ignore_ascii_case("the") && last.speaker.entity.is_none_or(|_| last.at <= at)
            })
        {
            let called =
                |at: &usize| self.reading.tags[*at].is_noun() || self.reading.tags[*at].as_str() == "JJ";
            let end = start + 1 + (start + 1..first.min(start + 4)).take_while(called).count();
            if let Some(id) = self.holder_of(&(start..end), end).filter(may_be) {
                return Some(Some(self.entity(id)));
            }
        }
        let is_party = |at: &usize| {
            PARTIES.contains(&word(*at))
                && self.reading.stretch_at(*at).is_none()
                && (word(at + 1) == "number"
                    || may_be_called(word(*at), masculine) && self.is_article(at - 1) && word(at - 1) != "a")
        };
        let party = (start + 1..first.saturating_sub(1)).find(is_party)?;
        let noun = word(party);
        if last.noun() == noun || last.speaker.entity.is_some_and(|id| self.is_called_so(id, noun)) {
            return None;
        }
        let id = self.holder_of(&(party - 1..party + 1), party + 1).filter(may_be);
        // "He told the judge": he goes on.
        let pronouns = if masculine { ["he", "his", "him"] } else { ["she", "her", "hers"] };
        let of_him = |at: usize| pronouns.iter().any(|pronoun| word(at).eq_ignore_ascii_case(pronoun));
        let linked = self.linked(self.tokens.words[row.source.start]).and_then(|linked| linked.0?.entity);
        if linked.is_some_and(|id| self.is_called_so(id, noun)) {
            return None;
        }
        let from_above = linked.is_some_and(|id| {
            !(start..first).any(|at| self.mention_at(at).is_some_and(|(_, other)| other == id))
        });
        // "The victim wept. “…,” he said" is told by the sentence.
        let opens = self.sentence_before(row).is_some_and(|(_, before)| before.start + 1 == party);
        let other = (last.speaker.entity.is_some_and(|id| may_be(&id)) && last.at <= start || from_above)
            && !(opens || (start..party).any(of_him));
        (id.is_some() || other).then(|| id.map(|id| self.entity(id)))
    }

    /// Returns the only one named above a row who may be "she", and is known to be a woman, where nobody without a name near the row
    /// may be meant; not who spoke last, for that was thought of.
    pub(super) fn only_one_of_all(&self, row: &Said, last: Option<&Last>, masculine: bool) -> Option<usize> {
        const PARAGRAPHS: usize = 2;
        let first = row.content[0].start.min(row.source.start);
        let end = self.mentions.partition_point(|&(span, _, _)| span.start < self.tokens.words[first].start);
        let mut people = self.mentions[..end]
            .iter()
            .rev()
            .take(MEMORY)
            .filter(|&&(_, form, id)| form == Form::Name && self.entities[id].kind == EntityType::Person)
            .map(|&(_, _, id)| id)
            .filter(|&id| !self.is_called_otherwise(id, masculine));
        let one = people.next()?;
        let known = self.called[one][usize::from(!masculine)];
        let spoke = last.is_some_and(|last| last.speaker.entity == Some(one) || self.replies_to(last, row));
        if !known || spoke || people.any(|other| other != one) || self.is_barred(row, one) {
            return None;
        }
        let paragraph = self.tokens.paragraph_of(first).saturating_sub(PARAGRAPHS);
        let from = self.tokens.paragraphs[paragraph].start.max(first.saturating_sub(MEMORY));
        let is_somebody = |at: usize| {
            self.reading.tags[at].as_str() == "NN"
                && self.reading.shapes[at] == Shape::Lower
                && self.reading.stretch_at(at).is_none()
                && may_be_called(self.text.slice(self.tokens.words[at]), masculine)
                && self.mention_at(at + 1).is_none()
        };
        let unnamed =
            last.is_some_and(|last| last.is_somebody_unnamed() && may_be_called(last.noun(), masculine));
        (!unnamed && !(from..first).any(is_somebody)).then_some(one)
    }

    /// Returns the only one named near whom the sentence before a row is about, where nothing but another's "her" in it made that
    /// one no "he": "Ilunga dismissed her concerns. “She is wrong,” he said."
    pub(super) fn told_by_anothers(&self, row: &Said, masculine: bool) -> Option<usize> {
        let (_, before) = self.sentence_before(row)?;
        let first = row.content[0].start.min(row.source.start);
        let paragraph = self.tokens.paragraph_of(first);
        if before.start < self.tokens.paragraphs[paragraph].start {
            return None;
        }
        let id = self.subject_of_sentence(before.end - 1)?;
        let span = self.tokens.span(&before);
        let names_tell = |span: Span| {
            let at = self.first_word(span);
            let given = self.text.slice(self.tokens.words[at]).to_lowercase();
            gender_of_given(&given, self.reading.lists[at]) != Gender::Unknown && !is_unisex(&given)
        };
        let anothers = if masculine { ["her", "hers", "she"] } else { ["his", "him", "he"] };
        let is_anothers = |mention: &Mention| {
            let word = self.text.slice(mention.span);
            let said = self.reading.stretch_at(self.first_word(mention.span)).is_some();
            let inside = span.start < mention.span.start && mention.span.end <= span.end;
            said || inside && anothers.contains(&word)
        };
        let others = self.entities[id].gender != Gender::Unknown
            || self.entities[id].mentions.iter().take(MEMORY).any(|mention| match mention.form {
                Form::Pronoun => mention.span.end <= span.end && !is_anothers(mention),
                Form::Name => {
                    self.words_in(self.first_word(mention.span), mention.span) > 1 && names_tell(mention.span)
                }
                Form::Nominal => false,
            });
        let from =
            self.tokens.paragraphs[paragraph.saturating_sub(1)].start.max(first.saturating_sub(MEMORY));
        let alone = (from..first)
            .filter(|&at| self.names_person(at))
            .filter_map(|at| self.mention_at(at))
            .all(|(_, other)| other == id || self.is_called_otherwise(other, masculine));
        (!others && alone && self.called[id][usize::from(masculine)] && !self.is_barred(row, id))
            .then_some(id)
    }

    /// Says whether words name the entity, other than as who says them: "I'm Jane Roe".
    pub(super) fn is_named_in(&self, words: &[Range<usize>], id: usize) -> bool {
        let mentions = &self.entities[id].mentions;
        let opening = words.first().map_or("", |words| self.text.slice(self.tokens.words[words.start]));
        let is_name = |mention: &&Mention| mention.form == Form::Name;
        let bounds = words.first().zip(words.last());
        let whole = bounds.map(|(first, last)| self.tokens.span(&(first.start..last.end.max(first.end))));
        // “He is no Lord Mayor,” she said: whom the article names there alone is not she.
        let elsewhere = LazyCell::new(|| {
            let names = [mentions.iter().find(is_name), mentions.iter().rev().find(is_name)];
            names.into_iter().flatten().any(|name| whole.is_none_or(|whole| !whole.overlaps(name.span)))
        });
        words.iter().any(|words| {
            let span = self.tokens.span(words);
            let first = mentions.partition_point(|mention| mention.span.end <= span.start);
            let within = mentions[first..].iter().take_while(|mention| mention.span.start < span.end);
            within.filter(|mention| mention.form == Form::Name).any(|mention| {
                !(self.is_first_person(mention.span)
                    || *elsewhere && self.is_nested(words.start, opening, mention.span))
            })
        })
    }

    /// Says whether a name stands in a quote within the one of which a piece begins with a word, and the whole with a mark: "He
    /// said, ‘Jane Roe, you are free’".
    fn is_nested(&self, start: usize, opening: &str, name: Span) -> bool {
        let mark = |at: usize| self.text.slice(self.tokens.words[at]);
        // “Roe said, ‘Doe’” and ‘Roe said, “Doe”’
        let marks = if opening == "‘" { ["“", "”", "\""] } else { ["‘", "’", "'"] };
        let last = (start..self.first_word(name)).rev().take(MEMORY).find(|&at| marks.contains(&mark(at)));
        // A straight mark opens where a space stands before it.
        last.is_some_and(|at| {
            let apart = at == 0 || self.tokens.words[at - 1].end < self.tokens.words[at].start;
            mark(at) == marks[0] || mark(at) == marks[2] && apart
        })
    }

    /// Says whether who speaks calls himself by the name: "I'm Jane Roe", "my name is Jane Roe".
    fn is_first_person(&self, name: Span) -> bool {
        let at = self.first_word(name);
        let before = |back: usize| {
            let at = at.checked_sub(back)?;
            Some(self.text.slice(self.tokens.words[at]))
        };
        match before(1) {
            Some("'m" | "’m" | "am") => matches!(before(2), Some("I")),
            Some("is" | "'s" | "’s" | "was") => matches!(before(2), Some("name")),
            _ => false,
        }
    }

    /// Says whether the sentence before a row is about another person than who spoke last, of whom it says nothing: “I told him,” Roe
    /// said.¶ Would he serve? Mr. Doe looked at his foot. “No,” he said.
    fn begins_with_another(&self, row: &Said, last: usize, id: usize, masculine: bool) -> bool {
        let Some((_, before)) = self.sentence_before(row).filter(|(_, before)| before.start >= last) else {
            return false;
        };
        let Some(verb) = self.main_verb(&before) else { return false };
        let name =
            before.start + (before.start..verb).take_while(|&at| self.mention_at(at).is_none()).count();
        let titles = (before.start..name).all(|at| self.is_of_name(at));
        let another = self.mention_at(name).filter(|_| name < verb && titles).is_some_and(|(span, other)| {
            other != id && !self.owns(span) && self.may_be_he(row, other, masculine)
        });
        let span = self.tokens.span(&before);
        let mentions = &self.entities[id].mentions;
        let from = mentions.partition_point(|mention| mention.span.start < span.start);
        let mut within = mentions[from..].iter().take_while(|mention| mention.span.start < span.end);
        another && within.all(|mention| mention.form != Form::Name)
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
        // "Under questioning by Roe, he said"
        let own = self.tokens.sentences.partition_point(|sentence| sentence.end <= row.source.start);
        let opening =
            self.tokens.sentences.get(own).map_or("", |own| self.text.slice(self.tokens.words[own.start]));
        let is_asked = matches!(opening, "Under" | "Asked" | "Pressed" | "Questioned" | "Challenged");
        let asks = |span: Span| {
            let at = self.first_word(span);
            let name = at..at + self.words_in(at, span);
            is_asked && stands_aside(self.text, self.tokens, self.reading, &name, row.source.start)
        };
        // "Of Roe he said"
        let topic = self.asks_first(row);
        let is_other = |&(span, form, other): &(Span, Form, usize)| {
            let person = self.entities[other].kind == EntityType::Person && topic != Some(other);
            form == Form::Name && other != id && person && !is_said(span) && !asks(span)
        };
        // "Her daughter Ann is like Roe" speaks of Ann.
        let is_itself = |&(span, _, other): &(Span, Form, usize)| {
            other == id
                && !is_said(span)
                && !self.is_oblique(span)
                && (!self.owns(span) || self.is_short_verb(span))
        };
        between.clone().any(is_other) && !between.clone().any(is_itself)
    }
}
