//! What grammar says of "he", "him" and "his": who acts in the clause where the pronoun stands.

use super::phrases::{Phrase, Pronoun, Role, Start, What};
use super::rank::Ranker;
use crate::found::EntityType;
use crate::reading::nouns::{Gender, Sort};
use crate::reading::tag::Tag;
use crate::reading::{Label, Reading, Shape};
use crate::text::Text;
use crate::tokens::Tokens;
use std::ops::Range;

/// So many words back is a verb looked for, over so many clauses of one subject, and so many phrases back its subject.
const LONGEST: usize = 24;
const CLAUSES: usize = 4;
const PHRASES: usize = 48;

/// Prepositions whose pronoun is somebody else than who acts, as that of a verb is: "Roe apologised to him", where "Roe had a gun
/// with him" leaves it open.
const GOVERNING: [&str; 8] = ["against", "at", "to", "by", "from", "for", "of", "about"];

/// Verbs whose object is whose the thing is that he is judged for.
const JUDGES: [&str; 24] = [
    "thanked", "praised", "accused", "blamed", "criticised", "criticized", "congratulated", "condemned",
    "charged", "convicted", "sued", "fired", "sacked", "suspended", "jailed", "questioned", "mocked",
    "attacked", "hailed", "commended", "forgave", "pardoned", "punished", "fined",
];

