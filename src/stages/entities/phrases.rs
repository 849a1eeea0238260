//! What can refer: names, noun phrases and pronouns, in order, with what their place in the sentence tells.
//!
//! One pass over each sentence by the parts of speech. Noun phrases are base ones: from the determiner to the
//! head, without what follows it.

use super::Name;
use super::fold::{Word, Words};
use super::names::Grouped;
use super::people::called;
use crate::error::{Deadline, Reject};
use crate::found::EntityType;
use crate::reading::lexicon::Lists;
use crate::reading::nouns::{Gender, Noun, Sort, singular};
use crate::reading::tag::Tag;
use crate::reading::{Reading, Shape};
use crate::text::Text;
use crate::tokens::Tokens;
use std::ops::Range;

/// A phrase that refers, or may.
#[derive(Clone, Debug)]
pub(super) struct Phrase {
    pub words: Range<usize>,
    /// The word that carries its number: the last of a name, the noun, the pronoun.
    pub head: usize,
    pub what: What,
    pub role: Role,
    /// The index of its sentence, and of its paragraph.
    pub sentence: usize,
    pub paragraph: usize,
    /// Whether it stands between quotation marks.
    pub quoted: bool,
    pub plural: bool,
    /// The index of the phrase that it stands beside, in apposition or as a predicate: it says what that is.
    pub beside: Option<usize>,
    /// The words before it in its noun phrase, which say what it is: "Foreign Minister" of "Wang Yi"; of a
    /// noun phrase, those before its head.
    pub before: Range<usize>,
}

impl Phrase {
    /// Returns its first word, with those that say what it is.
    pub fn start(&self) -> usize {
        if self.before.is_empty() { self.words.start } else { self.before.start }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum What {
    /// An index into the names.
    Name(usize),
    Nominal {
        noun: Noun,
        /// The head in the singular, folded.
        head: Word,
        start: Start,
    },
    /// "Roe and Doe"
    Both,
    Pronoun(Pronoun),
}

/// How a noun phrase begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Start {
    The,
    This,
    /// "his", "Roe's"
    Owner,
    /// "a", "some", nothing.
    Other,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Pronoun {
    He,
    She,
    They,
    It,
}

/// The form of a pronoun or the place of a phrase in its sentence, as far as the words around it tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    Subject,
    Object,
    /// After a preposition.
    Oblique,
    Owner,
    Other,
}

impl Pronoun {
    /// Returns the pronoun that a word is, and whether it is a form that owns.
    pub fn of(word: &str) -> Option<Self> {
        if word.len() > 10 || !word.is_ascii() {
            return None;
        }
        Some(match word {
            "he" | "He" | "him" | "Him" | "his" | "His" | "himself" | "Himself" | "HE" | "HIS" | "HIM" => {
                Self::He
            }
            "she" | "She" | "her" | "Her" | "hers" | "Hers" | "herself" | "Herself" | "SHE" | "HER" => {
                Self::She
            }
            "they" | "They" | "them" | "Them" | "their" | "Their" | "theirs" | "themselves" | "Theirs"
            | "THEY" | "THEIR" | "THEM" => Self::They,
            "it" | "It" | "its" | "Its" | "itself" | "IT" | "ITS" => Self::It,
            _ => return None,
        })
    }
}

/// How many words before a head are looked at; longer phrases are lists.
const MAX_BEFORE: usize = 10;

/// Finds the phrases of an article.
pub(super) fn find(
    text: &Text,
    tokens: &Tokens,
    reading: &Reading,
    names: &[Name],
    grouped: &Grouped,
    words: &mut Words,
    deadline: Deadline,
) -> Result<Vec<Phrase>, Reject> {
    // A reader without parts of speech calls everything a noun.
    let tagged = reading.tags.iter().any(|&tag| tag != Tag::NN);
    let mut finder = Finder {
        text,
        tokens,
        reading,
        names,
        grouped,
        words,
        tagged,
        next_name: 0,
        stretch: 0,
        sentence: 0,
        paragraph: 0,
        found: Vec::with_capacity(tokens.words.len() / 3),
        lower: String::new(),
    };
    for (number, sentence) in tokens.sentences.iter().enumerate() {
        if number.is_multiple_of(16) {
            deadline.check("entities")?;
        }
        finder.sentence = number;
        while tokens.paragraphs.get(finder.paragraph).is_some_and(|p| p.end <= sentence.start) {
            finder.paragraph += 1;
        }
        finder.sentence(sentence.clone(), deadline)?;
    }
    Ok(finder.found)
}

struct Finder<'a> {
    text: &'a Text,
    tokens: &'a Tokens,
    reading: &'a Reading,
    names: &'a [Name],
    grouped: &'a Grouped,
    words: &'a mut Words,
    tagged: bool,
    /// The first name that does not end before the word in hand.
    next_name: usize,
    stretch: usize,
    sentence: usize,
    paragraph: usize,
    found: Vec<Phrase>,
    lower: String,
}

