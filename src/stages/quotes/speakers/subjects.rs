//! Whom the sentence before a quote is about.

use super::{LEAST_POSSESSED, Last, MEMORY, Said, Speakers, Told, is_plural, is_several};
use crate::found::{EntityType, Form, Speaker};
use crate::reading::clauses::stands_aside;
use crate::reading::lexicon::Lists;
use crate::reading::nouns::{is_kin, may_be_called};
use crate::text::Span;
use std::ops::Range;

/// Who stands beside others in a story, and is seldom another word for one who was named.
pub(super) const PARTIES: [&str; 28] = [
    "victim", "suspect", "defendant", "accused", "plaintiff", "prisoner", "attacker", "gunman", "man",
    "woman", "boy", "girl", "teenager", "child", "driver", "passenger", "pedestrian", "cyclist", "witness",
    "survivor", "neighbour", "neighbor", "caller", "customer", "judge", "prosecutor", "magistrate",
    "coroner",
];

impl Speakers<'_> {
    /// Returns the first person named in the sentence before the word at `at`, where it looks like a subject.
    pub(super) fn subject_of_sentence(&self, at: usize) -> Option<usize> {
        let sentence = self.tokens.sentences.partition_point(|s| s.end <= at);
        let start = self.tokens.sentences.get(sentence)?.start.max(at.saturating_sub(MEMORY));
        let mut word = start;
        while word < at {
            if let Some((span, id)) = self.mention_at(word) {
                let after = word + self.words_in(word, span);
                let oblique = word > start && self.reading.lists[word - 1].any(Lists::PREPOSITION);
                let possessor = self.is_possessive(after);
                let aside = || stands_aside(self.text, self.tokens, self.reading, &(word..after), at);
                if self.entities[id].kind == EntityType::Person && !oblique && !possessor && !aside() {
                    return Some(id);
                }
                word = after;
            } else {
                word += 1;
            }
        }
        None
    }

    /// Returns the subject of the sentence before a row, where the pronoun was linked to somebody whom that sentence only
    /// speaks of ("Roe's wife, Jane, is for Doe. “I cannot say why,” she said"), or not even that, or who only owns the
    /// subject ("Roe's deputy, Tom Doe, resigned. He said …"); nobody where either may be meant ("Her daughter Ann laughs.
    /// “…,” she says").
    pub(super) fn subject_before(&self, row: &Said, masculine: bool) -> Option<Option<usize>> {
        let at = row.source.start;
        let linked = self.linked(self.tokens.words[at])?.0?.entity?;
        let first = row.content[0].start.min(at);
        let own = self.tokens.sentences.partition_point(|sentence| sentence.end <= first);
        let before = self.tokens.sentences.get(own.checked_sub(1)?)?;
        if self.tokens.sentences[own].start != first {
            return None;
        }
        let subject = self.subject_of_sentence(before.end - 1)?;
        let says_of = self.is_called_otherwise(subject, masculine) || self.is_barred(row, subject);
        if subject == linked || says_of {
            return None;
        }
        let span = self.tokens.span(before);
        let from = self.mentions.partition_point(|&(s, _, _)| s.start < span.start);
        let within = || self.mentions[from..].iter().take_while(|&&(s, _, _)| s.start < span.end);
        let named = within().find(|&&(_, form, id)| id == subject && form == Form::Name)?;
        let is_finite = |at: usize| matches!(self.reading.tags[at].as_str(), "VBD" | "VBZ" | "VBP" | "MD");
        // "Asked what Doe would do, Roe paused."
        let opened = self.opens_main_clause(before, self.first_word(named.0));
        if !opened && (before.start..self.first_word(named.0)).any(is_finite) {
            return None;
        }
        // "Her daughter, Ann": she, not the phrase, stands before Ann.
        let told = || within().filter(|&&(_, form, _)| form != Form::Nominal);
        let mut pairs = told().zip(told().skip(1));
        let owner = pairs.find(|(owner, other)| owner.2 == linked && other.2 == subject);
        if let Some((owner, owned)) = owner
            && owner.0.end < owned.0.start
            && within().filter(|&&(_, _, id)| id == linked).all(|&(span, _, _)| self.owns(span))
        {
            let is_told = first == at && owner.1 == Form::Name && self.word_before(owned.0) == Some(",");
            return Some((is_told || self.shows_mind(before, owned.0)).then_some(subject));
        }
        let paragraph = self.tokens.paragraph_of(first);
        let here = before.start >= self.tokens.paragraphs[paragraph].start;
        let is_spoken_of = |&(span, form, id): &(Span, Form, usize)| {
            form == Form::Name && id == linked && self.word_before(span) != Some("by")
        };
        // "Coach Doe disagreed. “They lost,” he said", where Roe spoke before.
        // "Coach Doe, who had never met him, disagreed."
        let verb = self.main_verb(before).map_or(0, |verb| self.tokens.words[verb].start);
        let aside = |span: Span| span.start > named.0.end && span.end < verb;
        let is_free = |&(span, form, id): &(Span, Form, usize)| {
            id != linked || form == Form::Pronoun && (opened || aside(span))
        };
        if here && within().all(is_free) {
            let after = self.tokens.words.partition_point(|word| word.start < named.0.end);
            let several = matches!(self.text.slice(self.tokens.words[after]), "and" | "or");
            let mut title = before.start..self.first_word(named.0);
            // "Her daughter, Ann, laughs."
            if self.reading.tags[before.start].as_str() == "PRP$" {
                return Some(self.shows_mind(before, named.0).then_some(subject));
            }
            // "The member for Dayton, Jane Roe, disagreed."
            let called = || self.of_phrase(&(before.start..after)).0 == Some(self.entity(subject));
            if !several && (opened || title.all(|at| self.is_of_name(at)) || called()) {
                return Some(Some(subject));
            }
        }
        (here && within().any(is_spoken_of)).then_some(Some(subject))
    }

    /// Says whether a sentence opens with a phrase or clause of its own, and the name that begins with a word is the subject
    /// behind it: "Asked what Doe would do, Roe paused", "After the vote, mayor Jane Roe wept".
    fn opens_main_clause(&self, sentence: &Range<usize>, name: usize) -> bool {
        let comma = (sentence.start..name).rev().find(|&at| !self.is_of_name(at));
        let is_comma = comma.is_some_and(|at| self.text.slice(self.tokens.words[at]) == ",");
        let opening = self.reading.tags[sentence.start];
        let word = self.text.slice(self.tokens.words[sentence.start]);
        let opens = matches!(opening.as_str(), "IN" | "TO" | "WRB" | "VBG" | "VBN")
            || matches!(word, "Asked" | "Pressed" | "Questioned" | "Told" | "Although" | "Though");
        is_comma && opens
    }

    /// Says whether a sentence tells what its subject, whose name has a span, felt or showed, so that words of "his" or
    /// "hers" behind it are that one's: "Her daughter, Ann Doe, was furious", "His rival Tom Doe disagreed".
    pub(super) fn shows_mind(&self, sentence: &Range<usize>, name: Span) -> bool {
        const SHOWN: [&str; 32] = [
            "conceded", "concedes", "demurred", "demurs", "agreed", "agrees", "disagreed", "disagrees",
            "laughed", "laughs", "smiled", "smiles", "nodded", "nods", "shrugged", "shrugs", "giggled",
            "grinned", "sighed", "sobbed", "wept", "cried", "paused", "hesitated", "recalled", "recalls",
            "remembered", "remembers", "hit", "felt", "feels", "burst",
        ];
        const STATES: [&str; 12] = [
            "dead", "ill", "sick", "missing", "pregnant", "asleep", "unconscious", "absent", "born",
            "present", "alive", "available",
        ];
        let word = |at: usize| self.text.slice(self.tokens.words[at]);
        let tag = |at: usize| self.reading.tags[at].as_str();
        let from = self.tokens.words.partition_point(|word| word.start < name.end);
        // "One neighbour, who asked not to be named, was less kind."
        let Some(verb) = self.main_verb(&(from..sentence.end)) else { return false };
        if SHOWN.contains(&word(verb)) {
            return true;
        }
        if !matches!(word(verb), "was" | "is" | "seemed" | "looked" | "sounded" | "appeared" | "remained") {
            return false;
        }
        let next =
            (verb + 1..sentence.end).find(|&at| tag(at) != "RB" && tag(at) != "RBR" && tag(at) != "DT");
        let behind = |at: usize| (at + 1 < sentence.end).then_some(at + 1);
        next.is_some_and(|at| match tag(at) {
            "JJ" | "JJR" => {
                let describes = behind(at).is_some_and(|next| self.reading.tags[next].is_noun());
                !STATES.contains(&word(at)) && !describes
            }
            "IN" => {
                const MOODS: [&str; 10] = [
                    "tears", "shock", "despair", "awe", "hurry", "rush", "doubt", "mood", "agony",
                    "agreement",
                ];
                let no = usize::from(behind(at).is_some_and(|next| matches!(word(next), "no" | "a" | "any")));
                word(at) == "in" && behind(at + no).is_some_and(|next| MOODS.contains(&word(next)))
            }
            _ => false,
        })
    }

    /// Returns whom the sentence before a row begins with, where that is somebody without a name, of whom it tells what he
    /// felt or showed: "A man in the gallery was in tears. “…,” he said".
    pub(super) fn somebody_before(&self, row: &Said, masculine: bool) -> Option<Speaker> {
        const LONGEST: usize = 8;
        let word = |at: usize| self.text.slice(self.tokens.words[at]);
        let tag = |at: usize| self.reading.tags[at];
        let first = row.content[0].start.min(row.source.start);
        let (_, before) = self.sentence_before(row)?;
        let paragraph = &self.tokens.paragraphs[self.tokens.paragraph_of(first)];
        if before.start < paragraph.start {
            return None;
        }
        let begins = ["a", "an", "one", "another", "his", "her", "their"];
        if !begins.iter().any(|begin| word(before.start).eq_ignore_ascii_case(begin)) {
            return None;
        }
        let is_called = |at: &usize| {
            let tag = tag(*at);
            tag.is_noun() || matches!(tag.as_str(), "JJ" | "CD" | "VBN" | "VBG" | "HYPH")
        };
        let head = (before.start + 1..before.end).take_while(is_called).last()?;
        let named = (before.start..before.end).any(|at| {
            self.mention_at(at).is_some_and(|(span, id)| {
                self.entities[id].kind == EntityType::Person
                    && !self.is_called_otherwise(id, masculine)
                    && !self.owns(span)
            })
        });
        let span = self.tokens.words[head];
        let named = named && !self.speaks_of_him(row, masculine);
        if named || matches!(tag(head).as_str(), "NNS" | "NNPS") || !may_be_called(word(head), masculine) {
            return None;
        }
        if !self.shows_mind(&before, span) {
            return None;
        }
        let stops = |at: &usize| {
            matches!(tag(*at).as_str(), "VBD" | "VBZ" | "VBP" | "MD" | ",")
                || matches!(word(*at), "who" | "whose" | "which")
        };
        let end = (head + 1..before.end.min(head + LONGEST)).find(stops).unwrap_or(head + 1);
        let name = self.text.slice(self.tokens.span(&(before.start..end))).to_owned();
        Some(Speaker { entity: None, name })
    }

    /// Returns who the sentence before a row is about, where it opens a paragraph in which nobody has spoken yet, so that "he"
    /// is rather that one than who spoke above or whom the sentence only speaks of: "His father, Tom Doe, was watching.
    /// “…,” he said", "Roe was asked whether Doe would play. “…,” he said", "The suspect smiled. “…,” he said"; nobody where
    /// either may be meant.
    pub(super) fn new_subject(
        &self,
        row: &Said,
        last: Option<&Last>,
        masculine: bool,
    ) -> Option<Option<Speaker>> {
        let word = |at: usize| self.text.slice(self.tokens.words[at]);
        let tag = |at: usize| self.reading.tags[at].as_str();
        let first = row.content[0].start.min(row.source.start);
        let (_, before) = self.sentence_before(row)?;
        let paragraph = &self.tokens.paragraphs[self.tokens.paragraph_of(first)];
        // Who speaks in it goes on.
        let has_spoken = |last: &Last| last.at > paragraph.start;
        if before.start < paragraph.start || last.is_some_and(has_spoken) {
            return None;
        }
        let may_speak = |id: usize| !self.is_called_otherwise(id, masculine) && !self.is_barred(row, id);
        // "But the mayor"
        let joins = matches!(tag(before.start), "CC" | "RB");
        let start = before.start + usize::from(joins);
        let verb = self.main_verb(&(start..before.end))?;
        let subject = self.subject_of_sentence(before.end - 1).filter(|&id| may_speak(id));
        let named = subject.and_then(|id| {
            let mut within = start..verb;
            within.find(|&at| self.mention_at(at).is_some_and(|(_, its)| its == id)).map(|at| (at, id))
        });
        if let Some((at, id)) = named {
            // "Roe was asked whether Doe would play."
            let be = matches!(word(verb), "was" | "were");
            let asked = (verb + 1..before.end).find(|&at| tag(at) != "RB").map(word);
            if be && matches!(asked, Some("asked" | "questioned" | "pressed" | "quizzed")) {
                return Some(Some(self.entity(id)));
            }
            let owned = tag(start) == "PRP$" || (start..at).any(|at| self.is_possessive(at));
            let is_called = (start..at).all(|at| self.is_of_name(at) || matches!(tag(at), "PRP$" | ","));
            // "Roe's father, Doe, was a miner": either.
            let is_what =
                matches!(word(verb), "is" | "was") && verb + 1 < before.end && tag(verb + 1) == "DT";
            if owned && is_called && is_what && (start..at).any(|at| is_kin(&word(at).to_lowercase())) {
                return Some(None);
            }
            let acts = !self.is_passive(verb, before.end)
                && !matches!(tag(verb), "MD")
                && !matches!(word(verb), "died" | "dies" | "had" | "left");
            return (owned && is_called && acts).then(|| Some(self.entity(id)));
        }
        // "The suspect smiled.", "His father wanted him on the boats."
        let owned =
            tag(start) == "PRP$" && !matches!(word(start).to_ascii_lowercase().as_str(), "my" | "our");
        if !owned && !word(start).eq_ignore_ascii_case("the") {
            return None;
        }
        let is_called = |at: &usize| {
            let tag = tag(*at);
            tag.is_empty() || self.reading.tags[*at].is_noun() || matches!(tag, "JJ" | "CD" | "VBN" | "HYPH")
        };
        let head = (start + 1..verb).take_while(is_called).last()?;
        let noun = word(head).to_lowercase();
        let person = may_be_called(&noun, masculine) && !is_plural(&noun) && !is_several(&noun);
        if !person || (start..verb).any(|at| self.names_person(at)) {
            return None;
        }
        let whole = start..head + 1;
        let span = self.tokens.span(&whole);
        // "The judge said something strange. He …"
        let again =
            last.filter(|last| last.speaker.entity.is_none() && last.noun().eq_ignore_ascii_case(&noun));
        if let Some(last) = again {
            return Some(Some(last.speaker.clone()));
        }
        let is_party = PARTIES.contains(&noun.as_str());
        let is_sure = |linked: &Told| !is_party || linked.1.probability() >= LEAST_POSSESSED;
        let linked = self.linked(span).filter(is_sure).and_then(|linked| linked.0?.entity);
        if let Some(id) = linked.or_else(|| self.holder_of(&whole, whole.end)) {
            return may_speak(id).then(|| Some(self.entity(id)));
        }
        // "The radio host" may well be who spoke before.
        let apart = owned && is_kin(&noun) || is_party;
        if !apart || (verb..before.end).any(|at| at < verb + 4 && self.names_person(at)) {
            return None;
        }
        let shows = self.shows_mind(&before, self.tokens.words[head]);
        let pronouns: &[&str] = if masculine { &["he", "him", "his"] } else { &["she", "her", "hers"] };
        let says = |words: &[&str]| {
            row.content
                .iter()
                .flat_map(Range::clone)
                .any(|at| words.iter().any(|w| word(at).eq_ignore_ascii_case(w)))
        };
        if says(pronouns) && !shows {
            return None;
        }
        let of_himself = says(&["I", "me", "my", "I'm"]);
        let copula =
            matches!(word(verb), "is" | "was" | "has" | "had" | "'s" | "died" | "dies") || tag(verb) == "MD";
        if !shows && (owned && copula || self.is_passive(verb, before.end) && !of_himself) {
            return None;
        }
        let name = self.text.slice(span).to_owned();
        Some((shows || of_himself && !owned).then_some(Speaker { entity: None, name }))
    }

    /// Returns who did what the sentence before a row tells in the passive of a child or a pet of the other gender: "Rosie was
    /// pulled out by jogger Tom Hale. “I just jumped,” he said."
    pub(super) fn agent_before(&self, row: &Said, masculine: bool) -> Option<usize> {
        let word = |at: usize| self.text.slice(self.tokens.words[at]);
        let first = row.content[0].start.min(row.source.start);
        let own = self.tokens.sentences.partition_point(|sentence| sentence.end <= first);
        let before = self.tokens.sentences.get(own.checked_sub(1)?)?.clone();
        if self.tokens.sentences[own].start != first || before.len() > MEMORY {
            return None;
        }
        let (name, (span, subject)) = before.clone().find_map(|at| Some((at, self.mention_at(at)?)))?;
        let lists = self.reading.lists[name];
        let is_other = |lists: Lists| {
            lists.any(if masculine { Lists::FEMALE } else { Lists::MALE })
                && !lists.any(if masculine { Lists::MALE } else { Lists::FEMALE })
        };
        if self.words_in(name, span) > 1 || !is_other(lists) {
            return None;
        }
        let verb =
            self.main_verb(&before).filter(|&verb| verb > name && self.is_passive(verb, before.end))?;
        let by = (verb..before.end).find(|&at| word(at) == "by")?;
        let mut named = (by + 1..before.end).take_while(|&at| self.is_of_name(at));
        let (_, agent) = named.find_map(|at| self.mention_at(at).map(|(_, id)| (at, id)))?;
        let may_speak = agent != subject
            && self.entities[agent].kind == EntityType::Person
            && !self.is_called_otherwise(agent, masculine)
            && !self.is_barred(row, agent);
        may_speak.then_some(agent)
    }

    /// Returns the verb of a sentence's main clause: not that of "who …" behind its subject.
    pub(super) fn main_verb(&self, sentence: &Range<usize>) -> Option<usize> {
        let word = |at: usize| self.text.slice(self.tokens.words[at]);
        let is_finite = |at: usize| matches!(self.reading.tags[at].as_str(), "VBD" | "VBZ" | "VBP" | "MD");
        let mut at = sentence.start;
        while at < sentence.end {
            if matches!(word(at), "who" | "whose" | "which" | "whom") {
                let aside = word(at.saturating_sub(1)) == ",";
                let closes = (at..sentence.end).find(|&at| word(at) == ",").filter(|_| aside);
                at = closes.or_else(|| (at..sentence.end).find(|&at| is_finite(at)))?;
            } else if is_finite(at) {
                return Some(at);
            }
            at += 1;
        }
        None
    }

    /// Says whether the finite verb at a word is that of a passive: "was arrested", "has been told".
    pub(super) fn is_passive(&self, verb: usize, end: usize) -> bool {
        let word = |at: usize| self.text.slice(self.tokens.words[at]);
        let after = |at: usize| (at + 1..end).find(|&at| self.reading.tags[at].as_str() != "RB");
        let mut be = verb;
        if matches!(word(verb), "has" | "had" | "have" | "will")
            && let Some(next) = after(verb).filter(|&at| matches!(word(at), "been" | "be"))
        {
            be = next;
        }
        matches!(word(be), "was" | "were" | "is" | "are" | "been" | "be" | "got")
            && after(be).is_some_and(|at| self.reading.tags[at].as_str() == "VBN")
    }
}