impl Ranker<'_> {
    /// Returns the phrase that acts in the clause of the pronoun at `at`, of which "him" does not speak and "his" mostly does
    /// (Principles A and B of Chomsky 1981, as far as word order tells): Doe, of "Roe said that Doe had hurt his knee", "Roe
    /// was helped by Doe, who left his car" and "Roe urged Doe to change his mind".
    pub(super) fn actor(&self, at: usize) -> Option<usize> {
        let clause = Clause::new(self.text, self.tokens, self.reading, self.phrases, at)?;
        if self.phrases[at].role == Role::Owner {
            clause.judged().or_else(|| clause.actor(self.phrases[at].words.start))
        } else {
            clause.actor(self.phrases[at].words.start)
        }
    }

    /// Returns the phrase that acts on "him" at `at`: not "putting him on both sides", which what was told does.
    pub(super) fn agent(&self, at: usize) -> Option<usize> {
        let clause = Clause::new(self.text, self.tokens, self.reading, self.phrases, at)?;
        let verb = clause.verb(self.phrases[at].words.start)?;
        let told = self.reading.tags[verb] == Tag::VBG && verb > 0 && clause.word(verb - 1) == ",";
        if told { None } else { clause.actor(self.phrases[at].words.start) }
    }

    /// Says whether "him" at `at` is what a verb or a preposition governs that makes it somebody else than who acts.
    pub(super) fn is_governed(&self, at: usize) -> bool {
        let phrase = &self.phrases[at];
        let before =
            phrase.words.start.checked_sub(1).map_or("", |at| self.text.slice(self.tokens.words[at]));
        match phrase.role {
            Role::Object => true,
            // "according to him"
            Role::Oblique => {
                let of =
                    phrase.words.start.checked_sub(2).map_or("", |at| self.text.slice(self.tokens.words[at]));
                let governs = GOVERNING.contains(&before) && !of.eq_ignore_ascii_case("according");
                // "after following him", of which readers make a preposition
                governs || before == "following" || self.stands_beside(at)
            }
            Role::Subject | Role::Owner | Role::Other => false,
        }
    }

    /// Says whether "him" at `at` is whom somebody else is with, or behind: "Roe worked with him", "Roe is two points behind him";
    /// not "Roe took it with him".
    fn stands_beside(&self, at: usize) -> bool {
        const TAKES: [&str; 12] = [
            "take", "takes", "took", "taken", "bring", "brings", "brought", "carry", "carried", "has", "had",
            "have",
        ];
        let Some(clause) = Clause::new(self.text, self.tokens, self.reading, self.phrases, at) else {
            return false;
        };
        let Some(before) =
            self.phrases[at].words.start.checked_sub(1).filter(|&before| before > clause.start)
        else {
            return false;
        };
        let Some(verb) = clause.verb(before) else { return false };
        let direct = (verb + 1..before).all(|at| matches!(clause.tag(at), Tag::RP | Tag::RB));
        let is = matches!(clause.word(verb), "is" | "was" | "are" | "were" | "be" | "been");
        match clause.word(before) {
            // "Roe once shared a stall with him"
            "with" if matches!(clause.word(verb), "shares" | "shared" | "share") => true,
            "with" | "near" | "alongside" | "on" => direct && !TAKES.contains(&clause.word(verb)),
            "beside" => is || direct,
            "behind" | "ahead" => is,
            _ => false,
        }
    }

    /// Returns the name that an owner stands beside: Doe, of "Roe praised Doe and his sisters".
    pub(super) fn paired(&self, at: usize) -> Option<usize> {
        let phrase = &self.phrases[at];
        let and = phrase.words.start.checked_sub(1).filter(|_| phrase.role == Role::Owner)?;
        if self.text.slice(self.tokens.words[and]) != "and" {
            return None;
        }
        let other = at.checked_sub(1)?;
        let is_name = matches!(self.phrases[other].what, What::Name(_));
        (is_name && self.phrases[other].words.end == and).then_some(other)
    }

    /// Returns the phrase that "his" speaks of in "Roe, for his part, left".
    pub(super) fn parted(&self, at: usize) -> Option<usize> {
        let words = &self.phrases[at].words;
        let word = |at: usize| self.tokens.words.get(at).map_or("", |&word| self.text.slice(word));
        let comma = words.start.checked_sub(2)?;
        let parted = word(comma) == "," && word(comma + 1) == "for" && word(words.end) == "part";
        let other = (at.saturating_sub(2)..at).rev().find(|&other| self.phrases[other].words.end == comma)?;
        parted.then_some(other)
    }

    /// Returns who tells or does what the clause that the pronoun at `at` begins is about: Roe, of "Roe of the union said he",
    /// "Roe fell when he" and "Roe left, and he"; nobody where it is told to another: "Roe told Doe that he".
    pub(super) fn teller(&self, at: usize) -> Option<usize> {
        const HEARS: [&str; 8] =
            ["told", "tells", "asked", "asks", "warned", "assured", "informed", "reminded"];
        /// ", he told the paper,"
        const ASIDE: usize = 4;
        let phrase = &self.phrases[at];
        let clause = Clause::new(self.text, self.tokens, self.reading, self.phrases, at)?;
        let mut from = phrase.words.start;
        let before = from.checked_sub(1).filter(|&before| before > clause.start)?;
        // "Roe did not come; her show was on Friday."
        let begins = phrase.role == Role::Owner && clause.word(before) == ";";
        if phrase.role != Role::Subject && !begins || phrase.quoted {
            return None;
        }
        let joins = matches!(
            clause.word(before),
            ";" | "that"
                | "if"
                | "whether"
                | "when"
                | "because"
                | "as"
                | "after"
                | "before"
                | "while"
                | "where"
                | "and"
                | "but"
        );
        if joins {
            from = before;
            if clause.word(before - 1) == "," {
                from -= 1;
            }
        } else if let Some(again) = clause.before().next().filter(|&again| {
            let again = &self.phrases[again];
            again.what == phrase.what && again.words.end + 1 == before && self.reading.cues[again.words.end]
        }) {
            // "Roe left because, he said, he was ill"
            return Some(again);
        } else if clause.word(before) == "," {
            // "Roe bought it with money that, he said, was old", "Roe left, he said, to rest"
            let end = phrase.words.end;
            let aside = (end..end + ASIDE).find(|&at| clause.word(at) == ",");
            let to_rest = aside.is_some_and(|comma| clause.tag(comma + 1) == Tag::TO);
            let of_that = before > clause.start
                && matches!(
                    clause.word(before - 1),
                    "that" | "which" | "because" | "when" | "if" | "while" | "although" | "as"
                );
            if !(self.reading.cues.get(end) == Some(&true) && (to_rest || of_that)) {
                return None;
            }
            from = before - usize::from(of_that);
        }
        // "Roe told reporters that he"
        let is_heard = |verb: usize| {
            let first = verb + 1 + usize::from(clause.tag(verb + 1) == Tag::DT);
            let mut hearers = clause.before().filter(|&other| {
                let words = &self.phrases[other].words;
                words.start == first || words.start == verb + 1
            });
            hearers.any(|other| match self.phrases[other].what {
                What::Name(name) => self.grouped.owner[name]
                    .is_none_or(|group| self.grouped.groups[group].kind() == EntityType::Person),
                What::Nominal { noun, .. } => noun.sort == Sort::Person && !self.phrases[other].plural,
                What::Both | What::Pronoun(_) => true,
            }) || clause.beginning(first).or_else(|| clause.beginning(verb + 1)).is_none()
        };
        // "Roe told him he would have to go": who is told.
        let must = matches!(clause.word(phrase.words.end), "would" | "should" | "must" | "could" | "can")
            || matches!(clause.word(phrase.words.end), "had" | "needed" | "has")
                && clause.word(phrase.words.end + 1) == "to";
        let told = clause.before().next().filter(|&told| {
            let its = &self.phrases[told];
            let verb = its.words.start.checked_sub(1);
            its.what == phrase.what
                && its.role == Role::Object
                && (its.words.end == phrase.words.start
                    || its.words.end == before && clause.word(before) == "that")
                && verb.is_some_and(|verb| HEARS.contains(&clause.word(verb)))
        });
        if let Some(told) = told.filter(|_| must) {
            return Some(told);
        }
        let verb =
            clause.verb(from).filter(|&verb| !HEARS.contains(&clause.word(verb)) || !is_heard(verb))?;
        let actor = clause.actor(verb + 1)?;
        // "Roe cited him, and he left": who was cited.
        let cited = clause.before().find(|&other| {
            let other = &self.phrases[other];
            other.what == phrase.what && other.role == Role::Object && other.words.start > verb
        });
        let other_acts = self.phrases[actor].what != phrase.what;
        if let Some(cited) = cited.filter(|_| other_acts && matches!(clause.word(before), "and" | "but")) {
            return Some(cited);
        }
        // "Roe's wife said he": Roe.
        let start = self.phrases[actor].words.start;
        let owned = matches!(self.phrases[actor].what, What::Nominal { start: Start::Owner, .. });
        let owner = (actor.saturating_sub(2)..actor + 3).find(|&other| {
            self.phrases.get(other).is_some_and(|other| {
                let words = &other.words;
                let beside = words.start == start || words.end + 1 == start;
                other.role == Role::Owner && beside && !matches!(other.what, What::Nominal { .. })
            })
        });
        // "His predecessor left after he": the predecessor.
        let is_other = || match (self.phrases[actor].what, self.phrases[at].what) {
            (What::Nominal { noun, .. }, What::Pronoun(Pronoun::He)) => noun.gender == Gender::Female,
            (What::Nominal { noun, .. }, What::Pronoun(Pronoun::She)) => noun.gender == Gender::Male,
            _ => false,
        };
        let named = self.apposed(actor);
        if named != actor {
            return Some(named);
        }
        let of_owner = owned && (begins || self.reading.cues[verb] || is_other());
        Some(owner.filter(|&owner| of_owner && owner < at && !self.names_it(actor)).unwrap_or(actor))
    }

    /// Returns who asks for what "he" at `at` is to do, or why he did it, and is not he: Roe, of "Roe asked that he be fined" and "Roe
    /// asked why he had left".
    pub(super) fn asker(&self, at: usize) -> Option<usize> {
        let phrase = &self.phrases[at];
        if phrase.role != Role::Subject || phrase.quoted {
            return None;
        }
        let clause = Clause::new(self.text, self.tokens, self.reading, self.phrases, at)?;
        let before = phrase.words.start.checked_sub(1).filter(|&before| before > clause.start)?;
        let verb = before - 1;
        let end = phrase.words.end;
        let asks = match clause.word(before) {
            "that" => {
                let base =
                    clause.word(end) == "be" || clause.word(end) == "not" && clause.word(end + 1) == "be";
                let wants = matches!(
                    clause.word(verb),
                    "asked"
                        | "asks"
                        | "demanded"
                        | "demands"
                        | "ordered"
                        | "requested"
                        | "recommended"
                        | "insisted"
                        | "proposed"
                        | "suggested"
                        | "directed"
                        | "urged"
                        | "ruled"
                );
                base && wants
            }
            "why" => matches!(clause.word(verb), "asked" | "asks"),
            _ => false,
        };
        if !asks {
            return None;
        }
        clause.actor(verb + 1).map(|actor| self.apposed(actor))
    }

    /// Returns who acts in the main clause where "him" at `at` is whom somebody else does something to in one that tells when or why:
    /// Roe, of "Roe laughed when we asked him".
    pub(super) fn main_actor(&self, at: usize) -> Option<usize> {
        const NEAR: usize = 8;
        let phrase = &self.phrases[at];
        if phrase.quoted || phrase.role != Role::Object {
            return None;
        }
        let clause = Clause::new(self.text, self.tokens, self.reading, self.phrases, at)?;
        let pronoun = phrase.words.start;
        let joins = (clause.start + 1..pronoun)
            .rev()
            .take(NEAR)
            .take_while(|&at| self.reading.shapes[at] != Shape::Mark)
            .find(|&at| {
                matches!(
                    clause.word(at),
                    "when" | "until" | "because" | "after" | "before" | "as" | "if" | "while"
                )
            })?;
        let subject = clause.beginning(joins + 1);
        let is_he = |other: usize| self.phrases[other].what == phrase.what;
        let other = match subject {
            Some(subject) => !is_he(subject) && self.phrases[subject].words.end < pronoun,
            None => clause.tag(joins + 1) == Tag::PRP,
        };
        let acts = (joins + 2..pronoun).any(|at| clause.is_verb(at));
        let verb = clause.verb(joins).filter(|_| other && acts)?;
        let actor = self.apposed(clause.actor(verb + 1)?);
        (!self.phrases[actor].plural).then_some(actor)
    }

    /// Returns who takes what is "with him" at `at`: Roe, of "Roe left, and took the keys with him".
    pub(super) fn taker(&self, at: usize) -> Option<usize> {
        let clause = Clause::new(self.text, self.tokens, self.reading, self.phrases, at)?;
        let before = self.phrases[at].words.start.checked_sub(1).filter(|&before| before > clause.start)?;
        let verb = clause.verb(before).filter(|_| clause.word(before) == "with")?;
        let takes = matches!(
            clause.word(verb),
            "take"
                | "takes"
                | "took"
                | "bring"
                | "brings"
                | "brought"
                | "carries"
                | "carried"
                | "has"
                | "had"
        );
        let acts = verb + 1 < before;
        clause.actor(before).filter(|_| takes && acts)
    }

    /// Returns the name that says who a noun phrase is between commas, or the phrase itself: Roe, of "a banker, Jane Roe, left".
    pub(super) fn apposed(&self, one: usize) -> usize {
        let phrase = &self.phrases[one];
        let word = |at: usize| self.tokens.words.get(at).map_or("", |&word| self.text.slice(word));
        if !matches!(phrase.what, What::Nominal { .. }) || phrase.plural || word(phrase.words.end) != "," {
            return one;
        }
        let names_it = |&other: &usize| {
            let other = &self.phrases[other];
            let first = other.start();
            let is_person = matches!(other.what, What::Name(name) if self.is_person(name));
            is_person && first == phrase.words.end + 1 && word(other.words.end) == ","
        };
        (one + 1..self.phrases.len().min(one + 3)).find(names_it).unwrap_or(one)
    }

    /// Returns who is told of "he" at `at` by "I" or "we": Roe, of "I told Roe that he".
    pub(super) fn told_by_me(&self, at: usize) -> Option<usize> {
        let start = self.phrases[at].words.start;
        let word = |at: usize| self.tokens.words.get(at).map_or("", |&word| self.text.slice(word));
        let end = start - usize::from(start > 0 && word(start - 1) == "that");
        let hearer = (at.saturating_sub(2)..at).rev().find(|&other| self.phrases[other].words.end == end)?;
        let its = &self.phrases[hearer];
        let told = its.words.start.checked_sub(2)?;
        let is_told = matches!(word(told + 1), "told" | "assured" | "promised" | "warned" | "reminded");
        let by_me = matches!(word(told), "I" | "We" | "we");
        let is_name = matches!(its.what, What::Name(_)) && its.sentence == self.phrases[at].sentence;
        (is_name && is_told && by_me && self.phrases[at].role == Role::Subject).then_some(hearer)
    }

    /// Returns of whom "he" at `at` is told right behind: Roe, of "Roe, whom he beat".
    pub(super) fn whom(&self, at: usize) -> Option<usize> {
        let word = |at: usize| self.tokens.words.get(at).map_or("", |&word| self.text.slice(word));
        let whom = self.phrases[at].words.start.checked_sub(1).filter(|&whom| word(whom) == "whom")?;
        let end = whom - usize::from(whom > 0 && word(whom - 1) == ",");
        (at.saturating_sub(3)..at).rev().find(|&other| self.phrases[other].words.end == end)
    }

    /// Returns the name behind the words in which "his" at `at` opens a sentence that tells of a speech: Roe, of "In his closing
    /// speech, Roe told jurors". It is his, or somebody's who is not named.
    pub(super) fn speaks_behind(&self, at: usize) -> Option<usize> {
        const LONGEST: usize = 10;
        const NEXT: usize = 8;
        let phrase = &self.phrases[at];
        let word = |at: usize| self.tokens.words.get(at).map_or("", |&word| self.text.slice(word));
        let sentence = self.tokens.sentences.get(phrase.sentence)?;
        let opens = phrase.role == Role::Owner
            && sentence.start + 1 == phrase.words.start
            && matches!(word(sentence.start), "In" | "At" | "During" | "After" | "Before");
        // "Asked what he wanted, Roe said"
        let asked = matches!(phrase.role, Role::Owner | Role::Subject)
            && phrase.words.start < sentence.start + LONGEST
            && matches!(word(sentence.start), "Asked" | "Pressed" | "Questioned" | "Quizzed");
        let end = sentence.end.min(sentence.start + LONGEST + LONGEST);
        let comma = (phrase.words.end..end).find(|&at| (opens || asked) && word(at) == ",")?;
        let is_speech = |at: usize| {
            matches!(
                word(at),
                "address"
                    | "speech"
                    | "statement"
                    | "interview"
                    | "letter"
                    | "testimony"
                    | "remarks"
                    | "ruling"
                    | "opinion"
                    | "dissent"
                    | "argument"
                    | "arguments"
                    | "summing-up"
            )
        };
        let speech = asked || (phrase.words.end..comma).any(is_speech);
        let mut next = (at + 1..self.phrases.len().min(at + 1 + NEXT)).filter(|_| speech);
        next.find(|&other| {
            let other = &self.phrases[other];
            let first = other.start();
            let is_person = matches!(other.what, What::Name(name) if self.is_person(name));
            is_person && first == comma + 1
        })
    }

    fn is_person(&self, name: usize) -> bool {
        let group = self.grouped.owner.get(name).copied().flatten();
        group.is_some_and(|group| self.grouped.groups[group].kind() == EntityType::Person)
    }

    /// Returns whom the words in quotation marks in which the pronoun at `at` stands are said of: Doe, of "“He won,” Roe said of
    /// Doe".
    pub(super) fn told_of(&self, at: usize) -> Option<usize> {
        const BEHIND: usize = 8;
        const NEXT: usize = 24;
        const SPEAKER: usize = 4;
        let stretch = self.reading.stretch_at(self.phrases[at].words.start)?;
        let sentence = self.tokens.sentences.get(self.phrases[at].sentence)?;
        let words = stretch.words.end..sentence.end.min(stretch.words.end + BEHIND);
        let is_of = |of: usize| matches!(self.text.slice(self.tokens.words[of]), "of" | "about");
        let is_cue = |at: usize| self.reading.cues.get(at) == Some(&true);
        let begins = |other: usize, word: usize| {
            let other = &self.phrases[other];
            let first = other.start();
            matches!(other.what, What::Name(_)) && first == word
        };
        // "said Roe of Doe", "Roe said of Doe"
        let says = |of: usize| is_of(of) && (of.saturating_sub(SPEAKER)..of).any(is_cue);
        let of = words.into_iter().find(|&of| says(of))?;
        (at + 1..self.phrases.len().min(at + 1 + NEXT)).find(|&other| begins(other, of + 1))
    }

    /// Returns the phrase of which "his" at `at` says whose it is, and which it is not: Doe, of "Doe, his lawyer, left" and "Doe
    /// is his lawyer".
    pub(super) fn owned(&self, at: usize) -> Option<usize> {
        let phrase = &self.phrases[at];
        let noun = self.phrases[at + 1..].iter().take(2).find(|noun| {
            noun.words.start == phrase.words.start && matches!(noun.what, What::Nominal { .. })
        })?;
        let word = |at: usize| self.tokens.words.get(at).map_or("", |&word| self.text.slice(word));
        // "Roe, his father, and Doe"
        let lists = word(noun.words.end) == "," && matches!(word(noun.words.end + 1), "and" | "or");
        // "Roe, her shadow, left", where the noun calls things too
        let aside = || {
            let comma = phrase.words.start.checked_sub(1).filter(|&comma| word(comma) == ",")?;
            let closes = matches!(word(noun.words.end), "," | ".") && !noun.plural;
            let other =
                (at.saturating_sub(2)..at).rev().find(|&other| self.phrases[other].words.end == comma)?;
            (closes && matches!(self.phrases[other].what, What::Name(_))).then_some(other)
        };
        // "Roe, who was once his ally"
        let who = || {
            let mut before = phrase.words.start.checked_sub(1)?;
            if matches!(word(before), "once" | "now" | "also" | "then" | "still") {
                before = before.checked_sub(1)?;
            }
            let who = before.checked_sub(1).filter(|&who| word(who) == "who")?;
            let end = who - usize::from(who > 0 && word(who - 1) == ",");
            let other =
                (at.saturating_sub(3)..at).rev().find(|&other| self.phrases[other].words.end == end)?;
            matches!(word(before), "is" | "was").then_some(other)
        };
        // "Roe came to be his friend", "Roe leapt to his defence"
        let acts = || {
            let before = phrase.words.start.checked_sub(1)?;
            let is_person = matches!(noun.what, What::Nominal { noun, .. } if noun.sort == Sort::Person);
            let is = is_person
                && matches!(
                    word(before),
                    "is" | "was" | "be" | "been" | "become" | "became" | "becomes" | "remains" | "remained"
                );
            let helps = word(before) == "to"
                && matches!(
                    word(noun.words.end - 1),
                    "defence" | "defense" | "aid" | "rescue" | "assistance"
                );
            self.actor(at).filter(|_| is || helps)
        };
        noun.beside.or_else(aside).or_else(who).or_else(acts).filter(|_| phrase.role == Role::Owner && !lists)
    }

    /// Returns the phrase that acts in the sentence before the one that the pronoun at `at` begins, in its paragraph and outside of
    /// quotation marks, and whether it speaks there.
    pub(super) fn actor_before(&self, at: usize) -> Option<(usize, bool)> {
        /// So many words stand before the subject of a question.
        const QUESTION: usize = 3;
        let phrase = &self.phrases[at];
        if phrase.quoted || phrase.role != Role::Subject {
            return None;
        }
        let start = self.tokens.sentences[phrase.sentence].start;
        let mut words = start..phrase.words.start;
        let opens = words.len() <= LONGEST
            && words
                .all(|at| self.reading.shapes[at] == Shape::Mark || self.reading.stretch_at(at).is_some());
        // "Did he have a key?", "And where was he?"
        let is_asked = phrase.words.start <= start + QUESTION
            && (start..phrase.words.start).all(|at| {
                let tag = self.reading.tags[at];
                tag.is_verb() || matches!(tag, Tag::MD | Tag::WRB | Tag::WP | Tag::CC)
            });
        if !opens && !is_asked && phrase.words.start > start + 1 {
            return None;
        }
        let mut before = (at.saturating_sub(PHRASES)..at).rev().filter(|&other| {
            let other = &self.phrases[other];
            other.sentence < phrase.sentence && other.paragraph == phrase.paragraph && !other.quoted
        });
        let sentence = self.phrases[before.next()?].sentence;
        if !opens && sentence + 1 != phrase.sentence {
            return None;
        }
        let subjects = (at.saturating_sub(PHRASES)..at).filter(|&other| {
            let other = &self.phrases[other];
            other.sentence == sentence && other.role == Role::Subject && !other.quoted
        });
        let speaks = subjects.clone().rev().find(|&other| self.is_cue_of(&self.phrases[other]));
        let speaks = speaks.or_else(|| {
            let mut heads = self.opener(sentence, at).into_iter().chain(subjects.clone().next());
            heads.find(|&one| self.speaks_behind_aside(one))
        });
        match speaks {
            Some(speaks) => Some((speaks, true)),
            None => self
                .topic(sentence, at)
                .or_else(|| self.opener(sentence, at))
                .or_else(|| subjects.clone().next())
                .map(|first| (first, false)),
        }
    }

    /// Returns who opens a sentence with words behind that tell more: a sergeant, of "A sergeant of the guard left".
    fn opener(&self, sentence: usize, at: usize) -> Option<usize> {
        let start = self.tokens.sentences.get(sentence)?.start;
        (at.saturating_sub(PHRASES)..at).find(|&other| {
            let phrase = &self.phrases[other];
            let first = phrase.start();
            let is_person = match phrase.what {
                What::Name(name) => self.is_person(name),
                // "A sergeant of the guard", but not "Minister for Finance Roe".
                What::Nominal { noun, .. } => {
                    let told = self.reading.tags.get(start) == Some(&Tag::DT);
                    told && noun.sort == Sort::Person && !phrase.plural
                }
                What::Both | What::Pronoun(_) => false,
            };
            let goes_on = self.reading.tags.get(phrase.words.end) == Some(&Tag::IN);
            let opens = phrase.words.start == start || first == start;
            is_person && opens && goes_on && phrase.role == Role::Other && phrase.sentence == sentence
        })
    }

    /// Says whether a phrase speaks behind an aside: Roe, of "Roe of the union, who came to Ely, said".
    fn speaks_behind_aside(&self, one: usize) -> bool {
        let Phrase { sentence, ref words, .. } = self.phrases[one];
        let same = |other: &usize| self.phrases[*other].sentence == sentence;
        let Some(last) = (one + 1..self.phrases.len().min(one + PHRASES)).take_while(same).last() else {
            return false;
        };
        let Some(clause) = Clause::new(self.text, self.tokens, self.reading, self.phrases, last) else {
            return false;
        };
        let near = words.end..words.end + LONGEST;
        let cue = near
            .into_iter()
            .find(|&at| self.reading.cues.get(at) == Some(&true) && clause.word(at - 1) == ",");
        cue.is_some_and(|cue| clause.actor(cue + 1) == Some(one))
    }

    /// Returns the name that a sentence opens with as what it is about: Roe, of "For Roe, the coach, it was a rare win."
    fn topic(&self, sentence: usize, at: usize) -> Option<usize> {
        const LONGEST: usize = 16;
        let words = self.tokens.sentences.get(sentence)?;
        let word = |at: usize| self.tokens.words.get(at).map_or("", |&word| self.text.slice(word));
        let is_topic = word(words.start) == "For"
            && (words.start + 2..words.end.min(words.start + LONGEST))
                .any(|at| word(at) == "," && word(at + 1) == "it");
        (at.saturating_sub(PHRASES)..at).find(|&other| {
            let other = &self.phrases[other];
            let first = other.start();
            is_topic
                && other.sentence == sentence
                && first == words.start + 1
                && matches!(other.what, What::Name(_))
        })
    }

    /// Says whether a phrase speaks, as far as the words beside it tell: "said Roe,", "Roe said"; not "said Roe left".
    fn is_cue_of(&self, phrase: &Phrase) -> bool {
        let is_cue = |at: usize| self.reading.cues.get(at) == Some(&true);
        let closes = self.reading.shapes.get(phrase.words.end).is_none_or(|&shape| shape == Shape::Mark);
        let before = phrase.words.start.checked_sub(1 + phrase.before.len());
        is_cue(phrase.words.end) || closes && before.is_some_and(is_cue)
    }
}