impl Finder<'_> {
    fn word(&self, at: usize) -> &str {
        self.text.slice(self.tokens.words[at])
    }

    fn tag(&self, at: usize) -> Tag {
        self.reading.tags.get(at).copied().unwrap_or_default()
    }

    fn name_at(&mut self, at: usize) -> Option<usize> {
        while self.names.get(self.next_name).is_some_and(|name| name.words.end <= at) {
            self.next_name += 1;
        }
        self.names.get(self.next_name).filter(|name| name.words.start == at).map(|_| self.next_name)
    }

    fn quoted(&mut self, at: usize) -> bool {
        let stretches = &self.reading.stretches;
        while stretches.get(self.stretch).is_some_and(|s| s.words.end <= at) {
            self.stretch += 1;
        }
        stretches.get(self.stretch).is_some_and(|s| s.words.contains(&at))
    }

    fn sentence(&mut self, sentence: Range<usize>, deadline: Deadline) -> Result<(), Reject> {
        let mut at = sentence.start;
        let mut steps = 0usize;
        while at < sentence.end {
            steps += 1;
            if steps.is_multiple_of(1024) {
                deadline.check("entities")?;
            }
            let mut start = Start::Other;
            let mut from = at;
            if let Some(pronoun) = Pronoun::of(self.word(at)) {
                // Without parts of speech the noun phrases are missing that "it" and "they" mean mostly.
                if self.tagged || matches!(pronoun, Pronoun::He | Pronoun::She) {
                    self.push_pronoun(at, pronoun, &sentence);
                }
                at += 1;
                if self.tag(at - 1) != Tag::PRPS {
                    continue;
                }
                (from, start) = (at - 1, Start::Owner);
            }
            if !self.tagged {
                match self.name_at(at) {
                    Some(name) => {
                        let end = self.names[name].words.end.min(sentence.end);
                        self.push_name(name, at..at, &sentence);
                        at = end.max(at + 1);
                    }
                    None => at += 1,
                }
                continue;
            }
            let end = self.chunk(from, at, start, &sentence);
            at = end.max(at + usize::from(start == Start::Other));
        }
        Ok(())
    }

    /// Reads a noun phrase from `from`, whose first word that is no determiner stands at or after `at`;
    /// returns where the reading stopped.
    fn chunk(&mut self, from: usize, at: usize, start: Start, sentence: &Range<usize>) -> usize {
        let (mut from, mut at, mut start) = (from, at, start);
        let mut inner = at;
        let mut noun_at: Option<usize> = None;
        let mut name: Option<(usize, usize)> = None;
        while at < sentence.end {
            if let Some(number) = self.name_at(at) {
                let end = self.names[number].words.end.min(sentence.end).max(at + 1);
                let before = inner.max(at.saturating_sub(MAX_BEFORE))..at;
                name = Some((self.push_name(number, before, sentence), end));
                noun_at = Some(end - 1);
                at = end;
                // A day after a name is no part of its phrase: "Roe Tuesday said".
                if self.reading.lists.get(at).is_some_and(|l| l.any(Lists::CALENDAR.or(Lists::TIME))) {
                    break;
                }
                if at < sentence.end && self.tag(at) == Tag::POS {
                    (start, at, inner, noun_at, name) = (Start::Owner, at + 1, at + 1, None, None);
                }
                continue;
            }
            let first = at == inner && noun_at.is_none();
            // "The 42-year-old left."
            let is_age = start == Start::The
                && noun_at.is_none()
                && self.word(at).ends_with("-year-old")
                && !self.goes_on(at + 1, sentence.end)
                && self.names.get(self.next_name).is_none_or(|name| name.words.start != at + 1);
            let tag = if is_age { Tag::NN } else { self.tag(at) };
            match tag {
                Tag::DT | Tag::PDT if first => {
                    start = match self.word(at) {
                        "the" | "The" | "THE" => Start::The,
                        "this" | "This" | "that" | "That" | "these" | "These" | "those" | "Those" => {
                            Start::This
                        }
                        _ => Start::Other,
                    };
                    if self.tag(at) == Tag::DT {
                        from = at;
                    }
                    at += 1;
                    inner = at;
                }
                Tag::PRPS if first => {
                    // "all his friends", "my friend"
                    if Pronoun::of(self.word(at)).is_some() {
                        return at;
                    }
                    start = Start::Owner;
                    at += 1;
                    inner = at;
                }
                Tag::NN | Tag::NNS | Tag::NNP | Tag::NNPS => {
                    if noun_at.is_some()
                        && self.reading.lists[at].any(Lists::CALENDAR)
                        && self.reading.shapes[at] == Shape::Capital
                    {
                        break;
                    }
                    noun_at = Some(at);
                    at += 1;
                    if at < sentence.end && self.tag(at) == Tag::POS && name.is_none_or(|(_, end)| end < at) {
                        self.push_nominal(from..at, inner, at - 1, start, sentence, Role::Owner);
                        (start, at, inner, noun_at, name) = (Start::Owner, at + 1, at + 1, None, None);
                    }
                }
                Tag::JJ | Tag::JJR | Tag::JJS | Tag::CD | Tag::HYPH | Tag::AFX | Tag::DOLLAR => at += 1,
                // "a newly elected mayor", "the remaining ships", but not "the mayor elected".
                Tag::VBN | Tag::VBG | Tag::RB | Tag::RBR | Tag::RBS
                    if noun_at.is_none()
                        && (at > from || start == Start::Owner)
                        && self.goes_on(at + 1, sentence.end) =>
                {
                    at += 1;
                }
                _ => break,
            }
        }
        match (noun_at, name) {
            (Some(head), Some((_, end))) if head + 1 == end => {}
            (Some(head), _) => {
                let role = self.role(from..head + 1, sentence);
                self.push_nominal(from..head + 1, inner, head, start, sentence, role);
            }
            (None, _) => {}
        }
        at
    }

    /// Says whether the word at `at` can stand inside a noun phrase before its noun.
    fn goes_on(&self, at: usize, end: usize) -> bool {
        at < end
            && matches!(
                self.tag(at),
                Tag::NN
                    | Tag::NNS
                    | Tag::NNP
                    | Tag::NNPS
                    | Tag::JJ
                    | Tag::JJR
                    | Tag::JJS
                    | Tag::VBN
                    | Tag::VBG
                    | Tag::CD
                    | Tag::HYPH
            )
    }

    /// Says whether the word at `at` begins a clause whose subject ends at `end`: "that Roe said", "after Roe left".
    fn begins_clause(&self, at: usize, end: usize, sentence_end: usize) -> bool {
        let begins = self.tag(at) == Tag::IN
            && matches!(
                self.word(at),
                "that"
                    | "because"
                    | "although"
                    | "though"
                    | "while"
                    | "whether"
                    | "if"
                    | "unless"
                    | "since"
                    | "after"
                    | "before"
                    | "as"
                    | "until"
                    | "once"
                    | "when"
                    | "than"
            );
        let verb = (end..sentence_end.min(end + 2)).find(|&after| self.tag(after) != Tag::RB);
        begins
            && verb
                .is_some_and(|at| self.is_verb(at) && !matches!(self.tag(at), Tag::VBG | Tag::VBN | Tag::VB))
    }

    fn is_verb(&self, at: usize) -> bool {
        if self.tagged {
            self.tag(at).is_verb() || self.tag(at) == Tag::MD
        } else {
            self.reading.lists[at].any(Lists::SAY.or(Lists::AUXILIARY)) || self.reading.cues[at]
        }
    }

    /// Tells the place in the sentence from the words before and after.
    fn role(&self, words: Range<usize>, sentence: &Range<usize>) -> Role {
        if words.end < sentence.end
            && matches!(self.word(words.end), "'s" | "’s" | "'" | "’")
            && self.tag(words.end) != Tag::VBZ
        {
            return Role::Owner;
        }
        if words.start > sentence.start {
            let before = words.start - 1;
            if (matches!(self.tag(before), Tag::IN | Tag::TO)
                || self.reading.lists[before].any(Lists::PREPOSITION))
                && !self.begins_clause(before, words.end, sentence.end)
            {
                return Role::Oblique;
            }
        }
        // Over adverbs, and over one apposition: "Roe, a doctor, said", "their son, Roe, said".
        let inside = words.start > sentence.start && self.word(words.start - 1) == ",";
        let mut commas = 0;
        for after in words.end..sentence.end.min(words.end + 14) {
            let ended = commas != 1 || inside && after == words.end + 1;
            if self.is_verb(after) && !matches!(self.tag(after), Tag::VBG | Tag::VBN) && ended {
                return Role::Subject;
            }
            match self.word(after) {
                "," if commas < 2 => commas += 1,
                "who" | "which" | "also" | "not" if commas != 1 => {}
                _ if commas == 1 || matches!(self.tag(after), Tag::RB) => {}
                _ => break,
            }
        }
        if words.start > sentence.start {
            let before = words.start - 1;
            if self.is_verb(before) {
                // "Among those who stayed was Roe, a deputy."
                let opens = matches!(self.word(sentence.start), "Among" | "Also" | "With");
                if opens && matches!(self.word(before), "was" | "is" | "were") {
                    return Role::Subject;
                }
                // "said Roe"
                return if self.reading.cues[before]
                    && words.end < sentence.end
                    && self.reading.shapes[words.end] == Shape::Mark
                {
                    Role::Subject
                } else {
                    Role::Object
                };
            }
        }
        Role::Other
    }

    fn push(&mut self, words: Range<usize>, head: usize, what: What, role: Role, plural: bool) -> usize {
        let quoted = self.quoted(words.start);
        self.found.push(Phrase {
            before: words.start..words.start,
            words,
            head,
            what,
            role,
            sentence: self.sentence,
            paragraph: self.paragraph,
            quoted,
            plural,
            beside: None,
        });
        self.found.len() - 1
    }

    fn push_pronoun(&mut self, at: usize, pronoun: Pronoun, sentence: &Range<usize>) {
        let role = match self.word(at).to_ascii_lowercase().as_str() {
            "he" | "she" | "they" => Role::Subject,
            "his" | "their" | "its" => Role::Owner,
            "her" if self.tag(at) == Tag::PRPS && !self.is_before_time(at + 1) => Role::Owner,
            "it" => match self.role(at..at + 1, sentence) {
                Role::Other => Role::Object,
                role => role,
            },
            _ => match self.role(at..at + 1, sentence) {
                Role::Oblique => Role::Oblique,
                _ => Role::Object,
            },
        };
        self.push(at..at + 1, at, What::Pronoun(pronoun), role, pronoun == Pronoun::They);
    }

    /// Says whether a time stands at a word, or the end of a phrase: "beat her last year" is no year of hers.
    fn is_before_time(&self, at: usize) -> bool {
        let is_day = |at: usize| {
            self.reading.lists.get(at).is_some_and(|lists| lists.any(Lists::CALENDAR.or(Lists::TIME)))
        };
        let near = self.tokens.words.get(at).is_some()
            && matches!(self.word(at), "last" | "next" | "this" | "twice" | "again");
        near && (is_day(at + 1) || matches!(self.word(at), "twice" | "again"))
            || self.reading.shapes.get(at) == Some(&Shape::Capital) && is_day(at)
    }

    fn push_name(&mut self, number: usize, before: Range<usize>, sentence: &Range<usize>) -> usize {
        let words = self.names[number].words.clone();
        let words = words.start..words.end.min(sentence.end).max(words.start + 1);
        let head = words.end - 1;
        let role = self.role(before.start.min(words.start)..words.end, sentence);
        let plural = self.tag(head) == Tag::NNPS && self.grouped.is_family(number);
        if self.grouped.owner[number].is_none() {
            // A bare title: a noun phrase like any other.
            let from = match words.start.checked_sub(1) {
                Some(at) if at >= sentence.start && matches!(self.word(at), "the" | "The" | "THE") => at,
                _ => words.start,
            };
            return self.push_nominal(from..words.end, words.start, head, Start::The, sentence, role);
        }
        let at = self.push(words.clone(), head, What::Name(number), role, plural);
        // "Her husband, Sgt. John Roe", "Her pastor, the Rev. John Roe"
        let mut from = if before.is_empty() { words.start } else { before.start };
        if from > sentence.start && self.word(from - 1) == "the" {
            from -= 1;
        }
        self.found[at].before = before;
        self.look_back(at, from, sentence);
        at
    }

    /// Finds what the phrase at `at`, which begins with the word `from`, stands beside: in apposition to the
    /// phrase before a comma, joined to it by "and", or as its predicate.
    fn look_back(&mut self, at: usize, from: usize, sentence: &Range<usize>) {
        if from < sentence.start + 2 || at == 0 {
            return;
        }
        let before = from - 1;
        // "Roe, who is mayor of Ely,"
        if matches!(self.word(before), "is" | "was" | "became") && self.word(before - 1) == "who" {
            let comma = before.checked_sub(2).filter(|&comma| self.word(comma) == ",");
            let end = comma.unwrap_or(before - 1);
            let who = (0..at).rev().take(3).find(|&other| self.found[other].words.end == end);
            let is_name = |&who: &usize| matches!(self.found[who].what, What::Name(_));
            self.found[at].beside = who.filter(is_name).filter(|&who| self.fits_beside(who, at));
            return;
        }
        if let Some(comma) = self.named_as(before, sentence.start) {
            let other = (0..at).rev().take(3).find(|&other| self.found[other].words.end == comma);
            let is_noun = |&other: &usize| matches!(self.found[other].what, What::Nominal { .. });
            self.found[at].beside = other.filter(is_noun).filter(|&other| self.fits_beside(other, at));
            return;
        }
        // Owners push two phrases; the longer one comes last, but for that of two people: "Roe and his wife, Ann Doe,".
        let ends_here = |other: &usize| {
            let pair = self.word(before) == "," && self.found[*other].what == What::Both;
            self.found[*other].words.end == before && !pair
        };
        let Some(other) = (0..at).rev().take(3).find(ends_here) else { return };
        if self.found[other].sentence != self.sentence {
            return;
        }
        match self.word(before) {
            "," if self.fits_beside(other, at) => self.found[at].beside = Some(other),
            // "The governor of Jenin, Roe,"
            "," if self.closes(at) => {
                if let Some(head) = self.head_of(other).filter(|&head| self.fits_beside(head, at)) {
                    self.found[at].beside = Some(head);
                }
            }
            // "Roe is a doctor", "The winner was Roe."
            "is" | "was" | "are" | "were" | "became" | "remains"
                if (matches!(self.found[at].what, What::Nominal { .. }) || self.closes(at))
                    && self.fits_beside(other, at) =>
            {
                self.found[at].beside = Some(other);
            }
            "and" | "&" => {
                let person = |phrase: &Phrase| match phrase.what {
                    What::Name(number) => self.names[number].kind == EntityType::Person,
                    What::Nominal { noun, .. } => noun.sort == Sort::Person,
                    What::Both | What::Pronoun(_) => false,
                };
                if person(&self.found[other]) && person(&self.found[at]) {
                    let words = self.found[other].words.start..self.found[at].words.end;
                    let (head, role) = (self.found[at].head, self.found[other].role);
                    let role = if role == Role::Other { self.found[at].role } else { role };
                    self.push(words, head, What::Both, role, true);
                }
            }
            _ => {}
        }
    }

    /// Returns the comma before the words that tell how somebody is called, where the "as" at a word ends them: "The woman, named by
    /// police as".
    fn named_as(&self, as_at: usize, sentence_start: usize) -> Option<usize> {
        const LONGEST: usize = 5;
        if self.word(as_at) != "as" {
            return None;
        }
        let from = as_at.saturating_sub(LONGEST).max(sentence_start + 1);
        let named = (from..as_at).rev().find(|&at| matches!(self.word(at), "named" | "identified"))?;
        let only = matches!(self.word(named - 1), "later" | "since" | "only");
        let comma = named - 1 - usize::from(only && named > sentence_start + 1);
        (self.word(comma) == ",").then_some(comma)
    }

    /// Returns the noun phrase that the place or body at `at` tells more of: "the governor of Jenin".
    fn head_of(&self, at: usize) -> Option<usize> {
        let place = &self.found[at];
        let first = place.start();
        let the = usize::from(first > 0 && self.tag(first - 1) == Tag::DT);
        let of = first.checked_sub(1 + the)?;
        let is_of = matches!(self.word(of), "of" | "for" | "in" | "at" | "from");
        let is_thing = matches!(place.what, What::Name(name) if self.names[name].kind != EntityType::Person);
        let head = (0..at).rev().take(3).find(|&head| self.found[head].words.end == of)?;
        let is_noun = matches!(self.found[head].what, What::Nominal { .. });
        (is_of && is_thing && is_noun && self.found[head].sentence == self.sentence).then_some(head)
    }

    /// Says whether a mark stands behind the name at `at`, or nothing.
    fn closes(&self, at: usize) -> bool {
        let is_name = matches!(self.found[at].what, What::Name(_));
        is_name && self.reading.shapes.get(self.found[at].words.end).is_none_or(|&shape| shape == Shape::Mark)
    }

    /// Says whether one of the two phrases can say what the other one, a name, is.
    fn fits_beside(&self, one: usize, other: usize) -> bool {
        let (one, other) = (&self.found[one], &self.found[other]);
        let (name, nominal, after) = match (one.what, other.what) {
            (What::Name(name), What::Nominal { .. }) => (name, other, true),
            (What::Nominal { .. }, What::Name(name)) => (name, one, false),
            _ => return false,
        };
        let What::Nominal { noun, start, .. } = nominal.what else { return false };
        // "the mayor, Roe and Doe"; "Roe, officials and others": lists.
        let next = other.words.end;
        if nominal.plural || next < self.tokens.words.len() && matches!(self.word(next), "and" | "or") {
            return false;
        }
        // "a teacher, Jane Roe, 34,"
        let age = |at: usize| {
            self.tokens.words.get(at + 2).is_some()
                && self.word(at) == ","
                && self.word(at + 1).len() == 2
                && self.word(at + 1).bytes().all(|b| b.is_ascii_digit())
                && matches!(self.word(at + 2), "," | ".")
        };
        if !after && !matches!(start, Start::The | Start::Owner) && !age(next) {
            return false;
        }
        // "His wife, longtime Roe aide Ann Doe": not Roe.
        if !after && next < self.tokens.words.len() && matches!(self.tag(next), Tag::NN | Tag::NNS) {
            return false;
        }
        // "Through his lawyer, Roe said"; "under the 1960 Water Treaty, the report said".
        let goes_on = next < self.tokens.words.len()
            && matches!(self.tag(next), Tag::VBD | Tag::VBZ | Tag::VBP | Tag::MD);
        let through =
            || nominal.words.start > 0 && matches!(self.tag(nominal.words.start - 1), Tag::IN | Tag::TO);
        if goes_on && (after || through()) {
            return false;
        }
        match self.names[name].kind {
            EntityType::Person => {
                let group = self.grouped.owner[name].map(|group| &self.grouped.groups[group]);
                let denied = group.is_some_and(|group| match noun.gender {
                    Gender::Male => group.female > group.male,
                    Gender::Female => group.male > group.female,
                    Gender::Unknown => false,
                });
                noun.sort == Sort::Person && !denied
            }
            EntityType::Org => noun.sort == Sort::Org,
            EntityType::Loc => noun.sort == Sort::Loc,
            EntityType::Misc => noun.sort == Sort::Work,
        }
    }

    fn push_nominal(
        &mut self,
        words: Range<usize>,
        inner: usize,
        head: usize,
        start: Start,
        sentence: &Range<usize>,
        role: Role,
    ) -> usize {
        let tag = self.tag(head);
        let mut lower = std::mem::take(&mut self.lower);
        lower.clear();
        lower.extend(self.word(head).chars().flat_map(char::to_lowercase));
        let noun = called(&lower);
        let plural = matches!(tag, Tag::NNS | Tag::NNPS) || noun.several;
        let number = if plural { self.words.number(&singular(&lower)) } else { self.words.number(&lower) };
        self.lower = lower;
        let noun = if noun.sort == Sort::Measure && start == Start::Owner && plural {
            Noun::default()
        } else {
            noun
        };
        let from = words.start;
        let at = self.push(words, head, What::Nominal { noun, head: number, start }, role, plural);
        self.found[at].before = inner.clamp(head.saturating_sub(MAX_BEFORE), head)..head;
        // "Roe, the king's brother" is no king.
        if role != Role::Owner {
            self.look_back(at, from, sentence);
        }
        at
    }
}

/// Returns the gender that a phrase itself tells.
pub(super) fn gender(phrase: &Phrase) -> Gender {
    match phrase.what {
        What::Nominal { noun, .. } => noun.gender,
        What::Pronoun(Pronoun::He) => Gender::Male,
        What::Pronoun(Pronoun::She) => Gender::Female,
        What::Pronoun(Pronoun::They | Pronoun::It) | What::Name(_) | What::Both => Gender::Unknown,
    }
}