/// The clause of a pronoun, read backwards.
struct Clause<'a> {
    text: &'a Text,
    tokens: &'a Tokens,
    reading: &'a Reading,
    phrases: &'a [Phrase],
    /// The pronoun, and the first word of its sentence or of the quotation in it.
    at: usize,
    start: usize,
}

impl<'a> Clause<'a> {
    fn new(
        text: &'a Text,
        tokens: &'a Tokens,
        reading: &'a Reading,
        phrases: &'a [Phrase],
        at: usize,
    ) -> Option<Self> {
        let pronoun = phrases[at].words.start;
        let sentence = tokens.sentences.get(phrases[at].sentence)?;
        let quoted = reading.stretch_at(pronoun).map(|stretch| stretch.words.start + 1);
        let start = sentence.start.max(quoted.unwrap_or(0)).max(pronoun.saturating_sub(2 * LONGEST));
        Some(Self { text, tokens, reading, phrases, at, start })
    }

    fn word(&self, at: usize) -> &str {
        self.tokens.words.get(at).map_or("", |&word| self.text.slice(word))
    }

    fn tag(&self, at: usize) -> Tag {
        self.reading.tags.get(at).copied().unwrap_or_default()
    }

    fn is_verb(&self, at: usize) -> bool {
        self.tag(at).is_verb() || self.tag(at) == Tag::MD
    }

    /// Returns the phrases of the sentence before the pronoun, the last first.
    fn before(&self) -> impl Iterator<Item = usize> {
        let sentence = self.phrases[self.at].sentence;
        let before = (self.at.saturating_sub(PHRASES)..self.at).rev();
        before.take_while(move |&other| self.phrases[other].sentence == sentence)
    }

    /// Returns the phrase that ends before a word.
    fn ending(&self, end: usize) -> Option<usize> {
        self.before().find(|&other| self.phrases[other].words.end == end)
    }

    /// Returns the phrase that begins with a word, titles included.
    fn beginning(&self, start: usize) -> Option<usize> {
        self.before().find(|&other| {
            let phrase = &self.phrases[other];
            phrase.words.start == start || !phrase.before.is_empty() && phrase.before.start == start
        })
    }

    /// Says whether a participle only tells of the noun behind it: "the visiting fans".
    fn describes(&self, at: usize) -> bool {
        matches!(self.tag(at), Tag::VBG | Tag::VBN)
            && at > self.start
            && matches!(self.tag(at - 1), Tag::DT | Tag::PRPS | Tag::JJ)
            && self.tag(at + 1).is_noun()
    }

    /// Returns the last verb before a word, over whole quotations, where no other clause ends between.
    fn verb(&self, mut at: usize) -> Option<usize> {
        let floor = self.start.max(at.saturating_sub(LONGEST));
        while at > floor {
            at -= 1;
            if let Some(stretch) = self.reading.stretch_at(at)
                && !stretch.words.contains(&self.phrases[self.at].words.start)
            {
                at = stretch.words.start;
                continue;
            }
            if self.is_verb(at) && !self.describes(at) {
                return Some(at);
            }
            // "…, or with his"
            let joins = self.tag(at) == Tag::CC && at > floor && self.word(at - 1) == ",";
            if joins || matches!(self.word(at), ";" | "that" | "because" | "although" | "whether") {
                return None;
            }
        }
        None
    }

    /// Returns who acts in the clause that goes on at a word.
    fn actor(&self, mut from: usize) -> Option<usize> {
        for _ in 0..CLAUSES {
            let verb = self.verb(from)?;
            let mut group = verb;
            while group > self.start
                && (self.is_verb(group - 1) || matches!(self.tag(group - 1), Tag::RB | Tag::TO))
            {
                group -= 1;
            }
            if let Some(found) = self.subject_of(group..verb + 1) {
                return found;
            }
            from = group.checked_sub(1).filter(|&before| before >= self.start)?;
        }
        None
    }

    /// Returns whom the clause judges for what is his: Doe, of "Roe thanked Doe for his help".
    fn judged(&self) -> Option<usize> {
        let pronoun = self.phrases[self.at].words.start;
        let before = pronoun.checked_sub(1).filter(|&before| before > self.start)?;
        let of = matches!(self.word(before), "for" | "of" | "over" | "on" | "about");
        let object = self.ending(before).filter(|_| of)?;
        let phrase = &self.phrases[object];
        let first = phrase.start();
        let verb = first.checked_sub(1).filter(|&verb| verb >= self.start)?;
        JUDGES.contains(&self.word(verb)).then_some(object)
    }

    /// Returns the subject of the verbs in a range; an inner nothing, where it cannot be told, and an outer one, where the verb
    /// before has the same.
    fn subject_of(&self, verbs: Range<usize>) -> Option<Option<usize>> {
        let Some(before) = verbs.start.checked_sub(1).filter(|&before| before >= self.start) else {
            return Some(self.beginning(verbs.end).filter(|_| self.reading.cues[verbs.end - 1]));
        };
        let is_mark = self.reading.shapes[before] == Shape::Mark;
        // “…,” said Roe
        let hears = matches!(self.word(verbs.end - 1), "told" | "tells" | "asked" | "asks");
        if is_mark
            && !hears
            && self.reading.cues[verbs.end - 1]
            && let Some(inverted) = self.beginning(verbs.end)
        {
            return Some(Some(inverted));
        }
        if let Some(subject) = self.ending(verbs.start) {
            let phrase = &self.phrases[subject];
            let first = phrase.start();
            // "asked Roe to be best man at his wedding": either's.
            let asks = |at: usize| matches!(self.word(at), "asked" | "asks" | "invited" | "wanted" | "wants");
            if self.tag(verbs.start) == Tag::TO && first > self.start && asks(first - 1) {
                return Some(None);
            }
            // "Roe came from Ely on Friday to speak"
            let is_where = match phrase.what {
                What::Name(_) => matches!(
                    self.reading.labels.get(phrase.head),
                    Some(Label::Begin(EntityType::Loc) | Label::Inside(EntityType::Loc))
                ),
                What::Nominal { noun, .. } => noun.sort == Sort::Measure,
                What::Both | What::Pronoun(_) => false,
            };
            if self.tag(verbs.start) == Tag::TO && phrase.role == Role::Oblique && is_where {
                return None;
            }
            // "more than Roe did"
            if first > self.start && self.word(first - 1) == "than" {
                return None;
            }
            return Some(self.head(subject));
        }
        let tag = self.tag(before);
        // "Doe, who left", "those who left"
        if tag == Tag::WP || tag == Tag::WDT {
            let end = before - usize::from(before > self.start && self.word(before - 1) == ",");
            // "Roe, 79, of Ely, who left"
            let who = self.ending(end);
            let lives = who.filter(|&one| self.phrases[one].role == Role::Oblique);
            let lives = lives.and_then(|one| self.phrases[one].start().checked_sub(4));
            let aged = lives.filter(|&comma| {
                let digits = self.word(comma + 1).bytes().all(|b| b.is_ascii_digit());
                digits && self.word(comma) == "," && self.word(comma + 2) == ","
            });
            return Some(aged.and_then(|comma| self.ending(comma)).or(who));
        }
        if tag == Tag::CC {
            return None;
        }
        // "Roe, 24, led by four" and "Roe, 24, of Ely, attacked Doe", of which readers make participles
        let aged = || {
            let age =
                |at: usize| self.word(at) == "," && self.word(at + 1).bytes().all(|b| b.is_ascii_digit());
            let near = self.start.max(before.saturating_sub(LONGEST / 2))..before.saturating_sub(1);
            self.word(before) == "," && near.into_iter().any(|at| age(at) && self.word(at + 2) == ",")
        };
        let is_partial = match self.tag(verbs.start) {
            Tag::VBG => true,
            Tag::VBN => !aged(),
            _ => false,
        };
        if self.word(before) == "," {
            // "won after Doe, leading his race, fell"
            let aside = self.ending(before).filter(|&name| {
                let name = &self.phrases[name];
                let first = name.start();
                let begins = first > self.start
                    && matches!(
                        self.word(first - 1),
                        "after" | "as" | "when" | "while" | "because" | "before" | "that"
                    );
                let closes = (before + 1..before + LONGEST / 2).find(|&at| self.word(at) == ",").is_some_and(
                    |comma| matches!(self.tag(comma + 1), Tag::VBD | Tag::VBZ | Tag::VBP | Tag::MD),
                );
                matches!(name.what, What::Name(_)) && (name.role == Role::Subject || begins && closes)
            });
            if self.tag(verbs.start) == Tag::VBG && aside.is_some() {
                return aside.map(Some);
            }
            // "Roe has not, an official said, shown him"
            if (is_partial || self.tag(verbs.start) == Tag::VBD)
                && let Some(verb) = self.resumed(before)
            {
                return self.subject_of(verb);
            }
            if is_partial || self.tag(verbs.start) == Tag::TO {
                return None;
            }
            // "Roe stood, sat down, and covered"
            return self.opening(before).map(Some);
        }
        // "accused Roe of hiding", "while hiding"
        if is_partial && matches!(tag, Tag::IN | Tag::WRB) {
            let of = matches!(self.word(before), "of" | "from" | "for" | "with" | "into");
            return self.ending(before).filter(|_| of).map(Some);
        }
        Some(None)
    }

    /// Returns the auxiliaries that go on behind an aside which ends with the comma at a word: "has not, an official said, shown".
    fn resumed(&self, comma: usize) -> Option<Range<usize>> {
        const LONGEST: usize = 8;
        let opens =
            (self.start.max(comma.saturating_sub(LONGEST))..comma).rev().find(|&at| self.word(at) == ",")?;
        let mut start = opens;
        while start > self.start && (self.is_verb(start - 1) || self.tag(start - 1) == Tag::RB) {
            start -= 1;
        }
        let has = matches!(self.word(start), "has" | "have" | "had" | "was" | "is" | "will" | "would");
        (has && start < opens).then_some(start..opens)
    }

    /// Returns the phrase that another one tells more of: Roe, of "Roe of the union"; nothing of "figures like Roe".
    fn head(&self, mut phrase: usize) -> Option<usize> {
        const DEPTH: usize = 3;
        for _ in 0..DEPTH {
            let its = &self.phrases[phrase];
            let first = its.start();
            // "of the union"
            let first = first - usize::from(first > self.start && self.tag(first - 1) == Tag::DT);
            let of = first.checked_sub(1).filter(|&of| of > self.start);
            // "of Women and the Church"
            let and = of.filter(|&and| self.word(and) == "and").and_then(|and| self.ending(and));
            if its.role != Role::Oblique {
                match and.filter(|&and| self.phrases[and].role == Role::Oblique) {
                    Some(and) => phrase = and,
                    None => return Some(phrase),
                }
                continue;
            }
            let of = of?;
            if !matches!(self.word(of), "of" | "from" | "for" | "at" | "in") {
                return None;
            }
            phrase = self.ending(of)?;
        }
        None
    }

    /// Returns the phrase that an aside follows which ends with the comma at a word: "Roe, the son of Karl Roe, left".
    fn opening(&self, comma: usize) -> Option<usize> {
        let mut commas = (self.start..comma).rev().take(LONGEST).filter(|&at| self.word(at) == ",");
        commas.find_map(|at| {
            let found = self.ending(at)?;
            (!matches!(self.phrases[found].role, Role::Oblique | Role::Owner)).then_some(found)
        })
    }
}
